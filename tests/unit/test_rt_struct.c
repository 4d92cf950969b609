/* core/struct, core/place, core/method: instances, places in them, methods. */

#include <check.h>
#include <string.h>

#include "core/struct_ops.h"
#include "rt_fixture.h"

/* struct Box { count: int, items: array, name, ratio: float, set: bool } with a field for
   undeclared ones. */
typedef struct box {
    rf_object head;
    rf_value  others;
    int64_t   count;
    rf_array *items;
    rf_value  name;
    double    ratio;
    bool      set;
} box;

RF_STRING(no_name, 0, "");
RF_STRING(count_name, 5, "count");
RF_STRING(items_name, 5, "items");
RF_STRING(name_name, 4, "name");
RF_STRING(ratio_name, 5, "ratio");
RF_STRING(set_name, 3, "set");
RF_STRING(call_name, 4, "call");
RF_STRING(op_add_name, 6, "op_add");
RF_STRING(push_name, 4, "push");
RF_STRING(zoo_name, 3, "zoo");
#define NAME(n) ((rf_string *)&n##_name)

static rf_value add(rf_ctx *cx, rf_closure *self, const rf_value *args, uint32_t count)
{
    (void)self;
    ck_assert_uint_eq(count, 2);
    return rf_add(cx, rf_from_int(((box *)args[0].as.o)->count), args[1]);
}

static rf_value less(rf_ctx *cx, rf_closure *self, const rf_value *args, uint32_t count)
{
    (void)cx, (void)self, (void)count;
    return rf_copy(args[1]); /* counts by its truth */
}

static const rf_function add_function  = {"Box.op_add", "t.ruff", add, 1, 1, 0, NULL, NULL};
static const rf_function less_function = {"Box.op_lt", "t.ruff", less, 1, 1, 0, NULL, NULL};

static const rf_struct_field fields[] = {
    {(rf_string *)&no_name, offsetof(box, others), RF_REP_VALUE},
    {(rf_string *)&count_name, offsetof(box, count), RF_REP_INT},
    {(rf_string *)&items_name, offsetof(box, items), RF_REP_OBJECT},
    {(rf_string *)&name_name, offsetof(box, name), RF_REP_VALUE},
    {(rf_string *)&ratio_name, offsetof(box, ratio), RF_REP_FLOAT},
    {(rf_string *)&set_name, offsetof(box, set), RF_REP_BOOL},
};
static const rf_struct_method methods[] = {
    {"op_add", &add_function, true, RF_REP_VALUE},
    {"op_lt", &less_function, true, RF_REP_VALUE},
};
static const rf_struct_type box_type = {RF_STRUCT_KIND, "Box", sizeof(box), 6, 2, fields, methods};
static const rf_struct_type closed_type = {RF_STRUCT_KIND, "Closed", sizeof(box), 5, 0,
                                           fields + 1,     NULL};
static const rf_struct_type bare_type = {RF_STRUCT_KIND, "P", sizeof(rf_object), 0, 0, NULL, NULL};

static rf_value new_box(const rf_struct_type *type)
{
    box *b = rf_struct_new(&rt_cx, type);

    b->count = 7;
    b->items = rf_ints_of(&rt_cx, (int64_t[]){1, 2}, 2);
    b->ratio = 0.5;
    return rf_from_object(b);
}

START_TEST(instances_print_sorted_without_absent_fields)
{
    rf_value b = new_box(&box_type);

    rt_is(b, "Box { count: 7, items: [1, 2], ratio: 0.5, set: false }");
    ck_assert(rf_store_field(&rt_cx, &b, NAME(name), rt_text("x")));
    ck_assert(rf_store_field(&rt_cx, &b, NAME(zoo), rf_from_int(1)));
    ck_assert(rf_store_field(&rt_cx, &b, NAME(call), rf_from_int(2)));
    rt_is(b, "Box { call: 2, count: 7, items: [1, 2], name: x, ratio: 0.5, set: false, zoo: 1 }");
    rf_release(&rt_cx, b);
    b = rf_from_object(rf_struct_new(&rt_cx, &bare_type));
    rt_shows(b, "P {  }");
}
END_TEST

