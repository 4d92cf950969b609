#ifndef RUFF_DICT_H
#define RUFF_DICT_H

#include "ruff/array.h"

/* Dicts keep the order in which keys were first written (S-19); an int key is the same key as its
   decimal text (S-17). A value type like arrays. */

/** An entry. Dict, string key: `key`, and `number` is its hash. Dict, int key: `key` NULL, `number`
    is the key. Set: `key` NULL, `number` is a hash of the value. A removed entry has value.tag
    RF_GONE. */
typedef struct rf_entry {
    rf_string *key;
    uint64_t   number;
    rf_value   value;
} rf_entry;

#define RF_GONE 255u

/** The ordered hash table behind dicts and sets, see core/table.h. */
typedef struct rf_table {
    int64_t   len;  /* entries that are there */
    int64_t   used; /* entries, gone ones included; the last one is never gone */
    int64_t   room; /* entries allocated */
    rf_entry *at;
    uint32_t *slots;  /* NULL: no index */
    uint64_t  mask;   /* slots - 1 */
    uint64_t  most;   /* no int key was above it, as an unsigned number; RF_NOT_INTS */
    uint64_t  cursor; /* where rf_table_position was last: ordinal << 32 | position; racing readers
                         may mix */
    bool dense;       /* entry i has the int key i; nothing is gone */
    bool direct;      /* the index has key k in slot k */
} rf_table;

#define RF_NOT_INTS UINT64_MAX /* rf_table.most: there are other keys, or it is a set */

struct rf_dict {
    rf_object head;
    rf_table  table;
    /* What was found last, while one thread owns the dict, so that `d[k] := d[k] + 1` looks once: the number
       of the entry, known before the entry is reached, and its position. */
    uint64_t last_number;
    int64_t  last;
};
extern const rf_kind rf_dict_kind;

rf_dict *rf_dict_new(rf_ctx *cx, int64_t room);
int64_t  rf_dict_len(const rf_dict *d);
RF_INLINE rf_dict *rf_dict_unique(rf_ctx *cx, RF_OWN rf_dict *d);
rf_dict           *rf_dict_copy(rf_ctx *cx, RF_OWN rf_dict *d);

/** The value under a key, or NULL when it is missing; borrowed, valid until the dict changes. */
RF_INLINE rf_value *rf_dict_find(const rf_dict *d, const rf_string *key);
RF_INLINE rf_value *rf_dict_find_int(const rf_dict *d, int64_t key);
/** The same for keys that are not found at once. */
rf_value *rf_dict_look(const rf_dict *d, const rf_string *key);
rf_value *rf_dict_look_int(const rf_dict *d, int64_t key);
/** has_key(d, key): 0 or 1. */
RF_INLINE int64_t rf_dict_has(const rf_dict *d, const rf_string *key);
RF_INLINE int64_t rf_dict_has_int(const rf_dict *d, int64_t key);
/** As rf_dict_find, but a missing key throws S-18's text and gives NULL. */
RF_INLINE rf_value *rf_dict_get(rf_ctx *cx, const rf_dict *d, const rf_string *key);
RF_INLINE rf_value *rf_dict_get_int(rf_ctx *cx, const rf_dict *d, int64_t key);
/** Throw that text, and give NULL. */
RF_COLD rf_value *rf_dict_missing(rf_ctx *cx, const rf_dict *d, const rf_string *key);
RF_COLD rf_value *rf_dict_missing_int(rf_ctx *cx, int64_t key);
/** Stores; the caller goes on with the result, a copy when the dict was not unique. Takes `item`;
    `key` is borrowed. */
rf_dict *rf_dict_set(rf_ctx *cx, RF_OWN rf_dict *d, const rf_string *key, RF_OWN rf_value item);
rf_dict *rf_dict_set_int(rf_ctx *cx, RF_OWN rf_dict *d, int64_t key, RF_OWN rf_value item);
/** The place under a key in a dict that is unique already; a missing key is added as RF_ABSENT. */
rf_value *rf_dict_slot(rf_ctx *cx, rf_dict *d, const rf_string *key);
rf_value *rf_dict_slot_int(rf_ctx *cx, rf_dict *d, int64_t key);
/** d.remove(key): what was under the key, null when nothing was. */
rf_value rf_dict_remove(rf_ctx *cx, rf_dict **d, const rf_string *key);
rf_value rf_dict_remove_int(rf_ctx *cx, rf_dict **d, int64_t key);
/** d.clear(). */
void rf_dict_clear(rf_ctx *cx, rf_dict **d);
/** d.update(source): every entry of source is set in d. */
void rf_dict_update(rf_ctx *cx, rf_dict **d, const rf_dict *source);
/** Dict literal entry with a key of any type: "Dict keys must be strings" when it is neither string nor
    int; then the result is NULL and d and item are released. */
