/* The assertions (S-78): true, or thrown. */

#include "core/error_state.h"
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

enum { MOST_SHOWN = 300 /* bytes of a value in the advice */ };

/* What print shows of a value, cut off when it is long. */
static rf_string *shown(rf_ctx *cx, rf_value v)
{
    rf_string *s = rf_to_string(cx, v), *cut;
    int64_t    fit = s->bytes;

    if (s->bytes <= MOST_SHOWN)
        return s;
    for (fit = MOST_SHOWN; ((unsigned char)s->at[fit] & 0xC0) == 0x80; fit--)
        continue;
    cut = rf_string_format(cx, "%.*s…", (int)fit, s->at);
    rf_release_object(cx, s);
    return cut;
}

static bool has_parts(rf_value v)
{
    return v.tag == RF_OBJECT && !rf_is_string(v);
}

/* The short forms of containers tell little: the report shows them whole. */
static void advise(rf_ctx *cx, rf_value expected, rf_value got)
{
    rf_string *e, *g;

    if (!has_parts(expected) && !has_parts(got))
        return;
    e = shown(cx, expected);
    g = shown(cx, got);
    rf_throw_help(cx, "expected %s, got %s", e->at, g->at);
    rf_release_object(cx, e);
    rf_release_object(cx, g);
}

rf_value rf_b_assert_equal(rf_ctx *cx, rf_value a, rf_value b)
{
    if (rf_equal(cx, a, b))
        return rf_from_bool(true);
    failed(cx, "expected ", b, ", got ", a);
    advise(cx, b, a);
    return rf_null;
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
