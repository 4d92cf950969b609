/* sleep and async_sleep (C-36), and thread_id (C-14). */

#include <sched.h>

#include "core/heap.h"
#include "ruff/error.h"
#include "task/promise.h"

bool rf_check_ms(rf_ctx *cx, const char *who, rf_value ms, double *out)
{
    *out = ms.tag == RF_INT ? (double)ms.as.i : ms.tag == RF_FLOAT ? ms.as.d : -1;
    if (rf_throw_if_error(cx, ms))
        return false;
    if (ms.tag != RF_INT && ms.tag != RF_FLOAT) {
        rf_throw(cx, "%s() requires a number argument", who);
        return false;
    }
    if (!(*out >= 0)) {
        rf_throw(cx, "%s() requires non-negative milliseconds", who);
        return false;
    }
    return true;
}

static rf_step sleep_step(rf_ctx *cx, rf_value ms, uint32_t at)
{
    rf_party *p = rf_party_of(cx);
    double    span;
    bool      late;

    if (p->waits == RF_WAITS_NOT) {
        if (!rf_check_ms(cx, "sleep", ms, &span) || rf_cancel_due(cx, p))
            return RF_FAILED;
        rf_wait_begin(cx, RF_WAITS_SLEEP, at);
        p->deadline = rf_deadline(span);
        return RF_WAITING;
    }
    if (!rf_must_give_up(p, &late))
        return RF_WAITING;
    rf_wait_end(cx, p);
    return rf_cancel_due(cx, p) ? RF_FAILED : RF_DONE;
}

rf_value rf_sleep(rf_ctx *cx, rf_value ms, uint32_t at)
{
    rf_step step;

    while ((step = sleep_step(cx, ms, at)) == RF_WAITING)
        rf_park(cx);
    return step == RF_DONE ? rf_from_int(0) : rf_null;
}

rf_step rf_sleep_poll(rf_ctx *cx, rf_frame *f, rf_value ms, rf_value *out, uint32_t at)
{
    (void)f;
    *out = rf_from_int(0);
    return rf_poll_end(cx, sleep_step(cx, ms, at));
}

/* ---- async_sleep */

/** A promise that a timer settles. When nobody holds it any more the timer goes with it. */
typedef struct sleeper {
    rf_promise base;
    rf_timer   timer;
} sleeper;

static void wake_up(rf_ctx *cx, rf_timer *t)
{
    sleeper *s = (sleeper *)((char *)t - offsetof(sleeper, timer));

    rf_settle(cx, &s->base.head, RF_RESOLVED, rf_null);
    rf_release_object(cx, s);
}

bool rf_stop_sleeper(rf_ctx *cx, rf_object *promise)
{
    return promise->aux == RF_PROMISE_SLEEPS && rf_timer_remove(cx, &((sleeper *)promise)->timer);
}

rf_value rf_async_sleep(rf_ctx *cx, rf_value ms)
{
    double   span;
    sleeper *s;

    if (!rf_check_ms(cx, "async_sleep", ms, &span))
        return rf_null;
    s                = (sleeper *)rf_promise_new(cx, sizeof *s);
    s->base.head.aux = RF_PROMISE_SLEEPS;
    s->timer.fire    = wake_up;
    s->timer.weak    = &s->base.head;
    rf_timer_add(cx, &s->timer, rf_deadline(span));
    return rf_from_object(s);
}

int64_t rf_thread_id(rf_ctx *cx)
{
    rf_party *p = rf_party_of(cx);

    if (p->id == 0)
        p->id = 1 + __atomic_add_fetch(&rf_sched_of(cx)->next_id, 1, __ATOMIC_RELAXED);
    return p->id;
}
