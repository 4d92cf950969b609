/* Built-in functions that call a function they are given: map, filter, reduce, find, any, all. What
   the function throws ends them at once. */

#include "core/lib.h"

/* True when the arguments fit; else `text` is thrown. */
static bool takes(rf_ctx *cx, rf_value a, rf_value f, const char *text)
{
    if (rf_is_array(a) && rf_is(f, RF_K_FUNCTION))
        return true;
    RF_REFUSE(cx, text, a, f);
    return false;
}

/* f(element i); null with the error set. Owned. */
static rf_value call_on(rf_ctx *cx, rf_value f, const rf_array *a, int64_t i)
{
    rf_value v = rf_array_peek(a, i);

    return rf_call(cx, f, &v, 1);
}

/* Whether f(element i) is true; false with the error set. */
static bool test(rf_ctx *cx, rf_value f, const rf_array *a, int64_t i)
{
    rf_value answer = call_on(cx, f, a, i);
    bool     truth  = !cx->error && rf_condition(cx, answer);

    rf_release(cx, answer);
    return truth;
}

/* The finished array; null when the error is set. */
static rf_value finished(rf_ctx *cx, RF_OWN rf_array *out)
{
    if (!cx->error)
        return rf_from_object(out);
    rf_release_object(cx, out);
    return rf_null;
}

rf_value rf_b_map(rf_ctx *cx, rf_value a, rf_value b)
{
    const rf_array *from;
    rf_array       *out;

    if (!takes(cx, a, b, "map expects an array and a function"))
        return rf_null;
    from = rf_as_array(a);
    out  = rf_array_new(cx, &rf_values_kind, from->len);
    for (int64_t i = 0; i < from->len && !cx->error; i++)
        out = rf_values_push(cx, out, call_on(cx, b, from, i));
    return finished(cx, out);
}

rf_value rf_b_filter(rf_ctx *cx, rf_value a, rf_value b)
{
    const rf_array *from;
    rf_array       *out;

    if (!takes(cx, a, b, "filter expects an array and a function"))
        return rf_null;
    from = rf_as_array(a);
    out  = rf_array_new(cx, from->head.kind, 0);
    for (int64_t i = 0; i < from->len && !cx->error; i++)
        if (test(cx, b, from, i))
            out = rf_array_push(cx, out, rf_array_item(from, i));
    return finished(cx, out);
}

rf_value rf_b_reduce(rf_ctx *cx, rf_value a, rf_value b, rf_value c)
{
    const rf_array *from;
    rf_value        pair[2];

    if (!takes(cx, a, c, "reduce expects an array, an initial value, and a function"))
        return rf_null;
    from    = rf_as_array(a);
    pair[0] = rf_copy(b);
    for (int64_t i = 0; i < from->len && !cx->error; i++) {
        rf_value next;

        pair[1] = rf_array_peek(from, i);
        next    = rf_call(cx, c, pair, 2);
        rf_release(cx, pair[0]);
        pair[0] = next;
    }
    return pair[0];
}

rf_value rf_b_find(rf_ctx *cx, rf_value a, rf_value b)
{
    const rf_array *from;

    if (!takes(cx, a, b, "find expects an array and a function"))
        return rf_null;
    from = rf_as_array(a);
    for (int64_t i = 0; i < from->len && !cx->error; i++)
        if (test(cx, b, from, i))
            return rf_array_item(from, i);
    return rf_from_int(0);
}

/* Whether the answer for some element is `wanted`. */
static bool some(rf_ctx *cx, const rf_array *a, rf_value f, bool wanted)
{
    for (int64_t i = 0; i < a->len && !cx->error; i++)
        if (test(cx, f, a, i) == wanted && !cx->error)
            return true;
    return false;
}

rf_value rf_b_any(rf_ctx *cx, rf_value a, rf_value b)
{
    if (!takes(cx, a, b, "any expects an array and a function"))
        return rf_null;
    return rf_from_bool(some(cx, rf_as_array(a), b, true));
}

rf_value rf_b_all(rf_ctx *cx, rf_value a, rf_value b)
{
    if (!takes(cx, a, b, "all expects an array and a function"))
        return rf_null;
    return rf_from_bool(!some(cx, rf_as_array(a), b, false));
}
