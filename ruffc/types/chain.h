#ifndef RUFFC_TYPES_CHAIN_H
#define RUFFC_TYPES_CHAIN_H

/* Lazy chains as the tree has them (C-74): range(n).map(f).filter(p).sum(); and the built-in functions that
   call a function they are given on each element of an array: map(xs, f). */

#include "types/infer.h"

/** What one method of a chain does with the values that come. */
typedef enum ChainKind {
    CHAIN_NONE, /* it is no method of a chain, or its function is not known */
    CHAIN_MAP,
    CHAIN_FILTER,
    CHAIN_TAKE_WHILE,
    CHAIN_TAKE,
    CHAIN_SKIP,
    CHAIN_ENUMERATE,
    CHAIN_SUM, /* this one and those below take all values, and end the chain */
    CHAIN_COUNT,
    CHAIN_COLLECT,
    CHAIN_REDUCE,
    CHAIN_FIND, /* of arrays only */
    CHAIN_FIRST,
    CHAIN_ANY,
    CHAIN_ALL,
    CHAIN_EACH
} ChainKind;

typedef struct ChainStep {
    ChainKind kind;
    Node     *argument; /* the one that is the function; NULL: it takes none */
    Function *function;
} ChainStep;

/** What a method call does as a part of a chain; CHAIN_NONE for any other expression. */
ChainStep chain_step(const Typed *t, const Instance *in, const Node *n);

/** The instance that a step calls: for the type of the values, or the one that takes any. */
Instance *chain_callee(const Instance *in, const ChainStep *s);

/** True for range(…) of one or two ints. */
bool chain_is_range(const Typed *t, const Instance *in, const Node *n);

/** The type of the values that a chain, or what it begins with, gives; NULL when it is no chain. Arrays and the
    like are any: who calls a function through its value gets other ones than who calls it for its types. */
const Type *chain_element(const Typed *t, const Instance *in, const Node *n);

/** The function that an argument of such a call is known to be, when it takes `params` arguments and answers at
    once; NULL for any other. */
Function *chain_function(const Typed *t, const Instance *in, const Node *n, uint32_t params);

/** A call of map, filter, reduce, find, any or all on an array, and nothing else of that name. */
typedef struct EagerCall {
    ChainStep step;
    Node     *over;    /* the array */
    Node     *initial; /* REDUCE: what it begins with */
} EagerCall;

/** Reads such a call, as a function or as a method; false for anything else. */
bool eager_call(const Typed *t, const Instance *in, const Node *n, EagerCall *out);

#endif
