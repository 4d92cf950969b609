/* parse_toml. */

#include <string.h>

#include "core/heap.h"
#include "core/lib.h"
#include "std/toml/reader.h"

/* Tables and arrays that are open, outermost first. toml++ allows no more levels than this. */
enum { MOST_LEVELS = 300 };

typedef struct builder {
    rf_ctx    *cx;
    int        depth;
    rf_value   open[MOST_LEVELS];
    rf_string *keys[MOST_LEVELS]; /* of the value that comes next, where a table is open */
    rf_value   whole;
} builder;

static void add(builder *b, RF_OWN rf_value v)
{
    rf_value *in;

    if (b->depth == 0) {
        b->whole = v;
        return;
    }
    in = &b->open[b->depth - 1];
    if (rf_is_array(*in)) {
        *in = rf_from_object(rf_array_push(b->cx, rf_as_array(*in), v));
    } else {
        *in = rf_from_object(rf_dict_set(b->cx, rf_as_dict(*in), b->keys[b->depth - 1], v));
        rf_release_object(b->cx, b->keys[b->depth - 1]);
    }
}

static void key(void *self, const char *at, size_t bytes)
{
    builder *b = self;

    b->keys[b->depth - 1] = rf_string_new(b->cx, at, (int64_t)bytes);
}

static void string(void *self, const char *at, size_t bytes)
{
    builder *b = self;

    add(b, rf_from_object(rf_string_new(b->cx, at, (int64_t)bytes)));
}

static void integer(void *self, int64_t i)
{
    add(self, rf_from_int(i));
}

static void real(void *self, double d)
{
    add(self, rf_from_float(d));
}

static void boolean(void *self, bool t)
{
    add(self, rf_from_bool(t));
}

static void begin_table(void *self)
{
    builder *b = self;

    b->open[b->depth++] = rf_from_object(rf_dict_new(b->cx, 0));
}

static void begin_array(void *self)
{
    builder *b = self;

    b->open[b->depth++] = rf_from_object(rf_array_new(b->cx, &rf_values_kind, 0));
}

static void end(void *self)
{
    builder *b = self;

    b->depth--;
    add(b, b->open[b->depth]);
}

static void throw_fault(rf_ctx *cx, const toml_fault *f)
{
    bool again = strstr(f->what, "cannot redefine") != NULL;

    if (f->line == 0)
        rf_out_of_memory();
    rf_throw(cx, "TOML parse error: %s%s at line %u column %u", again ? "duplicate key: " : "",
             f->what, f->line, f->column);
}

rf_value rf_b_parse_toml(rf_ctx *cx, rf_value a)
{
    builder    b    = {.cx = cx, .whole = rf_null};
    toml_sink  sink = {&b,      key,         string,      integer, real,
                       boolean, begin_table, begin_array, end};
    toml_fault fault;

    if (!rf_is_string(a))
        return RF_REFUSE(cx, "parse_toml requires a string argument", a);
    if (!toml_read(rf_as_string(a)->at, (size_t)rf_as_string(a)->bytes, &sink, &fault))
        throw_fault(cx, &fault);
    return b.whole;
}
