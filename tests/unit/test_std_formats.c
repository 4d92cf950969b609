/* std/toml, std/yaml and std/csv: edges of the libraries behind them, and the words of faults. */

#include "lib_eval.h"
#include "unit.h"

START_TEST(toml_is_read)
{
    static const lib_case cases[] = {
        {"parse_toml(\"\")", "{}"},
        {"parse_toml(\"a.b.c = 1\\na.d = [1, [2.5, true]]\")",
         "{\"a\": {\"b\": {\"c\": 1}, \"d\": [1, [2.5, true]]}}"},
        {"parse_toml(\"x = 0o17\\ny = 0b11\\nz = 1_000\\nw = inf\")",
         "{\"w\": inf, \"x\": 15, \"y\": 3, \"z\": 1000}"},
        {"parse_toml(\"\\\"é\\\" = 1979-05-27 07:32:00 # c\")", "{\"é\": 1979-05-27 07:32:00}"},
        {"parse_toml(\"\\n\\nt = [07:32:00.5, 1979-05-27]\")", "{\"t\": [07:32:00.5, 1979-05-27]}"},
        {"parse_toml(\"a = 1\\na = 2\")",
         "! TOML parse error: duplicate key: Error while parsing key-value pair: cannot redefine "
         "existing integer 'a' at line 2 column 5"},
        {"parse_toml(5)", "! parse_toml requires a string argument"},
        {"parse_toml(error(\"lost\"))", "! lost"},
    };
    LIB_ALL(cases);
}
END_TEST

START_TEST(toml_is_written)
{
    static const lib_case cases[] = {
        {"to_toml(dict())", ""},
        {"to_toml(parse_json(\"{\\\"b\\\":{\\\"c\\\":{\\\"d\\\":1}},\\\"a\\\":2}\"))",
         "a = 2\n\n[b.c]\nd = 1\n"},
        {"to_toml(parse_json(\"{\\\"a\\\":[1,{\\\"b\\\":null}],\\\"e\\\":{}}\"))",
         "a = [1, { b = \"\" }]\n\n[e]\n"},
        {"to_toml(parse_json(\"{\\\"a b\\\":\\\"x\\\\ny\\\",\\\"f\\\":1e21}\"))",
         "\"a b\" = \"\"\"\nx\ny\"\"\"\nf = 1000000000000000000000.0\n"},
        {"to_toml(5)", "! TOML serialization error: unsupported type int"},
        {"to_toml(error(\"lost\"))", "! lost"},
    };
    LIB_ALL(cases);
}
END_TEST

START_TEST(yaml_is_read)
{
    static const lib_case cases[] = {
        {"parse_yaml(\"\")", "null"},
        {"parse_yaml(\"# nothing\")", "null"},
        {"parse_yaml(\"[~, Null, TRUE, no, 012, -0x1f, 0b11, .5, 1., +.INF, -, 1_0]\")",
         "[null, null, true, no, 012, -31, 3, 0.5, 1, inf, -, 1_0]"},
        {"parse_yaml(\"[9223372036854775807, 9223372036854775808]\")",
         "[9223372036854775807, 9223372036854776000]"},
        {"parse_yaml(\"1: a\\n~: b\\n0x1f: c\")", "{\"1\": a, \"31\": c, \"null\": b}"},
        {"parse_yaml(\"[!!str 5, !!int '7', !own 3, '8']\")", "[5, 7, 3, 8]"},
        {"parse_yaml(\"[&a [1], *a, &a 2, *a]\")", "[[1], [1], 2, 2]"},
        {"parse_yaml(\"<<: {a: 1}\")", "{\"<<\": {\"a\": 1}}"},
        {"parse_yaml(\"&a [*a]\")", "! YAML parse error: unknown anchor at line 1 column 5"},
        {"parse_yaml(\"1: a\\n'1': b\")",
         "! YAML parse error: duplicate entry with key \"1\" at line 2 column 1"},
        {"parse_yaml(\"? [1]\\n: 2\")", "! YAML parse error: a sequence or mapping as a key at line 1 column 5"},
        {"parse_yaml(\"1\\n---\\n2\")", "! YAML parse error: more than one document at line 2 column 1"},
        {"parse_yaml(repeat(\"[\", 129))",
         "! YAML parse error: recursion limit exceeded at line 1 column 129"},
        {"parse_yaml(5)", "! parse_yaml requires a string argument"},
        {"parse_yaml(error(\"lost\"))", "! lost"},
    };
    LIB_ALL(cases);
}
END_TEST

