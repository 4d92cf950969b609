/* When all threads but one are at rest (core/cycle.h): each of the others is parked, naps, waits in
   the system, or has nothing to do. Those who may come back by themselves pass a gate first. */

#include "task/rest.h"

#include "core/cycle.h"
#include "task/schedule.h"

void rf_gate_pass(rf_sched *s)
{
    rf_lock_take(&s->gate);
    rf_lock_give(&s->gate);
}

void rf_away_begin(rf_ctx *cx)
{
    rf_sched *s = rf_sched_of(cx);

    if (!rf_is_settled(cx))
        __atomic_fetch_add(&s->unsettled, 1, __ATOMIC_ACQ_REL);
}

void rf_away_end(rf_ctx *cx)
{
    rf_sched *s = rf_sched_of(cx);

    if (!rf_is_settled(cx))
        __atomic_fetch_sub(&s->unsettled, 1, __ATOMIC_ACQ_REL);
}

void rf_nap_begin(rf_ctx *cx)
{
    rf_away_begin(cx);
    __atomic_fetch_add(&rf_sched_of(cx)->napping, 1, __ATOMIC_ACQ_REL);
}

void rf_nap_end(rf_ctx *cx)
{
    rf_sched *s = rf_sched_of(cx);

    rf_lock_take(&s->gate);
    __atomic_fetch_sub(&s->napping, 1, __ATOMIC_ACQ_REL);
    rf_lock_give(&s->gate);
    rf_away_end(cx);
}

/* Counted as busy are the caller, those who nap, and all timers as one. */
static bool all_rest(rf_ctx *cx, const rf_sched *s)
{
    uint32_t own = 1 + rf_timers_wait(cx) + __atomic_load_n(&s->napping, __ATOMIC_ACQUIRE);

    return (uint32_t)__atomic_load_n(&s->busy, __ATOMIC_SEQ_CST) == own &&
           __atomic_load_n(&s->unsettled, __ATOMIC_ACQUIRE) == 0;
}

static bool begin(rf_ctx *cx)
{
    rf_sched *s = rf_sched_of(cx);

    if (rf_is_scheduled())
        return false;
    rf_lock_take(&s->gate);
    if (all_rest(cx, s))
        return true;
    rf_lock_give(&s->gate);
    return false;
}

static void end(rf_ctx *cx)
{
    rf_lock_give(&rf_sched_of(cx)->gate);
}

static const rf_rest rest = {begin, end};

void rf_rest_begin(void)
{
    rf_rest_of_tasks = &rest;
}
