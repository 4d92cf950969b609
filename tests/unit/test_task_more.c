/* task/: combinators, time limits, groups, handles, ranks, shared cells, select */

#include <check.h>
#include <string.h>

#include "ruff/builtins.h"
#include "task_program.h"
#include "unit.h"

static rf_value number(int64_t i)
{
    return rf_from_int(i);
}

/* ---- functions of the script */

static rf_value square_code(rf_ctx *cx, RF_UNUSED rf_closure *self, const rf_value *args,
                            RF_UNUSED uint32_t n)
{
    return rf_mul(cx, args[0], args[0]);
}
static const rf_function square_function = {
    .name = "square", .file = "test.ruff", .call = square_code, .arity = 1};
RF_STATIC_CLOSURE(square, square_function);

static rf_value nap_code(rf_ctx *cx, RF_UNUSED rf_closure *self, const rf_value *args,
                         RF_UNUSED uint32_t n)
{
    rf_sleep(cx, args[0], AT(1));
    return cx->error ? rf_null : args[0];
}
static const rf_function nap_function = {
    .name = "nap", .file = "test.ruff", .call = nap_code, .arity = 1};
RF_STATIC_CLOSURE(nap, nap_function);

static rf_value fail_code(rf_ctx *cx, RF_UNUSED rf_closure *self, RF_UNUSED const rf_value *args,
                          RF_UNUSED uint32_t n)
{
    rf_throw(cx, "failed");
    return rf_null;
}
static const rf_function fail_function = {
    .name = "fail", .file = "test.ruff", .call = fail_code, .arity = 0};
RF_STATIC_CLOSURE(fail, fail_function);

static rf_value seven_code(RF_UNUSED rf_ctx *cx, RF_UNUSED rf_closure *self,
                           RF_UNUSED const rf_value *args, RF_UNUSED uint32_t n)
{
    return number(7);
}
static const rf_function seven_function = {
    .name = "seven", .file = "test.ruff", .call = seven_code, .arity = 0};
RF_STATIC_CLOSURE(seven, seven_function);

/* async func after(ms, v) { await async_sleep(ms)  return v } */
BODY(after)
{
    body    *f = (body *)self;
    rf_value v;
    rf_step  step;

    self->head.aux = 1;
    step           = rf_sleep_poll(cx, self, f->v[0], &v, AT(2));
    if (step != RF_DONE)
        return step;
    self->out = f->v[1];
    return RF_DONE;
}

/* async func fails(ms) */
BODY(fails)
{
    rf_value v;
    rf_step  step;

    self->head.aux = 1;
    step           = rf_sleep_poll(cx, self, ((body *)self)->v[0], &v, AT(2));
    if (step != RF_DONE)
        return step;
    rf_throw(cx, "bad");
    return RF_FAILED;
}

static rf_value list2(rf_ctx *cx, rf_value a, rf_value b)
{
    return rf_from_object(rf_array_of(cx, (rf_value[]){a, b}, 2));
}

/* await p, p taken */
static rf_value await_own(rf_ctx *cx, rf_value p)
{
    rf_value v = rf_await(cx, p, AT(3));

    rf_release(cx, p);
    return v;
}

/* What print shows of v, which is taken. */
static void shows(rf_ctx *cx, rf_value v, const char *text)
{
    rf_string *s = rf_to_string(cx, v);

    ck_assert_str_eq(s->at, text);
    rf_release_object(cx, s);
    rf_release(cx, v);
}

static rf_value state_of(rf_ctx *cx, rf_value p)
{
    return call_method(cx, p, "state", NULL, 0);
}

/* f(list), the list taken */
static rf_value over(rf_ctx *cx, rf_value (*f)(rf_ctx *cx, rf_value list), rf_value list)
{
    rf_value p = f(cx, list);

    rf_release(cx, list);
    return await_own(cx, p);
}

static rf_value all(rf_ctx *cx, rf_value list)
{
    return rf_b_promise_all(cx, list, rf_absent);
}

