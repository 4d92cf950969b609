/* Assignments, plain and compound. */

#include "ir/optional.h"

static const char *operator_char(Operator op)
{
    return operator_info[op].spelling;
}

typedef struct CallSearch {
    const Build *b;
    bool         found;
} CallSearch;

/* Built-ins that are handed a function call it. */
static bool calls_back(const Build *b, const Node *call)
{
    for (const Node *a = call->as.call.args; a; a = a->next)
        if (node_type(b->in, a)->kind == TY_FUNC ||
            (node_type(b->in, a)->kind == TY_ANY && call->as.call.args->next))
            return true;
    return false;
}

static bool find_call(void *self, Node *n)
{
    CallSearch    *s      = self;
    const Node    *callee = n->kind == ND_CALL ? n->as.call.callee : NULL;
    const Binding *v      = callee && callee->kind == ND_NAME
                                ? s->b->p->typed->program->binding[callee->id] : NULL;

    if (callee && !(v && v->kind == BIND_BUILTIN && !calls_back(s->b, n)))
        s->found = true;
    if (n->kind == ND_METHOD || n->kind == ND_AWAIT || n->kind == ND_YIELD ||
        n->kind == ND_SELECT || n->kind == ND_INSTANCE)
        s->found = true;
    return !s->found && n->kind != ND_FUNC && n->kind != ND_SPAWN;
}

/* May the expression run code of the script? */
static bool runs_script(const Build *b, Node *e)
{
    CallSearch s = {.b = b};

    ast_walk(e, find_call, &s);
    return s.found;
}

/* A number that no thread shares is read, changed and written. */
static bool is_number(const Build *b, const Binding *v, const Node *value)
{
    return type_is_number(type_of_var(b, v)) && type_is_number(node_type(b->in, value));
}

/* n += e on a shared variable is one step, e evaluated before it (C-33). Where e calls nothing, nobody sees
   the difference, and a step changes a string in place. */
static bool update_cell(Build *b, Node *target, Operator op, Node *value)
{
    Binding *v = target->kind == ND_NAME ? b->p->typed->program->binding[target->id] : NULL;
    RegId    args[2];

    if (!v || (v->kind != BIND_VAR && v->kind != BIND_PARAM && v->kind != BIND_IMPORT) ||
        v->mutability != MUT_PLAIN)
        return false;
    if (!is_in_cell(b, v) || (!v->in_async && (runs_script(b, value) || is_number(b, v, value))))
        return false;
    if (v->maybe_unset)
        load_var(b, v, target->at);
    args[0] = cell_of(b, v);
    args[1] = build_boxed(b, value);
    return call_c(b, "rf_cell_update", NULL, 'e', 0, 2, args),
           last_inst(b)->symbol2 = operator_char(op), last_inst(b)->fixed = 1, true;
}

static void compound_name(Build *b, Node *n)
{
    Node *target = n->as.assign.target;
    RegId old, value;

    if (update_cell(b, target, n->as.assign.op, n->as.assign.value))
        return;
    old = build_expr(b, target, NULL);
    if (reg(b, old)->is_var && has_changing_call(n->as.assign.value))
        old = emit(b, IR_COPY, reg(b, old)->type, old, 0, 0);
    value = build_expr(b, n->as.assign.value, NULL);
    set_place(b, n->as.assign.op_at);
    value = build_binary_values(b, n, n->as.assign.op, old, value);
    assign_target(b, target, value);
}

static RegId read_place(Build *b, Place *p)
{
    RegId got;

    switch (p->kind) {
    case PLACE_VAR:
        return p->reg;
    case PLACE_FIELD:
        got                       = emit(b, IR_FIELD_GET, p->type, p->reg, 0, 0);
        last_inst(b)->imm.field = p->field;
        return got;
    case PLACE_SLOT:
        return coerce(b, emit(b, IR_PLACE_GET, bt(b, TY_ANY), p->reg, 0, 0), p->type);
    case PLACE_GLOBAL:
        got                        = emit(b, IR_GLOBAL_GET, p->type, 0, 0, 0);
        last_inst(b)->imm.global = p->global;
        return got;
    }
    return NO_REG;
}

