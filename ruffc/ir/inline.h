#ifndef RUFFC_IR_INLINE_H
#define RUFFC_IR_INLINE_H

/* Between the files that put the code of one function into another one: a generator's in the place of the loop
   that drives it (build_inline*.c), a function's in the place of a call (inline_call*.c). */

#include "ir/build.h"

typedef struct Twin {
    const Inst *old;
    Inst       *made;
} Twin;

typedef struct Copy Copy;

/** A loop of a generator over one of its parameters, for which the call has a generator of its own:
    that one's body takes the place of the loop, in which it is the consumer. */
typedef struct Driven {
    Consumer    to;      /* the loop's body */
    RegId       param;   /* what it runs over */
    RegId       state;   /* of the loop */
    const Inst *loop, *item; /* where its element is there: the rest of the body comes behind it */
    const Inst *call;    /* what made the generator */
    Inst       *round;   /* the copy of the body, which a continue leaves */
    Copy       *in;      /* whose loop it is */
    Copy       *source;  /* whose body comes there */
} Driven;

/** One body being copied. */
struct Copy {
    Build        *b;
    const IrFunc *from;
    RegId         shift;  /* register r of the function is r + shift here … */
    RegId        *same;   /* … or this one, where it is not 0; NULL: none is */
    RegId         env;    /* its closure, 0: it has none … */
    RegId         holder; /* … or this variable has it as a value, and does not change meanwhile */
    const Site   *site;
    Inst         *whole;  /* the loop that runs once */
    Consumer     *to;     /* of what a generator yields */
    RegId         result; /* of a call: the variable for it, 0: nobody asks */
    uint32_t     *uses;   /* by register of the function: how often it is an operand */
    VEC(Twin)     twins;  /* loops and selects, which others name */
    VEC(const Site *) sites; /* of the generator, and here: in pairs */
    VEC(Driven *) driven; /* loops in it that become bodies of other generators */
    void (*list)(Copy *c, const Block *from); /* copies a list of instructions */
};

/* build_inline_copy.c */

/** Takes the registers of a generator over, and sets its parameters from the call. */
void copy_prepare(Copy *c, const Inst *call, Scope *around);

/** Copies the body to where the build stands, in place of something at `at` of code that `outer` tells. */
void copy_body(Copy *c, uint32_t at, const Site *outer);

/** How often each register of a function is an operand. */
uint32_t *copy_uses(Arena *a, const IrFunc *g);

/** Gives the function's registers their twins; what they hold is released when `around` is left. */
void copy_registers(Copy *c, Scope *around);

/** Keeps the function's closure as long as its code runs. */
void copy_env(Copy *c, RegId env, Scope *around);

/** Appends the copy of an instruction with all inside. */
Inst *copy_inst(Copy *c, const Inst *old);

/** A new site of f: code of `of`, for which the code of `outer` was left at `at`. */
const Site *copy_site(IrProgram *p, IrFunc *f, const IrFunc *of, uint32_t at, const Site *outer);

/** Says whose code follows; NULL: the function's own. */
void enter_site(Build *b, const Site *s);

/** Copies what stands behind an instruction of a list. */
void copy_behind(Copy *c, const Inst *in);

/** The copied code's site for one of the function's own. */
const Site *site_here(Copy *c, const Site *s);

/** The register of the copy. */
RegId register_here(const Copy *c, RegId r);

/* inline_call.c */

/** Appends the body of a function in the place of a call of it; `holder` is the variable that its closure is taken
    from just for the call, or 0. Gives the register that stands for the call's result from there on, 0: it is the
    call's own. */
RegId copy_call(Build *b, const IrFunc *from, const Inst *call, RegId holder);

/* build_inline_driven.c */

/** Finds the loops over parameters for which the operands of `call`, the next instruction of the build's
    block, are generators made for it alone. Those calls leave the block. */
void find_driven(Copy *c, const Inst *call);

/** What the parameter or loop state belongs to, NULL: nothing of the kind. */
Driven *driven_by(const Copy *c, RegId r);

/** True for the register that gets each element of such a loop: a variable, since it is set from elsewhere. */
bool takes_driven(const Copy *c, RegId r);

/** What a loop of the generator has become. */
Driven *driven_at(const Copy *c, const Inst *loop);

/** Writes the body of the generator in the place of the loop that drives it. */
void copy_driven(Driven *d);

/* build_inline.c */

/** True when the generator's code is there and may be copied with `weight` nodes at each yield, of which there
    are not more than `yields`. */
bool may_copy(const Build *b, IrFunc *g, uint32_t weight, uint32_t yields);

#endif
