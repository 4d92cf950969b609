/* The list of shared cells, in parts so that threads seldom meet. See cycle.h. */

#include "core/cycle.h"
#include "core/heap_state.h"
#include "core/spin.h"

enum { SHARDS = 16, LEAST = 4096 / SHARDS };

typedef struct shard {
    uint32_t lock;
    uint32_t count, limit; /* how many call for a search */
    rf_cell *first;
} shard;

static shard    shards[SHARDS];
static uint32_t due; /* some list has reached its limit */

const rf_rest *rf_rest_of_tasks;

/* ---- a cell in the list: the lowest bit of `link` is set */

#define IN_SHARED ((uintptr_t)1)

static uintptr_t link_of(const rf_cell *c)
{
    return (uintptr_t)__atomic_load_n(&c->link, __ATOMIC_RELAXED);
}

static void set_link(rf_cell *c, rf_cell **link)
{
    uintptr_t word = link ? (uintptr_t)link | IN_SHARED : 0;

    __atomic_store_n(&c->link, (rf_cell **)word, __ATOMIC_RELAXED);
}

static shard *shard_of(const rf_cell *c)
{
    return &shards[(uintptr_t)c / sizeof *c % SHARDS];
}

bool rf_cell_is_shared(const rf_cell *c)
{
    return (link_of(c) & IN_SHARED) != 0;
}

void rf_shared_enlist(rf_cell *c)
{
    shard *s = shard_of(c);

    rf_spin_lock(&s->lock);
    c->next = s->first;
    if (c->next)
        set_link(c->next, &c->next);
    set_link(c, &s->first);
    s->first = c;
    if (++s->count >= (s->limit ? s->limit : LEAST))
        __atomic_store_n(&due, 1, __ATOMIC_RELAXED);
    rf_spin_unlock(&s->lock);
}

void rf_shared_delist(rf_cell *c)
{
    shard    *s = shard_of(c);
    rf_cell **link;

    rf_spin_lock(&s->lock);
    link  = (rf_cell **)(link_of(c) & ~IN_SHARED);
    *link = c->next;
    if (c->next)
        set_link(c->next, link);
    set_link(c, NULL);
    s->count--;
    rf_spin_unlock(&s->lock);
}

/* ---- for the search; no other thread touches the lists */

bool rf_shared_is_due(void)
{
    return __atomic_load_n(&due, __ATOMIC_RELAXED) != 0;
}

void rf_shared_each(rf_ctx *cx, void (*see)(rf_ctx *cx, rf_cell *c))
{
    for (int i = 0; i < SHARDS; i++) {
        for (rf_cell *c = shards[i].first; c; c = c->next)
            see(cx, c);
    }
}

void rf_shared_searched(rf_living left)
{
    rf_living part = {left.objects / SHARDS, left.cells / SHARDS};

    for (int i = 0; i < SHARDS; i++) {
        rf_spin_lock(&shards[i].lock);
        shards[i].limit = rf_next_limit(part, LEAST);
        rf_spin_unlock(&shards[i].lock);
    }
    __atomic_store_n(&due, 0, __ATOMIC_RELAXED);
}
