/* Built-in functions that convert: numbers from text, text from anything, truth, bytes, array,
   dict, error. */

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "core/heap.h"
#include "core/lib.h"
#include "core/number_text.h"

/* ---- numbers from text */

/* A text without white space at its ends. */
typedef struct span {
    const char *at, *end;
} span;

static span trimmed(const rf_string *s)
{
    int64_t from = rf_left_edge(s);

    return (span){s->at + from, s->at + rf_right_edge(s, from)};
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

bool rf_read_int(const char *at, const char *end, int64_t *out)
{
    span     p     = {at, end};
    bool     minus = p.at < p.end && *p.at == '-';
    int64_t  i     = 0;

    if (p.at < p.end && (*p.at == '-' || *p.at == '+'))
        p.at++;
    if (p.at == p.end)
        return false;
    for (; p.at < p.end; p.at++) {
        int digit = *p.at - '0';

        if (!is_digit(*p.at) || __builtin_mul_overflow(i, 10, &i) ||
            __builtin_add_overflow(i, minus ? -digit : digit, &i))
            return false;
    }
    *out = i;
    return true;
}

/* Skips digits; how many. */
static int skip_digits(span *p)
{
    int n = 0;

    for (; p->at < p->end && is_digit(*p->at); p->at++)
        n++;
    return n;
}

/* True when the text, its sign left out, is a decimal number, perhaps with an exponent. */
static bool is_decimal(span p)
{
    int digits = skip_digits(&p);

    if (p.at < p.end && *p.at == '.') {
        p.at++;
        digits += skip_digits(&p);
    }
    if (digits == 0)
        return false;
    if (p.at < p.end && (*p.at == 'e' || *p.at == 'E')) {
        p.at++;
        if (p.at < p.end && (*p.at == '-' || *p.at == '+'))
            p.at++;
        if (skip_digits(&p) == 0)
            return false;
    }
    return p.at == p.end;
}

static bool is_word(span p, const char *word)
{
    return (size_t)(p.end - p.at) == strlen(word) && strncasecmp(p.at, word, strlen(word)) == 0;
}

bool rf_read_float(const char *at, const char *end, double *out)
{
    span  p     = {at, end};
    bool  minus = p.at < p.end && *p.at == '-';
    char *copy;

    if (p.at < p.end && (*p.at == '-' || *p.at == '+'))
        p.at++;
    if (is_word(p, "nan"))
        *out = __builtin_nan("");
    else if (is_word(p, "inf") || is_word(p, "infinity"))
        *out = __builtin_inf();
    else if (!is_decimal(p))
        return false;
    else {
        /* strtod needs an end: white space may follow in the string, and NUL bytes are no digits.
           */
        copy = strndup(p.at, (size_t)(p.end - p.at));
        if (!copy)
            rf_out_of_memory();
        *out = strtod(copy, NULL);
        free(copy);
    }
    if (minus)
        *out = -*out;
    return true;
}

/* The number that a text shows once the white space at its ends is left out. */
static bool read_int(const rf_string *s, int64_t *out)
{
    span p = trimmed(s);

    return rf_read_int(p.at, p.end, out);
}

static bool read_float(const rf_string *s, double *out)
{
    span p = trimmed(s);

    return rf_read_float(p.at, p.end, out);
}

rf_value rf_b_parse_int(rf_ctx *cx, rf_value a)
{
    int64_t i = 0;

    if (!rf_is_string(a))
        return RF_REFUSE(cx, "parse_int requires a string argument", a);
    if (!read_int(rf_as_string(a), &i))
        rf_throw(cx, "Cannot parse '%s' as integer", rf_as_string(a)->at);
    return rf_from_int(i);
}

rf_value rf_b_parse_float(rf_ctx *cx, rf_value a)
{
    double d = 0;

    if (!rf_is_string(a))
        return RF_REFUSE(cx, "parse_float requires a string argument", a);
    if (!read_float(rf_as_string(a), &d))
        rf_throw(cx, "Cannot parse '%s' as float", rf_as_string(a)->at);
    return rf_from_float(d);
}

/* "Cannot convert X to int": X is a string in quotes or the name of a type. */
static rf_value cannot_convert(rf_ctx *cx, rf_value v, const char *to)
{
    if (rf_is_string(v))
        rf_throw(cx, "Cannot convert '%s' to %s", rf_as_string(v)->at, to);
    else if (!rf_throw_if_error(cx, v))
        rf_throw(cx, "Cannot convert %s to %s", rf_type_name(v), to);
    return rf_null;
}

rf_value rf_b_to_int(rf_ctx *cx, rf_value a)
{
    int64_t i = 0;

    if (rf_is_number(a))
        return rf_from_int(rf_number_int(a));
    if (a.tag == RF_BOOL)
        return rf_from_int(a.as.i);
    if (rf_is_string(a) && read_int(rf_as_string(a), &i))
        return rf_from_int(i);
    return cannot_convert(cx, a, "int");
}

rf_value rf_b_to_float(rf_ctx *cx, rf_value a)
{
    double d = 0;

    if (rf_is_number(a))
        return rf_from_float(rf_number_float(a));
    if (a.tag == RF_BOOL)
        return rf_from_float((double)a.as.i);
    if (rf_is_string(a) && read_float(rf_as_string(a), &d))
        return rf_from_float(d);
    return cannot_convert(cx, a, "float");
}

/* ---- text and truth */

rf_value rf_b_to_string(rf_ctx *cx, rf_value a)
{
    return rf_is_string(a) ? rf_copy(a) : rf_from_object(rf_to_string(cx, a));
}

rf_value rf_b_is_truthy(rf_ctx *cx, rf_value a)
{
    return rf_from_bool(rf_condition(cx, a));
}

rf_value rf_b_to_bool(rf_ctx *cx, rf_value a)
{
    if (rf_is_string(a) &&
        (rf_string_is(rf_as_string(a), "0") || strcasecmp(rf_as_string(a)->at, "false") == 0))
        return rf_from_bool(false);
    return rf_from_bool(rf_condition(cx, a));
}

/* ---- making values */

rf_value rf_b_bytes(rf_ctx *cx, rf_value a)
{
    const rf_array *from;
    rf_bytes       *out;

    if (!rf_is_array(a))
        return RF_REFUSE(cx, "bytes() requires an array argument", a);
    from = rf_as_array(a);
    out  = rf_bytes_new(cx, NULL, from->len);
    for (int64_t i = 0; i < from->len && !cx->error; i++) {
        rf_value v = rf_array_peek(from, i);

        if (v.tag != RF_INT)
            RF_REFUSE(cx, "bytes() requires an array of integers", v);
        else if (v.as.i < 0 || v.as.i > 255)
            rf_throw(cx, "bytes() requires integers in range 0-255, got %lld", (long long)v.as.i);
        else
            out->at[i] = (uint8_t)v.as.i;
    }
    if (!cx->error)
        return rf_from_object(out);
    rf_release_object(cx, out);
    return rf_null;
}

rf_value rf_b_array(rf_ctx *cx, const rf_value *args, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        rf_retain(args[i]);
    return rf_from_object(rf_array_of(cx, args, count));
}

rf_value rf_b_dict(rf_ctx *cx)
{
    return rf_from_object(rf_dict_new(cx, 0));
}

rf_value rf_b_error(rf_ctx *cx, rf_value a)
{
    rf_text    t;
    rf_string *s;
    rf_value   made;

    if (rf_is_string(a) || rf_is_error(a))
        return rf_error_make(cx, a);
    rf_text_init(&t, cx);
    rf_text_short(&t, a);
    s    = rf_text_take(&t);
    made = rf_error_make(cx, rf_from_object(s));
    rf_release_object(cx, s);
    return made;
}
