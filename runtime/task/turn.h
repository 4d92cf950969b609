#ifndef RUFF_TASK_TURN_H
#define RUFF_TASK_TURN_H

#include "gen/turn.h"

/** From here on those who wait for a turn are known to the scheduler. */
void rf_turns_begin(void);

#endif
