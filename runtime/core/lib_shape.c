/* Built-in functions that make arrays of other shapes: chunk, flatten, zip and their like; unique
   and sum. */

#include "core/lib.h"

static rf_value part(rf_ctx *cx, const rf_array *a, int64_t from, int64_t to)
{
    return rf_from_object(rf_array_slice(cx, a, from, to < a->len ? to : a->len));
}

/* ---- parts of one array */

rf_value rf_b_take(rf_ctx *cx, rf_value a, rf_value b)
{
    int64_t n;

    if (!rf_is_array(a))
        return RF_REFUSE(cx, "take() requires 2 arguments: array and count", a, b);
    if (!rf_is_number(b))
        return RF_REFUSE(cx, "take() count must be a number", b);
    n = rf_number_int(b);
    return part(cx, rf_as_array(a), 0, n < 0 ? 0 : n);
}

rf_value rf_b_skip(rf_ctx *cx, rf_value a, rf_value b)
{
    int64_t n, len;

    if (!rf_is_array(a))
        return RF_REFUSE(cx, "skip() requires 2 arguments: array and count", a, b);
    if (!rf_is_number(b))
        return RF_REFUSE(cx, "skip() count must be a number", b);
    n   = rf_number_int(b);
    len = rf_as_array(a)->len;
    return part(cx, rf_as_array(a), n < 0 ? 0 : n > len ? len : n, len);
}

rf_value rf_b_chunk(rf_ctx *cx, rf_value a, rf_value b)
{
    const rf_array *from;
    rf_array       *out;
    int64_t         n;

    if (!rf_is_array(a))
        return RF_REFUSE(cx, "chunk() requires 2 arguments: array and size", a, b);
    if (!rf_is_number(b))
        return RF_REFUSE(cx, "chunk() size must be a number", b);
    from = rf_as_array(a);
    n    = rf_number_int(b);
    out  = rf_array_new(cx, &rf_values_kind, 4);
    if (n <= 0 || n >= from->len) {
        if (n <= 0 || from->len > 0)
            out = rf_values_push(cx, out, rf_copy(a));
        return rf_from_object(out);
    }
    for (int64_t i = 0; i < from->len; i += n)
        out = rf_values_push(cx, out, part(cx, from, i, i + n));
    return rf_from_object(out);
}

rf_value rf_b_windows(rf_ctx *cx, rf_value a, rf_value b)
{
    const rf_array *from;
    rf_array       *out;
    int64_t         n;

    if (!rf_is_array(a))
        return RF_REFUSE(cx, "windows() requires 2 arguments: array and size", a, b);
    if (!rf_is_number(b))
        return RF_REFUSE(cx, "windows() size must be a number", b);
    from = rf_as_array(a);
    n    = rf_number_int(b);
    out  = rf_array_new(cx, &rf_values_kind, n > 0 && n <= from->len ? from->len - n + 1 : 0);
    for (int64_t i = 0; n > 0 && i <= from->len - n; i++)
        out = rf_values_push(cx, out, part(cx, from, i, i + n));
    return rf_from_object(out);
}

/* ---- elements in other company */

rf_value rf_b_flatten(rf_ctx *cx, rf_value a)
{
    const rf_array *from;
    rf_array       *out;

    if (!rf_is_array(a))
        return RF_REFUSE(cx, "flatten() requires an array argument", a);
    from = rf_as_array(a);
    out  = rf_array_new(cx, &rf_values_kind, from->len);
    for (int64_t i = 0; i < from->len; i++) {
        rf_value v = rf_array_peek(from, i);

        out = rf_is_array(v) ? rf_array_join(cx, out, rf_as_array(v))
                             : rf_values_push(cx, out, rf_copy(v));
    }
    return rf_from_object(out);
}

rf_value rf_b_zip(rf_ctx *cx, rf_value a, rf_value b)
{
    rf_array *out;
    int64_t   len;

    if (!rf_is_array(a) || !rf_is_array(b))
        return RF_REFUSE(cx, "zip() requires 2 array arguments", a, b);
    len = rf_as_array(a)->len < rf_as_array(b)->len ? rf_as_array(a)->len : rf_as_array(b)->len;
    out = rf_array_new(cx, &rf_values_kind, len);
    for (int64_t i = 0; i < len; i++)
        out = rf_values_push(cx, out, rf_pair(cx, rf_array_item(rf_as_array(a), i),
                                              rf_array_item(rf_as_array(b), i)));
    return rf_from_object(out);
}

rf_value rf_b_enumerate(rf_ctx *cx, rf_value a)
{
    const rf_array *from;
    rf_array       *out;

    if (!rf_is_array(a))
        return RF_REFUSE(cx, "enumerate() requires an array argument", a);
    from = rf_as_array(a);
    out  = rf_array_new(cx, &rf_values_kind, from->len);
    for (int64_t i = 0; i < from->len; i++)
        out = rf_values_push(cx, out, rf_pair(cx, rf_from_int(i), rf_array_item(from, i)));
    return rf_from_object(out);
}

/* ---- unique and sum */

/* Adds v to a set; true when it was not there. */
static bool add_new(rf_ctx *cx, rf_set **seen, rf_value v)
{
    int64_t before = rf_set_len(*seen);

    *seen = rf_set_add(cx, *seen, rf_copy(v));
    return rf_set_len(*seen) > before;
}

/* Sets take 1 and 1.0 for one element, `unique` for two: floats have a set of their own. */
rf_value rf_b_unique(rf_ctx *cx, rf_value a)
{
    const rf_array *from;
    rf_array       *out;
    rf_set         *floats, *others;

    if (!rf_is_array(a))
        return RF_REFUSE(cx, "unique requires an array argument", a);
    from   = rf_as_array(a);
    out    = rf_array_new(cx, from->head.kind, 0);
    floats = rf_set_new(cx);
    others = rf_set_new(cx);
    for (int64_t i = 0; i < from->len; i++) {
        rf_value v = rf_array_peek(from, i);

        if (add_new(cx, v.tag == RF_FLOAT ? &floats : &others, v))
            out = rf_array_push(cx, out, rf_copy(v));
    }
    rf_release_object(cx, floats);
    rf_release_object(cx, others);
    return rf_from_object(out);
}

rf_value rf_b_sum(rf_ctx *cx, rf_value a)
{
    const rf_array *from;
    rf_value        total = rf_from_int(0);

    if (!rf_is_array(a))
        return RF_REFUSE(cx, "sum requires an array argument", a);
    from = rf_as_array(a);
    for (int64_t i = 0; i < from->len && !cx->error; i++) {
        rf_value v = rf_array_peek(from, i);

        if (rf_is_number(v))
            total = rf_add(cx, total, v);
        else
            rf_throw_if_error(cx, v); /* others count as nothing, but a failure is never lost */
    }
    return cx->error ? rf_null : total;
}
