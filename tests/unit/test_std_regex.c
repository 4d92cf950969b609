/* std/regex: what patterns of Rust's syntax match. Expectations were compared with that library's.
 */

#include <pthread.h>
#include <stdio.h>

#include "core/heap.h"
#include "core/lib.h"
#include "lib_eval.h"
#include "unit.h"

START_TEST(matches_are_found)
{
    static const lib_case cases[] = {
        {"regex_match(\"order-66\", \"\\\\d+\")", "true"},
        {"regex_match(\"abc\\n\", \"^abc$\")", "false"},
        {"regex_match(\"a\\nb\", \"a.b\")", "false"},
        {"regex_match(\"a\\nb\", \"(?s)a.b\")", "true"},
        {"regex_match(\"\", \"\")", "true"},
        {"regex_find_all(\"a1b22\", \"[0-9]+\")", "[1, 22]"},
        {"regex_find_all(\"k=v; k2=v2\", \"(\\\\w+)=(\\\\w+)\")", "[k=v, k2=v2]"},
        {"len(regex_find_all(\"abc\", \"\"))", "4"},
        {"len(regex_find_all(\"日本\", \"\"))", "3"},
        {"regex_find_all(\"aab\", \"a*\")", "[aa, ]"},
        {"regex_find_all(\"baac\", \"a*\")", "[, aa, ]"},
        {"regex_find_all(\"a\\nb\\n\", \"(?m)^.\")", "[a, b]"},
        {"len(regex_find_all(\"a\\nb\\n\", \"(?m)^\"))", "3"},
        {"len(regex_find_all(\"a\\r\\nb\", \"(?mR)$\"))", "2"},
        {"regex_split(\"1a2b3\", \"[a-z]\")", "[1, 2, 3]"},
        {"regex_split(\",x,\", \",\")", "[, x, ]"},
        {"regex_split(\"ab\", \"\")", "[, a, b, ]"},
        {"len(regex_split(\"\", \",\"))", "1"},
    };
    LIB_ALL(cases);
}
END_TEST

START_TEST(templates_are_filled_in)
{
    static const lib_case cases[] = {
        {"regex_replace(\"Doe, Jane\", \"(\\\\w+), (\\\\w+)\", \"$2 $1\")", "Jane Doe"},
        {"regex_replace(\"5-6\", \"(?P<a>\\\\d)-(?<b>\\\\d)\", \"$b/${a}\")", "6/5"},
        {"regex_replace(\"ab\", \"(a)\", \"$1a\")", "b"},
        {"regex_replace(\"ab\", \"(a)\", \"${1}a\")", "aab"},
        {"regex_replace(\"ab\", \"a\", \"$$0 $ ${ ${} $é\")", "$0 $  $éb"},
        {"regex_replace(\"ab\", \"a\", \"[$0]$7$99999999999\")", "[a]b"},
        {"regex_replace(\"ab\", \"(a)|(b)\", \"<$2>\")", "<><b>"},
        {"regex_replace(\"ab\", \"a\", \"\\\\1\")", "\\1b"},
        {"regex_replace(\"abc\", \"\", \"-\")", "-a-b-c-"},
        {"regex_replace(\"aaa\", \"a*\", \"x\")", "x"},
        {"regex_replace(\"éa\", \"a|é\", \"[$0]\")", "[é][a]"},
        {"regex_replace(\"none\", \"z\", \"y\")", "none"},
    };
    LIB_ALL(cases);
}
END_TEST

START_TEST(letters_are_those_of_all_scripts)
{
    static const lib_case cases[] = {
        {"regex_find_all(\"naïve café Ünder\", \"\\\\w+\")", "[naïve, café, Ünder]"},
        {"regex_find_all(\"नमस्ते x²\", \"\\\\w+\")", "[नमस्ते, x]"},
        {"regex_find_all(\"नमस्ते x²\", \"\\\\W+\")", "[ , ²]"},
        {"regex_find_all(\"٣٤ 12\", \"\\\\d+\")", "[٣٤, 12]"},
        {"regex_find_all(\"é à\", \"\\\\b.\")", "[é,  , à]"},
        {"regex_find_all(\"é à\", \"\\\\b{start}\\\\w\")", "[é, à]"},
        {"regex_find_all(\"a\u00a0b\u180ec\", \"\\\\s\")", "[\u00a0]"},
        {"regex_find_all(\"K k\u212a\", \"(?i)k+\")", "[K, k\u212a]"},
        {"regex_find_all(\"ΑΒ αβ ab\", \"\\\\p{Greek}+\")", "[ΑΒ, αβ]"},
        {"regex_find_all(\"aB1é\", \"\\\\p{Lowercase_Letter}\")", "[a, é]"},
        {"regex_find_all(\"aB1é\", \"[^\\\\pL]\")", "[1]"},
        {"regex_find_all(\"aé\", \"(?-u)\\\\w\")", "[a]"},
        {"regex_find_all(\"aé!\", \"[[:^alpha:]]\")", "[é, !]"},
        {"regex_find_all(\"aé\", \"\\\\x{e9}|\\\\u0061\")", "[a, é]"},
    };
    LIB_ALL(cases);
}
END_TEST

