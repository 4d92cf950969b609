#ifndef RUFFC_SEMA_WARN_H
#define RUFFC_SEMA_WARN_H

#include "sema/names.h"

/** Whether a use changes a variable for sure: a method named like one that changes arrays may mean
    something else on a value of unknown kind. */
bool surely_changes(const Binding *b, const Use *u);

/** Names that nothing declares, once a function (S-56). */
void warn_undefined(Compiler *c, const Program *p);

/** Imports that are known to throw (S-81), unless a try waits for it. */
void warn_imports(Compiler *c, const Program *p);

/** Channels that are only sent to, or only received from (C-83). */
void warn_channels(Compiler *c, const Program *p);

/** Expressions whose value nobody uses: a call without its parentheses, `==` for `:=`, a missing
    `return`. */
void warn_values(Compiler *c, const Program *p);

/** Calls of known functions with the wrong count (S-61), and assignments that S-51 refuses, unless a
    try waits for their failure. */
void warn_refusals(Compiler *c, const Program *p);

/** Dropped promises, tests that async bodies race on, failures that nobody looks at (C-83). */
void warn_statements(Compiler *c, const Program *p);

/** Struct literals with a misspelt field, or without one that is read (S-34, S-35). */
void warn_instances(Compiler *c, const Program *p);

/** Arms of a match that never run behind one that takes everything; variants that no arm takes
    (S-48). */
void warn_arms(Compiler *c, const Program *p);

/** Values that a spawn block returns to nobody (C-12). */
void warn_spawn_results(Compiler *c, const Program *p);

#endif
