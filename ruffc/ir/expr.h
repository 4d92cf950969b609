#ifndef RUFFC_IR_EXPR_H
#define RUFFC_IR_EXPR_H

/* Between the files that build expressions: build_expr.c, build_literal.c, build_operator.c. */

#include "ir/build.h"

/** An operand that is a variable is read when the operation runs; if one of the `later` operands
    may change it, this is a copy of what it holds now (S-70). */
RegId keep_if_changed(Build *b, RegId r, Node *later);

/** True for what an array holds unboxed: int, float, bool. */
bool is_scalar_rep(Rep r);

/** A new array without elements. */
RegId empty_array(Build *b, const Type *type);

/** One construct each; `want` as in build_expr. */
RegId build_array(Build *b, Node *n, const Type *want);
RegId build_dict(Build *b, Node *n, const Type *want);
RegId build_instance(Build *b, Node *n);
RegId build_tag(Build *b, Node *n);
RegId build_interpolation(Build *b, Node *n);
RegId build_binary(Build *b, Node *n);
RegId build_unary(Build *b, Node *n);

#endif
