#ifndef RUFFC_EMIT_WRITER_H
#define RUFFC_EMIT_WRITER_H

/* Between the files of the emitter. */

#include "emit/emit.h"

/** The parts of a C file, in the order in which templates/unit.c.tmpl puts them together in the
   last one. Code is written to any part at any time. */
typedef enum Section {
    SEC_TYPES,
    SEC_LITERALS,
    SEC_PROTOTYPES,
    SEC_VARIABLES,
    SEC_FACTS,
    SEC_DATA,
    SEC_FUNCTIONS,
    SEC_ENTRY,
    SEC_FRAME, /* the frame being written */
    SEC_FILE,
    SEC_COUNT
} Section;

typedef struct NameSet NameSet;

typedef struct LoopEmit {
    struct LoopEmit *outer;
    const Inst      *loop;
} LoopEmit;

/** A text of the script and its static object in C. */
typedef struct Literal {
    Text        text;
    const char *name;
} Literal;

/** Where a variable of a function is declared: ahead of the body, or in it: by the statement that
    sets it first, in the line before, in the head of a for. */
typedef enum Declared { DECLARED_AHEAD, DECLARED_SET, DECLARED_BEFORE, DECLARED_FOR } Declared;

/** What the text of a body does with a register. */
typedef struct Mention {
    bool     any, read; /* read: more than set */
    Declared declared;
    size_t   at, line;      /* where its declaration would stand */
    uint32_t labels, depth; /* there: labels above it, open braces */
    uint32_t block;         /* there: number of the innermost brace */
} Mention;

typedef struct Emit {
    IrProgram *p;
    Compiler  *c;
    TextBuf    sections[SEC_COUNT];
    Section    section;
    int        depth;
    NameSet   *globals; /* every C name at file scope */
    NameSet   *bases;   /* those of them that other names are made of: functions and structs */
    VEC(Literal) literals;
    VEC(const char *) declared; /* runtime functions of built-ins already declared */
    FeatureSet features;        /* theirs */

    uint64_t     checked; /* bit k: the fillings of skeleton k (up to 63) fit */
    const char **shared;  /* by place in cx->globals: the names of variables that tasks share */

    bool *called; /* by function: the C has a call of it */
    bool *driven; /* by function: it has a loop that keeps its frame */
    Text *frames; /* by function: the struct of its frame */

    /* the struct being written */
    const StructInfo *structure;
    const FieldInfo **fields; /* its fields by name */

    /* the function being written */
    IrFunc      *f;
    const char **names; /* by register */
    const char      *
        *pending; /* by register: the expression of a temporary that is put where it is used */
    bool     *pending_constant;
    uint32_t *uses;       /* by register */
    bool     *state_used; /* resume points that were written */
    RegId     condition;  /* of the loop whose test is being written */
    bool      has_cleanup, uses_fail, uses_done, uses_at, uses_result, uses_step, uses_got, uses_item;
    uint32_t  line; /* of the script, printed last */
    LoopEmit *loops;
    bool     *label_used;             /* by label: something jumps there */
    Text      body;                   /* its body, written already */
    bool      jumps_fail, jumps_done; /* it jumps to these labels */
    bool      declares_result;        /* and declares the result */
    Mention  *mention;                /* by register */
    VEC(const Site *) loop_sites;     /* by number of a loop of it, whose code that is (tier.h) */
    bool *has_loop_form;              /* by function */
    VEC(RegId) in_order;              /* registers as the body mentions them first */
} Emit;

/* writer.c */

/** What follows goes to the end of that part, at depth 0. */
void emit_section(Emit *e, Section s);
/** One whole line at the current depth. A line that ends in '{' deepens, one that starts with '}'
    undoes it. */
void line(Emit *e, const char *format, ...) PRINTF_LIKE(2, 3);
/** One whole line at the left margin. */
void label_line(Emit *e, const char *format, ...) PRINTF_LIKE(2, 3);
/** One line at a depth; an empty one is blank_line. */
void put_line(Emit *e, Text t, int depth);
/** Lines that were written before, as they are. */
void put_text(Emit *e, Text t);
/** A blank line, except at the beginning of a part or block and behind another one. */
void blank_line(Emit *e);
/** Formatted text; the compilation's arena owns it. */
const char *text(Emit *e, const char *format, ...) PRINTF_LIKE(2, 3);
/** A C string literal of the bytes. */
const char *c_literal(Emit *e, Text t);

/* names.c */

/** An empty set of C names. */
NameSet *names_new(Compiler *c);
/** A C name like the script's, not used yet in `set` nor in `outer` (may be NULL); `set` has it
    then. */
const char *name_unique(Emit *e, NameSet *set, const NameSet *outer, Text wanted);
/** Names all functions and structs of the program. */
void name_everything(Emit *e);
/** The C names of things of the script. That of a global is given when it is first asked for. */
const char *func_name(const IrFunc *f);
const char *struct_name(const StructInfo *s);

