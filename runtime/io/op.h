#ifndef RUFF_IO_OP_H
#define RUFF_IO_OP_H

#include "task/block.h"
#include "task/promise.h"

/* Operations that the system carries out while nobody waits on a thread for them: promises that a
   helper (io/helpers.h) or the thread of the network (std/events) settles.

   An operation under way counts as busy, or in `listening` when it waits for a new peer (C-16). Who
   carries it out touches values of the script only between rf_op_back and rf_op_end. */

/** A pending promise of `size` bytes, an rf_op first, zeroed behind it; under way from here on. One count is
    the caller's, one is taken by rf_op_end. */
void *rf_op_new(rf_ctx *cx, size_t size, rf_io waits_for);

/** The thread that has carried it out is about to make the result. */
void rf_op_back(rf_ctx *cx, rf_op *op);
/** Settles the promise, unless it was cancelled; the operation is no longer under way. Takes the value. */
void rf_op_end(rf_ctx *cx, rf_op *op, rf_settled how, RF_OWN rf_value v);
/** rf_op_end with the pending error of the context. */
void rf_op_end_thrown(rf_ctx *cx, rf_op *op);
/** An operation that could not be begun: its promise is rejected with this text. For the thread that
    called rf_op_new. Answers the caller's count. */
rf_value rf_op_refuse(rf_ctx *cx, rf_op *op, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/** Something of the program is under way in the system: from rf_flight_begin until a thread calls
    rf_flight_land; that thread works on values, counted as busy, until its rf_visit_end. */
void rf_flight_begin(rf_ctx *cx);
void rf_flight_land(rf_ctx *cx);
/** A thread that is not counted begins to work on values, until rf_visit_end. */
void rf_guest_begin(rf_ctx *cx);
void rf_visit_end(rf_ctx *cx);

#endif
