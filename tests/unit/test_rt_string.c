/* core/string, core/utf8, core/text. */

#include <check.h>
#include <string.h>

#include "core/string_ops.h"
#include "core/text.h"
#include "core/utf8.h"
#include "rt_fixture.h"

START_TEST(length_counts_code_points)
{
    rf_string *s = rt_string("a👍b");

    ck_assert_int_eq(s->length, 3);
    ck_assert_int_eq(s->bytes, 6);
    rt_shows(rf_from_object(rf_string_at(&rt_cx, s, 1)), "👍");
    rt_shows(rf_from_object(rf_string_at(&rt_cx, s, -1)), "b");
    rt_shows(rf_from_object(rf_string_at(&rt_cx, s, -3)), "a");
    ck_assert_ptr_null(rf_string_at(&rt_cx, s, 3));
    rt_threw("Index out of bounds: 3");
    ck_assert_ptr_null(rf_string_at(&rt_cx, s, -4));
    rt_threw("Index out of bounds: -4");
    rf_release_object(&rt_cx, s);
}
END_TEST

START_TEST(strings_join)
{
    rf_string *a = rt_string("Grü"), *b = rt_string("ße");

    rt_shows(rf_from_object(rf_string_concat(&rt_cx, a, b)), "Grüße");
    a = rf_string_append(&rt_cx, a, b);
    ck_assert_int_eq(a->length, 5);
    a = rf_string_append(&rt_cx, a, a);
    rt_shows(rf_from_object(a), "GrüßeGrüße");
    rf_release_object(&rt_cx, b);
}
END_TEST

START_TEST(appending_spares_other_owners)
{
    rf_string *a = rt_string("one"), *other = a, *two = rt_string("two");

    rf_retain_object(a);
    a = rf_string_append(&rt_cx, a, two);
    rt_shows(rf_from_object(other), "one");
    rt_shows(rf_from_object(a), "onetwo");
    rf_release_object(&rt_cx, two);
}
END_TEST

START_TEST(appending_grows_and_forgets_the_hash)
{
    rf_string *s = rf_string_empty(), *x = rt_string("x");

    for (int i = 0; i < 5000; i++)
        s = rf_string_append(&rt_cx, s, x);
    ck_assert_int_eq(s->bytes, 5000);
    ck_assert_int_eq(s->at[5000], 0);
    ck_assert_uint_eq(rf_string_hash(s), rf_bytes_hash(s->at, 5000));
    s = rf_string_append(&rt_cx, s, x);
    ck_assert_uint_eq(rf_string_hash(s), rf_bytes_hash(s->at, 5001));
    rf_release_object(&rt_cx, s);
    rf_release_object(&rt_cx, x);
}
END_TEST

START_TEST(order_is_by_code_point)
{
    const char *sorted[] = {"", "Z", "Za", "a", "ab", "b", "é", "ｱ", "👍"};

    for (size_t i = 0; i < 9; i++) {
        for (size_t k = 0; k < 9; k++) {
            rf_string *a = rt_string(sorted[i]), *b = rt_string(sorted[k]);
            int        order = rf_string_order(a, b);

            ck_assert((order < 0) == (i < k) && (order == 0) == (i == k));
            ck_assert(rf_string_equal(a, b) == (i == k));
            rf_release_object(&rt_cx, a);
            rf_release_object(&rt_cx, b);
        }
    }
}
END_TEST

START_TEST(parts_and_search)
{
    rf_string *s = rt_string("hällo wörld"), *o = rt_string("ö"), *no = rt_string("zz");

    rt_shows(rf_from_object(rf_string_slice(&rt_cx, s, 1, 5)), "ällo");
    rt_shows(rf_from_object(rf_string_slice(&rt_cx, s, 3, 3)), "");
    ck_assert_int_eq(rf_string_find(s, o, 0), 8);
    ck_assert_int_eq(rf_string_find(s, o, 9), -1);
    ck_assert_int_eq(rf_string_find(s, no, 0), -1);
    ck_assert_int_eq(rf_string_find(s, rf_string_empty(), 0), 0);
    ck_assert(rf_string_is(o, "ö") && !rf_string_is(o, "öx"));
    rf_release_object(&rt_cx, s);
    rf_release_object(&rt_cx, o);
    rf_release_object(&rt_cx, no);
}
END_TEST

