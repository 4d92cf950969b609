/* Arrays and ranges value by value, for calls that are loops: build_eager.c, build_pipeline.c.

   An array is a snapshot (S-24): one more owner keeps it as it is while functions change its variable. A range of
   one or two integers is two numbers and never an array. */

#include "ir/build.h"

Rounds walk_start(Build *b, Node *over, Scope *around)
{
    const Type *integer = bt(b, TY_INT);
    Rounds        w       = {0};
    RegId       value;
    Node       *a;

    if (chain_is_range(b->p->typed, b->in, over)) {
        a       = over->as.call.args;
        w.i     = variable(b, integer);
        w.limit = variable(b, integer);
        move(b, w.i, a->next ? build_expr(b, a, NULL) : const_int(b, 0));
        move(b, w.limit, build_expr(b, a->next ? a->next : a, NULL));
        return w;
    }
    value   = build_expr(b, over, NULL);
    w.i     = variable(b, integer);
    w.array = variable(b, reg(b, value)->type);
    move(b, w.array, value);
    vec_push(&b->p->c->arena, &around->vars, w.array);
    return w;
}

static RegId is_within(Build *b, const Rounds *w)
{
    RegId limit = w->array ? emit(b, IR_LEN, bt(b, TY_INT), w->array, 0, 0) : w->limit;
    RegId test  = emit(b, IR_COMPARE, bt(b, TY_BOOL), w->i, limit, 0);

    last_inst(b)->imm.op = OP_LESS;
    return test;
}

void walk_through(Build *b, const Rounds *w, Consumer *to)
{
    Inst       *loop;
    LoopContext here  = {.outer = b->loop, .scope = b->scope};
    Block      *outer = b->block;
    RegId       next;

    if (w->array)
        move(b, w->i, const_int(b, 0));
    loop            = add_inst(b, IR_LOOP, NO_REG, NULL, 0);
    loop->args      = ARENA_ARRAY(&b->p->c->arena, RegId, 2);
    here.loop       = loop;
    b->loop         = &here;
    b->block        = &loop->other;
    loop->args[0]   = is_within(b, w);
    loop->arg_count = 1;
    b->block        = &loop->body;
    to->take(b, to, w->array ? element_at(b, w->array, w->i) : w->i);
    b->block             = &loop->last;
    next                 = emit(b, IR_RAW_INT, bt(b, TY_INT), w->i, const_int(b, 1), 0);
    last_inst(b)->imm.op = OP_ADD;
    move(b, w->i, next);
    b->block = outer;
    b->loop  = here.outer;
}