/* The element under a parent, read for `a[i] += v`: the place once, then v (S-70). */
static RegId read_child(Build *b, Place *parent, Node *n, RegId index)
{
    const Type *t = parent->type;
    RegId       whole = read_place(b, parent), args[2];
    FieldInfo  *field;

    set_place(b, n->kind == ND_INDEX ? n->as.index.op_at : n->as.field.op_at);
    if (n->kind == ND_FIELD) {
        whole = sure_struct(b, whole, n->as.field.name);
        t     = reg(b, whole)->type;
    }
    if (n->kind == ND_INDEX && t->kind == TY_ARRAY && reg(b, index)->type->kind == TY_INT &&
        type_rep(t->part) != REP_VALUE && type_rep(t->part) != REP_OBJECT)
        return emit(b, IR_ITEM, t->part, whole, emit(b, IR_INDEX, bt(b, TY_INT), whole, index, 0),
                    0);
    if (n->kind == ND_FIELD && t->kind == TY_STRUCT &&
        (field = struct_field(t->structure, n->as.field.name)) && !field->may_be_absent) {
        args[0]                   = emit(b, IR_FIELD_GET, field->type, whole, 0, 0);
        last_inst(b)->imm.field = field;
        return args[0];
    }
    if (n->kind == ND_INDEX && t->kind == TY_DICT)
        return dict_item(b, whole, index);
    args[0] = box(b, whole);
    args[1] = n->kind == ND_INDEX ? box(b, index) : symbol_string(b, n->as.field.name);
    return coerce(
        b, call_c(b, n->kind == ND_INDEX ? "rf_index" : "rf_field", bt(b, TY_ANY), 'e', 0, 2, args),
        t->part ? t->part
        : n->kind == ND_FIELD && t->kind == TY_STRUCT &&
                struct_field(t->structure, n->as.field.name)
            ? struct_field(t->structure, n->as.field.name)->type
            : bt(b, TY_ANY));
}

/* Bit k: step k from the variable to the part goes to a field. Answers the number of steps. */
static uint32_t path_keys(Build *b, Node *n, Indexes *x, uint32_t *used, RegId *keys,
                          int64_t *fields)
{
    uint32_t at;

    if (n->kind != ND_INDEX && n->kind != ND_FIELD)
        return 0;
    at = path_keys(b, n->kind == ND_INDEX ? n->as.index.object : n->as.field.object, x, used, keys,
                   fields);
    if (n->kind == ND_FIELD)
        *fields |= (int64_t)1 << at;
    keys[at] = box(b, n->kind == ND_INDEX ? x->at[(*used)++] : symbol_string(b, n->as.field.name));
    return at + 1;
}

static uint32_t path_length(const Node *n)
{
    uint32_t k = 0;

    for (; n->kind == ND_INDEX || n->kind == ND_FIELD; k++)
        n = n->kind == ND_INDEX ? n->as.index.object : n->as.field.object;
    return k;
}

/* `a[i] += v` in a shared variable is one step of the runtime; i and v are evaluated before it
   (C-33). */
static void update_part(Build *b, Node *n, Indexes *x, Binding *v)
{
    Node    *target = n->as.assign.target;
    int64_t  fields = 0;
    uint32_t used = 0, count;
    RegId    args[path_length(target) + 4];

    args[0] = cell_of(b, v);
    args[2] = build_boxed(b, n->as.assign.value);
    if (v->maybe_unset)
        load_var(b, v, place_root(target)->at);
    count   = path_keys(b, target, x, &used, args + 4, &fields);
    args[1] = const_int(b, operator_char(n->as.assign.op)[0]);
    args[3] = const_int(b, fields);
    set_place(b, n->as.assign.op_at);
    call_list(b, "rf_cell_update_part", NULL, 'e', 4, count + 4, args);
}

