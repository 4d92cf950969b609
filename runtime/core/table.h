#ifndef RUFF_CORE_TABLE_H
#define RUFF_CORE_TABLE_H

#include "ruff/dict.h"

/* The ordered hash table behind dicts and sets: entries in the order of their arrival, beside them
   an index of 32-bit slots: the entry's number, and in the bits above it the upper bits of the hash.
   Small tables and those with the int keys 0, 1, 2, … have no index. A table of int keys that lie
   close above 0 has a direct one: the slot's number is the key. */

void rf_table_init(rf_ctx *cx, rf_table *t, int64_t room);
/** Releases everything. */
void rf_table_end(rf_ctx *cx, rf_table *t);
/** An empty table becomes a copy, every entry retained. */
void rf_table_copy(rf_ctx *cx, rf_table *t, const rf_table *from);

/** Position of the entry for a key, -1 when there is none. */
int64_t rf_table_find_text(const rf_table *t, const rf_string *key);
int64_t rf_table_find_int(const rf_table *t, int64_t key);
/** A new entry at the end; its key must be missing. Takes key; the caller sets the value. */
rf_entry *rf_table_add(rf_ctx *cx, rf_table *t, RF_OWN rf_string *key, uint64_t number);
/** Takes an entry out, answers its value. */
rf_value rf_table_remove(rf_ctx *cx, rf_table *t, int64_t position);
/** Position of the entry that is number n of those that are there. */
int64_t rf_table_position(const rf_table *t, int64_t n);
/** The next position from `at` on that is not gone, -1 at the end. */
int64_t rf_table_next(const rf_table *t, int64_t at);

/** Walk over the slots of entries whose hash may be this one, for sets. Start with *step 0; -1 at
    the end. */
int64_t rf_table_candidate(const rf_table *t, uint64_t number, uint64_t *step);

#endif
