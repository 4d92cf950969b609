#ifndef RUFF_ITERATE_H
#define RUFF_ITERATE_H

#include "ruff/dict.h"

/** A loop over any value (S-67, S-24): a snapshot of the iterable and how far the loop is. Lives in the C
    frame or in a generator's frame. */
typedef struct rf_loop {
    rf_value over; /* owned: keeps the snapshot alive */
    int64_t  at, end;
} rf_loop;

/** Starts a loop; false with "Cannot iterate over non-iterable type: T" thrown. Borrows v. */
bool rf_loop_start(rf_ctx *cx, rf_loop *l, rf_value v);
/** The next element, owned, in *item. False at the end, or with the error set when a generator failed. A
    channel waits here (C-26), blocking the thread. */
bool rf_loop_next(rf_ctx *cx, rf_loop *l, rf_value *item);
/** Ends a loop early or late; harmless twice. Never disturbs a pending error. */
void rf_loop_end(rf_ctx *cx, rf_loop *l);

#endif