START_TEST(walking_gives_every_code_point)
{
    rf_string  *s    = rt_string("aé👍");
    int64_t     at   = 0;
    int         n    = 0;
    const char *is[] = {"a", "é", "👍"};

    while (at < s->bytes)
        rt_shows(rf_from_object(rf_string_next(&rt_cx, s, &at)), is[n++]);
    ck_assert_int_eq(n, 3);
    rf_release_object(&rt_cx, s);
}
END_TEST

START_TEST(bad_utf8_is_seen)
{
    ck_assert_int_eq(rf_utf8_valid("aé👍", 7), 7);
    ck_assert_int_eq(rf_utf8_valid("a\xff", 2), 1);
    ck_assert_int_eq(rf_utf8_valid("\xc0\x80", 2), 0);
    ck_assert_int_eq(rf_utf8_valid("\xed\xa0\x80", 3), 0);
    ck_assert_int_eq(rf_utf8_valid("\xf4\x90\x80\x80", 4), 0);
    ck_assert_int_eq(rf_utf8_valid("ab\xe2\x82", 4), 2);
}
END_TEST

START_TEST(code_points_survive_coding)
{
    const uint32_t runes[] = {0, 0x41, 0x7f, 0x80, 0x7ff, 0x800, 0xfffd, 0x10000, 0x10ffff};
    char           text[4];
    int            size;

    for (size_t i = 0; i < sizeof runes / sizeof *runes; i++) {
        int written = rf_utf8_encode(runes[i], text);

        ck_assert_uint_eq(rf_utf8_decode(text, &size), runes[i]);
        ck_assert_int_eq(size, written);
        ck_assert_int_eq(rf_utf8_valid(text, written), written);
    }
}
END_TEST

START_TEST(every_code_point_is_found)
{
    const char *units[] = {"a", "é", "€", "👍"};
    rf_text     t;
    rf_string  *s;
    int64_t     at = 0;

    rf_text_init(&t, &rt_cx);
    for (int i = 0; i < 300; i++)
        rf_text_puts(&t, units[rt_random(4)]);
    s = rf_text_take(&t);
    ck_assert_int_eq(s->length, 300);
    for (int64_t n = 0; n < 300; n++) {
        ck_assert_int_eq(rf_string_offset(s, n), at);
        at += rf_utf8_size(s->at[at]);
    }
    ck_assert_int_eq(rf_string_offset(s, 300), s->bytes);
    rf_release_object(&rt_cx, s);
}
END_TEST

START_TEST(text_grows_past_its_frame)
{
    rf_text    t;
    rf_string *s;

    rf_text_init(&t, &rt_cx);
    for (int i = 0; i < 1000; i++)
        rf_text_format(&t, "%d,", i);
    rf_text_float(&t, 0.5);
    s = rf_text_take(&t);
    ck_assert_int_eq(s->bytes, 3893);
    ck_assert_int_eq(memcmp(s->at + 3886, "999,0.5", 7), 0);
    rf_release_object(&rt_cx, s);
}
END_TEST

TCase *rt_string_tests(void)
{
    TCase *t = tcase_create("rt/string");

    tcase_add_checked_fixture(t, rt_begin, rt_end);
    tcase_add_test(t, length_counts_code_points);
    tcase_add_test(t, strings_join);
    tcase_add_test(t, appending_spares_other_owners);
    tcase_add_test(t, appending_grows_and_forgets_the_hash);
    tcase_add_test(t, order_is_by_code_point);
    tcase_add_test(t, parts_and_search);
    tcase_add_test(t, walking_gives_every_code_point);
    tcase_add_test(t, bad_utf8_is_seen);
    tcase_add_test(t, code_points_survive_coding);
    tcase_add_test(t, every_code_point_is_found);
    tcase_add_test(t, text_grows_past_its_frame);
    return t;
}
