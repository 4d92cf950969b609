/* The globals of a party: shared with async bodies (C-33), copied for spawn blocks (C-11). */

#include <stdlib.h>

#include "core/cycle.h"
#include "core/heap.h"
#include "ruff/cell.h"
#include "task/sched.h"

rf_world *rf_world_new(uint32_t count)
{
    rf_world *w = calloc(1, sizeof *w + count * sizeof w->cells[0]);

    if (!w)
        rf_out_of_memory();
    w->refs  = 1;
    w->count = count;
    return w;
}

void rf_world_enter(rf_ctx *cx, rf_world *w)
{
    cx->globals = w->cells;
}

/* Cells that the program's table does not mark are the same for all: constants, and what no block
 * reaches. */
rf_world *rf_world_copy(rf_ctx *cx, rf_world *w)
{
    const uint8_t *copies = rf_sched_of(cx)->program->spawn_copies;
    rf_world      *copy   = rf_world_new(w->count);

    for (uint32_t i = 0; i < w->count; i++) {
        rf_cell *from = w->cells[i];

        if (!from)
            continue;
        if (copies && copies[i]) {
            rf_value now   = rf_cell_get(cx, from);
            copy->cells[i] = rf_cell_new(cx, rf_cross(cx, now));
            rf_cell_delist(cx, copy->cells[i]);
            rf_release(cx, now);
        } else {
            rf_share(cx, rf_from_object(from));
            rf_retain_object(from);
            copy->cells[i] = from;
        }
    }
    return copy;
}

void rf_world_share(rf_ctx *cx, rf_world *w)
{
    if (__atomic_load_n(&w->shared, __ATOMIC_RELAXED))
        return;
    for (uint32_t i = 0; i < w->count; i++) {
        if (w->cells[i])
            rf_share(cx, rf_from_object(w->cells[i]));
    }
    __atomic_store_n(&w->shared, 1, __ATOMIC_RELAXED);
}

rf_world *rf_world_keep(rf_world *w)
{
    __atomic_fetch_add(&w->refs, 1, __ATOMIC_RELAXED);
    return w;
}

void rf_world_drop(rf_ctx *cx, rf_world *w)
{
    if (__atomic_fetch_sub(&w->refs, 1, __ATOMIC_ACQ_REL) != 1)
        return;
    for (uint32_t i = 0; i < w->count; i++)
        rf_release_object(cx, w->cells[i]);
    free(w);
}
