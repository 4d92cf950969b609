/* Workers: finding work, polling, resting, and calling each other. See pool.h. */

#include "task/pool.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/heap.h"
#include "core/start.h"
#include "task/promise.h"

enum {
    CALL_GO_ON  = 1,
    CALL_END    = 2,
    CALL_LOOK   = 3, /* to the poller: do not nap */
    MOST_IDLE   = 32,
    OVERTAKES   = 61, /* every so many bodies a worker looks elsewhere first, and at low ranks */
    STEAL_MOST  = 16,
    POLL_ROUNDS = 20,
    NAP_NS      = 50000
};

void rf_pool_init(rf_pool *p, rf_pool_id id)
{
    long cores = sysconf(_SC_NPROCESSORS_ONLN);

    p->unlimited = id == RF_POOL_BLOCKS;
    p->cores     = cores < 1 ? 1 : (uint32_t)cores;
    p->limit     = 256;
    p->callable  = 1;
}

/* ---- counting; the pool's lock is held */

static uint32_t running(const rf_pool *p)
{
    return p->workers - p->parked - p->resting;
}

static uint32_t wanted(const rf_pool *p)
{
    return p->limit < p->cores ? p->limit : p->cores;
}

static void recount(rf_pool *p)
{
    bool full = !p->unlimited && running(p) >= wanted(p);

    __atomic_store_n(&p->callable, !p->polls && !full, __ATOMIC_SEQ_CST);
    __atomic_store_n(&p->excess, !p->unlimited && running(p) > wanted(p), __ATOMIC_RELAXED);
}

static bool has_ready(const rf_pool *p)
{
    for (uint32_t i = 0; i < p->line_count; i++) {
        if (rf_line_ready(p->lines[i]) > 0)
            return true;
    }
    return false;
}

/* Bodies that a thread has put into its line are taken by itself soon: by a worker, or when they are awaited.
   The thread of the timers does neither. */
bool rf_line_comes_back(const rf_thread *t, int id)
{
    return !t->is_clock && (id == RF_POOL_BODIES || t->pool == &t->sched->pools[id]);
}

/* ---- calling a worker */

static void *work(void *thread);

static int start_worker(rf_sched *s, rf_pool *p, rf_pool_id id)
{
    rf_thread *t = rf_thread_new(s);
    int        failed;

    t->pool                 = p;
    t->lines[id].comes_back = rf_line_comes_back(t, id);
    failed                  = rf_thread_start(t, work);
    if (!failed)
        return 0;
    rf_thread_end(t);
    rf_lock_take(&p->lock);
    p->workers--;
    p->polls = false;
    recount(p);
    failed = running(p) == 0 ? failed : 0;
    rf_lock_give(&p->lock);
    __atomic_fetch_sub(&s->busy, 1, __ATOMIC_ACQ_REL);
    return failed;
}

/* Brings a worker that polls, if there is none and one more may run. The caller is busy. 0, or the system's error
   when there is nobody at all to run anything. */
static int call_worker(rf_sched *s, rf_pool *p)
{
    rf_pool_id id = (rf_pool_id)(p - s->pools);
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
    recount(p);
    rf_lock_give(&p->lock);
    rf_busy_more(s);
    if (!t)
        return start_worker(s, p, id);
    rf_thread_call(t, CALL_GO_ON);
    return 0;
}

/* Wakes the poller from its nap. The pool's lock is held. The poller counts as busy from here on. */
static void rouse_poller(rf_sched *s, rf_pool *p)
{
    uint32_t none = 0;

    if (!p->poller)
        return;
    rf_busy_more(s);
    if (__atomic_compare_exchange_n(&p->poller->word, &none, CALL_LOOK, 0, __ATOMIC_ACQ_REL, __ATOMIC_RELAXED))
        rf_futex_wake(&p->poller->word, 1);
    else
        __atomic_fetch_sub(&s->busy, 1, __ATOMIC_ACQ_REL);
}

