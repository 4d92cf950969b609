/* What takes all values of a lazy chain at once, or as many as it needs (C-74): sum, count, any and the like
   behind stages that build_pipeline.c puts into one loop. */

#include "ir/build.h"

enum { END_WEIGHT = 10 };

typedef struct End {
    Consumer  base;
    ChainStep step;
    Span      at;
    RegId     answer;  /* so far */
    RegId     closure; /* 0: it needs none */
} End;

static RegId next_sum(Build *b, const End *e, RegId item)
{
    const Type *type = reg(b, e->answer)->type;
    RegId       both[2] = {e->answer, item}, got;

    if (type->kind == TY_INT)
        return emit(b, IR_ADD_INT, type, e->answer, coerce(b, item, type), 0);
    both[1]             = box(b, item);
    got                 = call_c(b, "rf_sum_step", type, 'e', 0, 2, both);
    last_inst(b)->quiet = true;
    return got;
}

/* any and all: the first value on which the function's truth decides ends the search. */
static void search(Build *b, const End *e, RegId item, bool decides)
{
    RegId  test   = truth(b, call_step(b, &e->step, e->closure, &item, 1));
    Inst  *branch = add_inst(b, IR_IF, NO_REG, &test, 1);
    Block *outer  = b->block;

    b->block = decides ? &branch->body : &branch->other;
    move(b, e->answer, const_bool(b, decides));
    leave_chain(b);
    b->block = outer;
}

static void call_each(Build *b, const End *e, RegId item)
{
    RegId said = call_step(b, &e->step, e->closure, &item, 1);

    if (reg(b, said)->type->kind == TY_ANY || reg(b, said)->type->kind == TY_ERROR)
        call_c(b, "rf_throw_if_error", NULL, 'e', 0, 1, &said);
}

static RegId next_reduced(Build *b, const End *e, RegId item)
{
    RegId both[2] = {e->answer, item};

    return call_step(b, &e->step, e->closure, both, 2);
}

static RegId next_pushed(Build *b, const End *e, RegId item)
{
    RegId both[2] = {e->answer, box(b, item)};

    return call_c(b, "rf_array_push", reg(b, e->answer)->type, '-', 3, 2, both);
}

static RegId next_counted(Build *b, const End *e)
{
    RegId got = emit(b, IR_RAW_INT, bt(b, TY_INT), e->answer, const_int(b, 1), 0);

    last_inst(b)->imm.op = OP_ADD;
    return got;
}

static void answer(Build *b, const End *e, RegId value)
{
    move(b, e->answer, coerce(b, value, reg(b, e->answer)->type));
}

static void take(Build *b, Consumer *self, RegId item)
{
    End *e = (End *)self;

    set_place(b, e->at);
    switch (e->step.kind) {
    case CHAIN_SUM:
        answer(b, e, next_sum(b, e, item));
        break;
    case CHAIN_COUNT:
        answer(b, e, next_counted(b, e));
        break;
    case CHAIN_COLLECT:
        answer(b, e, next_pushed(b, e, item));
        break;
    case CHAIN_REDUCE:
        answer(b, e, next_reduced(b, e, item));
        break;
    case CHAIN_FIRST:
        answer(b, e, item);
        leave_chain(b);
        break;
    case CHAIN_ANY:
    case CHAIN_ALL:
        search(b, e, item, e->step.kind == CHAIN_ANY);
        break;
    case CHAIN_EACH:
        call_each(b, e, item);
        break;
    case CHAIN_FIND: /* of arrays: build_eager.c */
    case CHAIN_NONE:
    case CHAIN_MAP:
    case CHAIN_FILTER:
    case CHAIN_TAKE_WHILE:
    case CHAIN_TAKE:
    case CHAIN_SKIP:
    case CHAIN_ENUMERATE:
        break; /* no ends: find_end */
    }
}

/* What a reduction begins with is there before the chain: only what nobody notices. */
static bool is_quiet(const Node *n)
{
    return n->kind == ND_INT || n->kind == ND_FLOAT || n->kind == ND_BOOL || n->kind == ND_NULL ||
           n->kind == ND_STRING || (n->kind == ND_ARRAY && !n->as.items);
}

static bool find_end(const Build *b, const Node *n, End *e)
{
    e->step = chain_step(b->p->typed, b->in, n);
    if (e->step.kind < CHAIN_SUM)
        return false;
    if (e->step.kind == CHAIN_REDUCE && !is_quiet(n->as.method.args))
        return false;
    return !e->step.function || chain_callee(b->in, &e->step);
}

/* The answer before the first value. */
static RegId first_answer(Build *b, const Node *n, const End *e)
{
    RegId made;

    if (e->step.kind == CHAIN_COLLECT) {
        made = temp(b, type_array(b->p->typed->types, bt(b, TY_ANY)));
        add_inst(b, IR_ARRAY, made, NULL, 0)->symbol2 = "rf_values_kind";
        return made;
    }
    if (e->step.kind == CHAIN_REDUCE)
        return build_expr(b, n->as.method.args, NULL);
    if (e->step.kind == CHAIN_ANY || e->step.kind == CHAIN_ALL)
        return const_bool(b, e->step.kind == CHAIN_ALL);
    return e->step.kind == CHAIN_FIRST || e->step.kind == CHAIN_EACH ? const_null(b)
                                                                     : const_int(b, 0);
}

/* What the tree's types say, except for the array. */
static void begin(Build *b, const Node *n, End *e, Scope *around)
{
    RegId       first = first_answer(b, n, e);
    const Type *type  = e->step.kind == CHAIN_COLLECT ? reg(b, first)->type : node_type(b->in, n);

    e->answer = variable(b, type);
    move(b, e->answer, coerce(b, first, type));
    e->closure = closure_of_step(b, &e->step, around);
}

RegId build_chain_end(Build *b, Node *n)
{
    End    e     = {.base = {.take = take, .weight = END_WEIGHT}, .at = n->as.method.op_at};
    Block *outer = b->block, list = {0};
    Scope  around;
    bool   done;

    if (!find_end(b, n, &e))
        return NO_REG;
    b->block = &list;
    open_scope(b, &around);
    begin(b, n, &e, &around);
    done = build_pipeline(b, n->as.method.object, &e.base, e.at);
    close_scope(b);
    b->block = outer;
    if (!done)
        return NO_REG;
    append_block(outer, &list);
    return e.answer;
}
