#ifndef RUFF_STD_SSG_BATCH_H
#define RUFF_STD_SSG_BATCH_H

#include "core/lib.h"

/* What the functions on batches of pages share. */

/** An array of nothing but strings. */
bool rf_ssg_strings(rf_value v);
/** d with v under the key. */
rf_dict *rf_ssg_put(rf_ctx *cx, RF_OWN rf_dict *d, const char *key, RF_OWN rf_value v);

#endif
