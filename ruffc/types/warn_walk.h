#ifndef RUFFC_TYPES_WARN_WALK_H
#define RUFFC_TYPES_WARN_WALK_H

/* Between the files that warn of what types tell. */

#include "support/table.h"
#include "types/infer.h"

/** Where the walk stands: a function, with all its instances. */
typedef struct WarnWalk {
    const Typed        *t;
    const FunctionInfo *info;
    Function           *function;
    Table               stored; /* names under which some struct instance may hold a value */
} WarnWalk;

/** The one type that an expression has in all instances of the function; NULL when they differ or
    inference knows none. */
const Type *only_type(const WarnWalk *w, const Node *n);

/** How a message calls a value of the type: `an array`, `Point`; empty for those of which too little
    is known. */
Text type_word(const WarnWalk *w, const Type *type);

/** Methods and fields; the node is an ND_METHOD, an ND_FIELD. */
void look_at_method(const WarnWalk *w, const Node *n);
void look_at_field(const WarnWalk *w, const Node *n);

/** Operators; the node is an ND_BINARY, an ND_UNARY. */
void look_at_binary(const WarnWalk *w, const Node *n);
void look_at_unary(const WarnWalk *w, const Node *n);

/** The node is an ND_MATCH. */
void look_at_match(const WarnWalk *w, const Node *n);

/** A statement that is only an expression: methods that change nothing. */
void look_at_dropped(const WarnWalk *w, const Node *statement);

/** A statement that is only a call: what it calls may change a copy, and the change is lost (S-2). */
void look_at_copies(const WarnWalk *w, const Node *statement);

/** Promises and lazy chains in place of their values. The node is an ND_BINARY; the condition of an
    ND_IF or ND_WHILE, or NULL; an ND_INDEX; a statement that is only an expression. */
void look_at_comparison(const WarnWalk *w, const Node *n);
void look_at_condition(const WarnWalk *w, const Node *cond);
void look_at_index(const WarnWalk *w, const Node *n);
void look_at_lazy(const WarnWalk *w, const Node *statement);

#endif
