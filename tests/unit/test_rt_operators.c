/* core/operators, core/value, core/index: what operators do with values of any types. */

#include <check.h>
#include <math.h>

#include "core/operators.h"
#include "rt_fixture.h"

#define I rf_from_int
#define F rf_from_float
#define B rf_from_bool

static void gives(rf_value a, char op, rf_value b, const char *expected)
{
    rt_shows(rf_arithmetic(&rt_cx, op, a, b), expected);
}

static void refuses(rf_value a, char op, rf_value b, const char *message)
{
    ck_assert_uint_eq(rf_arithmetic(&rt_cx, op, a, b).tag, RF_NULL);
    rt_threw(message);
}

START_TEST(ints_are_checked)
{
    gives(I(7), '/', I(2), "3");
    gives(I(-7), '/', I(2), "-3");
    gives(I(-7), '%', I(3), "-1");
    gives(I(7), '%', I(-3), "1");
    refuses(I(INT64_MAX), '+', I(1), "Integer overflow: 9223372036854775807 + 1");
    refuses(I(INT64_MIN), '-', I(1), "Integer overflow: -9223372036854775808 - 1");
    refuses(I(INT64_MIN), '*', I(-1), "Integer overflow: -9223372036854775808 * -1");
    refuses(I(INT64_MIN), '/', I(-1), "Integer overflow: -9223372036854775808 / -1");
    refuses(I(INT64_MIN), '%', I(-1), "Integer overflow: -9223372036854775808 % -1");
    refuses(I(1), '/', I(0), "Division by zero");
    refuses(I(1), '%', I(0), "Modulo by zero");
    rf_neg(&rt_cx, I(INT64_MIN));
    rt_threw("Integer overflow: -(-9223372036854775808)");
}
END_TEST

START_TEST(floats_mix_with_ints)
{
    gives(F(1.5), '+', I(1), "2.5");
    gives(I(1), '-', F(0.5), "0.5");
    gives(F(-7.5), '%', F(2), "-1.5");
    gives(F(5), '%', F(-3), "2");
    gives(F(1e308), '*', I(10), "inf");
    refuses(I(1), '/', F(0), "Division by zero");
    refuses(F(1), '%', F(-0.0), "Modulo by zero");
    rt_shows(rf_neg(&rt_cx, F(0)), "-0");
}
END_TEST

START_TEST(other_types_are_refused)
{
    rf_value s = rt_text("s"), a = rt_ints(1, 1);

    refuses(B(true), '+', I(1), "Invalid binary operation: bool + int");
    refuses(s, '+', I(1), "Invalid binary operation: string + int");
    refuses(s, '*', I(3), "Invalid binary operation: string * int");
    refuses(a, '+', a, "Invalid binary operation: array + array");
    refuses(rf_null, '+', I(1), "Invalid binary operation: null + int");
    gives(s, '+', s, "ss");
    rf_neg(&rt_cx, B(true));
    rt_threw("Invalid unary operation: - bool");
    rf_not(&rt_cx, I(1));
    rt_threw("Invalid unary operation: ! int");
    rt_shows(rf_not(&rt_cx, B(true)), "false");
    rf_lt(&rt_cx, a, a);
    rt_threw("Invalid binary operation: array < array");
    rf_ge(&rt_cx, B(true), I(1));
    rt_threw("Invalid binary operation: bool >= int");
    rf_release(&rt_cx, s);
    rf_release(&rt_cx, a);
}
END_TEST

START_TEST(error_operands_throw_themselves)
{
    rf_value text = rt_text("broken"), e = rf_error_make(&rt_cx, text);

    refuses(e, '+', I(1), "broken");
    refuses(I(1), '*', e, "broken");
    rf_lt(&rt_cx, I(1), e);
    rt_threw("broken");
    rf_not(&rt_cx, e);
    rt_threw("broken");
    ck_assert(!rf_condition(&rt_cx, e));
    rt_threw("broken");
    rf_index(&rt_cx, e, I(0));
    rt_threw("broken");
    rf_call(&rt_cx, e, NULL, 0);
    rt_threw("broken");
    ck_assert(rf_eq(&rt_cx, e, e) && !rf_eq(&rt_cx, e, text));
    rf_release(&rt_cx, e);
    rf_release(&rt_cx, text);
}
END_TEST

START_TEST(equality_follows_kinds)
{
    rf_value one = rt_text("1");

    ck_assert(rf_equal(&rt_cx, I(1), F(1)) && rf_equal(&rt_cx, F(0.1 + 0.2), F(0.3)));
    ck_assert(rf_equal(&rt_cx, F(1e-19), F(0)) && rf_equal(&rt_cx, F(INFINITY), F(INFINITY)));
    ck_assert(!rf_equal(&rt_cx, F(1), F(1.000000000000001)) && !rf_equal(&rt_cx, F(NAN), F(NAN)));
    ck_assert(rf_equal(&rt_cx, I(9007199254740993), F(9007199254740992)));
    ck_assert(!rf_equal(&rt_cx, I(1), B(true)) && !rf_equal(&rt_cx, rf_null, B(false)));
    ck_assert(!rf_equal(&rt_cx, one, I(1)) && rf_equal(&rt_cx, rf_null, rf_null));
    rf_release(&rt_cx, one);
}
END_TEST

