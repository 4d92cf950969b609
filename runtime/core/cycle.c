/* The search for cycles through captured variables: trial deletion. See cycle.h.

   First pass: references among all objects within reach of the listed cells are counted. Second
   pass: objects with more owners than that, and what they reach, are marked as living. */

#include "core/cycle.h"

#include <stdlib.h>

#include "core/heap_state.h"
#include "core/world.h"

enum { LIMIT_LEAST = 4096, ROUNDS_MOST = 2 };

/* ---- what has been seen */

typedef struct seen {
    rf_object *object;
    uint32_t   refs; /* from objects that were seen */
    uint32_t   next; /* living and to be followed: the next one of those, + 1 */
    bool       lives;
} seen;

struct rf_search {
    seen     *at;
    uint32_t *slots; /* number + 1 by address; 0: free */
    size_t    count, room, mask;
    uint32_t  follow; /* the first living one to be followed, + 1 */
    bool      marking;
    bool      shared; /* begins at the shared cells, and follows what is shared, too */
};

static void *checked(void *block)
{
    if (!block)
        rf_out_of_memory();
    return block;
}

static size_t slot_of(const struct rf_search *s, const rf_object *o)
{
    size_t i = ((size_t)(uintptr_t)o >> 4) * 0x9e3779b97f4a7c15u >> 20 & s->mask;

    while (s->slots[i] && s->at[s->slots[i] - 1].object != o)
        i = (i + 1) & s->mask;
    return i;
}

static void grow(struct rf_search *s)
{
    s->room = s->room ? s->room * 2 : 512;
    s->mask = s->room * 2 - 1;
    s->at   = checked(realloc(s->at, s->room * sizeof *s->at));
    free(s->slots);
    s->slots = checked(calloc(s->mask + 1, sizeof *s->slots));
    for (size_t i = 0; i < s->count; i++)
        s->slots[slot_of(s, s->at[i].object)] = (uint32_t)i + 1;
}

/* What was seen of an object, at first nothing. */
static seen *look_up(struct rf_search *s, rf_object *o)
{
    size_t i;

    if (s->count == s->room)
        grow(s);
    i = slot_of(s, o);
    if (!s->slots[i]) {
        s->at[s->count] = (seen){o, 0, 0, false};
        s->slots[i]     = (uint32_t)++s->count;
    }
    return &s->at[s->slots[i] - 1];
}

static void forget(struct rf_search *s)
{
    free(s->at);
    free(s->slots);
}

static void mark(struct rf_search *s, seen *x)
{
    if (x->lives)
        return;
    x->lives  = true;
    x->next   = s->follow;
    s->follow = (uint32_t)(x - s->at) + 1;
}

/* Only what can be part of a cycle is followed; the other objects are owners whose references stay
   unknown, so what they hold lives. */
static bool is_followed(const rf_object *o)
{
    if (!o->kind->share)
        return false;
    if (o->kind == &rf_world_kind)
        return true;
    switch (o->kind->id) {
    case RF_K_ARRAY:
    case RF_K_DICT:
    case RF_K_SET:
    case RF_K_QUEUE:
    case RF_K_STACK:
    case RF_K_STRUCT:
    case RF_K_TAGGED:
    case RF_K_RESULT:
    case RF_K_OPTION:
    case RF_K_ERROR:
    case RF_K_FUNCTION:
    case RF_K_CELL:
    case RF_K_GENERATOR:
    case RF_K_ITERATOR:
        return true;
    case RF_K_STRING:
    case RF_K_BYTES:
    case RF_K_STRUCTDEF:
    case RF_K_RANGE:
    case RF_K_PROMISE:
    case RF_K_CHANNEL:
    case RF_K_TASKHANDLE:
    case RF_K_GROUP:
    case RF_K_OTHER:
        return false;
    }
    return false;
}

bool rf_is_searching(const rf_ctx *cx)
{
    return rf_heap_of(cx)->search != NULL;
}

void rf_search_see(rf_ctx *cx, rf_object *o)
{
    struct rf_search *s = rf_heap_of(cx)->search;

    if ((s->shared ? RF_COUNT(o) == RF_STATIC_COUNT : RF_COUNT(o) < 0) || !is_followed(o))
        return;
    if (s->marking)
        mark(s, look_up(s, o));
    else
        look_up(s, o)->refs++;
}

/* ---- the two passes */

