/* aes_encrypt and its kin: AES-256-GCM, as nonce, text, tag in Base64. The key is the SHA-256 of the key's text. */

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <string.h>

#include "core/heap.h"
#include "core/utf8.h"
#include "std/base64/base64.h"
#include "std/crypto/crypto.h"

enum { NONCE = 12, TAG = 16 };

typedef enum direction { DECRYPT, ENCRYPT } direction;

/* A context with key and nonce, for the caller to free. */
static EVP_CIPHER_CTX *begin(const rf_string *key, const uint8_t nonce[NONCE], direction d)
{
    EVP_CIPHER_CTX *c = EVP_CIPHER_CTX_new();
    uint8_t         bits[RF_SHA256];

    rf_sha256(key->at, (size_t)key->bytes, bits);
    if (!c || EVP_CipherInit_ex(c, EVP_aes_256_gcm(), NULL, bits, nonce, d) != 1)
        rf_out_of_memory();
    OPENSSL_cleanse(bits, sizeof bits);
    return c;
}

/* OpenSSL counts in ints. */
static bool fits(rf_ctx *cx, int64_t bytes)
{
    if (bytes <= INT32_MAX - 64)
        return true;
    rf_throw(cx, "AES: the text is too long");
    return false;
}

rf_value rf_b_aes_encrypt(rf_ctx *cx, rf_value a, rf_value b)
{
    const rf_string *text;
    rf_bytes        *box;
    rf_string       *s;
    EVP_CIPHER_CTX  *c;
    int              n, rest;

    if (!rf_is_string(a) || !rf_is_string(b))
        return RF_REFUSE(cx, "aes_encrypt requires (plaintext_string, key_string) arguments", a, b);
    text = rf_as_string(a);
    if (!fits(cx, text->bytes))
        return rf_null;
    box = rf_bytes_new(cx, NULL, NONCE + text->bytes + TAG);
    rf_random_bytes(box->at, NONCE);
    c = begin(rf_as_string(b), box->at, ENCRYPT);
    if (EVP_CipherUpdate(c, box->at + NONCE, &n, (const uint8_t *)text->at, (int)text->bytes) != 1 ||
        EVP_CipherFinal_ex(c, box->at + NONCE + n, &rest) != 1 ||
        EVP_CIPHER_CTX_ctrl(c, EVP_CTRL_GCM_GET_TAG, TAG, box->at + NONCE + text->bytes) != 1)
        rf_out_of_memory();
    EVP_CIPHER_CTX_free(c);
    s = rf_base64_encode(cx, box->at, box->len);
    rf_release_object(cx, box);
    return rf_from_object(s);
}

/* The text in the box; NULL with the error thrown. */
static rf_bytes *open_box(rf_ctx *cx, const rf_bytes *box, const rf_string *key)
{
    int64_t         size = box->len - NONCE - TAG;
    rf_bytes       *text;
    EVP_CIPHER_CTX *c;
    int             n, rest;
    bool            right;

    if (box->len < NONCE) {
        rf_throw(cx, "Invalid ciphertext: too short");
        return NULL;
    }
    if (size < 0 || !fits(cx, size)) {
        if (!cx->error)
            rf_throw(cx, "AES decryption failed: the tag is missing");
        return NULL;
    }
    text  = rf_bytes_new(cx, NULL, size);
    c     = begin(key, box->at, DECRYPT);
    right = EVP_CipherUpdate(c, text->at, &n, box->at + NONCE, (int)size) == 1 &&
            EVP_CIPHER_CTX_ctrl(c, EVP_CTRL_GCM_SET_TAG, TAG, box->at + NONCE + size) == 1 &&
            EVP_CipherFinal_ex(c, text->at + n, &rest) == 1;
    EVP_CIPHER_CTX_free(c);
    if (right)
        return text;
    rf_release_object(cx, text);
    rf_throw(cx, "AES decryption failed: another key, or not the text that was encrypted");
    return NULL;
}

static rf_bytes *decrypt(rf_ctx *cx, rf_value a, rf_value key)
{
    rf_bytes *box = rf_base64_decode(cx, rf_as_string(a), "Invalid base64 ciphertext");
    rf_bytes *text;

    if (!box)
        return NULL;
    text = open_box(cx, box, rf_as_string(key));
    rf_release_object(cx, box);
    return text;
}

static bool is_text(const rf_bytes *b)
{
    return rf_utf8_valid((const char *)b->at, b->len) == b->len;
}

rf_value rf_b_aes_decrypt(rf_ctx *cx, rf_value a, rf_value b)
{
    rf_bytes *text;
    rf_value  v = rf_null;

    if (!rf_is_string(a) || !rf_is_string(b))
        return RF_REFUSE(cx, "aes_decrypt requires (ciphertext_string, key_string) arguments", a, b);
    text = decrypt(cx, a, b);
    if (text && is_text(text))
        v = rf_from_object(rf_string_new(cx, (const char *)text->at, text->len));
    else if (text)
        rf_throw(cx, "Decrypted data is not valid UTF-8");
    rf_release_object(cx, text);
    return v;
}

rf_value rf_b_aes_decrypt_bytes(rf_ctx *cx, rf_value a, rf_value b)
{
    rf_bytes  *text;
    rf_string *s = NULL;

    if (!rf_is_string(a) || !rf_is_string(b))
        return RF_REFUSE(cx, "aes_decrypt_bytes requires (ciphertext_string, key_string) arguments",
                         a, b);
    text = decrypt(cx, a, b);
    if (text)
        s = is_text(text) ? rf_string_new(cx, (const char *)text->at, text->len)
                          : rf_base64_encode(cx, text->at, text->len);
    rf_release_object(cx, text);
    return s ? rf_from_object(s) : rf_null;
}
