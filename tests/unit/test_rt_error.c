/* core/error, core/error_show, core/start: errors on their way and the ends of programs. */

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/error_state.h"
#include "core/heap.h"
#include "core/print.h"
#include "core/string_ops.h"
#include "rt_fixture.h"

/* The thread sanitizer keeps calls in a list of fixed length. */
#if defined(__SANITIZE_THREAD__)
#define DEEP_CALLS_BREAK_THE_TOOL 1
#elif defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define DEEP_CALLS_BREAK_THE_TOOL 1
#endif
#endif
#ifndef DEEP_CALLS_BREAK_THE_TOOL
#define DEEP_CALLS_BREAK_THE_TOOL 0
#endif

static const rf_function top   = {"", "main.ruff", NULL, 0, 0, 0, NULL, NULL};
static const rf_function outer = {"outer", "main.ruff", NULL, 0, 0, 0, NULL, NULL};
static const rf_function inner = {"inner", "lib.ruff", NULL, 0, 0, 0, NULL, NULL};

RF_STRING(message_name, 7, "message");
RF_STRING(line_name, 4, "line");
RF_STRING(stack_name, 5, "stack");
RF_STRING(value_name, 5, "value");
RF_STRING(cause_name, 5, "cause");
RF_STRING(code_name, 4, "code");
#define FIELD(e, n) rf_field(&rt_cx, rf_from_object(e), (rf_string *)&n##_name)

START_TEST(the_innermost_place_and_the_whole_stack_are_told)
{
    rf_active above = {NULL, &outer}, own = {&above, &inner};
    rf_error *e;

    rt_cx.active = &own;
    rf_throw(&rt_cx, "bad %d", 7);
    rf_unwind(&rt_cx, &inner, RF_AT(3, 300));
    rf_unwind(&rt_cx, &inner, RF_AT(9, 1));
    e            = rf_catch(&rt_cx, &inner);
    rt_cx.active = NULL;
    rt_is(rf_from_object(e),
          "Error { line: 3, message: bad 7, stack: [outer, inner, inner, inner] }");
    ck_assert_uint_eq(e->column, 255);
    ck_assert_str_eq(e->file, "lib.ruff");
    rt_shows(FIELD(e, message), "bad 7");
    rt_shows(FIELD(e, line), "3");
    rt_shows(FIELD(e, stack), "[outer, inner, inner, inner]");
    rt_shows(FIELD(e, value), "null");
    FIELD(e, cause);
    rt_threw("Field not found: cause");
    FIELD(e, code);
    rt_threw("Field not found: code");
    rf_release_object(&rt_cx, e);
}
END_TEST

START_TEST(the_top_level_has_no_name)
{
    rf_error *e;

    rf_throw_value(&rt_cx, rt_text("boom"));
    rf_unwind_here(&rt_cx, &top, RF_AT(1, 1));
    e = rf_catch(&rt_cx, &top);
    rt_shows(FIELD(e, stack), "[]");
    rt_shows(FIELD(e, value), "boom");
    rf_rethrow(&rt_cx, e);
    rf_unwind(&rt_cx, &outer, RF_AT(5, 5));
    ck_assert_uint_eq(((rf_error *)rt_cx.error)->line, 1);
    rt_threw("boom");
}
END_TEST

START_TEST(any_value_can_be_thrown)
{
    rf_throw_value(&rt_cx, rf_from_int(42));
    rt_threw("42");
    rf_throw_value(&rt_cx, rt_ints(2, 1, 2));
    rt_threw("[1, 2]");
    rf_throw_value(&rt_cx, rf_null);
    rt_threw("null");
}
END_TEST

START_TEST(a_made_error_gets_its_place_when_it_is_thrown)
{
    rf_value  text = rt_text("made"), made = rf_error_make(&rt_cx, text);
    rf_error *e;

    rf_release(&rt_cx, text);
    rt_is(made, "Error { line: 0, message: made, stack: [] }");
    rf_throw_value(&rt_cx, rf_copy(made));
    rf_unwind(&rt_cx, &inner, RF_AT(4, 2));
    e = rf_catch(&rt_cx, &top);
    rt_is(rf_from_object(e), "Error { line: 4, message: made, stack: [inner] }");
    rt_is(made, "Error { line: 0, message: made, stack: [] }");
    ck_assert(rf_equal(&rt_cx, made, rf_from_object(e)));
    rf_throw_value(&rt_cx, rf_from_object(e));
    ck_assert_ptr_eq(rt_cx.error, e);
    rt_threw("made");
    rf_release(&rt_cx, made);
}
END_TEST

