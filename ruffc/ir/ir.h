#ifndef RUFFC_IR_IR_H
#define RUFFC_IR_IR_H

#include "types/infer.h"

typedef enum IrOp {
#define IR(id, mnemonic, operands, result, failure, pattern) IR_##id,
#include "ir/ir.def"
#undef IR
    IR_OP_COUNT
} IrOp;

/** The columns of ir.def, by IrOp. */
typedef struct IrInfo {
    const char *mnemonic, *operands;
    char        result, failure;
    const char *pattern;
} IrInfo;
extern const IrInfo ir_info[IR_OP_COUNT];

/** A register: a variable of the script, or a temporary. It may be written more than once: this is
    no SSA form, C has assignment. 0 is none. A temporary is set once and used in the statement list
    that sets it. */
typedef uint32_t RegId;
#define NO_REG 0u

typedef struct IrFunc IrFunc;

typedef struct Reg {
    Rep         rep;
    const Type *type;
    const char *ctype;    /* the C type where rep and type do not tell it: "rf_cell *" */
    Symbol      name;     /* the script's, 0 for a temporary */
    bool        is_var;   /* set again, used across lists, released at the end of its scope */
    bool        is_param;
    bool        counted;  /* holds something with a reference count */
    bool        owns;     /* lower/ownership.c: the register's count is its own to release */
    bool        cleanup;  /* lower/ownership.c: may own something when an error leaves */
    IrFunc     *driven;   /* LOOP: the generator that is made for it alone (C-77) */
    bool        keeps_frame; /* lower/frames.c: whose frame it is then */
    RegId       keeper;   /* lower/borrow.c: the variable that keeps what this only looks at */
    bool        handed_over; /* lower/catches.c: a try sets it for its handler */
    bool        in_frame; /* lower/resumable.c: lives in the frame */
    bool        used;
} Reg;

typedef struct Inst   Inst;
typedef struct Block  Block;

/** Code of one function that stands in another one: of a generator in the loop that drives it. What fails
    in it leaves `of` first. */
typedef struct Site Site;
struct Site {
    const IrFunc *of;
    uint32_t      at;     /* where the function around it was left for it, as in Inst */
    const Site   *outer;  /* where that one stands, NULL: it is the function itself */
    uint32_t      number; /* of the function's sites */
};

/** A list of instructions. */
struct Block {
    Inst *first, *last;
};

/** One instruction. Control flow is structured: IF, LOOP and TRY hold blocks; errors leave an
    instruction to the innermost TRY around it, or out of the function. */
