/* Values from JSON texts. Parts of containers wait on a stack until their container ends: then it is made in its size. */

#include "core/heap.h"
#include "std/json/json.h"
#include "std/json/reader.h"

enum { MOST_LEVELS = 65 };

static rf_value read_value(rf_json_reader *r);

/* ---- the stack */

static void push(rf_json_reader *r, RF_OWN rf_value v)
{
    if (RF_UNLIKELY(r->count == r->room)) {
        size_t    old = (size_t)r->room * sizeof *r->at;
        rf_value *at  = rf_memory_grow(r->cx, r->at == r->first ? NULL : r->at,
                                       r->at == r->first ? 0 : old, 2 * old);

        if (r->at == r->first)
            memcpy(at, r->first, old);
        r->at = at;
        r->room *= 2;
    }
    r->at[r->count++] = v;
}

static void end_reader(rf_json_reader *r)
{
    while (r->count > 0)
        rf_release(r->cx, r->at[--r->count]);
    if (r->at != r->first)
        rf_memory_free(r->cx, r->at, (size_t)r->room * sizeof *r->at);
    for (int i = 0; i < RF_JSON_KEYS; i++)
        rf_release_object(r->cx, r->keys[i]);
}

/* ---- the text */

rf_value rf_json_fail(rf_json_reader *r, const char *p, const char *what)
{
    r->what = what;
    r->p    = p < r->end ? p + 1 : r->end;
    return rf_absent;
}

static inline char skip_space(rf_json_reader *r)
{
    while (*r->p == ' ' || *r->p == '\n' || *r->p == '\t' || *r->p == '\r')
        r->p++;
    return *r->p;
}

/* At r->p something stands that cannot stand there. */
static rf_value fail_here(rf_json_reader *r, const char *at_end, const char *what)
{
    return rf_json_fail(r, r->p, r->p == r->end ? at_end : what);
}

static rf_value read_word(rf_json_reader *r, const char *word, rf_value v)
{
    for (; *word; word++, r->p++)
        if (*r->p != *word)
            return fail_here(r, "EOF while parsing a value", "expected ident");
    return v;
}

/* ---- containers */

/* The parts from number `from` on as an array; takes them off the stack. */
static rf_value make_array(rf_json_reader *r, int64_t from)
{
    rf_value *at    = r->at + from;
    int64_t   count = r->count - from, ints = 0, floats = 0;
    rf_array *a;

    r->count = from;
    for (int64_t i = 0; i < count; i++) {
        ints += at[i].tag == RF_INT;
        floats += at[i].tag == RF_FLOAT;
    }
    if (count == 0 || (ints < count && floats < count))
        return rf_from_object(rf_array_of(r->cx, at, count));
    a      = rf_array_new(r->cx, ints == count ? &rf_ints_kind : &rf_floats_kind, count);
    a->len = count;
    for (int64_t i = 0; i < count; i++) {
        if (ints == count)
            a->at.i[i] = at[i].as.i;
        else
            a->at.d[i] = at[i].as.d;
    }
    return rf_from_object(a);
}

static rf_value read_array(rf_json_reader *r)
{
    int64_t from = r->count;
    char    c;

    r->p++;
    if (skip_space(r) == ']') {
        r->p++;
        return make_array(r, from);
    }
    for (;;) {
        rf_value v = read_value(r);

        if (v.tag == RF_ABSENT)
            return v;
        push(r, v);
        c = skip_space(r);
        if (c == ']') {
            r->p++;
            return make_array(r, from);
        }
        if (c != ',')
            return fail_here(r, "EOF while parsing a list", "expected `,` or `]`");
        r->p++;
        if (skip_space(r) == ']')
            return rf_json_fail(r, r->p, "trailing comma");
    }
}

