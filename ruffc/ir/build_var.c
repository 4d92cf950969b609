/* Variables: where each one lives, reading, storing, declaring. */

#include "ir/place.h"

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

    if (real->kind == BIND_STRUCT || real->kind == BIND_ENUM || real->kind == BIND_MODULE ||
        real->kind == BIND_BUILTIN)
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

const Type *type_of_var(const Build *b, const Binding *v)
{
    if (v->kind == BIND_FUNC)
        return bt(b, TY_ANY);
    return v->maybe_unset ? bt(b, TY_ANY) : var_type(b->p->typed, b->in, v);
}

RegId own_reg(Build *b, Binding *v)
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
bool is_foreign(const Build *b, const Binding *v)
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

bool is_in_cell(const Build *b, Binding *v)
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

RegId check_set(Build *b, Binding *v, RegId r)
{
    if (v->maybe_unset && v->kind != BIND_PARAM) {
        emit(b, IR_SET_CHECK, NULL, r, 0, 0);
        last_inst(b)->imm.text = symbol_text(b->p->c->symbols, v->name);
    }
    return r;
}

static bool is_scalar(const Type *t)
{
    return t->kind == TY_INT || t->kind == TY_FLOAT || t->kind == TY_BOOL;
}

RegId load_unchecked(Build *b, Binding *v)
{
    const Type *type = type_of_var(b, v);
    RegId       cell = cell_of(b, v), r;

    if (cell && is_scalar(type)) {
        r                         = emit(b, IR_CELL_LOOK, type, cell, 0, 0);
        last_inst(b)->imm.symbol = type->kind == TY_FLOAT ? "d" : type->kind == TY_INT ? "i" : "i != 0";
        return r;
    }
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

static RegId load_static(Build *b)
{
    RegId r = emit(b, IR_STATIC, bt(b, TY_ANY), 0, 0, 0);

    last_inst(b)->imm.callee = NULL;
    return r;
}

static RegId load_builtin(Build *b, const Binding *v)
{
    const BuiltinConstant *k = builtin_constant(v->builtin);
    RegId                  r;

    if (k && !k->is_namespace) {
        r                      = emit(b, IR_FLOAT, bt(b, TY_FLOAT), 0, 0, 0);
        last_inst(b)->imm.real = k->value;
        return r;
    }
    r                     = load_static(b);
    last_inst(b)->symbol2 = k ? "" : builtins[v->builtin].name;
    if (!k && builtin_available(&builtins[v->builtin]) && builtin_uses_tasks(&builtins[v->builtin]))
        b->p->uses_tasks = true;
    return r;
}

static RegId load_struct(Build *b, const Binding *v)
{
    RegId r = load_static(b);

    last_inst(b)->fixed         = 1;
    last_inst(b)->imm.structure = v->info;
    return r;
}

static RegId load_function(Build *b, Binding *v)
{
    Function *fn = b->p->typed->program->function[v->decl->id];

    if (!function_info(fn)->needs_env || (b->f->instance->function == fn && b->f->has_env))
        return build_function_value(b, fn);
    return load_unchecked(b, v);
}

/* A closure that names itself is its own environment. */
static RegId load_self(Build *b)
{
    RegId r = emit(b, IR_CAPTURE, bt(b, TY_ANY), 0, 0, 0);

    last_inst(b)->imm.integer = -1;
    last_inst(b)->result      = 'v';
    return r;
}

RegId load_var(Build *b, Binding *v, Span at)
{
    set_place(b, at);
    switch (v->kind) {
    case BIND_FUNC:
        return load_function(b, v);
    case BIND_BUILTIN:
        return load_builtin(b, v);
    case BIND_STRUCT:
        return load_struct(b, v);
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
    if (is_own_name(b->f->instance->function, v) && b->f->has_env && is_foreign(b, v))
        return load_self(b);
    return check_set(b, v, load_unchecked(b, v));
}

void store_var(Build *b, Binding *v, RegId value, bool declares)
{
    RegId cell = cell_of(b, v), args[2];

    value = coerce(b, value, type_of_var(b, v));
    if (cell) {
        args[0] = cell;
        args[1] = box(b, value);
        emit(b, is_scalar(type_of_var(b, v)) ? IR_CELL_PUT : IR_CELL_SET, NULL, args[0], args[1], 0);
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
