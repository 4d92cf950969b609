/* The copy of a generator's body in another function: see build_inline.c.

   Its registers become variables and temporaries of that function, its parameters are set from the
   call's operands, and what leaves it by an error leaves two functions: Inst::site. `return` leaves
   a loop around the copy that runs once; so does a `break` of the consumer, whose `continue` leaves
   a loop of that kind around itself. */

#include "ir/inline.h"

static Arena *arena(const Copy *c)
{
    return &c->b->p->c->arena;
}

/* ---- registers ---- */

void copy_registers(Copy *c, Scope *around)
{
    IrFunc *f = c->b->f;

    c->shift = (RegId)f->regs.len - 1;
    for (RegId r = 1; r < c->from->regs.len; r++) {
        Reg twin = c->from->regs.at[r];

        twin.is_param = false;
        twin.is_var   = twin.is_var || takes_driven(c, r);
        vec_push(arena(c), &f->regs, twin);
        if (c->uses[r] > 0 && twin.is_var && (twin.counted || twin.rep == REP_LOOP) &&
            !driven_by(c, r) && !(c->same && c->same[r]))
            vec_push(arena(c), &around->vars, r + c->shift);
    }
}

RegId register_here(const Copy *c, RegId r)
{
    if (c->same && c->same[r])
        return c->same[r];
    return r ? r + c->shift : NO_REG;
}

/* A generator's closure outlives the loop that it stands in. */
void copy_env(Copy *c, RegId env, Scope *around)
{
    Build *b = c->b;

    c->env                 = variable(b, bt(b, TY_ANY));
    reg(b, c->env)->rep   = REP_OBJECT;
    reg(b, c->env)->ctype = "rf_closure *";
    vec_push(arena(c), &around->vars, c->env);
    move(b, c->env, env);
}

static void set_parameters(Copy *c, const Inst *call, Scope *around)
{
    const IrFunc *g = c->from;
    uint32_t      k = 0;

    if (g->has_env)
        copy_env(c, call->args[k++], around);
    if (g->receiver)
        move(c->b, register_here(c, g->receiver), call->args[k++]);
    for (uint32_t i = 0; i < g->param_count; i++, k++) {
        const Driven *d = driven_by(c, g->params[i]);
        if (d)
            copy_prepare(d->source, d->call, around);
        else
            move(c->b, register_here(c, g->params[i]), call->args[k]);
    }
}

/* ---- sites ---- */

const Site *copy_site(IrProgram *p, IrFunc *f, const IrFunc *of, uint32_t at, const Site *outer)
{
    Site *s = ARENA_NEW(&p->c->arena, Site);

    *s = (Site){of, at, outer, (uint32_t)f->sites.len};
    vec_push(&p->c->arena, &f->sites, s);
    return s;
}

/* A site of the generator lies one function deeper here. */
const Site *site_here(Copy *c, const Site *s)
{
    const Site *made;

    if (!s)
        return c->site;
    for (size_t i = 0; i + 1 < c->sites.len; i += 2)
        if (c->sites.at[i] == s)
            return c->sites.at[i + 1];
    made = copy_site(c->b->p, c->b->f, s->of, s->at, site_here(c, s->outer));
    vec_push(arena(c), &c->sites, s);
    vec_push(arena(c), &c->sites, made);
    return made;
}

void enter_site(Build *b, const Site *s)
{
    add_inst(b, IR_SITE, NO_REG, NULL, 0)->site = s;
}

/* ---- instructions ---- */

static void copy_block(Copy *c, const Block *from);

static Inst *twin_of(const Copy *c, const Inst *old)
{
    for (size_t i = c->twins.len; i > 0; i--)
        if (c->twins.at[i - 1].old == old)
            return c->twins.at[i - 1].made;
    return NULL;
}

static void copy_inner(Copy *c, Block *to, const Block *from)
{
    Block *outer = c->b->block;

    *to         = (Block){0};
    c->b->block = to;
    c->list(c, from);
    c->b->block = outer;
}

RegId closure_in(Build *b, RegId value)
{
    RegId env = emit(b, IR_UNBOX_OBJECT, bt(b, TY_ANY), value, 0, 0);

    reg(b, env)->rep   = REP_OBJECT;
    reg(b, env)->ctype = "rf_closure *";
    return env;
}

