/* Variables and places: reading, storing, changing in place. */

#include "ir/build.h"
#include "types/methods.h"

/* ---- where a variable lives ---- */

/* Exported variables are read when their module is imported. */
static bool is_exported(const Binding *b)
{
    for (size_t i = 0; i < b->module->exports.len; i++)
        if (b->module->exports.at[i] == b)
            return true;
    return false;
}

bool is_global(const Binding *b)
{
    return b->is_global && (b->captured || is_exported(b));
}

bool is_own_name(const Function *fn, const Binding *b)
{
    if (b->kind == BIND_FUNC)
        return b->decl == fn->node;
    return b->kind == BIND_VAR && b->info && var_info(b)->lambda == fn && !b->maybe_unset;
}

bool lives_in_cell(const Binding *b)
{
    return b->captured && b->captured_late && !is_global(b);
}

bool captured_by_closure(const Function *fn, const Binding *b)
{
    const Binding *real = binding_real((Binding *)b);

    if (real->kind == BIND_STRUCT || real->kind == BIND_ENUM || real->kind == BIND_MODULE || real->kind == BIND_BUILTIN)
        return false;
    return !is_own_name(fn, real) && !is_global(real);
}

uint32_t capture_index(const Function *fn, const Binding *b)
{
    uint32_t index = 0;

    for (size_t i = 0; i < fn->captures.len; i++) {
        if (binding_real(fn->captures.at[i]) == b)
            return index;
        index += captured_by_closure(fn, fn->captures.at[i]);
    }
    return UINT32_MAX;
}

static const Type *type_of_var(const Build *b, const Binding *v)
{
    if (v->kind == BIND_FUNC)
        return bt(b, TY_ANY);
    return v->maybe_unset ? bt(b, TY_ANY) : var_type(b->p->typed, b->in, v);
}

static RegId own_reg(Build *b, Binding *v)
{
    VarInfo *info = var_info(v);

    if (info->reg_owner != b->f) {
        info->reg       = ir_reg(b->p, b->f, type_of_var(b, v), v->name, true);
        info->reg_owner = b->f;
        if (lives_in_cell(v)) {
            reg(b, info->reg)->rep     = REP_OBJECT;
            reg(b, info->reg)->counted = true;
            reg(b, info->reg)->ctype   = "rf_cell *";
        }
    }
    return info->reg;
}

static GlobalInfo *global_info(Build *b, Binding *v)
{
    return &b->p->globals.at[var_info(v)->global];
}

/* A spawn block has copies of its own: they are loaded into variables when it starts (C-11). */
static bool is_foreign(const Build *b, const Binding *v)
{
    if (b->f->kind == IRF_SPAWN && !lives_in_cell(v))
        return false;
    return v->owner != b->f->instance->function;
}

static RegId capture(Build *b, Binding *v, const char *ctype)
{
    RegId r = emit(b, IR_CAPTURE, bt(b, TY_ANY), 0, 0, 0);

    last_inst(b)->imm.integer = capture_index(b->f->instance->function, v);
    if (ctype) {
        reg(b, r)->rep   = REP_OBJECT;
        reg(b, r)->ctype = ctype;
    }
    return r;
}

static bool is_in_cell(const Build *b, Binding *v)
{
    return is_global(v) ? global_info((Build *)b, v)->shared : lives_in_cell(v);
}

RegId cell_of(Build *b, Binding *v)
{
    if (!is_in_cell(b, v))
        return NO_REG;
    if (is_global(v)) {
        RegId r                    = emit(b, IR_SHARED_CELL, bt(b, TY_ANY), 0, 0, 0);
        last_inst(b)->imm.integer = global_info(b, v)->slot;
        reg(b, r)->rep             = REP_OBJECT;
        reg(b, r)->ctype           = "rf_cell *";
        return r;
    }
    return is_foreign(b, v) ? capture(b, v, "rf_cell *") : own_reg(b, v);
}

