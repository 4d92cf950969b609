/* Operators on known and unknown types. */

#include "ir/expr.h"

static bool is_pure_scalar(const Build *b, const Block *block)
{
    for (const Inst *in = block->first; in; in = in->next) {
        if (in->failure != '-' || in->body.first || !in->dst || reg(b, in->dst)->counted)
            return false;
        if (in->op == IR_CALL_C || in->op == IR_CALL || in->op == IR_CLOSING)
            return false;
    }
    return true;
}

static void splice(Block *into, const Block *from)
{
    for (Inst *in = from->first, *next; in; in = next) {
        next     = in->next;
        in->next = NULL;
        ir_append(into, in);
    }
}

/* a && b, a || b: C's own operator where b neither fails nor does anything, else a branch. */
static RegId build_logic(Build *b, Node *n)
{
    Operator op    = n->as.binary.op;
    RegId    left  = truth(b, build_expr(b, n->as.binary.left, NULL));
    Block   *outer = b->block;
    Block    inner = {0};
    RegId    right, result, test;
    Inst    *branch;

    b->block = &inner;
    right    = truth(b, build_expr(b, n->as.binary.right, NULL));
    b->block = outer;
    if (is_pure_scalar(b, &inner)) {
        splice(b->block, &inner);
        result                = emit(b, IR_COMPARE, bt(b, TY_BOOL), left, right, 0);
        last_inst(b)->imm.op = op;
        return result;
    }
    result = variable(b, bt(b, TY_BOOL));
    move(b, result, left);
    test         = op == OP_AND ? result : emit(b, IR_NOT, bt(b, TY_BOOL), result, 0, 0);
    branch       = add_inst(b, IR_IF, NO_REG, &test, 1);
    branch->body = inner;
    b->block     = &branch->body;
    move(b, result, right);
    b->block = outer;
    return result;
}

static RegId build_coalesce(Build *b, Node *n)
{
    const Type *type = node_type(b->in, n);
    RegId       left = build_expr(b, n->as.binary.left, NULL);
    Block      *outer = b->block;
    RegId       result, test;
    Inst       *branch;

    if (reg(b, left)->rep != REP_VALUE)
        return left;
    result = variable(b, type_rep(type) == REP_VALUE ? type : bt(b, TY_ANY));
    move(b, result, left);
    test     = emit(b, IR_IS_NULL, bt(b, TY_BOOL), result, 0, 0);
    branch   = add_inst(b, IR_IF, NO_REG, &test, 1);
    b->block = &branch->body;
    move(b, result, box(b, build_expr(b, n->as.binary.right, NULL)));
    b->block = outer;
    return coerce(b, result, type);
}

static RegId int_arithmetic(Build *b, Operator op, RegId l, RegId r)
{
    IrOp which = op == OP_ADD   ? IR_ADD_INT
                 : op == OP_SUB ? IR_SUB_INT
                 : op == OP_MUL ? IR_MUL_INT
                 : op == OP_DIV ? IR_DIV_INT
                                : IR_MOD_INT;

    return emit(b, which, bt(b, TY_INT), l, r, 0);
}

static RegId float_arithmetic(Build *b, Operator op, RegId l, RegId r)
{
    const Type *real = bt(b, TY_FLOAT);
    RegId       d;

    l = coerce(b, l, real);
    r = coerce(b, r, real);
    if (op == OP_DIV || op == OP_MOD)
        return emit(b, op == OP_DIV ? IR_DIV_FLOAT : IR_MOD_FLOAT, real, l, r, 0);
    d                     = emit(b, IR_ARITH_FLOAT, real, l, r, 0);
    last_inst(b)->imm.op = op;
    return d;
}

static RegId with_operator(Build *b, Operator op, RegId r)
{
    last_inst(b)->imm.op = op;
    return r;
}

static const char *any_symbol(Operator op)
{
    static const char *const symbols[OP_COUNT] = {
        [OP_EQUAL] = "rf_eq",      [OP_NOT_EQUAL] = "rf_ne", [OP_LESS] = "rf_lt",
        [OP_LESS_EQUAL] = "rf_le", [OP_GREATER] = "rf_gt",   [OP_GREATER_EQUAL] = "rf_ge",
        [OP_ADD] = "rf_add",       [OP_SUB] = "rf_sub",      [OP_MUL] = "rf_mul",
        [OP_DIV] = "rf_div",       [OP_MOD] = "rf_mod",      [OP_NEG] = "rf_neg",
        [OP_NOT] = "rf_not",
    };
    return symbols[op];
}

/* Does any struct of the program say what the operator means (S-41)? */
static bool has_hook(const Build *b, Operator op)
{
    Symbol name = symbol_of(b->p->c->symbols, text_of(operator_info[op].hook));

    for (size_t i = 0; i < b->p->typed->structs.len; i++)
        if (struct_method(b->p->typed->structs.at[i], name))
            return true;
    return op == OP_NOT_EQUAL && has_hook(b, OP_EQUAL);
}

/* The operator on operands of any type. */
static RegId build_any(Build *b, Operator op, TypeKind result, uint32_t count, const RegId *args)
{
    RegId r = call_c(b, any_symbol(op), bt(b, result), 'e', 0, count, args);

    last_inst(b)->quiet = !has_hook(b, op);
    return r;
}

