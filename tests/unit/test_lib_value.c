/* core/lib_convert.c, lib_type.c, lib_assert.c, lib_debug.c, lib_arity.c, lib_math.c, lib_time.c,
   lib_date.c, lib_random.c */

#include "core/lib.h"
#include "lib_eval.h"
#include "unit.h"

START_TEST(numbers_are_read)
{
    static const lib_case cases[] = {
        {"parse_int(\"  -17 \")", "-17"},
        {"parse_int(\"+8\")", "8"},
        {"parse_int(\"9223372036854775807\")", "9223372036854775807"},
        {"parse_int(\"-9223372036854775808\")", "-9223372036854775808"},
        {"parse_int(\"9223372036854775808\")", "! Cannot parse '9223372036854775808' as integer"},
        {"parse_int(\"\")", "! Cannot parse '' as integer"},
        {"parse_int(\"-\")", "! Cannot parse '-' as integer"},
        {"parse_int(\"0x1F\")", "! Cannot parse '0x1F' as integer"},
        {"parse_int(4)", "! parse_int requires a string argument"},
        {"parse_float(\" .5 \")", "0.5"},
        {"parse_float(\"-4.\")", "-4"},
        {"parse_float(\"1e3\")", "1000"},
        {"parse_float(\"-0.0\")", "-0"},
        {"parse_float(\"Infinity\")", "inf"},
        {"parse_float(\"-inf\")", "-inf"},
        {"parse_float(\"NaN\")", "NaN"},
        {"parse_float(\".\")", "! Cannot parse '.' as float"},
        {"parse_float(\"1e\")", "! Cannot parse '1e' as float"},
        {"parse_float(\"0x10\")", "! Cannot parse '0x10' as float"},
        {"parse_float(\"one\")", "! Cannot parse 'one' as float"},
    };
    LIB_ALL(cases);
}
END_TEST

START_TEST(values_are_converted)
{
    static const lib_case cases[] = {
        {"to_int(-9.99)", "-9"},
        {"to_int(pow(10, 30))", "9223372036854775807"},
        {"to_int(parse_float(\"nan\"))", "0"},
        {"to_int(true)", "1"},
        {"to_int(\"1.5\")", "! Cannot convert '1.5' to int"},
        {"to_int(null)", "! Cannot convert null to int"},
        {"to_int([1])", "! Cannot convert array to int"},
        {"to_int(1, 2)", "! to_int() requires one argument"},
        {"to_float(\"3.25\")", "3.25"},
        {"type(to_float(3))", "float"},
        {"to_float(dict())", "! Cannot convert dict to float"},
        {"to_bool(\"FALSE\")", "false"},
        {"to_bool(\"0\")", "false"},
        {"to_bool(\"no\")", "true"},
        {"to_bool(Set([]))", "true"},
        {"is_truthy(\"0\")", "true"},
        {"is_truthy([])", "false"},
        {"is_truthy(error(\"lost\"))", "! lost"},
        {"str([1, \"a\", [true, null], 2.0])", "[1, a, [true, null], 2]"},
        {"to_string(print)", "<native function: print>"},
        {"array(1, \"a\")", "[1, a]"},
        {"bytes([256])", "! bytes() requires integers in range 0-255, got 256"},
        {"bytes([\"a\"])", "! bytes() requires an array of integers"},
        {"bytes(\"abc\")", "! bytes() requires an array argument"},
        {"type(error(\"x\"))", "Error"},
        {"to_string(get(dict(), error(\"deep\")))", "! deep"},
    };
    LIB_ALL(cases);
}
END_TEST

START_TEST(types_are_told)
{
    static const lib_case cases[] = {
        {"type(bytes([]))", "bytes"},
        {"type_of(Queue([]))", "queue"},
        {"type()", "! type expects 1 arguments, got 0"},
        {"is_int()", "false"},
        {"is_int(1, 2)", "! is_int() expects 1 argument"},
        {"is_array(Set([]))", "false"},
        {"is_function(print)", "true"},
        {"is_null(null)", "true"},
        {"is_float(3)", "false"},
    };
    LIB_ALL(cases);
}
END_TEST

