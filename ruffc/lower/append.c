/* New instructions and registers for passes. */

#include "lower/lower.h"

Inst *lower_add(IrProgram *p, Block *to, uint32_t at, IrOp op, RegId dst, uint32_t count,
                const RegId *args)
{
    Inst *in = ir_inst(p, op);

    in->dst       = dst;
    in->args      = ARENA_ARRAY(&p->c->arena, RegId, count + 1);
    in->arg_count = count;
    in->at        = at;
    for (uint32_t i = 0; i < count; i++)
        in->args[i] = args[i];
    ir_append(to, in);
    return in;
}

RegId lower_temp(IrProgram *p, IrFunc *f, TypeKind kind)
{
    return ir_reg(p, f, type_basic(p->typed->types, kind), 0, false);
}
