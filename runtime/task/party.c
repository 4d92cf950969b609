/* Parties: waking, parking, and who is counted as busy. See party.h for how a party waits. */

#include "task/sched.h"

#include "core/print.h"
#include "core/start.h"
#include "ruff/error.h"
#include "task/promise.h"
#include "task/rest.h"
#include "task/schedule.h"

enum { PARK_SPINS = 80 };

void rf_party_init(rf_party *p, rf_party_sort sort, const rf_function *body, rf_world *world)
{
    p->sort     = (uint8_t)sort;
    p->rank     = RF_NORMAL;
    p->function = body;
    p->world    = world;
    rf_party_node(p);
}

void rf_party_node(rf_party *p)
{
    p->node = (rf_node){.party = p, .slot = &p->got};
}

/* ---- counting */

/* The test of sched.h; *listens: somebody waits for a peer. */
static bool is_quiet(rf_ctx *cx, bool *listens)
{
    rf_sched *s      = rf_sched_of(cx);
    uint64_t  before = __atomic_load_n(&s->busy, __ATOMIC_ACQUIRE);

    if ((uint32_t)before != 0 || rf_pool_has_ready(cx))
        return false;
    *listens = __atomic_load_n(&s->listening, __ATOMIC_ACQUIRE) != 0;
    return __atomic_load_n(&s->busy, __ATOMIC_ACQUIRE) == before;
}

/* Nothing runs any more. Either the main program is at its end, and what still waits is dropped
   (C-16), or it waits for ever itself. */
static void all_quiet(rf_ctx *cx)
{
    rf_sched *s       = rf_sched_of(cx);
    bool      listens = false;
    int       failed;

    rf_lock_take(&s->lock);
    if (is_quiet(cx, &listens)) {
        if (s->main_ended) {
            __atomic_store_n(&s->over, 1, __ATOMIC_RELEASE);
            rf_futex_wake(&s->over, 1);
        } else if (!listens) {
            rf_deadlock(cx);
        }
    }
    rf_lock_give(&s->lock);
    failed = rf_pool_rescue(cx);
    if (failed)
        rf_no_threads(failed); /* bodies must go on once a program runs */
}

void rf_busy_less(rf_ctx *cx)
{
    if (rf_is_scheduled())
        rf_schedule_less(cx);
    else if ((uint32_t)__atomic_fetch_sub(&rf_sched_of(cx)->busy, 1, __ATOMIC_ACQ_REL) == 1)
        all_quiet(cx);
}

void rf_party_list(rf_ctx *cx, rf_party *p)
{
    rf_sched *s = rf_sched_of(cx);

    if (p->listed)
        return;
    rf_lock_take(&s->lock);
    p->listed = true;
    p->prev   = NULL;
    p->next   = s->parties;
    if (s->parties)
        s->parties->prev = p;
    s->parties = p;
    rf_lock_give(&s->lock);
}

void rf_party_unlist(rf_ctx *cx, rf_party *p)
{
    rf_sched *s = rf_sched_of(cx);

    if (!p->listed)
        return;
    rf_lock_take(&s->lock);
    p->listed = false;
    if (p->prev)
        p->prev->next = p->next;
    else
        s->parties = p->next;
    if (p->next)
        p->next->prev = p->prev;
    rf_lock_give(&s->lock);
}

/* ---- waking */

/* The word after a wake-up, and through *was what the party did. */
static uint32_t woken(uint32_t word, uint32_t bits, uint32_t *was)
{
    *was = word & RF_STATE_MASK;
    bits |= word & RF_LANDED;
    switch (*was) {
    case RF_SUSPENDED:
        return RF_QUEUED | bits;
    case RF_PARKED:
    case RF_NAPPING:
        return RF_RUNNING | bits;
    case RF_RUNNING:
        return RF_NOTIFIED | bits;
    default:
        return *was | bits;
    }
}

static void put_in_line(rf_ctx *cx, rf_task *t)
{
    int failed = rf_pool_push(cx, t);

    if (failed)
        rf_no_threads(failed);
}

/* Changes the word, and wakes a thread that sleeps on it; answers what the party did. Takes no
 * lock. */
static uint32_t wake_thread(rf_sched *s, rf_party *p, uint32_t bits)
{
    uint32_t word = __atomic_load_n(&p->word, __ATOMIC_RELAXED);
    uint32_t next, was;
    bool     counted = false;

    do {
        next = woken(word, bits, &was);
        /* Counted before it can run: it might park again at once. */
        if (was == RF_PARKED && !counted) {
            rf_busy_more(s);
            counted = true;
        }
    } while (
        !__atomic_compare_exchange_n(&p->word, &word, next, 0, __ATOMIC_ACQ_REL, __ATOMIC_RELAXED));
    if (counted && was != RF_PARKED)
        rf_busy_back(s);
    if (was == RF_PARKED || was == RF_NAPPING)
        rf_futex_wake(&p->word, 1);
    return was;
}

