#ifndef RUFF_TYPED_H
#define RUFF_TYPED_H

#include "ruff/cell.h"
#include "ruff/closure.h"
#include "ruff/dict.h"
#include "ruff/error.h"
#include "ruff/int.h"
#include "ruff/struct.h"
#include "ruff/tagged.h"

/* What emitted code does with values whose type the compiler knows. Containers passed as plain pointers are
   unique already (rf_array_unique, rf_dict_unique) and are changed in place. */

/** The value and none any more: for an operand whose variable gives its count away. */
#define rf_take(x)        ({ rf_value took_ = (x); (x) = rf_null; took_; })
#define rf_take_object(x) ({ __typeof__(x) took_ = (x); (x) = NULL; took_; })
/** x := v; the old value goes last. */
#define rf_set(cx, x, v)                                                                           \
    do {                                                                                           \
        rf_value new_ = (v), old_ = (x); /* v may take x: it comes first */                        \
        (x) = new_;                                                                                \
        rf_release(cx, old_);                                                                      \
    } while (0)
#define rf_set_object(cx, x, v)                                                                    \
    do {                                                                                           \
        __typeof__(x) new_ = (v), old_ = (x);                                                      \
        (x) = new_;                                                                                \
        rf_release_object(cx, old_);                                                               \
    } while (0)
/** The end of a variable's scope. */
#define rf_clear(cx, x)        do { rf_value old_ = (x); (x) = rf_null; rf_release(cx, old_); } while (0)
#define rf_clear_object(cx, x) do { void *old_ = (x); (x) = NULL; rf_release_object(cx, old_); } while (0)

/** The same object, owned once more. NULL is allowed. */
RF_INLINE void *rf_keep(void *o);
/** *place := v. */
RF_INLINE void rf_assign(rf_ctx *cx, rf_value *place, RF_OWN rf_value v);

/** The array, dict or struct at *place for its only owner: a copy stands there first when it has
    another one. */
RF_INLINE void *rf_array_unique_at(rf_ctx *cx, rf_value *place);
RF_INLINE void *rf_dict_unique_at(rf_ctx *cx, rf_value *place);
RF_INLINE void *rf_struct_unique_at(rf_ctx *cx, rf_value *place);

/** An empty container made before its elements were known, as the type `letters` says: a array, d dict, then
    i f b for elements held unboxed, v for others. Anything else is left as it is. */
rf_value rf_retype(rf_ctx *cx, RF_OWN rf_value v, const char *letters);

/* arrays */
/** An index that is known to be one only now: throws "Invalid index operation", "Invalid index assignment". */
int64_t  rf_index_of(rf_ctx *cx, rf_value i);
int64_t  rf_index_to_store(rf_ctx *cx, rf_value i);
void     rf_array_hold_any(rf_ctx *cx, rf_array *a); /* makes its element kind rf_values_kind */
void     rf_array_store_at(rf_ctx *cx, rf_array *a, int64_t i, RF_OWN rf_value item); /* i in range */
void     rf_array_push_item(rf_ctx *cx, rf_array *a, RF_OWN rf_value item);
rf_value rf_array_pop_item(rf_ctx *cx, rf_array *a);
void     rf_array_insert_item(rf_ctx *cx, rf_array *a, rf_value i, RF_OWN rf_value item);
void     rf_array_remove_item(rf_ctx *cx, rf_array *a, rf_value item);
rf_value rf_array_remove_at_item(rf_ctx *cx, rf_array *a, rf_value i);
void     rf_array_clear_items(rf_ctx *cx, rf_array *a);

/** Makes every struct in `a`, which nobody else holds, an object of its own, so that a loop from `from` to `limit`
    need not look. False when that is not worth the work: nothing has changed then. */
bool rf_array_own_items(rf_ctx *cx, rf_array *a, int64_t from, int64_t limit);

/** `a` with room for as many further elements as a loop from `from` to `limit` appends one by one; what does not pay
    is left to the appends. */
rf_array *rf_array_reserve(rf_ctx *cx, RF_OWN rf_array *a, int64_t from, int64_t limit);

/** True when i lies in 0 … len-1 and the array at a[i] has `offset` elements from `limit` on, or misses as many. */
RF_INLINE bool rf_row_holds(const rf_array *a, int64_t i, int64_t limit, int64_t offset);

