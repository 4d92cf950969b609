/* to_yaml on libyaml's emitter: block style, keys in order. */

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <yaml.h>

#include "core/heap.h"
#include "core/lib.h"
#include "std/yaml/scalar.h"

enum { MOST_LEVELS = 1000 };

typedef struct writer {
    rf_ctx        *cx;
    rf_text        text;
    yaml_emitter_t emitter;
    int            level;
} writer;

static bool add(writer *w, rf_value v);

static int receive(void *data, unsigned char *at, size_t bytes)
{
    writer *w = data;

    rf_text_add(&w->text, (const char *)at, bytes);
    return 1;
}

/* Gives the emitter an event, if it was made. */
static bool emit(writer *w, yaml_event_t *e, int made)
{
    if (!made)
        rf_out_of_memory();
    if (yaml_emitter_emit(&w->emitter, e))
        return true;
    if (w->emitter.error == YAML_MEMORY_ERROR)
        rf_out_of_memory();
    rf_throw(w->cx, "Cannot convert value to YAML: %s", w->emitter.problem);
    return false;
}

/* ---- scalars */

static bool add_scalar(writer *w, const char *at, size_t bytes, yaml_scalar_style_t style)
{
    yaml_event_t e;

    return emit(w, &e,
                yaml_scalar_event_initialize(&e, NULL, NULL, (const unsigned char *)at, (int)bytes,
                                             1, 1, style));
}

/* Quotes where the text would read as something else; the emitter adds them where it could not stand at all. */
static bool add_string(writer *w, const char *at, size_t bytes)
{
    if (bytes > INT32_MAX) {
        rf_throw(w->cx, "Cannot convert a string of %zu bytes to YAML", bytes);
        return false;
    }
    if (memchr(at, '\n', bytes))
        return add_scalar(w, at, bytes, YAML_LITERAL_SCALAR_STYLE);
    return add_scalar(w, at, bytes,
                      rf_yaml_is_text(at, bytes) ? YAML_ANY_SCALAR_STYLE
                                                 : YAML_SINGLE_QUOTED_SCALAR_STYLE);
}

static bool add_plain(writer *w, const char *word)
{
    return add_scalar(w, word, strlen(word), YAML_PLAIN_SCALAR_STYLE);
}

static bool add_number(writer *w, rf_value v)
{
    rf_text t;
    bool    done;

    rf_text_init(&t, w->cx);
    if (v.tag == RF_INT) {
        rf_text_int(&t, v.as.i);
    } else if (isnan(v.as.d)) {
        rf_text_puts(&t, ".nan");
    } else if (isinf(v.as.d)) {
        rf_text_puts(&t, v.as.d > 0 ? ".inf" : "-.inf");
    } else {
        rf_text_float(&t, v.as.d);
        if (v.as.d == floor(v.as.d))
            rf_text_puts(&t, ".0");
    }
    done = add_scalar(w, t.at, t.len, YAML_PLAIN_SCALAR_STYLE);
    rf_text_end(&t);
    return done;
}

/* ---- containers */

static bool add_array(writer *w, const rf_array *a)
{
    yaml_event_t e;
    bool         done = emit(
        w, &e, yaml_sequence_start_event_initialize(&e, NULL, NULL, 1, YAML_BLOCK_SEQUENCE_STYLE));

    for (int64_t i = 0; i < a->len && done; i++)
        done = add(w, rf_array_peek(a, i));
    return done && emit(w, &e, yaml_sequence_end_event_initialize(&e));
}

static bool add_entry(writer *w, const rf_dict *d, int64_t n)
{
    rf_string *key  = rf_dict_key_at(w->cx, d, n);
    bool       done = add_string(w, key->at, (size_t)key->bytes);

    rf_release_object(w->cx, key);
    return done && add(w, rf_dict_value_at(d, n));
}

static bool add_dict(writer *w, const rf_dict *d)
{
    yaml_event_t e;
    int64_t     *order = rf_dict_order(d);
    bool         done  = emit(
        w, &e, yaml_mapping_start_event_initialize(&e, NULL, NULL, 1, YAML_BLOCK_MAPPING_STYLE));

    for (int64_t i = 0; i < rf_dict_len(d) && done; i++)
        done = add_entry(w, d, order[i]);
    free(order);
    return done && emit(w, &e, yaml_mapping_end_event_initialize(&e));
}

/* ---- any value */

static bool refuse(writer *w, rf_value v)
{
    if (!rf_throw_if_error(w->cx, v))
        rf_throw(w->cx, "Cannot convert %s to YAML", rf_type_name(v));
    return false;
}

static bool add_object(writer *w, rf_value v)
{
    bool done;

    if (rf_is_string(v))
        return add_string(w, rf_as_string(v)->at, (size_t)rf_as_string(v)->bytes);
    if (!rf_is_array(v) && !rf_is_dict(v))
        return refuse(w, v);
    if (w->level == MOST_LEVELS || RF_STACK_LOW(w->cx)) {
        rf_throw(w->cx, "Cannot convert a value of more than %d levels to YAML", MOST_LEVELS);
        return false;
    }
    w->level++;
    done = rf_is_array(v) ? add_array(w, rf_as_array(v)) : add_dict(w, rf_as_dict(v));
    w->level--;
    return done;
}

static bool add(writer *w, rf_value v)
{
    switch (v.tag) {
    case RF_BOOL:
        return add_plain(w, v.as.i ? "true" : "false");
    case RF_INT:
    case RF_FLOAT:
        return add_number(w, v);
    case RF_OBJECT:
        return add_object(w, v);
    default:
        return add_plain(w, "null");
    }
}

static bool add_document(writer *w, rf_value v)
{
    yaml_event_t e;

    return emit(w, &e, yaml_stream_start_event_initialize(&e, YAML_UTF8_ENCODING)) &&
           emit(w, &e, yaml_document_start_event_initialize(&e, NULL, NULL, NULL, 1)) &&
           add(w, v) && emit(w, &e, yaml_document_end_event_initialize(&e, 1)) &&
           emit(w, &e, yaml_stream_end_event_initialize(&e));
}

rf_value rf_b_to_yaml(rf_ctx *cx, rf_value a)
{
    writer w = {.cx = cx};
    bool   done;

    rf_text_init(&w.text, cx);
    if (!yaml_emitter_initialize(&w.emitter))
        rf_out_of_memory();
    yaml_emitter_set_output(&w.emitter, receive, &w);
    yaml_emitter_set_unicode(&w.emitter, 1);
    yaml_emitter_set_width(&w.emitter, -1);
    done = add_document(&w, a);
    yaml_emitter_delete(&w.emitter);
    if (done)
        return rf_from_object(rf_text_take(&w.text));
    rf_text_end(&w.text);
    return rf_null;
}
