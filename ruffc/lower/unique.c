/* Uniqueness tests out of loops.

   A change in place starts with the test that nobody else holds the array. Where a loop does
   nothing with the variable but look at elements, store them and append, the test before the loop
   is enough.

   needs    build
   leaves   the test in front of the outermost loop of that kind, none inside */

#include "lower/lower.h"

typedef struct Uses {
    RegId var;
    bool  tested;  /* some round makes it unique */
    bool  shares;  /* something may give it another owner */
} Uses;

static bool is_unique_call(const Inst *in)
{
    return in->op == IR_CALL_C && in->own == 1 && in->arg_count == 1 && in->imm.symbol &&
           strcmp(in->imm.symbol, "rf_array_unique") == 0;
}

bool is_push(const Inst *in)
{
    return in->op == IR_CALL_C && in->arg_count == 2 && in->imm.symbol &&
           (strcmp(in->imm.symbol, "rf_ints_push") == 0 ||
            strcmp(in->imm.symbol, "rf_floats_push") == 0 ||
            strcmp(in->imm.symbol, "rf_bools_push") == 0 ||
            strcmp(in->imm.symbol, "rf_values_push") == 0);
}

static bool only_looks(const Inst *in)
{
    switch ((int)in->op) {
    case IR_ITEM:
    case IR_ITEM_VIEW:
    case IR_ITEM_PLACE:
    case IR_INDEX:
    case IR_LEN:
    case IR_STORE_ITEM:
    case IR_NOT_EMPTY:
        return true;
    case IR_MOVE:
        return in->own == 0; /* lower/borrow.c: no count */
    default:
        return in->op == IR_CALL_C && in->no_cx;
    }
}

static void look_at(void *self, Inst *in)
{
    Uses *u = self;

    if (in->op == IR_MOVE && in->dst == u->var)
        u->shares = u->shares || !in->keeps_unique;
    for (uint32_t k = 0; k < in->arg_count; k++) {
        if (in->args[k] != u->var)
            continue;
        if (k == 0 && (is_unique_call(in) || is_push(in) || in->op == IR_RESERVE))
            u->tested = u->tested || is_unique_call(in);
        else if (k != 0 || !only_looks(in))
            u->shares = true;
    }
}

/* Marks the assignments that follow a test or an append: the variable stays unique. */
static void mark_keeping(void *self, Inst *in)
{
    const Inst *next = in->next;

    (void)self;
    if ((is_unique_call(in) || is_push(in)) && next && next->op == IR_MOVE &&
        next->args[0] == in->dst && next->dst == in->args[0])
        in->next->keeps_unique = true;
}

static void drop_tests(Block *b, RegId var)
{
    Inst **at = &b->first;

    b->last = NULL;
    while (*at) {
        Inst *in = *at;
        drop_tests(&in->body, var);
        drop_tests(&in->other, var);
        drop_tests(&in->last, var);
        if (is_unique_call(in) && in->args[0] == var && in->next && in->next->op == IR_MOVE &&
            in->next->keeps_unique) {
            *at = in->next->next;
            continue;
        }
        b->last = in;
        at      = &in->next;
    }
}

static bool collect_candidate(const Inst *in, RegId *out)
{
    if (!is_unique_call(in) || !in->next || !in->next->keeps_unique)
        return false;
    *out = in->args[0];
    return true;
}

typedef struct Candidates {
    IrProgram *p;
    VEC(RegId) vars;
} Candidates;

static void add_candidate(void *self, Inst *in)
{
    Candidates *c = self;
    RegId       r;

    if (!collect_candidate(in, &r))
        return;
    for (size_t i = 0; i < c->vars.len; i++)
        if (c->vars.at[i] == r)
            return;
    vec_push(&c->p->c->arena, &c->vars, r);
}

bool loop_only_looks(Inst *loop, RegId var)
{
    Uses  u    = {.var = var};
    Block one  = {.first = loop, .last = loop};
    Inst *next = loop->next;

    loop->next = NULL;
    ir_walk(&one, look_at, &u);
    loop->next = next;
    return !u.shares;
}

static Inst *test_before(IrProgram *p, IrFunc *f, RegId var, Inst *loop)
{
    Inst *call = ir_inst(p, IR_CALL_C), *move = ir_inst(p, IR_MOVE);

    call->args         = ARENA_ARRAY(&p->c->arena, RegId, 2);
    call->args[0]      = var;
    call->arg_count    = 1;
    call->own          = 1;
    call->failure      = '-';
    call->imm.symbol   = "rf_array_unique";
    call->dst          = ir_reg(p, f, f->regs.at[var].type, 0, false);
    call->at           = loop->at;
    call->why          = "one test for the loop";
    move->args         = ARENA_ARRAY(&p->c->arena, RegId, 2);
    move->args[0]      = call->dst;
    move->arg_count    = 1;
    move->dst          = var;
    move->keeps_unique = true;
    call->next         = move;
    move->next         = loop;
    return call;
}

static void hoist_in(IrProgram *p, IrFunc *f, Block *b)
{
    for (Inst **at = &b->first; *at; at = &(*at)->next) {
        Inst      *in = *at;
        Candidates c  = {.p = p};
        Block      one = {.first = in, .last = in};
        Inst      *next = in->next;
        if (in->op != IR_LOOP) {
            hoist_in(p, f, &in->body);
            hoist_in(p, f, &in->other);
            hoist_in(p, f, &in->last);
            continue;
        }
        in->next = NULL;
        ir_walk(&one, add_candidate, &c);
        for (size_t i = 0; i < c.vars.len; i++) {
            Uses u = {.var = c.vars.at[i]};
            ir_walk(&one, look_at, &u);
            if (!u.tested || u.shares)
                continue;
            drop_tests(&in->body, u.var);
            drop_tests(&in->last, u.var);
            in->next = next;
            *at      = test_before(p, f, u.var, in);
            at       = &(*at)->next->next;
            in->next = NULL;
        }
        in->next = next;
        hoist_in(p, f, &in->body);
    }
}

void lower_unique(IrProgram *p)
{
    for (size_t i = 0; i < p->funcs.len; i++) {
        IrFunc *f = p->funcs.at[i];
        if (f->kind != IRF_PLAIN)
            continue; /* a frame's variables may be looked at while it waits */
        ir_walk(&f->body, mark_keeping, NULL);
        hoist_in(p, f, &f->body);
    }
}
