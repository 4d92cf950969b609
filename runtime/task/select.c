/* select (C-50 … C-52): one wait for several things. All locks concerned are held while the arms
   are looked at, in the order of their addresses, so that exactly one arm is taken; then one node
   waits at each. */

#include <stdlib.h>

#include "core/heap.h"
#include "core/point.h"
#include "core/share.h"
#include "ruff/error.h"
#include "task/channel.h"
#include "task/promise.h"
#include "task/select.h"
#include "task/trace.h"

/** What a party keeps while it waits in a select. */
struct rf_selecting {
    uint32_t count;
    struct {
        rf_node  node;
        rf_value value; /* the message of a send arm, crossed; absent once it was taken */
    } arms[];
};

/** One look at the arms. */
typedef struct look {
    rf_arm   *arms;
    uint32_t  count;
    bool      has_closed;
    rf_party *served; /* to be landed once the locks are open */
    rf_lock **locks;  /* sorted, each once */
    uint32_t  lock_count;
} look;

/* ---- operands */

static rf_channel *channel_of(const rf_arm *a)
{
    return a->kind == RF_ARM_AWAIT ? NULL : rf_channel_of(a->on);
}

static rf_core *core_of(const rf_arm *a)
{
    return a->kind == RF_ARM_AWAIT ? rf_core_of(a->on) : NULL;
}

/* The locks of what the arm is about: two of a channel. Answers how many. */
static uint32_t locks_of(const rf_arm *a, rf_lock **locks)
{
    rf_channel *c = channel_of(a);
    rf_core    *p = core_of(a);

    if (c) {
        locks[0] = &c->out_lock;
        locks[1] = &c->in_lock;
        return 2;
    }
    if (p)
        locks[0] = &p->lock;
    return p != NULL;
}

static bool are_valid(rf_ctx *cx, const rf_arm *arms, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        const rf_arm *a = &arms[i];

        if (a->kind == RF_ARM_AWAIT || a->on.tag == RF_NULL || channel_of(a))
            continue;
        if (!rf_throw_if_error(cx, a->on))
            rf_throw(cx, "select expects a channel, got %s", rf_type_name(a->on));
        return false;
    }
    return true;
}

/* ---- locks */

static int by_address(const void *a, const void *b)
{
    uintptr_t x = (uintptr_t) * (rf_lock *const *)a, y = (uintptr_t) * (rf_lock *const *)b;

    return (x > y) - (x < y);
}

static void lock_all(look *l)
{
    uint32_t n = 0;

    for (uint32_t i = 0; i < l->count; i++)
        n += locks_of(&l->arms[i], l->locks + n);
    qsort(l->locks, n, sizeof *l->locks, by_address);
    l->lock_count = 0;
    for (uint32_t i = 0; i < n; i++) {
        if (l->lock_count == 0 || l->locks[l->lock_count - 1] != l->locks[i])
            l->locks[l->lock_count++] = l->locks[i];
    }
    for (uint32_t i = 0; i < l->lock_count; i++)
        rf_lock_take(l->locks[i]);
}

static void unlock_all(const look *l)
{
    for (uint32_t i = l->lock_count; i-- > 0;)
        rf_lock_give(l->locks[i]);
}

/* ---- looking */

/* True when the arm can go now; it has gone then. A receive that finds the end leaves got absent.
 */
static bool goes(rf_ctx *cx, look *l, rf_arm *a, rf_value *message)
{
    rf_channel *c = channel_of(a);
    rf_core    *p = core_of(a);

    switch (a->kind) {
    case RF_ARM_RECEIVE:
        a->got = rf_absent;
        return c && (rf_channel_take(cx, c, &a->got, &l->served) || (c->closed && !l->has_closed));
    case RF_ARM_SEND:
        if (!c)
            return false;
        if (c->closed)
            return true;
        if (!rf_channel_put(cx, c, *message, &l->served))
            return false;
        *message = rf_absent;
        return true;
    case RF_ARM_AWAIT:
        return a->on.tag != RF_NULL && (!p || rf_core_state(p) != RF_PENDING);
    }
    return false;
}

/* The arms are tried from a random one on, in a random direction. */
static int first_that_goes(rf_ctx *cx, look *l, struct rf_selecting *s)
{
    uint32_t start = rf_random_below(cx, l->count);
    uint32_t step  = rf_random_below(cx, 2) ? 1 : l->count - 1;

    for (uint32_t n = 0, i = start; n < l->count; n++, i = (i + step) % l->count) {
        if (goes(cx, l, &l->arms[i], &s->arms[i].value))
            return (int)i;
    }
    return -1;
}

