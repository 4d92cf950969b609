#ifndef RUFF_STD_OAUTH2_PERCENT_H
#define RUFF_STD_OAUTH2_PERCENT_H

#include "core/text.h"

/** One field of a query or a form, NAME=VALUE: every byte of the value but letters, digits and "-_.~" in the
    form %XX (RFC 3986). */
void rf_text_field(rf_text *t, const char *name, const rf_string *value);

#endif
