/* task/: spawn blocks as frames, waiting in the system, Ctrl-C */

#include <check.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "ruff/builtins.h"
#include "task/block.h"
#include "task_program.h"
#include "unit.h"

static rf_value number(int64_t i)
{
    return rf_from_int(i);
}

/* spawn { … } with a and b. */
static rf_value spawn_frame(rf_ctx *cx, const rf_frame_type *t, rf_value a, rf_value b)
{
    return spawn_with(cx, t->function, a, b, rf_null, AT(5));
}

/* spawn { loop { v := in.receive()  out.send(v + 1)  if v > 2000 { return } } } */
BODY(player)
{
    body    *f = (body *)self;
    rf_value v;
    rf_step  step;

    for (;;) {
        if (self->head.aux < 2) {
            self->head.aux = 1;
            step           = rf_receive_poll(cx, self, f->v[0], &f->v[2], AT(5));
            if (step != RF_DONE)
                return step;
            self->head.aux = 2;
        }
        step = rf_send_poll(cx, self, f->v[1], number(f->v[2].as.i + 1), &v, AT(6));
        if (step != RF_DONE)
            return step;
        if (f->v[2].as.i > 2000)
            return RF_DONE;
        self->head.aux = 1;
    }
}

static rf_value plays(rf_ctx *cx)
{
    rf_value a = rf_channel_new(cx, rf_absent, AT(1)), b = rf_channel_new(cx, rf_absent, AT(1));
    rf_value t = spawn_frame(cx, &player_type, a, b), u = spawn_frame(cx, &player_type, b, a);

    rf_send(cx, a, number(0), AT(2));
    ck_assert_int_eq(rf_await(cx, t, AT(3)).tag, RF_NULL);
    ck_assert_int_eq(rf_await(cx, u, AT(3)).tag, RF_NULL);
    rf_release(cx, t);
    rf_release(cx, u);
    rf_release(cx, a);
    rf_release(cx, b);
    return rf_null;
}

START_TEST(blocks_that_wait_hold_no_thread)
{
    ck_assert_int_eq(run_program(plays), 0);
}
END_TEST

/* A long chain of blocks, each of which hands one number on. */
BODY(link_of_chain)
{
    body    *f = (body *)self;
    rf_value v;
    rf_step  step;

    if (self->head.aux < 2) {
        self->head.aux = 1;
        step           = rf_receive_poll(cx, self, f->v[0], &f->v[2], AT(7));
        if (step != RF_DONE)
            return step;
        self->head.aux = 2;
    }
    return rf_send_poll(cx, self, f->v[1], number(f->v[2].as.i + 1), &v, AT(8));
}

static rf_value chain(rf_ctx *cx)
{
    rf_value first = rf_channel_new(cx, rf_absent, AT(1)), from = rf_copy(first), to;

    for (int i = 0; i < 2000; i++) {
        to = rf_channel_new(cx, number(0), AT(1));
        rf_release(cx, spawn_frame(cx, &link_of_chain_type, from, to));
        rf_release(cx, from);
        from = to;
    }
    rf_send(cx, first, number(0), AT(2));
    ck_assert_int_eq(rf_receive(cx, from, AT(3)).as.i, 2000);
    rf_release(cx, from);
    rf_release(cx, first);
    return rf_null;
}

START_TEST(thousands_of_blocks_wait)
{
    ck_assert_int_eq(run_program(chain), 0);
}
END_TEST

BODY(stuck_body)
{
    self->head.aux = 1;
    return rf_receive_poll(cx, self, ((body *)self)->v[0], &((body *)self)->v[2], AT(9));
}

static rf_value stuck(rf_ctx *cx)
{
    rf_value ch = rf_channel_new(cx, rf_absent, AT(1));

    rf_release(cx, spawn_frame(cx, &stuck_body_type, ch, rf_null));
    rf_receive(cx, ch, AT(10));
    return rf_null;
}

START_TEST(a_deadlock_names_waiting_blocks)
{
    char err[1000];

    ck_assert_int_eq(run_apart(stuck, err, sizeof err), 4);
    ck_assert_ptr_nonnull(
        strstr(err, "  spawn block at test.ruff:5 waits to receive at test.ruff:9\n"));
}
END_TEST

/* ---- waiting in the system */

static int ends[2];