static rf_value combines(rf_ctx *cx)
{
    rf_value slow, v;

    shows(cx,
          over(cx, all,
               list2(cx, START(cx, after, number(12), number(1)),
                     START(cx, after, number(1), number(2)))),
          "[1, 2]");
    shows(cx, over(cx, all, list2(cx, number(5), number(6))), "[5, 6]");
    shows(cx,
          over(cx, rf_b_promise_race,
               list2(cx, START(cx, after, number(60000), number(1)),
                     START(cx, after, number(1), number(2)))),
          "2");
    shows(cx,
          over(cx, rf_b_promise_any,
               list2(cx, START(cx, fails, number(1), rf_null),
                     START(cx, after, number(5), number(2)))),
          "2");
    v = over(
        cx, rf_b_promise_all_settled,
        list2(cx, START(cx, fails, number(1), rf_null), START(cx, after, number(5), number(2))));
    ck_assert(rf_has_variant(v.as.a->at.v[0], &rf_variant_err));
    ck_assert(rf_has_variant(v.as.a->at.v[1], &rf_variant_ok));
    rf_release(cx, v);
    slow = START(cx, after, number(60000), rf_null);
    over(cx, all, list2(cx, START(cx, fails, number(1), rf_null), rf_copy(slow)));
    ck_assert_str_eq(taken_error(cx), "bad");
    rf_await(cx, slow, AT(4));
    ck_assert_str_eq(taken_error(cx), "Cancelled");
    shows(cx, state_of(cx, slow), "cancelled");
    rf_release(cx, slow);
    slow = rf_from_object(rf_array_new(cx, &rf_values_kind, 0));
    shows(cx, over(cx, all, rf_copy(slow)), "[]");
    over(cx, rf_b_promise_race, slow);
    ck_assert_str_ne(taken_error(cx), "");
    return rf_null;
}

START_TEST(combinators_settle_and_cancel_the_rest)
{
    ck_assert_int_eq(run_program(combines), 0);
}
END_TEST

static rf_value limits(rf_ctx *cx)
{
    rf_value p = START(cx, after, number(60000), number(1)),
             q = START(cx, after, number(1), number(2)), v;

    v = rf_b_async_timeout(cx, p, number(20));
    await_own(cx, v);
    ck_assert_str_eq(taken_error(cx), "Timeout after 20ms");
    rf_await(cx, p, AT(4));
    ck_assert_str_eq(taken_error(cx), "Cancelled");
    ck_assert_int_eq(await_own(cx, rf_b_async_timeout(cx, q, number(60000))).as.i, 2);
    ck_assert_int_eq(rf_await(cx, q, AT(5)).as.i, 2);
    v = rf_b_async_sleep(cx, number(5));
    ck_assert_int_eq(await_own(cx, v).tag, RF_NULL);
    ck_assert_str_eq(taken_error(cx), "");
    v = rf_b_async_sleep(cx, number(60000));
    ck_assert(call_method(cx, v, "cancel", NULL, 0).as.i);
    rf_release(cx, v);
    rf_release(cx, p);
    rf_release(cx, q);
    return rf_null;
}

START_TEST(time_limits_reject_and_cancel)
{
    ck_assert_int_eq(run_program(limits), 0);
}
END_TEST

static rf_value maps(rf_ctx *cx)
{
    rf_array *a = rf_array_new(cx, &rf_values_kind, 0);
    rf_value  v;

    for (int i = 0; i < 300; i++)
        a = rf_array_push(cx, a, number(i));
    for (int limit = 0; limit < 3; limit++) {
        v = await_own(cx, rf_b_parallel_map(cx, rf_from_object(a), rf_from_object(&square),
                                            limit ? number(limit) : rf_absent));
        ck_assert_int_eq(v.as.a->len, 300);
        for (int i = 0; i < 300; i++)
            ck_assert_int_eq(v.as.a->at.v[i].as.i, i * i);
        rf_release(cx, v);
    }
    await_own(cx, rf_b_parallel_map(cx, rf_from_object(a), rf_from_object(&fail), number(2)));
    ck_assert_str_ne(taken_error(cx), "");
    ck_assert_int_eq(
        await_own(cx, rf_b_par_each(cx, rf_from_object(a), rf_from_object(&square), rf_absent)).tag,
        RF_NULL);
    rf_release_object(cx, a);
    return rf_null;
}

START_TEST(parallel_map_keeps_the_order)
{
    ck_assert_int_eq(run_program(maps), 0);
}
END_TEST

