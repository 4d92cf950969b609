/* hash_password and verify_password: bcrypt of libxcrypt. */

#include <crypt.h>
#include <openssl/crypto.h>
#include <stdlib.h>
#include <string.h>

#include "core/heap.h"
#include "std/crypto/crypto.h"

enum { COST = 12, SALT = 16, HASH_BYTES = 60 };

/* The hash of a password by the setting, or NULL. The caller ends it with end_hash. */
static char *begin_hash(struct crypt_data **data, const rf_string *password, const char *setting)
{
    *data = calloc(1, sizeof **data);
    if (!*data)
        rf_out_of_memory();
    return crypt_rn(password->at, setting, *data, (int)sizeof **data);
}

static void end_hash(struct crypt_data *data)
{
    OPENSSL_cleanse(data, sizeof *data);
    free(data);
}

/* bcrypt would ignore what follows a NUL byte. */
static bool has_nul(const rf_string *s)
{
    return strlen(s->at) != (size_t)s->bytes;
}

rf_value rf_b_hash_password(rf_ctx *cx, rf_value a)
{
    char               salt[SALT], setting[CRYPT_GENSALT_OUTPUT_SIZE];
    struct crypt_data *data;
    const char        *hash;
    rf_value           v = rf_null;

    if (!rf_is_string(a))
        return RF_REFUSE(cx, "hash_password requires a string password argument", a);
    if (has_nul(rf_as_string(a)))
        return RF_REFUSE(cx, "Failed to hash password: it contains a NUL byte", a);
    rf_random_bytes(salt, sizeof salt);
    if (!crypt_gensalt_rn("$2b$", COST, salt, SALT, setting, sizeof setting))
        return RF_REFUSE(cx, "Failed to hash password: this libcrypt has no bcrypt", a);
    hash = begin_hash(&data, rf_as_string(a), setting);
    if (hash)
        v = rf_from_object(rf_string_from(cx, hash));
    else
        rf_throw(cx, "Failed to hash password");
    end_hash(data);
    return v;
}

/* $2b$12$ and 53 characters. */
static bool is_hash(const rf_string *s)
{
    return s->bytes == HASH_BYTES && strncmp(s->at, "$2", 2) == 0 && strchr("aby", s->at[2]) &&
           s->at[3] == '$' && s->at[6] == '$' && !has_nul(s);
}

rf_value rf_b_verify_password(rf_ctx *cx, rf_value a, rf_value b)
{
    struct crypt_data *data;
    const char        *hash;
    rf_value           v = rf_null;

    if (!rf_is_string(a) || !rf_is_string(b))
        return RF_REFUSE(cx, "verify_password requires (password_string, hash_string) arguments", a,
                         b);
    if (has_nul(rf_as_string(a)))
        return rf_from_bool(0);
    if (!is_hash(rf_as_string(b)))
        return RF_REFUSE(cx, "Failed to verify password: it is no bcrypt hash", a);
    hash = begin_hash(&data, rf_as_string(a), rf_as_string(b)->at);
    if (hash && strlen(hash) == HASH_BYTES)
        v = rf_from_bool(CRYPTO_memcmp(hash, rf_as_string(b)->at, HASH_BYTES) == 0);
    else
        rf_throw(cx, "Failed to verify password: it is no bcrypt hash");
    end_hash(data);
    return v;
}
