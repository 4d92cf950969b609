/* core/heap, core/rc, core/share, core/cell, core/closure: memory and values that threads share. */

#include <check.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "core/collections.h"
#include "core/heap.h"
#include "core/share.h"
#include "rt_fixture.h"

/* ---- memory */

START_TEST(blocks_do_not_overlap)
{
    enum { COUNT = 400 };
    unsigned char *blocks[COUNT];
    size_t         sizes[COUNT];

    memset(sizes, 0, sizeof sizes);
    for (int step = 0; step < 20000; step++) {
        uint32_t i = rt_random(COUNT);

        if (sizes[i]) {
            ck_assert(blocks[i][0] == (i & 255) && blocks[i][sizes[i] - 1] == (i & 255));
            rf_memory_free(&rt_cx, blocks[i], sizes[i]);
            sizes[i] = 0;
        } else {
            sizes[i]  = 1 + rt_random(rt_random(10) ? 256 : 5000);
            blocks[i] = rf_memory_new(&rt_cx, sizes[i]);
            memset(blocks[i], (int)i & 255, sizes[i]);
        }
    }
    for (uint32_t i = 0; i < COUNT; i++) {
        if (sizes[i])
            rf_memory_free(&rt_cx, blocks[i], sizes[i]);
    }
}
END_TEST

START_TEST(a_block_keeps_its_bytes_when_it_grows)
{
    size_t size  = 10;
    char  *block = rf_memory_grow(&rt_cx, NULL, 0, size);

    memset(block, 'x', size);
    while (size < 100000) {
        block = rf_memory_grow(&rt_cx, block, size, size * 3);
        for (size_t i = 0; i < size; i++)
            ck_assert_int_eq(block[i], 'x');
        memset(block, 'x', size * 3);
        size *= 3;
    }
    rf_memory_free(&rt_cx, block, size);
}
END_TEST

/* [[[…]]], a million deep. */
static rf_value nested(void)
{
    rf_value v = rt_ints(0);

    for (int i = 0; i < 1000000; i++)
        v = rf_from_object(rf_array_of(&rt_cx, &v, 1));
    return v;
}

START_TEST(deep_values_are_freed_and_shared_without_deep_calls)
{
    rf_value v = nested();

    rf_release(&rt_cx, v);
    v = nested();
    rf_share(&rt_cx, v);
    ck_assert(!rf_holds_code(&rt_cx, v));
    rf_release(&rt_cx, v);
}
END_TEST

/* ---- counts */

START_TEST(a_shared_value_with_one_owner_left_is_changed_in_place)
{
    rf_value  v = rt_ints(3, 1, 2, 3), other;
    rf_array *a = v.as.a;

    other = rf_copy(v);
    rf_share(&rt_cx, v);
    ck_assert_int_eq(a->head.count, -2);
    ck_assert(rf_array_store(&rt_cx, &v.as.a, 0, rf_from_int(9)));
    ck_assert_ptr_ne(v.as.a, a);
    ck_assert_int_eq(a->head.count, -1);
    ck_assert(rf_array_store(&rt_cx, &other.as.a, 0, rf_from_int(7)));
    ck_assert_ptr_eq(other.as.a, a);
    ck_assert_int_eq(a->head.count, 0);
    rt_shows(v, "[9, 2, 3]");
    rt_shows(other, "[7, 2, 3]");
}
END_TEST

