/* The pool: threads that run async bodies, and the line of bodies that are ready.

   As many workers run at one time as there are cores (or set_task_pool_size allows); one that waits inside a
   body which could not be suspended does not count, another takes its place (C-34). At most one worker is on
   its way at any time: it calls the next one itself if there is more to do. */

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/start.h"
#include "task/calls.h"

enum { CALL_GO_ON = 1, CALL_END = 2, MOST_IDLE = 16, OVERTAKES = 61 };

/* ---- the line; the pool's lock is held */

static void line_add(rf_pool *p, rf_task *t)
{
    uint32_t rank = t->party.rank;

    t->queued = true;
    t->next   = NULL;
    t->prev   = p->last[rank];
    if (t->prev)
        t->prev->next = t;
    else
        p->first[rank] = t;
    p->last[rank] = t;
    p->ready++;
}

static void line_remove(rf_pool *p, rf_task *t)
{
    uint32_t rank = t->party.rank;

    if (t->prev)
        t->prev->next = t->next;
    else
        p->first[rank] = t->next;
    if (t->next)
        t->next->prev = t->prev;
    else
        p->last[rank] = t->prev;
    t->queued = false;
    p->ready--;
}

/* The next one to run: high before normal before low, but now and then the other way round, so that nobody
   waits for ever (C-42). */
static rf_task *line_next(rf_pool *p)
{
    rf_task *t = NULL;

    if (p->ready == 0)
        return NULL;
    if (++p->overtaken >= OVERTAKES) {
        p->overtaken = 0;
        for (int rank = RF_RANKS - 1; rank >= 0 && !t; rank--)
            t = p->first[rank];
    } else {
        for (int rank = 0; rank < RF_RANKS && !t; rank++)
            t = p->first[rank];
    }
    line_remove(p, t);
    return t;
}

/* ---- workers */

static void *work(void *thread);

static uint32_t running(const rf_pool *p)
{
    return p->workers - p->parked - p->resting;
}

static uint32_t wanted(const rf_pool *p)
{
    return p->limit < p->cores ? p->limit : p->cores;
}

/* Makes sure that somebody comes for the bodies in line. The lock is held, and given back. */
static void call_worker(rf_ctx *cx, rf_pool *p)
{
    rf_sched  *s = rf_sched_of(cx);
    rf_thread *t = NULL;
    int        failed;

    if (p->ready == 0 || p->waking || running(p) >= wanted(p)) {
        rf_lock_give(&p->lock);
        return;
    }
    p->waking = true;
    t         = p->idle;
    if (t) {
        p->idle = t->next;
        p->resting--;
    } else {
        p->workers++;
    }
    rf_lock_give(&p->lock);
    rf_busy_more(s);
    if (t) {
        rf_thread_call(t, CALL_GO_ON);
        return;
    }
    t         = rf_thread_new(s);
    t->worker = true;
    failed    = rf_thread_start(t, work);
    if (!failed)
        return;
    rf_thread_end(t);
    rf_lock_take(&p->lock);
    p->waking = false;
    p->workers--;
    if (p->workers == p->parked) {
        fprintf(stderr, "Runtime Error: Cannot start thread: %s\n", strerror(failed));
        rf_exit(4);
    }
    rf_lock_give(&p->lock);
    __atomic_fetch_sub(&s->busy, 1, __ATOMIC_ACQ_REL);
}

/* The next body for a worker, which has just come or run one; NULL when it must rest. */
static rf_task *next_task(rf_ctx *cx, rf_pool *p, bool came)
{
    rf_task *t = NULL;

    rf_lock_take(&p->lock);
    if (came)
        p->waking = false;
    if (running(p) <= wanted(p))
        t = line_next(p);
    if (t && p->ready > 0)
        call_worker(cx, p);
    else if (t)
        rf_lock_give(&p->lock);
    return t; /* NULL: the lock is still held, so that nothing comes in line unseen */
}

/* True: go on; false: the program is over, or there are more than enough resting workers. */
static bool rest(rf_thread *t, rf_pool *p)
{
    bool leaves = t->sched->ending || p->resting >= MOST_IDLE;

    if (leaves) {
        p->workers--;
    } else {
        t->next = p->idle;
        p->idle = t;
        p->resting++;
    }
    rf_lock_give(&p->lock);
    rf_busy_less(&t->cx);
    return !leaves && rf_thread_rest(t) == CALL_GO_ON;
}

static void *work(void *thread)
{
    rf_thread *t    = thread;
    rf_pool   *p    = &t->sched->pool;
    bool       came = true;
    rf_task   *task;

    rf_thread_enter(t);
    for (;;) {
        task = next_task(&t->cx, p, came);
        came = false;
        if (task) {
            rf_task_run(&t->cx, task);
            continue;
        }
        if (!rest(t, p))
            break;
        came = true;
    }
    rf_thread_leave(t);
    rf_thread_end(t);
    return NULL;
}

/* ---- for the others */

void rf_pool_push(rf_ctx *cx, rf_task *t)
{
    rf_pool *p = &rf_sched_of(cx)->pool;

    rf_lock_take(&p->lock);
    line_add(p, t);
    call_worker(cx, p);
}

bool rf_pool_take(rf_ctx *cx, rf_task *t)
{
    rf_pool *p = &rf_sched_of(cx)->pool;
    bool     was;

    rf_lock_take(&p->lock);
    was = t->queued;
    if (was)
        line_remove(p, t);
    rf_lock_give(&p->lock);
    return was;
}

void rf_task_set_rank(rf_ctx *cx, rf_task *t, rf_rank rank)
{
    rf_pool *p = &rf_sched_of(cx)->pool;
    bool     was;

    rf_lock_take(&p->lock);
    was = t->queued;
    if (was)
        line_remove(p, t);
    __atomic_store_n(&t->party.rank, (uint8_t)rank, __ATOMIC_RELAXED);
    if (was)
        line_add(p, t);
    rf_lock_give(&p->lock);
}

uint32_t rf_pool_limit(rf_ctx *cx, uint32_t limit)
{
    rf_pool *p = &rf_sched_of(cx)->pool;
    uint32_t old;

    rf_lock_take(&p->lock);
    old = p->limit;
    if (limit > 0)
        p->limit = limit;
    call_worker(cx, p);
    return old;
}

void rf_pool_parks(rf_ctx *cx)
{
    rf_pool *p = &rf_sched_of(cx)->pool;

    rf_lock_take(&p->lock);
    p->parked++;
    call_worker(cx, p);
}

void rf_pool_unparks(rf_ctx *cx)
{
    rf_pool *p = &rf_sched_of(cx)->pool;

    rf_lock_take(&p->lock);
    p->parked--;
    rf_lock_give(&p->lock);
}

void rf_pool_end(rf_ctx *cx)
{
    rf_pool   *p = &rf_sched_of(cx)->pool;
    rf_thread *t, *next;

    rf_lock_take(&p->lock);
    t       = p->idle;
    p->idle = NULL;
    rf_lock_give(&p->lock);
    for (; t; t = next) {
        next = t->next;
        rf_thread_call(t, CALL_END);
    }
}
