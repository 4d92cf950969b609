/* rsa_generate_keypair and its kin: OAEP with SHA-256, signatures of PKCS#1 v1.5 with SHA-256. */

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <string.h>

#include "core/heap.h"
#include "core/utf8.h"
#include "std/base64/base64.h"
#include "std/crypto/crypto.h"

typedef enum half { PUBLIC, PRIVATE } half;

/* ---- keys */

/* A key that is encrypted is refused: nobody is asked for a password. */
static int no_password(char *room, int size, int writing, void *data)
{
    (void)room, (void)size, (void)writing, (void)data;
    return -1;
}

/* The key of a PEM text, for the caller to free; NULL with the error thrown. */
static EVP_PKEY *read_key(rf_ctx *cx, rf_value pem, half h)
{
    const rf_string *s   = rf_as_string(pem);
    BIO             *bio = s->bytes < INT32_MAX ? BIO_new_mem_buf(s->at, (int)s->bytes) : NULL;
    EVP_PKEY        *key = NULL;

    if (bio)
        key = h == PUBLIC ? PEM_read_bio_PUBKEY(bio, NULL, no_password, NULL)
                          : PEM_read_bio_PrivateKey(bio, NULL, no_password, NULL);
    BIO_free(bio);
    if (key && EVP_PKEY_is_a(key, "RSA"))
        return key;
    EVP_PKEY_free(key);
    rf_throw(cx, "Invalid RSA %s key: no PEM text of one", h == PUBLIC ? "public" : "private");
    return NULL;
}

/* What was written as a string; frees the BIO. */
static rf_value pem_text(rf_ctx *cx, BIO *bio, int written)
{
    char      *at;
    long       bytes = BIO_get_mem_data(bio, &at);
    rf_string *s;

    if (written != 1)
        rf_out_of_memory();
    s = rf_string_new(cx, at, bytes);
    BIO_free(bio);
    return rf_from_object(s);
}

static BIO *new_text(void)
{
    BIO *bio = BIO_new(BIO_s_mem());

    if (!bio)
        rf_out_of_memory();
    return bio;
}

rf_value rf_b_rsa_generate_keypair(rf_ctx *cx, rf_value a)
{
    rf_dict  *d;
    EVP_PKEY *key;
    BIO      *bio;

    if (a.tag != RF_INT)
        return RF_REFUSE(cx, "rsa_generate_keypair requires an integer key size", a);
    if (a.as.i != 2048 && a.as.i != 4096)
        return RF_REFUSE(cx, "RSA key size must be 2048 or 4096 bits", a);
    key = EVP_RSA_gen((unsigned)a.as.i);
    if (!key)
        return RF_REFUSE(cx, "RSA key generation failed", a);
    d   = rf_dict_new(cx, 2);
    bio = new_text();
    d   = rf_dict_with(
        cx, d, "private",
        pem_text(cx, bio, PEM_write_bio_PKCS8PrivateKey(bio, key, NULL, NULL, 0, NULL, NULL)));
    bio = new_text();
    d   = rf_dict_with(cx, d, "public", pem_text(cx, bio, PEM_write_bio_PUBKEY(bio, key)));
    EVP_PKEY_free(key);
    return rf_from_object(d);
}

/* ---- encryption */

typedef int rsa_step(EVP_PKEY_CTX *c, uint8_t *out, size_t *size, const uint8_t *in, size_t bytes);

/* What the step makes of the bytes; NULL when it fails. */
static rf_bytes *with_oaep(rf_ctx *cx, EVP_PKEY *key, half h, const void *in, int64_t bytes)
{
    EVP_PKEY_CTX *c    = EVP_PKEY_CTX_new(key, NULL);
    rsa_step     *step = h == PUBLIC ? EVP_PKEY_encrypt : EVP_PKEY_decrypt;
    rf_bytes     *out  = NULL;
    size_t        size = 0;

    if (!c)
        rf_out_of_memory();
    if ((h == PUBLIC ? EVP_PKEY_encrypt_init(c) : EVP_PKEY_decrypt_init(c)) == 1 &&
        EVP_PKEY_CTX_set_rsa_padding(c, RSA_PKCS1_OAEP_PADDING) == 1 &&
        EVP_PKEY_CTX_set_rsa_oaep_md(c, EVP_sha256()) == 1 &&
        EVP_PKEY_CTX_set_rsa_mgf1_md(c, EVP_sha256()) == 1 &&
        step(c, NULL, &size, in, (size_t)bytes) == 1) {
        out = rf_bytes_new(cx, NULL, (int64_t)size);
        if (step(c, out->at, &size, in, (size_t)bytes) == 1) {
            out->len = (int64_t)size;
        } else {
            rf_release_object(cx, out);
            out = NULL;
        }
    }
    EVP_PKEY_CTX_free(c);
    return out;
}

