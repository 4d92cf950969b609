#ifndef RUFF_ARRAY_H
#define RUFF_ARRAY_H

#include "ruff/string.h"

/** A Ruff array: a value, so whoever changes it must be the only owner and gets a copy when it is not.
    Its element kind is a hidden representation: the kind pointer says which member of `at` holds the
    elements. An array whose static type is array(int), array(float) or array(bool) always has that
    kind; one of static type array(any) may have any. */
struct rf_array {
    rf_object head;
    int64_t   len, room;
    union {
        rf_value *v; /* rf_values_kind */
        int64_t  *i; /* rf_ints_kind */
        double   *d; /* rf_floats_kind */
        bool     *b; /* rf_bools_kind */
        void     *any;
    } at;
};
extern const rf_kind rf_values_kind, rf_ints_kind, rf_floats_kind, rf_bools_kind;

/** A new empty array of one of the four kinds. */
rf_array *rf_array_new(rf_ctx *cx, const rf_kind *kind, int64_t room);
/** A new array of values; takes the items. */
rf_array *rf_array_of(rf_ctx *cx, RF_OWN const rf_value *items, int64_t count);
rf_array *rf_ints_of(rf_ctx *cx, const int64_t *items, int64_t count);
rf_array *rf_floats_of(rf_ctx *cx, const double *items, int64_t count);
rf_array *rf_bools_of(rf_ctx *cx, const bool *items, int64_t count);

/** An array that nobody else holds: `a` itself when it has one owner, else a copy (then `a` is released). */
RF_INLINE rf_array *rf_array_unique(rf_ctx *cx, RF_OWN rf_array *a);
rf_array *rf_array_copy(rf_ctx *cx, RF_OWN rf_array *a);

/** Appends in place when `a` has one owner and room, else to a copy. The caller goes on with the result. */
RF_INLINE rf_array *rf_ints_push(rf_ctx *cx, RF_OWN rf_array *a, int64_t item);
RF_INLINE rf_array *rf_floats_push(rf_ctx *cx, RF_OWN rf_array *a, double item);
RF_INLINE rf_array *rf_bools_push(rf_ctx *cx, RF_OWN rf_array *a, bool item);
/** `a` is known to have the kind rf_values_kind. */
RF_INLINE rf_array *rf_values_push(rf_ctx *cx, RF_OWN rf_array *a, RF_OWN rf_value item);
/** `a` may have any kind. */
rf_array *rf_array_push(rf_ctx *cx, RF_OWN rf_array *a, RF_OWN rf_value item);
/** Makes `a` unique with room for one more element. */
rf_array *rf_array_grow(rf_ctx *cx, RF_OWN rf_array *a);

/** Element i, which lies in 0 … len-1, whatever the kind; owned. */
rf_value rf_array_item(const rf_array *a, int64_t i);
/** a[i] := item on an array of any kind that is unique already, i in range; changes the kind when the
    item does not fit it. */
rf_array *rf_array_put(rf_ctx *cx, RF_OWN rf_array *a, int64_t i, RF_OWN rf_value item);
/** The same elements as kind `kind`: itself when it has that already, else a copy (all elements must
    fit; an empty array fits every kind). */
rf_array *rf_array_as(rf_ctx *cx, RF_OWN rf_array *a, const rf_kind *kind);

/* Changing methods on a typed array variable (S-23). *a always holds a valid array; the results are owned. */

/** x.pop(): the last element taken off, null when there is none. */
rf_value rf_array_pop(rf_ctx *cx, rf_array **a);
/** x.insert(i, v): "insert() index I out of bounds for array of length N" gives false. Takes item. */
bool rf_array_insert(rf_ctx *cx, rf_array **a, int64_t i, RF_OWN rf_value item);
/** x.remove(v): the first element equal to v goes, if there is one. */
void rf_array_remove(rf_ctx *cx, rf_array **a, rf_value v);
/** x.remove_at(i): the element; "remove_at() index I out of bounds for array of length N" gives null. */
rf_value rf_array_remove_at(rf_ctx *cx, rf_array **a, int64_t i);
/** x.clear(). */
void rf_array_clear(rf_ctx *cx, rf_array **a);
/** a[i] := item with i as the script wrote it (S-16); false with the error set. Takes item. */
bool rf_array_store(rf_ctx *cx, rf_array **a, int64_t i, RF_OWN rf_value item);

/** The rare cases of the four above. They take the item along, so that it need not outlive a call: a
    float that does is kept in memory, also in the loops before it. */
RF_COLD rf_array *rf_ints_push_slow(rf_ctx *cx, RF_OWN rf_array *a, int64_t item);
RF_COLD rf_array *rf_floats_push_slow(rf_ctx *cx, RF_OWN rf_array *a, double item);
RF_COLD rf_array *rf_bools_push_slow(rf_ctx *cx, RF_OWN rf_array *a, bool item);
RF_COLD rf_array *rf_values_push_slow(rf_ctx *cx, RF_OWN rf_array *a, RF_OWN rf_value item);

#if RF_BODIES
RF_INLINE rf_array *rf_array_unique(rf_ctx *cx, RF_OWN rf_array *a)
{
    return RF_LIKELY(rf_is_unique(a)) ? a : rf_array_copy(cx, a);
}

#define RF_PUSH_(name, type, member)                                                               \
    RF_INLINE rf_array *name(rf_ctx *cx, RF_OWN rf_array *a, type item)                            \
    {                                                                                              \
        if (RF_UNLIKELY(!rf_is_unique(a) || a->len == a->room))                                    \
            return name##_slow(cx, a, item);                                                       \
        a->at.member[a->len++] = item;                                                             \
        return a;                                                                                  \
    }
RF_PUSH_(rf_ints_push, int64_t, i)
RF_PUSH_(rf_floats_push, double, d)
RF_PUSH_(rf_bools_push, bool, b)
RF_PUSH_(rf_values_push, rf_value, v)
#undef RF_PUSH_
#endif

#endif
