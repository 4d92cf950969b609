/* Built-in functions that answer a changed text: trim, replace, repeat, str_reverse, padding,
   truncate. */

#include <string.h>

#include "core/heap.h"
#include "core/lib.h"

/* ---- trim */

rf_value rf_b_trim(rf_ctx *cx, rf_value a)
{
    int64_t from;

    if (!rf_is_string(a))
        return RF_REFUSE(cx, "trim() requires a string argument", a);
    from = rf_left_edge(rf_as_string(a));
    return rf_from_object(
        rf_string_cut(cx, rf_as_string(a), from, rf_right_edge(rf_as_string(a), from)));
}

rf_value rf_b_trim_start(rf_ctx *cx, rf_value a)
{
    if (!rf_is_string(a))
        return RF_REFUSE(cx, "trim_start() requires a string argument", a);
    return rf_from_object(
        rf_string_cut(cx, rf_as_string(a), rf_left_edge(rf_as_string(a)), rf_as_string(a)->bytes));
}

rf_value rf_b_trim_end(rf_ctx *cx, rf_value a)
{
    if (!rf_is_string(a))
        return RF_REFUSE(cx, "trim_end() requires a string argument", a);
    return rf_from_object(
        rf_string_cut(cx, rf_as_string(a), 0, rf_right_edge(rf_as_string(a), 0)));
}

/* ---- replace */

/* `to` before every code point of s and at its end. */
static void replace_nothing(rf_text *t, const rf_string *s, const rf_string *to)
{
    int64_t at = 0;

    rf_text_string(t, to);
    while (at < s->bytes) {
        int size = rf_utf8_size(s->at[at]);

        rf_text_add(t, s->at + at, (size_t)size);
        rf_text_string(t, to);
        at += size;
    }
}

static void replace_all(rf_text *t, const rf_string *s, const rf_string *from, const rf_string *to)
{
    int64_t at = 0, hit;

    while ((hit = rf_string_find(s, from, at)) >= 0) {
        rf_text_add(t, s->at + at, (size_t)(hit - at));
        rf_text_string(t, to);
        at = hit + from->bytes;
    }
    rf_text_add(t, s->at + at, (size_t)(s->bytes - at));
}

rf_value rf_b_replace(rf_ctx *cx, rf_value a, rf_value b, rf_value c)
{
    rf_text t;

    if (!rf_is_string(a) || !rf_is_string(b) || !rf_is_string(c))
        return RF_REFUSE(cx, "replace() requires three string arguments", a, b, c);
    if (rf_as_string(b)->bytes != 0 && rf_string_find(rf_as_string(a), rf_as_string(b), 0) < 0)
        return rf_copy(a);
    rf_text_init(&t, cx);
    if (rf_as_string(b)->bytes == 0)
        replace_nothing(&t, rf_as_string(a), rf_as_string(c));
    else
        replace_all(&t, rf_as_string(a), rf_as_string(b), rf_as_string(c));
    return rf_from_object(rf_text_take(&t));
}

/* ---- repeat, str_reverse */

rf_value rf_b_repeat(rf_ctx *cx, rf_value a, rf_value b)
{
    const rf_string *s;
    rf_string       *out;
    int64_t          n, bytes;

    if (!rf_is_string(a))
        return RF_REFUSE(cx, "repeat() requires a string argument for value", a, b);
    if (!rf_is_number(b))
        return RF_REFUSE(cx, "repeat() requires a number argument for count", b);
    s = rf_as_string(a);
    n = rf_number_int(b);
    if (n <= 0 || s->bytes == 0)
        return rf_from_object(rf_string_empty());
    if (__builtin_mul_overflow(s->bytes, n, &bytes) || bytes > INT64_MAX / 2)
        rf_out_of_memory();
    out = rf_string_make(cx, bytes, s->length * n);
    for (int64_t i = 0; i < n; i++)
        memcpy(out->at + i * s->bytes, s->at, (size_t)s->bytes);
    return rf_from_object(out);
}

rf_value rf_b_str_reverse(rf_ctx *cx, rf_value a)
{
    const rf_string *s;
    rf_string       *out;
    int64_t          at = 0;

    if (!rf_is_string(a))
        return RF_REFUSE(cx, "str_reverse() requires a string argument", a);
    s   = rf_as_string(a);
    if (s->bytes == 0)
        return rf_from_object(rf_string_empty());
    out = rf_string_make(cx, s->bytes, s->length);
    while (at < s->bytes) {
        int size = rf_utf8_size(s->at[at]);

        memcpy(out->at + s->bytes - at - size, s->at + at, (size_t)size);
        at += size;
    }
    return rf_from_object(out);
}

/* ---- padding */

typedef enum side { LEFT, RIGHT } side;

static rf_value pad(rf_ctx *cx, const rf_string *s, int64_t width, const rf_string *with,
                    side where)
{
    int64_t     missing = width - s->length, bytes;
    const char *unit    = with->bytes ? with->at : " ";
    int         size    = with->bytes ? rf_utf8_size(with->at[0]) : 1;
    rf_string  *out;
    char       *at;

    if (width <= s->length)
        return rf_copy(rf_from_object(s));
    if (__builtin_mul_overflow(missing, size, &bytes) || bytes > INT64_MAX / 2)
        rf_out_of_memory();
    out = rf_string_make(cx, s->bytes + bytes, width);
    memcpy(where == LEFT ? out->at + bytes : out->at, s->at, (size_t)s->bytes);
    at = where == LEFT ? out->at : out->at + s->bytes;
    for (int64_t i = 0; i < missing; i++)
        memcpy(at + i * size, unit, (size_t)size);
    return rf_from_object(out);
}

rf_value rf_b_pad_left(rf_ctx *cx, rf_value a, rf_value b, rf_value c)
{
    if (!rf_is_string(a) || !rf_is_string(c))
        return RF_REFUSE(cx, "pad_left() requires 3 arguments: string, width, char", a, b, c);
    if (!rf_is_number(b))
        return RF_REFUSE(cx, "pad_left() width must be a number", b);
    return pad(cx, rf_as_string(a), rf_number_int(b), rf_as_string(c), LEFT);
}

rf_value rf_b_pad_right(rf_ctx *cx, rf_value a, rf_value b, rf_value c)
{
    if (!rf_is_string(a) || !rf_is_string(c))
        return RF_REFUSE(cx, "pad_right() requires 3 arguments: string, width, char", a, b, c);
    if (!rf_is_number(b))
        return RF_REFUSE(cx, "pad_right() width must be a number", b);
    return pad(cx, rf_as_string(a), rf_number_int(b), rf_as_string(c), RIGHT);
}

/* ---- truncate */

rf_value rf_b_truncate(rf_ctx *cx, rf_value a, rf_value b, rf_value c)
{
    const rf_string *s, *suffix;
    rf_string       *head, *out;
    int64_t          max, keep;

    if (!rf_is_string(a) || !rf_is_string(c)) {
        if (rf_is_string(a) && !rf_is_number(b))
            return RF_REFUSE(cx, "truncate() length must be a number", b, c);
        return RF_REFUSE(cx, "truncate() requires 3 arguments: string, length, suffix", a, b, c);
    }
    if (!rf_is_number(b))
        return RF_REFUSE(cx, "truncate() length must be a number", b);
    s      = rf_as_string(a);
    suffix = rf_as_string(c);
    max    = rf_number_int(b);
    if (max < 0 || s->length <= max)
        return rf_copy(a);
    keep = max > suffix->length ? max - suffix->length : 0;
    head = rf_string_slice(cx, s, 0, keep);
    out  = rf_string_append(cx, head, suffix);
    return rf_from_object(out);
}
