/* server.listen(): a server of libevent on the loop, until the party that called is cancelled. */

#include <errno.h>
#include <event2/event.h>
#include <event2/http.h>
#include <event2/listener.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/print.h"
#include "ruff/error.h"
#include "std/events/address.h"
#include "std/httpd/exchange.h"

enum { MOST_BODY = 8 << 20, MOST_HEADERS = 64 << 10, IDLE_SECONDS = 60 };

static rf_listening *all;
static rf_lock       all_lock;

/* ---- on the loop */

static void take(struct evhttp_request *r, void *data)
{
    rf_exchange_begin(data, r);
}

static void go_on(evutil_socket_t s, short what, void *data)
{
    (void)s, (void)what;
    evconnlistener_enable(((rf_listening *)data)->listener);
}

/* No file is left for a connection: those that wait are taken when others have ended. libevent tells the
   listener only: it leads back through the list of all that listen. */
static void pause_listening(struct evconnlistener *listener, void *unused)
{
    static const struct timeval span = {0, 20000};
    rf_listening               *l;

    (void)unused;
    evconnlistener_disable(listener);
    rf_lock_take(&all_lock);
    for (l = all; l && l->listener != listener; l = l->next)
        continue;
    rf_lock_give(&all_lock);
    if (l)
        event_add(l->pause, &span);
}

static void enlist(rf_listening *l)
{
    rf_lock_take(&all_lock);
    l->next = all;
    all     = l;
    rf_lock_give(&all_lock);
}

static void delist(rf_listening *l)
{
    rf_listening **at;

    rf_lock_take(&all_lock);
    for (at = &all; *at && *at != l; at = &(*at)->next)
        continue;
    if (*at)
        *at = l->next;
    rf_lock_give(&all_lock);
}

static bool begin_server(rf_listening *l)
{
    struct event_base          *base = rf_events_base(l->cx);
    struct evhttp_bound_socket *bound;

    l->http  = evhttp_new(base);
    l->pause = event_new(base, -1, 0, go_on, l);
    bound    = l->http && l->pause ? evhttp_accept_socket_with_handle(l->http, l->file) : NULL;
    if (!bound)
        return false;
    l->file     = -1;
    l->listener = evhttp_bound_socket_get_listener(bound);
    enlist(l);
    evconnlistener_set_error_cb(l->listener, pause_listening);
    evhttp_set_gencb(l->http, take, l);
    evhttp_set_allowed_methods(l->http, 0xffff);
    evhttp_set_max_body_size(l->http, MOST_BODY);
    evhttp_set_max_headers_size(l->http, MOST_HEADERS);
    evhttp_set_timeout(l->http, IDLE_SECONDS);
    return true;
}

static void end_server(rf_listening *l)
{
    delist(l);
    rf_exchanges_forget(l);
    if (l->http)
        evhttp_free(l->http);
    if (l->pause)
        event_free(l->pause);
    if (l->file >= 0)
        close(l->file);
    l->http  = NULL;
    l->pause = NULL;
    l->file  = -1;
}

static void end(rf_ctx *cx, rf_listening *l, const char *why)
{
    end_server(l);
    rf_event_op_back(cx, &l->base);
    rf_release_object(cx, l->server);
    rf_release_object(cx, l->world);
    if (why)
        rf_op_end(cx, &l->base.op, RF_REJECTED, rf_error_value(cx, why));
    else
        rf_op_end(cx, &l->base.op, RF_CANCELLED, rf_null);
}

static void run(rf_ctx *cx, rf_event_op *op)
{
    rf_listening *l = (rf_listening *)op;

    l->cx = cx;
    if (!begin_server(l))
        end(cx, l, "Failed to start server: out of memory");
}

static void stop(rf_ctx *cx, rf_event_op *op)
{
    end(cx, (rf_listening *)op, NULL);
}

/* ---- from the caller's thread */

static void say(rf_ctx *cx, const char *format, const rf_server *s, int64_t port)
{
    rf_string *line = rf_string_format(cx, format, s->host->at, (long long)port);

    rf_write(RF_TO_STDOUT, line->at, (size_t)line->bytes);
    rf_flush();
    rf_release_object(cx, line);
}

/* The socket, with the port that the system has chosen for 0; -1 with an error thrown. */
static int bind_server(rf_ctx *cx, const rf_server *s, int64_t *port)
{
    struct sockaddr_storage a;
    socklen_t               size = sizeof a;
    char                    service[16];
    int                     unknown, file = rf_bind_socket(s->host->at, s->port, SOCK_STREAM, &unknown);

    *port = s->port;
    if (file < 0 && unknown)
        rf_throw(cx, "Failed to start server: %s: %s", s->host->at, gai_strerror(unknown));
    else if (file < 0)
        rf_throw(cx, "Failed to start server: %s (os error %d)", strerror(errno), errno);
    else if (s->port == 0 && getsockname(file, (struct sockaddr *)&a, &size) == 0 &&
             getnameinfo((struct sockaddr *)&a, size, NULL, 0, service, sizeof service, NI_NUMERICSERV) == 0)
        *port = strtoll(service, NULL, 10);
    if (file >= 0)
        evutil_make_socket_nonblocking(file);
    return file;
}

static rf_value begin(rf_ctx *cx, rf_server *s, int file)
{
    rf_listening *l = rf_op_new(cx, sizeof *l, RF_IO_PEER);

    l->base.run   = run;
    l->base.abort = stop;
    l->server     = s;
    l->world      = rf_world_of(cx);
    l->file       = file;
    rf_share(cx, rf_from_object(s));
    rf_retain_object(s);
    rf_world_share(cx, l->world);
    rf_retain_object(l->world);
    return rf_events_start(cx, &l->base);
}

rf_value rf_server_listen(rf_ctx *cx, rf_server *s)
{
    uint32_t at = cx->at;
    int64_t  port;
    int      file;
    rf_value begun, v;

    say(cx, "Starting HTTP server on %s:%lld...\n", s, s->port);
    file = bind_server(cx, s, &port);
    if (file < 0)
        return rf_null;
    say(cx, strchr(s->host->at, ':') ? "Server listening on http://[%s]:%lld\nPress Ctrl+C to stop\n"
                                     : "Server listening on http://%s:%lld\nPress Ctrl+C to stop\n",
        s, port);
    begun = begin(cx, s, file);
    v     = rf_finish(cx, begun, at);
    rf_release(cx, begun);
    return v;
}
