/* std/json: what is read and written again; the words and places of faults. */

#include <stdlib.h>
#include <string.h>

#include "core/heap.h"
#include "core/lib.h"
#include "lib_eval.h"
#include "std/json/json.h"
#include "unit.h"

/* The text read and written again, or "! " and the error. */
static rf_string *again(const char *text, rf_json_layout layout)
{
    rf_string *s = rf_string_from(&lib_cx, text), *shown;
    rf_value   v = rf_json_read(&lib_cx, s, "fault");
    rf_text    t;

    rf_text_init(&t, &lib_cx);
    if (!lib_cx.error)
        rf_json_write(&t, v, layout, "");
    if (lib_cx.error) {
        rf_object *e  = lib_cx.error;
        lib_cx.error = NULL;
        shown        = rf_string_format(&lib_cx, "! %s", ((rf_error *)e)->message->at);
        rf_release_object(&lib_cx, e);
    } else {
        shown = rf_text_take(&t);
    }
    rf_text_end(&t);
    rf_release(&lib_cx, v);
    rf_release_object(&lib_cx, s);
    return shown;
}

static void check(const lib_case *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        rf_string *found = again(cases[i].source, RF_JSON_COMPACT);

        ck_assert_msg(strcmp(found->at, cases[i].expected) == 0, "%s gives %s instead of %s",
                      cases[i].source, found->at, cases[i].expected);
        rf_release_object(&lib_cx, found);
    }
    ck_assert_int_eq(rf_objects_alive(&lib_cx), 0);
}

START_TEST(values_come_back)
{
    static const lib_case cases[] = {
        {"null", "null"},
        {" true ", "true"},
        {"\t\r\n[ ]", "[]"},
        {"{ }", "{}"},
        {"[1,2,3]", "[1,2,3]"},
        {"[1.0,2.5]", "[1.0,2.5]"},
        {"[1,2.5,null,\"x\",[],{}]", "[1,2.5,null,\"x\",[],{}]"},
        {"{\"b\":1,\"a\":{\"d\":2,\"c\":3}}", "{\"a\":{\"c\":3,\"d\":2},\"b\":1}"},
        {"{\"a\":1,\"a\":2}", "{\"a\":2}"},
        {"{\"10\":1,\"9\":2,\"\":3}", "{\"\":3,\"10\":1,\"9\":2}"},
        {"[{\"y\":1,\"x\":2},{\"y\":3,\"x\":4},{\"x\":5,\"y\":6}]",
         "[{\"x\":2,\"y\":1},{\"x\":4,\"y\":3},{\"x\":5,\"y\":6}]"},
    };
    check(cases, RF_COUNT_OF(cases));
}
END_TEST

START_TEST(numbers_are_ints_as_far_as_they_fit)
{
    static const lib_case cases[] = {
        {"0", "0"},
        {"-0", "-0.0"},
        {"-7", "-7"},
        {"9223372036854775807", "9223372036854775807"},
        {"9223372036854775808", "9.223372036854776e+18"},
        {"-9223372036854775808", "-9223372036854775808"},
        {"-9223372036854775809", "-9.223372036854776e+18"},
        {"123456789012345678901234567890", "1.2345678901234568e+29"},
        {"1e2", "100.0"},
        {"1E+2", "100.0"},
        {"0.00001", "0.00001"},
        {"1e-6", "1e-6"},
        {"1e15", "1000000000000000.0"},
        {"1e16", "1e+16"},
        {"9007199254740993.0", "9007199254740992.0"},
        {"9007199254740993.0000000000000000001", "9007199254740994.0"},
        {"5e-324", "5e-324"},
        {"2e-324", "0.0"},
        {"1.7976931348623157e308", "1.7976931348623157e+308"},
        {"1e400", "! fault: number out of range at line 1 column 5"},
        {"-1e999999999999", "! fault: number out of range at line 1 column 15"},
        {"0e999999999999", "0.0"},
    };
    check(cases, RF_COUNT_OF(cases));
}
END_TEST

START_TEST(strings_keep_their_text)
{
    static const lib_case cases[] = {
        {"\"\"", "\"\""},
        {"\"a\"", "\"a\""},
        {"\"0123456\\\"789\"", "\"0123456\\\"789\""},
        {"\"\\\" \\\\ \\/ \\b \\f \\n \\r \\t\"", "\"\\\" \\\\ / \\b \\f \\n \\r \\t\""},
        {"\"\\u0000\\u001f\\u007f\"", "\"\\u0000\\u001f\x7f\""},
        {"\"\\u00e9 \\ud83d\\ude00 \\uFFFF\"", "\"é 😀 \uffff\""},
        {"\"grün und länger als acht\"", "\"grün und länger als acht\""},
        {"{\"\\u0061b\":1,\"ab\":2}", "{\"ab\":2}"},
    };
    check(cases, RF_COUNT_OF(cases));
}
END_TEST

