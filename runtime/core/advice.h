#ifndef RUFF_CORE_ADVICE_H
#define RUFF_CORE_ADVICE_H

#include "ruff/dict.h"

/* Each adds a line of advice to the error that has just been thrown (rf_throw_help), where there is
   some to give. */

/** About a method that the receiver does not have: its type, and the name that may be meant. */
RF_COLD void rf_advise_method(rf_ctx *cx, rf_value receiver, const char *name);
/** About a name behind a dot on a value that has no fields: it may be a method. */
RF_COLD void rf_advise_member(rf_ctx *cx, rf_value x, const char *name);
/** About a field that a struct instance or Error does not have. */
RF_COLD void rf_advise_field(rf_ctx *cx, const rf_object *o, const char *name);
/** About a key that the dict does not have. */
RF_COLD void rf_advise_key(rf_ctx *cx, const rf_dict *d, const rf_string *key);
/** About x[i], or x[i] := v, that has no meaning for the two values. */
RF_COLD void rf_advise_index(rf_ctx *cx, rf_value x, rf_value i, bool store);
/** About an index of an array or string that is no int. */
RF_COLD void rf_advise_array_index(rf_ctx *cx, rf_value i);
/** About `?` behind a value that it does not take. */
RF_COLD void rf_advise_question(rf_ctx *cx, rf_value v);
/** About operands that an operator does not take. */
RF_COLD void rf_advise_operands(rf_ctx *cx, rf_value a, const char *op, rf_value b);

#endif
