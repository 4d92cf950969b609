/* Literals: arrays, dicts, instances, tags, interpolated strings. */

#include "ir/expr.h"

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

bool is_scalar_rep(Rep r)
{
    return r == REP_INT || r == REP_FLOAT || r == REP_BOOL;
}

/* An element as its array holds it: unboxed numbers and bools, else values. */
static RegId build_element(Build *b, Node *n, const Type *element)
{
    RegId r = build_typed(b, n, element);

    return is_scalar_rep(type_rep(element)) ? r : box(b, r);
}

RegId empty_array(Build *b, const Type *type)
{
    RegId made = temp(b, type);

    add_inst(b, IR_ARRAY, made, NULL, 0)->symbol2 = array_kind(type->part);
    return made;
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

RegId build_array(Build *b, Node *n, const Type *want)
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
    const char *symbol = k == TY_STRING ? "rf_dict_set"
                         : k == TY_INT  ? "rf_dict_set_int"
                                        : "rf_dict_put";

    key = keep_if_changed(b, k == TY_STRING || k == TY_INT ? key : box(b, key), e->as.entry.value);
    args[0] = d;
    args[1] = key;
    args[2] = box(b, build_typed(b, e->as.entry.value, value));
    move(b, d,
         call_c(b, symbol, reg(b, d)->type, k == TY_STRING || k == TY_INT ? '-' : 'z', 5, 3, args));
}

RegId build_dict(Build *b, Node *n, const Type *want)
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

RegId build_instance(Build *b, Node *n)
{
    StructInfo *s = struct_of_instance(b->p->typed, n);
    RegId       values[s->fields.len + 1];
    FieldInfo  *fields[s->fields.len + 1];
    uint32_t    count = 0;
    RegId       made;

    /* values first, in written order; a name given twice keeps its last value */
    for (Node *i = n->as.instance.inits; i; i = i->next) {
        FieldInfo *field = struct_field(s, i->as.init.name);
        RegId value = keep_if_changed(b, build_typed(b, i->as.init.value, field->type), i->next);
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

RegId build_tag(Build *b, Node *n)
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

RegId build_interpolation(Build *b, Node *n)
{
    uint32_t count = list_count(n->as.parts);
    RegId    parts[count + 1];

    build_args(b, n->as.parts, NULL, parts);
    return call_list(b, "rf_interpolate", bt(b, TY_STRING), '-', 0, count, parts);
}
