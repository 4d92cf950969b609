/* The search for cycles: what only a cycle holds goes, what anybody else holds stays. */

#include "core/cycle.h"

#include "core/heap.h"
#include "rt_fixture.h"
#include "unit.h"

static rf_value nothing(rf_ctx *cx, rf_closure *self, const rf_value *args, uint32_t count)
{
    (void)cx, (void)self, (void)args, (void)count;
    return rf_null;
}

static const rf_function function = {"f", "t.ruff", nothing, 0, 0, 0, NULL, NULL};

/* A closure over one cell, which it retains. */
static rf_value closure_over(rf_cell *c)
{
    rf_closure *f = rf_closure_new(&rt_cx, &function, 1);

    f->captures[0] = rf_copy(rf_from_object(c));
    return rf_from_object(f);
}

/* A cell with an array that holds a closure over the cell; the only count is the caller's. */
static rf_cell *circle(void)
{
    rf_cell *c     = rf_cell_new(&rt_cx, rf_null);
    rf_value items = closure_over(c);

    rf_cell_set(&rt_cx, c, rf_from_object(rf_array_of(&rt_cx, &items, 1)));
    return c;
}

START_TEST(what_only_a_cycle_holds_goes)
{
    int64_t before = rf_objects_alive(&rt_cx);

    rf_release_object(&rt_cx, circle());
    ck_assert_int_eq(rf_objects_alive(&rt_cx), before + 3);
    rf_cells_search(&rt_cx);
    ck_assert_int_eq(rf_objects_alive(&rt_cx), before);
}
END_TEST

START_TEST(what_somebody_holds_stays)
{
    rf_cell *c    = circle();
    rf_value list = rf_copy(c->value), f = rf_copy(list.as.a->at.v[0]);

    rf_cells_search(&rt_cx);
    rt_shows(rf_cell_get(&rt_cx, c), "[<unknown>]");
    rf_release_object(&rt_cx, c);
    rf_release(&rt_cx, list);
    rf_cells_search(&rt_cx);
    rt_shows(rf_cell_get(&rt_cx, c), "[<unknown>]"); /* f holds it */
    rf_release(&rt_cx, f);
    rf_cells_search(&rt_cx);
}
END_TEST

START_TEST(a_living_variable_keeps_the_cycles_in_it)
{
    rf_cell *outer = rf_cell_new(&rt_cx, rf_null), *inner = circle();
    rf_value items[2] = {closure_over(outer), closure_over(inner)};

    rf_cell_set(&rt_cx, outer, rf_from_object(rf_array_of(&rt_cx, items, 2)));
    rf_release_object(&rt_cx, inner);
    rf_cells_search(&rt_cx);
    rt_shows(rf_cell_get(&rt_cx, outer), "[<unknown>, <unknown>]");
    rt_shows(rf_cell_get(&rt_cx, inner), "[<unknown>]");
    rf_release_object(&rt_cx, outer);
    rf_cells_search(&rt_cx);
}
END_TEST

START_TEST(long_rings_are_found_and_destroyed)
{
    rf_cell *first = rf_cell_new(&rt_cx, rf_null), *last = first;

    for (int i = 0; i < 200000; i++)
        last = rf_cell_new(&rt_cx, closure_over(last));
    rf_cell_set(&rt_cx, first, closure_over(last));
    rf_release_object(&rt_cx, first);
    for (rf_cell *c = last, *next; c != first; c = next) {
        next = (rf_cell *)((rf_closure *)c->value.as.o)->captures[0].as.o;
        rf_release_object(&rt_cx, c);
    }
    rf_cells_search(&rt_cx);
}
END_TEST

START_TEST(making_cells_searches_now_and_then)
{
    int64_t before = rf_objects_alive(&rt_cx);

    for (int i = 0; i < 100000; i++) {
        rf_release_object(&rt_cx, circle());
        ck_assert_int_lt(rf_objects_alive(&rt_cx), before + 3 * 5000);
    }
    rf_cells_end(&rt_cx);
}
END_TEST

START_TEST(shared_variables_are_left_alone)
{
    rf_cell *c = circle();

    rf_share(&rt_cx, rf_from_object(c));
    ck_assert(rf_cell_is_shared(c));
    rf_cells_search(&rt_cx);
    rt_shows(rf_cell_get(&rt_cx, c), "[<unknown>]");
    rf_cell_set(&rt_cx, c, rf_null); /* opens the circle */
    rf_release_object(&rt_cx, c);
}
END_TEST

/* Whether the other threads are at rest, and how often that was asked. */
static bool     others_rest;
static uint32_t asked, ended;

