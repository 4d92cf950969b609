#ifndef RUFFC_SEMA_NAMES_H
#define RUFFC_SEMA_NAMES_H

/* What the files of sema/ share and nobody else sees: scopes, the uses of each binding, and the
   records that carry sema's own facts beside the public Binding, Function and Module.

   Every event of a body (a declaration, a use, a function that stands there) gets the next number
   of one count, its *order*. Events of one body compare by it as they run in straight source
   order. */

#include "sema/resolve.h"
#include "support/table.h"
#include "support/vec.h"

/** Bindings, each once, in the order in which they came. Only the arena of `seen` is set at
    first. */
typedef struct BindingSet {
    Table       seen;
    BindingList list;
} BindingSet;

/** Names, each once. */
typedef struct NameSet {
    Table seen;
    VEC(Symbol) list;
} NameSet;

/** After every event: "never", or "at the end of the module". */
#define ORDER_NEVER UINT32_MAX

/** A loop; what is declared inside is fresh in each iteration. */
typedef struct Loop {
    struct Loop *outer;
    uint32_t     depth;    /* 1 for an outermost one */
    Function    *function; /* whose body it stands in */
} Loop;

/** A block, or the names around one: parameters, a loop's variable, a pattern's parts. */
typedef struct Scope {
    struct Scope *outer;
    Function     *function; /* owns what is declared here: a spawn body too */
    Function     *base;     /* the function whose naming rules hold: spawn bodies are blocks of it
                               (S-53) */
    Loop         *loop;
    uint32_t      start;     /* order of its first event */
    Node         *structure; /* the fields of this ND_STRUCT are the names (S-38), else NULL */
    Table         names;     /* the latest Binding of each name */
} Scope;

typedef enum UseKind {
    USE_READ,
    USE_CALL,   /* read, as the callee of a call */
    USE_SET,    /* set as a whole; the declaring assignment too */
    USE_UPDATE, /* `x += v`: read, then set */
    USE_CHANGE  /* a part is changed: x[i] := v, x.push(v); the name is read as well, by a use of
                   its own */
} UseKind;

typedef struct Use {
    UseKind   kind;
    Node     *node;
    Function *function; /* the body that contains it, spawn bodies too */
    Loop     *loop;
    uint32_t  order;
} Use;

/** A Binding of this stage is the first member of one of these: record_of. */
typedef struct BindingRecord {
    Binding   binding;
    Scope    *scope;
    Loop     *loop;     /* innermost loop around the declaration */
    Binding  *older;    /* the one of the same name that it replaces in its scope */
    uint32_t  order;    /* visible to its own body from here: a hoisted one from the start of the
                           block */
    uint32_t  place;    /* where the declaration stands */
    bool      exported;
    Node     *value;    /* what the declaring let or assignment sets it to, NULL for other
                           declarations */
    Function *lambda;   /* … when that is a function expression */
    BindingSet defaults; /* BIND_STRUCT: what its fields' defaults name */
    VEC(Use) uses;
} BindingRecord;

/** How a function mentions a name that is not its own. The first mention decides what it sees
    (S-53); a call counts as a read. */
typedef enum Mention { MENTION_NONE, MENTION_READ, MENTION_CALL, MENTION_SET } Mention;

/** A Function of this stage is the first member of one of these: function_record. */
typedef struct FunctionRecord {
    Function  function;
    Scope    *scope;    /* where it stands */
    Loop     *loop;
    uint32_t  position; /* its order in the body around it */
    Binding  *handle;   /* the one name by which it can be reached; NULL: as a value, from its
                           position on */
    bool      superseded; /* a later declaration of the block has its name */
    bool      in_default; /* stands in the default of a field: made with each instance */
    Table      first;   /* a Mention by Symbol */
    BindingSet named;   /* what this very body names */
    BindingSet free;    /* what it or an inner function names and another function around it
                           declares */
    NameSet    methods; /* the methods that it calls */
    bool calls_unknown; /* may call any function that is used as a value */
    bool drives;        /* may resume any generator */
    bool operates;      /* may run operator hooks (S-41) */
    uint32_t live;      /* earliest order, in the body around it, at which it may run */
    bool     reached, entered; /* marks of reach.c */
} FunctionRecord;

/** A Module of this stage is the first member of one of these: module_record. */
typedef struct ModuleRecord {
    Module      module;
    Text        path;      /* resolved, to know a file again; empty for text that is no file */
    Text        root;      /* its package root: where its imports are searched first */
    bool        loading;   /* its imports are being followed */
    bool        in_cycle;  /* it may run again before it has ended, through an import in a
                              function */
    bool        guarded;   /* some import of it may fail without ending the program */
    uint32_t    early_end; /* the first place where its run may end early: `return`, `?` */
    Table       exports;   /* Bindings by Symbol */
} ModuleRecord;

/** A name that nothing declares, kept for the warnings. */
typedef struct Undefined {
    Node     *node;
    Symbol    name;
    Scope    *scope;
    Function *function;
} Undefined;

/** `Name { … }` in a function: its defaults run there. */
typedef struct Instance {
    Binding  *structure;
    Function *function;
} Instance;

/** Facts of the whole program that only sema needs. */
typedef struct NameFacts {
    Table builtins;      /* Bindings by Symbol */
    NameSet stored;      /* names of fields and keys that may hold a function */
    bool      stored_anywhere; /* … under keys that are computed */
    bool      shares_values;   /* unknown function values are handed to tasks */
    VEC(Undefined) undefined;
    bool     *tried;       /* by NodeId of statements and assigned names: a try waits for their
                              failure */
    VEC(Instance) instances;
    VEC(Function *) tasks;     /* functions handed to tasks by name or as expression (C-33) */
    VEC(Function *) lazy;      /* … handed to methods that may keep them (C-74) */
    bool      lazy_unknown;    /* … and unknown ones too */
    bool      sends_code;      /* what is sent over a channel may hold functions or generators */
} NameFacts;

static inline BindingRecord *record_of(const Binding *b)
{
    return (BindingRecord *)b;
}

static inline FunctionRecord *function_record(const Function *f)
{
    return (FunctionRecord *)f;
}

static inline ModuleRecord *module_record(const Module *m)
{
    return (ModuleRecord *)m;
}

/** The function whose body `f` is a block of: spawn bodies are looked through. */
static inline Function *base_of(Function *f)
{
    while (f->kind == FUNCTION_SPAWN)
        f = f->outer;
    return f;
}

/** Adds to a set; true when it was not there. */
bool binding_set_add(Arena *a, BindingSet *s, Binding *b);
bool name_set_add(Arena *a, NameSet *s, Symbol name);
bool name_set_has(const NameSet *s, Symbol name);

/** Adds `b` to what `f` names, and to what it and the functions around it need from outside. */
void name_in_function(Compiler *c, Function *f, Binding *b);

/** The function directly inside the body of `outer` (a base) that contains `f`; NULL when f runs in
    that body itself or not inside it at all. */
Function *child_within(const Function *outer, Function *f);

/** What an import binding stands for in the end; `b` itself when it is no import. */
Binding *final_target(const Binding *b);

/** The function that a name surely means when it is called, through imports; NULL when unknown. */
Function *known_function(const Binding *b);

#endif
