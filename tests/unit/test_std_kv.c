/* std/kv/store.c: the text of a key-value store. */

#include <stdlib.h>
#include <string.h>

#include "std/kv/store.h"
#include "unit.h"

static rf_store_span span(const char *text)
{
    return (rf_store_span){(char *)text, strlen(text)};
}

/* Reads a copy of the text; its memory is kept until `free`. */
static bool reads(rf_store *s, const char *text, char **copy)
{
    *copy = strdup(text);
    return rf_store_read(s, *copy, strlen(text));
}

static void check_value(const char *text, const char *key, const char *expected)
{
    char                *copy;
    rf_store             s;
    const rf_store_span *v;

    ck_assert_msg(reads(&s, text, &copy), "not read: %s", text);
    v = rf_store_find(&s, span(key));
    ck_assert_msg(v != NULL, "no '%s' in %s", key, text);
    ck_assert_uint_eq(v->size, strlen(expected));
    ck_assert_msg(memcmp(v->at, expected, v->size) == 0, "other value in %s", text);
    rf_store_drop(&s);
    free(copy);
}

START_TEST(objects_of_strings_are_read)
{
    check_value("{\"a\":\"b\"}", "a", "b");
    check_value(" \t\r\n{ \"a\" : \"b\" , \"c\":\"d\" } \n", "c", "d");
    check_value("{\"\":\"\"}", "", "");
    check_value("{\"a\":\"1\",\"a\":\"2\"}", "a", "2");
    check_value("{\"a\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"}", "a", "\"\\/\b\f\n\r\t");
    check_value("{\"a\":\"\\u0041\\u00e4\\u20AC\\ud83d\\ude00\"}", "a", "Aä€😀");
    check_value("{\"\\u0061\":\"x\"}", "a", "x");
}
END_TEST

START_TEST(other_texts_are_refused)
{
    static const char *const texts[] = {
        "[",           "{",           "}",          "{\"a\"}",         "{\"a\":}",         "{\"a\":1}",
        "{\"a\":null}", "{\"a\":\"b\",}", "{,}",      "{\"a\":\"b\"} x", "{\"a\":\"b\"",     "{\"a\":\"b",
        "{\"a\":\"\\\"}", "{\"a\":\"\\x\"}", "{\"a\":\"\\u12\"}", "{\"a\":\"\\u12g4\"}", "{\"a\":\"\\ud800\"}",
        "{\"a\":\"\\udc00\"}", "{\"a\":\"\\ud800\\u0041\"}", "{\"a\":\"\n\"}", "{\"a\":\"\xff\"}", "{a:\"b\"}",
        "{\"a\":\"\\", "{\"a\":\"\\u",
    };

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        char    *copy;
        rf_store s;

        ck_assert_msg(!reads(&s, texts[i], &copy), "read: %s", texts[i]);
        rf_store_drop(&s);
        free(copy);
    }
}
END_TEST

START_TEST(nothing_is_an_empty_store)
{
    static const char *const texts[] = {"", " \n", "{}", "{ }"};

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        char    *copy;
        rf_store s;

        ck_assert(reads(&s, texts[i], &copy));
        ck_assert_uint_eq(s.count, 0);
        ck_assert(!rf_store_find(&s, span("a")));
        rf_store_drop(&s);
        free(copy);
    }
}
END_TEST

START_TEST(what_is_written_is_read)
{
    rf_store      s = {0}, again;
    rf_store_span text;

    rf_store_set(&s, span("a"), span("\"\\\n\x01ä"));
    rf_store_set(&s, span("b"), span("1"));
    rf_store_set(&s, span("b"), (rf_store_span){"x\0y", 3});
    text = rf_store_text(&s);
    ck_assert(rf_store_read(&again, text.at, text.size));
    ck_assert_uint_eq(again.count, 2);
    ck_assert_uint_eq(rf_store_find(&again, span("a"))->size, 6);
    ck_assert(memcmp(rf_store_find(&again, span("a"))->at, "\"\\\n\x01ä", 6) == 0);
    ck_assert_uint_eq(rf_store_find(&again, span("b"))->size, 3);
    rf_store_drop(&s);
    rf_store_drop(&again);
    free(text.at);
}
END_TEST

TCase *std_kv_tests(void)
{
    TCase *t = tcase_create("std_kv");

    tcase_add_test(t, objects_of_strings_are_read);
    tcase_add_test(t, other_texts_are_refused);
    tcase_add_test(t, nothing_is_an_empty_store);
    tcase_add_test(t, what_is_written_is_read);
    return t;
}
