#ifndef RUFFC_LOWER_QUICK_H
#define RUFFC_LOWER_QUICK_H

/* Between quick.c, which makes the quick forms of loops, and quick_suits.c, which finds the loops
   that can have one. */

#include "lower/lower.h"

/** A loop around the one at hand. */
typedef struct Around {
    struct Around *outer;
    Inst          *loop;
    Block          before; /* instructions to put in front of it */
    VEC(RegId) arrays;     /* whose columns have a table, */
    VEC(RegId) columns;    /* and the variables that hold the tables */
} Around;

/** A row of an array of arrays, as an instruction looks at it. */
typedef struct Row {
    RegId       array, view, unboxed;
    const Inst *index; /* the INDEX of the array */
} Row;

typedef struct Quick {
    IrProgram *p;
    IrFunc    *f;
    Inst     **defined; /* by register: what sets a temporary of the function as it was */
    Around    *around;
    Inst      *loop; /* at hand */
    RegId      counter, limit;
    Block      before, inside; /* in front of the loop: always; when the quick form runs */
    RegId      condition;      /* for it to run */
    VEC(RegId) flags;          /* of loops, in the condition already */
    /* by register of the loop */
    RegId *copies;   /* in the quick form */
    RegId *pointers; /* a row: its elements, fetched before */
    RegId *columns;  /* a row: the table where its elements are */
    bool  *dropped;  /* not needed in the quick form */
    bool  *aliases;  /* an INDEX: what was written is inside */
} Quick;

/** A new instruction of the loop at hand at the end of `to`. */
static inline Inst *quick_add(Quick *q, Block *to, IrOp op, RegId dst, uint32_t count,
                              const RegId *args)
{
    return lower_add(q->p, to, q->loop->at, op, dst, count, args);
}

/** True when q->loop has a quick form; sets q->counter and q->limit. */
bool quick_suits(Quick *q);

/** Writes the loop at *at twice, first without the tests that have flags; answers where that choice is
    linked now, NULL when the loop is left as it is (lower/version.c). */
Inst **loop_version(Quick *q, Inst **at);

/** True when nothing in the loop sets the register. */
bool quick_stays(const Quick *q, Inst *loop, RegId r);

/** True for an addition or subtraction whose result goes back to its first operand. */
bool quick_changes_in_place(const Quick *q, const Inst *in);

/** The table of the columns of an array of arrays, made before the outermost loop that leaves the
   array as it is and filled in front of q->loop; 0: no loop around this one leaves it. */
RegId quick_columns(Quick *q, RegId array);

#endif
