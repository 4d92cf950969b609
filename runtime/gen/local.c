/* Generators whose frame belongs to the only loop that drives them (C-77): see ruff/gen.h. No count,
   no turn and no world of their own: what holds the loop has them. */

#include "gen/frame.h"
#include "gen/turn.h"

#include <string.h>

#include "ruff/typed.h"

void rf_local_begin(rf_frame *g, const rf_frame_type *t)
{
    memset(g, 0, t->size);
    g->head.kind = &rf_generator_kind;
    g->type      = t;
}

bool rf_local_next_staying(rf_ctx *cx, rf_frame *g, rf_step (*resume)(rf_ctx *cx, rf_frame *self),
                           rf_value *item)
{
    rf_step step;

    while ((step = rf_local_next_poll(cx, g, resume, item)) == RF_WAITING)
        rf_turns_of_tasks->stay(cx);
    return step == RF_YIELDED;
}

void rf_local_end(rf_ctx *cx, rf_frame *g)
{
    const rf_frame_type *t = g->type;

    if (!t)
        return;
    rf_frame_forgotten(cx, g);
    t->drop(cx, g);
    rf_clear(cx, g->out);
    rf_clear(cx, g->in);
    g->type = NULL;
}

void rf_local_share(rf_ctx *cx, rf_frame *g)
{
    if (!g->type)
        return;
    g->type->share(cx, g);
    rf_share(cx, g->out);
    rf_share(cx, g->in);
}

void rf_local_cross(rf_ctx *cx, rf_frame *g)
{
    if (g->type)
        g->type->cross(cx, g);
}
