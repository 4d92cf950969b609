#ifndef RUFFC_BACK_DIGEST_H
#define RUFFC_BACK_DIGEST_H

#include "support/base.h"

/** 128 bits that stand for a sequence of texts. Not made against someone who wants two sequences to
    have the same digest: the cache folder belongs to the user alone. A zeroed one has seen nothing. */
typedef struct Digest {
    uint64_t a, b;
} Digest;

/** Takes a text in; where one ends and the next begins counts. */
void digest_add(Digest *d, Text t);

/** The same for a C string and for a number. */
void digest_add_string(Digest *d, const char *s);
void digest_add_number(Digest *d, uint64_t n);

/** Of one text alone. */
Digest digest_of(Text t);

/** Whether both stand for the same. */
bool digest_equal(Digest a, Digest b);

/** The digest as 32 hexadecimal digits and a NUL. */
void digest_hex(Digest d, char room[33]);

#endif
