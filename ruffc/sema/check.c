/* Rules that need no types, asked by the walk at the place where they apply. */

#include "sema/resolver.h"

#include "support/text.h"

void check_jump(Resolver *r, const Node *n)
{
    if (!r->breakable)
        diag_add(&r->c->diags, n->at, E_MEANING, "%s can only be used inside a loop",
                 n->kind == ND_BREAK ? "break" : "continue");
}

void check_yield(Resolver *r, const Node *n)
{
    if (!r->function->is_generator)
        diag_add(&r->c->diags, n->at, E_MEANING, "yield can only be used inside a generator");
}

void check_select(Resolver *r, const Node *n)
{
    const Node *timeout = NULL, *otherwise = NULL;
    bool        operates = false;

    for (const Node *arm = n->as.select.arms; arm; arm = arm->next) {
        switch (arm->as.select_arm.kind) {
        case SELECT_RECEIVE:
        case SELECT_SEND:
        case SELECT_AWAIT:
            operates = true;
            break;
        case SELECT_TIMEOUT:
            timeout = arm;
            break;
        case SELECT_ELSE:
            otherwise = arm;
            break;
        case SELECT_CLOSED:
            break;
        }
    }
    if (!operates)
        diag_add(&r->c->diags, n->at, E_MEANING,
                 "select needs at least one arm that receives, sends or awaits");
    if (timeout && otherwise)
        diag_add(&r->c->diags, otherwise->at, E_MEANING,
                 "select cannot have both a timeout and an else arm");
}

void check_result_tag(Resolver *r, const Node *tag)
{
    Text   name  = symbol_text(r->c->symbols, tag->as.tag.enum_name);
    Text   word  = symbol_text(r->c->symbols, tag->as.tag.variant);
    bool   none  = text_equal(word, TEXT("None"));
    size_t count = 0;

    if (!text_equal(name, TEXT("Result")) && !text_equal(name, TEXT("Option")))
        return;
    for (const Node *arg = tag->as.tag.args; arg; arg = arg->next)
        count++;
    if (count != (none ? 0 : 1))
        diag_add(&r->c->diags, tag->at, E_MEANING, "%.*s takes %s, got %zu", TEXT_ARG(word),
                 none ? "no value" : "exactly one value", count);
}
