/* Timers: a wheel of six levels with 64 slots each, the lowest of one millisecond a slot, and a
   thread that sleeps until the next one is due. Adding and removing take the same short time
   however many there are. */

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "core/heap.h"
#include "core/start.h"
#include "ruff/error.h"
#include "task/schedule.h"

enum { LEVELS = 6, SLOT_BITS = 6, SLOTS = 1 << SLOT_BITS };

static const int64_t TICK = 1000000; /* ns */

/** Timers of one slot, in the order in which they were added. */
typedef struct slot_list {
    rf_timer *first, *last;
} slot_list;

struct rf_timers {
    rf_lock    lock;
    uint64_t   now; /* tick up to which all has fired */
    size_t     count;
    uint64_t   filled[LEVELS]; /* a bit for each slot with timers */
    slot_list  slots[LEVELS][SLOTS];
    uint64_t   wakes; /* the tick at which the thread looks again */
    uint32_t   word;  /* changes when it must look earlier: a futex */
    bool       ending;
    rf_thread *thread; /* the one that looks; reachable from here */
};

int64_t rf_now(void)
{
    return rf_clock();
}

int64_t rf_deadline(double ms)
{
    double limit = 9.0e12;

    return rf_now() + (int64_t)((ms < limit ? ms : limit) * 1e6);
}

/* ---- the wheel; the lock is held */

/* The level is that of the highest digit in which `due` and now differ. */
static uint32_t level_of(const rf_timers *w, uint64_t due)
{
    uint64_t differ = (due ^ w->now) | 1;
    uint32_t level  = (63 - (uint32_t)__builtin_clzll(differ)) / SLOT_BITS;

    return level < LEVELS ? level : LEVELS - 1;
}

static uint32_t slot_of(uint64_t tick, uint32_t level)
{
    return (uint32_t)(tick >> (level * SLOT_BITS)) & (SLOTS - 1);
}

static void put(rf_timers *w, rf_timer *t)
{
    uint32_t   level = level_of(w, t->due);
    uint32_t   slot  = slot_of(t->due, level);
    slot_list *l     = &w->slots[level][slot];

    t->level = level;
    t->next  = NULL;
    t->prev  = l->last;
    if (t->prev)
        t->prev->next = t;
    else
        l->first = t;
    l->last = t;
    w->filled[level] |= UINT64_C(1) << slot;
}

static void unlink_timer(rf_timers *w, rf_timer *t)
{
    uint32_t   slot = slot_of(t->due, t->level);
    slot_list *l    = &w->slots[t->level][slot];

    if (t->prev)
        t->prev->next = t->next;
    else
        l->first = t->next;
    if (t->next)
        t->next->prev = t->prev;
    else
        l->last = t->prev;
    if (!l->first)
        w->filled[t->level] &= ~(UINT64_C(1) << slot);
}

/* The tick at which the earliest filled slot begins, and which it is. Lower levels come first;
   within a level slots before the present one belong to the next turn of the top level. False:
   there is none. */
static bool next_slot(const rf_timers *w, uint64_t *tick, uint32_t *level, uint32_t *slot)
{
    for (uint32_t l = 0; l < LEVELS; l++) {
        uint32_t here = slot_of(w->now, l);
        uint64_t turned, base;

        if (!w->filled[l])
            continue;
        turned = here ? w->filled[l] >> here | w->filled[l] << (SLOTS - here) : w->filled[l];
        *level = l;
        *slot  = (here + (uint32_t)__builtin_ctzll(turned)) & (SLOTS - 1);
        base   = w->now >> ((l + 1) * SLOT_BITS) << ((l + 1) * SLOT_BITS);
        *tick  = base + ((uint64_t)*slot << (l * SLOT_BITS));
        if (*slot < here)
            *tick += UINT64_C(1) << ((l + 1) * SLOT_BITS);
        return true;
    }
    return false;
}

/* Moves the wheel to `now`; timers that are due join the chain, earliest first. */
static void advance(rf_timers *w, uint64_t now, slot_list *due)
{
    uint64_t  tick;
    uint32_t  level, slot;
    rf_timer *t, *next;

    while (next_slot(w, &tick, &level, &slot) && tick <= now) {
        if (tick > w->now)
            w->now = tick;
        t                     = w->slots[level][slot].first;
        w->slots[level][slot] = (slot_list){0};
        w->filled[level] &= ~(UINT64_C(1) << slot);
        for (; t; t = next) {
            next = t->next;
            if (t->due > w->now) {
                put(w, t);
                continue;
            }
            t->next = NULL;
            if (due->first)
                due->last->next = t;
            else
                due->first = t;
            due->last = t;
        }
    }
    if (now > w->now)
        w->now = now;
}

/* ---- firing */

bool rf_timer_keep(const rf_timer *t)
{
    int32_t count = t->weak ? __atomic_load_n(&t->weak->count, __ATOMIC_RELAXED) : 0;

    while (count < 0) {
        if (__atomic_compare_exchange_n(&t->weak->count, &count, count - 1, 0, __ATOMIC_ACQ_REL,
                                        __ATOMIC_RELAXED))
            return true;
    }
    return !t->weak;
}

/* Parties are woken under the lock: they cannot go before. The others are called with the lock
   open; answers them as a chain, each with a count of its object. */
static rf_timer *fire_parties(rf_ctx *cx, rf_timers *w, rf_timer *due)
{
    rf_timer *others = NULL, **end = &others, *next;

    for (; due; due = next) {
        next = due->next;
        w->count--;
        due->pending = false;
        if (!due->fire) {
            rf_wake(cx, due->party, 0);
        } else if (rf_timer_keep(due)) {
            *end      = due;
            due->next = NULL;
            end       = &due->next;
        }
    }
    return others;
}

