/* Changing methods on places (S-23). */

#include "ir/place.h"
#include "types/methods.h"

static RegId push_on(Build *b, Place *p, RegId item)
{
    const Type *e      = p->type->part;
    Rep         rep    = type_rep(e);
    const char *symbol = e->kind == TY_INT     ? "rf_ints_push"
                         : e->kind == TY_FLOAT ? "rf_floats_push"
                         : e->kind == TY_BOOL  ? "rf_bools_push"
                         : e->kind == TY_ANY   ? "rf_array_push"
                                               : "rf_values_push";
    RegId       args[2];

    item = coerce(b, item, e);
    if (rep != REP_INT && rep != REP_FLOAT && rep != REP_BOOL)
        item = box(b, item);
    if (p->kind == PLACE_VAR) {
        args[0] = p->reg;
        args[1] = item;
        move(b, p->reg, call_c(b, symbol, p->type, '-', 3, 2, args));
        return p->reg;
    }
    if (e->kind == TY_ANY)
        symbol = "rf_array_push_item";
    args[0] = place_own(b, p);
    args[1] = item;
    call_c(b, symbol, NULL, '-', 2, 2, args);
    return args[0];
}

static RegId array_change(Build *b, Place *p, Change change, uint32_t count, RegId *args)
{
    RegId       all[3];
    const Type *any = bt(b, TY_ANY);

    switch (change) {
    case CHANGE_PUSH:
        if (count == 1)
            return push_on(b, p, args[0]);
        break;
    case CHANGE_POP:
        if (count != 0)
            break;
        all[0] = place_own(b, p);
        return call_c(b, "rf_array_pop_item", any, '-', 0, 1, all);
    case CHANGE_INSERT:
        if (count != 2)
            break;
        all[1] = box(b, args[0]);
        all[2] = box(b, coerce(b, args[1], p->type->part));
        all[0] = place_own(b, p);
        call_c(b, "rf_array_insert_item", NULL, 'e', 4, 3, all);
        return all[0];
    case CHANGE_REMOVE:
        if (count != 1)
            break;
        all[1] = box(b, args[0]);
        all[0] = place_own(b, p);
        call_c(b, "rf_array_remove_item", NULL, 'e', 0, 2, all);
        return all[0];
    case CHANGE_REMOVE_AT:
        if (count != 1)
            break;
        all[1] = box(b, args[0]);
        all[0] = place_own(b, p);
        return coerce(b, call_c(b, "rf_array_remove_at_item", any, 'e', 0, 2, all), p->type->part);
    case CHANGE_CLEAR:
        if (count != 0)
            break;
        all[0] = place_own(b, p);
        call_c(b, "rf_array_clear_items", NULL, '-', 0, 1, all);
        return all[0];
    case CHANGE_UPDATE:
    case CHANGE_OTHER:
    case CHANGE_NONE:
        break;
    }
    return NO_REG;
}

static RegId dict_change(Build *b, Place *p, Change change, uint32_t count, RegId *args)
{
    RegId all[2];

    if (change == CHANGE_REMOVE && count == 1) {
        all[1] = box(b, args[0]);
        all[0] = place_own(b, p);
        return call_c(b, "rf_dict_remove_item", bt(b, TY_ANY), 'e', 0, 2, all);
    }
    if (change == CHANGE_CLEAR && count == 0) {
        all[0] = place_own(b, p);
        call_c(b, "rf_dict_clear_items", NULL, '-', 0, 1, all);
        return all[0];
    }
    if (change == CHANGE_UPDATE && count == 1) {
        all[1] = box(b, args[0]);
        all[0] = place_own(b, p);
        call_c(b, "rf_dict_update_items", NULL, 'e', 0, 2, all);
        return all[0];
    }
    return NO_REG;
}

