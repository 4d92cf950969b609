/* `return value` in a spawn block: the block has no result, its handle gives null (C-12). */

#include "sema/warn.h"

#include "support/text.h"

/* The node where an expression's value goes, if that expression is a spawn block. */
static Node *spawn_in(const Node *n)
{
    Node *value = NULL;

    if (n->kind == ND_LET)
        value = n->as.let.value;
    else if (n->kind == ND_ASSIGN)
        value = n->as.assign.value;
    else if (n->kind == ND_AWAIT)
        value = n->as.jump.operand;
    return value && value->kind == ND_SPAWN ? value : NULL;
}

static bool look_at_return(void *self, Node *n)
{
    Compiler   *c = self;
    const Node *value;
    Diag       *d;

    if (n->kind == ND_FUNC || n->kind == ND_SPAWN)
        return false;
    value = n->kind == ND_RETURN ? n->as.jump.operand : NULL;
    if (!value || value->kind == ND_NULL)
        return true;
    d = diag_add(&c->diags, n->at, E_VALUE_DROPPED,
                 "a spawn block has no result: this value is lost, its handle gives null");
    diag_help(&c->diags, d, "send it through a channel, or call an async function and await that");
    return true;
}

static bool look_at_spawn(void *self, Node *n)
{
    Node *spawn = spawn_in(n);

    if (spawn)
        ast_walk(spawn->as.spawn.body, look_at_return, self);
    return true;
}

void warn_spawn_results(Compiler *c, const Program *p)
{
    for (size_t i = 0; i < p->modules.len; i++)
        ast_walk(p->modules.at[i]->ast->body, look_at_spawn, c);
}
