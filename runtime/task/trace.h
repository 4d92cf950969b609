#ifndef RUFF_TASK_TRACE_H
#define RUFF_TASK_TRACE_H

#include "task/channel.h"

/* A timeline of the run in the Chrome trace-event format (C-81): one row a thread with the bodies
   that run on it, one row a party with its messages and waits, and arrows from each send to its
   receive and from each start to the body. Off unless the environment names a file in RUFF_TRACE. */

/** What is written to while a trace is made; NULL: none. */
extern struct rf_trace *rf_tracing;

static inline bool rf_is_tracing(void)
{
    return __builtin_expect(__atomic_load_n(&rf_tracing, __ATOMIC_RELAXED) != NULL, 0);
}

/** Opens and closes the file. */
void rf_trace_begin(void);
void rf_trace_end(void);

/** A body or block was put in line by the party that runs here. */
void rf_trace_starts(rf_ctx *cx, rf_party *p);
/** A party starts or goes on running on this thread, and leaves it. */
void rf_trace_runs(rf_ctx *cx, rf_party *p);
void rf_trace_leaves(rf_ctx *cx);
/** The party that runs here waits from now on, and goes on; `what` is a word. */
void rf_trace_waits(rf_ctx *cx, const char *what, uint32_t at);
void rf_trace_goes_on(rf_ctx *cx);
/** The party that runs here is about to send or receive, or has done something else. */
void rf_trace_here(rf_ctx *cx, uint32_t at);
void rf_trace_did(rf_ctx *cx, const char *what, uint32_t at);
/** A message went into the channel, or was taken out of it, by that party; NULL: the one that runs
    here. The channel's lock of that side is held. */
void rf_trace_put(rf_ctx *cx, rf_channel *c, const rf_party *sender);
void rf_trace_take(rf_ctx *cx, rf_channel *c, const rf_party *receiver);

#endif