static void compound_place(Build *b, Node *n)
{
    Node    *target = n->as.assign.target;
    Indexes  x      = {0};
    uint32_t used   = 0;
    Place    parent;
    RegId    index = NO_REG, old, value;
    Node    *object = target->kind == ND_INDEX ? target->as.index.object : target->as.field.object;
    Binding *v      = binding_real(b->p->typed->program->binding[place_root(target)->id]);

    build_indexes(b, target, &x);
    if (refuse_change(b, target, "mutate"))
        return;
    if (v && (v->kind == BIND_VAR || v->kind == BIND_PARAM) && is_in_cell(b, v) &&
        v->in_async && path_length(target) < 64) {
        update_part(b, n, &x, v);
        return;
    }
    parent = reach_place(b, object, &x, &used);
    if (target->kind == ND_INDEX)
        index = x.at[used];
    old = read_child(b, &parent, target, index);
    if (has_changing_call(n->as.assign.value) || reg(b, old)->counted)
        old = emit(b, IR_COPY, reg(b, old)->type, old, 0, 0);
    close_place(b);
    value = build_expr(b, n->as.assign.value, NULL);
    set_place(b, n->as.assign.op_at);
    value = build_binary_values(b, n, n->as.assign.op, old, value);
    value = settled(b, value);
    store_place(b, target, &x, value);
}

/* Calls nothing, waits for nothing and reads no shared variable. */
static bool is_simple(const Build *b, const Node *e)
{
    Binding *v;

    switch ((int)e->kind) {
    case ND_INT:
    case ND_FLOAT:
    case ND_STRING:
    case ND_BOOL:
        return true;
    case ND_NAME:
        v = binding_real(b->p->typed->program->binding[e->id]);
        return v && (v->kind == BIND_VAR || v->kind == BIND_PARAM) && !is_in_cell(b, v);
    case ND_INDEX:
        return is_simple(b, e->as.index.object) && is_simple(b, e->as.index.index);
    case ND_FIELD:
        return is_simple(b, e->as.field.object);
    case ND_UNARY:
        return is_simple(b, e->as.unary.operand);
    case ND_BINARY:
        return is_simple(b, e->as.binary.left) && is_simple(b, e->as.binary.right);
    case ND_INTERP:
        for (const Node *part = e->as.parts; part; part = part->next)
            if (!is_simple(b, part))
                return false;
        return true;
    default:
        return false;
    }
}

/* n := n + e with an e that does nothing else is one step too (C-33). */
static bool is_self_update(const Build *b, const Node *n)
{
    const Node *v = n->as.assign.value;

    return n->as.assign.target->kind == ND_NAME && v->kind == ND_BINARY &&
           v->as.binary.op >= OP_ADD && v->as.binary.op <= OP_MOD &&
           v->as.binary.left->kind == ND_NAME &&
           v->as.binary.left->as.name == n->as.assign.target->as.name &&
           is_simple(b, v->as.binary.right);
}

static RegId build_assigned(Build *b, Node *n)
{
    Node       *target = n->as.assign.target;
    const Type *want   = NULL;
    Binding    *v      = target->kind == ND_NAME ? b->p->typed->program->binding[target->id] : NULL;
    RegId       value;

    if (n->as.assign.lazy && is_range_call(b, n->as.assign.value))
        return lazy_range(b, n->as.assign.value);
    if (v && (v->kind == BIND_VAR || v->kind == BIND_PARAM || v->kind == BIND_FIELD))
        want = type_of_var(b, v);
    value = want ? build_expr(b, n->as.assign.value, want)
                 : build_expr(b, n->as.assign.value,
                              node_type(b->in, target->kind == ND_INDEX || target->kind == ND_FIELD
                                                   ? n->as.assign.value
                                                   : n->as.assign.value));
    if (n->as.assign.lazy) {
        value = box(b, value);
        set_place(b, n->as.assign.value->at);
        value = call_c(b, "rf_lazy", bt(b, TY_ANY), 'e', 0, 1, &value);
    }
    return value;
}

void build_assign(Build *b, Node *n)
{
    if (build_entry_update(b, n))
        return;
    if (n->as.assign.op != OP_NONE) {
        if (n->as.assign.target->kind == ND_NAME)
            compound_name(b, n);
        else
            compound_place(b, n);
        return;
    }
    if (is_self_update(b, n) && !b->p->typed->program->declares[n->as.assign.target->id] &&
        update_cell(b, n->as.assign.target, n->as.assign.value->as.binary.op,
                    n->as.assign.value->as.binary.right))
        return;
    assign_target(b, n->as.assign.target, build_assigned(b, n));
}
