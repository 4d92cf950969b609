/* Inference for lazy chains: see chain.h. */

#include "types/chain.h"

#include "types/infer_internal.h"

static const struct {
    const char *name;
    uint32_t    args;
    ChainKind   kind;
    uint32_t    params; /* of the function it takes, as its last argument; 0: none */
} rows[] = {
    {"map", 1, CHAIN_MAP, 1},         {"filter", 1, CHAIN_FILTER, 1},
    {"take", 1, CHAIN_TAKE, 0},       {"take_while", 1, CHAIN_TAKE_WHILE, 1},
    {"skip", 1, CHAIN_SKIP, 0},       {"enumerate", 0, CHAIN_ENUMERATE, 0},
    {"sum", 0, CHAIN_SUM, 0},         {"count", 0, CHAIN_COUNT, 0},
    {"collect", 0, CHAIN_COLLECT, 0}, {"reduce", 2, CHAIN_REDUCE, 2},
    {"first", 0, CHAIN_FIRST, 0},     {"any", 1, CHAIN_ANY, 1},
    {"all", 1, CHAIN_ALL, 1},         {"each", 1, CHAIN_EACH, 1},
};

/* ---- what the tree has ---- */

static Text name_of(const Typed *t, const Node *n)
{
    return symbol_text(t->c->symbols, n->as.method.name);
}

Function *chain_function(const Typed *t, const Instance *in, const Node *n, uint32_t params)
{
    Function *fn = n->kind == ND_FUNC || n->kind == ND_NAME ? known_callee(t, in, n) : NULL;

    if (!fn || fn->is_async || fn->is_generator || fn->kind == FUNCTION_METHOD ||
        fn->params.len != params)
        return NULL;
    return fn;
}

/* A function written in place, or the name of one that needs no closure. */
static Function *plain_function(const Typed *t, const Instance *in, const Node *n, uint32_t params)
{
    Function *fn = chain_function(t, in, n, params);
    Binding  *b;

    if (!fn || n->kind == ND_FUNC)
        return fn;
    b = binding_real(t->program->binding[n->id]);
    return b->kind == BIND_FUNC && !function_info(fn)->needs_env ? fn : NULL;
}

ChainStep chain_step(const Typed *t, const Instance *in, const Node *n)
{
    ChainStep none = {0}, s;
    Node     *a;

    if (n->kind != ND_METHOD || n->as.method.optional || t->program->binding[n->id])
        return none;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        if (list_count(n->as.method.args) != rows[i].args ||
            !text_equal(name_of(t, n), text_of(rows[i].name)))
            continue;
        s = (ChainStep){rows[i].kind, NULL, NULL};
        for (a = n->as.method.args; rows[i].params && a->next; a = a->next)
            ;
        if (!rows[i].params)
            return s;
        s.argument = a;
        s.function = plain_function(t, in, a, rows[i].params);
        return s.function ? s : none;
    }
    return none;
}

Instance *chain_callee(const Instance *in, const ChainStep *s)
{
    Instance *typed = node_fact(in, s->argument)->callee;

    if (typed && s->kind == CHAIN_REDUCE && typed->result != typed->params[0])
        typed = NULL; /* what it gives goes in again */
    return typed ? typed : function_info(s->function)->boxed;
}

bool chain_is_range(const Typed *t, const Instance *in, const Node *n)
{
    Binding *b;

    if (n->kind != ND_CALL || n->as.call.callee->kind != ND_NAME)
        return false;
    b = t->program->binding[n->as.call.callee->id];
    if (!b || b->kind != BIND_BUILTIN || builtin_constant(b->builtin) ||
        strcmp(builtins[b->builtin].name, "range") != 0 || list_count(n->as.call.args) < 1 ||
        list_count(n->as.call.args) > 2)
        return false;
    for (const Node *a = n->as.call.args; a; a = a->next)
        if (node_type(in, a)->kind != TY_INT)
            return false;
    return true;
}

/* ---- types ---- */

static const Type *plain_value(const Typed *t, const Type *type)
{
    switch (type->kind) {
    case TY_INT:
    case TY_FLOAT:
    case TY_BOOL:
    case TY_STRING:
        return type;
    case TY_NEVER:
        if (!t->settled)
            return type;
        break;
    default:
        break;
    }
    return type_basic(t->types, TY_ANY);
}

const Type *chain_element(const Typed *t, const Instance *in, const Node *n)
{
    const Type *any = type_basic(t->types, TY_ANY), *over;
    ChainStep   s;
    Instance   *callee;

    if (chain_is_range(t, in, n))
        return type_basic(t->types, TY_INT);
    if (n->kind != ND_METHOD) {
        over = node_type(in, n);
        return over->kind == TY_GENERATOR ? plain_value(t, over->instance->yields)
               : over->kind == TY_ARRAY   ? plain_value(t, over->part)
                                          : NULL;
    }
    s    = chain_step(t, in, n);
    over = s.kind == CHAIN_NONE || s.kind >= CHAIN_SUM
               ? NULL
               : chain_element(t, in, n->as.method.object);
    if (!over || s.kind == CHAIN_ENUMERATE)
        return over ? any : NULL;
    if (s.kind != CHAIN_MAP)
        return over;
    callee = t->settled ? chain_callee(in, &s) : node_fact(in, s.argument)->callee;
    return callee ? plain_value(t, callee->result) : plain_value(t, type_basic(t->types, TY_NEVER));
}

/* Of all values into one: what comes first, and what the function makes of it, are of one type. */
static const Type *reduced(Infer *f, const Node *n, const Instance *callee)
{
    const Type *so_far = plain_value(f->t, node_type(f->in, n->as.method.args));

    if (!callee || callee->result->kind == TY_NEVER)
        return plain_value(f->t, basic(f, TY_NEVER));
    return callee->result == so_far ? so_far : basic(f, TY_ANY);
}

static const Type *answer_type(Infer *f, const Node *n, const ChainStep *s, const Type *item)
{
    switch (s->kind) {
    case CHAIN_SUM:
        return item->kind == TY_INT || item->kind == TY_NEVER ? item : basic(f, TY_ANY);
    case CHAIN_COUNT:
        return basic(f, TY_INT);
    case CHAIN_ANY:
    case CHAIN_ALL:
        return basic(f, TY_BOOL);
    case CHAIN_REDUCE:
        return reduced(f, n, node_fact(f->in, s->argument)->callee);
    case CHAIN_FIND:
    case CHAIN_NONE:
    case CHAIN_MAP:
    case CHAIN_FILTER:
    case CHAIN_TAKE_WHILE:
    case CHAIN_TAKE:
    case CHAIN_SKIP:
    case CHAIN_ENUMERATE:
    case CHAIN_COLLECT:
    case CHAIN_FIRST:
    case CHAIN_EACH:
        break;
    }
    return basic(f, TY_ANY);
}

const Type *infer_chain(Infer *f, Node *n)
{
    ChainStep   s    = chain_step(f->t, f->in, n);
    const Type *item = s.kind ? chain_element(f->t, f->in, n->as.method.object) : NULL, *args[2];

    if (!item || (s.kind >= CHAIN_SUM && node_type(f->in, n->as.method.object)->kind == TY_ARRAY))
        return NULL;
    if (s.kind == CHAIN_REDUCE) {
        args[0] = plain_value(f->t, node_type(f->in, n->as.method.args));
        args[1] = item;
    } else {
        args[0] = item;
    }
    if (s.function)
        node_fact(f->in, s.argument)->callee =
            instance_for(f->t, s.function, NULL, args, s.kind == CHAIN_REDUCE ? 2 : 1);
    return answer_type(f, n, &s, item);
}
