#ifndef RUFF_STD_JSON_SCAN_H
#define RUFF_STD_JSON_SCAN_H

#include <string.h>

#include "ruff/abi.h"

/* Eight bytes at a time: where what stands as it is in a JSON string ends. */

#define RF_EACH_BYTE UINT64_C(0x0101010101010101)

/** The upper bit of each byte of w below n, n at most 128; bytes behind such a one may be marked wrongly. */
static inline uint64_t rf_json_below(uint64_t w, uint64_t n)
{
    return (w - RF_EACH_BYTE * n) & ~w & (RF_EACH_BYTE << 7);
}

static inline uint64_t rf_json_special(uint64_t w)
{
    return rf_json_below(w, 0x20) | rf_json_below(w ^ RF_EACH_BYTE * '"', 1) |
           rf_json_below(w ^ RF_EACH_BYTE * '\\', 1);
}

/** The first quote, backslash or control character from p on, or end. *seen collects the bits of all bytes
    before it: bit 7 of any byte tells that there is more than ASCII. */
static inline const char *rf_json_plain(const char *p, const char *end, uint64_t *seen)
{
    uint64_t w;

    for (; end - p >= 8; p += 8) {
        memcpy(&w, p, 8);
        if (rf_json_special(w))
            break;
        *seen |= w;
    }
    for (; p < end && (unsigned char)*p >= 0x20 && *p != '"' && *p != '\\'; p++)
        *seen |= (unsigned char)*p;
    return p;
}

/** Whether only ASCII was seen. */
static inline bool rf_json_is_ascii(uint64_t seen)
{
    return (seen & RF_EACH_BYTE << 7) == 0;
}

#endif
