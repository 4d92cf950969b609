/* The kinds of frames that give values, generators and iterators: methods, and what becomes of them when they cross
   or go. */

#include "core/share.h"
#include "core/start.h"
#include "core/world.h"
#include "gen/driver.h"
#include "ruff/typed.h"

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
    rf_drive_give(cx, g);
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

    if (rf_is_driving(cx, g)) {
        rf_cross_then(cx, crossed_running, &g->head);
    } else {
        rf_drive_take(cx, g, true);
        if (g->flags & RF_FRAME_CROSSED) {
            rf_drive_give(cx, g);
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
    if (!rf_is_driving(cx, g)) {
        rf_drive_take(cx, g, true);
        done = g->head.aux == RF_FINISHED;
        rf_drive_give(cx, g);
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
