/* Workers: threads of a pool that find bodies in line and run them. See pool.h. */

#include "task/pool.h"

#include "core/print.h"
#include "task/promise.h"
#include "task/rest.h"

enum {
    MOST_IDLE   = 32,
    OVERTAKES   = 61, /* every so many bodies a worker looks elsewhere first, and at low ranks */
    STEAL_MOST  = 16,
    POLL_ROUNDS = 20,
    NAP_NS      = 50000
};

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

/* While there are bodies of other ranks, all lines are looked at for the best one. The pool's lock
 * is held. */
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

/* May the poller take from this line? A single body stays for one nap when its owner comes back for
 * it. */
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
            rf_pool_list(p, own);
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
    *more = rf_pool_any_ready(p);
    rf_lock_give(&p->lock);
    return t;
}

/* The thread's own line has bodies of the other pool only: it goes over to that one, if one more may run
   there. So two that talk to each other stay on one thread, whatever they are. */
static rf_task *go_over(rf_thread *me)
{
    rf_sched *s    = me->sched;
    rf_pool  *from = me->pool, *to = rf_pool_beside(s, from);
    rf_line  *own  = &me->lines[to - s->pools];
    bool      may;

    if (rf_line_ready(own) == 0)
        return NULL;
    rf_lock_take(&to->lock);
    may = to->unlimited || rf_pool_running(to) < rf_pool_wanted(to);
    if (may) {
        to->workers++;
        rf_pool_recount(to);
    }
    rf_lock_give(&to->lock);
    if (!may)
        return NULL;
    rf_thread_joins(me, to);
    rf_pool_less(s, from);
    return take_first(to, own, false);
}

/* The next body from the own line. Now and then, and while there are ranks, the others' come first.
 */
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
    if (!t)
        t = take_first(p, own, odd);
    return t ? t : go_over(me);
}

bool rf_worker_turn_due(rf_thread *me)
{
    rf_pool *p = me->pool;
    bool     due;

    if (!p || ++me->taken % OVERTAKES != OVERTAKES - 1) /* the next is the odd one of own_next */
        return false;
    rf_lock_take(&p->lock);
    due = rf_pool_any_ready(p);
    rf_lock_give(&p->lock);
    return due;
}

/* The poller is none any more; a call that it has not heard is taken back. The pool's lock is held.
 */
static void retire_poller(rf_thread *me)
{
    rf_pool *p = me->pool;

    p->polls  = false;
    p->poller = NULL;
    if (__atomic_exchange_n(&me->word, 0, __ATOMIC_ACQ_REL) == RF_CALL_LOOK)
        rf_busy_back(me->sched);
}

/* ---- polling and resting */

/* Becomes the one who polls; false when there is one already, or too many run. */
static bool begin_polling(rf_thread *me)
{
    rf_pool *p = me->pool;
    bool     may;

    rf_lock_take(&p->lock);
    may = !p->polls && (p->unlimited || rf_pool_running(p) <= rf_pool_wanted(p));
    if (may) {
        p->polls  = true;
        p->poller = me;
        rf_pool_recount(p);
    }
    rf_lock_give(&p->lock);
    return may;
}

/* True when something is in line and a worker should be called for it: `more` was seen, or it came
   since, when nobody was called because of this poller. */
static bool end_polling(rf_thread *me, bool more)
{
    rf_pool *p = me->pool;

    rf_lock_take(&p->lock);
    retire_poller(me);
    rf_pool_recount(p);
    more = p->callable && (more || rf_pool_any_ready(p));
    rf_lock_give(&p->lock);
    return more;
}

/* While it naps the poller does not count as busy: the end of the program need not wait for it. */
static void nap(rf_thread *me)
{
    static const struct timespec span = {0, NAP_NS};

    rf_busy_less(&me->cx);
    rf_futex_wait(&me->word, 0, &span);
    rf_gate_pass(me->sched);
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
            if (end_polling(me, more))
                rf_pool_call(me->sched, p);
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

/* Joins the idle ones, unless a worker should be called in the same moment: several that were too
   many together may lie down at once, and something may come in line when the poller gives up. Then
   this one polls. `polled`: it was the poller. */
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
    rf_pool_recount(p);
    stays = !p->callable || !rf_pool_any_ready(p);
    if (!stays) {
        p->idle = me->next;
        p->resting--;
        p->polls  = true;
        p->poller = me;
        rf_pool_recount(p);
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

/* More than enough idle ones, or the end of the program: true when this one has left the pool. Not
   while a worker should be called: lies_down sees to that. */
static bool leaves(rf_thread *me, bool polled)
{
    rf_pool *p = me->pool;
    bool     goes;

    rf_lock_take(&p->lock);
    goes = __atomic_load_n(&me->sched->ending, __ATOMIC_ACQUIRE) ||
           (p->resting >= MOST_IDLE && !polled && !has_left_bodies(me) && !rf_pool_any_ready(p));
    if (goes) {
        p->workers--;
        if (polled)
            retire_poller(me);
        rf_pool_recount(p);
    }
    rf_lock_give(&p->lock);
    return goes;
}

/* Work for a worker whose own line is empty. `polls`: it is the poller already. NULL: its thread
 * ends. */
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
        if (!lies_down(me, polls)) {
            polls = true;
            continue;
        }
        rf_busy_less(&me->cx);
        rf_flush(); /* whoever reads the output shall not wait with us */
        if (rf_thread_rest(me) != RF_CALL_GO_ON)
            return NULL;
        polls = true; /* who calls makes it the poller */
        rf_lock_take(&me->pool->lock);
        me->pool->poller = me;
        rf_lock_give(&me->pool->lock);
    }
}

static void run(rf_thread *me, rf_task *t)
{
    if (RF_UNLIKELY(!t->frame))
        rf_main_run(me);
    else
        rf_task_run(&me->cx, t);
}

/* From its start, as the poller unless there is something to begin with, to its end. */
static void *work(void *thread)
{
    rf_thread *me = thread;
    rf_task   *t  = me->first;

    rf_thread_enter(me);
    if (!t) {
        rf_lock_take(&me->pool->lock);
        me->pool->poller = me;
        rf_lock_give(&me->pool->lock);
        t = next_elsewhere(me, true);
    }
    while (t) {
        run(me, t);
        t = own_next(me);
        if (!t)
            t = next_elsewhere(me, false);
    }
    rf_thread_leave(me);
    rf_thread_end(me);
    return NULL;
}

int rf_worker_start(rf_sched *s, rf_pool *p, rf_task *first)
{
    rf_thread *t = rf_thread_new(s);
    int        failed;

    t->first = first;
    rf_thread_joins(t, p);
    failed = rf_thread_start(t, work);
    if (failed)
        rf_thread_end(t);
    return failed;
}
