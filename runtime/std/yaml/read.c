/* parse_yaml: values from the events of libyaml. */

#include <stdlib.h>
#include <string.h>
#include <yaml.h>

#include "core/heap.h"
#include "core/lib.h"
#include "std/yaml/scalar.h"

enum {
    MOST_LEVELS   = 128,
    MOST_REPEATED = 1000000 /* values that aliases bring in all: a short text could bring 10^9 */
};

typedef struct anchor {
    char    *name;
    rf_value value;
    int64_t  size; /* values in it */
} anchor;

typedef struct reader {
    rf_ctx       *cx;
    yaml_parser_t parser;
    yaml_event_t  event; /* the current one */
    int           depth;
    int64_t       size, repeated; /* values so far; of them, by aliases */
    anchor       *anchors;
    size_t        count, room;
} reader;

static rf_value read_node(reader *r);

/* ---- events and faults */

/* Always answers RF_ABSENT, the error thrown. */
static rf_value fail(reader *r, const char *what)
{
    yaml_mark_t at = r->event.start_mark;

    rf_throw(r->cx, "YAML parse error: %s at line %zu column %zu", what, at.line + 1,
             at.column + 1);
    return rf_absent;
}

static void fail_in_parser(reader *r)
{
    const yaml_parser_t *p = &r->parser;

    if (p->error == YAML_MEMORY_ERROR)
        rf_out_of_memory();
    if (p->error == YAML_READER_ERROR)
        rf_throw(r->cx, "YAML parse error: %s at byte %zu", p->problem, p->problem_offset);
    else
        rf_throw(r->cx, "YAML parse error: %s at line %zu column %zu%s%s", p->problem,
                 p->problem_mark.line + 1, p->problem_mark.column + 1, p->context ? ", " : "",
                 p->context ? p->context : "");
}

/* The next event becomes the current one; false with the error thrown. */
static bool advance(reader *r)
{
    yaml_event_delete(&r->event);
    if (yaml_parser_parse(&r->parser, &r->event))
        return true;
    fail_in_parser(r);
    return false;
}

/* ---- anchors */

static void keep(reader *r, RF_OWN char *name, rf_value v, int64_t size)
{
    if (r->count == r->room) {
        size_t room = r->room > 0 ? 2 * r->room : 8;

        r->anchors = rf_memory_grow(r->cx, r->anchors, r->room * sizeof *r->anchors,
                                    room * sizeof *r->anchors);
        r->room    = room;
    }
    r->anchors[r->count++] = (anchor){name, rf_copy(v), size};
}

static void forget_all(reader *r)
{
    for (size_t i = 0; i < r->count; i++) {
        free(r->anchors[i].name);
        rf_release(r->cx, r->anchors[i].value);
    }
    if (r->anchors)
        rf_memory_free(r->cx, r->anchors, r->room * sizeof *r->anchors);
}

/* A name may be given again: the last one counts. */
static rf_value read_alias(reader *r)
{
    const char *name = (const char *)r->event.data.alias.anchor;

    for (size_t i = r->count; i-- > 0;) {
        anchor *a = &r->anchors[i];

        if (strcmp(a->name, name) != 0)
            continue;
        r->repeated += a->size;
        r->size += a->size;
        if (r->repeated > MOST_REPEATED)
            return fail(r, "repetition limit exceeded");
        return rf_copy(a->value);
    }
    return fail(r, "unknown anchor");
}

/* ---- nodes */

/* Quoted text is text, and so is what the tag !!str stands before; other tags of the core say nothing new. */
static rf_value read_scalar(reader *r)
{
    const char *at    = (const char *)r->event.data.scalar.value;
    const char *tag   = (const char *)r->event.data.scalar.tag;
    size_t      bytes = r->event.data.scalar.length;
    bool        plain = r->event.data.scalar.style == YAML_PLAIN_SCALAR_STYLE;

    if (tag ? strncmp(tag, "tag:yaml.org,2002:", 18) == 0 && strcmp(tag, YAML_STR_TAG) != 0 : plain)
        return rf_yaml_scalar(r->cx, at, bytes);
    return rf_from_object(rf_string_new(r->cx, at, (int64_t)bytes));
}

static rf_value read_sequence(reader *r)
{
    rf_array *a = rf_array_new(r->cx, &rf_values_kind, 0);

    while (advance(r)) {
        rf_value v;

        if (r->event.type == YAML_SEQUENCE_END_EVENT)
            return rf_from_object(a);
        v = read_node(r);
        if (v.tag == RF_ABSENT)
            break;
        a = rf_array_push(r->cx, a, v);
    }
    rf_release_object(r->cx, a);
    return rf_absent;
}