static RegId dynamic_change(Build *b, Place *p, Node *n, uint32_t count, RegId *args)
{
    uint32_t k = 0;
    RegId    all[count + 3];

    if (b->opened) /* its own methods must not run while the variable is open */
        all[k++] = b->opened;
    all[k++] = place_address(b, p);
    all[k++] = symbol_string(b, n->as.method.name);
    note_method(b, n->as.method.name);
    for (uint32_t i = 0; i < count; i++)
        all[k + i] = box(b, args[i]);
    return call_list(b, b->opened ? "rf_cell_method" : "rf_method", bt(b, TY_ANY), 'e', k,
                     count + k, all);
}

static bool calls_method(const Type *t)
{
    return t->kind == TY_STRUCT;
}

/* The arguments; a variable's value is taken before the place changes. */
static uint32_t change_args(Build *b, Node *first, RegId *args)
{
    uint32_t k = 0;

    for (Node *a = first; a; a = a->next, k++)
        args[k] = settled(b, build_expr(b, a, NULL));
    return k;
}

/* A variable that is no variable of the script: what the change starts from. */
static Place changed_copy(Build *b, RegId value, const Type *t)
{
    RegId copy = variable(b, t);

    move(b, copy, coerce(b, value, t));
    return (Place){.kind = PLACE_VAR, .type = t, .reg = copy};
}

/* Of a let or const binding of unknown type: whether this changes anything depends on what it
   is. */
static RegId change_of_let(Build *b, Node *n, uint32_t count, RegId *args)
{
    Place  p     = changed_copy(b, build_boxed(b, n->as.method.object), bt(b, TY_ANY));
    Block *outer = b->block;
    RegId  changes;
    Inst  *branch;

    changes  = call_c(b, "rf_changes_itself", bt(b, TY_BOOL), '-', 0, 1, &p.reg);
    branch   = add_inst(b, IR_IF, NO_REG, &changes, 1);
    b->block = &branch->body;
    refuse_change(b, n->as.method.object, "mutate");
    b->block = outer;
    return dynamic_change(b, &p, n, count, args);
}

static bool is_unknown_let(Build *b, Node *object, const Type *t)
{
    const Binding *v = binding_real(b->p->typed->program->binding[place_root(object)->id]);

    return type_rep(t) == REP_VALUE && v && v->kind == BIND_VAR && v->mutability != MUT_PLAIN;
}

static RegId change_place(Build *b, Place *p, Node *n, Change change, uint32_t count, RegId *args)
{
    RegId result = NO_REG;

    set_place(b, n->as.method.op_at);
    if (p->type->kind == TY_ARRAY)
        result = array_change(b, p, change, count, args);
    else if (p->type->kind == TY_DICT)
        result = dict_change(b, p, change, count, args);
    if (!result)
        return dynamic_change(b, p, n, count, args);
    if (b->opened && reg(b, result)->counted)
        result = emit(b, IR_COPY, reg(b, result)->type, result, 0, 0);
    return result;
}

static bool has_change(const Build *b, const Node *n, const Type *t, Change change)
{
    if (optional_method(b->p->typed, t, n))
        return false;
    if (t->kind == TY_DICT)
        return change == CHANGE_CLEAR || change == CHANGE_UPDATE || change == CHANGE_REMOVE;
    return !calls_method(t);
}

RegId build_change(Build *b, Node *n)
{
    Node       *object = n->as.method.object;
    const Type *t      = node_type(b->in, object);
    Change      change = method_change(symbol_text(b->p->c->symbols, n->as.method.name));
    RegId       args[list_count(n->as.method.args) + 1], result;
    uint32_t    count;
    Indexes     x = {0};
    Place       p = {0};

    if (!has_change(b, n, t, change))
        return NO_REG;
    if (is_place_node(object))
        build_indexes(b, object, &x);
    else
        p = changed_copy(b, build_expr(b, object, t), t);
    count = change_args(b, n->as.method.args, args);
    set_place(b, n->as.method.op_at);
    if (is_place_node(object)) {
        if (type_rep(t) != REP_VALUE && refuse_change(b, object, "mutate"))
            return const_null(b);
        if (is_unknown_let(b, object, t))
            return change_of_let(b, n, count, args);
        p = open_place(b, object, &x);
    }
    result = change_place(b, &p, n, change, count, args);
    close_place(b);
    return coerce(b, result, node_type(b->in, n));
}
