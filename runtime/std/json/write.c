/* Values as JSON. */

#include <math.h>
#include <stdlib.h>

#include "core/heap.h"
#include "core/lib.h"
#include "core/number_text.h"
#include "std/json/json.h"
#include "std/json/order.h"
#include "std/json/scan.h"

enum { MOST_LEVELS = 1000 };

typedef struct writer {
    rf_text       *t;
    rf_json_layout layout;
    int            level;
    const char    *prefix;
    rf_json_orders orders;
} writer;

static bool add(writer *w, rf_value v);

/* ---- text */

/* As rf_text_add, for the few bytes that mostly fit. */
static inline void put(rf_text *t, const char *at, size_t bytes)
{
    if (RF_UNLIKELY(t->room - t->len < bytes)) {
        rf_text_add(t, at, bytes);
        return;
    }
    memcpy(t->at + t->len, at, bytes);
    t->len += bytes;
}

static inline void put_char(rf_text *t, char c)
{
    put(t, &c, 1);
}

static void put_escaped(rf_text *t, char c)
{
    static const char named[] = "\"\\\b\f\n\r\t", letters[] = "\"\\bfnrt";
    const char       *at      = c ? strchr(named, c) : NULL;

    if (at) {
        put_char(t, '\\');
        put_char(t, letters[at - named]);
    } else {
        rf_text_format(t, "\\u%04x", c);
    }
}

static void put_string(rf_text *t, const char *at, int64_t bytes)
{
    const char *end = at + bytes, *stop;
    uint64_t    seen = 0;

    put_char(t, '"');
    for (;;) {
        stop = rf_json_plain(at, end, &seen);
        put(t, at, (size_t)(stop - at));
        if (stop == end)
            break;
        put_escaped(t, *stop);
        at = stop + 1;
    }
    put_char(t, '"');
}

/* ---- numbers */

/* 0.DIGITS * 10^point with one digit before the point and an exponent. */
static void put_with_exponent(rf_text *t, const char *digits, int count, int point)
{
    put_char(t, digits[0]);
    if (count > 1) {
        put_char(t, '.');
        put(t, digits + 1, (size_t)count - 1);
    }
    rf_text_format(t, "e%+d", point - 1);
}

static void put_zeros(rf_text *t, int count)
{
    while (count-- > 0)
        put_char(t, '0');
}

/* 0.DIGITS * 10^point in full. */
static void put_in_full(rf_text *t, const char *digits, int count, int point)
{
    if (point <= 0) {
        put(t, "0.", 2);
        put_zeros(t, -point);
        put(t, digits, (size_t)count);
    } else if (point >= count) {
        put(t, digits, (size_t)count);
        put_zeros(t, point - count);
        put(t, ".0", 2);
    } else {
        put(t, digits, (size_t)point);
        put_char(t, '.');
        put(t, digits + point, (size_t)(count - point));
    }
}

static void put_float(rf_text *t, double d)
{
    char digits[RF_DIGITS];
    int  count, point;

    if (signbit(d))
        put_char(t, '-');
    if (d == 0) {
        put(t, "0.0", 3);
        return;
    }
    count = rf_float_digits(fabs(d), digits, &point);
    if (point > 16 || point < -4)
        put_with_exponent(t, digits, count, point);
    else
        put_in_full(t, digits, count, point);
}

/* ---- what cannot be written */

static bool refuse(writer *w, rf_value v)
{
    if (rf_throw_if_error(w->t->cx, v))
        return false;
    if (v.tag == RF_FLOAT) {
        rf_string *shown = rf_float_to_string(w->t->cx, v.as.d);

        rf_throw(w->t->cx, "%sCannot convert non-finite float %s to JSON", w->prefix, shown->at);
        rf_release_object(w->t->cx, shown);
    } else {
        rf_throw(w->t->cx, "%sCannot convert %s to JSON", w->prefix, rf_type_name(v));
    }
    return false;
}

static bool refuse_depth(writer *w)
{
    rf_throw(w->t->cx, "%sCannot convert a value of more than %d levels to JSON", w->prefix,
             MOST_LEVELS);
    return false;
}

/* ---- containers */

static void put_line(writer *w, int level)
{
    if (w->layout == RF_JSON_COMPACT)
        return;
    put_char(w->t, '\n');
    while (level-- > 0)
        put(w->t, "  ", 2);
}

static bool add_array(writer *w, const rf_array *a)
{
    put_char(w->t, '[');
    for (int64_t i = 0; i < a->len; i++) {
        if (i > 0)
            put_char(w->t, ',');
        put_line(w, w->level);
        if (!add(w, rf_array_peek(a, i)))
            return false;
    }
    if (a->len > 0)
        put_line(w, w->level - 1);
    put_char(w->t, ']');
    return true;
}

static void put_key(writer *w, const rf_entry *e)
{
    char digits[RF_INT_TEXT];

    if (e->key)
        put_string(w->t, e->key->at, e->key->bytes);
    else
        put_string(w->t, digits, rf_int_text((int64_t)e->number, digits));
    if (w->layout == RF_JSON_COMPACT)
        put_char(w->t, ':');
    else
        put(w->t, ": ", 2);
}

static bool add_entries(writer *w, const rf_entry *const *row, int64_t count)
{
    put_char(w->t, '{');
    for (int64_t i = 0; i < count; i++) {
        if (i > 0)
            put_char(w->t, ',');
        put_line(w, w->level);
        put_key(w, row[i]);
        if (!add(w, row[i]->value))
            return false;
    }
    if (count > 0)
        put_line(w, w->level - 1);
    put_char(w->t, '}');
    return true;
}

static bool add_dict(writer *w, const rf_dict *d)
{
    const rf_entry *few[RF_JSON_FEW], **row = few;
    int64_t         count = rf_dict_len(d);
    bool            done;

    if (count > RF_JSON_FEW)
        row = rf_memory_new(w->t->cx, (size_t)count * sizeof *row);
    rf_json_order(&w->orders, d, row);
    done = add_entries(w, row, count);
    if (row != few)
        rf_memory_free(w->t->cx, row, (size_t)count * sizeof *row);
    return done;
}

/* ---- any value */

static bool add_object(writer *w, rf_value v)
{
    bool done;

    if (rf_is_string(v)) {
        put_string(w->t, rf_as_string(v)->at, rf_as_string(v)->bytes);
        return true;
    }
    if (!rf_is_array(v) && !rf_is_dict(v))
        return refuse(w, v);
    if (w->level == MOST_LEVELS || RF_STACK_LOW(w->t->cx))
        return refuse_depth(w);
    w->level++;
    done = rf_is_array(v) ? add_array(w, rf_as_array(v)) : add_dict(w, rf_as_dict(v));
    w->level--;
    return done;
}

static bool add(writer *w, rf_value v)
{
    switch (v.tag) {
    case RF_BOOL:
        rf_text_puts(w->t, v.as.i ? "true" : "false");
        return true;
    case RF_INT:
        rf_text_int(w->t, v.as.i);
        return true;
    case RF_FLOAT:
        if (!isfinite(v.as.d))
            return refuse(w, v);
        put_float(w->t, v.as.d);
        return true;
    case RF_OBJECT:
        return add_object(w, v);
    default:
        put(w->t, "null", 4);
        return true;
    }
}

bool rf_json_write(rf_text *t, rf_value v, rf_json_layout layout, const char *prefix)
{
    writer w = {.t = t, .layout = layout, .prefix = prefix};

    rf_json_orders_init(&w.orders);
    return add(&w, v);
}
