/* The program's own time: see schedule.h. Timers stand in one list by time; a thread of its own
   fires those that are due when it gets the baton. */

#include "core/start.h"
#include "task/schedule_state.h"

int64_t rf_schedule_now(void)
{
    /* Who only looks at the clock must see it go on. */
    return __atomic_add_fetch(&rf_scheduling->now, 1000, __ATOMIC_RELAXED);
}

bool rf_clock_is_due(const struct rf_schedule *c)
{
    return c->timers && (int64_t)c->timers->due <= c->now;
}

/* While somebody waits in the system time must not jump: it may bring something before. */
void rf_clock_call(struct rf_schedule *c, rf_strand *me)
{
    bool dozes = (rf_schedule_guests(c) > 0 || rf_schedule_listens(c)) && !rf_clock_is_due(c);

    if (dozes)
        c->held = false;
    rf_strand_call(&c->clock, me, dozes ? RF_DOZE : RF_GO);
}

/* ---- the clock's thread */

/* The world's time until the next timer; false when somebody took the baton before that. */
static bool doze(struct rf_schedule *c)
{
    int64_t         span;
    struct timespec limit;
    bool            mine;

    rf_lock_take(&c->lock);
    span = c->timers && !c->held ? (int64_t)c->timers->due - c->now : 0;
    rf_lock_give(&c->lock);
    if (span > 0) {
        limit = (struct timespec){span / 1000000000, span % 1000000000};
        rf_futex_wait(&c->clock.word, RF_STAY, &limit);
    }
    rf_lock_take(&c->lock);
    mine    = !c->held && c->timers;
    c->held = c->held || mine;
    rf_lock_give(&c->lock);
    return mine;
}

static rf_timer *take_due(struct rf_schedule *c)
{
    rf_timer *t = c->timers;

    if (!t || (int64_t)t->due > c->now)
        return NULL;
    rf_schedule_timer_remove(t);
    return t;
}

static void fire_due(rf_ctx *cx, struct rf_schedule *c)
{
    rf_timer *t;

    if (c->timers && (int64_t)c->timers->due > c->now)
        c->now = (int64_t)c->timers->due;
    while ((t = take_due(c)) != NULL) {
        if (!t->fire)
            rf_schedule_wake(t->party, 0);
        else if (rf_timer_keep(t))
            t->fire(cx, t);
    }
}

static void *run_clock(void *thread)
{
    rf_thread          *t = thread;
    struct rf_schedule *c = rf_scheduling;

    rf_thread_enter(t);
    for (;;) {
        if (rf_baton_wait(&c->clock) == RF_DOZE && !doze(c))
            continue;
        fire_due(&t->cx, c);
        rf_lock_take(&c->lock);
        rf_baton_give(&t->cx, &c->clock);
        rf_lock_give(&c->lock);
    }
    return NULL;
}

static void start_clock(struct rf_schedule *c)
{
    int failed;

    c->clock_thread = rf_thread_new(c->sched);
    failed          = rf_thread_start(c->clock_thread, run_clock);
    if (failed)
        rf_no_threads(failed);
}

/* ---- the list; whoever touches it has the baton */

void rf_schedule_timer_add(rf_ctx *cx, rf_timer *t, int64_t deadline)
{
    struct rf_schedule *c  = rf_scheduling;
    rf_timer           *at = c->last_timer;

    (void)cx;
    t->due     = (uint64_t)deadline;
    t->pending = true;
    while (at && at->due > t->due)
        at = at->prev;
    t->prev = at;
    t->next = at ? at->next : c->timers;
    if (t->next)
        t->next->prev = t;
    else
        c->last_timer = t;
    if (at)
        at->next = t;
    else
        c->timers = t;
    if (!c->clock_thread)
        start_clock(c);
}

bool rf_schedule_timer_remove(rf_timer *t)
{
    struct rf_schedule *c = rf_scheduling;

    if (!t->pending)
        return false;
    t->pending = false;
    if (t->prev)
        t->prev->next = t->next;
    else
        c->timers = t->next;
    if (t->next)
        t->next->prev = t->prev;
    else
        c->last_timer = t->prev;
    return true;
}
