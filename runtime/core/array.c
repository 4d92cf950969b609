/* Arrays: the four element kinds, making, growing, converting. Changing methods: array_change.c. */

#include "ruff/typed.h"

#include <string.h>

#include "core/collections.h"
#include "core/heap.h"
#include "core/print.h"
#include "core/steps.h"
#include "core/unique.h"

/* ---- kinds */

size_t rf_array_width(const rf_kind *kind)
{
    return kind == &rf_values_kind ? sizeof(rf_value) : kind == &rf_bools_kind ? 1 : 8;
}

static void free_elements(rf_ctx *cx, rf_array *a)
{
    rf_memory_free(cx, a->at.any, (size_t)a->room * rf_array_width(a->head.kind));
}

static void destroy_flat(rf_ctx *cx, rf_object *o)
{
    free_elements(cx, (rf_array *)o);
    rf_object_free(cx, o, sizeof(rf_array));
}

static void destroy_values(rf_ctx *cx, rf_object *o)
{
    rf_array *a = (rf_array *)o;
    int64_t   i;

    for (i = 0; i < a->len; i++)
        rf_release(cx, a->at.v[i]);
    destroy_flat(cx, o);
}

static void share_values(rf_ctx *cx, rf_object *o)
{
    rf_array *a = (rf_array *)o;
    int64_t   i;

    for (i = 0; i < a->len; i++)
        rf_share(cx, a->at.v[i]);
}

static rf_value cross_values(rf_ctx *cx, rf_object *o)
{
    const rf_array *a = (rf_array *)o;
    rf_array       *b = rf_array_new(cx, &rf_values_kind, a->len);
    int64_t         i;

    for (i = 0; i < a->len; i++)
        b->at.v[b->len++] = rf_cross(cx, a->at.v[i]);
    return rf_from_object(b);
}

static rf_object *copy(rf_ctx *cx, rf_object *o)
{
    return &rf_array_slice(cx, (rf_array *)o, 0, ((rf_array *)o)->len)->head;
}

static bool equal(rf_ctx *cx, rf_object *x, rf_object *y)
{
    const rf_array *a = (rf_array *)x;
    const rf_array *b = (rf_array *)y;
    const rf_kind  *k = a->head.kind;
    int64_t         i;

    if (a->len != b->len)
        return false;
    if (k == b->head.kind && (k == &rf_ints_kind || k == &rf_bools_kind))
        return a->len == 0 || memcmp(a->at.any, b->at.any, (size_t)a->len * rf_array_width(k)) == 0;
    for (i = 0; i < a->len; i++) {
        if (!rf_equal(cx, rf_array_peek(a, i), rf_array_peek(b, i)))
            return false;
    }
    return true;
}

static void print(rf_text *out, rf_object *o)
{
    const rf_array *a = (rf_array *)o;
    int64_t         i;

    rf_text_char(out, '[');
    for (i = 0; i < a->len; i++) {
        if (i > 0)
            rf_text_add(out, ", ", 2);
        rf_text_value(out, rf_array_peek(a, i));
    }
    rf_text_char(out, ']');
}

#define FLAT_KIND                                                                                  \
    {.id        = RF_K_ARRAY,                                                                      \
     .type_name = "array",                                                                         \
     .destroy   = destroy_flat,                                                                    \
     .copy      = copy,                                                                            \
     .equal     = equal,                                                                           \
     .print     = print}
const rf_kind rf_ints_kind   = FLAT_KIND;
const rf_kind rf_floats_kind = FLAT_KIND;
const rf_kind rf_bools_kind  = FLAT_KIND;
const rf_kind rf_values_kind = {
    .id        = RF_K_ARRAY,
    .type_name = "array",
    .destroy   = destroy_values,
    .share     = share_values,
    .cross     = cross_values,
    .copy      = copy,
    .equal     = equal,
    .print     = print,
};

/* ---- making */

/* Sets the room of an array to at least `room` elements; its elements stay. */
static void resize(rf_ctx *cx, rf_array *a, int64_t room)
{
    size_t width = rf_array_width(a->head.kind);
    size_t bytes;

    if (room > INT64_MAX / 32)
        rf_out_of_memory();
    bytes     = rf_memory_room((size_t)room * width);
    a->at.any = rf_memory_grow(cx, a->at.any, (size_t)a->room * width, bytes);
    a->room   = (int64_t)(bytes / width);
}

