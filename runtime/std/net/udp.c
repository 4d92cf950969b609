/* UDP: sockets for datagrams. */

#include <errno.h>
#include <event2/event.h>
#include <stdlib.h>
#include <string.h>

#include "core/heap.h"
#include "core/lib.h"
#include "std/events/policy.h"
#include "std/net/wait.h"

rf_value rf_b_udp_bind(rf_ctx *cx, rf_value host, rf_value port)
{
    static const rf_bind_words words = {"udp_bind", "UDP socket"};

    return rf_socket_bound(cx, &rf_udp_socket_kind, SOCK_DGRAM, &words, host, port);
}

/* ---- sending: a datagram goes at once or not at all */

static rf_value send_to(rf_ctx *cx, rf_socket *s, const char *at, size_t size, const struct addrinfo *a)
{
    int     file = rf_socket_enter(s);
    ssize_t n;

    if (file < 0) {
        rf_throw_closed(cx, "udp_send_to");
        return rf_null;
    }
    n = sendto(file, at, size, MSG_NOSIGNAL, a->ai_addr, a->ai_addrlen);
    rf_socket_leave(s);
    if (n < 0)
        rf_throw_system(cx, "udp_send_to failed", errno);
    return n < 0 ? rf_null : rf_from_int(n);
}

/* The first address of the host; NULL and an error thrown when it has none. Names may take long to find. */
static struct addrinfo *find(rf_ctx *cx, const char *host, int64_t port)
{
    struct addrinfo *a = NULL;
    int              unknown = rf_find_addresses(host, port, SOCK_DGRAM, true, &a);

    if (unknown) {
        rf_io_begin(cx, RF_IO_WORK);
        unknown = rf_find_addresses(host, port, SOCK_DGRAM, false, &a);
        rf_io_end(cx, RF_IO_WORK);
    }
    if (!unknown && !rf_is_denied(a->ai_addr))
        return a;
    if (unknown) {
        rf_throw(cx, "udp_send_to failed: %s: %s", host, gai_strerror(unknown));
        return NULL;
    }
    freeaddrinfo(a);
    rf_throw(cx, "udp_send_to failed: " RF_DENIED_TEXT);
    return NULL;
}

rf_value rf_b_udp_send_to(rf_ctx *cx, rf_value socket, rf_value data, rf_value host, rf_value port)
{
    struct addrinfo *a;
    const char      *at;
    size_t           size;
    rf_value         v;

    if (!rf_is_socket(cx, socket, &rf_udp_socket_kind, "udp_send_to requires a UDP socket"))
        return rf_null;
    if (!rf_octets(data, &at, &size))
        return RF_REFUSE(cx, "udp_send_to requires string or bytes data", data);
    if (!rf_is_string(host) || port.tag != RF_INT)
        return RF_REFUSE(cx, "udp_send_to requires a string host and an int port", host, port);
    if (port.as.i < 1 || port.as.i > 65535)
        return RF_REFUSE(cx, "udp_send_to failed: destination port must be 1-65535", port);
    a = find(cx, rf_as_string(host)->at, port.as.i);
    if (!a)
        return rf_null;
    v = send_to(cx, (rf_socket *)socket.as.o, at, size, a);
    freeaddrinfo(a);
    return v;
}

/* ---- receiving */

static rf_tried try_receive(rf_net_call *c)
{
    ssize_t n;

    c->from_size = sizeof c->from;
    n            = recvfrom(c->file, c->data, c->size, 0, (struct sockaddr *)&c->from, &c->from_size);
    if (n < 0)
        return rf_net_failed(c);
    if (n == 0 && c->from_size == 0) { /* closed meanwhile: no datagram came */
        c->error = EBADF;
        return RF_TRY_FAILED;
    }
    c->done = (size_t)n;
    return RF_TRY_DONE;
}

static rf_value received(rf_ctx *cx, const rf_net_call *c)
{
    rf_string *from = rf_address_text(cx, (const struct sockaddr *)&c->from, c->from_size);
    rf_dict   *d    = rf_dict_with(cx, rf_dict_new(cx, 4), "data", rf_text_or_bytes(cx, c->data, c->done));

    d = rf_dict_with(cx, d, "from", rf_from_object(from));
    return rf_from_object(rf_dict_with(cx, d, "size", rf_from_int((int64_t)c->done)));
}

rf_value rf_b_udp_receive_from(rf_ctx *cx, rf_value socket, rf_value size)
{
    rf_net_call c = {.who = "udp_receive_from", .attempt = try_receive, .result = received};

    if (!rf_is_socket(cx, socket, &rf_udp_socket_kind, "udp_receive_from requires a UDP socket and a size") ||
        !rf_check_size(cx, "udp_receive_from", size, &c.size))
        return rf_null;
    c.data = malloc(c.size);
    if (!c.data)
        rf_out_of_memory();
    return rf_net_start(cx, &c, socket, RF_IO_PEER, EV_READ, 0);
}

rf_value rf_b_udp_close(rf_ctx *cx, rf_value socket)
{
    if (!rf_is_socket(cx, socket, &rf_udp_socket_kind, "udp_close requires a UDP socket"))
        return rf_null;
    rf_socket_close((rf_socket *)socket.as.o);
    return rf_from_bool(true);
}
