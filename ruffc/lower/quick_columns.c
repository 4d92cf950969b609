/* Tables of the columns of arrays of arrays, for the quick forms of loops: lower/quick.c. */

#include "lower/quick.h"

typedef struct Change {
    RegId array;
    bool  found;
} Change;

static bool only_looks(const Inst *in)
{
    switch ((int)in->op) {
    case IR_ITEM:
    case IR_ITEM_VIEW:
    case IR_INDEX:
    case IR_LEN:
    case IR_NOT_EMPTY:
    case IR_INSIDE:
    case IR_INSIDE_ROW:
    case IR_ROW_ITEMS:
    case IR_COLUMNS:
        return true;
    default:
        return false;
    }
}

static void find_change(void *self, Inst *in)
{
    Change *c = self;

    c->found = c->found || in->dst == c->array;
    for (uint32_t k = 0; k < in->arg_count; k++)
        c->found = c->found || (in->args[k] == c->array && !only_looks(in));
}

static bool leaves_alone(Inst *loop, RegId array)
{
    Change c = {.array = array};

    ir_walk(&loop->other, find_change, &c);
    ir_walk(&loop->body, find_change, &c);
    ir_walk(&loop->last, find_change, &c);
    return !c.found;
}

static Around *outermost(const Quick *q, RegId array)
{
    Around *found = NULL;

    for (Around *a = q->around; a && leaves_alone(a->loop, array); a = a->outer)
        found = a;
    return found;
}

/* A variable that holds no table when the loops begin. */
static RegId new_table(Quick *q, Around *outer, RegId array)
{
    const Type *ints = type_array(q->p->typed->types, type_basic(q->p->typed->types, TY_INT));
    RegId       made = ir_reg(q->p, q->f, ints, symbol_of(q->p->c->symbols, TEXT("columns")), true);

    quick_add(q, &outer->before, IR_RELEASE, NO_REG, 1, &made);
    vec_push(&q->p->c->arena, &outer->arrays, array);
    vec_push(&q->p->c->arena, &outer->columns, made);
    return made;
}

static RegId table_of(Quick *q, Around *outer, RegId array)
{
    for (size_t i = 0; i < outer->arrays.len; i++)
        if (outer->arrays.at[i] == array)
            return outer->columns.at[i];
    return new_table(q, outer, array);
}

RegId quick_columns(Quick *q, RegId array)
{
    Around *outer = q->f->regs.at[array].is_var ? outermost(q, array) : NULL;
    RegId   args[4], filled;

    if (!outer || !q->limit)
        return NO_REG;
    args[0] = array;
    args[1] = table_of(q, outer, array);
    args[2] = q->counter;
    args[3] = q->limit;
    filled  = ir_reg(q->p, q->f, q->f->regs.at[args[1]].type, 0, false);
    quick_add(q, &q->before, IR_COLUMNS, filled, 4, args);
    quick_add(q, &q->before, IR_MOVE, args[1], 1, &filled)->keeps_unique = true;
    return args[1];
}
