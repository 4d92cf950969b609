/* Waiting for a turn: see gen/turn.h. Those who wait stand in one list of the scheduler, whatever
   they wait for: there are few. */

#include "task/turn.h"

#include "ruff/error.h"
#include "task/sched.h"

enum { SPINS = 60 };

static bool spin(rf_lock *turn)
{
    for (int i = 0; i < SPINS; i++) {
        uint32_t open = 0;

        if (__atomic_load_n(turn, __ATOMIC_RELAXED) == 0 &&
            __atomic_compare_exchange_n(turn, &open, 1, 0, __ATOMIC_ACQUIRE, __ATOMIC_RELAXED))
            return true;
        rf_pause();
    }
    return false;
}

/* Takes the turn if it is open; else whoever gives it sees that somebody waits. */
static bool take_or_queue(rf_ctx *cx, rf_sched *s, rf_party *p, rf_lock *turn)
{
    bool taken;

    rf_lock_take(&s->turn_lock);
    taken = __atomic_exchange_n(turn, 2, __ATOMIC_ACQUIRE) == 0;
    if (!taken) {
        rf_wait_begin(cx, RF_WAITS_TURN, 0);
        p->turn     = turn;
        p->node.arm = 0;
        rf_nodes_add(&s->turns, &p->node);
    }
    rf_lock_give(&s->turn_lock);
    return taken;
}

/* One attempt. Who is steady waits even when cancelled. */
static rf_step take_step(rf_ctx *cx, rf_lock *turn, bool steady)
{
    rf_sched *s = rf_sched_of(cx);
    rf_party *p = rf_party_of(cx);
    bool      late;

    if (p->waits == RF_WAITS_NOT) {
        if (spin(turn))
            return RF_DONE;
    } else if (rf_has_landed(p)) {
        rf_wait_end(cx, p);
    } else if (!steady && rf_must_give_up(p, &late) && rf_withdraw(&s->turn_lock, &s->turns, p)) {
        rf_wait_end(cx, p);
        rf_cancel_due(cx, p);
        return RF_FAILED;
    } else {
        return RF_WAITING;
    }
    return take_or_queue(cx, s, p, turn) ? RF_DONE : RF_WAITING;
}

static bool wait(rf_ctx *cx, rf_lock *turn, bool steady)
{
    rf_step step;

    while ((step = take_step(cx, turn, steady)) == RF_WAITING)
        rf_park(cx);
    return step == RF_DONE;
}

static rf_step poll(rf_ctx *cx, rf_lock *turn)
{
    return rf_poll_end(cx, take_step(cx, turn, false));
}

static void call_next(rf_ctx *cx, rf_lock *turn)
{
    rf_sched *s = rf_sched_of(cx);
    rf_node  *n;

    rf_lock_take(&s->turn_lock);
    n = s->turns.first;
    while (n && n->party->turn != turn)
        n = n->next;
    if (n)
        rf_nodes_remove(&s->turns, n);
    rf_lock_give(&s->turn_lock);
    if (n)
        rf_wake(cx, n->party, RF_LANDED);
}

static const rf_turns turns = {wait, poll, call_next, rf_park};

void rf_turns_begin(void)
{
    rf_turns_of_tasks = &turns;
}
