/* What every kind of data can do alike: copy, compare, hash, be shared, cross with and without code
   inside. */

#include <check.h>
#include <string.h>

#include "core/collections.h"
#include "core/heap.h"
#include "core/share.h"
#include "core/start.h"
#include "rt_fixture.h"

typedef struct pair {
    rf_object  head;
    rf_object *name;
    rf_value   other;
} pair;

RF_STRING(name_name, 4, "name");
RF_STRING(other_name, 5, "other");
RF_STRING(key_text, 3, "key");

static const rf_struct_field fields[] = {
    {(rf_string *)&name_name, offsetof(pair, name), RF_REP_OBJECT},
    {(rf_string *)&other_name, offsetof(pair, other), RF_REP_VALUE},
};
static const rf_struct_type pair_type = {RF_STRUCT_KIND, "Pair", sizeof(pair), 2, 0, fields, NULL};
static const rf_variant     leaf      = {"Tree", "Leaf"};

/* One object of each kind that holds `item`; takes it. */
typedef rf_value make_fn(rf_value item);

static rf_value in_array(rf_value item)
{
    return rf_from_object(rf_array_of(&rt_cx, &item, 1));
}

static rf_value in_dict(rf_value item)
{
    return rf_from_object(
        rf_dict_set(&rt_cx, rf_dict_new(&rt_cx, 0), (rf_string *)&key_text, item));
}

static rf_value in_set(rf_value item)
{
    return rf_from_object(rf_set_add(&rt_cx, rf_set_new(&rt_cx), item));
}

static rf_value in_queue(rf_value item)
{
    return rf_from_object(rf_list_add(&rt_cx, rf_list_new(&rt_cx, &rf_queue_kind, 0), item));
}

static rf_value in_stack(rf_value item)
{
    return rf_from_object(rf_list_add(&rt_cx, rf_list_new(&rt_cx, &rf_stack_kind, 2), item));
}

static rf_value in_struct(rf_value item)
{
    pair *p = rf_struct_new(&rt_cx, &pair_type);

    p->name  = rt_text("pair").as.o;
    p->other = item;
    return rf_from_object(p);
}

static rf_value in_tag(rf_value item)
{
    return rf_from_object(rf_tagged_new(&rt_cx, &rf_tagged_kind, &leaf, &item, 1));
}

static rf_value in_result(rf_value item)
{
    return rf_from_object(rf_tagged_new(&rt_cx, &rf_result_kind, &rf_variant_err, &item, 1));
}

static rf_value in_error(rf_value item)
{
    rf_value e;

    rf_throw_value(&rt_cx, item);
    e           = rf_from_object(rt_cx.error);
    rt_cx.error = NULL;
    return e;
}

static make_fn *const makers[] = {in_array,  in_dict, in_set,    in_queue, in_stack,
                                  in_struct, in_tag,  in_result, in_error};
enum { MAKERS = sizeof makers / sizeof *makers };

static rf_value nothing(rf_ctx *cx, rf_closure *self, const rf_value *args, uint32_t count)
{
    (void)cx, (void)self, (void)args, (void)count;
    return rf_null;
}

static const rf_function function = {"f", "t.ruff", nothing, 0, 0, 0, NULL, NULL};
RF_STATIC_CLOSURE(static_closure, function);

/* A closure over a variable of its own. */
static rf_value closure(void)
{
    rf_closure *f = rf_closure_new(&rt_cx, &function, 1);

    f->captures[0] = rf_from_object(rf_cell_new(&rt_cx, rf_from_int(1)));
    return rf_from_object(f);
}

START_TEST(equal_content_is_equal_and_hashes_alike)
{
    for (int i = 0; i < MAKERS; i++) {
        rf_value a = makers[i](rt_ints(2, 1, 2)), b = makers[i](rt_ints(2, 1, 2)),
                 c = makers[i](rf_null);

        ck_assert(rf_equal(&rt_cx, a, b) && !rf_equal(&rt_cx, a, c) &&
                  !rf_equal(&rt_cx, a, rf_null));
        ck_assert_uint_eq(rf_value_hash(&rt_cx, a), rf_value_hash(&rt_cx, b));
        for (int k = 0; k < MAKERS; k++) {
            rf_value d = makers[k](rt_ints(2, 1, 2));

            ck_assert(rf_equal(&rt_cx, a, d) == (i == k));
            rf_release(&rt_cx, d);
        }
        rf_release(&rt_cx, a);
        rf_release(&rt_cx, b);
        rf_release(&rt_cx, c);
    }
}
END_TEST

START_TEST(sharing_reaches_what_is_held)
{
    for (int i = 0; i < MAKERS; i++) {
        rf_value item = rt_text("held"), v;

        rf_retain(item);
        v = makers[i](item);
        rf_share(&rt_cx, v);
        ck_assert_int_lt(v.as.o->count, 0);
        ck_assert_int_lt(item.as.o->count, 0);
        rf_release(&rt_cx, v);
        rf_release(&rt_cx, item);
    }
}
END_TEST

