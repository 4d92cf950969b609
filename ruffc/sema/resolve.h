#ifndef RUFFC_SEMA_RESOLVE_H
#define RUFFC_SEMA_RESOLVE_H

#include "front/ast.h"

typedef enum BindingKind {
    BIND_VAR,      /* let, mut, const, plain assignment, for, except, pattern and select names */
    BIND_PARAM,    /* a parameter, `self` too */
    BIND_FIELD,    /* a field seen as local variable in a method without self (S-38) */
    BIND_FUNC,     /* a func or gen declaration that is never assigned; an assigned one is a
                      BIND_VAR whose `decl` is the ND_FUNC (set at the start of its block) */
    BIND_STRUCT,
    BIND_ENUM,
    BIND_MODULE,   /* `import m`: the name m itself, for m.name */
    BIND_IMPORT,   /* a name that an import made visible; `target` is the exported binding */
    BIND_BUILTIN   /* of runtime/builtins.def, or PI, E, Promise */
} BindingKind;

typedef enum Mutability { MUT_PLAIN, MUT_LET, MUT_CONST } Mutability;

typedef struct Function Function;
typedef struct Module   Module;
typedef struct Binding  Binding;

/** One declared thing. Every use of a name points at one, or at none when nothing declares it
    (S-56). */
struct Binding {
    BindingKind kind;
    Mutability  mutability; /* BIND_VAR: what S-51 refuses to change */
    Symbol      name;
    Span        declared;
    Node       *decl;       /* ND_FUNC, ND_STRUCT, ND_ENUM, ND_PARAM; else the declaring NAME or
                               statement */
    Function   *owner;      /* the function whose body declares it; a module's body is a Function
                               too */
    Module     *module;
    uint32_t    number;     /* dense over the program, from 0 */
    uint32_t    assignments; /* how many places set it, declarations included */
    uint32_t    changes;     /* how many places change a part of it: x[i] := v, x.f := v, x.push(v)
                                … */
    bool        is_global;   /* declared at the top level of its module, outside every block; a
                                block's variable at top level is none: captured like a local, fresh
                                in a loop */

    bool captured;      /* an inner function (spawn bodies too) names it */
    bool captured_late; /* captured, and assigned or changed in part at some place that may run
                           after a capture was made, or by the capturing function: needs a cell. A
                           spawn body's snapshot alone never asks for one. False for globals. A
                           lambda captures where it stands; a declared function: see
                           Function::made_early */
    bool in_spawn;      /* named in a spawn body that does not declare it, or by a function such a
                           body may call: every spawn block gets its own copy (C-11) */
    bool in_async;      /* named in an async body that does not declare it, in a function or lambda
                           that an async body may call: shared between threads (C-33) */
    bool in_carried;    /* a global that changes, and that some function or generator may take along
                           to another thread: see Function::carried */
    bool maybe_unset;   /* some use may run before the first assignment: reading must test (S-56) */
    bool in_loop;       /* declared inside a loop of its owner: fresh in each iteration (S-57) */

    Binding *target;    /* BIND_IMPORT: what it copies when the import runs (S-82); assigned again
                           (assignments > 1) it is a variable of its own from then on */
    bool     is_copy;   /* BIND_IMPORT: of its own module's variable `target`, made when the module's
                           run ends; stands in Module::exports */
    Module  *imported;  /* BIND_MODULE; a BIND_IMPORT that has its module's name too */
    int      builtin;   /* BIND_BUILTIN: what builtin_find answers; else -1 */
    Function *function; /* BIND_FUNC, or a variable set only once, to a function expression: what a
                           call of it runs; NULL when unknown (an import: look at its target) */
    void    *info;      /* the types stage keeps its own facts here */
};

typedef VEC(Binding *) BindingList;

/** A body that runs on its own: a function, generator, lambda, method, spawn body, test body,
    module. */
typedef enum FunctionKind {
    FUNCTION_MODULE, FUNCTION_PLAIN, FUNCTION_METHOD, FUNCTION_SPAWN, FUNCTION_TEST
} FunctionKind;

struct Function {
    FunctionKind kind;
    Node        *node;     /* ND_FUNC, ND_SPAWN, ND_TEST; a module's ND_BLOCK */
    Symbol       name;     /* 0 for `<lambda>`; a function expression takes the name it is first
                              bound to (S-61) */
    Symbol       struct_name; /* METHOD: shown as Struct.method (S-87) */
    Node        *structure;   /* METHOD: its ND_STRUCT */
    Module      *module;
    Function    *outer;    /* NULL for a module */
    BindingList  params;   /* in order, `self` included */
    BindingList  locals;   /* every BIND_VAR and BIND_IMPORT declared in this body, not in inner
                              functions; globals stand in Module::globals only */
    BindingList  captures; /* bindings of outer functions, globals excluded, that it or an inner
                              one needs, in the order in which they are first named */
    BindingList  self_fields; /* METHOD without self: BIND_FIELD bindings that its body names */
    VEC(Function *) inner; /* directly nested ones */
    BindingList  carried;  /* globals that it, or what it may call, names, if it is a closure or
                              generator that may be sent: then it takes copies along (C-1, C-76).
                              Declared functions of a module read those of whoever calls them */
    bool         is_async, is_generator, has_self;
    bool         has_try;      /* contains a try statement of its own */
    bool         is_value;     /* the declaration is also used as a value, not only called directly;
                                  a function expression is one, unless it is some Binding::function
                                  that is only called */
    bool         made_early;   /* a nested declaration that is named above the place where it
                                  stands: its closure must exist from the start of its block. Else
                                  it can be made at its place, and captured_late counts on that */
    uint32_t     number;       /* dense over the program, from 0 */
    void        *info;         /* the types stage keeps its own facts here */
};

