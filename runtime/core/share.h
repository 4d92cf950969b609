#ifndef RUFF_CORE_SHARE_H
#define RUFF_CORE_SHARE_H

#include "core/cycle.h"

/* Crossing to another thread (C-1) for kinds that make copies of themselves. While one rf_cross
   runs, what has been copied is remembered, so that closures which share a variable, or hold
   themselves, come out as they went in. */

/** The copy made of `o` in this crossing, owned once more; NULL when there is none yet. */
rf_object *rf_crossed(rf_ctx *cx, rf_object *o);
/** Remembers a copy; to be called before what `o` holds is crossed. */
void rf_crossed_as(rf_ctx *cx, rf_object *o, rf_object *copy);
/** A generator takes copies of its own: until rf_crossed_exchange puts the memory of the crossing back,
    what has been copied is forgotten. */
typedef struct rf_crossings {
    struct rf_crossing *at;
    size_t              count, room;
} rf_crossings;
void rf_crossed_exchange(rf_ctx *cx, rf_crossings *other);
void rf_crossings_end(rf_crossings *c);
/** Calls then(cx, o) when the present crossing has made all its copies: a copy that is marked as shared
    before it is complete would stay half marked. `o` is kept alive by who holds it now. */
void rf_cross_then(rf_ctx *cx, void (*then)(rf_ctx *cx, rf_object *o), rf_object *o);
/** rf_cross for a message: closures take the globals that they name along, too. A spawn block has copies
    of all globals; what rf_cross gives it uses those. */
rf_value rf_cross_away(rf_ctx *cx, rf_value v);
/** Until rf_crossing_end what is crossed belongs together, as if it lay in one value. Nothing of it may be
    seen by another thread before. */
void rf_crossing_begin(rf_ctx *cx);
/** Fresh unshared cells are handed to a party that has not begun; it alone sees them. */
void rf_crossing_end(rf_ctx *cx, rf_cell_list *to);
/** Whether closures take globals along in this crossing; the setter answers what was set. */
bool rf_is_crossing_along(const rf_ctx *cx);
bool rf_crossing_along(rf_ctx *cx, bool along);
/** Whether a generator is taking copies: those that it drives take the same. Answers what was set. */
bool rf_crossing_within(rf_ctx *cx, bool within);
/** True when v is or holds a closure, generator or cell: then its data must be copied, too. */
bool rf_holds_code(rf_ctx *cx, rf_value v);

#endif
