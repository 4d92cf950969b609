/* Calls on sockets: tried at once, and then whenever the loop says so. See wait.h. */

#include "std/net/wait.h"

#include <errno.h>
#include <event2/event.h>
#include <stdlib.h>
#include <string.h>

#include "core/text.h"
#include "ruff/error.h"

enum { LATE = -1 /* as an error: the time is up */ };

typedef struct waiting_call {
    rf_net_call call;
    short       events;
    uint32_t    seconds; /* 0: no limit */
    rf_ctx     *cx;      /* of the loop's thread */
} waiting_call;

static bool is_closing(const rf_net_call *c)
{
    return __atomic_load_n(&c->socket->closing, __ATOMIC_RELAXED);
}

static void throw_failure(rf_ctx *cx, const rf_net_call *c)
{
    rf_string *begin = rf_string_format(cx, "%s failed", c->who);

    if (c->socket && is_closing(c))
        rf_throw_closed(cx, c->who);
    else if (c->error == LATE)
        rf_throw(cx, "%s: timed out", begin->at);
    else
        rf_throw_system(cx, begin->at, c->error);
    rf_release_object(cx, begin);
}

/* ---- on the loop */

static void end(rf_ctx *cx, rf_net_call *c, rf_tried how)
{
    rf_value v = rf_null;

    if (c->event)
        event_free(c->event);
    c->event = NULL;
    rf_socket_leave(c->socket);
    rf_event_op_back(cx, &c->base);
    if (how == RF_TRY_DONE)
        v = c->result(cx, c);
    else if (how == RF_TRY_FAILED)
        throw_failure(cx, c);
    rf_release_object(cx, c->socket);
    if (RF_FAILED(cx))
        rf_op_end_thrown(cx, &c->base.op);
    else
        rf_op_end(cx, &c->base.op, how == RF_TRY_DONE ? RF_RESOLVED : RF_CANCELLED, v);
}

static void arm(waiting_call *w)
{
    struct timeval limit = {w->seconds, 0};

    event_add(w->call.event, w->seconds ? &limit : NULL);
}

/* The end of the stream that tcp_close has brought about here. */
static bool was_closed(const rf_net_call *c)
{
    return c->done == 0 && c->file == c->socket->file && is_closing(c);
}

static void look(evutil_socket_t s, short what, void *data)
{
    waiting_call *w   = data;
    rf_tried      how = w->call.attempt(&w->call);

    (void)s;
    if (how == RF_TRY_DONE && was_closed(&w->call))
        how = RF_TRY_FAILED;
    if (how == RF_TRY_AGAIN && (what & EV_TIMEOUT)) {
        w->call.error = LATE;
        how           = RF_TRY_FAILED;
    }
    if (how == RF_TRY_AGAIN)
        arm(w);
    else
        end(w->cx, &w->call, how);
}

static void run(rf_ctx *cx, rf_event_op *op)
{
    waiting_call *w = (waiting_call *)op;

    w->cx         = cx;
    w->call.event = event_new(rf_events_base(cx), w->call.socket->file, w->events, look, w);
    if (w->call.event) {
        arm(w);
        return;
    }
    w->call.error = ENOMEM;
    end(cx, &w->call, RF_TRY_FAILED);
}

static void stop(rf_ctx *cx, rf_event_op *op)
{
    end(cx, (rf_net_call *)op, RF_TRY_AGAIN);
}

static void drop(rf_ctx *cx, rf_op *op)
{
    (void)cx;
    free(((rf_net_call *)op)->data);
}

rf_tried rf_net_failed(rf_net_call *c)
{
    c->error = errno;
    return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR ? RF_TRY_AGAIN : RF_TRY_FAILED;
}

/* ---- from the caller's thread */

static rf_value start_waiting(rf_ctx *cx, const rf_net_call *filled, rf_socket *s, rf_io waits_for,
                              short events, uint32_t seconds)
{
    waiting_call *w    = rf_op_new(cx, sizeof *w, waits_for);
    rf_event_op   base = w->call.base;

    w->call            = *filled;
    w->call.base       = base;
    w->call.base.run   = run;
    w->call.base.abort = stop;
    w->call.base.op.drop = drop;
    w->call.socket     = s;
    w->events          = events;
    w->seconds         = seconds;
    rf_retain_object(s);
    return rf_events_start(cx, &w->call.base);
}

rf_value rf_net_start(rf_ctx *cx, rf_net_call *filled, rf_value socket, rf_io waits_for, short events,
                      uint32_t seconds)
{
    rf_socket *s = (rf_socket *)socket.as.o;
    rf_value   v = rf_null;
    rf_tried   how;

    filled->file = rf_socket_enter(s);
    if (filled->file < 0) {
        rf_throw_closed(cx, filled->who);
        free(filled->data);
        return rf_null;
    }
    how = filled->attempt(filled);
    if (how == RF_TRY_AGAIN && !s->throws)
        return start_waiting(cx, filled, s, waits_for, events, seconds);
    rf_socket_leave(s);
    if (how == RF_TRY_AGAIN)
        filled->error = EAGAIN;
    if (how == RF_TRY_DONE)
        v = filled->result(cx, filled);
    else
        throw_failure(cx, filled);
    free(filled->data);
    return v;
}
