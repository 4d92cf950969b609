/* core/lib_text.c, lib_edit.c, lib_split.c, lib_case.c, lib_format.c */

#include "lib_eval.h"
#include "unit.h"

START_TEST(lengths_count_code_points)
{
    static const lib_case cases[] = {
        {"len(\"\")", "0"},
        {"len(\"日本語\")", "3"},
        {"len(\"a😀b\")", "3"},
        {"len({\"a\": 1, \"b\": 2})", "2"},
        {"len(bytes([7, 8]))", "2"},
        {"len(12)", "! len() requires an array, dict, bytes, set, queue, stack, or string"},
        {"len()", "! len expects 1 arguments, got 0"},
        {"len(error(\"lost\"))", "! lost"},
        {"count_chars(\"naïve\")", "5"},
        {"is_empty(\"\")", "true"},
        {"is_empty([])", "! is_empty() requires a string argument"},
    };
    LIB_ALL(cases);
}
END_TEST

START_TEST(parts_are_picked_by_code_point)
{
    static const lib_case cases[] = {
        {"char_at(\"a😀b\", 1)", "😀"},
        {"char_at(\"héllo\", -4)", "h"},
        {"char_at(\"abc\", 3)", ""},
        {"char_at(\"abc\", 1.9)", "b"},
        {"substring(\"héllo wörld\", 1.9, 4.2)", "éll"},
        {"substring(\"héllo\", -3, 2)", "hé"},
        {"substring(\"abc\", 1, 99)", "bc"},
        {"substring(\"abcdef\", 4, 2)", ""},
        {"substring(\"abc\", 9, 12)", ""},
        {"substr(\"x\", 0)", "! substring expects 3 arguments, got 2"},
        {"index_of(\"日本語\", \"語\")", "2"},
        {"index_of(\"abc\", \"\")", "0"},
        {"index_of(\"abc\", \"z\")", "-1"},
        {"index_of([1, 2.0, \"2\"], 2)", "-1"},
        {"index_of([[1]], [1])", "-1"},
        {"index_of([1, 5, 7], 7)", "2"},
        {"contains(\"abc\", \"b\")", "1"},
        {"contains(\"abc\", \"\")", "1"},
        {"contains([1.0], 1)", "false"},
        {"contains([null], null)", "true"},
        {"contains({\"k\": null}, \"k\")", "true"},
        {"contains({\"5\": 1}, 5)", "true"},
        {"contains(Set([1]), 1)",
         "! contains() first argument must be a string, array, or dictionary"},
        {"starts_with(\"\", \"\")", "true"},
        {"starts_with(\"ab\", \"abc\")", "false"},
        {"ends_with(\"abc\", \"bc\")", "true"},
        {"ends_with(\"abc\", \"ab\")", "false"},
    };
    LIB_ALL(cases);
}
END_TEST

START_TEST(white_space_is_that_of_unicode)
{
    static const lib_case cases[] = {
        {"trim(\"\\t\u00a0 x y\u2003\\n\")", "x y"},
        {"trim(\"   \")", ""},
        {"trim_start(\"  left \")", "left "},
        {"trim_end(\" right\u3000\")", " right"},
        {"trim(\"\u200bx\")", "\u200bx"},
        {"words(\"  spread\u2028out\\twords\\nhere \")", "[spread, out, words, here]"},
        {"words(\"   \")", "[]"},
    };
    LIB_ALL(cases);
}
END_TEST

START_TEST(texts_are_changed)
{
    static const lib_case cases[] = {
        {"replace(\"aaaa\", \"aa\", \"b\")", "bb"},
        {"replace(\"añ\", \"\", \".\")", ".a.ñ."},
        {"replace(\"abc\", \"z\", \"y\")", "abc"},
        {"replace(\"abc\", \"b\", \"\")", "ac"},
        {"repeat(\"é\", 3)", "ééé"},
        {"repeat(\"x\", -2)", ""},
        {"repeat(\"ab\", 2.9)", "abab"},
        {"repeat(3, 3)", "! repeat() requires a string argument for value"},
        {"str_reverse(\"añb😀\")", "😀bña"},
        {"str_reverse(\"\")", ""},
        {"pad_left(\"42\", 6, \"0\")", "000042"},
        {"pad_left(\"x\", 4, \"\")", "   x"},
        {"pad_left(\"x\", 4, \"abc\")", "aaax"},
        {"pad_left(\"x\", -3, \"y\")", "x"},
        {"pad_right(\"é\", 3, \"→\")", "é→→"},
        {"pad_right(\"x\", 3.9, \"y\")", "xyy"},
        {"pad_left(5, 3, \"0\")", "! pad_left() requires 3 arguments: string, width, char"},
        {"pad_end(\"x\", \"3\", \"0\")", "! pad_right() width must be a number"},
        {"truncate(\"a fairly long sentence\", 12, \"...\")", "a fairly ..."},
        {"truncate(\"abcdef\", 2, \"...\")", "..."},
        {"truncate(\"abc\", -1, \"...\")", "abc"},
        {"truncate(\"déjà vu encore\", 7, \"…\")", "déjà v…"},
        {"truncate(\"x\", \"y\", \"z\")", "! truncate() length must be a number"},
    };
    LIB_ALL(cases);
}
END_TEST

