/* Changes of shared variables by emitted code: see steps.h. */

#include "core/steps.h"

#include <stdlib.h>

#include "core/heap_state.h"
#include "ruff/array.h"

bool rf_in_step(rf_ctx *cx)
{
    return rf_heap_of(cx)->steps > 0;
}

void rf_touch(rf_ctx *cx, rf_object *o, int64_t from)
{
    rf_heap *h = rf_heap_of(cx);

    if (h->steps == 0 || RF_COUNT(o) >= 0 || !o->kind->share)
        return;
    if (h->touched_count == h->touched_room) {
        h->touched_room = h->touched_room ? h->touched_room * 2 : 16;
        h->touched      = realloc(h->touched, h->touched_room * sizeof *h->touched);
        if (!h->touched)
            rf_out_of_memory();
    }
    h->touched[h->touched_count++] = (rf_touched){o, from};
}

void rf_untouch(rf_ctx *cx, const rf_object *o)
{
    rf_heap *h  = rf_heap_of(cx);
    size_t   to = 0, i;

    for (i = 0; i < h->touched_count; i++) {
        if (h->touched[i].object != o)
            h->touched[to++] = h->touched[i];
    }
    h->touched_count = to;
}

static void share_from(rf_ctx *cx, rf_object *o, int64_t from)
{
    const rf_array *a = (rf_array *)o;
    int64_t         i;

    if (o->kind != &rf_values_kind) {
        o->kind->share(cx, o);
        return;
    }
    for (i = from; i < a->len; i++)
        rf_share(cx, a->at.v[i]);
}

void rf_step_end(rf_ctx *cx)
{
    rf_heap *h = rf_heap_of(cx);
    size_t   i;

    for (i = 0; i < h->touched_count; i++)
        share_from(cx, h->touched[i].object, h->touched[i].from);
    if (--h->steps == 0)
        h->touched_count = 0;
}
