/* Dicts: an ordered table whose keys are strings, those that are ints as text kept as ints. */

#include "ruff/dict.h"

#include "core/advice.h"
#include "core/collections.h"
#include "core/dict_state.h"
#include "core/heap.h"
#include "core/number_text.h"
#include "core/share.h"
#include "core/string_ops.h"
#include "core/unique.h"
#include "ruff/error.h"
#include "ruff/typed.h"

#include <inttypes.h>

/* Whether a text is that of an int, and so the same key. */
static inline bool key_is_int(const rf_string *key, int64_t *number)
{
    char first = key->at[0];

    return RF_UNLIKELY(first <= '9' && (first >= '0' || first == '-')) &&
           rf_text_is_int(key->at, key->bytes, number);
}

/* ---- the kind */

static void destroy(rf_ctx *cx, rf_object *o)
{
    rf_table_end(cx, &((rf_dict *)o)->table);
    rf_object_free(cx, o, sizeof(rf_dict));
}

static void share(rf_ctx *cx, rf_object *o)
{
    const rf_table *t = &((rf_dict *)o)->table;
    int64_t         i;

    for (i = rf_table_next(t, 0); i >= 0; i = rf_table_next(t, i + 1)) {
        if (t->at[i].key)
            rf_share(cx, rf_from_object(t->at[i].key));
        rf_share(cx, t->at[i].value);
    }
}

static rf_value cross(rf_ctx *cx, rf_object *o)
{
    rf_dict *d = (rf_dict *)rf_dict_kind.copy(cx, o);
    int64_t  i;

    for (i = 0; i < d->table.used; i++) {
        rf_value *v   = &d->table.at[i].value;
        rf_value  old = *v;

        *v = rf_cross(cx, old);
        rf_release(cx, old);
    }
    return rf_from_object(d);
}

static rf_object *copy(rf_ctx *cx, rf_object *o)
{
    rf_dict *d = rf_object_new(cx, sizeof *d, &rf_dict_kind);

    rf_table_copy(cx, &d->table, &((rf_dict *)o)->table);
    d->last = 0, d->last_number = 0;
    return &d->head;
}

static const rf_value *find_entry(const rf_table *t, const rf_entry *e)
{
    int64_t i = e->key ? rf_table_find_text(t, e->key) : rf_table_find_int(t, (int64_t)e->number);

    return i >= 0 ? &t->at[i].value : NULL;
}

static bool equal(rf_ctx *cx, rf_object *x, rf_object *y)
{
    const rf_table *a = &((rf_dict *)x)->table;
    const rf_table *b = &((rf_dict *)y)->table;
    int64_t         i;

    if (a->len != b->len)
        return false;
    for (i = rf_table_next(a, 0); i >= 0; i = rf_table_next(a, i + 1)) {
        const rf_value *other = find_entry(b, &a->at[i]);

        if (!other || !rf_equal(cx, a->at[i].value, *other))
            return false;
    }
    return true;
}

const rf_kind rf_dict_kind = {
    .id        = RF_K_DICT,
    .type_name = "dict",
    .destroy   = destroy,
    .share     = share,
    .cross     = cross,
    .copy      = copy,
    .equal     = equal,
    .print     = rf_dict_print,
};

rf_dict *rf_dict_new(rf_ctx *cx, int64_t room)
{
    rf_dict *d = rf_object_new(cx, sizeof *d, &rf_dict_kind);

    rf_table_init(cx, &d->table, room);
    d->last = 0, d->last_number = 0;
    return d;
}

int64_t rf_dict_len(const rf_dict *d)
{
    return d->table.len;
}

rf_dict *rf_dict_copy(rf_ctx *cx, RF_OWN rf_dict *d)
{
    rf_object *fresh;

    if (rf_may_change(cx, d))
        return d;
    fresh        = copy(cx, &d->head);
    fresh->count = rf_copy_count(cx, &d->head);
    rf_release_object(cx, d);
    return (rf_dict *)fresh;
}

/* ---- looking up */

