/* to_toml: keys in order; what stands on one line first, then tables, then arrays of tables. */

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/heap.h"
#include "core/lib.h"

enum { MOST_LEVELS = 200 };

/* The tables around the one that is written, innermost first. */
typedef struct path {
    const struct path *up;
    const rf_string   *key;
    int                level;
} path;

static bool add_value(rf_text *t, rf_value v, int level);

/* ---- strings and keys */

static void add_escaped(rf_text *t, char c)
{
    static const char named[] = "\"\\\b\t\n\f\r", letters[] = "\"\\btnfr";
    const char       *at      = c ? strchr(named, c) : NULL;

    if (at)
        rf_text_format(t, "\\%c", letters[at - named]);
    else
        rf_text_format(t, "\\u%04X", (unsigned char)c);
}

static bool is_control(char c)
{
    return (unsigned char)c < 0x20 || c == 0x7f;
}

static void add_string(rf_text *t, const rf_string *s)
{
    bool lines = memchr(s->at, '\n', (size_t)s->bytes) != NULL;

    rf_text_puts(t, lines ? "\"\"\"\n" : "\"");
    for (int64_t i = 0; i < s->bytes; i++) {
        char c = s->at[i];

        if (c == '"' || c == '\\' || (is_control(c) && !(lines && c == '\n')))
            add_escaped(t, c);
        else
            rf_text_char(t, c);
    }
    rf_text_puts(t, lines ? "\"\"\"" : "\"");
}

/* A key that needs no quotes. */
static bool is_bare(const rf_string *s)
{
    for (int64_t i = 0; i < s->bytes; i++) {
        char c = s->at[i];

        if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
              c == '_' || c == '-'))
            return false;
    }
    return s->bytes > 0;
}

/* Keys stay on one line. */
static void add_key(rf_text *t, const rf_string *s)
{
    if (is_bare(s)) {
        rf_text_string(t, s);
        return;
    }
    rf_text_char(t, '"');
    for (int64_t i = 0; i < s->bytes; i++) {
        if (s->at[i] == '"' || s->at[i] == '\\' || is_control(s->at[i]))
            add_escaped(t, s->at[i]);
        else
            rf_text_char(t, s->at[i]);
    }
    rf_text_char(t, '"');
}

/* ---- values on one line */

static void add_float(rf_text *t, double d)
{
    if (isnan(d)) {
        rf_text_puts(t, "nan");
        return;
    }
    rf_text_float(t, d);
    if (isfinite(d) && d == floor(d))
        rf_text_puts(t, ".0");
}

static bool add_array(rf_text *t, const rf_array *a, int level)
{
    bool done = true;

    rf_text_char(t, '[');
    for (int64_t i = 0; i < a->len && done; i++) {
        if (i > 0)
            rf_text_puts(t, ", ");
        done = add_value(t, rf_array_peek(a, i), level + 1);
    }
    rf_text_char(t, ']');
    return done;
}

static bool add_inline_table(rf_text *t, const rf_dict *d, int level)
{
    int64_t *order = rf_dict_order(d);
    bool     done  = true;

    rf_text_char(t, '{');
    for (int64_t i = 0; i < rf_dict_len(d) && done; i++) {
        rf_string *key = rf_dict_key_at(t->cx, d, order[i]);

        rf_text_puts(t, i > 0 ? ", " : " ");
        add_key(t, key);
        rf_text_puts(t, " = ");
        rf_release_object(t->cx, key);
        done = add_value(t, rf_dict_value_at(d, order[i]), level + 1);
    }
    rf_text_puts(t, rf_dict_len(d) > 0 ? " }" : "}");
    free(order);
    return done;
}

static bool refuse(rf_ctx *cx, rf_value v)
{
    if (!rf_throw_if_error(cx, v))
        rf_throw(cx, "TOML serialization error: unsupported type %s", rf_type_name(v));
    return false;
}

static bool refuse_depth(rf_ctx *cx)
{
    rf_throw(cx, "TOML serialization error: more than %d levels", MOST_LEVELS);
    return false;
}

