#ifndef RUFF_CORE_TEXT_H
#define RUFF_CORE_TEXT_H

#include <stdarg.h>

#include "ruff/string.h"

/** Text under construction: starts in the C frame, goes to the heap when it grows. */
struct rf_text {
    rf_ctx *cx;
    char   *at;
    size_t  len, room;
    char    small[240];
};

void rf_text_init(rf_text *t, rf_ctx *cx);
/** Gives the memory back without a result. */
void rf_text_end(rf_text *t);
/** The text as a string; ends t. The bytes must be valid UTF-8. */
rf_string *rf_text_take(rf_text *t);

void rf_text_add(rf_text *t, const char *at, size_t bytes);
void rf_text_char(rf_text *t, char c);
void rf_text_puts(rf_text *t, const char *s);
void rf_text_string(rf_text *t, const rf_string *s);
/** One code point. */
void rf_text_rune(rf_text *t, uint32_t rune);
void rf_text_int(rf_text *t, int64_t i);
/** As print shows it (S-8). */
void rf_text_float(rf_text *t, double d);
/** As printf. */
void rf_text_format(rf_text *t, const char *format, ...) __attribute__((format(printf, 2, 3)));
/** As vprintf; uses up the list. */
void rf_text_format_list(rf_text *t, const char *format, va_list args)
    __attribute__((format(printf, 2, 0)));
/** A string made as printf does. */
rf_string *rf_string_format(rf_ctx *cx, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#endif
