/* Which scalars of YAML are more than text. */

#include "std/yaml/scalar.h"

#include <math.h>
#include <string.h>

#include "core/number_text.h"

static bool is_one_of(const char *at, size_t bytes, const char *const *words)
{
    for (; *words; words++)
        if (strlen(*words) == bytes && memcmp(*words, at, bytes) == 0)
            return true;
    return false;
}

static bool read_word(const char *at, size_t bytes, rf_value *out)
{
    static const char *const nulls[]  = {"", "~", "null", "Null", "NULL", NULL};
    static const char *const trues[]  = {"true", "True", "TRUE", NULL};
    static const char *const falses[] = {"false", "False", "FALSE", NULL};

    if (is_one_of(at, bytes, nulls))
        *out = rf_null;
    else if (is_one_of(at, bytes, trues))
        *out = rf_from_bool(1);
    else if (is_one_of(at, bytes, falses))
        *out = rf_from_bool(0);
    else
        return false;
    return true;
}

static int digit_of(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c = (char)(c | 0x20);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : 16;
}

/* 0x1f, 0o17, 0b11 with a sign or none, within 64 bits. */
static bool read_based(const char *at, const char *end, int64_t *out)
{
    bool    minus = at < end && *at == '-';
    int     base;
    int64_t n = 0;

    at += at < end && (*at == '-' || *at == '+');
    if (end - at < 3 || *at != '0')
        return false;
    base = at[1] == 'x' ? 16 : at[1] == 'o' ? 8 : at[1] == 'b' ? 2 : 0;
    for (at += 2; at < end; at++) {
        int digit = digit_of(*at);

        if (digit >= base || __builtin_mul_overflow(n, base, &n) ||
            __builtin_add_overflow(n, minus ? -digit : digit, &n))
            return false;
    }
    *out = n;
    return true;
}

static bool read_special(const char *at, size_t bytes, double *out)
{
    static const char *const inf[]   = {".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF", NULL};
    static const char *const minus[] = {"-.inf", "-.Inf", "-.INF", NULL};
    static const char *const nan[]   = {".nan", ".NaN", ".NAN", NULL};

    if (is_one_of(at, bytes, inf))
        *out = (double)INFINITY;
    else if (is_one_of(at, bytes, minus))
        *out = -(double)INFINITY;
    else if (is_one_of(at, bytes, nan))
        *out = (double)NAN;
    else
        return false;
    return true;
}

/* 012 is text: other readers might take it for octal. */
static bool has_needless_zero(const char *digits, const char *end)
{
    return end - digits > 1 && digits[0] == '0' &&
           strspn(digits, "0123456789") >= (size_t)(end - digits);
}

static bool read_number(const char *at, size_t bytes, rf_value *out)
{
    const char *end = at + bytes, *digits = at + (*at == '-' || *at == '+');
    int64_t     i;
    double      d;

    if (digits >= end || (*digits != '.' && (*digits < '0' || *digits > '9')) ||
        has_needless_zero(digits, end))
        return false;
    if (read_based(at, end, &i) || rf_read_int(at, end, &i))
        *out = rf_from_int(i);
    else if (read_special(at, bytes, &d) || rf_read_float(at, end, &d))
        *out = rf_from_float(d);
    else
        return false;
    return true;
}

static bool read_any(const char *at, size_t bytes, rf_value *out)
{
    return read_word(at, bytes, out) || read_number(at, bytes, out);
}

rf_value rf_yaml_scalar(rf_ctx *cx, const char *at, size_t bytes)
{
    rf_value v;

    return read_any(at, bytes, &v) ? v : rf_from_object(rf_string_new(cx, at, (int64_t)bytes));
}

bool rf_yaml_is_text(const char *at, size_t bytes)
{
    rf_value v;

    return !read_any(at, bytes, &v);
}