START_TEST(classes_nest)
{
    static const lib_case cases[] = {
        {"regex_find_all(\"abcde\", \"[a-e&&[^bd]]\")", "[a, c, e]"},
        {"regex_find_all(\"abcde\", \"[a-e--b-d]+\")", "[a, e]"},
        {"regex_find_all(\"abcde\", \"[a-c~~b-d]\")", "[a, d]"},
        {"regex_find_all(\"abcde\", \"[^a-c~~b-d]\")", "[b, c, e]"},
        {"regex_find_all(\"abx1\", \"[a[0-9]x]+\")", "[a, x1]"},
        {"regex_find_all(\"a é1\", \"[\\\\W1]+\")", "[ , 1]"},
        {"regex_find_all(\"a]-^[\", \"[]^-]\")", "[], -, ^]"},
        {"regex_find_all(\"a-b\", \"[\\\\w-]+\")", "[a-b]"},
        {"regex_match(\"ab\", \"[a&&]\")", "false"},
        {"regex_match(\"a\", \"[a\")", "false"},
        {"regex_match(\"a\", \"[c-a]\")", "false"},
        {"regex_match(\"a\", \"[\\\\w-z]\")", "false"},
    };
    LIB_ALL(cases);
}
END_TEST

START_TEST(repetitions_and_flags)
{
    static const lib_case cases[] = {
        {"regex_find_all(\"aaa\", \"a{2}\")", "[aa]"},
        {"regex_find_all(\"aaa\", \"a{ 1 , 2 }?\")", "[a, a, a]"},
        {"regex_find_all(\"aaaa\", \"a++\")", "[aaaa]"},
        {"regex_find_all(\"aaab\", \"a++ab\")", "[aaab]"},
        {"regex_find_all(\"aaa\", \"(?U)a+\")", "[a, a, a]"},
        {"regex_find_all(\"ab AB\", \"(?i:a)b\")", "[ab]"},
        {"regex_find_all(\"aC c C\", \"a(?i)b|c\")", "[C, c, C]"},
        {"regex_find_all(\"a b ab\", \"(?x) a b # both\")", "[ab]"},
        {"regex_find_all(\"ab\", \"(?x)[ a b ]+\")", "[ab]"},
        {"regex_find_all(\"a{\", \"a\\\\{\")", "[a{]"},
        {"regex_match(\"a{\", \"a{\")", "false"},
        {"regex_match(\"a\", \"*a\")", "false"},
        {"regex_match(\"a\", \"(?i)*\")", "false"},
        {"regex_match(\"a\", \"a{2,1}\")", "false"},
        {"regex_match(\"a\", \"(?ii)a\")", "false"},
    };
    LIB_ALL(cases);
}
END_TEST

/* What PCRE2 could do but a pattern may not ask for. */
START_TEST(bad_patterns_match_nothing)
{
    static const char *const bad[] = {
        "(a)\\\\1",   "(?=a)",      "(?!b)",       "(?<=a)a",      "(?<!b)a",
        "(?>a)",      "(?|a)",      "(?#x)a",      "(*ACCEPT)",    "(?R)*",
        "(?P=n)",     "(?'n'a)",    "\\\\Qa\\\\E", "\\\\R",        "\\\\C",
        "\\\\Z",      "\\\\G",      "\\\\Ka",      "\\\\h",        "\\\\X",
        "\\\\e",      "(",          ")",           "a)",           "[",
        "[[:foo:]",   "\\\\",       "\\\\xg",      "\\\\x{d800}",  "(?P<n>a)(?P<n>b)",
        "\\\\p{Foo}", "\\\\p{Xan}", "(?-u)\\\\W",  "(?-u)\\\\xff", "(?z)a",
        "(?-)a",
    };
    char source[128];

    for (size_t i = 0; i < RF_COUNT_OF(bad); i++) {
        snprintf(source, sizeof source, "regex_match(\"a\", \"%s\")", bad[i]);
        lib_is(source, "false");
        snprintf(source, sizeof source, "regex_find_all(\"é\", \"%s\")", bad[i]);
        lib_is(source, "[]");
        snprintf(source, sizeof source, "regex_replace(\"same\", \"%s\", \"x\")", bad[i]);
        lib_is(source, "same");
        snprintf(source, sizeof source, "regex_split(\"same\", \"%s\")", bad[i]);
        lib_is(source, "[same]");
    }
}
END_TEST