struct Inst {
    IrOp     op;
    uint32_t at; /* line << 8 | column, as RF_AT makes it; 0: none */
    const Site *site; /* the function whose code it is, NULL: the one it stands in */
    RegId    dst;
    uint32_t arg_count;
    RegId   *args;
    uint64_t own;     /* bit k: operand k is owned (from ir.def, or set for calls) */
    uint64_t moved;   /* lower/ownership.c, bit k: operand k gives its count away: no copy */
    uint64_t cleared; /* lower/ownership.c, bit k: and it must be null afterwards */
    char     result, failure; /* as in ir.def, or set for calls */
    bool     retain_dst; /* lower/ownership.c: the view in dst needs a count of its own */
    bool     keeps_unique; /* MOVE, PLACE_OWN: it has no other owner */
    bool     fresh;     /* MOVE: the variable holds nothing before, there is nothing to release */
    bool     no_cx;     /* CALL_C: the function takes no context */
    bool     quiet;     /* CALL_C, CALL_LIST: it runs no code of the script */
    bool     soft;      /* a failure becomes the value of dst instead of leaving (C-60) */
    bool     direct;    /* CALL: of an async body as a plain function: it fails as its promise would */
    bool     pass_at;   /* CALL_C, POLL: `at` is the last argument; CALL_LIST, LOOP_NEXT: it is
                           left in the context */
    uint32_t fixed;     /* CALL_LIST: operands before the list */
    union {
        int64_t      integer;
        double       real;
        Text         text;
        const char  *symbol; /* C function or object */
        Operator     op;
        FieldInfo   *field;
        Node        *node;   /* LINE */
        IrFunc      *callee; /* CALL, CLOSURE, SPAWN, STATIC */
        Inst        *loop;   /* BREAK, CONTINUE */
        Binding     *global;
        uint32_t     label;
        StructInfo  *structure;
    } imm;
    const char *symbol2; /* BINARY texts, kinds */
    Inst       *select;  /* SELECT_GOT: its select */
    VEC(RegId)  dies;    /* lower/moves.c: unnamed variables, looked at for the last time */
    RegId       safe;    /* lower/ranges.c, INDEX, PLACE_OWN: true when no test is needed; 0: test
                            LOOP: true when all those of its counter need none; 0: there are none */
    int32_t     offset;  /* INSIDE: of what stays inside, from the counter */
    int32_t     row_offset; /* INSIDE_ROW: of the row, from operand 3 */
    bool        quits;   /* lower/quick.c: a failure leaves the quick loop, the careful one repeats it */
    const char *why;     /* --dump: what a pass removed here, NULL: nothing to say */
    RegId       closes;  /* the cell to close when this fails */
    VEC(RegId)  ends;    /* BREAK, CONTINUE: variables to release behind finally blocks; NO_REG
                            parts the blocks.  TRY: those a return releases behind its block */
    uint32_t    on_error; /* lower/errors.c: label to go to, 0: leave the function */
    Block body;      /* IF: then.  LOOP, TRY: body */
    Block other;     /* IF: else.  TRY: handler.  LOOP: the test, before each round */
    Block last;      /* LOOP: step.  TRY: finally */
    bool  has_handler, has_finally;
    RegId first_reg, end_reg; /* TRY: registers made inside its body */
    RegId first_reg2, end_reg2; /* TRY: inside its handler */
    uint32_t break_label, continue_label; /* LOOP: 0 while C's own break and continue do */
    Inst *next;
};

typedef enum IrFuncKind {
    IRF_PLAIN,
    IRF_GENERATOR,
    IRF_ASYNC,
    IRF_SPAWN,
    IRF_CALLED /* the resumable form of a function that waits, for calls from async bodies (C-34) */
} IrFuncKind;

/** Why a pass holds something of a function, for `--dump effects`. */
typedef struct Cause {
    uint32_t      at; /* as in Inst, 0: no place */
    IrOp          op;
    const char   *symbol; /* the C function it calls, NULL */
    const IrFunc *callee; /* the function it calls, NULL */
} Cause;

/** How far the builder is with a function. */
typedef enum IrProgress { IR_WAITING, IR_BUILDING, IR_BUILT } IrProgress;

/** One C function to be. */
struct IrFunc {
    IrFuncKind  kind;
    IrProgress  progress;
    Instance   *instance;
    const char *cname;     /* given by emit/names.c */
    Text        shown_name;
    VEC(Reg)    regs;      /* regs.at[0] is unused */
    RegId      *params;    /* by position in function->params */
    uint32_t    param_count;
    RegId       receiver;  /* method without self: its instance */
    uint64_t    owned_params; /* bit k: parameter k is passed owned */
    bool        has_env;   /* takes its closure as second parameter */
    bool        keeps_active; /* pushes an rf_active: a try can be reached from a callee */
    bool        checks_depth; /* lies on a cycle of the call graph */
    bool        throws;
    bool        waits;        /* may wait when it is called, or driven (C-34) */
    bool        holds_thread; /* may wait without giving its thread up */
    Cause       active_cause, depth_cause, throws_cause;
    Cause      *owned_causes; /* lower/parameters.c: by parameter */
    bool        is_directly_called; /* IRF_ASYNC: a plain call where it is awaited at once */
    bool        is_direct;   /* it is that plain form */
    IrFunc     *direct_form; /* IRF_ASYNC: that form, NULL while nobody needs it */
    IrFunc     *called_form; /* IRF_PLAIN: the same function as IRF_CALLED, NULL while nobody needs it */
    const Type *result;    /* of the body: what return gives */
    const Type *call_type; /* of a call: the result, a generator or a promise */
    Rep         result_rep;
    RegId       result_reg; /* lower/errors.c: where returns put the result */
    Block       body;
    VEC(Site *) sites;     /* code of other functions in it */
    VEC(const Site *) label_sites; /* lower/errors.c: by label, whose code stands behind it */
    uint32_t    merged;    /* how many instructions it got from them */
    bool        is_merged; /* it stands in the loops that drive it: nobody may call it any more */
    bool        is_kept;   /* lower/frames.c: some loop keeps its frame */
    bool        is_made;   /* and some call makes one on the heap */
    bool        gives_struct; /* lower/structs.c: its result is a C struct */
    bool        only_shown; /* nobody does: its name in stacks is left of it */
    uint32_t    label_count, state_count;
    uint32_t    number;
    FieldInfo  *default_of; /* it gives the default of that field, in instance's scope */
    StructInfo *default_in;
};

