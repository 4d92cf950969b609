#ifndef RUFF_CORE_DICT_STATE_H
#define RUFF_CORE_DICT_STATE_H

#include "core/table.h"
#include "core/text.h"
#include "ruff/dict.h"

/* For the sources that walk dicts. */

/** The key of an entry as a string, owned. */
rf_string *rf_entry_key(rf_ctx *cx, const rf_entry *e);
/** As S-27: by key. */
void rf_dict_print(rf_text *out, rf_object *o);

#endif
