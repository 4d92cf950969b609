#ifndef RUFFC_LOWER_RANGES_H
#define RUFFC_LOWER_RANGES_H

/* Between ranges.c and room.c. */

#include "lower/lower.h"

typedef struct Counter {
    RegId    var, limit; /* var goes up, while it is below (or at) the limit */
    RegId    step;       /* 0: one */
    Operator op;         /* OP_LESS or OP_LESS_EQUAL */
} Counter;

/* A variable that stays, or a counter, and what a constant adds to it. */
typedef struct Offset {
    RegId   base;
    int32_t plus;
} Offset;

/* All that the counter reaches, with an offset, in an array or string, or in a row of an array. */
typedef struct Covered {
    RegId   array;
    Offset  row; /* base 0: none */
    int32_t plus;
} Covered;

typedef struct Ranges {
    IrProgram *p;
    IrFunc    *f;
    Inst     **defined; /* by register: what sets a temporary */
    Inst      *loop;
    Counter    counter;
    RegId      safe;     /* of the loop: made with the first condition */
    Block      before;   /* instructions to put in front of the loop */
    VEC(Covered) inside; /* what the condition covers */
} Ranges;

/** How many instructions of the loop set the variable; one that keeps it unique counts for none. */
int sets_in_loop(Inst *loop, RegId var);

/** True when a `continue` ends rounds of the loop early. */
bool goes_on_early(Inst *loop);

/** A new instruction in front of the loop. */
Inst *add_before(Ranges *r, IrOp op, RegId dst, uint32_t count, const RegId *args);

/** A constant of the loop as a register that exists before it. */
RegId before_loop(Ranges *r, RegId reg);

/** The array gets an element in every round, so that what is inside in the first one stays so. */
bool grows_by_rounds(const Ranges *r, RegId array);

/** Makes arrays large enough for what every round appends. */
void make_room(Ranges *r);

#endif
