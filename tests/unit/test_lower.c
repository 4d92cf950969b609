/* lower/: what each pass leaves. Every pass of these programs is verified as well. */

#include "middle_fixture.h"
#include "unit.h"

/* ---- effects ---- */

START_TEST(what_cannot_fail_does_not_throw)
{
    IrProgram *p = lowered_of("func area(w, h) { return w * h }\nfunc count(n) { return n + 1 }\n"
                              "print(area(1.5, 2.5), count(1))",
                              "effects");

    ck_assert(!func_of(p, "area")->throws);
    ck_assert(func_of(p, "count")->throws);
    ck_assert_int_eq(func_of(p, "count")->throws_cause.op, IR_ADD_INT);
}
END_TEST

START_TEST(a_handler_keeps_errors_inside)
{
    IrProgram *p =
        lowered_of("func f(n) { try { return n + 1 } except e { return 0 } }\n"
                   "func g(n) { try { return n + 1 } finally { print(1) } }\nprint(f(1), g(1))",
                   "effects");

    ck_assert(!func_of(p, "f")->throws);
    ck_assert(func_of(p, "g")->throws);
}
END_TEST

START_TEST(only_functions_on_a_cycle_test_the_stack)
{
    IrProgram *p = lowered_of(
        "func a(n) { if n < 1 { return 0 }\nreturn b(n) }\nfunc b(n) { return a(n - 1) }\n"
        "func c(n) { return a(n) }\nprint(c(3))",
        "effects");

    ck_assert(func_of(p, "a")->checks_depth && func_of(p, "b")->checks_depth);
    ck_assert(!func_of(p, "c")->checks_depth);
    ck_assert_uint_eq(count_op(func_of(p, "a"), IR_DEPTH), 1);
}
END_TEST

START_TEST(the_stack_test_stands_behind_the_end_of_a_recursion)
{
    IrProgram *p = lowered_of(
        "func fib(n) { if n < 2 { return n }\nreturn fib(n - 1) + fib(n - 2) }\nprint(fib(5))",
        "effects");
    const Inst *in = func_of(p, "fib")->body.first;

    while (in->op != IR_IF && in->op != IR_DEPTH)
        in = in->next;
    ck_assert_int_eq(in->op, IR_IF);
}
END_TEST

START_TEST(only_what_a_try_may_stand_above_shows_in_stacks)
{
    IrProgram *p = lowered_of(
        "func inner() { try { throw(\"x\") } except e { return e } }\n"
        "func outer() { return inner() }\nfunc other() { return 1 }\nprint(outer(), other())",
        "effects");

    ck_assert(func_of(p, "outer")->keeps_active);
    ck_assert(!func_of(p, "other")->keeps_active && !func_of(p, "inner")->keeps_active);
}
END_TEST

/* ---- parameters and moves ---- */

START_TEST(a_parameter_is_owned_when_it_is_changed_or_returned)
{
    IrProgram *p =
        lowered_of("func look(xs) { return len(xs) }\nfunc change(xs) { xs.push(1)\nreturn 0 }\n"
                   "func back(xs) { return xs }\nys := [1]\nprint(look(ys), change(ys), back(ys))",
                   "parameters");

    ck_assert_uint_eq(func_of(p, "look")->owned_params, 0);
    ck_assert_uint_eq(func_of(p, "change")->owned_params, 1);
    ck_assert_uint_eq(func_of(p, "back")->owned_params, 1);
    ck_assert_int_eq(func_of(p, "back")->owned_causes[0].op, IR_RETURN);
}
END_TEST

START_TEST(a_parameter_handed_on_as_owned_is_owned)
{
    IrProgram *p = lowered_of("func keep(xs) { xs.push(1)\nreturn xs }\nfunc pass(xs) { return "
                              "keep(xs) }\nprint(pass([1]))",
                              "parameters");

    ck_assert_uint_eq(func_of(p, "pass")->owned_params, 1);
    ck_assert_ptr_eq(func_of(p, "pass")->owned_causes[0].callee, func_of(p, "keep"));
}
END_TEST