START_TEST(an_error_can_become_a_value)
{
    rf_value v;

    rf_throw(&rt_cx, "late");
    v = rf_catch_value(&rt_cx, &outer, RF_AT(8, 1));
    rt_is(v, "Error { line: 8, message: late, stack: [outer] }");
    ck_assert(rf_throw_if_error(&rt_cx, v));
    rt_threw("late");
    ck_assert(!rf_throw_if_error(&rt_cx, rf_null));
    rf_release(&rt_cx, v);
}
END_TEST

START_TEST(a_second_error_is_not_thrown_over_the_first)
{
    rf_throw(&rt_cx, "first");
    rf_throw(&rt_cx, "second");
    rt_threw("first");
}
END_TEST

START_TEST(immutable_bindings_have_their_words)
{
    rf_throw_immutable(&rt_cx, "reassign", "let", "x");
    rt_threw("Cannot reassign immutable let binding: x");
    rf_throw_immutable(&rt_cx, "mutate", "const", "x");
    rt_threw("Cannot mutate const binding: x");
}
END_TEST

START_TEST(calls_of_one_place_in_a_row_are_one_entry)
{
    rf_error *e;

    rf_throw(&rt_cx, "deep");
    for (int i = 0; i < 1000000; i++)
        rf_unwind(&rt_cx, &inner, RF_AT(1, 1));
    rf_unwind(&rt_cx, &inner, RF_AT(2, 1));
    e = rf_catch(&rt_cx, &outer);
    ck_assert_uint_eq(e->depth, 3);
    ck_assert_uint_eq(e->stack[0].times, 1000000);
    ck_assert_uint_eq(e->stack[1].at, RF_AT(2, 1));
    ck_assert_ptr_eq(e->stack[2].function, &outer);
    ck_assert_uint_eq(rf_error_calls(e), 1000002);
    rf_release_object(&rt_cx, e);
}
END_TEST

START_TEST(endless_stacks_keep_both_ends)
{
    rf_error *e;

    rf_throw(&rt_cx, "deep");
    for (int i = 0; i < 1000000; i++)
        rf_unwind(&rt_cx, i % 2 || i > 999000 ? &inner : &outer, RF_AT(i % 255 + 1, 1));
    e = rf_catch(&rt_cx, &outer);
    ck_assert_uint_le(e->depth, 300000);
    ck_assert_ptr_eq(e->stack[0].function, &outer);
    ck_assert_ptr_eq(e->stack[e->depth - 1].function, &outer);
    ck_assert_ptr_eq(e->stack[e->depth - 2].function, &inner);
    ck_assert_ptr_eq(e->stack[e->depth - 3].function, &inner);
    ck_assert_uint_eq(rf_error_calls(e), 1000001);
    rf_release_object(&rt_cx, e);
}
END_TEST

/* ---- whole programs, in a process of their own */

/* Runs a program with both outputs in a file; its status. */
static int run(rf_value (*body)(rf_ctx *cx), char *output, size_t size)
{
    rf_program p       = {body, &top, 2, NULL, RF_ABI_VERSION, NULL};
    char      *args[]  = {(char *)"main.ruff", (char *)"one", NULL};
    FILE      *capture = tmpfile();
    int        out = dup(1), err = dup(2), status;
    size_t     got;

    fflush(stdout);
    dup2(fileno(capture), 1);
    dup2(fileno(capture), 2);
    status = rf_start_plain(&p, 2, args);
    dup2(out, 1);
    dup2(err, 2);
    rewind(capture);
    got         = fread(output, 1, size - 1, capture);
    output[got] = '\0';
    fclose(capture);
    close(out);
    close(err);
    return status;
}

static rf_value prints(rf_ctx *cx)
{
    rf_value parts[] = {rf_from_int(1), rf_null};

    rf_print_line(cx, RF_TO_STDOUT, parts, 2);
    rf_cell_set(cx, cx->globals[1], rf_from_object(rf_dict_new(cx, 0)));
    return rf_null;
}

static rf_value fails(rf_ctx *cx)
{
    static const rf_source sources[] = {
        {"main.ruff", "x\n"}, {"lib.ruff", "1\n\txy: 日z\n"}, {NULL, NULL}};

    rf_release(cx, prints(cx));
    rf_sources_use(sources);
    rf_throw(cx, "no luck");
    rf_throw_help(cx, "try %s", "another");
    rf_unwind(cx, &inner, RF_AT(2, 7));
    for (int i = 0; i < 30; i++)
        rf_unwind(cx, &outer, RF_AT(3, 1));
    rf_unwind(cx, &top, RF_AT(9, 1));
    return rf_null;
}

