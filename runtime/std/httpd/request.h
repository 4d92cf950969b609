#ifndef RUFF_STD_HTTPD_REQUEST_H
#define RUFF_STD_HTTPD_REQUEST_H

#include "ruff/dict.h"

struct evhttp_request;

/** What stands in the first line of a request; borrowed from it. */
typedef struct rf_target {
    const char *method;
    const char *raw; /* the path with what is behind it */
    size_t      path_size;
    const char *query; /* behind the question mark, or "" */
} rf_target;

void rf_target_of(struct evhttp_request *r, rf_target *t);
/** The request as handlers see it; takes params. */
rf_value rf_request_value(rf_ctx *cx, struct evhttp_request *r, const rf_target *t, RF_OWN rf_dict *params);

#endif