rf_array *rf_array_new(rf_ctx *cx, const rf_kind *kind, int64_t room)
{
    rf_array *a = rf_object_new(cx, sizeof *a, kind);

    a->len    = 0;
    a->room   = 0;
    a->at.any = NULL;
    if (room > 0)
        resize(cx, a, room);
    return a;
}

static rf_array *array_of(rf_ctx *cx, const rf_kind *kind, const void *items, int64_t count)
{
    rf_array *a = rf_array_new(cx, kind, count);

    if (count > 0)
        memcpy(a->at.any, items, (size_t)count * rf_array_width(kind));
    a->len = count;
    return a;
}

rf_array *rf_array_of(rf_ctx *cx, RF_OWN const rf_value *items, int64_t count)
{
    return array_of(cx, &rf_values_kind, items, count);
}

rf_array *rf_ints_of(rf_ctx *cx, const int64_t *items, int64_t count)
{
    return array_of(cx, &rf_ints_kind, items, count);
}

rf_array *rf_floats_of(rf_ctx *cx, const double *items, int64_t count)
{
    return array_of(cx, &rf_floats_kind, items, count);
}

rf_array *rf_bools_of(rf_ctx *cx, const bool *items, int64_t count)
{
    return array_of(cx, &rf_bools_kind, items, count);
}

/* Copies elements from … to-1 of b behind those of a, which has room and the same kind. */
static void append_elements(rf_array *a, const rf_array *b, int64_t from, int64_t to)
{
    size_t  width = rf_array_width(b->head.kind);
    int64_t i;

    if (to <= from)
        return;
    memcpy((char *)a->at.any + (size_t)a->len * width,
           (const char *)b->at.any + (size_t)from * width, (size_t)(to - from) * width);
    if (b->head.kind == &rf_values_kind) {
        for (i = from; i < to; i++)
            rf_retain(b->at.v[i]);
    }
    a->len += to - from;
}

rf_array *rf_array_slice(rf_ctx *cx, const rf_array *a, int64_t from, int64_t to)
{
    rf_array *b = rf_array_new(cx, a->head.kind, to - from);

    append_elements(b, a, from, to);
    return b;
}

/* A copy with that much room, in the place of a. */
static rf_array *replace(rf_ctx *cx, RF_OWN rf_array *a, int64_t room)
{
    rf_array *b = rf_array_new(cx, a->head.kind, room);

    append_elements(b, a, 0, a->len);
    b->head.count = rf_copy_count(cx, &a->head);
    rf_release_object(cx, a);
    return b;
}

rf_array *rf_array_own(rf_ctx *cx, RF_OWN rf_array *a)
{
    return rf_may_change(cx, a) ? a : replace(cx, a, a->len);
}

rf_array *rf_array_copy(rf_ctx *cx, RF_OWN rf_array *a)
{
    a = rf_array_own(cx, a);
    rf_touch(cx, &a->head, 0);
    return a;
}

static int64_t larger_room(int64_t len)
{
    return len < 4 ? 4 : len + len / 2 + 1;
}

bool rf_array_own_items(rf_ctx *cx, rf_array *a, int64_t from, int64_t limit)
{
    enum { ITEMS_A_ROUND = 4 };
    uint64_t rounds = limit > from ? (uint64_t)limit - (uint64_t)from : 0;

    if (rounds < (uint64_t)a->len / ITEMS_A_ROUND)
        return false;
    for (int64_t i = 0; i < a->len; i++)
        rf_struct_unique_at(cx, &a->at.v[i]);
    return true;
}

rf_array *rf_array_reserve(rf_ctx *cx, RF_OWN rf_array *a, int64_t from, int64_t limit)
{
    enum { FEWEST = 4, MOST = 1 << 20 }; /* a loop may end early: no more than that for nothing */
    int64_t more = limit > from ? (int64_t)((uint64_t)limit - (uint64_t)from) : 0, room;

    if (more < FEWEST || more > MOST || !rf_is_unique(a) || a->room - a->len >= more)
        return a;
    room = a->len + more;
    if (a->len > 0 && room < larger_room(a->len))
        room = larger_room(a->len); /* loop after loop: the work stays linear */
    resize(cx, a, room);
    return a;
}

rf_array *rf_array_grow(rf_ctx *cx, RF_OWN rf_array *a)
{
    if (!rf_may_change(cx, a))
        a = replace(cx, a, larger_room(a->len));
    else if (a->len == a->room)
        resize(cx, a, larger_room(a->len));
    rf_touch(cx, &a->head, a->len);
    return a;
}