static void see_cell(rf_ctx *cx, rf_cell *c)
{
    look_up(rf_heap_of(cx)->search, &c->head);
}

static void count_references(rf_ctx *cx, struct rf_search *s)
{
    if (s->shared)
        rf_shared_each(cx, see_cell);
    else
        for (rf_cell *c = rf_heap_of(cx)->cells.first; c; c = c->next)
            see_cell(cx, c);
    for (size_t i = 0; i < s->count; i++) {
        rf_object *o = s->at[i].object;

        o->kind->share(cx, o);
    }
}

static uint32_t owners_of(const rf_object *o)
{
    int32_t count = RF_COUNT(o);

    return count < 0 ? (uint32_t)-count : (uint32_t)count + 1;
}

static void mark_living(rf_ctx *cx, struct rf_search *s)
{
    s->marking = true;
    for (size_t i = 0; i < s->count; i++) {
        if (owners_of(s->at[i].object) != s->at[i].refs)
            mark(s, &s->at[i]);
    }
    while (s->follow) {
        seen *x = &s->at[s->follow - 1];

        s->follow = x->next;
        x->object->kind->share(cx, x->object);
    }
}

/* ---- what is found */

/* Fills `list` with the forsaken objects that are cells, or that have a body to be closed. Owned.
 */
static void pick(const struct rf_search *s, rf_pending *list, bool cells)
{
    for (size_t i = 0; i < s->count; i++) {
        rf_object *o = s->at[i].object;

        if (s->at[i].lives || (cells ? o->kind->id != RF_K_CELL : !o->kind->close))
            continue;
        rf_retain_object(o);
        rf_pending_add(list, o);
    }
}

static rf_living count_living(const struct rf_search *s)
{
    rf_living n = {0, 0};

    for (size_t i = 0; i < s->count; i++) {
        n.objects += s->at[i].lives;
        n.cells += s->at[i].lives && s->at[i].object->kind->id == RF_K_CELL;
    }
    return n;
}

/* Closes the bodies in the list, or else empties its cells, and drops them. */
static void finish_off(rf_ctx *cx, rf_pending *list, bool cells)
{
    for (size_t i = 0; i < list->count; i++) {
        if (cells)
            rf_cell_set(cx, (rf_cell *)list->at[i], rf_absent);
        else
            list->at[i]->kind->close(cx, list->at[i]);
    }
    for (size_t i = 0; i < list->count; i++)
        rf_release_object(cx, list->at[i]);
    free(list->at);
}

/* Looks, and fills the list: with bodies to be closed, if `closing` and there are any, which is
   answered; else with cells to be emptied. */
static bool find(rf_ctx *cx, bool shared, bool closing, rf_pending *list, rf_living *left)
{
    rf_heap         *h = rf_heap_of(cx);
    struct rf_search s = {.shared = shared};
    bool             closes;

    h->search = &s;
    count_references(cx, &s);
    mark_living(cx, &s);
    h->search = NULL;
    if (closing)
        pick(&s, list, false);
    closes = list->count > 0;
    if (!closes)
        pick(&s, list, true);
    *left = count_living(&s);
    forget(&s);
    return closes;
}

/* One search. Closing bodies runs script code, which may bring forsaken objects back: then nothing
   else is touched. True: look again. */
static bool search(rf_ctx *cx, bool closing, rf_living *left)
{
    rf_pending list   = {0};
    bool       closes = find(cx, false, closing, &list, left);

    finish_off(cx, &list, !closes);
    return closes;
}

/* The same for shared cells; what is found is let go when the others may run again. */
static bool search_shared(rf_ctx *cx, bool closing)
{
    rf_pending list = {0};
    rf_living  left;
    bool       closes;

    if (!rf_rest_of_tasks->begin(cx))
        return false;
    closes = find(cx, true, closing, &list, &left);
    if (!closes)
        rf_shared_searched(left);
    rf_rest_of_tasks->end(cx);
    finish_off(cx, &list, !closes);
    return closes;
}

uint32_t rf_next_limit(rf_living left, uint32_t least)
{
    size_t limit = left.cells * 2;

    if (limit < left.cells + left.objects / 4)
        limit = left.cells + left.objects / 4;
    if (limit < least)
        limit = least;
    return limit > UINT32_MAX ? UINT32_MAX : (uint32_t)limit;
}

/* Not while a container may be between two states: when objects are being destroyed, when a shared
   variable is open, when copies for another thread are made. */
