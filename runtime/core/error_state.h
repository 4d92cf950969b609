#ifndef RUFF_CORE_ERROR_STATE_H
#define RUFF_CORE_ERROR_STATE_H

#include "core/text.h"
#include "ruff/error.h"

/** The number in S-65's text: small functions reach at least that. The stack itself ends. */
enum { RF_CALL_DEPTH = 100000 };

/** An error that has not been thrown; takes the message. */
rf_error *rf_error_new(rf_ctx *cx, RF_OWN rf_string *message);
/** As S-27. */
void rf_error_print(rf_text *out, rf_object *o);
/** e.name: message, line, stack, value, cause (S-72); owned; RF_ABSENT: no such field. */
rf_value rf_error_field(rf_ctx *cx, const rf_error *e, const rf_string *name);

#endif