START_TEST(data_crosses_without_a_copy)
{
    for (int i = 0; i < MAKERS; i++) {
        rf_value v = makers[i](rt_ints(1, 1)), w = rf_cross(&rt_cx, v);

        ck_assert_ptr_eq(v.as.o, w.as.o);
        ck_assert(!rf_holds_code(&rt_cx, v));
        rf_release(&rt_cx, v);
        rf_release(&rt_cx, w);
    }
}
END_TEST

START_TEST(what_holds_code_crosses_as_a_copy)
{
    for (int i = 0; i < MAKERS; i++) {
        rf_value v = makers[i](in_array(closure())), w = rf_cross(&rt_cx, v);

        ck_assert(rf_holds_code(&rt_cx, v));
        ck_assert_ptr_ne(v.as.o, w.as.o);
        ck_assert_ptr_eq(v.as.o->kind, w.as.o->kind);
        ck_assert_int_lt(w.as.o->count, 0);
        ck_assert_int_ge(v.as.o->count, 0);
        rf_release(&rt_cx, v);
        rf_release(&rt_cx, w);
    }
}
END_TEST

START_TEST(code_without_variables_crosses_as_it_is)
{
    rf_value v = in_array(rf_from_object(&static_closure)), w = rf_cross(&rt_cx, v);

    ck_assert_ptr_eq(v.as.o, w.as.o);
    rf_release(&rt_cx, v);
    rf_release(&rt_cx, w);
    w = rf_cross(&rt_cx, rf_from_object(&static_closure));
    ck_assert_ptr_eq(w.as.o, &static_closure);
}
END_TEST

START_TEST(copies_of_values_are_of_their_own)
{
    for (int i = 0; i < 6; i++) {
        rf_value   v = makers[i](rt_ints(1, 1));
        rf_object *c = v.as.o->kind->copy(&rt_cx, v.as.o);

        ck_assert_ptr_ne(c, v.as.o);
        ck_assert(rf_equal(&rt_cx, v, rf_from_object(c)));
        rf_release(&rt_cx, v);
        rf_release_object(&rt_cx, c);
    }
}
END_TEST

START_TEST(kinds_have_names_and_lengths)
{
    const char *names[MAKERS]   = {"array",  "dict",   "set",    "queue", "stack",
                                   "struct", "tagged", "result", "Error"};
    int64_t     lengths[MAKERS] = {1, 1, 1, 1, 1, -1, -1, -1, -1};

    for (int i = 0; i < MAKERS; i++) {
        rf_value v = makers[i](rt_text("x"));

        ck_assert_str_eq(rf_type_name(v), names[i]);
        ck_assert_int_eq(rf_value_len(&rt_cx, v), lengths[i]);
        rf_release(&rt_cx, v);
    }
    ck_assert_int_eq(rf_value_len(&rt_cx, rf_null), -1);
    ck_assert_str_eq(rf_type_name(rf_null), "null");
    ck_assert_str_eq(rf_type_name(rf_from_object(&static_closure)), "function");
}
END_TEST

START_TEST(numbers_that_are_equal_hash_alike)
{
    const double numbers[] = {0, -0.0, 1, 2, -3, 1e15, 0.5, 1e300};

    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        double d = numbers[i];

        if (d > -1e18 && d < 1e18)
            ck_assert_uint_eq(
                rf_value_hash(&rt_cx, rf_from_float(d)),
                rf_value_hash(&rt_cx, d == 0.5 ? rf_from_float(d) : rf_from_int((int64_t)d)));
    }
    ck_assert_uint_ne(rf_value_hash(&rt_cx, rf_from_int(77)),
                      rf_value_hash(&rt_cx, rf_from_int(78)));
}
END_TEST

START_TEST(arguments_become_strings)
{
    char  one[]    = "one",
          bad[]    = "b\xff"
                     "d",
          script[] = "main.ruff";
    char *args[]   = {script, one, bad};

    rf_args_set(3, args);
    rt_shows(rf_args_get(&rt_cx), "[one, b\xef\xbf\xbd"
                                  "d]");
    rf_args_set(0, NULL);
    rt_shows(rf_args_get(&rt_cx), "[]");
}
END_TEST

TCase *rt_kinds_tests(void)
{
    TCase *t = tcase_create("rt/kinds");

    tcase_add_checked_fixture(t, rt_begin, rt_end);
    tcase_add_test(t, equal_content_is_equal_and_hashes_alike);
    tcase_add_test(t, sharing_reaches_what_is_held);
    tcase_add_test(t, data_crosses_without_a_copy);
    tcase_add_test(t, what_holds_code_crosses_as_a_copy);
    tcase_add_test(t, code_without_variables_crosses_as_it_is);
    tcase_add_test(t, copies_of_values_are_of_their_own);
    tcase_add_test(t, kinds_have_names_and_lengths);
    tcase_add_test(t, numbers_that_are_equal_hash_alike);
    tcase_add_test(t, arguments_become_strings);
    return t;
}
