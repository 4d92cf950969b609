/* Resumable frames driven by next(), send() and close(): see ruff/gen.h. Emitted generators and the
   native iterators of lazy.c and range.c alike. */

#include "gen/frame.h"
#include "ruff/typed.h"

#include <string.h>

#include "core/cycle.h"
#include "core/heap.h"
#include "core/share.h"
#include "core/start.h"
#include "core/world.h"
#include "gen/turn.h"
#include "ruff/error.h"

const rf_turns *rf_turns_of_tasks;

uint32_t rf_frame_size(const rf_frame *f)
{
    bool async = f->head.kind->id != RF_K_GENERATOR && f->head.kind->id != RF_K_ITERATOR;

    return async ? rf_frame_tail(f->type) + RF_TASK_ROOM : f->type->size;
}

rf_frame *rf_frame_new(rf_ctx *cx, const rf_kind *kind, const rf_frame_type *t)
{
    bool      async = kind->id != RF_K_GENERATOR && kind->id != RF_K_ITERATOR;
    uint32_t  size  = async ? rf_frame_tail(t) + RF_TASK_ROOM : t->size;
    rf_frame *f     = rf_object_new(cx, size, kind);

    memset((char *)f + sizeof f->head, 0, size - sizeof f->head);
    f->type = t;
    return f;
}

void rf_frame_free(rf_ctx *cx, rf_frame *f)
{
    f->type->drop(cx, f);
    rf_release(cx, f->out);
    rf_release(cx, f->in);
    rf_release_object(cx, f->world);
    rf_object_free(cx, f, rf_frame_size(f));
}

/* Cells that a shared body makes go with it from party to party. */
static RF_COLD void apart_begin(rf_ctx *cx, rf_frame *f)
{
    f->flags |= RF_FRAME_APART;
    rf_cells_apart(cx, rf_cells_apart(cx, 0) + 1);
}

static RF_COLD void apart_end(rf_ctx *cx, rf_frame *f)
{
    f->flags &= ~(uint32_t)RF_FRAME_APART;
    rf_cells_apart(cx, rf_cells_apart(cx, 0) - 1);
}

void rf_frame_share(rf_ctx *cx, rf_object *o)
{
    rf_frame *f       = (rf_frame *)o;
    bool      running = f->flags & RF_FRAME_RUNNING;

    /* The variables of a running body may be between two states; its driver keeps it alive. */
    if (running && rf_is_searching(cx))
        return;
    if (running) {
        f->lock = 1;
        f->wait = cx;
        apart_begin(cx, f);
    }
    if (f->world && !rf_is_searching(cx))
        rf_world_share(cx, f->world);
    f->type->share(cx, f);
    rf_share(cx, f->out);
    rf_share(cx, f->in);
}

/* ---- whose turn it is (C-76) */

/* One context drives a generator at a time. Two can want a shared one only: then `lock` is taken
   while its body runs, and `wait` names the context. While nobody else can see it a flag does;
   becoming shared while it runs turns the flag into the lock (rf_frame_share). */
static inline bool is_mine(const rf_ctx *cx, rf_frame *g)
{
    if (RF_LIKELY(RF_COUNT(g) >= 0))
        return g->flags & RF_FRAME_RUNNING;
    return __atomic_load_n(&g->wait, __ATOMIC_RELAXED) == cx;
}

static inline bool turn_take(rf_ctx *cx, rf_frame *g, bool steady)
{
    if (RF_UNLIKELY(is_mine(cx, g))) {
        rf_throw(cx, "Generator already running");
        return false;
    }
    if (RF_UNLIKELY(RF_COUNT(g) < 0)) {
        if (!rf_turn_take(cx, &g->lock, steady))
            return false;
        __atomic_store_n(&g->wait, cx, __ATOMIC_RELAXED);
        apart_begin(cx, g);
    }
    g->flags |= RF_FRAME_RUNNING;
    return true;
}

