/* Expressions to IR, calls apart. */

#include "ir/build.h"

#include <limits.h>

/* ---- lists of operands ---- */

uint32_t list_count(const Node *first)
{
    uint32_t n = 0;

    for (; first; first = first->next)
        n++;
    return n;
}

static bool find_changing(void *self, Node *n)
{
    bool *found = self;

    if (n->kind == ND_METHOD || n->kind == ND_SELECT)
        *found = true;
    return !*found && n->kind != ND_FUNC && n->kind != ND_SPAWN;
}

bool has_changing_call(Node *n)
{
    bool found = false;

    ast_walk(n, find_changing, &found);
    return found;
}

/* An operand that is a variable is read when the operation runs; if a later operand may change it, the
   value of now is kept (S-70). */
static RegId keep_if_changed(Build *b, RegId r, Node *later)
{
    if (!reg(b, r)->is_var)
        return r;
    for (; later; later = later->next)
        if (has_changing_call(later))
            return emit(b, IR_COPY, reg(b, r)->type, r, 0, 0);
    return r;
}

uint32_t build_args(Build *b, Node *first, const Type **types, RegId *out)
{
    uint32_t n = 0;

    for (Node *a = first; a; a = a->next, n++) {
        out[n] = types ? build_typed(b, a, types[n]) : build_boxed(b, a);
        out[n] = keep_if_changed(b, out[n], a->next);
    }
    return n;
}

RegId build_typed(Build *b, Node *n, const Type *type)
{
    return coerce(b, build_expr(b, n, type), type);
}

RegId build_boxed(Build *b, Node *n)
{
    return box(b, build_expr(b, n, NULL));
}

/* ---- literals ---- */

enum { MOST_ITEMS = 48 }; /* operands of one instruction; longer literals are pushed item by item */

static bool has_spread(const Node *items)
{
    for (; items; items = items->next)
        if (items->kind == ND_SPREAD)
            return true;
    return false;
}

/* The type that a literal is built as: the context's, where that holds what the literal says. */
static const Type *literal_type(Build *b, Node *n, const Type *want)
{
    const Type *own = node_type(b->in, n);

    if (want && want->kind == own->kind && type_join(b->p->typed->types, want, own) == want)
        return want;
    return own;
}

static const char *array_kind(const Type *element)
{
    switch (element->kind) {
    case TY_INT:
        return "rf_ints_kind";
    case TY_FLOAT:
        return "rf_floats_kind";
    case TY_BOOL:
        return "rf_bools_kind";
    default:
        return "rf_values_kind";
    }
}

static const char *push_symbol(const Type *element)
{
    switch (element->kind) {
    case TY_INT:
        return "rf_ints_push";
    case TY_FLOAT:
        return "rf_floats_push";
    case TY_BOOL:
        return "rf_bools_push";
    case TY_ANY:
        return "rf_array_push";
    default:
        return "rf_values_push";
    }
}

static bool is_scalar_rep(Rep r)
{
    return r == REP_INT || r == REP_FLOAT || r == REP_BOOL;
}

/* An element as its array holds it: unboxed numbers and bools, else values. */
static RegId build_element(Build *b, Node *n, const Type *element)
{
    RegId r = build_typed(b, n, element);

    return is_scalar_rep(type_rep(element)) ? r : box(b, r);
}

static RegId spread_array(Build *b, Node *n, const Type *type)
{
    RegId a = variable(b, type);
    RegId none;

    add_inst(b, IR_ARRAY, a, NULL, 0)->symbol2 = array_kind(type->part);
    for (Node *e = n->as.items; e; e = e->next) {
        RegId args[2] = {a, 0};
        if (e->kind == ND_SPREAD) {
            args[1] = build_boxed(b, e->as.operand);
            none    = call_c(b, "rf_array_spread", type, 'z', 1, 2, args);
        } else {
            args[1] = build_element(b, e, type->part);
            none    = call_c(b, push_symbol(type->part), type, '-', 3, 2, args);
        }
        move(b, a, none);
    }
    return a;
}

