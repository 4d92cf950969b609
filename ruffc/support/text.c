/* Text and its construction: see text.h. */
#include "support/text.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

bool text_equal(Text a, Text b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.at, b.at, a.len) == 0);
}

bool text_starts(Text t, Text prefix)
{
    return t.len >= prefix.len && text_equal((Text){t.at, prefix.len}, prefix);
}

Text text_of(const char *c_string)
{
    return (Text){c_string, strlen(c_string)};
}

/* How many bytes a sequence with this first byte has; 0 when none starts so. */
static size_t sequence_length(unsigned char first)
{
    if (first < 0x80)
        return 1;
    if (first >= 0xC2 && first <= 0xDF)
        return 2;
    if (first >= 0xE0 && first <= 0xEF)
        return 3;
    if (first >= 0xF0 && first <= 0xF4)
        return 4;
    return 0;
}

/* Overlong forms, surrogates and numbers past the last plane have valid-looking bytes. */
static bool is_scalar(uint32_t code, size_t length)
{
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};

    return code >= least[length] && code <= 0x10FFFF && !(code >= 0xD800 && code <= 0xDFFF);
}

uint32_t utf8_decode(Text t, size_t at, size_t *length)
{
    static const unsigned char first_bits[] = {0, 0x7F, 0x1F, 0x0F, 0x07};

    unsigned char first = (unsigned char)t.at[at];
    size_t        n     = sequence_length(first);
    uint32_t      code  = first & first_bits[n];

    *length = 1;
    if (n == 0 || n > t.len - at)
        return UTF8_BAD;
    for (size_t i = 1; i < n; i++) {
        unsigned char next = (unsigned char)t.at[at + i];

        if ((next & 0xC0) != 0x80)
            return UTF8_BAD;
        code = code << 6 | (next & 0x3F);
    }
    if (!is_scalar(code, n))
        return UTF8_BAD;
    *length = n;
    return code;
}

size_t utf8_count(Text t)
{
    size_t count = 0;

    for (size_t at = 0, length; at < t.len; at += length) {
        utf8_decode(t, at, &length);
        count++;
    }
    return count;
}

static void make_room(TextBuf *b, size_t more)
{
    size_t grown = b->room ? b->room * 2 : 64;
    char  *copy;

    if (b->room - b->len >= more)
        return;
    while (grown - b->len < more)
        grown *= 2;
    copy = arena_alloc(b->arena, grown, 1, 1);
    if (b->len)
        memcpy(copy, b->at, b->len);
    b->at   = copy;
    b->room = grown;
}

void textbuf_add(TextBuf *b, Text t)
{
    if (t.len == 0)
        return;
    make_room(b, t.len);
    memcpy(b->at + b->len, t.at, t.len);
    b->len += t.len;
}

void textbuf_char(TextBuf *b, char c)
{
    make_room(b, 1);
    b->at[b->len++] = c;
}

void textbuf_format(TextBuf *b, const char *format, ...)
{
    va_list args, again;
    int     needed;

    va_start(args, format);
    va_copy(again, args);
    needed = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (needed > 0) {
        make_room(b, (size_t)needed + 1);
        vsnprintf(b->at + b->len, (size_t)needed + 1, format, again);
        b->len += (size_t)needed;
    }
    va_end(again);
}

const char *text_format(Arena *arena, const char *format, ...)
{
    va_list args, again;
    int     needed;
    char   *at;

    va_start(args, format);
    va_copy(again, args);
    needed = vsnprintf(NULL, 0, format, args);
    va_end(args);
    at = ARENA_ARRAY(arena, char, needed > 0 ? (size_t)needed + 1 : 1);
    vsnprintf(at, needed > 0 ? (size_t)needed + 1 : 1, format, again);
    va_end(again);
    return at;
}

Text textbuf_text(const TextBuf *b)
{
    return (Text){b->at, b->len};
}

bool text_write(Text t, int fd)
{
    while (t.len > 0) {
        ssize_t n = write(fd, t.at, t.len);

        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return false;
        t.at += n;
        t.len -= (size_t)n;
    }
    return true;
}
