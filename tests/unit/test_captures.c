/* sema/capture.c, unset.c, reach.c: what captured variables need, what may be unset, what threads
   share. */

#include "names_fixture.h"
#include "unit.h"

/* ---- captures ---- */

START_TEST(captures_pass_through_the_functions_between)
{
    names_of("func a(x) { return func(y) { return func(z) { return x + y + z } } }\n");
    ck_assert_uint_eq(names_program->functions.at[2]->captures.len, 1);
    ck_assert_uint_eq(names_program->functions.at[3]->captures.len, 2);
    ck_assert(names_binding("x", 0)->captured && !names_binding("x", 0)->captured_late);
}
END_TEST

START_TEST(globals_are_not_captured_into_closures)
{
    names_of("g := 1\nfunc f() { return g }\n");
    ck_assert(names_binding("g", 0)->captured);
    ck_assert_uint_eq(names_function("f")->captures.len, 0);
}
END_TEST

START_TEST(block_variables_of_the_top_level_are_captured)
{
    names_of("fs := []\nfor i in 3 { fs.push(func() { return i }) }\n");
    ck_assert_uint_eq(names_program->functions.at[1]->captures.len, 1);
    ck_assert(!names_binding("i", 0)->captured_late);
}
END_TEST

START_TEST(a_change_after_the_capture_needs_a_cell)
{
    names_of("func f() { n := 0  g := func() { return n }  n := 1  return g }\n"
             "func h() { m := 0  m := 1  return func() { return m } }\n"
             "func k() { o := [1]  g := func() { return o }  o.push(2)  return g }\n");
    ck_assert(names_binding("n", 0)->captured_late);
    ck_assert(!names_binding("m", 0)->captured_late);
    ck_assert(names_binding("o", 0)->captured_late);
    ck_assert_uint_eq(names_binding("o", 0)->changes, 1);
}
END_TEST

START_TEST(a_change_by_the_closure_needs_a_cell)
{
    names_of("func f() { n := 0  return func() { n += 1  return n } }\n");
    ck_assert(names_binding("n", 0)->captured_late);
}
END_TEST

START_TEST(a_loop_that_the_variable_outlives_brings_the_change_after_the_capture)
{
    names_of("func f(fs) { j := 0  while j < 3 { j += 1  fs.push(func() { return j }) } }\n"
             "func g(fs) { for k in 3 { m := k  fs.push(func() { return m }) } }\n");
    ck_assert(names_binding("j", 0)->captured_late);
    ck_assert(!names_binding("m", 0)->captured_late);
}
END_TEST

START_TEST(a_snapshot_for_spawn_needs_no_cell)
{
    names_of("func f() { n := 0  spawn { n := n + 1  print(n) }  n := 2 }\n");
    ck_assert(names_binding("n", 0)->captured);
    ck_assert(names_binding("n", 0)->in_spawn);
    ck_assert(!names_binding("n", 0)->captured_late);
}
END_TEST

START_TEST(a_declaration_named_above_its_place_is_made_early)
{
    names_of("func f() { base := 1  func add(x) { return x + base }  return add(1) }\n"
             "func g() { base := 1  return add(1)  func add(x) { return x + base } }\n");
    ck_assert(!names_binding("base", 0)->captured_late);
    ck_assert(names_binding("base", 1)->captured_late);
    ck_assert(names_binding("add", 1)->function->made_early);
    ck_assert(!names_binding("add", 0)->function->made_early);
}
END_TEST

START_TEST(functions_that_are_only_called_are_no_values)
{
    names_of("func a() { return 1 }\nfunc b() { return 2 }\nc := func() { return 3 }\n"
             "d := func() { return 4 }\nprint(a(), map([], b), c(), d)\n");
    ck_assert(!names_function("a")->is_value);
    ck_assert(names_function("b")->is_value);
    ck_assert(!names_function("c")->is_value);
    ck_assert(names_function("d")->is_value);
}
END_TEST

/* ---- unset ---- */

START_TEST(a_global_set_before_every_call_is_set)
{
    names_of("func f() { return limit }\nlimit := 3\nprint(f())\n");
    ck_assert(!names_binding("limit", 0)->maybe_unset);
}
END_TEST

START_TEST(a_global_read_by_an_earlier_call_may_be_unset)
{
    names_of("print(g())\nlimit := 3\nfunc f() { return limit }\nfunc g() { return f() }\n");
    ck_assert(names_binding("limit", 0)->maybe_unset);
}
END_TEST

START_TEST(the_value_of_its_own_declaration_comes_first)
{
    names_of("func f() { return x }\nx := f()\n");
    ck_assert(names_binding("x", 0)->maybe_unset);
}
END_TEST

START_TEST(a_leaked_function_may_run_at_once)
{
    names_of("func f() { return x }\nkeep := [f]\nx := 1\n");
    ck_assert(names_binding("x", 0)->maybe_unset);
}
END_TEST

START_TEST(a_lambda_bound_to_a_name_runs_from_its_first_mention)
{
    names_of("f := func() { return x + y }\nx := 1\nprint(f())\ny := 2\n");
    ck_assert(!names_binding("x", 0)->maybe_unset);
    ck_assert(names_binding("y", 0)->maybe_unset);
}
END_TEST

START_TEST(methods_run_from_the_first_mention_of_their_struct)
{
    names_of("struct P { func m(self) { return a + b } }\n"
             "a := 1\np := P { }\nb := 2\nprint(p.m())\n");
    ck_assert(!names_binding("a", 0)->maybe_unset);
    ck_assert(names_binding("b", 0)->maybe_unset);
}
END_TEST

