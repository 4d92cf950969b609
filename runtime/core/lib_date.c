/* Built-in functions on dates, all in UTC: format_date, parse_date. */

#include <string.h>
#include <time.h>

#include "core/lib.h"

/* ---- format_date */

/* The years that have a date: about 262,000 before and after the first. */
static const double first_second = -8334601228800.0;
static const double last_second  = 8210266876799.0;

/* Adds the year as dates show it: a sign before those that do not have four digits. */
static void add_year(rf_text *t, int64_t year)
{
    if (year > 9999)
        rf_text_format(t, "+%lld", (long long)year);
    else if (year < 0)
        rf_text_format(t, "-%04lld", (long long)-year);
    else
        rf_text_format(t, "%04lld", (long long)year);
}

/* Adds what the letters at `at` stand for and answers how many they are; 0 when they are no
   placeholder. */
static int add_field(rf_text *t, const char *at, const struct tm *when)
{
    const struct {
        const char *letters;
        int         value;
    } fields[] = {
        {"MM", when->tm_mon + 1}, {"DD", when->tm_mday}, {"HH", when->tm_hour},
        {"mm", when->tm_min},     {"ss", when->tm_sec},
    };

    if (strncmp(at, "YYYY", 4) == 0) {
        add_year(t, (int64_t)when->tm_year + 1900);
        return 4;
    }
    for (size_t i = 0; i < RF_COUNT_OF(fields); i++) {
        if (strncmp(at, fields[i].letters, 2) == 0) {
            rf_text_format(t, "%02d", fields[i].value);
            return 2;
        }
    }
    return 0;
}

rf_value rf_b_format_date(rf_ctx *cx, rf_value a, rf_value b)
{
    const rf_string *form;
    double           seconds;
    struct tm        when;
    rf_text          t;
    int64_t          i = 0;

    if (!rf_is_number(a))
        return RF_REFUSE(cx, "format_date requires a number timestamp", a, b);
    if (!rf_is_string(b))
        return RF_REFUSE(cx, "format_date requires a string format", b);
    seconds = rf_number_float(a);
    rf_text_init(&t, cx);
    if (!(seconds >= first_second && seconds <= last_second)) {
        rf_text_puts(&t, "Invalid timestamp: ");
        rf_text_float(&t, seconds);
        return rf_from_object(rf_text_take(&t));
    }
    gmtime_r(&(time_t){rf_number_int(a)}, &when);
    form = rf_as_string(b);
    while (i < form->bytes) {
        int used = add_field(&t, form->at + i, &when);

        if (used == 0)
            rf_text_char(&t, form->at[i++]);
        i += used;
    }
    return rf_from_object(rf_text_take(&t));
}

/* ---- parse_date */

/* Reads a number of one to `most` digits and moves *at behind it; -1 when there is none. */
static int read_number(const char **at, int most)
{
    int n = -1;

    for (; most > 0 && **at >= '0' && **at <= '9'; most--, (*at)++)
        n = (n < 0 ? 0 : n * 10) + (**at - '0');
    return n;
}

static int days_in(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool             leap   = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

    return days[month - 1] + (month == 2 && leap);
}

/* YYYY-MM-DD; false when it is none, or names a day that does not exist. */
static bool read_date(const rf_string *s, struct tm *out)
{
    const char *at   = s->at;
    int         year = read_number(&at, 4), month, day;

    if (year < 0 || *at++ != '-')
        return false;
    month = read_number(&at, 2);
    if (month < 1 || month > 12 || *at++ != '-')
        return false;
    day = read_number(&at, 2);
    if (day < 1 || day > days_in(year, month) || at != s->at + s->bytes)
        return false;
    *out = (struct tm){.tm_year = year - 1900, .tm_mon = month - 1, .tm_mday = day};
    return true;
}

rf_value rf_b_parse_date(rf_ctx *cx, rf_value a, rf_value b)
{
    struct tm day = {0};

    if (!rf_is_string(a) || !rf_is_string(b))
        return RF_REFUSE(cx, "parse_date requires string arguments (date, format)", a, b);
    if (!rf_string_is(rf_as_string(b), "YYYY-MM-DD"))
        rf_throw(cx, "parse_date failed: unsupported format '%s' (expected 'YYYY-MM-DD')",
                 rf_as_string(b)->at);
    else if (!read_date(rf_as_string(a), &day))
        rf_throw(cx, "parse_date failed: invalid date '%s'", rf_as_string(a)->at);
    return cx->error ? rf_null : rf_from_float((double)timegm(&day));
}
