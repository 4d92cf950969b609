#ifndef RUFF_STD_HTTPD_SERVER_H
#define RUFF_STD_HTTPD_SERVER_H

#include "ruff/array.h"
#include "ruff/dict.h"

/** A server as scripts hold it: immutable; route() makes another one. */
typedef struct rf_server {
    rf_object  head;
    rf_string *host;
    int64_t    port;
    rf_array  *routes; /* of values: method, path, handler, method … */
} rf_server;

/** The handler for a request, borrowed, with what the names of its path stand for in *params (owned);
    RF_ABSENT: there is none. Exact paths come before those with names. */
rf_value rf_find_route(rf_ctx *cx, const rf_server *s, const char *method, const char *path,
                       size_t path_size, rf_dict **params);

/** Takes requests until the party that calls is cancelled; throws when it cannot begin. */
rf_value rf_server_listen(rf_ctx *cx, rf_server *s);

#endif
