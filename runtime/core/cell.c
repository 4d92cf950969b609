/* Variables that closures share: see cell.h. */

#include "ruff/cell.h"

#include "core/heap_state.h"
#include "core/point.h"
#include "core/share.h"
#include "core/spin.h"
#include "core/steps.h"

static void destroy(rf_ctx *cx, rf_object *o)
{
    rf_cell_delist(cx, (rf_cell *)o);
    rf_release(cx, ((rf_cell *)o)->value);
    rf_object_free(cx, o, sizeof(rf_cell));
}

static void share(rf_ctx *cx, rf_object *o)
{
    if (!rf_is_searching(cx))
        rf_cell_shared(cx, (rf_cell *)o);
    rf_share(cx, ((rf_cell *)o)->value);
}

static rf_value cross(rf_ctx *cx, rf_object *o)
{
    rf_object *known = rf_crossed(cx, o);
    rf_value   inner;
    rf_cell   *c;

    if (known)
        return rf_from_object(known);
    c = rf_cell_new(cx, rf_absent);
    rf_crossed_as(cx, o, &c->head);
    inner    = rf_cell_get(cx, (rf_cell *)o);
    c->value = rf_cross(cx, inner);
    rf_release(cx, inner);
    return rf_from_object(c);
}

const rf_kind rf_cell_kind = {
    .id        = RF_K_CELL,
    .type_name = "cell",
    .destroy   = destroy,
    .share     = share,
    .cross     = cross,
};

rf_cell *rf_cell_new(rf_ctx *cx, RF_OWN rf_value first)
{
    rf_cell *c = rf_object_new(cx, sizeof *c, &rf_cell_kind);

    c->value = first;
    rf_cell_enlist(cx, c);
    return c;
}

rf_value rf_cell_get_shared(rf_ctx *cx, rf_cell *c)
{
    rf_value v;

    rf_point(cx);
    rf_spin_lock(&c->head.aux);
    v = rf_copy(c->value);
    rf_spin_unlock(&c->head.aux);
    return v;
}

void rf_cell_set_shared(rf_ctx *cx, rf_cell *c, RF_OWN rf_value v)
{
    rf_value old;

    rf_point(cx);
    rf_share(cx, v);
    rf_spin_lock(&c->head.aux);
    old      = c->value;
    c->value = v;
    rf_spin_unlock(&c->head.aux);
    rf_release(cx, old);
}

rf_value *rf_cell_open(rf_ctx *cx, rf_cell *c)
{
    if (RF_COUNT(c) < 0) {
        rf_point(cx);
        rf_spin_lock(&c->head.aux);
        rf_heap_of(cx)->steps++;
    }
    return &c->value;
}

void rf_cell_close(rf_ctx *cx, rf_cell *c)
{
    if (RF_COUNT(c) < 0) {
        rf_share(cx, c->value);
        rf_step_end(cx);
        rf_spin_unlock(&c->head.aux);
    }
}
