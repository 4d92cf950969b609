/* Reading and writing the text of a store: see store.h. */

#include "std/kv/store.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/heap.h"
#include "core/utf8.h"

/* ---- entries */

static bool is_same(rf_store_span a, rf_store_span b)
{
    return a.size == b.size && memcmp(a.at, b.at, a.size) == 0;
}

static rf_store_entry *find(const rf_store *s, rf_store_span key)
{
    for (size_t i = s->count; i-- > 0;)
        if (is_same(s->at[i].key, key))
            return &s->at[i];
    return NULL;
}

const rf_store_span *rf_store_find(const rf_store *s, rf_store_span key)
{
    const rf_store_entry *e = find(s, key);

    return e ? &e->value : NULL;
}

/* Not looking for one that has the key: of those the last counts. */
static void add(rf_store *s, rf_store_span key, rf_store_span value)
{
    if (s->count == s->room) {
        s->room = s->room * 2 + 16;
        s->at   = realloc(s->at, s->room * sizeof *s->at);
        if (!s->at)
            rf_out_of_memory();
    }
    s->at[s->count++] = (rf_store_entry){key, value};
}

void rf_store_set(rf_store *s, rf_store_span key, rf_store_span value)
{
    rf_store_entry *e = find(s, key);

    if (e)
        e->value = value;
    else
        add(s, key, value);
}

void rf_store_drop(rf_store *s)
{
    free(s->at);
    *s = (rf_store){0};
}

/* ---- reading */

typedef struct reader {
    char *at, *end;
} reader;

static bool take(reader *r, char c)
{
    while (r->at < r->end && strchr(" \t\r\n", *r->at) && *r->at)
        r->at++;
    if (r->at == r->end || *r->at != c)
        return false;
    r->at++;
    return true;
}

/* Four digits; -1: there are none. */
static int32_t take_code(reader *r)
{
    int32_t n = 0;

    if (r->end - r->at < 4)
        return -1;
    for (int i = 0; i < 4; i++) {
        const char *digits = "0123456789abcdef", *d;
        char        c      = *r->at++;

        d = c ? strchr(digits, c >= 'A' && c <= 'F' ? c - 'A' + 'a' : c) : NULL;
        if (!d)
            return -1;
        n = n * 16 + (int32_t)(d - digits);
    }
    return n;
}

/* Behind "\u": one code point, which two of them may make. */
static bool take_rune(reader *r, char **to)
{
    int32_t high = take_code(r), low;

    if (high >= 0xd800 && high < 0xdc00) {
        if (r->end - r->at < 2 || r->at[0] != '\\' || r->at[1] != 'u')
            return false;
        r->at += 2;
        low = take_code(r);
        if (low < 0xdc00 || low > 0xdfff)
            return false;
        high = 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00);
    }
    if (high < 0 || (high >= 0xd800 && high < 0xe000))
        return false;
    *to += rf_utf8_encode((uint32_t)high, *to);
    return true;
}

static bool take_escape(reader *r, char **to)
{
    static const char names[] = "\"\\/bfnrt", meant[] = "\"\\/\b\f\n\r\t";
    const char       *name;

    if (r->at == r->end)
        return false;
    if (*r->at == 'u') {
        r->at++;
        return take_rune(r, to);
    }
    name = *r->at ? strchr(names, *r->at) : NULL;
    if (!name)
        return false;
    r->at++;
    *(*to)++ = meant[name - names];
    return true;
}

/* A string is never longer than its text: it is written over it. */
static bool take_string(reader *r, rf_store_span *s)
{
    char *to;

    if (!take(r, '"'))
        return false;
    s->at = to = r->at;
    while (r->at < r->end && *r->at != '"') {
        if ((unsigned char)*r->at < ' ')
            return false;
        if (*r->at != '\\') {
            *to++ = *r->at++;
        } else {
            r->at++;
            if (!take_escape(r, &to))
                return false;
        }
    }
    s->size = (size_t)(to - s->at);
    return r->at < r->end && *r->at++ == '"';
}

static bool take_entries(rf_store *s, reader *r)
{
    rf_store_span key, value;

    if (take(r, '}'))
        return true;
    do {
        if (!take_string(r, &key) || !take(r, ':') || !take_string(r, &value))
            return false;
        add(s, key, value);
    } while (take(r, ','));
    return take(r, '}');
}

bool rf_store_read(rf_store *s, char *text, size_t size)
{
    reader r = {text, text + size};

    *s = (rf_store){0};
    if (rf_utf8_valid(text, (int64_t)size) != (int64_t)size)
        return false;
    if (take(&r, '{') && !take_entries(s, &r))
        return false;
    take(&r, '\0'); /* passes over white space */
    return r.at == r.end;
}

/* ---- writing */

/* Where the text goes; without room it is only measured. */
typedef struct writer {
    char  *at;
    size_t size;
} writer;

static void put(writer *w, const char *at, size_t size)
{
    if (w->at)
        memcpy(w->at + w->size, at, size);
    w->size += size;
}

static void put_string(writer *w, rf_store_span s)
{
    char code[8];

    put(w, "\"", 1);
    for (size_t i = 0; i < s.size; i++) {
        unsigned char c = (unsigned char)s.at[i];

        if (c == '"' || c == '\\')
            put(w, "\\", 1);
        if (c < ' ')
            put(w, code, (size_t)snprintf(code, sizeof code, "\\u%04x", c));
        else
            put(w, s.at + i, 1);
    }
    put(w, "\"", 1);
}

static void put_all(writer *w, const rf_store *s)
{
    put(w, "{", 1);
    for (size_t i = 0; i < s->count; i++) {
        put(w, i > 0 ? ",\n  " : "\n  ", i > 0 ? 4 : 3);
        put_string(w, s->at[i].key);
        put(w, ": ", 2);
        put_string(w, s->at[i].value);
    }
    put(w, "\n}\n", 3);
}

rf_store_span rf_store_text(const rf_store *s)
{
    writer w = {NULL, 0};

    put_all(&w, s);
    w.at = malloc(w.size);
    if (!w.at)
        rf_out_of_memory();
    w.size = 0;
    put_all(&w, s);
    return (rf_store_span){w.at, w.size};
}
