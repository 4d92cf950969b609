/* Inference for the built-in functions that call a function they are given on each element of an array:
   map(xs, f), xs.reduce(0, f). Where the function is known it gets an instance for the elements, and the call
   becomes a loop (ir/build_eager.c); it then needs no boxed form. See chain.h. */

#include "types/infer_internal.h"
#include "types/chain.h"
#include "types/methods.h"

static const struct {
    const char *name;
    ChainKind   kind;
    uint32_t    args, params; /* params: of the function, the last argument */
} rows[] = {
    {"map", CHAIN_MAP, 2, 1},   {"filter", CHAIN_FILTER, 2, 1}, {"reduce", CHAIN_REDUCE, 3, 2},
    {"find", CHAIN_FIND, 2, 1}, {"any", CHAIN_ANY, 2, 1},       {"all", CHAIN_ALL, 2, 1},
};

/* ---- what the tree has ---- */

/* Reads the arguments behind the array, from `rest` on. */
static bool read_call(const Typed *t, const Instance *in, size_t row, Node *over, Node *rest,
                      EagerCall *out)
{
    *out         = (EagerCall){.over = over};
    out->initial = rows[row].kind == CHAIN_REDUCE ? rest : NULL;
    while (rest->next)
        rest = rest->next;
    out->step.kind     = rows[row].kind;
    out->step.argument = rest;
    out->step.function = chain_function(t, in, rest, rows[row].params);
    return out->step.function != NULL;
}

static bool function_form(const Typed *t, const Instance *in, const Node *n, EagerCall *out)
{
    Node    *callee = n->as.call.callee, *args = n->as.call.args;
    Binding *b = callee->kind == ND_NAME ? binding_real(t->program->binding[callee->id]) : NULL;

    if (!b || b->kind != BIND_BUILTIN || builtin_constant(b->builtin))
        return false;
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        if (strcmp(builtins[b->builtin].name, rows[i].name) == 0)
            return list_count(args) == rows[i].args &&
                   read_call(t, in, i, args, args->next, out);
    return false;
}

/* map and filter as methods are lazy (C-74). */
static bool method_form(const Typed *t, const Instance *in, const Node *n, EagerCall *out)
{
    Text name = symbol_text(t->c->symbols, n->as.method.name);

    if (n->as.method.optional || t->program->binding[n->id])
        return false;
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        if (rows[i].kind != CHAIN_MAP && rows[i].kind != CHAIN_FILTER &&
            text_equal(name, text_of(rows[i].name)))
            return list_count(n->as.method.args) + 1 == rows[i].args &&
                   read_call(t, in, i, n->as.method.object, n->as.method.args, out);
    return false;
}

bool eager_call(const Typed *t, const Instance *in, const Node *n, EagerCall *out)
{
    if (!optimises(t->c, OPTIMISE_EAGER))
        return false;
    if (n->kind == ND_CALL)
        return function_form(t, in, n, out);
    return n->kind == ND_METHOD && method_form(t, in, n, out);
}

/* ---- types ---- */

/* What a reduction holds between two calls: what it began with, or what the function gave. */
static const Type *so_far(Infer *f, const Node *n, const EagerCall *e)
{
    return type_join(f->t->types, node_type(f->in, e->initial), node_type(f->in, n));
}

static const Type *answer_type(Infer *f, const Node *n, const EagerCall *e, const Instance *callee)
{
    const Type *element = node_type(f->in, e->over)->part;

    switch ((int)e->step.kind) {
    case CHAIN_MAP:
        return type_array(f->t->types, callee->result);
    case CHAIN_FILTER:
        return node_type(f->in, e->over);
    case CHAIN_REDUCE:
        return type_join(f->t->types, so_far(f, n, e), callee->result);
    case CHAIN_FIND:
        return type_join(f->t->types, element, basic(f, TY_INT));
    default:
        return basic(f, TY_BOOL);
    }
}

const Type *infer_eager(Infer *f, Node *n, const EagerCall *e)
{
    const Type *element = node_type(f->in, e->over)->part, *args[2];
    Instance   *callee;

    args[0] = e->initial ? so_far(f, n, e) : element;
    args[1] = element;
    callee  = instance_for(f->t, e->step.function, NULL, args, e->initial ? 2 : 1);
    node_fact(f->in, e->step.argument)->callee = callee;
    return callee ? answer_type(f, n, e, callee) : basic(f, TY_NEVER);
}