static rf_value handles(rf_ctx *cx)
{
    rf_value h = rf_b_spawn_task(cx, rf_from_object(&seven), rf_absent), g;

    ck_assert_str_eq(rf_type_name(h), "taskhandle");
    ck_assert_int_eq(await_own(cx, rf_b_await_task(cx, h)).as.i, 7);
    ck_assert_int_eq(await_own(cx, rf_b_await_task(cx, h)).as.i, 7);
    ck_assert_int_eq(await_own(cx, h).as.i, 7);
    g = rf_b_task_group(cx, number(1));
    h = rf_from_object(&nap);
    for (int i = 3; i > 0; i--)
        rf_release(cx, call_method(cx, g, "spawn", (rf_value[]){h, number(i)}, 2));
    shows(cx, call_method(cx, g, "wait", NULL, 0), "[3, 2, 1]");
    call_method(cx, g, "spawn", (rf_value[]){h, number(1)}, 2);
    ck_assert_str_eq(taken_error(cx), "Task group has ended");
    rf_release(cx, g);
    g = rf_b_task_group(cx, rf_absent);
    h = call_method(cx, g, "spawn", (rf_value[]){h, number(60000)}, 2);
    rf_release(cx, call_method(cx, g, "spawn", (rf_value[]){rf_from_object(&fail)}, 1));
    call_method(cx, g, "wait", NULL, 0);
    ck_assert_str_eq(taken_error(cx), "failed");
    shows(cx, state_of(cx, h), "cancelled");
    rf_release(cx, h);
    rf_release(cx, g);
    g = rf_b_task_group(cx, rf_absent);
    h = call_method(cx, g, "spawn", (rf_value[]){rf_from_object(&nap), number(20)}, 2);
    rf_release(cx, g); /* its scope is left */
    shows(cx, state_of(cx, h), "resolved");
    rf_release(cx, h);
    return rf_null;
}

START_TEST(handles_and_groups)
{
    ck_assert_int_eq(run_program(handles), 0);
}
END_TEST

/* ---- ranks */

static rf_value order_code(rf_ctx *cx, rf_closure *self, RF_UNUSED const rf_value *args,
                           RF_UNUSED uint32_t n)
{
    return rf_send(cx, self->captures[0], self->captures[1], AT(5));
}
static const rf_function order_function = {
    .name = "order", .file = "test.ruff", .call = order_code, .arity = 0};

BODY(busy)
{
    body *f = (body *)self;

    rf_send(cx, f->v[0], rf_null, AT(1));
    while (call_method(cx, f->v[1], "try_receive", NULL, 0).tag == RF_NULL && !cx->error) {
    }
    return RF_DONE;
}

static rf_value ranks(rf_ctx *cx)
{
    const char *const names[] = {"low", "normal", "high"};
    rf_value          queued = rf_b_channel(cx, rf_absent), go = rf_b_channel(cx, rf_absent), b;
    rf_value          order = rf_b_channel(cx, rf_absent);

    ck_assert_int_eq(rf_b_set_task_pool_size(cx, number(1)).as.i, 256);
    b = START(cx, busy, rf_copy(queued), rf_copy(go));
    rf_receive(cx, queued, AT(1));
    for (int i = 0; i < 3; i++) {
        rf_closure *c   = rf_closure_new(cx, &order_function, 2);
        rf_string  *key = rf_string_new(cx, "priority", 8);
        rf_dict    *d =
            rf_dict_set(cx, rf_dict_new(cx, 0), key,
                        rf_from_object(rf_string_new(cx, names[i], (int64_t)strlen(names[i]))));

        c->captures[0] = rf_copy(order);
        c->captures[1] = number(i);
        rf_release(cx, rf_b_spawn_task(cx, rf_from_object(c), rf_from_object(d)));
        rf_release_object(cx, c);
        rf_release_object(cx, d);
        rf_release_object(cx, key);
    }
    rf_send(cx, go, number(1), AT(1));
    await_own(cx, b);
    for (int i = 2; i >= 0; i--)
        ck_assert_int_eq(rf_receive(cx, order, AT(1)).as.i, i);
    rf_release(cx, order);
    rf_release(cx, queued);
    rf_release(cx, go);
    return rf_null;
}

START_TEST(high_tasks_start_before_low_ones)
{
    ck_assert_int_eq(run_program(ranks), 0);
}
END_TEST