/* The poller is none any more; a call that it has not heard is taken back. The pool's lock is held. */
static void retire_poller(rf_thread *me)
{
    rf_pool *p = me->pool;

    p->polls  = false;
    p->poller = NULL;
    if (__atomic_exchange_n(&me->word, 0, __ATOMIC_ACQ_REL) == CALL_LOOK)
        __atomic_fetch_sub(&me->sched->busy, 1, __ATOMIC_ACQ_REL);
}

/* ---- putting bodies in line */

static void list_line(rf_pool *p, rf_line *l)
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
    rf_line   *l    = &here->lines[t->pool];
    int        failed;

    if (RF_UNLIKELY(!l->listed))
        list_line(p, l);
    rf_lock_take(&l->lock);
    rf_line_add(p, l, t);
    rf_lock_give(&l->lock);
    if (RF_LIKELY(!__atomic_load_n(&p->callable, __ATOMIC_SEQ_CST)))
        return 0;
    failed = call_worker(here->sched, p);
    return failed && rf_pool_take(cx, t) ? failed : 0;
}

void rf_lines_drop(rf_thread *t)
{
    for (int id = 0; id < RF_POOLS; id++) {
        rf_pool *p = &t->sched->pools[id];

        if (!t->lines[id].listed)
            continue;
        rf_lock_take(&p->lock);
        for (uint32_t i = 0; i < p->line_count; i++) {
            if (p->lines[i] == &t->lines[id])
                p->lines[i--] = p->lines[--p->line_count];
        }
        rf_lock_give(&p->lock);
        t->lines[id].listed = false;
    }
}

/* ---- finding work */

static rf_task *take_first(rf_pool *p, rf_line *l, bool lowest)
{
    rf_task *t;

    if (rf_line_ready(l) == 0)
        return NULL;
    rf_lock_take(&l->lock);
    t = rf_line_first(l, lowest);
    if (t)
        rf_line_remove(p, l, t);
    rf_lock_give(&l->lock);
    return t;
}

/* While there are bodies of other ranks, all lines are looked at for the best one. The pool's lock is held. */
static rf_task *take_ranked(rf_pool *p, bool lowest)
{
    for (uint32_t i = 0; i < RF_RANKS; i++) {
        uint32_t rank = lowest ? RF_RANKS - 1 - i : i;

        for (uint32_t k = 0; k < p->line_count; k++) {
            rf_line *l = p->lines[k];
            rf_task *t;

            rf_lock_take(&l->lock);
            t = l->first[rank];
            if (t)
                rf_line_remove(p, l, t);
            rf_lock_give(&l->lock);
            if (t)
                return t;
        }
    }
    return NULL;
}

/* May the poller take from this line? A single body stays for one nap when its owner comes back for it. */
static bool may_steal(rf_line *l)
{
    uint32_t ready = rf_line_ready(l), pushes;
    bool     same;

    if (ready != 1 || !__atomic_load_n(&l->comes_back, __ATOMIC_RELAXED))
        return ready > 0;
    pushes = __atomic_load_n(&l->pushes, __ATOMIC_RELAXED);
    same   = __atomic_exchange_n(&l->seen, pushes, __ATOMIC_RELAXED) == pushes;
    return same;
}

/* Takes the older half of a line over into the worker's own and answers the first of them. */
static rf_task *steal(rf_thread *me, rf_line *from)
{
    rf_pool *p   = me->pool;
    rf_line *own = &me->lines[p - me->sched->pools];
    rf_task *got[STEAL_MOST];
    uint32_t n = 0, most;

    rf_lock_take(&from->lock);
    most = (from->ready + 1) / 2;
    for (; n < most && n < STEAL_MOST; n++) {
        got[n] = rf_line_first(from, false);
        rf_line_remove(p, from, got[n]);
    }
    rf_lock_give(&from->lock);
    if (n > 1) {
        if (!own->listed) { /* the pool's lock is held */
            rf_lock_give(&p->lock);
            list_line(p, own);
            rf_lock_take(&p->lock);
        }
        rf_lock_take(&own->lock);
        for (uint32_t i = 1; i < n; i++)
            rf_line_add(p, own, got[i]);
        rf_lock_give(&own->lock);
    }
    return n > 0 ? got[0] : NULL;
}

