/* Strings: making, joining, cutting, comparing. */

#define _GNU_SOURCE /* memmem */

#include "ruff/string.h"

#include <string.h>

#include "core/heap.h"
#include "core/number_text.h"
#include "core/string_ops.h"
#include "core/text.h"
#include "core/unique.h"
#include "core/utf8.h"
#include "ruff/error.h"
#include "ruff/int.h"

static size_t string_size(int64_t room)
{
    return offsetof(rf_string, at) + (size_t)room;
}

static void destroy(rf_ctx *cx, rf_object *o)
{
    rf_string_free(cx, (rf_string *)o);
}

static bool equal(rf_ctx *cx, rf_object *a, rf_object *b)
{
    (void)cx;
    return rf_string_equal((rf_string *)a, (rf_string *)b);
}

static void print(rf_text *out, rf_object *o)
{
    rf_text_string(out, (rf_string *)o);
}

const rf_kind rf_string_kind = {
    .id        = RF_K_STRING,
    .type_name = "string",
    .destroy   = destroy,
    .equal     = equal,
    .print     = print,
};

/* ---- making */

rf_string *rf_string_make_large(rf_ctx *cx, int64_t bytes, int64_t length)
{
    size_t     size = rf_memory_room(string_size(bytes + 1));
    rf_string *s    = rf_object_new(cx, size, &rf_string_kind);

    s->bytes     = bytes;
    s->length    = length;
    s->room      = (int64_t)(size - offsetof(rf_string, at));
    s->hash      = 0;
    s->at[bytes] = '\0';
    return s;
}

/* The bytes as a string, of which the number of code points is known. */
static inline rf_string *string_of(rf_ctx *cx, const char *at, int64_t bytes, int64_t length)
{
    rf_string *s;

    if (bytes == 0)
        return rf_string_empty();
    if (bytes == 1)
        return rf_ascii(*at);
    s = rf_string_make(cx, bytes, length);
    rf_copy_bytes(s->at, at, bytes);
    return s;
}

rf_string *rf_string_new(rf_ctx *cx, const char *at, int64_t bytes)
{
    return string_of(cx, at, bytes, rf_utf8_count(at, bytes));
}

rf_string *rf_string_from(rf_ctx *cx, const char *text)
{
    return rf_string_new(cx, text, (int64_t)strlen(text));
}

rf_string *rf_string_concat(rf_ctx *cx, const rf_string *a, const rf_string *b)
{
    rf_string *s = rf_string_make(cx, a->bytes + b->bytes, a->length + b->length);

    rf_copy_bytes(s->at, a->at, a->bytes);
    rf_copy_bytes(s->at + a->bytes, b->at, b->bytes);
    return s;
}

/* a with room for `bytes` bytes and NUL, twice what it holds, or half as much again if that is a lot:
   appending stays linear. What is short now gets a line of text. */
static rf_string *with_room(rf_ctx *cx, RF_OWN rf_string *a, int64_t bytes)
{
    int64_t    more = a->bytes + (a->bytes < 32 ? 32 : a->bytes < 4096 ? a->bytes : a->bytes / 2);
    int64_t    room = more > bytes ? more : bytes;
    size_t     size = rf_memory_room(string_size(room + 1));
    rf_string *s;

    if (rf_may_change(cx, a) && a->room > 0) {
        s = rf_memory_grow(cx, a, string_size(a->room), size);
    } else {
        s = rf_string_make(cx, room, a->length);
        memcpy(s->at, a->at, (size_t)a->bytes);
        s->bytes      = a->bytes;
        s->head.count = rf_copy_count(cx, &a->head);
        rf_release_object(cx, a);
    }
    s->room = (int64_t)(size - offsetof(rf_string, at));
    return s;
}

rf_string *rf_string_append_slow(rf_ctx *cx, RF_OWN rf_string *a, const rf_string *b)
{
    int64_t bytes = a->bytes + b->bytes;
    int64_t more  = b->bytes;
    int64_t runes = b->length;
    bool    twice = a == b;

    if (!rf_may_change(cx, a) || bytes + 1 > a->room)
        a = with_room(cx, a, bytes);
    rf_copy_bytes(a->at + a->bytes, twice ? a->at : b->at, more);
    a->bytes = bytes;
    a->length += runes;
    a->hash      = 0;
    a->at[bytes] = '\0';
    return a;
}