/** Program-wide facts of a global variable. */
typedef struct GlobalInfo {
    Binding *binding;
    bool     shared; /* spawn blocks or async bodies reach it: a cell; else a C static */
    uint32_t slot;   /* in cx->globals */
} GlobalInfo;

typedef struct IrProgram {
    Compiler      *c;
    Typed         *typed;
    VEC(IrFunc *)  funcs;
    IrFunc        *main;
    VEC(GlobalInfo) globals; /* every program-wide variable of a module */
    uint32_t       shared_count; /* how many of them are shared cells */
    VEC(IrFunc *)  frames; /* lower/frames.c: resumable ones, each behind those whose frames it keeps */
    bool           uses_tasks;
    bool           has_cancel; /* bodies may be cancelled: except and finally are shielded (C-40) */
    VEC(Symbol)    methods;  /* names of calls whose receiver may be of any type */
} IrProgram;

/** Builds the IR of every instance that main reaches. */
IrProgram *ir_build(Compiler *c, Typed *t);

/** A new register of a type; `name` is 0 for what the script does not name. */
RegId ir_reg(IrProgram *p, IrFunc *f, const Type *type, Symbol name, bool is_var);

/** A new instruction with what ir.def says of its operation, in no list yet. */
Inst *ir_inst(IrProgram *p, IrOp op);

/** Puts an instruction at the end of a list. */
void ir_append(Block *b, Inst *in);

/** True when the instruction may leave through an error. */
bool may_fail(const Inst *in);

/** How a call of the function gives its result. */
Rep ir_result_rep(const IrFunc *f);

/** True for a function that runs in a frame, and goes on where it left: it gives way when it waits. */
bool ir_is_resumable(const IrFunc *f);

/** True for a call of the runtime that may wait on the thread, and tell where (Inst::pass_at). */
bool ir_waits(const Inst *in);

/** True when the instruction gives the frame's thread up, and the body goes on behind it or begins it
    anew. */
bool ir_suspends(const Inst *in);

/** Calls `visit` on every instruction of a block and of the blocks inside, in order. */
void ir_walk(Block *b, void (*visit)(void *self, Inst *in), void *self);

/** Parameters beyond this many are always borrowed: one word has a bit for each operand of a call,
    and a call passes an environment and a receiver as well. */
enum { MOST_OWNED = 60 };

/** True when operand k is owned; past the word, as the last one in it. */
bool operand_is_owned(const Inst *in, uint32_t k);

/** True when bit k of a set of operands is set; never past the word. */
bool operand_in(uint64_t operands, uint32_t k);

/** The instruction as the cause of something. */
Cause ir_cause(const Inst *in);

/** Prints one function: `--dump ir`, `--dump lowered`. */
void ir_dump(Compiler *c, const IrFunc *f, int fd);

/** What a function looks like between passes; each form keeps what the one before promised. */
typedef enum IrForm {
    FORM_BUILT,   /* no counts */
    FORM_COUNTED, /* RETAIN and RELEASE stand where they belong, operands are moved */
    FORM_FLAT,    /* no TRY: labels and jumps */
    FORM_SPLIT    /* generators and async bodies have states and frames */
} IrForm;

/** Ends the process with the function printed if it breaks what its form promises. `after` names
    the pass. */
void ir_verify(Compiler *c, const IrFunc *f, const char *after, IrForm form);

#endif