START_TEST(faults_are_named_with_their_place)
{
    static const lib_case cases[] = {
        {"", "! fault: EOF while parsing a value at line 1 column 0"},
        {"[", "! fault: EOF while parsing a value at line 1 column 1"},
        {"[1", "! fault: EOF while parsing a list at line 1 column 2"},
        {"{\"a\"", "! fault: EOF while parsing an object at line 1 column 4"},
        {"\"abc", "! fault: EOF while parsing a string at line 1 column 4"},
        {"\"\\u12", "! fault: EOF while parsing a string at line 1 column 5"},
        {"\"\\", "! fault: EOF while parsing a string at line 1 column 2"},
        {"tru", "! fault: EOF while parsing a value at line 1 column 3"},
        {"\n\n trux", "! fault: expected ident at line 3 column 5"},
        {"'a'", "! fault: expected value at line 1 column 1"},
        {"[1,]", "! fault: trailing comma at line 1 column 4"},
        {"{\"a\":1,}", "! fault: trailing comma at line 1 column 8"},
        {"{a:1}", "! fault: key must be a string at line 1 column 2"},
        {"{\"a\" 1}", "! fault: expected `:` at line 1 column 6"},
        {"{\"a\":1 \"b\":2}", "! fault: expected `,` or `}` at line 1 column 8"},
        {"[\"x\" {}]", "! fault: expected `,` or `]` at line 1 column 6"},
        {"[1] x", "! fault: trailing characters at line 1 column 5"},
        {"01", "! fault: invalid number at line 1 column 2"},
        {"-x", "! fault: invalid number at line 1 column 2"},
        {"1.e5", "! fault: invalid number at line 1 column 3"},
        {"1e+x", "! fault: invalid number at line 1 column 4"},
        {"[\"ok\",\"\\x\"]", "! fault: invalid escape at line 1 column 9"},
        {"\"\\ude00\"", "! fault: lone leading surrogate in hex escape at line 1 column 7"},
        {"\"\\ud83d\"", "! fault: unexpected end of hex escape at line 1 column 8"},
        {"\"\\ud83d\\u0041\"",
         "! fault: lone leading surrogate in hex escape at line 1 column 13"},
        {"\"a\001\"", "! fault: control character (\\u0000-\\u001F) found while parsing a string at "
                     "line 1 column 3"},
    };
    check(cases, RF_COUNT_OF(cases));
}
END_TEST

static const char *nested(char *text, int levels)
{
    memset(text, '[', (size_t)levels);
    memset(text + levels, ']', (size_t)levels);
    text[2 * levels] = '\0';
    return text;
}

START_TEST(levels_have_a_limit)
{
    char       text[200];
    rf_string *found = again(nested(text, 65), RF_JSON_COMPACT);

    ck_assert_str_eq(found->at, text);
    rf_release_object(&lib_cx, found);
    found = again(nested(text, 66), RF_JSON_COMPACT);
    ck_assert_str_eq(found->at, "! JSON input exceeds maximum nesting depth of 64");
    rf_release_object(&lib_cx, found);
}
END_TEST

/* More parts than the reader holds in its frame, of all sorts. */
START_TEST(long_containers_come_back)
{
    rf_text    t;
    rf_string *text, *found;

    rf_text_init(&t, &lib_cx);
    for (int i = 0; i < 300; i++)
        rf_text_format(&t, "%c{\"k%03d\":[%d,\"s%d\"]}", i > 0 ? ',' : '[', i, i, i);
    rf_text_puts(&t, ",{");
    for (int i = 100; i < 400; i++)
        rf_text_format(&t, "%s\"k%d\":%d.5", i > 100 ? "," : "", i, i);
    rf_text_puts(&t, "}]");
    text  = rf_text_take(&t);
    found = again(text->at, RF_JSON_COMPACT);
    ck_assert_str_eq(found->at, text->at);
    rf_release_object(&lib_cx, found);
    rf_release_object(&lib_cx, text);
    ck_assert_int_eq(rf_objects_alive(&lib_cx), 0);
}
END_TEST

START_TEST(pretty_text_is_indented)
{
    rf_string *found = again("{\"b\":[1,{}],\"a\":[]}", RF_JSON_PRETTY);

    ck_assert_str_eq(found->at, "{\n  \"a\": [],\n  \"b\": [\n    1,\n    {}\n  ]\n}");
    rf_release_object(&lib_cx, found);
}
END_TEST

START_TEST(some_values_have_no_form)
{
    static const lib_case cases[] = {
        {"to_json(parse_float(\"inf\"))", "! Cannot convert non-finite float inf to JSON"},
        {"to_json([1, parse_float(\"nan\")])", "! Cannot convert non-finite float NaN to JSON"},
        {"to_json(Set([1]))", "! Cannot convert set to JSON"},
        {"to_json([len])", "! Cannot convert function to JSON"},
        {"to_json(error(\"lost\"))", "! lost"},
        {"to_json([error(\"lost\")])", "! lost"},
        {"to_json()", "! to_json requires a value argument"},
        {"parse_json(5)", "! parse_json requires a string argument"},
        {"parse_json(error(\"lost\"))", "! lost"},
    };
    LIB_ALL(cases);
}
END_TEST

TCase *std_json_tests(void)
{
    TCase *t = tcase_create("std_json");

    tcase_add_checked_fixture(t, lib_begin, lib_end);
    tcase_add_test(t, values_come_back);
    tcase_add_test(t, numbers_are_ints_as_far_as_they_fit);
    tcase_add_test(t, strings_keep_their_text);
    tcase_add_test(t, faults_are_named_with_their_place);
    tcase_add_test(t, levels_have_a_limit);
    tcase_add_test(t, long_containers_come_back);
    tcase_add_test(t, pretty_text_is_indented);
    tcase_add_test(t, some_values_have_no_form);
    return t;
}
