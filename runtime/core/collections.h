#ifndef RUFF_CORE_COLLECTIONS_H
#define RUFF_CORE_COLLECTIONS_H

#include "ruff/dict.h"

/* Sets, queues, stacks and bytes, and what the library needs of dicts and arrays beyond the public
   headers. All are values: a function that changes one takes it (RF_OWN) and answers the one to go
   on with, the same when it had one owner, else a copy. */

typedef struct rf_set   rf_set;
typedef struct rf_list  rf_list; /* a queue or a stack */
typedef struct rf_bytes rf_bytes;
extern const rf_kind    rf_set_kind, rf_queue_kind, rf_stack_kind, rf_bytes_kind;

/* ---- sets: first-seen order, deep equality, 1 and 1.0 are one element */

rf_set *rf_set_new(rf_ctx *cx);
int64_t rf_set_len(const rf_set *s);
bool    rf_set_has(rf_ctx *cx, const rf_set *s, rf_value v);
rf_set *rf_set_add(rf_ctx *cx, RF_OWN rf_set *s, RF_OWN rf_value v);
rf_set *rf_set_remove(rf_ctx *cx, RF_OWN rf_set *s, rf_value v);
/** Element number n, 0 … len-1, in order. */
RF_BORROWED rf_value rf_set_item(const rf_set *s, int64_t n);

/* ---- queues and stacks: rows of values */

struct rf_list {
    rf_object head;             /* kind: rf_queue_kind or rf_stack_kind */
    int64_t   first, len, room; /* elements at[first … first+len-1] */
    rf_value *at;
};
/** Front or bottom first. */
rf_list *rf_list_new(rf_ctx *cx, const rf_kind *kind, int64_t room);
/** Adds at the end: the queue's back, the stack's top. */
rf_list *rf_list_add(rf_ctx *cx, RF_OWN rf_list *l, RF_OWN rf_value v);
/** Takes the queue's front or the stack's top out of *l; null when empty. Owned. */
rf_value rf_list_take(rf_ctx *cx, rf_list **l);
/** What rf_list_take would give, left where it is; null when empty. */
RF_BORROWED rf_value rf_list_peek(const rf_list *l);
/** Element number n, 0 … len-1, front or bottom first. */
RF_BORROWED rf_value rf_list_item(const rf_list *l, int64_t n);

/* ---- bytes */

struct rf_bytes {
    rf_object head;
    int64_t   len, room;
    uint8_t  *at;
};
/** A copy of len bytes; `at` NULL leaves them for the caller to fill in. */
rf_bytes *rf_bytes_new(rf_ctx *cx, const void *at, int64_t len);
rf_bytes *rf_bytes_append(rf_ctx *cx, RF_OWN rf_bytes *b, const void *at, int64_t len);

/* ---- dicts */

/** Entry numbers (for rf_dict_key_at, rf_dict_value_at) in code-point order of the keys: how dicts
    print and how keys, values and items go (S-19). The caller frees it with free(). NULL when the
    dict is empty. */
int64_t *rf_dict_order(const rf_dict *d);
/** A key as an index: string or int. False when v is neither. */
bool rf_is_key(rf_value v);
/** d[key] for a key that rf_is_key; NULL when missing. */
RF_BORROWED rf_value *rf_dict_find_key(const rf_dict *d, rf_value key);
/** The dict with one more entry, whose key is that text. */
rf_dict *rf_dict_with(rf_ctx *cx, RF_OWN rf_dict *d, const char *key, RF_OWN rf_value item);
rf_dict *rf_dict_set_key(rf_ctx *cx, RF_OWN rf_dict *d, rf_value key, RF_OWN rf_value item);
rf_value rf_dict_remove_key(rf_ctx *cx, rf_dict **d, rf_value key);

/* ---- arrays */

/** As rf_array_unique, for callers that go on with functions of the runtime only (see steps.h). */
rf_array *rf_array_own(rf_ctx *cx, RF_OWN rf_array *a);
/** The elements from … to-1, which lie in 0 … len, as a new array of the same kind. */
rf_array *rf_array_slice(rf_ctx *cx, const rf_array *a, int64_t from, int64_t to);
/** Appends the elements of b. */
rf_array *rf_array_join(rf_ctx *cx, RF_OWN rf_array *a, const rf_array *b);
/** Bytes of one element. */
size_t rf_array_width(const rf_kind *kind);
/** The element kind that fits v best: ints, floats, bools or values. */
const rf_kind *rf_kind_of_item(rf_value v);
/** An array of values without the items' kinds being narrowed: element i for a loop, borrowed and
    boxed. */
RF_BORROWED rf_value rf_array_peek(const rf_array *a, int64_t i);
/** "Scalar equality" of index_of, contains, remove: same type and equal; containers never match. */
bool rf_scalar_equal(rf_value a, rf_value b);

/** A hash that agrees with rf_equal; for floats below 2 see core/hash.c. */
uint64_t rf_value_hash(rf_ctx *cx, rf_value v);

/** len(v): elements, code points or bytes; -1 for values that have no length. */
int64_t rf_value_len(rf_ctx *cx, rf_value v);

#endif
