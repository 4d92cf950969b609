#ifndef RUFF_TASK_PARTY_H
#define RUFF_TASK_PARTY_H

/* Who runs and who waits. A *party* is the main program, a spawn block, or an async body; it waits
   for one thing at a time (a select: for one of several).

   How a party waits. Under the lock of what it waits for (a channel, a promise) it puts its node
   into a list there and leaves: a thread parks, an async body answers RF_WAITING to whoever resumed
   it. The one who can serve it claims it (`taken`, under the same lock), writes through node->slot,
   gives the lock back, and *lands*: rf_wake with RF_LANDED. The party's word tells everything in
   one atomic step, so nothing touches a party after it was woken. A party may be woken for other
   reasons (cancelled, time is up); it then takes its node back under the lock, unless it has been
   claimed: then it goes on waiting for the landing. */

#include "core/cycle.h"
#include "core/world.h"
#include "gen/frame.h"
#include "gen/lock.h"
#include "ruff/task.h"

typedef struct rf_sched  rf_sched;
typedef struct rf_thread rf_thread;
typedef struct rf_party  rf_party;
typedef struct rf_timer  rf_timer;

/** The states of rf_party::word, and a bit beside them. */
enum {
    RF_RUNNING,
    RF_NOTIFIED,  /* woken while running: the next attempt to wait comes back at once */
    RF_QUEUED,    /* an async body that some worker will resume */
    RF_SUSPENDED, /* an async body that waits */
    RF_PARKED,    /* waits on its thread, which does not count as busy */
    RF_NAPPING,   /* waits on its thread, which counts as busy: there is a time limit */
    RF_ENDED,
    RF_STATE_MASK = 7,
    RF_LANDED     = 8 /* what it waits for has come */
};

typedef enum rf_party_sort { RF_MAIN, RF_BLOCK, RF_BODY } rf_party_sort;
typedef enum rf_rank { RF_HIGH, RF_NORMAL, RF_LOW, RF_RANKS } rf_rank;
typedef enum rf_waits {
    RF_WAITS_NOT,
    RF_WAITS_RECEIVE,
    RF_WAITS_SEND,
    RF_WAITS_AWAIT,
    RF_WAITS_SELECT,
    RF_WAITS_SLEEP,
    RF_WAITS_GROUP,
    RF_WAITS_TURN
} rf_waits;

/** A place in the list of those who wait for something. */
typedef struct rf_node {
    struct rf_node *next, *prev;
    rf_party       *party; /* NULL: `fire` is called instead */
    rf_value       *slot;  /* where the message goes, or the one to send stands */
    void (*fire)(rf_ctx *cx, struct rf_node *n, rf_object *promise);
    uint32_t arm;
    bool     linked;
    bool     looks_again; /* a closed channel does not claim the party, only wakes it */
} rf_node;

typedef struct rf_nodes {
    rf_node *first, *last;
} rf_nodes;

/** A timer of one kind or the other: `party` is woken, or `fire` called with the timer's lock open.
 */
struct rf_timer {
    rf_timer  *next, *prev;
    uint64_t   due; /* tick */
    void (*fire)(rf_ctx *cx, rf_timer *t); /* NULL: the party is woken */
    union {
        rf_party  *party;
        rf_object *weak; /* not counted: the object removes its timer when it goes. `fire` gets a count
                            of it */
    };
    uint32_t level;
    bool     pending;
};