START_TEST(fields_are_read)
{
    rf_value b = new_box(&box_type);

    rt_shows(rf_field(&rt_cx, b, NAME(count)), "7");
    rt_shows(rf_field_optional(&rt_cx, b, NAME(name)), "null");
    rf_field(&rt_cx, b, NAME(name));
    rt_threw("Field not found: name");
    rf_field(&rt_cx, b, NAME(op_add));
    rt_threw("Field not found: op_add");
    rf_field(&rt_cx, rf_from_int(1), NAME(name));
    rt_threw("Cannot access field or method 'name' on non-struct value");
    rt_shows(rf_field_optional(&rt_cx, rf_from_int(1), NAME(name)), "null");
    rf_release(&rt_cx, b);
}
END_TEST

START_TEST(storing_changes_one_copy_only)
{
    rf_value a = new_box(&box_type), b = rf_copy(a);

    ck_assert(rf_store_field(&rt_cx, &a, NAME(count), rf_from_int(8)));
    ck_assert(rf_store_field(&rt_cx, &a, NAME(set), rf_from_bool(true)));
    ck_assert(rf_store_field(&rt_cx, &a, NAME(ratio), rf_from_float(2)));
    rt_is(a, "Box { count: 8, items: [1, 2], ratio: 2, set: true }");
    rt_is(b, "Box { count: 7, items: [1, 2], ratio: 0.5, set: false }");
    ck_assert(!rf_equal(&rt_cx, a, b));
    rf_release(&rt_cx, a);
    a = rf_copy(b);
    ck_assert(rf_store_field(&rt_cx, &a, NAME(zoo), rf_from_int(1)));
    ck_assert(!rf_equal(&rt_cx, a, b));
    rf_release(&rt_cx, a);
    rf_release(&rt_cx, b);
}
END_TEST

START_TEST(a_place_in_an_unboxed_field_writes_through)
{
    rf_value  a = new_box(&box_type), b = rf_copy(a), one = rf_from_int(1), out;
    rf_value *items = rf_place_field(&rt_cx, &a, NAME(items), false), *count;

    ck_assert(rf_store_index(&rt_cx, items, rf_from_int(0), rf_from_int(9)));
    out = rf_method(&rt_cx, items, NAME(push), &one, 1);
    rt_shows(out, "[9, 2, 1]");
    count = rf_place_field(&rt_cx, &a, NAME(count), false);
    rf_place_set(&rt_cx, count, rf_add(&rt_cx, *count, one));
    rt_is(a, "Box { count: 8, items: [9, 2, 1], ratio: 0.5, set: false }");
    rt_is(b, "Box { count: 7, items: [1, 2], ratio: 0.5, set: false }");
    rf_release(&rt_cx, a);
    rf_release(&rt_cx, b);
}
END_TEST

START_TEST(missing_fields_are_added_where_allowed)
{
    rf_value  a = new_box(&box_type), c = new_box(&closed_type);
    rf_value *p;

    ck_assert_ptr_null(rf_place_field(&rt_cx, &a, NAME(name), false));
    rt_threw("Field not found: name");
    ck_assert_ptr_null(rf_place_field(&rt_cx, &a, NAME(zoo), false));
    rt_threw("Field not found: zoo");
    p = rf_place_field(&rt_cx, &a, NAME(zoo), true);
    rf_place_set(&rt_cx, p, rf_from_object(rf_dict_new(&rt_cx, 0)));
    p = rf_place_field(&rt_cx, &a, NAME(zoo), false);
    ck_assert(rf_store_field(&rt_cx, p, NAME(call), rf_from_int(3)));
    rt_shows(rf_field(&rt_cx, a, NAME(zoo)), "{\"call\": 3}");
    ck_assert(!rf_store_field(&rt_cx, &c, NAME(zoo), rt_text("x")));
    rt_threw("Field not found: zoo");
    rf_release(&rt_cx, a);
    rf_release(&rt_cx, c);
}
END_TEST

