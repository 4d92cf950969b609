/* Bytes that may be no UTF-8 as text: see lossy.h. */

#include "io/lossy.h"

#include "core/text.h"
#include "core/utf8.h"

static bool is_within(uint8_t c, uint8_t low, uint8_t high)
{
    return c >= low && c <= high;
}

/* How many bytes the sequence has that `at` begins and its lead promises, 1 for no lead. */
static int promised(uint8_t lead)
{
    return is_within(lead, 0xc2, 0xdf)   ? 2
           : is_within(lead, 0xe0, 0xef) ? 3
           : is_within(lead, 0xf0, 0xf4) ? 4
                                         : 1;
}

/* Whether the second byte can follow the lead. */
static bool can_follow(uint8_t lead, uint8_t second)
{
    return is_within(second, lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80,
                     lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf);
}

/* The length of the broken sequence that begins at `at`. */
static size_t broken(const uint8_t *at, size_t left)
{
    size_t size = (size_t)promised(at[0]), n = 1;

    if (size == 1 || left == 1 || !can_follow(at[0], at[1]))
        return 1;
    for (n = 2; n < size && n < left && is_within(at[n], 0x80, 0xbf); n++)
        continue;
    return n;
}

rf_string *rf_string_lossy(rf_ctx *cx, const char *at, size_t bytes)
{
    size_t  valid = (size_t)rf_utf8_valid(at, (int64_t)bytes);
    rf_text t;

    if (valid == bytes)
        return rf_string_new(cx, at, (int64_t)bytes);
    rf_text_init(&t, cx);
    while (bytes > 0) {
        rf_text_add(&t, at, valid);
        at += valid;
        bytes -= valid;
        if (bytes > 0) {
            size_t n = broken((const uint8_t *)at, bytes);
            rf_text_rune(&t, 0xfffd);
            at += n;
            bytes -= n;
            valid = (size_t)rf_utf8_valid(at, (int64_t)bytes);
        }
    }
    return rf_text_take(&t);
}