/** For loops that walk down a column: where the elements of rows 0 … limit-1 begin. The result is an array of
    integers: the length of the shortest row, then the pointers; valid as long as nobody changes `a`. `columns` is
    the result of an earlier call for the same array, or NULL; it comes back as it is when it will do, or when a loop
    from `from` to `limit` would not be worth the work. */
RF_INLINE rf_array *rf_columns_of(rf_ctx *cx, const rf_array *a, RF_OWN rf_array *columns, int64_t from,
                                  int64_t limit);
rf_array *rf_columns_fill(rf_ctx *cx, const rf_array *a, RF_OWN rf_array *columns, int64_t from, int64_t limit);
/** True when `columns` holds the rows below `limit`, and all of them have an element j. */
RF_INLINE bool rf_in_columns(const rf_array *columns, int64_t j, int64_t limit);

/* dicts */
rf_value *rf_dict_get_any(rf_ctx *cx, const rf_dict *d, rf_value key); /* as rf_dict_get; other keys throw too */
RF_INLINE void rf_dict_store(rf_ctx *cx, rf_dict *d, const rf_string *key, RF_OWN rf_value item);
RF_INLINE void rf_dict_store_int(rf_ctx *cx, rf_dict *d, int64_t key, RF_OWN rf_value item);
/** What stands at a place that rf_dict_find answered, or `other` where that is NULL. The last one owns its
    result and borrows `other`. */
RF_INLINE int64_t  rf_found_int(const rf_value *place, int64_t other);
RF_INLINE double   rf_found_float(const rf_value *place, double other);
RF_INLINE bool     rf_found_bool(const rf_value *place, bool other);
RF_INLINE rf_value rf_found(const rf_value *place, rf_value other);
/** The place; throws for a key whose place is NULL. */
RF_INLINE rf_value *rf_entry_need(rf_ctx *cx, const rf_dict *d, const rf_string *key, rf_value *place);
RF_INLINE rf_value *rf_entry_need_int(rf_ctx *cx, const rf_dict *d, int64_t key, rf_value *place);
/** Stores under a key of which the place was found just before, NULL: it is a new one. `put` is for numbers and
    bools where others stood before. */
RF_INLINE void rf_entry_set(rf_ctx *cx, rf_dict *d, const rf_string *key, rf_value *place, RF_OWN rf_value item);
RF_INLINE void rf_entry_set_int(rf_ctx *cx, rf_dict *d, int64_t key, rf_value *place, RF_OWN rf_value item);
RF_INLINE void rf_entry_put(rf_ctx *cx, rf_dict *d, const rf_string *key, rf_value *place, rf_value item);
RF_INLINE void rf_entry_put_int(rf_ctx *cx, rf_dict *d, int64_t key, rf_value *place, rf_value item);
void      rf_dict_store_new(rf_ctx *cx, rf_dict *d, const rf_string *key, RF_OWN rf_value item);
void      rf_dict_store_new_int(rf_ctx *cx, rf_dict *d, int64_t key, RF_OWN rf_value item);
void      rf_dict_store_any(rf_ctx *cx, rf_dict *d, rf_value key, RF_OWN rf_value item);
rf_value  rf_dict_remove_item(rf_ctx *cx, rf_dict *d, rf_value key);
void      rf_dict_clear_items(rf_ctx *cx, rf_dict *d);
void      rf_dict_update_items(rf_ctx *cx, rf_dict *d, rf_value other);

/** True when a changing method (S-23) changes a value of this sort: a `let` binding refuses it then. */
bool rf_changes_itself(rf_ctx *cx, rf_value v);

/* destructuring (S-26) */
void     rf_destructure_array(rf_ctx *cx, rf_value v); /* throws "Cannot destructure TYPE as array" */
rf_value rf_part_of_array(rf_ctx *cx, rf_value v, int64_t i); /* null when missing */
rf_value rf_rest_of_array(rf_ctx *cx, rf_value v, int64_t from);
void     rf_destructure_dict(rf_ctx *cx, rf_value v);
rf_value rf_part_of_dict(rf_ctx *cx, rf_value v, const rf_string *key);
rf_value rf_rest_of_dict(rf_ctx *cx, rf_value v, const rf_value *keys, uint32_t count); /* without those keys */

