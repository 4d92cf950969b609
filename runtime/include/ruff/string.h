#ifndef RUFF_STRING_H
#define RUFF_STRING_H

#include "ruff/value.h"

/** Immutable UTF-8. `length` counts code points; equal to `bytes` means ASCII, then indexing is O(1).
    `room` counts the bytes that `at` may hold, 0 for static ones; at[bytes] is always NUL. */
struct rf_string {
    rf_object head;
    int64_t   bytes;
    int64_t   length;
    int64_t   room;
    uint64_t  hash; /* 0: not computed yet */
    char      at[];
};
extern const rf_kind rf_string_kind;

/** A string literal of an emitted file; `text` is its bytes, `n` how many code points. Names a static
    object, used as RF_TEXT(name). */
#define RF_STRING(name, n, text)                                                                   \
    static struct {                                                                                \
        rf_object head;                                                                            \
        int64_t   bytes, length, room;                                                             \
        uint64_t  hash;                                                                            \
        char      at[sizeof(text)];                                                                \
    } name RF_UNUSED = {{RF_STATIC_COUNT, 0, &rf_string_kind}, sizeof(text) - 1, n, 0, 0, text}

/** The string that RF_STRING(name, …) made. */
#define RF_TEXT(name) ((rf_string *)&(name))

/** The strings of one ASCII character, never counted. Laid out as rf_string. */
typedef struct rf_ascii_string {
    rf_object head;
    int64_t   bytes, length, room;
    uint64_t  hash;
    char      at[16];
} rf_ascii_string;
extern rf_ascii_string rf_ascii_strings[128];
#define rf_ascii(c) ((rf_string *)&rf_ascii_strings[(unsigned char)(c)])

/** A copy of `bytes` bytes of valid UTF-8; counts the code points. */
rf_string *rf_string_new(rf_ctx *cx, const char *at, int64_t bytes);
/** a + b. */
rf_string *rf_string_concat(rf_ctx *cx, const rf_string *a, const rf_string *b);
/** a + b, in place when `a` has one owner and room: `s := s + x` in a loop stays linear. */
RF_INLINE rf_string *rf_string_append(rf_ctx *cx, RF_OWN rf_string *a, const rf_string *b);
/** The same where a has another owner, or too little room. */
rf_string *rf_string_append_slow(rf_ctx *cx, RF_OWN rf_string *a, const rf_string *b);
/** a with a code point behind it. */
RF_INLINE rf_string *rf_string_append_rune(rf_ctx *cx, RF_OWN rf_string *a, int64_t rune);
rf_string *rf_string_append_rune_slow(rf_ctx *cx, RF_OWN rf_string *a, int64_t rune);
/** s[i] (S-12): one code point as a string. NULL with "Index out of bounds: I" thrown. */
RF_INLINE rf_string *rf_string_at(rf_ctx *cx, const rf_string *s, int64_t i);
/** The same where s is not ASCII, or i not one of 0 … length-1. */
rf_string *rf_string_at_slow(rf_ctx *cx, const rf_string *s, int64_t i);
/** substring(s, from, to): bounds outside of s are those of s. */
rf_string *rf_string_part(rf_ctx *cx, const rf_string *s, int64_t from, int64_t to);
RF_INLINE bool rf_string_equal(const rf_string *a, const rf_string *b);
/** Below, equal or above 0: by code point (S-14). */
int rf_string_order(const rf_string *a, const rf_string *b);
/** The text of numbers and bools as print shows them. */
rf_string *rf_int_to_string(rf_ctx *cx, int64_t i);
rf_string *rf_float_to_string(rf_ctx *cx, double d);

/** For loops over a string: the code point at byte `at`, as a string and as a number; the byte behind it. */
RF_INLINE rf_string *rf_string_rune(rf_ctx *cx, const rf_string *s, int64_t at);
RF_INLINE int64_t    rf_rune_at(const rf_string *s, int64_t at);
RF_INLINE int64_t    rf_string_after(const rf_string *s, int64_t at);
RF_INLINE int64_t    rf_string_bytes(const rf_string *s);
/** The same for code points that are not ASCII. */
rf_string *rf_string_rune_slow(rf_ctx *cx, const rf_string *s, int64_t at);
int64_t    rf_rune_at_slow(const rf_string *s, int64_t at);
int64_t    rf_string_after_slow(const rf_string *s, int64_t at);
/** Answers the string of the code point at *at and moves *at behind it. */
rf_string *rf_string_next(rf_ctx *cx, const rf_string *s, int64_t *at);

#if RF_BODIES
RF_INLINE rf_string *rf_string_append(rf_ctx *cx, RF_OWN rf_string *a, const rf_string *b)
{
    int64_t more = b->bytes, bytes = a->bytes + more;
    char   *end  = a->at + a->bytes;

    if (RF_UNLIKELY(!rf_is_unique(a) || bytes >= a->room))
        return rf_string_append_slow(cx, a, b);
    a->length += b->length; /* b may be a */
    if (more == 1)
        *end = b->at[0];
    else
        __builtin_memcpy(end, b->at, (size_t)more);
    a->bytes     = bytes;
    a->hash      = 0;
    a->at[bytes] = '\0';
    return a;
}

RF_INLINE rf_string *rf_string_append_rune(rf_ctx *cx, RF_OWN rf_string *a, int64_t rune)
{
    int64_t bytes = a->bytes + 1;

    if (RF_UNLIKELY((uint64_t)rune >= 128 || !rf_is_unique(a) || bytes >= a->room))
        return rf_string_append_rune_slow(cx, a, rune);
    a->at[bytes - 1] = (char)rune;
    a->at[bytes]     = '\0';
    a->bytes         = bytes;
    a->hash          = 0;
    a->length++;
    return a;
}

RF_INLINE rf_string *rf_string_rune(rf_ctx *cx, const rf_string *s, int64_t at)
{
    return RF_LIKELY(s->at[at] >= 0) ? rf_ascii(s->at[at]) : rf_string_rune_slow(cx, s, at);
}

RF_INLINE int64_t rf_rune_at(const rf_string *s, int64_t at)
{
    return RF_LIKELY(s->at[at] >= 0) ? s->at[at] : rf_rune_at_slow(s, at);
}

RF_INLINE int64_t rf_string_after(const rf_string *s, int64_t at)
{
    return RF_LIKELY(s->at[at] >= 0) ? at + 1 : rf_string_after_slow(s, at);
}

RF_INLINE int64_t rf_string_bytes(const rf_string *s)
{
    return s->bytes;
}

RF_INLINE rf_string *rf_string_at(rf_ctx *cx, const rf_string *s, int64_t i)
{
    if (RF_LIKELY((uint64_t)i < (uint64_t)s->length && s->length == s->bytes) &&
        !(__builtin_constant_p(i) && i < 0)) /* else a warning of cc */
        return rf_ascii(s->at[i]);
    return rf_string_at_slow(cx, s, i);
}

RF_INLINE bool rf_string_equal(const rf_string *a, const rf_string *b)
{
    return a == b || (a->bytes == b->bytes && a->at[0] == b->at[0] &&
                      __builtin_memcmp(a->at, b->at, (size_t)a->bytes) == 0);
}
#endif

#endif
