/* Awaited async calls that are plain calls.

   `await f(x)` of an async function whose body never waits, and cannot tell that it is a task
   (ir/direct_facts.c), needs no promise: a second form of f, a plain function, is called in its place.
   The program decides at run time whether it may (RF_DIRECT_FITS): a caller that has been cancelled,
   or whose stack runs low, takes the long way. Inside the form itself only the stack counts: it is its caller
   who has been cancelled.

       p = call f x                     fits = c RF_DIRECT_FITS
       v = c rf_await p        becomes  if fits { v = call f' x }
                                        else { p = call f x;  v = c rf_direct_await p }

   needs    all functions built
   leaves   the direct forms that are called; Inst::direct at their calls */

#include "ir/direct.h"

/* The second form, made when somebody asks for it. */
static IrFunc *direct_form(IrProgram *p, IrFunc *f)
{
    IrFunc *form = f->direct_form;

    if (form)
        return form;
    form             = build_form(p, f, IRF_PLAIN);
    f->direct_form   = form;
    form->is_direct  = true;
    build_func(p, form);
    return form;
}

static Inst *next_inst(IrProgram *p, IrOp op, RegId dst, uint32_t count, const Inst *like)
{
    Inst *in = ir_inst(p, op);

    in->dst       = dst;
    in->args      = ARENA_ARRAY(&p->c->arena, RegId, count + 1);
    in->arg_count = count;
    in->at        = like->at;
    in->site      = like->site;
    return in;
}

static RegId new_reg(IrProgram *p, IrFunc *f, TypeKind kind, bool is_var)
{
    return ir_reg(p, f, type_basic(p->typed->types, kind), 0, is_var);
}

/* A counted temporary cannot be used inside the branches: variables hold what both of them take. */
static void keep_operands(IrProgram *p, IrFunc *f, Block *to, Inst *call)
{
    for (uint32_t k = 0; k < call->arg_count; k++) {
        Reg   arg = f->regs.at[call->args[k]];
        Inst *keep;

        if (arg.is_var || !arg.counted)
            continue;
        keep          = next_inst(p, IR_MOVE, new_reg(p, f, TY_ANY, true), 1, call);
        keep->args[0] = call->args[k];
        f->regs.at[keep->dst]         = arg;
        f->regs.at[keep->dst].is_var  = true;
        f->regs.at[keep->dst].name    = 0;
        call->args[k] = keep->dst;
        ir_append(to, keep);
    }
}

static RegId fits(IrProgram *p, IrFunc *f, Block *to, const Inst *await)
{
    Inst *in = next_inst(p, IR_CALL_C, new_reg(p, f, TY_BOOL, false), 0, await);

    in->imm.symbol = f->is_direct ? "RF_DIRECT_GOES_ON" : "RF_DIRECT_FITS";
    in->result     = 's';
    in->failure    = '-';
    ir_append(to, in);
    return in->dst;
}

static void move_into(IrProgram *p, Block *to, RegId dst, const Inst *from)
{
    Inst *in = next_inst(p, IR_MOVE, dst, 1, from);

    in->args[0] = from->dst;
    ir_append(to, in);
}

/* The call of the direct form; its failure is what the promise's would have been. */
static void call_directly(IrProgram *p, IrFunc *f, Block *to, const Inst *call, const Inst *await,
                          RegId result)
{
    Inst *in = next_inst(p, IR_CALL, new_reg(p, f, TY_ANY, false), call->arg_count, await);

    memcpy(in->args, call->args, call->arg_count * sizeof *in->args);
    in->imm.callee = direct_form(p, call->imm.callee);
    in->direct = in->pass_at = true;
    in->soft                 = await->soft;
    ir_append(to, in);
    move_into(p, to, result, in);
}

static void call_slowly(IrProgram *p, IrFunc *f, Block *to, Inst *call, Inst *await, RegId result)
{
    ir_append(to, call);
    await->dst = new_reg(p, f, TY_ANY, false);
    if (await->op == IR_CALL_C) /* for those who look for waits, it is none */
        await->imm.symbol = f->is_direct ? "rf_direct_await_on" : "rf_direct_await";
    ir_append(to, await);
    move_into(p, to, result, await);
}

/* What stood in the list for `call` and `await` is appended to `to`. */
static void put_choice(IrProgram *p, IrFunc *f, Block *to, Inst *call, Inst *await)
{
    RegId result = await->dst ? await->dst : new_reg(p, f, TY_ANY, true);
    Inst *branch;

    f->regs.at[result].is_var = true; /* it is set in two places */
    call->next = await->next = NULL;
    keep_operands(p, f, to, call);
    branch          = next_inst(p, IR_IF, NO_REG, 1, await);
    branch->args[0] = fits(p, f, to, await);
    call_directly(p, f, &branch->body, call, await, result);
    call_slowly(p, f, &branch->other, call, await, result);
    ir_append(to, branch);
}

static void rewrite(IrProgram *p, IrFunc *f, Block *b)
{
    Block out = {0};

    for (Inst *in = b->first, *next; in; in = next) {
        next = in->next;
        rewrite(p, f, &in->body);
        rewrite(p, f, &in->other);
        rewrite(p, f, &in->last);
        if (is_awaited_call(in) && in->imm.callee->is_directly_called) {
            next = in->next->next;
            put_choice(p, f, &out, in, in->next);
            continue;
        }
        in->next = NULL;
        ir_append(&out, in);
    }
    *b = out;
}

void build_direct_calls(IrProgram *p, IrFunc *f)
{
    rewrite(p, f, &f->body);
}

void build_direct_forms(IrProgram *p)
{
    if (!optimises(p->c, OPTIMISE_DIRECT) || !find_direct(p))
        return;
    for (size_t i = 0; i < p->funcs.len; i++) /* forms that are made join the list */
        build_direct_calls(p, p->funcs.at[i]);
}
