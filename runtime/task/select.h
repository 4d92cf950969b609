#ifndef RUFF_TASK_SELECT_H
#define RUFF_TASK_SELECT_H

#include "task/sched.h"

/** A fair choice: 0 … n-1, from the thread's own sequence. */
uint32_t rf_random_below(rf_ctx *cx, uint32_t n);

#endif
