#ifndef RUFFC_SUPPORT_TEXT_H
#define RUFFC_SUPPORT_TEXT_H

#include "support/arena.h"

/** Whether both hold the same bytes. */
bool text_equal(Text a, Text b);

/** Whether `t` begins with `prefix`. */
bool text_starts(Text t, Text prefix);

/** A C string as Text; borrowed. */
Text text_of(const char *c_string);

/** What utf8_decode answers for bytes that are no UTF-8. */
#define UTF8_BAD UINT32_MAX

/** The code point that starts at byte `at` of `t`, and in *length its bytes; UTF8_BAD and 1 when
    the bytes there are malformed (overlong, surrogate, cut off). `at` must lie inside `t`. */
uint32_t utf8_decode(Text t, size_t at, size_t *length);

/** How many code points `t` has; a malformed byte counts as one. */
size_t utf8_count(Text t);

/** Text under construction. Its memory is the arena's; take the result with textbuf_text. */
typedef struct TextBuf {
    Arena *arena;
    char  *at;
    size_t len, room;
} TextBuf;

/** Appends bytes; `t` is copied. */
void textbuf_add(TextBuf *b, Text t);

/** Appends one byte. */
void textbuf_char(TextBuf *b, char c);

/** Appends formatted text. */
void textbuf_format(TextBuf *b, const char *format, ...) PRINTF_LIKE(2, 3);

/** Formatted text as a C string; the arena owns it. */
const char *text_format(Arena *arena, const char *format, ...) PRINTF_LIKE(2, 3);

/** What has been written so far; borrowed, valid as long as the arena unless more is appended. */
Text textbuf_text(const TextBuf *b);

/** Writes all of `t` to a file descriptor; false, with errno set, when that failed. */
bool text_write(Text t, int fd);

#endif
