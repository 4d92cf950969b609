/* What the files of sema/ ask of bindings and functions: see names.h. */

#include "sema/names.h"

bool binding_set_add(Arena *a, BindingSet *s, Binding *b)
{
    if (table_get(&s->seen, b->number))
        return false;
    table_set(&s->seen, b->number, b);
    vec_push(a, &s->list, b);
    return true;
}

bool name_set_has(const NameSet *s, Symbol name)
{
    return table_get(&s->seen, name) != NULL;
}

bool name_set_add(Arena *a, NameSet *s, Symbol name)
{
    if (name_set_has(s, name))
        return false;
    table_set(&s->seen, name, s);
    vec_push(a, &s->list, name);
    return true;
}

void name_in_function(Compiler *c, Function *f, Binding *b)
{
    if (!binding_set_add(&c->arena, &function_record(f)->named, b))
        return;
    if (!b->owner || b->owner == f)
        return;
    if (b->module == f->module)
        b->captured = true;
    for (; f && f != b->owner; f = f->outer) {
        if (!binding_set_add(&c->arena, &function_record(f)->free, b))
            return;
        if (!b->is_global)
            vec_push(&c->arena, &f->captures, b);
    }
}

Function *child_within(const Function *outer, Function *f)
{
    Function *child = NULL;

    for (f = base_of(f); f != outer; f = base_of(f->outer)) {
        if (!f->outer)
            return NULL;
        child = f;
    }
    return child;
}

Binding *final_target(const Binding *b)
{
    while (b->kind == BIND_IMPORT)
        b = b->target;
    return (Binding *)b;
}

Function *known_function(const Binding *b)
{
    while (b->kind == BIND_IMPORT && b->assignments == 1)
        b = b->target;
    return b->kind == BIND_FUNC || b->kind == BIND_VAR ? b->function : NULL;
}
