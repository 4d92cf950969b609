#ifndef RUFF_STD_JSON_H
#define RUFF_STD_JSON_H

#include "core/text.h"

/* JSON (RFC 8259), for the built-ins and other features. */

/** How values are laid out. */
typedef enum rf_json_layout {
    RF_JSON_COMPACT, /* one line, no spaces */
    RF_JSON_PRETTY   /* two spaces a level, empty containers on one line */
} rf_json_layout;

/** Adds v: keys in code-point order, 2.0 as 2.0, text beyond ASCII as it is. False with `PREFIXCannot convert …
    to JSON` thrown when a part of v has no form in JSON; what t holds then is not whole. */
bool rf_json_write(rf_text *t, rf_value v, rf_json_layout layout, const char *prefix);

/** The value that a text describes, owned. A text that is none throws `PREFIX: WHAT at line L column C`, one
    that is nested deeper than 65 levels `JSON input exceeds maximum nesting depth of 64`. */
rf_value rf_json_read(rf_ctx *cx, const rf_string *s, const char *prefix);

#endif
