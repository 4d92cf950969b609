/* Addresses that a program may be kept from: see policy.h. */

#include "std/events/policy.h"

#include <netinet/in.h>
#include <string.h>

#include "core/policy.h"

/* The networks that are not the public ones: address and bits of each. */
static bool is_private_4(uint32_t address)
{
    static const struct {
        uint32_t network;
        int      bits;
    } all[] = {
        {0x00000000, 8},  {0x0a000000, 8},  {0x64400000, 10}, {0x7f000000, 8},
        {0xa9fe0000, 16}, {0xac100000, 12}, {0xc0a80000, 16}, {0xe0000000, 3},
    };

    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if ((address ^ all[i].network) >> (32 - all[i].bits) == 0)
            return true;
    return false;
}

static bool is_private_6(const uint8_t a[16])
{
    static const uint8_t zeros[15];

    if (memcmp(a, zeros, 10) == 0 && a[10] == 0xff && a[11] == 0xff)
        return is_private_4((uint32_t)a[12] << 24 | (uint32_t)a[13] << 16 | (uint32_t)a[14] << 8 | a[15]);
    return (memcmp(a, zeros, 15) == 0 && a[15] <= 1) || (a[0] & 0xfe) == 0xfc ||
           (a[0] == 0xfe && (a[1] & 0xc0) == 0x80);
}

bool rf_is_denied(const struct sockaddr *address)
{
    if (!rf_policy_public_only())
        return false;
    switch (address->sa_family) {
    case AF_INET:
        return is_private_4(ntohl(((const struct sockaddr_in *)(const void *)address)->sin_addr.s_addr));
    case AF_INET6:
        return is_private_6(((const struct sockaddr_in6 *)(const void *)address)->sin6_addr.s6_addr);
    default:
        return true;
    }
}
