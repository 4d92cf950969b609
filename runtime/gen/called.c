/* Functions that wait, called from bodies that give their thread up: frames within frames (C-34). */

#include "core/method.h"
#include "core/struct_ops.h"
#include "core/world.h"
#include "gen/frame.h"
#include "ruff/error.h"
#include "ruff/typed.h"

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

/* ---- next() of a generator that may wait; send() is that of channels, rf_send_poll ---- */

typedef struct drive_frame {
    rf_frame base;
    rf_value generator;
} drive_frame;

static rf_step drive(rf_ctx *cx, rf_frame *self)
{
    return rf_generator_next_poll(cx, self, ((drive_frame *)self)->generator, &self->out);
}

static void drop_drive(rf_ctx *cx, rf_frame *self)
{
    drive_frame *d = (drive_frame *)self;

    rf_clear(cx, d->generator);
}

static void share_drive(rf_ctx *cx, rf_frame *self)
{
    rf_share(cx, ((drive_frame *)self)->generator);
}

static const rf_function   drive_function = {.name = "next", .flags = RF_FN_NATIVE};
static const rf_frame_type drive_type     = {&drive_function, drive,       drop_drive,
                                             share_drive,     share_drive, sizeof(drive_frame)};

/* The call as a frame, or absent when it is no such call. */
static rf_value drive_begin(rf_ctx *cx, rf_value g, const rf_string *name, uint32_t count)
{
    drive_frame *d;

    if (!rf_name_is(name, "next") || count > 0)
        return rf_absent;
    d            = (drive_frame *)rf_frame_new(cx, &rf_called_kind, &drive_type);
    d->generator = rf_copy(g);
    return rf_from_object(d);
}

/* ---- methods ---- */

static rf_value struct_begin(rf_ctx *cx, rf_value *place, const rf_string *name, const rf_value *args,
                             uint32_t count)
{
    const rf_struct_method *m = rf_struct_find_method(rf_struct_type_of(place->as.o), name->at);
    rf_value                all[count + 1];

    if (!m || !m->function->way || count != (uint32_t)m->function->arity)
        return rf_absent;
    all[0] = *place;
    for (uint32_t i = 0; i < count; i++)
        all[i + 1] = args[i];
    return m->function->way(cx, NULL, all, count + 1);
}

rf_value rf_method_begin(rf_ctx *cx, rf_value *place, const rf_string *name, const rf_value *args,
                         uint32_t count)
{
    rf_value begun = rf_absent;

    if (rf_is(*place, RF_K_STRUCT))
        begun = struct_begin(cx, place, name, args, count);
    else if (rf_is_source(*place))
        begun = drive_begin(cx, *place, name, count);
    return begun.tag == RF_ABSENT ? rf_method(cx, place, name, args, count) : begun;
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
