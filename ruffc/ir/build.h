#ifndef RUFFC_IR_BUILD_H
#define RUFFC_IR_BUILD_H

/* Between the files that turn the tree into IR. */

#include "ir/ir.h"

/** A scope whose variables are released when control leaves it. */
typedef struct Scope Scope;
struct Scope {
    Scope     *outer;
    VEC(RegId) vars;
    bool       runs_finally; /* a finally block runs when control leaves it */
};

typedef struct LoopContext LoopContext;
struct LoopContext {
    LoopContext *outer;
    Inst        *loop;
    Scope       *scope; /* the innermost one outside the loop's body */
    RegId        iterator; /* rf_loop to end on the way out, 0: none */
};

/** Where the builder stands: it appends to `block`. */
typedef struct Build {
    IrProgram   *p;
    IrFunc      *f;
    Instance    *in;
    Block       *block;
    Scope       *scope;
    LoopContext *loop;
    Span         at;      /* of the construct being built, for error places */
    RegId        opened;  /* the cell that is open for a change, 0: none */
} Build;

/* build_core.c: instructions and representations */
const Type *bt(const Build *b, TypeKind k);
RegId       temp(Build *b, const Type *t);
RegId       variable(Build *b, const Type *t);
Reg        *reg(const Build *b, RegId r);
/** Appends an instruction with up to three operands (0: none); gives its destination. */
RegId       emit(Build *b, IrOp op, const Type *result, RegId a0, RegId a1, RegId a2);
Inst       *add_inst(Build *b, IrOp op, RegId dst, const RegId *args, uint32_t count);
void        move(Build *b, RegId to, RegId from);
RegId       const_int(Build *b, int64_t i);
RegId       const_bool(Build *b, bool value);
RegId       const_null(Build *b);
RegId       const_string(Build *b, Text t);
RegId       symbol_string(Build *b, Symbol s);
/** Remembers the name of a method that is looked up at run time. */
void        note_method(Build *b, Symbol name);
/** A call of a runtime function: operands borrowed unless their bit is in `own`; `result` NULL for void;
    `failure` as in ir.def. */
RegId       call_c(Build *b, const char *symbol, const Type *result, char failure, uint32_t own, uint32_t count,
                   const RegId *args);
/** symbol(cx, fixed…, (rf_value[]){rest…}, n): all operands borrowed, the rest boxed. */
RegId       call_list(Build *b, const char *symbol, const Type *result, char failure, uint32_t fixed, uint32_t count,
                      const RegId *args);
/** The value in a register as another type. */
RegId       coerce(Build *b, RegId r, const Type *to);
RegId       box(Build *b, RegId r);
/** A container that may be an empty one made before its elements were known, as type `to`. */
RegId       retype(Build *b, RegId r, const Type *to);
RegId       truth(Build *b, RegId r);
void        set_place(Build *b, Span at);
Inst       *last_inst(Build *b);
/** Throws always: a C call that sets the error. */
void        fail_always(Build *b, const char *symbol, const char *text1, const char *text2, Symbol name);
const char *c_text(Build *b, Text t);

/* build_expr.c */
/** The value of an expression; `want`, when not NULL, is the type that the context will coerce it to. */
RegId build_expr(Build *b, Node *n, const Type *want);
RegId build_typed(Build *b, Node *n, const Type *type); /* coerced */
RegId build_boxed(Build *b, Node *n);
uint32_t build_args(Build *b, Node *first, const Type **types, RegId *out);
uint32_t list_count(const Node *first);
bool     has_changing_call(Node *n);
/** m.name on a module that exports no such name: throws (S-81). */
bool     missing_export(Build *b, Node *object, Symbol name, Span at);

/* build_call.c */
RegId build_call(Build *b, Node *n);
RegId build_method(Build *b, Node *n);
RegId build_function_value(Build *b, Function *fn);
RegId call_instance(Build *b, Node *n, Instance *callee, RegId env, RegId receiver, const RegId *args, uint32_t count);
RegId build_await(Build *b, Node *n);
RegId build_binary_values(Build *b, Node *n, Operator op, RegId l, RegId r);
IrFunc *func_for(IrProgram *p, Instance *in);
/** The function that gives a struct field's default value. */
IrFunc *default_func(IrProgram *p, StructInfo *s, FieldInfo *field);
/** A waiting call: blocking, or a poll inside an async body. */
RegId build_waiting(Build *b, Node *n, const char *symbol, const Type *result, uint32_t count, const RegId *args);

/* build_place.c */
typedef enum PlaceKind { PLACE_VAR, PLACE_GLOBAL, PLACE_FIELD, PLACE_SLOT } PlaceKind;
/** A variable, element or field about to change. */
typedef struct Place {
    PlaceKind   kind;
    const Type *type;
    RegId       reg;   /* VAR: the variable.  FIELD: its struct, unique.  SLOT: an rf_value pointer */
    Binding    *global;
    FieldInfo  *field;
} Place;
/** The indexes of a place, evaluated before the place itself is touched (S-70, S-84). */
typedef struct Indexes {
    RegId at[64];
    uint32_t count;
} Indexes;
void  build_indexes(Build *b, Node *place, Indexes *x);
/** Reaches the place, makes everything on the way unique; close_place ends the change. */
Place open_place(Build *b, Node *place, Indexes *x);
void  close_place(Build *b);
RegId place_own(Build *b, Place *p);      /* its container, unique, as a view */
/** An index of any type as an int: `check` is the runtime function that refuses others. */
RegId int_index(Build *b, RegId index, const char *check);
RegId place_address(Build *b, Place *p);  /* rf_value * to it */
void  build_assign(Build *b, Node *n);
void  assign_target(Build *b, Node *target, RegId value);
RegId build_change(Build *b, Node *n);
/** Stores into a variable. */
void  store_var(Build *b, Binding *binding, RegId value, bool declares);
RegId load_var(Build *b, Binding *binding, Span at);
/** Refuses a change of a let or const binding (S-51); true when it did. */
bool  refuse_change(Build *b, Node *place, const char *action);
bool  is_place_node(const Node *n);
/** The cell that holds a variable, or 0 when it is no cell. */
RegId cell_of(Build *b, Binding *binding);

/* build_stmt.c */
void build_block(Build *b, Node *block);
void build_statements(Build *b, Node *first);
void build_inner(Build *b, Block *into, Node *block);
void open_scope(Build *b, Scope *s);
void close_scope(Build *b);
void declare_var(Build *b, Binding *binding, RegId value);
void leave_scopes(Build *b, Scope *until);

/* build_loop.c, build_match.c */
void  build_for(Build *b, Node *n);
void  build_while(Build *b, Node *n);
void  build_match(Build *b, Node *n);
RegId build_select(Build *b, Node *n);
/** A call of the built-in range with a count of arguments it takes. */
bool  is_range_call(const Build *b, const Node *n);
/** That call as a lazy iterator (C-75). */
RegId lazy_range(Build *b, Node *call);
RegId build_spawn(Build *b, Node *n);
RegId build_yield(Build *b, Node *n);

/* build.c */
bool     is_global(const Binding *b);
uint32_t capture_index(const Function *fn, const Binding *b);
bool     captured_by_closure(const Function *fn, const Binding *b);
bool     lives_in_cell(const Binding *b);
/** The binding that names this very function: captured by itself it is `self`, no capture. */
/** The start of a spawn block: its copies of outer variables. */
void     load_spawn_copies(Build *b);
bool     is_own_name(const Function *fn, const Binding *b);

#endif
