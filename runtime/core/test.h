#ifndef RUFF_CORE_TEST_H
#define RUFF_CORE_TEST_H

#include "ruff/abi.h"

/* How `ruffc test` runs one test in a process of its own (S-83). The compiler made a call of rf_b_test from each
   block; the calls find the chosen test and its surroundings, and the last one, at the end of the script, runs it. */

/** What a block is, as the first argument of rf_b_test says. */
enum { RF_TEST_CASE, RF_TEST_GROUP, RF_TEST_SETUP, RF_TEST_TEARDOWN, RF_TEST_RUN };

/** Chooses the test with that number. When it starts, *started becomes 1. */
void rf_test_choose(int64_t number, uint32_t *started);

#endif
