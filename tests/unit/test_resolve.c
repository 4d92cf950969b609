/* sema/resolve.c, scope.c: which binding a name means (S-50 … S-60). */

#include "names_fixture.h"

START_TEST(a_function_assigns_a_global_above_it)
{
    names_of("x := 1\nfunc f() { x := 5 }\nf()\n");
    ck_assert_ptr_eq(names_use(ND_NAME, "x", 1), names_binding("x", 0));
    ck_assert_uint_eq(names_binding("x", 0)->assignments, 2);
    ck_assert(names_binding("x", 0)->is_global);
}
END_TEST

START_TEST(a_function_that_sets_first_has_a_local_of_its_own)
{
    names_of("func f() { a := 1  return a }\na := f()\n");
    ck_assert_ptr_eq(names_use(ND_NAME, "a", 0)->owner, names_function("f"));
    ck_assert_ptr_eq(names_use(ND_NAME, "a", 1)->owner, names_function("f"));
    ck_assert(names_use(ND_NAME, "a", 2)->is_global);
}
END_TEST

START_TEST(a_function_that_reads_first_means_the_global_further_down)
{
    names_of("func f() { counter := counter + 1 }\ncounter := 0\nf()\n");
    ck_assert(names_use(ND_NAME, "counter", 0)->is_global);
    ck_assert(names_use(ND_NAME, "counter", 1)->is_global);
    ck_assert_uint_eq(names_binding("counter", 0)->assignments, 2);
}
END_TEST

START_TEST(a_compound_assignment_reads_first)
{
    names_of("func f() { n += 1 }\nn := 0\nf()\n");
    ck_assert(names_use(ND_NAME, "n", 0)->is_global);
}
END_TEST

START_TEST(one_statement_is_evaluated_before_it_declares)
{
    names_of("func gather(f) { return f(1) }\n"
             "results := gather(func(x) { results := [x]  return results })\n");
    ck_assert(names_use(ND_NAME, "results", 0)->is_global);
    ck_assert(!names_use(ND_NAME, "results", 1)->is_global);
}
END_TEST

START_TEST(a_function_declared_further_down_is_not_assigned_by_accident)
{
    names_of("func f() { area := 3  return area }\nfunc area(r) { return r }\n"
             "print(f(), area(1))\n");
    ck_assert_ptr_eq(names_use(ND_NAME, "area", 0)->owner, names_function("f"));
    ck_assert_int_eq(names_binding("area", 0)->kind, BIND_FUNC);
}
END_TEST

START_TEST(an_assigned_function_becomes_a_variable)
{
    names_of("func f() { return 1 }\nf := 2\nprint(f)\n");
    ck_assert_int_eq(names_binding("f", 0)->kind, BIND_VAR);
    ck_assert_int_eq(names_binding("f", 0)->decl->kind, ND_FUNC);
    ck_assert_ptr_null(names_binding("f", 0)->function);
}
END_TEST

START_TEST(names_of_blocks_end_with_them)
{
    names_of("if true { inner := 1 }\nprint(inner)\n");
    ck_assert_ptr_null(names_use(ND_NAME, "inner", 1));
}
END_TEST

START_TEST(a_spawn_body_is_a_block)
{
    names_of("n := 1\nfunc f() { spawn { n := 2  m := 3 }  later := 1 }\n");
    ck_assert(names_use(ND_NAME, "n", 1)->is_global);
    ck_assert_int_eq(names_binding("m", 0)->owner->kind, FUNCTION_SPAWN);
    ck_assert_ptr_eq(names_binding("m", 0)->owner->outer, names_function("f"));
}
END_TEST

START_TEST(what_a_spawn_body_reads_first_its_function_reads_first)
{
    names_of("func f() { spawn { print(late) }  late := 2 }\nlate := 1\n");
    ck_assert(names_use(ND_NAME, "late", 1)->is_global);
}
END_TEST

START_TEST(loop_variables_are_fresh_and_the_body_may_shadow_them)
{
    names_of("i := 9\nfor i in 3 { let i := 1  print(i) }\nprint(i)\n");
    ck_assert_uint_eq(names_binding("i", 0)->assignments, 1);
    ck_assert(names_binding("i", 1)->in_loop);
    ck_assert_ptr_eq(names_use(ND_NAME, "i", 3), names_binding("i", 2));
    ck_assert_ptr_eq(names_use(ND_NAME, "i", 4), names_binding("i", 0));
}
END_TEST

START_TEST(built_ins_are_around_the_file_and_never_assigned)
{
    names_of("len := 5\nfunc f() { max := 1  return max }\nprint(len, max(1, 2))\n");
    ck_assert_int_eq(names_use(ND_NAME, "len", 1)->kind, BIND_VAR);
    ck_assert_int_eq(names_use(ND_NAME, "max", 2)->kind, BIND_BUILTIN);
    ck_assert_int_eq(names_use(ND_NAME, "print", 0)->kind, BIND_BUILTIN);
}
END_TEST

START_TEST(a_call_of_a_built_in_is_not_taken_over_by_a_variable_further_down)
{
    names_of("func rows(t) { lines := lines(t)  return lines }\nlines := rows(\"a\")\n"
             "func seven() { return min }\nmin := 7\n"
             "func three() { return max() }\nmax := func() { return 3 }\n");
    ck_assert_int_eq(names_use(ND_NAME, "lines", 1)->kind, BIND_BUILTIN);
    ck_assert_ptr_eq(names_use(ND_NAME, "lines", 0)->owner, names_function("rows"));
    ck_assert(names_use(ND_NAME, "min", 0)->is_global);
    ck_assert(names_use(ND_NAME, "max", 0)->is_global);
}
END_TEST

