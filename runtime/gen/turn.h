#ifndef RUFF_GEN_TURN_H
#define RUFF_GEN_TURN_H

/* A turn is a lock that is held while script code runs: of a generator that several threads drive
   (C-76), of the shared cells. Who waits for one must be seen by the scheduler, which therefore does
   the waiting: the code that has the turn may wait for ever itself (C-27). */

#include "gen/lock.h"
#include "ruff/gen.h"

typedef struct rf_turns {
    /** Waits until the turn is the caller's; false with "Cancelled" thrown, unless it is `steady`. */
    bool (*wait)(rf_ctx *cx, rf_lock *turn, bool steady);
    /** The same in steps: RF_DONE, RF_FAILED, or RF_WAITING, to be called again when the party goes on. */
    rf_step (*poll)(rf_ctx *cx, rf_lock *turn);
    /** The turn is open and somebody waits for it. */
    void (*call_next)(rf_ctx *cx, rf_lock *turn);
    /** A body answered RF_WAITING to one who cannot give way: holds the thread until the party goes on. */
    void (*stay)(rf_ctx *cx);
} rf_turns;

/** The scheduler's functions; nobody waits where there is no scheduler. */
extern const rf_turns *rf_turns_of_tasks;

static inline bool rf_turn_take(rf_ctx *cx, rf_lock *turn, bool steady)
{
    uint32_t open = 0;

    return __atomic_compare_exchange_n(turn, &open, 1, 0, __ATOMIC_ACQUIRE, __ATOMIC_RELAXED) ||
           rf_turns_of_tasks->wait(cx, turn, steady);
}

static inline void rf_turn_give(rf_ctx *cx, rf_lock *turn)
{
    if (__atomic_exchange_n(turn, 0, __ATOMIC_RELEASE) == 2)
        rf_turns_of_tasks->call_next(cx, turn);
}

#endif
