#ifndef RUFF_DICT_H
#define RUFF_DICT_H

#include "ruff/array.h"

/* Dicts keep the order in which keys were first written (S-19); an int key is the same key as its
   decimal text (S-17). A value type like arrays. */

extern const rf_kind rf_dict_kind;

rf_dict *rf_dict_new(rf_ctx *cx, int64_t room);
int64_t  rf_dict_len(const rf_dict *d);
rf_dict *rf_dict_unique(rf_ctx *cx, RF_OWN rf_dict *d);

/** The value under a key, or NULL when it is missing; borrowed, valid until the dict changes. */
rf_value *rf_dict_find(const rf_dict *d, const rf_string *key);
rf_value *rf_dict_find_int(const rf_dict *d, int64_t key);
/** has_key(d, key): 0 or 1. */
int64_t rf_dict_has(const rf_dict *d, const rf_string *key);
int64_t rf_dict_has_int(const rf_dict *d, int64_t key);
/** As rf_dict_find, but a missing key throws S-18's text and gives NULL. */
rf_value *rf_dict_get(rf_ctx *cx, const rf_dict *d, const rf_string *key);
rf_value *rf_dict_get_int(rf_ctx *cx, const rf_dict *d, int64_t key);
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

#endif