static RegId check_set(Build *b, Binding *v, RegId r)
{
    if (v->maybe_unset && v->kind != BIND_PARAM) {
        emit(b, IR_SET_CHECK, NULL, r, 0, 0);
        last_inst(b)->imm.text = symbol_text(b->p->c->symbols, v->name);
    }
    return r;
}

static RegId load_raw(Build *b, Binding *v)
{
    const Type *type = type_of_var(b, v);
    RegId       cell = cell_of(b, v), r;

    if (cell)
        return coerce(b, emit(b, IR_CELL_GET, bt(b, TY_ANY), cell, 0, 0), type);
    if (is_global(v)) {
        r                          = emit(b, IR_GLOBAL_GET, type, 0, 0, 0);
        last_inst(b)->imm.global = v;
        return r;
    }
    if (is_foreign(b, v))
        return coerce(b, capture(b, v, NULL), type);
    return own_reg(b, v);
}

void load_spawn_copies(Build *b)
{
    Function *fn = b->f->instance->function;

    for (size_t i = 0; i < fn->captures.len; i++) {
        Binding *v = binding_real(fn->captures.at[i]);
        if (captured_by_closure(fn, v) && !lives_in_cell(v))
            declare_var(b, v, coerce(b, capture(b, v, NULL), type_of_var(b, v)));
    }
}

RegId load_var(Build *b, Binding *v, Span at)
{
    const BuiltinConstant *k;

    set_place(b, at);
    switch (v->kind) {
    case BIND_FUNC: {
        Function *fn = b->p->typed->program->function[v->decl->id];
        if (!function_info(fn)->needs_env || (b->f->instance->function == fn && b->f->has_env))
            return build_function_value(b, fn);
        return load_raw(b, v);
    }
    case BIND_BUILTIN:
        k = builtin_constant(v->builtin);
        if (k && !k->is_namespace) {
            RegId r = emit(b, IR_FLOAT, bt(b, TY_FLOAT), 0, 0, 0);
            last_inst(b)->imm.real = k->value;
            return r;
        } else {
            RegId r = emit(b, IR_STATIC, bt(b, TY_ANY), 0, 0, 0);
            last_inst(b)->symbol2  = k ? "" : builtins[v->builtin].name;
            last_inst(b)->imm.callee = NULL;
            return r;
        }
    case BIND_STRUCT: {
        RegId r = emit(b, IR_STATIC, bt(b, TY_ANY), 0, 0, 0);
        last_inst(b)->fixed            = 1;
        last_inst(b)->imm.structure = v->info;
        return r;
    }
    case BIND_ENUM:
    case BIND_MODULE:
        fail_always(b, "rf_throw_undefined", NULL, NULL, v->name);
        return const_null(b);
    case BIND_VAR:
    case BIND_PARAM:
    case BIND_FIELD:
    case BIND_IMPORT:
        break;
    }
    if (is_own_name(b->f->instance->function, v) && b->f->has_env && is_foreign(b, v)) {
        RegId r = emit(b, IR_CAPTURE, bt(b, TY_ANY), 0, 0, 0);
        last_inst(b)->imm.integer = -1;
        last_inst(b)->result      = 'v';
        return r;
    }
    return check_set(b, v, load_raw(b, v));
}

void store_var(Build *b, Binding *v, RegId value, bool declares)
{
    RegId cell = cell_of(b, v), args[2];

    value = coerce(b, value, type_of_var(b, v));
    if (cell) {
        args[0] = cell;
        args[1] = box(b, value);
        emit(b, IR_CELL_SET, NULL, args[0], args[1], 0);
    } else if (is_global(v)) {
        emit(b, IR_GLOBAL_SET, NULL, value, 0, 0);
        last_inst(b)->imm.global = v;
    } else {
        move(b, own_reg(b, v), value);
    }
    (void)declares;
}

