/* types/infer*.c: what is known about a program before it runs. */

#include "middle_fixture.h"
#include "types/reason.h"
#include "unit.h"

static void expect_variable(const char *script, const char *name, const char *type)
{
    ck_assert_str_eq(type_of_variable(typed_of(script), name), type);
}

START_TEST(literals_have_their_own_types)
{
    expect_variable("x := 1", "x", "int");
    expect_variable("x := 1.5", "x", "float");
    expect_variable("x := \"s\"", "x", "string");
    expect_variable("x := true", "x", "bool");
    expect_variable("x := null", "x", "null");
    expect_variable("x := [1, 2]", "x", "array(int)");
    expect_variable("x := {\"k\": 1.5}", "x", "dict(float)");
}
END_TEST

START_TEST(a_variable_joins_all_that_is_stored_in_it)
{
    expect_variable("x := 1\nx := 2", "x", "int");
    expect_variable("x := 1\nx := \"s\"", "x", "any");
    expect_variable("func f() { x := 1\nreturn x }\nprint(f())", "x", "int");
    expect_variable("if true { y := 1 }\nprint(y)", "y", "int");
}
END_TEST

START_TEST(arithmetic_keeps_ints_and_widens_to_floats)
{
    expect_variable("x := 1 + 2 * 3", "x", "int");
    expect_variable("x := 1 + 2.5", "x", "float");
    expect_variable("x := \"a\" + \"b\"", "x", "string");
    expect_variable("x := 1 == 2 || false", "x", "bool");
    expect_variable("x := [1] + 2", "x", "any");
}
END_TEST

START_TEST(an_empty_array_takes_its_type_from_what_is_put_in)
{
    expect_variable("x := []\nx.push(1)", "x", "array(int)");
    expect_variable("x := []\nx.push(1)\nx.push(\"s\")", "x", "array(any)");
    expect_variable("x := [[]]\nx[0].push(1.5)", "x", "array(array(float))");
    expect_variable("func f(a) { a.push(1)\nreturn a }\nx := f([])", "x", "array(int)");
}
END_TEST

START_TEST(each_tuple_of_argument_types_has_an_instance)
{
    typed_of("func f(a) { return a }\nprint(f(1), f(2), f(\"s\"))");
    ck_assert_uint_eq(function_info(names_function("f"))->instances.len, 2);
    ck_assert_str_eq(type_words(instance_of("f", 0)->result), "int");
    ck_assert_str_eq(type_words(instance_of("f", 1)->result), "string");
}
END_TEST

START_TEST(recursion_finds_its_result)
{
    typed_of(
        "func fib(n) { if n < 2 { return n }\nreturn fib(n - 1) + fib(n - 2) }\nprint(fib(9))");
    ck_assert_str_eq(type_words(instance_of("fib", 0)->result), "int");
    typed_of("func even(n) { if n == 0 { return true }\nreturn odd(n - 1) }\n"
             "func odd(n) { if n == 0 { return false }\nreturn even(n - 1) }\nprint(even(4))");
    ck_assert_str_eq(type_words(instance_of("even", 0)->result), "bool");
}
END_TEST

static const char *result_of(const char *script)
{
    typed_of(script);
    return type_words(instance_of("f", 0)->result);
}

START_TEST(what_never_reaches_its_end_gives_no_null)
{
    ck_assert_str_eq(result_of("func f(n) { if n { return 1 } }\nprint(f(true))"), "any");
    ck_assert_str_eq(
        result_of("func f(n) { if n { return 1 } else { throw(\"e\") } }\nprint(f(true))"), "int");
    ck_assert_str_eq(result_of("func f(n) { loop { return 1 } }\nprint(f(1))"), "int");
    ck_assert_str_eq(result_of("func f(n) { loop { if n { break }\nreturn 1 } }\nprint(f(true))"),
                     "any");
    ck_assert_str_eq(
        result_of(
            "func f(n) { match n { case 1: { return 1 } default { return 2 } } }\nprint(f(1))"),
        "int");
    ck_assert_str_eq(result_of("func f(n) { match n { case 1: { return 1 } } }\nprint(f(1))"),
                     "any");
    ck_assert_str_eq(result_of("func f(n) { match n { x if x > 1 => { return 1 } } }\nprint(f(1))"),
                     "any");
    ck_assert_str_eq(result_of("func f(n) { try { return 1 } except e { return 2 } }\nprint(f(1))"),
                     "int");
    ck_assert_str_eq(result_of("func f(n) { try { return 1 } except e { n := 2 } }\nprint(f(1))"),
                     "any");
}
END_TEST

START_TEST(past_eight_kinds_of_arguments_the_rest_is_boxed)
{
    typed_of("func f(a, b) { return a }\n"
             "for i in [1] { f(1, 1)\nf(1, 1.5)\nf(1, \"\")\nf(1.5, 1)\nf(1.5, 1.5)\nf(1.5, \"\")\n"
             "f(\"\", 1)\nf(\"\", 1.5)\nf(\"\", \"\")\nf(true, true) }");
    ck_assert(function_info(names_function("f"))->crowded);
    ck_assert_uint_eq(function_info(names_function("f"))->instances.len, 9);
    ck_assert_str_eq(type_words(instance_of("f", 8)->params[0]), "any");
}
END_TEST

START_TEST(a_function_used_as_a_value_has_a_boxed_instance)
{
    typed_of("func f(a) { return a }\ng := [f]\nprint(g[0](1))");
    ck_assert_ptr_nonnull(function_info(names_function("f"))->boxed);
    typed_of("func f(a) { return a }\nprint(f(1))");
    ck_assert_ptr_null(function_info(names_function("f"))->boxed);
}
END_TEST

