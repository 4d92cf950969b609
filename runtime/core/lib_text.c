/* Built-in functions that measure text and pick from it; some of them take collections, too. */

#include <string.h>

#include "core/lib.h"

rf_value rf_b_len(rf_ctx *cx, rf_value a)
{
    int64_t len = rf_value_len(cx, a);

    if (len >= 0)
        return rf_from_int(len);
    return RF_REFUSE(cx, "len() requires an array, dict, bytes, set, queue, stack, or string", a);
}

rf_value rf_b_count_chars(rf_ctx *cx, rf_value a)
{
    if (!rf_is_string(a))
        return RF_REFUSE(cx, "count_chars() requires a string argument", a);
    return rf_from_int(rf_as_string(a)->length);
}

rf_value rf_b_is_empty(rf_ctx *cx, rf_value a)
{
    if (!rf_is_string(a))
        return RF_REFUSE(cx, "is_empty() requires a string argument", a);
    return rf_from_bool(rf_as_string(a)->bytes == 0);
}

/* i, moved into 0 … length. */
static int64_t clamp(int64_t i, int64_t length)
{
    return i < 0 ? 0 : i > length ? length : i;
}

rf_value rf_b_char_at(rf_ctx *cx, rf_value a, rf_value b)
{
    int64_t i, length;

    if (!rf_is_string(a))
        return RF_REFUSE(cx, "char_at() requires a string argument for value", a, b);
    if (!rf_is_number(b))
        return RF_REFUSE(cx, "char_at() requires a number argument for index", b);
    length = rf_as_string(a)->length;
    i      = clamp(rf_number_int(b), length);
    return rf_from_object(rf_string_slice(cx, rf_as_string(a), i, i < length ? i + 1 : i));
}

rf_value rf_b_substring(rf_ctx *cx, rf_value a, rf_value b, rf_value c)
{
    if (!rf_is_string(a))
        return RF_REFUSE(cx, "substring() requires a string argument for value", a, b, c);
    if (!rf_is_number(b) || !rf_is_number(c))
        return RF_REFUSE(cx, "substring() requires number arguments for start and end", b, c);
    return rf_from_object(
        rf_string_part(cx, rf_as_string(a), rf_number_int(b), rf_number_int(c)));
}

/* The index of the first element that is a scalar equal to v, or -1. */
static int64_t array_find(const rf_array *a, rf_value v)
{
    for (int64_t i = 0; i < a->len; i++)
        if (rf_scalar_equal(rf_array_peek(a, i), v))
            return i;
    return -1;
}

rf_value rf_b_index_of(rf_ctx *cx, rf_value a, rf_value b)
{
    int64_t at;

    if (rf_is_array(a))
        return rf_from_int(array_find(rf_as_array(a), b));
    if (!rf_is_string(a))
        return RF_REFUSE(cx, "index_of() first argument must be a string or array", a, b);
    if (!rf_is_string(b))
        return RF_REFUSE(cx, "index_of() second argument must be a string", b);
    at = rf_string_find(rf_as_string(a), rf_as_string(b), 0);
    if (at > 0 && rf_as_string(a)->bytes != rf_as_string(a)->length)
        at = rf_utf8_count(rf_as_string(a)->at, at);
    return rf_from_int(at);
}

rf_value rf_b_contains(rf_ctx *cx, rf_value a, rf_value b)
{
    if (rf_is_array(a))
        return rf_from_bool(array_find(rf_as_array(a), b) >= 0);
    if (rf_is_dict(a) && rf_is_key(b))
        return rf_from_bool(rf_dict_find_key(rf_as_dict(a), b) != NULL);
    if (rf_is_dict(a))
        return RF_REFUSE(cx, "contains() key must be a string", b);
    if (!rf_is_string(a))
        return RF_REFUSE(cx, "contains() first argument must be a string, array, or dictionary",
                         a, b);
    if (!rf_is_string(b))
        return RF_REFUSE(cx, "contains() second argument must be a string", b);
    return rf_from_int(rf_string_find(rf_as_string(a), rf_as_string(b), 0) >= 0);
}

rf_value rf_b_starts_with(rf_ctx *cx, rf_value a, rf_value b)
{
    const rf_string *s, *p;

    if (!rf_is_string(a) || !rf_is_string(b))
        return RF_REFUSE(cx, "starts_with() requires two string arguments", a, b);
    s = rf_as_string(a);
    p = rf_as_string(b);
    return rf_from_bool(p->bytes <= s->bytes && memcmp(s->at, p->at, (size_t)p->bytes) == 0);
}

rf_value rf_b_ends_with(rf_ctx *cx, rf_value a, rf_value b)
{
    const rf_string *s, *p;

    if (!rf_is_string(a) || !rf_is_string(b))
        return RF_REFUSE(cx, "ends_with() requires two string arguments", a, b);
    s = rf_as_string(a);
    p = rf_as_string(b);
    return rf_from_bool(p->bytes <= s->bytes &&
                        memcmp(s->at + s->bytes - p->bytes, p->at, (size_t)p->bytes) == 0);
}
