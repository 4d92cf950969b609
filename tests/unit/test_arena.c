/* support/arena.c */
#include <string.h>

#include "unit.h"

static Arena arena;

static void teardown(void)
{
    arena_free(&arena);
}

START_TEST(memory_is_zeroed_and_aligned)
{
    double *d;

    ARENA_NEW(&arena, char);
    d = ARENA_ARRAY(&arena, double, 100);
    ck_assert_uint_eq((uintptr_t)d % _Alignof(double), 0);
    for (int i = 0; i < 100; i++)
        ck_assert_double_eq(d[i], 0.0);
}
END_TEST

START_TEST(a_large_piece_gets_a_block_of_its_own)
{
    size_t n = 50u << 20;
    char  *p = ARENA_ARRAY(&arena, char, n);

    p[n - 1] = 'x';
    ck_assert_ptr_nonnull(ARENA_NEW(&arena, int));
    ck_assert_int_eq(p[0], 0);
}
END_TEST

START_TEST(pieces_do_not_overlap)
{
    char *first = ARENA_ARRAY(&arena, char, 10);

    memset(first, 1, 10);
    for (int i = 0; i < 10000; i++)
        memset(ARENA_ARRAY(&arena, char, 100), 2, 100);
    for (int i = 0; i < 10; i++)
        ck_assert_int_eq(first[i], 1);
}
END_TEST

START_TEST(text_is_copied)
{
    char buffer[] = "ruff";
    Text t        = arena_text(&arena, (Text){buffer, 4});

    buffer[0] = 'X';
    ck_assert_int_eq(memcmp(t.at, "ruff", 4), 0);
}
END_TEST

START_TEST(a_freed_arena_can_be_used_again)
{
    ARENA_NEW(&arena, int);
    arena_free(&arena);
    ck_assert_ptr_null(arena.blocks);
    *ARENA_NEW(&arena, int) = 3;
}
END_TEST

TCase *arena_tests(void)
{
    TCase *t = tcase_create("arena");

    tcase_add_checked_fixture(t, NULL, teardown);
    tcase_add_test(t, memory_is_zeroed_and_aligned);
    tcase_add_test(t, a_large_piece_gets_a_block_of_its_own);
    tcase_add_test(t, pieces_do_not_overlap);
    tcase_add_test(t, text_is_copied);
    tcase_add_test(t, a_freed_arena_can_be_used_again);
    return t;
}
