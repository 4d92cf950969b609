/* task/task.c, task/promise.c, task/pool.c, task/timer.c: async bodies */

#include <check.h>
#include <string.h>

#include "task_program.h"
#include "unit.h"

static rf_value number(int64_t i)
{
    return rf_from_int(i);
}

/* Where a body waits: keeps the state, tries, leaves when it must wait or failed. */
#define WAIT(state, call)                                                                          \
    do {                                                                                           \
        self->head.aux = (state);                                                                  \
        /* fall through */                                                                         \
    case (state):                                                                                  \
        step = (call);                                                                             \
        if (step == RF_WAITING || step == RF_FAILED)                                               \
            return step;                                                                           \
    } while (0)

#define RETURN(value)                                                                              \
    do {                                                                                           \
        self->out = (value);                                                                       \
        return RF_DONE;                                                                            \
    } while (0)

/* async func triple(x) { return x * 3 } */
BODY(triple)
{
    (void)cx;
    RETURN(number(((body *)self)->v[0].as.i * 3));
}

static rf_value awaits(rf_ctx *cx)
{
    rf_value p = START(cx, triple, number(14), rf_null);

    ck_assert_str_eq(rf_type_name(p), "promise");
    ck_assert_int_eq(rf_await(cx, p, AT(1)).as.i, 42);
    ck_assert_int_eq(rf_await(cx, p, AT(1)).as.i, 42);
    ck_assert_int_eq(rf_await(cx, number(7), AT(1)).as.i, 7);
    rf_release(cx, p);
    return rf_null;
}

START_TEST(a_promise_gives_its_value_again_and_again)
{
    ck_assert_int_eq(run_program(awaits), 0);
}
END_TEST

/* async func tree(lo, hi) { … left := tree(lo, mid)  right := tree(mid, hi)  return await left +
 * await right } */
BODY(tree)
{
    body    *f  = (body *)self;
    int64_t  lo = f->v[0].as.i, hi = f->v[1].as.i, mid = (lo + hi) / 2;
    rf_value v;
    rf_step  step;

    switch (self->head.aux) {
    case 0:
        if (hi - lo == 1)
            RETURN(number(lo));
        f->v[2] = START(cx, tree, number(lo), number(mid));
        f->v[3] = START(cx, tree, number(mid), number(hi));
        WAIT(1, rf_await_poll(cx, self, f->v[2], &v, AT(2)));
        rf_release(cx, f->v[2]);
        f->v[2] = v;
        WAIT(2, rf_await_poll(cx, self, f->v[3], &v, AT(3)));
        RETURN(number(f->v[2].as.i + v.as.i));
    default:
        return RF_DONE;
    }
}

static rf_value grows(rf_ctx *cx)
{
    rf_value p = START(cx, tree, number(0), number(5000));

    ck_assert_int_eq(rf_await(cx, p, AT(4)).as.i, 5000 * 4999 / 2);
    rf_release(cx, p);
    return rf_null;
}

START_TEST(bodies_start_bodies)
{
    ck_assert_int_eq(run_program(grows), 0);
}
END_TEST

/* async func deep(n) { if n == 0 { return 0 }  return 1 + await deep(n - 1) } */
BODY(deep)
{
    body    *f = (body *)self;
    rf_value v;
    rf_step  step;

    switch (self->head.aux) {
    case 0:
        if (f->v[0].as.i == 0)
            RETURN(number(0));
        f->v[2] = START(cx, deep, number(f->v[0].as.i - 1), rf_null);
        WAIT(1, rf_await_poll(cx, self, f->v[2], &v, AT(2)));
        RETURN(number(v.as.i + 1));
    default:
        return RF_DONE;
    }
}

static rf_value dives(rf_ctx *cx)
{
    rf_value p = START(cx, deep, number(30000), rf_null);

    ck_assert_int_eq(rf_await(cx, p, AT(4)).as.i, 30000);
    rf_release(cx, p);
    return rf_null;
}