#define PUSH_SLOW(name, type, member)                                                              \
    rf_array *name(rf_ctx *cx, RF_OWN rf_array *a, type item)                                      \
    {                                                                                              \
        a                       = rf_array_grow(cx, a);                                            \
        a->at.member[a->len++] = item;                                                             \
        return a;                                                                                  \
    }
PUSH_SLOW(rf_ints_push_slow, int64_t, i)
PUSH_SLOW(rf_floats_push_slow, double, d)
PUSH_SLOW(rf_bools_push_slow, bool, b)
PUSH_SLOW(rf_values_push_slow, rf_value, v)
#undef PUSH_SLOW

/* ---- elements */

rf_value rf_array_peek(const rf_array *a, int64_t i)
{
    const rf_kind *kind = a->head.kind;

    if (kind == &rf_values_kind)
        return a->at.v[i];
    if (kind == &rf_ints_kind)
        return rf_from_int(a->at.i[i]);
    if (kind == &rf_floats_kind)
        return rf_from_float(a->at.d[i]);
    return rf_from_bool(a->at.b[i]);
}

rf_value rf_array_item(const rf_array *a, int64_t i)
{
    return rf_copy(rf_array_peek(a, i));
}

const rf_kind *rf_kind_of_item(rf_value v)
{
    switch (v.tag) {
    case RF_INT:
        return &rf_ints_kind;
    case RF_FLOAT:
        return &rf_floats_kind;
    case RF_BOOL:
        return &rf_bools_kind;
    default:
        return &rf_values_kind;
    }
}

/* Stores into a slot whose kind fits; the slot holds nothing that needs a release. */
static void put_raw(rf_array *a, int64_t i, rf_value item)
{
    const rf_kind *kind = a->head.kind;

    if (kind == &rf_values_kind)
        a->at.v[i] = item;
    else if (kind == &rf_ints_kind)
        a->at.i[i] = item.as.i;
    else if (kind == &rf_floats_kind)
        a->at.d[i] = item.as.d;
    else
        a->at.b[i] = item.as.i != 0;
}

rf_array *rf_array_as(rf_ctx *cx, RF_OWN rf_array *a, const rf_kind *kind)
{
    rf_array *b;
    int64_t   i;

    if (a->head.kind == kind)
        return a;
    b             = rf_array_new(cx, kind, a->len);
    b->head.count = rf_copy_count(cx, &a->head);
    b->len        = a->len;
    for (i = 0; i < a->len; i++)
        put_raw(b, i, rf_array_item(a, i));
    rf_release_object(cx, a);
    return b;
}

/* `a` with a kind that can hold the item. */
static rf_array *fitting(rf_ctx *cx, RF_OWN rf_array *a, rf_value item)
{
    if (a->head.kind == &rf_values_kind || a->head.kind == rf_kind_of_item(item))
        return a;
    return rf_array_as(cx, a, &rf_values_kind);
}

rf_array *rf_array_push(rf_ctx *cx, RF_OWN rf_array *a, RF_OWN rf_value item)
{
    a = fitting(cx, a, item);
    if (RF_UNLIKELY(!rf_is_unique(a) || a->len == a->room))
        a = rf_array_grow(cx, a);
    rf_share_with(cx, a, item);
    put_raw(a, a->len++, item);
    return a;
}

rf_array *rf_array_put(rf_ctx *cx, RF_OWN rf_array *a, int64_t i, RF_OWN rf_value item)
{
    rf_value old = rf_null;

    a = fitting(cx, a, item);
    rf_share_with(cx, a, item);
    if (a->head.kind == &rf_values_kind)
        old = a->at.v[i];
    put_raw(a, i, item);
    rf_release(cx, old);
    return a;
}

rf_array *rf_array_join(rf_ctx *cx, RF_OWN rf_array *a, const rf_array *b)
{
    int64_t len = a->len + b->len;
    int64_t i, count = b->len;

    if (b->len == 0)
        return a;
    if (a->head.kind != b->head.kind) {
        for (i = 0; i < count; i++)
            a = rf_array_push(cx, a, rf_array_item(b, i));
        return a;
    }
    if (!rf_may_change(cx, a))
        a = replace(cx, a, len);
    if (a->room < len)
        resize(cx, a, len > larger_room(a->len) ? len : larger_room(a->len));
    if (RF_COUNT(a) < 0)
        rf_share(cx, rf_from_object(b));
    append_elements(a, b, 0, count);
    return a;
}
