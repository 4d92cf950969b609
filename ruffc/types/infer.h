#ifndef RUFFC_TYPES_INFER_H
#define RUFFC_TYPES_INFER_H

#include "library/builtins.h"
#include "types/type.h"

/** Something that widened a slot: the type that came, and the expression or statement that brought
    it. */
typedef struct Contribution {
    const Type     *type; /* NULL: none */
    const Node     *at;
    const Instance *in;
} Contribution;

/** Why a slot has its type: what it got first, and what made it dynamic. Only `--dump types`
    asks. */
typedef struct Reason {
    Contribution first, other;
} Reason;

/** A field of a struct, with the join of everything the program stores in it. */
typedef struct FieldInfo {
    Symbol      name;
    const Type *type;
    Node       *default_value; /* NULL without one */
    bool        declared;
    bool        may_be_absent; /* some instance is made without it (S-34): then the type is any */
    uint32_t    inits;         /* how many literals give it */
    void       *default_func;  /* the ir stage's function for it */
    Reason      reason;        /* of type */
} FieldInfo;

/** A struct, declared or only used (S-35). Fields include every name that is stored anywhere. */
struct StructInfo {
    Symbol              name;
    Node               *decl;   /* ND_STRUCT, NULL for an undeclared one */
    Module             *module;
    Function           *owner;  /* the function that declares it */
    VEC(FieldInfo)      fields; /* sorted by name once inference has ended */
    VEC(Function *)     methods;
    uint32_t            literals; /* how many ND_INSTANCE make it */
    uint32_t            number;
    const Type         *type;
    const char         *cname; /* emit stage */
    bool                in_variables; /* lower/structs.c: as a C struct too */
};

/** What inference found out about one node inside one instance. */
typedef struct NodeFact {
    const Type *type;
    Instance   *callee; /* CALL, METHOD, operators with hooks: what is called directly, or NULL */
    Instance   *likely; /* CALL: the one that is called instead when its arguments are ints, or NULL */
} NodeFact;

/** A function together with the parameter types it is compiled for. */
struct Instance {
    Function    *function;
    const Type **params;   /* by position in function->params */
    const Type  *receiver; /* METHOD: its struct */
    const Type  *result;   /* of a call; of the body for generators (return) and async functions */
    const Type  *yields;   /* generators: join of what they yield */
    const Type **locals;   /* by VarInfo::local: types of variables that nothing captures */
    NodeFact    *facts;    /* by node id - FunctionInfo::first */
    uint32_t     number;   /* of this function's instances, from 0 */
    bool         boxed;    /* also called through values: all parameters as a wrapper passes them */
    bool         wanted;   /* the runtime calls values of the function for these types */
    bool         reached;  /* from main in the finished call graph: gets compiled */
    uint32_t     effects;
    void        *info;     /* the ir stage keeps its own facts here */

    Contribution made;     /* the call that asked for it */
    Reason       result_reason, yields_reason;
    Reason      *local_reasons; /* by VarInfo::local */
};

/** Binding::info. */
typedef struct VarInfo {
    const Type *type;  /* captured variables and globals: one type for the whole program */
    uint32_t    local; /* index in Instance::locals of the owner */
    bool        used_as_value; /* a function, or a variable bound to one, other than as callee */
    Function   *lambda;        /* the variable is bound once, to this function expression */
    uint32_t    reg;           /* ir stage: the register in the function built last */
    const void *reg_owner;     /* ir stage: that function */
    bool        hoisted;       /* ir stage: its block makes its cell before the first statement */
    bool        fixed;         /* ir stage: a global that threads reach, set once before anybody reads it: a C static */
    uint32_t    global;        /* ir stage: number of the global */
    const char *cname;         /* emit stage: the C name of a global */
    Reason      reason;        /* of type */
} VarInfo;

/** Function::info. */
typedef struct FunctionInfo {
    NodeId           first, last; /* ids of the nodes in it */
    uint32_t         local_count;
    VEC(Instance *)  instances;
    Instance        *boxed;
    bool             looked_at;   /* types/likely.c: `numbers` is known */
    uint8_t          numbers;     /* parameters that are numbers as the text tells, one bit each */
    bool             crowded;     /* too many kinds of arguments: the rest calls `boxed` */
    StructInfo      *structure;   /* METHOD */
    bool             direct_only; /* never used as a value: needs no boxed form */
    bool             needs_env;   /* captures variables: a closure object carries them */
} FunctionInfo;

typedef struct Typed {
    Compiler          *c;
    const Program     *program;
    TypeTable         *types;
    VEC(Instance *)    instances;
    VEC(StructInfo *)  structs;
    VEC(Symbol)        dynamic_methods; /* method names called on receivers of unknown type */
    bool               changed, settled;
    const Node        *at; /* what inference looks at, in which instance: for reasons */
    const Instance    *in;
} Typed;

/** Gives every expression of the program a type, in every instance of its function. Never fails:
    what it cannot tell is TY_ANY. */
Typed *infer_program(Compiler *c, const Program *p);

/* ---- what later stages ask ---- */

/** What inference keeps of a function; of a variable, a parameter or a function's name. */
FunctionInfo *function_info(const Function *f);
VarInfo      *var_info(const Binding *b);

/** Follows imports of functions, structs and enums to the declaration. */
Binding *binding_real(Binding *b);

/** What is known of a node below the instance's function; its type. */
NodeFact   *node_fact(const Instance *in, const Node *n);
const Type *node_type(const Instance *in, const Node *n);

/** The type of a variable inside an instance, which may be NULL for a program-wide one. */
const Type *var_type(const Typed *t, const Instance *in, const Binding *b);

/** True when the variable lives outside its function's own C locals: captured, or a global. */
bool var_is_program_wide(const Binding *b);

/** The field or method of a name, NULL when there is none; of two methods the later one. */
FieldInfo *struct_field(StructInfo *s, Symbol name);
Function  *struct_method(const StructInfo *s, Symbol name);

/** The method of the struct that the receiver is unless it is null, when the call can ask for null first:
    its arguments do nothing. NULL for all others. */
Function *optional_method(const Typed *t, const Type *receiver, const Node *call);

/** The struct that an ND_INSTANCE makes. */
StructInfo *struct_of_instance(const Typed *t, const Node *literal);

/** The function that a callee expression is known to be, or NULL. */
Function *known_callee(const Typed *t, const Instance *in, const Node *callee);

/** The instance that values of this function call: all parameters any. */
Instance *boxed_instance(Typed *t, Function *f);

/** What a call of the instance gives: its result, a promise or a generator. */
const Type *call_result(Typed *t, Instance *callee);

/** True when control can leave the end of a statement list. */
bool completes(const Node *first);

/** Prints the types of everything the program reaches, and why a value is dynamic: `--dump types`.
    Runs after ir_build, which finds out what is reached. */
void types_dump(Compiler *c, const Typed *t, int fd);

#endif
