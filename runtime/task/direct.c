/* Async bodies that run as plain calls where they are awaited, because nobody can tell the difference
   (ruffc/ir/build_direct.c). */

#include <stddef.h>

#include "ruff/error.h"
#include "ruff/task.h"
#include "task/party.h"

uint32_t rf_direct_off;

/* RF_DIRECT_FITS reads it through cx->party. */
_Static_assert(offsetof(rf_party, cancelled) == 0, "a party begins with whether it was cancelled");

/* Where the stack is full, the bodies below go on in frames, as deep as there is memory: one more
   thread would be full as soon as this one. */
rf_value rf_direct_await(rf_ctx *cx, rf_value promise, uint32_t at)
{
    bool     low = RF_STACK_LOW(cx);
    rf_value out;

    if (low)
        __atomic_fetch_add(&rf_direct_off, 1, __ATOMIC_RELAXED);
    out = rf_await(cx, promise, at);
    if (low)
        __atomic_fetch_sub(&rf_direct_off, 1, __ATOMIC_RELAXED);
    return out;
}

rf_value rf_direct_await_on(rf_ctx *cx, rf_value promise, uint32_t at)
{
    rf_value out;

    rf_shield_begin(cx);
    out = rf_direct_await(cx, promise, at);
    rf_shield_end(cx);
    return out;
}

/* Its stack ends with the body, as that of a rejected promise does. */
rf_value rf_direct_error(rf_ctx *cx)
{
    rf_active *active = cx->active;
    rf_error  *e;

    cx->active = NULL;
    e          = rf_catch(cx, NULL);
    cx->active = active;
    return rf_from_object(e);
}

void rf_direct_fails(rf_ctx *cx)
{
    rf_throw_awaited(cx, rf_direct_error(cx));
}
