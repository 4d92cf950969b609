/* One promise of several: Promise.all and its like (C-38), and promises with a time limit (C-39).

   A gathering puts a node at each of its promises. It holds a count of itself for each node that is
   still there, and one for its timer. Whoever settles a promise calls the node. */

#include <stdlib.h>
#include <string.h>

#include "core/heap.h"
#include "core/text.h"
#include "ruff/array.h"
#include "ruff/error.h"
#include "ruff/tagged.h"
#include "task/calls.h"

enum { MOST_CALLS = 65536 }; /* calls that parallel_map begins at once when no limit is given */

/* Its result is the promise's, or the value itself that was given in place of one. */
typedef struct gathered {
    rf_node  node;
    rf_value promise; /* owned; its tag is set last */
} gathered;

struct rf_gather {
    rf_promise base;
    rf_gathers what;
    uint32_t   count, given;
    uint32_t   pending; /* how many are not settled, and one more until all are given */
    uint32_t   selves;  /* counts of itself that it holds */
    rf_timer   timer;
    double     ms;
    bool       ms_is_int;
    rf_value   items, function; /* of parallel_map: calls that are still to be begun */
    rf_value   failure;         /* of Promise.any: the last error so far */
    gathered   parts[];
};

/* ---- letting go */

static void keep_self(rf_gather *g)
{
    __atomic_fetch_add(&g->selves, 1, __ATOMIC_RELAXED);
    rf_retain_object(g);
}

static void drop_self(rf_ctx *cx, rf_gather *g)
{
    __atomic_fetch_sub(&g->selves, 1, __ATOMIC_RELAXED);
    rf_release_object(cx, g);
}

/* Takes the node of one part away; false when it is being called. */
static bool detach(rf_ctx *cx, rf_gather *g, gathered *part)
{
    rf_core *c = rf_core_of(part->promise);
    bool     linked;

    rf_lock_take(&c->lock);
    linked = part->node.linked;
    if (linked)
        rf_nodes_remove(&c->waiting, &part->node);
    rf_lock_give(&c->lock);
    if (linked)
        drop_self(cx, g);
    return linked;
}

bool rf_is_held_once(rf_value promise)
{
    int32_t own = rf_task_of(promise.as.o) ? 1 : 0;

    if (promise.as.o->kind == &rf_promise_kind && promise.as.o->aux == RF_PROMISE_GATHERS)
        own = (int32_t)__atomic_load_n(&((rf_gather *)promise.as.o)->selves, __ATOMIC_RELAXED);
    return RF_COUNT(promise.as.o) >= -1 - own;
}

/* True when nobody but this gathering and its own body holds the promise, or awaits it. */
static bool is_unwanted(rf_value promise)
{
    rf_core *c = rf_core_of(promise);
    bool     alone;

    rf_lock_take(&c->lock);
    alone = !c->waiting.first;
    rf_lock_give(&c->lock);
    return alone && rf_is_held_once(promise);
}

static void let_go(rf_ctx *cx, rf_gather *g, gathered *part)
{
    bool all = g->what == RF_GATHER_ALL || g->what == RF_GATHER_EACH;

    if (g->what == RF_GATHER_SETTLED || g->what == RF_GATHER_TIMEOUT)
        return;
    if (rf_core_of(part->promise) && detach(cx, g, part) && (all || is_unwanted(part->promise)))
        rf_cancel(cx, part->promise.as.o);
}

/* The others are not needed any more. Those that come later are let go by rf_gather_add. */
static void let_all_go(rf_ctx *cx, rf_gather *g)
{
    for (uint32_t i = 0; i < g->count; i++) {
        if (__atomic_load_n(&g->parts[i].promise.tag, __ATOMIC_ACQUIRE) == RF_OBJECT)
            let_go(cx, g, &g->parts[i]);
    }
}

static void stop_timer(rf_ctx *cx, rf_gather *g)
{
    if (g->what == RF_GATHER_TIMEOUT && rf_timer_remove(cx, &g->timer))
        drop_self(cx, g);
}

/* ---- results */

/* What became of one part, in the form that the gathering gives; owned. */
static rf_value result_of(rf_ctx *cx, rf_gather *g, const gathered *part)
{
    rf_core *c = rf_core_of(part->promise);
    rf_value v = rf_copy(c ? c->value : part->promise);
    bool     ok;

    if (g->what != RF_GATHER_SETTLED)
        return v;
    ok = !c || rf_core_state(c) == RF_RESOLVED;
    return rf_from_object(
        rf_tagged_new(cx, &rf_result_kind, ok ? &rf_variant_ok : &rf_variant_err, &v, 1));
}

