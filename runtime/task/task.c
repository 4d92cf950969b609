/* Async bodies: a frame, the promise it will settle, and the party that runs it, in one object. */

#include <stdlib.h>

#include "core/heap.h"
#include "ruff/error.h"
#include "task/promise.h"

/* A body that is awaited runs on the stack of whoever awaits it; this much must be left. */
enum { HELP_STACK = 256 * 1024 };

_Static_assert(sizeof(rf_task) <= RF_TASK_ROOM, "the room behind async frames is too small");

/* ---- the end of a body */

/* C-40: whatever a cancelled body answered, its promise tells that it was cancelled. */
static void settle(rf_ctx *cx, rf_task *t, rf_step step)
{
    rf_frame  *f = t->frame;
    rf_settled how;
    rf_value   v;

    if (step == RF_FAILED) {
        v   = rf_from_object(rf_catch(cx, f->type->function));
        how = RF_REJECTED;
    } else {
        v      = f->out;
        f->out = rf_null;
        how    = RF_RESOLVED;
    }
    if (__atomic_load_n(&t->party.cancelled, __ATOMIC_RELAXED)) {
        rf_release(cx, v);
        v   = rf_error_value(cx, "Cancelled");
        how = RF_CANCELLED;
    }
    rf_settle(cx, rf_from_object(f).as.o, how, v);
}

static void end(rf_ctx *cx, rf_task *t, rf_step step)
{
    rf_frame *f = t->frame;

    rf_party_unlist(cx, &t->party);
    f->head.aux = RF_FINISHED;
    f->type->drop(cx, f);
    __atomic_store_n(&t->party.word, RF_ENDED, __ATOMIC_RELEASE);
    settle(cx, t, step);
    rf_world_drop(cx, t->party.world);
}

/* The body answered RF_WAITING: from now on whoever wakes it may run it elsewhere. False when it was woken
   meanwhile and goes on here. */
static bool suspend(rf_party *p)
{
    uint32_t word = RF_RUNNING;

    if (__atomic_compare_exchange_n(&p->word, &word, RF_SUSPENDED, 0, __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE))
        return true;
    while (!__atomic_compare_exchange_n(&p->word, &word, RF_RUNNING | (word & RF_LANDED), 0, __ATOMIC_ACQ_REL,
                                        __ATOMIC_ACQUIRE)) {
    }
    return false;
}

/* From queued to running; a landing may come at the same time. */
static void go(rf_party *p)
{
    uint32_t word = __atomic_load_n(&p->word, __ATOMIC_ACQUIRE);

    while (!__atomic_compare_exchange_n(&p->word, &word, RF_RUNNING | (word & RF_LANDED), 0, __ATOMIC_ACQ_REL,
                                        __ATOMIC_ACQUIRE)) {
    }
}

void rf_task_run(rf_ctx *cx, rf_task *t)
{
    rf_frame  *f       = t->frame;
    void      *party   = cx->party;
    rf_cell  **globals = cx->globals;
    rf_active *active  = cx->active;
    rf_step    step    = RF_WAITING;
    bool       gone    = false;

    go(&t->party);
    cx->party  = &t->party;
    cx->active = NULL;
    rf_world_enter(cx, t->party.world);
    while (step == RF_WAITING && !gone) {
        if (f->head.aux == 0 && __atomic_load_n(&t->party.cancelled, __ATOMIC_RELAXED))
            step = RF_DONE; /* never begun, never run */
        else
            step = f->type->resume(cx, f);
        if (step == RF_WAITING)
            gone = suspend(&t->party);
    }
    if (!gone)
        end(cx, t, step);
    cx->party   = party;
    cx->globals = globals;
    cx->active  = active;
    if (!gone)
        rf_release_object(cx, f);
}

static bool has_stack(const rf_ctx *cx)
{
    return (char *)__builtin_frame_address(0) - HELP_STACK > cx->stack_limit;
}

void rf_task_help(rf_ctx *cx, rf_task *t)
{
    rf_pool *pool = &rf_sched_of(cx)->pool;

    if (rf_state_of(&t->party) != RF_QUEUED || !has_stack(cx))
        return;
    if (pool->limit < pool->cores && !rf_thread_of(cx)->worker)
        return;
    if (rf_pool_take(cx, t))
        rf_task_run(cx, t);
}

/* ---- the beginning */

void rf_task_init(rf_ctx *cx, rf_frame *f)
{
    rf_task  *t     = rf_task_at(f);
    rf_world *world = rf_party_of(cx)->world;

    rf_world_share(cx, world);
    f->wait  = t;
    t->frame = f;
    rf_party_init(&t->party, RF_BODY, f->type->function, rf_world_keep(world));
    t->party.word = RF_QUEUED;
    rf_share(cx, rf_from_object(f));
}

void rf_task_begin(rf_ctx *cx, rf_frame *f)
{
    rf_retain_object(f); /* the count of the body, until it has ended */
    rf_pool_push(cx, f->wait);
}

rf_value rf_async_start(rf_ctx *cx, RF_OWN rf_frame *frame)
{
    rf_task_init(cx, frame);
    rf_task_begin(cx, frame);
    return rf_from_object(frame);
}

/* ---- the kinds */

static void destroy(rf_ctx *cx, rf_object *o)
{
    rf_frame *f = (rf_frame *)o;
    rf_task  *t = f->wait;

    if (t) {
        rf_core_drop(cx, &t->core);
        if (rf_state_of(&t->party) != RF_ENDED) /* never put in line */
            rf_world_drop(cx, t->party.world);
    }
    rf_frame_free(cx, f);
}

#define BODY_KIND(sort, text)                                                                      \
    {.id        = (sort),                                                                          \
     .type_name = (text),                                                                          \
     .destroy   = destroy,                                                                         \
     .share     = rf_frame_share,                                                                  \
     .method    = rf_promise_method}

const rf_kind rf_async_frame_kind  = BODY_KIND(RF_K_PROMISE, "promise");
const rf_kind rf_handle_frame_kind = BODY_KIND(RF_K_TASKHANDLE, "taskhandle");
