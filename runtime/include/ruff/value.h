#ifndef RUFF_VALUE_H
#define RUFF_VALUE_H

#include "ruff/rc.h"

/* Making, testing and comparing dynamic values. "any" operations check types at run time and throw the
   texts of reference/semantics.md. */

#define rf_null       ((rf_value){RF_NULL, {0}})
#define rf_absent     ((rf_value){RF_ABSENT, {0}})
#define rf_from_bool(x) ((rf_value){RF_BOOL, {.i = (x)}})
#define rf_from_int(x)  ((rf_value){RF_INT, {.i = (x)}})
#define rf_from_float(x) ((rf_value){RF_FLOAT, {.d = (x)}})
#define rf_from_object(x) ((rf_value){RF_OBJECT, {.o = (rf_object *)(x)}})

/** True when v is an object of that sort. */
RF_INLINE bool rf_is(rf_value v, rf_kind_id id);
/** S-3, errors aside: Error values must be thrown first, see rf_condition. */
RF_INLINE bool rf_truth(rf_value v);
/** Out of line part of rf_truth: empty string, array, dict. */
bool rf_truth_object(const rf_object *o);
/** Truth of a condition; an Error value throws itself (C-61) and gives false. */
RF_INLINE bool rf_condition(rf_ctx *cx, rf_value v);
bool rf_condition_object(rf_ctx *cx, rf_object *o);

/** S-28. Never throws. */
bool rf_equal(rf_ctx *cx, rf_value a, rf_value b);
/** S-9. */
bool rf_float_equal(double a, double b);

/** The text of type() for v: "int", "array", … (S-1). */
const char *rf_type_name(rf_value v);

/* Binary operators on any two values; struct hooks (S-41) included. Borrow both, own the result. */
RF_INLINE rf_value rf_add(rf_ctx *cx, rf_value a, rf_value b);
RF_INLINE rf_value rf_sub(rf_ctx *cx, rf_value a, rf_value b);
RF_INLINE rf_value rf_mul(rf_ctx *cx, rf_value a, rf_value b);
RF_INLINE rf_value rf_div(rf_ctx *cx, rf_value a, rf_value b);
RF_INLINE rf_value rf_mod(rf_ctx *cx, rf_value a, rf_value b);
rf_value rf_add_slow(rf_ctx *cx, rf_value a, rf_value b);
rf_value rf_sub_slow(rf_ctx *cx, rf_value a, rf_value b);
rf_value rf_mul_slow(rf_ctx *cx, rf_value a, rf_value b);
rf_value rf_div_slow(rf_ctx *cx, rf_value a, rf_value b);
rf_value rf_mod_slow(rf_ctx *cx, rf_value a, rf_value b);
/** `==` and `!=` as operators: hooks of a struct on the left, then S-28. May throw through a hook. */
RF_INLINE bool rf_eq(rf_ctx *cx, rf_value a, rf_value b);
RF_INLINE bool rf_ne(rf_ctx *cx, rf_value a, rf_value b);
/** Order (S-29); false with the error set when the operands have none. */
RF_INLINE bool rf_lt(rf_ctx *cx, rf_value a, rf_value b);
RF_INLINE bool rf_le(rf_ctx *cx, rf_value a, rf_value b);
RF_INLINE bool rf_gt(rf_ctx *cx, rf_value a, rf_value b);
RF_INLINE bool rf_ge(rf_ctx *cx, rf_value a, rf_value b);
bool rf_eq_slow(rf_ctx *cx, rf_value a, rf_value b);
bool rf_ne_slow(rf_ctx *cx, rf_value a, rf_value b);
bool rf_lt_slow(rf_ctx *cx, rf_value a, rf_value b);
bool rf_le_slow(rf_ctx *cx, rf_value a, rf_value b);
bool rf_gt_slow(rf_ctx *cx, rf_value a, rf_value b);
bool rf_ge_slow(rf_ctx *cx, rf_value a, rf_value b);
rf_value rf_neg(rf_ctx *cx, rf_value a);
rf_value rf_not(rf_ctx *cx, rf_value a);

/** x[i] on any value (S-12, S-16 … S-18). */
rf_value rf_index(rf_ctx *cx, rf_value x, rf_value i);
/** x.name on any value: struct field, dict key (S-20), Error field, handle field (`g.done`). */
rf_value rf_field(rf_ctx *cx, rf_value x, const rf_string *name);
/** x?.name (S-45). */
rf_value rf_field_optional(rf_ctx *cx, rf_value x, const rf_string *name);

/** A place is a value in a variable, element or field. These make everything on the way unique and give
    the address of the part, valid until anything else is changed; NULL with the error set.
    `store` says that the part will be overwritten: a missing dict key or field is then added (as
    RF_ABSENT) instead of thrown. */
