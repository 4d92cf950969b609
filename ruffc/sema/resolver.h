#ifndef RUFFC_SEMA_RESOLVER_H
#define RUFFC_SEMA_RESOLVER_H

/* The walk that gives names their meaning, as its files share it. One body at a time is resolved: a
   nested function waits in `jobs` until the bodies around it are done, since it may see what they
   declare further down (S-53). Spawn bodies are blocks and are walked in place. */

#include "sema/names.h"

typedef enum JobKind { JOB_FUNCTION, JOB_METHOD, JOB_TEST, JOB_DEFAULT } JobKind;

/** A body still to be resolved, or the default value of a struct field. */
typedef struct Job {
    JobKind   kind;
    Function *function;
    Binding  *structure; /* DEFAULT: whose field it is; NULL when a later struct has its name */
    Node     *value;     /* DEFAULT */
    Function *stand_in;  /* DEFAULT: no function of the program; names are found as one here
                            would */
} Job;

/** Where the walk is. */
typedef struct Resolver {
    Compiler  *c;
    Program   *p;
    NameFacts *facts;
    Module    *module;
    Function  *function; /* the body being walked: a spawn body too */
    Function  *base;     /* the function whose naming rules hold (Scope::base) */
    Scope     *scope;
    Loop      *loop;
    bool       breakable; /* `break` has a loop to leave */
    bool       in_try;    /* inside a try body of this function (C-60) */
    Binding   *in_default; /* the struct whose field default is walked */
    uint32_t   order;
    VEC(Job) jobs;
} Resolver;

/* ---- scope.c ---- */

/** Opens a scope inside the present one, for names that the present function declares. */
Scope *scope_open(Resolver *r);

/** Closes the present scope; it stays readable for the functions that stand in it. */
void scope_close(Resolver *r);

/** The binding that this very scope holds for `name`, NULL for none. */
Binding *scope_own(Resolver *r, Scope *s, Symbol name);

/** The nearest binding of `name` that the present place sees (S-53), built-ins left out; NULL for
    none. `mention` says how the place uses it. */
Binding *scope_find(Resolver *r, Symbol name, Mention mention);

/** The binding of a built-in's name, made at its first use; NULL for other names. */
Binding *scope_builtin(Resolver *r, Symbol name);

/* ---- declare.c ---- */

/** Makes a binding in the present scope; it replaces one of the same name. No duplicate check. */
Binding *declare(Resolver *r, BindingKind kind, Symbol name, Node *decl, Span at);

/** Reports S-55 when the present scope already has a variable or parameter of this name. */
void check_duplicate(Resolver *r, Symbol name, Span at);

/** A fresh variable that is set right here: a loop's, a pattern's, a caught error. */
Binding *declare_fresh(Resolver *r, Symbol name, Node *decl, Span at);

/** Writes down that the present place uses `b`: captures, counts, call edges. */
void use_binding(Resolver *r, Binding *b, Node *node, UseKind kind);

/** A name that is read (or called, or updated): finds it, fills Program.binding. NULL:
    undefined. */
Binding *use_name(Resolver *r, Node *node, Symbol name, UseKind kind);

/** At the end of a module's top level: what others import of a variable that may change is a copy,
    made when the module's run ends (S-82). It takes the variable's place in Module::exports; no
    scope holds it. */
void copy_exports(Resolver *r, Module *m);

/** `name := v` (S-52): assigns the nearest visible binding or declares one; fills Program.binding
    and Program.declares. Built-ins and the names of structs, enums and modules are never
    assigned. */
Binding *assign_name(Resolver *r, Node *node, Symbol name);

/** `let`, `mut`, `const`: declares in the present scope, with the duplicate check. */
Binding *let_name(Resolver *r, Node *node, Symbol name, LetKind kind);

/* ---- function.c ---- */

/** Makes the Function of a body that stands at the present place, inside the present function. */
Function *function_new(Resolver *r, FunctionKind kind, Node *node);

