/* The main program is a party like the others: when it waits its thread does something else, and whoever
   finds it in line goes on with it. Since it is no frame it has a stack, which goes from thread to thread;
   workers go over to it, and it goes back to the one on whose thread it runs.

   The thread that the program was started on does nothing but wait for its end: a worker may be stuck in a
   call of the system then. */

#include <stdlib.h>

#include "core/heap.h"
#include "core/start.h"
#include "task/promise.h"
#include "task/rest.h"
#include "task/schedule.h"
#include "task/trace.h"

/* ---- on its own stack */

static void enter(void *data)
{
    rf_main *h = &((rf_sched *)data)->home;

    h->work(h->data);
    h->over = true;
    rf_fiber_switch(&h->fiber, &h->under->fiber);
}

bool rf_main_may_leave(rf_ctx *cx)
{
    rf_thread *me = rf_thread_of(cx);

    for (int id = 0; id < RF_POOLS; id++) {
        if (rf_line_ready(&me->lines[id]) > 0)
            return true;
    }
    return false;
}

bool rf_main_leave(rf_ctx *cx)
{
    rf_main *h = &rf_sched_of(cx)->home;

    if (h->fiber.size == 0)
        return false;
    rf_away_begin(cx);
    rf_fiber_switch(&h->fiber, &h->under->fiber);
    rf_away_end(cx);
    return true;
}

/* ---- Ctrl-C while it is suspended. The handler may take no lock: a thread does it. */

static void *watch(void *thread)
{
    rf_thread *me = thread;
    rf_main   *h  = &me->sched->home;

    while (__atomic_load_n(&h->calls, __ATOMIC_ACQUIRE) == 0)
        rf_futex_wait(&h->calls, 0, NULL);
    if (__atomic_load_n(&h->gone, __ATOMIC_ACQUIRE)) {
        rf_thread_end(me);
        return NULL;
    }
    rf_gate_pass(me->sched);
    rf_busy_more(me->sched);
    rf_pool_push(&me->cx, h->task);
    rf_busy_less(&me->cx);
    return NULL; /* its record stays: its line may have a body */
}

void rf_main_call(rf_sched *s)
{
    __atomic_store_n(&s->home.calls, 1, __ATOMIC_RELEASE);
    rf_futex_wake(&s->home.calls, 1);
}

/* Without such a thread Ctrl-C has to wait for the main program. */
static void start_watching(rf_sched *s)
{
    rf_thread *t;

    if (s->home.watched)
        return;
    s->home.watched = true;
    t               = rf_thread_new(s);
    rf_thread_serves(t);
    if (rf_thread_start(t, watch) == 0)
        __atomic_store_n(&s->home.watches, true, __ATOMIC_RELEASE);
    else
        rf_thread_end(t);
}

/* ---- on the stack of a worker */

/* On the thread of this worker, until it waits or is at its end. */
static void go_over(rf_thread *worker, rf_main *h)
{
    char *low;

    h->under         = worker;
    h->thread->lines = worker->lines;
    h->thread->pool  = worker->pool;
    low              = rf_stack_guard(h->thread->stack_low);
    if (rf_is_tracing())
        rf_trace_runs(&worker->cx, worker->sched->main);
    rf_fiber_switch(&worker->fiber, &h->fiber);
    if (rf_is_tracing())
        rf_trace_leaves(&worker->cx);
    rf_stack_guard(low);
}

void rf_main_run(rf_thread *worker)
{
    rf_sched *s = worker->sched;
    rf_main  *h = &s->home;

    rf_party_go(s->main);
    do {
        go_over(worker, h);
        if (h->over) {
            __atomic_store_n(&h->gone, 1, __ATOMIC_RELEASE);
            rf_futex_wake(&h->gone, 1);
            return;
        }
        start_watching(s);
    } while (!rf_party_suspend(s->main));
}

/* ---- the beginning */

static bool start_first_worker(rf_sched *s)
{
    rf_pool *p = &s->pools[RF_POOL_BLOCKS];

    rf_lock_take(&p->lock);
    p->workers++;
    rf_pool_recount(p);
    rf_lock_give(&p->lock);
    if (rf_worker_start(s, p, s->home.task) == 0)
        return true;
    rf_pool_less(s, p);
    return false;
}

void rf_main_begin(rf_sched *s, rf_thread *m, void (*work)(void *data), void *data)
{
    rf_main *h    = &s->home;
    size_t   size = 0;
    char    *low  = rf_is_scheduled() ? NULL : rf_stack_map_large(&size);

    h->thread = m;
    h->work   = work;
    h->data   = data;
    if (low) {
        m->stack_low = low;
        rf_stack_limit(&m->cx, low, size);
        rf_fiber_init(&h->fiber, low, size, enter, s);
    }
    if (!low || !start_first_worker(s)) {
        h->fiber.size = 0;
        rf_run_on_large_stack(&m->cx, work, data);
        return;
    }
    while (!__atomic_load_n(&h->gone, __ATOMIC_ACQUIRE))
        rf_futex_wait(&h->gone, 0, NULL);
    rf_main_call(s); /* nothing is left to watch */
    rf_fiber_end(&h->fiber);
    rf_stack_unmap(low, size);
    m->lines = m->own;
}
