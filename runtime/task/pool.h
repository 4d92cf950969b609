#ifndef RUFF_TASK_POOL_H
#define RUFF_TASK_POOL_H

#include "task/party.h"

/* Threads that run bodies, and the lines of bodies that are ready. There are two pools: one for
   async bodies, whose workers are as many as there are cores, and one for spawn blocks, which has
   as many as blocks run (C-10).

   Each thread has a line of its own in each pool, where it puts the bodies that it starts or wakes.
   A worker takes from its own line; one that finds it empty *polls*: it looks at all lines, naps
   for some 50 µs, looks again, and rests after a while without work. A single fresh body is left to
   the line's owner for one nap: mostly the owner is about to wait for that very body, or to run it
   next. At most one worker polls at a time; whoever puts a body in line makes sure that there is
   one (`callable`).

   No body is left alone in a line: a worker polls or has been called to, or as many run as may. Each
   of those looks at the lines again before it rests or parks, under the pool's lock and with itself
   no longer counted as running: so the last one finds what is left. */

typedef struct rf_task rf_task;

typedef struct rf_line {
    rf_lock  lock;
    uint32_t ready;
    uint32_t pushes; /* counts, so that the poller sees whether the one it saw is still the same */
    uint32_t seen;   /* `pushes` when the poller last looked */
    bool     listed; /* in rf_pool::lines; the owner's to read */
    bool     comes_back; /* the owner will take bodies itself */
    rf_task *first[RF_RANKS], *last[RF_RANKS];
} rf_line;

typedef enum rf_pool_id { RF_POOL_BODIES, RF_POOL_BLOCKS, RF_POOLS } rf_pool_id;

typedef struct rf_pool {
    rf_lock    lock;
    uint32_t   callable; /* a worker should be called when something is ready */
    bool       unlimited;
    uint32_t   cores, limit;             /* limit: set_task_pool_size */
    uint32_t   workers, parked, resting; /* threads there are; inside a body that waits; idle */
    uint32_t   excess;                   /* more run than should */
    uint32_t   ranked;                   /* bodies in line whose rank is not normal */
    rf_thread *poller;
    bool       polls; /* somebody polls or is on the way to it */
    rf_thread *idle;
    rf_line  **lines;
    uint32_t   line_count, line_room;
} rf_pool;

void rf_pool_init(rf_pool *p, rf_pool_id id);
/** How many async bodies may run at one time: RUFF_THREADS, or as many as there are cores. */
uint32_t rf_threads_asked(void);

/** Puts a body whose word is RF_QUEUED into the thread's line; 0, or the system's error when no
   thread can be had at all: then the body is not in line. */
int rf_pool_push(rf_ctx *cx, rf_task *t);
/** Takes a body out of its line to run it here; false when it is in none. */
bool rf_pool_take(rf_ctx *cx, rf_task *t);
/** The thread is about to wait, perhaps inside a body, and goes on: others take what is in its
 * lines, and its place. */
void rf_pool_parks(rf_ctx *cx);
void rf_pool_unparks(rf_ctx *cx);
/** Which of its lines the thread takes bodies from itself: after a change of what it does. */
void rf_lines_come_back(rf_thread *t);
/** The other pool. */
rf_pool *rf_pool_beside(rf_sched *s, const rf_pool *p);
/** Starts a worker, which is counted already: as the poller, or with that body first. 0 or the system's error. */
int rf_worker_start(rf_sched *s, rf_pool *p, rf_task *first);
/** Nothing runs: is something in line after all? Then the poller is called. */
bool rf_pool_has_ready(rf_ctx *cx);
/** Nothing runs, but bodies may stand in line for which a thread was refused before: asks for it once more.
    0, or the system's error: then nothing will ever run. */
int rf_pool_rescue(rf_ctx *cx);
/** How many workers may run async bodies at one time; sets it unless 0, answers the old number. */
uint32_t rf_pool_limit(rf_ctx *cx, uint32_t limit);
/** Ends idle workers. */
void rf_pool_end(rf_ctx *cx);
/** Takes the lines of an ending thread out of the pools. */
void rf_lines_drop(rf_thread *t);

/* ---- pool.c for worker.c */

/** What an idle thread is told through its word: 0 is nothing. */
enum { RF_CALL_GO_ON = 1, RF_CALL_END = 2, RF_CALL_LOOK = 3 /* to the poller: do not nap */ };

/** How many workers run, and may run. The pool's lock is held. */
uint32_t rf_pool_running(const rf_pool *p);
uint32_t rf_pool_wanted(const rf_pool *p);
/** To be called after a change to any of the counts. The pool's lock is held. */
void rf_pool_recount(rf_pool *p);
/** Is there a body in any line? The pool's lock is held. */
bool rf_pool_any_ready(const rf_pool *p);
/** Brings a worker that polls, if there is none and one more may run. The caller is busy. 0, or the
    system's error when there is nobody at all to run anything. */
int rf_pool_call(rf_sched *s, rf_pool *p);
/** Makes a line known to those who look around. */
void rf_pool_list(rf_pool *p, rf_line *l);
/** A worker has left the pool. */
void rf_pool_less(rf_sched *s, rf_pool *p);
/** The body of a worker that could go on at once: true now and then, when others stand in line and the worker
    would take one of them next. */
bool rf_worker_turn_due(rf_thread *me);

/* ---- line.c: one line; its lock is held where not said otherwise */

void rf_line_add(rf_pool *p, rf_line *l, rf_task *t);
void rf_line_remove(rf_pool *p, rf_line *l, rf_task *t);
/** The first body of the highest rank, or of the lowest; NULL when it is empty. */
rf_task *rf_line_first(const rf_line *l, bool lowest);
/** How many are ready: a look without the lock. */
static inline uint32_t rf_line_ready(rf_line *l)
{
    return __atomic_load_n(&l->ready, __ATOMIC_SEQ_CST);
}

#endif