/* With the lock held: the span until the next look in ns, or -1 for none. */
static int64_t next_look(rf_timers *w, int64_t now)
{
    uint32_t level, slot;
    int64_t  span;

    w->wakes = UINT64_MAX;
    if (!next_slot(w, &w->wakes, &level, &slot))
        return -1;
    span = (int64_t)w->wakes * TICK - now;
    return span < 0 ? 0 : span;
}

/* One look at the wheel; answers the span until the next one. While it fires, the clock counts as
   busy itself: what is called may take the last timer away. */
static int64_t look(rf_ctx *cx, rf_timers *w)
{
    rf_sched *s   = rf_sched_of(cx);
    slot_list due = {0};
    rf_timer *t, *next;
    int64_t   now = rf_now(), span;

    rf_lock_take(&s->gate);
    rf_lock_take(&w->lock);
    advance(w, (uint64_t)(now / TICK), &due);
    if (due.first)
        rf_busy_more(s);
    rf_lock_give(&s->gate);
    if (!due.first) {
        span = next_look(w, now);
        rf_lock_give(&w->lock);
        return span;
    }
    t = fire_parties(cx, w, due.first);
    if (w->count == 0)
        rf_busy_back(rf_sched_of(cx));
    span = next_look(w, now);
    rf_lock_give(&w->lock);
    for (; t; t = next) {
        next = t->next;
        t->fire(cx, t);
    }
    rf_busy_less(cx);
    return span;
}

static void *work(void *thread)
{
    rf_thread *t = thread;
    rf_timers *w = t->sched->timers;
    uint32_t   seen;
    int64_t    span;

    rf_thread_enter(t);
    while (!__atomic_load_n(&w->ending, __ATOMIC_ACQUIRE)) {
        seen = __atomic_load_n(&w->word, __ATOMIC_ACQUIRE);
        span = look(&t->cx, w);
        if (span < 0)
            rf_futex_wait(&w->word, seen, NULL);
        else
            rf_futex_wait(&w->word, seen, &(struct timespec){span / 1000000000, span % 1000000000});
    }
    rf_thread_leave(t);
    rf_thread_end(t);
    return NULL;
}

static void ring(rf_timers *w)
{
    __atomic_fetch_add(&w->word, 1, __ATOMIC_RELEASE);
    rf_futex_wake(&w->word, 1);
}

static void start_clock(rf_sched *s, rf_timers *w)
{
    int failed;

    w->thread = rf_thread_new(s);
    rf_thread_serves(w->thread);
    failed = rf_thread_start(w->thread, work);
    if (failed)
        rf_no_threads(failed);
}

/* The first timer brings the wheel and its thread. */
static rf_timers *timers_of(rf_ctx *cx)
{
    rf_sched  *s = rf_sched_of(cx);
    rf_timers *w = __atomic_load_n(&s->timers, __ATOMIC_ACQUIRE);
    bool       first;

    if (w)
        return w;
    rf_lock_take(&s->lock);
    w     = s->timers;
    first = !w;
    if (first) {
        w = calloc(1, sizeof *w);
        if (!w)
            rf_out_of_memory();
        w->now   = (uint64_t)(rf_now() / TICK);
        w->wakes = UINT64_MAX;
        __atomic_store_n(&s->timers, w, __ATOMIC_RELEASE);
    }
    rf_lock_give(&s->lock);
    if (first)
        start_clock(s, w);
    return w;
}

void rf_timer_add(rf_ctx *cx, rf_timer *t, int64_t deadline)
{
    rf_timers *w;
    bool       earlier;

    if (rf_is_scheduled()) {
        rf_schedule_timer_add(cx, t, deadline);
        return;
    }
    w = timers_of(cx);
    rf_lock_take(&w->lock);
    t->due     = (uint64_t)((deadline + TICK - 1) / TICK);
    t->pending = true;
    if (t->due <= w->now)
        t->due = w->now + 1;
    put(w, t);
    if (w->count++ == 0)
        rf_busy_more(rf_sched_of(cx));
    earlier = t->due < w->wakes;
    if (earlier)
        w->wakes = t->due;
    rf_lock_give(&w->lock);
    if (earlier)
        ring(w);
}

bool rf_timer_remove(rf_ctx *cx, rf_timer *t)
{
    rf_timers *w = __atomic_load_n(&rf_sched_of(cx)->timers, __ATOMIC_ACQUIRE);
    bool       was;

    if (rf_is_scheduled())
        return rf_schedule_timer_remove(t);
    if (!w)
        return false;
    rf_lock_take(&w->lock);
    was = t->pending;
    if (was) {
        unlink_timer(w, t);
        t->pending = false;
        if (--w->count == 0)
            rf_busy_back(rf_sched_of(cx));
    }
    rf_lock_give(&w->lock);
    return was;
}

uint32_t rf_timers_wait(rf_ctx *cx)
{
    rf_timers *w = __atomic_load_n(&rf_sched_of(cx)->timers, __ATOMIC_ACQUIRE);
    uint32_t   any;

    if (!w)
        return 0;
    rf_lock_take(&w->lock);
    any = w->count > 0;
    rf_lock_give(&w->lock);
    return any;
}

void rf_timers_end(rf_ctx *cx)
{
    rf_timers *w = rf_sched_of(cx)->timers;

    if (!w)
        return;
    __atomic_store_n(&w->ending, true, __ATOMIC_RELEASE);
    ring(w);
}