START_TEST(what_a_shared_variable_holds_stays_shared)
{
    rf_cell  *c = rf_cell_new(&rt_cx, rt_ints(1, 1));
    rf_value *place, inner;

    rf_share(&rt_cx, rf_from_object(c));
    place       = rf_cell_open(&rt_cx, c);
    place->as.a = rf_array_push(&rt_cx, place->as.a, rt_text("new"));
    inner       = rf_copy(place->as.a->at.v[1]);
    ck_assert_int_lt(place->as.o->count, 0);
    ck_assert_int_lt(inner.as.o->count, 0);
    rf_cell_close(&rt_cx, c);
    place = rf_cell_open(&rt_cx, c);
    ck_assert(
        rf_store_index(&rt_cx, place, rf_from_int(0), rf_from_object(rf_dict_new(&rt_cx, 0))));
    place = rf_place_index(&rt_cx, place, rf_from_int(0), false);
    ck_assert(rf_store_index(&rt_cx, place, rf_from_int(5), rt_ints(1, 6)));
    ck_assert_int_lt(place->as.o->count, 0);
    ck_assert_int_lt(rf_dict_find_int((rf_dict *)place->as.o, 5)->as.o->count, 0);
    rf_cell_close(&rt_cx, c);
    rt_shows(rf_cell_get(&rt_cx, c), "[{\"5\": [6]}, new]");
    rf_release(&rt_cx, inner);
    rf_release_object(&rt_cx, c);
}
END_TEST

START_TEST(what_emitted_code_stores_by_itself_is_shared_at_the_end)
{
    rf_cell  *c = rf_cell_new(&rt_cx, rt_ints(2, 1, 2));
    rf_value *place;
    rf_array *a;

    rf_share(&rt_cx, rf_from_object(c));
    place       = rf_cell_open(&rt_cx, c);
    a           = rf_array_unique(&rt_cx, place->as.a);
    place->as.a = a;
    rf_set(&rt_cx, a->at.v[0], rt_text("stored"));
    rf_cell_close(&rt_cx, c);
    ck_assert_int_lt(a->at.v[0].as.o->count, 0);
    place       = rf_cell_open(&rt_cx, c);
    place->as.a = rf_values_push(&rt_cx, place->as.a, rt_text("pushed"));
    rf_cell_close(&rt_cx, c);
    ck_assert_int_lt(c->value.as.a->at.v[2].as.o->count, 0);
    rt_shows(rf_cell_get(&rt_cx, c), "[stored, 2, pushed]");
    rf_release_object(&rt_cx, c);
}
END_TEST

START_TEST(cells_update_in_one_step)
{
    rf_cell *c = rf_cell_new(&rt_cx, rf_from_int(1));
    rf_value x = rt_text("x");

    ck_assert(rf_cell_update(&rt_cx, c, '+', rf_from_int(4)));
    ck_assert(rf_cell_update(&rt_cx, c, '*', rf_from_float(0.5)));
    rt_shows(rf_cell_get(&rt_cx, c), "2.5");
    ck_assert(!rf_cell_update(&rt_cx, c, '+', x));
    rt_threw("Invalid binary operation: float + string");
    rf_cell_set(&rt_cx, c, rt_text("text"));
    ck_assert(rf_cell_update(&rt_cx, c, '+', x));
    rf_share(&rt_cx, rf_from_object(c));
    ck_assert(rf_cell_update(&rt_cx, c, '+', x));
    ck_assert(!rf_cell_update(&rt_cx, c, '-', x));
    rt_threw("Invalid binary operation: string - string");
    rt_shows(rf_cell_get(&rt_cx, c), "textxx");
    rf_release(&rt_cx, x);
    rf_release_object(&rt_cx, c);
}
END_TEST

/* ---- crossing */

static rf_value nothing(rf_ctx *cx, rf_closure *self, const rf_value *args, uint32_t count)
{
    (void)cx, (void)self, (void)args, (void)count;
    return rf_null;
}

static const rf_function function = {"f", "t.ruff", nothing, 0, 0, 0, NULL, NULL};

/* A closure over one cell; takes its count. */
static rf_value closure_over(rf_cell *c)
{
    rf_closure *f = rf_closure_new(&rt_cx, &function, 1);

    f->captures[0] = rf_from_object(c);
    return rf_from_object(f);
}

static rf_cell *cell_in(rf_value closure)
{
    return (rf_cell *)((rf_closure *)closure.as.o)->captures[0].as.o;
}