/* results and patterns */
/** The payload of Ok or Some; RF_ABSENT for Err and None, which the function then returns (S-44). */
rf_value rf_question_value(rf_ctx *cx, rf_value v);
/** True when v is this variant; an Error value matches Err (C-62). */
bool     rf_match_variant(rf_value v, const rf_variant *variant);
/** Part i of what matched, null when missing; the Error itself for an Error value. Owned. */
rf_value rf_match_payload(rf_value v, int64_t i);

/* loops */
/** A bound of range(): an int, or a float cut off; else range()'s own error. */
int64_t rf_range_bound(rf_ctx *cx, rf_value v);
/** How many rounds range(start, stop, step) has; throws for step 0. */
int64_t rf_range_rounds(rf_ctx *cx, int64_t start, int64_t stop, int64_t step);
int64_t rf_wrapping_add(int64_t a, int64_t b);
int64_t rf_float_to_int(double d); /* toward zero, saturating, NaN is 0 */
/** What a generator that has ended returned; null for other values (C-73). */
rf_value rf_returned_value(rf_ctx *cx, rf_value v);

/* errors in finally blocks */
rf_value rf_save_error(rf_ctx *cx); /* takes the pending error, its place filled in already */
void     rf_raise(rf_ctx *cx, RF_OWN rf_value error); /* and puts it back on its way */
/** "NAME is not available in this build". */
rf_value rf_missing(rf_ctx *cx, const char *name);

/* a generator's frame before another thread drives it (C-76): its variables become its own */
void rf_cross_value(rf_ctx *cx, rf_value *v);
void rf_cross_cell(rf_ctx *cx, rf_cell **c);
void rf_cross_env(rf_ctx *cx, rf_closure **env);

/* built-ins for known types (types/intrinsics.def) */
RF_INLINE int64_t rf_len_string(const rf_string *s);
RF_INLINE int64_t rf_len_array(const rf_array *a);
RF_INLINE double  rf_same_float(double d);
RF_INLINE int64_t rf_same_int(int64_t i);
RF_INLINE int64_t rf_bit_and(int64_t a, int64_t b);
RF_INLINE int64_t rf_bit_or(int64_t a, int64_t b);
RF_INLINE int64_t rf_bit_xor(int64_t a, int64_t b);
RF_INLINE double rf_fabs(double d);
double rf_floor(double d);
double rf_ceil(double d);
double rf_sin(double d);
double rf_cos(double d);
double rf_exp(double d);
RF_INLINE double rf_sqrt(rf_ctx *cx, double d); /* throws below 0 */
RF_COLD double   rf_sqrt_throws(rf_ctx *cx);
/** The code point of s[i], where i counts from the front and lies inside. */
RF_INLINE int64_t rf_character(const rf_string *s, int64_t i);
int64_t           rf_wide_character(const rf_string *s, int64_t i);

#if RF_BODIES
RF_INLINE void *rf_keep(void *o)
{
    rf_retain_object(o);
    return o;
}

RF_INLINE void rf_assign(rf_ctx *cx, rf_value *place, RF_OWN rf_value v)
{
    rf_value old = *place;

    *place = v;
    rf_release(cx, old);
}

#define RF_UNIQUE_AT_(name, copy)                                                                  \
    RF_INLINE void *name(rf_ctx *cx, rf_value *place)                                              \
    {                                                                                              \
        if (RF_UNLIKELY(!rf_is_unique(place->as.o)))                                               \
            place->as.o = (rf_object *)copy(cx, (void *)place->as.o);                              \
        return place->as.o;                                                                        \
    }
RF_UNIQUE_AT_(rf_array_unique_at, rf_array_copy)
RF_UNIQUE_AT_(rf_dict_unique_at, rf_dict_unique)
RF_UNIQUE_AT_(rf_struct_unique_at, rf_struct_copy_owned)
#undef RF_UNIQUE_AT_

RF_INLINE void rf_dict_store(rf_ctx *cx, rf_dict *d, const rf_string *key, RF_OWN rf_value item)
{
    rf_value *place = RF_LIKELY(RF_COUNT(d) == 0) ? rf_dict_find(d, key) : NULL;

    if (RF_LIKELY(place != NULL))
        rf_assign(cx, place, item);
    else
        rf_dict_store_new(cx, d, key, item);
}

