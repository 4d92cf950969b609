/* Patterns: targets of destructuring, and the arms of match. */

#include "sema/resolver.h"

#include "support/text.h"

/* ---- destructuring (S-26) ---- */

static Binding *target_name(Resolver *r, Node *n, TargetMode mode)
{
    Binding *b = NULL;

    switch (mode) {
    case TARGET_ASSIGN:
        return assign_name(r, n, n->as.name);
    case TARGET_LET:
        return let_name(r, n, n->as.name, LET_LET);
    case TARGET_MUT:
        return let_name(r, n, n->as.name, LET_MUT);
    case TARGET_CONST:
        return let_name(r, n, n->as.name, LET_CONST);
    case TARGET_FRESH:
        b = declare_fresh(r, n->as.name, n, n->at);
        r->p->binding[n->id] = r->p->declares[n->id] = b;
        break;
    }
    return b;
}

Binding *resolve_target(Resolver *r, Node *target, TargetMode mode)
{
    if (target->kind == ND_NAME || target->kind == ND_PAT_REST)
        return target_name(r, target, mode);
    if (target->kind != ND_PAT_ARRAY && target->kind != ND_PAT_DICT)
        return NULL;
    for (Node *item = target->as.items; item; item = item->next)
        resolve_target(r, item, mode);
    return NULL;
}

/* ---- tags (S-42, S-43) ---- */

static bool has_variant(const Node *enumeration, Symbol variant)
{
    for (const Node *v = enumeration->as.enumeration.variants; v; v = v->next)
        if (v->as.name == variant)
            return true;
    return false;
}

static void unknown_variant(Resolver *r, Span at, Binding *b, Symbol enum_name, Symbol variant)
{
    SymbolTable *symbols = r->c->symbols;
    VEC(Text) names      = {0};
    Text  near;
    Diag *d = diag_add(&r->c->diags, at, E_MEANING, "Unknown variant of enum `%.*s`: %.*s",
                       TEXT_ARG(symbol_text(symbols, enum_name)),
                       TEXT_ARG(symbol_text(symbols, variant)));

    if (!b)
        return;
    diag_note(&r->c->diags, d, b->declared, "`%.*s` is declared here",
              TEXT_ARG(symbol_text(symbols, enum_name)));
    for (const Node *v = b->decl->as.enumeration.variants; v; v = v->next)
        vec_push(&r->c->arena, &names, symbol_text(symbols, v->as.name));
    near = diag_similar(symbol_text(symbols, variant), names.at, names.len);
    if (near.len)
        diag_help(&r->c->diags, d, "did you mean `%.*s`?", TEXT_ARG(near));
}

/* Whether Result and Option, when no enum of the file has the name, know the variant. */
static bool built_in_variant(Resolver *r, Symbol enum_name, Symbol variant, bool *known)
{
    Text name = symbol_text(r->c->symbols, enum_name);
    Text word = symbol_text(r->c->symbols, variant);

    if (text_equal(name, TEXT("Result")))
        *known = text_equal(word, TEXT("Ok")) || text_equal(word, TEXT("Err"));
    else if (text_equal(name, TEXT("Option")))
        *known = text_equal(word, TEXT("Some")) || text_equal(word, TEXT("None"));
    else
        return false;
    return true;
}

Binding *resolve_variant(Resolver *r, Node *node, Symbol enum_name, Symbol variant)
{
    Binding  *b       = scope_find(r, enum_name, MENTION_READ);
    Undefined missing = {node, enum_name, r->scope, r->function};
    bool      known   = true;

    if (b)
        use_binding(r, b, node, USE_READ);
    b = b ? final_target(b) : NULL;
    if (b && b->kind == BIND_ENUM) {
        if (!has_variant(b->decl, variant))
            unknown_variant(r, node->at, b, enum_name, variant);
        return b;
    }
    if (built_in_variant(r, enum_name, variant, &known)) {
        if (!known)
            unknown_variant(r, node->at, NULL, enum_name, variant);
    } else if (!b) {
        vec_push(&r->c->arena, &r->facts->undefined, missing);
    }
    return NULL;
}

/* ---- match ---- */

static void resolve_ctor(Resolver *r, Node *n)
{
    if (n->as.ctor.enum_name)
        r->p->binding[n->id] = resolve_variant(r, n, n->as.ctor.enum_name, n->as.ctor.variant);
    for (Node *part = n->as.ctor.binds; part; part = part->next)
        if (part->kind == ND_NAME)
            resolve_target(r, part, TARGET_FRESH);
}

static void resolve_match_pattern(Resolver *r, Node *n)
{
    if (n->kind == ND_MATCH_CTOR)
        resolve_ctor(r, n);
    else if (n->kind == ND_MATCH_BIND)
        target_name(r, n, TARGET_FRESH);
}

void resolve_arms(Resolver *r, Node *arms)
{
    for (Node *arm = arms; arm; arm = arm->next) {
        scope_open(r);
        resolve_match_pattern(r, arm->as.arm.pattern);
        resolve_expr(r, arm->as.arm.guard);
        resolve_block(r, arm->as.arm.body);
        scope_close(r);
    }
}