/* As Base64; takes the bytes. */
static rf_value in_base64(rf_ctx *cx, RF_OWN rf_bytes *b)
{
    rf_string *s = rf_base64_encode(cx, b->at, b->len);

    rf_release_object(cx, b);
    return rf_from_object(s);
}

rf_value rf_b_rsa_encrypt(rf_ctx *cx, rf_value a, rf_value b)
{
    EVP_PKEY *key;
    rf_bytes *box;

    if (!rf_is_string(a) || !rf_is_string(b))
        return RF_REFUSE(cx, "rsa_encrypt requires (plaintext_string, public_key_string) arguments",
                         a, b);
    key = read_key(cx, b, PUBLIC);
    if (!key)
        return rf_null;
    box = with_oaep(cx, key, PUBLIC, rf_as_string(a)->at, rf_as_string(a)->bytes);
    EVP_PKEY_free(key);
    if (box)
        return in_base64(cx, box);
    rf_throw(cx, "RSA encryption failed: the text is too long for the key");
    return rf_null;
}

/* The text that bytes are; takes them. */
static rf_value as_text(rf_ctx *cx, RF_OWN rf_bytes *b)
{
    rf_value v = rf_null;

    if (rf_utf8_valid((const char *)b->at, b->len) == b->len)
        v = rf_from_object(rf_string_new(cx, (const char *)b->at, b->len));
    else
        rf_throw(cx, "Decrypted data is not valid UTF-8");
    rf_release_object(cx, b);
    return v;
}

rf_value rf_b_rsa_decrypt(rf_ctx *cx, rf_value a, rf_value b)
{
    EVP_PKEY *key;
    rf_bytes *box, *text = NULL;

    if (!rf_is_string(a) || !rf_is_string(b))
        return RF_REFUSE(cx, "rsa_decrypt requires (ciphertext_string, private_key_string) arguments",
                         a, b);
    key = read_key(cx, b, PRIVATE);
    if (!key)
        return rf_null;
    box = rf_base64_decode(cx, rf_as_string(a), "Invalid base64 ciphertext");
    if (box)
        text = with_oaep(cx, key, PRIVATE, box->at, box->len);
    EVP_PKEY_free(key);
    rf_release_object(cx, box);
    if (text)
        return as_text(cx, text);
    if (box)
        rf_throw(cx, "RSA decryption failed: another key, or not the text that was encrypted");
    return rf_null;
}

/* ---- signatures */

rf_value rf_b_rsa_sign(rf_ctx *cx, rf_value a, rf_value b)
{
    EVP_PKEY   *key;
    EVP_MD_CTX *c;
    rf_bytes   *out;
    size_t      size;

    if (!rf_is_string(a) || !rf_is_string(b))
        return RF_REFUSE(cx, "rsa_sign requires (message_string, private_key_string) arguments", a,
                         b);
    key = read_key(cx, b, PRIVATE);
    if (!key)
        return rf_null;
    size = (size_t)EVP_PKEY_get_size(key);
    out  = rf_bytes_new(cx, NULL, (int64_t)size);
    c    = EVP_MD_CTX_new();
    if (!c || EVP_DigestSignInit(c, NULL, EVP_sha256(), NULL, key) != 1 ||
        EVP_DigestSign(c, out->at, &size, (const uint8_t *)rf_as_string(a)->at,
                       (size_t)rf_as_string(a)->bytes) != 1)
        rf_throw(cx, "RSA signing failed: the key is not fit for it");
    EVP_MD_CTX_free(c);
    EVP_PKEY_free(key);
    out->len = (int64_t)size;
    if (!cx->error)
        return in_base64(cx, out);
    rf_release_object(cx, out);
    return rf_null;
}

static bool is_signed(EVP_PKEY *key, const rf_string *text, const rf_bytes *signature)
{
    EVP_MD_CTX *c = EVP_MD_CTX_new();
    bool        right;

    if (!c)
        rf_out_of_memory();
    right = EVP_DigestVerifyInit(c, NULL, EVP_sha256(), NULL, key) == 1 &&
            EVP_DigestVerify(c, signature->at, (size_t)signature->len, (const uint8_t *)text->at,
                             (size_t)text->bytes) == 1;
    EVP_MD_CTX_free(c);
    return right;
}

rf_value rf_b_rsa_verify(rf_ctx *cx, rf_value a, rf_value b, rf_value c)
{
    EVP_PKEY *key;
    rf_bytes *signature;
    bool      right;

    if (!rf_is_string(a) || !rf_is_string(b) || !rf_is_string(c))
        return RF_REFUSE(
            cx, "rsa_verify requires (message_string, signature_string, public_key_string) arguments",
            a, b, c);
    key = read_key(cx, c, PUBLIC);
    if (!key)
        return rf_null;
    signature = rf_base64_decode(cx, rf_as_string(b), "Invalid base64 signature");
    right     = signature && is_signed(key, rf_as_string(a), signature);
    EVP_PKEY_free(key);
    rf_release_object(cx, signature);
    return signature ? rf_from_bool(right) : rf_null;
}