bool rf_is_settled(const rf_ctx *cx)
{
    const rf_heap *h = rf_heap_of(cx);

    return h->dying.depth == 0 && h->steps == 0 && h->crossing == 0;
}

static bool may_search(const rf_ctx *cx)
{
    return !rf_heap_of(cx)->searching && rf_is_settled(cx);
}

void rf_cells_search(rf_ctx *cx)
{
    rf_heap  *h    = rf_heap_of(cx);
    rf_living left = {0, 0};

    if (!may_search(cx) || !h->cells.first)
        return;
    h->searching = true;
    for (int round = 1; round <= ROUNDS_MOST; round++) {
        if (!search(cx, round < ROUNDS_MOST && !h->ending, &left))
            break;
    }
    left.cells     = h->cells.count;
    h->cells.limit = rf_next_limit(left, LIMIT_LEAST);
    h->searching   = false;
}

void rf_shared_search(rf_ctx *cx)
{
    rf_heap *h = rf_heap_of(cx);

    if (!rf_shared_is_due() || !rf_rest_of_tasks || !may_search(cx))
        return;
    h->searching = true;
    for (int round = 1; round <= ROUNDS_MOST; round++) {
        if (!search_shared(cx, round < ROUNDS_MOST && !h->ending))
            break;
    }
    h->searching = false;
}

/* ---- the list */

static void link_in(rf_cell_list *l, rf_cell *c)
{
    c->next = l->first;
    c->link = &l->first;
    if (c->next)
        c->next->link = &c->next;
    l->first = c;
    l->count++;
}

static void unlink_from(rf_cell_list *l, rf_cell *c)
{
    *c->link = c->next;
    if (c->next)
        c->next->link = c->link;
    c->link = NULL;
    l->count--;
}

static RF_COLD void limit_reached(rf_ctx *cx)
{
    rf_heap *h = rf_heap_of(cx);

    if (h->cells.count < LIMIT_LEAST)
        h->cells.limit = LIMIT_LEAST;
    else
        rf_cells_search(cx);
}

void rf_cell_enlist(rf_ctx *cx, rf_cell *c)
{
    rf_heap *h = rf_heap_of(cx);

    c->link = NULL;
    if (RF_UNLIKELY(rf_shared_is_due()))
        rf_shared_search(cx);
    if (RF_UNLIKELY(h->apart > 0)) {
        rf_shared_enlist(c);
        return;
    }
    if (RF_UNLIKELY(h->cells.count >= h->cells.limit))
        limit_reached(cx);
    link_in(&h->cells, c);
}

void rf_cell_delist(rf_ctx *cx, rf_cell *c)
{
    if (rf_cell_is_shared(c))
        rf_shared_delist(c);
    else if (c->link)
        unlink_from(&rf_heap_of(cx)->cells, c);
}

void rf_cell_shared(rf_ctx *cx, rf_cell *c)
{
    if (rf_cell_is_shared(c) || !c->link)
        return;
    unlink_from(&rf_heap_of(cx)->cells, c);
    rf_shared_enlist(c);
}

void rf_cell_hand_over(rf_ctx *cx, rf_cell *c, rf_cell_list *to)
{
    if (!c->link || rf_cell_is_shared(c))
        return;
    unlink_from(&rf_heap_of(cx)->cells, c);
    link_in(to, c);
}

void rf_cells_end(rf_ctx *cx)
{
    rf_cells_search(cx);
    rf_shared_search(cx);
    rf_cells_forget(cx);
}

void rf_cells_forget(rf_ctx *cx)
{
    rf_heap *h = rf_heap_of(cx);

    while (h->cells.first)
        unlink_from(&h->cells, h->cells.first);
    h->cells.limit = 0;
}

static void at_head(rf_cell_list *l)
{
    if (l->first)
        l->first->link = &l->first;
}

void rf_cells_exchange(rf_ctx *cx, rf_cell_list *other)
{
    rf_heap     *h   = rf_heap_of(cx);
    rf_cell_list now = h->cells;

    h->cells = *other;
    *other   = now;
    at_head(&h->cells);
    at_head(other);
}

uint32_t rf_cells_apart(rf_ctx *cx, uint32_t n)
{
    rf_heap *h   = rf_heap_of(cx);
    uint32_t old = h->apart;

    h->apart = n;
    return old;
}
