/* The baton of the test scheduler, and the threads that hand it on: see schedule.h. */

#include <stdlib.h>

#include "core/cycle.h"
#include "core/heap.h"
#include "core/start.h"
#include "task/schedule_state.h"

struct rf_schedule *rf_scheduling;

/* ---- standing still */

uint32_t rf_baton_wait(rf_strand *s)
{
    uint32_t word;

    while ((word = __atomic_exchange_n(&s->word, RF_STAY, __ATOMIC_ACQUIRE)) == RF_STAY)
        rf_futex_wait(&s->word, RF_STAY, NULL);
    return word;
}

void rf_strand_call(rf_strand *s, rf_strand *me, uint32_t word)
{
    __atomic_store_n(&s->word, word, __ATOMIC_RELEASE);
    if (s != me)
        rf_futex_wake(&s->word, 1);
}

static void add(rf_readies *l, rf_party *p, rf_strand *strand)
{
    if (l->count == l->room) {
        l->room = l->room ? l->room * 2 : 64;
        l->at   = realloc(l->at, l->room * sizeof *l->at);
        if (!l->at)
            rf_out_of_memory();
    }
    l->at[l->count++] = (rf_ready){p, strand};
}

/* The order changes, always in the same way. */
static rf_ready take(rf_readies *l, size_t i)
{
    rf_ready r = l->at[i];

    l->at[i] = l->at[--l->count];
    return r;
}

/* ---- workers: a thread for each body that has begun and not ended */

static void *run_worker(void *thread)
{
    rf_thread          *t    = thread;
    struct rf_schedule *c    = rf_scheduling;
    rf_strand          *mine = c->begins;
    bool                is_body;

    rf_thread_enter(t);
    for (;;) {
        rf_baton_wait(mine);
        is_body = mine->task->party.pool == RF_POOL_BODIES;
        rf_task_run(&t->cx, mine->task);
        rf_lock_take(&c->lock);
        c->running -= is_body;
        mine->next = c->resting;
        c->resting = mine;
        rf_baton_give(&t->cx, mine);
        rf_lock_give(&c->lock);
    }
    return NULL;
}

static void start_worker(struct rf_schedule *c, rf_task *task)
{
    rf_strand *s = calloc(1, sizeof *s);
    int        failed;

    if (!s)
        rf_out_of_memory();
    s->task   = task;
    s->word   = RF_GO;
    c->begins = s;
    failed    = rf_thread_start(rf_thread_new(c->sched), run_worker);
    if (failed)
        rf_no_threads(failed);
}

static void call_worker(struct rf_schedule *c, rf_task *task, rf_strand *me)
{
    rf_strand *s = c->resting;

    c->running += task->party.pool == RF_POOL_BODIES;
    if (!s) {
        start_worker(c, task);
        return;
    }
    c->resting = s->next;
    s->task    = task;
    rf_strand_call(s, me, RF_GO);
}

/* ---- handing the baton on */

/* The main program counts as busy; all others that do are threads and operations of the system. */
uint32_t rf_schedule_guests(const struct rf_schedule *c)
{
    return (uint32_t)__atomic_load_n(&c->sched->busy, __ATOMIC_ACQUIRE) - 1;
}

bool rf_schedule_listens(const struct rf_schedule *c)
{
    return __atomic_load_n(&c->sched->listening, __ATOMIC_ACQUIRE) > 0;
}

/* Nobody is ready and no timer waits: the end, a deadlock, or a wait for the world. */
static void all_quiet(rf_ctx *cx, struct rf_schedule *c, rf_strand *me)
{
    c->held = false;
    if (rf_schedule_guests(c) > 0)
        return;
    if (c->finisher) {
        c->held = true;
        rf_strand_call(c->finisher, me, RF_GO);
    } else if (!rf_schedule_listens(c)) {
        rf_lock_take(&c->sched->lock);
        rf_deadlock(cx);
    }
}

void rf_baton_give(rf_ctx *cx, rf_strand *me)
{
    struct rf_schedule *c = rf_scheduling;
    rf_choice           i = rf_choose(c, me->party);
    rf_ready            r;

    if (i.what == RF_CHOSE_CLOCK || (i.what == RF_CHOSE_NOBODY && c->timers)) {
        rf_clock_call(c, me);
        return;
    }
    if (i.what == RF_CHOSE_NOBODY) {
        all_quiet(cx, c, me);
        return;
    }
    r = take(i.what == RF_CHOSE_LINE ? &c->line : &c->ready, i.index);
    if (r.strand)
        rf_strand_call(r.strand, me, RF_GO);
    else
        call_worker(c, rf_task_around(r.party), me);
}

/* Is the thread where it may be stopped? Not in the middle of a change, nor of a copy. */
static bool may_stop(const rf_ctx *cx)
{
    return cx->party && rf_is_settled(cx);
}

static void point(rf_ctx *cx)
{
    struct rf_schedule *c    = rf_scheduling;
    rf_strand           mine = {.party = rf_party_of(cx)};

    if (!may_stop(cx))
        return;
    rf_lock_take(&c->lock);
    c->now += 1000 * (1 + (int64_t)rf_choose_below(&c->choices, 16));
    add(&c->ready, mine.party, &mine);
    rf_baton_give(cx, &mine);
    rf_lock_give(&c->lock);
    rf_baton_wait(&mine);
}

/* ---- waking and waiting */

