/* Stores into variables, elements and fields; destructuring. */

#include "ir/optional.h"

static void store_any(Build *b, Place *parent, Node *n, RegId index, RegId value)
{
    RegId args[3] = {place_address(b, parent), 0, 0};

    args[1] = n->kind == ND_INDEX ? box(b, index) : symbol_string(b, n->as.field.name);
    args[2] = box(b, value);
    call_c(b, n->kind == ND_INDEX ? "rf_store_index" : "rf_store_field", NULL, 'e', 4, 3, args);
}

static void store_item(Build *b, Place *parent, RegId index, RegId value)
{
    const Type *element = parent->type->part;
    Rep         rep     = type_rep(element);
    RegId       a       = place_own(b, parent);
    RegId       at      = emit(b, IR_INDEX, bt(b, TY_INT), a, index, 0);

    value = coerce(b, value, element);
    if (element->kind == TY_ANY) {
        RegId args[3] = {a, at, value};
        call_c(b, "rf_array_store_at", NULL, '-', 4, 3, args);
        return;
    }
    if (rep != REP_INT && rep != REP_FLOAT && rep != REP_BOOL)
        value = box(b, value);
    emit(b, IR_STORE_ITEM, NULL, a, at, value);
}

static void store_entry(Build *b, Place *parent, RegId key, RegId value)
{
    TypeKind    k       = reg(b, key)->type->kind;
    RegId       args[3] = {0, k == TY_STRING || k == TY_INT ? key : box(b, key), 0};
    const char *symbol  = k == TY_STRING ? "rf_dict_store"
                          : k == TY_INT  ? "rf_dict_store_int"
                                         : "rf_dict_store_any";

    args[2] = box(b, coerce(b, value, parent->type->part));
    args[0] = place_own(b, parent);
    call_c(b, symbol, NULL, k == TY_STRING || k == TY_INT ? '-' : 'e', 4, 3, args);
}

static void store_child(Build *b, Place *parent, Node *n, RegId index, RegId value)
{
    const Type *t;
    FieldInfo  *field = NULL;
    RegId       s;

    set_place(b, n->kind == ND_INDEX ? n->as.index.op_at : n->as.field.op_at);
    sure_place_to_store(b, parent, n);
    t = parent->type;
    if (n->kind == ND_INDEX && t->kind == TY_ARRAY) {
        store_item(b, parent, int_index(b, index, "rf_index_to_store"), value);
        return;
    }
    if (t->kind == TY_DICT) {
        store_entry(b, parent, n->kind == ND_INDEX ? index : symbol_string(b, n->as.field.name),
                    value);
        return;
    }
    if (n->kind == ND_FIELD && t->kind == TY_STRUCT)
        field = struct_field(t->structure, n->as.field.name);
    if (field) {
        value = coerce(b, value, field->type);
        s     = place_own(b, parent);
        emit(b, IR_FIELD_SET, NULL, s, value, 0);
        last_inst(b)->imm.field = field;
        return;
    }
    store_any(b, parent, n, index, value);
}

void store_place(Build *b, Node *target, Indexes *x, RegId value)
{
    uint32_t used = 0;
    Place    parent;
    RegId    index = NO_REG;

    parent = reach_place(
        b, target->kind == ND_INDEX ? target->as.index.object : target->as.field.object, x, &used);
    if (target->kind == ND_INDEX)
        index = x->at[used];
    store_child(b, &parent, target, index, value);
    close_place(b);
}

RegId settled(Build *b, RegId value)
{
    if (!reg(b, value)->is_var || !reg(b, value)->counted)
        return value;
    return emit(b, IR_COPY, reg(b, value)->type, value, 0, 0);
}

static void bind_array(Build *b, Node *pattern, RegId value);
static void bind_dict(Build *b, Node *pattern, RegId value);

void assign_target(Build *b, Node *target, RegId value)
{
    Binding *v;
    Indexes  x = {0};

    switch ((int)target->kind) {
    case ND_NAME:
        v = b->p->typed->program->binding[target->id];
        if (!v) {
            set_place(b, target->at);
            fail_always(b, "rf_throw_undefined", NULL, NULL, target->as.name);
        } else if (b->p->typed->program->declares[target->id]) {
            declare_var(b, v, value);
        } else if (!refuse_change(b, target, "reassign")) {
            store_var(b, v, value, false);
        }
        break;
    case ND_INDEX:
    case ND_FIELD:
        value = settled(b, value);
        build_indexes(b, target, &x);
        if (!refuse_change(b, target, "mutate"))
            store_place(b, target, &x, value);
        break;
    case ND_PAT_ARRAY:
        bind_array(b, target, value);
        break;
    case ND_PAT_DICT:
        bind_dict(b, target, value);
        break;
    default:
        break;
    }
}

static RegId boxed_variable(Build *b, RegId value)
{
    RegId v = variable(b, bt(b, TY_ANY));

    move(b, v, box(b, value));
    return v;
}

static void bind_rest(Build *b, Node *item, RegId rest)
{
    Binding *v = b->p->typed->program->binding[item->id];

    if (!v)
        return;
    rest = coerce(b, rest, var_type(b->p->typed, b->in, v));
    if (b->p->typed->program->declares[item->id])
        declare_var(b, v, rest);
    else
        store_var(b, v, rest, false);
}

static void bind_array(Build *b, Node *pattern, RegId value)
{
    int64_t n    = 0;
    RegId   args[2];

    set_place(b, pattern->at);
    value = boxed_variable(b, value);
    call_c(b, "rf_destructure_array", NULL, 'e', 0, 1, &value);
    for (Node *i = pattern->as.items; i; i = i->next, n++) {
        if (i->kind == ND_PAT_SKIP)
            continue;
        args[0] = value;
        args[1] = const_int(b, n);
        if (i->kind == ND_PAT_REST)
            bind_rest(b, i, call_c(b, "rf_rest_of_array", bt(b, TY_ANY), '-', 0, 2, args));
        else
            assign_target(b, i, call_c(b, "rf_part_of_array", bt(b, TY_ANY), '-', 0, 2, args));
    }
}

static void bind_dict(Build *b, Node *pattern, RegId value)
{
    uint32_t count = list_count(pattern->as.items), k = 0;
    RegId    args[count + 2];

    set_place(b, pattern->at);
    value = boxed_variable(b, value);
    call_c(b, "rf_destructure_dict", NULL, 'e', 0, 1, &value);
    args[k++] = value;
    for (Node *i = pattern->as.items; i; i = i->next) {
        if (i->kind == ND_PAT_REST) {
            bind_rest(b, i, call_list(b, "rf_rest_of_dict", bt(b, TY_ANY), '-', 1, k, args));
        } else {
            RegId two[2] = {value, symbol_string(b, i->as.name)};
            assign_target(b, i, call_c(b, "rf_part_of_dict", bt(b, TY_ANY), '-', 0, 2, two));
            args[k++] = box(b, symbol_string(b, i->as.name));
        }
    }
}
