/* core/number_text: how numbers print. */

#include <check.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/number_text.h"
#include "rt_fixture.h"

static void float_is(double d, const char *expected)
{
    rt_shows(rf_from_object(rf_float_to_string(&rt_cx, d)), expected);
}

START_TEST(floats_print_their_shortest_digits)
{
    float_is(1.0, "1");
    float_is(100.0, "100");
    float_is(0.1 + 0.2, "0.30000000000000004");
    float_is(1.0 / 3.0, "0.3333333333333333");
    float_is(2.0 / 3.0, "0.6666666666666666");
    float_is(0.0000001, "0.0000001");
    float_is(1e21, "1000000000000000000000");
    float_is(123456789.123456789, "123456789.12345679");
    float_is(0.1, "0.1");
    float_is(1.5, "1.5");
    float_is(-2.25, "-2.25");
    float_is(9007199254740993.0, "9007199254740992");
    float_is(3.141592653589793, "3.141592653589793");
    float_is(1e15, "1000000000000000");
    float_is(1e16, "10000000000000000");
    float_is(1e23, "100000000000000000000000");
    float_is(0.3, "0.3");
    float_is(4.35, "4.35");
    float_is(1234.5678, "1234.5678");
    float_is(5e-6, "0.000005");
}
END_TEST

START_TEST(special_floats_have_names)
{
    float_is(NAN, "NaN");
    float_is(-NAN, "NaN");
    float_is(INFINITY, "inf");
    float_is(-INFINITY, "-inf");
    float_is(-0.0, "-0");
    float_is(0.0, "0");
}
END_TEST

START_TEST(extreme_floats_have_no_exponent)
{
    char text[RF_FLOAT_TEXT];
    int  len = rf_float_text(5e-324, text);

    ck_assert_int_eq(len, 326);
    ck_assert_int_eq(text[325], '5');
    len = rf_float_text(1.7976931348623157e308, text);
    ck_assert_int_eq(len, 309);
    ck_assert_int_eq(memcmp(text, "17976931348623157000", 20), 0);
    len = rf_float_text(-2.2250738585072014e-308, text);
    ck_assert_int_eq(memcmp(text + len - 17, "22250738585072014", 17), 0);
}
END_TEST

/* Digits of 9007199254740993 * 2^-n and the like: the nearest 16 digits do not read back, the next
   ones up do. */
START_TEST(powers_of_two_have_no_digit_too_many)
{
    char text[RF_FLOAT_TEXT];

    for (int e = -1074; e < 1024; e++) {
        double d   = ldexp(1, e);
        int    len = rf_float_text(d, text);

        text[len] = '\0';
        ck_assert(strtod(text, NULL) == d);
    }
}
END_TEST

START_TEST(every_float_reads_back)
{
    char text[RF_FLOAT_TEXT + 1];

    for (int i = 0; i < 20000; i++) {
        uint64_t bits = (uint64_t)rt_random(1u << 31) << 33 ^ (uint64_t)rt_random(1u << 31) << 11 ^
                        rt_random(2048);
        double   d;

        memcpy(&d, &bits, sizeof d);
        if (!isfinite(d))
            continue;
        text[rf_float_text(d, text)] = '\0';
        ck_assert(strtod(text, NULL) == d);
        ck_assert_ptr_null(strchr(text, 'e'));
    }
}
END_TEST

START_TEST(decimals_print_as_they_were_written)
{
    char written[40], text[RF_FLOAT_TEXT + 1];

    for (int i = 0; i < 20000; i++) {
        int length =
            snprintf(written, sizeof written, "%u.%05u", rt_random(1000000), rt_random(100000));

        while (written[length - 1] == '0')
            written[--length] = '\0';
        if (written[length - 1] == '.')
            written[--length] = '\0';
        text[rf_float_text(strtod(written, NULL), text)] = '\0';
        ck_assert_str_eq(text, written);
    }
}
END_TEST

START_TEST(ints_print)
{
    rt_shows(rf_from_object(rf_int_to_string(&rt_cx, 0)), "0");
    rt_shows(rf_from_object(rf_int_to_string(&rt_cx, -7)), "-7");
    rt_shows(rf_from_object(rf_int_to_string(&rt_cx, INT64_MIN)), "-9223372036854775808");
    rt_shows(rf_from_object(rf_int_to_string(&rt_cx, INT64_MAX)), "9223372036854775807");
}
END_TEST

static bool is_int(const char *text)
{
    int64_t i;

    return rf_text_is_int(text, (int64_t)strlen(text), &i);
}

START_TEST(only_the_text_of_an_int_is_an_int_key)
{
    ck_assert(is_int("0") && is_int("5") && is_int("-5") && is_int("120"));
    ck_assert(is_int("9223372036854775807") && is_int("-9223372036854775808"));
    ck_assert(!is_int("") && !is_int("-") && !is_int("-0") && !is_int("05") && !is_int("+5"));
    ck_assert(!is_int("5 ") && !is_int("1.0") && !is_int("a") && !is_int("9223372036854775808"));
    ck_assert(!is_int("-9223372036854775809") && !is_int("99999999999999999999"));
}
END_TEST

TCase *rt_number_tests(void)
{
    TCase *t = tcase_create("rt/number");

    tcase_add_checked_fixture(t, rt_begin, rt_end);
    tcase_add_test(t, floats_print_their_shortest_digits);
    tcase_add_test(t, special_floats_have_names);
    tcase_add_test(t, extreme_floats_have_no_exponent);
    tcase_add_test(t, powers_of_two_have_no_digit_too_many);
    tcase_add_test(t, every_float_reads_back);
    tcase_add_test(t, decimals_print_as_they_were_written);
    tcase_add_test(t, ints_print);
    tcase_add_test(t, only_the_text_of_an_int_is_an_int_key);
    return t;
}