START_TEST(compound_assignment_needs_a_binding)
{
    names_of("fresh += 1\nlen += 1\n");
    ck_assert_ptr_null(names_use(ND_NAME, "fresh", 0));
    ck_assert_ptr_null(names_use(ND_NAME, "len", 0));
}
END_TEST

START_TEST(destructuring_assigns_what_is_there_and_declares_the_rest)
{
    names_of("a := 1\n[a, [b, ...c]] := [1, [2, 3]]\n{k, ...others} := {\"k\": 1}\n");
    ck_assert_uint_eq(names_binding("a", 0)->assignments, 2);
    ck_assert_ptr_eq(names_use(ND_PAT_REST, "c", 0), names_binding("c", 0));
    ck_assert_ptr_eq(names_use(ND_NAME, "k", 0), names_binding("k", 0));
    ck_assert_ptr_eq(names_use(ND_PAT_REST, "others", 0), names_binding("others", 0));
}
END_TEST

START_TEST(the_last_of_two_declarations_holds)
{
    names_of("func dup() { return 1 }\nprint(dup())\nfunc dup() { return 2 }\n");
    ck_assert_ptr_eq(names_use(ND_NAME, "dup", 0), names_binding("dup", 0));
    ck_assert_ptr_eq(names_binding("dup", 0)->decl, names_binding("dup", 0)->function->node);
    ck_assert_uint_gt(names_binding("dup", 0)->decl->at.start, 30);
}
END_TEST

START_TEST(function_expressions_take_the_name_they_are_bound_to)
{
    names_of("f := func(x) { return x }\nlet g = func() { return 1 }\n"
             "d := {\"k\": func() { return 2 }}\n");
    ck_assert(names_function("f")->node->as.func.name == 0);
    ck_assert_ptr_eq(names_binding("g", 0)->function, names_function("g"));
    ck_assert(names_program->functions.at[3]->name == 0);
}
END_TEST

START_TEST(methods_without_self_see_the_fields)
{
    names_of("n := 1\nstruct P { n: int, m: int\n"
             "func a() { n := 2  return func() { return n + m } }\nfunc b(self) { return n } }\n");
    ck_assert_int_eq(names_use(ND_NAME, "n", 1)->kind, BIND_FIELD);
    ck_assert_int_eq(names_use(ND_NAME, "n", 2)->kind, BIND_FIELD);
    ck_assert(names_use(ND_NAME, "n", 2)->captured);
    ck_assert(names_use(ND_NAME, "n", 3)->is_global);
    ck_assert_uint_eq(names_function("a")->self_fields.len, 2);
    ck_assert(names_function("b")->has_self);
}
END_TEST

START_TEST(defaults_of_fields_see_what_stands_further_down)
{
    names_of("struct P { n = BASE }\nfunc make() { return P { } }\nBASE := 3\nprint(make())\n");
    ck_assert_ptr_eq(names_use(ND_NAME, "BASE", 0), names_binding("BASE", 0));
    ck_assert_ptr_eq(names_use(ND_INSTANCE, "P", 0), names_binding("P", 0));
    ck_assert(names_binding("BASE", 0)->maybe_unset);
}
END_TEST

START_TEST(tags_find_their_enum)
{
    names_of("func f() { return Color::Red }\nenum Color { Red, Green }\nx := Result::Ok(1)\n");
    ck_assert_ptr_eq(names_use(ND_TAG, "Color", 0), names_binding("Color", 0));
    ck_assert_ptr_null(names_use(ND_TAG, "Result", 0));
}
END_TEST

START_TEST(try_counts_only_inside_the_body_of_the_same_function)
{
    size_t inside = 0;

    names_of("func f(p) { return func() { try { a := await p } except e { b := await p } } }\n"
             "try {\n try { g := func() { return await 1 } } except e { c := await 2 }\n"
             "} except e { }\n");
    for (size_t i = 1; i <= names_compiler.node_count; i++)
        inside += names_program->in_try[i];
    ck_assert_uint_eq(inside, 2); /* `a` and `c` */
}
END_TEST

TCase *resolve_tests(void)
{
    TCase *t = tcase_create("resolve");

    tcase_add_checked_fixture(t, NULL, names_teardown);
    tcase_add_test(t, a_function_assigns_a_global_above_it);
    tcase_add_test(t, a_function_that_sets_first_has_a_local_of_its_own);
    tcase_add_test(t, a_function_that_reads_first_means_the_global_further_down);
    tcase_add_test(t, a_compound_assignment_reads_first);
    tcase_add_test(t, one_statement_is_evaluated_before_it_declares);
    tcase_add_test(t, a_function_declared_further_down_is_not_assigned_by_accident);
    tcase_add_test(t, an_assigned_function_becomes_a_variable);
    tcase_add_test(t, names_of_blocks_end_with_them);
    tcase_add_test(t, a_spawn_body_is_a_block);
    tcase_add_test(t, what_a_spawn_body_reads_first_its_function_reads_first);
    tcase_add_test(t, loop_variables_are_fresh_and_the_body_may_shadow_them);
    tcase_add_test(t, built_ins_are_around_the_file_and_never_assigned);
    tcase_add_test(t, a_call_of_a_built_in_is_not_taken_over_by_a_variable_further_down);
    tcase_add_test(t, compound_assignment_needs_a_binding);
    tcase_add_test(t, destructuring_assigns_what_is_there_and_declares_the_rest);
    tcase_add_test(t, the_last_of_two_declarations_holds);
    tcase_add_test(t, function_expressions_take_the_name_they_are_bound_to);
    tcase_add_test(t, methods_without_self_see_the_fields);
    tcase_add_test(t, defaults_of_fields_see_what_stands_further_down);
    tcase_add_test(t, tags_find_their_enum);
    tcase_add_test(t, try_counts_only_inside_the_body_of_the_same_function);
    return t;
}
