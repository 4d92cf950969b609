/* ir/verify*.c: broken IR is found. Each test breaks a good function in one way. */

#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "ir/verify.h"
#include "middle_fixture.h"
#include "unit.h"

static const char script[] =
    "func text_of(n) { return \"${n}\" }\n"
    "func work(n, xs) {\n"
    "    out := []\n"
    "    for i in range(n) {\n"
    "        if i == 3 { break }\n"
    "        out.push(text_of(i))\n"
    "    }\n"
    "    try { out.push(xs[n]) } except e { print(e) }\n"
    "    return out\n"
    "}\n"
    "func held(n) { s := text_of(n)\n"
    "    return n + len(s) }\n"
    "names := [\"a\"]\n"
    "func change() { names[0] := \"b\"\n"
    "    return \"c\" }\n"
    "func pair() { return names[0] + change() }\n"
    "struct P { s }\n"
    "func taken(p) { p.s := \"\"\n"
    "    return p.s }\n"
    "func given() { p := P { s: text_of(1) }\n"
    "    return p.s + taken(p) }\n"
    "func fresh() { return [\"a\"] }\n"
    "func unused(n) { text_of(n)\n"
    "    return n }\n"
    "func looking() {\n"
    "    for w in fresh() { print(w) } }\n"
    "gen labels(n) { s := text_of(n)\n"
    "    yield s\n"
    "    yield s }\n"
    "print(work(1, [\"a\"]), held(2), pair(), given(), looking(), unused(1))\n"
    "for l in [labels(1)][0] { print(l) }\n";

static IrProgram *program;

static IrFunc *func_after(const char *name, const char *pass)
{
    program = lowered_of(script, pass);
    return func_of(program, name);
}

static IrForm form_after(const char *pass)
{
    IrForm form = FORM_BUILT;

    for (size_t i = 0; i < pass_count; i++)
        if (strcmp(passes[i].name, pass) == 0)
            form = passes[i].leaves;
    return form;
}

/* Verifies in a process of its own, which must end with a message that holds `words`. */
static void expect_broken(IrFunc *f, const char *pass, const char *words)
{
    int         fd = capture_begin(), status;
    const char *said;
    pid_t       child = fork();

    ck_assert_int_ge(child, 0);
    if (child == 0) {
        dup2(fd, STDERR_FILENO);
        ir_verify(program->c, f, pass, form_after(pass));
        _exit(0);
    }
    ck_assert_int_eq(waitpid(child, &status, 0), child);
    said = capture_end(&names_compiler.arena, fd);
    ck_assert_msg(WIFEXITED(status) && WEXITSTATUS(status) == EXIT_BROKEN,
                  "nothing was found; wanted: %s", words);
    ck_assert_msg(strstr(said, words) != NULL, "said:\n%s\nand not: %s", said, words);
}

/* ---- shape ---- */

START_TEST(good_functions_pass)
{
    lowered_of(script, NULL); /* verifies every function after every pass */
}
END_TEST

START_TEST(an_operand_out_of_range)
{
    IrFunc *f = func_after("work", "effects");

    find_op(f, IR_COMPARE, 0)->args[0] = 9999;
    expect_broken(f, "effects", "there is none");
}
END_TEST

START_TEST(a_missing_operand)
{
    IrFunc *f = func_after("work", "effects");

    find_op(f, IR_COMPARE, 0)->arg_count = 1;
    expect_broken(f, "effects", "1 operands");
}
END_TEST

START_TEST(an_operand_of_another_representation)
{
    IrFunc *f = func_after("work", "effects");

    find_op(f, IR_RAW_INT, 0)->args[0] = find_op(f, IR_MOVE, 0)->dst; /* the array */
    expect_broken(f, "effects", "representation");
}
END_TEST

START_TEST(a_temporary_used_before_it_is_set)
{
    IrFunc *f = func_after("work", "effects");

    find_op(f, IR_MOVE, 0)->args[0] = find_op(f, IR_CALL, 0)->dst;
    f->regs.at[find_op(f, IR_CALL, 0)->dst].rep = f->regs.at[find_op(f, IR_MOVE, 0)->dst].rep;
    expect_broken(f, "effects", "is used before or outside of what sets it");
}
END_TEST

