#ifndef RUFF_CORE_POINT_H
#define RUFF_CORE_POINT_H

#include "ruff/abi.h"

/* What the test scheduler (C-82) needs to know of the rest of the runtime: where the order of
   threads may be seen by the script, and what reads a clock. While it is off a point costs one
   load, and stands on slow paths only. */

typedef struct rf_pointing {
    /** Others may go on here; the caller holds no lock. */
    void (*point)(rf_ctx *cx);
    /** How far the program is in its own time, in ns. */
    int64_t (*time)(void);
} rf_pointing;

/** NULL: time and threads are the system's. */
extern const rf_pointing *rf_pointing_of_tasks;

static inline void rf_point(rf_ctx *cx)
{
    const rf_pointing *p = __atomic_load_n(&rf_pointing_of_tasks, __ATOMIC_RELAXED);

    if (RF_UNLIKELY(p != NULL))
        p->point(cx);
}

static inline bool rf_has_points(void)
{
    return __atomic_load_n(&rf_pointing_of_tasks, __ATOMIC_RELAXED) != NULL;
}

/** Nanoseconds of the monotonic clock, or of the program's own time. */
int64_t rf_clock(void);
/** Nanoseconds since 1970. */
int64_t rf_wall_clock(void);

#endif
