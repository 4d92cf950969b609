/* What the sources of the built-in functions share: see core/lib.h. */

#include "core/lib.h"

rf_value rf_refuse(rf_ctx *cx, const char *text, const rf_value *values, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        if (rf_throw_if_error(cx, values[i]))
            return rf_null;
    rf_throw(cx, "%s", text);
    return rf_null;
}

int64_t rf_cut(double d)
{
    if (d != d)
        return 0;
    if (d >= 9223372036854775808.0)
        return INT64_MAX;
    if (d <= -9223372036854775808.0)
        return INT64_MIN;
    return (int64_t)d;
}

int64_t rf_number_int(rf_value v)
{
    return v.tag == RF_INT ? v.as.i : rf_cut(v.as.d);
}

double rf_number_float(rf_value v)
{
    return v.tag == RF_INT ? (double)v.as.i : v.as.d;
}

void rf_throw_short(rf_ctx *cx, const char *format, rf_value v)
{
    rf_text    t;
    rf_string *s;

    if (rf_throw_if_error(cx, v))
        return;
    rf_text_init(&t, cx);
    rf_text_short(&t, v);
    s = rf_text_take(&t);
    rf_throw(cx, format, s->at);
    rf_release_object(cx, s);
}

rf_value rf_pair(rf_ctx *cx, RF_OWN rf_value first, RF_OWN rf_value second)
{
    const rf_value both[2] = {first, second};

    return rf_from_object(rf_array_of(cx, both, 2));
}

/* The 25 code points with the property, Unicode 15. */
bool rf_is_space(uint32_t rune)
{
    if (rune < 0x80)
        return rune == ' ' || (rune >= '\t' && rune <= '\r');
    return rune == 0x85 || rune == 0xa0 || rune == 0x1680 || (rune >= 0x2000 && rune <= 0x200a) ||
           rune == 0x2028 || rune == 0x2029 || rune == 0x202f || rune == 0x205f || rune == 0x3000;
}

int64_t rf_left_edge(const rf_string *s)
{
    int64_t at = 0;

    while (at < s->bytes) {
        int size;

        if (!rf_is_space(rf_utf8_decode(s->at + at, &size)))
            break;
        at += size;
    }
    return at;
}

int64_t rf_right_edge(const rf_string *s, int64_t from)
{
    int64_t end = s->bytes;

    while (end > from) {
        int64_t at = end - 1;
        int     size;

        while (((unsigned char)s->at[at] & 0xc0) == 0x80)
            at--;
        if (!rf_is_space(rf_utf8_decode(s->at + at, &size)))
            break;
        end = at;
    }
    return end;
}
