/* task/channel.c, task/spawn.c: messages between threads */

#include <check.h>
#include <string.h>

#include "task_program.h"
#include "unit.h"

enum { SENDERS = 4, RECEIVERS = 3, EACH = 2000 };

static rf_value number(int64_t i)
{
    return rf_from_int(i);
}

/* ---- one thread */

static rf_value one_thread(rf_ctx *cx)
{
    rf_value ch = rf_channel_new(cx, rf_absent, AT(1)), v;

    for (int i = 0; i < 100; i++)
        ck_assert(rf_send(cx, ch, number(i), AT(2)).as.i);
    v = call_method(cx, ch, "len", NULL, 0);
    ck_assert_int_eq(v.as.i, 100);
    for (int i = 0; i < 100; i++)
        ck_assert_int_eq(rf_receive(cx, ch, AT(3)).as.i, i);
    ck_assert_int_eq(call_method(cx, ch, "try_receive", NULL, 0).tag, RF_NULL);
    ck_assert_int_eq(rf_receive_timeout(cx, ch, number(5), AT(4)).tag, RF_NULL);
    call_method(cx, ch, "close", NULL, 0);
    ck_assert_int_eq(rf_receive(cx, ch, AT(5)).tag, RF_NULL);
    ck_assert_str_eq(taken_error(cx), "Channel closed");
    rf_send(cx, ch, number(1), AT(6));
    ck_assert_str_eq(taken_error(cx), "Channel closed");
    rf_release(cx, ch);
    return rf_null;
}

START_TEST(messages_come_in_order_and_the_end_is_told)
{
    ck_assert_int_eq(run_program(one_thread), 0);
}
END_TEST

static rf_value bad_arguments(rf_ctx *cx)
{
    rf_value bad[] = {number(-1), rf_from_float(1.5), rf_null};
    rf_value ch    = rf_channel_new(cx, rf_absent, AT(1));

    for (int i = 0; i < 3; i++) {
        rf_channel_new(cx, bad[i], AT(1));
        ck_assert_str_ne(taken_error(cx), "");
    }
    rf_receive_timeout(cx, ch, number(-1), AT(2));
    ck_assert_str_ne(taken_error(cx), "");
    rf_receive_timeout(cx, ch, rf_null, AT(2));
    ck_assert_str_ne(taken_error(cx), "");
    rf_send(cx, number(3), number(3), AT(2));
    ck_assert_str_eq(taken_error(cx), "Unknown method: send");
    rf_release(cx, ch);
    return rf_null;
}

START_TEST(arguments_without_sense_throw)
{
    ck_assert_int_eq(run_program(bad_arguments), 0);
}
END_TEST

/* ---- many threads */

BLOCK(sender)
{
    for (int64_t i = 0; i < EACH; i++)
        rf_send(cx, self->captures[0], number(self->captures[1].as.i * EACH + i), AT(10));
    rf_send(cx, self->captures[2], rf_null, AT(11));
    return rf_null;
}

BLOCK(receiver)
{
    int64_t  sum = 0, count = 0, last[SENDERS];
    rf_value v;

    memset(last, -1, sizeof last);
    while (rf_channel_next(cx, self->captures[0].as.o, &v, AT(20))) {
        ck_assert_int_gt(v.as.i, last[v.as.i / EACH]);
        last[v.as.i / EACH] = v.as.i;
        sum += v.as.i;
        count++;
    }
    rf_send(cx, self->captures[1], number(sum), AT(21));
    rf_send(cx, self->captures[1], number(count), AT(21));
    return rf_null;
}

static rf_value many(rf_ctx *cx, rf_value room)
{
    rf_value ch = rf_channel_new(cx, room, AT(1)), done = rf_channel_new(cx, rf_absent, AT(1));
    rf_value sums  = rf_channel_new(cx, rf_absent, AT(1));
    int64_t  total = 0, n = (int64_t)SENDERS * EACH;

    for (int i = 0; i < RECEIVERS; i++)
        spawn_now(cx, &receiver_block, ch, sums, rf_null);
    for (int i = 0; i < SENDERS; i++)
        spawn_now(cx, &sender_block, ch, number(i), done);
    for (int i = 0; i < SENDERS; i++)
        rf_receive(cx, done, AT(30));
    call_method(cx, ch, "close", NULL, 0);
    for (int i = 0; i < 2 * RECEIVERS; i++)
        total += rf_receive(cx, sums, AT(31)).as.i;
    ck_assert_int_eq(total, n * (n - 1) / 2 + n);
    rf_release(cx, ch);
    rf_release(cx, done);
    rf_release(cx, sums);
    return rf_null;
}

static rf_value many_unbounded(rf_ctx *cx)
{
    return many(cx, rf_absent);
}

