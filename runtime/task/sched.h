#ifndef RUFF_TASK_SCHED_H
#define RUFF_TASK_SCHED_H

/* The scheduler of one running program. There is one rf_sched from rf_start_tasks on; it is never
   freed, because threads may outlive the program's end.

   When is nothing going to happen any more (C-16, C-27)? `busy` counts, and this holds throughout:

   - A thread is counted while it runs anything that may wake a party, put a body in line or take
     one out. It is not while its party is parked, while it waits for a peer (then it is counted in
     `listening`), while it naps as the poller, or rests as an idle worker.
   - Who wakes a thread counts it first; a poller whose nap is over counts itself before it looks
     at a line. All timers that wait count as one; the clock counts itself while it fires them.
   - So every party that can go on is running, woken and counted, in a line, or behind a timer. From
     busy = 0 only the poller (and a peer) can come back, and it finds no more than the lines hold.

   Hence a program is quiet when busy is 0, all lines are empty, and nobody was counted between
   these two looks: else the poller may have taken the last body out in between. For that, busy also
   counts how often it grew, in its upper half. Every thread that brings the lower half to 0 makes
   this test (rf_busy_less); one that fails because somebody was counted is made again by that one. */

#include "ruff/start.h"
#include "core/world.h"
#include "task/fiber.h"
#include "task/pool.h"

/** A thread of the system. Its context comes first, so that the context leads to it. Records are
   used again, not freed: somebody may still look at their lines. */
struct rf_thread {
    rf_ctx     cx;
    rf_sched  *sched;
    rf_thread *next;         /* in a list of idle or unused ones */
    uint32_t   word;         /* an idle thread sleeps on it; see pool.c */
    uint32_t   number;       /* in traces: 1 is the main program's */
    bool       serves;       /* runs no bodies: what it puts in line is for others */
    rf_pool   *pool;         /* of a worker */
    rf_task   *first;        /* what a new worker begins with */
    uint32_t   taken, looks; /* a worker's counts of bodies and of looks around */
    uint64_t   random;       /* state of the sequence of choices */
    rf_fiber   fiber;        /* a worker's own stack, while the main program runs on its thread */
    char      *stack_low;
    rf_line   *lines;        /* of the thread it runs on: `own`, but for the main program */
    rf_line    own[RF_POOLS];
};

typedef struct rf_timers rf_timers;

/** The cells of shared_set and its like. */
typedef struct rf_cells {
    rf_lock  turn;  /* taken through a change, while script code may run */
    rf_lock  lock;  /* of the dict, for moments */
    void    *owner; /* the party that has the turn */
    rf_dict *dict;
} rf_cells;

/** The main program and its stack, see main_program.c. */
typedef struct rf_main {
    rf_task   *task;   /* stands in line when it is ready to go on */
    rf_thread *thread; /* its record */
    rf_fiber   fiber;  /* its stack; size 0: it runs on its thread's */
    rf_thread *under;  /* the worker on whose thread it runs */
    void (*work)(void *data);
    void    *data;
    bool     over;  /* work has returned */
    uint32_t gone;  /* and nobody is on its stack: a futex */
    uint32_t calls; /* Ctrl-C while it was suspended: a futex of the one who puts it in line */
    bool     watched; /* there was to be such a one */
    bool     watches; /* there is one */
} rf_main;

struct rf_sched {
    const rf_program *program;
    rf_sched         *older; /* of an earlier program in this process */
    uint64_t busy;      /* see above: how often it grew, and how many are counted */
    int32_t  listening; /* threads that wait for a new peer (C-16) */
    uint32_t next_id;
    uint32_t thread_count;
    uint64_t seed;        /* of fair choices (C-54); 0: each run has its own */
    uint32_t over;        /* the main program need not wait any longer: a futex */
    uint32_t ending;      /* idle threads leave */
    uint32_t interrupted; /* Ctrl-C */
    rf_lock  lock;        /* of the fields below */
    bool     main_ended;
    rf_party   *parties; /* those who have waited without a limit, newest first */
    rf_party   *main;
    rf_main     home;
    rf_object **rejected; /* promises nobody has awaited yet (C-37), each with a count */
    size_t      rejected_count, rejected_room;
    rf_thread  *unused; /* records of threads that have ended */
    rf_pool     pools[RF_POOLS];
    rf_timers  *timers;
    rf_cells    cells;
    rf_lock     gate;      /* taken by who relies on the rest of all others, see rest.c */
    uint32_t    napping;   /* threads that are counted as busy, but touch no values of the script */
    uint32_t    unsettled; /* threads that wait in the middle of a change */
    rf_lock     turn_lock; /* of the list of those who wait for a turn, see turn.c */
    rf_nodes    turns;
    struct rf_helpers *helpers; /* io/helpers.c: threads that wait in the system for others */
    struct rf_events  *events;  /* std/events: the thread that waits for the network */
};

