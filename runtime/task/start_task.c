/* The run of a program that may wait: from its main function to its end (C-16). */

#include <stdlib.h>
#include <unistd.h>

#include "core/heap.h"
#include "core/policy.h"
#include "core/print.h"
#include "core/start.h"
#include "ruff/cell.h"
#include "ruff/error.h"
#include "task/promise.h"
#include "task/rest.h"
#include "task/schedule.h"
#include "task/trace.h"
#include "task/turn.h"

static rf_sched *sched_new(const rf_program *p)
{
    const char *seed = getenv("RUFF_SEED");
    rf_sched   *s    = calloc(1, sizeof *s);

    if (!s)
        rf_out_of_memory();
    s->program = p;
    s->busy    = RF_BUSY_ONCE;
    s->seed    = seed ? strtoull(seed, NULL, 10) : 0;
    for (int id = 0; id < RF_POOLS; id++)
        rf_pool_init(&s->pools[id], (rf_pool_id)id);
    return s;
}

/* Waits for those who can still make progress; the others are dropped. */
static void wait_for_others(rf_ctx *cx, rf_sched *s)
{
    if (rf_is_scheduled()) {
        rf_schedule_finish(cx);
        return;
    }
    rf_flush(); /* what is left may take its time */
    rf_lock_take(&s->lock);
    s->main_ended = true;
    rf_lock_give(&s->lock);
    rf_busy_less(cx);
    while (!__atomic_load_n(&s->over, __ATOMIC_ACQUIRE))
        rf_futex_wait(&s->over, 0, NULL);
    rf_busy_more(s);
}

static void end_threads(rf_ctx *cx, rf_sched *s)
{
    __atomic_store_n(&s->ending, 1, __ATOMIC_RELEASE);
    rf_pool_end(cx);
    rf_timers_end(cx);
}

/* C-84: one line for each party that is dropped. */
static void tell_dropped(rf_ctx *cx, rf_sched *s)
{
    const char *asked = getenv("RUFF_LEAKS");
    rf_text     t;

    if (!asked || !*asked)
        return;
    rf_text_init(&t, cx);
    rf_lock_take(&s->lock);
    rf_parties_describe(&t, s);
    rf_lock_give(&s->lock);
    rf_write(RF_TO_STDERR, t.at, t.len);
    rf_text_end(&t);
}

static int finish(rf_ctx *cx, rf_sched *s)
{
    bool failed;
    int  status;

    wait_for_others(cx, s);
    failed = rf_report_rejected(cx);
    status = failed || rf_stray_noted() ? 4 : 0;
    tell_dropped(cx, s);
    rf_trace_end();
    end_threads(cx, s);
    rf_interrupt_end(s, &status);
    return status;
}

/* An uncaught error ends the process at once (C-16): the other threads may be anywhere. */
static RF_NORETURN void fail(rf_ctx *cx)
{
    rf_error *e      = rf_catch(cx, NULL);
    int       status = 4;

    if (!rf_interrupt_end(rf_sched_of(cx), &status))
        rf_report(cx, e);
    rf_trace_end();
    rf_exit(status);
}

/* At the end nothing is closed (C-73): what the globals and dropped parties hold is not released.
   It stays within reach of those who look for leaks; threads on their way out may still look at the
   scheduler. */
static void keep(rf_sched *s)
{
    static rf_sched *kept;

    s->older = __atomic_exchange_n(&kept, s, __ATOMIC_ACQ_REL);
}

typedef struct run {
    const rf_program *program;
    rf_ctx           *cx;
    int               status;
} run;

static void run_main(void *data)
{
    run     *r  = data;
    rf_ctx  *cx = r->cx;
    rf_value result;

    result = r->program->main(cx);
    if (RF_FAILED(cx))
        fail(cx);
    rf_release(cx, result);
    rf_program_ends(cx);
    rf_cells_end(cx);
    r->status = finish(cx, rf_sched_of(cx));
}

int rf_start_tasks(const rf_program *p, int argc, char **argv)
{
    rf_sched  *s;
    rf_thread *t;
    rf_task   *main;
    run        r = {.program = p};

    if (!rf_version_fits(p))
        return 6;
    rf_policy_begin(p->policy);
    s    = sched_new(p);
    t    = rf_thread_new(s);
    main = calloc(1, sizeof *main);
    r.cx = &t->cx;
    if (!main)
        rf_out_of_memory();
    rf_args_set(argc, argv);
    rf_stray_forget();
    rf_globals_init(&t->cx, p->global_count);
    main->party.pool = RF_POOL_BLOCKS;
    rf_party_init(&main->party, RF_MAIN, p->function, rf_world_of(&t->cx));
    main->party.id = 1;
    keep(s);
    s->main      = &main->party;
    s->home.task = main;
    t->cx.party  = s->main;
    rf_schedule_begin(s);
    if (!rf_is_scheduled())
        rf_interrupt_begin(s);
    rf_turns_begin();
    rf_rest_begin();
    rf_trace_begin();
    rf_main_begin(s, t, run_main, &r);
    rf_flush();
    t->cx.party = NULL;
    rf_thread_end(t);
    return r.status;
}