static rf_value many_bounded(rf_ctx *cx)
{
    return many(cx, number(3));
}

static rf_value many_rendezvous(rf_ctx *cx)
{
    return many(cx, number(0));
}

START_TEST(every_message_arrives_once)
{
    ck_assert_int_eq(run_program(many_unbounded), 0);
    ck_assert_int_eq(run_program(many_bounded), 0);
    ck_assert_int_eq(run_program(many_rendezvous), 0);
}
END_TEST

/* ---- the ends of programs */

BLOCK(waits_for_ever)
{
    rf_receive(cx, self->captures[0], AT(40));
    ck_abort();
    return rf_null;
}

static rf_value forgets(rf_ctx *cx)
{
    rf_value ch = rf_channel_new(cx, rf_absent, AT(1));

    spawn_now(cx, &waits_for_ever_block, ch, rf_null, rf_null);
    rf_release(cx, ch);
    return rf_null;
}

START_TEST(who_waits_for_ever_is_dropped)
{
    ck_assert_int_eq(run_program(forgets), 0);
}
END_TEST

static rf_value stuck(rf_ctx *cx)
{
    rf_value ch = rf_channel_new(cx, rf_absent, AT(1));

    rf_release(cx, spawn_with(cx, &waits_for_ever_block, ch, rf_null, rf_null, AT(38)));
    rf_receive(cx, ch, AT(41));
    return rf_null;
}

START_TEST(a_deadlock_is_reported)
{
    char err[1000];

    ck_assert_int_eq(run_apart(stuck, err, sizeof err), 4);
    ck_assert_ptr_nonnull(strstr(err, "Deadlock: "));
    ck_assert_ptr_nonnull(strstr(err, "  main waits to receive at test.ruff:41\n"));
    ck_assert_ptr_nonnull(
        strstr(err, "  spawn block at test.ruff:38 waits to receive at test.ruff:40\n"));
}
END_TEST

BLOCK(fails)
{
    (void)self;
    rf_throw(cx, "broken %d", 7);
    rf_unwind(cx, &fails_block, AT(50));
    return rf_null;
}

static rf_value block_fails(rf_ctx *cx)
{
    rf_value t = spawn_with(cx, &fails_block, rf_null, rf_null, rf_null, AT(49));

    ck_assert_int_eq(rf_await(cx, t, AT(51)).tag, RF_NULL);
    ck_assert_ptr_null(cx->error);
    rf_release(cx, t);
    return rf_null;
}

START_TEST(an_error_that_leaves_a_block_is_reported)
{
    char err[1000];

    ck_assert_int_eq(run_apart(block_fails, err, sizeof err), 4);
    ck_assert_ptr_nonnull(strstr(err, "broken 7"));
    ck_assert_ptr_nonnull(strstr(err, "test.ruff:50"));
}
END_TEST

/* ---- globals */

BLOCK(counts)
{
    rf_cell_set(cx, cx->globals[0], number(rf_cell_get(cx, cx->globals[0]).as.i + 10));
    rf_send(cx, self->captures[0], rf_cell_get(cx, cx->globals[0]), AT(60));
    rf_send(cx, self->captures[0], rf_cell_get(cx, cx->globals[1]), AT(61));
    return rf_null;
}

static rf_value with_globals(rf_ctx *cx)
{
    rf_value ch = rf_channel_new(cx, rf_absent, AT(1));

    rf_cell_set(cx, cx->globals[0], number(1));
    rf_cell_set(cx, cx->globals[1], number(2));
    spawn_now(cx, &counts_block, ch, rf_null, rf_null);
    ck_assert_int_eq(rf_receive(cx, ch, AT(62)).as.i, 11);
    ck_assert_int_eq(rf_receive(cx, ch, AT(62)).as.i, 2);
    ck_assert_int_eq(rf_cell_get(cx, cx->globals[0]).as.i, 1);
    rf_release(cx, ch);
    return rf_null;
}

START_TEST(a_block_has_its_own_globals)
{
    const uint8_t copies[] = {1, 0};

    ck_assert_int_eq(run_with_globals(with_globals, 2, copies), 0);
}
END_TEST

TCase *task_channel_tests(void)
{
    TCase *t = tcase_create("task/channel");

    tcase_set_timeout(t, 60);
    tcase_add_test(t, messages_come_in_order_and_the_end_is_told);
    tcase_add_test(t, arguments_without_sense_throw);
    tcase_add_test(t, every_message_arrives_once);
    tcase_add_test(t, who_waits_for_ever_is_dropped);
    tcase_add_test(t, a_deadlock_is_reported);
    tcase_add_test(t, an_error_that_leaves_a_block_is_reported);
    tcase_add_test(t, a_block_has_its_own_globals);
    return t;
}
