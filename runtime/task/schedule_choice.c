/* Who goes on next: see schedule.h. Programs go wrong in different ways, so the number of the
   interleaving also chooses how it is made:

   - all who can go on are alike at every point;
   - the same, but the holder mostly keeps the baton: for mistakes that need long undisturbed runs;
   - everybody has a standing, the highest goes on, and only at a few points, anywhere in the run,
     the holder falls behind all others: mistakes that need one or two switches at the right
     places. */

#include <stdlib.h>

#include "core/heap.h"
#include "task/schedule_state.h"

enum {
    OVERTAKES    = 61,   /* every so many bodies one of low rank is chosen first (C-42) */
    STREAK_MOST  = 1000, /* some who only look whether others are done must let them go on */
    CROWD        = 256,  /* of so many the highest is not looked for */
    STICKS_MOST  = 6,   /* as a power of two */
    RUNNING_MOST = 64,  /* bodies that have begun and do not wait: each has a thread */
    RUN_MOST     = 11   /* changes come within the first so many points, as a power of two */
};

/* splitmix64 */
static uint64_t next_bits(uint64_t *state)
{
    uint64_t x = *state += 0x9e3779b97f4a7c15u;

    x = (x ^ x >> 30) * 0xbf58476d1ce4e5b9u;
    x = (x ^ x >> 27) * 0x94d049bb133111ebu;
    return x ^ x >> 31;
}

uint32_t rf_choose_below(rf_choices *c, uint32_t n)
{
    return (uint32_t)((next_bits(&c->random) >> 32) * n >> 32);
}

static void plan_change(rf_choices *c)
{
    uint32_t run = 2u << rf_choose_below(c, RUN_MOST);

    c->next_change = c->changes > 0 ? c->step + 1 + rf_choose_below(c, run) : UINT64_MAX;
    c->changes -= c->changes > 0;
}

void rf_choices_begin(rf_choices *c, uint64_t seed)
{
    static const uint8_t hows[] = {RF_CHOOSE_ALIKE, RF_CHOOSE_STICKY, RF_CHOOSE_RANKED};

    c->random = seed;
    next_bits(&c->random);
    c->how     = hows[rf_choose_below(c, sizeof hows)];
    c->sticks  = 2u << rf_choose_below(c, STICKS_MOST);
    c->changes = 1 + rf_choose_below(c, 3);
    c->lowest  = UINT32_MAX;
    plan_change(c);
}

/* ---- standings */

static uint64_t *standing_of(rf_choices *c, const rf_party *p)
{
    while (p->id >= c->standing_room) {
        size_t room = c->standing_room ? c->standing_room * 2 : 64;

        c->standing = realloc(c->standing, room * sizeof *c->standing);
        if (!c->standing)
            rf_out_of_memory();
        for (size_t i = c->standing_room; i < room; i++)
            c->standing[i] = 0;
        c->standing_room = room;
    }
    if (c->standing[p->id] == 0)
        c->standing[p->id] = UINT64_C(1) << 62 | next_bits(&c->random) >> 2;
    return &c->standing[p->id];
}

static void fall_behind(rf_choices *c, const rf_party *p)
{
    if (p)
        *standing_of(c, p) = c->lowest--;
}

/* ---- who may go on */

/* How many bodies in line may be chosen. set_task_pool_size holds here, too: programs may rely on
   it. */
static size_t line_open(const struct rf_schedule *c)
{
    uint32_t limit = c->sched->pools[RF_POOL_BODIES].limit;

    return c->running < (limit < RUNNING_MOST ? limit : RUNNING_MOST) ? c->line.count : 0;
}

static rf_choice chosen(const struct rf_schedule *c, size_t index)
{
    bool in_line = index >= c->ready.count;

    return (rf_choice){in_line ? RF_CHOSE_LINE : RF_CHOSE_READY,
                       in_line ? index - c->ready.count : index};
}

