/* Built-in functions as methods (S-22): the table of methods.def and the call. */

#include <string.h>

#include "core/lib.h"
#include "core/native.h"
#include "ruff/closure.h"

/* The facts of builtins.def by symbol: the preprocessor cannot look up a row, but the size of an
   array type can be asked for by name. Other names of a function repeat the declaration. Sizes are
   one above the fact, most two, for -1. */
#define BUILTIN(name, symbol, feature, abi, result, least, most, effects, doc)                     \
    extern char least_of_##symbol[(least) + 1], most_of_##symbol[(most) + 2],                      \
        abi_of_##symbol[ABI_##abi + 1];
#define ABI_FIXED    RF_NATIVE_FIXED
#define ABI_VARIADIC RF_NATIVE_VARIADIC
#define ABI_WAITING  RF_NATIVE_FIXED /* never a method here */
#define ABI_STARTED  RF_NATIVE_FIXED /* nor this */
#include "builtins.def"
#undef BUILTIN

/* The table must not link every function it names: a program has those whose methods it can call, for
   its C refers to them, and the others are NULL here. */
#define METHOD(receiver, name, builtin)                                                            \
    extern __typeof__(rf_b_##builtin) rf_b_##builtin __attribute__((weak));
#include "core/methods.def"

/* The built-in is_empty takes strings only. */
static rf_value array_is_empty(rf_ctx *cx, rf_value a)
{
    (void)cx;
    return rf_from_bool(rf_as_array(a)->len == 0);
}

/* collect: what ends a lazy chain changes nothing of an array. */
static rf_value array_itself(rf_ctx *cx, rf_value a)
{
    (void)cx;
    return rf_copy(a);
}

typedef struct method {
    rf_kind_id  receiver;
    const char *name;
    rf_native   native;
} method;

static const method methods[] = {
#define METHOD(receiver, name, builtin)                                                            \
    {RF_K_##receiver,                                                                              \
     #name,                                                                                        \
     {#builtin, (int32_t)sizeof least_of_rf_b_##builtin - 1,                                       \
      (int32_t)sizeof most_of_rf_b_##builtin - 2,                                                  \
      (rf_native_abi)(sizeof abi_of_rf_b_##builtin - 1), (void (*)(void))rf_b_##builtin}},
#define OWN_METHOD(receiver, name, function)                                                       \
    {RF_K_##receiver, #name, {#name, 1, 1, RF_NATIVE_FIXED, (void (*)(void))function}},
#include "core/methods.def"
};

const rf_native *rf_find_method(rf_kind_id receiver, const char *name)
{
    for (size_t i = 0; i < RF_COUNT_OF(methods); i++)
        if (methods[i].receiver == receiver && strcmp(methods[i].name, name) == 0)
            return methods[i].native.code ? &methods[i].native : NULL;
    return NULL;
}

bool rf_is_lazy_method(const char *name)
{
    static const char *const names[] = {
#define LAZY_METHOD(name) #name,
#include "core/methods.def"
    };

    for (size_t i = 0; i < RF_COUNT_OF(names); i++)
        if (strcmp(names[i], name) == 0)
            return true;
    return false;
}

/* The code as a function of that many arguments. */
typedef rf_value (*code_of_1)(rf_ctx *cx, rf_value a);
typedef rf_value (*code_of_2)(rf_ctx *cx, rf_value a, rf_value b);
typedef rf_value (*code_of_3)(rf_ctx *cx, rf_value a, rf_value b, rf_value c);

/* No method of the table takes more than three. */
static rf_value call_fixed(rf_ctx *cx, const rf_native *n, const rf_value all[3])
{
    switch (n->most) {
    case 1:
        return ((code_of_1)n->code)(cx, all[0]);
    case 2:
        return ((code_of_2)n->code)(cx, all[0], all[1]);
    default:
        return ((code_of_3)n->code)(cx, all[0], all[1], all[2]);
    }
}

rf_value rf_call_native(rf_ctx *cx, const rf_native *n, rf_value receiver, const rf_value *args,
                        uint32_t count)
{
    rf_value all[3] = {receiver, rf_absent, rf_absent};

    if ((int64_t)count + 1 < n->least || (int64_t)count + 1 > n->most) {
        rf_throw_native_arity(cx, n->name, n->least, n->most, count + 1);
        return rf_null;
    }
    for (uint32_t i = 0; i < count; i++)
        all[i + 1] = args[i];
    return call_fixed(cx, n, all);
}
