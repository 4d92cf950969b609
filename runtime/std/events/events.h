#ifndef RUFF_STD_EVENTS_H
#define RUFF_STD_EVENTS_H

#include "io/op.h"

/* The thread that waits for the network: one for a program, started on first use. It runs an event
   loop of libevent; nobody else touches that, but hands the thread jobs. It takes no lock while it
   settles promises. */

struct event_base;

typedef struct rf_event_job {
    struct rf_event_job *next;
    void (*run)(rf_ctx *cx, struct rf_event_job *job);
} rf_event_job;

/** Has the loop's thread run the job, in the order in which jobs come. The thread is not counted as busy
    meanwhile: jobs belong to an operation that is (io/op.h). 0, or the system's error when the thread
    cannot be had: then nothing happens. */
int rf_events_do(rf_ctx *cx, rf_event_job *job);

/** For the loop's thread. */
struct event_base *rf_events_base(rf_ctx *cx);

/** What the HTTP client keeps there. */
void **rf_events_client(rf_ctx *cx);

/** An operation that the loop carries out. */
typedef struct rf_event_op rf_event_op;
struct rf_event_op {
    rf_op       op;
    rf_event_job begin_job, stop_job;
    void (*run)(rf_ctx *cx, rf_event_op *op);   /* on the loop: begins it */
    void (*abort)(rf_ctx *cx, rf_event_op *op); /* on the loop: it was cancelled. Ends it */
    bool     ended;                            /* on the loop: rf_event_op_back was called */
    uint32_t stopping;
};

/** What rf_events_start does first; for operations that others may cancel before it. */
void rf_events_prepare(rf_event_op *op);
/** Begins an operation made by rf_op_new, its two functions set. Answers the caller's count: a promise, rejected
    when there is no thread for the loop. */
rf_value rf_events_start(rf_ctx *cx, rf_event_op *op);
/** rf_op_back, once. */
void rf_event_op_back(rf_ctx *cx, rf_event_op *op);

#endif
