/* Calls with arguments of any type, of functions that compute with numbers.

   What comes out of a channel, a dict or JSON may be anything, and is an int most of the time. Such a call
   asks for the tags first: with ints it goes to the instance for ints, which has them in C variables, else to
   the one for any values (ir/build_likely.c).

       total(job)      job.tag == RF_INT ? total(cx, job.as.i) : total_2(cx, job)

   Only functions that take some time are worth it: those with a loop, and those that call themselves. */

#include "types/infer_internal.h"

enum { MOST_NODES = 400, MOST_PARAMS = 8 };

typedef struct Look {
    Typed          *t;
    const Function *fn;
    FunctionInfo   *info;
    uint32_t        nodes;
    bool            repeats; /* has a loop, or calls itself */
} Look;

/* The parameter is one that an operator or range() takes as it is. */
static void note_number(Look *l, const Node *n)
{
    const Binding *b = n && n->kind == ND_NAME ? l->t->program->binding[n->id] : NULL;

    for (size_t i = 0; b && i < l->fn->params.len && i < MOST_PARAMS; i++)
        if (l->fn->params.at[i] == b)
            l->info->numbers |= (uint8_t)(1u << i);
}

static bool is_arithmetic(Operator op)
{
    return op == OP_SUB || op == OP_MUL || op == OP_DIV || op == OP_MOD;
}

static bool is_comparison(Operator op)
{
    return op == OP_LESS || op == OP_LESS_EQUAL || op == OP_GREATER || op == OP_GREATER_EQUAL;
}

static void look_at_call(Look *l, const Node *n)
{
    Node          *callee = n->as.call.callee;
    const Binding *b      = callee->kind == ND_NAME ? l->t->program->binding[callee->id] : NULL;

    if (!b)
        return;
    if (b->kind == BIND_FUNC && b->function == l->fn)
        l->repeats = true;
    if (b->kind == BIND_BUILTIN && strcmp(builtins[b->builtin].name, "range") == 0)
        for (const Node *a = n->as.call.args; a; a = a->next)
            note_number(l, a);
}

static bool look_at(void *self, Node *n)
{
    Look *l = self;

    l->nodes++;
    switch ((int)n->kind) {
    case ND_WHILE:
    case ND_FOR:
        l->repeats = true;
        break;
    case ND_CALL:
        look_at_call(l, n);
        break;
    case ND_BINARY:
        if (is_arithmetic(n->as.binary.op) || is_comparison(n->as.binary.op)) {
            note_number(l, n->as.binary.left);
            note_number(l, n->as.binary.right);
        }
        break;
    default:
        break;
    }
    return true;
}

/* Which parameters are numbers for all that the text of the function tells; one bit each, 0: it is not
   worth it. */
static uint8_t numbers_of(Typed *t, const Function *fn)
{
    FunctionInfo *info = function_info(fn);
    Look          l    = {.t = t, .fn = fn, .info = info};

    if (info->looked_at)
        return info->numbers;
    info->looked_at = true;
    if (fn->kind != FUNCTION_PLAIN || fn->is_async || fn->is_generator || fn->node->kind != ND_FUNC)
        return 0;
    ast_walk(fn->node->as.func.body, look_at, &l);
    if (!l.repeats || l.nodes > MOST_NODES)
        info->numbers = 0;
    return info->numbers;
}

Instance *likely_instance(Typed *t, Instance *callee, const Type **args, size_t count)
{
    Function   *fn      = callee->function;
    uint8_t     numbers = optimises(t->c, OPTIMISE_LIKELY) ? numbers_of(t, fn) : 0;
    const Type *guess[count + 1];
    bool        guesses = false;
    Instance   *likely;

    for (size_t i = 0; i < count; i++) {
        bool here = args[i]->kind == TY_ANY && i < MOST_PARAMS && (numbers >> i & 1);
        guess[i]  = here ? type_basic(t->types, TY_INT) : callee->params[i];
        guesses   = guesses || here;
    }
    if (!guesses)
        return NULL;
    likely = instance_for(t, fn, NULL, guess, count);
    return likely && !likely->boxed ? likely : NULL; /* there may be too many already */
}
