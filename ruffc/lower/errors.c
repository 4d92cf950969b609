/* Errors and finally.

   A try statement becomes labels: whatever may throw inside jumps to the handler's label, which
   first releases what the body left behind. A finally block becomes one piece of code that every
   way out runs through: a register notes where to go on afterwards.

   needs    ownership
   leaves   no TRY; Inst::on_error for everything that may throw; LABEL and GOTO */

#include "lower/lower.h"

typedef struct Finally {
    struct Finally *outer;
    uint32_t        label;
    RegId           where;  /* 0 fall through, 1 error, 2 return, 3.. jumps in order of `jumps` */
    RegId           result; /* what return gives, kept while the block runs */
    VEC(Inst *)     jumps;
    size_t          loops;  /* how many loops stand around the try */
    bool            returns;
} Finally;

typedef struct Errors {
    IrProgram *p;
    IrFunc    *f;
    uint32_t   handler; /* label, 0: leave the function */
    Finally   *finally;
    VEC(const Inst *) loops;
} Errors;

static void errors_block(Errors *e, Block *b);

static Inst *inst(Errors *e, IrOp op, RegId dst, RegId arg)
{
    Inst *in = ir_inst(e->p, op);

    in->dst       = dst;
    in->args      = ARENA_ARRAY(&e->p->c->arena, RegId, 3);
    in->args[0]   = arg;
    in->arg_count = arg ? 1 : 0;
    return in;
}

static Inst *label_inst(Errors *e, IrOp op, uint32_t label)
{
    Inst *in = inst(e, op, NO_REG, NO_REG);

    in->imm.label = label;
    return in;
}

/* A label in the code that `whose` belongs to. */
static uint32_t new_label(Errors *e, const Inst *whose)
{
    IrFunc *f = e->f;

    f->label_count++;
    while (f->label_sites.len <= f->label_count)
        vec_push(&e->p->c->arena, &f->label_sites, (const Site *)NULL);
    f->label_sites.at[f->label_count] = whose->site;
    return f->label_count;
}

static RegId new_var(Errors *e, TypeKind k)
{
    return ir_reg(e->p, e->f, type_basic(e->p->typed->types, k), 0, true);
}

static Inst *save_inst(Errors *e, RegId saved, const Inst *guarded)
{
    Inst *in = inst(e, IR_SAVE_ERROR, saved, NO_REG);

    in->site = guarded->site;
    return in;
}

static void set_int(Errors *e, Block *b, RegId r, int64_t i)
{
    Inst *in = inst(e, IR_INT, r, NO_REG);

    in->imm.integer = i;
    ir_append(b, in);
}

/* What a block may leave behind when an error leaves it. */
typedef struct Remains {
    Errors *e;
    RegId   first, end; /* registers that it made when it was built */
    Block   releases;
} Remains;

static bool is_listed(const Block *releases, RegId r)
{
    for (const Inst *in = releases->first; in; in = in->next)
        if (in->args[0] == r)
            return true;
    return false;
}

/* Temporaries of passes have later numbers; so have variables of calls that became code (ir/inline_calls.c). */
static void find_later(void *self, Inst *in)
{
    Remains   *r   = self;
    const Reg *reg = &r->e->f->regs.at[in->dst];
    bool       out = in->dst >= r->end || (!reg->is_var && in->dst < r->first);

    if (in->dst && out && reg->cleanup && !reg->handed_over && !is_listed(&r->releases, in->dst))
        ir_append(&r->releases, inst(r->e, IR_RELEASE, NO_REG, in->dst));
}

/* Loops first, from the inside out: ending one may run the finally blocks of a generator (C-73). */
static Block remains(Errors *e, Block *b, RegId first, RegId end)
{
    Remains    r    = {.e = e, .first = first, .end = end};
    const Reg *regs = e->f->regs.at;

    for (RegId k = end; k-- > first;)
        if (regs[k].cleanup && regs[k].rep == REP_LOOP)
            ir_append(&r.releases, inst(e, IR_RELEASE, NO_REG, k));
    for (RegId k = first; k < end; k++)
        if (regs[k].cleanup && regs[k].rep != REP_LOOP)
            ir_append(&r.releases, inst(e, IR_RELEASE, NO_REG, k));
    ir_walk(b, find_later, &r);
    return r.releases;
}