static rf_value result_array(rf_ctx *cx, rf_gather *g)
{
    rf_array *all = rf_array_new(cx, &rf_values_kind, g->count);

    for (uint32_t i = 0; i < g->count; i++)
        all = rf_values_push(cx, all, result_of(cx, g, &g->parts[i]));
    return rf_from_object(all);
}

/* Takes v. */
static void decide(rf_ctx *cx, rf_gather *g, rf_settled how, RF_OWN rf_value v)
{
    if (!rf_settle(cx, &g->base.head, how, v))
        return;
    stop_timer(cx, g);
    let_all_go(cx, g);
}

/* One more part is settled, or all have been given: the last one makes the result. */
static void count_down(rf_ctx *cx, rf_gather *g)
{
    if (__atomic_sub_fetch(&g->pending, 1, __ATOMIC_ACQ_REL) != 0)
        return;
    switch (g->what) {
    case RF_GATHER_ALL:
    case RF_GATHER_SETTLED:
        if (rf_core_state(&g->base.core) == RF_PENDING)
            decide(cx, g, RF_RESOLVED, result_array(cx, g));
        break;
    case RF_GATHER_EACH:
        decide(cx, g, RF_RESOLVED, rf_null);
        break;
    case RF_GATHER_ANY:
        if (g->count > 0)
            decide(cx, g, RF_REJECTED, rf_copy(g->failure));
        else
            decide(cx, g, RF_REJECTED, rf_error_value(cx, "Promise.any of an empty list"));
        break;
    case RF_GATHER_RACE:
        if (g->count == 0)
            decide(cx, g, RF_REJECTED, rf_error_value(cx, "Promise.race of an empty list"));
        break;
    case RF_GATHER_TIMEOUT:
        break;
    }
}

static void part_settled(rf_ctx *cx, rf_gather *g, rf_settled how, rf_value v)
{
    bool     ok = how == RF_RESOLVED;
    rf_value old;

    switch (g->what) {
    case RF_GATHER_ALL:
    case RF_GATHER_EACH:
        if (!ok)
            decide(cx, g, RF_REJECTED, rf_copy(v));
        break;
    case RF_GATHER_SETTLED:
        break;
    case RF_GATHER_ANY:
        if (ok) {
            decide(cx, g, RF_RESOLVED, rf_copy(v));
        } else {
            /* The last error to come is the one that is told. */
            rf_lock_take(&g->base.core.lock);
            old        = g->failure;
            g->failure = rf_copy(v);
            rf_lock_give(&g->base.core.lock);
            rf_release(cx, old);
        }
        break;
    case RF_GATHER_RACE:
    case RF_GATHER_TIMEOUT:
        decide(cx, g, how, rf_copy(v));
        break;
    }
    count_down(cx, g);
}

static bool begin_call(rf_ctx *cx, rf_gather *g);

static void fire(rf_ctx *cx, rf_node *n, rf_object *promise)
{
    gathered  *part = (gathered *)((char *)n - offsetof(gathered, node));
    rf_gather *g    = (rf_gather *)((char *)(part - n->arm) - offsetof(rf_gather, parts));
    rf_core   *c    = rf_promise_core(promise);

    part_settled(cx, g, rf_core_state(c), c->value);
    if (g->items.tag == RF_OBJECT)
        begin_call(cx, g);
    drop_self(cx, g);
}

/* ---- making one */

rf_gather *rf_gather_new(rf_ctx *cx, rf_gathers what, uint32_t count)
{
    rf_gather *g = (rf_gather *)rf_promise_new(cx, sizeof *g + count * sizeof g->parts[0]);

    g->base.head.aux = RF_PROMISE_GATHERS;
    g->what          = what;
    g->count         = count;
    g->pending       = count + 1;
    return g;
}