/** C that makes an object of the struct. */
const char *struct_maker(Emit *e, const StructInfo *s);
const char *global_name(Emit *e, const Binding *b);
const char *field_name(Emit *e, const FieldInfo *f);
const char *variant_name(Emit *e, Text family, Text variant);

/* types.c */

/** The C type of a value of type t, of a register; ends in a blank when it is a runtime struct. */
const char *ctype_of(Emit *e, const Type *t);
const char *ctype_reg(Emit *e, const Reg *r);
/** The C type of what a call of the function gives. */
const char *ctype_result(Emit *e, const IrFunc *f);
/** How a member of what the register holds is reached: "->" or ".". */
const char *member_operator(const Emit *e, RegId r);
/** What a variable of that kind holds when it holds nothing, as an expression. */
const char *zero_of(Rep rep);
/** The member of an array's union that holds elements of an array type: i, d, b, v. */
const char *array_member(const Type *t);
/** Writes the structs of the script, its variables that are seen from several functions. */
void emit_structs(Emit *e);
void emit_globals(Emit *e);
/** The constant that says where in cx->globals a shared variable is. */
const char *shared_name(const Emit *e, int64_t slot);
/** Writes the numbers of the globals that a closure or generator takes along (C-1); their name, or
    NULL. */
const char *emit_carried(Emit *e, const IrFunc *f);

/* operands.c */

/** The text of an operand as a borrowed value. */
const char *operand(Emit *e, RegId r);
/** The same where it is part of a larger expression: in parentheses if need be. */
const char *any_operand(Emit *e, const Inst *in, uint32_t k);
/** The text of operand k of an instruction, copied or taken as ownership says. */
const char *owned_operand(Emit *e, const Inst *in, uint32_t k);
/** Counts how often the function uses each register. */
void count_uses(Emit *e);
/** Keeps the expression for its one use, when that is safe. False: it must be assigned now. */
bool fold(Emit *e, const Inst *in, const char *expression);
/** The register's name in C. */
const char *reg_name(Emit *e, RegId r);

/* literals.c */

/** The name of the text's static object, which is written on first use; RF_TEXT makes it an
    rf_string. */
const char *string_literal(Emit *e, Text t);

/* inst.c, inst_special.c */

/** Writes one instruction: by its pattern, or by a function of its own. */
void emit_inst(Emit *e, const Inst *in);
void emit_special(Emit *e, const Inst *in);
/** Writes the test for a failure and what follows from it. */
void emit_failure(Emit *e, const Inst *in, const char *condition);
/** What follows from a failure: the error becomes a value, or control leaves. */
void emit_failure_always(Emit *e, const Inst *in);
/** The same for an instruction whose failures are values: this one leaves all the same. */
void emit_failure_leaving(Emit *e, const Inst *in);
/** Assigns the result, or keeps it for its use, or drops it. */
void assign(Emit *e, const Inst *in, const char *expression);
/** The function whose code the instruction is: of another one where its code was merged (Site). */
const char *whose_info(const Emit *e, const Inst *in);
/** Notes where the failure happened, and lets it leave the functions whose merged code it is in; `at`
    is an RF_AT. */
void note_failure(Emit *e, const Inst *in, const char *at);
/** The jump to the handler or to the label `fail`. */
const char *failure_exit(Emit *e, const Inst *in);

/* unit.c */

/** The variant object of a tag or pattern, and how runtime ones are called. */
const char *variant_of(Emit *e, Text enum_name, Text variant);
/** True the first time it is asked for that name. */
bool declare_once(Emit *e, const char *name);
/** Writes the prototype of a built-in's C function: `is_list` when it takes a list of arguments,
    else it takes `count` of them; has_place when the place of the call is the last. What is
   declared is used: the program links the function's feature. */
void declare_symbol(Emit *e, const char *symbol, bool is_list, uint32_t count, bool has_place);

/* boxed.c */

/** The value of a built-in function that is used without a call; writes what that needs. */
const char *native_info(Emit *e, const char *builtin);

/* blocks.c */

/** Writes a list of instructions. */
void emit_block(Emit *e, const Block *b);
/** Writes the script's line as a comment, unless it was the last one written. */
void emit_source_line(Emit *e, const Inst *in);

/* functions.c, signature.c */

/** Writes a function, with its form for calls through values when it needs_boxed. */
void emit_function(Emit *e, IrFunc *f);

/** Writes the structs of all frames, once every function is there. */
void emit_frames(Emit *e);
/** Writes what others must know of it. */
void emit_prototypes(Emit *e, IrFunc *f);
/** Whether something may call it through a value. */
bool needs_boxed(const IrFunc *f);
/** What a function answers when it fails. */
const char *failure_value(Emit *e, const IrFunc *f);

#endif
