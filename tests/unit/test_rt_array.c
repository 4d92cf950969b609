/* core/array, core/array_change: the four element kinds and copy on write. */

#include <check.h>
#include <string.h>

#include "core/collections.h"
#include "rt_fixture.h"

START_TEST(pushing_an_item_that_does_not_fit_widens_the_kind)
{
    rf_array *a = rf_ints_of(&rt_cx, (int64_t[]){1, 2}, 2);

    a = rf_array_push(&rt_cx, a, rf_from_int(3));
    ck_assert_ptr_eq(a->head.kind, &rf_ints_kind);
    a = rf_array_push(&rt_cx, a, rt_text("x"));
    ck_assert_ptr_eq(a->head.kind, &rf_values_kind);
    rt_shows(rf_from_object(a), "[1, 2, 3, x]");
}
END_TEST

START_TEST(storing_an_item_that_does_not_fit_widens_the_kind)
{
    rf_array *a = rf_bools_of(&rt_cx, (bool[]){true, false}, 2);

    ck_assert(rf_array_store(&rt_cx, &a, -1, rf_from_bool(true)));
    ck_assert_ptr_eq(a->head.kind, &rf_bools_kind);
    ck_assert(rf_array_store(&rt_cx, &a, 0, rf_from_float(0.5)));
    rt_is(rf_from_object(a), "[0.5, true]");
    ck_assert(!rf_array_store(&rt_cx, &a, 2, rt_text("lost")));
    rt_threw("Index out of bounds: 2");
    rf_release_object(&rt_cx, a);
}
END_TEST

START_TEST(kinds_convert)
{
    rf_array *a = rf_floats_of(&rt_cx, (double[]){1.5, 2}, 2);

    a = rf_array_as(&rt_cx, a, &rf_values_kind);
    rt_is(rf_from_object(a), "[1.5, 2]");
    a = rf_array_as(&rt_cx, a, &rf_floats_kind);
    ck_assert_double_eq(a->at.d[1], 2);
    rf_release_object(&rt_cx, a);
    a = rf_array_as(&rt_cx, rf_array_new(&rt_cx, &rf_values_kind, 0), &rf_bools_kind);
    rt_shows(rf_from_object(a), "[]");
}
END_TEST

START_TEST(equality_looks_through_kinds)
{
    rf_value a = rf_from_object(rf_ints_of(&rt_cx, (int64_t[]){1, 2}, 2));
    rf_value b = rf_from_object(rf_floats_of(&rt_cx, (double[]){1, 2}, 2));
    rf_value c = rt_ints(2, 1, 2), d = rt_ints(2, 1, 3), e = rt_ints(1, 1);

    ck_assert(rf_equal(&rt_cx, a, b) && rf_equal(&rt_cx, a, c) && rf_equal(&rt_cx, b, c));
    ck_assert(!rf_equal(&rt_cx, a, d) && !rf_equal(&rt_cx, a, e));
    rf_release(&rt_cx, a);
    rf_release(&rt_cx, b);
    rf_release(&rt_cx, c);
    rf_release(&rt_cx, d);
    rf_release(&rt_cx, e);
}
END_TEST

START_TEST(changing_methods_keep_to_their_texts)
{
    rf_array *a = rt_ints(3, 1, 2, 3).as.a;

    ck_assert(rf_array_insert(&rt_cx, &a, 0, rt_text("first")));
    ck_assert(rf_array_insert(&rt_cx, &a, 4, rt_text("last")));
    rt_is(rf_from_object(a), "[first, 1, 2, 3, last]");
    ck_assert(!rf_array_insert(&rt_cx, &a, 6, rt_text("x")));
    rt_threw("insert() index 6 out of bounds for array of length 5");
    rt_shows(rf_array_remove_at(&rt_cx, &a, 1), "1");
    rf_array_remove_at(&rt_cx, &a, 4);
    rt_threw("remove_at() index 4 out of bounds for array of length 4");
    rf_array_remove(&rt_cx, &a, rf_from_int(3));
    rf_array_remove(&rt_cx, &a, rf_from_float(2));
    rt_is(rf_from_object(a), "[first, 2, last]");
    rt_shows(rf_array_pop(&rt_cx, &a), "last");
    rf_array_clear(&rt_cx, &a);
    rt_shows(rf_array_pop(&rt_cx, &a), "null");
    rf_release_object(&rt_cx, a);
}
END_TEST

START_TEST(spreading)
{
    rf_array *a = rf_ints_of(&rt_cx, (int64_t[]){1}, 1);
    rf_value  b = rt_ints(2, 2, 3), text = rt_text("no");

    a = rf_array_spread(&rt_cx, a, b);
    a = rf_array_spread(&rt_cx, a, b);
    rt_is(rf_from_object(a), "[1, 2, 3, 2, 3]");
    a = rf_array_spread(&rt_cx, a, rf_from_object(a));
    rt_is(rf_from_object(a), "[1, 2, 3, 2, 3, 1, 2, 3, 2, 3]");
    ck_assert_ptr_null(rf_array_spread(&rt_cx, a, text));
    rt_threw("Can only spread arrays");
    rf_release(&rt_cx, b);
    rf_release(&rt_cx, text);
}
END_TEST

/* ---- random changes of arrays that share their contents, beside plain C arrays that do not */

enum { VARIABLES = 6, MOST = 40 };

typedef struct model {
    int     len;
    int64_t at[MOST];
} model;

static rf_array *variables[VARIABLES];
static model     models[VARIABLES];

static rf_value item_of(int64_t i)
{
    if (i % 3 != 0)
        return rf_from_int(i);
    return rf_from_object(rf_int_to_string(&rt_cx, i));
}

