#ifndef RUFFC_IR_BUILD_H
#define RUFFC_IR_BUILD_H

/* Between the files that turn the tree into IR. */

#include "ir/ir.h"
#include "types/chain.h"

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
    Inst        *round; /* a continue leaves this one instead; NULL: it goes on with the loop */
    Scope       *scope; /* the innermost one outside the loop's body */
    RegId        iterator; /* rf_loop to end on the way out, 0: none */
};

/** Where the builder stands: it appends to `block`. */
/** An entry of a dict while its new value is made. */
typedef struct Entry {
    Node       *target; /* d[k] */
    RegId       dict, key;
    RegId       slot;  /* where it stands, NULL where it does not yet */
    const Type *value; /* of what the dict holds */
} Entry;

typedef struct Build {
    IrProgram   *p;
    IrFunc      *f;
    Instance    *in;
    Block       *block;
    Scope       *scope;
    LoopContext *loop;
    Span         at;      /* of the construct being built, for error places */
    RegId        opened;  /* the cell that is open for a change, 0: none */
    uint32_t     shields; /* except and finally bodies around, where they are shielded */
    const Entry *entry;   /* of a dict, being changed: it is looked up already, NULL: none */
} Build;

/* ---- build_dict.c ---- */

/** d[key]. */
RegId dict_item(Build *b, RegId d, RegId key);

/** get(d, key) and get(d, key, other) where d is a dict and the key a string or an int; else 0. */
RegId build_dict_get(Build *b, const Builtin *f, const Type *result, uint32_t count, const RegId *args);

/** `d[k] := value` and `d[k] += value` where the value depends on what stands there: one look for both.
    False, and nothing is built, for anything else. */
bool build_entry_update(Build *b, Node *n);

/** d[k] or get(d, k, other) as part of that value; 0 for any other expression. */
RegId entry_value(Build *b, Node *n);

/* ---- build_core.c: instructions and representations ---- */

/** A basic type of the program. */
const Type *bt(const Build *b, TypeKind k);

/** A new temporary; a new variable without a name. */
RegId temp(Build *b, const Type *t);
RegId variable(Build *b, const Type *t);

/** What is known of a register; valid until the next register is made. */
Reg *reg(const Build *b, RegId r);

/** Appends an instruction with up to three operands (0: none); gives its destination, a new
    temporary, or 0 when `result` is NULL. */
RegId emit(Build *b, IrOp op, const Type *result, RegId a0, RegId a1, RegId a2);

/** Appends an instruction; the operands are copied. */
Inst *add_inst(Build *b, IrOp op, RegId dst, const RegId *args, uint32_t count);

/** The instruction appended last. */
Inst *last_inst(Build *b);

/** Appends `to = from`. */
void move(Build *b, RegId to, RegId from);

/** Appends a constant and gives its register. */
RegId const_int(Build *b, int64_t i);
RegId const_bool(Build *b, bool value);
RegId const_null(Build *b);
RegId const_string(Build *b, Text t);
RegId symbol_string(Build *b, Symbol s);

/** Remembers the name of a method that is looked up at run time. */
void note_method(Build *b, Symbol name);

/** A call of a runtime function: operands borrowed unless their bit is in `own`; `result` NULL for
    void; `failure` as in ir.def. */
RegId call_c(Build *b, const char *symbol, const Type *result, char failure, uint32_t own,
             uint32_t count, const RegId *args);

/** symbol(cx, fixed…, (rf_value[]){rest…}, n): all operands borrowed, the rest boxed. */
RegId call_list(Build *b, const char *symbol, const Type *result, char failure, uint32_t fixed,
                uint32_t count, const RegId *args);

/** The value in a register as another type. */
RegId coerce(Build *b, RegId r, const Type *to);

/** The value in a register as an rf_value. */
RegId box(Build *b, RegId r);

/** A container that may be an empty one made before its elements were known, as type `to`. */
RegId retype(Build *b, RegId r, const Type *to);

/** The truth of a value (S-3) as a bool. */
RegId truth(Build *b, RegId r);

/** What the following instructions name as their place when they fail; no place changes nothing. */
void set_place(Build *b, Span at);

/** That place in one word, as Inst::at has it. */
uint32_t place_of(const Build *b);

/** Throws always: a C call that sets the error. */
void fail_always(Build *b, const char *symbol, const char *text1, const char *text2, Symbol name);

/** A text as a C string; the compiler's arena owns it. */
const char *c_text(Build *b, Text t);

/* ---- build_expr.c ---- */

/** The value of an expression; `want`, when not NULL, is the type that the context will coerce it
    to. */
RegId build_expr(Build *b, Node *n, const Type *want);

/** The value coerced to a type; as an rf_value. */
RegId build_typed(Build *b, Node *n, const Type *type);
RegId build_boxed(Build *b, Node *n);

/** Evaluates a list of arguments into `out`, each as its type in `types` (NULL: as it comes); gives
    how many. A variable that a later one may change is copied. */
uint32_t build_args(Build *b, Node *first, const Type **types, RegId *out);

