/* Scopes and what a place sees of them (S-53). */

#include "sema/resolver.h"

#include "library/builtins.h"

Scope *scope_open(Resolver *r)
{
    Scope *s = ARENA_NEW(&r->c->arena, Scope);

    s->outer    = r->scope;
    s->function = r->function;
    s->base     = r->base;
    s->names    = (Table){.arena = &r->c->arena};
    s->loop     = r->loop;
    s->start    = r->order++;
    r->scope    = s;
    return s;
}

void scope_close(Resolver *r)
{
    r->scope = r->scope->outer;
}

/* A field becomes a local variable of the method when the body first names it (S-38). */
static Binding *field_binding(Resolver *r, Scope *s, Symbol name)
{
    Scope    *here     = r->scope;
    Function *function = r->function;
    Binding  *b;
    Node     *field = s->structure->as.structure.fields;

    while (field && field->as.struct_field.name != name)
        field = field->next;
    if (!field)
        return NULL;
    r->scope    = s;
    r->function = s->function;
    b           = declare(r, BIND_FIELD, name, field, field->at);
    r->scope    = here;
    r->function = function;

    b->in_loop           = false;
    record_of(b)->loop   = NULL;
    record_of(b)->order  = s->start;
    record_of(b)->place  = s->start;
    vec_push(&r->c->arena, &s->function->self_fields, b);
    return b;
}

Binding *scope_own(Resolver *r, Scope *s, Symbol name)
{
    Binding *b = table_get(&s->names, name);

    if (!b && s->structure)
        b = field_binding(r, s, name);
    return b;
}

/* What a body sees of the scopes around it. */
typedef struct Sight {
    Binding *binding;
    bool     further_down; /* declared below the place where the body stands */
} Sight;

/* What a body that stands at `limit` sees of one scope: the latest declaration above it, else, if
   the body reads the name first, the next one further down. */
static Sight see(Resolver *r, Scope *s, Symbol name, uint32_t limit, Mention first)
{
    Sight seen = {NULL, true};

    for (Binding *b = scope_own(r, s, name); b; b = record_of(b)->older) {
        if (record_of(b)->place < limit)
            return (Sight){b, false};
        if (first == MENTION_READ)
            seen.binding = b;
    }
    return seen;
}

static Sight see_around(Resolver *r, Function *base, Symbol name, Mention first)
{
    Sight    seen = {NULL, false};
    Scope   *s    = function_record(base)->scope;
    uint32_t limit;

    while (s && !seen.binding) {
        limit = function_record(base)->position;
        base  = s->base;
        for (; s && s->base == base && !seen.binding; s = s->outer)
            seen = see(r, s, name, limit, first);
    }
    return seen;
}

/* A call of a built-in's name means the built-in, though the file sets a variable of that name
   further down: `func rows(t) { return lines(t) } lines := rows(text)`. Not when that variable
   holds a function. */
static bool means_builtin(Resolver *r, Sight seen, Mention mention)
{
    const Node *value;

    if (mention != MENTION_CALL || !seen.binding || !seen.further_down ||
        seen.binding->kind != BIND_VAR || !scope_builtin(r, seen.binding->name))
        return false;
    value = record_of(seen.binding)->value;
    return !value || (value->kind != ND_FUNC && value->kind != ND_NAME);
}

Binding *scope_find(Resolver *r, Symbol name, Mention mention)
{
    Function *base  = r->base;
    Table    *first = &function_record(base)->first;
    Mention   known = (Mention)(uintptr_t)table_get(first, name);
    Mention   now   = mention == MENTION_CALL ? MENTION_READ : mention;
    Sight     seen;

    for (Scope *s = r->scope; s && s->base == base; s = s->outer) {
        Binding *b = scope_own(r, s, name);

        if (b)
            return b;
    }
    if (known != MENTION_NONE)
        return see_around(r, base, name, known).binding;
    seen = see_around(r, base, name, now);
    if (means_builtin(r, seen, mention))
        return NULL;
    table_set(first, name, (void *)(uintptr_t)now);
    return seen.binding;
}

Binding *scope_builtin(Resolver *r, Symbol name)
{
    Binding *b = table_get(&r->facts->builtins, name);
    int      row;

    if (b)
        return b;
    row = builtin_find(symbol_text(r->c->symbols, name));
    if (row < 0)
        return NULL;
    b          = &ARENA_NEW(&r->c->arena, BindingRecord)->binding;
    b->kind    = BIND_BUILTIN;
    b->name    = name;
    b->builtin = row;
    b->number  = (uint32_t)r->p->bindings.len;
    vec_push(&r->c->arena, &r->p->bindings, b);
    table_set(&r->facts->builtins, name, b);
    return b;
}
