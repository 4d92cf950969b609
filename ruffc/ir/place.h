#ifndef RUFFC_IR_PLACE_H
#define RUFFC_IR_PLACE_H

/* Between the files that build stores and changes: build_var.c, build_place.c, build_store.c,
   build_assign.c, build_change.c. */

#include "ir/build.h"

/* ---- variables ---- */

/** The type that a read of the variable has: any where it may be unset. */
const Type *type_of_var(const Build *b, const Binding *v);

/** The register of a variable of the function that is being built. */
RegId own_reg(Build *b, Binding *v);

/** True when the variable belongs to another function: it is captured. */
bool is_foreign(const Build *b, const Binding *v);

/** True when the variable lives in a cell, of this function or of another one. */
bool is_in_cell(const Build *b, Binding *v);

/** Adds the test of a variable that may be unset (S-56); gives `r`. */
RegId check_set(Build *b, Binding *v, RegId r);

/* ---- places ---- */

typedef enum PlaceKind { PLACE_VAR, PLACE_GLOBAL, PLACE_FIELD, PLACE_SLOT } PlaceKind;

/** A variable, element or field about to change. */
typedef struct Place {
    PlaceKind   kind;
    const Type *type;
    RegId       reg; /* VAR: the variable.  FIELD: its struct, unique.  SLOT: an rf_value pointer */
    Binding    *global;
    FieldInfo  *field;
} Place;

/** The indexes of a place, evaluated before the place itself is touched (S-70, S-84). */
typedef VEC(RegId) Indexes;

/** Evaluates the indexes of a place from left to right. */
void build_indexes(Build *b, Node *place, Indexes *x);

/** The name that a place starts with. */
Node *place_root(Node *n);

/** Reaches the place, makes everything on the way unique; close_place ends the change. */
Place open_place(Build *b, Node *place, Indexes *x);
void  close_place(Build *b);

/** The same for a part of the way: takes the indexes from number *used on. */
Place reach_place(Build *b, Node *n, Indexes *x, uint32_t *used);

/** What the place holds, unique, as a view. */
RegId place_own(Build *b, Place *p);

/** The rf_value * of the place. */
RegId place_address(Build *b, Place *p);

/* ---- stores ---- */

/** Stores into an element or field whose indexes are evaluated. */
void store_place(Build *b, Node *target, Indexes *x, RegId value);

/** A value that the change of its own variable must not move about: `a[i] := a`. */
RegId settled(Build *b, RegId value);

#endif