/* One of the bodies of the best rank in line (C-42); now and then of the worst. */
static rf_choice choose_by_rank(struct rf_schedule *c)
{
    bool     low  = ++c->choices.begun % OVERTAKES == 0;
    uint32_t rank = low ? 0 : RF_RANKS, count = 0, at;
    size_t   i;

    for (i = 0; i < c->line.count; i++) {
        uint32_t own = c->line.at[i].party->rank;

        if (low ? own > rank : own < rank)
            count = 0;
        rank = count == 0 ? own : rank;
        count += own == rank;
    }
    at = rf_choose_below(&c->choices, count);
    for (i = 0; c->line.at[i].party->rank != rank || at-- > 0; i++)
        continue;
    return (rf_choice){RF_CHOSE_LINE, i};
}

static rf_choice choose_alike(struct rf_schedule *c, bool clock)
{
    size_t    count = c->ready.count + line_open(c);
    uint32_t  at;
    rf_choice i;

    if (count + clock == 0)
        return (rf_choice){RF_CHOSE_NOBODY, 0};
    at = rf_choose_below(&c->choices, (uint32_t)count + clock);
    if (at == count)
        return (rf_choice){RF_CHOSE_CLOCK, 0};
    i = chosen(c, at);
    return i.what == RF_CHOSE_LINE && c->choices.ranks ? choose_by_rank(c) : i;
}

static rf_choice choose_highest(struct rf_schedule *c)
{
    size_t    count   = c->ready.count + line_open(c);
    uint64_t  highest = 0;
    rf_choice best    = {RF_CHOSE_NOBODY, 0};

    for (size_t i = 0; i < count; i++) {
        rf_choice one = chosen(c, i);
        rf_ready *r   = &(one.what == RF_CHOSE_LINE ? &c->line : &c->ready)->at[one.index];
        uint64_t  standing = *standing_of(&c->choices, r->party);

        if (standing > highest) {
            highest = standing;
            best    = one;
        }
    }
    return best.what == RF_CHOSE_LINE && c->choices.ranks ? choose_by_rank(c) : best;
}

/* Timers that are due fire soon under every way to choose. */
static rf_choice choose_ranked(struct rf_schedule *c, const rf_party *holder, bool clock)
{
    rf_choices *k = &c->choices;

    if (clock && rf_choose_below(k, 4) == 0)
        return (rf_choice){RF_CHOSE_CLOCK, 0};
    if (k->step >= k->next_change || k->step >= k->last_change + STREAK_MOST) {
        fall_behind(k, holder);
        k->last_change = k->step;
        if (k->step >= k->next_change)
            plan_change(k);
    }
    return choose_highest(c);
}

/* Who could go on itself has come last. */
static bool is_ready(const struct rf_schedule *c, const rf_party *holder)
{
    return holder && c->ready.count > 0 && c->ready.at[c->ready.count - 1].party == holder;
}

static bool sticks(struct rf_schedule *c, const rf_party *holder)
{
    return c->choices.how == RF_CHOOSE_STICKY && is_ready(c, holder) &&
           c->choices.streak < STREAK_MOST &&
           rf_choose_below(&c->choices, c->choices.sticks) != 0;
}

rf_choice rf_choose(struct rf_schedule *c, const rf_party *holder)
{
    rf_choices *k     = &c->choices;
    bool        clock = rf_clock_is_due(c);
    rf_choice   i;

    k->step++;
    if (c->ready.count == 1 && is_ready(c, holder) && !clock && line_open(c) == 0)
        return (rf_choice){RF_CHOSE_READY, 0};
    if (sticks(c, holder))
        i = (rf_choice){RF_CHOSE_READY, c->ready.count - 1};
    else if (k->how == RF_CHOOSE_RANKED && c->ready.count + line_open(c) < CROWD)
        i = choose_ranked(c, holder, clock);
    else
        i = choose_alike(c, clock);
    if (i.what == RF_CHOSE_NOBODY && clock)
        i.what = RF_CHOSE_CLOCK;
    k->streak = i.what == RF_CHOSE_READY && c->ready.at[i.index].party == holder ? k->streak + 1 : 0;
    return i;
}
