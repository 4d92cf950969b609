#ifndef RUFFC_EMIT_WRITER_H
#define RUFFC_EMIT_WRITER_H

/* Between the files of the emitter. */

#include "emit/emit.h"

/** The parts of a C file, in the order they appear. Code is written to any part at any time. */
typedef enum Section { SEC_HEAD, SEC_TYPES, SEC_LITERALS, SEC_PROTOTYPES, SEC_DATA, SEC_FUNCTIONS, SEC_ENTRY, SEC_COUNT } Section;

typedef struct NameSet NameSet;

typedef struct LoopEmit {
    struct LoopEmit *outer;
    const Inst      *loop;
} LoopEmit;

typedef struct Emit {
    IrProgram  *p;
    Compiler   *c;
    TextBuf     sections[SEC_COUNT];
    Section     section;
    int         depth;
    NameSet    *globals; /* every C name at file scope */
    NameSet    *bases;   /* those of them that other names are made of: functions and structs */
    VEC(Text)   strings; /* literals, by number */
    VEC(const char *) declared; /* runtime functions of built-ins already declared */
    FeatureSet  features; /* theirs */

    /* the function being written */
    IrFunc      *f;
    const char **names;   /* by register */
    const char **pending; /* by register: the expression of a temporary that is put where it is used */
    bool        *pending_constant;
    uint32_t    *uses;    /* by register */
    bool        *state_used; /* resume points that were written */
    RegId        condition; /* of the loop whose test is being written */
    bool         has_cleanup, uses_fail, uses_done, uses_at, uses_result, uses_step, uses_item;
    uint32_t     line;    /* of the script, printed last */
    LoopEmit    *loops;
    bool        *label_used; /* by label: something jumps there */
} Emit;

/* writer.c */
void        emit_section(Emit *e, Section s);
/** One whole line at the current depth. A line that ends in '{' deepens, one that starts with '}' undoes it. */
void        line(Emit *e, const char *format, ...) PRINTF_LIKE(2, 3);
void        label_line(Emit *e, const char *format, ...) PRINTF_LIKE(2, 3);
const char *text(Emit *e, const char *format, ...) PRINTF_LIKE(2, 3);
/** A C string literal of the bytes. */
const char *c_literal(Emit *e, Text t);

/* names.c */
NameSet    *names_new(Compiler *c);
/** A C name like the script's, not used yet in `set` nor in `outer` (may be NULL). */
const char *name_unique(Emit *e, NameSet *set, const NameSet *outer, Text wanted);
const char *field_name(Emit *e, const FieldInfo *f);
void        name_everything(Emit *e);
const char *func_name(const IrFunc *f);
const char *global_name(Emit *e, const Binding *b);
const char *struct_name(const StructInfo *s);
const char *variant_name(Emit *e, Text family, Text variant);

/* types.c */
const char *ctype_of(Emit *e, const Type *t);
const char *ctype_reg(Emit *e, const Reg *r);
const char *zero_of(Rep rep);
void        emit_structs(Emit *e);
void        emit_globals(Emit *e);
const char *array_member(const Type *t);

/* operands.c */
/** The text of an operand as a borrowed value. */
const char *operand(Emit *e, RegId r);
/** An operand that the text mentions more than once: a name or a constant. */
/** The text of operand k of an instruction, copied or taken as ownership says. */
const char *owned_operand(Emit *e, const Inst *in, uint32_t k);
const char *any_operand(Emit *e, const Inst *in, uint32_t k);
void        count_uses(Emit *e);
/** Keeps the expression for its one use, when that is safe. False: it must be assigned now. */
bool        fold(Emit *e, const Inst *in, const char *expression);
const char *reg_name(Emit *e, RegId r);
/** The literal's static object, made on first use. */
const char *string_literal(Emit *e, Text t);

/* inst.c, inst_special.c */
void emit_inst(Emit *e, const Inst *in);
void emit_special(Emit *e, const Inst *in);
void emit_failure(Emit *e, const Inst *in, const char *condition);
void emit_failure_always(Emit *e, const Inst *in);
/** The same for an instruction whose failures are values: this one leaves all the same. */
void emit_failure_leaving(Emit *e, const Inst *in);
void assign(Emit *e, const Inst *in, const char *expression);
const char *failure_exit(Emit *e, const Inst *in);
/** The variant object of a tag or pattern, and how runtime ones are called. */
const char *variant_of(Emit *e, Text enum_name, Text variant);
const char *native_info(Emit *e, const char *builtin);

/* blocks.c */
void emit_block(Emit *e, const Block *b);
void emit_source_line(Emit *e, const Inst *in);

/* functions.c */
void emit_function(Emit *e, IrFunc *f);
void emit_prototypes(Emit *e, IrFunc *f);
bool needs_boxed(const IrFunc *f);
/** What a function answers when it fails. */
const char *failure_value(const IrFunc *f);

#endif
