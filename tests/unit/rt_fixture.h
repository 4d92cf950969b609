#ifndef TESTS_RT_FIXTURE_H
#define TESTS_RT_FIXTURE_H

#include "ruff/ruff.h"

/* What the tests of runtime/core/ share. */

/** The context of the running test. */
extern rf_ctx rt_cx;
/** The fixture: a context before, no object left afterwards. */
void rt_begin(void);
void rt_end(void);

/** A string that is not static, owned. */
rf_string *rt_string(const char *text);
rf_value   rt_text(const char *text);
/** An array of values, ints, owned. */
rf_value rt_ints(int64_t count, ...);

/** Fails unless print shows `expected` for v, which it takes. */
void rt_shows(rf_value v, const char *expected);
/** The same for a borrowed value. */
void rt_is(rf_value v, const char *expected);
/** Fails unless the pending error has this message; drops it. */
void rt_threw(const char *message);

/** Numbers that look random and are the same in each run. */
uint32_t rt_random(uint32_t below);

#endif
