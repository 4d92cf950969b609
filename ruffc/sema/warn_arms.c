/* The arms of a match, as names alone tell: arms behind one that takes every value never run; a
   match that names the variants of one enum, and neither all of them nor a default, does
   nothing for the others (S-48). */

#include "sema/warn.h"

#include "support/text.h"

typedef struct Walk {
    Compiler      *c;
    const Program *p;
} Walk;

/* ---- arms that never run ---- */

static void check_order(const Walk *w, const Node *match)
{
    const Node *all = match->as.match.arms;
    Diag       *d;

    while (all && (all->as.arm.pattern->kind != ND_MATCH_BIND || all->as.arm.guard))
        all = all->next;
    if (!all || !all->next)
        return;
    d = diag_add(&w->c->diags, all->next->as.arm.pattern->at, E_MATCH_NEVER,
                 "this arm never runs: the one before takes every value");
    diag_note(&w->c->diags, d, all->as.arm.pattern->at, "`%.*s` names the whole value",
              TEXT_ARG(symbol_text(w->c->symbols, all->as.arm.pattern->as.name)));
}

/* ---- variants without an arm ---- */

/* The enum whose variants all patterns are; NULL when some arm takes more, or only part of a
   variant. */
static const Node *enum_of_arms(const Walk *w, const Node *match)
{
    const Node *found = NULL;

    for (const Node *arm = match->as.match.arms; arm; arm = arm->next) {
        const Node    *pattern = arm->as.arm.pattern;
        const Binding *b       = pattern->kind == ND_MATCH_CTOR ? w->p->binding[pattern->id] : NULL;

        b = b ? final_target(b) : NULL;
        if (arm->as.arm.is_default || !b || b->kind != BIND_ENUM || !b->decl ||
            (found && found != b->decl))
            return NULL;
        found = b->decl;
    }
    return found;
}

static bool has_arm(const Node *match, Symbol variant)
{
    for (const Node *arm = match->as.match.arms; arm; arm = arm->next)
        if (arm->as.arm.pattern->as.ctor.variant == variant)
            return true;
    return false;
}

static void check_variants(const Walk *w, const Node *match)
{
    const Node *all = enum_of_arms(w, match), *arms = match->as.match.arms;
    TextBuf     missing = {.arena = &w->c->arena};
    Diag       *d;

    if (!all || !arms->next)
        return; /* a single arm is a test for that variant */
    for (const Node *v = all->as.enumeration.variants; v; v = v->next)
        if (!has_arm(match, v->as.name))
            textbuf_format(&missing, "%s%.*s", missing.len ? ", " : "",
                           TEXT_ARG(symbol_text(w->c->symbols, v->as.name)));
    if (missing.len == 0)
        return;
    d = diag_add(&w->c->diags, match->as.match.subject->at, E_MATCH_NEVER,
                 "no arm of this match takes %.*s: then nothing happens",
                 TEXT_ARG(textbuf_text(&missing)));
    diag_note(&w->c->diags, d, all->at, "the variants");
    diag_help(&w->c->diags, d, "add the arm, or `_ => {}` if nothing shall happen");
}

static bool look_at_match(void *self, Node *n)
{
    const Walk *w = self;

    if (n->kind == ND_MATCH && n->as.match.arms) {
        check_order(w, n);
        check_variants(w, n);
    }
    return true;
}

void warn_arms(Compiler *c, const Program *p)
{
    Walk w = {c, p};

    for (size_t i = 0; i < p->modules.len; i++)
        ast_walk(p->modules.at[i]->ast->body, look_at_match, &w);
}
