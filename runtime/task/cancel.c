/* Asking a body or block to stop (C-40). */

#include <string.h>

#include "core/point.h"
#include "ruff/error.h"
#include "ruff/string.h"
#include "task/calls.h"

bool rf_cancel(rf_ctx *cx, rf_object *promise)
{
    rf_core  *c = rf_core_of(rf_from_object(promise));
    rf_task  *t = rf_task_of(promise);
    rf_party *p = t ? &t->party : NULL;

    rf_core_look(c);
    if (rf_core_state(c) != RF_PENDING)
        return false;
    if (!p && promise->aux == RF_PROMISE_SLEEPS && !rf_stop_sleeper(cx, promise))
        return false;
    if (!p) {
        if (!rf_settle(cx, promise, RF_CANCELLED, rf_error_value(cx, "Cancelled")))
            return false;
        if (promise->aux == RF_PROMISE_GATHERS)
            rf_gather_cancel(cx, promise);
        if (promise->aux == RF_PROMISE_WORKS)
            ((rf_op *)promise)->stop(cx, (rf_op *)promise);
        return true;
    }
    if (__atomic_exchange_n(&p->cancelled, 1, __ATOMIC_ACQ_REL))
        return false;
    rf_wake(cx, p, 0);
    return true;
}

bool rf_check_cancelled(rf_ctx *cx)
{
    rf_point(cx);
    return !rf_cancel_due(cx, rf_party_of(cx));
}

void rf_shield_begin(rf_ctx *cx)
{
    if (cx->party)
        rf_party_of(cx)->shield++;
}

void rf_shield_end(rf_ctx *cx)
{
    if (cx->party)
        rf_party_of(cx)->shield--;
}

/* A cancelled party that is not shielded gets nothing but "Cancelled" from its waits. */
bool rf_soften(rf_ctx *cx, rf_value *out, const rf_function *f, uint32_t at)
{
    const rf_party *p = rf_party_of(cx);

    if (((rf_error *)cx->error)->hard)
        return false;
    if (p && __atomic_load_n(&p->cancelled, __ATOMIC_RELAXED) && p->shield == 0) {
        const rf_error *e = (rf_error *)cx->error;

        if (strcmp(e->message->at, "Cancelled") == 0 && !e->caught)
            return false;
    }
    *out = rf_catch_value(cx, f, at);
    return true;
}