static void copy_operands(Copy *c, Inst *in, const Inst *old)
{
    in->args = ARENA_ARRAY(arena(c), RegId, old->arg_count + 2);
    for (uint32_t k = 0; k < old->arg_count; k++)
        in->args[k] = register_here(c, old->args[k]);
    if (old->op == IR_CAPTURE && old->arg_count == 0) { /* of its closure, not of the function's */
        in->args[0]   = c->holder ? closure_in(c->b, c->holder) : c->env;
        in->arg_count = 1;
    }
}

/* A generator gives way when it waits; its driver may be a function that cannot. */
static void let_wait(const Copy *c, Inst *in)
{
    if (ir_is_resumable(c->b->f))
        return;
    if (in->op == IR_POLL)
        in->op = IR_CALL_C;
    if (in->op == IR_SELECT_POLL)
        in->op = IR_SELECT;
}

/* A loop that has become the body of another generator is left by leaving that. */
static void copy_jump(const Copy *c, Inst *in, const Inst *old)
{
    const Driven *d = driven_at(c, old->imm.loop);

    if (!d) {
        in->imm.loop = twin_of(c, old->imm.loop);
        return;
    }
    in->op       = IR_BREAK;
    in->imm.loop = old->op == IR_BREAK ? d->source->whole : d->round;
}

Inst *copy_inst(Copy *c, const Inst *old)
{
    Inst *in = arena_alloc(arena(c), 1, sizeof *in, 16);
    Twin  pair = {old, in};

    *in         = *old;
    in->next    = NULL;
    in->dst     = register_here(c, old->dst);
    in->site    = site_here(c, old->site);
    in->closes  = register_here(c, old->closes);
    in->first_reg += c->shift, in->end_reg += c->shift;
    in->first_reg2 += c->shift, in->end_reg2 += c->shift;
    memset(&in->ends, 0, sizeof in->ends);
    for (size_t i = 0; i < old->ends.len; i++)
        vec_push(arena(c), &in->ends, register_here(c, old->ends.at[i]));
    copy_operands(c, in, old);
    if (old->op == IR_LOOP || old->op == IR_SELECT || old->op == IR_SELECT_POLL)
        vec_push(arena(c), &c->twins, pair);
    if (old->op == IR_BREAK || old->op == IR_CONTINUE)
        copy_jump(c, in, old);
    if (old->select)
        in->select = twin_of(c, old->select);
    let_wait(c, in);
    ir_append(c->b->block, in);
    copy_inner(c, &in->other, &old->other);
    copy_inner(c, &in->body, &old->body);
    copy_inner(c, &in->last, &old->last);
    c->b->f->merged++;
    return in;
}

/* ---- what becomes something else ---- */

/* What is yielded is boxed for nobody but the yield. */
static bool boxes_for(const Copy *c, const Inst *in, const Inst *yield)
{
    return in && yield && yield->op == IR_YIELD && in->dst == yield->args[0] &&
           c->uses[in->dst] == 1 &&
           (in->op == IR_BOX_INT || in->op == IR_BOX_FLOAT || in->op == IR_BOX_BOOL ||
            in->op == IR_BOX_OBJECT);
}

static void copy_yield(Copy *c, const Inst *yield, const Inst *before)
{
    Build       *b    = c->b;
    RegId        item = register_here(c, boxes_for(c, before, yield) ? before->args[0] : yield->args[0]);
    LoopContext  context = {b->loop, c->whole, NULL, b->scope, NO_REG}, *outer = b->loop;
    Span         at   = b->at;

    enter_site(b, c->site->outer);
    b->loop = &context;
    c->to->take(b, c->to, coerce(b, item, c->to->type));
    b->loop = outer;
    b->at   = at;
    enter_site(b, c->site);
    if (yield->dst && c->uses[yield->dst] > 0) /* nothing is sent to it: null (C-73) */
        add_inst(b, IR_NULL, register_here(c, yield->dst), NULL, 0);
}

static void copy_return(Copy *c, const Inst *in)
{
    Inst *leave;

    if (c->to->result && in->arg_count > 0)
        move(c->b, c->to->result, register_here(c, in->args[0]));
    if (!in->next && c->b->block == &c->whole->body)
        return; /* it is the end */
    leave           = add_inst(c->b, IR_BREAK, NO_REG, NULL, 0);
    leave->imm.loop = c->whole;
}

/* `kept = what came in` that nobody looks at. */
static bool is_idle(const Copy *c, const Inst *in, const Inst *yield)
{
    return yield && in->op == IR_MOVE && in->args[0] == yield->dst && c->uses[in->dst] == 0;
}