static RegId build_array(Build *b, Node *n, const Type *want)
{
    const Type *type  = literal_type(b, n, want);
    uint32_t    count = list_count(n->as.items);
    RegId      *items;
    RegId       dst;

    if (has_spread(n->as.items) || (count > MOST_ITEMS && !is_scalar_rep(type_rep(type->part))))
        return spread_array(b, n, type);
    items = ARENA_ARRAY(&b->p->c->arena, RegId, count + 1);
    count = 0;
    for (Node *e = n->as.items; e; e = e->next)
        items[count++] = keep_if_changed(b, build_element(b, e, type->part), e->next);
    dst                                                = temp(b, type);
    add_inst(b, IR_ARRAY, dst, items, count)->symbol2 = array_kind(type->part);
    return dst;
}

static void dict_entry(Build *b, RegId d, Node *e, const Type *value)
{
    RegId       key = build_expr(b, e->as.entry.key, NULL);
    TypeKind    k   = reg(b, key)->type->kind;
    RegId       args[3];
    const char *symbol = k == TY_STRING ? "rf_dict_set" : k == TY_INT ? "rf_dict_set_int" : "rf_dict_put";

    key     = keep_if_changed(b, k == TY_STRING || k == TY_INT ? key : box(b, key), e->as.entry.value);
    args[0] = d;
    args[1] = key;
    args[2] = box(b, build_typed(b, e->as.entry.value, value));
    move(b, d, call_c(b, symbol, reg(b, d)->type, k == TY_STRING || k == TY_INT ? '-' : 'z', 5, 3, args));
}

static RegId build_dict(Build *b, Node *n, const Type *want)
{
    const Type *type = literal_type(b, n, want);
    RegId       d    = variable(b, type);
    RegId       room = const_int(b, list_count(n->as.items));

    move(b, d, call_c(b, "rf_dict_new", type, '-', 0, 1, &room));
    for (Node *e = n->as.items; e; e = e->next) {
        if (e->kind == ND_SPREAD) {
            RegId args[2] = {d, build_boxed(b, e->as.operand)};
            move(b, d, call_c(b, "rf_dict_spread", type, 'z', 1, 2, args));
        } else {
            dict_entry(b, d, e, type->part);
        }
    }
    return d;
}

static void init_field(Build *b, RegId s, FieldInfo *field, RegId value)
{
    emit(b, IR_FIELD_INIT, NULL, s, coerce(b, value, field->type), 0);
    last_inst(b)->imm.field = field;
}

static bool is_given(const Node *literal, Symbol name)
{
    for (const Node *i = literal->as.instance.inits; i; i = i->next)
        if (i->as.init.name == name)
            return true;
    return false;
}

/* A default is evaluated where the struct is declared (S-33): by a function of its own. */
static RegId call_default(Build *b, StructInfo *s, FieldInfo *field)
{
    RegId dst = temp(b, field->type);

    add_inst(b, IR_CALL, dst, NULL, 0)->imm.callee = default_func(b->p, s, field);
    return dst;
}

static RegId build_instance(Build *b, Node *n)
{
    StructInfo *s = struct_of_instance(b->p->typed, n);
    RegId       values[s->fields.len + 1];
    FieldInfo  *fields[s->fields.len + 1];
    uint32_t    count = 0;
    RegId       made;

    /* values first, in written order; a name given twice keeps its last value */
    for (Node *i = n->as.instance.inits; i; i = i->next) {
        FieldInfo *field = struct_field(s, i->as.init.name);
        RegId      value = keep_if_changed(b, build_typed(b, i->as.init.value, field->type), i->next);
        uint32_t   at    = 0;
        while (at < count && fields[at] != field)
            at++;
        fields[at] = field;
        values[at] = value;
        count += at == count;
    }
    for (size_t i = 0; i < s->fields.len; i++) {
        FieldInfo *field = &s->fields.at[i];
        if (is_given(n, field->name))
            continue;
        fields[count] = field;
        if (field->default_value)
            values[count++] = call_default(b, s, field);
        else if (field->may_be_absent)
            values[count++] = emit(b, IR_ABSENT, bt(b, TY_ANY), 0, 0, 0);
    }
    made = temp(b, s->type);
    add_inst(b, IR_STRUCT_NEW, made, NULL, 0)->imm.structure = s;
    for (uint32_t i = 0; i < count; i++)
        init_field(b, made, fields[i], values[i]);
    return made;
}

