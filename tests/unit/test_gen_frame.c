/* gen/: generators, ranges, lazy chains */

#include <check.h>
#include <string.h>

#include "task_program.h"
#include "unit.h"

static rf_value number(int64_t i)
{
    return rf_from_int(i);
}

static int closed, opened;

/* gen count(from) { try { loop { got := yield from  from := from + (got ?? 1) } } finally { closed
 * += 1 } } */
typedef struct count_frame {
    rf_frame base;
    int64_t  from;
    rf_value held;
    bool     fails;
} count_frame;

static rf_step count_resume(rf_ctx *cx, rf_frame *self)
{
    count_frame *f = (count_frame *)self;

    switch (self->head.aux) {
    case 0:
        opened++;
        for (;;) {
            self->out      = number(f->from);
            self->head.aux = 1;
            return RF_YIELDED;
        case 1:
            if (RF_CLOSING(self)) {
                closed++;
                if (f->fails) {
                    rf_throw(cx, "in finally");
                    return RF_FAILED;
                }
                self->out = rf_null;
                return RF_DONE;
            }
            f->from += self->in.tag == RF_INT ? self->in.as.i : 1;
            rf_release(cx, self->in);
            self->in = rf_null;
        }
    default:
        return RF_DONE;
    }
}

static void count_drop(rf_ctx *cx, rf_frame *self)
{
    count_frame *f = (count_frame *)self;
    rf_value     v = f->held;

    f->held = rf_null;
    rf_release(cx, v);
}

static void count_share(rf_ctx *cx, rf_frame *self)
{
    rf_share(cx, ((count_frame *)self)->held);
}

static const rf_function count_function = {
    .name = "count", .file = "test.ruff", .flags = RF_FN_GENERATOR};
static const rf_frame_type count_type = {&count_function, count_resume, count_drop,
                                         count_share,     count_share,  sizeof(count_frame)};

static rf_value count_new(rf_ctx *cx, int64_t from)
{
    count_frame *f = (count_frame *)rf_frame_new(cx, &rf_generator_kind, &count_type);

    f->from = from;
    f->held = rf_from_object(rf_string_new(cx, "held", 4));
    return rf_from_object(f);
}

static rf_value even_code(rf_ctx *cx, RF_UNUSED rf_closure *self, const rf_value *args,
                          RF_UNUSED uint32_t n)
{
    if (args[0].tag == RF_INT && args[0].as.i == 666)
        rf_throw(cx, "beast");
    return rf_from_bool(args[0].as.i % 2 == 0);
}
static const rf_function even_function = {
    .name = "even", .file = "test.ruff", .call = even_code, .arity = 1};
RF_STATIC_CLOSURE(even, even_function);

static rf_value add_code(rf_ctx *cx, RF_UNUSED rf_closure *self, const rf_value *args,
                         RF_UNUSED uint32_t n)
{
    return rf_add(cx, args[0], args[1]);
}
static const rf_function add_function = {
    .name = "add", .file = "test.ruff", .call = add_code, .arity = 2};
RF_STATIC_CLOSURE(add, add_function);

static rf_value double_code(rf_ctx *cx, RF_UNUSED rf_closure *self, const rf_value *args,
                            RF_UNUSED uint32_t n)
{
    return rf_add(cx, args[0], args[0]);
}
static const rf_function double_function = {
    .name = "double", .file = "test.ruff", .call = double_code, .arity = 1};
RF_STATIC_CLOSURE(twice, double_function);

/* Calls a method of x, which is taken. */
static rf_value chain(rf_ctx *cx, rf_value x, const char *name, rf_value arg)
{
    rf_value v = call_method(cx, x, name, &arg, arg.tag == RF_ABSENT ? 0 : 1);

    rf_release(cx, x);
    return v;
}

static void shows(rf_ctx *cx, rf_value v, const char *text)
{
    rf_string *s = rf_to_string(cx, v);

    ck_assert_str_eq(s->at, text);
    rf_release_object(cx, s);
    rf_release(cx, v);
}

static bool is_done(rf_ctx *cx, rf_value g)
{
    rf_string *name = rf_string_new(cx, "done", 4);
    rf_value   v    = rf_field(cx, g, name);

    rf_release_object(cx, name);
    ck_assert_int_eq(v.tag, RF_BOOL);
    return v.as.i;
}

#define NONE rf_absent

