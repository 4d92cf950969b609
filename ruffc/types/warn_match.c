/* A match with arms for Ok and Err alone, on a value that is neither a Result nor an Error: no arm runs
   (C-62, C-83). */

#include "support/text.h"
#include "types/warn_walk.h"

static bool is_result_arm(const WarnWalk *w, const Node *arm)
{
    const Node *p = arm->as.arm.pattern;
    Text        name;

    if (arm->as.arm.is_default || p->kind != ND_MATCH_CTOR)
        return false;
    name = symbol_text(w->t->c->symbols, p->as.ctor.variant);
    return text_equal(name, TEXT("Ok")) || text_equal(name, TEXT("Err"));
}

/* What a value of the type is called, if it can never be a Result or an Error; else empty. */
static Text word_of(const WarnWalk *w, const Type *type)
{
    switch (type->kind) {
    case TY_INT:
    case TY_FLOAT:
    case TY_BOOL:
    case TY_STRING:
    case TY_ARRAY:
    case TY_DICT:
    case TY_STRUCT:
        return type_word(w, type);
    case TY_FUNC:
        return TEXT("a function");
    case TY_GENERATOR:
        return TEXT("a generator");
    case TY_PROMISE:
        return TEXT("a promise");
    case TY_CHANNEL:
        return TEXT("a channel");
    case TY_NEVER:
    case TY_NULL:
    case TY_ERROR:
    case TY_ANY:
        break;
    }
    return TEXT("");
}

void look_at_match(const WarnWalk *w, const Node *n)
{
    const Type *type = only_type(w, n->as.match.subject);
    Text        word = type ? word_of(w, type) : TEXT("");
    Diag       *d;

    if (word.len == 0)
        return;
    for (const Node *arm = n->as.match.arms; arm; arm = arm->next)
        if (!is_result_arm(w, arm))
            return;
    d = diag_add(&w->t->c->diags, n->as.match.subject->at, E_MATCH_NEVER,
                 "neither Ok nor Err fits %.*s: no arm of this match runs", TEXT_ARG(word));
    if (type->kind == TY_PROMISE)
        diag_help(&w->t->c->diags, d, "`await` gives the value of a promise");
    else
        diag_help(&w->t->c->diags, d, "an arm `_` takes plain values");
}
