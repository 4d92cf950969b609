#ifndef RUFF_STD_NET_SOCKET_H
#define RUFF_STD_NET_SOCKET_H

#include "ruff/value.h"
#include "gen/lock.h"
#include "std/events/address.h"

/* Sockets as handles of the script. Their files never block: who must wait does so through the loop of
   events. Closing one ends the waits on it; the file itself is given back when none is left. */

typedef struct rf_socket {
    rf_object head;
    rf_lock   lock;
    int       file;     /* -1: closed */
    uint32_t  users;    /* calls and waits that use the file now */
    bool      closing;  /* the last user closes it */
    bool      throws;   /* tcp_set_nonblocking: what cannot be done at once fails */
} rf_socket;
extern const rf_kind rf_tcp_listener_kind, rf_tcp_stream_kind, rf_udp_socket_kind;

/** A handle for the file, which becomes non-blocking. */
rf_value rf_socket_new(rf_ctx *cx, const rf_kind *kind, int file);
/** A socket that is bound to the address (and listens, if it is a stream), named in errors by the words. */
typedef struct rf_bind_words {
    const char *who, *what; /* "tcp_listen", "TCP listener" */
} rf_bind_words;
rf_value rf_socket_bound(rf_ctx *cx, const rf_kind *kind, int type, const rf_bind_words *words, rf_value host,
                         rf_value port);
/** True when v is of that kind; else `text` is thrown, or v when it is an Error. */
bool rf_is_socket(rf_ctx *cx, rf_value v, const rf_kind *kind, const char *text);

/** The file, for use until rf_socket_leave; -1 when it is closed. */
int  rf_socket_enter(rf_socket *s);
void rf_socket_leave(rf_socket *s);
/** No further use; waits end. */
void rf_socket_close(rf_socket *s);

/** Throws "BEGIN: REASON (os error N)". */
RF_COLD void rf_throw_system(rf_ctx *cx, const char *begin, int error);
RF_COLD void rf_throw_closed(rf_ctx *cx, const char *who);

/** "127.0.0.1:80", "[::1]:80". */
rf_string *rf_address_text(rf_ctx *cx, const struct sockaddr *a, socklen_t size);
/** A number of bytes to be received: false, and "NAME size must be …" thrown, when it is none. */
bool rf_check_size(rf_ctx *cx, const char *who, rf_value n, size_t *size);
/** Text when it is UTF-8, else bytes. */
rf_value rf_text_or_bytes(rf_ctx *cx, const char *at, size_t size);
/** The bytes of a string or of bytes; false: it is neither. */
bool rf_octets(rf_value v, const char **at, size_t *size);

#endif
