/* core/lib_array.c, lib_shape.c, lib_sort.c, lib_callback.c, lib_dict.c, lib_set.c, lib_list.c,
   lib_methods.c */

#include <stdlib.h>

#include "core/lib.h"
#include "core/native.h"
#include "lib_eval.h"
#include "unit.h"

START_TEST(arrays_are_edited)
{
    static const lib_case cases[] = {
        {"push([10, 20], \"x\")", "[10, 20, x]"},
        {"push([], 1.5)", "[1.5]"},
        {"push([1])", "! push expects 2 arguments, got 1"},
        {"push(\"no\", 1)", "! push() requires an array as the first argument"},
        {"type(get([1], 0))", "null"},
        {"pop([1, 2])", "[[1], 2]"},
        {"pop([])", "[[], 0]"},
        {"insert([10, 30], 1, 20)", "[10, 20, 30]"},
        {"insert([1.5, 2.5], 2, \"end\")", "[1.5, 2.5, end]"},
        {"insert([], 0, \"only\")", "[only]"},
        {"insert([1, 2, 3], 9, 1)", "! insert() index 9 out of bounds for array of length 3"},
        {"insert([1], -1, 1)", "! insert() index -1 out of bounds for array of length 1"},
        {"remove([1, 1, 2], 1)", "[1, 2]"},
        {"remove([1], 1.0)", "[1]"},
        {"remove({\"a\": 1, \"b\": 2}, \"a\")", "[{\"b\": 2}, 1]"},
        {"remove({\"a\": 1}, \"z\")", "[{\"a\": 1}, 0]"},
        {"remove(5, \"a\")",
         "! remove() requires an array or dictionary-like value with a valid key/item"},
        {"remove_at([10, 20, 30], 1)", "[[10, 30], 20]"},
        {"remove_at([1, 2, 3], -1)", "! remove_at() index -1 out of bounds for array of length 3"},
        {"clear([1, 2])", "[]"},
        {"clear({\"a\": 1})", "{}"},
        {"slice([1, 2, 3], -2, 3)", "[2, 3]"},
        {"slice([1, 2, 3], 0, -1)", "[1, 2]"},
        {"slice([1, 2, 3], 2, 1)", "[]"},
        {"slice([1, 2, 3], -99, 99)", "[1, 2, 3]"},
        {"len(slice(bytes([1, 2, 3]), -1, 3))", "1"},
        {"slice(\"text\", 0, 1)",
         "! slice() requires array or bytes and numeric start/end arguments"},
        {"concat([1, 2], [2.5])", "[1, 2, 2.5]"},
        {"concat([], [])", "[]"},
        {"concat([1], 1)", "! concat() requires two array arguments"},
        {"reverse([1, \"b\", null])", "[null, b, 1]"},
        {"push([], error(\"kept\"))", "[Error { line: 0, message: kept, stack: [] }]"},
    };
    LIB_ALL(cases);
}
END_TEST

START_TEST(arrays_get_other_shapes)
{
    static const lib_case cases[] = {
        {"take([1, 2, 3], 2)", "[1, 2]"},
        {"take([1], -1)", "[]"},
        {"skip([1, 2, 3], -1)", "[1, 2, 3]"},
        {"skip([1, 2, 3], 10)", "[]"},
        {"chunk([1, 2, 3, 4, 5], 2)", "[[1, 2], [3, 4], [5]]"},
        {"chunk([1, 2], 0)", "[[1, 2]]"},
        {"chunk([1, 2], 9)", "[[1, 2]]"},
        {"chunk([], 2)", "[]"},
        {"chunk([1], \"2\")", "! chunk() size must be a number"},
        {"windows([1, 2, 3, 4], 3)", "[[1, 2, 3], [2, 3, 4]]"},
        {"windows([1], 2)", "[]"},
        {"flatten([[1, 2], [3.5], [], 4, [[5]]])", "[1, 2, 3.5, 4, [5]]"},
        {"zip([1, 2, 3], [\"a\", \"b\"])", "[[1, a], [2, b]]"},
        {"enumerate([\"a\"])", "[[0, a]]"},
        {"unique([1, 1.0, \"1\", 1])", "[1, 1, 1]"},
        {"unique([[1], [2], [1]])", "[[1], [2]]"},
        {"sum([1, \"skip\", 2, null])", "3"},
        {"sum([0.5, 1])", "1.5"},
        {"sum([1, error(\"lost\")])", "! lost"},
        {"sum([9223372036854775807, 1])", "! Integer overflow: 9223372036854775807 + 1"},
        {"sort([2.5, 1, 2])", "[1, 2, 2.5]"},
        {"sort([\"é\", \"z\", \"e\", \"10\", \"9\"])", "[10, 9, e, z, é]"},
        {"sort([true, false])", "[true, false]"},
        {"sort([1], 2)", "! sort expects 1 argument, got 2"},
    };
    LIB_ALL(cases);
}
END_TEST

