#ifndef RUFF_TASK_SCHEDULE_STATE_H
#define RUFF_TASK_SCHEDULE_STATE_H

#include "task/schedule.h"

/* The parts of the test scheduler: see schedule.h. */

/** A thread that stands still until it gets the baton; lies on its stack. */
typedef struct rf_strand {
    struct rf_strand *next; /* in a list of those who wait, or rest */
    rf_party         *party;
    rf_task          *task; /* what a worker shall run */
    uint32_t          word; /* RF_GO: has the baton */
} rf_strand;

enum { RF_STAY, RF_GO, RF_DOZE /* the clock: until the next timer is due in the world's time */ };

/** Who could go on: a party that stands still on a thread, or a body or block that would need one
    (strand NULL). */
typedef struct rf_ready {
    rf_party  *party;
    rf_strand *strand;
} rf_ready;

typedef struct rf_readies {
    rf_ready *at;
    size_t    count, room;
} rf_readies;

/** Who goes on. */
typedef struct rf_choice {
    enum { RF_CHOSE_NOBODY, RF_CHOSE_CLOCK, RF_CHOSE_READY, RF_CHOSE_LINE } what;
    size_t index;
} rf_choice;

/** How choices are made: schedule_choice.c. */
typedef struct rf_choices {
    uint64_t  random;
    enum { RF_CHOOSE_ALIKE, RF_CHOOSE_STICKY, RF_CHOOSE_RANKED } how;
    uint32_t  sticks;        /* one of so many points is left by a sticky holder */
    uint64_t  step, next_change; /* points so far; the next where a ranked holder falls behind */
    uint64_t  last_change;
    uint32_t  changes; /* that are left */
    uint32_t  streak;  /* points at which the holder stayed */
    uint32_t  begun;         /* bodies, for those of low rank */
    bool      ranks;         /* some body has, or had, another rank than normal */
    uint64_t *standing;      /* of parties, by id; 0: not set yet */
    size_t    standing_room;
    uint64_t  lowest;        /* the next standing below all others */
} rf_choices;

struct rf_schedule {
    rf_sched  *sched;
    rf_lock    lock; /* of all that follows: a wait in the system may end at any time */
    bool       held; /* somebody has the baton */
    rf_readies ready; /* but for async bodies that a pool would begin or go on with: */
    rf_readies line;
    rf_strand *waiting; /* parties on threads that wait to be woken */
    rf_strand *resting; /* workers without a body */
    rf_strand *finisher;
    rf_strand *begins; /* a new worker's, until it has looked */
    uint32_t   running; /* async bodies that have begun and do not wait */
    rf_choices choices;
    int64_t    now;
    rf_timer  *timers; /* by time, then in the order in which they came */
    rf_timer  *last_timer;
    rf_strand  clock; /* its thread fires timers; begins with the first one */
    rf_thread *clock_thread;
};

/* ---- schedule.c; the lock is held where not said otherwise */

/** Gives the baton to whoever is chosen. `me`: the caller's strand, which need not be woken. */
void rf_baton_give(rf_ctx *cx, rf_strand *me);
/** Without the lock: stands still until the strand has the baton; answers its word. */
uint32_t rf_baton_wait(rf_strand *s);
void     rf_strand_call(rf_strand *s, rf_strand *me, uint32_t word);

/** How many threads and operations of the system are under way; does one wait for a peer? */
uint32_t rf_schedule_guests(const struct rf_schedule *c);
bool     rf_schedule_listens(const struct rf_schedule *c);

/* ---- schedule_choice.c */

void      rf_choices_begin(rf_choices *c, uint64_t seed);
/** Who goes on; the clock only if it is due. */
rf_choice rf_choose(struct rf_schedule *c, const rf_party *holder);
uint32_t  rf_choose_below(rf_choices *c, uint32_t n);

/* ---- schedule_clock.c */

/** Some timer is due. */
bool rf_clock_is_due(const struct rf_schedule *c);
/** The clock's thread gets the baton, or waits for the world. */
void rf_clock_call(struct rf_schedule *c, rf_strand *me);

#endif
