#ifndef RUFF_TASK_SCHED_H
#define RUFF_TASK_SCHED_H

/* The scheduler of one running program. There is one rf_sched from rf_start_tasks on; it is never freed, because
   threads may outlive the program's end. */

#include "ruff/start.h"
#include "task/party.h"

/** The globals that a party and those it starts see: the main program's, or the copies of a spawn block (C-11). */
struct rf_world {
    uint32_t refs;
    uint32_t count;
    uint32_t shared; /* async bodies may see the cells */
    rf_cell *cells[];
};

/** A thread of the system. Its context comes first, so that the context leads to it. */
struct rf_thread {
    rf_ctx            cx;
    rf_sched         *sched;
    rf_thread        *next;  /* in a list of idle ones */
    uint32_t          word;  /* an idle thread sleeps on it: 0 idle, 1 go on, 2 end */
    bool              worker;
    uint64_t          random; /* state of the sequence of choices */
    struct rf_blockrun *block; /* what an idle thread of spawn blocks is to run next */
};

typedef struct rf_task rf_task;

/** Async bodies that are ready, by rank. */
typedef struct rf_pool {
    rf_lock    lock;
    uint32_t   ready;    /* queued bodies */
    rf_task   *first[RF_RANKS], *last[RF_RANKS];
    rf_thread *idle;
    uint32_t   workers;  /* threads there are */
    uint32_t   parked;   /* of them wait inside a body that could not be suspended */
    uint32_t   resting;  /* of them are idle */
    uint32_t   cores;
    uint32_t   limit;    /* set_task_pool_size */
    uint32_t   overtaken; /* counts starts, so that lower ranks get their turn */
    bool       waking;   /* a worker is on its way */
} rf_pool;

typedef struct rf_timers rf_timers;

/** The cells of shared_set and its like. */
typedef struct rf_cells {
    rf_lock  turn;  /* taken through a change, while script code may run */
    rf_lock  lock;  /* of the dict, for moments */
    void    *owner; /* the party that has the turn */
    rf_dict *dict;
} rf_cells;

struct rf_sched {
    const rf_program *program;
    rf_sched         *older; /* of an earlier program in this process */
    int32_t           busy; /* threads that run, and one for timers that wait: at zero nothing will happen */
    int32_t           listening; /* threads that wait for a new peer (C-16) */
    uint32_t          next_id;
    uint32_t          over;   /* the main program need not wait any longer: a futex */
    uint32_t          ending; /* idle threads leave */
    rf_lock           lock;   /* parties, strays, blocks, the fields below */
    bool              main_ended;
    rf_party         *parties; /* those who have waited without a limit, newest first */
    rf_party         *main;
    rf_object       **rejected; /* promises nobody has awaited yet (C-37), each with a count */
    size_t            rejected_count, rejected_room;
    rf_thread        *idle_blocks; /* threads of spawn blocks without work */
    uint32_t          idle_block_count;
    rf_pool           pool;
    rf_timers        *timers;
    rf_cells          cells;
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

/** One more thread runs. The caller runs itself. */
static inline void rf_busy_more(rf_sched *s)
{
    __atomic_fetch_add(&s->busy, 1, __ATOMIC_ACQ_REL);
}
/** One less; when it was the last, the program ends or is deadlocked. */
void rf_busy_less(rf_ctx *cx);
/** Lists a party that waits for somebody, so that reports can name it; harmless twice. */
void rf_party_list(rf_ctx *cx, rf_party *p);
void rf_party_unlist(rf_ctx *cx, rf_party *p);

/* ---- deadlock.c */

/** One line about a party that waits. */
void rf_party_describe(rf_text *t, const rf_party *p);
/** C-27: reports every waiting party and ends the process. The scheduler's lock is held. */
RF_NORETURN void rf_deadlock(rf_ctx *cx);

/* ---- world.c */

rf_world *rf_world_new(uint32_t count);
/** Sets the context's globals. */
void rf_world_enter(rf_ctx *cx, rf_world *w);
/** The copy for a spawn block (C-11); owned. */
rf_world *rf_world_copy(rf_ctx *cx, rf_world *w);
/** Async bodies are about to see it (C-33). */
void rf_world_share(rf_ctx *cx, rf_world *w);
rf_world *rf_world_keep(rf_world *w);
void      rf_world_drop(rf_ctx *cx, rf_world *w);

/* ---- thread.c */

/** Starts a detached thread that runs work(thread); 0 or the system's error number. */
int rf_thread_start(rf_thread *t, void *(*work)(void *thread));
/** A thread's record, its context ready; freed by rf_thread_end. */
rf_thread *rf_thread_new(rf_sched *s);
void       rf_thread_end(rf_thread *t);
/** First and last thing on the thread itself: the stack's limit. */
void rf_thread_enter(rf_thread *t);
void rf_thread_leave(rf_thread *t);
/** Sleeps until t->word is no longer 0 and answers it, set back to 0. */
uint32_t rf_thread_rest(rf_thread *t);
void     rf_thread_call(rf_thread *t, uint32_t word);

/* ---- pool.c */

/** Puts a body whose word is RF_QUEUED in line. */
void rf_pool_push(rf_ctx *cx, rf_task *t);
/** Takes a body out of the line again, to run it here; false when it is not there. */
bool rf_pool_take(rf_ctx *cx, rf_task *t);
/** A worker's thread is about to wait inside a body, and goes on. */
void rf_pool_parks(rf_ctx *cx);
void rf_pool_unparks(rf_ctx *cx);
/** How many workers may run at one time; sets it unless 0, answers the old number. */
uint32_t rf_pool_limit(rf_ctx *cx, uint32_t limit);
/** Ends idle workers. */
void rf_pool_end(rf_ctx *cx);

/* ---- spawn.c */

/** Ends idle threads of spawn blocks. */
void rf_blocks_end(rf_ctx *cx);

/* ---- timer.c */

/** A timer of one kind or the other: `party` is woken, or `fire` called with the timer's lock open. */
struct rf_timer {
    rf_timer *next, *prev;
    uint64_t  due; /* tick */
    rf_party *party;
    void (*fire)(rf_ctx *cx, rf_timer *t);
    uint32_t  level;
    bool      pending;
};

/** Nanoseconds of the monotonic clock. */
int64_t rf_now(void);
/** The deadline `ms` from now; at most some 290 years. */
int64_t rf_deadline(double ms);
void    rf_timer_add(rf_ctx *cx, rf_timer *t, int64_t deadline);
/** True when it was still pending; false: it has fired or is about to. */
bool    rf_timer_remove(rf_ctx *cx, rf_timer *t);
void    rf_timers_end(rf_ctx *cx);

/** The ms argument of `who`, checked (C-24). */
bool rf_check_ms(rf_ctx *cx, const char *who, rf_value ms, double *out);

#endif
