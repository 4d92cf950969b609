/* Dicts by key, as they print (S-19), and the two spreads. */

#include <stdlib.h>
#include <string.h>

#include "core/collections.h"
#include "core/dict_state.h"
#include "core/heap.h"
#include "core/number_text.h"
#include "core/print.h"
#include "ruff/error.h"

/* A key to sort by: its text, and which entry it belongs to. */
typedef struct sort_key {
    const char *at;
    int64_t     bytes;
    int64_t     number;
    char        digits[RF_INT_TEXT]; /* of an int key */
} sort_key;

/* Keys of ints point into themselves and must not be moved: what is sorted points to them. The first bytes of
   a text, the first of them uppermost, mostly decide. */
typedef struct sort_row {
    uint64_t  first;
    sort_key *key;
} sort_row;

static int by_text(const sort_key *a, const sort_key *b)
{
    int64_t shorter = a->bytes < b->bytes ? a->bytes : b->bytes;
    int     order   = memcmp(a->at, b->at, (size_t)shorter);

    if (order != 0)
        return order;
    return a->bytes < b->bytes ? -1 : a->bytes > b->bytes;
}

static int by_row(const void *x, const void *y)
{
    const sort_row *a = x, *b = y;

    if (a->first != b->first)
        return a->first < b->first ? -1 : 1;
    return by_text(a->key, b->key);
}

static uint64_t first_bytes(const sort_key *k)
{
    uint64_t word = 0;
    int64_t  i;

    for (i = 0; i < 8; i++)
        word = word << 8 | (i < k->bytes ? (unsigned char)k->at[i] : 0);
    return word;
}

static void *checked(void *block)
{
    if (!block)
        rf_out_of_memory();
    return block;
}

static void fill_key(sort_key *k, const rf_entry *e, int64_t number)
{
    k->number = number;
    if (e->key) {
        k->at    = e->key->at;
        k->bytes = e->key->bytes;
    } else {
        k->bytes = rf_int_text((int64_t)e->number, k->digits);
        k->at    = k->digits;
    }
}

typedef enum numbering { BY_ORDINAL, BY_POSITION } numbering;

static int64_t *sorted(const rf_table *t, numbering by)
{
    int64_t   n = 0, i;
    sort_key *keys;
    sort_row *row;
    int64_t  *order;

    if (t->len == 0)
        return NULL;
    keys  = checked(malloc((size_t)t->len * sizeof *keys));
    row   = checked(malloc((size_t)t->len * sizeof *row));
    order = checked(malloc((size_t)t->len * sizeof *order));
    for (i = rf_table_next(t, 0); i >= 0; i = rf_table_next(t, i + 1), n++) {
        fill_key(&keys[n], &t->at[i], by == BY_ORDINAL ? n : i);
        row[n] = (sort_row){first_bytes(&keys[n]), &keys[n]};
    }
    qsort(row, (size_t)n, sizeof *row, by_row);
    for (i = 0; i < n; i++)
        order[i] = row[i].key->number;
    free(keys);
    free(row);
    return order;
}

int64_t *rf_dict_order(const rf_dict *d)
{
    return sorted(&d->table, BY_ORDINAL);
}

static void print_entry(rf_text *out, const rf_entry *e)
{
    rf_text_char(out, '"');
    if (e->key)
        rf_text_string(out, e->key);
    else
        rf_text_int(out, (int64_t)e->number);
    rf_text_add(out, "\": ", 3);
    rf_text_value(out, e->value);
}

void rf_dict_print(rf_text *out, rf_object *o)
{
    const rf_dict *d     = (rf_dict *)o;
    int64_t       *order = sorted(&d->table, BY_POSITION);
    int64_t        i;

    rf_text_char(out, '{');
    for (i = 0; i < d->table.len; i++) {
        if (i > 0)
            rf_text_add(out, ", ", 2);
        print_entry(out, &d->table.at[order[i]]);
    }
    rf_text_char(out, '}');
    free(order);
}

void rf_dict_update(rf_ctx *cx, rf_dict **d, const rf_dict *source)
{
    const rf_table *t = &source->table;
    int64_t         i;

    if (*d == source)
        return;
    for (i = rf_table_next(t, 0); i >= 0; i = rf_table_next(t, i + 1)) {
        const rf_entry *e = &t->at[i];

        *d = e->key ? rf_dict_set(cx, *d, e->key, rf_copy(e->value))
                    : rf_dict_set_int(cx, *d, (int64_t)e->number, rf_copy(e->value));
    }
}

rf_dict *rf_dict_spread(rf_ctx *cx, RF_OWN rf_dict *d, rf_value source)
{
    if (rf_is(source, RF_K_DICT)) {
        rf_dict_update(cx, &d, (rf_dict *)source.as.o);
        return d;
    }
    rf_release_object(cx, d);
    if (!rf_throw_if_error(cx, source))
        rf_throw(cx, "Can only spread dicts");
    return NULL;
}

rf_array *rf_array_spread(rf_ctx *cx, RF_OWN rf_array *a, rf_value source)
{
    if (rf_is(source, RF_K_ARRAY))
        return rf_array_join(cx, a, source.as.a);
    rf_release_object(cx, a);
    if (!rf_throw_if_error(cx, source))
        rf_throw(cx, "Can only spread arrays");
    return NULL;
}
