/* One wait from the view of the party that waits, and the lists of those who do: see party.h. */

#include <stdlib.h>

#include "core/heap.h"
#include "ruff/error.h"
#include "task/sched.h"
#include "task/trace.h"

const rf_function *rf_place_function(const rf_ctx *cx)
{
    const rf_party *p = rf_party_of(cx);

    return cx->here ? cx->here : p ? p->function : NULL;
}

void rf_wait_begin(rf_ctx *cx, rf_waits what, uint32_t at)
{
    rf_party *p = rf_party_of(cx);

    p->waits = (uint8_t)what;
    p->at    = at == 0 && what != RF_WAITS_AWAIT ? cx->at : at;
    p->where = rf_place_function(cx);
    if (rf_is_tracing())
        rf_trace_waits(cx, rf_waits_word(what), at);
}

void rf_wait_end(rf_ctx *cx, rf_party *p)
{
    p->waits    = RF_WAITS_NOT;
    p->deadline = 0;
    __atomic_store_n(&p->taken, 0, __ATOMIC_RELAXED);
    if (rf_is_tracing())
        rf_trace_goes_on(cx);
}

const char *rf_waits_word(rf_waits what)
{
    switch (what) {
    case RF_WAITS_RECEIVE:
        return "waits to receive";
    case RF_WAITS_SEND:
        return "waits to send";
    case RF_WAITS_AWAIT:
        return "awaits a promise";
    case RF_WAITS_SELECT:
        return "waits in a select";
    case RF_WAITS_GROUP:
        return "waits for a task group";
    case RF_WAITS_TURN:
        return "waits for its turn";
    case RF_WAITS_SLEEP:
        return "sleeps";
    case RF_WAITS_NOT:
        break;
    }
    return "waits";
}

bool rf_cancel_due(rf_ctx *cx, const rf_party *p)
{
    if (RF_LIKELY(!__atomic_load_n(&p->cancelled, __ATOMIC_RELAXED)) || p->shield > 0)
        return false;
    rf_throw(cx, "Cancelled");
    return true;
}

bool rf_must_give_up(const rf_party *p, bool *late)
{
    *late = p->deadline != 0 && rf_now() >= p->deadline;
    return *late || (__atomic_load_n(&p->cancelled, __ATOMIC_RELAXED) && p->shield == 0);
}

bool rf_withdraw(rf_lock *lock, rf_nodes *list, rf_party *p)
{
    bool mine;

    rf_lock_take(lock);
    mine = p->node.linked;
    if (mine)
        rf_nodes_remove(list, &p->node);
    rf_lock_give(lock);
    return mine;
}

/* Who sleeps stands in no list: its timer takes the place of its node. */
static rf_timer *timer_of(rf_party *p)
{
    rf_timer *t = p->waits == RF_WAITS_SLEEP ? &p->nap : malloc(sizeof *t);

    if (!t)
        rf_out_of_memory();
    *t = (rf_timer){.party = p};
    return t;
}

static void drop_timer(rf_ctx *cx, rf_party *p)
{
    rf_timer *t = p->timer;

    rf_timer_remove(cx, t);
    p->timer = NULL;
    if (t == &p->nap)
        rf_party_node(p);
    else
        free(t);
}

rf_step rf_poll_end_rare(rf_ctx *cx, rf_step step)
{
    rf_party *p = rf_party_of(cx);

    if (step != RF_WAITING) {
        drop_timer(cx, p);
    } else if (p->deadline == 0) {
        rf_party_list(cx, p);
    } else if (!p->timer && rf_now() >= p->deadline) {
        rf_wake(cx, p, 0); /* sleep(0): others go first */
    } else if (!p->timer) {
        p->timer = timer_of(p);
        rf_timer_add(cx, p->timer, p->deadline);
    }
    return step;
}

void rf_nodes_add(rf_nodes *l, rf_node *n)
{
    n->next   = NULL;
    n->prev   = l->last;
    n->linked = true;
    if (l->last)
        l->last->next = n;
    else
        l->first = n;
    l->last = n;
}

void rf_nodes_remove(rf_nodes *l, rf_node *n)
{
    if (n->prev)
        n->prev->next = n->next;
    else
        l->first = n->next;
    if (n->next)
        n->next->prev = n->prev;
    else
        l->last = n->prev;
    n->linked = false;
}

bool rf_claim(rf_node *n)
{
    uint32_t open = 0;

    return __atomic_compare_exchange_n(&n->party->taken, &open, n->arm + 1, 0, __ATOMIC_ACQ_REL,
                                       __ATOMIC_RELAXED);
}

rf_node *rf_nodes_claim(rf_nodes *l)
{
    rf_node *n;

    while ((n = l->first) != NULL) {
        rf_nodes_remove(l, n);
        if (rf_claim(n))
            return n;
    }
    return NULL;
}