static bool add_object(rf_text *t, rf_value v, int level)
{
    if (level > MOST_LEVELS)
        return refuse_depth(t->cx);
    if (rf_is_array(v))
        return add_array(t, rf_as_array(v), level);
    if (rf_is_dict(v))
        return add_inline_table(t, rf_as_dict(v), level);
    if (!rf_is_string(v))
        return refuse(t->cx, v);
    add_string(t, rf_as_string(v));
    return true;
}

static bool add_value(rf_text *t, rf_value v, int level)
{
    switch (v.tag) {
    case RF_BOOL:
        rf_text_puts(t, v.as.i ? "true" : "false");
        return true;
    case RF_INT:
        rf_text_int(t, v.as.i);
        return true;
    case RF_FLOAT:
        add_float(t, v.as.d);
        return true;
    case RF_OBJECT:
        return add_object(t, v, level);
    default:
        rf_text_puts(t, "\"\"");
        return true;
    }
}

/* ---- tables */

typedef enum sort { ON_A_LINE, TABLE, TABLES } sort;

static sort sort_of(rf_value v)
{
    const rf_array *a;

    if (rf_is_dict(v))
        return TABLE;
    if (!rf_is_array(v) || rf_as_array(v)->len == 0)
        return ON_A_LINE;
    a = rf_as_array(v);
    for (int64_t i = 0; i < a->len; i++)
        if (!rf_is_dict(rf_array_peek(a, i)))
            return ON_A_LINE;
    return TABLES;
}

static void add_path(rf_text *t, const path *p)
{
    if (p->up) {
        add_path(t, p->up);
        rf_text_char(t, '.');
    }
    add_key(t, p->key);
}

static void add_header(rf_text *t, const path *p, const char *before, const char *behind)
{
    if (t->len > 0)
        rf_text_char(t, '\n');
    rf_text_puts(t, before);
    add_path(t, p);
    rf_text_puts(t, behind);
}

static bool add_entries(rf_text *t, const rf_dict *d, const path *p);

/* A table that holds nothing but tables needs no header of its own. */
static bool needs_header(const rf_dict *d)
{
    for (int64_t i = 0; i < rf_dict_len(d); i++)
        if (sort_of(rf_dict_value_at(d, i)) == ON_A_LINE)
            return true;
    return rf_dict_len(d) == 0;
}

static bool add_tables(rf_text *t, rf_value v, const path *p)
{
    const rf_array *a;

    if (p->level > MOST_LEVELS)
        return refuse_depth(t->cx);
    if (rf_is_dict(v)) {
        if (needs_header(rf_as_dict(v)))
            add_header(t, p, "[", "]\n");
        return add_entries(t, rf_as_dict(v), p);
    }
    a = rf_as_array(v);
    for (int64_t i = 0; i < a->len; i++) {
        add_header(t, p, "[[", "]]\n");
        if (!add_entries(t, rf_as_dict(rf_array_peek(a, i)), p))
            return false;
    }
    return true;
}

static bool add_entry(rf_text *t, const rf_string *key, rf_value v, sort wanted, const path *p)
{
    path own = {p, key, p ? p->level + 1 : 1};

    if (wanted != ON_A_LINE)
        return add_tables(t, v, &own);
    add_key(t, key);
    rf_text_puts(t, " = ");
    if (!add_value(t, v, own.level))
        return false;
    rf_text_char(t, '\n');
    return true;
}

static bool add_entries(rf_text *t, const rf_dict *d, const path *p)
{
    int64_t *order = rf_dict_order(d);
    bool     done  = true;

    for (sort wanted = ON_A_LINE; wanted <= TABLES; wanted++) {
        for (int64_t i = 0; i < rf_dict_len(d) && done; i++) {
            rf_value v = rf_dict_value_at(d, order[i]);

            if (sort_of(v) == wanted) {
                rf_string *key = rf_dict_key_at(t->cx, d, order[i]);

                done = add_entry(t, key, v, wanted, p);
                rf_release_object(t->cx, key);
            }
        }
    }
    free(order);
    return done;
}

rf_value rf_b_to_toml(rf_ctx *cx, rf_value a)
{
    rf_text t;

    rf_text_init(&t, cx);
    if (!rf_is_dict(a))
        refuse(cx, a);
    else if (add_entries(&t, rf_as_dict(a), NULL))
        return rf_from_object(rf_text_take(&t));
    rf_text_end(&t);
    return rf_null;
}
