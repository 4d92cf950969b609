#ifndef RUFF_IO_HELPERS_H
#define RUFF_IO_HELPERS_H

#include "ruff/abi.h"

/* Threads that wait in the system for others: for files, and for names of hosts. They come when they
   are needed, a few at most, and leave when there has been nothing to do for a while. */

typedef struct rf_chore {
    struct rf_chore *next;
    void (*work)(struct rf_chore *c);             /* touches no values of the script */
    void (*done)(rf_ctx *cx, struct rf_chore *c); /* counted as busy, see rf_flight_land; ends with
                                                     rf_visit_end or rf_op_end */
    bool waits; /* for something outside, perhaps for long: others get more helpers meanwhile */
} rf_chore;

/** Has a helper do it; the caller has begun a flight for it. 0, or the system's error when there is no
    thread at all: then nothing happens. */
int rf_help(rf_ctx *cx, rf_chore *c);

#endif
