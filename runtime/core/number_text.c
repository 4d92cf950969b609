/* The text of numbers: decimal ints, and floats as the shortest digits that read back exactly. */

#include "core/number_text.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int rf_int_text(int64_t i, char out[RF_INT_TEXT])
{
    uint64_t n = i < 0 ? 0 - (uint64_t)i : (uint64_t)i;
    char     digits[RF_INT_TEXT];
    int      count = 0, len = 0;

    do {
        digits[count++] = (char)('0' + n % 10);
        n /= 10;
    } while (n > 0);
    if (i < 0)
        out[len++] = '-';
    while (count > 0)
        out[len++] = digits[--count];
    return len;
}

bool rf_text_is_int(const char *at, int64_t bytes, int64_t *i)
{
    bool     negative = bytes > 0 && at[0] == '-';
    int64_t  first    = negative ? 1 : 0;
    uint64_t n        = 0;
    int64_t  k;

    if (bytes <= first || bytes - first > 19 || at[first] < '0' || at[first] > '9')
        return false;
    if (at[first] == '0' && (negative || bytes > 1))
        return false;
    for (k = first; k < bytes; k++) {
        if (at[k] < '0' || at[k] > '9')
            return false;
        n = n * 10 + (uint64_t)(at[k] - '0'); /* 19 digits fit */
    }
    if (n > (uint64_t)INT64_MAX + (negative ? 1 : 0))
        return false;
    *i = (int64_t)(negative ? 0 - n : n);
    return true;
}

/* ---- floats */

/* The digits of a positive int without trailing zeros. */
static int digits_of_int(uint64_t n, char out[RF_DIGITS], int *point)
{
    char all[RF_INT_TEXT];
    int  len = rf_int_text((int64_t)n, all);

    *point = len;
    while (len > 1 && all[len - 1] == '0')
        len--;
    memcpy(out, all, (size_t)len);
    return len;
}

/* Up to 15 digits name one double only, and a quotient of two exact doubles is rounded as reading the decimal
   would: so m / 10^k == d proves that m's digits are right, and the smallest k that they are the fewest. */
static int short_digits(double d, char out[RF_DIGITS], int *point)
{
    double power = 1;
    int    k;

    for (k = 0; k <= 22; k++, power *= 10) {
        double m = nearbyint(d * power);

        if (m >= 1e15)
            return 0;
        if (m >= 1 && m / power == d) {
            int count = digits_of_int((uint64_t)m, out, point);

            *point -= k;
            return count;
        }
    }
    return 0;
}

/* `precision` significant digits of d, correctly rounded, as digits and the place of the point. */
static int rounded_digits(double d, int precision, char out[RF_DIGITS], int *point, double *back)
{
    char  text[40];
    char *e;
    int   count = 0;
    char *c;

    snprintf(text, sizeof text, "%.*e", precision - 1, d);
    *back  = strtod(text, NULL);
    e      = strchr(text, 'e');
    *point = atoi(e + 1) + 1;
    for (c = text; c < e; c++) {
        if (*c >= '0' && *c <= '9')
            out[count++] = *c;
    }
    while (count > 1 && out[count - 1] == '0')
        count--;
    return count;
}

/* Above a power of two doubles lie twice as far apart as below it. There a decimal of 16 digits may read back though
   the nearest one, on the other side, does not: try the next one up. */
static bool round_up_reads_back(double d, char digits[RF_DIGITS], int count, int point)
{
    char text[48];
    int  i = count - 1;

    if (count != 16)
        return false;
    while (i > 0 && digits[i] == '9')
        digits[i--] = '0';
    if (digits[i] == '9')
        return false;
    digits[i]++;
    snprintf(text, sizeof text, "0.%.*se%d", count, digits, point);
    return strtod(text, NULL) == d;
}

int rf_float_digits(double d, char out[RF_DIGITS], int *point)
{
    int    precision = d < 2.3e-308 ? 1 : 15; /* denormals have fewer good digits */
    int    count     = 0;
    int    halves;
    double back;

    if (d < 9e15 && d >= 1e-15 && (count = short_digits(d, out, point)) > 0)
        return count;
    for (; precision <= 17; precision++) {
        count = rounded_digits(d, precision, out, point, &back);
        if (back == d)
            return count;
        if (precision == 16 && frexp(d, &halves) == 0.5) {
            if (round_up_reads_back(d, out, count, *point))
                return count;
        }
    }
    return count;
}

static int named(const char *name, char *out)
{
    size_t len = strlen(name);

    memcpy(out, name, len);
    return (int)len;
}

static int zeros(char *out, int count)
{
    memset(out, '0', (size_t)count);
    return count;
}

int rf_float_text(double d, char out[RF_FLOAT_TEXT])
{
    char digits[RF_DIGITS];
    int  len = 0, count, point;

    if (isnan(d))
        return named("NaN", out);
    if (signbit(d)) {
        out[len++] = '-';
        d          = -d;
    }
    if (isinf(d))
        return len + named("inf", out + len);
    if (d < 9e15 && d == (double)(int64_t)d)
        return len + rf_int_text((int64_t)d, out + len);
    count = rf_float_digits(d, digits, &point);
    if (point <= 0) {
        len += named("0.", out + len);
        len += zeros(out + len, -point);
        memcpy(out + len, digits, (size_t)count);
        return len + count;
    }
    if (point >= count) {
        memcpy(out + len, digits, (size_t)count);
        return len + count + zeros(out + len + count, point - count);
    }
    memcpy(out + len, digits, (size_t)point);
    out[len + point] = '.';
    memcpy(out + len + point + 1, digits + point, (size_t)(count - point));
    return len + count + 1;
}