/* ---- shared cells */

BLOCK(adds)
{
    rf_string *key = rf_string_new(cx, "n", 1);

    for (int i = 0; i < 500; i++)
        rf_b_shared_add_int(cx, rf_from_object(key), number(1));
    rf_release_object(cx, key);
    return rf_send(cx, self->captures[0], rf_null, AT(1));
}

static rf_value cells(rf_ctx *cx)
{
    rf_value key = rf_from_object(rf_string_new(cx, "n", 1)), done = rf_b_channel(cx, rf_absent);

    rf_b_shared_get(cx, key);
    ck_assert_str_eq(taken_error(cx), "shared_get key 'n' not found");
    ck_assert(!rf_b_shared_has(cx, key).as.i);
    rf_b_shared_set(cx, key, number(3));
    for (int i = 0; i < 3; i++)
        spawn_now(cx, &adds_block, done, rf_null, rf_null);
    for (int i = 0; i < 3; i++)
        rf_receive(cx, done, AT(2));
    ck_assert_int_eq(rf_b_shared_get(cx, key).as.i, 1503);
    ck_assert_int_eq(rf_b_shared_update(cx, key, rf_from_object(&square)).as.i, 1503 * 1503);
    ck_assert(rf_b_shared_delete(cx, key).as.i);
    ck_assert(!rf_b_shared_delete(cx, key).as.i);
    rf_release(cx, key);
    rf_release(cx, done);
    return rf_null;
}

START_TEST(shared_cells_change_in_one_step)
{
    ck_assert_int_eq(run_program(cells), 0);
}
END_TEST

/* ---- select */

static rf_value selects(rf_ctx *cx)
{
    rf_value a = rf_b_channel(cx, rf_absent), b = rf_b_channel(cx, number(1)), p;
    rf_arm   arms[3] = {{RF_ARM_RECEIVE, a, rf_null, rf_null},
                        {RF_ARM_SEND, b, number(9), rf_null},
                        {RF_ARM_AWAIT, rf_null, rf_null, rf_null}};

    ck_assert_int_eq(rf_select(cx, arms, 3, rf_absent, false, false, AT(1)), 1);
    ck_assert_int_eq(rf_select(cx, arms, 3, rf_absent, false, true, AT(2)), RF_SELECT_ELSE);
    ck_assert_int_eq(rf_select(cx, arms, 3, number(5), false, false, AT(3)), RF_SELECT_TIMEOUT);
    rf_send(cx, a, number(4), AT(4));
    ck_assert_int_eq(rf_select(cx, arms, 3, number(5), false, false, AT(3)), 0);
    ck_assert_int_eq(arms[0].got.as.i, 4);
    p          = START(cx, after, number(5), number(6));
    arms[2].on = p;
    ck_assert_int_eq(rf_select(cx, arms, 3, rf_absent, false, false, AT(5)), 2);
    ck_assert_int_eq(arms[2].got.as.i, 6);
    rf_release(cx, p);
    arms[2].on = START(cx, fails, number(1), rf_null);
    ck_assert_int_eq(rf_select(cx, arms, 3, rf_absent, false, false, AT(5)),
                     RF_SELECT_FAILED - 1 - 2);
    ck_assert_str_eq(taken_error(cx), "bad");
    rf_release(cx, arms[2].on);
    arms[2].on = rf_null;
    call_method(cx, a, "close", NULL, 0);
    ck_assert_int_eq(rf_select(cx, arms, 3, rf_absent, true, false, AT(5)), RF_SELECT_CLOSED);
    ck_assert_int_eq(rf_select(cx, arms, 3, rf_absent, false, false, AT(5)),
                     RF_SELECT_FAILED - 1 - 0);
    ck_assert_str_eq(taken_error(cx), "Channel closed");
    arms[0].on = number(3);
    ck_assert_int_eq(rf_select(cx, arms, 3, rf_absent, false, false, AT(5)), RF_SELECT_FAILED);
    ck_assert_str_ne(taken_error(cx), "");
    rf_release(cx, a);
    rf_release(cx, b);
    return rf_null;
}

START_TEST(select_takes_one_arm)
{
    ck_assert_int_eq(run_program(selects), 0);
}
END_TEST

enum { EACH = 3000, SENDERS = 3 };