START_TEST(assertions_throw)
{
    static const lib_case cases[] = {
        {"assert(\"nonempty\", \"unused\")", "true"},
        {"assert(0, \"custom text\")", "! custom text"},
        {"assert(false, 5)", "! Assertion failed"},
        {"assert_equal([1, {\"a\": 2}], [1, {\"a\": 2.0}])", "true"},
        {"assert_equal(\"a\", \"b\")", "! Assertion failed: expected Str(\"b\"), got Str(\"a\")"},
        {"assert_equal([1, 2], 1.5)", "! Assertion failed: expected Float(1.5), got Array[2]"},
        {"assert_true(1)", "! assert_true requires a boolean argument"},
        {"assert_false(true)", "! Assertion failed: expected false, got true"},
        {"assert_contains([1], 5)", "! Assertion failed: Array[1] does not contain Int(5)"},
        {"assert_contains([[1]], [1])", "true"},
        {"assert_contains({\"k\": 0}, \"k\")", "true"},
        {"assert_contains(5, 5)",
         "! assert_contains requires an array, string, or dict as first argument"},
    };
    LIB_ALL(cases);
}
END_TEST

START_TEST(debug_forms_show_types)
{
    rf_value   v = lib_eval("[1, 2.5, \"a\\\"b\", true, null, [1], {\"b\": 1, \"a\": \"two\"}, "
                            "Set([1]), Queue([2]), Stack([]), bytes([1]), print, error(\"e\")]");
    rf_text    t;
    rf_string *s;

    rf_text_init(&t, &lib_cx);
    rf_text_debug(&t, v);
    s = rf_text_take(&t);
    ck_assert_str_eq(s->at, "Array[Int(1), Float(2.5), String(\"a\\\"b\"), Bool(true), Null, "
                            "Array[Int(1)], Dict{a: String(\"two\"), b: Int(1)}, Set{Int(1)}, "
                            "Queue[Int(2)], Stack[], Bytes(1 bytes), NativeFunction(print), "
                            "Error(\"e\")]");
    rf_release_object(&lib_cx, s);
    rf_release(&lib_cx, v);
}
END_TEST

START_TEST(numbers_are_computed)
{
    static const lib_case cases[] = {
        {"abs(-3)", "3"},
        {"type(abs(-3))", "float"},
        {"round(-2.5)", "-3"},
        {"ceil(-0.4)", "-0"},
        {"pow(0, 0)", "1"},
        {"max(parse_float(\"nan\"), 2)", "2"},
        {"min(-1.5, -2)", "-2"},
        {"sqrt(-4)", "! sqrt() domain error: value must be >= 0"},
        {"log(0)", "! log() domain error: value must be > 0"},
        {"sqrt(parse_float(\"nan\"))", "NaN"},
        {"abs(\"x\")", "! abs() expects numeric argument 'value' , got Str(\"x\")"},
        {"pow(2)", "! pow() expects 2 arguments"},
        {"round(2.5, 2)", "! round() expects 1 argument"},
        {"max(\"a\", 1)", "! max() expects numeric arguments"},
        {"bit_shl(1, 63)", "-9223372036854775808"},
        {"bit_shr(-8, 1)", "-4"},
        {"bit_shl(1, 64)", "! bit_shl() expects a shift amount between 0 and 63"},
        {"bit_and(1.5, 2)", "! bit_and() expects integer argument 'left' , got Float(1.5)"},
        {"bit_not()", "! bit_not expects 1 arguments, got 0"},
        {"range(0, 10, 4)", "[0, 4, 8]"},
        {"range(5, 0, -2)", "[5, 3, 1]"},
        {"range(0, 5, -1)", "[]"},
        {"range(2.9)", "[0, 1]"},
        {"range(9223372036854775805, 9223372036854775807, 5)", "[9223372036854775805]"},
        {"range(1, 5, 0)", "! range() step cannot be zero"},
        {"range()", "! range() requires 1, 2, or 3 arguments"},
        {"range(\"3\")", "! range() requires numeric arguments"},
    };
    LIB_ALL(cases);
}
END_TEST

