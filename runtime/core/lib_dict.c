/* Built-in functions on dicts. Most take anything and find nothing in what is no dict; an Error
   throws even then (C-61). */

#include <stdlib.h>

#include "core/lib.h"

/* True when v is a dict; Errors throw. */
static bool is_dict(rf_ctx *cx, rf_value v)
{
    return rf_is_dict(v) || (rf_throw_if_error(cx, v), false);
}

typedef enum part { KEYS, VALUES, ITEMS } part;

/* The entries in the order of their keys, as an array of what `what` says. */
static rf_value entries(rf_ctx *cx, rf_value v, part what)
{
    rf_array      *out;
    const rf_dict *d;
    int64_t       *order;

    if (!is_dict(cx, v))
        return cx->error ? rf_null : rf_from_object(rf_array_new(cx, &rf_values_kind, 0));
    d     = rf_as_dict(v);
    order = rf_dict_order(d);
    out   = rf_array_new(cx, &rf_values_kind, rf_dict_len(d));
    for (int64_t i = 0; i < rf_dict_len(d); i++) {
        rf_value item = rf_null;

        if (what != KEYS)
            item = rf_copy(rf_dict_value_at(d, order[i]));
        if (what != VALUES) {
            rf_value key = rf_from_object(rf_dict_key_at(cx, d, order[i]));

            item = what == KEYS ? key : rf_pair(cx, key, item);
        }
        out = rf_values_push(cx, out, item);
    }
    free(order);
    return rf_from_object(out);
}

rf_value rf_b_keys(rf_ctx *cx, rf_value a)
{
    return entries(cx, a, KEYS);
}

rf_value rf_b_values(rf_ctx *cx, rf_value a)
{
    return entries(cx, a, VALUES);
}

rf_value rf_b_items(rf_ctx *cx, rf_value a)
{
    return entries(cx, a, ITEMS);
}

/* The value under a key, borrowed; NULL when there is none or an argument cannot be meant. Errors
   throw. */
static const rf_value *look_up(rf_ctx *cx, rf_value d, rf_value key)
{
    if (!is_dict(cx, d))
        return NULL;
    if (rf_is_key(key))
        return rf_dict_find_key(rf_as_dict(d), key);
    rf_throw_if_error(cx, key);
    return NULL;
}

rf_value rf_b_has_key(rf_ctx *cx, rf_value a, rf_value b)
{
    return rf_from_int(look_up(cx, a, b) != NULL);
}

rf_value rf_b_get(rf_ctx *cx, rf_value a, rf_value b, rf_value c)
{
    const rf_value *found = look_up(cx, a, b);

    if (found)
        return rf_copy(*found);
    return cx->error || !rf_is_dict(a) || c.tag == RF_ABSENT ? rf_null : rf_copy(c);
}

rf_value rf_b_get_default(rf_ctx *cx, rf_value a, rf_value b, rf_value c)
{
    const rf_value *found = look_up(cx, a, b);

    if (found)
        return rf_copy(*found);
    return cx->error ? rf_null : rf_copy(c);
}

rf_value rf_b_merge(rf_ctx *cx, rf_value a, rf_value b)
{
    if (!is_dict(cx, a) || !is_dict(cx, b))
        return cx->error ? rf_null : rf_from_object(rf_dict_new(cx, 0));
    return rf_from_object(rf_dict_spread(cx, rf_as_dict(rf_copy(a)), b));
}

/* The scalars that can be keys, as one; others give NULL. Owned. */
static rf_string *key_text(rf_ctx *cx, rf_value v)
{
    if (rf_is_string(v) || rf_is_number(v) || v.tag == RF_BOOL)
        return rf_to_string(cx, v);
    return NULL;
}

rf_value rf_b_invert(rf_ctx *cx, rf_value a)
{
    rf_dict *out;

    if (!rf_is_dict(a))
        return RF_REFUSE(cx, "invert() requires a dict argument", a);
    out = rf_dict_new(cx, 0);
    for (int64_t i = 0; i < rf_dict_len(rf_as_dict(a)); i++) {
        rf_string *key = key_text(cx, rf_dict_value_at(rf_as_dict(a), i));

        if (!key)
            continue;
        out = rf_dict_set(cx, out, key, rf_from_object(rf_dict_key_at(cx, rf_as_dict(a), i)));
        rf_release_object(cx, key);
    }
    return rf_from_object(out);
}
