/* Spawn blocks (C-10 … C-15): each runs on a thread of its own; threads that have finished wait for the next. */

#include <stdlib.h>
#include <string.h>

#include "core/heap.h"
#include "ruff/error.h"
#include "task/promise.h"

enum { CALL_GO_ON = 1, CALL_END = 2, MOST_IDLE = 64 };

/* ---- running one */

static void report(rf_ctx *cx, rf_blockrun *b)
{
    rf_error *e         = rf_catch(cx, b->party.function);
    bool      cancelled = __atomic_load_n(&b->party.cancelled, __ATOMIC_RELAXED) != 0;

    if (!cancelled || strcmp(e->message->at, "Cancelled") != 0) {
        rf_report(cx, e);
        rf_stray_note();
    }
    rf_release_object(cx, e);
}

static void run(rf_thread *t, rf_blockrun *b)
{
    rf_ctx  *cx = &t->cx;
    rf_value result;

    cx->party = &b->party;
    rf_world_enter(cx, b->party.world);
    result = b->body->function->call(cx, b->body, NULL, 0);
    if (RF_FAILED(cx))
        report(cx, b);
    rf_release(cx, result);
    rf_release_object(cx, b->body);
    b->body = NULL;
    rf_party_unlist(cx, &b->party);
    __atomic_store_n(&b->party.word, RF_ENDED, __ATOMIC_RELEASE);
    rf_settle(cx, &b->head, RF_RESOLVED, rf_null);
    rf_world_drop(cx, b->party.world);
    cx->party   = NULL;
    cx->globals = NULL;
    rf_release_object(cx, b);
}

/* ---- threads */

/* Waits for the next block; false when this thread is not needed any more. */
static bool rest(rf_thread *t)
{
    rf_sched *s = t->sched;
    bool      leaves;

    rf_lock_take(&s->lock);
    leaves = __atomic_load_n(&s->ending, __ATOMIC_RELAXED) || s->idle_block_count >= MOST_IDLE;
    if (!leaves) {
        t->next        = s->idle_blocks;
        s->idle_blocks = t;
        s->idle_block_count++;
    }
    rf_lock_give(&s->lock);
    rf_busy_less(&t->cx);
    return !leaves && rf_thread_rest(t) == CALL_GO_ON;
}

static void *work(void *thread)
{
    rf_thread *t = thread;

    rf_thread_enter(t);
    do {
        run(t, t->block);
    } while (rest(t));
    rf_thread_leave(t);
    rf_thread_end(t);
    return NULL;
}

static rf_thread *idle_thread(rf_sched *s)
{
    rf_thread *t;

    rf_lock_take(&s->lock);
    t = s->idle_blocks;
    if (t) {
        s->idle_blocks = t->next;
        s->idle_block_count--;
    }
    rf_lock_give(&s->lock);
    return t;
}

/* Gives the block a thread: 0, or the system's error number. */
static int start(rf_ctx *cx, rf_blockrun *b)
{
    rf_sched  *s = rf_sched_of(cx);
    rf_thread *t = idle_thread(s);
    int        failed;

    rf_busy_more(s);
    if (t) {
        t->block = b;
        rf_thread_call(t, CALL_GO_ON);
        return 0;
    }
    t        = rf_thread_new(s);
    t->block = b;
    failed   = rf_thread_start(t, work);
    if (failed) {
        rf_thread_end(t);
        __atomic_fetch_sub(&s->busy, 1, __ATOMIC_ACQ_REL);
    }
    return failed;
}

void rf_blocks_end(rf_ctx *cx)
{
    rf_sched  *s = rf_sched_of(cx);
    rf_thread *t;

    while ((t = idle_thread(s)) != NULL)
        rf_thread_call(t, CALL_END);
}

/* ---- the statement */

static rf_blockrun *new_block(rf_ctx *cx, const rf_function *body, RF_OWN const rf_value *captures,
                              uint32_t count, uint32_t at)
{
    rf_blockrun *b = rf_object_new(cx, sizeof *b, &rf_block_kind);

    b->core = (rf_core){.value = rf_null};
    b->body = rf_closure_new(cx, body, count);
    for (uint32_t i = 0; i < count; i++)
        b->body->captures[i] = captures[i];
    rf_party_init(&b->party, RF_BLOCK, body, rf_world_copy(cx, rf_party_of(cx)->world));
    b->party.begun = at;
    rf_share(cx, rf_from_object(b));
    return b;
}

rf_value rf_spawn(rf_ctx *cx, const rf_function *body, RF_OWN const rf_value *captures, uint32_t count,
                  uint32_t at)
{
    rf_blockrun *b = new_block(cx, body, captures, count, at);
    int          failed;

    rf_retain_object(b); /* the count of the thread, until the block has ended */
    failed = start(cx, b);
    if (!failed)
        return rf_from_object(b);
    rf_throw(cx, "Cannot start thread: %s", strerror(failed));
    rf_release_object(cx, b->body);
    b->body = NULL;
    rf_world_drop(cx, b->party.world);
    rf_release_object(cx, b);
    rf_release_object(cx, b);
    return rf_null;
}

static void destroy(rf_ctx *cx, rf_object *o)
{
    rf_blockrun *b = (rf_blockrun *)o;

    rf_core_drop(cx, &b->core);
    rf_object_free(cx, b, sizeof *b);
}

const rf_kind rf_block_kind = {
    .id        = RF_K_TASKHANDLE,
    .type_name = "taskhandle",
    .destroy   = destroy,
    .method    = rf_promise_method,
};