BLOCK(reads)
{
    char c = 0;

    rf_io_begin(cx, RF_IO_WORK);
    ck_assert_int_eq(read(ends[0], &c, 1), 1);
    rf_io_end(cx, RF_IO_WORK);
    return rf_send(cx, self->captures[0], number(c), AT(1));
}

static rf_value io(rf_ctx *cx)
{
    rf_value ch = rf_channel_new(cx, rf_absent, AT(1));

    ck_assert_int_eq(pipe(ends), 0);
    spawn_now(cx, &reads_block, ch, rf_null, rf_null);
    ck_assert_int_eq(rf_receive_timeout(cx, ch, number(20), AT(2)).tag, RF_NULL);
    ck_assert_int_eq(write(ends[1], "x", 1), 1);
    ck_assert_int_eq(rf_receive(cx, ch, AT(2)).as.i, 'x');
    rf_release(cx, ch);
    return rf_null;
}

BLOCK(listens)
{
    char c = 0;

    (void)self;
    rf_io_begin(cx, RF_IO_PEER);
    if (read(ends[0], &c, 1) != 1)
        ck_abort();
    rf_io_end(cx, RF_IO_PEER);
    return rf_null;
}

static rf_value listening(rf_ctx *cx)
{
    ck_assert_int_eq(pipe(ends), 0);
    spawn_now(cx, &listens_block, rf_null, rf_null, rf_null);
    rf_sleep(cx, number(5), AT(1));
    return rf_null;
}

START_TEST(input_is_waited_for_but_new_peers_are_not)
{
    ck_assert_int_eq(run_program(io), 0);
    ck_assert_int_eq(run_program(listening), 0);
}
END_TEST

/* ---- Ctrl-C */

static rf_value interrupted(rf_ctx *cx)
{
    kill(getpid(), SIGINT);
    rf_sleep(cx, number(60000), AT(1));
    ck_assert_ptr_nonnull(cx->error);
    return rf_null;
}

START_TEST(an_interrupt_cancels_the_main_program)
{
    char err[1000];

    ck_assert_int_eq(run_apart(interrupted, err, sizeof err), 130);
    ck_assert_str_eq(err, "");
}
END_TEST

/* ---- the timeline */

static rf_value traced(rf_ctx *cx)
{
    rf_value a = rf_channel_new(cx, rf_absent, AT(1)), b = rf_channel_new(cx, rf_absent, AT(1));

    rf_release(cx, spawn_frame(cx, &link_of_chain_type, a, b));
    rf_send(cx, a, number(1), AT(2));
    ck_assert_int_eq(rf_receive(cx, b, AT(3)).as.i, 2);
    rf_release(cx, a);
    rf_release(cx, b);
    return rf_null;
}

START_TEST(a_trace_is_an_array_of_events)
{
    char   name[] = "/tmp/ruff-trace-XXXXXX", err[100], text[4000];
    int    fd     = mkstemp(name);
    size_t got;
    FILE  *f;

    ck_assert_int_ge(fd, 0);
    close(fd);
    setenv("RUFF_TRACE", name, 1);
    ck_assert_int_eq(run_apart(traced, err, sizeof err), 0);
    unsetenv("RUFF_TRACE");
    f   = fopen(name, "r");
    got = fread(text, 1, sizeof text - 1, f);
    fclose(f);
    unlink(name);
    text[got] = 0;
    ck_assert_int_eq(text[0], '[');
    ck_assert_str_eq(text + got - 3, "\n]\n");
    ck_assert_ptr_nonnull(strstr(text, "\"name\":\"sends\",\"args\":{\"at\":\"test.ruff:2\"}"));
    ck_assert_ptr_nonnull(strstr(text, "\"ph\":\"s\""));
    ck_assert_ptr_nonnull(strstr(text, "\"ph\":\"f\""));
}
END_TEST

TCase *task_spawn_tests(void)
{
    TCase *t = tcase_create("task/spawn");

    tcase_set_timeout(t, 60);
    tcase_add_test(t, blocks_that_wait_hold_no_thread);
    tcase_add_test(t, thousands_of_blocks_wait);
    tcase_add_test(t, a_deadlock_names_waiting_blocks);
    tcase_add_test(t, input_is_waited_for_but_new_peers_are_not);
    tcase_add_test(t, an_interrupt_cancels_the_main_program);
    tcase_add_test(t, a_trace_is_an_array_of_events);
    return t;
}