/* False when the part is settled already. */
static bool add_part(rf_ctx *cx, rf_gather *g, uint32_t i, RF_OWN rf_value v)
{
    gathered *part = &g->parts[i];
    rf_core  *c    = rf_core_of(v);

    part->node       = (rf_node){.fire = fire, .arm = i};
    part->promise.as = v.as;
    rf_share(cx, v);
    keep_self(g);
    __atomic_store_n(&part->promise.tag, v.tag, __ATOMIC_RELEASE);
    if (!c || !rf_core_join(c, &part->node)) {
        part_settled(cx, g, c ? rf_core_state(c) : RF_RESOLVED, c ? c->value : v);
        drop_self(cx, g);
        return false;
    }
    if (rf_core_state(&g->base.core) != RF_PENDING)
        let_go(cx, g, part);
    return true;
}

void rf_gather_add(rf_ctx *cx, rf_gather *g, rf_value v)
{
    add_part(cx, g, g->given++, rf_copy(v));
}

rf_value rf_gather_done(rf_ctx *cx, rf_gather *g)
{
    count_down(cx, g);
    return rf_from_object(g);
}

/* ---- calls in parallel */

/* Begins the next call that does not end at once; false when there is none. */
static bool begin_call(rf_ctx *cx, rf_gather *g)
{
    bool runs = false;

    while (!runs && rf_core_state(&g->base.core) == RF_PENDING) {
        uint32_t  i = __atomic_fetch_add(&g->given, 1, __ATOMIC_RELAXED);
        rf_value  item;
        rf_frame *task;

        if (i >= g->count)
            break;
        item = rf_array_item(g->items.as.a, (int64_t)i);
        task = rf_call_task_new(cx, &rf_async_frame_kind, g->function, &item, 1);
        rf_release(cx, item);
        rf_task_begin_or_reject(cx, task);
        runs = add_part(cx, g, i, rf_from_object(task));
    }
    return runs;
}

rf_value rf_gather_calls(rf_ctx *cx, rf_gathers what, rf_array *items, rf_value f, uint32_t limit)
{
    rf_gather *g = rf_gather_new(cx, what, (uint32_t)items->len);

    g->items    = rf_copy(rf_from_object(items));
    g->function = rf_copy(f);
    rf_share(cx, g->items);
    rf_share(cx, f);
    if (limit == 0)
        limit = MOST_CALLS;
    while (limit-- > 0 && begin_call(cx, g)) {
    }
    return rf_gather_done(cx, g);
}

void rf_gather_cancel(rf_ctx *cx, rf_object *promise)
{
    rf_gather *g = (rf_gather *)promise;

    stop_timer(cx, g);
    let_all_go(cx, g);
}

void rf_gather_drop(rf_ctx *cx, rf_promise *p)
{
    rf_gather *g = (rf_gather *)p;

    rf_release(cx, g->items);
    rf_release(cx, g->function);
    rf_release(cx, g->failure);
    for (uint32_t i = 0; i < g->count; i++)
        rf_release(cx, g->parts[i].promise);
}

/* ---- time limits */

static void time_is_up(rf_ctx *cx, rf_timer *t)
{
    rf_gather *g = (rf_gather *)((char *)t - offsetof(rf_gather, timer));
    rf_text    text;
    rf_string *s;
    rf_value   e;

    rf_text_init(&text, cx);
    rf_text_puts(&text, "Timeout after ");
    if (g->ms_is_int)
        rf_text_int(&text, (int64_t)g->ms);
    else
        rf_text_float(&text, g->ms);
    rf_text_puts(&text, "ms");
    s = rf_text_take(&text);
    e = rf_error_value(cx, s->at);
    rf_release_object(cx, s);
    if (rf_settle(cx, &g->base.head, RF_REJECTED, e)) {
        detach(cx, g, &g->parts[0]);
        rf_cancel(cx, g->parts[0].promise.as.o);
    }
    drop_self(cx, g);
}

rf_value rf_with_timeout(rf_ctx *cx, const char *who, rf_value p, rf_value ms)
{
    rf_gather *g;
    double     span;

    if (rf_throw_if_error(cx, p) || !rf_check_ms(cx, who, ms, &span))
        return rf_null;
    g             = rf_gather_new(cx, RF_GATHER_TIMEOUT, 1);
    g->ms         = span;
    g->ms_is_int  = ms.tag == RF_INT;
    g->timer.fire = time_is_up;
    rf_gather_add(cx, g, p);
    if (rf_core_state(&g->base.core) == RF_PENDING) {
        keep_self(g);
        rf_timer_add(cx, &g->timer, rf_deadline(span));
        /* It may have been settled before the timer could be seen. */
        if (rf_core_state(&g->base.core) != RF_PENDING)
            stop_timer(cx, g);
    }
    return rf_from_object(g);
}