rf_value *rf_place_index(rf_ctx *cx, rf_value *place, rf_value i, bool store);
rf_value *rf_place_field(rf_ctx *cx, rf_value *place, const rf_string *name, bool store);
/** *place := v; takes v, releases what was there. */
void rf_place_set(rf_ctx *cx, rf_value *place, RF_OWN rf_value v);
/** place[i] := v and place.name := v where the element may be stored unboxed. False with the error set;
    v is released then. */
bool rf_store_index(rf_ctx *cx, rf_value *place, rf_value i, RF_OWN rf_value v);
bool rf_store_field(rf_ctx *cx, rf_value *place, const rf_string *name, RF_OWN rf_value v);

/** x.name(args) on any value: struct method or field function, dict method or stored function, library
    method of the receiver's kind, handle method (S-22, S-40). `place` is the variable, element or field
    for the changing methods (S-23), or the address of a temporary. Arguments are borrowed. */
rf_value rf_method(rf_ctx *cx, rf_value *place, const rf_string *name, const rf_value *args, uint32_t count);
/** x?.name(args): the compiler has tested for null already; kept apart for the texts of errors only. */

/** Throws "Unknown method: NAME". */
RF_COLD void rf_throw_no_method(rf_ctx *cx, rf_value receiver, const rf_string *name);

/** Calls a function value: arity is checked, the arguments are borrowed, the result is owned. */
rf_value rf_call(rf_ctx *cx, rf_value callee, const rf_value *args, uint32_t count);

/** What print shows (S-27), as a string. */
rf_string *rf_to_string(rf_ctx *cx, rf_value v);
/** Joins what print shows of each value: interpolation. */
rf_string *rf_interpolate(rf_ctx *cx, const rf_value *parts, uint32_t count);

#if RF_BODIES
RF_INLINE bool rf_is(rf_value v, rf_kind_id id)
{
    return v.tag == RF_OBJECT && v.as.o->kind->id == id;
}

RF_INLINE bool rf_truth(rf_value v)
{
    switch (v.tag) {
    case RF_BOOL:
    case RF_INT:
        return v.as.i != 0;
    case RF_FLOAT:
        return v.as.d != 0;
    case RF_OBJECT:
        return rf_truth_object(v.as.o);
    default:
        return false;
    }
}

RF_INLINE bool rf_condition(rf_ctx *cx, rf_value v)
{
    return v.tag == RF_OBJECT ? rf_condition_object(cx, v.as.o) : rf_truth(v);
}

#define RF_ARITHMETIC_(name, sign)                                                                 \
    RF_INLINE rf_value rf_##name(rf_ctx *cx, rf_value a, rf_value b)                               \
    {                                                                                              \
        int64_t r_;                                                                                \
        if (RF_LIKELY(a.tag == RF_INT && b.tag == RF_INT) &&                                       \
            RF_LIKELY(!__builtin_##name##_overflow(a.as.i, b.as.i, &r_)))                          \
            return rf_from_int(r_);                                                                \
        if (a.tag == RF_FLOAT && b.tag == RF_FLOAT)                                                \
            return rf_from_float(a.as.d sign b.as.d);                                              \
        return rf_##name##_slow(cx, a, b);                                                         \
    }
RF_ARITHMETIC_(add, +)
RF_ARITHMETIC_(sub, -)
RF_ARITHMETIC_(mul, *)
#undef RF_ARITHMETIC_

#define RF_COMPARISON_(name, sign)                                                                 \
    RF_INLINE bool rf_##name(rf_ctx *cx, rf_value a, rf_value b)                                   \
    {                                                                                              \
        if (RF_LIKELY(a.tag == RF_INT && b.tag == RF_INT))                                         \
            return a.as.i sign b.as.i;                                                             \
        return rf_##name##_slow(cx, a, b);                                                         \
    }
RF_COMPARISON_(eq, ==)
RF_COMPARISON_(ne, !=)
RF_COMPARISON_(lt, <)
RF_COMPARISON_(le, <=)
RF_COMPARISON_(gt, >)
RF_COMPARISON_(ge, >=)
#undef RF_COMPARISON_

RF_INLINE rf_value rf_div(rf_ctx *cx, rf_value a, rf_value b)
{
    if (RF_LIKELY(a.tag == RF_INT && b.tag == RF_INT && b.as.i > 0))
        return rf_from_int(a.as.i / b.as.i);
    return rf_div_slow(cx, a, b);
}

RF_INLINE rf_value rf_mod(rf_ctx *cx, rf_value a, rf_value b)
{
    if (RF_LIKELY(a.tag == RF_INT && b.tag == RF_INT && b.as.i > 0))
        return rf_from_int(a.as.i % b.as.i);
    return rf_mod_slow(cx, a, b);
}
#endif

#endif
