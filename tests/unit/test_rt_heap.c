/* The allocator: the classes of sizes, and blocks that go from one thread's lists to another's. */

#include "core/heap.h"

#include <string.h>

#include "rt_fixture.h"
#include "unit.h"

START_TEST(classes_hold_what_they_say)
{
    size_t before = 0;

    for (size_t size = 1; size < 50000; size++) {
        size_t room = rf_memory_room(size);
        ck_assert_uint_ge(room, size);
        ck_assert_uint_ge(room, before);
        ck_assert_uint_eq(rf_memory_room(room), room);
        ck_assert_uint_le(room, size + size / 4 + 64);
        before = room;
    }
    ck_assert_uint_eq(rf_memory_room(257), 320);
    ck_assert_uint_eq(rf_memory_room(512), 512);
    ck_assert_uint_eq(rf_memory_room(513), 704);
    ck_assert_uint_eq(rf_memory_room(32767), 32832);
    ck_assert_uint_eq(rf_memory_room(32833), 32833);
}
END_TEST

/* Blocks of every size at once: none overlaps another. */
START_TEST(blocks_are_apart)
{
    enum { STEP = 37, COUNT = 1100 };
    unsigned char *blocks[COUNT];

    for (int round = 0; round < 3; round++) {
        for (int i = 0; i < COUNT; i++) {
            blocks[i] = rf_memory_new(&rt_cx, (size_t)i * STEP + 1);
            memset(blocks[i], i & 255, (size_t)i * STEP + 1);
        }
        for (int i = 0; i < COUNT; i++) {
            ck_assert_uint_eq(blocks[i][0], i & 255);
            ck_assert_uint_eq(blocks[i][i * STEP], i & 255);
            rf_memory_free(&rt_cx, blocks[i], (size_t)i * STEP + 1);
        }
    }
}
END_TEST

START_TEST(growing_keeps_the_content)
{
    unsigned char *block = NULL;
    size_t         size  = 0;

    for (size_t next = 8; next < 200000; next += next / 3) {
        block = rf_memory_grow(&rt_cx, block, size, next);
        for (size_t i = 0; i < size; i++)
            ck_assert_uint_eq(block[i], i % 251);
        for (size_t i = size; i < next; i++)
            block[i] = (unsigned char)(i % 251);
        size = next;
    }
    block = rf_memory_grow(&rt_cx, block, size, 100);
    for (size_t i = 0; i < 100; i++)
        ck_assert_uint_eq(block[i], i % 251);
    rf_memory_free(&rt_cx, block, 100);
}
END_TEST

START_TEST(another_context_frees)
{
    enum { COUNT = 2000, SIZE = 3000 };
    static void *blocks[COUNT];
    rf_ctx       other;

    rf_ctx_init(&other);
    for (int round = 0; round < 20; round++) {
        for (int i = 0; i < COUNT; i++)
            blocks[i] = rf_memory_new(&rt_cx, SIZE);
        for (int i = 0; i < COUNT; i++)
            rf_memory_free(&other, blocks[i], SIZE);
    }
    rf_ctx_end(&other);
}
END_TEST

TCase *rt_heap_tests(void)
{
    TCase *t = tcase_create("rt_heap");

    tcase_add_checked_fixture(t, rt_begin, rt_end);
    tcase_add_test(t, classes_hold_what_they_say);
    tcase_add_test(t, blocks_are_apart);
    tcase_add_test(t, growing_keeps_the_content);
    tcase_add_test(t, another_context_frees);
    return t;
}
