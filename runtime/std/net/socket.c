/* Sockets: handles, addresses, and what the calls on them share. See socket.h. */

#include "std/net/socket.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "core/heap.h"
#include "core/lib.h"

/* ---- the handle */

rf_value rf_socket_new(rf_ctx *cx, const rf_kind *kind, int file)
{
    rf_socket *s = rf_object_new(cx, sizeof *s, kind);

    fcntl(file, F_SETFL, fcntl(file, F_GETFL) | O_NONBLOCK);
    *s      = (rf_socket){.head = s->head, .file = file};
    return rf_from_object(s);
}

rf_value rf_socket_bound(rf_ctx *cx, const rf_kind *kind, int type, const rf_bind_words *words, rf_value host,
                         rf_value port)
{
    char        text[80];
    rf_string  *begin;
    int         unknown, s;

    snprintf(text, sizeof text, "%s requires (string_host, int_port) arguments", words->who);
    if (!rf_is_string(host) || port.tag != RF_INT)
        return RF_REFUSE(cx, text, host, port);
    snprintf(text, sizeof text, "%s port must be 0-65535", words->who);
    if (port.as.i < 0 || port.as.i > 65535)
        return RF_REFUSE(cx, text, port);
    s = rf_bind_socket(rf_as_string(host)->at, port.as.i, type, &unknown);
    if (s >= 0)
        return rf_socket_new(cx, kind, s);
    begin = rf_string_format(cx, "Failed to bind %s on '%s:%lld'", words->what, rf_as_string(host)->at,
                             (long long)port.as.i);
    if (unknown)
        rf_throw(cx, "%s: %s", begin->at, gai_strerror(unknown));
    else
        rf_throw_system(cx, begin->at, errno);
    rf_release_object(cx, begin);
    return rf_null;
}

bool rf_is_socket(rf_ctx *cx, rf_value v, const rf_kind *kind, const char *text)
{
    if (v.tag == RF_OBJECT && v.as.o->kind == kind)
        return true;
    RF_REFUSE(cx, text, v);
    return false;
}

int rf_socket_enter(rf_socket *s)
{
    int file;

    rf_lock_take(&s->lock);
    file = s->closing ? -1 : s->file;
    s->users += file >= 0;
    rf_lock_give(&s->lock);
    return file;
}

void rf_socket_leave(rf_socket *s)
{
    int file = -1;

    rf_lock_take(&s->lock);
    if (--s->users == 0 && s->closing) {
        file    = s->file;
        s->file = -1;
    }
    rf_lock_give(&s->lock);
    if (file >= 0)
        close(file);
}

void rf_socket_close(rf_socket *s)
{
    int file = rf_socket_enter(s);

    if (file < 0)
        return;
    rf_lock_take(&s->lock);
    __atomic_store_n(&s->closing, true, __ATOMIC_RELAXED);
    if (s->users > 1)
        shutdown(file, SHUT_RDWR); /* wakes those who wait */
    rf_lock_give(&s->lock);
    rf_socket_leave(s);
}

static void destroy(rf_ctx *cx, rf_object *o)
{
    rf_socket *s = (rf_socket *)o;

    if (s->file >= 0)
        close(s->file);
    rf_object_free(cx, s, sizeof *s);
}

#define SOCKET_KIND(name)                                                                          \
    {                                                                                              \
        .id = RF_K_OTHER, .type_name = (name), .destroy = destroy                                  \
    }
const rf_kind rf_tcp_listener_kind = SOCKET_KIND("tcplistener");
const rf_kind rf_tcp_stream_kind   = SOCKET_KIND("tcpstream");
const rf_kind rf_udp_socket_kind   = SOCKET_KIND("udpsocket");

/* ---- errors */

void rf_throw_system(rf_ctx *cx, const char *begin, int error)
{
    rf_throw(cx, "%s: %s (os error %d)", begin, strerror(error), error);
}

void rf_throw_closed(rf_ctx *cx, const char *who)
{
    rf_throw(cx, "%s failed: the socket is closed", who);
}

/* ---- addresses */

rf_string *rf_address_text(rf_ctx *cx, const struct sockaddr *a, socklen_t size)
{
    char host[64] = "?", service[16] = "0";

    getnameinfo(a, size, host, sizeof host, service, sizeof service, NI_NUMERICHOST | NI_NUMERICSERV);
    return rf_string_format(cx, strchr(host, ':') ? "[%s]:%s" : "%s:%s", host, service);
}

/* ---- data */

bool rf_check_size(rf_ctx *cx, const char *who, rf_value n, size_t *size)
{
    enum { MOST = 8 << 20 };
    int64_t wanted;

    if (!rf_is_number(n)) {
        if (!rf_throw_if_error(cx, n))
            rf_throw(cx, "%s requires a socket and a size", who);
        return false;
    }
    wanted = rf_number_int(n);
    if (wanted <= 0)
        rf_throw(cx, "%s size must be positive", who);
    else if (wanted > MOST)
        rf_throw(cx, "%s size must be at most %d bytes", who, MOST);
    *size = (size_t)wanted;
    return wanted > 0 && wanted <= MOST;
}

rf_value rf_text_or_bytes(rf_ctx *cx, const char *at, size_t size)
{
    if (rf_utf8_valid(at, (int64_t)size) == (int64_t)size)
        return rf_from_object(rf_string_new(cx, at, (int64_t)size));
    return rf_from_object(rf_bytes_new(cx, at, (int64_t)size));
}

bool rf_octets(rf_value v, const char **at, size_t *size)
{
    if (rf_is_string(v)) {
        *at   = rf_as_string(v)->at;
        *size = (size_t)rf_as_string(v)->bytes;
        return true;
    }
    if (!rf_is(v, RF_K_BYTES))
        return false;
    *at   = (const char *)((rf_bytes *)v.as.o)->at;
    *size = (size_t)((rf_bytes *)v.as.o)->len;
    return true;
}