START_TEST(recursion_of_bodies_ends_with_memory_only)
{
    ck_assert_int_eq(run_program(dives), 0);
}
END_TEST

/* async func player(in, out) { loop { v := in.receive()  out.send(v + 1)  if v > 1000 { return v }
 * } } */
BODY(player)
{
    body    *f = (body *)self;
    rf_value v;
    rf_step  step;

    for (;;) {
        switch (self->head.aux) {
        case 0:
            WAIT(1, rf_receive_poll(cx, self, f->v[0], &f->v[2], AT(5)));
            WAIT(2, rf_send_poll(cx, self, f->v[1], number(f->v[2].as.i + 1), &v, AT(6)));
            if (f->v[2].as.i > 1000)
                RETURN(f->v[2]);
            self->head.aux = 0;
        }
    }
}

static void play(rf_ctx *cx, rf_value room)
{
    rf_value a = rf_channel_new(cx, room, AT(1)), b = rf_channel_new(cx, room, AT(1));
    rf_value p, q;

    p = START(cx, player, rf_copy(a), rf_copy(b));
    q = START(cx, player, rf_copy(b), rf_copy(a));
    rf_send(cx, a, number(0), AT(7));
    ck_assert_int_gt(rf_await(cx, p, AT(8)).as.i, 1000);
    ck_assert_int_gt(rf_await(cx, q, AT(9)).as.i, 1000);
    ck_assert_int_eq(rf_receive(cx, b, AT(9)).as.i, 1003);
    rf_release(cx, a);
    rf_release(cx, b);
    rf_release(cx, p);
    rf_release(cx, q);
}

static rf_value plays(rf_ctx *cx)
{
    play(cx, rf_absent);
    play(cx, number(1));
    return rf_null;
}

START_TEST(two_bodies_play_ping_pong)
{
    ck_assert_int_eq(run_program(plays), 0);
}
END_TEST

/* async func sleeper(ms) { await async_sleep(ms) … return 1 } */
BODY(sleeper)
{
    body    *f = (body *)self;
    rf_value v;
    rf_step  step;

    switch (self->head.aux) {
    case 0:
        WAIT(1, rf_sleep_poll(cx, self, f->v[0], &v, AT(2)));
        RETURN(number(1));
    default:
        return RF_DONE;
    }
}

static rf_value many_sleep(rf_ctx *cx)
{
    enum { N = 3000 };
    static rf_value p[N];
    int64_t         n = 0;

    for (int i = 0; i < N; i++)
        p[i] = START(cx, sleeper, number(i % 150), rf_null);
    for (int i = 0; i < N; i++) {
        n += rf_await(cx, p[i], AT(3)).as.i;
        rf_release(cx, p[i]);
    }
    ck_assert_int_eq(n, N);
    return rf_null;
}

START_TEST(thousands_sleep_at_once)
{
    ck_assert_int_eq(run_program(many_sleep), 0);
}
END_TEST

/* async func nap() { return f() }, where f is an ordinary function that sleeps. */
BODY(nap)
{
    (void)self;
    rf_sleep(cx, number(30), AT(2));
    RETURN(number(1));
}

static rf_value many_nap(rf_ctx *cx)
{
    rf_value p[40];

    for (int i = 0; i < 40; i++)
        p[i] = START(cx, nap, rf_null, rf_null);
    for (int i = 0; i < 40; i++) {
        ck_assert_int_eq(rf_await(cx, p[i], AT(3)).as.i, 1);
        rf_release(cx, p[i]);
    }
    return rf_null;
}

START_TEST(a_body_that_holds_its_thread_is_replaced)
{
    ck_assert_int_eq(run_program(many_nap), 0);
}
END_TEST

/* ---- failures */

BODY(bad)
{
    (void)self;
    rf_throw(cx, "broken");
    rf_unwind(cx, &bad_function, AT(70));
    return RF_FAILED;
}

static rf_value catches(rf_ctx *cx)
{
    rf_value p = START(cx, bad, rf_null, rf_null);

    for (int i = 0; i < 2; i++) {
        rf_await(cx, p, AT(3));
        ck_assert_str_eq(taken_error(cx), "broken");
    }
    rf_release(cx, p);
    return rf_null;
}