void rf_schedule_push(rf_task *t)
{
    struct rf_schedule *c = rf_scheduling;

    if (t->party.id == 0)
        t->party.id = 1 + __atomic_add_fetch(&c->sched->next_id, 1, __ATOMIC_RELAXED);
    rf_lock_take(&c->lock);
    c->choices.ranks |= t->party.rank != RF_NORMAL;
    add(t->party.pool == RF_POOL_BODIES ? &c->line : &c->ready, &t->party, NULL);
    rf_lock_give(&c->lock);
}

/* The strand on which a party waits. */
static rf_strand *take_waiting(struct rf_schedule *c, const rf_party *p)
{
    rf_strand **at = &c->waiting, *s;

    while ((s = *at) != NULL && s->party != p)
        at = &s->next;
    if (s)
        *at = s->next;
    return s;
}

static uint32_t change_word(rf_party *p, uint32_t bits)
{
    uint32_t was = p->word & RF_STATE_MASK;
    uint32_t now = was;

    if (was == RF_SUSPENDED)
        now = RF_QUEUED;
    else if (was == RF_PARKED || was == RF_NAPPING)
        now = RF_RUNNING;
    else if (was == RF_RUNNING)
        now = RF_NOTIFIED;
    __atomic_store_n(&p->word, now | bits | (p->word & RF_LANDED), __ATOMIC_RELEASE);
    return was;
}

void rf_schedule_wake(rf_party *p, uint32_t bits)
{
    struct rf_schedule *c   = rf_scheduling;
    uint32_t            was = change_word(p, bits);
    rf_strand          *s;

    if (was == RF_SUSPENDED)
        rf_schedule_push(rf_task_around(p));
    if (was != RF_PARKED && was != RF_NAPPING)
        return;
    rf_lock_take(&c->lock);
    s = take_waiting(c, p);
    c->running += p->sort == RF_BODY;
    add(&c->ready, p, s);
    rf_lock_give(&c->lock);
}

/* True when it was woken since it looked for the last time. */
static bool was_notified(rf_party *p)
{
    if ((p->word & RF_STATE_MASK) != RF_NOTIFIED)
        return false;
    __atomic_store_n(&p->word, RF_RUNNING | (p->word & RF_LANDED), __ATOMIC_RELEASE);
    return true;
}

void rf_schedule_park(rf_ctx *cx, rf_party *p)
{
    struct rf_schedule *c     = rf_scheduling;
    rf_strand           mine  = {.party = p};
    rf_timer            timer = {.party = p};

    if (was_notified(p))
        return;
    if (p->deadline != 0)
        rf_schedule_timer_add(cx, &timer, p->deadline);
    __atomic_store_n(&p->word, p->deadline ? RF_NAPPING : RF_PARKED, __ATOMIC_RELEASE);
    rf_lock_take(&c->lock);
    c->running -= p->sort == RF_BODY;
    mine.next  = c->waiting;
    c->waiting = &mine;
    rf_baton_give(cx, &mine);
    rf_lock_give(&c->lock);
    rf_baton_wait(&mine);
    rf_schedule_timer_remove(&timer);
}

void rf_schedule_finish(rf_ctx *cx)
{
    struct rf_schedule *c    = rf_scheduling;
    rf_strand           mine = {0};

    c->sched->main_ended = true;
    rf_lock_take(&c->lock);
    c->finisher = &mine;
    rf_baton_give(cx, &mine);
    rf_lock_give(&c->lock);
    rf_baton_wait(&mine);
}

/* ---- waits in the system */

/* Of a party; its thread comes back by rf_schedule_enter. */
void rf_schedule_leave(rf_ctx *cx)
{
    struct rf_schedule *c    = rf_scheduling;
    rf_strand           none = {0};
    const rf_party     *p    = rf_party_of(cx);

    rf_lock_take(&c->lock);
    c->running -= p && p->sort == RF_BODY;
    rf_baton_give(cx, &none);
    rf_lock_give(&c->lock);
}

void rf_schedule_enter(rf_ctx *cx)
{
    struct rf_schedule *c    = rf_scheduling;
    rf_strand           mine = {.party = rf_party_of(cx)};
    bool                free;

    rf_lock_take(&c->lock);
    c->running += mine.party && mine.party->sort == RF_BODY;
    free    = !c->held;
    c->held = true;
    if (!free)
        add(&c->ready, mine.party ? mine.party : c->sched->main, &mine);
    rf_lock_give(&c->lock);
    if (!free)
        rf_baton_wait(&mine);
}

void rf_schedule_less(rf_ctx *cx)
{
    rf_busy_back(rf_scheduling->sched);
    if (!cx->party)
        rf_schedule_leave(cx);
}

void rf_schedule_ranks(void)
{
    rf_scheduling->choices.ranks = true;
}

uint32_t rf_schedule_below(uint32_t n)
{
    return rf_choose_below(&rf_scheduling->choices, n);
}

/* ---- the beginning */

static const rf_pointing pointing = {point, rf_schedule_now};

void rf_schedule_begin(rf_sched *s)
{
    const char         *number = getenv("RUFF_SCHEDULE");
    struct rf_schedule *c      = NULL;

    if (number && *number) {
        c = calloc(1, sizeof *c);
        if (!c)
            rf_out_of_memory();
        c->sched = s;
        c->held  = true;
        c->now   = 1000000000;
        rf_choices_begin(&c->choices, strtoull(number, NULL, 10));
        __atomic_fetch_add(&rf_direct_off, 1, __ATOMIC_RELAXED); /* every body is a party that takes turns */
    }
    __atomic_store_n(&rf_scheduling, c, __ATOMIC_RELEASE);
    __atomic_store_n(&rf_pointing_of_tasks, c ? &pointing : NULL, __ATOMIC_RELEASE);
}