static bool rest_begin(rf_ctx *cx)
{
    (void)cx;
    asked++;
    return others_rest;
}

static void rest_end(rf_ctx *cx)
{
    (void)cx;
    ended++;
}

static int64_t make_shared_circles(int count)
{
    int64_t before = rf_objects_alive(&rt_cx);

    for (int i = 0; i < count; i++) {
        rf_cell *c = circle();

        rf_share(&rt_cx, rf_from_object(c));
        rf_release_object(&rt_cx, c);
    }
    return rf_objects_alive(&rt_cx) - before;
}

/* Those that are too few to be searched for. */
static rf_cell *left[20000];
static size_t   left_count;

static void note_left(rf_ctx *cx, rf_cell *c)
{
    (void)cx;
    left[left_count++] = c;
}

static void open_circles(void)
{
    left_count = 0;
    rf_shared_each(&rt_cx, note_left);
    while (left_count > 0)
        rf_cell_set(&rt_cx, left[--left_count], rf_null);
}

START_TEST(shared_cycles_go_when_all_others_rest)
{
    static const rf_rest rest = {rest_begin, rest_end};
    rf_cell             *kept = circle();

    rf_share(&rt_cx, rf_from_object(kept));
    rf_rest_of_tasks = &rest;
    others_rest      = false;
    ck_assert_int_eq(make_shared_circles(20000), 60000);
    ck_assert_uint_gt(asked, 0);
    ck_assert_uint_eq(ended, 0);
    others_rest = true;
    ck_assert_int_lt(make_shared_circles(20000), 0);
    ck_assert_uint_gt(ended, 0);
    rt_shows(rf_cell_get(&rt_cx, kept), "[<unknown>]");
    open_circles();
    rf_release_object(&rt_cx, kept);
    rf_rest_of_tasks = NULL;
}
END_TEST

START_TEST(a_shared_owner_keeps_what_it_holds)
{
    rf_cell *outer = circle(), *inner = rf_cell_new(&rt_cx, rt_text("text"));
    rf_value f = closure_over(inner);

    rf_share(&rt_cx, f);
    rf_cell_set(&rt_cx, outer, f);
    rf_cells_search(&rt_cx);
    rt_shows(rf_cell_get(&rt_cx, inner), "text");
    rf_release_object(&rt_cx, inner);
    rf_release_object(&rt_cx, outer);
}
END_TEST

START_TEST(lists_of_parties_change_places)
{
    rf_cell_list other  = {0};
    rf_cell     *mine   = rf_cell_new(&rt_cx, rf_null), *theirs;
    int64_t      before = rf_objects_alive(&rt_cx);

    rf_cells_exchange(&rt_cx, &other);
    ck_assert_int_eq(other.count, 1);
    rf_release_object(&rt_cx, circle());
    theirs = rf_cell_new(&rt_cx, rf_null);
    rf_cells_search(&rt_cx);
    ck_assert_int_eq(rf_objects_alive(&rt_cx), before + 1);
    rf_cells_exchange(&rt_cx, &other);
    ck_assert_int_eq(other.count, 1);
    rf_cell_hand_over(&rt_cx, mine, &other);
    ck_assert_int_eq(other.count, 2);
    rf_cells_exchange(&rt_cx, &other);
    rf_release_object(&rt_cx, theirs);
    rf_release_object(&rt_cx, mine);
    ck_assert_int_eq(rf_cells_apart(&rt_cx, 1), 0);
    mine = rf_cell_new(&rt_cx, rf_null);
    ck_assert(rf_cell_is_shared(mine));
    ck_assert_int_eq(rf_cells_apart(&rt_cx, 0), 1);
    rf_release_object(&rt_cx, mine);
}
END_TEST

TCase *rt_cycle_tests(void)
{
    TCase *t = tcase_create("rt_cycle");

    tcase_add_checked_fixture(t, rt_begin, rt_end);
    tcase_add_test(t, what_only_a_cycle_holds_goes);
    tcase_add_test(t, what_somebody_holds_stays);
    tcase_add_test(t, a_living_variable_keeps_the_cycles_in_it);
    tcase_add_test(t, long_rings_are_found_and_destroyed);
    tcase_add_test(t, making_cells_searches_now_and_then);
    tcase_add_test(t, shared_variables_are_left_alone);
    tcase_add_test(t, shared_cycles_go_when_all_others_rest);
    tcase_add_test(t, a_shared_owner_keeps_what_it_holds);
    tcase_add_test(t, lists_of_parties_change_places);
    return t;
}