/* One look at all lines; *more: something is left. */
static rf_task *look_around(rf_thread *me, bool *more)
{
    rf_pool *p     = me->pool;
    rf_task *t     = NULL;
    uint32_t start = me->looks++, count;

    rf_lock_take(&p->lock);
    count = p->line_count;
    if (__atomic_load_n(&p->ranked, __ATOMIC_RELAXED) > 0)
        t = take_ranked(p, start % OVERTAKES == 0);
    for (uint32_t i = 0; i < count && i < p->line_count && !t; i++) {
        rf_line *l = p->lines[(start + i) % p->line_count];

        if (may_steal(l))
            t = steal(me, l);
    }
    *more = has_ready(p);
    rf_lock_give(&p->lock);
    return t;
}

/* The next body from the own line. Now and then, and while there are ranks, the others' come first. */
static rf_task *own_next(rf_thread *me)
{
    rf_pool *p   = me->pool;
    rf_line *own = &me->lines[p - me->sched->pools];
    rf_task *t   = NULL;
    bool     odd = ++me->taken % OVERTAKES == 0, more;

    if (RF_UNLIKELY(__atomic_load_n(&p->excess, __ATOMIC_RELAXED)))
        return NULL;
    if (RF_UNLIKELY(odd || __atomic_load_n(&p->ranked, __ATOMIC_RELAXED) > 0))
        t = look_around(me, &more);
    return t ? t : take_first(p, own, odd);
}

/* ---- polling and resting */

/* Becomes the one who polls; false when there is one already, or too many run. */
static bool begin_polling(rf_thread *me)
{
    rf_pool *p = me->pool;
    bool     may;

    rf_lock_take(&p->lock);
    may = !p->polls && (p->unlimited || running(p) <= wanted(p));
    if (may) {
        p->polls  = true;
        p->poller = me;
        recount(p);
    }
    rf_lock_give(&p->lock);
    return may;
}

static void end_polling(rf_thread *me)
{
    rf_pool *p = me->pool;

    rf_lock_take(&p->lock);
    retire_poller(me);
    recount(p);
    rf_lock_give(&p->lock);
}

/* While it naps the poller does not count as busy: the end of the program need not wait for it. */
static void nap(rf_thread *me)
{
    static const struct timespec span = {0, NAP_NS};

    rf_busy_less(&me->cx);
    rf_futex_wait(&me->word, 0, &span);
    if (__atomic_exchange_n(&me->word, 0, __ATOMIC_ACQ_REL) == 0)
        rf_busy_more(me->sched);
}

/* Looks around until there is work, which it answers; NULL after a while without. */
static rf_task *poll(rf_thread *me)
{
    rf_pool *p = me->pool;
    rf_task *t;
    bool     more = false;

    for (int round = 0; round < POLL_ROUNDS; round++) {
        t = look_around(me, &more);
        if (t) {
            end_polling(me);
            if (more && __atomic_load_n(&p->callable, __ATOMIC_SEQ_CST))
                call_worker(me->sched, p);
            return t;
        }
        if (more)
            round = -1;
        if (__atomic_load_n(&me->sched->ending, __ATOMIC_ACQUIRE))
            break;
        nap(me);
    }
    return NULL;
}

/* Joins the idle ones, unless something came in line at the last moment. `polled`: it was the poller. */
static bool lies_down(rf_thread *me, bool polled)
{
    rf_pool *p = me->pool;
    bool     stays;

    rf_lock_take(&p->lock);
    if (polled)
        retire_poller(me);
    me->next = p->idle;
    p->idle  = me;
    p->resting++;
    recount(p);
    stays = !polled || !has_ready(p);
    if (!stays) {
        p->idle = me->next;
        p->resting--;
        p->polls  = true;
        p->poller = me;
        recount(p);
    }
    rf_lock_give(&p->lock);
    return stays;
}

