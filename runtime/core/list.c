/* Queues and stacks: rows of values that grow at the end and shrink at one side. */

#include <string.h>

#include "core/collections.h"
#include "core/heap.h"
#include "core/share.h"
#include "core/unique.h"

static void free_row(rf_ctx *cx, rf_list *l)
{
    rf_memory_free(cx, l->at, (size_t)l->room * sizeof *l->at);
}

static void destroy(rf_ctx *cx, rf_object *o)
{
    rf_list *l = (rf_list *)o;
    int64_t  i;

    for (i = 0; i < l->len; i++)
        rf_release(cx, l->at[l->first + i]);
    free_row(cx, l);
    rf_object_free(cx, o, sizeof *l);
}

static void share(rf_ctx *cx, rf_object *o)
{
    const rf_list *l = (rf_list *)o;
    int64_t        i;

    for (i = 0; i < l->len; i++)
        rf_share(cx, l->at[l->first + i]);
}

static rf_value cross(rf_ctx *cx, rf_object *o)
{
    const rf_list *l = (rf_list *)o;
    rf_list       *m = rf_list_new(cx, o->kind, l->len);
    int64_t        i;

    for (i = 0; i < l->len; i++)
        m->at[m->len++] = rf_cross(cx, l->at[l->first + i]);
    return rf_from_object(m);
}

static rf_object *copy(rf_ctx *cx, rf_object *o)
{
    const rf_list *l = (rf_list *)o;
    rf_list       *m = rf_list_new(cx, o->kind, l->len + 1);
    int64_t        i;

    for (i = 0; i < l->len; i++)
        m->at[m->len++] = rf_copy(l->at[l->first + i]);
    return &m->head;
}

static bool equal(rf_ctx *cx, rf_object *x, rf_object *y)
{
    const rf_list *a = (rf_list *)x;
    const rf_list *b = (rf_list *)y;
    int64_t        i;

    if (a->len != b->len)
        return false;
    for (i = 0; i < a->len; i++) {
        if (!rf_equal(cx, a->at[a->first + i], b->at[b->first + i]))
            return false;
    }
    return true;
}

#define LIST_KIND(kind_id, name)                                                                   \
    {.id        = kind_id,                                                                         \
     .type_name = name,                                                                            \
     .destroy   = destroy,                                                                         \
     .share     = share,                                                                           \
     .cross     = cross,                                                                           \
     .copy      = copy,                                                                            \
     .equal     = equal}
const rf_kind rf_queue_kind = LIST_KIND(RF_K_QUEUE, "queue");
const rf_kind rf_stack_kind = LIST_KIND(RF_K_STACK, "stack");

rf_list *rf_list_new(rf_ctx *cx, const rf_kind *kind, int64_t room)
{
    rf_list *l     = rf_object_new(cx, sizeof *l, kind);
    size_t   bytes = rf_memory_room((size_t)room * sizeof *l->at);

    l->first = 0;
    l->len   = 0;
    l->room  = room > 0 ? (int64_t)(bytes / sizeof *l->at) : 0;
    l->at    = room > 0 ? rf_memory_new(cx, bytes) : NULL;
    return l;
}

static rf_list *unique(rf_ctx *cx, RF_OWN rf_list *l)
{
    rf_object *fresh;

    if (rf_may_change(cx, l))
        return l;
    fresh        = copy(cx, &l->head);
    fresh->count = rf_copy_count(cx, &l->head);
    rf_release_object(cx, l);
    return (rf_list *)fresh;
}

/* The row is full at its end: if at least half of it lies free in front, it moves there, else it
   grows. */
static void make_room(rf_ctx *cx, rf_list *l)
{
    int64_t room  = l->len < 4 ? 8 : l->len * 2;
    size_t  bytes = rf_memory_room((size_t)room * sizeof *l->at);

    if (l->first > 0 && l->first >= l->len) {
        memmove(l->at, l->at + l->first, (size_t)l->len * sizeof *l->at);
    } else {
        rf_value *fresh = rf_memory_new(cx, bytes);

        if (l->len > 0)
            memcpy(fresh, l->at + l->first, (size_t)l->len * sizeof *l->at);
        free_row(cx, l);
        l->at   = fresh;
        l->room = (int64_t)(bytes / sizeof *l->at);
    }
    l->first = 0;
}

rf_list *rf_list_add(rf_ctx *cx, RF_OWN rf_list *l, RF_OWN rf_value v)
{
    l = unique(cx, l);
    if (l->first + l->len == l->room)
        make_room(cx, l);
    rf_share_with(cx, l, v);
    l->at[l->first + l->len++] = v;
    return l;
}

static bool is_queue(const rf_list *l)
{
    return l->head.kind->id == RF_K_QUEUE;
}

rf_value rf_list_take(rf_ctx *cx, rf_list **l)
{
    rf_list *own;

    if ((*l)->len == 0)
        return rf_null;
    *l = own = unique(cx, *l);
    own->len--;
    return is_queue(own) ? own->at[own->first++] : own->at[own->first + own->len];
}

rf_value rf_list_peek(const rf_list *l)
{
    if (l->len == 0)
        return rf_null;
    return l->at[is_queue(l) ? l->first : l->first + l->len - 1];
}

rf_value rf_list_item(const rf_list *l, int64_t n)
{
    return l->at[l->first + n];
}
