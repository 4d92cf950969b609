/* Looking things up in dicts, and changes of an entry that begin with a look at it.

   `d[k] := get(d, k, 0) + 1` and `d[k] += 1` look once: the place of the entry, NULL where there is none, is
   found before the value is made, and takes it afterwards. That is right where making the value cannot change
   the dict: it calls nothing of the script. */

#include "ir/expr.h"
#include "ir/place.h"

static bool is_text_or_int(TypeKind k)
{
    return k == TY_STRING || k == TY_INT;
}

/* The place that a call of the runtime answers: it has no count. */
static RegId as_slot(Build *b, RegId slot)
{
    reg(b, slot)->rep     = REP_PLACE;
    reg(b, slot)->counted = false;
    last_inst(b)->result  = 's';
    return slot;
}

RegId dict_item(Build *b, RegId d, RegId key)
{
    const Type *value   = reg(b, d)->type->part;
    TypeKind    k       = reg(b, key)->type->kind;
    RegId       args[2] = {d, is_text_or_int(k) ? key : box(b, key)};
    const char *symbol  = k == TY_STRING ? "rf_dict_get"
                          : k == TY_INT  ? "rf_dict_get_int"
                                         : "rf_dict_get_any";
    RegId       slot    = as_slot(b, call_c(b, symbol, bt(b, TY_ANY), 'z', 0, 2, args));
    RegId       got     = emit(b, IR_ENTRY_GET, bt(b, TY_ANY), slot, d, 0);

    return coerce(b, got, value->kind == TY_NEVER ? bt(b, TY_ANY) : value);
}

/* ---- get(d, key) and get(d, key, other) ---- */

/* The place of an entry, NULL where there is none. */
static RegId find_slot(Build *b, RegId d, RegId key)
{
    RegId       args[2] = {d, key}, slot;
    const char *symbol  = reg(b, key)->type->kind == TY_INT ? "rf_dict_find_int" : "rf_dict_find";

    slot                = call_c(b, symbol, bt(b, TY_ANY), '-', 0, 2, args);
    last_inst(b)->no_cx = true;
    return as_slot(b, slot);
}

/* What stands at a place, or the other value where it is NULL. */
static RegId found_or(Build *b, RegId slot, RegId other, const Type *result)
{
    Rep         rep     = type_rep(result);
    RegId       args[2] = {slot, is_scalar_rep(rep) ? coerce(b, other, result) : box(b, coerce(b, other, result))};
    const char *symbol  = rep == REP_INT     ? "rf_found_int"
                          : rep == REP_FLOAT ? "rf_found_float"
                          : rep == REP_BOOL  ? "rf_found_bool"
                                             : "rf_found";
    RegId       got     = call_c(b, symbol, is_scalar_rep(rep) ? result : bt(b, TY_ANY), '-', 0, 2, args);

    last_inst(b)->no_cx = true;
    return coerce(b, got, result);
}

static bool is_get(const Builtin *f)
{
    return strcmp(f->name, "get") == 0 || strcmp(f->name, "get_default") == 0;
}

RegId build_dict_get(Build *b, const Builtin *f, const Type *result, uint32_t count, const RegId *args)
{
    if (!is_get(f) || reg(b, args[0])->type->kind != TY_DICT || !is_text_or_int(reg(b, args[1])->type->kind))
        return NO_REG;
    if (type_rep(result) != REP_VALUE && type_has_never(reg(b, args[0])->type))
        return NO_REG; /* nothing is ever stored in it: the general function will do */
    return found_or(b, find_slot(b, args[0], args[1]), count == 3 ? args[2] : const_null(b), result);
}

/* ---- changes of an entry ---- */

/* A variable that nobody else sees while an expression is evaluated. */
static Binding *plain_variable(const Build *b, const Node *n)
{
    Binding *v = n->kind == ND_NAME ? binding_real(b->p->typed->program->binding[n->id]) : NULL;

    if (!v || (v->kind != BIND_VAR && v->kind != BIND_PARAM) || is_in_cell(b, v))
        return NULL;
    return v;
}

/* The same variable, field, literal, or arithmetic of those. */
static bool is_same(const Build *b, const Node *x, const Node *y)
{
    if (x->kind != y->kind)
        return false;
    switch ((int)x->kind) {
    case ND_NAME:
        return plain_variable(b, x) && plain_variable(b, x) == plain_variable(b, y);
    case ND_INT:
        return x->as.integer == y->as.integer;
    case ND_STRING:
        return text_equal(x->as.text, y->as.text);
    case ND_FIELD:
        return x->as.field.name == y->as.field.name && is_same(b, x->as.field.object, y->as.field.object);
    case ND_INDEX:
        return is_same(b, x->as.index.object, y->as.index.object) && is_same(b, x->as.index.index, y->as.index.index);
    case ND_BINARY:
        return x->as.binary.op == y->as.binary.op && is_same(b, x->as.binary.left, y->as.binary.left) &&
               is_same(b, x->as.binary.right, y->as.binary.right);
    default:
        return false;
    }
}

static bool is_plain_value(const Build *b, const Node *n)
{
    Rep rep = type_rep(node_type(b->in, n));

    return is_scalar_rep(rep) || node_type(b->in, n)->kind == TY_STRING;
}

