/* sort: stable merging, one copy of the code for each element kind. */

#include <string.h>

#include "core/heap.h"
#include "core/lib.h"

/* Below this many elements insertion is faster than merging. */
enum { RUN = 12 };

/* sort_X(at, spare, n): sorts at[0 … n-1]; spare has room for n. An element moves in front of
   another only when `before` says so, so equal ones keep their order. */
#define SORT(X, type, before)                                                                      \
    static void insert_##X(type *at, int64_t n)                                                    \
    {                                                                                              \
        for (int64_t i = 1; i < n; i++) {                                                          \
            type    v = at[i];                                                                     \
            int64_t j = i;                                                                         \
                                                                                                   \
            for (; j > 0 && before(v, at[j - 1]); j--)                                             \
                at[j] = at[j - 1];                                                                 \
            at[j] = v;                                                                             \
        }                                                                                          \
    }                                                                                              \
                                                                                                   \
    static void sort_##X(type *at, type *spare, int64_t n)                                         \
    {                                                                                              \
        int64_t half = n / 2, left = 0, right = half, to = 0;                                      \
                                                                                                   \
        if (n <= RUN) {                                                                            \
            insert_##X(at, n);                                                                     \
            return;                                                                                \
        }                                                                                          \
        sort_##X(at, spare, half);                                                                 \
        sort_##X(at + half, spare, n - half);                                                      \
        if (!before(at[half], at[half - 1]))                                                       \
            return;                                                                                \
        memcpy(spare, at, (size_t)half * sizeof *at);                                              \
        while (left < half)                                                                        \
            at[to++] = right < n && before(at[right], spare[left]) ? at[right++] : spare[left++];  \
    }

#define LESS(a, b) ((a) < (b))
SORT(ints, int64_t, LESS)
SORT(floats, double, LESS)

/* Numbers by value, strings by code point; other pairs have no order. */
static bool value_before(rf_value a, rf_value b)
{
    if (a.tag == RF_INT && b.tag == RF_INT)
        return a.as.i < b.as.i;
    if (rf_is_number(a) && rf_is_number(b))
        return rf_number_float(a) < rf_number_float(b);
    return rf_is_string(a) && rf_is_string(b) && rf_string_order(a.as.s, b.as.s) < 0;
}
SORT(values, rf_value, value_before)

rf_value rf_b_sort(rf_ctx *cx, rf_value a)
{
    rf_array *out;
    size_t    bytes;
    void     *spare;

    if (!rf_is_array(a))
        return RF_REFUSE(cx, "sort requires an array argument", a);
    out = rf_array_slice(cx, rf_as_array(a), 0, rf_as_array(a)->len);
    if (out->head.kind == &rf_bools_kind) /* bools have no order: all stay where they are */
        return rf_from_object(out);
    bytes = (size_t)out->len * rf_array_width(out->head.kind);
    spare = rf_memory_new(cx, bytes);
    if (out->head.kind == &rf_ints_kind)
        sort_ints(out->at.i, spare, out->len);
    else if (out->head.kind == &rf_floats_kind)
        sort_floats(out->at.d, spare, out->len);
    else
        sort_values(out->at.v, spare, out->len);
    rf_memory_free(cx, spare, bytes);
    return rf_from_object(out);
}
