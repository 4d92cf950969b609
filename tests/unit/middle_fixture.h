#ifndef RUFFC_TESTS_MIDDLE_FIXTURE_H
#define RUFFC_TESTS_MIDDLE_FIXTURE_H

#include "lower/lower.h"
#include "names_fixture.h"

/** Infers the types of a text; names_teardown frees everything. */
Typed *typed_of(const char *script);

/** The IR of a text before any pass. */
IrProgram *ir_of(const char *script);

/** The IR of a text after the pass of that name. Every pass is verified. */
IrProgram *lowered_of(const char *script, const char *pass);

/** The text of a type. */
const char *type_words(const Type *t);

/** The type of the first variable of that name, in the first instance of its function. */
const char *type_of_variable(const Typed *t, const char *name);

/** Instance number `n` of a function; the test fails when there are fewer. */
Instance *instance_of(const char *function, size_t n);

/** The first function of that name in the program. */
IrFunc *func_of(const IrProgram *p, const char *name);

/** How many instructions of a kind a function has. */
size_t count_op(const IrFunc *f, IrOp op);

/** The nth (from 0) instruction of a kind; the test fails when there are fewer. */
Inst *find_op(const IrFunc *f, IrOp op, size_t nth);

/** How many calls of a C function a block has, with the blocks inside it. */
size_t count_calls(const Block *b, const char *symbol);

#endif
