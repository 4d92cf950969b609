/* Waits to IR: a call of the runtime that may block the thread, or in a body that can give way a poll. */

#include "ir/expr.h"

RegId build_waiting(Build *b, Node *n, const char *symbol, const Type *result, uint32_t count,
                    const RegId *args)
{
    RegId boxed[count + 1];
    RegId r;

    for (uint32_t i = 0; i < count; i++)
        boxed[i] = box(b, args[i]);
    b->p->uses_tasks = true;
    r                = call_c(b, symbol, bt(b, TY_ANY), 'e', 0, count, boxed);
    last_inst(b)->pass_at = true;
    if (ir_gives_way(b->f))
        last_inst(b)->op = IR_POLL;
    (void)n;
    return coerce(b, r, result);
}

RegId build_await(Build *b, Node *n)
{
    RegId       v    = build_expr(b, n->as.jump.operand, NULL);
    const Type *type = node_type(b->in, n);
    Inst       *in;

    if (reg(b, v)->rep != REP_VALUE)
        return v;
    set_place(b, n->as.jump.op_at);
    v  = build_waiting(b, n, "rf_await", bt(b, TY_ANY), 1, &v);
    in = last_inst(b);
    if (!b->p->typed->program->in_try[n->id])
        in->soft = true;
    return coerce(b, v, type);
}