START_TEST(places_in_nested_data_change_one_copy_only)
{
    rf_value row    = rt_ints(2, 1, 2), table, copy, *p;
    rf_value both[] = {row, rf_copy(row)};

    table = rf_from_object(rf_array_of(&rt_cx, both, 2));
    copy  = rf_copy(table);
    p     = rf_place_index(&rt_cx, &table, rf_from_int(-1), false);
    ck_assert(rf_store_index(&rt_cx, p, rf_from_int(0), rf_from_int(9)));
    rt_is(table, "[[1, 2], [9, 2]]");
    rt_is(copy, "[[1, 2], [1, 2]]");
    ck_assert_ptr_null(rf_place_index(&rt_cx, &table, rf_from_int(2), false));
    rt_threw("Index out of bounds: 2");
    ck_assert_ptr_null(rf_place_field(&rt_cx, &table, NAME(name), true));
    rt_threw("Cannot set field on non-struct value");
    rf_release(&rt_cx, table);
    rf_release(&rt_cx, copy);
}
END_TEST

START_TEST(hooks_stand_for_operators)
{
    rf_value b = new_box(&box_type);

    rt_shows(rf_add(&rt_cx, b, rf_from_int(5)), "12");
    rf_add(&rt_cx, rf_from_int(5), b);
    rt_threw("Invalid binary operation: int + struct");
    rf_sub(&rt_cx, b, b);
    rt_threw("Invalid binary operation: struct - struct");
    ck_assert(rf_lt(&rt_cx, b, rf_from_int(5)) && !rf_lt(&rt_cx, b, rf_from_int(0)));
    ck_assert(rf_eq(&rt_cx, b, b) && !rf_ne(&rt_cx, b, b));
    rf_release(&rt_cx, b);
}
END_TEST

static rf_value answer(rf_ctx *cx, rf_closure *self, const rf_value *args, uint32_t count)
{
    (void)cx, (void)self, (void)args;
    return rf_from_int(100 + count);
}

static const rf_function answer_function = {"answer", "t.ruff", answer, 1, 1, 0, NULL, NULL};
RF_STATIC_CLOSURE(answer_closure, answer_function);

START_TEST(methods_are_found_in_order)
{
    rf_value b = new_box(&box_type), one = rf_from_int(1);

    rt_shows(rf_method(&rt_cx, &b, NAME(op_add), &one, 1), "8");
    rf_method(&rt_cx, &b, NAME(op_add), NULL, 0);
    rt_threw("Box.op_add expects 1 arguments, got 0");
    rf_method(&rt_cx, &b, NAME(push), &one, 1);
    rt_threw("Unknown method: push");
    ck_assert(rf_store_field(&rt_cx, &b, NAME(call), rf_from_object(&answer_closure)));
    rt_shows(rf_method(&rt_cx, &b, NAME(call), &one, 1), "101");
    rf_method(&rt_cx, &b, NAME(call), NULL, 0);
    rt_threw("answer expects 1 arguments, got 0");
    rf_method(&rt_cx, &b, NAME(count), NULL, 0);
    rt_threw("Unknown method: count");
    rf_release(&rt_cx, b);
}
END_TEST

START_TEST(dicts_call_what_they_store)
{
    rf_value d = rf_from_object(rf_dict_new(&rt_cx, 0)), one = rf_from_int(1);

    ck_assert(rf_store_field(&rt_cx, &d, NAME(call), rf_from_object(&answer_closure)));
    rt_shows(rf_method(&rt_cx, &d, NAME(call), &one, 1), "101");
    rf_method(&rt_cx, &d, NAME(zoo), NULL, 0);
    rt_threw("Unknown method: zoo");
    rf_method(&rt_cx, &one, NAME(zoo), NULL, 0);
    rt_threw("Unknown method: zoo");
    rf_call(&rt_cx, one, NULL, 0);
    rt_threw("Cannot call non-function: int");
    rf_release(&rt_cx, d);
}
END_TEST

TCase *rt_struct_tests(void)
{
    TCase *t = tcase_create("rt/struct");

    tcase_add_checked_fixture(t, rt_begin, rt_end);
    tcase_add_test(t, instances_print_sorted_without_absent_fields);
    tcase_add_test(t, fields_are_read);
    tcase_add_test(t, storing_changes_one_copy_only);
    tcase_add_test(t, a_place_in_an_unboxed_field_writes_through);
    tcase_add_test(t, missing_fields_are_added_where_allowed);
    tcase_add_test(t, places_in_nested_data_change_one_copy_only);
    tcase_add_test(t, hooks_stand_for_operators);
    tcase_add_test(t, methods_are_found_in_order);
    tcase_add_test(t, dicts_call_what_they_store);
    return t;
}