START_TEST(generators_own_their_parameters)
{
    IrProgram *p =
        lowered_of("gen g(xs) { yield len(xs) }\nfor x in g([1]) { print(x) }", "parameters");

    ck_assert_uint_eq(func_of(p, "g")->owned_params, 1);
}
END_TEST

START_TEST(the_last_use_moves_and_an_earlier_one_copies)
{
    IrProgram *p =
        lowered_of("func twice(a) { xs := [a]\nys := xs\nreturn [xs, ys] }\n"
                   "func f() { xs := [1]\nys := xs\nxs.push(2)\nreturn ys }\nprint(f(), twice(1))",
                   "moves");
    IrFunc *f = func_of(p, "f");

    ck_assert_uint_eq(find_op(f, IR_MOVE, 1)->moved, 0);   /* ys := xs: xs is used again */
    ck_assert_uint_eq(find_op(f, IR_RETURN, 0)->moved, 1); /* return ys */
}
END_TEST

START_TEST(what_a_handler_reads_is_not_moved_before)
{
    IrProgram *p = lowered_of("func f(xs) { try { ys := xs\nthrow(\"e\") } except e { return xs "
                              "}\nreturn [] }\nprint(f([1]))",
                              "moves");

    ck_assert_uint_eq(find_op(func_of(p, "f"), IR_MOVE, 0)->moved, 0);
}
END_TEST

START_TEST(what_the_next_round_reads_is_not_moved)
{
    IrProgram *p = lowered_of("func f(n) { xs := [1]\nall := []\nfor i in range(n) { all.push(xs) "
                              "}\nreturn all }\nprint(f(2))",
                              "moves");
    IrFunc    *f = func_of(p, "f");

    for (size_t i = 0; i < count_op(f, IR_MOVE); i++)
        ck_assert(
            !(find_op(f, IR_MOVE, i)->moved & 1) ||
            f->regs.at[find_op(f, IR_MOVE, i)->args[0]].name == 0 ||
            text_equal(symbol_text(p->c->symbols, f->regs.at[find_op(f, IR_MOVE, i)->args[0]].name),
                       TEXT("all")));
}
END_TEST

START_TEST(an_append_takes_the_array_and_gives_it_back)
{
    IrProgram *p = lowered_of("func f() { xs := []\nxs.push(1)\nreturn xs }\nprint(f())", "moves");
    Inst      *push = find_op(func_of(p, "f"), IR_CALL_C, 0);

    ck_assert_str_eq(push->imm.symbol, "rf_ints_push");
    ck_assert_uint_eq(push->moved & 1, 1);
    ck_assert_uint_eq(push->cleared & 1, 0);
    ck_assert(push->next->op == IR_MOVE && push->next->fresh);
}
END_TEST

/* ---- unique ---- */

START_TEST(the_test_for_one_owner_leaves_the_loop)
{
    IrProgram *p = lowered_of(
        "func f(n) { xs := [0, 0]\nfor i in range(n) { xs[i] := 1 }\nreturn xs }\nprint(f(2))",
        "unique");
    IrFunc    *f = func_of(p, "f");

    ck_assert_uint_eq(count_calls(&f->body, "rf_array_unique"), 1);
    ck_assert_uint_eq(count_calls(&find_op(f, IR_LOOP, 0)->body, "rf_array_unique"), 0);
}
END_TEST

START_TEST(the_test_stays_where_the_loop_shares_the_array)
{
    IrProgram *p = lowered_of("func f(n) { xs := [0, 0]\nall := []\nfor i in range(n) { xs[i] := "
                              "1\nall.push(xs) }\nreturn all }\nprint(f(2))",
                              "unique");

    ck_assert_uint_eq(count_calls(&find_op(func_of(p, "f"), IR_LOOP, 0)->body, "rf_array_unique"),
                      1);
}
END_TEST

/* ---- borrow ---- */

