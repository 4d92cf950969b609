/* Built-in functions that edit arrays; some take dicts or bytes, too. None changes its arguments:
   each works on a copy. */

#include <string.h>

#include "core/lib.h"

/* A copy that nobody else holds. */
static rf_array *copy_of(rf_ctx *cx, rf_value a)
{
    return rf_array_slice(cx, rf_as_array(a), 0, rf_as_array(a)->len);
}

/* The same to put an item into; an empty one gets the element kind of that item. */
static rf_array *copy_for(rf_ctx *cx, rf_value a, rf_value item)
{
    if (rf_as_array(a)->len == 0)
        return rf_array_new(cx, rf_kind_of_item(item), 1);
    return copy_of(cx, a);
}

rf_value rf_b_push(rf_ctx *cx, rf_value a, rf_value b)
{
    if (!rf_is_array(a))
        return RF_REFUSE(cx, "push() requires an array as the first argument", a, b);
    return rf_from_object(rf_array_push(cx, copy_for(cx, a, b), rf_copy(b)));
}

rf_value rf_b_pop(rf_ctx *cx, rf_value a)
{
    const rf_array *all;

    if (!rf_is_array(a))
        return RF_REFUSE(cx, "pop() requires an array argument", a);
    all = rf_as_array(a);
    if (all->len == 0)
        return rf_pair(cx, rf_copy(a), rf_from_int(0));
    return rf_pair(cx, rf_from_object(rf_array_slice(cx, all, 0, all->len - 1)),
                   rf_array_item(all, all->len - 1));
}

rf_value rf_b_insert(rf_ctx *cx, rf_value a, rf_value b, rf_value c)
{
    rf_array *copy;

    if (!rf_is_array(a))
        return RF_REFUSE(cx, "insert() requires an array as the first argument", a, b, c);
    if (!rf_is_number(b))
        return RF_REFUSE(cx, "insert() index must be a number", b, c);
    copy = copy_for(cx, a, c);
    if (rf_array_insert(cx, &copy, rf_number_int(b), rf_copy(c)))
        return rf_from_object(copy);
    rf_release_object(cx, copy);
    return rf_null;
}

static rf_value remove_key(rf_ctx *cx, rf_value a, rf_value key)
{
    rf_dict *d = rf_as_dict(a);
    rf_value removed;

    rf_retain(a);
    if (!rf_dict_find_key(d, key))
        return rf_pair(cx, a, rf_from_int(0));
    removed = rf_dict_remove_key(cx, &d, key);
    return rf_pair(cx, rf_from_object(d), removed);
}

rf_value rf_b_remove(rf_ctx *cx, rf_value a, rf_value b)
{
    rf_array *copy;

    if (rf_is_dict(a) && rf_is_key(b))
        return remove_key(cx, a, b);
    if (!rf_is_array(a))
        return RF_REFUSE(
            cx, "remove() requires an array or dictionary-like value with a valid key/item", a, b);
    copy = rf_as_array(rf_copy(a));
    rf_array_remove(cx, &copy, b);
    return rf_from_object(copy);
}

rf_value rf_b_remove_at(rf_ctx *cx, rf_value a, rf_value b)
{
    rf_array *copy;
    rf_value  removed;

    if (!rf_is_array(a))
        return RF_REFUSE(cx, "remove_at() requires an array as the first argument", a, b);
    if (!rf_is_number(b))
        return RF_REFUSE(cx, "remove_at() index must be a number", b);
    copy    = rf_as_array(rf_copy(a));
    removed = rf_array_remove_at(cx, &copy, rf_number_int(b));
    if (!cx->error)
        return rf_pair(cx, rf_from_object(copy), removed);
    rf_release_object(cx, copy);
    return rf_null;
}

rf_value rf_b_clear(rf_ctx *cx, rf_value a)
{
    if (rf_is_array(a))
        return rf_from_object(rf_array_new(cx, rf_as_array(a)->head.kind, 0));
    if (rf_is_dict(a))
        return rf_from_object(rf_dict_new(cx, 0));
    return RF_REFUSE(cx, "clear() requires an array or dict argument", a);
}

/* ---- parts */

/* An end of a slice: counted from the end when negative, moved into 0 … len. */
static int64_t edge(int64_t i, int64_t len)
{
    if (i < 0)
        i = i < -len ? 0 : i + len;
    return i > len ? len : i;
}

rf_value rf_b_slice(rf_ctx *cx, rf_value a, rf_value b, rf_value c)
{
    int64_t len, from, to;

    if (!(rf_is_array(a) || rf_is(a, RF_K_BYTES)) || !rf_is_number(b) || !rf_is_number(c))
        return RF_REFUSE(cx, "slice() requires array or bytes and numeric start/end arguments",
                         a, b, c);
    len  = rf_value_len(cx, a);
    from = edge(rf_number_int(b), len);
    to   = edge(rf_number_int(c), len);
    if (to < from)
        to = from;
    if (rf_is_array(a))
        return rf_from_object(rf_array_slice(cx, rf_as_array(a), from, to));
    return rf_from_object(rf_bytes_new(cx, ((rf_bytes *)a.as.o)->at + from, to - from));
}

rf_value rf_b_concat(rf_ctx *cx, rf_value a, rf_value b)
{
    bool keep_second;

    if (!rf_is_array(a) || !rf_is_array(b))
        return RF_REFUSE(cx, "concat() requires two array arguments", a, b);
    /* An empty array of values says nothing about the kind of the result. */
    keep_second = rf_as_array(a)->len == 0 &&
                  (rf_as_array(b)->len > 0 || rf_as_array(a)->head.kind == &rf_values_kind);
    if (keep_second)
        return rf_copy(b);
    if (rf_as_array(b)->len == 0)
        return rf_copy(a);
    return rf_from_object(rf_array_join(cx, copy_of(cx, a), rf_as_array(b)));
}

rf_value rf_b_reverse(rf_ctx *cx, rf_value a)
{
    const rf_array *from;
    rf_array       *out;

    if (!rf_is_array(a))
        return RF_REFUSE(cx, "reverse requires an array argument", a);
    from = rf_as_array(a);
    out  = rf_array_new(cx, from->head.kind, from->len);
    for (int64_t i = from->len; i > 0; i--)
        out = rf_array_push(cx, out, rf_array_item(from, i - 1));
    return rf_from_object(out);
}
