#ifndef RUFF_STD_HTTPD_EXCHANGE_H
#define RUFF_STD_HTTPD_EXCHANGE_H

#include "std/events/events.h"
#include "std/httpd/server.h"

struct evhttp_request;
typedef struct rf_exchange rf_exchange;

/** A server that listens. */
typedef struct rf_listening {
    rf_event_op    base;
    rf_server     *server; /* counted */
    rf_world      *world;  /* whose globals the handlers see; counted */
    int            file;   /* the socket, until libevent has it */
    struct evhttp *http;
    void          *listener, *pause; /* of libevent */
    rf_ctx        *cx;               /* of the loop's thread */
    struct rf_listening *next;       /* in the list of all */
    rf_exchange   *open;             /* exchanges whose requests libevent still has */
} rf_listening;

/** A request has come: starts its handler, or answers it at once. On the loop. */
void rf_exchange_begin(rf_listening *l, struct evhttp_request *r);
/** The server goes: its requests are no longer there to be answered. On the loop. */
void rf_exchanges_forget(rf_listening *l);

#endif
