#ifndef RUFF_CLOSURE_H
#define RUFF_CLOSURE_H

#include "ruff/value.h"

/** The code of a function value: `self` is the closure, arguments are boxed and borrowed, the count has
    been checked. The result is owned. */
typedef rf_value (*rf_code)(rf_ctx *cx, rf_closure *self, const rf_value *args, uint32_t count);

enum { RF_FN_ASYNC = 1, RF_FN_GENERATOR = 2, RF_FN_NATIVE = 4, RF_FN_VARIADIC = 8, RF_FN_HOLDS = 16 };

/** Static facts of a function, one per function in an emitted file. */
struct rf_function {
    const char *name;  /* as errors and stacks show it: f, Struct.method, <lambda> */
    const char *file;
    rf_code     call;
    int32_t     arity; /* parameters without self; for natives the most */
    int32_t     least; /* the fewest, for natives */
    uint32_t    flags;
    const uint32_t *globals; /* of a closure or generator: how many globals it takes copies of when it
                                crosses to another thread (C-1), and their numbers; NULL: none */
    rf_code     way; /* makes the frame of a call that gives its thread up when it waits (C-34); NULL: it never waits */
};

/** A function value. Captures are values, or rf_cell objects for variables that change. */
struct rf_closure {
    rf_object          head; /* aux 1: the last capture is the runtime's, the globals it has taken along */
    const rf_function *function;
    uint32_t           capture_count;
    rf_value           captures[];
};
extern const rf_kind rf_closure_kind;

/** A new closure; the caller fills in the captures, which it owns from then on. */
rf_closure *rf_closure_new(rf_ctx *cx, const rf_function *f, uint32_t captures);

/** A closure without captures as a static object. */
#define RF_STATIC_CLOSURE(name, function)                                                          \
    static rf_closure name RF_UNUSED = {{RF_STATIC_COUNT, 0, &rf_closure_kind}, &(function), 0}

/** Throws "NAME expects N arguments, got M" (S-61). */
RF_COLD void rf_throw_arity(rf_ctx *cx, const rf_function *f, uint32_t got);
/** The same for a built-in, in the words of its own (stdlib.md); `most` -1: any number. */
RF_COLD void rf_throw_native_arity(rf_ctx *cx, const char *name, int32_t least, int32_t most,
                                   uint32_t got);

#endif
