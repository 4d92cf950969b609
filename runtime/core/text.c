/* Text under construction: see text.h. */

#include "core/text.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "core/heap.h"
#include "core/number_text.h"
#include "core/string_ops.h"
#include "core/utf8.h"

void rf_text_init(rf_text *t, rf_ctx *cx)
{
    t->cx   = cx;
    t->at   = t->small;
    t->len  = 0;
    t->room = sizeof t->small;
}

void rf_text_end(rf_text *t)
{
    if (t->at != t->small)
        rf_memory_free(t->cx, t->at, t->room);
    t->at = t->small;
}

rf_string *rf_text_take(rf_text *t)
{
    rf_string *s = rf_string_new(t->cx, t->at, (int64_t)t->len);

    rf_text_end(t);
    return s;
}

/* Room for `more` bytes behind the text. */
static char *reserve(rf_text *t, size_t more)
{
    size_t room = t->room;

    if (more <= room - t->len)
        return t->at + t->len;
    while (room - t->len < more)
        room *= 2;
    if (t->at == t->small) {
        t->at = rf_memory_new(t->cx, room);
        memcpy(t->at, t->small, t->len);
    } else {
        t->at = rf_memory_grow(t->cx, t->at, t->room, room);
    }
    t->room = room;
    return t->at + t->len;
}

void rf_text_add(rf_text *t, const char *at, size_t bytes)
{
    memcpy(reserve(t, bytes), at, bytes);
    t->len += bytes;
}

void rf_text_char(rf_text *t, char c)
{
    *reserve(t, 1) = c;
    t->len++;
}

void rf_text_puts(rf_text *t, const char *s)
{
    rf_text_add(t, s, strlen(s));
}

void rf_text_string(rf_text *t, const rf_string *s)
{
    rf_text_add(t, s->at, (size_t)s->bytes);
}

void rf_text_rune(rf_text *t, uint32_t rune)
{
    t->len += (size_t)rf_utf8_encode(rune, reserve(t, 4));
}

void rf_text_int(rf_text *t, int64_t i)
{
    t->len += (size_t)rf_int_text(i, reserve(t, RF_INT_TEXT));
}

void rf_text_float(rf_text *t, double d)
{
    t->len += (size_t)rf_float_text(d, reserve(t, RF_FLOAT_TEXT));
}

void rf_text_format_list(rf_text *t, const char *format, va_list args)
{
    va_list again;
    size_t  room = t->room - t->len;
    int     need;

    va_copy(again, args);
    need = vsnprintf(t->at + t->len, room, format, args);
    if (need > 0 && (size_t)need >= room)
        vsnprintf(reserve(t, (size_t)need + 1), (size_t)need + 1, format, again);
    va_end(again);
    if (need > 0)
        t->len += (size_t)need;
}

void rf_text_format(rf_text *t, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    rf_text_format_list(t, format, args);
    va_end(args);
}

rf_string *rf_string_format(rf_ctx *cx, const char *format, ...)
{
    rf_text t;
    va_list args;

    rf_text_init(&t, cx);
    va_start(args, format);
    rf_text_format_list(&t, format, args);
    va_end(args);
    return rf_text_take(&t);
}
