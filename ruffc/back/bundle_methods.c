/* Methods that the script never names need not be in its file: of the runtime's table of methods
   only the rows stay whose name is among the script's strings. Without this every call on a value
   of unknown type would bring the whole library with it. */

#include "back/bundle.h"

#include "back/embedded.h"

const char methods_table[] = "core/methods.def";
const char methods_user[]  = "core/lib_methods.c";

void methods_init(MethodRows *m, Arena *arena, const CTokens *script)
{
    m->named = (NameSet){arena, {.arena = arena}};
    for (size_t i = 0; i < script->len; i++) {
        const CToken *t = &script->at[i];
        if (t->kind == CT_LITERAL && t->text.len > 2 && t->text.at[0] == '"')
            nameset_add(&m->named, (Text){t->text.at + 1, t->text.len - 2});
    }
}

/* The next token that is no space, at or behind *at. */
static const CToken *take(const CTokens *all, size_t *at)
{
    while (*at < all->len && all->at[*at].kind == CT_SPACE)
        (*at)++;
    return *at < all->len ? &all->at[(*at)++] : NULL;
}

bool method_row(const CTokens *all, size_t at, MethodRow *row)
{
    const CToken *t[8];

    if (all->at[at].in_directive || !c_is(&all->at[at], "METHOD"))
        return false;
    for (size_t i = 0; i < COUNT_OF(t); i++)
        t[i] = take(all, &at);
    if (!t[7] || !c_is(t[1], "(") || !c_is(t[3], ",") || !c_is(t[5], ",") || !c_is(t[7], ")"))
        return false;
    *row = (MethodRow){.name = t[4]->text, .builtin = t[6]->text, .end = at};
    return true;
}

bool method_is_named(const MethodRows *m, const MethodRow *row)
{
    return nameset_has(&m->named, row->name);
}
