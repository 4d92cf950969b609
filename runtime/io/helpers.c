/* Helper threads: see helpers.h. */

#include "io/helpers.h"

#include <stdlib.h>

#include "core/heap.h"
#include "io/op.h"

enum { MOST_HELPERS = 16, REST_SECONDS = 5 };

struct rf_helpers {
    rf_lock   lock;
    uint32_t  word; /* changes when a chore comes: a futex */
    uint32_t  threads, resting, waiting;
    rf_chore *first, *last;
};

static struct rf_helpers *helpers_of(rf_sched *s)
{
    rf_lock_take(&s->lock);
    if (!s->helpers)
        s->helpers = calloc(1, sizeof *s->helpers);
    rf_lock_give(&s->lock);
    if (!s->helpers)
        rf_out_of_memory();
    return s->helpers;
}

/* The next chore; NULL: the helper is counted as resting. */
static rf_chore *take_chore(struct rf_helpers *h)
{
    rf_chore *c;

    rf_lock_take(&h->lock);
    c = h->first;
    if (c) {
        h->first = c->next;
        h->waiting--;
    } else {
        h->resting++;
    }
    rf_lock_give(&h->lock);
    return c;
}

/* Waits for a chore; false when none has come for long: the helper is no longer counted then. */
static bool rest(struct rf_helpers *h, uint32_t seen)
{
    bool stays;

    rf_futex_wait(&h->word, seen, &(struct timespec){REST_SECONDS, 0});
    rf_lock_take(&h->lock);
    stays = h->first || h->word != seen;
    h->resting--;
    h->threads -= !stays;
    rf_lock_give(&h->lock);
    return stays;
}

/* A helper that may be away for long does not count as one. */
static void lend(struct rf_helpers *h, bool away)
{
    rf_lock_take(&h->lock);
    h->threads += away ? -1 : 1;
    rf_lock_give(&h->lock);
}

static void do_chore(struct rf_helpers *h, rf_ctx *cx, rf_chore *c)
{
    bool waits = c->waits;

    if (waits)
        lend(h, true);
    c->work(c);
    rf_flight_land(cx);
    c->done(cx, c);
    if (waits)
        lend(h, false);
}

static void *help(void *thread)
{
    rf_thread         *t = thread;
    struct rf_helpers *h = t->sched->helpers;
    uint32_t           seen;
    rf_chore          *c;

    rf_thread_enter(t);
    do {
        seen = __atomic_load_n(&h->word, __ATOMIC_ACQUIRE);
        while ((c = take_chore(h)) != NULL) {
            do_chore(h, &t->cx, c);
            seen = __atomic_load_n(&h->word, __ATOMIC_ACQUIRE);
        }
    } while (rest(h, seen));
    rf_thread_leave(t);
    rf_thread_end(t);
    return NULL;
}

/* One more helper, which is counted already; 0 or the system's error. */
static int add_helper(rf_sched *s)
{
    rf_thread *t = rf_thread_new(s);
    int        failed;

    rf_thread_serves(t);
    failed = rf_thread_start(t, help);
    if (failed)
        rf_thread_end(t);
    return failed;
}

/* Takes the chore out again, unless somebody has it by now. */
static bool take_back(struct rf_helpers *h, rf_chore *c)
{
    rf_chore **at, *before = NULL;

    for (at = &h->first; *at && *at != c; at = &(*at)->next)
        before = *at;
    if (!*at)
        return false;
    *at = c->next;
    h->waiting--;
    if (h->last == c)
        h->last = before;
    return true;
}

int rf_help(rf_ctx *cx, rf_chore *c)
{
    struct rf_helpers *h = helpers_of(rf_sched_of(cx));
    int                failed = 0;
    bool               grow;

    c->next = NULL;
    rf_lock_take(&h->lock);
    if (h->first)
        h->last->next = c;
    else
        h->first = c;
    h->last = c;
    h->waiting++;
    __atomic_fetch_add(&h->word, 1, __ATOMIC_RELEASE);
    grow = h->waiting > h->resting && h->threads < MOST_HELPERS;
    h->threads += grow;
    rf_lock_give(&h->lock);
    rf_futex_wake(&h->word, 1);
    if (!grow)
        return 0;
    failed = add_helper(rf_sched_of(cx));
    if (!failed)
        return 0;
    rf_lock_take(&h->lock);
    h->threads--;
    if (h->threads > 0 || !take_back(h, c))
        failed = 0;
    rf_lock_give(&h->lock);
    return failed;
}
