#ifndef RUFF_CORE_SHARE_H
#define RUFF_CORE_SHARE_H

#include "ruff/rc.h"

/* Crossing to another thread (C-1) for kinds that make copies of themselves. While one rf_cross
   runs, what has been copied is remembered, so that closures which share a variable, or hold
   themselves, come out as they went in. */

/** The copy made of `o` in this crossing, owned once more; NULL when there is none yet. */
rf_object *rf_crossed(rf_ctx *cx, rf_object *o);
/** Remembers a copy; to be called before what `o` holds is crossed. */
void rf_crossed_as(rf_ctx *cx, rf_object *o, rf_object *copy);
/** Calls then(cx, o) when the present crossing has made all its copies: a copy that is marked as shared
    before it is complete would stay half marked. `o` is kept alive by who holds it now. */
void rf_cross_then(rf_ctx *cx, void (*then)(rf_ctx *cx, rf_object *o), rf_object *o);
/** True when v is or holds a closure, generator or cell: then its data must be copied, too. */
bool rf_holds_code(rf_ctx *cx, rf_value v);

#endif
