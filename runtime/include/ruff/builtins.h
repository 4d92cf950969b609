#ifndef RUFF_BUILTINS_H
#define RUFF_BUILTINS_H

#include "ruff/value.h"
#include "ruff/gen.h"

/* The C functions behind builtins.def, declared by that table itself; names of one function repeat its
   declaration. Emitted files declare the ones they call themselves; this header is for the runtime's
   own sources. Errors and results: reference/stdlib.md. */

#define RF_FIXED_0(symbol) rf_value symbol(rf_ctx *cx);
#define RF_FIXED_1(symbol) rf_value symbol(rf_ctx *cx, rf_value a);
#define RF_FIXED_2(symbol) rf_value symbol(rf_ctx *cx, rf_value a, rf_value b);
#define RF_FIXED_3(symbol) rf_value symbol(rf_ctx *cx, rf_value a, rf_value b, rf_value c);
#define RF_FIXED_4(symbol) rf_value symbol(rf_ctx *cx, rf_value a, rf_value b, rf_value c, rf_value d);
#define RF_FIXED_5(symbol)                                                                         \
    rf_value symbol(rf_ctx *cx, rf_value a, rf_value b, rf_value c, rf_value d, rf_value e);
#define RF_WAITING_1(symbol)                                                                       \
    rf_value symbol(rf_ctx *cx, rf_value a, uint32_t at);                                          \
    rf_step  symbol##_poll(rf_ctx *cx, rf_frame *f, rf_value a, rf_value *out, uint32_t at);

#define RF_ABI_FIXED(symbol, most)    RF_FIXED_##most(symbol)
#define RF_ABI_WAITING(symbol, most)  RF_WAITING_##most(symbol)
#define RF_ABI_STARTED(symbol, most)  RF_FIXED_##most(symbol)
#define RF_ABI_VARIADIC(symbol, most) rf_value symbol(rf_ctx *cx, const rf_value *args, uint32_t count);

#define BUILTIN(name, symbol, feature, abi, result, least, most, effects, doc)                     \
    RF_ABI_##abi(symbol, most)
#include "builtins.def"
#undef BUILTIN

#undef RF_FIXED_0
#undef RF_FIXED_1
#undef RF_FIXED_2
#undef RF_FIXED_3
#undef RF_FIXED_4
#undef RF_FIXED_5
#undef RF_WAITING_1
#undef RF_ABI_FIXED
#undef RF_ABI_WAITING
#undef RF_ABI_STARTED
#undef RF_ABI_VARIADIC

#endif