static bool all_closed(const look *l)
{
    bool any = false;

    for (uint32_t i = 0; i < l->count; i++) {
        rf_channel *c = l->arms[i].kind == RF_ARM_RECEIVE ? channel_of(&l->arms[i]) : NULL;

        if (!c)
            continue;
        if (!c->closed || rf_channel_stored(c) > 0 || c->senders.first)
            return false;
        any = true;
    }
    return any;
}

/* ---- waiting at all arms */

static void enrol(rf_party *p, const look *l, struct rf_selecting *s)
{
    for (uint32_t i = 0; i < l->count; i++) {
        rf_arm     *a = &l->arms[i];
        rf_channel *c = channel_of(a);
        rf_core    *k = core_of(a);
        rf_node    *n = &s->arms[i].node;

        *n = (rf_node){.party = p, .arm = i, .slot = &s->arms[i].value};
        if (a->kind == RF_ARM_RECEIVE && c) {
            n->looks_again = l->has_closed;
            rf_nodes_add(&c->receivers, n);
        } else if (a->kind == RF_ARM_SEND && c) {
            rf_channel_queue_sender(c, n);
        } else if (k) {
            rf_nodes_add(&k->waiting, n);
        }
    }
}

static void leave_all(const rf_arm *arms, uint32_t count, struct rf_selecting *s)
{
    for (uint32_t i = 0; i < count; i++) {
        rf_channel *c    = channel_of(&arms[i]);
        rf_core    *k    = core_of(&arms[i]);
        rf_node    *n    = &s->arms[i].node;
        rf_lock    *lock = c ? &c->in_lock : k ? &k->lock : NULL;

        if (!lock)
            continue;
        rf_lock_take(lock);
        if (n->linked)
            rf_nodes_remove(!c                            ? &k->waiting
                            : arms[i].kind == RF_ARM_SEND ? &c->senders
                                                          : &c->receivers,
                            n);
        rf_lock_give(lock);
    }
}

static struct rf_selecting *selecting_new(rf_ctx *cx, const rf_arm *arms, uint32_t count)
{
    struct rf_selecting *s = calloc(1, sizeof *s + count * sizeof s->arms[0]);

    if (!s)
        rf_out_of_memory();
    s->count = count;
    for (uint32_t i = 0; i < count; i++)
        s->arms[i].value = channel_of(&arms[i]) && arms[i].kind == RF_ARM_SEND
                               ? rf_cross_away(cx, arms[i].value)
                               : rf_absent;
    return s;
}

/* Messages that were not sent go back to where they came from: nowhere (C-51). */
static void selecting_free(rf_ctx *cx, struct rf_selecting *s)
{
    for (uint32_t i = 0; i < s->count; i++)
        rf_release(cx, s->arms[i].value);
    free(s);
}

/* ---- answers */

/* The answer for an arm that went. */
static int arm_answer(rf_ctx *cx, rf_arm *a, int index, bool refused)
{
    rf_core *c = core_of(a);

    switch (a->kind) {
    case RF_ARM_SEND:
        if (!refused)
            return index;
        rf_throw(cx, "Channel closed");
        return RF_SELECT_FAILED;
    case RF_ARM_RECEIVE:
        if (a->got.tag != RF_ABSENT)
            return index;
        a->got = rf_null;
        rf_throw(cx, "Channel closed");
        break;
    case RF_ARM_AWAIT:
        if (!c)
            a->got = rf_copy(a->on);
        if (!c || rf_core_result(cx, c, &a->got))
            return index;
        break;
    }
    return RF_SELECT_FAILED - 1 - index;
}

/* One look; RF_WAITING when the party was enrolled. */
static rf_step look_once(rf_ctx *cx, look *l, bool has_else, int *taken, uint32_t at)
{
    rf_party            *p = rf_party_of(cx);
    struct rf_selecting *s = selecting_new(cx, l->arms, l->count);
    rf_lock             *few[16];
    bool                 waits = false;
    int                  index;

    l->locks = l->count <= 8 ? few : malloc(2 * l->count * sizeof *l->locks);
    if (!l->locks)
        rf_out_of_memory();
    if (rf_is_tracing())
        rf_trace_here(cx, at);
    lock_all(l);
    index = first_that_goes(cx, l, s);
    if (index < 0) {
        *taken = l->has_closed && all_closed(l) ? RF_SELECT_CLOSED : RF_SELECT_ELSE;
        waits  = *taken == RF_SELECT_ELSE && !has_else;
    }
    if (waits) {
        rf_wait_begin(cx, RF_WAITS_SELECT, at);
        enrol(p, l, s);
        p->selecting = s;
    }
    unlock_all(l);
    if (l->locks != few)
        free(l->locks);
    if (waits)
        return RF_WAITING;
    if (l->served)
        rf_wake(cx, l->served, RF_LANDED);
    if (index >= 0)
        *taken = arm_answer(cx, &l->arms[index], index, s->arms[index].value.tag != RF_ABSENT);
    selecting_free(cx, s);
    return RF_DONE;
}