static RegId compare_known(Build *b, Operator op, RegId l, RegId r)
{
    const Type *boolean = bt(b, TY_BOOL), *lt = reg(b, l)->type, *rt = reg(b, r)->type;
    bool        equality = op == OP_EQUAL || op == OP_NOT_EQUAL;
    RegId       same;

    if (lt->kind == TY_INT && rt->kind == TY_INT)
        return with_operator(b, op, emit(b, IR_COMPARE, boolean, l, r, 0));
    if (type_is_number(lt) && type_is_number(rt)) {
        l = coerce(b, l, bt(b, TY_FLOAT));
        r = coerce(b, r, bt(b, TY_FLOAT));
        if (!equality)
            return with_operator(b, op, emit(b, IR_COMPARE, boolean, l, r, 0));
        same = emit(b, IR_EQ_FLOAT, boolean, l, r, 0);
        return op == OP_EQUAL ? same : emit(b, IR_NOT, boolean, same, 0, 0);
    }
    if (lt->kind == TY_BOOL && rt->kind == TY_BOOL && equality)
        return with_operator(b, op, emit(b, IR_COMPARE, boolean, l, r, 0));
    if (lt->kind == TY_STRING && rt->kind == TY_STRING) {
        if (!equality)
            return with_operator(b, op, emit(b, IR_ORDER_STRING, boolean, l, r, 0));
        same = emit(b, IR_EQ_STRING, boolean, l, r, 0);
        return op == OP_EQUAL ? same : emit(b, IR_NOT, boolean, same, 0, 0);
    }
    if (equality && (lt->kind == TY_NULL || rt->kind == TY_NULL) && lt->kind != TY_STRUCT) {
        if (lt->kind != rt->kind && (reg(b, l)->rep != REP_VALUE || reg(b, r)->rep != REP_VALUE))
            return const_bool(b, op == OP_NOT_EQUAL);
        if (lt->kind == TY_ANY && has_hook(b, op))
            return NO_REG; /* it may be a struct with a hook */
        same = emit(b, IR_IS_NULL, boolean, lt->kind == TY_NULL ? r : l, 0, 0);
        return op == OP_EQUAL ? same : emit(b, IR_NOT, boolean, same, 0, 0);
    }
    return NO_REG;
}

RegId build_binary_values(Build *b, Node *n, Operator op, RegId l, RegId r)
{
    const Type *lt = reg(b, l)->type, *rt = reg(b, r)->type;
    bool        compares = op >= OP_EQUAL && op <= OP_GREATER_EQUAL;
    RegId       args[2];

    (void)n;
    if (compares) {
        RegId known = compare_known(b, op, l, r);
        if (known)
            return known;
    } else if (lt->kind == TY_INT && rt->kind == TY_INT) {
        return int_arithmetic(b, op, l, r);
    } else if (type_is_number(lt) && type_is_number(rt)) {
        return float_arithmetic(b, op, l, r);
    } else if (op == OP_ADD && lt->kind == TY_STRING && rt->kind == TY_STRING) {
        args[0] = l, args[1] = r;
        return call_c(b, "rf_string_append", lt, '-', 1, 2, args);
    }
    args[0] = box(b, l);
    args[1] = box(b, r);
    return build_any(b, op, compares ? TY_BOOL : TY_ANY, 2, args);
}

/* The result of a struct's hook as the operator gives it (S-41). */
static RegId hook_result(Build *b, Operator op, const Instance *callee, RegId r)
{
    if (op < OP_EQUAL || op > OP_GREATER_EQUAL)
        return r;
    r = truth(b, r);
    if (op == OP_NOT_EQUAL &&
        !text_equal(symbol_text(b->p->c->symbols, callee->function->name), TEXT("op_ne")))
        r = emit(b, IR_NOT, bt(b, TY_BOOL), r, 0, 0);
    return r;
}

RegId build_binary(Build *b, Node *n)
{
    Operator  op = n->as.binary.op;
    Instance *hook;
    RegId     l, r;

    if (op == OP_AND || op == OP_OR)
        return build_logic(b, n);
    if (op == OP_COALESCE)
        return build_coalesce(b, n);
    l    = keep_if_changed(b, build_expr(b, n->as.binary.left, NULL), n->as.binary.right);
    r    = build_expr(b, n->as.binary.right, NULL);
    hook = node_fact(b->in, n)->callee;
    set_place(b, n->as.binary.op_at);
    if (hook)
        return hook_result(b, op, hook, call_instance(b, hook, NO_REG, l, &r, 1));
    return build_binary_values(b, n, op, l, r);
}

/* -1 is a constant, not a negation that may overflow. */
static RegId negative_literal(Build *b, const Node *operand)
{
    RegId r;

    if (operand->kind == ND_INT)
        return const_int(b, -operand->as.integer);
    r                      = emit(b, IR_FLOAT, bt(b, TY_FLOAT), 0, 0, 0);
    last_inst(b)->imm.real = -operand->as.real;
    return r;
}

RegId build_unary(Build *b, Node *n)
{
    Node     *operand = n->as.unary.operand;
    Instance *hook    = node_fact(b->in, n)->callee;
    TypeKind  k;
    RegId     x;

    if (n->as.unary.op == OP_NEG && (operand->kind == ND_INT || operand->kind == ND_FLOAT))
        return negative_literal(b, operand);
    x = build_expr(b, operand, NULL);
    k = reg(b, x)->type->kind;

    set_place(b, n->as.unary.op_at);
    if (hook)
        return call_instance(b, hook, NO_REG, x, NULL, 0);
    if (n->as.unary.op == OP_NEG && k == TY_INT)
        return emit(b, IR_NEG_INT, bt(b, TY_INT), x, 0, 0);
    if (n->as.unary.op == OP_NEG && k == TY_FLOAT)
        return emit(b, IR_NEG_FLOAT, bt(b, TY_FLOAT), x, 0, 0);
    if (n->as.unary.op == OP_NOT && k == TY_BOOL)
        return emit(b, IR_NOT, bt(b, TY_BOOL), x, 0, 0);
    x = box(b, x);
    return build_any(b, n->as.unary.op, TY_ANY, 1, &x);
}
