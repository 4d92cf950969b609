/* Built-in functions on numbers. Those of analysis answer floats, also for ints; those on bits take
   ints only. */

#include <math.h>

#include "core/heap.h"
#include "core/lib.h"

/* ---- floats */

/* The number in v; false with `format` thrown, which shows what v is. */
static bool number_of(rf_ctx *cx, const char *format, rf_value v, double *x)
{
    if (rf_is_number(v)) {
        *x = rf_number_float(v);
        return true;
    }
    rf_throw_short(cx, format, v);
    return false;
}

/* A function of one number; `answer` is made of x. */
#define OF_ONE(name, answer)                                                                       \
    rf_value rf_b_##name(rf_ctx *cx, rf_value a)                                                   \
    {                                                                                              \
        double x = 0;                                                                              \
                                                                                                   \
        if (!number_of(cx, #name "() expects numeric argument 'value' , got %s", a, &x))           \
            return rf_null;                                                                        \
        return rf_from_float(answer);                                                              \
    }
OF_ONE(abs, fabs(x))
OF_ONE(floor, floor(x))
OF_ONE(ceil, ceil(x))
OF_ONE(round, round(x))
OF_ONE(sin, sin(x))
OF_ONE(cos, cos(x))
OF_ONE(tan, tan(x))
OF_ONE(exp, exp(x))

/* The same where only some numbers are allowed. */
#define OF_SOME(name, allowed, domain)                                                             \
    rf_value rf_b_##name(rf_ctx *cx, rf_value a)                                                   \
    {                                                                                              \
        double x = 0;                                                                              \
                                                                                                   \
        if (!number_of(cx, #name "() expects numeric argument 'value' , got %s", a, &x))           \
            return rf_null;                                                                        \
        if (!(allowed))                                                                            \
            rf_throw(cx, #name "() domain error: value must be " domain);                          \
        return rf_from_float(name(x));                                                             \
    }
OF_SOME(sqrt, !(x < 0), ">= 0")
OF_SOME(log, !(x <= 0), "> 0")

/* A function of two numbers. */
#define OF_TWO(name, function)                                                                     \
    rf_value rf_b_##name(rf_ctx *cx, rf_value a, rf_value b)                                       \
    {                                                                                              \
        if (!rf_is_number(a) || !rf_is_number(b))                                                  \
            return RF_REFUSE(cx, #name "() expects numeric arguments", a, b);                      \
        return rf_from_float(function(rf_number_float(a), rf_number_float(b)));                    \
    }
OF_TWO(pow, pow)
OF_TWO(min, fmin)
OF_TWO(max, fmax)

/* ---- bits */

/* True when v is an int; else `format`, which shows what it is, is thrown. */
static bool is_int(rf_ctx *cx, const char *format, rf_value v)
{
    if (v.tag == RF_INT)
        return true;
    rf_throw_short(cx, format, v);
    return false;
}

#define BITS_OF_TWO(name, sign)                                                                    \
    rf_value rf_b_##name(rf_ctx *cx, rf_value a, rf_value b)                                       \
    {                                                                                              \
        if (!is_int(cx, #name "() expects integer argument 'left' , got %s", a) ||                 \
            !is_int(cx, #name "() expects integer argument 'right' , got %s", b))                  \
            return rf_null;                                                                        \
        return rf_from_int(a.as.i sign b.as.i);                                                    \
    }
BITS_OF_TWO(bit_and, &)
BITS_OF_TWO(bit_or, |)
BITS_OF_TWO(bit_xor, ^)

rf_value rf_b_bit_not(rf_ctx *cx, rf_value a)
{
    if (!is_int(cx, "bit_not() expects integer argument 'value' , got %s", a))
        return rf_null;
    return rf_from_int(~a.as.i);
}

/* Shifting up works on unsigned bits: it may reach the sign. Shifting down keeps the sign. */
#define SHIFT(name, answer)                                                                        \
    rf_value rf_b_##name(rf_ctx *cx, rf_value a, rf_value b)                                       \
    {                                                                                              \
        if (!is_int(cx, #name "() expects integer argument 'value' , got %s", a) ||                \
            !is_int(cx, #name "() expects integer argument 'shift' , got %s", b))                  \
            return rf_null;                                                                        \
        if (b.as.i < 0 || b.as.i > 63) {                                                           \
            rf_throw(cx, #name "() expects a shift amount between 0 and 63");                      \
            return rf_null;                                                                        \
        }                                                                                          \
        return rf_from_int(answer);                                                                \
    }
SHIFT(bit_shl, (int64_t)((uint64_t)a.as.i << b.as.i))
SHIFT(bit_shr, a.as.i >> b.as.i)

/* ---- range */

/* How many numbers lie from `start` by `step`, not 0, before `stop`. */
static uint64_t range_count(int64_t start, int64_t stop, int64_t step)
{
    uint64_t distance, stride;

    if (step > 0 ? start >= stop : start <= stop)
        return 0;
    distance = step > 0 ? (uint64_t)stop - (uint64_t)start : (uint64_t)start - (uint64_t)stop;
    stride   = step > 0 ? (uint64_t)step : 0 - (uint64_t)step;
    return (distance - 1) / stride + 1;
}

rf_value rf_b_range(rf_ctx *cx, rf_value a, rf_value b, rf_value c)
{
    int64_t   start = 0, stop, step = 1;
    uint64_t  count;
    rf_array *out;

    if (!rf_is_number(a) || (b.tag != RF_ABSENT && !rf_is_number(b)) ||
        (c.tag != RF_ABSENT && !rf_is_number(c)))
        return RF_REFUSE(cx, "range() requires numeric arguments", a, b, c);
    stop = rf_number_int(a);
    if (b.tag != RF_ABSENT) {
        start = stop;
        stop  = rf_number_int(b);
    }
    if (c.tag != RF_ABSENT)
        step = rf_number_int(c);
    if (step == 0) {
        rf_throw(cx, "range() step cannot be zero");
        return rf_null;
    }
    count = range_count(start, stop, step);
    if (count > INT64_MAX / 16)
        rf_out_of_memory();
    out = rf_array_new(cx, &rf_ints_kind, (int64_t)count);
    for (uint64_t i = 0; i < count; i++)
        out->at.i[i] = (int64_t)((uint64_t)start + i * (uint64_t)step);
    out->len = (int64_t)count;
    return rf_from_object(out);
}