static RegId build_tag(Build *b, Node *n)
{
    uint32_t count = list_count(n->as.tag.args);
    RegId    args[count + 1];
    RegId    dst;
    Inst    *in;

    build_args(b, n->as.tag.args, NULL, args);
    dst          = temp(b, bt(b, TY_ANY));
    in           = add_inst(b, IR_TAG, dst, args, count);
    in->imm.node = n;
    if (count == 0)
        in->result = 'k';
    return dst;
}

static RegId build_interpolation(Build *b, Node *n)
{
    uint32_t count = list_count(n->as.parts);
    RegId    parts[count + 1];

    build_args(b, n->as.parts, NULL, parts);
    return call_list(b, "rf_interpolate", bt(b, TY_STRING), '-', 0, count, parts);
}

/* ---- operators ---- */

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
    IrOp which = op == OP_ADD ? IR_ADD_INT : op == OP_SUB ? IR_SUB_INT : op == OP_MUL ? IR_MUL_INT : op == OP_DIV ? IR_DIV_INT : IR_MOD_INT;

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
        same = emit(b, IR_IS_NULL, boolean, lt->kind == TY_NULL ? r : l, 0, 0);
        /* an any may be a struct with a hook for == */
        if (lt->kind != TY_ANY)
            return op == OP_EQUAL ? same : emit(b, IR_NOT, boolean, same, 0, 0);
    }
    return NO_REG;
}

static const char *any_symbol(Operator op)
{
    static const char *const symbols[OP_COUNT] = {
        [OP_EQUAL] = "rf_eq",   [OP_NOT_EQUAL] = "rf_ne", [OP_LESS] = "rf_lt", [OP_LESS_EQUAL] = "rf_le",
        [OP_GREATER] = "rf_gt", [OP_GREATER_EQUAL] = "rf_ge", [OP_ADD] = "rf_add", [OP_SUB] = "rf_sub",
        [OP_MUL] = "rf_mul",    [OP_DIV] = "rf_div",      [OP_MOD] = "rf_mod", [OP_NEG] = "rf_neg",
        [OP_NOT] = "rf_not",
    };
    return symbols[op];
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
    return call_c(b, any_symbol(op), bt(b, compares ? TY_BOOL : TY_ANY), 'e', 0, 2, args);
}

/* The result of a struct's hook as the operator gives it (S-41). */
static RegId hook_result(Build *b, Operator op, const Instance *callee, RegId r)
{
    static const char *const names[OP_COUNT] = {[OP_NOT_EQUAL] = "op_ne"};

    if (op < OP_EQUAL || op > OP_GREATER_EQUAL)
        return r;
    r = truth(b, r);
    if (op == OP_NOT_EQUAL && !text_equal(symbol_text(b->p->c->symbols, callee->function->name), (Text){names[op], 5}))
        r = emit(b, IR_NOT, bt(b, TY_BOOL), r, 0, 0);
    return r;
}

static RegId build_binary(Build *b, Node *n)
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
        return hook_result(b, op, hook, call_instance(b, n, hook, NO_REG, l, &r, 1));
    return build_binary_values(b, n, op, l, r);
}

static RegId build_unary(Build *b, Node *n)
{
    RegId     x    = build_expr(b, n->as.unary.operand, NULL);
    Instance *hook = node_fact(b->in, n)->callee;
    TypeKind  k    = reg(b, x)->type->kind;

    set_place(b, n->as.unary.op_at);
    if (hook)
        return call_instance(b, n, hook, NO_REG, x, NULL, 0);
    if (n->as.unary.op == OP_NEG && k == TY_INT)
        return emit(b, IR_NEG_INT, bt(b, TY_INT), x, 0, 0);
    if (n->as.unary.op == OP_NEG && k == TY_FLOAT)
        return emit(b, IR_NEG_FLOAT, bt(b, TY_FLOAT), x, 0, 0);
    if (n->as.unary.op == OP_NOT && k == TY_BOOL)
        return emit(b, IR_NOT, bt(b, TY_BOOL), x, 0, 0);
    x = box(b, x);
    return call_c(b, any_symbol(n->as.unary.op), bt(b, TY_ANY), 'e', 0, 1, &x);
}

