/* support/table.c and support/bitset.c */
#include "support/table.h"

#include "support/bitset.h"
#include "unit.h"

static Arena arena;

static void teardown(void)
{
    arena_free(&arena);
}

START_TEST(an_empty_table_has_nothing)
{
    Table t = {.arena = &arena};

    ck_assert_ptr_null(table_get(&t, 0));
}
END_TEST

START_TEST(what_was_stored_is_found)
{
    static int values[1000];
    Table      t = {.arena = &arena};

    for (uint64_t i = 0; i < 1000; i++)
        table_set(&t, i << 20, &values[i]);
    ck_assert_uint_eq(t.count, 1000);
    for (uint64_t i = 0; i < 1000; i++)
        ck_assert_ptr_eq(table_get(&t, i << 20), &values[i]);
    ck_assert_ptr_null(table_get(&t, 7));
}
END_TEST

START_TEST(a_second_value_replaces_the_first)
{
    int   a, b;
    Table t = {.arena = &arena};

    table_set(&t, 5, &a);
    table_set(&t, 5, &b);
    ck_assert_ptr_eq(table_get(&t, 5), &b);
    ck_assert_uint_eq(t.count, 1);
}
END_TEST

START_TEST(a_set_knows_its_members)
{
    Bitset s = bitset_new(&arena, 130);

    ck_assert(bitset_add(&s, 0));
    ck_assert(bitset_add(&s, 64));
    ck_assert(bitset_add(&s, 129));
    ck_assert(!bitset_add(&s, 129));
    ck_assert(bitset_has(&s, 64));
    ck_assert(!bitset_has(&s, 63));
    bitset_remove(&s, 64);
    ck_assert(!bitset_has(&s, 64));
    ck_assert_uint_eq(bitset_next(&s, 1), 129);
    ck_assert_uint_eq(bitset_next(&s, 130), SIZE_MAX);
}
END_TEST

START_TEST(joining_tells_whether_it_changed_something)
{
    Bitset a = bitset_new(&arena, 70), b = bitset_new(&arena, 70);

    bitset_add(&b, 69);
    ck_assert(bitset_join(&a, &b));
    ck_assert(!bitset_join(&a, &b));
    ck_assert(bitset_has(&a, 69));
    bitset_clear(&a);
    ck_assert_uint_eq(bitset_next(&a, 0), SIZE_MAX);
}
END_TEST

TCase *table_tests(void)
{
    TCase *t = tcase_create("table");

    tcase_add_checked_fixture(t, NULL, teardown);
    tcase_add_test(t, an_empty_table_has_nothing);
    tcase_add_test(t, what_was_stored_is_found);
    tcase_add_test(t, a_second_value_replaces_the_first);
    tcase_add_test(t, a_set_knows_its_members);
    tcase_add_test(t, joining_tells_whether_it_changed_something);
    return t;
}
