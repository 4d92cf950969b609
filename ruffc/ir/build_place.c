/* Places: the way from a variable to an element or field that is about to change. */

#include "ir/optional.h"

bool is_place_node(const Node *n)
{
    while (n->kind == ND_INDEX || n->kind == ND_FIELD) {
        if (n->kind == ND_FIELD && n->as.field.optional)
            return false;
        n = n->kind == ND_INDEX ? n->as.index.object : n->as.field.object;
    }
    return n->kind == ND_NAME;
}

Node *place_root(Node *n)
{
    while (n->kind == ND_INDEX || n->kind == ND_FIELD)
        n = n->kind == ND_INDEX ? n->as.index.object : n->as.field.object;
    return n;
}

bool refuse_change(Build *b, Node *place, const char *action)
{
    Node    *root = place_root(place);
    Binding *v    = binding_real(b->p->typed->program->binding[root->id]);

    if (!v || v->kind != BIND_VAR || v->mutability == MUT_PLAIN)
        return false;
    set_place(b, place->at);
    fail_always(b, "rf_throw_immutable", action, v->mutability == MUT_CONST ? "const" : "let",
                v->name);
    return true;
}

void build_indexes(Build *b, Node *n, Indexes *x)
{
    if (n->kind == ND_FIELD) {
        build_indexes(b, n->as.field.object, x);
    } else if (n->kind == ND_INDEX) {
        RegId i;
        build_indexes(b, n->as.index.object, x);
        i = build_expr(b, n->as.index.index, NULL);
        vec_push(&b->p->c->arena, x, i);
    }
}

static RegId as_place(Build *b, RegId r)
{
    reg(b, r)->rep     = REP_PLACE;
    reg(b, r)->counted = false;
    return r;
}

RegId place_address(Build *b, Place *p)
{
    RegId r;

    switch (p->kind) {
    case PLACE_SLOT:
        return p->reg;
    case PLACE_VAR:
        if (reg(b, p->reg)->rep == REP_VALUE)
            return as_place(b, emit(b, IR_ADDRESS, bt(b, TY_ANY), p->reg, 0, 0));
        break;
    case PLACE_GLOBAL:
        if (type_rep(p->type) == REP_VALUE) {
            r = as_place(b, emit(b, IR_GLOBAL_ADDRESS, bt(b, TY_ANY), 0, 0, 0));
            last_inst(b)->imm.global = p->global;
            return r;
        }
        break;
    case PLACE_FIELD:
        if (type_rep(p->type) == REP_VALUE) {
            r = as_place(b, emit(b, IR_FIELD_PLACE, bt(b, TY_ANY), p->reg, 0, 0));
            last_inst(b)->imm.field = p->field;
            return r;
        }
        break;
    }
    /* a string or a number: whatever is tried, the runtime refuses it on a copy */
    r = variable(b, bt(b, TY_ANY));
    if (p->kind == PLACE_VAR)
        move(b, r, box(b, p->reg));
    else if (p->kind == PLACE_FIELD) {
        RegId got = emit(b, IR_FIELD_GET, p->type, p->reg, 0, 0);
        last_inst(b)->imm.field = p->field;
        move(b, r, box(b, got));
    } else {
        RegId got = emit(b, IR_GLOBAL_GET, p->type, 0, 0, 0);
        last_inst(b)->imm.global = p->global;
        move(b, r, box(b, got));
    }
    return as_place(b, emit(b, IR_ADDRESS, bt(b, TY_ANY), r, 0, 0));
}

static const char *unique_symbol(const Type *t)
{
    return t->kind == TY_ARRAY  ? "rf_array_unique"
           : t->kind == TY_DICT ? "rf_dict_unique"
                                : "rf_struct_unique";
}

/* array(any) may have any element kind: one with room for every value is needed to point into
   it. */
static RegId values_kind(Build *b, RegId view)
{
    call_c(b, "rf_array_hold_any", NULL, '-', 0, 1, &view);
    return view;
}

RegId place_own(Build *b, Place *p)
{
    RegId r;

    switch (p->kind) {
    case PLACE_VAR:
        r = call_c(b, unique_symbol(p->type), p->type, '-', 1, 1, &p->reg);
        move(b, p->reg, r);
        return p->reg;
    case PLACE_GLOBAL:
        r = emit(b, IR_GLOBAL_OWN, p->type, 0, 0, 0);
        last_inst(b)->imm.global = p->global;
        last_inst(b)->symbol2    = unique_symbol(p->type);
        return r;
    case PLACE_FIELD:
        r = emit(b, IR_FIELD_OWN, p->type, p->reg, 0, 0);
        last_inst(b)->imm.field = p->field;
        last_inst(b)->symbol2   = unique_symbol(p->type);
        return r;
    case PLACE_SLOT:
        r = emit(b, IR_PLACE_OWN, p->type, p->reg, 0, 0);
        last_inst(b)->symbol2 = unique_symbol(p->type);
        return r;
    }
    return NO_REG;
}

static Place slot_place(RegId slot, const Type *type)
{
    return (Place){.kind = PLACE_SLOT, .type = type, .reg = slot};
}

static Place any_child(Build *b, Place *parent, Node *n, RegId index)
{
    RegId args[3] = {place_address(b, parent), 0, const_bool(b, false)};
    RegId slot;

    args[1] = n->kind == ND_INDEX ? box(b, index) : symbol_string(b, n->as.field.name);
    slot = call_c(b, n->kind == ND_INDEX ? "rf_place_index" : "rf_place_field", bt(b, TY_ANY), 'z',
                  0, 3, args);
    return slot_place(as_place(b, slot), bt(b, TY_ANY));
}

