#ifndef RUFF_CORE_WORLD_H
#define RUFF_CORE_WORLD_H

/* The globals that the code of one party sees, as an object: cx->globals points at its cells. There
   is the main program's, a copy for each spawn block (C-11), and a copy for code that was sent
   (C-1, C-76): a closure or generator whose function names globals takes copies of these along, and
   runs with them wherever it is called. What it is given, and what it gives, keeps its own. */

#include "ruff/closure.h"
#include "ruff/gen.h"

/** Its count is atomic from the start, so that rf_share on it does nothing: see rf_world_share. */
typedef struct rf_world {
    rf_object head;
    uint32_t  count;
    uint32_t  shared; /* several threads may see the cells */
    rf_cell  *cells[];
} rf_world;
extern const rf_kind rf_world_kind;

/** A world without cells, owned; the maker fills them in. */
rf_world *rf_world_new(rf_ctx *cx, uint32_t count);

/** The world whose globals the context sees now; NULL when it has none. */
static inline rf_world *rf_world_of(const rf_ctx *cx)
{
    return cx->globals ? (rf_world *)((char *)cx->globals - offsetof(rf_world, cells)) : NULL;
}

static inline void rf_world_enter(rf_ctx *cx, rf_world *w)
{
    cx->globals = w->cells;
}

/** Several threads are about to see it (C-33). */
void rf_world_share(rf_ctx *cx, rf_world *w);

/** In a crossing: the copy of w that code takes along; owned. One crossing makes one copy. `globals` as in
    rf_function: those are copied; NULL: all that w has of its own. */
rf_world *rf_world_taken(rf_ctx *cx, rf_world *w, const uint32_t *globals);

/** The world that a closure has taken along, NULL: none. */
static inline rf_world *rf_closure_world(const rf_closure *c)
{
    return c->head.aux ? (rf_world *)c->captures[c->capture_count - 1].as.o : NULL;
}

/** v, where it will be used in another world than w, in which it was made: a closure that names globals
    answers a closure bound to w, a generator is bound itself; other values stay. Takes v. */
rf_value rf_world_bind(rf_ctx *cx, RF_OWN rf_value v, rf_world *w);

/** Calls a closure that has taken a world along: with that. `code` is its function's call or way. */
rf_value rf_world_call(rf_ctx *cx, rf_closure *c, rf_code code, const rf_value *args, uint32_t count);

#endif
