/* Clocks, and where the test scheduler takes hold: see point.h. */

#include "core/point.h"

#include <time.h>

const rf_pointing *rf_pointing_of_tasks;

static int64_t clock_ns(clockid_t clock)
{
    struct timespec t;

    clock_gettime(clock, &t);
    return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

int64_t rf_clock(void)
{
    const rf_pointing *p = __atomic_load_n(&rf_pointing_of_tasks, __ATOMIC_RELAXED);

    return p ? p->time() : clock_ns(CLOCK_MONOTONIC);
}

/* Own time goes on from the second in which it was first asked for. */
int64_t rf_wall_clock(void)
{
    static int64_t     began;
    const rf_pointing *p   = __atomic_load_n(&rf_pointing_of_tasks, __ATOMIC_RELAXED);
    int64_t            now = clock_ns(CLOCK_REALTIME), none = 0;

    if (!p)
        return now;
    if (__atomic_compare_exchange_n(&began, &none, now - p->time(), false, __ATOMIC_RELAXED,
                                    __ATOMIC_RELAXED))
        return now;
    return none + p->time();
}