static inline void turn_give(rf_ctx *cx, rf_frame *g)
{
    if (RF_UNLIKELY(g->flags & RF_FRAME_APART))
        apart_end(cx, g);
    g->flags &= ~(uint32_t)RF_FRAME_RUNNING;
    if (RF_UNLIKELY(RF_COUNT(g) < 0)) {
        __atomic_store_n(&g->wait, NULL, __ATOMIC_RELAXED);
        rf_turn_give(cx, &g->lock);
    }
}

/* ---- steps */

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

/* Runs the body to its next yield or end. The turn is ours. */
static inline rf_step run_deeper(rf_ctx *cx, rf_frame *g)
{
    rf_step step;

    if (g->head.aux == RF_FINISHED)
        return RF_DONE;
    step = rf_frame_step(cx, g);
    if (step != RF_YIELDED) {
        g->head.aux = RF_FINISHED;
        g->type->drop(cx, g);
    }
    return step;
}

static inline rf_step run(rf_ctx *cx, rf_frame *g)
{
    if (RF_STACK_LOW(cx) && g->head.aux != RF_FINISHED) {
        rf_throw_depth(cx, g->type->function);
        return RF_FAILED;
    }
    return run_deeper(cx, g);
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
    if (!turn_take(cx, g, false))
        return RF_FAILED;
    step = give_out(g, run(cx, g), out);
    share_with(cx, g, *out);
    turn_give(cx, g);
    return step;
}

rf_value rf_generator_next(rf_ctx *cx, rf_value g)
{
    rf_value out;

    rf_gen_next(cx, (rf_frame *)g.as.o, &out);
    return out;
}

rf_value rf_gen_send(rf_ctx *cx, rf_frame *g, RF_OWN rf_value v)
{
    rf_value out = rf_null;

    if (!turn_take(cx, g, false)) {
        rf_release(cx, v);
        return rf_null;
    }
    if (g->head.aux == RF_FINISHED) {
        rf_release(cx, v);
    } else if (g->head.aux == 0 && v.tag != RF_NULL) {
        rf_throw(cx, "Generator not started");
        rf_release(cx, v);
    } else {
        rf_release(cx, g->in);
        if (RF_UNLIKELY(g->world && rf_world_of(cx) && g->world != rf_world_of(cx)))
            v = rf_world_bind(cx, v, rf_world_of(cx));
        share_with(cx, g, v);
        g->in = v;
        give_out(g, run(cx, g), &out);
        share_with(cx, g, out);
    }
    turn_give(cx, g);
    return out;
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
    if (!turn_take(cx, g, false))
        return;
    if (g->head.aux == 0) {
        g->head.aux = RF_FINISHED;
        g->type->drop(cx, g);
    } else if (g->head.aux != RF_FINISHED) {
        leave(cx, g);
    }
    turn_give(cx, g);
}

rf_value rf_gen_result(rf_ctx *cx, rf_frame *g)
{
    rf_value result = g->out;

    (void)cx;
    g->out = rf_null;
    return result;
}

/* ---- the kinds */

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

static void destroy(rf_ctx *cx, rf_object *o)
{
    rf_frame *g = (rf_frame *)o;

    rf_frame_forgotten(cx, g);
    rf_frame_free(cx, g);
}

/* Only a cycle holds it: it ends as if it were destroyed, and lets go of its variables. */
static void close_lost(rf_ctx *cx, rf_object *o)
{
    rf_object *pending = cx->error;

    cx->error = NULL;
    rf_gen_close(cx, (rf_frame *)o);
    if (cx->error)
        rf_report_stray(cx);
    cx->error = pending;
}

/* All copies are there: others may see it, and take their turn. */
static void crossed(rf_ctx *cx, rf_object *o)
{
    rf_frame *g = (rf_frame *)o;

    if (RF_COUNT(g) < 0)
        g->type->share(cx, g);
    turn_give(cx, g);
    rf_share(cx, rf_from_object(g));
}

static void crossed_running(rf_ctx *cx, rf_object *o)
{
    rf_share(cx, rf_from_object(o));
}

/* Nobody around it uses its globals any more, so the closures in it hold them, too. A generator that
   it drives goes along: the two see the same copy. */
