#ifndef RUFFC_LOWER_LOWER_H
#define RUFFC_LOWER_LOWER_H

#include "ir/ir.h"

/** A pass over the program. The table in lower/pipeline.c is the only place that orders them. */
typedef struct Pass {
    const char *name; /* what --stop-after and --timings call it */
    void (*run)(IrProgram *p);
    const char *needs;
    IrForm leaves; /* the form that every function has afterwards */
    Optimisation what; /* what it is when it can be left out */
} Pass;

extern const Pass   passes[];
extern const size_t pass_count;

/** Runs the table over the program, with dumps and checks as the options ask. */
void lower_program(IrProgram *p);

/** Prints what the passes found out about each function: `--dump effects`. */
void effects_dump(const IrProgram *p, int fd);

/* The passes, each in the file of its name. */
void lower_characters(IrProgram *p); /* single characters as numbers */
void lower_structs(IrProgram *p);    /* structs of numbers in C variables */
void lower_catches(IrProgram *p);    /* errors that never become objects */
void lower_effects(IrProgram *p);    /* what throws, what tests the stack, what shows in stacks */
void lower_borrow(IrProgram *p);     /* loops that only look at elements */
void lower_unique(IrProgram *p);     /* uniqueness tests out of loops */
void lower_ranges(IrProgram *p);     /* bounds tests out of loops */
void lower_quick(IrProgram *p);      /* loops that need no tests, in front of those that have them */
void lower_parameters(IrProgram *p); /* which parameters are passed owned */
void lower_moves(IrProgram *p);      /* last uses of variables become moves */
void lower_ownership(IrProgram *p);  /* temporaries: who owns, retain and release */
void lower_errors(IrProgram *p);     /* try, finally and return become labels and jumps */
void lower_resumable(IrProgram *p);  /* generators and async bodies: frames and states */
void lower_frames(IrProgram *p);     /* loops that keep the frame of the generator they drive */

/** A new instruction at the end of `to`; `at` is its place in the script. */
Inst *lower_add(IrProgram *p, Block *to, uint32_t at, IrOp op, RegId dst, uint32_t count,
                const RegId *args);

/** A new temporary of a type without parts. */
RegId lower_temp(IrProgram *p, IrFunc *f, TypeKind kind);

/** The arrays of structs that the loop changes in their elements, and does nothing else with that could give an
    element another owner; `defined` is what sets each temporary. Answers how many (lower/items.c). */
size_t items_to_own(const IrFunc *f, Inst *loop, Inst **defined, RegId *arrays);

/** Lets the loop test a flag instead of each element of the array. */
void mark_owned_items(Inst *loop, Inst **defined, RegId array, RegId flag);

/** Makes the register, an object so far, a C struct. */
void lower_as_struct(Reg *r);

/** The position of the first parameter among a CALL's operands. */
uint32_t first_parameter(const Inst *call);

/** True for an append to an array whose element kind is known. */
bool is_push(const Inst *in);

/** True when a loop does nothing with an array variable but look at elements, store them and
    append. */
bool loop_only_looks(Inst *loop, RegId var);

#endif
