#ifndef TESTS_LIB_EVAL_H
#define TESTS_LIB_EVAL_H

#include "ruff/value.h"

/* Calls of built-in functions written as in a script, for tests: literals, calls, names of
   built-ins as function values. Nothing else of the language. */

/** The context all tests use; lib_begin and lib_end are the fixture. */
extern rf_ctx lib_cx;
void lib_begin(void);
void lib_end(void);

/** The value of an expression, owned. An error stays in lib_cx. */
rf_value lib_eval(const char *source);

/** Fails the test unless print shows `expected` for the expression, or it throws what follows "! ".
    */
void lib_is(const char *source, const char *expected);

/** One line of a table of expectations, and the check of a whole table. */
typedef struct lib_case {
    const char *source, *expected;
} lib_case;
void lib_all(const lib_case *cases, size_t count);
#define LIB_ALL(cases) lib_all((cases), sizeof(cases) / sizeof *(cases))

#endif
