/* support/source.c */
#include "support/source.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "support/text.h"
#include "unit.h"

static Arena    arena;
static Sources *sources;

static void setup(void)
{
    sources = sources_new(&arena);
}

static void teardown(void)
{
    arena_free(&arena);
}

static void expect_position(FileId f, uint32_t byte, uint32_t line, uint32_t column)
{
    Position p = source_position(sources, f, byte);

    ck_assert_uint_eq(p.line, line);
    ck_assert_uint_eq(p.column, column);
}

START_TEST(places_count_lines_and_code_points)
{
    FileId f = source_add(sources, TEXT("a.ruff"), TEXT("ab\n\xC3\xA9x\r\n\nz"));

    expect_position(f, 0, 1, 1);
    expect_position(f, 2, 1, 3);
    expect_position(f, 3, 2, 1);
    expect_position(f, 5, 2, 2);
    expect_position(f, 8, 3, 1);
    expect_position(f, 9, 4, 1);
    expect_position(f, 10, 4, 2);
    expect_position(f, 99, 4, 2);
}
END_TEST

START_TEST(lines_come_without_their_ends)
{
    FileId f = source_add(sources, TEXT("a.ruff"), TEXT("one\r\ntwo\n"));

    ck_assert(text_equal(source_line(sources, f, 1), TEXT("one")));
    ck_assert(text_equal(source_line(sources, f, 2), TEXT("two")));
    ck_assert_uint_eq(source_line(sources, f, 3).len, 0);
    ck_assert_uint_eq(source_line(sources, f, 4).len, 0);
    ck_assert_uint_eq(source_line(sources, f, 0).len, 0);
}
END_TEST

START_TEST(files_are_numbered_from_one)
{
    FileId a = source_add(sources, TEXT("a"), TEXT(""));
    FileId b = source_add(sources, TEXT("b"), TEXT("x"));

    ck_assert_uint_eq(a, 1);
    ck_assert_uint_eq(b, 2);
    ck_assert(text_equal(source_name(sources, b), TEXT("b")));
    ck_assert_str_eq(source_bytes(sources, b).at, "x");
    expect_position(a, 0, 1, 1);
}
END_TEST

START_TEST(a_file_is_read_whole)
{
    char   path[] = "/tmp/ruffc-unit-XXXXXX";
    int    fd     = mkstemp(path);
    FileId f;

    ck_assert_int_ge(fd, 0);
    for (int i = 0; i < 100000; i++)
        ck_assert_int_eq(write(fd, "0123456789", 10), 10);
    close(fd);
    ck_assert(source_load(sources, text_of(path), &f));
    unlink(path);
    ck_assert_uint_eq(source_bytes(sources, f).len, 1000000);
}
END_TEST

START_TEST(what_cannot_be_read_says_why)
{
    FileId f;

    ck_assert(!source_load(sources, TEXT("/nonexistent/x.ruff"), &f));
    ck_assert_int_eq(errno, ENOENT);
    ck_assert(!source_load(sources, TEXT("/tmp"), &f));
    ck_assert_int_eq(errno, EISDIR);
}
END_TEST

TCase *source_tests(void)
{
    TCase *t = tcase_create("source");

    tcase_add_checked_fixture(t, setup, teardown);
    tcase_add_test(t, places_count_lines_and_code_points);
    tcase_add_test(t, lines_come_without_their_ends);
    tcase_add_test(t, files_are_numbered_from_one);
    tcase_add_test(t, a_file_is_read_whole);
    tcase_add_test(t, what_cannot_be_read_says_why);
    return t;
}
