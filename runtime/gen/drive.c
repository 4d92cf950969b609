/* Generators driven by next(), send() and close(): see ruff/gen.h. Emitted ones and the native iterators of
   lazy.c and range.c alike. */

#include "core/share.h"
#include "core/start.h"
#include "core/world.h"
#include "gen/driver.h"

RF_COLD rf_step rf_frame_step_there(rf_ctx *cx, rf_frame *g)
{
    rf_world *here = rf_world_of(cx);
    rf_step   step;

    rf_world_enter(cx, g->world);
    step = g->type->resume(cx, g);
    cx->globals = here ? here->cells : NULL;
    if (step == RF_YIELDED || step == RF_DONE)
        g->out = rf_world_bind(cx, g->out, g->world);
    return step;
}

/* Runs the body to its next yield, wait or end. The turn is ours. */
static inline rf_step run_on(rf_ctx *cx, rf_frame *g)
{
    rf_step step;

    if (g->head.aux == RF_FINISHED)
        return RF_DONE;
    step = rf_frame_step(cx, g);
    if (step != RF_YIELDED && RF_LIKELY(step != RF_WAITING)) {
        g->head.aux = RF_FINISHED;
        g->type->drop(cx, g);
    }
    return step;
}

/* For one who cannot give way when the body waits. */
static inline rf_step run_deeper(rf_ctx *cx, rf_frame *g)
{
    rf_step step;

    while (RF_UNLIKELY((step = run_on(cx, g)) == RF_WAITING))
        rf_turns_of_tasks->stay(cx);
    return step;
}

static inline bool has_room(rf_ctx *cx, const rf_frame *g)
{
    if (RF_UNLIKELY(RF_STACK_LOW(cx)) && g->head.aux != RF_FINISHED) {
        rf_throw_depth(cx, g->type->function);
        return false;
    }
    return true;
}

static inline rf_step run(rf_ctx *cx, rf_frame *g)
{
    return has_room(cx, g) ? run_deeper(cx, g) : RF_FAILED;
}

/* What passes in or out of a shared body is held on both sides. */
static inline void share_with(rf_ctx *cx, const rf_frame *g, rf_value v)
{
    if (RF_UNLIKELY(RF_COUNT(g) < 0))
        rf_share(cx, v);
}

/* Both halves were stored on their own a moment ago: one load of 16 bytes would have to wait for
 * the stores. */
static inline rf_step give_out(rf_frame *g, rf_step step, rf_value *out)
{
    if (RF_LIKELY(step == RF_YIELDED)) {
        uint64_t tag = g->out.tag;

        __asm__("" : "+r"(tag));
        out->tag   = tag;
        out->as.i  = g->out.as.i;
        g->out.tag = RF_NULL;
    }
    return step;
}

rf_step rf_gen_next(rf_ctx *cx, rf_frame *g, rf_value *out)
{
    rf_step step;

    *out = rf_null;
    if (!rf_drive_take(cx, g, false))
        return RF_FAILED;
    step = give_out(g, run(cx, g), out);
    share_with(cx, g, *out);
    rf_drive_give(cx, g);
    return step;
}

rf_value rf_generator_next(rf_ctx *cx, rf_value g)
{
    rf_value out;

    rf_gen_next(cx, (rf_frame *)g.as.o, &out);
    return out;
}

/* Puts `v` where the body's yield takes it; false when there is nothing to run. Takes v. */
static bool pass_in(rf_ctx *cx, rf_frame *g, RF_OWN rf_value v)
{
    if (g->head.aux == RF_FINISHED || (g->head.aux == 0 && v.tag != RF_NULL)) {
        if (g->head.aux == 0)
            rf_throw(cx, "Generator not started");
        rf_release(cx, v);
        return false;
    }
    rf_release(cx, g->in);
    if (RF_UNLIKELY(g->world && rf_world_of(cx) && g->world != rf_world_of(cx)))
        v = rf_world_bind(cx, v, rf_world_of(cx));
    share_with(cx, g, v);
    g->in = v;
    return true;
}

rf_value rf_gen_send(rf_ctx *cx, rf_frame *g, RF_OWN rf_value v)
{
    rf_value out = rf_null;

    if (!rf_drive_take(cx, g, false)) {
        rf_release(cx, v);
        return rf_null;
    }
    if (pass_in(cx, g, v)) {
        give_out(g, run(cx, g), &out);
        share_with(cx, g, out);
    }
    rf_drive_give(cx, g);
    return out;
}

/* ---- the same for those who give way when the body waits */

