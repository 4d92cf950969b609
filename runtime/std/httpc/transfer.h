#ifndef RUFF_STD_HTTPC_TRANSFER_H
#define RUFF_STD_HTTPC_TRANSFER_H

#include "std/events/events.h"

/* One request to a server and what came back, outside of the script's memory: the loop's thread may touch it
   at any time. */

/** Bytes that grow. */
typedef struct rf_pile {
    char  *at;
    size_t len, room;
} rf_pile;

typedef struct rf_fetch rf_fetch;

typedef struct rf_transfer {
    rf_fetch *of;
    void     *easy;    /* curl's, while it runs */
    void     *headers; /* of the request, a curl_slist */
    char     *url, *method, *body;
    size_t    body_size;
    long      timeout_ms; /* 0: none */
    rf_pile   got, got_headers;
    long      status;
    char     *why; /* it failed */
    char      told[256];
    int       no_file; /* the system's error when it had no socket */
    bool      stays;  /* where the address says: redirects are answers like others */
    bool      too_long, denied;
} rf_transfer;

/** Copies of the texts; `body` NULL for none. */
void rf_transfer_init(rf_transfer *t, const char *url, const char *method, const char *body, size_t body_size);
/** One more header of the request: "Name: value", copied. */
void rf_transfer_header(rf_transfer *t, const char *line);
void rf_transfer_free(rf_transfer *t);

/** On the loop: begins it; rf_transfer_done is called when it has ended, perhaps at once. */
void rf_transfer_begin(rf_ctx *cx, rf_transfer *t);
/** On the loop: ends it without a call. Harmless when it has ended. */
void rf_transfer_abort(rf_ctx *cx, rf_transfer *t);
/** fetch.c: it has an answer, or `why`. */
void rf_transfer_done(rf_ctx *cx, rf_transfer *t);

#endif
