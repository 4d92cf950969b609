/* Async bodies: a frame, the promise it will settle, and the party that runs it, in one object. */

#include <string.h>

#include "core/heap.h"
#include "core/share.h"
#include "core/start.h"
#include "ruff/error.h"
#include "task/schedule.h"
#include "task/trace.h"

/* A body that is awaited runs on the stack of whoever awaits it; this much must be left. */
enum { HELP_STACK = 256 * 1024 };

_Static_assert(sizeof(rf_task) <= RF_TASK_ROOM, "the room behind async frames is too small");

/* ---- the end of a body */

/* C-13: an error that left a spawn block. */
static void report(rf_ctx *cx, rf_task *t)
{
    rf_error *e         = rf_catch(cx, NULL);
    bool      cancelled = __atomic_load_n(&t->party.cancelled, __ATOMIC_RELAXED) != 0;

    if (!cancelled || strcmp(e->message->at, "Cancelled") != 0) {
        rf_report_block(cx, e, &t->party);
        rf_stray_note();
    }
    rf_release_object(cx, e);
}

/* C-40: whatever a cancelled body answered, its promise tells that it was cancelled. */
static void settle(rf_ctx *cx, rf_task *t, rf_step step)
{
    rf_frame  *f = t->frame;
    rf_settled how;
    rf_value   v;

    if (t->party.sort == RF_BLOCK) {
        if (step == RF_FAILED)
            report(cx, t);
        v   = rf_null;
        how = RF_RESOLVED;
    } else if (step == RF_FAILED) {
        v   = rf_from_object(rf_catch(cx, NULL));
        how = RF_REJECTED;
    } else {
        v      = f->out;
        f->out = rf_null;
        how    = RF_RESOLVED;
        if (t->party.world != rf_sched_of(cx)->main->world)
            v = rf_world_bind(cx, v, t->party.world);
    }
    if (t->party.sort != RF_BLOCK && __atomic_load_n(&t->party.cancelled, __ATOMIC_RELAXED)) {
        rf_release(cx, v);
        v   = rf_error_value(cx, "Cancelled");
        how = RF_CANCELLED;
    }
    rf_settle(cx, rf_from_object(f).as.o, how, v);
}

/* Bodies of generators that only cycles hold may still run, and wait, in rf_cells_end. */
static void end(rf_ctx *cx, rf_task *t, rf_step step)
{
    rf_frame *f = t->frame;

    f->head.aux = RF_FINISHED;
    f->type->drop(cx, f);
    rf_cells_end(cx);
    rf_party_unlist(cx, &t->party);
    __atomic_store_n(&t->party.word, RF_ENDED, __ATOMIC_RELEASE);
    settle(cx, t, step);
    rf_release_object(cx, t->party.world);
    rf_cells_forget(cx);
    rf_cells_exchange(cx, &t->party.cells);
}

/* Was one of those cancelled that await this body, on whose stack it runs? They have to give their wait up. */
static bool stands_on_cancelled(const rf_party *p)
{
    for (p = p->under; p; p = p->under) {
        if (__atomic_load_n(&p->cancelled, __ATOMIC_RELAXED) && p->shield == 0)
            return true;
    }
    return false;
}

/* A body that was woken at once, by sleep(0) perhaps, lets those go first who stand in line. */
static bool step_aside(rf_ctx *cx, rf_task *t)
{
    rf_thread *me = rf_thread_of(cx);

    if (rf_is_scheduled() || (rf_line_ready(&me->lines[t->party.pool]) == 0 &&
                              !rf_worker_turn_due(me) && !stands_on_cancelled(&t->party)))
        return false;
    rf_party_queue(&t->party);
    if (rf_pool_push(cx, t) == 0)
        return true;
    rf_party_go(&t->party);
    return false;
}

/* The body answered RF_WAITING: it leaves with the list of its cells. */
static bool leave(rf_ctx *cx, rf_task *t)
{
    bool gone;

    rf_cells_exchange(cx, &t->party.cells);
    gone = rf_party_suspend(&t->party) || step_aside(cx, t);
    if (!gone)
        rf_cells_exchange(cx, &t->party.cells);
    return gone;
}