/* What the compiler relies on: builtins.def says array(int) of these. */
START_TEST(the_element_kind_is_kept)
{
    static const char *const ints[] = {
        "push([], 1)",     "push([2], 1)",    "insert([], 0, 1)",      "insert([1], 0, 2)",
        "concat([], [1])", "concat([1], [])", "concat([1], [2])",      "sort([3, 1])",
        "reverse([1, 2])", "unique([1, 1])",  "take([1, 2], 0)",       "skip([1, 2], 5)",
        "slice([1], 0, 0)", "clear([1])",     "filter([0], is_truthy)", "range(0)",
        "filter([1], is_truthy)",
    };

    for (size_t i = 0; i < RF_COUNT_OF(ints); i++) {
        rf_value v = lib_eval(ints[i]);

        ck_assert_msg(v.as.o->kind == &rf_ints_kind, "%s", ints[i]);
        rf_release(&lib_cx, v);
    }
}
END_TEST

/* Pairs of a key out of few and a number that counts: the numbers show whether equal keys kept
   their order. */
static rf_array *shuffled(int64_t count)
{
    rf_array *a = rf_array_new(&lib_cx, &rf_floats_kind, count);

    for (int64_t i = 0; i < count; i++)
        a = rf_floats_push(&lib_cx, a, (double)(i * 7919 % 101));
    return a;
}

START_TEST(sorting_is_right_at_any_length)
{
    for (int64_t n = 0; n < 200; n += 7) {
        rf_value  v = rf_from_object(shuffled(n));
        rf_value  w = rf_b_sort(&lib_cx, v);
        rf_array *a = rf_as_array(w);

        ck_assert_int_eq(a->len, n);
        for (int64_t i = 1; i < n; i++)
            ck_assert(a->at.d[i - 1] <= a->at.d[i]);
        rf_release(&lib_cx, v);
        rf_release(&lib_cx, w);
    }
}
END_TEST

START_TEST(equal_elements_keep_their_order)
{
    rf_array *a = rf_array_new(&lib_cx, &rf_values_kind, 100);
    rf_value  sorted;
    int64_t   last = -1;

    /* An int and the equal float: 0, 0.0, 0, 0.0, … then the same with 1. */
    for (int i = 0; i < 100; i++)
        a = rf_values_push(&lib_cx, a, i % 2 ? rf_from_float(i / 50) : rf_from_int(i / 50));
    sorted = rf_b_sort(&lib_cx, rf_from_object(a));
    for (int64_t i = 0; i < 100; i++) {
        ck_assert_int_ne((int64_t)rf_as_array(sorted)->at.v[i].tag, last);
        last = (int64_t)rf_as_array(sorted)->at.v[i].tag;
    }
    rf_release(&lib_cx, rf_from_object(a));
    rf_release(&lib_cx, sorted);
}
END_TEST

START_TEST(callbacks_are_called)
{
    static const lib_case cases[] = {
        {"map([1, \"a\"], str)", "[1, a]"},
        {"map([], str)", "[]"},
        {"filter([0, 1, \"\", \"x\", null], to_bool)", "[1, x]"},
        {"reduce([1, 2, 3], 10, max)", "10"},
        {"reduce([], \"init\", max)", "init"},
        {"find([\"\", \"b\", \"c\"], to_bool)", "b"},
        {"find([\"\"], to_bool)", "0"},
        {"any([0, 1], to_bool)", "true"},
        {"any([], to_bool)", "false"},
        {"all([0, 1], to_bool)", "false"},
        {"all([], to_bool)", "true"},
        {"map([\"1\", \"x\", \"2\"], parse_int)", "! Cannot parse 'x' as integer"},
        {"filter([\"1\", \"x\"], parse_int)", "! Cannot parse 'x' as integer"},
        {"reduce([1, \"a\"], 0, max)", "! max() expects numeric arguments"},
        {"map([1], max)", "! max() expects 2 arguments"},
        {"map(5, str)", "! map expects an array and a function"},
        {"reduce([1], str, 0)", "! reduce expects an array, an initial value, and a function"},
    };
    LIB_ALL(cases);
}
END_TEST

START_TEST(dicts_are_seen_in_key_order)
{
    static const lib_case cases[] = {
        {"keys({\"mia\": 31, \"bob\": 25})", "[bob, mia]"},
        {"values({\"mia\": 31, \"bob\": 25})", "[25, 31]"},
        {"items({\"mia\": 31, \"bob\": 25})", "[[bob, 25], [mia, 31]]"},
        {"keys({10: 1, 9: 2})", "[10, 9]"},
        {"keys(5)", "[]"},
        {"has_key({\"a\": null}, \"a\")", "1"},
        {"has_key({\"7\": null}, 7)", "1"},
        {"has_key([1], 0)", "0"},
        {"get({\"opt\": null}, \"opt\", \"x\")", "null"},
        {"get({\"a\": 1}, \"b\", \"x\")", "x"},
        {"get(5, \"b\", \"x\")", "null"},
        {"get_default({\"a\": 1}, \"b\", 2)", "2"},
        {"get_default({\"a\": 1}, \"b\")",
         "! get_default() requires 3 arguments: dict, key, default_value"},
        {"merge({\"a\": 1, \"b\": 2}, {\"b\": 3, \"c\": 4})", "{\"a\": 1, \"b\": 3, \"c\": 4}"},
        {"update({\"a\": 1}, 5)", "{}"},
        {"invert({\"one\": 1, \"two\": \"b\", \"drop\": [1], \"t\": true})",
         "{\"1\": one, \"b\": two, \"true\": t}"},
        {"invert(3)", "! invert() requires a dict argument"},
        {"keys(error(\"lost\"))", "! lost"},
    };
    LIB_ALL(cases);
}
END_TEST

