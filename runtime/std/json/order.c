/* The entries of dicts in order: see order.h. */

#include "std/json/order.h"

#include <stdlib.h>
#include <string.h>

#include "core/number_text.h"

void rf_json_orders_init(rf_json_orders *o)
{
    for (int i = 0; i < RF_JSON_SHAPES; i++)
        o->shapes[i].count = 0;
}

/* ---- sorting */

static const char *key_text(const rf_entry *e, char digits[RF_INT_TEXT], int64_t *bytes)
{
    if (e->key) {
        *bytes = e->key->bytes;
        return e->key->at;
    }
    *bytes = rf_int_text((int64_t)e->number, digits);
    return digits;
}

static int compare(const rf_entry *a, const rf_entry *b)
{
    char        digits_a[RF_INT_TEXT], digits_b[RF_INT_TEXT];
    int64_t     bytes_a, bytes_b;
    const char *at_a = key_text(a, digits_a, &bytes_a), *at_b = key_text(b, digits_b, &bytes_b);
    int         order = memcmp(at_a, at_b, (size_t)(bytes_a < bytes_b ? bytes_a : bytes_b));

    if (order != 0)
        return order;
    return bytes_a < bytes_b ? -1 : bytes_a > bytes_b;
}

static int by_key(const void *x, const void *y)
{
    return compare(*(const rf_entry *const *)x, *(const rf_entry *const *)y);
}

/* Few entries, or many that are in order already: no call of qsort for these. */
static void sort(const rf_entry **row, int64_t count)
{
    int64_t k = 1;

    while (k < count && compare(row[k - 1], row[k]) < 0)
        k++;
    if (k < count && count > RF_JSON_FEW) {
        qsort(row, (size_t)count, sizeof *row, by_key);
        return;
    }
    for (; k < count; k++) {
        const rf_entry *e = row[k];
        int64_t         i = k;

        for (; i > 0 && compare(e, row[i - 1]) < 0; i--)
            row[i] = row[i - 1];
        row[i] = e;
    }
}

/* ---- shapes */

static bool is_of_shape(const rf_json_shape *s, const rf_entry *at, int64_t count)
{
    if (s->count != count)
        return false;
    for (int64_t i = 0; i < count; i++)
        if (at[i].key != s->keys[i])
            return false;
    return true;
}

static void remember(rf_json_shape *s, const rf_entry *at, const rf_entry **row, int64_t count)
{
    s->count = 0;
    for (int64_t i = 0; i < count; i++) {
        if (!at[i].key)
            return;
        s->keys[i]  = at[i].key;
        s->order[i] = (uint8_t)(row[i] - at);
    }
    s->count = count;
}

static rf_json_shape *shape_for(rf_json_orders *o, const rf_entry *at, int64_t count)
{
    uintptr_t bits = (uintptr_t)at[0].key >> 5;

    return &o->shapes[(bits ^ bits >> 7 ^ (uintptr_t)count) % RF_JSON_SHAPES];
}

void rf_json_order(rf_json_orders *o, const rf_dict *d, const rf_entry **row)
{
    const rf_table *t     = &d->table;
    int64_t         count = t->len, n = 0;
    bool            few   = count > 1 && count <= RF_JSON_FEW && t->used == count;
    rf_json_shape  *s     = few ? shape_for(o, t->at, count) : NULL;

    if (s && is_of_shape(s, t->at, count)) {
        for (int64_t i = 0; i < count; i++)
            row[i] = t->at + s->order[i];
        return;
    }
    for (int64_t i = rf_table_next(t, 0); i >= 0; i = rf_table_next(t, i + 1))
        row[n++] = &t->at[i];
    sort(row, count);
    if (s)
        remember(s, t->at, row, count);
}