static rf_value drives(rf_ctx *cx)
{
    rf_value g = count_new(cx, 5), v;

    closed = 0;
    ck_assert_str_eq(rf_type_name(g), "generator");
    call_method(cx, g, "send", (rf_value[]){number(1)}, 1);
    ck_assert_str_eq(taken_error(cx), "Generator not started");
    ck_assert_int_eq(call_method(cx, g, "next", NULL, 0).as.i, 5);
    ck_assert_int_eq(call_method(cx, g, "next", NULL, 0).as.i, 6);
    v = number(10);
    ck_assert_int_eq(call_method(cx, g, "send", &v, 1).as.i, 16);
    ck_assert(!is_done(cx, g));
    call_method(cx, g, "close", NULL, 0);
    ck_assert_int_eq(closed, 1);
    ck_assert(is_done(cx, g));
    ck_assert_int_eq(call_method(cx, g, "next", NULL, 0).tag, RF_NULL);
    rf_release(cx, g);
    ck_assert_int_eq(closed, 1);
    call_method(cx, number(1), "next", NULL, 0);
    ck_assert_str_eq(taken_error(cx), "Unknown method: next");
    return rf_null;
}

START_TEST(a_generator_is_driven_by_its_methods)
{
    ck_assert_int_eq(run_program(drives), 0);
}
END_TEST

static rf_value forgets(rf_ctx *cx)
{
    rf_value g = count_new(cx, 1), v;

    closed = 0;
    rf_release(cx, g);
    ck_assert_int_eq(closed, 0); /* it had not begun */
    g = count_new(cx, 1);
    rf_gen_next(cx, (rf_frame *)g.as.o, &v);
    rf_throw(cx, "pending");
    rf_release(cx, g);
    ck_assert_int_eq(closed, 1);
    ck_assert_str_eq(taken_error(cx), "pending");
    return rf_null;
}

START_TEST(a_forgotten_generator_is_closed)
{
    ck_assert_int_eq(run_program(forgets), 0);
}
END_TEST

static rf_value fails(rf_ctx *cx)
{
    rf_value g = count_new(cx, 1), v;

    ((count_frame *)g.as.o)->fails = true;
    rf_gen_next(cx, (rf_frame *)g.as.o, &v);
    rf_release(cx, g);
    ck_assert_ptr_null(cx->error);
    return rf_null;
}

START_TEST(an_error_of_its_finally_is_reported)
{
    char err[500];

    ck_assert_int_eq(run_apart(fails, err, sizeof err), 4);
    ck_assert_ptr_nonnull(strstr(err, "in finally"));
}
END_TEST

static rf_value ranges(rf_ctx *cx)
{
    rf_value v, r = rf_range_lazy(cx, 1, 10, 3);
    rf_loop  l;
    int64_t  n = 0;

    shows(cx, chain(cx, r, "collect", NONE), "[1, 4, 7]");
    shows(cx, chain(cx, rf_range_lazy(cx, 5, 0, -2), "collect", NONE), "[5, 3, 1]");
    shows(cx, chain(cx, rf_range_lazy(cx, 5, 0, 2), "collect", NONE), "[]");
    shows(cx,
          chain(cx, chain(cx, rf_range_lazy(cx, INT64_MAX - 2, INT64_MAX, 1), "take", number(9)),
                "collect", NONE),
          "[9223372036854775805, 9223372036854775806]");
    rf_range_lazy(cx, 0, 1, 0);
    ck_assert_str_eq(taken_error(cx), "range() step cannot be zero");
    r = rf_range_lazy(cx, 0, 1000000, 1);
    ck_assert(rf_loop_start(cx, &l, r));
    while (rf_loop_next(cx, &l, &v))
        n += v.as.i;
    rf_loop_end(cx, &l);
    ck_assert_int_eq(n, INT64_C(1000000) * 999999 / 2);
    ck_assert(is_done(cx, r));
    rf_release(cx, r);
    return rf_null;
}

START_TEST(ranges_count_without_arrays)
{
    ck_assert_int_eq(run_program(ranges), 0);
}
END_TEST

static rf_value naturals(rf_ctx *cx)
{
    return rf_range_lazy(cx, 0, INT64_MAX, 1);
}

