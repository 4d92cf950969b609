/* The assertions (S-78): true, or thrown. */

#include "core/lib.h"

rf_value rf_b_assert(rf_ctx *cx, rf_value a, rf_value b)
{
    if (rf_condition(cx, a))
        return rf_from_bool(true);
    if (!cx->error)
        rf_throw(cx, "%s", rf_is_string(b) ? rf_as_string(b)->at : "Assertion failed");
    return rf_null;
}

/* Throws "Assertion failed: " with two values in their short forms between the words. */
static rf_value failed(rf_ctx *cx, const char *before, rf_value a, const char *between, rf_value b)
{
    rf_text    t;
    rf_string *s;

    rf_text_init(&t, cx);
    rf_text_puts(&t, "Assertion failed: ");
    rf_text_puts(&t, before);
    rf_text_short(&t, a);
    rf_text_puts(&t, between);
    rf_text_short(&t, b);
    s = rf_text_take(&t);
    rf_throw(cx, "%s", s->at);
    rf_release_object(cx, s);
    return rf_null;
}

rf_value rf_b_assert_equal(rf_ctx *cx, rf_value a, rf_value b)
{
    if (rf_equal(cx, a, b))
        return rf_from_bool(true);
    return failed(cx, "expected ", b, ", got ", a);
}

rf_value rf_b_assert_true(rf_ctx *cx, rf_value a)
{
    if (a.tag != RF_BOOL)
        return RF_REFUSE(cx, "assert_true requires a boolean argument", a);
    if (!a.as.i)
        rf_throw(cx, "Assertion failed: expected true, got false");
    return rf_from_bool(true);
}

rf_value rf_b_assert_false(rf_ctx *cx, rf_value a)
{
    if (a.tag != RF_BOOL)
        return RF_REFUSE(cx, "assert_false requires a boolean argument", a);
    if (a.as.i)
        rf_throw(cx, "Assertion failed: expected false, got true");
    return rf_from_bool(true);
}

/* Deep equality, unlike `contains`. */
static bool array_holds(rf_ctx *cx, const rf_array *a, rf_value v)
{
    for (int64_t i = 0; i < a->len; i++)
        if (rf_equal(cx, rf_array_peek(a, i), v))
            return true;
    return false;
}

rf_value rf_b_assert_contains(rf_ctx *cx, rf_value a, rf_value b)
{
    bool holds;

    if (rf_is_array(a))
        holds = array_holds(cx, rf_as_array(a), b);
    else if (rf_is_string(a) && rf_is_string(b))
        holds = rf_string_find(rf_as_string(a), rf_as_string(b), 0) >= 0;
    else if (rf_is_dict(a) && rf_is_key(b))
        holds = rf_dict_find_key(rf_as_dict(a), b) != NULL;
    else if (rf_is_string(a) || rf_is_dict(a))
        return RF_REFUSE(cx, "assert_contains requires a string as second argument", b);
    else
        return RF_REFUSE(cx, "assert_contains requires an array, string, or dict as first argument",
                         a, b);
    return holds ? rf_from_bool(true) : failed(cx, "", a, " does not contain ", b);
}
