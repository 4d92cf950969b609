/* Digests of texts: see digest.h. Two lanes of multiply and fold, eight bytes at a time. */

#include "back/digest.h"

#include <stdio.h>
#include <string.h>

/* Odd constants without structure: digits of the fractions of square roots. */
static const uint64_t first = 0x6A09E667F3BCC909u, second = 0xBB67AE8584CAA73Bu;

static uint64_t mix(uint64_t a, uint64_t b)
{
    __uint128_t product = (__uint128_t)a * b;

    return (uint64_t)product ^ (uint64_t)(product >> 64);
}

void digest_add_number(Digest *d, uint64_t n)
{
    d->a = mix(d->a ^ n ^ second, first);
    d->b = mix(d->b + (n ^ first), second) + d->a;
}

void digest_add(Digest *d, Text t)
{
    uint64_t word;
    size_t   i = 0;

    digest_add_number(d, t.len);
    for (; t.len - i >= sizeof word; i += sizeof word) {
        memcpy(&word, t.at + i, sizeof word);
        digest_add_number(d, word);
    }
    if (i == t.len)
        return;
    word = 0;
    memcpy(&word, t.at + i, t.len - i);
    digest_add_number(d, word);
}

void digest_add_string(Digest *d, const char *s)
{
    digest_add(d, (Text){s, strlen(s)});
}

Digest digest_of(Text t)
{
    Digest d = {0};

    digest_add(&d, t);
    return d;
}

bool digest_equal(Digest a, Digest b)
{
    return a.a == b.a && a.b == b.b;
}

void digest_hex(Digest d, char room[33])
{
    snprintf(room, 33, "%016llx%016llx", (unsigned long long)d.a, (unsigned long long)d.b);
}
