#ifndef RUFFC_SEMA_ANALYSIS_H
#define RUFFC_SEMA_ANALYSIS_H

#include "sema/names.h"

/** What a call of each name runs: Binding::function, Function::is_value and
    Function::made_early. */
void settle_functions(Program *p);

/** Lets each function that makes instances name what the defaults of the fields name. */
void settle_instances(Compiler *c, Program *p);

/** Binding::captured_late. Needs settled functions and instances. */
void find_captures(Program *p);

/** Binding::maybe_unset: which names a function may read before their statement has run (S-53,
    S-56). */
void find_unset(Program *p);

/** Binding::in_spawn and Binding::in_async: which names threads copy or share (C-11, C-33).
    Function::carried: what code takes along to another thread. */
void find_shared(Compiler *c, Program *p);

#endif