static rf_value chains(rf_ctx *cx)
{
    rf_value f = rf_from_object(&even), a, z;

    shows(cx,
          chain(cx, chain(cx, chain(cx, naturals(cx), "filter", f), "take", number(3)), "collect",
                NONE),
          "[0, 2, 4]");
    shows(cx, chain(cx, chain(cx, naturals(cx), "map", rf_from_object(&twice)), "first", NONE),
          "0");
    shows(cx,
          chain(cx, chain(cx, chain(cx, naturals(cx), "skip", number(3)), "take", number(2)),
                "collect", NONE),
          "[3, 4]");
    shows(cx, chain(cx, chain(cx, naturals(cx), "take_while", f), "collect", NONE), "[0]");
    a = naturals(cx);
    z = chain(cx, naturals(cx), "skip", number(10));
    shows(
        cx,
        chain(cx, chain(cx, call_method(cx, a, "zip", &z, 1), "take", number(2)), "collect", NONE),
        "[[0, 10], [1, 11]]");
    rf_release(cx, a);
    rf_release(cx, z);
    a = chain(cx, chain(cx, naturals(cx), "chunk", number(2)), "take", number(2));
    shows(cx, chain(cx, chain(cx, a, "flatten", NONE), "collect", NONE), "[0, 1, 2, 3]");
    a = chain(cx, chain(cx, naturals(cx), "enumerate", NONE), "skip", number(2));
    shows(cx, chain(cx, a, "first", NONE), "[2, 2]");
    shows(cx, chain(cx, chain(cx, naturals(cx), "take", number(5)), "sum", NONE), "10");
    shows(cx, chain(cx, chain(cx, naturals(cx), "take", number(5)), "count", NONE), "5");
    shows(cx, chain(cx, naturals(cx), "any", f), "true");
    shows(cx, chain(cx, naturals(cx), "all", f), "false");
    a = chain(cx, naturals(cx), "take", number(5));
    z = rf_from_object(&add);
    shows(cx, call_method(cx, a, "reduce", (rf_value[]){number(1), z}, 2), "11");
    rf_release(cx, a);
    chain(cx, chain(cx, naturals(cx), "filter", f), "map", number(3));
    ck_assert_str_eq(taken_error(cx), "map expects a function");
    a = chain(cx, chain(cx, naturals(cx), "skip", number(665)), "filter", f);
    chain(cx, a, "first", NONE);
    ck_assert_str_eq(taken_error(cx), "beast");
    return rf_null;
}

START_TEST(chains_are_lazy)
{
    ck_assert_int_eq(run_program(chains), 0);
}
END_TEST

static rf_value arrays(rf_ctx *cx)
{
    rf_value a = rf_from_object(rf_ints_of(cx, (int64_t[]){1, 2, 3, 4}, 4)), g;

    g = call_method(cx, a, "map", (rf_value[]){rf_from_object(&twice)}, 1);
    ck_assert_str_eq(rf_type_name(g), "iterator");
    shows(cx, chain(cx, g, "collect", NONE), "[2, 4, 6, 8]");
    g = rf_lazy(cx, a);
    ck_assert_str_eq(rf_type_name(g), "generator");
    shows(cx, call_method(cx, g, "next", NULL, 0), "1");
    shows(cx, chain(cx, call_method(cx, g, "take", (rf_value[]){number(1)}, 1), "collect", NONE),
          "[2]");
    shows(cx, call_method(cx, g, "collect", NULL, 0), "[3, 4]");
    ck_assert(is_done(cx, g));
    rf_release(cx, g);
    rf_release(cx, a);
    rf_lazy(cx, rf_null);
    ck_assert_str_eq(taken_error(cx), "Cannot iterate over non-iterable type: null");
    return rf_null;
}

START_TEST(arrays_begin_chains)
{
    ck_assert_int_eq(run_program(arrays), 0);
}
END_TEST

/* ---- several threads */

enum { EACH = 2000 };

BLOCK(puller)
{
    int64_t  sum = 0;
    rf_value v;

    for (int i = 0; i < EACH; i++) {
        ck_assert_int_eq(rf_gen_next(cx, (rf_frame *)self->captures[0].as.o, &v), RF_YIELDED);
        sum += v.as.i;
    }
    return rf_send(cx, self->captures[1], number(sum), AT(1));
}

static rf_value in_turn(rf_ctx *cx)
{
    rf_value g = count_new(cx, 0), ch = rf_channel_new(cx, rf_absent, AT(1));
    int64_t  sum = 0;

    for (int i = 0; i < 3; i++)
        spawn_now(cx, &puller_block, g, ch, rf_null);
    for (int i = 0; i < 3; i++)
        sum += rf_receive(cx, ch, AT(1)).as.i;
    ck_assert_int_eq(sum, (int64_t)3 * EACH * (3 * EACH - 1) / 2);
    rf_release(cx, g);
    rf_release(cx, ch);
    return rf_null;
}

START_TEST(several_threads_take_turns)
{
    ck_assert_int_eq(run_program(in_turn), 0);
}
END_TEST

TCase *gen_tests(void)
{
    TCase *t = tcase_create("gen");

    tcase_set_timeout(t, 60);
    tcase_add_test(t, a_generator_is_driven_by_its_methods);
    tcase_add_test(t, a_forgotten_generator_is_closed);
    tcase_add_test(t, an_error_of_its_finally_is_reported);
    tcase_add_test(t, ranges_count_without_arrays);
    tcase_add_test(t, chains_are_lazy);
    tcase_add_test(t, arrays_begin_chains);
    tcase_add_test(t, several_threads_take_turns);
    return t;
}
