#ifndef RUFF_TASK_SCHEDULE_H
#define RUFF_TASK_SCHEDULE_H

#include "core/point.h"
#include "task/promise.h"

/* The test scheduler (C-82, C-54): with RUFF_SCHEDULE=N in the environment the program runs under
   interleaving number N, and always under the same one.

   There is one *baton*. Only the thread that holds it runs: it stops at every point where others
   may see or change what it does (rf_point: shared variables, channels, promises, printing), and
   there a generator seeded with N chooses who goes on. Who waits gives the baton away. Each party
   that has begun has a thread to itself, so that it can be stopped anywhere.

   Time is the program's own: it goes on by some microseconds at every point, and when nobody can
   run it jumps to the next timer. Waits in the system (files, sockets) give the baton away; what
   they bring is up to the world. */

/** NULL: threads run as they like. */
extern struct rf_schedule *rf_scheduling;

static inline bool rf_is_scheduled(void)
{
    return RF_UNLIKELY(__atomic_load_n(&rf_scheduling, __ATOMIC_RELAXED) != NULL);
}

/** At the start of a program, by its main thread: reads the environment. */
void rf_schedule_begin(rf_sched *s);

/** In place of rf_pool_push, rf_wake, rf_park. */
void rf_schedule_push(rf_task *t);
void rf_schedule_wake(rf_party *p, uint32_t bits);
void rf_schedule_park(rf_ctx *cx, rf_party *p);
/** The main program is at its end: comes back when nobody else can go on (C-16). */
void rf_schedule_finish(rf_ctx *cx);
/** Around a wait of a party in the system; the other way round for a thread of the library that is
    none and works on values of the script. */
void rf_schedule_leave(rf_ctx *cx);
void rf_schedule_enter(rf_ctx *cx);
/** In place of rf_busy_less. */
void rf_schedule_less(rf_ctx *cx);

/** A fair choice of the program. */
uint32_t rf_schedule_below(uint32_t n);

/** A body gets another rank than normal. */
void rf_schedule_ranks(void);

/** In place of the wheel of timer.c. */
int64_t  rf_schedule_now(void);
void     rf_schedule_timer_add(rf_ctx *cx, rf_timer *t, int64_t deadline);
bool     rf_schedule_timer_remove(rf_timer *t);

#endif