START_TEST(data_crosses_as_itself)
{
    rf_value v = rt_ints(2, 1, 2), w = rf_cross(&rt_cx, v);

    ck_assert_ptr_eq(v.as.o, w.as.o);
    ck_assert_int_eq(v.as.o->count, -2);
    rf_release(&rt_cx, v);
    rf_release(&rt_cx, w);
}
END_TEST

START_TEST(closures_take_copies_of_their_variables_along)
{
    rf_cell *c = rf_cell_new(&rt_cx, rf_from_int(5));
    rf_value pair[2], data, copy;

    rf_retain_object(c);
    pair[0] = closure_over(c);
    pair[1] = closure_over(c);
    data    = rf_from_object(rf_array_of(&rt_cx, pair, 2));
    copy    = rf_cross(&rt_cx, data);
    rf_cell_set(&rt_cx, c, rf_from_int(6));
    ck_assert_ptr_ne(copy.as.o, data.as.o);
    ck_assert_ptr_eq(cell_in(copy.as.a->at.v[0]), cell_in(copy.as.a->at.v[1]));
    rt_shows(rf_cell_get(&rt_cx, cell_in(copy.as.a->at.v[0])), "5");
    rt_shows(rf_cell_get(&rt_cx, cell_in(data.as.a->at.v[0])), "6");
    rf_release(&rt_cx, data);
    rf_release(&rt_cx, copy);
}
END_TEST

START_TEST(a_closure_that_holds_itself_crosses)
{
    rf_cell *c = rf_cell_new(&rt_cx, rf_null), *d;
    rf_value f, g;

    rf_retain_object(c);
    f = closure_over(c);
    rf_cell_set(&rt_cx, c, rf_copy(f));
    g = rf_cross(&rt_cx, f);
    d = cell_in(g);
    ck_assert_ptr_ne(d, c);
    ck_assert_ptr_eq(d->value.as.o, g.as.o);
    rf_cell_set(&rt_cx, c, rf_null); /* opens the circles */
    rf_cell_set(&rt_cx, d, rf_null);
    rf_release(&rt_cx, f);
    rf_release(&rt_cx, g);
    rf_release_object(&rt_cx, c);
}
END_TEST

/* ---- threads */

enum { THREADS = 4, TURNS = 4000 };

typedef struct work {
    rf_cell *counter, *list, *table;
    rf_value data;
    int64_t  alive; /* objects that this thread made and did not free */
} work;

static void *change_shared(void *data)
{
    work  *w = data;
    rf_ctx cx;

    rf_ctx_init(&cx);
    for (int64_t i = 0; i < TURNS; i++) {
        rf_value *place, own;

        rf_cell_update(&cx, w->counter, '+', rf_from_int(1));
        place = rf_cell_open(&cx, w->list);
        place->as.a =
            rf_array_push(&cx, place->as.a, rf_from_object(rf_int_to_string(&cx, i + 100)));
        rf_cell_close(&cx, w->list);
        place = rf_cell_open(&cx, w->table);
        rf_store_index(&cx, place, rf_from_int(i % 50), rf_from_object(rf_int_to_string(&cx, i)));
        rf_cell_close(&cx, w->table);
        own = rf_cell_get(&cx, i % 2 ? w->list : w->table);
        if (i % 100 == 0)
            rf_release(&cx, rf_from_object(rf_to_string(&cx, own)));
        rf_release(&cx, own);
        own = rf_copy(w->data);
        rf_store_index(&cx, &own, rf_from_int(0), rf_from_int(i));
        rf_release(&cx, own);
    }
    w->alive = rf_objects_alive(&cx);
    rf_ctx_end(&cx);
    return NULL;
}

