/* Lines of bodies that are ready, by rank: see pool.h. */

#include "task/calls.h"
#include "task/schedule.h"

void rf_line_add(rf_pool *p, rf_line *l, rf_task *t)
{
    uint32_t rank = __atomic_load_n(&t->party.rank, __ATOMIC_RELAXED);

    if (rank != RF_NORMAL)
        __atomic_fetch_add(&p->ranked, 1, __ATOMIC_RELAXED);
    t->party.line_rank = (uint8_t)rank;
    t->next = NULL;
    t->prev = l->last[rank];
    if (t->prev)
        t->prev->next = t;
    else
        l->first[rank] = t;
    l->last[rank] = t;
    __atomic_store_n(&t->line, l, __ATOMIC_RELEASE);
    __atomic_store_n(&l->ready, l->ready + 1, __ATOMIC_SEQ_CST); /* before `callable` is looked at */
    __atomic_store_n(&l->pushes, l->pushes + 1, __ATOMIC_RELAXED);
}

void rf_line_remove(rf_pool *p, rf_line *l, rf_task *t)
{
    uint32_t rank = t->party.line_rank;

    if (rank != RF_NORMAL)
        __atomic_fetch_sub(&p->ranked, 1, __ATOMIC_RELAXED);
    if (t->prev)
        t->prev->next = t->next;
    else
        l->first[rank] = t->next;
    if (t->next)
        t->next->prev = t->prev;
    else
        l->last[rank] = t->prev;
    __atomic_store_n(&t->line, NULL, __ATOMIC_RELEASE);
    __atomic_store_n(&l->ready, l->ready - 1, __ATOMIC_RELEASE);
}

rf_task *rf_line_first(const rf_line *l, bool lowest)
{
    rf_task *t = NULL;

    for (uint32_t i = 0; i < RF_RANKS && !t; i++)
        t = l->first[lowest ? RF_RANKS - 1 - i : i];
    return t;
}

/* Locks the line that the body stands in; NULL when it stands in none. */
static rf_line *lock_line_of(rf_task *t)
{
    rf_line *l;

    while ((l = __atomic_load_n(&t->line, __ATOMIC_ACQUIRE)) != NULL) {
        rf_lock_take(&l->lock);
        if (__atomic_load_n(&t->line, __ATOMIC_RELAXED) == l)
            return l;
        rf_lock_give(&l->lock);
    }
    return NULL;
}

bool rf_pool_take(rf_ctx *cx, rf_task *t)
{
    rf_line *l = lock_line_of(t);

    if (!l)
        return false;
    rf_line_remove(rf_pool_of(cx, t), l, t);
    rf_lock_give(&l->lock);
    return true;
}

void rf_task_set_rank(rf_ctx *cx, rf_task *t, rf_rank rank)
{
    rf_pool *p = rf_pool_of(cx, t);
    rf_line *l = lock_line_of(t);

    if (rf_is_scheduled())
        rf_schedule_ranks();
    if (l)
        rf_line_remove(p, l, t);
    __atomic_store_n(&t->party.rank, (uint8_t)rank, __ATOMIC_RELAXED);
    if (l) {
        rf_line_add(p, l, t);
        rf_lock_give(&l->lock);
    }
}
