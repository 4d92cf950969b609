/* The copy of a function's body in the place of a call: see inline_calls.c.

   An argument that the function does not change stands for its parameter itself, where it is a variable of the
   caller, or a temporary whose uses all stand in one list; where counts are, it may be one use only. `return` becomes an assignment; where it is not the
   last thing that the function does, what follows it moves into the other branch, or a loop around the copy that
   runs once is left. */

#include "ir/inline.h"

/* ---- parameters ---- */

typedef struct Change {
    RegId reg;
    bool  found;
} Change;

static void find_change(void *self, Inst *in)
{
    Change *c = self;

    c->found = c->found || in->dst == c->reg ||
               ((in->op == IR_ADDRESS || in->op == IR_RELEASE) && in->args[0] == c->reg);
}

static bool stays(const IrFunc *g, RegId param)
{
    Change c = {.reg = param};

    ir_walk((Block *)&g->body, find_change, &c);
    return !c.found;
}

static uint32_t uses_in_list(const Block *b, RegId r)
{
    uint32_t n = 0;

    for (const Inst *in = b->first; in; in = in->next)
        for (uint32_t k = 0; k < in->arg_count; k++)
            n += in->args[k] == r;
    return n;
}

static bool returns_inside(const Inst *in);

/* Its copy is one list, apart from branches that come together again. */
static bool is_straight(const IrFunc *g)
{
    for (const Inst *in = g->body.first; in; in = in->next)
        if (returns_inside(in))
            return false;
    return true;
}

/* What the argument may stand for itself. */
static bool stands_for(const Copy *c, RegId arg, RegId param)
{
    const Reg *a = reg(c->b, arg), *p = &c->from->regs.at[param];

    if (a->rep != p->rep || !stays(c->from, param))
        return false;
    if (a->is_var)
        return true;
    return (!a->counted || c->uses[param] == 1) && is_straight(c->from) &&
           uses_in_list(&c->from->body, param) == c->uses[param];
}

static void pair_parameters(Copy *c, const Inst *call)
{
    const IrFunc *g = c->from;
    uint32_t      k = g->has_env;

    c->same = ARENA_ARRAY(&c->b->p->c->arena, RegId, g->regs.len + 1);
    if (g->receiver && stands_for(c, call->args[k], g->receiver))
        c->same[g->receiver] = call->args[k];
    k += g->receiver != NO_REG;
    for (uint32_t i = 0; i < g->param_count; i++, k++)
        if (stands_for(c, call->args[k], g->params[i]))
            c->same[g->params[i]] = call->args[k];
}

static void set_parameter(Copy *c, RegId param, RegId arg)
{
    if (!c->same[param] && c->uses[param] > 0)
        move(c->b, register_here(c, param), arg);
}

static void set_parameters(Copy *c, const Inst *call, Scope *around)
{
    const IrFunc *g = c->from;
    uint32_t      k = 0;

    if (g->has_env) {
        if (!c->holder)
            copy_env(c, call->args[k], around);
        k++;
    }
    if (g->receiver)
        set_parameter(c, g->receiver, call->args[k++]);
    for (uint32_t i = 0; i < g->param_count; i++)
        set_parameter(c, g->params[i], call->args[k++]);
}

/* ---- returns ---- */

static void copy_tail(Copy *c, const Inst *first);

static bool ends_in_return(const Block *b)
{
    const Inst *in = b->last;

    if (!in)
        return false;
    return in->op == IR_RETURN || in->op == IR_THROW || in->op == IR_LEAVE || in->op == IR_FAIL ||
           (in->op == IR_IF && ends_in_return(&in->body) && ends_in_return(&in->other));
}

static void find_return(void *self, Inst *in)
{
    bool *found = self;

    *found = *found || in->op == IR_RETURN;
}

static bool returns_inside(const Inst *in)
{
    bool found = false;

    ir_walk((Block *)&in->body, find_return, &found);
    ir_walk((Block *)&in->other, find_return, &found);
    ir_walk((Block *)&in->last, find_return, &found);
    return found;
}

