/* Lazy chains in one loop (C-74): `for x in squares(n).map(f).filter(p).take(3)` and
   `range(n).map(f).sum()`.

   Where a chain begins with a call of a known generator or with range(…) of integers, and its functions
   are written in place, nobody sees the chain itself: each value goes through the stages as soon as
   it is there, by plain calls, and on to the consumer. No frame is made and nothing is looked up.

   needs    the tree of the chain
   leaves   the loop of its beginning (build_inline.c, or a count) with all stages in it; or nothing,
            when it does not fit */

#include "ir/build.h"
#include "library/builtins.h"

enum { MOST_STAGES = 8, STAGE_WEIGHT = 12, MOST_TAKEN = 1000000000 };

typedef enum StageKind { STAGE_MAP, STAGE_FILTER, STAGE_TAKE_WHILE, STAGE_TAKE } StageKind;

typedef struct Stage {
    Consumer  base; /* what the stage before it gives its values to */
    Consumer *next;
    StageKind kind;
    Function *function; /* TAKE: NULL */
    RegId     closure;  /* 0: it needs none */
    RegId     left;     /* TAKE: how many may still pass */
    int64_t   most;
    Span      at;       /* what errors of the chain name as their place */
} Stage;

typedef struct Pipeline {
    Node    *root;
    uint32_t count;
    Stage    stages[MOST_STAGES]; /* the last one first, as the tree has them */
} Pipeline;

/* ---- does it fit? ---- */

static bool is_method(const Build *b, const Node *n, const char *name, uint32_t args)
{
    return n->kind == ND_METHOD && !n->as.method.optional &&
           !b->p->typed->program->binding[n->id] && list_count(n->as.method.args) == args &&
           text_equal(symbol_text(b->p->c->symbols, n->as.method.name), text_of(name));
}

/* A function of one parameter that is written in place. */
static Function *written_function(const Build *b, const Node *n)
{
    Function *fn = n->kind == ND_FUNC ? b->p->typed->program->function[n->id] : NULL;

    return fn && !fn->is_async && !fn->is_generator && fn->params.len == 1 &&
                   function_info(fn)->boxed
               ? fn
               : NULL;
}

static bool find_stage(const Build *b, const Node *n, Stage *s)
{
    static const struct {
        const char *name;
        StageKind   kind;
    } rows[] = {{"map", STAGE_MAP},
                {"filter", STAGE_FILTER},
                {"take_while", STAGE_TAKE_WHILE},
                {"take", STAGE_TAKE}};

    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        const Node *arg = n->kind == ND_METHOD ? n->as.method.args : NULL;
        if (!is_method(b, n, rows[i].name, 1))
            continue;
        s->kind = rows[i].kind;
        if (s->kind == STAGE_TAKE) {
            s->most = arg->kind == ND_INT ? arg->as.integer : 0;
            return s->most > 0 && s->most <= MOST_TAKEN;
        }
        s->function = written_function(b, arg);
        return s->function != NULL;
    }
    return false;
}

static bool counts_integers(const Build *b, const Node *n)
{
    if (!is_range_call(b, n) || list_count(n->as.call.args) > 2)
        return false;
    for (const Node *a = n->as.call.args; a; a = a->next)
        if (node_type(b->in, a)->kind != TY_INT)
            return false;
    return true;
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
    return counts_integers(b, n) ||
           (n->kind == ND_CALL && node_type(b->in, n)->kind == TY_GENERATOR);
}

/* ---- one value on its way ---- */

static RegId call_stage(Build *b, const Stage *s, RegId item)
{
    RegId env = NO_REG;

    set_place(b, s->at);
    if (s->closure) {
        env                = emit(b, IR_UNBOX_OBJECT, bt(b, TY_ANY), s->closure, 0, 0);
        reg(b, env)->rep   = REP_OBJECT;
        reg(b, env)->ctype = "rf_closure *";
    }
    return call_instance(b, NULL, function_info(s->function)->boxed, env, NO_REG, &item, 1);
}

