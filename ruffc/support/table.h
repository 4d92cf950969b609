#ifndef RUFFC_SUPPORT_TABLE_H
#define RUFFC_SUPPORT_TABLE_H

#include "support/arena.h"

/** The one hash table of the compiler: from a number (a Symbol, a node id, a hash) to a pointer. A
    table with only `arena` set is empty; its memory is the arena's. Items are never removed. */
typedef struct TableSlot {
    uint64_t key;
    void    *value; /* NULL: the slot is free */
} TableSlot;

typedef struct Table {
    Arena     *arena;
    TableSlot *slots;
    size_t     room; /* a power of two, or 0 */
    size_t     count;
} Table;

/** What was stored under `key`, NULL when nothing was. Borrowed. */
void *table_get(const Table *t, uint64_t key);

/** Stores `value`, which must not be NULL, under `key` and replaces what was there. */
void table_set(Table *t, uint64_t key, void *value);

/** A hash of some bytes, good as a key where the values can tell equal hashes apart. */
uint64_t table_hash(Text t);

#endif
