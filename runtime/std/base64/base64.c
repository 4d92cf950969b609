/* encode_base64 and decode_base64. */

#include "std/base64/base64.h"

#include "core/lib.h"

static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/* From '+' to 'z', the numbers that the characters of the alphabet stand for. */
static const int8_t digits['z' - '+' + 1] = {
    62, -1, -1, -1, 63, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, -1, -1, -1, -1, -1,
    -1, -1, 0,  1,  2,  3,  4,  5,  6,  7,  8,  9,  10, 11, 12, 13, 14, 15, 16, 17,
    18, 19, 20, 21, 22, 23, 24, 25, -1, -1, -1, -1, -1, -1, 26, 27, 28, 29, 30, 31,
    32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51,
};

/* The number a character stands for, or -1. */
static int digit(char c)
{
    size_t k = (size_t)((unsigned char)c - '+');

    return k < sizeof digits ? digits[k] : -1;
}

/* ---- encoding */

/* `count` characters for the upper bits of 24. */
static char *put_digits(char *out, uint32_t bits, int count)
{
    for (int i = 0; i < count; i++)
        *out++ = alphabet[bits >> (18 - 6 * i) & 63];
    return out;
}

rf_string *rf_base64_encode(rf_ctx *cx, const void *at, int64_t bytes)
{
    const uint8_t *in    = at;
    int64_t        whole = bytes / 3 * 3, size = (bytes + 2) / 3 * 4;
    rf_string     *s   = rf_string_make(cx, size, size);
    char          *out = s->at;

    for (int64_t i = 0; i < whole; i += 3)
        out = put_digits(out, (uint32_t)in[i] << 16 | (uint32_t)in[i + 1] << 8 | in[i + 2], 4);
    if (bytes - whole == 1) {
        out    = put_digits(out, (uint32_t)in[whole] << 16, 2);
        out[0] = out[1] = '=';
    } else if (bytes - whole == 2) {
        out    = put_digits(out, (uint32_t)in[whole] << 16 | (uint32_t)in[whole + 1] << 8, 3);
        out[0] = '=';
    }
    return s;
}

rf_value rf_b_encode_base64(rf_ctx *cx, rf_value a)
{
    const rf_bytes *b = (const rf_bytes *)a.as.o;

    if (rf_is_string(a))
        return rf_from_object(rf_base64_encode(cx, rf_as_string(a)->at, rf_as_string(a)->bytes));
    if (rf_is(a, RF_K_BYTES))
        return rf_from_object(rf_base64_encode(cx, b->at, b->len));
    return RF_REFUSE(cx, "encode_base64 requires a bytes or string argument", a);
}

/* ---- decoding */

/* How many digits the text begins with; -1 and an error thrown when something else than padding
   stands behind them, or when padding stands where there cannot be any. */
static int64_t count_digits(rf_ctx *cx, const rf_string *s, const char *prefix)
{
    int64_t n = 0, end;

    while (n < s->bytes && digit(s->at[n]) >= 0)
        n++;
    for (end = n; end < s->bytes && s->at[end] == '='; end++)
        continue;
    if (n == s->bytes || (s->at[n] == '=' && n % 4 >= 2 && end == s->bytes && end - n <= 4 - n % 4))
        return n;
    rf_throw(cx, "%s: Invalid byte %d, offset %lld.", prefix, (unsigned char)s->at[n],
             (long long)n);
    return -1;
}

/* The number of digits in a text that is well formed; else -1 and an error thrown. */
static int64_t check(rf_ctx *cx, const rf_string *s, const char *prefix)
{
    char    last = s->bytes > 0 ? s->at[s->bytes - 1] : '=';
    int64_t n;

    if (s->bytes % 4 == 1) {
        if (last != '=' && digit(last) < 0)
            rf_throw(cx, "%s: Invalid byte %d, offset %lld.", prefix, (unsigned char)last,
                     (long long)(s->bytes - 1));
        else
            rf_throw(cx, "%s: Encoded text cannot have a 6-bit remainder.", prefix);
        return -1;
    }
    n = count_digits(cx, s, prefix);
    if (n < 0)
        return -1;
    if (s->bytes % 4 != 0) {
        rf_throw(cx, "%s: Invalid padding", prefix);
        return -1;
    }
    if (n % 4 != 0 && (digit(s->at[n - 1]) & (n % 4 == 2 ? 15 : 3)) != 0) {
        rf_throw(cx, "%s: Invalid last symbol %d, offset %lld.", prefix, s->at[n - 1],
                 (long long)(n - 1));
        return -1;
    }
    return n;
}

/* The bits of up to four digits, at the upper end of 24. */
static uint32_t take_digits(const char *at, int64_t count)
{
    uint32_t bits = 0;

    for (int64_t i = 0; i < count; i++)
        bits |= (uint32_t)digit(at[i]) << (18 - 6 * i);
    return bits;
}

rf_bytes *rf_base64_decode(rf_ctx *cx, const rf_string *s, const char *prefix)
{
    int64_t   n = check(cx, s, prefix), at = 0;
    rf_bytes *b;
    uint8_t  *out;
    uint32_t  bits;

    if (n < 0)
        return NULL;
    b   = rf_bytes_new(cx, NULL, n / 4 * 3 + n % 4 * 3 / 4);
    out = b->at;
    for (; n - at >= 4; at += 4) {
        bits   = take_digits(s->at + at, 4);
        *out++ = (uint8_t)(bits >> 16);
        *out++ = (uint8_t)(bits >> 8);
        *out++ = (uint8_t)bits;
    }
    bits = take_digits(s->at + at, n - at);
    if (n - at >= 2)
        *out++ = (uint8_t)(bits >> 16);
    if (n - at == 3)
        *out = (uint8_t)(bits >> 8);
    return b;
}

rf_value rf_b_decode_base64(rf_ctx *cx, rf_value a)
{
    rf_bytes *b;

    if (!rf_is_string(a))
        return RF_REFUSE(cx, "decode_base64 requires a string argument", a);
    b = rf_base64_decode(cx, rf_as_string(a), "Base64 decode error");
    return b ? rf_from_object(b) : rf_null;
}
