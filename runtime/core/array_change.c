/* The changing methods of arrays (S-23) and storing by index (S-16). */

#include <inttypes.h>
#include <string.h>

#include "core/collections.h"
#include "core/heap.h"
#include "core/unique.h"
#include "ruff/error.h"
#include "ruff/int.h"

/* Takes element i out of *a, which may be changed; the gap closes. */
static rf_value take_out(rf_array *a, int64_t i)
{
    size_t   width = rf_array_width(a->head.kind);
    rf_value v     = rf_array_peek(a, i);
    char    *slot  = (char *)a->at.any + (size_t)i * width;

    memmove(slot, slot + width, (size_t)(a->len - i - 1) * width);
    a->len--;
    return v;
}

rf_value rf_array_pop(rf_ctx *cx, rf_array **a)
{
    if ((*a)->len == 0)
        return rf_null;
    *a = rf_array_own(cx, *a);
    return rf_array_peek(*a, --(*a)->len);
}

bool rf_array_insert(rf_ctx *cx, rf_array **a, int64_t i, RF_OWN rf_value item)
{
    int64_t last = (*a)->len;
    size_t  width;
    char   *slot;

    if (i < 0 || i > last) {
        rf_release(cx, item);
        rf_throw(cx, "insert() index %" PRId64 " out of bounds for array of length %" PRId64, i,
                 last);
        return false;
    }
    *a = rf_array_push(cx, *a, item);
    if (i == last)
        return true;
    width = rf_array_width((*a)->head.kind);
    item  = rf_array_peek(*a, last);
    slot  = (char *)(*a)->at.any + (size_t)i * width;
    memmove(slot + width, slot, (size_t)(last - i) * width);
    if ((*a)->head.kind == &rf_values_kind)
        (*a)->at.v[i] = item;
    else if ((*a)->head.kind == &rf_bools_kind)
        (*a)->at.b[i] = item.as.i != 0;
    else
        (*a)->at.i[i] = item.as.i; /* the 8 bytes of an int or a float */
    return true;
}

bool rf_scalar_equal(rf_value a, rf_value b)
{
    if (a.tag != b.tag)
        return false;
    switch (a.tag) {
    case RF_BOOL:
    case RF_INT:
        return a.as.i == b.as.i;
    case RF_FLOAT:
        return rf_float_equal(a.as.d, b.as.d);
    case RF_OBJECT:
        return a.as.o->kind->id == RF_K_STRING && b.as.o->kind->id == RF_K_STRING &&
               rf_string_equal(a.as.s, b.as.s);
    default:
        return a.tag == RF_NULL;
    }
}

void rf_array_remove(rf_ctx *cx, rf_array **a, rf_value v)
{
    int64_t i;

    for (i = 0; i < (*a)->len; i++) {
        if (rf_scalar_equal(rf_array_peek(*a, i), v)) {
            *a = rf_array_own(cx, *a);
            rf_release(cx, take_out(*a, i));
            return;
        }
    }
}

rf_value rf_array_remove_at(rf_ctx *cx, rf_array **a, int64_t i)
{
    if (rf_outside(i, (*a)->len)) {
        rf_throw(cx, "remove_at() index %" PRId64 " out of bounds for array of length %" PRId64, i,
                 (*a)->len);
        return rf_null;
    }
    *a = rf_array_own(cx, *a);
    return take_out(*a, i);
}

void rf_array_clear(rf_ctx *cx, rf_array **a)
{
    rf_array *empty = rf_array_new(cx, (*a)->head.kind, 0);

    empty->head.count = rf_copy_count(cx, &(*a)->head);
    rf_release_object(cx, *a);
    *a = empty;
}

bool rf_array_store(rf_ctx *cx, rf_array **a, int64_t i, RF_OWN rf_value item)
{
    if (RF_UNLIKELY(rf_outside(i, (*a)->len))) {
        i = rf_index_from_end(cx, i, (*a)->len);
        if (i < 0) {
            rf_release(cx, item);
            return false;
        }
    }
    *a = rf_array_put(cx, rf_array_own(cx, *a), i, item);
    return true;
}
