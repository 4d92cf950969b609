/* Which loops can have a quick form: lower/quick.c. */

#include "lower/quick.h"

typedef struct Round {
    const Quick *q;
    bool         inner;     /* a loop, or something that the quick form cannot hold */
    bool         committed; /* a round that ended here could not be begun anew */
} Round;

/* ---- what stays ---- */

typedef struct Sets {
    RegId var;
    bool  found;
} Sets;

static void find_set(void *self, Inst *in)
{
    Sets *s = self;

    s->found = s->found || in->dst == s->var || (in->op == IR_ADDRESS && in->args[0] == s->var);
}

static bool is_set_in(Inst *loop, RegId var)
{
    Sets s = {.var = var};

    ir_walk(&loop->other, find_set, &s);
    ir_walk(&loop->body, find_set, &s);
    ir_walk(&loop->last, find_set, &s);
    return s.found;
}

bool quick_stays(const Quick *q, Inst *loop, RegId r)
{
    return q->f->regs.at[r].is_var && !is_set_in(loop, r);
}

/* ---- a round that can be begun anew ---- */

bool quick_changes_in_place(const Quick *q, const Inst *in)
{
    const Inst *next = in->next;

    return (in->op == IR_ADD_INT || in->op == IR_SUB_INT) && next && next->op == IR_MOVE &&
           next->args[0] == in->dst && next->dst == in->args[0] && in->args[1] != in->args[0] &&
           q->f->regs.at[next->dst].is_var;
}

static bool is_scalar(const Quick *q, RegId r)
{
    return !q->f->regs.at[r].counted;
}

/* Has no effect, and cannot fail. */
static bool is_harmless(const Inst *in)
{
    switch ((int)in->op) {
    case IR_LINE:
    case IR_INT:
    case IR_FLOAT:
    case IR_BOOL:
    case IR_RAW_INT:
    case IR_ARITH_FLOAT:
    case IR_NEG_FLOAT:
    case IR_TO_FLOAT:
    case IR_COMPARE:
    case IR_EQ_FLOAT:
    case IR_NOT:
    case IR_NONZERO:
    case IR_LEN:
    case IR_ITEM:
    case IR_ITEM_VIEW:
    case IR_UNBOX_OBJECT:
        return true;
    default:
        return false;
    }
}

/* May leave the quick form; has no other effect. */
static bool is_test(const Inst *in)
{
    switch ((int)in->op) {
    case IR_ADD_INT:
    case IR_SUB_INT:
    case IR_MUL_INT:
    case IR_NEG_INT:
    case IR_DIV_INT:
    case IR_MOD_INT:
    case IR_DIV_FLOAT:
    case IR_MOD_FLOAT:
    case IR_INDEX:
        return true;
    default:
        return false;
    }
}

static void look_at(Round *r, const Block *b)
{
    for (const Inst *in = b->first; in && !r->inner; in = in->next) {
        if (is_harmless(in))
            continue;
        if (is_test(in)) {
            r->inner = r->inner || (r->committed && !(in->op == IR_INDEX && in->safe));
        } else if (in->op == IR_MOVE && is_scalar(r->q, in->dst)) {
            r->committed = true;
        } else if (in->op == IR_IF) {
            bool before = r->committed, after;
            look_at(r, &in->body);
            after        = r->committed;
            r->committed = before;
            look_at(r, &in->other);
            r->committed = r->committed || after;
        } else {
            r->inner = true;
        }
    }
}

/* `k < limit` at the head of the loop, with an index k among those that stay inside. */
static bool find_counter(Quick *q)
{
    const Inst *test = q->loop->other.first;

    while (test && test->op == IR_INT)
        test = test->next;
    if (!test || test->next || test->op != IR_COMPARE || test->imm.op != OP_LESS ||
        q->loop->arg_count != 1)
        return false;
    q->counter = test->args[0];
    q->limit   = q->f->regs.at[test->args[1]].is_var ? test->args[1] : NO_REG;
    return true;
}

bool quick_suits(Quick *q)
{
    Round r = {.q = q};

    if (!find_counter(q))
        return false;
    look_at(&r, &q->loop->body);
    look_at(&r, &q->loop->last);
    return !r.inner;
}