/* ---- elements and fields ---- */

static RegId array_item(Build *b, RegId a, RegId i)
{
    const Type *element = reg(b, a)->type->part;
    RegId       at      = emit(b, IR_INDEX, bt(b, TY_INT), a, i, 0);
    RegId       args[2] = {a, at};

    if (is_scalar_rep(type_rep(element)))
        return emit(b, IR_ITEM, element, a, at, 0);
    if (element->kind == TY_ANY || element->kind == TY_NEVER) {
        at                    = call_c(b, "rf_array_item", bt(b, TY_ANY), '-', 0, 2, args);
        last_inst(b)->no_cx  = true;
        return at;
    }
    return coerce(b, emit(b, IR_ITEM_VIEW, bt(b, TY_ANY), a, at, 0), element);
}

static RegId dict_item(Build *b, RegId d, RegId key)
{
    const Type *value   = reg(b, d)->type->part;
    TypeKind    k       = reg(b, key)->type->kind;
    RegId       args[2] = {d, k == TY_STRING || k == TY_INT ? key : box(b, key)};
    const char *symbol  = k == TY_STRING ? "rf_dict_get" : k == TY_INT ? "rf_dict_get_int" : "rf_dict_get_any";
    RegId       slot    = call_c(b, symbol, bt(b, TY_ANY), 'z', 0, 2, args);
    RegId       got;

    reg(b, slot)->rep     = REP_PLACE;
    reg(b, slot)->counted = false;
    last_inst(b)->result  = 's';
    got                   = emit(b, IR_ENTRY_GET, bt(b, TY_ANY), slot, d, 0);
    return coerce(b, got, value->kind == TY_NEVER ? bt(b, TY_ANY) : value);
}

static RegId build_index(Build *b, Node *n)
{
    RegId    x = keep_if_changed(b, build_expr(b, n->as.index.object, NULL), n->as.index.index);
    RegId    i = build_expr(b, n->as.index.index, NULL);
    TypeKind k = reg(b, x)->type->kind, ik = reg(b, i)->type->kind;
    RegId    args[2] = {x, i};

    set_place(b, n->as.index.op_at);
    if (k == TY_ARRAY)
        return array_item(b, x, int_index(b, i, "rf_index_of"));
    if (k == TY_DICT)
        return dict_item(b, x, i);
    if (k == TY_STRING && ik == TY_INT)
        return call_c(b, "rf_string_at", bt(b, TY_STRING), 'z', 0, 2, args);
    args[0] = box(b, x);
    args[1] = box(b, i);
    return coerce(b, call_c(b, "rf_index", bt(b, TY_ANY), 'e', 0, 2, args), node_type(b->in, n));
}

static RegId struct_get(Build *b, RegId s, FieldInfo *field)
{
    RegId got;

    if (field->may_be_absent) {
        emit(b, IR_FIELD_CHECK, NULL, s, 0, 0);
        last_inst(b)->imm.field = field;
    }
    got                       = emit(b, IR_FIELD_GET, field->type, s, 0, 0);
    last_inst(b)->imm.field = field;
    return got;
}

static RegId exported_value(Build *b, Binding *exported, Span at)
{
    Binding *real = binding_real(exported);

    if (real->kind == BIND_FUNC)
        return build_function_value(b, b->p->typed->program->function[real->decl->id]);
    return load_var(b, real, at);
}

bool missing_export(Build *b, Node *object, Symbol name, Span at)
{
    Binding *v = object->kind == ND_NAME ? b->p->typed->program->binding[object->id] : NULL;
    Text     module, symbol = symbol_text(b->p->c->symbols, name);
    TextBuf  message = {.arena = &b->p->c->arena};

    if (!v || v->kind != BIND_MODULE)
        return false;
    module = symbol_text(b->p->c->symbols, v->imported->name);
    textbuf_format(&message, "Symbol '%.*s' not found in module '%.*s'", TEXT_ARG(symbol), TEXT_ARG(module));
    set_place(b, at);
    fail_always(b, "rf_throw", "%s", c_text(b, textbuf_text(&message)), 0);
    return true;
}

