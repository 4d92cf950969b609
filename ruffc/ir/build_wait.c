/* Waits to IR: a call of the runtime that may block the thread, or in a body that can give way a poll. */

#include "ir/expr.h"

RegId build_waiting(Build *b, const char *symbol, const Type *result, uint32_t count,
                    const RegId *args)
{
    RegId boxed[count + 1];
    RegId r;

    for (uint32_t i = 0; i < count; i++)
        boxed[i] = box(b, args[i]);
    b->p->uses_tasks = true;
    r                = call_c(b, symbol, bt(b, TY_ANY), 'e', 0, count, boxed);
    last_inst(b)->pass_at = true;
    if (ir_is_resumable(b->f))
        last_inst(b)->op = IR_POLL;
    return coerce(b, r, result);
}

void soften_outside_try(Build *b, const Node *n)
{
    if (!b->p->typed->program->in_try[n->id])
        last_inst(b)->soft = true;
}

RegId build_awaited(Build *b, const Node *n, Span at, RegId v)
{
    set_place(b, at);
    v = build_waiting(b, "rf_await", bt(b, TY_ANY), 1, &v);
    soften_outside_try(b, n);
    return v;
}

RegId build_await(Build *b, Node *n)
{
    RegId v = build_expr(b, n->as.jump.operand, NULL);

    if (reg(b, v)->rep != REP_VALUE)
        return v;
    v = build_awaited(b, n, n->as.jump.op_at, v);
    return coerce(b, v, node_type(b->in, n));
}