/* The turn is taken in this step, or was when the body began to wait: *goes_on then. */
static rf_step poll_turn(rf_ctx *cx, rf_frame *g, bool *goes_on)
{
    rf_step step = RF_DONE;

    *goes_on = rf_is_driving(cx, g) && (g->flags & RF_FRAME_WAITS);
    if (*goes_on) {
        g->flags &= ~(uint32_t)RF_FRAME_WAITS;
        if (g->flags & RF_FRAME_APART)
            rf_cells_apart(cx, rf_cells_apart(cx, 0) + 1);
        return RF_DONE;
    }
    if (!rf_is_free(cx, g))
        return RF_FAILED;
    if (RF_UNLIKELY(RF_COUNT(g) < 0))
        step = rf_turns_of_tasks->poll(cx, &g->lock);
    if (step == RF_DONE)
        rf_drive_begin(cx, g);
    return step;
}

static rf_step poll_end(rf_ctx *cx, rf_frame *g, rf_step step, rf_value *out)
{
    if (step == RF_WAITING) {
        g->flags |= RF_FRAME_WAITS;
        if (g->flags & RF_FRAME_APART)
            rf_cells_apart(cx, rf_cells_apart(cx, 0) - 1);
        return step;
    }
    give_out(g, step, out);
    share_with(cx, g, *out);
    rf_drive_give(cx, g);
    return step;
}

rf_step rf_gen_next_poll(rf_ctx *cx, rf_frame *g, rf_value *out)
{
    bool    goes_on;
    rf_step step = poll_turn(cx, g, &goes_on);

    *out = rf_null;
    if (step != RF_DONE)
        return step;
    return poll_end(cx, g, has_room(cx, g) ? run_on(cx, g) : RF_FAILED, out);
}

/* The step of a call: its result is the value. */
static rf_step done_with(rf_step step)
{
    return step == RF_YIELDED ? RF_DONE : step;
}

rf_step rf_generator_send_poll(rf_ctx *cx, rf_value generator, rf_value v, rf_value *out)
{
    rf_frame *g = (rf_frame *)generator.as.o;
    bool      goes_on;
    rf_step   step = poll_turn(cx, g, &goes_on);

    *out = rf_null;
    if (step != RF_DONE)
        return step;
    if (!has_room(cx, g) || (!goes_on && !pass_in(cx, g, rf_copy(v))))
        step = RF_FAILED(cx) ? RF_FAILED : RF_DONE;
    else
        step = run_on(cx, g);
    return done_with(poll_end(cx, g, step, out));
}

rf_step rf_generator_next_poll(rf_ctx *cx, rf_frame *f, rf_value g, rf_value *out)
{
    (void)f;
    return done_with(rf_gen_next_poll(cx, (rf_frame *)g.as.o, out));
}

/* Lets a suspended body leave through its finally blocks. One that yields there goes on leaving,
   and the error says so afterwards. It may be a full stack that ends it: then it uses what is kept
   for such ends. */
static void leave(rf_ctx *cx, rf_frame *g)
{
    bool yielded = false;

    g->flags |= RF_FRAME_CLOSING;
    while (run_deeper(cx, g) == RF_YIELDED) {
        rf_release(cx, g->out);
        g->out  = rf_null;
        yielded = true;
    }
    g->flags &= ~(uint32_t)RF_FRAME_CLOSING;
    if (yielded && !RF_FAILED(cx))
        rf_throw(cx, "Generator yielded while it was being closed");
}

void rf_gen_close(rf_ctx *cx, rf_frame *g)
{
    if (!rf_drive_take(cx, g, false))
        return;
    if (g->head.aux == 0) {
        g->head.aux = RF_FINISHED;
        g->type->drop(cx, g);
    } else if (g->head.aux != RF_FINISHED) {
        leave(cx, g);
    }
    rf_drive_give(cx, g);
}

rf_value rf_gen_result(rf_ctx *cx, rf_frame *g)
{
    rf_value result = g->out;

    (void)cx;
    g->out = rf_null;
    return result;
}

/* The caller's pending error is put aside meanwhile. Whatever the body does with its own generator
   must not end it twice. */
void rf_frame_forgotten(rf_ctx *cx, rf_frame *g)
{
    rf_object *pending = cx->error;

    if (g->head.aux == 0 || g->head.aux == RF_FINISHED || rf_is_ending(cx))
        return;
    cx->error = NULL;
    __atomic_store_n(&g->head.count, 1, __ATOMIC_RELAXED);
    leave(cx, g);
    if (cx->error)
        rf_report_stray(cx);
    cx->error = pending;
}
