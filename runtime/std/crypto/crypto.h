#ifndef RUFF_STD_CRYPTO_H
#define RUFF_STD_CRYPTO_H

#include "core/lib.h"

/* What the sources of the feature share. OpenSSL's own texts of errors are left in its queue. */

enum { RF_SHA256 = 32, RF_MD5 = 16 };

/** The SHA-256 of some bytes. */
void rf_sha256(const void *at, size_t bytes, uint8_t out[RF_SHA256]);
/** Fills in random bytes from the kernel. */
void rf_random_bytes(void *at, size_t bytes);

#endif
