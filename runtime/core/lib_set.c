/* Built-in functions on sets. What is no set counts as an empty one; an Error throws even then
   (C-61). */

#include "core/lib.h"

/* The set in v, borrowed; NULL when v is none. */
static rf_set *set_in(rf_ctx *cx, rf_value v)
{
    if (rf_is(v, RF_K_SET))
        return (rf_set *)v.as.o;
    rf_throw_if_error(cx, v);
    return NULL;
}

/* The result, or null when the error is set. */
static rf_value answer(rf_ctx *cx, RF_OWN rf_set *s)
{
    if (!cx->error)
        return rf_from_object(s);
    rf_release_object(cx, s);
    return rf_null;
}

/* The same set, owned once more, or an empty one. */
static rf_set *start_with(rf_ctx *cx, rf_value v)
{
    rf_set *s = set_in(cx, v);

    if (!s)
        return rf_set_new(cx);
    rf_retain_object(s);
    return s;
}

rf_value rf_b_Set(rf_ctx *cx, rf_value a)
{
    rf_set *out;

    if (a.tag != RF_ABSENT && !rf_is_array(a))
        return RF_REFUSE(cx, "Set constructor requires an array argument", a);
    out = rf_set_new(cx);
    for (int64_t i = 0; a.tag != RF_ABSENT && i < rf_as_array(a)->len; i++)
        out = rf_set_add(cx, out, rf_array_item(rf_as_array(a), i));
    return rf_from_object(out);
}

rf_value rf_b_set_add(rf_ctx *cx, rf_value a, rf_value b)
{
    rf_set *out = start_with(cx, a);

    if (rf_is(a, RF_K_SET))
        out = rf_set_add(cx, out, rf_copy(b));
    return answer(cx, out);
}

rf_value rf_b_set_has(rf_ctx *cx, rf_value a, rf_value b)
{
    const rf_set *s = set_in(cx, a);

    return rf_from_bool(s && rf_set_has(cx, s, b));
}

rf_value rf_b_set_remove(rf_ctx *cx, rf_value a, rf_value b)
{
    return answer(cx, rf_set_remove(cx, start_with(cx, a), b));
}

rf_value rf_b_set_union(rf_ctx *cx, rf_value a, rf_value b)
{
    rf_set       *out   = start_with(cx, a);
    const rf_set *other = cx->error ? NULL : set_in(cx, b);

    for (int64_t i = 0; other && i < rf_set_len(other); i++)
        out = rf_set_add(cx, out, rf_copy(rf_set_item(other, i)));
    return answer(cx, out);
}

/* The elements of a that b has, or lacks, as `in_both` says. */
static rf_value compare(rf_ctx *cx, rf_value a, rf_value b, bool in_both)
{
    const rf_set *left  = set_in(cx, a);
    const rf_set *right = cx->error ? NULL : set_in(cx, b);
    rf_set       *out   = rf_set_new(cx);

    for (int64_t i = 0; left && !cx->error && i < rf_set_len(left); i++) {
        rf_value v = rf_set_item(left, i);

        if ((right && rf_set_has(cx, right, v)) == in_both)
            out = rf_set_add(cx, out, rf_copy(v));
    }
    return answer(cx, out);
}

rf_value rf_b_set_intersect(rf_ctx *cx, rf_value a, rf_value b)
{
    return compare(cx, a, b, true);
}

rf_value rf_b_set_difference(rf_ctx *cx, rf_value a, rf_value b)
{
    return compare(cx, a, b, false);
}

rf_value rf_b_set_to_array(rf_ctx *cx, rf_value a)
{
    const rf_set *s = set_in(cx, a);
    rf_array     *out;

    if (cx->error)
        return rf_null;
    out = rf_array_new(cx, &rf_values_kind, s ? rf_set_len(s) : 0);
    for (int64_t i = 0; s && i < rf_set_len(s); i++)
        out = rf_values_push(cx, out, rf_copy(rf_set_item(s, i)));
    return rf_from_object(out);
}
