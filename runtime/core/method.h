#ifndef RUFF_CORE_METHOD_H
#define RUFF_CORE_METHOD_H

#include "core/native.h"
#include "ruff/closure.h"

/** x.name(args) for the changing methods of S-23. False: `name` is none for this receiver; else
    *out is the owned result, or the error is set. */
bool rf_change(rf_ctx *cx, rf_value *place, const rf_string *name, const rf_value *args,
               uint32_t count, rf_value *out);

/** The count of a native's arguments is checked: "NAME expects N arguments, got M"; false when
    thrown. */
bool rf_check_arity(rf_ctx *cx, const rf_function *f, uint32_t count);

#endif