static const Reg *variable_of(const IrProgram *p, const char *function, const char *name)
{
    IrFunc *f = func_of(p, function);

    for (RegId r = 1; r < f->regs.len; r++)
        if (f->regs.at[r].is_var &&
            text_equal(symbol_text(p->c->symbols, f->regs.at[r].name), text_of(name)))
            return &f->regs.at[r];
    ck_abort_msg("%s has no variable %s", function, name);
}

START_TEST(a_loop_that_only_looks_owns_nothing)
{
    IrProgram *p = lowered_of(
        "func f(ws) { n := 0\nfor w in ws { n += len(w) }\nreturn n }\nprint(f([\"a\"]))",
        "ownership");
    IrFunc    *f = func_of(p, "f");

    ck_assert_uint_eq(f->owned_params, 0);
    ck_assert(!variable_of(p, "f", "w")->owns);
    for (RegId r = 1; r < f->regs.len; r++)
        ck_assert(!f->regs.at[r].owns);
}
END_TEST

START_TEST(a_loop_variable_that_is_assigned_owns)
{
    IrProgram *p = lowered_of("func f(ws) { for w in ws { w := w + \"x\"\nprint(w) } }\nf([\"a\"])",
                              "parameters");

    ck_assert(variable_of(p, "f", "w")->owns);
}
END_TEST

START_TEST(a_loop_keeps_the_array_that_its_body_changes)
{
    IrProgram *p = lowered_of("func f(ws) { for w in ws { ws.push(w)\nif len(ws) > 9 { break } "
                              "}\nreturn ws }\nprint(f([\"a\"]))",
                              "parameters");

    ck_assert(!variable_of(p, "f", "w")->owns);
    ck_assert_ptr_nonnull(strstr(type_words(variable_of(p, "f", "ws")->type), "array"));
    ck_assert(func_of(p, "f")->regs.at[variable_of(p, "f", "w")->keeper].owns);
}
END_TEST

/* ---- ownership ---- */

START_TEST(a_result_nobody_takes_is_released)
{
    IrProgram *p = lowered_of("func g(n) { return [n] }\nfunc f() { g(1) }\nf()", "ownership");
    IrFunc    *f = func_of(p, "f");

    ck_assert_uint_eq(find_op(f, IR_RELEASE, 0)->args[0], find_op(f, IR_CALL, 0)->dst);
}
END_TEST

START_TEST(a_view_of_a_global_is_kept_over_a_call)
{
    IrProgram *p = lowered_of("names := [\"a\"]\nfunc change() { names := [\"b\"]\nreturn \"c\" }\n"
                              "func pair() { return names[0] + change() }\nprint(pair())",
                              "ownership");
    IrFunc *f = func_of(p, "pair");
    bool    kept = false;

    for (size_t i = 0; i < count_op(f, IR_RETAIN); i++)
        kept = kept || f->regs.at[find_op(f, IR_RETAIN, i)->args[0]].owns;
    ck_assert(kept);
}
END_TEST

START_TEST(reading_an_element_counts_nothing)
{
    IrProgram *p = lowered_of("func f(xs) { return len(xs[0]) }\nprint(f([\"a\"]))", "ownership");
    IrFunc    *f = func_of(p, "f");

    ck_assert_uint_eq(count_op(f, IR_RETAIN) + count_op(f, IR_RELEASE), 0);
}
END_TEST

/* ---- errors ---- */

START_TEST(a_try_becomes_labels)
{
    IrProgram *p = lowered_of(
        "func f(n) { try { return n + 1 } except e { return 0 } }\nprint(f(1))", "errors");
    IrFunc    *f = func_of(p, "f");

    ck_assert_uint_eq(count_op(f, IR_TRY), 0);
    ck_assert_uint_eq(find_op(f, IR_ADD_INT, 0)->on_error, find_op(f, IR_LABEL, 0)->imm.label);
    ck_assert_uint_eq(count_op(f, IR_CATCH), 1);
}
END_TEST

