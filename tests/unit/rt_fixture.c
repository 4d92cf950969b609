/* See rt_fixture.h. */

#include "rt_fixture.h"

#include <check.h>
#include <stdarg.h>
#include <string.h>

#include "core/heap.h"
#include "core/string_ops.h"

rf_ctx rt_cx;

static uint64_t state;

void rt_begin(void)
{
    rf_ctx_init(&rt_cx);
    state = 88172645463325252u;
}

void rt_end(void)
{
    ck_assert_ptr_null(rt_cx.error);
    ck_assert_int_eq(rf_objects_alive(&rt_cx), 0);
    rf_ctx_end(&rt_cx);
}

uint32_t rt_random(uint32_t below)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (uint32_t)(state >> 20) % below;
}

rf_string *rt_string(const char *text)
{
    int64_t    bytes = (int64_t)strlen(text);
    rf_string *whole = rf_string_new(&rt_cx, text, bytes);
    rf_string *copy  = rf_string_make(&rt_cx, bytes, whole->length);

    memcpy(copy->at, text, (size_t)bytes);
    rf_release_object(&rt_cx, whole);
    return copy;
}

rf_value rt_text(const char *text)
{
    return rf_from_object(rt_string(text));
}

rf_value rt_ints(int64_t count, ...)
{
    rf_array *a = rf_array_new(&rt_cx, &rf_values_kind, count);
    va_list   items;

    va_start(items, count);
    for (int64_t i = 0; i < count; i++)
        a = rf_array_push(&rt_cx, a, rf_from_int(va_arg(items, int)));
    va_end(items);
    return rf_from_object(a);
}

void rt_is(rf_value v, const char *expected)
{
    rf_string *s = rf_to_string(&rt_cx, v);

    ck_assert_str_eq(s->at, expected);
    rf_release_object(&rt_cx, s);
}

void rt_shows(rf_value v, const char *expected)
{
    rt_is(v, expected);
    rf_release(&rt_cx, v);
}

void rt_threw(const char *message)
{
    ck_assert_ptr_nonnull(rt_cx.error);
    ck_assert_str_eq(((rf_error *)rt_cx.error)->message->at, message);
    rf_release_object(&rt_cx, rt_cx.error);
    rt_cx.error = NULL;
}
