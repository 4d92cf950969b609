/* Values as JSON. */

#include "std/httpd/json_text.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/lib.h"
#include "core/number_text.h"

enum { MOST_LEVELS = 1000 };

static const char *add(rf_text *t, rf_value v, int level);

static void add_character(rf_text *t, char c)
{
    static const char named[] = "\"\\\b\f\n\r\t", letters[] = "\"\\bfnrt";
    const char       *at      = c ? strchr(named, c) : NULL;

    if (at) {
        rf_text_char(t, '\\');
        rf_text_char(t, letters[at - named]);
    } else if ((unsigned char)c < 0x20) {
        rf_text_format(t, "\\u%04x", c);
    } else {
        rf_text_char(t, c);
    }
}

static void add_string(rf_text *t, const rf_string *s)
{
    rf_text_char(t, '"');
    for (int64_t i = 0; i < s->bytes; i++)
        add_character(t, s->at[i]);
    rf_text_char(t, '"');
}

/* 0.DIGITS * 10^point with one digit before the point and an exponent. */
static void add_with_exponent(rf_text *t, const char *digits, int count, int point)
{
    rf_text_char(t, digits[0]);
    if (count > 1) {
        rf_text_char(t, '.');
        rf_text_add(t, digits + 1, (size_t)count - 1);
    }
    rf_text_format(t, "e%+d", point - 1);
}

static void add_float(rf_text *t, double d)
{
    char digits[RF_DIGITS];
    int  count, point;

    if (d == 0) {
        rf_text_puts(t, signbit(d) ? "-0.0" : "0.0");
        return;
    }
    if (d < 0)
        rf_text_char(t, '-');
    count = rf_float_digits(fabs(d), digits, &point);
    if (point > 16 || point < -4) {
        add_with_exponent(t, digits, count, point);
        return;
    }
    rf_text_float(t, fabs(d));
    if (count <= point)
        rf_text_puts(t, ".0");
}

static const char *add_array(rf_text *t, const rf_array *a, int level)
{
    const char *bad = NULL;

    rf_text_char(t, '[');
    for (int64_t i = 0; i < a->len && !bad; i++) {
        if (i > 0)
            rf_text_char(t, ',');
        bad = add(t, rf_array_peek(a, i), level);
    }
    rf_text_char(t, ']');
    return bad;
}

static const char *add_dict(rf_text *t, const rf_dict *d, int level)
{
    int64_t    *order = rf_dict_order(d);
    const char *bad   = NULL;

    rf_text_char(t, '{');
    for (int64_t i = 0; i < rf_dict_len(d) && !bad; i++) {
        rf_string *key = rf_dict_key_at(t->cx, d, order[i]);
        if (i > 0)
            rf_text_char(t, ',');
        add_string(t, key);
        rf_text_char(t, ':');
        bad = add(t, rf_dict_value_at(d, order[i]), level);
        rf_release_object(t->cx, key);
    }
    rf_text_char(t, '}');
    free(order);
    return bad;
}

static const char *add_object(rf_text *t, rf_value v, int level)
{
    if (level >= MOST_LEVELS)
        return "a value that deep";
    if (rf_is_string(v))
        add_string(t, rf_as_string(v));
    else if (rf_is_array(v))
        return add_array(t, rf_as_array(v), level + 1);
    else if (rf_is_dict(v))
        return add_dict(t, rf_as_dict(v), level + 1);
    else
        return rf_type_name(v);
    return NULL;
}

static const char *add(rf_text *t, rf_value v, int level)
{
    switch (v.tag) {
    case RF_BOOL:
        rf_text_puts(t, v.as.i ? "true" : "false");
        return NULL;
    case RF_INT:
        rf_text_int(t, v.as.i);
        return NULL;
    case RF_FLOAT:
        if (!isfinite(v.as.d))
            return "a float that is not finite";
        add_float(t, v.as.d);
        return NULL;
    case RF_OBJECT:
        return add_object(t, v, level);
    default:
        rf_text_puts(t, "null");
        return NULL;
    }
}

const char *rf_text_json(rf_text *t, rf_value v)
{
    return add(t, v, 0);
}
