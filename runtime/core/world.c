/* Worlds: the globals that code sees. See world.h. */

#include "core/world.h"

#include "core/cycle.h"
#include "core/heap.h"
#include "core/share.h"
#include "ruff/cell.h"

/* What a world holds where its code never looks: it stays unset. */
static rf_cell no_cell = {
    .head = {RF_STATIC_COUNT, 0, &rf_cell_kind}, .value = {RF_ABSENT, {0}}};

static size_t world_size(uint32_t count)
{
    return offsetof(rf_world, cells) + count * sizeof(rf_cell *);
}

static void destroy(rf_ctx *cx, rf_object *o)
{
    rf_world *w = (rf_world *)o;

    for (uint32_t i = 0; i < w->count; i++)
        rf_release_object(cx, w->cells[i]);
    rf_object_free(cx, w, world_size(w->count));
}

/* Only to be searched (core/cycle.h): rf_share does not come here, the count is atomic already. */
static void share(rf_ctx *cx, rf_object *o)
{
    const rf_world *w = (rf_world *)o;

    for (uint32_t i = 0; i < w->count; i++)
        rf_share(cx, rf_from_object(w->cells[i]));
}

const rf_kind rf_world_kind = {
    .id = RF_K_OTHER, .type_name = "world", .destroy = destroy, .share = share};

rf_world *rf_world_new(rf_ctx *cx, uint32_t count)
{
    rf_world *w = rf_object_new(cx, world_size(count), &rf_world_kind);

    w->head.count = -1;
    w->count      = count;
    w->shared     = 0;
    for (uint32_t i = 0; i < count; i++)
        w->cells[i] = &no_cell;
    return w;
}

void rf_world_share(rf_ctx *cx, rf_world *w)
{
    if (__atomic_load_n(&w->shared, __ATOMIC_RELAXED))
        return;
    __atomic_store_n(&w->shared, 1, __ATOMIC_RELAXED);
    for (uint32_t i = 0; i < w->count; i++)
        rf_share(cx, rf_from_object(w->cells[i]));
}

/* ---- what code takes along */

/* The closures in its cells are called in this world anyway: they need not hold it, and would form
   a cycle with it. */
static void take_cell(rf_ctx *cx, rf_world *copy, const rf_world *w, uint32_t i)
{
    rf_cell *cell;
    bool     along;

    if (copy->cells[i] != &no_cell || w->cells[i] == &no_cell)
        return;
    along = rf_crossing_along(cx, false);
    cell  = (rf_cell *)rf_cross(cx, rf_from_object(w->cells[i])).as.o;
    rf_crossing_along(cx, along);
    rf_cell_delist(cx, cell);
    if (copy->cells[i] == &no_cell)
        copy->cells[i] = cell;
    else /* what lies in it has the same world */
        rf_release_object(cx, cell);
}

rf_world *rf_world_taken(rf_ctx *cx, rf_world *w, const uint32_t *globals)
{
    rf_world *copy = (rf_world *)rf_crossed(cx, &w->head);

    if (!copy) {
        copy = rf_world_new(cx, w->count);
        rf_crossed_as(cx, &w->head, &copy->head);
    }
    for (uint32_t i = 0; i < (globals ? globals[0] : w->count); i++)
        take_cell(cx, copy, w, globals ? globals[1 + i] : i);
    return copy;
}

/* ---- from world to world */

static rf_value bind_closure(rf_ctx *cx, rf_closure *c, rf_world *w)
{
    rf_closure *d;

    if (!c->function->globals || rf_closure_world(c))
        return rf_from_object(c);
    d = rf_closure_new(cx, c->function, c->capture_count + 1);
    for (uint32_t i = 0; i < c->capture_count; i++)
        d->captures[i] = rf_copy(c->captures[i]);
    rf_retain_object(w);
    d->captures[c->capture_count] = rf_from_object(w);
    d->head.aux                   = 1;
    rf_release_object(cx, c);
    return rf_from_object(d);
}

/* One that others may drive already has the world of all of them. */
static void bind_generator(rf_frame *g, rf_world *w)
{
    if (!g->type->function->globals || g->world || RF_COUNT(g) < 0)
        return;
    rf_retain_object(w);
    g->world = w;
}

rf_value rf_world_bind(rf_ctx *cx, RF_OWN rf_value v, rf_world *w)
{
    if (rf_is(v, RF_K_FUNCTION))
        return bind_closure(cx, (rf_closure *)v.as.o, w);
    if (rf_is(v, RF_K_GENERATOR))
        bind_generator((rf_frame *)v.as.o, w);
    return v;
}

rf_value rf_world_call(rf_ctx *cx, rf_closure *c, rf_code code, const rf_value *args, uint32_t count)
{
    rf_world *there = rf_closure_world(c), *here = rf_world_of(cx);
    rf_value  bound[count + 1], result;

    if (!here || here == there)
        return code(cx, c, args, count);
    for (uint32_t i = 0; i < count; i++)
        bound[i] = rf_world_bind(cx, rf_copy(args[i]), here);
    rf_world_enter(cx, there);
    result = code(cx, c, bound, count);
    rf_world_enter(cx, here);
    for (uint32_t i = 0; i < count; i++)
        rf_release(cx, bound[i]);
    return rf_world_bind(cx, result, there);
}
