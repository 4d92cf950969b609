/* What one compilation shares: see compiler.h. */
#include "support/compiler.h"

void compiler_init(Compiler *c, const Options *o)
{
    *c             = (Compiler){0};
    c->symbols     = symbols_new(&c->arena);
    c->sources     = sources_new(&c->arena);
    c->diags.arena = &c->arena;
    if (o)
        c->options = *o;
}

void compiler_free(Compiler *c)
{
    arena_free(&c->arena);
    *c = (Compiler){0};
}