static void take_along(rf_ctx *cx, rf_frame *g)
{
    const uint32_t *globals = g->type->function->globals;
    rf_world       *w       = g->world ? g->world : rf_world_of(cx);
    rf_object      *bound   = g->world;
    bool            along   = rf_crossing_along(cx, true);
    bool            within  = rf_crossing_within(cx, true);
    rf_crossings    others  = {0};

    if (!within)
        rf_crossed_exchange(cx, &others);
    g->type->cross(cx, g);
    if (globals && w) {
        g->world = rf_world_taken(cx, w, globals);
        rf_release_object(cx, bound);
    }
    rf_crossing_along(cx, along);
    rf_crossing_within(cx, within);
    if (within)
        return;
    rf_crossed_exchange(cx, &others);
    rf_crossings_end(&others);
}

/* C-76: it stays one object, but takes copies of what it captured along, once. */
static rf_value cross(rf_ctx *cx, rf_object *o)
{
    rf_frame *g = (rf_frame *)o;

    if (is_mine(cx, g)) {
        rf_cross_then(cx, crossed_running, &g->head);
    } else {
        turn_take(cx, g, true);
        if (g->flags & RF_FRAME_CROSSED) {
            turn_give(cx, g);
        } else {
            g->flags |= RF_FRAME_CROSSED;
            take_along(cx, g);
            rf_cross_then(cx, crossed, &g->head);
        }
    }
    rf_retain_object(g);
    return rf_from_object(g);
}

static rf_value field(rf_ctx *cx, rf_object *o, const rf_string *name)
{
    rf_frame *g    = (rf_frame *)o;
    bool      done = false;

    if (!rf_name_is(name, "done"))
        return rf_absent;
    if (!is_mine(cx, g)) {
        turn_take(cx, g, true);
        done = g->head.aux == RF_FINISHED;
        turn_give(cx, g);
    }
    return rf_from_bool(done);
}

static bool next(rf_ctx *cx, struct rf_loop *l, rf_value *item)
{
    return rf_gen_next(cx, (rf_frame *)l->over.as.o, item) == RF_YIELDED;
}

static rf_value call_next(rf_ctx *cx, rf_value self, const rf_value *args, uint32_t count)
{
    rf_value out;

    (void)args, (void)count;
    rf_gen_next(cx, (rf_frame *)self.as.o, &out);
    return out;
}

static rf_value call_send(rf_ctx *cx, rf_value self, const rf_value *args, uint32_t count)
{
    (void)count;
    return rf_gen_send(cx, (rf_frame *)self.as.o, rf_copy(args[0]));
}

static rf_value call_close(rf_ctx *cx, rf_value self, const rf_value *args, uint32_t count)
{
    (void)args, (void)count;
    rf_gen_close(cx, (rf_frame *)self.as.o);
    return rf_null;
}

static const rf_method_row rows[] = {
    {"next", 0, 0, call_next},
    {"send", 1, 1, call_send},
    {"close", 0, 0, call_close},
    {NULL, 0, 0, NULL},
};

static rf_value method(rf_ctx *cx, rf_value *place, const rf_string *name, const rf_value *args,
                       uint32_t count)
{
    const rf_method_row *const tables[] = {rows, rf_lazy_rows, rf_eager_rows};
    rf_value                   result   = rf_absent;

    for (size_t i = 0; i < 3 && result.tag == RF_ABSENT; i++)
        result = rf_call_row(cx, tables[i], *place, name, args, count);
    return result;
}

#define SOURCE_KIND(sort, text)                                                                    \
    {                                                                                              \
        .id = (sort), .type_name = (text), .destroy = destroy, .share = rf_frame_share,            \
        .cross = cross, .field = field, .method = method, .next = next, .close = close_lost                             \
    }

const rf_kind rf_generator_kind = SOURCE_KIND(RF_K_GENERATOR, "generator");
const rf_kind rf_iterator_kind  = SOURCE_KIND(RF_K_ITERATOR, "iterator");

rf_value rf_returned_value(rf_ctx *cx, rf_value v)
{
    return rf_is(v, RF_K_GENERATOR) ? rf_gen_result(cx, (rf_frame *)v.as.o) : rf_null;
}
