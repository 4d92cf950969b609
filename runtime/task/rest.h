#ifndef RUFF_TASK_REST_H
#define RUFF_TASK_REST_H

#include "task/party.h"

/** From here on a search of shared cells may find that all others are at rest. */
void rf_rest_begin(void);

/** The calling thread comes back by itself, uncounted so far: it waits while somebody relies on its rest. */
void rf_gate_pass(rf_sched *s);

/** Around a wait of a thread that is not counted as busy during it. */
void rf_away_begin(rf_ctx *cx);
void rf_away_end(rf_ctx *cx);
/** Around a wait of a thread that stays counted as busy; the second one passes the gate. */
void rf_nap_begin(rf_ctx *cx);
void rf_nap_end(rf_ctx *cx);

#endif
