/* Generators in the loops that drive them (C-77).

   Where a `for` or a `yield*` runs over a call of a known generator, nobody else can see that
   generator: its body is written in place of the loop, with the loop's body in the place of each
   yield. No frame is left, and the element has the type of what is yielded.

       for x in upto(n) { work(x) }     i := 0
                                        while i < n { x := i; work(x); i += 1 }

   needs    the call, the instruction appended last
   leaves   the copy (build_inline_copy.c), or the call as it was */

#include "ir/inline.h"

enum {
    MOST_COPIED   = 400,  /* instructions of one generator */
    MOST_MERGED   = 4000, /* of all those in one function */
    MOST_YIELDS   = 12,
    MOST_REPEATED = 400 /* of the consumer's nodes, beyond the first copy */
};

/* What the generator's code has that matters here. */
typedef struct Survey {
    uint32_t size, yields;
    bool     guarded; /* a yield stands in a try: errors of the loop's body would be caught there */
} Survey;

static void survey_block(Survey *s, const Block *b, bool in_try)
{
    for (const Inst *in = b->first; in; in = in->next) {
        bool here = in_try || in->op == IR_TRY;

        s->size++;
        if (in->op == IR_YIELD) {
            s->yields++;
            s->guarded = s->guarded || in_try;
        }
        survey_block(s, &in->other, here);
        survey_block(s, &in->body, here);
        survey_block(s, &in->last, here);
    }
}

/* The instances of a function share what the builder knows of its variables. */
static bool is_under_way(const IrProgram *p, const Function *fn)
{
    for (size_t i = 0; i < p->funcs.len; i++)
        if (p->funcs.at[i]->progress == IR_BUILDING && p->funcs.at[i]->instance->function == fn)
            return true;
    return false;
}

/* The generator's own code must be there before it can be copied. */
static bool make_ready(IrProgram *p, IrFunc *g)
{
    if (g->progress == IR_WAITING && !is_under_way(p, g->instance->function))
        build_func(p, g);
    return g->progress == IR_BUILT;
}

bool may_copy(const Build *b, IrFunc *g, uint32_t weight, uint32_t yields)
{
    Survey s = {0};

    if (!make_ready(b->p, g))
        return false;
    survey_block(&s, &g->body, false);
    return !s.guarded && s.size <= MOST_COPIED && b->f->merged + s.size <= MOST_MERGED &&
           s.yields <= yields && (s.yields < 2 || (s.yields - 1) * weight <= MOST_REPEATED);
}

/* Takes the last instruction out of the list. */
static void drop_last(Block *b)
{
    Inst *in = b->first;

    if (in == b->last) {
        b->first = b->last = NULL;
        return;
    }
    while (in->next != b->last)
        in = in->next;
    in->next = NULL;
    b->last  = in;
}

bool merge_generator(Build *b, RegId made, Consumer *to)
{
    const Inst *call = b->block->last;
    IrFunc     *g;

    if (!optimises(b->p->c, OPTIMISE_MERGE) || !call || call->op != IR_CALL || call->dst != made || reg(b, made)->is_var)
        return false;
    g = call->imm.callee;
    if (g->kind != IRF_GENERATOR || !may_copy(b, g, to->weight, MOST_YIELDS))
        return false;
    drop_last(b->block);
    g->is_merged = true;
    copy_generator(b, g, call, to);
    return true;
}

/* ---- the consumer of a for statement ---- */

static bool count_node(void *self, Node *n)
{
    uint32_t *count = self;

    (void)n;
    ++*count;
    return true;
}

/* Each promise of an async loop is awaited (C-44). */
static RegId awaited(Build *b, Node *n, RegId item)
{
    if (!n->as.each.is_async || reg(b, item)->rep != REP_VALUE)
        return item;
    return build_awaited(b, n, n->as.each.iterable->at, item);
}

/* One round: the element, and the body in a loop that a continue leaves. */
static void run_round(Build *b, Consumer *self, RegId item)
{
    Node  *n     = self->loop;
    Inst  *round = ir_inst(b->p, IR_LOOP);
    Block *outer = b->block;
    Scope  scope;

    item = awaited(b, n, item);
    open_scope(b, &scope);
    bind_target(b, n, item);
    b->loop->round = round;
    b->block       = &round->body;
    build_block(b, n->as.each.body);
    b->block = outer;
    put_round(b, round);
    close_scope(b);
}

static Consumer consumer_of(Node *n)
{
    Consumer to = {.take = run_round, .loop = n};

    ast_walk(n->as.each.body, count_node, &to.weight);
    return to;
}

bool merge_loop(Build *b, Node *n, RegId made)
{
    Consumer to = consumer_of(n);

    to.type = n->as.each.is_async ? bt(b, TY_ANY) : item_type_of(b, reg(b, made)->type);
    return merge_generator(b, made, &to);
}

bool merge_chain(Build *b, Node *n)
{
    Consumer to = consumer_of(n);

    return !n->as.each.is_async &&
           build_pipeline(b, n->as.each.iterable, &to, n->as.each.iterable->at);
}