/** A named declaration at its place; hoist has declared its name. */
void function_declared(Resolver *r, Node *n);

/** A function expression; `name` is the variable it is first bound to, 0 for none (S-61). */
Function *function_expression(Resolver *r, Node *n, Symbol name);

/** A struct declaration at its place: methods and defaults are queued. */
void struct_declared(Resolver *r, Node *n);

/** `test "…" { }` and its kin. */
void test_declared(Resolver *r, Node *n);

/** Walks a spawn body in place. */
void resolve_spawn(Resolver *r, Node *n);

/** Resolves all that waits, also what is added meanwhile. */
void run_jobs(Resolver *r);

/* ---- resolve_stmt.c ---- */

/** Declares the func, gen, struct and enum statements of a list, exported or not (S-58). */
void hoist(Resolver *r, Node *first);

/** Resolves a statement list in the present scope, hoisting included. */
void resolve_statements(Resolver *r, Node *first);

/** Resolves a ND_BLOCK in a scope of its own. */
void resolve_block(Resolver *r, Node *block);

/** At `return` and `?`: a module's run may end here. */
void may_end_body(Resolver *r);

/* ---- resolve_expr.c ---- */

/** Resolves an expression; NULL is none. */
void resolve_expr(Resolver *r, Node *n);

/** Resolves a list of expressions. */
void resolve_list(Resolver *r, Node *first);

/** Resolves the place left of an assignment whose value is done: x[i], x.f. */
void resolve_place(Resolver *r, Node *n);

/** A `select`, as statement or expression. */
void resolve_select(Resolver *r, Node *n);

/* ---- resolve_pattern.c ---- */

/** What the names of a pattern do. */
typedef enum TargetMode {
    TARGET_ASSIGN,
    TARGET_LET,
    TARGET_MUT,
    TARGET_CONST,
    TARGET_FRESH /* a name that is new here, whatever is around */
} TargetMode;

/** Resolves NAME, PAT_ARRAY or PAT_DICT as target (S-26). Answers the binding of a plain NAME. */
Binding *resolve_target(Resolver *r, Node *target, TargetMode mode);

/** Resolves the arms of a match; the subject is done. */
void resolve_arms(Resolver *r, Node *arms);

/** The enum of `Name::Variant`, after checking that it has the variant (S-42). NULL: Result,
    Option, or not declared. */
Binding *resolve_variant(Resolver *r, Node *node, Symbol enum_name, Symbol variant);

/* ---- calls.c ---- */

/** Writes down what a call (ND_CALL, ND_METHOD) may run besides what it names. */
void note_call(Resolver *r, Node *n);

/** Writes down that a field or a key of an entry may hold a function: `value` is what is stored
    there. */
void note_stored_field(Resolver *r, Symbol name, const Node *value);
void note_stored_key(Resolver *r, const Node *key, const Node *value);

/** True for a method that changes its receiver (S-23). */
bool is_changing_method(const Compiler *c, Symbol name);

/* ---- imports.c ---- */

/** An import statement at its place: declares the names. */
void resolve_import(Resolver *r, Node *n);

/** Marks what an export statement declares; its declaration is resolved. */
void resolve_export(Resolver *r, Node *n);

/** Resolves `object.name` when object is an imported module's name: Program.binding of `node` is
    then the exported binding, NULL when the module exports no such name. False, and nothing done,
    when object is no such name. */
bool resolve_member(Resolver *r, Node *object, Symbol name, Node *node, UseKind kind);

/* ---- check.c ---- */

/** Reports `break` or `continue` outside a loop (S-68). */
void check_jump(Resolver *r, const Node *n);

/** Reports `yield` outside a generator. */
void check_yield(Resolver *r, const Node *n);

/** Reports a select without operation, or with both timeout and else (C-50). */
void check_select(Resolver *r, const Node *n);

/** Reports a wrong number of values in Ok, Err, Some and None (S-43). */
void check_result_tag(Resolver *r, const Node *tag);

#endif
