/* tcp_connect: a helper finds the addresses of a name, the loop waits for the connection; the addresses are
   tried one after the other, ten seconds in all. */

#include <errno.h>
#include <event2/event.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/heap.h"
#include "core/lib.h"
#include "io/helpers.h"
#include "std/events/events.h"
#include "std/events/policy.h"
#include "std/net/socket.h"

enum { LIMIT_SECONDS = 10 };

typedef struct connecting {
    rf_event_op      base;
    rf_chore         chore;
    char            *host;
    int64_t          port;
    struct addrinfo *all, *next; /* addresses; the next one to be tried */
    int              unknown;    /* why there are none: an error of getaddrinfo */
    int              error;      /* of the address tried last */
    bool             denied;
    int              file; /* the socket that is being connected, -1: none */
    struct event    *event;
    int64_t          deadline;
    bool             on_loop, aborted; /* the loop's */
    rf_ctx          *cx;               /* of the loop's thread */
} connecting;

/* ---- on the loop */

static void throw_failure(rf_ctx *cx, const connecting *c)
{
    if (c->unknown)
        rf_throw(cx, "tcp_connect failed: %s: %s", c->host, gai_strerror(c->unknown));
    else if (c->denied)
        rf_throw(cx, "tcp_connect failed: " RF_DENIED_TEXT);
    else if (c->error == ETIMEDOUT)
        rf_throw(cx, "tcp_connect failed: timed out");
    else
        rf_throw_system(cx, "tcp_connect failed", c->error);
}

static void close_file(connecting *c)
{
    if (c->event)
        event_free(c->event);
    if (c->file >= 0)
        close(c->file);
    c->event = NULL;
    c->file  = -1;
}

static void end(rf_ctx *cx, connecting *c)
{
    rf_value v = rf_null;

    if (c->event)
        event_free(c->event);
    c->event = NULL;
    rf_event_op_back(cx, &c->base);
    if (c->file >= 0)
        v = rf_socket_new(cx, &rf_tcp_stream_kind, c->file);
    else if (!c->aborted)
        throw_failure(cx, c);
    c->file = -1;
    if (RF_FAILED(cx))
        rf_op_end_thrown(cx, &c->base.op);
    else
        rf_op_end(cx, &c->base.op, c->aborted ? RF_CANCELLED : RF_RESOLVED, v);
}

static void try_next(connecting *c);

static void look(evutil_socket_t s, short what, void *data)
{
    connecting *c    = data;
    socklen_t   size = sizeof c->error;

    if (what & EV_TIMEOUT)
        c->error = ETIMEDOUT;
    else if (getsockopt(s, SOL_SOCKET, SO_ERROR, &c->error, &size) != 0)
        c->error = errno;
    if (c->error == 0) {
        end(c->cx, c);
        return;
    }
    close_file(c);
    try_next(c);
}

/* Begins a connection to the address; false when that fails at once. */
static bool begin_one(connecting *c, const struct addrinfo *a)
{
    int64_t        left = (c->deadline - rf_now()) / 1000;
    struct timeval span = {left / 1000000, left % 1000000};

    c->denied = rf_is_denied(a->ai_addr);
    c->error  = ETIMEDOUT;
    if (c->denied || left <= 0)
        return false;
    c->file = socket(a->ai_family, a->ai_socktype | SOCK_NONBLOCK | SOCK_CLOEXEC, a->ai_protocol);
    if (c->file >= 0 && (connect(c->file, a->ai_addr, a->ai_addrlen) == 0 || errno == EINPROGRESS))
        c->event = event_new(rf_events_base(c->cx), c->file, EV_WRITE, look, c);
    c->error = c->event ? 0 : errno;
    if (c->event)
        event_add(c->event, &span);
    return c->event != NULL;
}

static void try_next(connecting *c)
{
    while (c->next) {
        const struct addrinfo *a = c->next;
        c->next                  = a->ai_next;
        if (begin_one(c, a))
            return;
        close_file(c);
    }
    end(c->cx, c);
}

static void run(rf_ctx *cx, rf_event_op *op)
{
    connecting *c = (connecting *)op;

    c->on_loop  = true;
    c->cx       = cx;
    c->next     = c->all;
    c->deadline = rf_deadline(LIMIT_SECONDS * 1000);
    if (c->aborted)
        end(cx, c);
    else
        try_next(c);
}

static void abort_it(rf_ctx *cx, rf_event_op *op)
{
    connecting *c = (connecting *)op;

    c->aborted = true;
    if (!c->on_loop)
        return; /* the helper has it */
    close_file(c);
    end(cx, c);
}

/* ---- before */

static void drop(rf_ctx *cx, rf_op *op)
{
    connecting *c = (connecting *)op;

    (void)cx;
    if (c->all)
        freeaddrinfo(c->all);
    free(c->host);
}

static void find(rf_chore *chore)
{
    connecting *c = (connecting *)((char *)chore - offsetof(connecting, chore));

    c->unknown = rf_find_addresses(c->host, c->port, SOCK_STREAM, false, &c->all);
    if (c->unknown)
        c->all = NULL;
}

static void found(rf_ctx *cx, rf_chore *chore)
{
    connecting *c = (connecting *)((char *)chore - offsetof(connecting, chore));

    rf_flight_begin(cx);
    rf_events_start(cx, &c->base); /* the caller has its count already */
    rf_visit_end(cx);
}

static connecting *make(rf_ctx *cx, const rf_string *host, int64_t port)
{
    connecting *c = rf_op_new(cx, sizeof *c, RF_IO_WORK);

    c->base.run     = run;
    c->base.abort   = abort_it;
    c->base.op.drop = drop;
    rf_events_prepare(&c->base);
    c->host         = strdup(host->at);
    c->port         = port;
    c->file         = -1;
    if (!c->host)
        rf_out_of_memory();
    return c;
}

rf_value rf_b_tcp_connect(rf_ctx *cx, rf_value host, rf_value port)
{
    connecting *c;
    int         failed;

    if (!rf_is_string(host) || port.tag != RF_INT)
        return RF_REFUSE(cx, "tcp_connect requires (string_host, int_port) arguments", host, port);
    if (port.as.i < 1 || port.as.i > 65535)
        return RF_REFUSE(cx, "tcp_connect failed: destination port must be 1-65535", port);
    c = make(cx, rf_as_string(host), port.as.i);
    if (rf_find_addresses(c->host, c->port, SOCK_STREAM, true, &c->all) == 0)
        return rf_events_start(cx, &c->base);
    c->all        = NULL;
    c->chore.work = find;
    c->chore.done = found;
    failed        = rf_help(cx, &c->chore);
    if (failed)
        return rf_op_refuse(cx, &c->base.op, "Cannot start thread: %s", strerror(failed));
    return rf_from_object(c);
}
