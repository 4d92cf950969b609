/* Numbers of JSON texts: ints as far as they fit, else the nearest float. */

#include <float.h>
#include <math.h>
#include <stdlib.h>

#include "std/json/reader.h"

/* A decimal: digits * 10^exponent. */
typedef struct decimal {
    uint64_t digits;
    int      count;    /* of digits from the first that is not 0 */
    int64_t  exponent;
    bool     negative, whole;
} decimal;

enum { MOST_DIGITS = 19 }; /* so many fit */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static const char *take_digits(const char *p, decimal *n)
{
    for (; is_digit(*p); p++) {
        n->digits = n->digits * 10 + (uint64_t)(*p - '0'); /* of no use, and unused, when they are too many */
        n->count += n->digits > 0 || n->count > 0;
    }
    return p;
}

/* Behind an `e`; a text that is no exponent gives NULL. */
static const char *take_exponent(const char *p, decimal *n)
{
    bool    negative = *p == '-';
    int64_t e        = 0;

    if (*p == '-' || *p == '+')
        p++;
    if (!is_digit(*p))
        return NULL;
    for (; is_digit(*p); p++)
        if (e < 100000000)
            e = e * 10 + (*p - '0');
    n->exponent += negative ? -e : e;
    return p;
}

#if LDBL_MANT_DIG == 64
/* One product of exact factors, rounded to 64 bits, is right to 53 bits unless it lies next to the middle of two
   doubles. False then. */
static bool by_long_double(const decimal *n, double *d)
{
    static const long double powers[] = {1e0L,  1e1L,  1e2L,  1e3L,  1e4L,  1e5L,  1e6L,
                                         1e7L,  1e8L,  1e9L,  1e10L, 1e11L, 1e12L, 1e13L,
                                         1e14L, 1e15L, 1e16L, 1e17L, 1e18L, 1e19L, 1e20L,
                                         1e21L, 1e22L, 1e23L, 1e24L, 1e25L, 1e26L, 1e27L};
    long double product;
    uint64_t    bits;

    if (n->exponent < -27 || n->exponent > 27)
        return false;
    product = n->exponent < 0 ? (long double)n->digits / powers[-n->exponent]
                              : (long double)n->digits * powers[n->exponent];
    memcpy(&bits, &product, sizeof bits);
    if ((bits & 0x7ff) >= 0x3ff && (bits & 0x7ff) <= 0x401)
        return false;
    *d = (double)product;
    return true;
}
#else
static bool by_long_double(const decimal *n, double *d)
{
    *d = (double)n->digits;
    return n->exponent == 0 && n->digits < (uint64_t)1 << 53;
}
#endif

static rf_value as_float(rf_json_reader *r, const char *from, const char *p, const decimal *n)
{
    double d;

    if (n->count == 0)
        d = 0;
    else if (n->count > MOST_DIGITS || !by_long_double(n, &d))
        d = fabs(strtod(from, NULL));
    if (isinf(d))
        return rf_json_fail(r, p - 1, "number out of range");
    return rf_from_float(n->negative ? -d : d);
}

/* The int, or a float where it does not fit; -0 is a float. */
static rf_value as_int(rf_json_reader *r, const char *from, const char *p, const decimal *n)
{
    uint64_t most = (uint64_t)INT64_MAX + n->negative;

    if (n->count > MOST_DIGITS || n->digits > most || (n->negative && n->digits == 0))
        return as_float(r, from, p, n);
    return rf_from_int((int64_t)(n->negative ? 0 - n->digits : n->digits));
}

/* What stands at p instead of a digit. */
static rf_value no_digit(rf_json_reader *r, const char *p)
{
    return rf_json_fail(r, p, p == r->end ? "EOF while parsing a value" : "invalid number");
}

/* Point and exponent, as far as they are there: NULL after rf_json_fail. */
static const char *take_rest(rf_json_reader *r, const char *p, decimal *n)
{
    if (*p == '.') {
        const char *point = ++p;

        p = take_digits(p, n);
        n->exponent -= p - point;
        n->whole = false;
        if (p == point) {
            no_digit(r, p);
            return NULL;
        }
    }
    if (*p == 'e' || *p == 'E') {
        const char *e = p + 1;

        p        = take_exponent(e, n);
        n->whole = false;
        if (!p) {
            no_digit(r, e + (*e == '-' || *e == '+'));
            return NULL;
        }
    }
    return p;
}

rf_value rf_json_number(rf_json_reader *r)
{
    const char *from = r->p, *p = from;
    decimal     n    = {.negative = *p == '-', .whole = true};

    p += n.negative;
    if (!is_digit(*p))
        return no_digit(r, p);
    if (*p == '0' && is_digit(p[1]))
        return rf_json_fail(r, p + 1, "invalid number");
    p = take_rest(r, take_digits(p, &n), &n);
    if (!p)
        return rf_absent;
    r->p = p;
    return n.whole ? as_int(r, from, p, &n) : as_float(r, from, p, &n);
}
