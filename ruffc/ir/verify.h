#ifndef RUFFC_IR_VERIFY_H
#define RUFFC_IR_VERIFY_H

/* Between the files that check the IR. */

#include "ir/ir.h"

enum { EXIT_BROKEN = 6 };

/** What is being checked. */
typedef struct Checked {
    Compiler     *c;
    const IrFunc *f;
    const char   *after; /* name of the pass */
    IrForm        form;
} Checked;

/** Says what is wrong with an instruction, prints the function and ends the process. */
_Noreturn void ir_broken(const Checked *on, const Inst *in, const char *format, ...)
    PRINTF_LIKE(3, 4);

/** Walks every path and checks that each count is given back exactly once. */
void ir_verify_counts(const Checked *on);

/** Checks that no view is used after what it looks at may be gone. */
void ir_verify_views(const Checked *on);

#endif
