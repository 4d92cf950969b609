/* The walk over all functions for warnings that types tell: see warn_types.h. */

#include "types/warn_types.h"

#include "support/text.h"
#include "types/warn_walk.h"

static Text text_of_name(const WarnWalk *w, Symbol name)
{
    return symbol_text(w->t->c->symbols, name);
}

/* ---- types ---- */

const Type *only_type(const WarnWalk *w, const Node *n)
{
    const Type *only = NULL;

    for (size_t i = 0; i < w->info->instances.len; i++) {
        const Type *type = node_type(w->info->instances.at[i], n);

        if (!type || type->kind == TY_NEVER || (only && type != only))
            return NULL;
        only = type;
    }
    return only;
}

Text type_word(const WarnWalk *w, const Type *type)
{
    switch (type->kind) {
    case TY_STRING:
        return TEXT("a string");
    case TY_ARRAY:
        return TEXT("an array");
    case TY_DICT:
        return TEXT("a dict");
    case TY_INT:
        return TEXT("an int");
    case TY_FLOAT:
        return TEXT("a float");
    case TY_BOOL:
        return TEXT("a bool");
    case TY_STRUCT:
        return text_of_name(w, type->structure->name);
    case TY_NEVER:
    case TY_NULL:
    case TY_FUNC:
    case TY_GENERATOR:
    case TY_PROMISE:
    case TY_CHANNEL:
    case TY_ERROR:
    case TY_ANY:
        break;
    }
    return TEXT("");
}

/* ---- names of fields anywhere ---- */

static bool note_stored(void *self, Node *n)
{
    WarnWalk *w = self;

    if (n->kind == ND_FIELD_INIT)
        table_set(&w->stored, n->as.init.name, n);
    else if (n->kind == ND_STRUCT_FIELD)
        table_set(&w->stored, n->as.struct_field.name, n);
    else if (n->kind == ND_ASSIGN && n->as.assign.target->kind == ND_FIELD)
        table_set(&w->stored, n->as.assign.target->as.field.name, n);
    return true;
}

/* ---- bodies ---- */

static bool look_at_node(void *self, Node *n)
{
    const WarnWalk *w = self;

    if (n != w->function->node && w->t->program->function[n->id])
        return false; /* another function */
    if (n->kind == ND_ASSIGN && n->as.assign.target->kind == ND_FIELD) {
        ast_walk(n->as.assign.target->as.field.object, look_at_node, self);
        ast_walk(n->as.assign.value, look_at_node, self);
        return false;
    }
    if (n->kind == ND_EXPR && n->as.operand->kind == ND_FIELD) {
        ast_walk(n->as.operand->as.field.object, look_at_node, self); /* told already: not used */
        return false;
    }
    if (n->kind == ND_METHOD)
        look_at_method(w, n);
    else if (n->kind == ND_FIELD)
        look_at_field(w, n);
    else if (n->kind == ND_UNARY)
        look_at_unary(w, n);
    else if (n->kind == ND_MATCH)
        look_at_match(w, n);
    else if (n->kind == ND_IF)
        look_at_condition(w, n->as.branch.cond);
    else if (n->kind == ND_WHILE)
        look_at_condition(w, n->as.loop.cond);
    else if (n->kind == ND_INDEX)
        look_at_index(w, n);
    else if (n->kind == ND_BINARY) {
        look_at_binary(w, n);
        look_at_comparison(w, n);
    } else if (n->kind == ND_EXPR) {
        look_at_dropped(w, n);
        look_at_copies(w, n);
        look_at_lazy(w, n);
    }
    return true;
}

/* A test of a type, `type(x)` or `is_string(x)`, may guard what only some values have. */
static bool find_type_test(void *self, Node *n)
{
    const WarnWalk *w = self;
    const Binding  *b;
    Text            name;

    if (n->kind != ND_CALL || n->as.call.callee->kind != ND_NAME)
        return true;
    b    = w->t->program->binding[n->as.call.callee->id];
    name = text_of_name(w, n->as.call.callee->as.name);
    if (b && b->kind == BIND_BUILTIN &&
        (text_equal(name, TEXT("type")) || text_starts(name, TEXT("is_"))))
        ((WarnWalk *)self)->function = NULL;
    return true;
}

static void look_at_function(WarnWalk *w, Function *f)
{
    w->function = f;
    w->info     = function_info(f);
    ast_walk(f->node, find_type_test, w);
    if (w->function && w->info->instances.len > 0)
        ast_walk(f->node, look_at_node, w);
}

void warn_types(const Typed *t)
{
    WarnWalk w = {.t = t, .stored.arena = &t->c->arena};

    for (size_t i = 0; i < t->program->modules.len; i++)
        ast_walk(t->program->modules.at[i]->ast->body, note_stored, &w);
    for (size_t i = 0; i < t->program->functions.len; i++)
        look_at_function(&w, t->program->functions.at[i]);
}