START_TEST(arguments_are_checked)
{
    static const lib_case cases[] = {
        {"regex_match(5, \"a\")", "! regex_match requires two string arguments (text, pattern)"},
        {"regex_find_all(\"a\")", "! regex_find_all requires two string arguments (text, pattern)"},
        {"regex_split(\"a\", null)", "! regex_split requires two string arguments (text, pattern)"},
        {"regex_replace(\"a\", \"b\")",
         "! regex_replace requires three string arguments (text, pattern, replacement)"},
        {"regex_match(error(\"lost\"), \"a\")", "! lost"},
    };
    LIB_ALL(cases);
}
END_TEST

/* Patterns whose work explodes end with an error; long texts do not exhaust the stack. */
START_TEST(work_is_limited)
{
    lib_is("regex_match(repeat(\"a\", 30), \"(a|a)+$\")", "true");
    lib_is("regex_match(\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!\", \"(a|a)+$\")",
           "! regex_match: matching takes too many steps");
    lib_is("len(regex_find_all(repeat(\"ab\", 200000), \"(?:a|b)+\"))", "1");
    lib_is("regex_match(repeat(\"ab\", 200000), \"^(?:a|b|é)*c\")", "false");
}
END_TEST

/* More patterns than are kept, so that some are made again; each in both forms. */
START_TEST(the_cache_gives_way)
{
    char source[128], expected[32];

    for (int round = 0; round < 2; round++)
        for (int i = 0; i < 200; i++) {
            snprintf(source, sizeof source, "regex_find_all(\"a%db%d\", \"b%d|%d\")", i, i, i, i);
            snprintf(expected, sizeof expected, "[%d, b%d]", i, i);
            lib_is(source, expected);
            snprintf(source, sizeof source, "regex_find_all(\"é%d\", \"b%d|%d\")", i, i, i);
            snprintf(expected, sizeof expected, "[%d]", i);
            lib_is(source, expected);
        }
    ck_assert_int_eq(rf_objects_alive(&lib_cx), 0);
}
END_TEST

static void *match_in_thread(void *data)
{
    rf_ctx     cx;
    rf_string *text, *pattern;

    rf_ctx_init(&cx);
    for (int i = 0; i < 300; i++) {
        rf_value found;

        text    = rf_string_format(&cx, "é%d a%d", i, i);
        pattern = rf_string_format(&cx, "\\w%d", i % 90);
        found   = rf_b_regex_match(&cx, rf_from_object(text), rf_from_object(pattern));
        *(int *)data += (int)found.as.i;
        rf_release_object(&cx, text);
        rf_release_object(&cx, pattern);
    }
    rf_ctx_end(&cx);
    return NULL;
}

START_TEST(threads_do_not_meet)
{
    pthread_t thread[4];
    int       found[4] = {0};

    for (int i = 0; i < 4; i++)
        pthread_create(&thread[i], NULL, match_in_thread, &found[i]);
    for (int i = 0; i < 4; i++) {
        pthread_join(thread[i], NULL);
        ck_assert_int_eq(found[i], found[0]);
        ck_assert_int_gt(found[i], 90);
    }
}
END_TEST

TCase *std_regex_tests(void)
{
    TCase *t = tcase_create("std_regex");

    tcase_add_checked_fixture(t, lib_begin, lib_end);
    tcase_add_test(t, matches_are_found);
    tcase_add_test(t, templates_are_filled_in);
    tcase_add_test(t, letters_are_those_of_all_scripts);
    tcase_add_test(t, classes_nest);
    tcase_add_test(t, repetitions_and_flags);
    tcase_add_test(t, bad_patterns_match_nothing);
    tcase_add_test(t, arguments_are_checked);
    tcase_add_test(t, work_is_limited);
    tcase_add_test(t, the_cache_gives_way);
    tcase_add_test(t, threads_do_not_meet);
    return t;
}
