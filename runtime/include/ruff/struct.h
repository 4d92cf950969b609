#ifndef RUFF_STRUCT_H
#define RUFF_STRUCT_H

#include "ruff/closure.h"

/** How a field is held in the C struct that the compiler emits for a Ruff struct. */
typedef enum rf_rep { RF_REP_VALUE, RF_REP_INT, RF_REP_FLOAT, RF_REP_BOOL, RF_REP_OBJECT } rf_rep;

typedef struct rf_struct_field {
    rf_string *name;
    uint32_t   offset; /* in the C struct */
    rf_rep     rep;    /* only RF_REP_VALUE fields can be absent (RF_ABSENT, S-34) */
} rf_struct_field;

typedef struct rf_struct_method {
    const char        *name;
    const rf_function *function;
    bool               has_self; /* args[0] is the receiver; without self it is passed all the same */
    rf_rep             unused;
} rf_struct_method;

/** The sort of a struct's instances: one static object per Ruff struct, emitted. The fields stand in
    code-point order of their names, as they print. An instance is an rf_object followed by the fields.
   A first field named "" (RF_REP_VALUE, absent or a dict) holds the fields that the declaration does not
   name (S-35, S-36): an undeclared struct has only that one. Without it, a new field is refused. */
typedef struct rf_struct_type {
    rf_kind                 kind; /* first: instances point here. Filled with the rf_struct_* functions */
    const char             *name;
    uint32_t                size; /* of an instance, head included */
    uint32_t                field_count, method_count;
    const rf_struct_field  *fields;
    const rf_struct_method *methods;
} rf_struct_type;

/** The functions of the kind. */
void       rf_struct_destroy(rf_ctx *cx, rf_object *o);
void       rf_struct_share(rf_ctx *cx, rf_object *o);
rf_value   rf_struct_cross(rf_ctx *cx, rf_object *o);
rf_object *rf_struct_copy(rf_ctx *cx, rf_object *o);
bool       rf_struct_equal(rf_ctx *cx, rf_object *a, rf_object *b);
void       rf_struct_print(rf_text *out, rf_object *o);
#define RF_STRUCT_KIND RF_STRUCT_KIND_OF(rf_struct_destroy)
/** With a function of its own that releases the fields and the memory. */
#define RF_STRUCT_KIND_OF(destroy)                                                                 \
    {RF_K_STRUCT, "struct", destroy, rf_struct_share, rf_struct_cross, rf_struct_copy,             \
     rf_struct_equal, rf_struct_print, NULL, NULL, NULL, NULL, NULL}

/** A new instance: values absent, numbers 0, objects NULL. */
void *rf_struct_new(rf_ctx *cx, const rf_struct_type *t);
/** An instance that nobody else holds: `s` itself when it has one owner, else a copy. */
RF_INLINE void *rf_struct_unique(rf_ctx *cx, RF_OWN void *s);
void *rf_struct_copy_owned(rf_ctx *cx, RF_OWN void *s);

const rf_struct_field  *rf_struct_find_field(const rf_struct_type *t, const rf_string *name);
const rf_struct_method *rf_struct_find_method(const rf_struct_type *t, const char *name);
/** "Field not found: NAME". */
RF_COLD void rf_throw_no_field(rf_ctx *cx, const rf_string *name);

/** The struct's name used as a value (type() is "structdef"). */
typedef struct rf_structdef {
    rf_object             head;
    const rf_struct_type *type;
} rf_structdef;
extern const rf_kind rf_structdef_kind;

#if RF_BODIES
RF_INLINE void *rf_struct_unique(rf_ctx *cx, RF_OWN void *s)
{
    return RF_LIKELY(rf_is_unique(s)) ? s : rf_struct_copy_owned(cx, s);
}
#endif

#endif
