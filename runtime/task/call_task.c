/* Functions of the script run as tasks: a native frame that calls, and awaits what it got (C-43).
 * Their ranks. */

#include <string.h>

#include "ruff/dict.h"
#include "ruff/error.h"
#include "task/calls.h"

enum { MOST_ARGS = 8 };

typedef struct call_frame {
    rf_frame base;
    rf_value function, calling, got;
    rf_value args[MOST_ARGS];
    uint32_t count;
} call_frame;

enum { NOT_BEGUN, CALLS, AWAITS, ENDS /* cancelled: awaits the end of the body that was called */ };

static bool is_cancelled(rf_frame *self)
{
    return __atomic_load_n(&rf_task_at(self)->party.cancelled, __ATOMIC_RELAXED) != 0;
}

/* A cancelled task cancels the async function that it has called, unless others hold its promise,
   and ends when that has. */
static void pass_on(rf_ctx *cx, call_frame *c)
{
    if (!rf_is_held_once(c->got))
        return;
    c->base.head.aux = ENDS;
    rf_task_at(&c->base)->party.shield++;
    rf_cancel(cx, c->got.as.o);
}

static rf_step await_result(rf_ctx *cx, call_frame *c)
{
    rf_step step;

    if (c->base.head.aux == AWAITS && is_cancelled(&c->base))
        pass_on(cx, c);
    step = rf_await_poll(cx, &c->base, c->got, &c->base.out, 0);
    if (step != RF_FAILED || c->base.head.aux == ENDS || !is_cancelled(&c->base))
        return step;
    pass_on(cx, c); /* cancelled at the last moment */
    if (c->base.head.aux != ENDS)
        return step;
    rf_release_object(cx, cx->error);
    cx->error = NULL;
    return rf_await_poll(cx, &c->base, c->got, &c->base.out, 0);
}

/* Answers what the body's promise gives, when the function was async. */
static rf_step resume(rf_ctx *cx, rf_frame *self)
{
    call_frame *c = (call_frame *)self;

    if (self->head.aux == NOT_BEGUN) {
        self->head.aux = CALLS;
        c->calling     = rf_call_begin(cx, c->function, c->args, c->count);
        if (RF_FAILED(cx))
            return RF_FAILED;
    }
    if (self->head.aux == CALLS) {
        rf_step step = rf_call_poll(cx, self, c->calling, &c->got);

        if (step != RF_DONE)
            return step;
        rf_release(cx, c->calling);
        c->calling = rf_null;
        if (!rf_is(c->got, RF_K_PROMISE)) {
            self->out = c->got;
            c->got    = rf_null;
            return RF_DONE;
        }
        self->head.aux = AWAITS;
    }
    return await_result(cx, c);
}

static void drop(rf_ctx *cx, rf_frame *self)
{
    call_frame *c = (call_frame *)self;
    rf_value    f = c->function, calling = c->calling, got = c->got;

    c->function = rf_null;
    c->calling  = rf_null;
    c->got      = rf_null;
    rf_release(cx, calling);
    rf_release(cx, f);
    rf_release(cx, got);
    while (c->count > 0)
        rf_release(cx, c->args[--c->count]);
}

static void share(rf_ctx *cx, rf_frame *self)
{
    call_frame *c = (call_frame *)self;

    rf_share(cx, c->function);
    rf_share(cx, c->calling);
    rf_share(cx, c->got);
    for (uint32_t i = 0; i < c->count; i++)
        rf_share(cx, c->args[i]);
}

static const rf_function   task_function = {.name = "task", .flags = RF_FN_NATIVE};
static const rf_frame_type call_type     = {&task_function, resume, drop,
                                            share,          share,  sizeof(call_frame)};

rf_frame *rf_call_task_new(rf_ctx *cx, const rf_kind *kind, rf_value f, const rf_value *args,
                           uint32_t count)
{
    call_frame *c = (call_frame *)rf_frame_new(cx, kind, &call_type);

    c->function = rf_copy(f);
    for (c->count = 0; c->count < count && c->count < MOST_ARGS; c->count++)
        c->args[c->count] = rf_copy(args[c->count]);
    rf_body_init(cx, &c->base);
    rf_task_at(&c->base)->party.function = ((rf_closure *)f.as.o)->function;
    return &c->base;
}

/* ---- ranks */

bool rf_rank_of(rf_ctx *cx, rf_value name, rf_rank *rank)
{
    static const char *const names[] = {"high", "normal", "low"};

    if (rf_throw_if_error(cx, name))
        return false;
    for (int i = 0; i < RF_RANKS; i++) {
        if (rf_is(name, RF_K_STRING) && rf_name_is(name.as.s, names[i])) {
            *rank = (rf_rank)i;
            return true;
        }
    }
    rf_throw(cx, "a priority must be \"high\", \"normal\" or \"low\"");
    return false;
}

void rf_task_raise(rf_ctx *cx, rf_task *t, rf_rank rank)
{
    if (__atomic_load_n(&t->party.rank, __ATOMIC_RELAXED) > rank)
        rf_task_set_rank(cx, t, rank);
}
