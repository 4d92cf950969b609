/* Functions that wait, called from bodies that give their thread up: frames within frames (C-34). */

#include "core/method.h"
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

    /* One that took its globals along is called with them, and keeps the thread. */
    if (!rf_is(callee, RF_K_FUNCTION) || !c->function->way || c->head.aux != 0)
        return rf_call(cx, callee, args, count);
    return rf_check_arity(cx, c->function, count) ? c->function->way(cx, c, args, count) : rf_null;
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
    step = c->type->resume(cx, c);
    if (step == RF_DONE) {
        *out   = c->out;
        c->out = rf_null;
    }
    return step;
}