/* ---- jumps out of a try with finally ---- */

/* A jump to a loop that started inside the try does not run the block. */
static bool is_inside(const Errors *e, const Finally *f, const Inst *loop)
{
    for (size_t i = f->loops; i < e->loops.len; i++)
        if (e->loops.at[i] == loop)
            return true;
    return false;
}

static void through_finally(Errors *e, Block *out, Inst *in)
{
    Finally *f = e->finally;

    if (in->op == IR_RETURN) {
        if (!f->result) {
            f->result = ir_reg(e->p, e->f, e->f->result, 0, true);
            if (e->f->gives_struct)
                lower_as_struct(&e->f->regs.at[f->result]);
            e->f->regs.at[f->result].owns    = e->f->regs.at[f->result].counted;
            e->f->regs.at[f->result].cleanup = e->f->regs.at[f->result].counted;
        }
        f->returns  = true;
        in->op      = IR_MOVE;
        in->dst     = f->result;
        in->failure = '-';
        ir_append(out, in);
        set_int(e, out, f->where, 2);
    } else {
        vec_push(&e->p->c->arena, &f->jumps, in);
        set_int(e, out, f->where, (int64_t)f->jumps.len + 2);
    }
    ir_append(out, label_inst(e, IR_GOTO, f->label));
}

/* The jump behind a finally block: first the variables go whose scopes it leaves before the next
   one. */
static void go_on(Errors *e, Block *out, const Inst *jump)
{
    Inst  *in = inst(e, jump->op, NO_REG, NO_REG);
    size_t i  = 0;

    for (; i < jump->ends.len && jump->ends.at[i] != NO_REG; i++)
        ir_append(out, inst(e, IR_RELEASE, NO_REG, jump->ends.at[i]));
    for (i++; i < jump->ends.len; i++)
        vec_push(&e->p->c->arena, &in->ends, jump->ends.at[i]);
    in->imm.loop = jump->imm.loop;
    ir_append(out, in);
}

static Block dispatch(Errors *e, Finally *f, RegId saved, const Inst *guarded)
{
    Block b = {0};

    for (int64_t k = 1; k < (int64_t)f->jumps.len + 3; k++) {
        RegId test, want;
        Inst *branch, *in;
        if (k == 2 && !f->returns)
            continue;
        want = ir_reg(e->p, e->f, type_basic(e->p->typed->types, TY_INT), 0, false);
        test = ir_reg(e->p, e->f, type_basic(e->p->typed->types, TY_BOOL), 0, false);
        set_int(e, &b, want, k);
        in            = inst(e, IR_COMPARE, test, f->where);
        in->args[1]   = want;
        in->arg_count = 2;
        in->imm.op    = OP_EQUAL;
        ir_append(&b, in);
        branch = inst(e, IR_IF, NO_REG, test);
        if (k == 1) {
            in        = inst(e, IR_RAISE, NO_REG, saved);
            in->site  = guarded->site;
            in->moved = in->cleared = 1;
            ir_append(&branch->body, in);
        } else if (k == 2) {
            for (size_t i = 0; i < guarded->ends.len; i++)
                ir_append(&branch->body, inst(e, IR_RELEASE, NO_REG, guarded->ends.at[i]));
            in        = inst(e, IR_RETURN, NO_REG, f->result);
            in->moved = in->cleared = 1;
            ir_append(&branch->body, in);
        } else {
            go_on(e, &branch->body, f->jumps.at[k - 3]);
        }
        ir_append(&b, branch);
    }
    return b;
}

static void append_all(Block *out, Block *b)
{
    if (!b->first)
        return;
    if (out->last)
        out->last->next = b->first;
    else
        out->first = b->first;
    out->last = b->last;
}

/* ---- try ---- */

static void find_other_way(void *self, Inst *in)
{
    bool *found = self;

    *found = *found || may_fail(in) || in->op == IR_BREAK || in->op == IR_CONTINUE ||
             in->op == IR_TRY; /* whose way on may be an error's, for all that is known here */
}