START_TEST(a_program_runs_to_its_end)
{
    char output[2000];

    ck_assert_int_eq(run(prints, output, sizeof output), 0);
    ck_assert_str_eq(output, "1 null\n");
}
END_TEST

START_TEST(an_uncaught_error_is_reported)
{
    const char *head =
        "1 null\n[RUFRUN001] Runtime Error: no luck\n --> lib.ruff:2:7\n2 | \txy: 日z\n  | \t      ^\n"
        "help: try another\n    in inner, called at main.ruff:3:1\n"
        "    in outer, called at main.ruff:3:1\n    … 28 more\n"
        "    in outer, called at main.ruff:9:1\n";
    char output[2000];

    ck_assert_int_eq(run(fails, output, sizeof output), 4);
    ck_assert_str_eq(output, head);
}
END_TEST

/* Not a tail call, and no test of the stack's limit: the guard has to catch it. */
static int64_t runs_away(rf_ctx *cx, volatile int64_t *n)
{
    volatile int64_t here[64];

    here[0] = *n + 1;
    if (here[0] == INT64_MAX)
        return 0;
    return runs_away(cx, here) + here[0];
}

static rf_value overflows(rf_ctx *cx)
{
    int64_t start = 0;

    rf_release(cx, prints(cx));
    return rf_from_int(runs_away(cx, &start));
}

/* In a process of its own, which is gone afterwards; its exit status. */
static int run_apart(rf_value (*body)(rf_ctx *cx))
{
    rf_program p = {body, &top, 2, NULL, RF_ABI_VERSION, NULL};
    pid_t      child;
    int        status;

    fflush(NULL);
    child = fork();
    if (child == 0) {
        if (!freopen("/dev/null", "w", stdout) || !freopen("/dev/null", "w", stderr))
            _exit(99);
        _exit(rf_start_plain(&p, 0, NULL));
    }
    ck_assert_int_eq(waitpid(child, &status, 0), child);
    ck_assert(WIFEXITED(status));
    return WEXITSTATUS(status);
}

START_TEST(a_stack_that_overflows_ends_the_process_cleanly)
{
    ck_assert_int_eq(run_apart(overflows), 4);
}
END_TEST

static int64_t counts(rf_ctx *cx, int64_t n)
{
    int64_t below;

    if (RF_STACK_LOW(cx)) {
        rf_throw_depth(cx, &inner);
        return 0;
    }
    below = counts(cx, n + 1);
    if (RF_FAILED(cx)) {
        rf_unwind(cx, &inner, RF_AT(1, 1));
        return 0;
    }
    return below + 1;
}

static rf_value recurses(rf_ctx *cx)
{
    rf_error  *e;
    rf_string *text;

    counts(cx, 0);
    e = rf_catch(cx, &top);
    text = rf_string_format(cx, "Maximum call stack depth of %llu exceeded while calling inner",
                            (unsigned long long)rf_error_calls(e));
    if (!rf_string_equal(e->message, text) || rf_error_calls(e) < 100000)
        rf_throw(cx, "%s", e->message->at);
    rf_release_object(cx, text);
    rf_release_object(cx, e);
    return rf_null;
}

START_TEST(endless_recursion_can_be_caught)
{
    char output[200];

    ck_assert_int_eq(run(recurses, output, sizeof output), 0);
    ck_assert_str_eq(output, "");
}
END_TEST

TCase *rt_error_tests(void)
{
    TCase *t = tcase_create("rt/error");

    tcase_set_timeout(t, 60);
    tcase_add_checked_fixture(t, rt_begin, rt_end);
    tcase_add_test(t, the_innermost_place_and_the_whole_stack_are_told);
    tcase_add_test(t, the_top_level_has_no_name);
    tcase_add_test(t, any_value_can_be_thrown);
    tcase_add_test(t, a_made_error_gets_its_place_when_it_is_thrown);
    tcase_add_test(t, an_error_can_become_a_value);
    tcase_add_test(t, a_second_error_is_not_thrown_over_the_first);
    tcase_add_test(t, immutable_bindings_have_their_words);
    tcase_add_test(t, calls_of_one_place_in_a_row_are_one_entry);
    tcase_add_test(t, endless_stacks_keep_both_ends);
    tcase_add_test(t, a_program_runs_to_its_end);
    tcase_add_test(t, an_uncaught_error_is_reported);
    if (!DEEP_CALLS_BREAK_THE_TOOL) {
        tcase_add_test(t, a_stack_that_overflows_ends_the_process_cleanly);
        tcase_add_test(t, endless_recursion_can_be_caught);
    }
    return t;
}
