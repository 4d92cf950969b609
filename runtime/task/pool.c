/* Pools: how many workers there are, calling one, and what threads do that are no workers. See
 * pool.h. */

#include "task/pool.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/heap.h"
#include "core/start.h"
#include "task/promise.h"
#include "task/schedule.h"

void rf_pool_init(rf_pool *p, rf_pool_id id)
{
    p->unlimited = id == RF_POOL_BLOCKS;
    p->cores     = id == RF_POOL_BODIES ? rf_threads_asked() : 1;
    p->limit     = 256;
    p->callable  = 1;
}

/* ---- counting; the pool's lock is held */

uint32_t rf_pool_running(const rf_pool *p)
{
    return p->workers - p->parked - p->resting;
}

uint32_t rf_pool_wanted(const rf_pool *p)
{
    return p->limit < p->cores ? p->limit : p->cores;
}

void rf_pool_recount(rf_pool *p)
{
    bool full = !p->unlimited && rf_pool_running(p) >= rf_pool_wanted(p);

    __atomic_store_n(&p->callable, !p->polls && !full, __ATOMIC_SEQ_CST);
    __atomic_store_n(&p->excess, !p->unlimited && rf_pool_running(p) > rf_pool_wanted(p),
                     __ATOMIC_RELAXED);
}

bool rf_pool_any_ready(const rf_pool *p)
{
    for (uint32_t i = 0; i < p->line_count; i++) {
        if (rf_line_ready(p->lines[i]) > 0)
            return true;
    }
    return false;
}

rf_pool *rf_pool_beside(rf_sched *s, const rf_pool *p)
{
    return &s->pools[p == &s->pools[RF_POOL_BODIES] ? RF_POOL_BLOCKS : RF_POOL_BODIES];
}

/* Bodies that a thread has put into its line are taken by itself soon: by a worker, or when they
   are awaited. One that serves others does neither. */
static bool comes_back(const rf_thread *t, int id)
{
    return !t->serves && (id == RF_POOL_BODIES || t->pool == &t->sched->pools[id]);
}

void rf_lines_come_back(rf_thread *t)
{
    for (int id = 0; id < RF_POOLS; id++)
        __atomic_store_n(&t->lines[id].comes_back, comes_back(t, id), __ATOMIC_RELAXED);
}

/* ---- calling a worker */

static int start_worker(rf_sched *s, rf_pool *p)
{
    int failed = rf_worker_start(s, p, NULL);

    if (!failed)
        return 0;
    rf_lock_take(&p->lock);
    p->workers--;
    p->polls = false;
    rf_pool_recount(p);
    failed = rf_pool_running(p) == 0 ? failed : 0;
    rf_lock_give(&p->lock);
    rf_busy_back(s);
    return failed;
}

/* A thread that rests in the other pool: workers go over from one to the other, and would be missing where
   they came from. NULL: none does. No pool's lock is held. */
static rf_thread *borrow_idle(rf_sched *s, rf_pool *p)
{
    rf_pool   *other = rf_pool_beside(s, p);
    rf_thread *t;

    rf_lock_take(&other->lock);
    t = other->idle;
    if (t) {
        other->idle = t->next;
        other->resting--;
        other->workers--;
        rf_pool_recount(other);
    }
    rf_lock_give(&other->lock);
    if (t)
        rf_thread_joins(t, p);
    return t;
}

/* Brings a worker that polls, if there is none and one more may run. The caller is busy. 0, or the
   system's error when there is nobody at all to run anything. */
int rf_pool_call(rf_sched *s, rf_pool *p)
{
    rf_thread *t;

    rf_lock_take(&p->lock);
    if (!p->callable) {
        rf_lock_give(&p->lock);
        return 0;
    }
    p->polls = true;
    t        = p->idle;
    if (t) {
        p->idle = t->next;
        p->resting--;
    } else {
        p->workers++;
    }
    rf_pool_recount(p);
    rf_lock_give(&p->lock);
    rf_busy_more(s);
    if (!t)
        t = borrow_idle(s, p);
    if (!t)
        return start_worker(s, p);
    rf_thread_call(t, RF_CALL_GO_ON);
    return 0;
}

/* Wakes the poller from its nap. The pool's lock is held. The poller counts as busy from here on.
 */
static void rouse_poller(rf_sched *s, rf_pool *p)
{
    uint32_t none = 0;

    if (!p->poller)
        return;
    rf_busy_more(s);
    if (__atomic_compare_exchange_n(&p->poller->word, &none, RF_CALL_LOOK, 0, __ATOMIC_ACQ_REL,
                                    __ATOMIC_RELAXED))
        rf_futex_wake(&p->poller->word, 1);
    else
        rf_busy_back(s);
}

void rf_pool_less(rf_sched *s, rf_pool *p)
{
    bool more;

    rf_lock_take(&p->lock);
    p->workers--;
    rf_pool_recount(p);
    more = p->callable && rf_pool_any_ready(p);
    rf_lock_give(&p->lock);
    if (more)
        rf_pool_call(s, p);
}

/* ---- putting bodies in line */