RegId int_index(Build *b, RegId index, const char *check)
{
    RegId boxed;

    if (reg(b, index)->type->kind == TY_INT)
        return index;
    boxed = box(b, index);
    return call_c(b, check, bt(b, TY_INT), 'e', 0, 1, &boxed);
}

static Place array_child(Build *b, Place *parent, RegId index)
{
    const Type *element = parent->type->part;
    RegId       a       = place_own(b, parent);
    RegId       at;

    if (element->kind == TY_ANY)
        a = values_kind(b, a);
    at = emit(b, IR_INDEX, bt(b, TY_INT), a, index, 0);
    return slot_place(as_place(b, emit(b, IR_ITEM_PLACE, bt(b, TY_ANY), a, at, 0)), element);
}

static Place dict_child(Build *b, Place *parent, RegId key)
{
    RegId       d       = place_own(b, parent);
    TypeKind    k       = reg(b, key)->type->kind;
    RegId       args[2] = {d, k == TY_STRING || k == TY_INT ? key : box(b, key)};
    const char *symbol  = k == TY_STRING ? "rf_dict_get"
                          : k == TY_INT  ? "rf_dict_get_int"
                                         : "rf_dict_get_any";

    return slot_place(as_place(b, call_c(b, symbol, bt(b, TY_ANY), 'z', 0, 2, args)),
                      parent->type->part);
}

static Place struct_child(Build *b, Place *parent, FieldInfo *field)
{
    RegId s = place_own(b, parent);

    if (field->may_be_absent) {
        emit(b, IR_FIELD_CHECK, NULL, s, 0, 0);
        last_inst(b)->imm.field = field;
    }
    return (Place){.kind = PLACE_FIELD, .type = field->type, .reg = s, .field = field};
}

static bool has_indexable_elements(const Type *t)
{
    return t->kind == TY_ARRAY &&
           (type_rep(t->part) == REP_OBJECT || type_rep(t->part) == REP_VALUE);
}

static Place child_of(Build *b, Place *parent, Node *n, RegId index)
{
    const Type *t;
    RegId       key;
    FieldInfo  *field;

    set_place(b, n->kind == ND_INDEX ? n->as.index.op_at : n->as.field.op_at);
    sure_place_to_reach(b, parent, n);
    t = parent->type;
    if (n->kind == ND_INDEX && has_indexable_elements(t))
        return array_child(b, parent, int_index(b, index, "rf_index_of"));
    if (t->kind == TY_DICT) {
        key = n->kind == ND_INDEX ? index : symbol_string(b, n->as.field.name);
        return dict_child(b, parent, key);
    }
    field = n->kind == ND_FIELD && t->kind == TY_STRUCT
                ? struct_field(t->structure, n->as.field.name)
                : NULL;
    if (field)
        return struct_child(b, parent, field);
    return any_child(b, parent, n, index);
}

static Place root_place(Build *b, Node *n)
{
    Binding *v = binding_real(b->p->typed->program->binding[n->id]);
    RegId    cell, value;

    set_place(b, n->at);
    if (!v || v->kind == BIND_BUILTIN || v->kind == BIND_STRUCT || v->kind == BIND_FUNC ||
        v->kind == BIND_ENUM || v->kind == BIND_MODULE) {
        value = variable(b, bt(b, TY_ANY));
        move(b, value, box(b, v ? load_var(b, v, n->at) : build_expr(b, n, NULL)));
        return (Place){.kind = PLACE_VAR, .type = bt(b, TY_ANY), .reg = value};
    }
    cell = cell_of(b, v);
    if (cell) {
        RegId slot = as_place(b, emit(b, IR_CELL_OPEN, bt(b, TY_ANY), cell, 0, 0));
        b->opened  = cell;
        if (v->maybe_unset) {
            value = emit(b, IR_PLACE_GET, bt(b, TY_ANY), slot, 0, 0);
            check_set(b, v, value);
        }
        return slot_place(slot, type_of_var(b, v));
    }
    if (is_global(v)) {
        if (v->maybe_unset)
            load_var(b, v, n->at);
        return (Place){.kind = PLACE_GLOBAL, .type = type_of_var(b, v), .global = v};
    }
    if (is_foreign(b, v)) { /* captured by value: nobody else can see a change */
        value = variable(b, type_of_var(b, v));
        move(b, value, load_var(b, v, n->at));
        return (Place){.kind = PLACE_VAR, .type = reg(b, value)->type, .reg = value};
    }
    check_set(b, v, own_reg(b, v));
    return (Place){.kind = PLACE_VAR, .type = type_of_var(b, v), .reg = own_reg(b, v)};
}

Place reach_place(Build *b, Node *n, Indexes *x, uint32_t *used)
{
    Place parent;
    RegId index = NO_REG;

    if (n->kind != ND_INDEX && n->kind != ND_FIELD)
        return root_place(b, n);
    parent = reach_place(b, n->kind == ND_INDEX ? n->as.index.object : n->as.field.object, x, used);
    if (n->kind == ND_INDEX)
        index = x->at[(*used)++];
    return child_of(b, &parent, n, index);
}

Place open_place(Build *b, Node *n, Indexes *x)
{
    uint32_t used = 0;

    return reach_place(b, n, x, &used);
}

void close_place(Build *b)
{
    RegId cell = b->opened;

    b->opened = NO_REG;
    if (cell)
        emit(b, IR_CELL_CLOSE, NULL, cell, 0, 0);
}
