/* parse_csv on libcsv, and to_csv. */

#include <csv.h>
#include <string.h>

#include "core/heap.h"
#include "core/lib.h"
#include "core/number_text.h"

/* ---- reading */

/* A text on its way: the first row becomes the names, each other one a dict. */
typedef struct reader {
    rf_ctx   *cx;
    rf_array *names; /* of strings */
    rf_array *rows;
    rf_dict  *row; /* of the fields of the current row so far */
    int64_t   fields, records;
    bool      bad;
} reader;

/* Numbers are those of parse_int and parse_float, nothing cut off. */
static rf_value field_value(rf_ctx *cx, const char *at, size_t bytes)
{
    static const char first[] = "0123456789+-.inIN";
    int64_t           i;
    double            d;

    if (bytes > 0 && *at && strchr(first, *at)) {
        if (rf_read_int(at, at + bytes, &i))
            return rf_from_int(i);
        if (rf_read_float(at, at + bytes, &d))
            return rf_from_float(d);
    }
    return rf_from_object(rf_string_new(cx, at, (int64_t)bytes));
}

static void take_field(void *text, size_t bytes, void *data)
{
    reader     *r  = data;
    const char *at = text ? text : "";

    if (r->bad)
        return;
    if (r->records == 0) {
        rf_string *name = rf_string_new(r->cx, at, (int64_t)bytes);

        r->names = rf_values_push(r->cx, r->names, rf_from_object(name));
    } else if (r->fields < r->names->len) {
        if (!r->row)
            r->row = rf_dict_new(r->cx, r->names->len);
        r->row = rf_dict_set(r->cx, r->row, r->names->at.v[r->fields].as.s,
                             field_value(r->cx, at, bytes));
    }
    r->fields++;
}

static void end_record(int end, void *data)
{
    reader *r = data;

    (void)end;
    if (r->bad)
        return;
    if (r->records > 0 && r->fields != r->names->len) {
        rf_throw(r->cx, "CSV parse error: row %lld has %lld fields, but the first row has %lld",
                 (long long)r->records + 1, (long long)r->fields, (long long)r->names->len);
        r->bad = true;
        return;
    }
    if (r->records++ > 0)
        r->rows = rf_values_push(r->cx, r->rows, rf_from_object(r->row));
    r->row    = NULL;
    r->fields = 0;
}

/* Space belongs to the fields. */
static int never(unsigned char c)
{
    (void)c;
    return 0;
}

/* What libcsv answers; it fails for want of memory only. */
static void read_text(reader *r, const char *at, size_t bytes)
{
    struct csv_parser p;

    if (csv_init(&p, 0) != 0)
        rf_out_of_memory();
    csv_set_space_func(&p, never);
    if (csv_parse(&p, at, bytes, take_field, end_record, r) != bytes ||
        csv_fini(&p, take_field, end_record, r) != 0)
        rf_out_of_memory();
    csv_free(&p);
}

rf_value rf_b_parse_csv(rf_ctx *cx, rf_value a)
{
    static const char mark[] = "\xEF\xBB\xBF"; /* of byte order */
    reader            r      = {.cx = cx};
    const rf_string  *s;
    size_t            skip;

    if (!rf_is_string(a))
        return RF_REFUSE(cx, "parse_csv requires a string argument", a);
    s       = rf_as_string(a);
    skip    = strncmp(s->at, mark, 3) == 0 ? 3 : 0;
    r.names = rf_array_new(cx, &rf_values_kind, 0);
    r.rows  = rf_array_new(cx, &rf_values_kind, 0);
    read_text(&r, s->at + skip, (size_t)s->bytes - skip);
    rf_release_object(cx, r.names);
    rf_release_object(cx, r.row);
    if (!r.bad)
        return rf_from_object(r.rows);
    rf_release_object(cx, r.rows);
    return rf_null;
}

/* ---- writing */

/* A field is quoted where it must be; one that stands alone must be when it is empty. */
static void add_text(rf_text *t, const rf_string *s, bool alone)
{
    if ((s->bytes > 0 || !alone) && strcspn(s->at, "\",\r\n") == (size_t)s->bytes) {
        rf_text_string(t, s);
        return;
    }
    rf_text_char(t, '"');
    for (int64_t i = 0; i < s->bytes; i++) {
        if (s->at[i] == '"')
            rf_text_char(t, '"');
        rf_text_char(t, s->at[i]);
    }
    rf_text_char(t, '"');
}

static void add_field(rf_text *t, const rf_value *v, bool alone)
{
    rf_string *s;

    if (!v || v->tag == RF_NULL) {
        add_text(t, rf_string_empty(), alone);
    } else if (rf_is_string(*v)) {
        add_text(t, rf_as_string(*v), alone);
    } else {
        s = rf_to_string(t->cx, *v);
        add_text(t, s, alone);
        rf_release_object(t->cx, s);
    }
}

static bool add_row(rf_text *t, rf_value row, const rf_array *names)
{
    if (!rf_is_dict(row)) {
        RF_REFUSE(t->cx, "CSV requires array of dictionaries", row);
        return false;
    }
    for (int64_t i = 0; i < names->len; i++) {
        const rf_value *v = rf_dict_find(rf_as_dict(row), names->at.v[i].as.s);

        if (v && rf_throw_if_error(t->cx, *v))
            return false;
        if (i > 0)
            rf_text_char(t, ',');
        add_field(t, v, names->len == 1);
    }
    rf_text_puts(t, names->len == 0 ? "\"\"\n" : "\n");
    return true;
}

static void add_names(rf_text *t, const rf_array *names)
{
    for (int64_t i = 0; i < names->len; i++) {
        if (i > 0)
            rf_text_char(t, ',');
        add_text(t, names->at.v[i].as.s, names->len == 1);
    }
    rf_text_puts(t, names->len == 0 ? "\"\"\n" : "\n");
}

/* The keys of the first row as they were written. */
static rf_array *names_of(rf_ctx *cx, const rf_dict *d)
{
    rf_array *names = rf_array_new(cx, &rf_values_kind, rf_dict_len(d));

    for (int64_t i = 0; i < rf_dict_len(d); i++)
        names = rf_values_push(cx, names, rf_from_object(rf_dict_key_at(cx, d, i)));
    return names;
}

static bool add_rows(rf_text *t, const rf_array *rows)
{
    rf_array *names = names_of(t->cx, rf_as_dict(rf_array_peek(rows, 0)));
    bool      done  = true;

    add_names(t, names);
    for (int64_t i = 0; i < rows->len && done; i++)
        done = add_row(t, rf_array_peek(rows, i), names);
    rf_release_object(t->cx, names);
    return done;
}

rf_value rf_b_to_csv(rf_ctx *cx, rf_value a)
{
    rf_value first;
    rf_text  t;

    if (!rf_is_array(a))
        return RF_REFUSE(cx, "CSV requires array of dictionaries", a);
    if (rf_as_array(a)->len == 0)
        return RF_REFUSE(cx, "CSV requires non-empty array", a);
    first = rf_array_peek(rf_as_array(a), 0);
    if (!rf_is_dict(first))
        return RF_REFUSE(cx, "CSV requires array of dictionaries", first);
    rf_text_init(&t, cx);
    if (add_rows(&t, rf_as_array(a)))
        return rf_from_object(rf_text_take(&t));
    rf_text_end(&t);
    return rf_null;
}