static bool tests_closing(const Inst *in, const Inst *closing)
{
    return closing && in->op == IR_IF && in->args[0] == closing->dst;
}

/* Start and end of a loop that another generator's body stands for. */
static bool serves_driven(const Copy *c, const Inst *in)
{
    return (in->op == IR_LOOP_START && driven_by(c, in->dst)) ||
           (in->op == IR_RELEASE && driven_by(c, in->args[0]));
}

/* It is never closed while it waits: whoever leaves the loop leaves its body. */
static void copy_list(Copy *c, const Inst *first)
{
    const Inst *before = NULL, *yield = NULL, *closing = NULL;

    for (const Inst *in = first; in; before = in, in = in->next) {
        if (driven_at(c, in)) {
            copy_driven(driven_at(c, in));
        } else if (in->op == IR_YIELD) {
            copy_yield(c, in, before);
            yield = in;
        } else if (in->op == IR_CLOSING) {
            closing = in;
        } else if (in->op == IR_RETURN) {
            copy_return(c, in);
        } else if (!tests_closing(in, closing) && !is_idle(c, in, yield) &&
                   !boxes_for(c, in, in->next) && !serves_driven(c, in)) {
            copy_inst(c, in);
        }
    }
}

static void copy_block(Copy *c, const Block *from)
{
    copy_list(c, from->first);
}

void copy_behind(Copy *c, const Inst *in)
{
    copy_list(c, in->next);
}

/* ---- the whole ---- */

typedef struct Count {
    uint32_t *uses;
} Count;

/* A yield's own result counts where somebody looks at the variable that keeps it. */
static void count_operands(void *self, Inst *in)
{
    Count *n = self;

    for (uint32_t k = 0; k < in->arg_count; k++)
        n->uses[in->args[k]]++;
}

static void count_kept(void *self, Inst *in)
{
    Count *n = self;

    if (in->op == IR_MOVE && n->uses[in->dst] == 0)
        n->uses[in->args[0]]--;
}

uint32_t *copy_uses(Arena *a, const IrFunc *g)
{
    Count n = {ARENA_ARRAY(a, uint32_t, g->regs.len + 1)};

    ir_walk((Block *)&g->body, count_operands, &n);
    ir_walk((Block *)&g->body, count_kept, &n);
    return n.uses;
}

typedef struct Search {
    const Inst *loop;
    bool        found;
} Search;

static void find_leave(void *self, Inst *in)
{
    Search *s = self;

    s->found = s->found || (in->op == IR_BREAK && in->imm.loop == s->loop);
}

void append_block(Block *to, const Block *from)
{
    if (!from->first)
        return;
    if (to->last)
        to->last->next = from->first;
    else
        to->first = from->first;
    to->last = from->last;
}

void put_round(Build *b, Inst *round)
{
    Search  s     = {.loop = round};
    Block  *outer = b->block;

    ir_walk(&round->body, find_leave, &s);
    if (!s.found) {
        append_block(outer, &round->body);
        return;
    }
    ir_append(outer, round);
    b->block                                       = &round->body;
    add_inst(b, IR_BREAK, NO_REG, NULL, 0)->imm.loop = round;
    b->block                                       = outer;
}

void copy_prepare(Copy *c, const Inst *call, Scope *around)
{
    c->list = copy_block;
    c->uses = copy_uses(arena(c), c->from);
    find_driven(c, call);
    copy_registers(c, around);
    set_parameters(c, call, around);
}

void copy_body(Copy *c, uint32_t at, const Site *outer)
{
    Build *b    = c->b;
    Block *list = b->block;

    c->whole = ir_inst(b->p, IR_LOOP);
    c->site  = copy_site(b->p, b->f, c->from, at, outer);
    b->block = &c->whole->body;
    enter_site(b, c->site);
    copy_block(c, &c->from->body);
    b->block = list;
    put_round(b, c->whole);
    enter_site(b, outer);
}

void copy_generator(Build *b, const IrFunc *from, const Inst *call, Consumer *to)
{
    Copy  c = {.b = b, .from = from, .to = to};
    Scope around;

    open_scope(b, &around);
    copy_prepare(&c, call, &around);
    if (to->result)
        move(b, to->result, const_null(b));
    if (to->loop)
        set_place(b, to->loop->as.each.iterable->at);
    copy_body(&c, place_of(b), NULL);
    close_scope(b);
}
