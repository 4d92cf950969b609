/* The text of numbers: decimal ints, and floats as the shortest digits that read back exactly. */

#include "core/number_text.h"

#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* "00" to "99". */
static const char pairs[] = "0001020304050607080910111213141516171819202122232425262728293031323334353637383940414243444546474849"
                            "5051525354555657585960616263646566676869707172737475767778798081828384858687888990919293949596979899";

static int digit_count(uint64_t n)
{
    int count = 1;

    for (; n >= 10000; n /= 10000)
        count += 4;
    return count + (n >= 10) + (n >= 100) + (n >= 1000);
}

int rf_int_text(int64_t i, char out[RF_INT_TEXT])
{
    uint64_t n = i < 0 ? 0 - (uint64_t)i : (uint64_t)i;
    int      len = digit_count(n) + (i < 0), at = len;

    for (; n >= 100; n /= 100) {
        at -= 2;
        memcpy(out + at, pairs + n % 100 * 2, 2);
    }
    if (n >= 10)
        memcpy(out + at - 2, pairs + n * 2, 2);
    else
        out[at - 1] = (char)('0' + n);
    if (i < 0)
        out[0] = '-';
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

/* Powers of ten that a long double holds exactly. */
static long double ten_to(int k)
{
    static const long double powers[] = {1e0L,  1e1L,  1e2L,  1e3L,  1e4L,  1e5L,  1e6L,
                                         1e7L,  1e8L,  1e9L,  1e10L, 1e11L, 1e12L, 1e13L,
                                         1e14L, 1e15L, 1e16L, 1e17L, 1e18L, 1e19L, 1e20L,
                                         1e21L, 1e22L, 1e23L, 1e24L, 1e25L, 1e26L, 1e27L};

    return powers[k];
}

/* How many digits d has before the point; below 0 for zeros behind it. d lies in 1e-9 … 1e15. */
static int places_before_point(double d)
{
    enum { LOG10_OF_2 = 30103 }; /* in 100,000ths */
    int binary, p;
    long double d_scaled;

    /* From the binary places: right, or one too few. */
    frexp(d, &binary);
    binary--;
    p        = (binary * LOG10_OF_2 - (binary < 0 ? 99999 : 0)) / 100000 + 1;
    d_scaled = p >= 0 ? (long double)d / ten_to(p) : (long double)d * ten_to(-p);
    return (double)d_scaled >= 1.0 ? p + 1 : p;
}

/* What quick_digits finds about one precision. */
typedef enum finding { READS_BACK, TOO_SHORT, TOO_CLOSE } finding;

/* Whether *m, `off` below the scaled double, reads back. A decimal does when it lies nearer than
   half the distance to the next double, which is half as far below a power of two: there the next
   decimal up may do instead. */
static finding judge(long double off, long double half, bool power_of_two, uint64_t *m)
{
    const long double margin = 1.0L / 256; /* far more than the rounding of the product */
    long double       bound  = power_of_two && off > 0 ? half / 2 : half;

    if (fabsl(fabsl(off) - 0.5L) < margin || fabsl(fabsl(off) - bound) < margin)
        return TOO_CLOSE;
    if (fabsl(off) < bound)
        return READS_BACK;
    if (!power_of_two || off < 0 || 1 - off > half + margin)
        return TOO_SHORT;
    if (1 - off > half - margin)
        return TOO_CLOSE;
    (*m)++;
    return READS_BACK;
}

/* The shortest digits of a double of common size from one product each, which the 64 bits of a long
   double's fraction make exact enough. 0 when a decision is too close for that. */
static int quick_digits(double d, char out[RF_DIGITS], int *point)
{
    int         places = places_before_point(d), exponent, precision;
    bool        power  = frexp(d, &exponent) == 0.5;
    long double half   = ldexpl(0.5L, exponent - 53);

    for (precision = 15; precision <= 17; precision++) {
        int         k      = precision - places;
        long double scaled = (long double)d * ten_to(k);
        uint64_t    m      = (uint64_t)rintl(scaled);
        finding     f      = judge(scaled - (long double)m, half * ten_to(k), power, &m);

        if (f == TOO_CLOSE)
            return 0;
        if (f == READS_BACK) {
            int count = digits_of_int(m, out, point);

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

/* Above a power of two doubles lie twice as far apart as below it. There a decimal of 16 digits may
   read back though the nearest one, on the other side, does not: try the next one up. */
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

    if (LDBL_MANT_DIG >= 64 && d < 1e15 && d >= 1e-9 && (count = quick_digits(d, out, point)) > 0)
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
