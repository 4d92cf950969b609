#ifndef RUFFC_FRONT_TEST_BLOCKS_H
#define RUFFC_FRONT_TEST_BLOCKS_H

#include "front/ast.h"

/** A `test` block: its number is its place in the list. */
typedef struct TestCase {
    Text name; /* with the titles of its groups in front: `group > title` */
    Span at;
} TestCase;

typedef VEC(TestCase) TestList;

/** For `ruffc test`: makes each test block of the module a call of the built-in `test`, which
   scripts cannot name, and adds one at the end that runs the chosen test. Comes straight after
   parsing; later stages see calls and lambdas only. The arena owns the names. */
void test_blocks_rewrite(Compiler *c, AstModule *m, TestList *out);

#endif
