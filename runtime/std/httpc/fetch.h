#ifndef RUFF_STD_HTTPC_FETCH_H
#define RUFF_STD_HTTPC_FETCH_H

#include "std/httpc/transfer.h"

/* A promise of what one transfer or several bring. */

typedef enum rf_gives {
    RF_GIVES_PAGE,    /* dict of status and body */
    RF_GIVES_ANSWER,  /* with headers */
    RF_GIVES_BYTES,   /* the body */
    RF_GIVES_GOOD,    /* the body; a status that is not 2xx is a failure */
    RF_GIVES_OTHER,   /* what `make` makes of it */
    RF_GIVES_RESULT,  /* Ok(dict) or Err(text) */
    RF_GIVES_ALL      /* an array of pages and Errors */
} rf_gives;

struct rf_fetch {
    rf_event_op  base;
    rf_gives    gives;
    const char *prefix; /* of errors: "HTTP GET failed" */
    rf_value (*make)(rf_ctx *cx, const rf_transfer *t); /* owned; null with an error thrown */
    uint32_t    count, left;
    rf_transfer transfers[];
};

/** A fetch of `count` transfers, which the caller sets before rf_fetch_start. */
rf_fetch *rf_fetch_new(rf_ctx *cx, rf_gives gives, const char *prefix, uint32_t count);
/** Begins them all: the promise, owned. */
rf_value rf_fetch_start(rf_ctx *cx, rf_fetch *f);

#endif