static void leave_chain(Build *b)
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
    if (s->kind == STAGE_TAKE_WHILE) {
        b->block = &branch->other;
        leave_chain(b);
    }
    b->block = outer;
    close_scope(b);
}

/* Nothing is asked of what stands before it after the last one. */
static void pass_counted(Build *b, Stage *s, RegId item)
{
    const Type *integer = bt(b, TY_INT);
    Block      *outer   = b->block;
    RegId       less, test;
    Inst       *branch;

    less                 = emit(b, IR_RAW_INT, integer, s->left, const_int(b, -1), 0);
    last_inst(b)->imm.op = OP_ADD;
    move(b, s->left, less);
    s->next->take(b, s->next, item);
    test                 = emit(b, IR_COMPARE, bt(b, TY_BOOL), s->left, const_int(b, 0), 0);
    last_inst(b)->imm.op = OP_EQUAL;
    branch               = add_inst(b, IR_IF, NO_REG, &test, 1);
    b->block             = &branch->body;
    leave_chain(b);
    b->block = outer;
}

static void pass(Build *b, Consumer *self, RegId item)
{
    Stage *s = (Stage *)self;

    switch (s->kind) {
    case STAGE_MAP:
        s->next->take(b, s->next, call_stage(b, s, item));
        break;
    case STAGE_FILTER:
    case STAGE_TAKE_WHILE:
        pass_if_accepted(b, s, item);
        break;
    case STAGE_TAKE:
        pass_counted(b, s, item);
        break;
    }
}

/* ---- the whole ---- */

/* The functions, and the counts, are there before the first value. */
static void begin_stage(Build *b, Stage *s, Scope *around)
{
    s->base.take = pass;
    if (s->kind == STAGE_TAKE) {
        s->left = variable(b, bt(b, TY_INT));
        move(b, s->left, const_int(b, s->most));
    } else if (function_info(s->function)->needs_env) {
        s->closure = variable(b, bt(b, TY_ANY));
        move(b, s->closure, box(b, build_function_value(b, s->function)));
        vec_push(&b->p->c->arena, &around->vars, s->closure);
    }
}

static void count_through(Build *b, const Node *range, Consumer *to)
{
    const Type *integer = bt(b, TY_INT);
    Node       *a       = range->as.call.args;
    RegId       i = variable(b, integer), limit = variable(b, integer), next;
    Inst       *loop;
    LoopContext here = {.outer = b->loop, .scope = b->scope};
    Block      *outer = b->block;

    move(b, i, a->next ? build_expr(b, a, NULL) : const_int(b, 0));
    move(b, limit, build_expr(b, a->next ? a->next : a, NULL));
    loop       = add_inst(b, IR_LOOP, NO_REG, NULL, 0);
    loop->args = ARENA_ARRAY(&b->p->c->arena, RegId, 2);
    here.loop  = loop;
    b->loop    = &here;
    b->block   = &loop->other;
    loop->args[0]        = emit(b, IR_COMPARE, bt(b, TY_BOOL), i, limit, 0);
    loop->arg_count      = 1;
    last_inst(b)->imm.op = OP_LESS;
    b->block             = &loop->body;
    to->take(b, to, i);
    b->block             = &loop->last;
    next                 = emit(b, IR_RAW_INT, integer, i, const_int(b, 1), 0);
    last_inst(b)->imm.op = OP_ADD;
    move(b, i, next);
    b->block = outer;
    b->loop  = here.outer;
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
    bool     done;

    if (!find_pipeline(b, chain, &p))
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
    if (counts_integers(b, p.root))
        count_through(b, p.root, &p.stages[p.count - 1].base);
    else
        done = merge_root(b, p.root, &p.stages[p.count - 1].base, at);
    close_scope(b);
    b->block = outer;
    if (done)
        append_block(outer, &list);
    return done;
}
