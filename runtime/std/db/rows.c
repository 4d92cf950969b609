/* Rows as a block of cells, and as values: see rows.h. */

#include "std/db/rows.h"

#include <stdlib.h>
#include <string.h>

#include "core/heap.h"
#include "core/lib.h"
#include "core/number_text.h"

/* ---- writing cells: a byte for the type, and what belongs to it */

static char *more(rf_db_rows *r, size_t bytes)
{
    char *at;

    if (r->room - r->size < bytes) {
        r->room = (r->room + bytes) * 2 + 256;
        r->at   = realloc(r->at, r->room);
        if (!r->at)
            rf_out_of_memory();
    }
    at = r->at + r->size;
    r->size += bytes;
    return at;
}

static void add_number(rf_db_rows *r, rf_db_type type, const void *eight)
{
    char *at = more(r, 9);

    *at = (char)type;
    memcpy(at + 1, eight, 8);
}

void rf_db_add_null(rf_db_rows *r)
{
    *more(r, 1) = RF_DB_NULL;
}

void rf_db_add_bool(rf_db_rows *r, bool b)
{
    add_number(r, RF_DB_BOOL, &(int64_t){b});
}

void rf_db_add_int(rf_db_rows *r, int64_t i)
{
    add_number(r, RF_DB_INT, &i);
}

void rf_db_add_float(rf_db_rows *r, double d)
{
    add_number(r, RF_DB_FLOAT, &d);
}

static void add_span(rf_db_rows *r, rf_db_type type, const void *from, size_t size)
{
    char *at = more(r, 9 + size);

    *at = (char)type;
    memcpy(at + 1, &(uint64_t){size}, 8);
    if (size > 0)
        memcpy(at + 9, from, size);
}

void rf_db_add_text(rf_db_rows *r, const char *at, size_t size)
{
    add_span(r, RF_DB_TEXT, at, size);
}

void rf_db_add_bytes(rf_db_rows *r, const void *at, size_t size)
{
    add_span(r, RF_DB_BYTES, at, size);
}

void rf_db_add_decimal(rf_db_rows *r, const char *at, size_t size)
{
    int64_t i;
    double  d;

    if (rf_read_int(at, at + size, &i))
        rf_db_add_int(r, i);
    else if (rf_read_float(at, at + size, &d))
        rf_db_add_float(r, d);
    else
        rf_db_add_text(r, at, size);
}

void rf_db_rows_drop(rf_db_rows *r)
{
    free(r->at);
    r->at = NULL;
}

/* ---- as values */

static rf_value text_value(rf_ctx *cx, const char *at, int64_t size)
{
    if (rf_utf8_valid(at, size) == size)
        return rf_from_object(rf_string_new(cx, at, size));
    return rf_from_object(rf_bytes_new(cx, at, size));
}

/* The cell at *from, which moves behind it. */
static rf_value take(rf_ctx *cx, const char **from)
{
    const char *at = *from;
    int64_t     i  = 0;
    double      d;

    *from = at + 1;
    if (*at == RF_DB_NULL)
        return rf_null;
    memcpy(&i, at + 1, sizeof i);
    *from = at + 9;
    switch ((rf_db_type)*at) {
    case RF_DB_NULL:
        break;
    case RF_DB_BOOL:
        return rf_from_bool(i);
    case RF_DB_INT:
        return rf_from_int(i);
    case RF_DB_FLOAT:
        memcpy(&d, at + 1, sizeof d);
        return rf_from_float(d);
    case RF_DB_TEXT:
        *from += i;
        return text_value(cx, at + 9, i);
    case RF_DB_BYTES:
        *from += i;
        return rf_from_object(rf_bytes_new(cx, at + 9, i));
    }
    return rf_null;
}

/* The names of the columns; one that is no UTF-8 stands as its number. */
static rf_array *take_names(rf_ctx *cx, const rf_db_rows *r, const char **from)
{
    rf_array *names = rf_array_new(cx, &rf_values_kind, r->columns);

    for (uint32_t k = 0; k < r->columns; k++) {
        rf_value name = take(cx, from);

        if (!rf_is_string(name)) {
            rf_release(cx, name);
            name = rf_from_object(rf_int_to_string(cx, k));
        }
        names = rf_values_push(cx, names, name);
    }
    return names;
}

rf_value rf_db_rows_value(rf_ctx *cx, const rf_db_rows *r)
{
    const char *from  = r->at;
    rf_array   *rows  = rf_array_new(cx, &rf_values_kind, r->count);
    rf_array   *names = take_names(cx, r, &from);

    for (int64_t i = 0; i < r->count; i++) {
        rf_dict *d = rf_dict_new(cx, r->columns);

        for (uint32_t k = 0; k < r->columns; k++)
            d = rf_dict_set(cx, d, names->at.v[k].as.s, take(cx, &from));
        rows = rf_values_push(cx, rows, rf_from_object(d));
    }
    rf_release_object(cx, names);
    return rf_from_object(rows);
}
