/* Methods of values that are known to be generators. */

#include "ir/build.h"

/* g.next(): nothing to look up at run time. */
RegId build_next(Build *b, Node *n, RegId g)
{
    Text  name = symbol_text(b->p->c->symbols, n->as.method.name);

    if (reg(b, g)->type->kind != TY_GENERATOR || !text_equal(name, TEXT("next")) ||
        n->as.method.args)
        return NO_REG;
    set_place(b, n->as.method.op_at);
    return call_c(b, "rf_generator_next", bt(b, TY_ANY), 'e', 0, 1, &g);
}
