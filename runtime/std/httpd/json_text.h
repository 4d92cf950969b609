#ifndef RUFF_STD_HTTPD_JSON_TEXT_H
#define RUFF_STD_HTTPD_JSON_TEXT_H

#include "core/text.h"

/** Adds v as JSON: compact, keys in code-point order, 2.0 as 2.0. NULL, or what kind of value cannot be written;
    the text is incomplete then. */
const char *rf_text_json(rf_text *t, rf_value v);

#endif
