/* TCP: listeners, streams, and what goes over them. */

#define _GNU_SOURCE /* accept4 */

#include <errno.h>
#include <event2/event.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/heap.h"
#include "core/lib.h"
#include "std/net/wait.h"

enum { LIMIT_SECONDS = 30 };

/* ---- listeners */

rf_value rf_b_tcp_listen(rf_ctx *cx, rf_value host, rf_value port)
{
    static const rf_bind_words words = {"tcp_listen", "TCP listener"};

    return rf_socket_bound(cx, &rf_tcp_listener_kind, SOCK_STREAM, &words, host, port);
}

static rf_tried try_accept(rf_net_call *c)
{
    int s = accept4(c->file, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);

    if (s >= 0)
        c->file = s;
    else if (errno == ECONNABORTED)
        return RF_TRY_AGAIN;
    return s >= 0 ? RF_TRY_DONE : rf_net_failed(c);
}

static rf_value accepted(rf_ctx *cx, const rf_net_call *c)
{
    return rf_socket_new(cx, &rf_tcp_stream_kind, c->file);
}

rf_value rf_b_tcp_accept(rf_ctx *cx, rf_value listener)
{
    rf_net_call c = {.who = "tcp_accept", .attempt = try_accept, .result = accepted};

    if (!rf_is_socket(cx, listener, &rf_tcp_listener_kind, "tcp_accept requires a TCP listener"))
        return rf_null;
    return rf_net_start(cx, &c, listener, RF_IO_PEER, EV_READ, 0);
}

/* ---- sending */

static rf_tried try_send(rf_net_call *c)
{
    while (c->done < c->size) {
        ssize_t n = send(c->file, c->data + c->done, c->size - c->done, MSG_NOSIGNAL);
        if (n < 0)
            return rf_net_failed(c);
        c->done += (size_t)n;
    }
    return RF_TRY_DONE;
}

static rf_value sent(rf_ctx *cx, const rf_net_call *c)
{
    (void)cx;
    return rf_from_int((int64_t)c->size);
}

rf_value rf_b_tcp_send(rf_ctx *cx, rf_value stream, rf_value data)
{
    rf_net_call c = {.who = "tcp_send", .attempt = try_send, .result = sent};
    const char *at;

    if (!rf_is_socket(cx, stream, &rf_tcp_stream_kind, "tcp_send requires a TCP stream and data"))
        return rf_null;
    if (!rf_octets(data, &at, &c.size))
        return RF_REFUSE(cx, "tcp_send requires string or bytes data", data);
    c.data = malloc(c.size + 1);
    if (!c.data)
        rf_out_of_memory();
    memcpy(c.data, at, c.size);
    return rf_net_start(cx, &c, stream, RF_IO_WORK, EV_WRITE, LIMIT_SECONDS);
}

/* ---- receiving */

static rf_tried try_receive(rf_net_call *c)
{
    ssize_t n = recv(c->file, c->data, c->size, 0);

    if (n >= 0)
        c->done = (size_t)n;
    return n >= 0 ? RF_TRY_DONE : rf_net_failed(c);
}

static rf_value received(rf_ctx *cx, const rf_net_call *c)
{
    return rf_text_or_bytes(cx, c->data, c->done);
}

rf_value rf_b_tcp_receive(rf_ctx *cx, rf_value stream, rf_value size)
{
    rf_net_call c = {.who = "tcp_receive", .attempt = try_receive, .result = received};

    if (!rf_is_socket(cx, stream, &rf_tcp_stream_kind, "tcp_receive requires a TCP stream and a size") ||
        !rf_check_size(cx, "tcp_receive", size, &c.size))
        return rf_null;
    c.data = malloc(c.size);
    if (!c.data)
        rf_out_of_memory();
    return rf_net_start(cx, &c, stream, RF_IO_WORK, EV_READ, LIMIT_SECONDS);
}

/* ---- both */

static bool is_tcp(rf_ctx *cx, rf_value v, const char *text)
{
    if (v.tag == RF_OBJECT && v.as.o->kind == &rf_tcp_listener_kind)
        return true;
    return rf_is_socket(cx, v, &rf_tcp_stream_kind, text);
}

rf_value rf_b_tcp_close(rf_ctx *cx, rf_value x)
{
    if (!is_tcp(cx, x, "tcp_close requires a TCP listener or stream"))
        return rf_null;
    rf_socket_close((rf_socket *)x.as.o);
    return rf_from_bool(true);
}

rf_value rf_b_tcp_set_nonblocking(rf_ctx *cx, rf_value x, rf_value on)
{
    if (!is_tcp(cx, x, "tcp_set_nonblocking requires a TCP listener or stream"))
        return rf_null;
    if (on.tag != RF_BOOL)
        return RF_REFUSE(cx, "tcp_set_nonblocking requires a bool", on);
    __atomic_store_n(&((rf_socket *)x.as.o)->throws, on.as.i != 0, __ATOMIC_RELAXED);
    return rf_from_bool(true);
}
