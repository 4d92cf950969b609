#ifndef RUFFC_TYPES_TYPE_H
#define RUFFC_TYPES_TYPE_H

#include "sema/resolve.h"

typedef enum TypeKind {
    TY_NEVER, /* no value: unreachable, or not known yet while inference runs */
    TY_NULL,
    TY_BOOL,
    TY_INT,
    TY_FLOAT,
    TY_STRING,
    TY_ARRAY,     /* part: element */
    TY_DICT,      /* part: value */
    TY_STRUCT,    /* structure */
    TY_FUNC,      /* function: this very function, with its captures */
    TY_GENERATOR, /* instance: a generator that this instance made */
    TY_PROMISE,   /* instance: of a call of this async instance */
    TY_CHANNEL,
    TY_ERROR,
    TY_ANY        /* with a structure: null or an instance of it, nothing else */
} TypeKind;

typedef struct Instance   Instance;
typedef struct StructInfo StructInfo;

/** Interned: two types are the same exactly when their pointers are. */
typedef struct Type Type;
struct Type {
    TypeKind    kind;
    const Type *part;
    StructInfo *structure;
    Function   *function;
    Instance   *instance;
    const Type *array_of, *dict_of; /* the array and dict of this type, made on demand */
    Type       *next;
};

typedef struct TypeTable TypeTable;

/** The types of one program; they live as long as the arena. */
TypeTable *types_new(Arena *a);

/** A type without parts, structs, functions and instances. */
const Type *type_basic(const TypeTable *t, TypeKind k);

/** Past three levels of containers the innermost part becomes any. */
const Type *type_array(TypeTable *t, const Type *element);
const Type *type_dict(TypeTable *t, const Type *value);

/** Instances of a struct; this very function. */
const Type *type_struct(TypeTable *t, StructInfo *s);
const Type *type_func(TypeTable *t, Function *f);

/** Null or an instance of a struct: held as any value is, and known better. */
const Type *type_optional(TypeTable *t, StructInfo *s);

/** The struct of such a type, NULL for all others. */
StructInfo *optional_struct(const Type *t);

/** TY_GENERATOR or TY_PROMISE of an instance. */
const Type *type_made_by(TypeTable *t, TypeKind k, Instance *i);

/** The least type that holds both; TY_ANY where nothing tighter does. Nesting past three levels
    widens the innermost part, so every chain of joins ends. */
const Type *type_join(TypeTable *t, const Type *a, const Type *b);

/** True when TY_NEVER stands anywhere inside: an empty literal whose elements are not known yet. */
bool type_has_never(const Type *t);

/** True for any, and for containers of any however deep. */
bool type_is_dynamic(const Type *t);

/** How a value of a type is held in C. */
typedef enum Rep {
    REP_NONE,
    REP_INT,    /* int64_t */
    REP_FLOAT,  /* double */
    REP_BOOL,   /* bool */
    REP_OBJECT, /* a pointer: string, array, dict, struct */
    REP_VALUE,  /* rf_value */
    REP_STRUCT, /* a C struct with the fields of a struct: lower/structs.c */
    REP_PLACE,  /* rf_value *: an element or field that is about to change */
    REP_LOOP    /* rf_loop: a loop over any value */
} Rep;

/** How values of a type are held: a plain C number, a pointer, or an rf_value. */
Rep type_rep(const Type *t);

/** True for int and float. */
bool type_is_number(const Type *t);

/** The type in words, as dumps show it: `dict(array(int))`. The compiler's arena owns it. */
Text type_text(Compiler *c, const Type *t);

#endif