START_TEST(locals_are_always_set)
{
    names_of("func f(c) { if c { return 1 }  x := 2  return func() { return x } }\n"
             "print(f(true))\n");
    ck_assert(!names_binding("x", 0)->maybe_unset);
}
END_TEST

/* ---- threads ---- */

START_TEST(spawn_copies_what_the_functions_it_calls_name)
{
    names_of("hits := 0\nother := 0\n"
             "func hit() { hits := hits + 1 }\nfunc idle() { return other }\n"
             "func via() { hit() }\nspawn { via() }\nidle()\n");
    ck_assert(names_binding("hits", 0)->in_spawn);
    ck_assert(!names_binding("other", 0)->in_spawn);
    ck_assert(!names_binding("hits", 0)->in_async);
}
END_TEST

START_TEST(unknown_calls_reach_every_function_value)
{
    names_of("a := 0\nb := 0\nfunc f() { a := a + 1 }\nfunc g() { b := b + 1 }\nfs := [f]\n"
             "spawn { fs[0]() }\ng()\n");
    ck_assert(names_binding("a", 0)->in_spawn);
    ck_assert(!names_binding("b", 0)->in_spawn);
}
END_TEST

START_TEST(methods_and_hooks_are_reached_by_name)
{
    names_of("a := 0\nb := 0\nc := 0\nstruct P {\n func touch(self) { a := a + 1 }\n"
             " func op_add(self, o) { b := b + 1  return self }\n func idle(self) { return c }\n}\n"
             "p := P { }\nspawn { p.touch()  q := p + p }\n");
    ck_assert(names_binding("a", 0)->in_spawn);
    ck_assert(names_binding("b", 0)->in_spawn);
    ck_assert(!names_binding("c", 0)->in_spawn);
}
END_TEST

START_TEST(async_bodies_share_what_they_capture)
{
    names_of("count := 0\nalone := 0\nasync func bump() { count += 1  mine := 1 }\nawait bump()\n"
             "alone := 1\n");
    ck_assert(names_binding("count", 0)->in_async);
    ck_assert(!names_binding("alone", 0)->in_async);
    ck_assert(!names_binding("mine", 0)->in_async);
}
END_TEST

START_TEST(functions_handed_to_tasks_share_too)
{
    names_of("n := 0\nm := 0\nfunc f() { n := n + 1 }\nh := spawn_task(f)\n"
             "xs := parallel_map([1], func(x) { m := m + x  return m })\n");
    ck_assert(names_binding("n", 0)->in_async);
    ck_assert(names_binding("m", 0)->in_async);
}
END_TEST

START_TEST(the_dump_shows_all_of_it)
{
    int fd;

    names_of("n := 0\nfunc make(by) {\n    t := 0\n"
             "    return func() { t += by  n := n + t  return t }\n}\nprint(make(2)())\n");
    fd = capture_begin();
    names_dump(&names_compiler, names_program, fd);
    expect_text(capture_end(&names_compiler.arena, fd),
                "function 0 module test\n"
                "  globals\n"
                "    func make#0 2:6 sets 1 = function 1\n"
                "    var n#1 1:1 sets 2 captured\n"
                "function 1 func make 2:1 in 0\n"
                "  params\n"
                "    param by#3 2:11 sets 1 captured\n"
                "  locals\n"
                "    var t#4 3:5 sets 2 captured late\n"
                "function 2 func - 4:12 in 1 value\n"
                "  captures\n"
                "    var t#4 of function 1 late\n"
                "    param by#3 of function 1\n");
}
END_TEST

TCase *capture_tests(void)
{
    TCase *t = tcase_create("captures");

    tcase_add_checked_fixture(t, NULL, names_teardown);
    tcase_add_test(t, captures_pass_through_the_functions_between);
    tcase_add_test(t, globals_are_not_captured_into_closures);
    tcase_add_test(t, block_variables_of_the_top_level_are_captured);
    tcase_add_test(t, a_change_after_the_capture_needs_a_cell);
    tcase_add_test(t, a_change_by_the_closure_needs_a_cell);
    tcase_add_test(t, a_loop_that_the_variable_outlives_brings_the_change_after_the_capture);
    tcase_add_test(t, a_snapshot_for_spawn_needs_no_cell);
    tcase_add_test(t, a_declaration_named_above_its_place_is_made_early);
    tcase_add_test(t, functions_that_are_only_called_are_no_values);
    tcase_add_test(t, a_global_set_before_every_call_is_set);
    tcase_add_test(t, a_global_read_by_an_earlier_call_may_be_unset);
    tcase_add_test(t, the_value_of_its_own_declaration_comes_first);
    tcase_add_test(t, a_leaked_function_may_run_at_once);
    tcase_add_test(t, a_lambda_bound_to_a_name_runs_from_its_first_mention);
    tcase_add_test(t, methods_run_from_the_first_mention_of_their_struct);
    tcase_add_test(t, locals_are_always_set);
    tcase_add_test(t, spawn_copies_what_the_functions_it_calls_name);
    tcase_add_test(t, unknown_calls_reach_every_function_value);
    tcase_add_test(t, methods_and_hooks_are_reached_by_name);
    tcase_add_test(t, async_bodies_share_what_they_capture);
    tcase_add_test(t, functions_handed_to_tasks_share_too);
    tcase_add_test(t, the_dump_shows_all_of_it);
    return t;
}
