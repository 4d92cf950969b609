#ifndef RUFF_TASK_CALLS_H
#define RUFF_TASK_CALLS_H

#include "ruff/array.h"
#include "task/promise.h"

/* Functions of the script run as tasks, and promises made of other promises. */

/* ---- call_task.c */

/** A task that calls f with the arguments (borrowed) and awaits what it answers if that is a
   promise (C-43). Not in line yet. `kind` is rf_async_frame_kind or rf_handle_frame_kind. */
rf_frame *rf_call_task_new(rf_ctx *cx, const rf_kind *kind, rf_value f, const rf_value *args,
                           uint32_t count);
/** The rank's name; false with an error when it is none. */
bool rf_rank_of(rf_ctx *cx, rf_value name, rf_rank *rank);
/** Changes the rank of what is behind a promise (C-42). */
void rf_task_set_rank(rf_ctx *cx, rf_task *t, rf_rank rank);
/** A body of at least this rank: somebody of that rank awaits it. */
void rf_task_raise(rf_ctx *cx, rf_task *t, rf_rank rank);

/* ---- gather.c */

typedef enum rf_gathers {
    RF_GATHER_ALL,
    RF_GATHER_EACH,
    RF_GATHER_SETTLED,
    RF_GATHER_RACE,
    RF_GATHER_ANY,
    RF_GATHER_TIMEOUT
} rf_gathers;

/** One promise made of several. */
typedef struct rf_gather rf_gather;

/** A gathering of `count` promises that are given one after the other. */
rf_gather *rf_gather_new(rf_ctx *cx, rf_gathers what, uint32_t count);
/** The next one; borrowed. Values that are no promises count as resolved. */
void rf_gather_add(rf_ctx *cx, rf_gather *g, rf_value v);
/** All have been given: the promise, owned. */
rf_value rf_gather_done(rf_ctx *cx, rf_gather *g);
/** f(item) for each item in parallel, at most `limit` at once (0: all): the promise, owned. */
rf_value rf_gather_calls(rf_ctx *cx, rf_gathers what, rf_array *items, rf_value f, uint32_t limit);
/** True when nobody but the caller, once, and what settles it holds the promise. */
bool rf_is_held_once(rf_value promise);
/** The gathering was cancelled: so is what it gathers, unless others want it. */
void rf_gather_cancel(rf_ctx *cx, rf_object *promise);
/** Releases what it holds, when it goes. */
void rf_gather_drop(rf_ctx *cx, rf_promise *p);
/** p.timeout(ms), async_timeout(p, ms). */
rf_value rf_with_timeout(rf_ctx *cx, const char *who, rf_value p, rf_value ms);

#endif
