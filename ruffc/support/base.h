#ifndef RUFFC_SUPPORT_BASE_H
#define RUFFC_SUPPORT_BASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define COUNT_OF(a) (sizeof(a) / sizeof((a)[0]))

/** Lets the compiler check printf-like calls: argument `f` is the format. */
#define PRINTF_LIKE(f, first) __attribute__((format(printf, f, first)))

/** A piece of text: bytes and how many. Never owned, never NUL-terminated. */
typedef struct Text {
    const char *at;
    size_t      len;
} Text;

#define TEXT(literal) ((Text){(literal), sizeof(literal) - 1})
#define TEXT_ARG(t)   (int)(t).len, (t).at /* for %.*s */

#endif
