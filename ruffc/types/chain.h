#ifndef RUFFC_TYPES_CHAIN_H
#define RUFFC_TYPES_CHAIN_H

/* Lazy chains as the tree has them (C-74): range(n).map(f).filter(p).sum(). */

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

#endif