/* Nobody else looks at a dict that is not counted atomically. */
static inline rf_value *found(const rf_dict *d, uint64_t number, int64_t position)
{
    if (position < 0)
        return NULL;
    if (RF_LIKELY(RF_COUNT(d) >= 0)) {
        ((rf_dict *)d)->last_number = number;
        ((rf_dict *)d)->last        = position;
    }
    return &d->table.at[position].value;
}

rf_value *rf_dict_look(const rf_dict *d, const rf_string *key)
{
    uint64_t hash;
    int64_t  number;

    if (RF_UNLIKELY(key_is_int(key, &number)))
        return rf_dict_find_int(d, number);
    hash = rf_string_hash(key);
    if (hash == d->last_number && d->last < d->table.used) {
        rf_entry *e = d->table.at + d->last;

        if (e->key && e->number == hash && rf_string_equal(e->key, key))
            return &e->value;
    }
    return found(d, hash, rf_table_find_text(&d->table, key));
}

rf_value *rf_dict_look_int(const rf_dict *d, int64_t key)
{
    if ((uint64_t)key == d->last_number && d->last < d->table.used) {
        rf_entry *e = d->table.at + d->last;

        if (e->number == (uint64_t)key && !e->key && e->value.tag != RF_GONE)
            return &e->value;
    }
    return found(d, (uint64_t)key, rf_table_find_int(&d->table, key));
}

rf_value *rf_dict_missing(rf_ctx *cx, const rf_dict *d, const rf_string *key)
{
    rf_throw(cx, "Missing map key: \"%s\"", key->at);
    rf_advise_key(cx, d, key);
    return NULL;
}

rf_value *rf_dict_missing_int(rf_ctx *cx, int64_t key)
{
    rf_throw(cx, "Missing map key: %" PRId64, key);
    return NULL;
}

/* ---- storing */

/* A new entry, which is the one found last from now on. */
static rf_value *add_entry(rf_ctx *cx, rf_dict *d, RF_OWN rf_string *key, uint64_t number)
{
    rf_entry *e = rf_table_add(cx, &d->table, key, number);

    d->last        = d->table.used - 1; /* only its one owner changes a dict */
    d->last_number = number;
    return &e->value;
}

rf_value *rf_dict_slot_int(rf_ctx *cx, rf_dict *d, int64_t key)
{
    rf_value *v = rf_dict_find_int(d, key);

    return v ? v : add_entry(cx, d, NULL, (uint64_t)key);
}

rf_value *rf_dict_slot(rf_ctx *cx, rf_dict *d, const rf_string *key)
{
    rf_string *own = (rf_string *)key; /* retained below: only its count changes */
    rf_value  *v   = rf_dict_find(d, key);
    int64_t    number;

    if (v)
        return v;
    if (RF_UNLIKELY(key_is_int(key, &number)))
        return add_entry(cx, d, NULL, (uint64_t)number);
    rf_retain_object(own);
    rf_share_with(cx, d, rf_from_object(own));
    return add_entry(cx, d, own, rf_string_hash(key));
}

static rf_dict *put(rf_ctx *cx, rf_dict *d, rf_value *slot, RF_OWN rf_value item)
{
    rf_value old = *slot;

    rf_share_with(cx, d, item);
    *slot = item;
    rf_release(cx, old);
    return d;
}

rf_dict *rf_dict_set(rf_ctx *cx, RF_OWN rf_dict *d, const rf_string *key, RF_OWN rf_value item)
{
    d = rf_dict_unique(cx, d);
    return put(cx, d, rf_dict_slot(cx, d, key), item);
}

rf_dict *rf_dict_set_int(rf_ctx *cx, RF_OWN rf_dict *d, int64_t key, RF_OWN rf_value item)
{
    d = rf_dict_unique(cx, d);
    return put(cx, d, rf_dict_slot_int(cx, d, key), item);
}

void rf_dict_store_new(rf_ctx *cx, rf_dict *d, const rf_string *key, RF_OWN rf_value item)
{
    put(cx, d, rf_dict_slot(cx, d, key), item);
}