BLOCK(select_sender)
{
    rf_arm arms[2] = {{RF_ARM_SEND, self->captures[0], rf_null, rf_null},
                      {RF_ARM_SEND, self->captures[1], rf_null, rf_null}};

    for (int i = 1; i <= EACH; i++) {
        arms[0].value = arms[1].value = number(i);
        ck_assert_int_ge(rf_select(cx, arms, 2, rf_absent, false, false, AT(1)), 0);
    }
    return rf_send(cx, self->captures[2], rf_null, AT(1));
}

/* async func taker(a, b): sums what comes through either until both are closed. */
BODY(taker)
{
    body   *f       = (body *)self;
    rf_arm  arms[2] = {{RF_ARM_RECEIVE, f->v[0], rf_null, rf_null},
                       {RF_ARM_RECEIVE, f->v[1], rf_null, rf_null}};
    int     taken;
    rf_step step;

    for (;;) {
        self->head.aux = 1;
        step           = rf_select_poll(cx, self, arms, 2, rf_absent, true, false, &taken, AT(9));
        if (step != RF_DONE)
            return step;
        if (taken == RF_SELECT_CLOSED)
            break;
        ck_assert_int_ge(taken, 0);
        f->v[2].tag = RF_INT;
        f->v[2].as.i += arms[taken].got.as.i;
    }
    self->out = f->v[2];
    return RF_DONE;
}

static rf_value select_many(rf_ctx *cx)
{
    rf_value a = rf_b_channel(cx, number(0)), b = rf_b_channel(cx, number(2)),
             done = rf_b_channel(cx, rf_absent);
    rf_value p[2];
    int64_t  sum = 0;

    for (int i = 0; i < 2; i++)
        p[i] = START(cx, taker, rf_copy(a), rf_copy(b));
    for (int i = 0; i < SENDERS; i++)
        spawn_now(cx, &select_sender_block, a, b, done);
    for (int i = 0; i < SENDERS; i++)
        rf_receive(cx, done, AT(2));
    call_method(cx, a, "close", NULL, 0);
    call_method(cx, b, "close", NULL, 0);
    for (int i = 0; i < 2; i++)
        sum += await_own(cx, p[i]).as.i;
    ck_assert_int_eq(sum, (int64_t)SENDERS * EACH * (EACH + 1) / 2);
    rf_release(cx, a);
    rf_release(cx, b);
    rf_release(cx, done);
    return rf_null;
}

START_TEST(selects_on_both_sides_lose_nothing)
{
    ck_assert_int_eq(run_program(select_many), 0);
}
END_TEST

/* ---- cancelling blocks */

BLOCK(naps)
{
    rf_send(cx, self->captures[0], rf_null, AT(1));
    while (!cx->error)
        rf_sleep(cx, number(5), AT(2));
    return rf_null;
}

static rf_value cancels(rf_ctx *cx)
{
    rf_value ch = rf_b_channel(cx, rf_absent),
             t  = spawn_with(cx, &naps_block, ch, rf_null, rf_null, AT(1));

    rf_receive(cx, ch, AT(1));
    ck_assert(call_method(cx, t, "cancel", NULL, 0).as.i);
    ck_assert_int_eq(call_method(cx, t, "join", NULL, 0).tag, RF_NULL);
    ck_assert_ptr_null(cx->error);
    rf_release(cx, t);
    rf_release(cx, ch);
    return rf_null;
}

START_TEST(a_cancelled_block_ends_without_a_report)
{
    ck_assert_int_eq(run_program(cancels), 0);
}
END_TEST

TCase *task_more_tests(void)
{
    TCase *t = tcase_create("task/more");

    tcase_set_timeout(t, 60);
    tcase_add_test(t, combinators_settle_and_cancel_the_rest);
    tcase_add_test(t, time_limits_reject_and_cancel);
    tcase_add_test(t, parallel_map_keeps_the_order);
    tcase_add_test(t, handles_and_groups);
    tcase_add_test(t, high_tasks_start_before_low_ones);
    tcase_add_test(t, shared_cells_change_in_one_step);
    tcase_add_test(t, select_takes_one_arm);
    tcase_add_test(t, selects_on_both_sides_lose_nothing);
    tcase_add_test(t, a_cancelled_block_ends_without_a_report);
    return t;
}