rf_dict *rf_dict_put(rf_ctx *cx, RF_OWN rf_dict *d, rf_value key, RF_OWN rf_value item);
/** { ...source }: throws "Can only spread dicts" (then NULL, d released). */
rf_dict *rf_dict_spread(rf_ctx *cx, RF_OWN rf_dict *d, rf_value source);
/** [ ...source ]: throws "Can only spread arrays" (then NULL, a released). */
rf_array *rf_array_spread(rf_ctx *cx, RF_OWN rf_array *a, rf_value source);

/** Entry number n in order, 0 … len-1: for loops. Both borrowed; the key as a string, made on demand. */
rf_string *rf_dict_key_at(rf_ctx *cx, const rf_dict *d, int64_t n); /* owned */
rf_value   rf_dict_value_at(const rf_dict *d, int64_t n);           /* borrowed */

/** A good hash of a word, seeded: nobody can prepare keys that collide. */
RF_INLINE uint64_t rf_word_hash(uint64_t word);
/** Drawn before the program begins; odd. */
extern uint64_t rf_hash_seed;

#if RF_BODIES
RF_INLINE uint64_t rf_word_hash(uint64_t word)
{
    __uint128_t product = (__uint128_t)(word ^ rf_hash_seed) * UINT64_C(0x9e3779b97f4a7c15);

    return (uint64_t)product ^ (uint64_t)(product >> 64) ^ word >> 7;
}

RF_INLINE rf_dict *rf_dict_unique(rf_ctx *cx, RF_OWN rf_dict *d)
{
    return RF_LIKELY(rf_is_unique(d)) ? d : rf_dict_copy(cx, d);
}

RF_INLINE rf_value *rf_dict_find(const rf_dict *d, const rf_string *key)
{
    uint64_t hash = __atomic_load_n(&key->hash, __ATOMIC_RELAXED);

    if (hash == d->last_number && d->last < d->table.used) {
        rf_entry *e = d->table.at + d->last;

        if (e->key == key || (e->key && e->number == hash && hash & 1)) /* no other text has an odd hash */
            return &e->value;
    }
    return rf_dict_look(d, key);
}

RF_INLINE rf_value *rf_dict_find_int(const rf_dict *d, int64_t key)
{
    const rf_table *t = &d->table;
    uint64_t        hash, i;
    uint32_t        slot, low = (uint32_t)t->mask;

    if (t->dense)
        return (uint64_t)key < (uint64_t)t->used ? &t->at[key].value : NULL;
    if (!t->slots)
        return rf_dict_look_int(d, key);
    if (t->direct) {
        slot = (uint64_t)key <= t->mask ? t->slots[key] : 0;
        return slot ? &t->at[slot - 1].value : NULL;
    }
    hash = rf_word_hash((uint64_t)key);
    for (i = hash >> 8 & low; (slot = t->slots[i]) != 0; i = (i + 1) & low) {
        rf_entry *e = &t->at[(slot & low) - 1];

        if (((slot ^ (uint32_t)(hash >> 32)) & ~low) == 0 && e->number == (uint64_t)key && !e->key)
            return &e->value;
    }
    return NULL;
}

RF_INLINE int64_t rf_dict_has(const rf_dict *d, const rf_string *key)
{
    return rf_dict_find(d, key) != NULL;
}

RF_INLINE int64_t rf_dict_has_int(const rf_dict *d, int64_t key)
{
    return rf_dict_find_int(d, key) != NULL;
}

RF_INLINE rf_value *rf_dict_get(rf_ctx *cx, const rf_dict *d, const rf_string *key)
{
    rf_value *v = rf_dict_find(d, key);

    return RF_LIKELY(v != NULL) ? v : rf_dict_missing(cx, d, key);
}

RF_INLINE rf_value *rf_dict_get_int(rf_ctx *cx, const rf_dict *d, int64_t key)
{
    rf_value *v = rf_dict_find_int(d, key);

    return RF_LIKELY(v != NULL) ? v : rf_dict_missing_int(cx, key);
}
#endif

#endif
