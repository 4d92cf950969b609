/* Operations under way in the system: how they are counted, and how they end. See op.h. */

#include "io/op.h"

#include "core/text.h"
#include "ruff/error.h"
#include "task/rest.h"
#include "task/schedule.h"

/* ---- counting */

/* How often this thread of the library has begun to work on values, and not ended. The test scheduler lets
   it in when it begins for the first time. */
static __thread uint32_t visits;

static void visit(rf_ctx *cx)
{
    if (rf_is_scheduled() && !cx->party && visits++ == 0)
        rf_schedule_enter(cx);
}

void rf_visit_end(rf_ctx *cx)
{
    if (rf_is_scheduled() && !cx->party && --visits > 0)
        rf_busy_back(rf_sched_of(cx));
    else
        rf_busy_less(cx);
}

void rf_flight_begin(rf_ctx *cx)
{
    rf_sched *s = rf_sched_of(cx);

    rf_busy_more(s);
    __atomic_fetch_add(&s->napping, 1, __ATOMIC_ACQ_REL);
}

void rf_flight_land(rf_ctx *cx)
{
    rf_sched *s = rf_sched_of(cx);

    rf_lock_take(&s->gate);
    __atomic_fetch_sub(&s->napping, 1, __ATOMIC_ACQ_REL);
    rf_lock_give(&s->gate);
    visit(cx);
}

void rf_guest_begin(rf_ctx *cx)
{
    rf_sched *s = rf_sched_of(cx);

    rf_lock_take(&s->gate);
    rf_busy_more(s);
    rf_lock_give(&s->gate);
    visit(cx);
}

/* ---- operations */

static void stop_nothing(rf_ctx *cx, rf_op *op)
{
    (void)cx, (void)op;
}

void *rf_op_new(rf_ctx *cx, size_t size, rf_io waits_for)
{
    rf_op *op = (rf_op *)rf_promise_new(cx, size);

    op->base.head.aux = RF_PROMISE_WORKS;
    op->waits_for     = (uint8_t)waits_for;
    op->stop          = stop_nothing;
    rf_retain_object(op);
    if (waits_for == RF_IO_PEER)
        __atomic_fetch_add(&rf_sched_of(cx)->listening, 1, __ATOMIC_ACQ_REL);
    else
        rf_flight_begin(cx);
    return op;
}

void rf_op_back(rf_ctx *cx, rf_op *op)
{
    if (op->waits_for != RF_IO_PEER) {
        rf_flight_land(cx);
        return;
    }
    rf_guest_begin(cx);
    __atomic_fetch_sub(&rf_sched_of(cx)->listening, 1, __ATOMIC_ACQ_REL);
}

void rf_op_end(rf_ctx *cx, rf_op *op, rf_settled how, RF_OWN rf_value v)
{
    rf_settle(cx, &op->base.head, how, v);
    rf_release_object(cx, op);
    rf_visit_end(cx);
}

void rf_op_end_thrown(rf_ctx *cx, rf_op *op)
{
    rf_value e = rf_from_object(cx->error);

    cx->error = NULL;
    rf_op_end(cx, op, RF_REJECTED, e);
}

rf_value rf_op_refuse(rf_ctx *cx, rf_op *op, const char *format, ...)
{
    va_list args;
    rf_text t;

    rf_text_init(&t, cx);
    va_start(args, format);
    rf_text_format_list(&t, format, args);
    va_end(args);
    rf_text_char(&t, '\0');
    rf_op_back(cx, op);
    rf_op_end(cx, op, RF_REJECTED, rf_error_value(cx, t.at));
    rf_text_end(&t);
    return rf_from_object(op);
}

/* ---- waiting for one */

/* The caller was cancelled, and nobody else knows of the promise. */
static void give_up(rf_ctx *cx, rf_value begun)
{
    rf_object *thrown = cx->error;

    cx->error = NULL;
    rf_cancel(cx, begun.as.o);
    cx->error = thrown;
}

static bool is_given_up(rf_value begun)
{
    rf_core *c = rf_core_of(begun);

    return c && rf_core_state(c) == RF_PENDING;
}

rf_value rf_finish(rf_ctx *cx, rf_value begun, uint32_t at)
{
    rf_value out = rf_await(cx, begun, at);

    if (RF_FAILED(cx) && is_given_up(begun))
        give_up(cx, begun);
    return out;
}

rf_step rf_finish_poll(rf_ctx *cx, rf_frame *f, rf_value begun, rf_value *out, uint32_t at)
{
    rf_step step = rf_await_poll(cx, f, begun, out, at);

    if (step == RF_FAILED && is_given_up(begun))
        give_up(cx, begun);
    return step;
}

rf_value rf_finish_now(rf_ctx *cx, RF_OWN rf_value begun)
{
    rf_value out = RF_FAILED(cx) ? rf_null : rf_finish(cx, begun, 0);

    rf_release(cx, begun);
    return out;
}