struct rf_party {
    uint32_t             cancelled; /* the first: RF_DIRECT_FITS */
    uint32_t             word;
    uint32_t             taken; /* 0, or the arm that was claimed + 1 */
    uint32_t             at;    /* where it waits: RF_AT in the file of `where` */
    uint32_t             id;    /* thread_id(), 0 until somebody asks */
    uint8_t              sort, rank, waits;
    bool                 listed; /* is in rf_sched::parties */
    uint16_t             shield; /* how many except and finally bodies it is in */
    uint8_t              pool, line_rank; /* of a body: rf_pool_id, and where it stands in line */
    uint32_t             begun;  /* RF_AT of the spawn statement, 0 unknown */
    rf_world            *world;
    const rf_function   *function; /* the body */
    const rf_function   *where;
    rf_party            *next, *prev; /* in rf_sched::parties */
    rf_party            *under;     /* on whose stack it runs, awaited by it; NULL: on a worker's */
    int64_t              deadline;  /* of the present wait in ns; 0: none */
    rf_timer            *timer;     /* wakes a suspended body at the deadline */
    struct rf_selecting *selecting; /* its nodes while it waits in a select */
    rf_lock             *turn;      /* what it waits for in rf_sched::turns */
    union {
        rf_node  node;
        rf_timer nap; /* of a body that sleeps */
    };
    rf_value     got;
    rf_cell_list cells; /* its unshared ones; while it runs, of the party below */
};

static inline rf_party *rf_party_of(const rf_ctx *cx)
{
    return (rf_party *)cx->party;
}

static inline uint32_t rf_state_of(const rf_party *p)
{
    return __atomic_load_n(&p->word, __ATOMIC_ACQUIRE) & RF_STATE_MASK;
}

/** From queued to running, and the reverse. */
void rf_party_go(rf_party *p);
void rf_party_queue(rf_party *p);
/** From running to suspended: from now on whoever wakes it may run it elsewhere. False when it was woken meanwhile
    and goes on here. */
bool rf_party_suspend(rf_party *p);

void rf_party_init(rf_party *p, rf_party_sort sort, const rf_function *body, rf_world *world);

/** Its node as it is while it waits for nothing. */
void rf_party_node(rf_party *p);

/** Makes a waiting party go on; `bits` is RF_LANDED or 0. The caller makes sure that it is still
   there: it claimed it, or holds a lock or a count that keeps it. */
void rf_wake(rf_ctx *cx, rf_party *p, uint32_t bits);

/** The calling thread waits until its party is woken or the deadline has passed. May return early.
 */
void rf_park(rf_ctx *cx);

/* ---- one wait, from the view of the party */

/** "waits to receive" and the like. */
const char *rf_waits_word(rf_waits what);
/** The function whose file an RF_AT belongs to. */
const rf_function *rf_place_function(const rf_ctx *cx);
/** Notes what the party is about to wait for, for reports. */
void rf_wait_begin(rf_ctx *cx, rf_waits what, uint32_t at);
/** The wait is over. */
void rf_wait_end(rf_ctx *cx, rf_party *p);
/** True once what it waits for has come; takes the mark. */
static inline bool rf_has_landed(rf_party *p)
{
    if (!(__atomic_load_n(&p->word, __ATOMIC_ACQUIRE) & RF_LANDED))
        return false;
    __atomic_fetch_and(&p->word, ~(uint32_t)RF_LANDED, __ATOMIC_RELAXED);
    return true;
}
/** True when it should give up: *late tells whether the time is up, else it was cancelled. */
bool rf_must_give_up(const rf_party *p, bool *late);
/** Was this party asked to stop, and may it be told here (C-40)? Then "Cancelled" is thrown. */
bool rf_cancel_due(rf_ctx *cx, const rf_party *p);
/** Takes the party's node out of the list; false when it has been claimed. The lock is the list's.
 */
bool rf_withdraw(rf_lock *lock, rf_nodes *list, rf_party *p);

rf_step rf_poll_end_rare(rf_ctx *cx, rf_step step);
/** Ends a poll function: a suspended wait with a time limit gets its timer, an ended one loses it.
 */
static inline rf_step rf_poll_end(rf_ctx *cx, rf_step step)
{
    if (RF_LIKELY(step != RF_WAITING && !rf_party_of(cx)->timer))
        return step;
    return rf_poll_end_rare(cx, step);
}

/* ---- lists of nodes; the lock of the list is held */

void rf_nodes_add(rf_nodes *l, rf_node *n);
void rf_nodes_remove(rf_nodes *l, rf_node *n);
/** Takes the first node whose party can be claimed out of the list; NULL when there is none. */
rf_node *rf_nodes_claim(rf_nodes *l);
/** Claims the party of one node. */
bool rf_claim(rf_node *n);

#endif