static rf_value ignores(rf_ctx *cx)
{
    rf_release(cx, START(cx, bad, rf_null, rf_null));
    rf_sleep(cx, number(20), AT(3));
    return rf_null;
}

START_TEST(a_rejection_is_thrown_or_reported)
{
    char err[1000];

    ck_assert_int_eq(run_program(catches), 0);
    ck_assert_int_eq(run_apart(ignores, err, sizeof err), 4);
    ck_assert_ptr_nonnull(strstr(err, "broken"));
    ck_assert_ptr_nonnull(strstr(err, "test.ruff:70"));
}
END_TEST

BODY(never)
{
    body   *f = (body *)self;
    rf_step step;

    switch (self->head.aux) {
    case 0:
        WAIT(1, rf_receive_poll(cx, self, f->v[0], &f->v[1], AT(80)));
        RETURN(rf_null);
    default:
        return RF_DONE;
    }
}

static rf_value stuck(rf_ctx *cx)
{
    rf_value p = START(cx, never, rf_channel_new(cx, rf_absent, AT(1)), rf_null);

    rf_await(cx, p, AT(84));
    return rf_null;
}

START_TEST(a_deadlock_names_bodies)
{
    char err[1000];

    ck_assert_int_eq(run_apart(stuck, err, sizeof err), 4);
    ck_assert_ptr_nonnull(strstr(err, "  main awaits a promise at test.ruff:84\n"));
    ck_assert_ptr_nonnull(strstr(err, "  async call never waits to receive at test.ruff:80\n"));
}
END_TEST

static rf_value cancels(rf_ctx *cx)
{
    rf_value ch = rf_channel_new(cx, rf_absent, AT(1));
    rf_value p  = START(cx, never, rf_copy(ch), rf_null), state;

    rf_sleep(cx, number(5), AT(2));
    ck_assert(call_method(cx, p, "cancel", NULL, 0).as.i);
    rf_await(cx, p, AT(3));
    ck_assert_str_eq(taken_error(cx), "Cancelled");
    ck_assert(!call_method(cx, p, "cancel", NULL, 0).as.i);
    state = call_method(cx, p, "state", NULL, 0);
    ck_assert_str_eq(state.as.s->at, "cancelled");
    rf_release(cx, state);
    rf_send(cx, ch, number(5), AT(4));
    ck_assert_int_eq(rf_receive(cx, ch, AT(5)).as.i, 5);
    rf_release(cx, p);
    rf_release(cx, ch);
    return rf_null;
}

START_TEST(a_cancelled_receive_takes_no_message)
{
    ck_assert_int_eq(run_program(cancels), 0);
}
END_TEST

static rf_value forgets(rf_ctx *cx)
{
    rf_release(cx, START(cx, never, rf_channel_new(cx, rf_absent, AT(1)), rf_null));
    rf_release(cx, START(cx, sleeper, number(20), rf_null));
    return rf_null;
}

START_TEST(the_end_waits_for_sleepers_only)
{
    ck_assert_int_eq(run_program(forgets), 0);
}
END_TEST

TCase *task_async_tests(void)
{
    TCase *t = tcase_create("task/async");

    tcase_set_timeout(t, 60);
    tcase_add_test(t, a_promise_gives_its_value_again_and_again);
    tcase_add_test(t, bodies_start_bodies);
    tcase_add_test(t, recursion_of_bodies_ends_with_memory_only);
    tcase_add_test(t, two_bodies_play_ping_pong);
    tcase_add_test(t, thousands_sleep_at_once);
    tcase_add_test(t, a_body_that_holds_its_thread_is_replaced);
    tcase_add_test(t, a_rejection_is_thrown_or_reported);
    tcase_add_test(t, a_deadlock_names_bodies);
    tcase_add_test(t, a_cancelled_receive_takes_no_message);
    tcase_add_test(t, the_end_waits_for_sleepers_only);
    return t;
}
