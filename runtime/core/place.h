#ifndef RUFF_CORE_PLACE_H
#define RUFF_CORE_PLACE_H

#include "ruff/value.h"

/** Puts an object where the one stood that a changing function has just taken over: *place, and the
    unboxed field behind it if there is one. Releases nothing. */
void rf_place_moved(rf_ctx *cx, rf_value *place, void *o);

#endif