START_TEST(every_way_out_runs_through_one_finally_block)
{
    IrProgram *p = lowered_of("func f(n) { for i in range(n) { try { if i == 1 { break }\nif i == "
                              "2 { return i } } finally { print(i) } }\n"
                              "return 0 }\nprint(f(3))",
                              "errors");
    IrFunc *f = func_of(p, "f");

    ck_assert_uint_eq(count_op(f, IR_CALL_LIST), 1); /* the print stands once */
    ck_assert_uint_eq(count_op(f, IR_SAVE_ERROR), 1);
    ck_assert_uint_eq(count_op(f, IR_RAISE), 1);
}
END_TEST

START_TEST(a_try_without_anything_that_fails_still_lowers)
{
    IrProgram *p = lowered_of("func f() { try { x := 1 } except e { print(e) } finally { y := 2 "
                              "}\nreturn 3 }\nprint(f())",
                              "resumable");

    ck_assert_uint_eq(count_op(func_of(p, "f"), IR_TRY), 0);
}
END_TEST

/* ---- resumable ---- */

START_TEST(each_wait_has_a_state_of_its_own)
{
    IrProgram *p =
        lowered_of("gen g() { yield 1\nyield 2 }\nfor x in [g()][0] { print(x) }", "resumable");
    IrFunc    *f = func_of(p, "g");

    ck_assert_uint_eq(f->state_count, 2);
    ck_assert_uint_eq(find_op(f, IR_YIELD, 0)->fixed, 1);
    ck_assert_uint_eq(find_op(f, IR_YIELD, 1)->fixed, 2);
}
END_TEST

START_TEST(variables_of_a_generator_live_in_the_frame)
{
    IrProgram *p = lowered_of(
        "gen g(n) { i := n + 1\nyield i\nyield i }\nfor x in [g(1)][0] { print(x) }", "resumable");
    IrFunc    *f = func_of(p, "g");

    for (RegId r = 1; r < f->regs.len; r++)
        ck_assert_int_eq(f->regs.at[r].in_frame, f->regs.at[r].is_var);
}
END_TEST

TCase *lower_tests(void)
{
    TCase *t = tcase_create("lower");

    tcase_add_checked_fixture(t, NULL, names_teardown);
    tcase_add_test(t, what_cannot_fail_does_not_throw);
    tcase_add_test(t, a_handler_keeps_errors_inside);
    tcase_add_test(t, only_functions_on_a_cycle_test_the_stack);
    tcase_add_test(t, the_stack_test_stands_behind_the_end_of_a_recursion);
    tcase_add_test(t, only_what_a_try_may_stand_above_shows_in_stacks);
    tcase_add_test(t, a_parameter_is_owned_when_it_is_changed_or_returned);
    tcase_add_test(t, a_parameter_handed_on_as_owned_is_owned);
    tcase_add_test(t, generators_own_their_parameters);
    tcase_add_test(t, the_last_use_moves_and_an_earlier_one_copies);
    tcase_add_test(t, what_a_handler_reads_is_not_moved_before);
    tcase_add_test(t, what_the_next_round_reads_is_not_moved);
    tcase_add_test(t, an_append_takes_the_array_and_gives_it_back);
    tcase_add_test(t, the_test_for_one_owner_leaves_the_loop);
    tcase_add_test(t, the_test_stays_where_the_loop_shares_the_array);
    tcase_add_test(t, a_loop_that_only_looks_owns_nothing);
    tcase_add_test(t, a_loop_variable_that_is_assigned_owns);
    tcase_add_test(t, a_loop_keeps_the_array_that_its_body_changes);
    tcase_add_test(t, a_result_nobody_takes_is_released);
    tcase_add_test(t, a_view_of_a_global_is_kept_over_a_call);
    tcase_add_test(t, reading_an_element_counts_nothing);
    tcase_add_test(t, a_try_becomes_labels);
    tcase_add_test(t, every_way_out_runs_through_one_finally_block);
    tcase_add_test(t, a_try_without_anything_that_fails_still_lowers);
    tcase_add_test(t, each_wait_has_a_state_of_its_own);
    tcase_add_test(t, variables_of_a_generator_live_in_the_frame);
    return t;
}
