#ifndef RUFFC_SEMA_WARN_H
#define RUFFC_SEMA_WARN_H

#include "sema/names.h"

/** Whether a use changes a variable for sure: a method named like one that changes arrays may mean
    something else on a value of unknown kind. */
bool surely_changes(const Binding *b, const Use *u);

/** Imports that are known to throw (S-81), unless a try waits for it. */
void warn_imports(Compiler *c, const Program *p);

/** Channels that are only sent to, or only received from (C-83). */
void warn_channels(Compiler *c, const Program *p);

/** Dropped promises, tests that async bodies race on, failures that nobody looks at (C-83). */
void warn_statements(Compiler *c, const Program *p);

#endif