static bool is_set_in(const Inst *first, RegId r)
{
    for (; first; first = first->next)
        if (first->dst == r)
            return true;
    return false;
}

/* A temporary is used in the list that sets it. */
static bool needs_earlier(const IrFunc *f, const Inst *first)
{
    for (const Inst *in = first; in; in = in->next)
        for (uint32_t k = 0; k < in->arg_count; k++)
            if (in->args[k] && !f->regs.at[in->args[k]].is_var && !is_set_in(first, in->args[k]))
                return true;
    return false;
}

/* `if t { … return } rest`: the rest is the other branch. */
static bool parts_ways(const Copy *c, const Inst *in)
{
    return in->op == IR_IF && ends_in_return(&in->body) && !in->other.first &&
           !needs_earlier(c->from, in->next);
}

/* An instruction without what is inside. */
static Inst *copy_branch(Copy *c, const Inst *old)
{
    Inst shell = *old;

    shell.body = shell.other = (Block){0};
    return copy_inst(c, &shell);
}

static void copy_into(Copy *c, Block *to, const Inst *first)
{
    Block *outer = c->b->block;

    c->b->block = to;
    copy_tail(c, first);
    c->b->block = outer;
}

/* A list that is the last thing of the function. */
static void copy_tail(Copy *c, const Inst *first)
{
    for (const Inst *in = first; in; in = in->next) {
        Inst *branch;

        if (in->op == IR_RETURN) {
            if (c->result)
                move(c->b, c->result, register_here(c, in->args[0]));
            return;
        }
        if (!returns_inside(in)) {
            copy_inst(c, in);
        } else if (in->op == IR_IF && (!in->next || parts_ways(c, in))) {
            branch = copy_branch(c, in);
            copy_into(c, &branch->body, in->body.first);
            copy_into(c, &branch->other, in->next ? in->next : in->other.first);
            return;
        } else {
            copy_inst(c, in);
        }
    }
}

/* Inside of loops and the like. */
static void copy_list(Copy *c, const Block *from)
{
    for (const Inst *in = from->first; in; in = in->next) {
        if (in->op != IR_RETURN) {
            copy_inst(c, in);
            continue;
        }
        if (c->result)
            move(c->b, c->result, register_here(c, in->args[0]));
        add_inst(c->b, IR_BREAK, NO_REG, NULL, 0)->imm.loop = c->whole;
    }
}

/* ---- the whole ---- */

/* A function that returns in one place, and a number: who asks for the result may look there. */
static RegId result_itself(const Copy *c, const Inst *call)
{
    const Inst *last = c->from->body.last;
    RegId       r    = last && last->op == IR_RETURN ? last->args[0] : NO_REG;

    if (!r || !call->dst || reg(c->b, call->dst)->is_var ||
        reg(c->b, call->dst)->counted || c->from->regs.at[r].rep != reg(c->b, call->dst)->rep ||
        c->same[r] || !is_straight(c->from))
        return NO_REG;
    return r;
}

RegId copy_call(Build *b, const IrFunc *from, const Inst *call, RegId holder)
{
    Copy   c     = {.b = b, .from = from, .holder = holder, .list = copy_list};
    Block *outer = b->block;
    RegId  itself;
    Scope  around;

    c.uses      = copy_uses(&b->p->c->arena, from);
    open_scope(b, &around);
    pair_parameters(&c, call);
    itself = result_itself(&c, call);
    copy_registers(&c, &around);
    set_parameters(&c, call, &around);
    if (!itself && call->dst) {
        c.result                   = call->dst;
        reg(b, call->dst)->is_var = true; /* it is set here, perhaps in several places */
    }
    c.whole  = ir_inst(b->p, IR_LOOP);
    c.site   = copy_site(b->p, b->f, from, call->at, call->site);
    b->block = &c.whole->body;
    enter_site(b, c.site);
    copy_tail(&c, from->body.first);
    b->block = outer;
    put_round(b, c.whole);
    enter_site(b, call->site);
    close_scope(b);
    return itself ? register_here(&c, itself) : NO_REG;
}
