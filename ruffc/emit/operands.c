/* Operands as text. A temporary that is used once, soon and without anything in between that it depends on,
   is written where it is used: the C then reads as a person would write it. */

#include "emit/function.h"

#include <stdio.h>

enum { LONGEST_EXPRESSION = 90 };

const char *reg_name(Emit *e, RegId r)
{
    return e->names[r];
}

static void count_operands(void *self, Inst *in)
{
    Emit *e = self;

    for (uint32_t k = 0; k < in->arg_count; k++)
        e->uses[in->args[k]]++;
    if (in->retain_dst && in->dst)
        e->uses[in->dst] += 2;
}

void count_uses(Emit *e)
{
    ir_walk(&e->f->body, count_operands, e);
}

const char *operand(Emit *e, RegId r)
{
    return e->pending[r] ? e->pending[r] : reg_name(e, r);
}

/* True when the text can stand before -> or beside an operator as it is. */
static bool is_atom(const char *s)
{
    int depth = 0;

    if (strchr("*&-!", s[0]))
        return false;
    for (const char *p = s; *p; p++) {
        depth += *p == '(' || *p == '[';
        depth -= *p == ')' || *p == ']';
        if (depth == 0 && (*p == ' ' || (s[0] == '(' && *p == ')' && p[1] != '\0')))
            return false;
    }
    return true;
}

/* An operand inside a larger expression. */
const char *any_operand(Emit *e, const Inst *in, uint32_t k)
{
    const char *s = operand(e, in->args[k]);

    if (!is_atom(s))
        return text(e, "(%s)", s);
    return s;
}

const char *owned_operand(Emit *e, const Inst *in, uint32_t k)
{
    const Reg  *r = &e->f->regs.at[in->args[k]];
    const char *s = operand(e, in->args[k]);

    if (!r->counted || !operand_is_owned(in, k))
        return s;
    if (operand_in(in->cleared, k))
        return text(e, r->rep == REP_VALUE ? "rf_take(%s)" : "rf_take_object(%s)", s);
    if (operand_in(in->moved, k))
        return s;
    return r->rep == REP_VALUE ? text(e, "rf_copy(%s)", s) : text(e, "(%s)rf_keep(%s)", ctype_reg(e, r), s);
}

/* ---- folding ---- */

static bool is_constant(IrOp op)
{
    return op == IR_INT || op == IR_FLOAT || op == IR_BOOL || op == IR_STRING || op == IR_NULL || op == IR_ABSENT || op == IR_STATIC;
}

static bool reads_memory(IrOp op)
{
    switch ((int)op) {
    case IR_LEN:
    case IR_STRING_LEN:
    case IR_ITEM:
    case IR_ITEM_VIEW:
    case IR_PLACE_GET:
    case IR_ENTRY_GET:
    case IR_GLOBAL_GET:
    case IR_FIELD_GET:
    case IR_STRUCT_LOAD:
    case IR_NOT_EMPTY:
    case IR_EQ_STRING:
    case IR_ORDER_STRING:
    case IR_CLOSING:
    case IR_MATCH_VARIANT:
        return true;
    default:
        return false;
    }
}

static bool is_pure(IrOp op)
{
    switch ((int)op) {
    case IR_RAW_INT:
    case IR_ARITH_FLOAT:
    case IR_NEG_FLOAT:
    case IR_TO_FLOAT:
    case IR_COMPARE:
    case IR_EQ_FLOAT:
    case IR_NOT:
    case IR_NONZERO:
    case IR_IS_NULL:
    case IR_IS_INT:
    case IR_IS_ABSENT:
    case IR_BOX_INT:
    case IR_BOX_FLOAT:
    case IR_BOX_BOOL:
    case IR_BOX_OBJECT:
    case IR_UNBOX_INT:
    case IR_UNBOX_FLOAT:
    case IR_UNBOX_BOOL:
    case IR_UNBOX_OBJECT:
    case IR_CAPTURE:
    case IR_SHARED_CELL:
    case IR_ADDRESS:
        return true;
    default:
        return is_constant(op) || reads_memory(op);
    }
}

static bool uses_reg(const Inst *in, RegId r)
{
    for (uint32_t k = 0; k < in->arg_count; k++)
        if (in->args[k] == r)
            return true;
    return false;
}

