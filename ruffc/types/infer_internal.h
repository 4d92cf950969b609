#ifndef RUFFC_TYPES_INFER_INTERNAL_H
#define RUFFC_TYPES_INFER_INTERNAL_H

/* Between the files of inference. */

#include "types/infer.h"

/** Where inference stands: the instance whose body it walks. */
typedef struct Infer {
    Typed    *t;
    Instance *in;
} Infer;

/** Walks an expression and gives its type in this instance, joined with what earlier rounds found. */
const Type *infer_expr(Infer *f, Node *n);
const Type *infer_call(Infer *f, Node *n);
/** The same for an argument that is a function: it needs no form for values as long as whoever gets it calls it
    directly. */
const Type *infer_direct_arg(Infer *f, Node *n);
const Type *infer_method(Infer *f, Node *n);

/** A method call of a lazy chain: gives its function an instance for the values that come; the type of its
    result, NULL when it is none (chain.c). */
const Type *infer_chain(Infer *f, Node *n);

/** The type of map(xs, f) and its like on an array whose type is known, with an instance of f for the elements
    (eager.c). */
struct EagerCall;
const Type *infer_eager(Infer *f, Node *n, const struct EagerCall *e);

/** Walks the statements of an ND_BLOCK. */
void infer_block(Infer *f, Node *block);

/** Types the copies that a module makes of its exported variables when its run ends (S-82). */
void infer_exports(Infer *f, const Module *m);

/** What a call of a built-in gives for arguments of these types. */
const Type *infer_builtin(Infer *f, Node *n, int builtin, const Type **args, size_t count);

/** Makes room for what inference finds out about every binding and function; finds the structs. */
void survey_program(Typed *t);

/** The field of that name, added when it is new. Fields may move when one is added. */
FieldInfo *add_field(Typed *t, StructInfo *s, Symbol name);

/** A new instance; `params` is copied. */
Instance *new_instance(Typed *t, Function *fn, const Type *receiver, const Type **params);
/** The instance of a function for argument types; NULL while they are not known well enough. */
Instance *instance_for(Typed *t, Function *fn, const Type *receiver, const Type **args,
                       size_t count);
/** The instance to call in the place of this one when arguments that may be anything are ints; NULL when there is
    nothing to gain. */
Instance *likely_instance(Typed *t, Instance *callee, const Type **args, size_t count);
/** Sees to it that values of this function can be called. */
void function_escapes(Typed *t, Function *fn);

/** Widens a slot by one more type and notes the change; `why`, if not NULL, keeps what brought it
    about. */
void widen(Typed *t, const Type **slot, const Type *more, Reason *why);

/** Widens a variable as this instance sees it; a field. */
void widen_var(Infer *f, Binding *b, const Type *more);
void widen_field(Infer *f, FieldInfo *field, const Type *more);
/** What is stored in a place: variable, element, field. */
void widen_place(Infer *f, Node *place, const Type *stored);
/** Stores by name into a value of unknown type: every struct may be meant. */
void widen_field_everywhere(Infer *f, Symbol name, const Type *stored);
/** A method call whose receiver is unknown: every struct's method of that name may run. */
void dynamic_method(Typed *t, Symbol name);
/** An operator on something of unknown type: every struct's hook for it may run (S-41). */
void dynamic_operator(Infer *f, Operator op);

/** A basic type of the program. */
const Type *basic(const Infer *f, TypeKind k);

/** Reads a result type of builtins.def: `array(e1|$2)`. */
const Type *builtin_result(Typed *t, const char *text, const Type **args, size_t count);

/** The element type of a loop over a value of this type. */
const Type *element_type(Infer *f, const Type *iterable);

#endif
