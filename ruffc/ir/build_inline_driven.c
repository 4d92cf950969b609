/* Generators that are handed to generators, all in one loop: see build_inline.c.

       for x in odd(upto(n)) { work(x) }

   odd's body is written in the place of the loop, and in it the body of upto in the place of odd's
   own loop over its parameter: what is that loop's body takes what upto yields. Nobody else may
   look at the parameter, and the loop may not begin twice. */

#include "ir/inline.h"

/* ---- the loop ---- */

typedef struct Uses {
    RegId    reg;
    uint32_t count;
} Uses;

static void count_use(void *self, Inst *in)
{
    Uses *u = self;

    for (uint32_t k = 0; k < in->arg_count; k++)
        u->count += in->op != IR_RELEASE && in->args[k] == u->reg;
}

static uint32_t uses_of(const IrFunc *f, RegId r)
{
    Uses u = {.reg = r};

    ir_walk((Block *)&f->body, count_use, &u);
    return u.count;
}

/* Where a loop over the register begins; not inside other loops and tries, in which it might begin
   again or be left by an error that somebody catches. */
static const Inst *find_start(const Block *b, RegId param)
{
    const Inst *found = NULL;

    for (const Inst *in = b->first; in && !found; in = in->next) {
        if (in->op == IR_LOOP_START && in->args[0] == param)
            return in;
        if (in->op != IR_IF)
            continue;
        found = find_start(&in->body, param);
        found = found ? found : find_start(&in->other, param);
    }
    return found;
}

static const Inst *first_of(const Inst *in)
{
    while (in && (in->op == IR_LINE || in->op == IR_SITE))
        in = in->next;
    return in;
}

/* The loop that belongs to the start, if it is one that asks for the next element and takes it. */
static bool find_loop(Driven *d, const Inst *start)
{
    const Inst *loop = first_of(start->next), *next, *item;

    if (!loop || loop->op != IR_LOOP || loop->last.first)
        return false;
    next = first_of(loop->other.first);
    item = first_of(loop->body.first);
    if (!next || next->op != IR_LOOP_NEXT || next->args[0] != start->dst || next->next || !item ||
        item->op != IR_LOOP_ITEM || item->args[0] != start->dst)
        return false;
    d->state = start->dst;
    d->loop  = loop;
    d->item  = item;
    return true;
}

static bool drives(Driven *d, const IrFunc *from)
{
    const Inst *start = find_start(&from->body, d->param);

    return start && uses_of(from, d->param) == 1 && find_loop(d, start) &&
           uses_of(from, d->state) == 2;
}

/* ---- the generator ---- */

/* The call of the block that makes what the register holds; nothing behind it may use it. */
static Inst *maker_of(const Block *b, RegId r)
{
    Inst *found = NULL;

    for (Inst *in = b->first; in; in = in->next) {
        for (uint32_t k = 0; k < in->arg_count; k++)
            if (in->args[k] == r)
                return NULL;
        if (in->dst == r)
            found = in->op == IR_CALL && in->imm.callee->kind == IRF_GENERATOR ? in : NULL;
    }
    return found;
}

static void take_out(Block *b, const Inst *gone)
{
    Inst *before = NULL;

    for (Inst *in = b->first; in != gone; in = in->next)
        before = in;
    if (before)
        before->next = gone->next;
    else
        b->first = gone->next;
    if (b->last == gone)
        b->last = before;
}

/* ---- the consumer ---- */

/* What is taken out of the box at once need not go into one. */
static const Inst *unboxing(const Driven *d)
{
    const Inst *in = d->item->next;
    Rep         rep;

    if (!in || in->arg_count != 1 || in->args[0] != d->item->dst || d->in->uses[d->item->dst] != 1)
        return NULL;
    rep = d->in->from->regs.at[in->dst].rep;
    if ((in->op == IR_UNBOX_INT && rep == REP_INT) || (in->op == IR_UNBOX_FLOAT && rep == REP_FLOAT) ||
        (in->op == IR_UNBOX_BOOL && rep == REP_BOOL))
        return in;
    return NULL;
}

static void take_driven(Build *b, Consumer *self, RegId item)
{
    Driven     *d     = (Driven *)self;
    const Inst *unbox = unboxing(d), *last = unbox ? unbox : d->item;
    Block      *outer = b->block;
    Inst       *round = ir_inst(b->p, IR_LOOP);

    d->round = round;
    b->block = &round->body;
    move(b, register_here(d->in, last->dst), item);
    copy_behind(d->in, last);
    b->block = outer;
    put_round(b, round);
}

void copy_driven(Driven *d)
{
    const Inst *next = first_of(d->loop->other.first), *unbox = unboxing(d);
    Copy       *c    = d->in;

    d->to.type = unbox ? c->from->regs.at[unbox->dst].type : bt(c->b, TY_ANY);
    copy_body(d->source, next->at, site_here(c, next->site));
}

/* ---- the whole ---- */

static void count_inst(void *self, Inst *in)
{
    (void)in;
    ++*(uint32_t *)self;
}

static void try_param(Copy *c, const Inst *call, uint32_t i)
{
    Build    *b      = c->b;
    RegId     arg    = call->args[i + c->from->has_env + (c->from->receiver != NO_REG)];
    Driven    d      = {.to = {.take = take_driven}, .param = c->from->params[i], .in = c}, *kept;
    Inst     *maker  = reg(b, arg)->is_var ? NULL : maker_of(b->block, arg);
    uint32_t  weight = 0;

    if (!maker || !drives(&d, c->from))
        return;
    ir_walk((Block *)&d.loop->body, count_inst, &weight);
    if (!may_copy(b, maker->imm.callee, weight, 1))
        return;
    maker->imm.callee->is_merged = true;
    take_out(b->block, maker);
    kept          = ARENA_NEW(&b->p->c->arena, Driven);
    *kept         = d;
    kept->call    = maker;
    kept->source  = ARENA_NEW(&b->p->c->arena, Copy);
    *kept->source = (Copy){.b = b, .from = maker->imm.callee, .to = &kept->to};
    vec_push(&b->p->c->arena, &c->driven, kept);
}

void find_driven(Copy *c, const Inst *call)
{
    for (uint32_t i = c->from->param_count; i-- > 0;)
        try_param(c, call, i);
}

Driven *driven_by(const Copy *c, RegId r)
{
    for (size_t i = 0; r && i < c->driven.len; i++)
        if (c->driven.at[i]->param == r || c->driven.at[i]->state == r)
            return c->driven.at[i];
    return NULL;
}

bool takes_driven(const Copy *c, RegId r)
{
    for (size_t i = 0; i < c->driven.len; i++) {
        const Inst *unbox = unboxing(c->driven.at[i]);
        if ((unbox ? unbox : c->driven.at[i]->item)->dst == r)
            return true;
    }
    return false;
}

Driven *driven_at(const Copy *c, const Inst *loop)
{
    for (size_t i = 0; i < c->driven.len; i++)
        if (c->driven.at[i]->loop == loop)
            return c->driven.at[i];
    return NULL;
}