rf_string *rf_string_append_rune_slow(rf_ctx *cx, RF_OWN rf_string *a, int64_t rune)
{
    int     size  = rune < 128 ? 1 : rf_utf8_encode((uint32_t)rune, (char[4]){0});
    int64_t bytes = a->bytes + size;

    if (!rf_may_change(cx, a) || bytes + 1 > a->room)
        a = with_room(cx, a, bytes);
    rf_utf8_encode((uint32_t)rune, a->at + a->bytes);
    a->bytes = bytes;
    a->length++;
    a->hash      = 0;
    a->at[bytes] = '\0';
    return a;
}

/* ---- parts */

int64_t rf_string_offset(const rf_string *s, int64_t i)
{
    return s->length == s->bytes ? i : rf_utf8_offset(s->at, s->bytes, i);
}

rf_string *rf_string_cut(rf_ctx *cx, const rf_string *s, int64_t from, int64_t to)
{
    if (s->length == s->bytes)
        return string_of(cx, s->at + from, to - from, to - from);
    return rf_string_new(cx, s->at + from, to - from);
}

rf_string *rf_string_slice(rf_ctx *cx, const rf_string *s, int64_t from, int64_t to)
{
    int64_t start = rf_string_offset(s, from);
    int64_t end   = s->length == s->bytes
                        ? to
                        : start + rf_utf8_offset(s->at + start, s->bytes - start, to - from);

    return string_of(cx, s->at + start, end - start, to - from);
}

static inline int64_t clamp(int64_t i, int64_t length)
{
    return i < 0 ? 0 : i > length ? length : i;
}

rf_string *rf_string_part(rf_ctx *cx, const rf_string *s, int64_t from, int64_t to)
{
    from = clamp(from, s->length);
    to   = clamp(to, s->length);
    if (RF_LIKELY(s->length == s->bytes && from <= to))
        return string_of(cx, s->at + from, to - from, to - from);
    return rf_string_slice(cx, s, from, to < from ? from : to);
}

rf_string *rf_string_at_slow(rf_ctx *cx, const rf_string *s, int64_t i)
{
    int64_t at;

    if (RF_UNLIKELY(rf_outside(i, s->length))) {
        i = rf_index_from_end(cx, i, s->length);
        if (i < 0)
            return NULL;
    }
    if (s->length == s->bytes)
        return rf_ascii(s->at[i]);
    at = rf_utf8_offset(s->at, s->bytes, i);
    return string_of(cx, s->at + at, rf_utf8_size(s->at[at]), 1);
}

rf_string *rf_string_rune_slow(rf_ctx *cx, const rf_string *s, int64_t at)
{
    return rf_string_next(cx, s, &at);
}

int64_t rf_rune_at_slow(const rf_string *s, int64_t at)
{
    int size;

    return rf_utf8_decode(s->at + at, &size);
}

int64_t rf_string_after_slow(const rf_string *s, int64_t at)
{
    return at + rf_utf8_size(s->at[at]);
}

rf_string *rf_string_next(rf_ctx *cx, const rf_string *s, int64_t *at)
{
    int64_t from = *at;
    int     size = rf_utf8_size(s->at[from]);

    *at = from + size;
    return string_of(cx, s->at + from, size, 1);
}

int64_t rf_string_find(const rf_string *a, const rf_string *b, int64_t from)
{
    const char *hit;

    if (from > a->bytes)
        return -1;
    hit = memmem(a->at + from, (size_t)(a->bytes - from), b->at, (size_t)b->bytes);
    return hit ? hit - a->at : -1;
}

/* ---- comparing */

bool rf_string_is(const rf_string *s, const char *text)
{
    size_t len = strlen(text);

    return (size_t)s->bytes == len && memcmp(s->at, text, len) == 0;
}

/* The order of UTF-8 bytes is the order of the code points. */
int rf_string_order(const rf_string *a, const rf_string *b)
{
    int64_t shorter = a->bytes < b->bytes ? a->bytes : b->bytes;
    int     order   = memcmp(a->at, b->at, (size_t)shorter);

    if (order != 0)
        return order;
    return a->bytes < b->bytes ? -1 : a->bytes > b->bytes;
}

/* ---- of numbers */

rf_string *rf_int_to_string(rf_ctx *cx, int64_t i)
{
    char text[RF_INT_TEXT];
    int  len = rf_int_text(i, text);

    return string_of(cx, text, len, len);
}

rf_string *rf_float_to_string(rf_ctx *cx, double d)
{
    char text[RF_FLOAT_TEXT];
    int  len = rf_float_text(d, text);

    return string_of(cx, text, len, len);
}