static RegId build_field(Build *b, Node *n)
{
    Binding   *exported = b->p->typed->program->binding[n->id];
    RegId      x, args[2];
    FieldInfo *field;

    if (exported)
        return box(b, exported_value(b, exported, n->at));
    if (missing_export(b, n->as.field.object, n->as.field.name, n->as.field.op_at))
        return const_null(b);
    x = build_expr(b, n->as.field.object, NULL);
    set_place(b, n->as.field.op_at);
    if (!n->as.field.optional && reg(b, x)->type->kind == TY_STRUCT) {
        field = struct_field(reg(b, x)->type->structure, n->as.field.name);
        if (field)
            return struct_get(b, x, field);
    }
    args[0] = box(b, x);
    args[1] = symbol_string(b, n->as.field.name);
    x       = call_c(b, n->as.field.optional ? "rf_field_optional" : "rf_field", bt(b, TY_ANY), 'e', 0, 2, args);
    return coerce(b, x, node_type(b->in, n));
}

/* ---- the rest ---- */

static RegId build_name(Build *b, Node *n)
{
    Binding *binding = binding_real(b->p->typed->program->binding[n->id]);

    set_place(b, n->at);
    if (!binding) {
        fail_always(b, "rf_throw_undefined", NULL, NULL, n->as.name);
        return const_null(b);
    }
    return load_var(b, binding, n->at);
}

/* e? gives the payload, or leaves the function with e (S-44). */
static RegId build_question(Build *b, Node *n)
{
    RegId  v    = variable(b, bt(b, TY_ANY));
    RegId  got  = variable(b, bt(b, TY_ANY));
    Block *outer = b->block;
    RegId  test, result;
    Inst  *branch;

    move(b, v, build_boxed(b, n->as.jump.operand));
    set_place(b, n->as.jump.op_at);
    move(b, got, call_c(b, "rf_question_value", bt(b, TY_ANY), 'e', 0, 1, &v));
    test     = emit(b, IR_IS_ABSENT, bt(b, TY_BOOL), got, 0, 0);
    branch   = add_inst(b, IR_IF, NO_REG, &test, 1);
    b->block = &branch->body;
    result   = coerce(b, v, b->f->result);
    add_inst(b, IR_RETURN, NO_REG, &result, 1);
    b->block = outer;
    return got;
}

static RegId build_throw(Build *b, Node *n)
{
    RegId v = build_boxed(b, n->as.jump.operand);

    set_place(b, n->as.jump.op_at);
    emit(b, IR_THROW, NULL, v, 0, 0);
    return const_null(b);
}

RegId build_expr(Build *b, Node *n, const Type *want)
{
    RegId r;

    switch (n->kind) {
    case ND_INT:
        return const_int(b, n->as.integer);
    case ND_FLOAT:
        r = emit(b, IR_FLOAT, bt(b, TY_FLOAT), 0, 0, 0);
        last_inst(b)->imm.real = n->as.real;
        return r;
    case ND_BOOL:
        return const_bool(b, n->as.truth);
    case ND_NULL:
        return const_null(b);
    case ND_STRING:
        return const_string(b, n->as.text);
    case ND_INTERP:
        return build_interpolation(b, n);
    case ND_NAME:
        return build_name(b, n);
    case ND_ARRAY:
        return build_array(b, n, want);
    case ND_DICT:
        return build_dict(b, n, want);
    case ND_INSTANCE:
        return build_instance(b, n);
    case ND_TAG:
        return build_tag(b, n);
    case ND_UNARY:
        return build_unary(b, n);
    case ND_BINARY:
        return build_binary(b, n);
    case ND_CALL:
        return build_call(b, n);
    case ND_METHOD:
        return build_method(b, n);
    case ND_INDEX:
        return build_index(b, n);
    case ND_FIELD:
        return build_field(b, n);
    case ND_TRY_OP:
        return build_question(b, n);
    case ND_AWAIT:
        return build_await(b, n);
    case ND_YIELD:
        return build_yield(b, n);
    case ND_THROW:
        return build_throw(b, n);
    case ND_FUNC:
        return build_function_value(b, b->p->typed->program->function[n->id]);
    case ND_SPAWN:
        return build_spawn(b, n);
    case ND_SELECT:
        return build_select(b, n);
    default:
        return const_null(b); /* statements never come here */
    }
}
