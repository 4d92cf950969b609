/* jwt_encode, jwt_decode and jwt_verify: tokens signed by HMAC-SHA256. */

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <string.h>
#include <time.h>

#include "core/heap.h"
#include "core/lib.h"
#include "core/utf8.h"
#include "std/base64/base64.h"
#include "std/json/json.h"

enum { SIGNATURE = 32, GRACE = 60 /* seconds that clocks may differ */ };

/* {"typ":"JWT","alg":"HS256"} */
static const char header[] = "eyJ0eXAiOiJKV1QiLCJhbGciOiJIUzI1NiJ9";

static void sign(const char *at, size_t bytes, const rf_string *secret, uint8_t out[SIGNATURE])
{
    /* HMAC takes no NULL for an empty key; a string's text never is one. */
    if (secret->bytes > INT32_MAX ||
        !HMAC(EVP_sha256(), secret->at, (int)secret->bytes, (const uint8_t *)at, bytes, out, NULL))
        rf_out_of_memory();
}

/* ---- Base64 for addresses: - and _ instead of + and /, no padding */

static void add_encoded(rf_text *t, const void *at, int64_t bytes)
{
    rf_string *s = rf_base64_encode(t->cx, at, bytes);

    for (int64_t i = 0; i < s->bytes && s->at[i] != '='; i++)
        rf_text_char(t, s->at[i] == '+' ? '-' : s->at[i] == '/' ? '_' : s->at[i]);
    rf_release_object(t->cx, s);
}

/* The bytes that a part of a token stands for; NULL with the error thrown. */
static rf_bytes *decode(rf_ctx *cx, const char *at, size_t bytes)
{
    rf_text    t;
    rf_string *s;
    rf_bytes  *b;

    rf_text_init(&t, cx);
    for (size_t i = 0; i < bytes; i++) {
        char c = at[i];

        rf_text_char(&t, c == '-' ? '+' : c == '_' ? '/' : strchr("+/=", c) ? '!' : c);
    }
    while (t.len % 4 >= 2)
        rf_text_char(&t, '=');
    s = rf_text_take(&t);
    b = rf_base64_decode(cx, s, "JWT decoding error");
    rf_release_object(cx, s);
    return b;
}

/* ---- encoding */

rf_value rf_b_jwt_encode(rf_ctx *cx, rf_value a, rf_value b)
{
    rf_text t, claims;
    uint8_t signature[SIGNATURE];

    if (!rf_is_dict(a) || !rf_is_string(b))
        return RF_REFUSE(cx, "jwt_encode requires a dictionary payload and secret key string", a, b);
    rf_text_init(&claims, cx);
    if (!rf_json_write(&claims, a, RF_JSON_COMPACT, "JWT encoding error: ")) {
        rf_text_end(&claims);
        return rf_null;
    }
    rf_text_init(&t, cx);
    rf_text_puts(&t, header);
    rf_text_char(&t, '.');
    add_encoded(&t, claims.at, (int64_t)claims.len);
    rf_text_end(&claims);
    sign(t.at, t.len, rf_as_string(b), signature);
    rf_text_char(&t, '.');
    add_encoded(&t, signature, SIGNATURE);
    return rf_from_object(rf_text_take(&t));
}

/* ---- decoding */

static rf_value fail(rf_ctx *cx, const char *why)
{
    if (!cx->error)
        rf_throw(cx, "JWT decoding error: %s", why);
    return rf_null;
}

/* The dict that a part of a token stands for; null with the error thrown. */
static rf_value read_part(rf_ctx *cx, const char *at, size_t bytes)
{
    rf_bytes  *b = decode(cx, at, bytes);
    rf_string *s = NULL;
    rf_value   v = rf_null;

    if (b && rf_utf8_valid((const char *)b->at, b->len) == b->len) {
        s = rf_string_new(cx, (const char *)b->at, b->len);
        v = rf_json_read(cx, s, "JWT decoding error");
    }
    rf_release_object(cx, b);
    rf_release_object(cx, s);
    if (rf_is_dict(v))
        return v;
    rf_release(cx, v);
    return fail(cx, "InvalidToken");
}

/* Only the one way of signing is accepted, whatever the token asks for. */
static bool is_signed_so(rf_ctx *cx, const char *at, size_t bytes)
{
    RF_STRING(alg, 3, "alg");
    rf_value  head = read_part(cx, at, bytes);
    rf_value *v    = rf_is_dict(head) ? rf_dict_find(rf_as_dict(head), RF_TEXT(alg)) : NULL;
    bool      so   = v && rf_is_string(*v) && rf_string_is(rf_as_string(*v), "HS256");

    rf_release(cx, head);
    if (!so)
        fail(cx, "InvalidAlgorithm");
    return so;
}

static bool signature_is_right(rf_ctx *cx, const rf_string *token, const char *dot,
                               const rf_string *secret)
{
    uint8_t   expected[SIGNATURE];
    rf_bytes *found = decode(cx, dot + 1, (size_t)(token->at + token->bytes - dot - 1));
    bool      right;

    if (!found)
        return false;
    sign(token->at, (size_t)(dot - token->at), secret, expected);
    right = found->len == SIGNATURE && CRYPTO_memcmp(found->at, expected, SIGNATURE) == 0;
    rf_release_object(cx, found);
    if (!right)
        fail(cx, "InvalidSignature");
    return right;
}

/* The claims of a token that is signed rightly; null with the error thrown. */
static rf_value read_token(rf_ctx *cx, const rf_string *token, const rf_string *secret)
{
    const char *first  = strchr(token->at, '.');
    const char *second = first ? strchr(first + 1, '.') : NULL;

    if (!second || strchr(second + 1, '.') || strlen(token->at) != (size_t)token->bytes)
        return fail(cx, "InvalidToken");
    if (!is_signed_so(cx, token->at, (size_t)(first - token->at)) ||
        !signature_is_right(cx, token, second, secret))
        return rf_null;
    return read_part(cx, first + 1, (size_t)(second - first - 1));
}

rf_value rf_b_jwt_decode(rf_ctx *cx, rf_value a, rf_value b)
{
    if (!rf_is_string(a) || !rf_is_string(b))
        return RF_REFUSE(cx, "jwt_decode requires token and secret key strings", a, b);
    return read_token(cx, rf_as_string(a), rf_as_string(b));
}

/* Whether the time until which the claims hold has not passed. */
static bool holds_still(const rf_dict *claims)
{
    RF_STRING(exp, 3, "exp");
    const rf_value *v = rf_dict_find(claims, RF_TEXT(exp));

    return !v || (rf_is_number(*v) && rf_number_float(*v) >= (double)(time(NULL) - GRACE));
}

rf_value rf_b_jwt_verify(rf_ctx *cx, rf_value a, rf_value b)
{
    rf_value claims;
    bool     right;

    if (!rf_is_string(a) || !rf_is_string(b))
        return RF_REFUSE(cx, "jwt_verify requires token and secret key strings", a, b);
    claims = read_token(cx, rf_as_string(a), rf_as_string(b));
    right  = rf_is_dict(claims) && holds_still(rf_as_dict(claims));
    rf_release(cx, claims);
    rf_release_object(cx, cx->error);
    cx->error = NULL;
    return rf_from_bool(right);
}
