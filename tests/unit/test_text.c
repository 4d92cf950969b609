/* support/text.c */
#include "support/text.h"

#include "unit.h"

static Arena arena;

static void teardown(void)
{
    arena_free(&arena);
}

START_TEST(texts_compare_by_bytes)
{
    ck_assert(text_equal(TEXT("ab"), TEXT("ab")));
    ck_assert(!text_equal(TEXT("ab"), TEXT("abc")));
    ck_assert(text_equal(TEXT(""), (Text){0}));
    ck_assert(text_starts(TEXT("abc"), TEXT("ab")));
    ck_assert(!text_starts(TEXT("a"), TEXT("ab")));
}
END_TEST

START_TEST(a_buffer_grows)
{
    TextBuf b = {.arena = &arena};

    for (int i = 0; i < 1000; i++)
        textbuf_format(&b, "%d,", i);
    textbuf_char(&b, '!');
    textbuf_add(&b, TEXT("?"));
    ck_assert_uint_eq(textbuf_text(&b).len, 10 * 2 + 90 * 3 + 900 * 4 + 2);
    ck_assert(text_starts(textbuf_text(&b), TEXT("0,1,2,3,")));
}
END_TEST

START_TEST(a_formatted_text_ends_with_nul)
{
    ck_assert_str_eq(text_format(&arena, "%s-%d", "a", 5), "a-5");
    ck_assert_str_eq(text_format(&arena, "%s", ""), "");
}
END_TEST

START_TEST(code_points_are_decoded)
{
    size_t length;

    ck_assert_uint_eq(utf8_decode(TEXT("a"), 0, &length), 'a');
    ck_assert_uint_eq(utf8_decode(TEXT("\xC3\xA9"), 0, &length), 0xE9);
    ck_assert_uint_eq(length, 2);
    ck_assert_uint_eq(utf8_decode(TEXT("\xF0\x9F\x98\x80"), 0, &length), 0x1F600);
    ck_assert_uint_eq(length, 4);
}
END_TEST

/* Overlong, surrogate, beyond the last plane, cut off, continuation alone. */
START_TEST(malformed_bytes_are_told)
{
    static const Text bad[] = {TEXT("\xC0\x80"),         TEXT("\xE0\x80\x80"), TEXT("\xED\xA0\x80"),
                               TEXT("\xF4\x90\x80\x80"), TEXT("\xE2\x82"),     TEXT("\x80"),
                               TEXT("\xFF"),             TEXT("\xC3(")};

    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        size_t length;

        ck_assert_uint_eq(utf8_decode(bad[i], 0, &length), UTF8_BAD);
        ck_assert_uint_eq(length, 1);
    }
}
END_TEST

START_TEST(code_points_are_counted)
{
    ck_assert_uint_eq(utf8_count(TEXT("")), 0);
    ck_assert_uint_eq(utf8_count(TEXT("a\xC3\xA9\xE2\x82\xAC")), 3);
    ck_assert_uint_eq(utf8_count(TEXT("\xFF\xFF")), 2);
}
END_TEST

TCase *text_tests(void)
{
    TCase *t = tcase_create("text");

    tcase_add_checked_fixture(t, NULL, teardown);
    tcase_add_test(t, texts_compare_by_bytes);
    tcase_add_test(t, a_buffer_grows);
    tcase_add_test(t, a_formatted_text_ends_with_nul);
    tcase_add_test(t, code_points_are_decoded);
    tcase_add_test(t, malformed_bytes_are_told);
    tcase_add_test(t, code_points_are_counted);
    return t;
}
