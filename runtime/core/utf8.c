/* UTF-8: counting, walking, checking. */

#include "core/utf8.h"

#include <string.h>

/* How many of 8 bytes continue a code point, that is, are 10xxxxxx. */
static int64_t tails_in_word(const char *at)
{
    const uint64_t ones = UINT64_C(0x0101010101010101);
    uint64_t       word, tails;

    memcpy(&word, at, sizeof word);
    tails = (word >> 7) & ~(word >> 6) & ones;
    return (int64_t)(tails * ones >> 56);
}

int64_t rf_utf8_count(const char *at, int64_t bytes)
{
    int64_t i = 0, tails = 0;

    for (; i + 8 <= bytes; i += 8)
        tails += tails_in_word(at + i);
    for (; i < bytes; i++)
        tails += (at[i] & 0xc0) == 0x80;
    return bytes - tails;
}

int rf_utf8_size(char lead)
{
    unsigned c = (unsigned char)lead;

    return c < 0x80 ? 1 : c < 0xe0 ? 2 : c < 0xf0 ? 3 : 4;
}

uint32_t rf_utf8_decode(const char *at, int *size)
{
    const unsigned char *p = (const unsigned char *)at;

    *size = rf_utf8_size(*at);
    switch (*size) {
    case 1:
        return p[0];
    case 2:
        return (p[0] & 0x1fu) << 6 | (p[1] & 0x3fu);
    case 3:
        return (p[0] & 0x0fu) << 12 | (p[1] & 0x3fu) << 6 | (p[2] & 0x3fu);
    default:
        return (p[0] & 0x07u) << 18 | (p[1] & 0x3fu) << 12 | (p[2] & 0x3fu) << 6 | (p[3] & 0x3fu);
    }
}

static char tail_byte(uint32_t rune, int shift)
{
    return (char)(0x80 | (rune >> shift & 0x3f));
}

int rf_utf8_encode(uint32_t rune, char out[4])
{
    if (rune < 0x80) {
        out[0] = (char)rune;
        return 1;
    }
    if (rune < 0x800) {
        out[0] = (char)(0xc0 | rune >> 6);
        out[1] = tail_byte(rune, 0);
        return 2;
    }
    if (rune < 0x10000) {
        out[0] = (char)(0xe0 | rune >> 12);
        out[1] = tail_byte(rune, 6);
        out[2] = tail_byte(rune, 0);
        return 3;
    }
    out[0] = (char)(0xf0 | rune >> 18);
    out[1] = tail_byte(rune, 12);
    out[2] = tail_byte(rune, 6);
    out[3] = tail_byte(rune, 0);
    return 4;
}

int64_t rf_utf8_offset(const char *at, int64_t bytes, int64_t n)
{
    int64_t i = 0;

    /* Whole words of which all code points lie before number n, then the last few one by one. */
    while (n >= 8 && i + 8 <= bytes) {
        n -= 8 - tails_in_word(at + i);
        i += 8;
    }
    while (i < bytes && (n > 0 || (at[i] & 0xc0) == 0x80)) {
        n -= (at[i] & 0xc0) != 0x80;
        i++;
    }
    return i;
}

/* Size of the well-formed code point at p, 0 when there is none: no overlong forms, no surrogates,
   nothing above U+10FFFF. */
static int valid_size(const unsigned char *p, int64_t left)
{
    unsigned low = 0x80, high = 0xbf;
    int      size, i;

    if (p[0] < 0x80)
        return 1;
    if (p[0] < 0xc2 || p[0] > 0xf4)
        return 0;
    size = rf_utf8_size((char)p[0]);
    if (size > left)
        return 0;
    if (p[0] == 0xe0)
        low = 0xa0;
    else if (p[0] == 0xed)
        high = 0x9f;
    else if (p[0] == 0xf0)
        low = 0x90;
    else if (p[0] == 0xf4)
        high = 0x8f;
    if (p[1] < low || p[1] > high)
        return 0;
    for (i = 2; i < size; i++) {
        if ((p[i] & 0xc0) != 0x80)
            return 0;
    }
    return size;
}

int64_t rf_utf8_valid(const char *at, int64_t bytes)
{
    int64_t i = 0;

    while (i < bytes) {
        int size = valid_size((const unsigned char *)at + i, bytes - i);

        if (size == 0)
            break;
        i += size;
    }
    return i;
}