static inline rf_thread *rf_thread_of(rf_ctx *cx)
{
    return (rf_thread *)cx;
}

static inline rf_sched *rf_sched_of(rf_ctx *cx)
{
    return rf_thread_of(cx)->sched;
}

/* ---- party.c: counting */

#define RF_BUSY_ONCE (UINT64_C(1) << 32 | 1)

/** One more is counted. */
static inline void rf_busy_more(rf_sched *s)
{
    __atomic_fetch_add(&s->busy, RF_BUSY_ONCE, __ATOMIC_ACQ_REL);
}
/** One less, while the caller or somebody else stays counted. */
static inline void rf_busy_back(rf_sched *s)
{
    __atomic_fetch_sub(&s->busy, 1, __ATOMIC_ACQ_REL);
}
/** One less; when it was the last, the program ends or is deadlocked. */
void rf_busy_less(rf_ctx *cx);
/** Lists a party that waits for somebody, so that reports can name it; harmless twice. */
void rf_party_list(rf_ctx *cx, rf_party *p);
void rf_party_unlist(rf_ctx *cx, rf_party *p);

/** Wakes the main program; for the handler of signals: takes no lock. */
void rf_wake_main(rf_sched *s);

/* ---- main_program.c */

/** Runs work(data) as the main program, on a stack of its own. `m` is its record. Returns when work has returned. */
void rf_main_begin(rf_sched *s, rf_thread *m, void (*work)(void *data), void *data);
/** The worker has taken the main program out of a line: runs it until it waits or has ended. */
void rf_main_run(rf_thread *worker);
/** The main program waits: its thread does something else until it is woken. False: it has no stack of its own. */
bool rf_main_leave(rf_ctx *cx);
/** Would its thread have something else to do? */
bool rf_main_may_leave(rf_ctx *cx);
/** For rf_wake_main: it is to be put in line. */
void rf_main_call(rf_sched *s);

/* ---- interrupt.c */

/** From here on Ctrl-C cancels the main program of s. */
void rf_interrupt_begin(rf_sched *s);
/** The program is at its end: true when it was interrupted, with the status. */
bool rf_interrupt_end(rf_sched *s, int *status);

/* ---- deadlock.c */

/** One line about each party that waits, but the main program. The scheduler's lock is held. */
void rf_parties_describe(rf_text *t, const rf_sched *s);
/** Reports an error that left a spawn block; its stack ends with the place where the block was started
    (C-80). */
void rf_report_block(rf_ctx *cx, const rf_error *e, const rf_party *p);
/** C-27: reports every waiting party and ends the process. The scheduler's lock is held. */
RF_NORETURN void rf_deadlock(rf_ctx *cx);

/* ---- world.c */

/** The copy of the present globals for a spawn block (C-11); owned. Within a crossing, so that what
    the block captured and its globals fit together. */
rf_world *rf_world_copy(rf_ctx *cx);

/* ---- thread.c */

/** Starts a detached thread that runs work(thread); 0 or the system's error number. */
int rf_thread_start(rf_thread *t, void *(*work)(void *thread));
/** A thread's record, its context ready; given back by rf_thread_end. */
rf_thread *rf_thread_new(rf_sched *s);
void       rf_thread_end(rf_thread *t);
/** It is a worker of the pool from now on; NULL: of none. */
void rf_thread_joins(rf_thread *t, rf_pool *p);
/** It does something else than running bodies: timers, files, the network. */
void rf_thread_serves(rf_thread *t);
/** A thread without which the program cannot go on was refused: ends it. */
RF_NORETURN void rf_no_threads(int failed);
/** First and last thing on the thread itself: the stack's limit. */
void rf_thread_enter(rf_thread *t);
void rf_thread_leave(rf_thread *t);
/** Sleeps until t->word is no longer 0 and answers it, set back to 0. */
uint32_t rf_thread_rest(rf_thread *t);
void     rf_thread_call(rf_thread *t, uint32_t word);

/* ---- timer.c */

/** Nanoseconds of the monotonic clock. */
int64_t rf_now(void);
/** The deadline `ms` from now; at most some 290 years. */
int64_t rf_deadline(double ms);
void    rf_timer_add(rf_ctx *cx, rf_timer *t, int64_t deadline);
/** True when it was still pending; false: it has fired or is about to. */
bool rf_timer_remove(rf_ctx *cx, rf_timer *t);
/** One more count of what the timer belongs to, for `fire`; false: that is on its way out. */
bool rf_timer_keep(const rf_timer *t);
void rf_timers_end(rf_ctx *cx);
/** 1 when some timer waits, else 0. */
uint32_t rf_timers_wait(rf_ctx *cx);

/** The ms argument of `who`, checked (C-24). */
bool rf_check_ms(rf_ctx *cx, const char *who, rf_value ms, double *out);

#endif
