/* core/set, core/list, core/bytes. */

#include <check.h>
#include <math.h>
#include <string.h>

#include "core/collections.h"
#include "rt_fixture.h"

static void items_are(const rf_set *s, const char *expected)
{
    rf_array *a = rf_array_new(&rt_cx, &rf_values_kind, 0);

    for (int64_t i = 0; i < rf_set_len(s); i++)
        a = rf_array_push(&rt_cx, a, rf_copy(rf_set_item(s, i)));
    rt_shows(rf_from_object(a), expected);
}

START_TEST(sets_keep_first_seen_order)
{
    rf_set  *s     = rf_set_new(&rt_cx), *old;
    rf_value hello = rt_text("hello");

    s = rf_set_add(&rt_cx, s, rf_from_int(3));
    s = rf_set_add(&rt_cx, s, rf_copy(hello));
    s = rf_set_add(&rt_cx, s, rf_from_float(3.0));
    s = rf_set_add(&rt_cx, s, rf_null);
    s = rf_set_add(&rt_cx, s, rt_ints(2, 1, 2));
    s = rf_set_add(&rt_cx, s, rf_from_object(rf_ints_of(&rt_cx, (int64_t[]){1, 2}, 2)));
    s = rf_set_add(&rt_cx, s, rf_copy(hello));
    items_are(s, "[3, hello, null, [1, 2]]");
    old = s;
    rf_retain_object(s);
    s = rf_set_remove(&rt_cx, s, hello);
    items_are(s, "[3, null, [1, 2]]");
    items_are(old, "[3, hello, null, [1, 2]]");
    rf_release_object(&rt_cx, s);
    rf_release_object(&rt_cx, old);
    rf_release(&rt_cx, hello);
}
END_TEST

START_TEST(sets_know_the_tolerance_of_floats)
{
    rf_set *s = rf_set_new(&rt_cx);

    s = rf_set_add(&rt_cx, s, rf_from_float(0.1 + 0.2));
    ck_assert(rf_set_has(&rt_cx, s, rf_from_float(0.3)));
    s = rf_set_add(&rt_cx, s, rf_from_int(1));
    ck_assert(rf_set_has(&rt_cx, s, rf_from_float(0.9999999999999999)));
    ck_assert(!rf_set_has(&rt_cx, s, rf_from_float(0.999999)));
    s = rf_set_add(&rt_cx, s, rf_from_float(-0.0));
    ck_assert(rf_set_has(&rt_cx, s, rf_from_int(0)));
    ck_assert(rf_set_has(&rt_cx, s, rf_from_float(-1e-19)));
    s = rf_set_add(&rt_cx, s, rf_from_float(NAN));
    s = rf_set_add(&rt_cx, s, rf_from_float(NAN));
    ck_assert_int_eq(rf_set_len(s), 5);
    rf_release_object(&rt_cx, s);
}
END_TEST

START_TEST(sets_compare_without_order)
{
    rf_set *a = rf_set_new(&rt_cx), *b = rf_set_new(&rt_cx);

    for (int64_t i = 0; i < 300; i++) {
        a = rf_set_add(&rt_cx, a, rf_from_int(i));
        b = rf_set_add(&rt_cx, b, rf_from_float((double)(299 - i)));
    }
    ck_assert(rf_equal(&rt_cx, rf_from_object(a), rf_from_object(b)));
    ck_assert_uint_eq(rf_value_hash(&rt_cx, rf_from_object(a)),
                      rf_value_hash(&rt_cx, rf_from_object(b)));
    b = rf_set_remove(&rt_cx, b, rf_from_int(7));
    ck_assert(!rf_equal(&rt_cx, rf_from_object(a), rf_from_object(b)));
    rf_release_object(&rt_cx, a);
    rf_release_object(&rt_cx, b);
}
END_TEST

START_TEST(sets_agree_with_a_table_of_flags)
{
    bool    there[200] = {false};
    int64_t len        = 0;
    rf_set *s          = rf_set_new(&rt_cx);

    for (int i = 0; i < 20000; i++) {
        uint32_t n = rt_random(200);
        rf_value v = n % 3 ? rf_from_int(n) : rf_from_object(rf_int_to_string(&rt_cx, n));

        if (rt_random(2)) {
            s = rf_set_add(&rt_cx, s, rf_copy(v));
            len += !there[n];
            there[n] = true;
        } else {
            s = rf_set_remove(&rt_cx, s, v);
            len -= there[n];
            there[n] = false;
        }
        ck_assert_int_eq(rf_set_len(s), len);
        ck_assert(rf_set_has(&rt_cx, s, v) == there[n]);
        rf_release(&rt_cx, v);
    }
    rf_release_object(&rt_cx, s);
}
END_TEST

START_TEST(queues_give_the_oldest)
{
    rf_list *q = rf_list_new(&rt_cx, &rf_queue_kind, 0), *old;

    for (int64_t i = 0; i < 1000; i++) {
        q = rf_list_add(&rt_cx, q, rf_from_int(i));
        if (i % 3 == 2)
            ck_assert_int_eq(rf_list_take(&rt_cx, &q).as.i, i / 3);
    }
    ck_assert_int_eq(q->len, 667);
    ck_assert_int_eq(rf_list_peek(q).as.i, 333);
    old = q;
    rf_retain_object(q);
    ck_assert_int_eq(rf_list_take(&rt_cx, &q).as.i, 333);
    ck_assert_int_eq(rf_list_item(q, 0).as.i, 334);
    ck_assert_int_eq(rf_list_item(old, 0).as.i, 333);
    rf_release_object(&rt_cx, q);
    rf_release_object(&rt_cx, old);
}
END_TEST

START_TEST(stacks_give_the_newest)
{
    rf_list *s = rf_list_new(&rt_cx, &rf_stack_kind, 0);

    s = rf_list_add(&rt_cx, s, rt_text("a"));
    s = rf_list_add(&rt_cx, s, rt_text("b"));
    rt_is(rf_list_peek(s), "b");
    rt_shows(rf_list_take(&rt_cx, &s), "b");
    rt_shows(rf_list_take(&rt_cx, &s), "a");
    rt_shows(rf_list_take(&rt_cx, &s), "null");
    rt_shows(rf_from_object(s), "<unknown>");
}
END_TEST

START_TEST(bytes_compare_by_content)
{
    rf_bytes *a = rf_bytes_new(&rt_cx, "abc", 3), *b = rf_bytes_new(&rt_cx, "", 0);

    b = rf_bytes_append(&rt_cx, b, "ab", 2);
    ck_assert(!rf_equal(&rt_cx, rf_from_object(a), rf_from_object(b)));
    b = rf_bytes_append(&rt_cx, b, "c", 1);
    ck_assert(rf_equal(&rt_cx, rf_from_object(a), rf_from_object(b)));
    ck_assert_str_eq(rf_type_name(rf_from_object(a)), "bytes");
    rf_release_object(&rt_cx, a);
    rf_release_object(&rt_cx, b);
}
END_TEST

TCase *rt_collection_tests(void)
{
    TCase *t = tcase_create("rt/collection");

    tcase_set_timeout(t, 60);
    tcase_add_checked_fixture(t, rt_begin, rt_end);
    tcase_add_test(t, sets_keep_first_seen_order);
    tcase_add_test(t, sets_know_the_tolerance_of_floats);
    tcase_add_test(t, sets_compare_without_order);
    tcase_add_test(t, sets_agree_with_a_table_of_flags);
    tcase_add_test(t, queues_give_the_oldest);
    tcase_add_test(t, stacks_give_the_newest);
    tcase_add_test(t, bytes_compare_by_content);
    return t;
}
