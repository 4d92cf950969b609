#ifndef RUFF_CORE_UTF8_H
#define RUFF_CORE_UTF8_H

#include "ruff/abi.h"

/* UTF-8, always valid inside the runtime: text is checked where it comes in. */

/** How many code points. */
int64_t rf_utf8_count(const char *at, int64_t bytes);
/** Bytes of the code point that begins with `lead`: 1 to 4. */
int rf_utf8_size(char lead);
/** The code point at `at`; its size in *size. */
uint32_t rf_utf8_decode(const char *at, int *size);
/** Writes the code point, answers its size. */
int rf_utf8_encode(uint32_t rune, char out[4]);
/** The byte offset of code point number n, n in 0 … count. */
int64_t rf_utf8_offset(const char *at, int64_t bytes, int64_t n);
/** How many leading bytes are valid UTF-8; `bytes` when all are. */
int64_t rf_utf8_valid(const char *at, int64_t bytes);

#endif