void rf_pool_list(rf_pool *p, rf_line *l)
{
    rf_lock_take(&p->lock);
    if (p->line_count == p->line_room) {
        p->line_room = p->line_room ? p->line_room * 2 : 8;
        p->lines     = realloc(p->lines, p->line_room * sizeof(rf_line *));
        if (!p->lines)
            rf_out_of_memory();
    }
    p->lines[p->line_count++] = l;
    l->listed                 = true;
    rf_lock_give(&p->lock);
}

int rf_pool_push(rf_ctx *cx, rf_task *t)
{
    rf_thread *here = rf_thread_of(cx);
    rf_pool   *p    = rf_pool_of(cx, t);
    rf_line   *l    = &here->lines[t->party.pool];
    int        failed;

    if (rf_is_scheduled()) {
        rf_schedule_push(t);
        return 0;
    }
    if (RF_UNLIKELY(!l->listed))
        rf_pool_list(p, l);
    rf_lock_take(&l->lock);
    rf_line_add(p, l, t);
    rf_lock_give(&l->lock);
    if (RF_LIKELY(!__atomic_load_n(&p->callable, __ATOMIC_SEQ_CST)))
        return 0;
    failed = rf_pool_call(here->sched, p);
    return failed && rf_pool_take(cx, t) ? failed : 0;
}

void rf_lines_drop(rf_thread *t)
{
    for (int id = 0; id < RF_POOLS; id++) {
        rf_pool *p = &t->sched->pools[id];

        if (!t->own[id].listed)
            continue;
        rf_lock_take(&p->lock);
        for (uint32_t i = 0; i < p->line_count; i++) {
            if (p->lines[i] == &t->own[id])
                p->lines[i--] = p->lines[--p->line_count];
        }
        rf_lock_give(&p->lock);
        t->own[id].listed = false;
    }
}

/* ---- for the others */

bool rf_pool_has_ready(rf_ctx *cx)
{
    rf_sched *s   = rf_sched_of(cx);
    bool      any = false;

    for (int id = 0; id < RF_POOLS; id++) {
        rf_pool *p = &s->pools[id];

        rf_lock_take(&p->lock);
        if (rf_pool_any_ready(p)) {
            any = true;
            rouse_poller(s, p);
        }
        rf_lock_give(&p->lock);
    }
    return any;
}

/* The pool's lock is not held. Somebody who polls, or was called to, would have found them. */
static bool has_lost(rf_pool *p)
{
    bool lost;

    rf_lock_take(&p->lock);
    lost = p->callable && rf_pool_any_ready(p);
    rf_lock_give(&p->lock);
    return lost;
}

int rf_pool_rescue(rf_ctx *cx)
{
    rf_sched *s      = rf_sched_of(cx);
    int       failed = 0;

    for (int id = 0; id < RF_POOLS && !failed; id++) {
        if (!has_lost(&s->pools[id]))
            continue;
        rf_busy_more(s);
        failed = rf_pool_call(s, &s->pools[id]);
        if (!failed)
            rf_busy_less(cx);
    }
    return failed;
}

uint32_t rf_pool_limit(rf_ctx *cx, uint32_t limit)
{
    rf_sched *s = rf_sched_of(cx);
    rf_pool  *p = &s->pools[RF_POOL_BODIES];
    uint32_t  old;
    bool      more;

    rf_lock_take(&p->lock);
    old = p->limit;
    if (limit > 0)
        p->limit = limit;
    rf_pool_recount(p);
    more = p->callable && rf_pool_any_ready(p);
    rf_lock_give(&p->lock);
    if (more)
        rf_pool_call(s, p);
    return old;
}

/* What stands in the thread's lines must not wait for it. */
static void hand_over(rf_thread *me, int id)
{
    rf_pool *p    = &me->sched->pools[id];
    bool     more = false;

    __atomic_store_n(&me->lines[id].comes_back, false, __ATOMIC_RELAXED);
    if (p != me->pool && rf_line_ready(&me->lines[id]) == 0)
        return;
    rf_lock_take(&p->lock);
    if (p == me->pool) {
        p->parked++;
        rf_pool_recount(p);
    }
    if (rf_pool_any_ready(p)) {
        more = p->callable;
        rouse_poller(me->sched, p);
    }
    rf_lock_give(&p->lock);
    if (more)
        rf_pool_call(me->sched, p);
}

void rf_pool_parks(rf_ctx *cx)
{
    for (int id = 0; id < RF_POOLS; id++)
        hand_over(rf_thread_of(cx), id);
}

void rf_pool_unparks(rf_ctx *cx)
{
    rf_thread *me = rf_thread_of(cx);

    rf_lines_come_back(me);
    if (!me->pool)
        return;
    rf_lock_take(&me->pool->lock);
    me->pool->parked--;
    rf_pool_recount(me->pool);
    rf_lock_give(&me->pool->lock);
}

void rf_pool_end(rf_ctx *cx)
{
    rf_sched  *s = rf_sched_of(cx);
    rf_thread *t, *next;

    for (int id = 0; id < RF_POOLS; id++) {
        rf_pool *p = &s->pools[id];

        rf_lock_take(&p->lock);
        t       = p->idle;
        p->idle = NULL;
        rf_lock_give(&p->lock);
        for (; t; t = next) {
            next = t->next;
            rf_thread_call(t, RF_CALL_END);
        }
    }
}
