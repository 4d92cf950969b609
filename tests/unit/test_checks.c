/* sema/check.c, warn.c and its companions: what is refused before the run, and what is only
   said. */

#include <stdio.h>

#include "names_fixture.h"

#define DUPLICATE "Duplicate declaration in the same scope: "
#define BREAK     "break can only be used inside a loop"
#define YIELD     "yield can only be used inside a generator"

START_TEST(duplicates_are_refused)
{
    ck_assert_str_eq(names_message("let x := 1\nlet x := 2\n"), DUPLICATE "x");
    ck_assert_ptr_nonnull(names_compiler.diags.first->notes);
    ck_assert_int_eq(diag_exit_status(&names_compiler.diags), 4);
    ck_assert_str_eq(names_message("func f(n) { let n := 1 }\n"), DUPLICATE "n");
    ck_assert_str_eq(names_message("func f(a) { b := a  let b := 2 }\n"), DUPLICATE "b");
    ck_assert_str_eq(names_message("func f(a, a) { }\n"), DUPLICATE "a");
    ck_assert_str_eq(names_message("let [a, a] := [1, 2]\n"), DUPLICATE "a");
    ck_assert_str_eq(names_message("x := 1\nif true { let x := 2 }\n"), "");
    ck_assert_str_eq(names_message("len := 5\n"), "");
}
END_TEST

START_TEST(jumps_need_a_loop_of_their_function)
{
    ck_assert_str_eq(names_message("break\n"), BREAK);
    ck_assert_str_eq(names_message("for i in 3 { f := func() { continue } }\n"),
                     "continue can only be used inside a loop");
    ck_assert_str_eq(names_message("while true { spawn { break } }\n"), BREAK);
    ck_assert_str_eq(names_message("loop { try { break } except e { continue } }\n"), "");
    ck_assert_str_eq(names_message("loop { match 1 { case 1: { break } } }\n"), "");
}
END_TEST

START_TEST(yield_needs_a_generator)
{
    ck_assert_str_eq(names_message("func f() { yield 1 }\n"), YIELD);
    ck_assert_str_eq(names_message("gen g() { f := func() { yield 1 } }\n"), YIELD);
    ck_assert_str_eq(names_message("gen g() { spawn { yield 1 } }\n"), YIELD);
    ck_assert_str_eq(names_message("gen g() { x := yield 1  yield* [x] }\n"), "");
}
END_TEST

START_TEST(variants_must_be_declared)
{
    ck_assert_str_eq(names_message("enum Color { Red, Green }\nc := Color::Gren\n"),
                     "Unknown variant of enum `Color`: Gren");
    ck_assert(text_equal(names_compiler.diags.first->help, TEXT("did you mean `Green`?")));
    ck_assert_str_eq(names_message("enum C { A }\nmatch 1 { case C::B: { } }\n"),
                     "Unknown variant of enum `C`: B");
    ck_assert_str_eq(names_message("r := Result::Some(1)\n"),
                     "Unknown variant of enum `Result`: Some");
    ck_assert_str_eq(names_message("r := Result::Ok(1, 2)\n"), "Ok takes exactly one value, got 2");
    ck_assert_str_eq(names_message("enum Result { Win, Loss }\nr := Result::Win\n"), "");
}
END_TEST

START_TEST(select_needs_an_operation_and_one_way_out)
{
    ck_assert_str_eq(names_message("select { timeout 5 => print(1) }\n"),
                     "select needs at least one arm that receives, sends or awaits");
    ck_assert_str_eq(names_message("ch := channel()\nch.send(1)\n"
                                   "select { m := ch.receive() => print(m), timeout 5 => print(1), "
                                   "else => print(2) }\n"),
                     "select cannot have both a timeout and an else arm");
}
END_TEST

/* ---- warnings ---- */

START_TEST(undefined_names_are_told_once_a_function)
{
    ck_assert_uint_eq(names_warnings("print(zzz)\nprint(zzz)\n", E_UNDEFINED_NAME), 1);
    ck_assert_int_eq(diag_exit_status(&names_compiler.diags), 0);
    names_message("counter := 1\nprint(countr)\n");
    ck_assert(text_equal(names_compiler.diags.first->help, TEXT("did you mean `counter`?")));
}
END_TEST

