#ifndef RUFF_STD_HTTPD_RESPONSE_H
#define RUFF_STD_HTTPD_RESPONSE_H

#include "ruff/array.h"

/** An answer of a server: immutable. */
typedef struct rf_response {
    rf_object  head;
    int64_t    status;
    rf_string *body;
    rf_array  *headers; /* of values: name, value, name, value … strings */
} rf_response;
extern const rf_kind rf_response_kind;

static inline bool rf_is_response(rf_value v)
{
    return v.tag == RF_OBJECT && v.as.o->kind == &rf_response_kind;
}

#endif
