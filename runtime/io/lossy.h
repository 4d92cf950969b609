#ifndef RUFF_IO_LOSSY_H
#define RUFF_IO_LOSSY_H

#include "ruff/string.h"

/** Bytes from outside as a string: what is no UTF-8 becomes U+FFFD, one for each sequence that breaks off. */
rf_string *rf_string_lossy(rf_ctx *cx, const char *at, size_t bytes);

#endif
