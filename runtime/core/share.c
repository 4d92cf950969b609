/* Values on their way to other threads: marking them as shared, copying code with its variables
   (C-1). */

#include "core/share.h"

#include <stdlib.h>
#include <string.h>

#include "core/heap_state.h"
#include "core/holds.h"
#include "ruff/closure.h"

/* ---- marking */

/* From now on the object is counted atomically. It is not visible elsewhere yet; the store is
   atomic only for readers of the count that looked before. */
static void mark(rf_object *o)
{
    __atomic_store_n(&o->count, -(RF_COUNT(o) + 1), __ATOMIC_RELAXED);
}

static void share_object(rf_ctx *cx, rf_object *o)
{
    rf_pending *p = &rf_heap_of(cx)->sharing;

    if (RF_UNLIKELY(rf_heap_of(cx)->search)) {
        rf_search_see(cx, o);
        return;
    }
    if (RF_COUNT(o) < 0)
        return;
    mark(o);
    if (!o->kind->share)
        return;
    if (p->depth >= RF_NESTING_MOST) {
        rf_pending_add(p, o);
        return;
    }
    p->depth++;
    o->kind->share(cx, o);
    if (p->depth == 1) {
        while (p->count > 0) {
            o = p->at[--p->count];
            o->kind->share(cx, o);
        }
    }
    p->depth--;
}

void rf_share(rf_ctx *cx, rf_value v)
{
    if (v.tag == RF_OBJECT && v.as.o)
        share_object(cx, v.as.o);
}

/* ---- crossing */

enum { FIRST_ROOM = 16 };

static size_t crossed_place(const rf_crossings *c, const rf_object *o)
{
    size_t i = ((size_t)(uintptr_t)o >> 4) * 0x9e3779b97f4a7c15u >> 20 & (c->room - 1);

    while (c->at[i].from && c->at[i].from != o)
        i = (i + 1) & (c->room - 1);
    return i;
}

rf_object *rf_crossed(rf_ctx *cx, rf_object *o)
{
    const rf_crossings *c = &rf_heap_of(cx)->crossed;
    rf_object          *copy;

    if (c->count == 0)
        return NULL;
    copy = c->at[crossed_place(c, o)].to;
    rf_retain_object(copy);
    return copy;
}

static void crossed_grow(rf_crossings *c)
{
    rf_crossings old = *c;

    c->room = old.room ? old.room * 2 : FIRST_ROOM;
    c->at   = calloc(c->room, sizeof *c->at);
    if (!c->at)
        rf_out_of_memory();
    for (size_t i = 0; i < old.room; i++) {
        if (old.at[i].from)
            c->at[crossed_place(c, old.at[i].from)] = old.at[i];
    }
    free(old.at);
}

void rf_crossed_as(rf_ctx *cx, rf_object *o, rf_object *copy)
{
    rf_crossings *c = &rf_heap_of(cx)->crossed;

    if (c->count * 2 >= c->room)
        crossed_grow(c);
    c->at[crossed_place(c, o)] = (struct rf_crossing){o, copy};
    c->count++;
}

void rf_crossings_end(rf_crossings *c)
{
    free(c->at);
    *c = (rf_crossings){0};
}

void rf_crossed_exchange(rf_ctx *cx, rf_crossings *other)
{
    rf_heap     *h   = rf_heap_of(cx);
    rf_crossings now = h->crossed;

    h->crossed = *other;
    *other     = now;
}

void rf_cross_then(rf_ctx *cx, void (*then)(rf_ctx *cx, rf_object *o), rf_object *o)
{
    rf_heap *h = rf_heap_of(cx);

    if (h->afterwards_count == h->afterwards_room) {
        h->afterwards_room = h->afterwards_room ? h->afterwards_room * 2 : 8;
        h->afterwards      = realloc(h->afterwards, h->afterwards_room * sizeof *h->afterwards);
        if (!h->afterwards)
            rf_out_of_memory();
    }
    h->afterwards[h->afterwards_count++] = (rf_afterwards){then, o};
}

