/* Functions that wait, called from bodies that give their thread up: frames within frames (C-34). */

#include "core/method.h"
#include "core/struct_ops.h"
#include "core/world.h"
#include "gen/frame.h"
#include "ruff/error.h"

/* Nobody but its caller's frame holds it: when that goes before its end, nothing runs any more. */
static void destroy(rf_ctx *cx, rf_object *o)
{
    rf_frame_free(cx, (rf_frame *)o);
}

const rf_kind rf_called_kind = {
    .id        = RF_K_GENERATOR,
    .type_name = "call",
    .destroy   = destroy,
    .share     = rf_frame_share,
};

rf_value rf_call_begin(rf_ctx *cx, rf_value callee, const rf_value *args, uint32_t count)
{
    rf_closure *c = (rf_closure *)callee.as.o;

    if (!rf_is(callee, RF_K_FUNCTION) || !c->function->way)
        return rf_call(cx, callee, args, count);
    if (!rf_check_arity(cx, c->function, count))
        return rf_null;
    return RF_LIKELY(c->head.aux == 0) ? c->function->way(cx, c, args, count)
                                       : rf_world_call(cx, c, c->function->way, args, count);
}

rf_value rf_method_begin(rf_ctx *cx, rf_value *place, const rf_string *name, const rf_value *args,
                         uint32_t count)
{
    const rf_struct_method *m = NULL;
    rf_value                all[count + 1];

    if (rf_is(*place, RF_K_STRUCT))
        m = rf_struct_find_method(rf_struct_type_of(place->as.o), name->at);
    if (!m || !m->function->way || count != (uint32_t)m->function->arity)
        return rf_method(cx, place, name, args, count);
    all[0] = *place;
    for (uint32_t i = 0; i < count; i++)
        all[i + 1] = args[i];
    return m->function->way(cx, NULL, all, count + 1);
}

rf_step rf_call_poll(rf_ctx *cx, rf_frame *f, rf_value called, rf_value *out)
{
    rf_frame *c = (rf_frame *)called.as.o;
    rf_step   step;

    (void)f;
    if (called.tag != RF_OBJECT || c->head.kind != &rf_called_kind) {
        *out = rf_copy(called);
        return RF_DONE;
    }
    if (RF_STACK_LOW(cx)) {
        rf_throw_depth(cx, c->type->function);
        return RF_FAILED;
    }
    step = rf_frame_step(cx, c);
    if (step == RF_DONE) {
        *out   = c->out;
        c->out = rf_null;
    }
    return step;
}
