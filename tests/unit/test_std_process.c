/* std/process/child.c: children, what they write, and how they end. */

#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "std/process/child.h"
#include "unit.h"

/* Runs a command of the shell; the outcome is the caller's to drop. */
static void run(rf_child *c, const char *command, rf_outcome *o)
{
    char *argv[] = {"/bin/sh", "-c", (char *)command, NULL};
    char *env[]  = {"PATH=/usr/bin:/bin", NULL};

    c->argv = argv;
    c->env  = env;
    if (c->deadline == 0)
        c->deadline = rf_child_clock() + 20000;
    rf_child_run(c, o);
}

static rf_child plain(void)
{
    return (rf_child){.input = RF_INPUT_NONE, .stop = -1, .most = 1000};
}

START_TEST(both_outputs_are_taken)
{
    rf_child   c = plain();
    rf_outcome o;

    run(&c, "printf out; printf er >&2; exit 5", &o);
    ck_assert_int_eq(o.error, 0);
    ck_assert_int_eq(o.exit_code, 5);
    ck_assert_uint_eq(o.out.size, 3);
    ck_assert(memcmp(o.out.at, "out", 3) == 0);
    ck_assert_uint_eq(o.err.size, 2);
    ck_assert(!o.timed_out && !o.stopped && !o.out.truncated);
    rf_outcome_drop(&o);
}
END_TEST

START_TEST(no_more_than_asked_is_kept)
{
    rf_child   c = plain();
    rf_outcome o;

    c.most = 10;
    run(&c, "i=0; while [ $i -lt 1000 ]; do echo 0123456789; i=$((i + 1)); done", &o);
    ck_assert_int_eq(o.exit_code, 0);
    ck_assert_uint_eq(o.out.size, 10);
    ck_assert(o.out.truncated);
    rf_outcome_drop(&o);
    c.ends_full = true;
    run(&c, "while :; do echo 0123456789; done", &o);
    ck_assert_int_eq(o.exit_code, -1);
    ck_assert(o.out.truncated && !o.timed_out);
    rf_outcome_drop(&o);
}
END_TEST

START_TEST(time_is_limited)
{
    rf_child   c     = plain();
    int64_t    begun = rf_child_clock();
    rf_outcome o;

    c.deadline = begun + 50;
    run(&c, "sh -c 'sleep 10; true'; true", &o);
    ck_assert(o.timed_out);
    ck_assert_int_eq(o.exit_code, -1);
    ck_assert_int_lt(rf_child_clock() - begun, 8000);
    rf_outcome_drop(&o);
}
END_TEST

START_TEST(it_can_be_stopped)
{
    rf_child   c    = plain();
    int        stop = eventfd(1, EFD_CLOEXEC);
    rf_outcome o;

    c.stop = stop;
    run(&c, "sleep 10", &o);
    ck_assert(o.stopped && !o.timed_out);
    rf_outcome_drop(&o);
    close(stop);
}
END_TEST

START_TEST(who_is_left_behind_is_not_waited_for)
{
    rf_child   c     = plain();
    int64_t    begun = rf_child_clock();
    rf_outcome o;

    run(&c, "sleep 3 & printf done", &o);
    ck_assert_int_eq(o.exit_code, 0);
    ck_assert_uint_eq(o.out.size, 4);
    ck_assert_int_lt(rf_child_clock() - begun, 2500);
    rf_outcome_drop(&o);
}
END_TEST

START_TEST(there_may_be_no_such_program)
{
    char      *argv[] = {"no-such-program-xyz", NULL}, *env[] = {NULL};
    rf_child   c = plain();
    rf_outcome o;

    c.argv = argv;
    c.env  = env;
    rf_child_run(&c, &o);
    ck_assert_int_eq(o.error, 2);
    rf_outcome_drop(&o);
}
END_TEST

TCase *std_process_tests(void)
{
    TCase *t = tcase_create("std_process");

    tcase_set_timeout(t, 60);
    tcase_add_test(t, both_outputs_are_taken);
    tcase_add_test(t, no_more_than_asked_is_kept);
    tcase_add_test(t, time_is_limited);
    tcase_add_test(t, it_can_be_stopped);
    tcase_add_test(t, who_is_left_behind_is_not_waited_for);
    tcase_add_test(t, there_may_be_no_such_program);
    return t;
}