START_TEST(changes_that_stay_in_spawn_are_told)
{
    ck_assert_uint_eq(names_warnings("n := 0\nspawn { n := n + 1  n += 1 }\n", E_SPAWN_ASSIGNS), 1);
    ck_assert_uint_eq(names_warnings("xs := []\nspawn { xs.push(1) }\n", E_SPAWN_ASSIGNS), 1);
    ck_assert_uint_eq(names_warnings("spawn { m := 1  m := 2 }\n", E_SPAWN_ASSIGNS), 0);
}
END_TEST

START_TEST(temporaries_that_change_outer_variables_are_told)
{
    const char *lambda = "func f(xs) { t := 0\n"
                         "return map(xs, func(x) { t := x * 2  return t + 1 }) }\n";
    const char *flag   = "func f(xs) { hit := false\n"
                         "map(xs, func(x) { hit := true })  return hit }\n";
    const char *blind  = "total := 0\nasync func f(x) { total := x  return 1 }\nawait f(1)\n";
    const char *seeing = "n := 0\nasync func f() { n := n + 1 }\nawait f()\n";

    ck_assert_uint_eq(names_warnings(lambda, E_LAMBDA_TEMPORARY), 1);
    ck_assert_uint_eq(names_warnings(flag, E_LAMBDA_TEMPORARY), 0);
    ck_assert_uint_eq(names_warnings(blind, E_ASYNC_ASSIGNS), 1);
    ck_assert_uint_eq(names_warnings(seeing, E_ASYNC_ASSIGNS), 0);
}
END_TEST

START_TEST(promises_that_nobody_keeps_are_told)
{
    ck_assert_uint_eq(names_warnings("async func f() { return 1 }\nf()\nawait f()\np := f()\n",
                                     E_PROMISE_DROPPED), 1);
}
END_TEST

static size_t one_sided(const char *script)
{
    return names_warnings(script, E_CHANNEL_ONE_SIDED);
}

START_TEST(channels_with_one_side_are_told)
{
    ck_assert_uint_eq(one_sided("ch := channel()\nprint(ch.receive())\n"), 1);
    ck_assert_uint_eq(one_sided("ch := channel()\nch.send(1)\n"), 1);
    ck_assert_uint_eq(one_sided("func f(c) { }\nch := channel()\nf(ch)\nch.receive()\n"), 0);
    ck_assert_uint_eq(one_sided("ch := channel()\nspawn { ch.send(1) }\nfor x in ch { }\n"), 0);
    ck_assert_uint_eq(one_sided("ch := channel()\nch.close()\nprint(ch.receive())\n"), 0);
}
END_TEST

START_TEST(tests_that_async_bodies_race_on_are_told)
{
    const char *shared = "n := 0\nasync func f() { if n < 5 { n := n + 1 } }\nawait f()\n";
    const char *alone  = "n := 0\nfunc f() { if n < 5 { n := n + 1 } }\nf()\n";

    ck_assert_uint_eq(names_warnings(shared, E_TEST_THEN_CHANGE), 1);
    ck_assert_uint_eq(names_warnings(alone, E_TEST_THEN_CHANGE), 0);
}
END_TEST

START_TEST(failures_that_nobody_looks_at_are_told)
{
    ck_assert_uint_eq(names_warnings("r := http_get(\"u\")\nprint(r)\n", E_FAILURE_UNSEEN), 1);
    ck_assert_uint_eq(names_warnings("r := http_get(\"u\")\nif type(r) == \"Error\" { print(r) }\n",
                                     E_FAILURE_UNSEEN), 0);
    ck_assert_uint_eq(names_warnings("try { r := http_get(\"u\")  print(r) } except e { }\n",
                                     E_FAILURE_UNSEEN), 0);
}
END_TEST