START_TEST(texts_are_split_and_joined)
{
    static const lib_case cases[] = {
        {"split(\"red,green,,blue\", \",\")", "[red, green, , blue]"},
        {"len(split(\"\", \",\"))", "1"},
        {"len(split(\"xyz\", \"\"))", "5"},
        {"split(\",edge,\", \",\")", "[, edge, ]"},
        {"split(\"abc\", 1)", "! split() requires string and delimiter string arguments"},
        {"join([1, 2.0, 2.5, true, \"s\"], \" \")", "1 2 2.5 true s"},
        {"join([null, [1, 2]], \"-\")", "Null-Array[2]"},
        {"join([], \"-\")", ""},
        {"lines(\"one\\ntwo\\r\\nthree\\n\")", "[one, two, three]"},
        {"len(lines(\"\\n\\n\"))", "2"},
        {"len(lines(\"a\\rb\"))", "1"},
        {"lines(\"\")", "[]"},
        {"lines(null)", "! lines() requires a string argument"},
    };
    LIB_ALL(cases);
}
END_TEST

START_TEST(case_is_mapped_in_full)
{
    static const lib_case cases[] = {
        {"to_upper(\"straße ﬁn ŉ\")", "STRASSE FIN ʼN"},
        {"to_upper(\"mixed Case 42\")", "MIXED CASE 42"},
        {"to_lower(\"ΟΔΥΣΣΕΥΣ\")", "οδυσσευς"},
        {"to_lower(\"İ\")", "i̇"},
        {"lower(\"ÀÉÎ\")", "àéî"},
        {"upper(\"\")", ""},
        {"upper()", "! to_upper expects 1 arguments, got 0"},
        {"capitalize(\"jANE dOE\")", "Jane doe"},
        {"capitalize(\"élan VITAL\")", "Élan vital"},
        {"capitalize(\"\")", ""},
        {"to_upper(3)", "! to_upper() requires a string argument"},
    };
    LIB_ALL(cases);
}
END_TEST

START_TEST(word_forms)
{
    static const lib_case cases[] = {
        {"slugify(\"My First Post!\")", "my-first-post"},
        {"slugify(\"Crème Brûlée: 10 tips\")", "crème-brûlée-10-tips"},
        {"slugify(\"a   b\")", "a--b"},
        {"slugify(\"a-b\")", "ab"},
        {"slugify(\"_a_\")", "a"},
        {"slugify(\"???\")", ""},
        {"to_camel_case(\"__odd__input__\")", "oddInput"},
        {"to_camel_case(\"HelloWorld\")", "helloworld"},
        {"to_camel_case(\"and-this one\")", "andThisOne"},
        {"to_snake_case(\"v2Beta3Release\")", "v2_beta3_release"},
        {"to_snake_case(\"HTTPServer\")", "httpserver"},
        {"to_snake_case(\"with space-dash\")", "with_space_dash"},
        {"to_kebab_case(\"makeThisKebab\")", "make-this-kebab"},
        {"to_kebab_case(\"\")", ""},
    };
    LIB_ALL(cases);
}
END_TEST

START_TEST(format_fills_in)
{
    static const lib_case cases[] = {
        {"format(\"%s has %d items at %f\", \"cart\", 3, 2.5)", "cart has 3 items at 2.5"},
        {"format(\"%d%% of %s %s\", 50, [1], {\"a\": 1})", "50% of [Array] {Dict}"},
        {"format(\"%d %d %d\", 3.99, true, -7)", "3 1 -7"},
        {"format(\"%d\", pow(10, 30))", "9223372036854775807"},
        {"format(\"%f %s\", 2, null)", "2 null"},
        {"format(\"unknown %x and %5d stay\")", "unknown %x and %5d stay"},
        {"format(\"end %\")", "end %"},
        {"format(\"%s %s\", 1)", "! format() missing argument for placeholder %s"},
        {"format(\"%d\", \"x\")", "! format() %d requires numeric argument, got Str(\"x\")"},
        {"format(3)", "! format() first argument must be a string"},
        {"format()", "! format() requires at least 1 argument (template)"},
    };
    LIB_ALL(cases);
}
END_TEST

TCase *lib_text_tests(void)
{
    TCase *t = tcase_create("lib_text");

    tcase_add_checked_fixture(t, lib_begin, lib_end);
    tcase_add_test(t, lengths_count_code_points);
    tcase_add_test(t, parts_are_picked_by_code_point);
    tcase_add_test(t, white_space_is_that_of_unicode);
    tcase_add_test(t, texts_are_changed);
    tcase_add_test(t, texts_are_split_and_joined);
    tcase_add_test(t, case_is_mapped_in_full);
    tcase_add_test(t, word_forms);
    tcase_add_test(t, format_fills_in);
    return t;
}
