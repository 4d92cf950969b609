/* Function values: making, crossing, calling. */

#include "ruff/closure.h"

#include "core/heap.h"
#include "core/method.h"
#include "core/print.h"
#include "core/share.h"
#include "core/world.h"
#include "ruff/error.h"

static size_t closure_size(uint32_t captures)
{
    return offsetof(rf_closure, captures) + captures * sizeof(rf_value);
}

static void destroy(rf_ctx *cx, rf_object *o)
{
    rf_closure *c = (rf_closure *)o;
    uint32_t    i;

    for (i = 0; i < c->capture_count; i++)
        rf_release(cx, c->captures[i]);
    rf_object_free(cx, o, closure_size(c->capture_count));
}

static void share(rf_ctx *cx, rf_object *o)
{
    const rf_closure *c = (rf_closure *)o;
    rf_world         *w = rf_closure_world(c);
    uint32_t          i;

    if (w && !rf_is_searching(cx))
        rf_world_share(cx, w);

    for (i = 0; i < c->capture_count; i++)
        rf_share(cx, c->captures[i]);
}

/* The world that a copy of c takes along, borrowed; NULL: none. */
static rf_world *world_to_take(rf_ctx *cx, const rf_closure *c)
{
    rf_world *w = rf_closure_world(c);

    return w || !c->function->globals || !rf_is_crossing_along(cx) ? w : rf_world_of(cx);
}

/* A copy with its own variables; the same one for every mention within one crossing, but one for
   those mentions that take globals along, known by an address inside the original. */
static rf_value cross(rf_ctx *cx, rf_object *o)
{
    const rf_closure *c       = (rf_closure *)o;
    rf_world         *w       = world_to_take(cx, c);
    uint32_t          count   = c->capture_count - (rf_closure_world(c) != NULL);
    rf_object        *mention = w ? (rf_object *)((char *)o + 1) : o;
    rf_object        *known   = rf_crossed(cx, mention);
    rf_closure       *d;

    if (known)
        return rf_from_object(known);
    if (!w && count == 0)
        return rf_copy(rf_from_object(o));
    d = rf_closure_new(cx, c->function, count + (w != NULL));
    rf_crossed_as(cx, mention, &d->head);
    for (uint32_t i = 0; i < count; i++)
        d->captures[i] = rf_cross(cx, c->captures[i]);
    if (w) {
        d->captures[count] = rf_from_object(rf_world_taken(cx, w, c->function->globals));
        d->head.aux        = 1;
    }
    return rf_from_object(d);
}

static void print(rf_text *out, rf_object *o)
{
    const rf_function *f = ((rf_closure *)o)->function;

    if (f->flags & RF_FN_NATIVE)
        rf_text_format(out, "<native function: %s>", f->name);
    else
        rf_text_puts(out, "<unknown>");
}

const rf_kind rf_closure_kind = {
    .id        = RF_K_FUNCTION,
    .type_name = "function",
    .destroy   = destroy,
    .share     = share,
    .cross     = cross,
    .print     = print,
};

rf_closure *rf_closure_new(rf_ctx *cx, const rf_function *f, uint32_t captures)
{
    rf_closure *c = rf_object_new(cx, closure_size(captures), &rf_closure_kind);
    uint32_t    i;

    c->function      = f;
    c->capture_count = captures;
    for (i = 0; i < captures; i++)
        c->captures[i] = rf_null;
    return c;
}

void rf_throw_arity(rf_ctx *cx, const rf_function *f, uint32_t got)
{
    if (f->flags & RF_FN_NATIVE)
        rf_throw_native_arity(cx, f->name, f->least, f->flags & RF_FN_VARIADIC ? -1 : f->arity,
                              got);
    else
        rf_throw(cx, "%s expects %d arguments, got %u", f->name, f->arity, got);
}

bool rf_check_arity(rf_ctx *cx, const rf_function *f, uint32_t count)
{
    uint32_t least = (uint32_t)(f->flags & RF_FN_NATIVE ? f->least : f->arity);
    bool     any   = (f->flags & RF_FN_VARIADIC) != 0;

    if (RF_LIKELY(count >= least && (any || count <= (uint32_t)f->arity)))
        return true;
    rf_throw_arity(cx, f, count);
    return false;
}

rf_value rf_call(rf_ctx *cx, rf_value callee, const rf_value *args, uint32_t count)
{
    rf_closure *c = (rf_closure *)callee.as.o;
    rf_value    result;

    if (!rf_is(callee, RF_K_FUNCTION)) {
        if (!rf_throw_if_error(cx, callee))
            rf_throw(cx, "Cannot call non-function: %s", rf_type_name(callee));
        return rf_null;
    }
    if (!rf_check_arity(cx, c->function, count))
        return rf_null;
    rf_retain_object(c); /* the body may overwrite the variable that holds it */
    result = RF_LIKELY(c->head.aux == 0) ? c->function->call(cx, c, args, count)
                                         : rf_world_call(cx, c, c->function->call, args, count);
    rf_release_object(cx, c);
    return result;
}