/* Only the thread itself puts bodies there; they would be lost with it. */
static bool has_left_bodies(rf_thread *me)
{
    for (int id = 0; id < RF_POOLS; id++) {
        if (rf_line_ready(&me->lines[id]) > 0)
            return true;
    }
    return false;
}

/* More than enough idle ones, or the end of the program: true when this one has left the pool. */
static bool leaves(rf_thread *me, bool polled)
{
    rf_pool *p = me->pool;
    bool     goes;

    rf_lock_take(&p->lock);
    goes = __atomic_load_n(&me->sched->ending, __ATOMIC_ACQUIRE) ||
           (p->resting >= MOST_IDLE && !polled && !has_left_bodies(me));
    if (goes) {
        p->workers--;
        if (polled)
            retire_poller(me);
        recount(p);
    }
    rf_lock_give(&p->lock);
    return goes;
}

/* Work for a worker whose own line is empty. `polls`: it is the poller already. NULL: its thread ends. */
static rf_task *next_elsewhere(rf_thread *me, bool polls)
{
    rf_task *t;

    for (;;) {
        if (polls || begin_polling(me)) {
            polls = true;
            t     = poll(me);
            if (t)
                return t;
        }
        if (leaves(me, polls)) {
            rf_busy_less(&me->cx);
            return NULL;
        }
        if (!lies_down(me, polls))
            continue;
        rf_busy_less(&me->cx);
        if (rf_thread_rest(me) != CALL_GO_ON)
            return NULL;
        polls = true; /* who calls makes it the poller */
        rf_lock_take(&me->pool->lock);
        me->pool->poller = me;
        rf_lock_give(&me->pool->lock);
    }
}

static void *work(void *thread)
{
    rf_thread *me = thread;
    rf_task   *t;

    rf_thread_enter(me);
    rf_lock_take(&me->pool->lock);
    me->pool->poller = me;
    rf_lock_give(&me->pool->lock);
    for (t = next_elsewhere(me, true); t; t = t ? t : next_elsewhere(me, false)) {
        rf_task_run(&me->cx, t);
        t = own_next(me);
    }
    rf_thread_leave(me);
    rf_thread_end(me);
    return NULL;
}

/* ---- for the others */

bool rf_pool_has_ready(rf_ctx *cx)
{
    rf_sched *s   = rf_sched_of(cx);
    bool      any = false;

    for (int id = 0; id < RF_POOLS; id++) {
        rf_pool *p = &s->pools[id];

        rf_lock_take(&p->lock);
        if (has_ready(p)) {
            any = true;
            rouse_poller(s, p);
        }
        rf_lock_give(&p->lock);
    }
    return any;
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
    recount(p);
    more = p->callable && has_ready(p);
    rf_lock_give(&p->lock);
    if (more)
        call_worker(s, p);
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
        recount(p);
    }
    if (has_ready(p)) {
        more = p->callable;
        rouse_poller(me->sched, p);
    }
    rf_lock_give(&p->lock);
    if (more)
        call_worker(me->sched, p);
}

void rf_pool_parks(rf_ctx *cx)
{
    for (int id = 0; id < RF_POOLS; id++)
        hand_over(rf_thread_of(cx), id);
}

void rf_pool_unparks(rf_ctx *cx)
{
    rf_thread *me = rf_thread_of(cx);

    for (int id = 0; id < RF_POOLS; id++)
        __atomic_store_n(&me->lines[id].comes_back, rf_line_comes_back(me, id), __ATOMIC_RELAXED);
    if (!me->pool)
        return;
    rf_lock_take(&me->pool->lock);
    me->pool->parked--;
    recount(me->pool);
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
            rf_thread_call(t, CALL_END);
        }
    }
}
