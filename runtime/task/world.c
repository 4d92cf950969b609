/* The globals of spawn blocks are copies (C-11); async bodies share theirs (C-33). */

#include "core/cycle.h"
#include "core/share.h"
#include "ruff/cell.h"
#include "task/sched.h"

/* Cells that the program's table does not mark are the same for all: constants, and what no block
 * reaches. */
rf_world *rf_world_copy(rf_ctx *cx)
{
    const rf_world *w      = rf_world_of(cx);
    const uint8_t  *copies = rf_sched_of(cx)->program->spawn_copies;
    rf_world       *copy   = rf_world_new(cx, w->count);

    for (uint32_t i = 0; i < w->count; i++) {
        rf_value from = rf_from_object(w->cells[i]);

        if (copies && copies[i]) {
            copy->cells[i] = (rf_cell *)rf_cross(cx, from).as.o;
            rf_cell_delist(cx, copy->cells[i]);
        } else {
            rf_share(cx, from);
            copy->cells[i] = (rf_cell *)rf_copy(from).as.o;
        }
    }
    return copy;
}