START_TEST(times_are_shown)
{
    static const lib_case cases[] = {
        {"format_duration(0.00042)", "420ns"},
        {"format_duration(0.5)", "500.00μs"},
        {"format_duration(999.999)", "1000.00ms"},
        {"format_duration(61000)", "61.00s"},
        {"elapsed(2.5, 4)", "1.5"},
        {"elapsed(1, null)", "! elapsed requires number arguments"},
        {"now(1)", "! now() expects 0 arguments, got 1"},
        {"type(time())", "int"},
        {"format_date(951782400, \"DD/MM/YYYY\")", "29/02/2000"},
        {"format_date(-86400, \"YYYY-MM-DD HH:mm:ss\")", "1969-12-31 00:00:00"},
        {"format_date(0, \"MMM\")", "01M"},
        {"format_date(253402300800, \"YYYY\")", "+10000"},
        {"starts_with(format_date(pow(10, 30), \"YYYY\"), \"Invalid timestamp\")", "true"},
        {"format_date(\"now\", \"YYYY\")", "! format_date requires a number timestamp"},
        {"parse_date(\"2024-02-29\", \"YYYY-MM-DD\")", "1709164800"},
        {"parse_date(\"1969-12-31\", \"YYYY-MM-DD\")", "-86400"},
        {"parse_date(\"2024-2-9\", \"YYYY-MM-DD\")", "1707436800"},
        {"parse_date(\"2023-02-29\", \"YYYY-MM-DD\")",
         "! parse_date failed: invalid date '2023-02-29'"},
        {"parse_date(\"2024-01-01x\", \"YYYY-MM-DD\")",
         "! parse_date failed: invalid date '2024-01-01x'"},
        {"parse_date(\"01/02/2024\", \"DD/MM/YYYY\")",
         "! parse_date failed: unsupported format 'DD/MM/YYYY' (expected 'YYYY-MM-DD')"},
    };
    LIB_ALL(cases);
}
END_TEST

START_TEST(chance_stays_within_bounds)
{
    static const lib_case cases[] = {
        {"random_int(5, 5)", "5"},
        {"random_int(9, 1)", "! random_int() requires min <= max, got 9 and 1"},
        {"random_int(1)", "! random_int() expects 2 arguments (min, max), got 1"},
        {"random_choice([])", "0"},
        {"random_choice([\"only\"])", "only"},
        {"len(random_id(20))", "20"},
        {"random_id(-1)", "! random_id length must be >= 0"},
        {"len(uuid_v4())", "36"},
        {"type(random_int(-9223372036854775808, 9223372036854775807))", "int"},
    };

    LIB_ALL(cases);
    for (int i = 0; i < 1000; i++) {
        rf_value n = lib_eval("random_int(-3, 3)");
        rf_value x = lib_eval("random()");

        ck_assert(n.as.i >= -3 && n.as.i <= 3);
        ck_assert(x.as.d >= 0 && x.as.d < 1);
    }
}
END_TEST

START_TEST(a_seed_repeats_the_sequence)
{
    rf_value first, second;

    lib_is("set_random_seed(99)", "null");
    first = lib_eval("random()");
    lib_is("set_random_seed(99)", "null");
    second = lib_eval("random()");
    ck_assert_double_eq(first.as.d, second.as.d);
    lib_is("clear_random_seed()", "null");
}
END_TEST

TCase *lib_value_tests(void)
{
    TCase *t = tcase_create("lib_value");

    tcase_add_checked_fixture(t, lib_begin, lib_end);
    tcase_add_test(t, numbers_are_read);
    tcase_add_test(t, values_are_converted);
    tcase_add_test(t, types_are_told);
    tcase_add_test(t, assertions_throw);
    tcase_add_test(t, debug_forms_show_types);
    tcase_add_test(t, numbers_are_computed);
    tcase_add_test(t, times_are_shown);
    tcase_add_test(t, chance_stays_within_bounds);
    tcase_add_test(t, a_seed_repeats_the_sequence);
    return t;
}
