#ifndef RUFF_CORE_STRUCT_OPS_H
#define RUFF_CORE_STRUCT_OPS_H

#include "ruff/dict.h"
#include "ruff/struct.h"

/** What a field holds, boxed; RF_ABSENT when there is nothing. */
RF_BORROWED rf_value rf_struct_peek(const rf_object *o, const rf_struct_field *f);
/** Stores into a field of an instance that may be changed; takes v. False with the error set when
    the field cannot hold such a value. */
bool rf_struct_poke(rf_ctx *cx, rf_object *o, const rf_struct_field *f, RF_OWN rf_value v);
/** As rf_struct_unique, for callers that go on with functions of the runtime only (see steps.h). */
rf_object *rf_struct_own(rf_ctx *cx, RF_OWN rf_object *s);
/** Writes an unboxed part at `home` without releasing what was there. */
void rf_part_write(void *home, rf_rep rep, rf_value v);
/** The place that holds the dict of undeclared fields, NULL when the struct takes none. */
rf_value *rf_struct_extra(const rf_object *o);
/** o.name, declared or not; RF_ABSENT when there is nothing. */
RF_BORROWED rf_value rf_struct_look(const rf_object *o, const rf_string *name);
/** The same for a C string. */
RF_BORROWED rf_value rf_struct_look_text(const rf_object *o, const char *name);
/** Calls a method on a receiver; the count is checked. */
rf_value rf_struct_call(rf_ctx *cx, const rf_struct_method *m, rf_value self, const rf_value *args,
                        uint32_t count);

static inline const rf_struct_type *rf_struct_type_of(const rf_object *o)
{
    return (const rf_struct_type *)o->kind;
}

#endif