/* Nine levels of nine aliases each would be 10^8 values. */
START_TEST(yaml_does_not_multiply)
{
    static const lib_case cases[] = {
        {"parse_yaml(\"a: &a [1,1,1,1,1,1,1,1,1]\\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\\n"
         "c: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c]\\n"
         "e: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d]\\nf: &f [*e,*e,*e,*e,*e,*e,*e,*e,*e]\\n"
         "g: &g [*f,*f,*f,*f,*f,*f,*f,*f,*f]\")",
         "! YAML parse error: repetition limit exceeded at line 7 column 8"},
    };
    LIB_ALL(cases);
}
END_TEST

START_TEST(yaml_is_written)
{
    static const lib_case cases[] = {
        {"to_yaml(null)", "null\n"},
        {"to_yaml([1.0, -0.5, parse_float(\"nan\"), parse_float(\"-inf\")])",
         "- 1.0\n- -0.5\n- .nan\n- -.inf\n"},
        {"to_yaml([\"\", \"~\", \"1\", \"0x1\", \"no\", \"012\", \"- a\", \" b\"])",
         "- ''\n- '~'\n- '1'\n- '0x1'\n- no\n- 012\n- '- a'\n- ' b'\n"},
        {"to_yaml(parse_json(\"{\\\"b\\\":[[1],{\\\"2\\\":[]}],\\\"a\\\":\\\"x\\\\ny\\\"}\"))",
         "a: |-\n  x\n  y\nb:\n- - 1\n- '2': []\n"},
        {"to_yaml(len)", "! Cannot convert function to YAML"},
        {"to_yaml([error(\"lost\")])", "! lost"},
    };
    LIB_ALL(cases);
}
END_TEST

START_TEST(csv_is_read)
{
    static const lib_case cases[] = {
        {"parse_csv(\"\")", "[]"},
        {"parse_csv(\"\\n\\n\")", "[]"},
        {"parse_csv(\"a,b\\r\\n1,\\r\\n\\r\\n,x\")", "[{\"a\": 1, \"b\": }, {\"a\": , \"b\": x}]"},
        {"parse_csv(\"a\\n+5\\n-1e2\\n.5\\ninf\\n 1\\n0x1\")",
         "[{\"a\": 5}, {\"a\": -100}, {\"a\": 0.5}, {\"a\": inf}, {\"a\":  1}, {\"a\": 0x1}]"},
        {"parse_csv(\"a\\n\\\"\\\"\\n\\\"x\\\"\\\"y,\\nz\\\"\")", "[{\"a\": }, {\"a\": x\"y,\nz}]"},
        {"parse_csv(\"a,b\\n1,2\\n3\")",
         "! CSV parse error: row 3 has 1 fields, but the first row has 2"},
        {"parse_csv(\"a\\n1,2\")", "! CSV parse error: row 2 has 2 fields, but the first row has 1"},
        {"parse_csv(5)", "! parse_csv requires a string argument"},
        {"parse_csv(error(\"lost\"))", "! lost"},
    };
    LIB_ALL(cases);
}
END_TEST

START_TEST(csv_is_written)
{
    static const lib_case cases[] = {
        {"to_csv(parse_csv(\"b,a\\n1,\\\"x\\\"\\\"\\\"\\n2.50,\\\"p\\nq\\\"\"))",
         "b,a\n1,\"x\"\"\"\n2.5,\"p\nq\"\n"},
        {"to_csv(parse_csv(\"a\\n\\\"\\\"\\n\"))", "a\n\"\"\n"},
        {"to_csv([dict()])", "\"\"\n\"\"\n"},
        {"to_csv([dict(), 5])", "! CSV requires array of dictionaries"},
        {"to_csv([])", "! CSV requires non-empty array"},
        {"to_csv([error(\"lost\")])", "! lost"},
    };
    LIB_ALL(cases);
}
END_TEST

TCase *std_formats_tests(void)
{
    TCase *t = tcase_create("std_formats");

    tcase_add_checked_fixture(t, lib_begin, lib_end);
    tcase_add_test(t, toml_is_read);
    tcase_add_test(t, toml_is_written);
    tcase_add_test(t, yaml_is_read);
    tcase_add_test(t, yaml_does_not_multiply);
    tcase_add_test(t, yaml_is_written);
    tcase_add_test(t, csv_is_read);
    tcase_add_test(t, csv_is_written);
    return t;
}