START_TEST(a_temporary_set_twice)
{
    IrFunc *f = func_after("work", "effects");

    find_op(f, IR_INT, 1)->dst = find_op(f, IR_INT, 0)->dst;
    expect_broken(f, "effects", "set a second time");
}
END_TEST

START_TEST(a_result_without_register)
{
    IrFunc *f = func_after("work", "effects");

    find_op(f, IR_CALL, 0)->dst = NO_REG;
    expect_broken(f, "effects", "nobody takes its result");
}
END_TEST

START_TEST(a_call_with_another_number_of_arguments)
{
    IrFunc *f = func_after("work", "effects");

    find_op(f, IR_CALL, 0)->arg_count = 0;
    expect_broken(f, "effects", "the function takes 1");
}
END_TEST

START_TEST(a_break_out_of_a_loop_that_is_elsewhere)
{
    IrFunc *f = func_after("work", "effects");

    find_op(f, IR_BREAK, 0)->imm.loop = find_op(f, IR_IF, 0);
    expect_broken(f, "effects", "no such loop around it");
}
END_TEST

START_TEST(a_list_whose_end_is_elsewhere)
{
    IrFunc *f = func_after("work", "effects");

    f->body.last = f->body.first;
    expect_broken(f, "effects", "ends a list that ends elsewhere");
}
END_TEST

START_TEST(a_jump_to_a_label_that_does_not_stand)
{
    IrFunc *f = func_after("work", "errors");

    find_op(f, IR_LABEL, 0)->imm.label = find_op(f, IR_LABEL, 1)->imm.label;
    expect_broken(f, "errors", "stands");
}
END_TEST

START_TEST(a_count_before_its_time)
{
    IrFunc *f = func_after("work", "effects");

    find_op(f, IR_CALL, 0)->retain_dst = true;
    expect_broken(f, "effects", "counts too early");
}
END_TEST

START_TEST(two_waits_with_one_state)
{
    IrFunc *f = func_after("labels", "resumable");

    find_op(f, IR_YIELD, 1)->fixed = 1;
    expect_broken(f, "resumable", "no state of its own");
}
END_TEST

START_TEST(a_yield_outside_of_a_generator)
{
    IrFunc *f = func_after("labels", "effects");

    f->kind = IRF_PLAIN;
    expect_broken(f, "effects", "in a function that cannot wait");
}
END_TEST

/* ---- counts ---- */

START_TEST(an_owner_that_is_never_released)
{
    IrFunc *f    = func_after("unused", "errors");
    Inst   *call = find_op(f, IR_CALL, 0);

    ck_assert_int_eq(call->next->op, IR_RELEASE);
    call->next = call->next->next;
    expect_broken(f, "errors", "still holds a count on the way out");
}
END_TEST

START_TEST(an_owner_that_is_released_twice)
{
    IrFunc *f       = func_after("text_of", "errors");
    Inst   *taken = find_op(f, IR_RETURN, 0), *release = ir_inst(program, IR_RELEASE),
         *before = f->body.first;

    release->args      = ARENA_ARRAY(&program->c->arena, RegId, 1);
    release->args[0]   = taken->args[0];
    release->arg_count = 1;
    while (before->next != taken)
        before = before->next;
    before->next  = release;
    release->next = taken;
    expect_broken(f, "errors", "is used though its count is gone");
}
END_TEST

START_TEST(a_variable_that_is_not_cleared_when_it_is_moved)
{
    IrFunc *f = func_after("work", "errors");

    find_op(f, IR_RETURN, 0)->cleared = 0;
    expect_broken(f, "errors", "is released on the way out though its count is gone");
}
END_TEST

