/* core/change, core/iterate: changing methods and loops over any value. */

#include <check.h>

#include "core/collections.h"
#include "rt_fixture.h"

/* x.name(args…) */
static rf_value call(rf_value *x, const char *name, uint32_t count, rf_value a, rf_value b)
{
    rf_string *n      = rt_string(name);
    rf_value   args[] = {a, b};
    rf_value   v      = rf_method(&rt_cx, x, n, args, count);

    rf_release_object(&rt_cx, n);
    return v;
}

static void call0(rf_value *x, const char *name, const char *expected)
{
    rt_shows(call(x, name, 0, rf_null, rf_null), expected);
}

static void call1(rf_value *x, const char *name, rf_value a, const char *expected)
{
    rt_shows(call(x, name, 1, a, rf_null), expected);
}

START_TEST(arrays_change_in_place)
{
    rf_value a = rt_ints(2, 1, 2), old = rf_copy(a);

    call1(&a, "push", rf_from_int(3), "[1, 2, 3]");
    call1(&a, "append", rf_from_int(4), "[1, 2, 3, 4]");
    call0(&a, "pop", "4");
    rt_shows(call(&a, "insert", 2, rf_from_int(1), rf_from_int(9)), "[1, 9, 2, 3]");
    call1(&a, "remove", rf_from_int(9), "[1, 2, 3]");
    call1(&a, "remove_at", rf_from_int(0), "1");
    rt_is(a, "[2, 3]");
    call0(&a, "clear", "[]");
    call0(&a, "pop", "null");
    rt_is(old, "[1, 2]");
    call(&a, "push", 0, rf_null, rf_null);
    rt_threw("push expects 2 arguments, got 1");
    rf_release(&rt_cx, a);
    rf_release(&rt_cx, old);
}
END_TEST

START_TEST(dicts_change_in_place)
{
    rf_value d = rf_from_object(rf_dict_new(&rt_cx, 0)), e = rf_from_object(rf_dict_new(&rt_cx, 0));

    ck_assert(rf_store_index(&rt_cx, &d, rf_from_int(1), rf_from_int(10)));
    ck_assert(rf_store_index(&rt_cx, &e, rf_from_int(2), rf_from_int(20)));
    call1(&d, "update", e, "{\"1\": 10, \"2\": 20}");
    call1(&d, "remove", rf_from_int(1), "10");
    call1(&d, "remove", rf_from_int(1), "null");
    rt_is(d, "{\"2\": 20}");
    call0(&d, "clear", "{}");
    rf_release(&rt_cx, d);
    rf_release(&rt_cx, e);
}
END_TEST

START_TEST(collections_change_in_place)
{
    rf_value s = rf_from_object(rf_set_new(&rt_cx));
    rf_value q = rf_from_object(rf_list_new(&rt_cx, &rf_queue_kind, 0));
    rf_value k = rf_from_object(rf_list_new(&rt_cx, &rf_stack_kind, 0));

    call1(&s, "add", rf_from_int(1), "<unknown>");
    call1(&s, "add", rf_from_int(1), "<unknown>");
    ck_assert_int_eq(rf_value_len(&rt_cx, s), 1);
    call1(&s, "remove", rf_from_int(1), "<unknown>");
    ck_assert_int_eq(rf_value_len(&rt_cx, s), 0);
    for (int i = 0; i < 3; i++) {
        call1(&q, "enqueue", rf_from_int(i), "<unknown>");
        call1(&k, "push", rf_from_int(i), "<unknown>");
    }
    call0(&q, "dequeue", "0");
    call0(&k, "pop", "2");
    call0(&k, "clear", "<unknown>");
    call0(&k, "pop", "null");
    rf_release(&rt_cx, s);
    rf_release(&rt_cx, q);
    rf_release(&rt_cx, k);
}
END_TEST

/* What a loop over v gives, as an array. */
static void loop_gives(rf_value v, const char *expected)
{
    rf_array *all = rf_array_new(&rt_cx, &rf_values_kind, 0);
    rf_loop   l;
    rf_value  item;

    ck_assert(rf_loop_start(&rt_cx, &l, v));
    rf_release(&rt_cx, v);
    while (rf_loop_next(&rt_cx, &l, &item))
        all = rf_array_push(&rt_cx, all, item);
    ck_assert(!rf_loop_next(&rt_cx, &l, &item));
    rf_loop_end(&rt_cx, &l);
    rf_loop_end(&rt_cx, &l);
    rt_shows(rf_from_object(all), expected);
}

START_TEST(loops_go_over_any_collection)
{
    rf_dict *d = rf_dict_new(&rt_cx, 0);
    rf_list *k = rf_list_new(&rt_cx, &rf_stack_kind, 0);
    rf_set  *s = rf_set_new(&rt_cx);

    loop_gives(rf_from_int(3), "[0, 1, 2]");
    loop_gives(rf_from_int(-1), "[]");
    loop_gives(rf_from_float(2.9), "[0, 1]");
    loop_gives(rt_text("aé"), "[a, é]");
    loop_gives(rt_ints(2, 4, 5), "[4, 5]");
    for (int64_t i = 0; i < 4; i++) {
        d = rf_dict_set_int(&rt_cx, d, i * i, rf_null);
        k = rf_list_add(&rt_cx, k, rf_from_int(i));
        s = rf_set_add(&rt_cx, s, rf_from_int(-i));
    }
    rf_release(&rt_cx, rf_dict_remove_int(&rt_cx, &d, 1));
    s = rf_set_remove(&rt_cx, s, rf_from_int(0));
    loop_gives(rf_from_object(d), "[0, 4, 9]");
    loop_gives(rf_from_object(k), "[0, 1, 2, 3]");
    loop_gives(rf_from_object(s), "[-1, -2, -3]");
    loop_gives(rf_from_object(rf_bytes_new(&rt_cx, "\x01\xff", 2)), "[1, 255]");
}
END_TEST

START_TEST(loops_go_over_a_snapshot)
{
    rf_value a = rt_ints(3, 1, 2, 3), item;
    rf_loop  l;
    int      n = 0;

    ck_assert(rf_loop_start(&rt_cx, &l, a));
    while (rf_loop_next(&rt_cx, &l, &item)) {
        rf_release(&rt_cx, call(&a, "push", 1, item, rf_null));
        n++;
    }
    rf_loop_end(&rt_cx, &l);
    ck_assert_int_eq(n, 3);
    rt_shows(a, "[1, 2, 3, 1, 2, 3]");
}
END_TEST

START_TEST(other_values_cannot_be_looped_over)
{
    rf_loop l;

    ck_assert(!rf_loop_start(&rt_cx, &l, rf_null));
    rt_threw("Cannot iterate over non-iterable type: null");
    rf_loop_end(&rt_cx, &l);
    ck_assert(!rf_loop_start(&rt_cx, &l, rf_from_bool(true)));
    rt_threw("Cannot iterate over non-iterable type: bool");
}
END_TEST

TCase *rt_change_tests(void)
{
    TCase *t = tcase_create("rt/change");

    tcase_add_checked_fixture(t, rt_begin, rt_end);
    tcase_add_test(t, arrays_change_in_place);
    tcase_add_test(t, dicts_change_in_place);
    tcase_add_test(t, collections_change_in_place);
    tcase_add_test(t, loops_go_over_any_collection);
    tcase_add_test(t, loops_go_over_a_snapshot);
    tcase_add_test(t, other_values_cannot_be_looped_over);
    return t;
}
