#ifndef RUFFC_IR_DIRECT_H
#define RUFFC_IR_DIRECT_H

/* Between build_direct.c and direct_facts.c. */

#include "ir/build.h"

/** True for a call of an async function whose promise the next instruction awaits, and nobody else
    sees. */
bool is_awaited_call(const Inst *in);

/** Sets IrFunc::is_directly_called of every async function that may be called as a plain one where it
    is awaited; true when there is any. */
bool find_direct(IrProgram *p);

#endif
