#ifndef RUFF_CORE_ERROR_STATE_H
#define RUFF_CORE_ERROR_STATE_H

#include "core/text.h"
#include "ruff/error.h"

/** An error that has not been thrown; takes the message. */
rf_error *rf_error_new(rf_ctx *cx, RF_OWN rf_string *message);
/** Whether advice is worth its time: a program that throws again and again catches what it throws. */
bool rf_wants_advice(void);
/** Adds a line of advice to the pending error, which its report shows; made as printf does. */
RF_COLD void rf_throw_help(rf_ctx *cx, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/** How many calls the stack tells of; `<module>` bodies, which have no name, are none. */
uint64_t rf_error_calls(const rf_error *e);
/** The lines of a report that tell a place: the arrow, and the script's line where it is at hand. */
void rf_report_place(rf_text *t, const char *file, uint32_t line, uint32_t column);
/** As S-27. */
void rf_error_print(rf_text *out, rf_object *o);
/** e.name: message, line, stack, value, cause (S-72); owned; RF_ABSENT: no such field. */
rf_value rf_error_field(rf_ctx *cx, const rf_error *e, const rf_string *name);

#endif