static void change(int v, uint32_t what, bool only_ints)
{
    model   *m  = &models[v];
    int64_t  i  = rt_random(1000) * (only_ints ? 3 : 1) + (only_ints ? 1 : 0);
    uint32_t at = m->len ? rt_random((uint32_t)m->len) : 0;

    if (what < 4 && m->len < MOST) {
        variables[v]    = rf_array_push(&rt_cx, variables[v], item_of(i));
        m->at[m->len++] = i;
    } else if (what < 6 && m->len > 0) {
        ck_assert(rf_array_store(&rt_cx, &variables[v], (int64_t)at - (what == 4 ? m->len : 0),
                                 item_of(i)));
        m->at[at] = i;
    } else if (what == 6 && m->len > 0) {
        rf_release(&rt_cx, rf_array_pop(&rt_cx, &variables[v]));
        m->len--;
    } else if (what == 7 && m->len > 0) {
        rf_release(&rt_cx, rf_array_remove_at(&rt_cx, &variables[v], at));
        memmove(&m->at[at], &m->at[at + 1], (size_t)(m->len - (int)at - 1) * sizeof m->at[0]);
        m->len--;
    } else if (what == 8 && m->len < MOST) {
        ck_assert(rf_array_insert(&rt_cx, &variables[v], at, item_of(i)));
        memmove(&m->at[at + 1], &m->at[at], (size_t)(m->len - (int)at) * sizeof m->at[0]);
        m->at[at] = i;
        m->len++;
    } else if (what == 9) {
        rf_array_clear(&rt_cx, &variables[v]);
        m->len = 0;
    }
}

static void assign(int to, int from)
{
    rf_retain_object(variables[from]);
    rf_release_object(&rt_cx, variables[to]);
    variables[to] = variables[from];
    models[to]    = models[from];
}

static void check_all(void)
{
    for (int v = 0; v < VARIABLES; v++) {
        ck_assert_int_eq(variables[v]->len, models[v].len);
        for (int i = 0; i < models[v].len; i++) {
            rf_value expected = item_of(models[v].at[i]);

            ck_assert(rf_equal(&rt_cx, rf_array_peek(variables[v], i), expected));
            rf_release(&rt_cx, expected);
        }
    }
}

static void stress(bool only_ints)
{
    for (int v = 0; v < VARIABLES; v++) {
        variables[v]  = rf_array_new(&rt_cx, only_ints ? &rf_ints_kind : &rf_values_kind, 0);
        models[v].len = 0;
    }
    for (int step = 0; step < 6000; step++) {
        uint32_t what = rt_random(12);

        if (what >= 10)
            assign((int)rt_random(VARIABLES), (int)rt_random(VARIABLES));
        else
            change((int)rt_random(VARIABLES), what, only_ints);
        if (step % 8 == 0)
            check_all();
        if (step % 500 == 0)
            rf_share(&rt_cx, rf_from_object(variables[rt_random(VARIABLES)]));
    }
    for (int v = 0; v < VARIABLES; v++)
        rf_release_object(&rt_cx, variables[v]);
}

START_TEST(copies_never_see_each_other)
{
    stress(false);
}
END_TEST

START_TEST(copies_of_ints_never_see_each_other)
{
    stress(true);
}
END_TEST

START_TEST(floats_and_bools_shift_as_well)
{
    rf_array *f = rf_floats_of(&rt_cx, (double[]){0.5, 1.5}, 2);
    rf_array *b = rf_bools_of(&rt_cx, (bool[]){true, true}, 2);

    ck_assert(rf_array_insert(&rt_cx, &f, 1, rf_from_float(9.5)));
    ck_assert(rf_array_insert(&rt_cx, &b, 1, rf_from_bool(false)));
    rt_is(rf_from_object(f), "[0.5, 9.5, 1.5]");
    rt_is(rf_from_object(b), "[true, false, true]");
    rf_release(&rt_cx, rf_array_remove_at(&rt_cx, &f, 0));
    rf_release(&rt_cx, rf_array_remove_at(&rt_cx, &b, 0));
    rt_shows(rf_from_object(f), "[9.5, 1.5]");
    rt_shows(rf_from_object(b), "[false, true]");
}
END_TEST

START_TEST(inline_pushes_grow)
{
    rf_array *i = rf_array_new(&rt_cx, &rf_ints_kind, 0), *other;

    for (int64_t n = 0; n < 1000; n++)
        i = rf_ints_push(&rt_cx, i, n);
    other = i;
    rf_retain_object(i);
    i = rf_ints_push(&rt_cx, i, 1000);
    ck_assert_int_eq(other->len, 1000);
    ck_assert_int_eq(i->at.i[1000], 1000);
    rf_release_object(&rt_cx, i);
    rf_release_object(&rt_cx, other);
}
END_TEST

TCase *rt_array_tests(void)
{
    TCase *t = tcase_create("rt/array");

    tcase_set_timeout(t, 60);
    tcase_add_checked_fixture(t, rt_begin, rt_end);
    tcase_add_test(t, pushing_an_item_that_does_not_fit_widens_the_kind);
    tcase_add_test(t, storing_an_item_that_does_not_fit_widens_the_kind);
    tcase_add_test(t, kinds_convert);
    tcase_add_test(t, equality_looks_through_kinds);
    tcase_add_test(t, changing_methods_keep_to_their_texts);
    tcase_add_test(t, spreading);
    tcase_add_test(t, copies_never_see_each_other);
    tcase_add_test(t, copies_of_ints_never_see_each_other);
    tcase_add_test(t, floats_and_bools_shift_as_well);
    tcase_add_test(t, inline_pushes_grow);
    return t;
}