void rf_wake(rf_ctx *cx, rf_party *p, uint32_t bits)
{
    if (rf_is_scheduled()) {
        rf_schedule_wake(p, bits);
        return;
    }
    if (wake_thread(rf_sched_of(cx), p, bits) == RF_SUSPENDED)
        put_in_line(cx, rf_task_around(p));
}

void rf_wake_main(rf_sched *s)
{
    bool nobody = !__atomic_load_n(&s->home.watches, __ATOMIC_ACQUIRE);

    /* without one who puts it in line it has to be left as it is */
    if (nobody && rf_state_of(s->main) == RF_SUSPENDED)
        return;
    if (wake_thread(s, s->main, 0) == RF_SUSPENDED)
        rf_main_call(s);
}

/* ---- from one state to another */

/* A landing may come at the same time. */
static void become(rf_party *p, uint32_t state)
{
    uint32_t word = __atomic_load_n(&p->word, __ATOMIC_ACQUIRE);

    while (!__atomic_compare_exchange_n(&p->word, &word, state | (word & RF_LANDED), 0,
                                        __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE)) {
    }
}

void rf_party_go(rf_party *p)
{
    become(p, RF_RUNNING);
}

void rf_party_queue(rf_party *p)
{
    become(p, RF_QUEUED);
}

static bool change(rf_party *p, uint32_t state)
{
    uint32_t word = RF_RUNNING;

    if (__atomic_compare_exchange_n(&p->word, &word, state, 0, __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE))
        return true;
    rf_party_go(p);
    return false;
}

bool rf_party_suspend(rf_party *p)
{
    return change(p, RF_SUSPENDED);
}

/* ---- parking */

static void spin(rf_party *p)
{
    for (int i = 0; i < PARK_SPINS; i++) {
        if (__atomic_load_n(&p->word, __ATOMIC_RELAXED) != RF_RUNNING)
            break;
        rf_pause();
    }
}

/* From running to `state`; false when the party was woken meanwhile. */
static bool settle_down(rf_party *p, uint32_t state)
{
    spin(p);
    return change(p, state);
}

/* The main program gives its thread up. With a time limit only if the thread has something to do: the clock
   costs more than a nap. False: it waits on the thread. */
static bool leave(rf_ctx *cx, rf_party *p)
{
    rf_timer timer = {.party = p};
    bool     works = p->sort == RF_MAIN && rf_main_may_leave(cx), left;

    if (p->sort != RF_MAIN || (p->deadline != 0 && !works))
        return false;
    if (p->deadline != 0)
        rf_timer_add(cx, &timer, p->deadline);
    else if (!works)
        spin(p);
    left = rf_main_leave(cx);
    if (p->deadline != 0)
        rf_timer_remove(cx, &timer);
    return left;
}

static bool is_still(rf_party *p, uint32_t state)
{
    return rf_state_of(p) == state;
}

static void park(rf_ctx *cx, rf_party *p)
{
    if (!settle_down(p, RF_PARKED))
        return;
    rf_pool_parks(cx);
    rf_away_begin(cx);
    rf_busy_less(cx);
    rf_flush();
    while (is_still(p, RF_PARKED))
        rf_futex_wait(&p->word, RF_PARKED, NULL);
    if (RF_UNLIKELY(__atomic_load_n(&rf_sched_of(cx)->gate, __ATOMIC_SEQ_CST)))
        rf_gate_pass(rf_sched_of(cx)); /* woken by a signal, perhaps */
    rf_away_end(cx);
    rf_pool_unparks(cx);
}

static void nap(rf_ctx *cx, rf_party *p)
{
    int64_t         left;
    uint32_t        word = RF_NAPPING;
    struct timespec span;

    if (!settle_down(p, RF_NAPPING))
        return;
    rf_pool_parks(cx);
    rf_nap_begin(cx);
    rf_flush();
    while (is_still(p, RF_NAPPING) && (left = p->deadline - rf_now()) > 0) {
        span = (struct timespec){left / 1000000000, left % 1000000000};
        rf_futex_wait(&p->word, RF_NAPPING, &span);
    }
    __atomic_compare_exchange_n(&p->word, &word, RF_RUNNING, 0, __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE);
    rf_nap_end(cx);
    rf_pool_unparks(cx);
}

void rf_park(rf_ctx *cx)
{
    rf_party *p = rf_party_of(cx);

    if (p->deadline == 0)
        rf_party_list(cx, p);
    if (rf_is_scheduled()) {
        rf_schedule_park(cx, p);
        return;
    }
    if (leave(cx, p))
        return;
    if (p->deadline != 0)
        nap(cx, p);
    else
        park(cx, p);
}
