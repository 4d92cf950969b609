/* Bindings: made, assigned, used. */

#include "sema/resolver.h"

#include "support/text.h"

Binding *declare(Resolver *r, BindingKind kind, Symbol name, Node *decl, Span at)
{
    BindingRecord *record = ARENA_NEW(&r->c->arena, BindingRecord);
    Binding       *b      = &record->binding;

    b->kind      = kind;
    b->name      = name;
    b->decl      = decl;
    b->declared  = at;
    b->owner     = r->function;
    b->module    = r->module;
    b->builtin   = -1;
    b->number    = (uint32_t)r->p->bindings.len;
    b->is_global = r->scope->outer == NULL;
    b->in_loop   = r->loop && r->loop->function == r->function;

    record->scope = r->scope;
    record->loop  = r->loop;
    record->older = table_get(&r->scope->names, name);
    record->order = record->place = r->order++;
    record->defaults.seen.arena   = &r->c->arena;
    table_set(&r->scope->names, name, b);
    vec_push(&r->c->arena, &r->p->bindings, b);
    if (b->is_global)
        vec_push(&r->c->arena, &r->module->globals, b);
    else if (kind == BIND_VAR || kind == BIND_IMPORT)
        vec_push(&r->c->arena, &r->function->locals, b);
    return b;
}

void check_duplicate(Resolver *r, Symbol name, Span at)
{
    Binding *b = table_get(&r->scope->names, name);
    Diag    *d;

    if (!b || (b->kind != BIND_VAR && b->kind != BIND_PARAM))
        return;
    d = diag_add(&r->c->diags, at, E_MEANING, "Duplicate declaration in the same scope: %.*s",
                 TEXT_ARG(symbol_text(r->c->symbols, name)));
    diag_note(&r->c->diags, d, b->declared, "`%.*s` is declared here",
              TEXT_ARG(symbol_text(r->c->symbols, name)));
}

Binding *declare_fresh(Resolver *r, Symbol name, Node *decl, Span at)
{
    Binding *b = declare(r, BIND_VAR, name, decl, at);

    b->assignments = 1;
    return b;
}

/* ---- uses ---- */

void use_binding(Resolver *r, Binding *b, Node *node, UseKind kind)
{
    Use use = {kind, node, r->function, r->loop, r->order++};

    name_in_function(r->c, r->function, b);
    if (b->kind == BIND_BUILTIN)
        return;
    vec_push(&r->c->arena, &record_of(b)->uses, use);
    if (kind == USE_SET || kind == USE_UPDATE)
        b->assignments++;
    else if (kind == USE_CHANGE)
        b->changes++;
    if (r->in_default) {
        binding_set_add(&r->c->arena, &record_of(r->in_default)->defaults, b);
        if (b->kind == BIND_VAR || b->kind == BIND_IMPORT)
            b->maybe_unset = true; /* where instances are made is not followed */
    }
}

Binding *use_name(Resolver *r, Node *node, Symbol name, UseKind kind)
{
    Binding  *b = scope_find(r, name, kind == USE_CALL ? MENTION_CALL : MENTION_READ);
    Undefined missing = {node, name, r->scope, r->function};

    if (!b && kind != USE_UPDATE)
        b = scope_builtin(r, name);
    r->p->binding[node->id] = b;
    if (b)
        use_binding(r, b, node, kind);
    else
        vec_push(&r->c->arena, &r->facts->undefined, missing);
    return b;
}

/* ---- assignments ---- */

static bool is_assignable(const Binding *b)
{
    switch (b->kind) {
    case BIND_VAR:
    case BIND_PARAM:
    case BIND_FIELD:
    case BIND_FUNC:
    case BIND_IMPORT:
        return true;
    case BIND_STRUCT:
    case BIND_ENUM:
    case BIND_MODULE:
    case BIND_BUILTIN:
        break;
    }
    return false;
}

Binding *assign_name(Resolver *r, Node *node, Symbol name)
{
    Binding *b = scope_find(r, name, MENTION_SET);

    if (!b || !is_assignable(b)) {
        b = declare(r, BIND_VAR, name, node, node->at);
        r->p->declares[node->id] = b;
    } else if (b->kind == BIND_FUNC) {
        b->kind = BIND_VAR;
        if (!b->is_global)
            vec_push(&r->c->arena, &b->owner->locals, b);
    }
    r->p->binding[node->id] = b;
    use_binding(r, b, node, USE_SET);
    return b;
}

Binding *let_name(Resolver *r, Node *node, Symbol name, LetKind kind)
{
    static const Mutability mutability[] = {
        [LET_LET] = MUT_LET, [LET_MUT] = MUT_PLAIN, [LET_CONST] = MUT_CONST};
    Binding *b;

    check_duplicate(r, name, node->at);
    b             = declare(r, BIND_VAR, name, node, node->at);
    b->mutability = mutability[kind];
    r->p->binding[node->id] = r->p->declares[node->id] = b;
    use_binding(r, b, node, USE_SET);
    return b;
}
