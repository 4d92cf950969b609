/* Lazy chains in one loop (C-74): `for x in squares(n).map(f).filter(p).take(3)` and
   `range(n).map(f).sum()`.

   Where a chain begins with a call of a known generator, range(…) of integers or an array, and its functions
   are written in place, nobody sees the chain itself: each value goes through the stages as soon as
   it is there, by plain calls, and on to the consumer. No frame is made and nothing is looked up.

   needs    the tree of the chain
   leaves   the loop of its beginning (build_inline.c, or a count) with all stages in it; or nothing,
            when it does not fit */

#include "ir/build.h"

enum { MOST_STAGES = 8, STAGE_WEIGHT = 12, MOST_TAKEN = 1000000000 };

typedef struct Stage {
    Consumer  base; /* what the stage before it gives its values to */
    Consumer *next;
    ChainStep step;
    RegId     closure;  /* 0: it needs none */
    RegId     count;    /* TAKE, SKIP: how many are left; ENUMERATE: the number of the next one */
    int64_t   first;    /* what it starts with */
    Span      at;       /* what errors of the chain name as their place */
} Stage;

typedef struct Pipeline {
    Node    *root;
    uint32_t count;
    Stage    stages[MOST_STAGES]; /* the last one first, as the tree has them */
} Pipeline;

/* ---- does it fit? ---- */

static bool find_stage(const Build *b, const Node *n, Stage *s)
{
    const Node *arg;

    s->step = chain_step(b->p->typed, b->in, n);
    if (s->step.kind == CHAIN_NONE || s->step.kind >= CHAIN_SUM)
        return false;
    if (s->step.kind != CHAIN_TAKE && s->step.kind != CHAIN_SKIP)
        return !s->step.function || chain_callee(b->in, &s->step);
    arg      = n->as.method.args;
    s->first = arg->kind == ND_INT ? arg->as.integer : 0;
    return s->first > 0 && s->first <= MOST_TAKEN;
}

/* It begins with an array, or with a range, which is none. */
static bool is_walked(const Build *b, const Node *n)
{
    return chain_is_range(b->p->typed, b->in, n) || node_type(b->in, n)->kind == TY_ARRAY;
}

static bool find_pipeline(const Build *b, Node *n, Pipeline *p)
{
    *p = (Pipeline){0};
    while (p->count < MOST_STAGES && find_stage(b, n, &p->stages[p->count])) {
        p->count++;
        n = n->as.method.object;
    }
    p->root = n;
    if (p->count == 0)
        return false;
    return is_walked(b, n) || (n->kind == ND_CALL && node_type(b->in, n)->kind == TY_GENERATOR);
}

/* ---- one value on its way ---- */

RegId call_step(Build *b, const ChainStep *s, RegId closure, const RegId *values, uint32_t count)
{
    RegId env = NO_REG;

    if (closure)
        env = closure_in(b, closure);
    return call_instance(b, chain_callee(b->in, s), env, NO_REG, values, count);
}

static RegId call_stage(Build *b, const Stage *s, RegId item)
{
    set_place(b, s->at);
    return call_step(b, &s->step, s->closure, &item, 1);
}

void leave_chain(Build *b)
{
    leave_scopes(b, b->loop->scope);
    add_inst(b, IR_BREAK, NO_REG, NULL, 0)->imm.loop = b->loop->loop;
}

/* The rest of the chain runs only for values that the function accepts. */
static void pass_if_accepted(Build *b, Stage *s, RegId item)
{
    Block *outer = b->block;
    RegId  kept  = variable(b, reg(b, item)->type), test;
    Scope  scope;
    Inst  *branch;

    open_scope(b, &scope);
    move(b, kept, item);
    vec_push(&b->p->c->arena, &scope.vars, kept);
    test     = truth(b, call_stage(b, s, kept));
    branch   = add_inst(b, IR_IF, NO_REG, &test, 1);
    b->block = &branch->body;
    s->next->take(b, s->next, kept);
    if (s->step.kind == CHAIN_TAKE_WHILE) {
        b->block = &branch->other;
        leave_chain(b);
    }
    b->block = outer;
    close_scope(b);
}

static void add_to_count(Build *b, const Stage *s, int64_t by)
{
    RegId sum = emit(b, IR_RAW_INT, bt(b, TY_INT), s->count, const_int(b, by), 0);

    last_inst(b)->imm.op = OP_ADD;
    move(b, s->count, sum);
}

static Inst *if_count_is_zero(Build *b, const Stage *s)
{
    RegId test = emit(b, IR_COMPARE, bt(b, TY_BOOL), s->count, const_int(b, 0), 0);

    last_inst(b)->imm.op = OP_EQUAL;
    return add_inst(b, IR_IF, NO_REG, &test, 1);
}

