#ifndef RUFF_CORE_STRING_OPS_H
#define RUFF_CORE_STRING_OPS_H

#include <string.h>

#include "core/heap.h"
#include "ruff/dict.h"
#include "ruff/string.h"

/* What the runtime's own sources do with strings beyond ruff/string.h. */

/** A string of that many bytes and code points whose bytes the caller fills in at once; NUL is
    there. */
static inline rf_string *rf_string_make(rf_ctx *cx, int64_t bytes, int64_t length);
/** The same for sizes that are not small. */
rf_string *rf_string_make_large(rf_ctx *cx, int64_t bytes, int64_t length);
/** Gives the memory of a string back that nobody owns any more. */
static inline void rf_string_free(rf_ctx *cx, rf_string *s);
/** The text of a C string. */
rf_string *rf_string_from(rf_ctx *cx, const char *text);
/** The code points from … to-1, which lie in 0 … length. */
rf_string *rf_string_slice(rf_ctx *cx, const rf_string *s, int64_t from, int64_t to);
/** The bytes from … to-1; both cut between code points. */
rf_string *rf_string_cut(rf_ctx *cx, const rf_string *s, int64_t from, int64_t to);
/** The empty string, never counted. */
rf_string *rf_string_empty(void);
/** The byte offset of code point i, 0 … length. */
int64_t rf_string_offset(const rf_string *s, int64_t i);
/** Byte offset of the first occurrence of b in a at or after byte `from`, -1 when there is none. */
int64_t rf_string_find(const rf_string *a, const rf_string *b, int64_t from);
/** Equal to a C string. */
bool rf_string_is(const rf_string *s, const char *text);
/** Seeded per process; never 0. Cached in the string. */
static inline uint64_t rf_string_hash(const rf_string *s);
/** Out of line part: computes it. */
uint64_t rf_string_hash_first(const rf_string *s);
/** True when no two texts have this hash: those of short ASCII texts. */
static inline bool rf_hash_is_exact(uint64_t hash);
/** The same hash for bytes that are no string. */
uint64_t rf_bytes_hash(const void *at, size_t bytes);

/** memcpy, without a call where it is a few bytes. */
static inline void rf_copy_bytes(char *to, const char *from, int64_t bytes);

enum { RF_STRING_HEAD = offsetof(rf_string, at) };

static inline rf_string *rf_string_make(rf_ctx *cx, int64_t bytes, int64_t length)
{
    rf_string *s;
    size_t     size;

    if (RF_UNLIKELY(bytes > RF_SMALL_BYTES - RF_STRING_HEAD - RF_CLASS_STEP))
        return rf_string_make_large(cx, bytes, length);
    size         = ((size_t)bytes + RF_STRING_HEAD + RF_CLASS_STEP) & ~(size_t)(RF_CLASS_STEP - 1);
    s            = rf_object_make(cx, size, &rf_string_kind);
    s->bytes     = bytes;
    s->length    = length;
    s->room      = (int64_t)size - RF_STRING_HEAD;
    s->hash      = 0;
    s->at[bytes] = '\0';
    return s;
}

static inline void rf_copy_bytes(char *to, const char *from, int64_t bytes)
{
    if (bytes >= 8 && bytes <= 16) {
        uint64_t first, last; /* they overlap */

        memcpy(&first, from, 8);
        memcpy(&last, from + bytes - 8, 8);
        memcpy(to, &first, 8);
        memcpy(to + bytes - 8, &last, 8);
    } else if (bytes >= 4 && bytes < 8) {
        uint32_t first, last;

        memcpy(&first, from, 4);
        memcpy(&last, from + bytes - 4, 4);
        memcpy(to, &first, 4);
        memcpy(to + bytes - 4, &last, 4);
    } else if (bytes < 4) {
        for (int64_t i = 0; i < bytes; i++)
            to[i] = from[i];
    } else {
        memcpy(to, from, (size_t)bytes);
    }
}

static inline void rf_string_free(rf_ctx *cx, rf_string *s)
{
    rf_object_free(cx, s, RF_STRING_HEAD + (size_t)s->room);
}

static inline uint64_t rf_string_hash(const rf_string *s)
{
    uint64_t h = __atomic_load_n(&s->hash, __ATOMIC_RELAXED);

    return RF_LIKELY(h != 0) ? h : rf_string_hash_first(s);
}

static inline bool rf_hash_is_exact(uint64_t hash)
{
    return (hash & 1) != 0;
}

#endif