void rf_task_run(rf_ctx *cx, rf_task *t)
{
    rf_frame  *f       = t->frame;
    void      *party   = cx->party;
    rf_cell  **globals = cx->globals;
    rf_active *active  = cx->active;
    rf_step    step    = RF_WAITING;
    bool       gone    = false;
    uint32_t   apart   = rf_cells_apart(cx, 0);

    t->party.under = party;
    rf_party_go(&t->party);
    cx->party  = &t->party;
    cx->active = NULL;
    rf_world_enter(cx, t->party.world);
    rf_cells_exchange(cx, &t->party.cells);
    if (rf_is_tracing())
        rf_trace_runs(cx, &t->party);
    while (step == RF_WAITING && !gone) {
        if (f->head.aux == 0 && __atomic_load_n(&t->party.cancelled, __ATOMIC_RELAXED))
            step = RF_DONE; /* never begun, never run */
        else
            step = f->type->resume(cx, f);
        if (step == RF_WAITING)
            gone = leave(cx, t);
    }
    if (!gone)
        end(cx, t, step);
    rf_cells_apart(cx, apart);
    if (rf_is_tracing())
        rf_trace_leaves(cx);
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
    rf_pool *pool = rf_pool_of(cx, t);

    if (rf_state_of(&t->party) != RF_QUEUED || !has_stack(cx) || rf_is_scheduled())
        return;
    /* A body that waited on this stack would keep the party that awaits it from being cancelled. */
    if (t->party.function->flags & RF_FN_HOLDS)
        return;
    /* A small set_task_pool_size holds for all threads that run bodies. */
    if (!pool->unlimited && pool->limit < pool->cores && rf_thread_of(cx)->pool != pool)
        return;
    if (rf_pool_take(cx, t))
        rf_task_run(cx, t);
}

/* ---- the beginning */

void rf_task_init(rf_ctx *cx, rf_frame *f, rf_party_sort sort, RF_OWN rf_world *world)
{
    rf_task *t = rf_task_at(f);

    f->wait  = t;
    t->frame = f;
    t->party.pool = sort == RF_BLOCK ? RF_POOL_BLOCKS : RF_POOL_BODIES;
    rf_party_init(&t->party, sort, f->type->function, world);
    t->party.word = RF_QUEUED;
    rf_share(cx, rf_from_object(f));
}

void rf_body_init(rf_ctx *cx, rf_frame *f)
{
    rf_world *world = rf_world_of(cx);

    rf_world_share(cx, world);
    rf_retain_object(world);
    rf_task_init(cx, f, RF_BODY, world);
}

int rf_task_begin(rf_ctx *cx, rf_frame *f)
{
    int failed;

    rf_retain_object(f); /* the count of the body, until it has ended */
    if (rf_is_tracing())
        rf_trace_starts(cx, &rf_task_at(f)->party);
    failed = rf_pool_push(cx, f->wait);
    if (failed)
        rf_release_object(cx, f);
    return failed;
}

void rf_task_begin_or_reject(rf_ctx *cx, rf_frame *f)
{
    if (rf_task_begin(cx, f))
        rf_settle(cx, &f->head, RF_REJECTED, rf_error_value(cx, "Cannot start thread"));
}

rf_value rf_task_launch(rf_ctx *cx, RF_OWN rf_frame *f)
{
    int failed = rf_task_begin(cx, f);

    if (!failed)
        return rf_from_object(f);
    rf_throw(cx, "Cannot start thread: %s", strerror(failed));
    rf_release_object(cx, f);
    return rf_null;
}

rf_value rf_async_start(rf_ctx *cx, RF_OWN rf_frame *frame)
{
    rf_body_init(cx, frame);
    return rf_task_launch(cx, frame);
}

/* ---- the kinds */

static void destroy(rf_ctx *cx, rf_object *o)
{
    rf_frame *f = (rf_frame *)o;
    rf_task  *t = f->wait;

    if (t) {
        rf_core_drop(cx, &t->core);
        if (rf_state_of(&t->party) != RF_ENDED) /* never put in line */
            rf_release_object(cx, t->party.world);
    }
    rf_frame_free(cx, f);
}

#define BODY_KIND(sort, text)                                                                      \
    {                                                                                              \
        .id = (sort), .type_name = (text), .destroy = destroy, .share = rf_frame_share,            \
        .method = rf_promise_method                                                                \
    }

const rf_kind rf_async_frame_kind  = BODY_KIND(RF_K_PROMISE, "promise");
const rf_kind rf_handle_frame_kind = BODY_KIND(RF_K_TASKHANDLE, "taskhandle");
const rf_kind rf_block_frame_kind  = BODY_KIND(RF_K_TASKHANDLE, "taskhandle");