void rf_dict_store_new_int(rf_ctx *cx, rf_dict *d, int64_t key, RF_OWN rf_value item)
{
    put(cx, d, rf_dict_slot_int(cx, d, key), item);
}

bool rf_is_key(rf_value v)
{
    return v.tag == RF_INT || rf_is(v, RF_K_STRING);
}

rf_value *rf_dict_find_key(const rf_dict *d, rf_value key)
{
    return key.tag == RF_INT ? rf_dict_find_int(d, key.as.i) : rf_dict_find(d, key.as.s);
}

rf_dict *rf_dict_set_key(rf_ctx *cx, RF_OWN rf_dict *d, rf_value key, RF_OWN rf_value item)
{
    return key.tag == RF_INT ? rf_dict_set_int(cx, d, key.as.i, item)
                             : rf_dict_set(cx, d, key.as.s, item);
}

rf_dict *rf_dict_with(rf_ctx *cx, RF_OWN rf_dict *d, const char *key, RF_OWN rf_value item)
{
    rf_string *k = rf_string_from(cx, key);

    d = rf_dict_set(cx, d, k, item);
    rf_release_object(cx, k);
    return d;
}

rf_dict *rf_dict_put(rf_ctx *cx, RF_OWN rf_dict *d, rf_value key, RF_OWN rf_value item)
{
    if (rf_is_key(key))
        return rf_dict_set_key(cx, d, key, item);
    rf_release_object(cx, d);
    rf_release(cx, item);
    if (!rf_throw_if_error(cx, key))
        rf_throw(cx, "Dict keys must be strings");
    return NULL;
}

/* ---- removing */

static rf_value remove_at(rf_ctx *cx, rf_dict **d, int64_t position)
{
    rf_dict *own;

    if (position < 0)
        return rf_null;
    if (rf_may_change(cx, *d))
        return rf_table_remove(cx, &(*d)->table, position);
    /* The copy has no gaps: the entry stands further to the front there. */
    {
        int64_t gaps = 0, i;

        for (i = 0; i < position; i++)
            gaps += (*d)->table.at[i].value.tag == RF_GONE;
        own = rf_dict_unique(cx, *d);
        *d  = own;
        return rf_table_remove(cx, &own->table, position - gaps);
    }
}

rf_value rf_dict_remove_int(rf_ctx *cx, rf_dict **d, int64_t key)
{
    return remove_at(cx, d, rf_table_find_int(&(*d)->table, key));
}

rf_value rf_dict_remove(rf_ctx *cx, rf_dict **d, const rf_string *key)
{
    int64_t number;

    if (key_is_int(key, &number))
        return rf_dict_remove_int(cx, d, number);
    return remove_at(cx, d, rf_table_find_text(&(*d)->table, key));
}

rf_value rf_dict_remove_key(rf_ctx *cx, rf_dict **d, rf_value key)
{
    return key.tag == RF_INT ? rf_dict_remove_int(cx, d, key.as.i)
                             : rf_dict_remove(cx, d, key.as.s);
}

void rf_dict_clear(rf_ctx *cx, rf_dict **d)
{
    rf_dict *empty = rf_dict_new(cx, 0);

    empty->head.count = rf_copy_count(cx, &(*d)->head);
    rf_release_object(cx, *d);
    *d = empty;
}

/* ---- entries in order */

rf_string *rf_dict_key_at(rf_ctx *cx, const rf_dict *d, int64_t n)
{
    return rf_entry_key(cx, &d->table.at[rf_table_position(&d->table, n)]);
}

rf_value rf_dict_value_at(const rf_dict *d, int64_t n)
{
    return d->table.at[rf_table_position(&d->table, n)].value;
}

rf_string *rf_entry_key(rf_ctx *cx, const rf_entry *e)
{
    if (!e->key)
        return rf_int_to_string(cx, (int64_t)e->number);
    rf_retain_object(e->key);
    return e->key;
}
