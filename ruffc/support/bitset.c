/* Bitset: see bitset.h. */
#include "support/bitset.h"

#include <assert.h>
#include <string.h>

enum { WORD_BITS = 64 };

static uint64_t bit(size_t n)
{
    return UINT64_C(1) << (n % WORD_BITS);
}

Bitset bitset_new(Arena *a, size_t bound)
{
    size_t words = (bound + WORD_BITS - 1) / WORD_BITS;

    return (Bitset){ARENA_ARRAY(a, uint64_t, words), words};
}

bool bitset_has(const Bitset *s, size_t n)
{
    assert(n / WORD_BITS < s->word_count);
    return (s->words[n / WORD_BITS] & bit(n)) != 0;
}

bool bitset_add(Bitset *s, size_t n)
{
    bool is_new = !bitset_has(s, n);

    s->words[n / WORD_BITS] |= bit(n);
    return is_new;
}

void bitset_remove(Bitset *s, size_t n)
{
    assert(n / WORD_BITS < s->word_count);
    s->words[n / WORD_BITS] &= ~bit(n);
}

bool bitset_join(Bitset *s, const Bitset *from)
{
    uint64_t grown = 0;

    assert(s->word_count == from->word_count);
    for (size_t i = 0; i < s->word_count; i++) {
        grown |= from->words[i] & ~s->words[i];
        s->words[i] |= from->words[i];
    }
    return grown != 0;
}

void bitset_clear(Bitset *s)
{
    if (s->word_count)
        memset(s->words, 0, s->word_count * sizeof *s->words);
}

size_t bitset_next(const Bitset *s, size_t from)
{
    for (size_t i = from / WORD_BITS; i < s->word_count; i++) {
        uint64_t word = s->words[i];

        if (i == from / WORD_BITS)
            word &= ~(bit(from) - 1);
        if (word)
            return i * WORD_BITS + (size_t)__builtin_ctzll(word);
    }
    return SIZE_MAX;
}
