#ifndef RUFFC_SUPPORT_BITSET_H
#define RUFFC_SUPPORT_BITSET_H

#include "support/arena.h"

/** A set of small numbers below a fixed bound. Its memory is the arena's. */
typedef struct Bitset {
    uint64_t *words;
    size_t    word_count;
} Bitset;

/** An empty set for numbers below `bound`. */
Bitset bitset_new(Arena *a, size_t bound);

/** Whether `n` is a member; `n` must be below the bound. */
bool bitset_has(const Bitset *s, size_t n);

/** Adds `n`, which must be below the bound; true when it was not a member before. */
bool bitset_add(Bitset *s, size_t n);

/** Takes `n`, which must be below the bound, out. */
void bitset_remove(Bitset *s, size_t n);

/** Adds every member of `from`, a set of the same bound; true when `s` grew. */
bool bitset_join(Bitset *s, const Bitset *from);

/** Empties the set. */
void bitset_clear(Bitset *s);

/** The least member that is not below `from`; SIZE_MAX when there is none. */
size_t bitset_next(const Bitset *s, size_t from);

#endif
