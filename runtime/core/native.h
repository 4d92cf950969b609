#ifndef RUFF_CORE_NATIVE_H
#define RUFF_CORE_NATIVE_H

#include "ruff/value.h"

/* Built-in functions as data: what a method name means on a value of the library (methods.def). */

typedef enum rf_native_abi { RF_NATIVE_FIXED, RF_NATIVE_VARIADIC } rf_native_abi;

/** A built-in function. The receiver of a method call counts as its first argument. */
typedef struct rf_native {
    const char   *name; /* of the function, for texts: "set_has" for s.has */
    int32_t       least, most; /* most -1: any number */
    rf_native_abi abi;
    void (*code)(void); /* as the columns abi and most say */
} rf_native;

/** What `name` means as an eager method of receivers of that sort (S-22); NULL: nothing. */
const rf_native *rf_find_method(rf_kind_id receiver, const char *name);

/** Calls it with the receiver in front of the arguments; all are borrowed, the result is owned.
    Throws when the count does not fit. */
rf_value rf_call_native(rf_ctx *cx, const rf_native *n, rf_value receiver, const rf_value *args,
                        uint32_t count);

/** True for the lazy methods of arrays (S-22): map filter take skip zip enumerate flatten chunk. */
bool rf_is_lazy_method(const char *name);
/** A lazy chain over the receiver (C-74). Lives in gen/: rf_method calls up by this name alone. */
rf_value rf_lazy_method(rf_ctx *cx, rf_value receiver, const char *name, const rf_value *args,
                        uint32_t count);

#endif
