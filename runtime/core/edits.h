#ifndef RUFF_CORE_EDITS_H
#define RUFF_CORE_EDITS_H

#include <stddef.h>
#include <string.h>

/* How far two words are from each other: shared by the compiler and the runtime, which both guess
   what a misspelt word meant. */

enum { RF_LONGEST_WORD = 40, RF_FAR = RF_LONGEST_WORD + 1 };

static inline size_t rf_least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/** Edits that lead from one word to the other, bytes for letters; two swapped letters are one edit.
    RF_FAR for words longer than RF_LONGEST_WORD. */
static inline size_t rf_edits(const char *a, size_t a_len, const char *b, size_t b_len)
{
    size_t rows[3][RF_LONGEST_WORD + 1]; /* of the letters before the last, the last, this one */

    if (a_len > RF_LONGEST_WORD || b_len > RF_LONGEST_WORD)
        return RF_FAR;
    for (size_t j = 0; j <= b_len; j++)
        rows[1][j] = j;
    for (size_t i = 1; i <= a_len; i++) {
        rows[2][0] = i;
        for (size_t j = 1; j <= b_len; j++) {
            size_t cost = a[i - 1] == b[j - 1] ? 0 : 1;
            size_t best = rf_least(rows[1][j - 1] + cost, rf_least(rows[1][j], rows[2][j - 1]) + 1);

            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                best = rf_least(best, rows[0][j - 2] + 1);
            rows[2][j] = best;
        }
        memcpy(rows[0], rows[1], sizeof rows[0]);
        memcpy(rows[1], rows[2], sizeof rows[1]);
    }
    return rows[1][b_len];
}

/** The most edits at which another word may be meant. Short words are close to everything, so they
    must be closer to count. */
static inline size_t rf_edits_allowed(size_t len)
{
    if (len < 3)
        return 0;
    return len < 6 ? 1 : 2;
}

#endif