/* Operations whose text mentions an operand more than once, or not as an expression. */
static bool wants_name(const Inst *use, RegId r)
{
    switch ((int)use->op) {
    case IR_ADD_INT:
    case IR_SUB_INT:
    case IR_MUL_INT:
    case IR_DIV_INT:
    case IR_MOD_INT:
    case IR_NEG_INT:
    case IR_DIV_FLOAT:
    case IR_MOD_FLOAT:
    case IR_FIELD_CHECK:
    case IR_SOME_CHECK:
    case IR_SET_CHECK:
    case IR_FIELD_SET:
    case IR_STORE_ITEM:
    case IR_PLACE_OWN:
    case IR_FIELD_OWN:
    case IR_POLL:
    case IR_SELECT:
    case IR_SELECT_POLL:
    case IR_RELEASE:
    case IR_RETAIN:
    case IR_ADDRESS:
        return true;
    case IR_INDEX:
    case IR_CHARACTER:
        return use->args[0] == r;
    case IR_CALL_C:
    case IR_CALL_LIST:
        return false;
    default:
        return false;
    }
}

static bool mentions_var(const Emit *e, const Inst *in, const Inst *between)
{
    for (uint32_t k = 0; k < in->arg_count; k++) {
        RegId r = in->args[k];
        if (between->dst == r)
            return true;
        for (uint32_t j = 0; j < between->arg_count && j < 64; j++)
            if (between->args[j] == r && ((between->moved & 1ull << j) || between->op == IR_RELEASE || between->op == IR_ADDRESS))
                return true;
        (void)e;
    }
    return false;
}

static bool is_clobber(const Inst *between)
{
    return !is_pure(between->op) && between->op != IR_MOVE && between->op != IR_LINE && between->op != IR_INDEX && between->op != IR_ADD_INT &&
           between->op != IR_SUB_INT && between->op != IR_MUL_INT && between->op != IR_DIV_INT && between->op != IR_MOD_INT && between->op != IR_RETAIN;
}

/* The instruction takes a variable's content away that the expression reads: C may do that first. */
static bool empties(const Emit *e, const Inst *use, const char *expression)
{
    Text read = {expression, strlen(expression)};

    for (uint32_t k = 0; k < use->arg_count; k++)
        if (operand_in(use->cleared, k) && has_word(read, e->names[use->args[k]]))
            return true;
    return false;
}

/* Reads of memory and of folded parts must not cross what may change them. */
static bool can_move(const Emit *e, const Inst *in, const char *expression, bool memory)
{
    for (const Inst *i = in->next; i; i = i->next) {
        if (uses_reg(i, in->dst))
            return !wants_name(i, in->dst) && !empties(e, i, expression);
        if (in->dst == e->condition && !i->next && (mentions_var(e, in, i) || (memory && is_clobber(i))))
            return false;
        if (i->body.first || i->other.first || i->last.first || i->op == IR_LABEL || i->op == IR_GOTO)
            return false;
        if (mentions_var(e, in, i) || (memory && is_clobber(i)))
            return false;
    }
    return in->dst == e->condition;
}

/* A folded expression carries what its parts depend on. */
static bool parts_stay(const Emit *e, const Inst *in)
{
    for (uint32_t k = 0; k < in->arg_count; k++)
        if (e->pending[in->args[k]] && !e->pending_constant[in->args[k]] && in->next && !uses_reg(in->next, in->dst) && in->dst != e->condition)
            return false;
    return true;
}

/* The very next instruction stores or returns the result: nothing can come between. */
static bool goes_straight_on(const Emit *e, const Inst *in)
{
    const Inst *next = in->next;
    const Reg  *r    = &e->f->regs.at[in->dst];

    return next && (next->op == IR_MOVE || next->op == IR_RETURN) && next->args[0] == in->dst && e->uses[in->dst] == 1 && in->failure == '-' &&
           !in->retain_dst && !r->cleanup && !r->in_frame && (!r->counted || (next->moved & 1));
}

bool fold(Emit *e, const Inst *in, const char *expression)
{
    const Reg *r = &e->f->regs.at[in->dst];

    if (r->is_var)
        return false;
    if (is_constant(in->op)) {
        e->pending[in->dst]          = expression;
        e->pending_constant[in->dst] = true;
        return true;
    }
    if (goes_straight_on(e, in)) {
        e->pending[in->dst] = expression;
        return true;
    }
    if (r->in_frame || r->cleanup || r->owns || in->retain_dst || e->uses[in->dst] != 1 || !is_pure(in->op) || strlen(expression) > LONGEST_EXPRESSION)
        return false;
    if (!parts_stay(e, in) || !can_move(e, in, expression, reads_memory(in->op)))
        return false;
    e->pending[in->dst] = expression;
    return true;
}