START_TEST(values_that_nobody_uses_are_told)
{
    ck_assert_uint_eq(names_warnings("print \"hello\"\n", E_VALUE_DROPPED), 1);
    ck_assert(text_equal(names_compiler.diags.first->help, TEXT("write `print(\"hello\")`")));
    ck_assert_uint_eq(names_warnings("x := 1\nx == 2\nx\n", E_VALUE_DROPPED), 2);
    ck_assert_uint_eq(names_warnings("func f(n) { n * 2 }\nf(1)\n", E_VALUE_DROPPED), 1);
    ck_assert_uint_eq(names_warnings("xs := []\npush(xs, 1)\n", E_VALUE_DROPPED), 1);
    ck_assert_uint_eq(names_warnings("xs := []\nxs.push(1)\nxs[0] := 2\nprint(xs)\n",
                                     E_VALUE_DROPPED), 0);
    ck_assert_uint_eq(names_warnings("x := [1]\ntry { x[5] } except e { }\n", E_VALUE_DROPPED), 0);
    ck_assert_uint_eq(names_warnings("struct V { func op_add(self, o) { print(1) } }\n"
                                     "v := V { }\nv + v\n", E_VALUE_DROPPED), 0);
    ck_assert_uint_eq(names_warnings("x := 1\nmatch x { 1 => 2, _ => null }\n", E_VALUE_DROPPED), 0);
    ck_assert_uint_eq(names_warnings("x := true\nx && print(1)\n", E_VALUE_DROPPED), 0);
}
END_TEST

START_TEST(calls_that_are_refused_are_told)
{
    const char *two = "func two(a, b) { return a }\n";
    char        script[200];

    snprintf(script, sizeof script, "%stwo(1)\ntwo(1, 2)\n1 |> two(2)\n", two);
    ck_assert_uint_eq(names_warnings(script, E_CALL_COUNT), 1);
    snprintf(script, sizeof script, "%stry { two(1) } except e { }\n", two);
    ck_assert_uint_eq(names_warnings(script, E_CALL_COUNT), 0);
    snprintf(script, sizeof script, "%stwo := func() { return 1 }\ntwo()\n", two);
    ck_assert_uint_eq(names_warnings(script, E_CALL_COUNT), 0);
    ck_assert_uint_eq(names_warnings("print(len())\nprint()\n", E_CALL_COUNT), 1);
    ck_assert_uint_eq(names_warnings("struct P { x }\np := P(1)\n", E_NOT_CALLED), 1);
}
END_TEST

START_TEST(assignments_that_are_refused_are_told)
{
    ck_assert_uint_eq(names_warnings("let x := 1\nx := 2\nx += 1\n", E_IMMUTABLE_SET), 1);
    ck_assert_uint_eq(names_warnings("const X := 1\nfunc f() { X += 1 }\n", E_IMMUTABLE_SET), 1);
    ck_assert_uint_eq(names_warnings("let x := 1\nif true { let x := 2  mut y := 1  y := x }\n",
                                     E_IMMUTABLE_SET), 0);
    ck_assert_uint_eq(names_warnings("let x := 1\ntry { x := 2 } except e { }\n", E_IMMUTABLE_SET), 0);
}
END_TEST

TCase *check_tests(void)
{
    TCase *t = tcase_create("checks");

    tcase_add_checked_fixture(t, NULL, names_teardown);
    tcase_add_test(t, duplicates_are_refused);
    tcase_add_test(t, jumps_need_a_loop_of_their_function);
    tcase_add_test(t, yield_needs_a_generator);
    tcase_add_test(t, variants_must_be_declared);
    tcase_add_test(t, select_needs_an_operation_and_one_way_out);
    tcase_add_test(t, undefined_names_are_told_once_a_function);
    tcase_add_test(t, changes_that_stay_in_spawn_are_told);
    tcase_add_test(t, temporaries_that_change_outer_variables_are_told);
    tcase_add_test(t, promises_that_nobody_keeps_are_told);
    tcase_add_test(t, channels_with_one_side_are_told);
    tcase_add_test(t, tests_that_async_bodies_race_on_are_told);
    tcase_add_test(t, failures_that_nobody_looks_at_are_told);
    tcase_add_test(t, values_that_nobody_uses_are_told);
    tcase_add_test(t, calls_that_are_refused_are_told);
    tcase_add_test(t, assignments_that_are_refused_are_told);
    return t;
}
