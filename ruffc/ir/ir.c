/* Building blocks of the IR: see ir.h. */

#include "ir/ir.h"

const IrInfo ir_info[IR_OP_COUNT] = {
#define IR(id, mnemonic, operands, result, failure, pattern)                                       \
    [IR_##id] = {mnemonic, operands, result, failure, pattern},
#include "ir/ir.def"
#undef IR
};

static bool is_counted(const Reg *r)
{
    return r->rep == REP_VALUE || r->rep == REP_OBJECT;
}

RegId ir_reg(IrProgram *p, IrFunc *f, const Type *type, Symbol name, bool is_var)
{
    Reg r = {.rep = type_rep(type), .type = type, .name = name, .is_var = is_var};

    if (f->regs.len == 0)
        vec_push(&p->c->arena, &f->regs, (Reg){0});
    r.counted = is_counted(&r);
    vec_push(&p->c->arena, &f->regs, r);
    return (RegId)(f->regs.len - 1);
}

static uint64_t owned_operands(const char *letters)
{
    uint64_t own = 0;
    size_t   n   = strlen(letters);

    for (size_t i = 0; i < 64; i++) {
        char c = i < n && letters[i] != '*'       ? letters[i]
                 : n > 0 && letters[n - 1] == '*' ? letters[n - 2]
                                                  : 0;
        if (c == 'o')
            own |= 1ull << i;
    }
    return own;
}

Inst *ir_inst(IrProgram *p, IrOp op)
{
    Inst *in = ARENA_NEW(&p->c->arena, Inst);

    in->op      = op;
    in->own     = owned_operands(ir_info[op].operands);
    in->result  = ir_info[op].result;
    in->failure = ir_info[op].failure;
    return in;
}

void ir_append(Block *b, Inst *in)
{
    if (b->last)
        b->last->next = in;
    else
        b->first = in;
    b->last = in;
}

bool may_fail(const Inst *in)
{
    return in->failure != '-' && !in->quits &&
           (!in->soft || in->op == IR_SELECT || in->op == IR_SELECT_POLL ||
            in->pass_at); /* Cancelled is thrown (C-40) */
}

Rep ir_result_rep(const IrFunc *f)
{
    return f->gives_struct ? REP_STRUCT : type_rep(f->call_type);
}

bool ir_is_resumable(const IrFunc *f)
{
    return f->kind != IRF_PLAIN;
}

/* An await of a body that may run directly hardly ever does (ir/build_direct.c). */
bool ir_waits(const Inst *in)
{
    if (in->op == IR_SELECT)
        return true;
    return in->pass_at && (in->op == IR_CALL_C || in->op == IR_CALL_LIST) &&
           strncmp(in->imm.symbol, "rf_direct_", 10) != 0;
}

bool ir_suspends(const Inst *in)
{
    return in->op == IR_YIELD || in->op == IR_POLL || in->op == IR_SELECT_POLL ||
           in->op == IR_LOOP_POLL;
}

bool operand_in(uint64_t operands, uint32_t k)
{
    return k < 64 && (operands >> k & 1);
}

bool operand_is_owned(const Inst *in, uint32_t k)
{
    return operand_in(in->own, k < 63 ? k : 63);
}

Cause ir_cause(const Inst *in)
{
    Cause why = {.at = in->at, .op = in->op};

    if (in->op == IR_CALL)
        why.callee = in->imm.callee;
    if (in->op == IR_CALL_C || in->op == IR_CALL_LIST || in->op == IR_POLL)
        why.symbol = in->imm.symbol;
    return why;
}

void ir_walk(Block *b, void (*visit)(void *self, Inst *in), void *self)
{
    for (Inst *in = b->first; in; in = in->next) {
        visit(self, in);
        ir_walk(&in->other, visit, self);
        ir_walk(&in->body, visit, self);
        ir_walk(&in->last, visit, self);
    }
}