START_TEST(sets_hold_each_element_once)
{
    static const lib_case cases[] = {
        {"set_to_array(Set([1, 1.0, \"1\", true, 1]))", "[1, 1, true]"},
        {"set_has(Set([[1, 2]]), [1, 2])", "true"},
        {"set_to_array(set_add(Set([1]), 2))", "[1, 2]"},
        {"set_to_array(set_add(5, 2))", "[]"},
        {"set_to_array(set_remove(Set([1, 2, 3]), 2))", "[1, 3]"},
        {"set_to_array(set_union(Set([1, 2]), Set([3, 2])))", "[1, 2, 3]"},
        {"set_to_array(set_intersect(Set([1, 2]), Set([3, 2])))", "[2]"},
        {"set_to_array(set_difference(Set([1, 2]), Set([3, 2])))", "[1]"},
        {"set_to_array(set_difference(Set([1, 2]), 5))", "[1, 2]"},
        {"len(Set())", "0"},
        {"Set(5)", "! Set constructor requires an array argument"},
        {"Set([1], [2])", "! Set constructor takes at most 1 argument"},
        {"set_union(Set([1]), error(\"lost\"))", "! lost"},
    };
    LIB_ALL(cases);
}
END_TEST

START_TEST(queues_and_stacks_give_back)
{
    static const lib_case cases[] = {
        {"queue_to_array(queue_enqueue(Queue([1]), 2))", "[1, 2]"},
        {"queue_peek(Queue([1, 2]))", "1"},
        {"str(get(array(queue_dequeue(Queue([1, 2]))), 0))", "null"},
        {"queue_size(Queue([1]))", "1"},
        {"queue_size([1])", "! queue_size requires a Queue argument"},
        {"queue_size()", "! queue_size expects 1 argument (queue), got 0"},
        {"queue_is_empty(5)", "true"},
        {"queue_peek(Queue())", "null"},
        {"stack_to_array(stack_push(Stack([1]), 2))", "[1, 2]"},
        {"stack_peek(Stack([1, 2]))", "2"},
        {"stack_pop(Stack([]))", "[<unknown>, null]"},
        {"stack_size(4)", "! stack_size requires a Stack argument"},
        {"stack_is_empty(Stack([1]))", "false"},
    };
    LIB_ALL(cases);
}
END_TEST

START_TEST(methods_are_found_by_receiver)
{
    const rf_native *has = rf_find_method(RF_K_SET, "has");
    rf_value         set = lib_eval("Set([1])");
    rf_value         one = rf_from_int(1);

    ck_assert_str_eq(has->name, "set_has");
    ck_assert(rf_call_native(&lib_cx, has, set, &one, 1).as.i);
    rf_call_native(&lib_cx, has, set, NULL, 0);
    ck_assert_str_eq(((rf_error *)lib_cx.error)->message->at, "set_has expects 2 arguments, got 1");
    rf_release_object(&lib_cx, lib_cx.error);
    lib_cx.error = NULL;
    rf_release(&lib_cx, set);
    ck_assert_ptr_null(rf_find_method(RF_K_ARRAY, "has"));
    set = lib_eval("[1]");
    one = rf_call_native(&lib_cx, rf_find_method(RF_K_ARRAY, "is_empty"), set, NULL, 0);
    ck_assert(one.tag == RF_BOOL && !one.as.i);
    rf_release(&lib_cx, set);
    ck_assert(rf_is_lazy_method("chunk"));
    ck_assert(!rf_is_lazy_method("sort"));
}
END_TEST

TCase *lib_collection_tests(void)
{
    TCase *t = tcase_create("lib_collection");

    tcase_add_checked_fixture(t, lib_begin, lib_end);
    tcase_add_test(t, arrays_are_edited);
    tcase_add_test(t, arrays_get_other_shapes);
    tcase_add_test(t, the_element_kind_is_kept);
    tcase_add_test(t, sorting_is_right_at_any_length);
    tcase_add_test(t, equal_elements_keep_their_order);
    tcase_add_test(t, callbacks_are_called);
    tcase_add_test(t, dicts_are_seen_in_key_order);
    tcase_add_test(t, sets_hold_each_element_once);
    tcase_add_test(t, queues_and_stacks_give_back);
    tcase_add_test(t, methods_are_found_by_receiver);
    return t;
}