/* Claims the party for itself, so that nobody else can any more. */
static bool claim_self(rf_party *p)
{
    uint32_t open = 0;

    return __atomic_compare_exchange_n(&p->taken, &open, UINT32_MAX, 0, __ATOMIC_ACQ_REL,
                                       __ATOMIC_RELAXED);
}

/* The messages go last: the end of one may run code that waits. */
static void end_wait(rf_ctx *cx, rf_party *p, const rf_arm *arms, uint32_t count)
{
    struct rf_selecting *s = p->selecting;

    leave_all(arms, count, s);
    p->selecting = NULL;
    rf_wait_end(cx, p);
    selecting_free(cx, s);
}

static int landed_answer(rf_ctx *cx, rf_party *p, rf_arm *arms, uint32_t count)
{
    uint32_t             index   = __atomic_load_n(&p->taken, __ATOMIC_RELAXED) - 1;
    struct rf_selecting *s       = p->selecting;
    bool                 refused = s->arms[index].value.tag != RF_ABSENT;

    if (arms[index].kind == RF_ARM_RECEIVE) {
        arms[index].got      = s->arms[index].value;
        s->arms[index].value = rf_absent;
    }
    end_wait(cx, p, arms, count);
    return arm_answer(cx, &arms[index], (int)index, refused);
}

static bool begin(rf_ctx *cx, const rf_arm *arms, uint32_t count, rf_value timeout,
                  int64_t *deadline)
{
    double span;

    *deadline = 0;
    rf_point(cx);
    if (!are_valid(cx, arms, count) || rf_cancel_due(cx, rf_party_of(cx)))
        return false;
    if (timeout.tag != RF_ABSENT) {
        if (!rf_check_ms(cx, "timeout", timeout, &span))
            return false;
        *deadline = rf_deadline(span);
    }
    for (uint32_t i = 0; i < count; i++) {
        if (core_of(&arms[i]))
            rf_core_look(core_of(&arms[i]));
    }
    return true;
}

static rf_step select_step(rf_ctx *cx, look *l, rf_value timeout, bool has_else, int *taken,
                           uint32_t at)
{
    rf_party *p        = rf_party_of(cx);
    int64_t   deadline = p->deadline;
    bool      late     = false, ends;
    rf_step   step;

    *taken = RF_SELECT_FAILED;
    if (p->waits != RF_WAITS_NOT) {
        if (rf_has_landed(p)) {
            *taken = landed_answer(cx, p, l->arms, l->count);
            return RF_DONE;
        }
        ends = rf_must_give_up(p, &late);
        if (!claim_self(p))
            return RF_WAITING;
        end_wait(cx, p, l->arms, l->count);
        if (ends) {
            if (late)
                *taken = RF_SELECT_TIMEOUT;
            else
                rf_cancel_due(cx, p);
            return RF_DONE;
        }
    } else if (!begin(cx, l->arms, l->count, timeout, &deadline)) {
        return RF_DONE;
    }
    step = look_once(cx, l, has_else, taken, at);
    if (step == RF_WAITING)
        p->deadline = deadline;
    return step;
}

int rf_select(rf_ctx *cx, rf_arm *arms, uint32_t count, rf_value timeout, bool has_closed,
              bool has_else, uint32_t at)
{
    look l = {.arms = arms, .count = count, .has_closed = has_closed};
    int  taken;

    while (select_step(cx, &l, timeout, has_else, &taken, at) == RF_WAITING)
        rf_park(cx);
    return taken;
}

rf_step rf_select_poll(rf_ctx *cx, rf_frame *f, rf_arm *arms, uint32_t count, rf_value timeout,
                       bool has_closed, bool has_else, int *taken, uint32_t at)
{
    look l = {.arms = arms, .count = count, .has_closed = has_closed};

    (void)f;
    return rf_poll_end(cx, select_step(cx, &l, timeout, has_else, taken, at));
}
