/* Strings and keys of JSON texts. */

#include "std/json/reader.h"

/* Why a string cannot be read, at p. */
static rf_string *fail(rf_json_reader *r, const char *p, const char *what)
{
    rf_json_fail(r, p, p == r->end ? "EOF while parsing a string" : what);
    return NULL;
}

static const char control[] = "control character (\\u0000-\\u001F) found while parsing a string";

/* ---- escapes */

/* The four digits at p, or -1 after fail. */
static int32_t hex_digits(rf_json_reader *r, const char *p)
{
    int32_t n = 0;

    for (int i = 0; i < 4; i++, p++) {
        char c = (char)(*p | 0x20);

        if (*p >= '0' && *p <= '9') {
            n = n * 16 + (*p - '0');
        } else if (c >= 'a' && c <= 'f') {
            n = n * 16 + (c - 'a' + 10);
        } else {
            fail(r, p, "invalid escape");
            return -1;
        }
    }
    return n;
}

/* Behind `\u` at p: adds the code point. Answers where it ends; NULL after fail. */
static const char *unicode_escape(rf_json_reader *r, rf_text *t, const char *p)
{
    int32_t n = hex_digits(r, p), low;

    if (n < 0)
        return NULL;
    p += 4;
    if (n >= 0xDC00 && n <= 0xDFFF)
        return (const char *)fail(r, p - 1, "lone leading surrogate in hex escape");
    if (n < 0xD800 || n > 0xDBFF) {
        rf_text_rune(t, (uint32_t)n);
        return p;
    }
    if (p[0] != '\\' || p[1] != 'u')
        return (const char *)fail(r, p[0] == '\\' ? p + 1 : p, "unexpected end of hex escape");
    low = hex_digits(r, p + 2);
    if (low < 0)
        return NULL;
    if (low < 0xDC00 || low > 0xDFFF)
        return (const char *)fail(r, p + 5, "lone leading surrogate in hex escape");
    rf_text_rune(t, 0x10000 + (((uint32_t)n & 0x3ff) << 10 | ((uint32_t)low & 0x3ff)));
    return p + 6;
}

/* Behind a backslash at p. */
static const char *escape(rf_json_reader *r, rf_text *t, const char *p)
{
    static const char letters[] = "\"\\/bfnrt", meant[] = "\"\\/\b\f\n\r\t";
    const char       *at        = *p ? strchr(letters, *p) : NULL;

    if (at) {
        rf_text_char(t, meant[at - letters]);
        return p + 1;
    }
    return *p == 'u' ? unicode_escape(r, t, p + 1) : (const char *)fail(r, p, "invalid escape");
}

/* The rest of a string from its first backslash at p on; `from` is where it begins. */
static rf_string *with_escapes(rf_json_reader *r, const char *from, const char *p)
{
    rf_text  t;
    uint64_t seen;

    rf_text_init(&t, r->cx);
    rf_text_add(&t, from, (size_t)(p - from));
    while (p && *p == '\\') {
        p = escape(r, &t, p + 1);
        if (p) {
            const char *stop = rf_json_plain(p, r->end, &seen);

            rf_text_add(&t, p, (size_t)(stop - p));
            p = stop;
        }
    }
    if (p && *p == '"') {
        r->p = p + 1;
        return rf_text_take(&t);
    }
    rf_text_end(&t);
    return p ? fail(r, p, control) : NULL;
}

/* ---- the two sorts of strings */

static rf_string *make(rf_ctx *cx, const char *at, int64_t bytes, uint64_t seen)
{
    rf_string *s;

    if (bytes < 2 || !rf_json_is_ascii(seen))
        return rf_string_new(cx, at, bytes);
    s = rf_string_make(cx, bytes, bytes);
    memcpy(s->at, at, (size_t)bytes);
    return s;
}

rf_string *rf_json_string(rf_json_reader *r)
{
    const char *from = r->p;
    uint64_t    seen = 0;
    const char *p    = rf_json_plain(from, r->end, &seen);

    if (RF_UNLIKELY(*p != '"'))
        return *p == '\\' ? with_escapes(r, from, p) : fail(r, p, control);
    r->p = p + 1;
    return make(r->cx, from, p - from, seen);
}

/* A place in the cache. Keys of one record differ in length, in their first letter or in their last. */
static size_t place_of(const char *at, int64_t bytes)
{
    size_t first = (unsigned char)at[0], last = (unsigned char)at[bytes - 1];

    return (first * 7 + last * 31 + (size_t)bytes * 3) % RF_JSON_KEYS;
}

rf_string *rf_json_key(rf_json_reader *r)
{
    const char *from = r->p;
    uint64_t    seen = 0;
    const char *p    = rf_json_plain(from, r->end, &seen);
    int64_t     size = p - from;
    rf_string **place;

    if (RF_UNLIKELY(*p != '"' || size < 2))
        return rf_json_string(r);
    r->p  = p + 1;
    place = &r->keys[place_of(from, size)];
    if (!*place || (*place)->bytes != size || memcmp((*place)->at, from, (size_t)size) != 0) {
        rf_release_object(r->cx, *place);
        *place = make(r->cx, from, size, seen);
    }
    rf_retain_object(*place);
    return *place;
}