void declare_var(Build *b, Binding *v, RegId value)
{
    RegId r;

    if (!is_global(v) && lives_in_cell(v) && !var_info(v)->hoisted) {
        value = coerce(b, value, type_of_var(b, v));
        r     = emit(b, IR_CELL_NEW, bt(b, TY_ANY), box(b, value), 0, 0);
        reg(b, r)->rep   = REP_OBJECT;
        reg(b, r)->ctype = "rf_cell *";
        move(b, own_reg(b, v), r);
    } else {
        store_var(b, v, value, true);
    }
    if (!is_global(v)) {
        for (size_t i = 0; i < b->scope->vars.len; i++)
            if (b->scope->vars.at[i] == var_info(v)->reg)
                return;
        vec_push(&b->p->c->arena, &b->scope->vars, var_info(v)->reg);
    }
}

/* ---- places ---- */

bool is_place_node(const Node *n)
{
    while (n->kind == ND_INDEX || n->kind == ND_FIELD) {
        if (n->kind == ND_FIELD && n->as.field.optional)
            return false;
        n = n->kind == ND_INDEX ? n->as.index.object : n->as.field.object;
    }
    return n->kind == ND_NAME;
}

static Node *root_of(Node *n)
{
    while (n->kind == ND_INDEX || n->kind == ND_FIELD)
        n = n->kind == ND_INDEX ? n->as.index.object : n->as.field.object;
    return n;
}

bool refuse_change(Build *b, Node *place, const char *action)
{
    Node    *root = root_of(place);
    Binding *v    = binding_real(b->p->typed->program->binding[root->id]);

    if (!v || v->kind != BIND_VAR || v->mutability == MUT_PLAIN)
        return false;
    set_place(b, place->at);
    fail_always(b, "rf_throw_immutable", action, v->mutability == MUT_CONST ? "const" : "let", v->name);
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
        if (x->count < COUNT_OF(x->at))
            x->at[x->count++] = i;
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
    return t->kind == TY_ARRAY ? "rf_array_unique" : t->kind == TY_DICT ? "rf_dict_unique" : "rf_struct_unique";
}

/* array(any) may have any element kind: one with room for every value is needed to point into it. */
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
    slot    = call_c(b, n->kind == ND_INDEX ? "rf_place_index" : "rf_place_field", bt(b, TY_ANY), 'z', 0, 3, args);
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
    const char *symbol  = k == TY_STRING ? "rf_dict_get" : k == TY_INT ? "rf_dict_get_int" : "rf_dict_get_any";

    return slot_place(as_place(b, call_c(b, symbol, bt(b, TY_ANY), 'z', 0, 2, args)), parent->type->part);
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
    return t->kind == TY_ARRAY && (type_rep(t->part) == REP_OBJECT || type_rep(t->part) == REP_VALUE);
}

static Place child_of(Build *b, Place *parent, Node *n, RegId index)
{
    const Type *t = parent->type;
    RegId       key;
    FieldInfo  *field;

    set_place(b, n->kind == ND_INDEX ? n->as.index.op_at : n->as.field.op_at);
    if (n->kind == ND_INDEX && has_indexable_elements(t))
        return array_child(b, parent, int_index(b, index, "rf_index_of"));
    if (t->kind == TY_DICT) {
        key = n->kind == ND_INDEX ? index : symbol_string(b, n->as.field.name);
        return dict_child(b, parent, key);
    }
    field = n->kind == ND_FIELD && t->kind == TY_STRUCT ? struct_field(t->structure, n->as.field.name) : NULL;
    if (field)
        return struct_child(b, parent, field);
    return any_child(b, parent, n, index);
}

