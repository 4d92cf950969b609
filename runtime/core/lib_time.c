/* Built-in functions on clocks. */

#include <time.h>

#include "core/lib.h"
#include "core/point.h"

/* Seconds since 1970. */
static time_t wall_seconds(void)
{
    return (time_t)(rf_wall_clock() / 1000000000);
}

rf_value rf_b_now(rf_ctx *cx)
{
    (void)cx;
    return rf_from_float((double)wall_seconds());
}

rf_value rf_b_now_unix(rf_ctx *cx)
{
    (void)cx;
    return rf_from_int(wall_seconds());
}

rf_value rf_b_now_utc(rf_ctx *cx)
{
    time_t    now = wall_seconds();
    struct tm t;

    gmtime_r(&now, &t);
    return rf_from_object(rf_string_format(cx, "%04d-%02d-%02dT%02d:%02d:%02dZ", t.tm_year + 1900,
                                           t.tm_mon + 1, t.tm_mday, t.tm_hour, t.tm_min, t.tm_sec));
}

rf_value rf_b_current_timestamp(rf_ctx *cx)
{
    (void)cx;
    return rf_from_int(rf_wall_clock() / 1000000);
}

/* Nanoseconds since the first call with this *start, which holds 0 before. Threads may race for
   being first. */
static double since_first(int64_t *start)
{
    int64_t now   = rf_clock();
    int64_t first = 0;

    if (__atomic_compare_exchange_n(start, &first, now, false, __ATOMIC_RELAXED, __ATOMIC_RELAXED))
        first = now;
    return now < first ? 0 : (double)(now - first);
}

rf_value rf_b_performance_now(rf_ctx *cx)
{
    static int64_t start;

    (void)cx;
    return rf_from_float(since_first(&start) / 1e6);
}

rf_value rf_b_time_us(rf_ctx *cx)
{
    static int64_t start;

    (void)cx;
    return rf_from_float(since_first(&start) / 1e3);
}

rf_value rf_b_time_ns(rf_ctx *cx)
{
    static int64_t start;

    (void)cx;
    return rf_from_float(since_first(&start));
}

rf_value rf_b_elapsed(rf_ctx *cx, rf_value a, rf_value b)
{
    if (!rf_is_number(a) || !rf_is_number(b))
        return RF_REFUSE(cx, "elapsed requires number arguments", a, b);
    return rf_from_float(rf_number_float(b) - rf_number_float(a));
}

rf_value rf_b_format_duration(rf_ctx *cx, rf_value a)
{
    double ms;

    if (!rf_is_number(a))
        return RF_REFUSE(cx, "format_duration requires a number argument", a);
    ms = rf_number_float(a);
    if (ms >= 1000)
        return rf_from_object(rf_string_format(cx, "%.2fs", ms / 1000));
    if (ms >= 1)
        return rf_from_object(rf_string_format(cx, "%.2fms", ms));
    if (ms >= 0.001)
        return rf_from_object(rf_string_format(cx, "%.2f\u03bcs", ms * 1000));
    return rf_from_object(rf_string_format(cx, "%.0fns", ms * 1000000));
}
