/* map, filter, reduce, find, any and all as loops, where their function is known: `map(xs, f)` costs what a loop
   that calls f directly and pushes the answers costs. The array is a snapshot (S-24), a range is none at all.

       ys := map(xs, f)     a := xs;  y := [];  i := 0
                            while i < len(a) { y.push(f(a[i]));  i += 1 }
                            ys := y

   needs    the types of types/eager.c
   leaves   the loop and the variable that holds its answer; or nothing, where the built-in itself is called */

#include "ir/expr.h"

typedef struct Eager {
    Consumer    base;
    EagerCall   call;
    Span        at;
    RegId       answer;  /* so far */
    RegId       closure; /* 0: the function needs none */
} Eager;

static RegId ask(Build *b, const Eager *e, RegId item)
{
    return call_step(b, &e->call.step, e->closure, &item, 1);
}

static void push_answer(Build *b, const Eager *e, RegId item)
{
    RegId both[2] = {e->answer, item};

    move(b, e->answer, build_push(b, reg(b, e->answer)->type, both));
}

/* What the answer is, where the function accepts the element. */
static void keep_if_accepted(Build *b, const Eager *e, RegId item)
{
    RegId  kept  = variable(b, reg(b, item)->type), test;
    Block *outer = b->block;
    Scope  scope;
    Inst  *branch;

    open_scope(b, &scope);
    move(b, kept, item);
    vec_push(&b->p->c->arena, &scope.vars, kept);
    test     = truth(b, ask(b, e, kept));
    branch   = add_inst(b, IR_IF, NO_REG, &test, 1);
    b->block = &branch->body;
    if (e->call.step.kind == CHAIN_FILTER) {
        push_answer(b, e, kept);
    } else {
        move(b, e->answer, coerce(b, kept, reg(b, e->answer)->type));
        leave_chain(b);
    }
    b->block = outer;
    close_scope(b);
}

/* any and all: the first element on which the function's truth decides ends the search. */
static void decide(Build *b, const Eager *e, RegId item)
{
    bool   wanted = e->call.step.kind == CHAIN_ANY;
    RegId  test   = truth(b, ask(b, e, item));
    Inst  *branch = add_inst(b, IR_IF, NO_REG, &test, 1);
    Block *outer  = b->block;

    b->block = wanted ? &branch->body : &branch->other;
    move(b, e->answer, const_bool(b, wanted));
    leave_chain(b);
    b->block = outer;
}

static void reduce(Build *b, const Eager *e, RegId item)
{
    RegId both[2] = {e->answer, item};
    RegId next    = call_step(b, &e->call.step, e->closure, both, 2);

    move(b, e->answer, coerce(b, next, reg(b, e->answer)->type));
}

static void take(Build *b, Consumer *self, RegId item)
{
    Eager *e = (Eager *)self;

    set_place(b, e->at);
    switch ((int)e->call.step.kind) {
    case CHAIN_MAP:
        push_answer(b, e, ask(b, e, item));
        break;
    case CHAIN_FILTER:
    case CHAIN_FIND:
        keep_if_accepted(b, e, item);
        break;
    case CHAIN_REDUCE:
        reduce(b, e, item);
        break;
    default:
        decide(b, e, item);
        break;
    }
}

/* The answer before the first element. */
static RegId first_answer(Build *b, const Eager *e, const Type *type)
{
    switch ((int)e->call.step.kind) {
    case CHAIN_MAP:
    case CHAIN_FILTER:
        return empty_array(b, type);
    case CHAIN_REDUCE:
        return build_typed(b, e->call.initial, type);
    case CHAIN_FIND:
        return coerce(b, const_int(b, 0), type);
    default:
        return const_bool(b, e->call.step.kind == CHAIN_ALL);
    }
}

/* The closure that the calls pass along: made here, or what the variable holds now. */
static RegId closure_of(Build *b, const Eager *e, Scope *around)
{
    const Node *arg = e->call.step.argument;
    RegId       kept;

    if (arg->kind == ND_FUNC || !function_info(e->call.step.function)->needs_env)
        return closure_of_step(b, &e->call.step, around);
    kept = variable(b, bt(b, TY_ANY));
    move(b, kept, build_boxed(b, e->call.step.argument));
    vec_push(&b->p->c->arena, &around->vars, kept);
    return kept;
}

RegId build_eager(Build *b, Node *n)
{
    Eager       e    = {.base = {.take = take}};
    const Type *type = node_type(b->in, n);
    Scope       around;
    Rounds        over;

    if (!eager_call(b->p->typed, b->in, n, &e.call) ||
        node_type(b->in, e.call.over)->kind != TY_ARRAY ||
        !node_fact(b->in, e.call.step.argument)->callee)
        return NO_REG;
    e.at = n->kind == ND_CALL ? n->as.call.op_at : n->as.method.op_at;
    open_scope(b, &around);
    over     = walk_start(b, e.call.over, &around);
    e.answer = variable(b, type);
    move(b, e.answer, first_answer(b, &e, type));
    e.closure = closure_of(b, &e, &around);
    walk_through(b, &over, &e.base);
    close_scope(b);
    return e.answer;
}