START_TEST(order_is_of_numbers_and_strings)
{
    rf_value a = rt_text("Z"), b = rt_text("a");

    ck_assert(rf_lt(&rt_cx, I(1), F(1.5)) && rf_ge(&rt_cx, F(2), I(2)) && rf_lt(&rt_cx, a, b));
    ck_assert(rf_le(&rt_cx, a, a) && rf_gt(&rt_cx, b, a));
    ck_assert(!rf_lt(&rt_cx, F(NAN), I(1)) && !rf_ge(&rt_cx, F(NAN), I(1)));
    ck_assert(!rf_lt(&rt_cx, F(0.3), F(0.3)));
    rf_release(&rt_cx, a);
    rf_release(&rt_cx, b);
}
END_TEST

START_TEST(truth)
{
    rf_value empty = rt_ints(0), full = rt_ints(1, 0);
    rf_value dict = rf_from_object(rf_dict_new(&rt_cx, 0));
    rf_value none =
        rf_from_object(rf_tagged_new(&rt_cx, &rf_option_kind, &rf_variant_none, NULL, 0));

    ck_assert(!rf_truth(rf_null) && !rf_truth(I(0)) && !rf_truth(F(-0.0)) && !rf_truth(B(false)));
    ck_assert(!rf_truth(empty) && !rf_truth(dict) && rf_truth(full) && rf_truth(F(NAN)) &&
              rf_truth(none));
    rf_release(&rt_cx, empty);
    rf_release(&rt_cx, full);
    rf_release(&rt_cx, dict);
    rf_release(&rt_cx, none);
}
END_TEST

START_TEST(indexes_of_any_value)
{
    rf_value a = rt_ints(2, 5, 6), s = rt_text("hé"), d = rf_from_object(rf_dict_new(&rt_cx, 0));

    rt_shows(rf_index(&rt_cx, a, I(-1)), "6");
    rt_shows(rf_index(&rt_cx, s, I(1)), "é");
    rf_index(&rt_cx, a, I(2));
    rt_threw("Index out of bounds: 2");
    rf_index(&rt_cx, a, F(0));
    rt_threw("Invalid index operation");
    rf_index(&rt_cx, d, s);
    rt_threw("Missing map key: \"hé\"");
    rf_index(&rt_cx, d, I(5));
    rt_threw("Missing map key: 5");
    rf_index(&rt_cx, d, rf_null);
    rt_threw("Invalid index operation");
    ck_assert(rf_store_index(&rt_cx, &d, s, I(1)));
    rt_shows(rf_index(&rt_cx, d, s), "1");
    ck_assert(!rf_store_index(&rt_cx, &s, I(0), rt_text("x")));
    rt_threw("Invalid index assignment");
    ck_assert(!rf_store_index(&rt_cx, &a, F(0), rt_text("x")));
    rt_threw("Invalid index assignment");
    rf_release(&rt_cx, a);
    rf_release(&rt_cx, s);
    rf_release(&rt_cx, d);
}
END_TEST

START_TEST(tags)
{
    static const rf_variant rect    = {"Shape", "Rect"};
    rf_value                parts[] = {I(2), rt_text("x")}, v, out;
    rf_value tag  = rf_from_object(rf_tagged_new(&rt_cx, &rf_tagged_kind, &rect, parts, 2));
    rf_value five = I(5);
    rf_value ok = rf_from_object(rf_tagged_new(&rt_cx, &rf_result_kind, &rf_variant_ok, &five, 1));

    rt_is(tag, "Shape::Rect(2,x)");
    rt_is(ok, "Ok(5)");
    ck_assert(rf_has_variant(tag, &rect) && !rf_has_variant(ok, &rect) &&
              !rf_has_variant(five, &rect));
    v = rf_payload(tag, 2);
    ck_assert_uint_eq(v.tag, RF_NULL);
    ck_assert(rf_question(&rt_cx, ok, &out));
    ck_assert_int_eq(out.as.i, 5);
    ck_assert(!rf_question(&rt_cx, five, &out));
    rt_threw("Try operator requires Result or Option");
    ck_assert_str_eq(rf_type_name(ok), "result");
    rf_release(&rt_cx, tag);
    rf_release(&rt_cx, ok);
}
END_TEST

TCase *rt_operators_tests(void)
{
    TCase *t = tcase_create("rt/operators");

    tcase_add_checked_fixture(t, rt_begin, rt_end);
    tcase_add_test(t, ints_are_checked);
    tcase_add_test(t, floats_mix_with_ints);
    tcase_add_test(t, other_types_are_refused);
    tcase_add_test(t, error_operands_throw_themselves);
    tcase_add_test(t, equality_follows_kinds);
    tcase_add_test(t, order_is_of_numbers_and_strings);
    tcase_add_test(t, truth);
    tcase_add_test(t, indexes_of_any_value);
    tcase_add_test(t, tags);
    return t;
}