static void fail_duplicate(reader *r, const rf_string *key)
{
    yaml_mark_t at = r->event.start_mark;

    rf_throw(r->cx, "YAML parse error: duplicate entry with key \"%s\" at line %zu column %zu",
             key->at, at.line + 1, at.column + 1);
}

/* The key at the current event as text: 1 and true are the keys "1" and "true". NULL, the error thrown. */
static rf_string *read_key(reader *r, const rf_dict *d)
{
    rf_value   v   = read_node(r);
    rf_string *key = NULL;

    if (v.tag == RF_ABSENT)
        return NULL;
    if (rf_is_array(v) || rf_is_dict(v))
        fail(r, "a sequence or mapping as a key");
    else
        key = rf_to_string(r->cx, v);
    rf_release(r->cx, v);
    if (key && rf_dict_find(d, key)) {
        fail_duplicate(r, key);
        rf_release_object(r->cx, key);
        return NULL;
    }
    return key;
}

static rf_value read_mapping(reader *r)
{
    rf_dict *d = rf_dict_new(r->cx, 0);

    while (advance(r)) {
        rf_string *key;
        rf_value   v;

        if (r->event.type == YAML_MAPPING_END_EVENT)
            return rf_from_object(d);
        key = read_key(r, d);
        if (!key)
            break;
        v = advance(r) ? read_node(r) : rf_absent;
        if (v.tag != RF_ABSENT)
            d = rf_dict_set(r->cx, d, key, v);
        rf_release_object(r->cx, key);
        if (v.tag == RF_ABSENT)
            break;
    }
    rf_release_object(r->cx, d);
    return rf_absent;
}

static rf_value read_container(reader *r)
{
    rf_value v;

    if (r->depth == MOST_LEVELS)
        return fail(r, "recursion limit exceeded");
    r->depth++;
    v = r->event.type == YAML_SEQUENCE_START_EVENT ? read_sequence(r) : read_mapping(r);
    r->depth--;
    return v;
}

/* The name that the current event gives its node, for the caller to free; NULL for none. */
static char *anchor_name(const yaml_event_t *e)
{
    const yaml_char_t *name = NULL;
    char              *copy;

    if (e->type == YAML_SCALAR_EVENT)
        name = e->data.scalar.anchor;
    else if (e->type == YAML_SEQUENCE_START_EVENT)
        name = e->data.sequence_start.anchor;
    else if (e->type == YAML_MAPPING_START_EVENT)
        name = e->data.mapping_start.anchor;
    if (!name)
        return NULL;
    copy = strdup((const char *)name);
    if (!copy)
        rf_out_of_memory();
    return copy;
}

/* The node that begins with the current event; its last event is the current one then. */
static rf_value read_node(reader *r)
{
    char    *name   = anchor_name(&r->event);
    int64_t  before = r->size++;
    rf_value v;

    if (r->event.type == YAML_ALIAS_EVENT)
        v = read_alias(r);
    else if (r->event.type == YAML_SCALAR_EVENT)
        v = read_scalar(r);
    else
        v = read_container(r);
    if (name && v.tag != RF_ABSENT)
        keep(r, name, v, r->size - before);
    else
        free(name);
    return v;
}

/* ---- the stream */

static bool next_is(reader *r, yaml_event_type_t type)
{
    return advance(r) && r->event.type == type;
}

/* One document or none. */
static rf_value read_stream(reader *r)
{
    rf_value v = rf_null;

    if (!next_is(r, YAML_STREAM_START_EVENT) || !next_is(r, YAML_DOCUMENT_START_EVENT))
        return v;
    if (advance(r))
        v = read_node(r);
    if (r->cx->error || !next_is(r, YAML_DOCUMENT_END_EVENT))
        return v;
    if (!next_is(r, YAML_STREAM_END_EVENT) && !r->cx->error)
        fail(r, "more than one document");
    return v;
}

rf_value rf_b_parse_yaml(rf_ctx *cx, rf_value a)
{
    reader   r;
    rf_value v;

    if (!rf_is_string(a))
        return RF_REFUSE(cx, "parse_yaml requires a string argument", a);
    memset(&r, 0, sizeof r);
    r.cx = cx;
    if (!yaml_parser_initialize(&r.parser))
        rf_out_of_memory();
    yaml_parser_set_encoding(&r.parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&r.parser, (const unsigned char *)rf_as_string(a)->at,
                                 (size_t)rf_as_string(a)->bytes);
    v = read_stream(&r);
    yaml_event_delete(&r.event);
    yaml_parser_delete(&r.parser);
    forget_all(&r);
    if (!cx->error)
        return v;
    rf_release(cx, v);
    return rf_null;
}