START_TEST(a_variable_that_no_exit_looks_after)
{
    IrFunc *f = func_after("held", "errors");

    f->regs.at[find_op(f, IR_MOVE, 0)->dst].cleanup = false;
    expect_broken(f, "errors", "still holds a count on the way out");
}
END_TEST

START_TEST(an_assignment_that_forgets_the_old_value)
{
    IrFunc *f = func_after("work", "errors");
    Inst   *push = find_op(f, IR_CALL_C, 0);

    while (push->next->op != IR_MOVE)
        push = push->next;
    push->cleared     = 0;
    push->moved       = 0;
    push->next->fresh = true;
    expect_broken(f, "errors", "is overwritten while it holds a count");
}
END_TEST

START_TEST(a_count_outside_the_frame_over_a_wait)
{
    IrFunc *f = func_after("labels", "resumable");
    RegId   s = find_op(f, IR_MOVE, 0)->dst;

    f->regs.at[s].in_frame = false;
    expect_broken(f, "resumable", "holds a count over a wait, outside the frame");
}
END_TEST

/* ---- views ---- */

START_TEST(a_view_of_a_global_over_a_call)
{
    IrFunc *f = func_after("pair", "ownership");
    Inst   *kept = f->body.first;

    while (!kept->retain_dst)
        kept = kept->next;
    f->regs.at[kept->dst].owns = false;
    expect_broken(f, "ownership", "looks at what may be gone here");
}
END_TEST

START_TEST(a_view_of_a_variable_that_is_given_away)
{
    IrFunc *f    = func_after("given", "ownership");
    Inst   *view = find_op(f, IR_FIELD_GET, 0);

    ck_assert(view->retain_dst);
    f->regs.at[view->dst].owns = false;
    expect_broken(f, "ownership", "looks at what may be gone here");
}
END_TEST

START_TEST(a_loop_variable_whose_keeper_is_gone)
{
    IrFunc *f    = func_after("looking", "errors");
    Inst   *loop = find_op(f, IR_LOOP, 0), *before = loop, *release;

    while (before->next->op != IR_RELEASE || !f->regs.at[before->next->args[0]].owns)
        before = before->next;
    release             = before->next;
    before->next        = release->next; /* from behind the loop to its start */
    release->next       = loop->other.first;
    loop->other.first = release;
    expect_broken(f, "errors", "looks at what may be gone");
}
END_TEST

TCase *verify_tests(void)
{
    TCase *t = tcase_create("verify");

    tcase_add_checked_fixture(t, NULL, names_teardown);
    tcase_add_test(t, good_functions_pass);
    tcase_add_test(t, an_operand_out_of_range);
    tcase_add_test(t, a_missing_operand);
    tcase_add_test(t, an_operand_of_another_representation);
    tcase_add_test(t, a_temporary_used_before_it_is_set);
    tcase_add_test(t, a_temporary_set_twice);
    tcase_add_test(t, a_result_without_register);
    tcase_add_test(t, a_call_with_another_number_of_arguments);
    tcase_add_test(t, a_break_out_of_a_loop_that_is_elsewhere);
    tcase_add_test(t, a_list_whose_end_is_elsewhere);
    tcase_add_test(t, a_jump_to_a_label_that_does_not_stand);
    tcase_add_test(t, a_count_before_its_time);
    tcase_add_test(t, two_waits_with_one_state);
    tcase_add_test(t, a_yield_outside_of_a_generator);
    tcase_add_test(t, an_owner_that_is_never_released);
    tcase_add_test(t, an_owner_that_is_released_twice);
    tcase_add_test(t, a_variable_that_is_not_cleared_when_it_is_moved);
    tcase_add_test(t, a_variable_that_no_exit_looks_after);
    tcase_add_test(t, an_assignment_that_forgets_the_old_value);
    tcase_add_test(t, a_count_outside_the_frame_over_a_wait);
    tcase_add_test(t, a_view_of_a_global_over_a_call);
    tcase_add_test(t, a_view_of_a_variable_that_is_given_away);
    tcase_add_test(t, a_loop_variable_whose_keeper_is_gone);
    return t;
}
