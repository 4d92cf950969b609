#ifndef RUFF_STD_KV_STORE_H
#define RUFF_STD_KV_STORE_H

#include <stdbool.h>
#include <stddef.h>

/* The text of a key-value store: a JSON object of strings. No values of the script here. */

typedef struct rf_store_span {
    char  *at;
    size_t size;
} rf_store_span;

typedef struct rf_store_entry {
    rf_store_span key, value;
} rf_store_entry;

typedef struct rf_store {
    rf_store_entry *at;
    size_t          count, room;
} rf_store;

/** Reads a store; the entries point into the text, which is changed: escapes become what they stand for.
    An empty text is an empty store. False: it is no object of strings. Either way rf_store_drop is due. */
bool rf_store_read(rf_store *s, char *text, size_t size);
void rf_store_drop(rf_store *s);

/** The value under a key; NULL: there is none. */
const rf_store_span *rf_store_find(const rf_store *s, rf_store_span key);
/** Sets a value; both stay the caller's. */
void rf_store_set(rf_store *s, rf_store_span key, rf_store_span value);
/** The text that rf_store_read reads, one entry a line; for free(). */
rf_store_span rf_store_text(const rf_store *s);

#endif
