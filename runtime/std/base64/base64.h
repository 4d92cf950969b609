#ifndef RUFF_STD_BASE64_H
#define RUFF_STD_BASE64_H

#include "core/collections.h"
#include "ruff/string.h"

/* Base64 (RFC 4648) with the standard alphabet and padding, for the built-ins and other features.
 */

/** The text that stands for the bytes. */
rf_string *rf_base64_encode(rf_ctx *cx, const void *at, int64_t bytes);
/** The bytes that a text stands for. Strict: padded, nothing but the alphabet, no bits left over.
    Else NULL with `PREFIX: ` and the reason thrown. */
rf_bytes *rf_base64_decode(rf_ctx *cx, const rf_string *s, const char *prefix);

#endif
