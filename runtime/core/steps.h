#ifndef RUFF_CORE_STEPS_H
#define RUFF_CORE_STEPS_H

#include "ruff/rc.h"

/* A step is the time in which a shared variable is open (rf_cell_open). Emitted code that knows
   types stores into arrays and structs by itself; what it stored is marked as shared at the end of
   the step. */

/** True while a shared variable is open in this thread. */
bool rf_in_step(rf_ctx *cx);
/** An array or struct is about to be changed by emitted code: its elements from number `from` on
   will be marked at the end of the step. Nothing happens outside of steps and for objects of one
   thread. */
void rf_touch(rf_ctx *cx, rf_object *o, int64_t from);
/** A touched object goes away. */
void rf_untouch(rf_ctx *cx, const rf_object *o);
/** The end of a step, before the variable is unlocked. */
void rf_step_end(rf_ctx *cx);

#endif