/* The keys and values from number `from` on as a dict; takes them off the stack. */
static rf_value make_dict(rf_json_reader *r, int64_t from)
{
    rf_dict *d = rf_dict_new(r->cx, (r->count - from) / 2);

    for (int64_t i = from; i < r->count; i += 2) {
        d = rf_dict_set(r->cx, d, r->at[i].as.s, r->at[i + 1]);
        rf_release_object(r->cx, r->at[i].as.s);
    }
    r->count = from;
    return rf_from_object(d);
}

/* `"key": value`, onto the stack. */
static bool read_entry(rf_json_reader *r)
{
    rf_string *key;
    rf_value   v;

    if (*r->p != '"') {
        fail_here(r, "EOF while parsing an object", "key must be a string");
        return false;
    }
    r->p++;
    key = rf_json_key(r);
    if (!key)
        return false;
    push(r, rf_from_object(key));
    if (skip_space(r) != ':') {
        fail_here(r, "EOF while parsing an object", "expected `:`");
        return false;
    }
    r->p++;
    v = read_value(r);
    if (v.tag == RF_ABSENT)
        return false;
    push(r, v);
    return true;
}

static rf_value read_dict(rf_json_reader *r)
{
    int64_t from = r->count;
    char    c;

    r->p++;
    if (skip_space(r) == '}') {
        r->p++;
        return make_dict(r, from);
    }
    for (;;) {
        if (!read_entry(r))
            return rf_absent;
        c = skip_space(r);
        if (c == '}') {
            r->p++;
            return make_dict(r, from);
        }
        if (c != ',')
            return fail_here(r, "EOF while parsing an object", "expected `,` or `}`");
        r->p++;
        if (skip_space(r) == '}')
            return rf_json_fail(r, r->p, "trailing comma");
    }
}

static rf_value read_container(rf_json_reader *r)
{
    rf_value v;

    if (r->depth == MOST_LEVELS) {
        r->too_deep = true;
        return rf_absent;
    }
    r->depth++;
    v = *r->p == '[' ? read_array(r) : read_dict(r);
    r->depth--;
    return v;
}

/* ---- any value */

static rf_value read_string(rf_json_reader *r)
{
    rf_string *s;

    r->p++;
    s = rf_json_string(r);
    return s ? rf_from_object(s) : rf_absent;
}

static rf_value read_value(rf_json_reader *r)
{
    char c = skip_space(r);

    switch (c) {
    case '"':
        return read_string(r);
    case '[':
    case '{':
        return read_container(r);
    case 't':
        return read_word(r, "true", rf_from_bool(1));
    case 'f':
        return read_word(r, "false", rf_from_bool(0));
    case 'n':
        return read_word(r, "null", rf_null);
    default:
        if (c == '-' || (c >= '0' && c <= '9'))
            return rf_json_number(r);
        return fail_here(r, "EOF while parsing a value", "expected value");
    }
}

/* Columns count bytes. */
static void throw_fault(rf_json_reader *r, const char *prefix)
{
    int         line  = 1;
    const char *begin = r->start;

    for (const char *p = r->start; p < r->p; p++) {
        if (*p == '\n') {
            line++;
            begin = p + 1;
        }
    }
    rf_throw(r->cx, "%s: %s at line %d column %d", prefix, r->what, line, (int)(r->p - begin));
}

rf_value rf_json_read(rf_ctx *cx, const rf_string *s, const char *prefix)
{
    rf_json_reader r = {.cx = cx, .start = s->at, .p = s->at, .end = s->at + s->bytes};
    rf_value       v;

    r.at   = r.first;
    r.room = RF_JSON_FIRST;
    v      = read_value(&r);
    if (v.tag != RF_ABSENT && (skip_space(&r), r.p != r.end)) {
        rf_release(cx, v);
        v = rf_json_fail(&r, r.p, "trailing characters");
    }
    if (r.too_deep)
        rf_throw(cx, "JSON input exceeds maximum nesting depth of %d", MOST_LEVELS - 1);
    else if (v.tag == RF_ABSENT)
        throw_fault(&r, prefix);
    end_reader(&r);
    return v.tag == RF_ABSENT ? rf_null : v;
}