/** One file with its names. */
struct Module {
    AstModule  *ast;
    Symbol      name;      /* as imports spell it: `util`, `lib.text` */
    Function   *body;
    BindingList globals;   /* top-level bindings of every kind */
    BindingList exports;   /* the exported ones; copies of variables (Binding::is_copy) */
    uint32_t    number;    /* order in which the files were found; the main file is 0 */
};

/** What an import statement does when it runs: runs the module if that has not happened yet, then
    throws `failure` if there is one, else sets `names` to the values that their targets have now
    (S-82). */
typedef struct Import {
    Module     *module;  /* NULL: not found, or a cycle */
    BindingList names;   /* BIND_IMPORT, in order; a name imported twice in one block has one
                            binding */
    Text        failure; /* `Module not found: nosuch` …, empty for none; the names then mean
                            nothing */
} Import;

/** What a whole program's names mean. Tables are indexed by NodeId. */
typedef struct Program {
    VEC(Module *)   modules;   /* modules.at[0] is the main file */
    VEC(Function *) functions; /* by Function::number; functions.at[0] is the main file's body */
    VEC(Binding *)  bindings;  /* by Binding::number */
    Binding  **binding;        /* ND_NAME (uses, assignment targets, pattern names), ND_INSTANCE
                                  (its struct, or NULL), ND_TAG and ND_MATCH_CTOR (its enum, NULL
                                  for Result and Option), ND_PARAM, ND_PAT_REST, ND_MATCH_BIND,
                                  ND_IMPORT_NAME; ND_FUNC, ND_STRUCT, ND_ENUM: what it declares;
                                  ND_TRY, ND_SELECT_ARM: the bound name; ND_IMPORT of `import m`:
                                  the BIND_MODULE; ND_FIELD and ND_METHOD on a module name (`m.f`):
                                  the exported binding, NULL when m exports no such name (S-81
                                  throws); its value is the one at the end of the module's run
                                  (S-82); NULL: nothing declares it. Structs and enums come without
                                  detour by the import. A declaration that a later one of its block
                                  replaces (S-58) has NULL too */
    Binding  **declares;       /* ND_NAME as target of let or assignment: the same binding when this
                                  very statement declares it, else NULL */
    Function **function;       /* ND_FUNC, ND_SPAWN, ND_TEST, module ND_BLOCK: the Function it
                                  introduces */
    Import   **import;         /* ND_IMPORT */
    bool      *in_try;         /* by NodeId of ND_AWAIT, ND_CALL, ND_METHOD, ND_SELECT, ND_FOR: C-60
                                  says throw here; of ND_IMPORT, ND_FIELD, ND_UNARY, ND_BINARY: a try
                                  waits for its failure */
    bool has_spawn, has_async, has_tests;
    struct NameFacts *facts;   /* sema's own, for warn_program */
} Program;

/** Loads the modules that `main` imports, directly or not (S-80, S-81), gives every name a meaning
    (S-50 … S-60) and checks what needs no types: duplicates, break and continue outside a loop, yield
    outside a generator, enum variants, select forms. What the language leaves to the run (undefined
    names, modules that are missing) is no error here.
    - Modules are searched from the folder of `main`, then in the folders of RUFF_PATH (environment,
      separated by colons).
    - A name in the default of a struct field counts as named by each function that makes an
      instance.
    - A function that first *calls* a built-in's name means the built-in, though the file sets a
      variable of that name further down, unless to a function: `func rows(t) { return lines(t) }`
      stays right when the file goes on with `lines := rows(text)`.
    - `let` after a func, struct, enum or import of the same name in one block shadows it from there on.
    Reports into c->diags; the result may be used when there are no errors. */
Program *resolve_program(Compiler *c, AstModule *main);

/** The warnings of S-56, S-88, C-11 and C-83 that need no types. */
void warn_program(Compiler *c, const Program *p);

/** Warns that a call of `f` under this name, with `given` arguments, will throw (S-61); nothing when
    the count is right. */
void warn_count(Compiler *c, Span at, Text name, const Function *f, size_t given);

/** Prints functions with their locals, captures and flags: `--dump names`. */
void names_dump(const Compiler *c, const Program *p, int fd);

/** The name shown in errors and stacks: `f`, `Struct.method`, `<lambda>`, for a module body "". */
Text function_shown_name(Compiler *c, const Function *f);

#endif
