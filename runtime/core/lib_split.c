/* Built-in functions between texts and arrays of texts: split, join, lines, words. */

#include <string.h>

#include "core/lib.h"
#include "core/print.h"

/* Appends the bytes from … to-1 of s. */
static rf_array *add_piece(rf_ctx *cx, rf_array *a, const rf_string *s, int64_t from, int64_t to)
{
    return rf_values_push(cx, a, rf_from_object(rf_string_cut(cx, s, from, to)));
}

/* An empty delimiter: an empty piece, every code point, an empty piece. */
static rf_array *split_runes(rf_ctx *cx, const rf_string *s)
{
    rf_array *a  = rf_array_new(cx, &rf_values_kind, s->length + 2);
    int64_t   at = 0;

    a = add_piece(cx, a, s, 0, 0);
    while (at < s->bytes)
        a = rf_values_push(cx, a, rf_from_object(rf_string_next(cx, s, &at)));
    return add_piece(cx, a, s, at, at);
}

rf_value rf_b_split(rf_ctx *cx, rf_value a, rf_value b)
{
    const rf_string *s, *by;
    rf_array        *out;
    int64_t          at = 0, hit;

    if (!rf_is_string(a) || !rf_is_string(b))
        return RF_REFUSE(cx, "split() requires string and delimiter string arguments", a, b);
    s  = rf_as_string(a);
    by = rf_as_string(b);
    if (by->bytes == 0)
        return rf_from_object(split_runes(cx, s));
    out = rf_array_new(cx, &rf_values_kind, 4);
    while ((hit = rf_string_find(s, by, at)) >= 0) {
        out = add_piece(cx, out, s, at, hit);
        at  = hit + by->bytes;
    }
    return rf_from_object(add_piece(cx, out, s, at, s->bytes));
}

/* What join makes of an element: scalars as printed, the others in their short form. */
static void text_element(rf_text *t, rf_value v)
{
    if (rf_is_string(v) || rf_is_number(v) || v.tag == RF_BOOL)
        rf_text_value(t, v);
    else
        rf_text_short(t, v);
}

rf_value rf_b_join(rf_ctx *cx, rf_value a, rf_value b)
{
    const rf_array *all;
    rf_text         t;

    if (!rf_is_array(a) || !rf_is_string(b))
        return RF_REFUSE(cx, "join() requires array and separator string arguments", a, b);
    all = rf_as_array(a);
    rf_text_init(&t, cx);
    for (int64_t i = 0; i < all->len; i++) {
        if (i > 0)
            rf_text_string(&t, rf_as_string(b));
        text_element(&t, rf_array_peek(all, i));
    }
    return rf_from_object(rf_text_take(&t));
}

rf_value rf_b_lines(rf_ctx *cx, rf_value a)
{
    const rf_string *s;
    rf_array        *out;
    int64_t          at = 0;

    if (!rf_is_string(a))
        return RF_REFUSE(cx, "lines() requires a string argument", a);
    s   = rf_as_string(a);
    out = rf_array_new(cx, &rf_values_kind, 4);
    while (at < s->bytes) {
        const char *end  = memchr(s->at + at, '\n', (size_t)(s->bytes - at));
        int64_t     stop = end ? end - s->at : s->bytes;
        int64_t     to   = end && stop > at && s->at[stop - 1] == '\r' ? stop - 1 : stop;

        out = add_piece(cx, out, s, at, to);
        at  = stop + 1;
    }
    return rf_from_object(out);
}

rf_value rf_b_words(rf_ctx *cx, rf_value a)
{
    const rf_string *s;
    rf_array        *out;
    int64_t          at = 0, start = -1;

    if (!rf_is_string(a))
        return RF_REFUSE(cx, "words() requires a string argument", a);
    s   = rf_as_string(a);
    out = rf_array_new(cx, &rf_values_kind, 4);
    while (at < s->bytes) {
        int  size;
        bool space = rf_is_space(rf_utf8_decode(s->at + at, &size));

        if (space && start >= 0)
            out = add_piece(cx, out, s, start, at);
        start = space ? -1 : start >= 0 ? start : at;
        at += size;
    }
    if (start >= 0)
        out = add_piece(cx, out, s, start, at);
    return rf_from_object(out);
}