/** True when something below may change a variable in place. */
bool has_changing_call(Node *n);

/** m.name on a module that exports no such name: throws (S-81); true when it did. */
bool missing_export(Build *b, Node *object, Symbol name, Span at);

/** An operator on values that are there already. */
RegId build_binary_values(Build *b, Node *n, Operator op, RegId l, RegId r);

/* ---- build_call.c ---- */

RegId build_call(Build *b, Node *n);
RegId build_method(Build *b, Node *n);
RegId build_await(Build *b, Node *n);

/** push(x, v) on a typed array; `args` are both, `result` is the type of what it gives. */
RegId build_push(Build *b, const Type *result, const RegId *args);

/** A function as a value: a static object, or a closure with its captures. */
RegId build_function_value(Build *b, Function *fn);

/** The closure object of a function value, which calls of the function pass along. */
RegId closure_in(Build *b, RegId value);

/** A direct call: `env` and `receiver` are 0 where the function takes none. */
RegId call_instance(Build *b, Instance *callee, RegId env, RegId receiver, const RegId *args,
                    uint32_t count);
RegId call_likely(Build *b, Instance *callee, Instance *likely, RegId env, const RegId *args,
                  uint32_t count); /* build_likely.c: `likely` when the arguments are ints */

/** A waiting call: blocking, or a poll inside an async body. */
RegId build_waiting(Build *b, const char *symbol, const Type *result, uint32_t count,
                    const RegId *args);

/** Awaits v: what the promise brings, v itself when it is none. */
RegId build_awaited(Build *b, const Node *n, Span at, RegId v);

/** The call appended last fails softly where n stands in no try (C-60). */
void soften_outside_try(Build *b, const Node *n);

/* ---- build_var.c ---- */

/** The value of a variable; `at` is the place that the error of an unset one names. */
RegId load_var(Build *b, Binding *binding, Span at);

/** Reads a variable without the test that it is set. */
RegId load_unchecked(Build *b, Binding *binding);

/** Stores into a variable; `declares`: it held nothing before. */
void store_var(Build *b, Binding *binding, RegId value, bool declares);

/** Gives a variable its place, register or cell, and its first value. */
void declare_var(Build *b, Binding *binding, RegId value);

/** The cell that holds a variable, or 0 when it is no cell. */
RegId cell_of(Build *b, Binding *binding);

/** True for a variable of a module that no block encloses. */
bool is_global(const Binding *b);

/** True when captures need the variable itself, not its value. */
bool lives_in_cell(const Binding *b);

/** True when a closure of the function carries the variable; its number among those it carries. */
bool     captured_by_closure(const Function *fn, const Binding *b);
uint32_t capture_index(const Function *fn, const Binding *b);

/** True for the name of this very function: captured by itself it is its own closure. */
bool is_own_name(const Function *fn, const Binding *b);

/** The start of a spawn block: its copies of outer variables (C-11). */
void load_spawn_copies(Build *b);

/* ---- build_place.c ---- */

/** True for a chain of indexes and fields that starts at a name. */
bool is_place_node(const Node *n);

/** Refuses a change of a let or const binding (S-51); true when it did. */
bool refuse_change(Build *b, Node *place, const char *action);

/** An index of any type as an int: `check` is the runtime function that refuses others. */
RegId int_index(Build *b, RegId index, const char *check);

/* ---- build_store.c, build_assign.c, build_change.c ---- */

/** Stores into a name, a place or the parts of a pattern. */
void assign_target(Build *b, Node *target, RegId value);

void build_assign(Build *b, Node *n);

/** A changing method on a place (S-23), or 0 when the call is none. */
RegId build_change(Build *b, Node *n);

/* ---- build_try.c ---- */

void build_try(Build *b, Node *n);

/** Before and after a yield: the shields around it are put aside. */
void shields_end(Build *b);
void shields_begin(Build *b);

/** Whether the program has anything that can be cancelled. */
bool program_has_cancel(const Program *p);

/* ---- build_stmt.c ---- */

void build_block(Build *b, Node *block);
void build_statements(Build *b, Node *first);

/** Builds a block into a list of its own. */
void build_inner(Build *b, Block *into, Node *block);

/** Begins a scope; its end releases its variables. `s` must live until then. */
void open_scope(Build *b, Scope *s);
void close_scope(Build *b);

/** Releases the variables of the scopes inside `until`, up to the innermost finally: for a jump. */
void leave_scopes(Build *b, Scope *until);

/** Notes which variables a return releases between this try's finally block and the next one out. */
void note_return_ends(Build *b, Inst *guarded);

/** Appends a return of `value`, coerced already; inside a try with finally it first releases the
    variables that the block does not see. */
void leave_function(Build *b, RegId value);

/* ---- build_generator.c ---- */

/** g.next() on a known generator, or 0. */
RegId build_next(Build *b, Node *n, RegId g);

/* ---- build_inline.c, build_inline_copy.c ---- */