static const char *field_type_of(const char *script, const char *field)
{
    Typed     *t = typed_of(script);
    FieldInfo *f =
        struct_field(t->structs.at[0], symbol_of(names_compiler.symbols, text_of(field)));

    ck_assert_ptr_nonnull(f);
    return type_words(f->type);
}

START_TEST(a_field_joins_all_stores_and_its_default)
{
    ck_assert_str_eq(field_type_of("struct P { x }\np := P { x: 1 }", "x"), "int");
    ck_assert_str_eq(field_type_of("struct P { x = 2 }\np := P { x: 1 }", "x"), "int");
    ck_assert_str_eq(field_type_of("struct P { x = 2 }\np := P { x: \"s\" }", "x"), "any");
    ck_assert_str_eq(field_type_of("struct P { x }\np := P { x: 1 }\np.x := 2.5", "x"), "any");
    ck_assert_str_eq(field_type_of("struct P { x }\np := P { }\nq := P { x: 1 }", "x"), "any");
}
END_TEST

START_TEST(a_hook_runs_only_where_an_operator_may_find_it)
{
    const char *direct  = "struct V { x\nfunc op_add(self, o) { return V { x: self.x + o.x } } }\n"
                          "v := V { x: 1.5 } + V { x: 2.5 }";
    const char *unknown = "struct V { x\nfunc op_add(self, o) { return self } }\n"
                          "vs := [V { x: 1.5 }, 1]\nprint(vs[0] + 1)";

    ck_assert_str_eq(field_type_of(direct, "x"), "float");
    ck_assert_ptr_null(function_info(names_function("op_add"))->boxed);
    typed_of(unknown);
    ck_assert_ptr_nonnull(function_info(names_function("op_add"))->boxed);
}
END_TEST

START_TEST(what_waits_or_yields_has_the_type_of_its_instance)
{
    expect_variable("gen g() { yield 1 }\nfor x in g() { print(x) }", "x", "int");
    expect_variable("async func f() { return 1 }\ntry { x := await f() } except e { print(e) }",
                    "x", "int");
    expect_variable("async func f() { return 1 }\nx := await f()", "x", "any");
}
END_TEST

START_TEST(what_may_be_missing_is_any)
{
    expect_variable("[x, y] := [1, 2]", "x", "any");
    expect_variable("xs := [1]\nx := xs.pop()", "x", "any");
    expect_variable("d := {\"k\": 1}\nx := d?.k", "x", "any");
}
END_TEST

/* ---- reasons ---- */

static const char *reason_of(const char *script, const char *name)
{
    Typed         *t = typed_of(script);
    const Binding *b = names_binding(name, 0);
    TextBuf        out = {.arena = &names_compiler.arena};

    reason_write(&out, t, &var_info(b)->reason, var_type(t, NULL, b));
    textbuf_char(&out, '\0');
    return textbuf_text(&out).at;
}

START_TEST(a_dynamic_variable_knows_the_two_types_that_made_it_so)
{
    ck_assert_str_eq(reason_of("x := 1\nx := 2\nx := \"s\"\nx := 1.5", "x"),
                     "int at 1:1, string at 3:1");
    ck_assert_str_eq(reason_of("x := []\nx.push(1)\nx.push(\"s\")", "x"),
                     "array(int) at 2:1, array(string) at 3:1");
    ck_assert_str_eq(reason_of("x := [1, \"s\"]", "x"), "int at 1:7, string at 1:10");
}
END_TEST

START_TEST(a_dynamic_variable_knows_the_dynamic_expression_it_got)
{
    ck_assert_str_eq(reason_of("[x, y] := [1, 2]", "x"), "an item of a destructured value at 1:1");
    ck_assert_str_eq(reason_of("x := Ok(1)", "x"), "a tag at 1:6");
    ck_assert_str_eq(reason_of("f := [len]\nx := f[0](\"\")", "x"),
                     "a call through a value: an expression at 2:6");
    ck_assert_str_eq(reason_of("x := 1 + null", "x"), "`+` of int and null at 1:6");
}
END_TEST

START_TEST(what_is_not_dynamic_has_no_reason)
{
    ck_assert_str_eq(reason_of("x := 1\nx := 2", "x"), "");
}
END_TEST

TCase *infer_tests(void)
{
    TCase *t = tcase_create("infer");

    tcase_add_checked_fixture(t, NULL, names_teardown);
    tcase_add_test(t, literals_have_their_own_types);
    tcase_add_test(t, a_variable_joins_all_that_is_stored_in_it);
    tcase_add_test(t, arithmetic_keeps_ints_and_widens_to_floats);
    tcase_add_test(t, an_empty_array_takes_its_type_from_what_is_put_in);
    tcase_add_test(t, each_tuple_of_argument_types_has_an_instance);
    tcase_add_test(t, recursion_finds_its_result);
    tcase_add_test(t, what_never_reaches_its_end_gives_no_null);
    tcase_add_test(t, past_eight_kinds_of_arguments_the_rest_is_boxed);
    tcase_add_test(t, a_function_used_as_a_value_has_a_boxed_instance);
    tcase_add_test(t, a_field_joins_all_stores_and_its_default);
    tcase_add_test(t, a_hook_runs_only_where_an_operator_may_find_it);
    tcase_add_test(t, what_waits_or_yields_has_the_type_of_its_instance);
    tcase_add_test(t, what_may_be_missing_is_any);
    tcase_add_test(t, a_dynamic_variable_knows_the_two_types_that_made_it_so);
    tcase_add_test(t, a_dynamic_variable_knows_the_dynamic_expression_it_got);
    tcase_add_test(t, what_is_not_dynamic_has_no_reason);
    return t;
}
