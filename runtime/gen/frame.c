/* Resumable frames: how they are made, shared and freed. */

#include <string.h>

#include "core/heap.h"
#include "core/share.h"
#include "core/world.h"
#include "gen/driver.h"

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

void rf_frame_share(rf_ctx *cx, rf_object *o)
{
    rf_frame *f       = (rf_frame *)o;
    bool      running = f->flags & RF_FRAME_RUNNING;

    /* The variables of a running body may be between two states; its driver keeps it alive. */
    if (running && rf_is_searching(cx))
        return;
    if (running) {
        f->lock = 1;
        f->wait = rf_driver(cx);
        rf_apart_begin(cx, f);
    }
    if (f->world && !rf_is_searching(cx))
        rf_world_share(cx, f->world);
    f->type->share(cx, f);
    rf_share(cx, f->out);
    rf_share(cx, f->in);
}
