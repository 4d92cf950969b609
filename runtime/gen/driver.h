#ifndef RUFF_GEN_DRIVER_H
#define RUFF_GEN_DRIVER_H

/* Whose turn it is to drive a generator (C-76), for the files of gen/. */

#include "core/cycle.h"
#include "gen/frame.h"
#include "gen/turn.h"
#include "ruff/error.h"

/** Cells that a shared body makes go with it from party to party. */
static inline void rf_apart_begin(rf_ctx *cx, rf_frame *f)
{
    f->flags |= RF_FRAME_APART;
    rf_cells_apart(cx, rf_cells_apart(cx, 0) + 1);
}

static inline void rf_apart_end(rf_ctx *cx, rf_frame *f)
{
    f->flags &= ~(uint32_t)RF_FRAME_APART;
    rf_cells_apart(cx, rf_cells_apart(cx, 0) - 1);
}

/** Who drives: the party, which may go on elsewhere after a wait; without a scheduler there is one only. */
static inline void *rf_driver(rf_ctx *cx)
{
    return cx->party ? cx->party : cx;
}

/** One party drives a generator at a time. Two can want a shared one only: then `lock` is taken
   while its body runs or waits, and `wait` names the party. While nobody else can see it a flag does;
   becoming shared while it runs turns the flag into the lock (rf_frame_share). */
static inline bool rf_is_driving(rf_ctx *cx, rf_frame *g)
{
    if (RF_LIKELY(RF_COUNT(g) >= 0))
        return g->flags & RF_FRAME_RUNNING;
    return __atomic_load_n(&g->wait, __ATOMIC_RELAXED) == rf_driver(cx);
}

/** Not driven by the caller already: false with the error thrown. */
static inline bool rf_is_free(rf_ctx *cx, rf_frame *g)
{
    if (RF_UNLIKELY(rf_is_driving(cx, g))) {
        rf_throw(cx, "Generator already running");
        return false;
    }
    return true;
}

/** Notes that the turn is the caller's. */
static inline void rf_drive_begin(rf_ctx *cx, rf_frame *g)
{
    if (RF_UNLIKELY(RF_COUNT(g) < 0)) {
        __atomic_store_n(&g->wait, rf_driver(cx), __ATOMIC_RELAXED);
        rf_apart_begin(cx, g);
    }
    g->flags |= RF_FRAME_RUNNING;
}

/** Waits for the turn, cancelled or not if `steady`; false with an error thrown. */
static inline bool rf_drive_take(rf_ctx *cx, rf_frame *g, bool steady)
{
    if (!rf_is_free(cx, g) || (RF_UNLIKELY(RF_COUNT(g) < 0) && !rf_turn_take(cx, &g->lock, steady)))
        return false;
    rf_drive_begin(cx, g);
    return true;
}

/** Gives it to the next one. */
static inline void rf_drive_give(rf_ctx *cx, rf_frame *g)
{
    if (RF_UNLIKELY(g->flags & RF_FRAME_APART))
        rf_apart_end(cx, g);
    g->flags &= ~(uint32_t)RF_FRAME_RUNNING;
    if (RF_UNLIKELY(RF_COUNT(g) < 0)) {
        __atomic_store_n(&g->wait, NULL, __ATOMIC_RELAXED);
        rf_turn_give(cx, &g->lock);
    }
}

#endif
