/* The thread of the network: see events.h. */

#include "std/events/events.h"

#include <errno.h>
#include <event2/event.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/resource.h>
#include <unistd.h>

#include "core/heap.h"

struct rf_events {
    rf_lock            lock;
    rf_event_job       *first, *last;
    int                bell; /* an eventfd that tells of jobs */
    int                failed; /* why there is no thread; 0: there is one */
    struct event_base *base;
    struct event      *rings;
    void              *client;
    rf_thread         *thread;
};

typedef struct rf_events loop;

static rf_lock making; /* taken while a program's loop is made */

/* ---- the thread */

static void run_jobs(evutil_socket_t bell, short what, void *data)
{
    rf_ctx      *cx = data;
    loop        *l  = rf_sched_of(cx)->events;
    rf_event_job *job, *next;
    uint64_t     rings;
    ssize_t      got = read(bell, &rings, sizeof rings);

    (void)what, (void)got;
    rf_lock_take(&l->lock);
    job      = l->first;
    l->first = NULL;
    rf_lock_give(&l->lock);
    for (; job; job = next) {
        next = job->next;
        job->run(cx, job);
    }
}

static void *work(void *thread)
{
    rf_thread *t = thread;
    loop      *l;
    sigset_t   all;

    rf_lock_take(&making);
    l = t->sched->events;
    rf_lock_give(&making);
    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, NULL); /* Ctrl-C is for others, SIGPIPE for nobody */
    rf_thread_enter(t);
    event_add(l->rings, NULL);
    event_base_loop(l->base, EVLOOP_NO_EXIT_ON_EMPTY);
    return NULL;
}

/* Servers and clients may want thousands of connections: as many as the system lets us. */
static void raise_limit(void)
{
    struct rlimit limit;

    if (getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur < limit.rlim_max) {
        limit.rlim_cur = limit.rlim_max;
        setrlimit(RLIMIT_NOFILE, &limit);
    }
}

static void begin(rf_sched *s, loop *l)
{
    raise_limit();
    l->thread = rf_thread_new(s);
    rf_thread_serves(l->thread);
    l->bell  = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    l->base  = l->bell < 0 ? NULL : event_base_new();
    l->rings = l->base ? event_new(l->base, l->bell, EV_READ | EV_PERSIST, run_jobs, &l->thread->cx)
                       : NULL;
    l->failed = l->rings ? rf_thread_start(l->thread, work) : errno ? errno : ENOMEM;
}

/* The loop of the program; the first one who asks makes it. */
static loop *loop_of(rf_sched *s)
{
    loop *l = __atomic_load_n(&s->events, __ATOMIC_ACQUIRE);

    if (l)
        return l;
    rf_lock_take(&making);
    l = s->events;
    if (!l) {
        l = calloc(1, sizeof *l);
        if (!l)
            rf_out_of_memory();
        begin(s, l);
        __atomic_store_n(&s->events, l, __ATOMIC_RELEASE);
    }
    rf_lock_give(&making);
    return l;
}

struct event_base *rf_events_base(rf_ctx *cx)
{
    return rf_sched_of(cx)->events->base;
}

void **rf_events_client(rf_ctx *cx)
{
    return &rf_sched_of(cx)->events->client;
}

int rf_events_do(rf_ctx *cx, rf_event_job *job)
{
    loop    *l    = loop_of(rf_sched_of(cx));
    uint64_t ring = 1;
    bool     first;

    if (l->failed)
        return l->failed;
    job->next = NULL;
    rf_lock_take(&l->lock);
    first = !l->first;
    if (first)
        l->first = job;
    else
        l->last->next = job;
    l->last = job;
    rf_lock_give(&l->lock);
    if (first && write(l->bell, &ring, sizeof ring) < 0)
        abort(); /* cannot happen: the counter has room */
    return 0;
}

/* ---- operations */

void rf_event_op_back(rf_ctx *cx, rf_event_op *op)
{
    op->ended = true;
    rf_op_back(cx, &op->op);
}

static void run_begin(rf_ctx *cx, rf_event_job *job)
{
    rf_event_op *op = (rf_event_op *)((char *)job - offsetof(rf_event_op, begin_job));

    op->run(cx, op);
}

static void run_stop(rf_ctx *cx, rf_event_job *job)
{
    rf_event_op *op = (rf_event_op *)((char *)job - offsetof(rf_event_op, stop_job));

    if (!op->ended)
        op->abort(cx, op);
    rf_flight_land(cx);
    rf_release_object(cx, op);
    rf_visit_end(cx);
}

/* Cancelled, by any thread, once. */
static void stop(rf_ctx *cx, rf_op *o)
{
    rf_event_op *op = (rf_event_op *)o;

    if (__atomic_exchange_n(&op->stopping, 1, __ATOMIC_ACQ_REL))
        return;
    rf_retain_object(op);
    rf_flight_begin(cx);
    rf_events_do(cx, &op->stop_job);
}

void rf_events_prepare(rf_event_op *op)
{
    op->begin_job.run = run_begin;
    op->stop_job.run  = run_stop;
    op->op.stop   = stop;
}

rf_value rf_events_start(rf_ctx *cx, rf_event_op *op)
{
    int failed;

    if (!op->begin_job.run)
        rf_events_prepare(op);
    failed = rf_events_do(cx, &op->begin_job);
    if (failed)
        return rf_op_refuse(cx, &op->op, "Cannot start thread: %s", strerror(failed));
    return rf_from_object(op);
}