START_TEST(threads_change_shared_variables_step_by_step)
{
    pthread_t threads[THREADS];
    work      works[THREADS];
    rf_cell  *counter = rf_cell_new(&rt_cx, rf_from_int(0));
    rf_cell  *list    = rf_cell_new(&rt_cx, rt_ints(0));
    rf_cell  *table   = rf_cell_new(&rt_cx, rf_from_object(rf_dict_new(&rt_cx, 0)));
    rf_value  data    = rt_ints(3, 1, 2, 3), v;
    int64_t   alive   = 0;

    rf_share(&rt_cx, rf_from_object(counter));
    rf_share(&rt_cx, rf_from_object(list));
    rf_share(&rt_cx, rf_from_object(table));
    rf_share(&rt_cx, data);
    for (int i = 0; i < THREADS; i++) {
        works[i] = (work){counter, list, table, data, 0};
        ck_assert_int_eq(pthread_create(&threads[i], NULL, change_shared, &works[i]), 0);
    }
    for (int i = 0; i < THREADS; i++) {
        pthread_join(threads[i], NULL);
        alive += works[i].alive;
    }
    rt_shows(rf_cell_get(&rt_cx, counter), "16000");
    v = rf_cell_get(&rt_cx, list);
    ck_assert_int_eq(v.as.a->len, THREADS * TURNS);
    rf_release(&rt_cx, v);
    rt_is(data, "[1, 2, 3]");
    rf_release(&rt_cx, data);
    rf_release_object(&rt_cx, counter);
    rf_release_object(&rt_cx, list);
    rf_release_object(&rt_cx, table);
    ck_assert_int_eq(rf_objects_alive(&rt_cx) + alive, 0);
}
END_TEST

/* One thread makes what another frees. */
typedef struct pipe_end {
    rf_value *slots;
    int       count;
} pipe_end;

static void *free_all(void *data)
{
    pipe_end *p = data;
    rf_ctx    cx;

    rf_ctx_init(&cx);
    for (int i = 0; i < p->count; i++)
        rf_release(&cx, p->slots[i]);
    rf_ctx_end(&cx);
    return NULL;
}

static void hand_over(int count)
{
    pipe_end  p = {malloc((size_t)count * sizeof(rf_value)), count};
    pthread_t thread;
    rf_ctx    cx;

    ck_assert_ptr_nonnull(p.slots);
    rf_ctx_init(&cx);
    for (int i = 0; i < count; i++) {
        p.slots[i] = rf_from_object(rf_int_to_string(&cx, 1000 + i));
        rf_share(&cx, p.slots[i]);
    }
    ck_assert_int_eq(pthread_create(&thread, NULL, free_all, &p), 0);
    pthread_join(thread, NULL);
    rf_ctx_end(&cx);
    free(p.slots);
}

START_TEST(memory_may_be_freed_by_another_thread)
{
    for (int round = 0; round < 20; round++)
        hand_over(3000);
}
END_TEST

TCase *rt_share_tests(void)
{
    TCase *t = tcase_create("rt/share");

    tcase_set_timeout(t, 60);
    tcase_add_checked_fixture(t, rt_begin, rt_end);
    tcase_add_test(t, blocks_do_not_overlap);
    tcase_add_test(t, a_block_keeps_its_bytes_when_it_grows);
    tcase_add_test(t, deep_values_are_freed_and_shared_without_deep_calls);
    tcase_add_test(t, a_shared_value_with_one_owner_left_is_changed_in_place);
    tcase_add_test(t, what_a_shared_variable_holds_stays_shared);
    tcase_add_test(t, what_emitted_code_stores_by_itself_is_shared_at_the_end);
    tcase_add_test(t, cells_update_in_one_step);
    tcase_add_test(t, data_crosses_as_itself);
    tcase_add_test(t, closures_take_copies_of_their_variables_along);
    tcase_add_test(t, a_closure_that_holds_itself_crosses);
    tcase_add_test(t, memory_may_be_freed_by_another_thread);
    return t;
}

/* The usual end counts the objects of one thread only. */
static void end_without_count(void)
{
    rf_ctx_end(&rt_cx);
}

TCase *rt_threads_tests(void)
{
    TCase *t = tcase_create("rt/threads");

    tcase_set_timeout(t, 120);
    tcase_add_checked_fixture(t, rt_begin, end_without_count);
    tcase_add_test(t, threads_change_shared_variables_step_by_step);
    return t;
}