/* Nothing is asked of what stands before it after the last one. */
static void pass_counted(Build *b, Stage *s, RegId item)
{
    Block *outer = b->block;
    Inst  *branch;

    add_to_count(b, s, -1);
    s->next->take(b, s->next, item);
    branch   = if_count_is_zero(b, s);
    b->block = &branch->body;
    leave_chain(b);
    b->block = outer;
}

static void pass_after_first(Build *b, Stage *s, RegId item)
{
    Block *outer = b->block;
    RegId  kept  = variable(b, reg(b, item)->type);
    Scope  scope;
    Inst  *branch;

    open_scope(b, &scope);
    move(b, kept, item);
    vec_push(&b->p->c->arena, &scope.vars, kept);
    branch   = if_count_is_zero(b, s);
    b->block = &branch->other;
    add_to_count(b, s, -1);
    b->block = &branch->body;
    s->next->take(b, s->next, kept);
    b->block = outer;
    close_scope(b);
}

/* [number, value] */
static void pass_with_number(Build *b, Stage *s, RegId item)
{
    RegId both[2], made;

    both[0] = box(b, s->count);
    both[1] = box(b, item);
    made    = temp(b, type_array(b->p->typed->types, bt(b, TY_ANY)));
    add_inst(b, IR_ARRAY, made, both, 2)->symbol2 = "rf_values_kind";
    add_to_count(b, s, 1);
    s->next->take(b, s->next, made);
}

static void pass(Build *b, Consumer *self, RegId item)
{
    Stage *s = (Stage *)self;

    switch (s->step.kind) {
    case CHAIN_MAP:
        s->next->take(b, s->next, call_stage(b, s, item));
        break;
    case CHAIN_FILTER:
    case CHAIN_TAKE_WHILE:
        pass_if_accepted(b, s, item);
        break;
    case CHAIN_TAKE:
        pass_counted(b, s, item);
        break;
    case CHAIN_SKIP:
        pass_after_first(b, s, item);
        break;
    case CHAIN_ENUMERATE:
        pass_with_number(b, s, item);
        break;
    case CHAIN_NONE:
    case CHAIN_SUM:
    case CHAIN_COUNT:
    case CHAIN_COLLECT:
    case CHAIN_REDUCE:
    case CHAIN_FIND:
    case CHAIN_FIRST:
    case CHAIN_ANY:
    case CHAIN_ALL:
    case CHAIN_EACH:
        break; /* no stages: find_stage */
    }
}

/* ---- the whole ---- */

RegId closure_of_step(Build *b, const ChainStep *s, Scope *around)
{
    RegId kept;

    if (!s->function || !function_info(s->function)->needs_env)
        return NO_REG;
    kept = variable(b, bt(b, TY_ANY));
    move(b, kept, box(b, build_function_value(b, s->function)));
    vec_push(&b->p->c->arena, &around->vars, kept);
    return kept;
}

/* The functions, and the counts, are there before the first value. */
static void begin_stage(Build *b, Stage *s, Scope *around)
{
    s->base.take = pass;
    s->closure   = closure_of_step(b, &s->step, around);
    if (s->step.function)
        return;
    s->count = variable(b, bt(b, TY_INT));
    move(b, s->count, const_int(b, s->first));
}

/* The generator at the beginning, tried out in a list of its own. */
static bool merge_root(Build *b, Node *root, Consumer *to, Span at)
{
    RegId made = build_expr(b, root, NULL);

    set_place(b, at);
    to->type = item_type_of(b, reg(b, made)->type);
    return merge_generator(b, made, to);
}

bool build_pipeline(Build *b, Node *chain, Consumer *end, Span at)
{
    Pipeline p;
    Block   *outer = b->block, list = {0};
    Scope    around;
    Rounds     over;
    bool     done;

    if (!optimises(b->p->c, OPTIMISE_CHAINS) || !find_pipeline(b, chain, &p))
        return false;
    b->block = &list;
    open_scope(b, &around);
    for (uint32_t i = 0; i < p.count; i++) {
        p.stages[i].next        = i == 0 ? end : &p.stages[i - 1].base;
        p.stages[i].base.weight = end->weight + (i + 1) * STAGE_WEIGHT;
        p.stages[i].at          = at;
        begin_stage(b, &p.stages[i], &around);
    }
    done = true;
    if (is_walked(b, p.root)) {
        over = walk_start(b, p.root, &around);
        walk_through(b, &over, &p.stages[p.count - 1].base);
    } else {
        done = merge_root(b, p.root, &p.stages[p.count - 1].base, at);
    }
    close_scope(b);
    b->block = outer;
    if (done)
        append_block(outer, &list);
    return done;
}
