#ifndef RUFF_TASK_PROMISE_H
#define RUFF_TASK_PROMISE_H

#include "task/sched.h"

/* What can be awaited: plain promises, the frames of async bodies (they are promises themselves),
   and the handles of spawn blocks and queued tasks. All have a core. */

typedef enum rf_settled { RF_PENDING, RF_RESOLVED, RF_REJECTED, RF_CANCELLED } rf_settled;

typedef struct rf_core {
    rf_lock  lock;
    uint32_t state;   /* rf_settled; written once, under the lock */
    uint32_t awaited; /* somebody waits, or has looked (C-37) */
    uint32_t size;    /* of a promise without a body */
    rf_value value;   /* or the rf_error; shared once it is settled */
    rf_nodes waiting;
} rf_core;

/** A promise without a body. head.aux tells what follows the core. */
typedef struct rf_promise {
    rf_object head;
    rf_core   core;
} rf_promise;
extern const rf_kind rf_promise_kind;
enum { RF_PROMISE_PLAIN, RF_PROMISE_SLEEPS, RF_PROMISE_GATHERS, RF_PROMISE_WORKS };

/** A promise that no party keeps, but the system: see io/op.h. */
typedef struct rf_op {
    rf_promise base;
    uint8_t    waits_for;                       /* rf_io */
    void (*stop)(rf_ctx *cx, struct rf_op *op); /* it was cancelled: its work should end */
    void (*drop)(rf_ctx *cx, struct rf_op *op); /* the promise goes: releases what it holds besides */
} rf_op;

/** What stands behind the variables of an async frame. */
struct rf_task {
    rf_core   core;
    rf_party  party;
    rf_frame *frame;
    rf_line  *line; /* where it stands, NULL: nowhere */
    rf_task  *next, *prev;
};
/** What stands around a party. */
static inline rf_task *rf_task_around(const rf_party *p)
{
    return (rf_task *)((char *)p - offsetof(rf_task, party));
}
/** A function queued by spawn_task: an async frame of another name. */
extern const rf_kind rf_handle_frame_kind;

static inline rf_pool *rf_pool_of(rf_ctx *cx, const rf_task *t)
{
    return &rf_sched_of(cx)->pools[t->party.pool];
}

/** The core of a promise or task handle, NULL for other values. */
rf_core *rf_core_of(rf_value v);
/** The core of what is known to be a promise or a handle. */
rf_core *rf_promise_core(rf_object *promise);
/** The async body behind a promise, NULL when there is none. */
rf_task               *rf_task_of(rf_object *promise);
static inline rf_task *rf_task_at(const rf_frame *f)
{
    return (rf_task *)((char *)f + rf_frame_tail(f->type));
}

/** A pending promise of `size` bytes, zeroed behind the head. */
rf_promise *rf_promise_new(rf_ctx *cx, size_t size);
/** async_sleep(ms). */
rf_value rf_async_sleep(rf_ctx *cx, rf_value ms);
/** Takes the timer away from a promise of async_sleep; false when it has fired or there is none. */
bool rf_stop_sleeper(rf_ctx *cx, rf_object *promise);
/** Settles a promise once; later calls change nothing and answer false. Takes the value or error.
 */
bool rf_settle(rf_ctx *cx, rf_object *promise, rf_settled how, RF_OWN rf_value v);
/** What every promise function shares with a settled core: owned value, or the error thrown. */
bool                     rf_core_result(rf_ctx *cx, rf_core *c, rf_value *out);
static inline rf_settled rf_core_state(rf_core *c)
{
    return (rf_settled)__atomic_load_n(&c->state, __ATOMIC_ACQUIRE);
}
/** Nobody may be told that this promise's rejection was overlooked (C-37). */
static inline void rf_core_look(rf_core *c)
{
    if (!__atomic_load_n(&c->awaited, __ATOMIC_RELAXED))
        __atomic_store_n(&c->awaited, 1, __ATOMIC_RELAXED);
}
/** Releases what a core holds, when its object goes. */
void rf_core_drop(rf_ctx *cx, rf_core *c);
void rf_core_share(rf_ctx *cx, rf_core *c);
/** Lets `n` wait for the promise; false when it is settled already. */
bool rf_core_join(rf_core *c, rf_node *n);
/** A new Error with this text, caught and shared; owned. */
rf_value rf_error_value(rf_ctx *cx, const char *text);

/** One attempt to await (C-31); RF_WAITING: the party is registered, wait and try again. */
rf_step rf_await_step(rf_ctx *cx, rf_value v, rf_value *out, uint32_t at);

/** The methods of promises and handles; .cancel and the like. */
rf_value rf_promise_method(rf_ctx *cx, rf_value *place, const rf_string *name, const rf_value *args,
                           uint32_t count);

/* ---- task.c */

/** Makes the party and promise of a new frame; takes the world. rf_task_begin puts it in line: 0,
   or the system's error when there is no thread for it. */
void rf_task_init(rf_ctx *cx, rf_frame *f, rf_party_sort sort, RF_OWN rf_world *world);
int  rf_task_begin(rf_ctx *cx, rf_frame *f);
/** The same; the promise is rejected when there is no thread. */
void rf_task_begin_or_reject(rf_ctx *cx, rf_frame *f);
/** rf_task_init for an async body: it sees the globals of the party that starts it. */
void rf_body_init(rf_ctx *cx, rf_frame *f);
/** Puts a new frame in line and answers it; null with "Cannot start thread: REASON" thrown. */
rf_value rf_task_launch(rf_ctx *cx, RF_OWN rf_frame *f);
/** Resumes a body that is no longer in line, until it ends or waits. */
void rf_task_run(rf_ctx *cx, rf_task *t);
/** Runs a body that is awaited here and now if it is still in line. */
void rf_task_help(rf_ctx *cx, rf_task *t);
/** C-40: asks for the end of what is behind the promise; false when it is settled already. */
bool rf_cancel(rf_ctx *cx, rf_object *promise);

/** The rejection joins the list of those that nobody has looked at. */
void rf_note_rejected(rf_ctx *cx, rf_object *promise);
/** C-37: reports rejections nobody looked at; true when there were any. */
bool rf_report_rejected(rf_ctx *cx);

#endif
