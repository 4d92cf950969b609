#ifndef RUFFC_TESTS_NAMES_FIXTURE_H
#define RUFFC_TESTS_NAMES_FIXTURE_H

#include <check.h>

#include "front/parser.h"
#include "sema/resolve.h"
#include "support/text.h"

/** One compilation of a test; names_teardown frees it. */
extern Compiler names_compiler;
extern Program *names_program;

/** Resolves a text as main file, which must have no errors. */
void names_of(const char *script);

/** Resolves a file with the modules that it imports; messages are left in names_compiler. */
void names_of_file(const char *path);

/** Resolves a text and answers the first message, "" when there is none; warnings included. */
const char *names_message(const char *script);

/** How many warnings of one kind a text gets. */
size_t names_warnings(const char *script, DiagId id);

/** The nth (from 0) binding declared under this name; the test fails when there are fewer. */
Binding *names_binding(const char *name, size_t nth);

/** The function of this name. */
Function *names_function(const char *name);

/** What the nth node of a kind under this name (NAME, TAG, INSTANCE …) is bound to. */
Binding *names_use(NodeKind kind, const char *name, size_t nth);

/** Frees what a test made. */
void names_teardown(void);

#endif
