#ifndef RUFF_CORE_OPERATORS_H
#define RUFF_CORE_OPERATORS_H

#include "ruff/value.h"

/** a op b for any two values; op is one of + - * / %. Borrows both, owns the result. */
rf_value rf_arithmetic(rf_ctx *cx, char op, rf_value a, rf_value b);

#endif