/* get(d, k, other) with a literal as the other value. */
static bool is_get_call(const Build *b, const Node *n, const Node *target)
{
    const Node *callee = n->as.call.callee, *a = n->as.call.args;
    Binding    *v      = callee->kind == ND_NAME ? b->p->typed->program->binding[callee->id] : NULL;

    if (!v || v->kind != BIND_BUILTIN || builtin_constant(v->builtin) || !is_get(&builtins[v->builtin]) ||
        list_count(n->as.call.args) != 3)
        return false;
    return is_same(b, a, target->as.index.object) && is_same(b, a->next, target->as.index.index) &&
           is_plain_value(b, n) && is_plain_value(b, a->next->next);
}

/* Looks at the entry, or at nothing that the change of an entry could change; runs no code of the script. */
static bool suits(const Build *b, const Node *n, const Node *target, bool *looks)
{
    if (!is_plain_value(b, n))
        return false;
    switch ((int)n->kind) {
    case ND_INT:
    case ND_FLOAT:
    case ND_STRING:
    case ND_BOOL:
        return true;
    case ND_NAME:
        return plain_variable(b, n) != NULL;
    case ND_UNARY:
        return suits(b, n->as.unary.operand, target, looks);
    case ND_BINARY:
        return suits(b, n->as.binary.left, target, looks) && suits(b, n->as.binary.right, target, looks);
    case ND_INDEX:
        *looks = *looks || is_same(b, n, target);
        return is_same(b, n, target) || (suits(b, n->as.index.index, target, looks) && plain_variable(b, n->as.index.object));
    case ND_CALL:
        if (!is_get_call(b, n, target))
            return false;
        *looks = true;
        return suits(b, n->as.call.args->next->next, target, looks);
    default:
        return false;
    }
}

/* An entry under a plain key, of a dict in a variable or in a field of one. */
static bool is_entry(const Build *b, const Node *target)
{
    const Node *object = target->kind == ND_INDEX ? target->as.index.object : NULL;
    Binding    *v;

    if (!object || !optimises(b->p->c, OPTIMISE_ENTRIES) || node_type(b->in, object)->kind != TY_DICT)
        return false;
    if (object->kind == ND_FIELD && (object->as.field.optional || node_type(b->in, object->as.field.object)->kind != TY_STRUCT))
        return false;
    v = plain_variable(b, object->kind == ND_FIELD ? object->as.field.object : object);
    return v && v->mutability == MUT_PLAIN && !v->maybe_unset && !is_foreign(b, v) &&
           is_text_or_int(node_type(b->in, target->as.index.index)->kind) &&
           is_same(b, target->as.index.index, target->as.index.index);
}

/* Makes the dict unique and finds the entry. */
static Entry open_entry(Build *b, Node *target)
{
    Entry    e    = {.target = target};
    Indexes  x    = {0};
    uint32_t used = 0;
    Place    parent;

    build_indexes(b, target, &x);
    parent  = reach_place(b, target->as.index.object, &x, &used);
    e.key   = x.at[used];
    e.dict  = place_own(b, &parent);
    e.value = parent.type->part;
    set_place(b, target->as.index.op_at);
    e.slot = find_slot(b, e.dict, e.key);
    return e;
}

/* The entry takes the value; it is made where there was none. */
static void close_entry(Build *b, const Entry *e, RegId value)
{
    bool        is_int  = reg(b, e->key)->type->kind == TY_INT;
    bool        scalar  = is_scalar_rep(type_rep(e->value));
    RegId       args[4] = {e->dict, e->key, e->slot, box(b, coerce(b, value, e->value))};
    const char *symbol  = scalar ? (is_int ? "rf_entry_put_int" : "rf_entry_put")
                                 : (is_int ? "rf_entry_set_int" : "rf_entry_set");

    call_c(b, symbol, NULL, '-', 8, 4, args);
}

/* What stands in the entry; a missing key throws where `n` reads it. */
static RegId entry_at(Build *b, const Entry *e, const Node *n)
{
    bool  is_int  = reg(b, e->key)->type->kind == TY_INT;
    RegId args[3] = {e->dict, e->key, e->slot}, slot, got;

    set_place(b, n->as.index.op_at);
    slot = call_c(b, is_int ? "rf_entry_need_int" : "rf_entry_need", bt(b, TY_ANY), 'z', 0, 3, args);
    got  = emit(b, IR_ENTRY_GET, bt(b, TY_ANY), as_slot(b, slot), e->dict, 0);
    return coerce(b, got, e->value->kind == TY_NEVER ? bt(b, TY_ANY) : e->value);
}

RegId entry_value(Build *b, Node *n)
{
    const Entry *e = b->entry;
    RegId        other;

    if (!e || (n->kind == ND_INDEX ? !is_same(b, n, e->target) : !is_get_call(b, n, e->target)))
        return NO_REG;
    if (n->kind == ND_CALL) {
        other = build_expr(b, n->as.call.args->next->next, NULL);
        return found_or(b, e->slot, other, node_type(b->in, n));
    }
    return entry_at(b, e, n);
}

bool build_entry_update(Build *b, Node *n)
{
    Node    *target = n->as.assign.target, *value = n->as.assign.value;
    Operator op     = n->as.assign.op;
    bool     looks  = op != OP_NONE;
    Entry    e;
    RegId    made;

    if (!is_entry(b, target) || !suits(b, value, target, &looks) || !looks ||
        (op != OP_NONE && !is_plain_value(b, target)))
        return false;
    e        = open_entry(b, target);
    b->entry = &e;
    if (op == OP_NONE) {
        made = build_expr(b, value, NULL);
    } else {
        RegId old = entry_at(b, &e, target);
        made      = build_expr(b, value, NULL);
        set_place(b, n->as.assign.op_at);
        made = build_binary_values(b, n, op, old, made);
    }
    b->entry = NULL;
    close_entry(b, &e, settled(b, made));
    return true;
}
