/* Bytes: a value of raw octets. */

#include <string.h>

#include "core/collections.h"
#include "core/heap.h"
#include "core/unique.h"

static void destroy(rf_ctx *cx, rf_object *o)
{
    rf_bytes *b = (rf_bytes *)o;

    rf_memory_free(cx, b->at, (size_t)b->room);
    rf_object_free(cx, o, sizeof *b);
}

static rf_object *copy(rf_ctx *cx, rf_object *o)
{
    return &rf_bytes_new(cx, ((rf_bytes *)o)->at, ((rf_bytes *)o)->len)->head;
}

static bool equal(rf_ctx *cx, rf_object *x, rf_object *y)
{
    const rf_bytes *a = (rf_bytes *)x;
    const rf_bytes *b = (rf_bytes *)y;

    (void)cx;
    return a->len == b->len && (a->len == 0 || memcmp(a->at, b->at, (size_t)a->len) == 0);
}

const rf_kind rf_bytes_kind = {
    .id        = RF_K_BYTES,
    .type_name = "bytes",
    .destroy   = destroy,
    .copy      = copy,
    .equal     = equal,
};

rf_bytes *rf_bytes_new(rf_ctx *cx, const void *at, int64_t len)
{
    rf_bytes *b = rf_object_new(cx, sizeof *b, &rf_bytes_kind);

    b->len  = len;
    b->room = len > 0 ? (int64_t)rf_memory_room((size_t)len) : 0;
    b->at   = len > 0 ? rf_memory_new(cx, (size_t)b->room) : NULL;
    if (at && len > 0)
        memcpy(b->at, at, (size_t)len);
    return b;
}

rf_bytes *rf_bytes_append(rf_ctx *cx, RF_OWN rf_bytes *b, const void *at, int64_t len)
{
    int64_t need = b->len + len;

    if (!rf_may_change(cx, b)) {
        rf_bytes *fresh = (rf_bytes *)copy(cx, &b->head);

        fresh->head.count = rf_copy_count(cx, &b->head);
        rf_release_object(cx, b);
        b = fresh;
    }
    if (need > b->room) {
        int64_t room = (int64_t)rf_memory_room((size_t)(need + need / 2));

        b->at   = rf_memory_grow(cx, b->at, (size_t)b->room, (size_t)room);
        b->room = room;
    }
    if (len > 0)
        memcpy(b->at + b->len, at, (size_t)len);
    b->len = need;
    return b;
}