/* A finally block that goes on elsewhere drops the error of that round (S-86). */
static bool may_drop(Block *finally)
{
    bool found = false;

    ir_walk(finally, find_other_way, &found);
    return found;
}

static void errors_try(Errors *e, Block *out, Inst *in)
{
    Finally  here = {.outer = e->finally, .loops = e->loops.len};
    uint32_t outer_handler = e->handler, handler = in->has_handler ? new_label(e, in) : 0;
    uint32_t failed = in->has_finally ? new_label(e, in) : outer_handler, after = new_label(e, in);
    Block    rest;
    Block    caught  = remains(e, &in->body, in->first_reg, in->end_reg);
    Block    passing = remains(e, &in->body, in->first_reg, in->end_reg);
    Block    handled = remains(e, &in->other, in->first_reg2, in->end_reg2);
    RegId    saved   = NO_REG;

    if (in->has_finally) {
        here.label = new_label(e, in);
        here.where = new_var(e, TY_INT);
        saved      = new_var(e, TY_ERROR);
        e->f->regs.at[saved].owns = e->f->regs.at[saved].cleanup = true;
        e->finally                                                = &here;
    }
    e->handler = in->has_handler ? handler : failed;
    errors_block(e, &in->body);
    append_all(out, &in->body);
    if (in->has_finally)
        set_int(e, out, here.where, 0);
    ir_append(out, label_inst(e, IR_GOTO, in->has_finally ? here.label : after));
    if (in->has_handler) {
        ir_append(out, label_inst(e, IR_LABEL, handler));
        append_all(out, &caught);
        e->handler = failed;
        errors_block(e, &in->other);
        append_all(out, &in->other);
        if (in->has_finally) {
            set_int(e, out, here.where, 0);
            ir_append(out, label_inst(e, IR_GOTO, here.label));
        }
    }
    e->handler = outer_handler;
    if (in->has_finally) {
        e->finally = here.outer;
        ir_append(out, label_inst(e, IR_LABEL, failed));
        append_all(out, &passing);
        append_all(out, &handled);
        if (e->loops.len > 0 && may_drop(&in->last))
            ir_append(out, inst(e, IR_RELEASE, NO_REG, saved));
        ir_append(out, save_inst(e, saved, in));
        set_int(e, out, here.where, 1);
        ir_append(out, label_inst(e, IR_LABEL, here.label));
        errors_block(e, &in->last);
        append_all(out, &in->last);
        rest = dispatch(e, &here, saved, in);
        errors_block(e, &rest);
        append_all(out, &rest);
    }
    ir_append(out, label_inst(e, IR_LABEL, after));
}

static void errors_inst(Errors *e, Block *out, Inst *in)
{
    switch ((int)in->op) {
    case IR_TRY:
        errors_try(e, out, in);
        return;
    case IR_LOOP:
        vec_push(&e->p->c->arena, &e->loops, in);
        errors_block(e, &in->other);
        errors_block(e, &in->body);
        errors_block(e, &in->last);
        e->loops.len--;
        break;
    case IR_IF:
        errors_block(e, &in->body);
        errors_block(e, &in->other);
        break;
    case IR_RETURN:
        if (e->finally) {
            through_finally(e, out, in);
            return;
        }
        break;
    case IR_BREAK:
    case IR_CONTINUE:
        if (e->finally && !is_inside(e, e->finally, in->imm.loop)) {
            through_finally(e, out, in);
            return;
        }
        break;
    default:
        break;
    }
    in->on_error = e->handler;
    ir_append(out, in);
}

static void errors_block(Errors *e, Block *b)
{
    Block out = {0};

    for (Inst *in = b->first, *next; in; in = next) {
        next     = in->next;
        in->next = NULL;
        errors_inst(e, &out, in);
    }
    *b = out;
}

void lower_errors(IrProgram *p)
{
    for (size_t i = 0; i < p->funcs.len; i++) {
        Errors e = {.p = p, .f = p->funcs.at[i]};
        errors_block(&e, &e.f->body);
    }
}