RF_INLINE void rf_dict_store_int(rf_ctx *cx, rf_dict *d, int64_t key, RF_OWN rf_value item)
{
    rf_value *place = RF_LIKELY(RF_COUNT(d) == 0) ? rf_dict_find_int(d, key) : NULL;

    if (RF_LIKELY(place != NULL))
        rf_assign(cx, place, item);
    else
        rf_dict_store_new_int(cx, d, key, item);
}

RF_INLINE int64_t rf_found_int(const rf_value *place, int64_t other)
{
    return place ? place->as.i : other;
}

RF_INLINE double rf_found_float(const rf_value *place, double other)
{
    return place ? place->as.d : other;
}

RF_INLINE bool rf_found_bool(const rf_value *place, bool other)
{
    return place ? place->as.i != 0 : other;
}

RF_INLINE rf_value rf_found(const rf_value *place, rf_value other)
{
    return rf_copy(place ? *place : other);
}

RF_INLINE rf_value *rf_entry_need(rf_ctx *cx, const rf_dict *d, const rf_string *key, rf_value *place)
{
    return RF_LIKELY(place != NULL) ? place : rf_dict_missing(cx, d, key);
}

RF_INLINE rf_value *rf_entry_need_int(rf_ctx *cx, const rf_dict *d, int64_t key, rf_value *place)
{
    (void)d;
    return RF_LIKELY(place != NULL) ? place : rf_dict_missing_int(cx, key);
}

#define RF_ENTRY_(suffix, key_type)                                                                \
    RF_INLINE void rf_entry_set##suffix(rf_ctx *cx, rf_dict *d, key_type key, rf_value *place,     \
                                        RF_OWN rf_value item)                                      \
    {                                                                                              \
        if (RF_LIKELY(place && RF_COUNT(d) == 0))                                                  \
            rf_assign(cx, place, item);                                                            \
        else                                                                                       \
            rf_dict_store_new##suffix(cx, d, key, item);                                           \
    }                                                                                              \
    RF_INLINE void rf_entry_put##suffix(rf_ctx *cx, rf_dict *d, key_type key, rf_value *place, rf_value item) \
    {                                                                                              \
        if (RF_LIKELY(place != NULL))                                                              \
            place->as = item.as;                                                                   \
        else                                                                                       \
            rf_dict_store_new##suffix(cx, d, key, item);                                           \
    }
RF_ENTRY_(, const rf_string *)
RF_ENTRY_(_int, int64_t)
#undef RF_ENTRY_

RF_INLINE rf_array *rf_columns_of(rf_ctx *cx, const rf_array *a, RF_OWN rf_array *columns, int64_t from,
                                  int64_t limit)
{
    return columns && limit < columns->len ? columns : rf_columns_fill(cx, a, columns, from, limit);
}

RF_INLINE bool rf_in_columns(const rf_array *columns, int64_t j, int64_t limit)
{
    return columns && limit < columns->len && j >= 0 && j < columns->at.i[0];
}

RF_INLINE bool rf_row_holds(const rf_array *a, int64_t i, int64_t limit, int64_t offset)
{
    return !rf_outside(i, a->len) && limit <= a->at.v[i].as.a->len - offset;
}

RF_INLINE double rf_fabs(double d)
{
    return __builtin_fabs(d);
}

RF_INLINE double rf_sqrt(rf_ctx *cx, double d)
{
    if (RF_UNLIKELY(d < 0)) {
        d = rf_sqrt_throws(cx);
        RF_ASSUME(cx->error != NULL);
        return d;
    }
    RF_ASSUME(cx->error == NULL);
    return __builtin_sqrt(d);
}

RF_INLINE int64_t rf_character(const rf_string *s, int64_t i)
{
    return RF_LIKELY(s->length == s->bytes) ? (int64_t)s->at[i] : rf_wide_character(s, i);
}

RF_INLINE int64_t rf_len_string(const rf_string *s)
{
    return s->length;
}

RF_INLINE int64_t rf_len_array(const rf_array *a)
{
    return a->len;
}

RF_INLINE double rf_same_float(double d)
{
    return d;
}

RF_INLINE int64_t rf_same_int(int64_t i)
{
    return i;
}

RF_INLINE int64_t rf_bit_and(int64_t a, int64_t b)
{
    return a & b;
}

RF_INLINE int64_t rf_bit_or(int64_t a, int64_t b)
{
    return a | b;
}

RF_INLINE int64_t rf_bit_xor(int64_t a, int64_t b)
{
    return a ^ b;
}
#endif

#endif
