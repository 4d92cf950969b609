#ifndef RUFFC_IR_OPTIONAL_H
#define RUFFC_IR_OPTIONAL_H

/* Between the files that build reads, stores and calls of what may be null: see build_optional.c. */

#include "ir/place.h"

/** x as the struct that it is unless it is null, behind a test that throws what `x.name` throws then;
    x itself where its type does not tell, or the struct has no such member. */
RegId sure_struct(Build *b, RegId x, Symbol name);

/** The same for the receiver of a method that the struct has (optional_method). */
RegId sure_receiver(Build *b, Node *call, RegId x);

/** The same for a place that a field `n` is reached through, or stored into: p becomes that struct's. */
void sure_place_to_reach(Build *b, Place *p, const Node *n);
void sure_place_to_store(Build *b, Place *p, const Node *n);

#endif