/* Most crossings are small: their table stays for the next one. */
static void crossings_clear(rf_crossings *c)
{
    if (c->room > FIRST_ROOM)
        rf_crossings_end(c);
    else if (c->count > 0)
        memset(c->at, 0, sizeof *c->at * FIRST_ROOM);
    c->count = 0;
}

static void crossing_done(rf_ctx *cx, rf_heap *h)
{
    crossings_clear(&h->crossed);
    for (size_t i = 0; i < h->afterwards_count; i++)
        h->afterwards[i].then(cx, h->afterwards[i].object);
    h->afterwards_count = 0;
}

/* A closure that needs neither variables nor globals is only code: nothing of it needs a copy. */
static bool is_code(const rf_object *o)
{
    switch (o->kind->id) {
    case RF_K_FUNCTION:
        return ((const rf_closure *)o)->capture_count > 0 ||
               ((const rf_closure *)o)->function->globals;
    case RF_K_GENERATOR:
    case RF_K_ITERATOR:
    case RF_K_CELL:
        return true;
    case RF_K_STRING:
    case RF_K_ARRAY:
    case RF_K_DICT:
    case RF_K_SET:
    case RF_K_QUEUE:
    case RF_K_STACK:
    case RF_K_BYTES:
    case RF_K_STRUCT:
    case RF_K_STRUCTDEF:
    case RF_K_TAGGED:
    case RF_K_RESULT:
    case RF_K_OPTION:
    case RF_K_ERROR:
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

rf_value rf_cross(rf_ctx *cx, rf_value v)
{
    rf_heap *h = rf_heap_of(cx);
    rf_value out;

    if (v.tag != RF_OBJECT || (RF_COUNT(v.as.o) == RF_STATIC_COUNT && !is_code(v.as.o)))
        return v;
    if (!v.as.o->kind->cross || !rf_holds_code(cx, v)) {
        rf_share(cx, v);
        return rf_copy(v);
    }
    h->crossing++;
    out = v.as.o->kind->cross(cx, v.as.o);
    h->crossing--;
    if (h->crossing == 0) {
        crossing_done(cx, h);
        rf_share(cx, out);
    }
    return out;
}

bool rf_is_crossing_along(const rf_ctx *cx)
{
    return rf_heap_of(cx)->along;
}

bool rf_crossing_along(rf_ctx *cx, bool along)
{
    rf_heap *h   = rf_heap_of(cx);
    bool     old = h->along;

    h->along = along;
    return old;
}

bool rf_crossing_within(rf_ctx *cx, bool within)
{
    rf_heap *h   = rf_heap_of(cx);
    bool     old = h->within;

    h->within = within;
    return old;
}

rf_value rf_cross_away(rf_ctx *cx, rf_value v)
{
    bool     along = rf_crossing_along(cx, true);
    rf_value out   = rf_cross(cx, v);

    rf_crossing_along(cx, along);
    return out;
}

void rf_crossing_begin(rf_ctx *cx)
{
    rf_heap_of(cx)->crossing++;
}

void rf_crossing_end(rf_ctx *cx, rf_cell_list *to)
{
    rf_heap *h = rf_heap_of(cx);

    h->crossing--;
    for (size_t i = 0; i < h->crossed.room; i++) {
        rf_object *o = h->crossed.at[i].to;

        if (o && o->kind == &rf_cell_kind)
            rf_cell_hand_over(cx, (rf_cell *)o, to);
    }
    crossing_done(cx, h);
}

/* ---- what holds code */

static void see(void *list, rf_value v)
{
    if (v.tag == RF_OBJECT && v.as.o && v.as.o->kind->cross)
        rf_pending_add(list, v.as.o);
}

bool rf_holds_code(rf_ctx *cx, rf_value v)
{
    rf_pending list  = {NULL, 0, 0, 0};
    bool       found = false;

    (void)cx;
    if (v.tag != RF_OBJECT || !v.as.o->kind->cross)
        return false;
    if (is_code(v.as.o))
        return true;
    see(&list, v);
    while (list.count > 0 && !found) {
        const rf_object *o = list.at[--list.count];

        found = is_code(o);
        if (!found && RF_COUNT(o) != RF_STATIC_COUNT)
            rf_each_held(o, see, &list);
    }
    free(list.at);
    return found;
}
