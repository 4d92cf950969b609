/* Calls that test for ints first: see types/likely.c.

       r = call total x     becomes     if isint x { r = call total#int x } else { r = call total#any x } */

#include "ir/build.h"

/* Both calls take an argument: a variable holds it. */
static void keep_arguments(Build *b, const Instance *callee, const RegId *args, uint32_t count,
                           RegId *kept)
{
    for (uint32_t i = 0; i < count; i++) {
        RegId v = coerce(b, args[i], callee->params[i]);

        kept[i] = v;
        if (reg(b, v)->is_var || !reg(b, v)->counted)
            continue;
        kept[i] = variable(b, reg(b, v)->type);
        move(b, kept[i], v);
    }
}

/* Whether all arguments that are guessed to be ints are. */
static RegId are_ints(Build *b, const Instance *callee, const Instance *likely, const RegId *args,
                      uint32_t count)
{
    RegId all = NO_REG;

    for (uint32_t i = 0; i < count; i++) {
        RegId is_int;

        if (likely->params[i] == callee->params[i])
            continue;
        is_int = emit(b, IR_IS_INT, bt(b, TY_BOOL), args[i], 0, 0);
        if (all) {
            all                  = emit(b, IR_COMPARE, bt(b, TY_BOOL), all, is_int, 0);
            last_inst(b)->imm.op = OP_AND;
        } else {
            all = is_int;
        }
    }
    return all;
}

static void call_into(Build *b, RegId result, Instance *callee, const Instance *likely, RegId env,
                      const RegId *args, uint32_t count)
{
    RegId values[count + 1];

    for (uint32_t i = 0; i < count; i++)
        values[i] = callee == likely && reg(b, args[i])->rep == REP_VALUE && callee->params[i]->kind == TY_INT
                        ? emit(b, IR_UNBOX_INT, bt(b, TY_INT), args[i], 0, 0)
                        : args[i];
    move(b, result, coerce(b, call_instance(b, callee, env, NO_REG, values, count), reg(b, result)->type));
}

RegId call_likely(Build *b, Instance *callee, Instance *likely, RegId env, const RegId *args,
                  uint32_t count)
{
    const Type *type = call_result(b->p->typed, callee);
    RegId       kept[count + 1], result = variable(b, type), test;
    Block      *outer = b->block;
    Inst       *branch;

    keep_arguments(b, callee, args, count, kept);
    test     = are_ints(b, callee, likely, kept, count);
    branch   = add_inst(b, IR_IF, NO_REG, &test, 1);
    b->block = &branch->body;
    call_into(b, result, likely, likely, env, kept, count);
    b->block = &branch->other;
    call_into(b, result, callee, likely, env, kept, count);
    b->block = outer;
    return result;
}
