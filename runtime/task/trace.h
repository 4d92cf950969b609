#ifndef RUFF_TASK_TRACE_H
#define RUFF_TASK_TRACE_H

#include "task/party.h"

/* A timeline of the run in the Chrome trace-event format (C-81): one row a thread with the bodies
   that run on it, one row a party with its messages and waits. Off unless the environment names a
   file in RUFF_TRACE. */

/** What is written to while a trace is made; NULL: none. */
extern struct rf_trace *rf_tracing;

static inline bool rf_is_tracing(void)
{
    return __builtin_expect(__atomic_load_n(&rf_tracing, __ATOMIC_RELAXED) != NULL, 0);
}

/** Opens and closes the file. */
void rf_trace_begin(void);
void rf_trace_end(void);

/** A body starts or goes on running on this thread, and leaves it. */
void rf_trace_runs(rf_ctx *cx, const rf_party *p);
void rf_trace_leaves(rf_ctx *cx);
/** The party that runs here waits from now on, and goes on; `what` is a word. */
void rf_trace_waits(rf_ctx *cx, const char *what, uint32_t at);
void rf_trace_goes_on(rf_ctx *cx);
/** A message was sent or received, a body started, and the like. */
void rf_trace_did(rf_ctx *cx, const char *what, uint32_t at);

#endif