/** What a loop does with a value that its generator yields. */
typedef struct Consumer Consumer;
struct Consumer {
    void (*take)(Build *b, Consumer *self, RegId item);
    Node       *loop;   /* the for statement, NULL: none */
    const Type *type;   /* what it takes the value as */
    uint32_t    weight; /* how much code it is, to be written at every yield */
    RegId       result; /* the variable for what the generator returns, 0: nobody asks */
};

/** Builds the body of the generator whose call gave `made`, the instruction appended last, with the
    consumer in the places of its yields. False, and nothing has changed, when it cannot stand here. */
bool merge_generator(Build *b, RegId made, Consumer *to);

/** Copies the body of a generator into the block that is being built; `call` is what called it. */
void copy_generator(Build *b, const IrFunc *from, const Inst *call, Consumer *to);

/* ---- build_walk.c ---- */

/** What a walk runs over: an array and the index, or a counter and its limit. */
typedef struct Rounds {
    RegId array; /* 0: it is a range */
    RegId i, limit;
} Rounds;

/** Evaluates an array, or a range of one or two integers, and keeps it until `around` is left. */
Rounds walk_start(Build *b, Node *over, Scope *around);

/** The loop that gives each value to the consumer. */
void walk_through(Build *b, const Rounds *w, Consumer *to);

/* ---- build_may.c ---- */

struct Builtin;
/** Where the program may not do everything: has a call of the function ask whether it may, before it begins. */
void build_may(Build *b, const struct Builtin *f);

/* ---- build_pipeline.c, build_chain_end.c, build_eager.c ---- */

/** A lazy chain that ends in `end`, in one loop; `at` is the place of its errors. False, and nothing is
    built, when it has other stages than those known, or cannot stand here. */
bool build_pipeline(Build *b, Node *chain, Consumer *end, Span at);

/** The closure that a step's calls pass along, made and kept until `around` is left; 0 when they need none. */
RegId closure_of_step(Build *b, const ChainStep *s, Scope *around);

/** Calls the function of a step. */
RegId call_step(Build *b, const ChainStep *s, RegId closure, const RegId *values, uint32_t count);

/** Inside a chain's loop: no more values are wanted. */
void leave_chain(Build *b);

/** A method call that takes all values of such a chain, sum and the like; 0 when it is none. */
RegId build_chain_end(Build *b, Node *n);

/** map(xs, f) and its like with a known function as a loop; 0, and nothing is built, for anything else. */
RegId build_eager(Build *b, Node *n);

/* ---- build_loop.c, build_match.c ---- */

void  build_for(Build *b, Node *n);
RegId loop_state(Build *b, RegId over); /* the runtime's state of a loop over it; its type is that of `over` */
RegId loop_next(Build *b, RegId state); /* whether there is a next element, in the test of the loop */
void  build_while(Build *b, Node *n);
void  build_match(Build *b, Node *n);
RegId build_select(Build *b, Node *n);
RegId build_spawn(Build *b, Node *n);
RegId build_yield(Build *b, Node *n);

/** The element of a typed array at an index that is inside. */
RegId element_at(Build *b, RegId array, RegId i);

/** A call of the built-in range with a count of arguments it takes. */
bool is_range_call(const Build *b, const Node *n);

/** Gives the name or pattern of a for statement its element, in the scope that stands open. */
void bind_target(Build *b, Node *n, RegId item);

/** The type of the elements of a loop over a value of type `over`. */
const Type *item_type_of(const Build *b, const Type *over);

/** A for statement over the generator that the instruction appended last made, or over a lazy chain:
    in place, or false (build_inline.c). */
bool merge_loop(Build *b, Node *n, RegId made);
bool merge_chain(Build *b, Node *n);

/** Puts a list at the end of another one. */
void append_block(Block *to, const Block *from);

/** The loop that a list stands in runs once: appended whole, or without the loop when nothing leaves
    it. */
void put_round(Build *b, Inst *round);

/** That call as a lazy iterator (C-75). */
RegId lazy_range(Build *b, Node *call);

/* ---- build.c ---- */

/** The function of an instance, made when it is asked for the first time. */
IrFunc *called_form(IrProgram *p, IrFunc *f); /* the same function as IRF_CALLED */
void    build_func(IrProgram *p, IrFunc *f);  /* its body */
void    build_called_forms(IrProgram *p);     /* build_called.c */
void    drop_unreached(IrProgram *p);         /* build_called.c: what nobody calls any more */
void    inline_calls(IrProgram *p);           /* inline_calls.c */
void    build_direct_forms(IrProgram *p);     /* build_direct.c */

/** Another form of a function that is built already, without its body. */
IrFunc *build_form(IrProgram *p, IrFunc *f, IrFuncKind kind);

/** Lets one function call the direct forms that there are. */
void build_direct_calls(IrProgram *p, IrFunc *f);
IrFunc *func_for(IrProgram *p, Instance *in);

/** The function that gives a struct field's default value. */
IrFunc *default_func(IrProgram *p, StructInfo *s, FieldInfo *field);

#endif