static Place root_place(Build *b, Node *n)
{
    Binding *v = binding_real(b->p->typed->program->binding[n->id]);
    RegId    cell, value;

    set_place(b, n->at);
    if (!v || v->kind == BIND_BUILTIN || v->kind == BIND_STRUCT || v->kind == BIND_FUNC || v->kind == BIND_ENUM || v->kind == BIND_MODULE) {
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

static Place reach(Build *b, Node *n, Indexes *x, uint32_t *used)
{
    Place parent;
    RegId index = NO_REG;

    if (n->kind != ND_INDEX && n->kind != ND_FIELD)
        return root_place(b, n);
    parent = reach(b, n->kind == ND_INDEX ? n->as.index.object : n->as.field.object, x, used);
    if (n->kind == ND_INDEX)
        index = x->at[(*used)++];
    return child_of(b, &parent, n, index);
}

Place open_place(Build *b, Node *n, Indexes *x)
{
    uint32_t used = 0;

    return reach(b, n, x, &used);
}

void close_place(Build *b)
{
    RegId cell = b->opened;

    b->opened = NO_REG;
    if (cell)
        emit(b, IR_CELL_CLOSE, NULL, cell, 0, 0);
}

/* ---- stores ---- */

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
    const char *symbol  = k == TY_STRING ? "rf_dict_store" : k == TY_INT ? "rf_dict_store_int" : "rf_dict_store_any";

    args[2] = box(b, coerce(b, value, parent->type->part));
    args[0] = place_own(b, parent);
    call_c(b, symbol, NULL, k == TY_STRING || k == TY_INT ? '-' : 'e', 4, 3, args);
}

static void store_child(Build *b, Place *parent, Node *n, RegId index, RegId value)
{
    const Type *t     = parent->type;
    FieldInfo  *field = NULL;
    RegId       s;

    set_place(b, n->kind == ND_INDEX ? n->as.index.op_at : n->as.field.op_at);
    if (n->kind == ND_INDEX && t->kind == TY_ARRAY) {
        store_item(b, parent, int_index(b, index, "rf_index_to_store"), value);
        return;
    }
    if (t->kind == TY_DICT) {
        store_entry(b, parent, n->kind == ND_INDEX ? index : symbol_string(b, n->as.field.name), value);
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

static void store_place(Build *b, Node *target, Indexes *x, RegId value)
{
    uint32_t used = 0;
    Place    parent;
    RegId    index = NO_REG;

    parent = reach(b, target->kind == ND_INDEX ? target->as.index.object : target->as.field.object, x, &used);
    if (target->kind == ND_INDEX)
        index = x->at[used];
    store_child(b, &parent, target, index, value);
    close_place(b);
}

static RegId settled(Build *b, RegId value, Node *target)
{
    /* `a[i] := x` with x a variable that the place's own change moves about */
    RegId kept;

    if (!reg(b, value)->is_var || !reg(b, value)->counted)
        return value;
    (void)target;
    kept = emit(b, IR_COPY, reg(b, value)->type, value, 0, 0);
    return kept;
}

static void bind_array(Build *b, Node *pattern, RegId value);
static void bind_dict(Build *b, Node *pattern, RegId value);

void assign_target(Build *b, Node *target, RegId value)
{
    Binding *v;
    Indexes  x = {.count = 0};

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
        value = settled(b, value, target);
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

/* ---- assignments ---- */

static const char *operator_char(Operator op)
{
    return operator_info[op].spelling;
}

/* n += e on a shared variable is one step (C-33). */
static bool update_cell(Build *b, Node *target, Operator op, Node *value)
{
    Binding *v = target->kind == ND_NAME ? b->p->typed->program->binding[target->id] : NULL;
    RegId    args[2];

    if (!v || (v->kind != BIND_VAR && v->kind != BIND_PARAM && v->kind != BIND_IMPORT) || v->mutability != MUT_PLAIN)
        return false;
    if (!is_in_cell(b, v))
        return false;
    if (v->maybe_unset)
        load_var(b, v, target->at);
    args[0] = cell_of(b, v);
    args[1] = build_boxed(b, value);
    return call_c(b, "rf_cell_update", NULL, 'e', 0, 2, args), last_inst(b)->symbol2 = operator_char(op), last_inst(b)->fixed = 1, true;
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
    if (n->kind == ND_INDEX && t->kind == TY_ARRAY && reg(b, index)->type->kind == TY_INT && type_rep(t->part) != REP_VALUE &&
        type_rep(t->part) != REP_OBJECT)
        return emit(b, IR_ITEM, t->part, whole, emit(b, IR_INDEX, bt(b, TY_INT), whole, index, 0), 0);
    if (n->kind == ND_FIELD && t->kind == TY_STRUCT && (field = struct_field(t->structure, n->as.field.name)) && !field->may_be_absent) {
        args[0]                   = emit(b, IR_FIELD_GET, field->type, whole, 0, 0);
        last_inst(b)->imm.field = field;
        return args[0];
    }
    args[0] = box(b, whole);
    args[1] = n->kind == ND_INDEX ? box(b, index) : symbol_string(b, n->as.field.name);
    return coerce(b, call_c(b, n->kind == ND_INDEX ? "rf_index" : "rf_field", bt(b, TY_ANY), 'e', 0, 2, args),
                  t->part ? t->part : n->kind == ND_FIELD && t->kind == TY_STRUCT && struct_field(t->structure, n->as.field.name) ? struct_field(t->structure, n->as.field.name)->type : bt(b, TY_ANY));
}

/* Bit k: step k from the variable to the part goes to a field. Answers the number of steps. */
static uint32_t path_keys(Build *b, Node *n, Indexes *x, uint32_t *used, RegId *keys, int64_t *fields)
{
    uint32_t at;

    if (n->kind != ND_INDEX && n->kind != ND_FIELD)
        return 0;
    at = path_keys(b, n->kind == ND_INDEX ? n->as.index.object : n->as.field.object, x, used, keys, fields);
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

/* `a[i] += v` in a shared variable is one step of the runtime; i and v are evaluated before it (C-33). */
static void update_part(Build *b, Node *n, Indexes *x, Binding *v)
{
    Node    *target = n->as.assign.target;
    int64_t  fields = 0;
    uint32_t used = 0, count;
    RegId    args[path_length(target) + 4];

    args[0] = cell_of(b, v);
    args[2] = build_boxed(b, n->as.assign.value);
    if (v->maybe_unset)
        load_var(b, v, root_of(target)->at);
    count   = path_keys(b, target, x, &used, args + 4, &fields);
    args[1] = const_int(b, operator_char(n->as.assign.op)[0]);
    args[3] = const_int(b, fields);
    set_place(b, n->as.assign.op_at);
    call_list(b, "rf_cell_update_part", NULL, 'e', 4, count + 4, args);
}

static void compound_place(Build *b, Node *n)
{
    Node    *target = n->as.assign.target;
    Indexes  x      = {.count = 0};
    uint32_t used   = 0;
    Place    parent;
    RegId    index = NO_REG, old, value;
    Node    *object = target->kind == ND_INDEX ? target->as.index.object : target->as.field.object;
    Binding *v      = binding_real(b->p->typed->program->binding[root_of(target)->id]);

    build_indexes(b, target, &x);
    if (refuse_change(b, target, "mutate"))
        return;
    if (v && (v->kind == BIND_VAR || v->kind == BIND_PARAM) && is_in_cell(b, v) && path_length(target) < 64) {
        update_part(b, n, &x, v);
        return;
    }
    parent = reach(b, object, &x, &used);
    if (target->kind == ND_INDEX)
        index = x.at[used];
    old = read_child(b, &parent, target, index);
    if (has_changing_call(n->as.assign.value) || reg(b, old)->counted)
        old = emit(b, IR_COPY, reg(b, old)->type, old, 0, 0);
    value = build_expr(b, n->as.assign.value, NULL);
    set_place(b, n->as.assign.op_at);
    value = build_binary_values(b, n, n->as.assign.op, old, value);
    value = settled(b, value, target);
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

    return n->as.assign.target->kind == ND_NAME && v->kind == ND_BINARY && v->as.binary.op >= OP_ADD && v->as.binary.op <= OP_MOD &&
           v->as.binary.left->kind == ND_NAME && v->as.binary.left->as.name == n->as.assign.target->as.name &&
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
    value = want ? build_expr(b, n->as.assign.value, want) : build_expr(b, n->as.assign.value, node_type(b->in, target->kind == ND_INDEX || target->kind == ND_FIELD ? n->as.assign.value : n->as.assign.value));
    if (n->as.assign.lazy) {
        value = box(b, value);
        set_place(b, n->as.assign.value->at);
        value = call_c(b, "rf_lazy", bt(b, TY_ANY), 'e', 0, 1, &value);
    }
    return value;
}

void build_assign(Build *b, Node *n)
{
    if (n->as.assign.op != OP_NONE) {
        if (n->as.assign.target->kind == ND_NAME)
            compound_name(b, n);
        else
            compound_place(b, n);
        return;
    }
    if (is_self_update(b, n) && !b->p->typed->program->declares[n->as.assign.target->id] &&
        update_cell(b, n->as.assign.target, n->as.assign.value->as.binary.op, n->as.assign.value->as.binary.right))
        return;
    assign_target(b, n->as.assign.target, build_assigned(b, n));
}

/* ---- changing methods (S-23) ---- */

static RegId push_on(Build *b, Place *p, RegId item)
{
    const Type *e      = p->type->part;
    Rep         rep    = type_rep(e);
    const char *symbol = e->kind == TY_INT ? "rf_ints_push" : e->kind == TY_FLOAT ? "rf_floats_push" : e->kind == TY_BOOL ? "rf_bools_push" : e->kind == TY_ANY ? "rf_array_push" : "rf_values_push";
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
    return call_list(b, b->opened ? "rf_cell_method" : "rf_method", bt(b, TY_ANY), 'e', k, count + k, all);
}

static bool calls_method(const Type *t)
{
    return t->kind == TY_STRUCT;
}

RegId build_change(Build *b, Node *n)
{
    Node       *object = n->as.method.object;
    const Type *t      = node_type(b->in, object);
    Change      change = method_change(symbol_text(b->p->c->symbols, n->as.method.name));
    uint32_t    count  = list_count(n->as.method.args), k = 0;
    RegId       args[count + 1], result, view;
    Indexes     x = {.count = 0};
    Place       p;

    if (calls_method(t) || (t->kind == TY_DICT && change != CHANGE_CLEAR && change != CHANGE_UPDATE && change != CHANGE_REMOVE))
        return NO_REG;
    if (is_place_node(object)) {
        build_indexes(b, object, &x);
    } else {
        RegId v = variable(b, t);
        move(b, v, coerce(b, build_expr(b, object, t), t));
        p = (Place){.kind = PLACE_VAR, .type = t, .reg = v};
    }
    for (Node *a = n->as.method.args; a; a = a->next, k++) {
        args[k] = build_expr(b, a, NULL);
        if (reg(b, args[k])->is_var && reg(b, args[k])->counted)
            args[k] = emit(b, IR_COPY, reg(b, args[k])->type, args[k], 0, 0);
    }
    set_place(b, n->as.method.op_at);
    if (is_place_node(object)) {
        if (type_rep(t) != REP_VALUE && refuse_change(b, object, "mutate"))
            return const_null(b);
        if (type_rep(t) == REP_VALUE) {
            Binding *v = binding_real(b->p->typed->program->binding[root_of(object)->id]);
            if (v && v->kind == BIND_VAR && v->mutability != MUT_PLAIN) {
                /* whether this changes anything depends on what it is */
                RegId copy = variable(b, bt(b, TY_ANY));
                move(b, copy, build_boxed(b, object));
                p = (Place){.kind = PLACE_VAR, .type = bt(b, TY_ANY), .reg = copy};
                view = call_c(b, "rf_changes_itself", bt(b, TY_BOOL), '-', 0, 1, &copy);
                {
                    Inst  *branch = add_inst(b, IR_IF, NO_REG, &view, 1);
                    Block *outer  = b->block;
                    b->block      = &branch->body;
                    refuse_change(b, object, "mutate");
                    b->block = outer;
                }
                return dynamic_change(b, &p, n, count, args);
            }
        }
        p = open_place(b, object, &x);
    }
    set_place(b, n->as.method.op_at);
    result = p.type->kind == TY_ARRAY ? array_change(b, &p, change, count, args) : p.type->kind == TY_DICT ? dict_change(b, &p, change, count, args) : NO_REG;
    if (!result)
        result = dynamic_change(b, &p, n, count, args);
    else if (b->opened && reg(b, result)->counted)
        result = emit(b, IR_COPY, reg(b, result)->type, result, 0, 0);
    close_place(b);
    return coerce(b, result, node_type(b->in, n));
}
