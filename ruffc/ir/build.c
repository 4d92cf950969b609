/* The tree to IR: the driver.

   needs    types
   leaves   one IrFunc for every instance that main reaches, structured, without reference counts */

#include "ir/build.h"

static Text shown_name(IrProgram *p, const Function *fn)
{
    return function_shown_name(p->c, fn);
}

static IrFuncKind kind_of(const Function *fn)
{
    if (fn->is_async && !fn->is_generator)
        return IRF_ASYNC;
    if (fn->is_generator)
        return IRF_GENERATOR;
    return fn->kind == FUNCTION_SPAWN ? IRF_SPAWN : IRF_PLAIN;
}

static const Type *body_result(const IrProgram *p, const IrFunc *f)
{
    FunctionKind kind = f->instance->function->kind;

    if (f->kind != IRF_PLAIN || kind == FUNCTION_MODULE || kind == FUNCTION_TEST ||
        f->instance->result->kind == TY_NEVER)
        return type_basic(p->typed->types, TY_ANY);
    return f->instance->result;
}

static IrFunc *new_func(IrProgram *p, Instance *in)
{
    IrFunc *f = ARENA_NEW(&p->c->arena, IrFunc);

    f->instance   = in;
    f->number     = (uint32_t)p->funcs.len;
    f->shown_name = shown_name(p, in->function);
    vec_push(&p->c->arena, &f->regs, (Reg){0});
    vec_push(&p->c->arena, &p->funcs, f);
    return f;
}

IrFunc *func_for(IrProgram *p, Instance *in)
{
    IrFunc *f = in->info;

    if (f)
        return f;
    f            = new_func(p, in);
    in->info     = f;
    in->reached  = true;
    f->kind      = kind_of(in->function);
    f->has_env   = function_info(in->function)->needs_env || f->kind == IRF_SPAWN;
    f->result    = body_result(p, f);
    f->call_type =
        f->kind == IRF_GENERATOR || f->kind == IRF_ASYNC ? call_result(p->typed, in) : f->result;
    return f;
}

IrFunc *default_func(IrProgram *p, StructInfo *s, FieldInfo *field)
{
    IrFunc *f = field->default_func;

    if (f)
        return f;
    f                   = new_func(p, function_info(s->owner)->instances.at[0]);
    field->default_func = f;
    f->kind             = IRF_PLAIN;
    f->default_of       = field;
    f->default_in       = s;
    f->result = f->call_type = field->type;
    return f;
}

IrFunc *build_form(IrProgram *p, IrFunc *f, IrFuncKind kind)
{
    IrFunc *form = new_func(p, f->instance);

    form->kind      = kind;
    form->has_env   = f->has_env;
    form->result    = type_basic(p->typed->types, TY_ANY);
    form->call_type = form->result;
    return form;
}

IrFunc *called_form(IrProgram *p, IrFunc *f)
{
    IrFunc *form = f->called_form;

    if (form)
        return form;
    form           = build_form(p, f, IRF_CALLED);
    f->called_form = form;
    build_func(p, form);
    build_direct_calls(p, form);
    return form;
}

/* ---- one function ---- */

static void declare_params(Build *b)
{
    Function *fn = b->in->function;

    b->f->params = ARENA_ARRAY(&b->p->c->arena, RegId, fn->params.len + 1);
    for (size_t i = 0; i < fn->params.len; i++) {
        RegId r               = ir_reg(b->p, b->f, b->in->params[i], fn->params.at[i]->name, true);
        reg(b, r)->is_param   = true;
        b->f->params[i]       = r;
    }
    b->f->param_count = (uint32_t)fn->params.len;
    if (fn->kind == FUNCTION_METHOD && !fn->has_self) {
        b->f->receiver                       = ir_reg(b->p, b->f, b->in->receiver, 0, true);
        reg(b, b->f->receiver)->is_param     = true;
    }
    for (size_t i = 0; i < fn->params.len; i++) {
        Binding *v = fn->params.at[i];
        if (lives_in_cell(v) || is_global(v) || i >= MOST_OWNED ||
            var_type(b->p->typed, b->in, v) != b->in->params[i]) {
            declare_var(b, v, b->f->params[i]);
        } else {
            var_info(v)->reg       = b->f->params[i];
            var_info(v)->reg_owner = b->f;
        }
    }
}

/* A method without self sees the fields as variables of its own (S-38). */
static void load_fields(Build *b)
{
    Function *fn = b->in->function;

    for (size_t i = 0; i < fn->self_fields.len; i++) {
        Binding   *v     = fn->self_fields.at[i];
        FieldInfo *field = struct_field(function_info(fn)->structure, v->name);
        RegId      got;
        if (!field)
            continue;
        got                       = emit(b, IR_FIELD_GET, field->type, b->f->receiver, 0, 0);
        last_inst(b)->imm.field = field;
        declare_var(b, v, got);
    }
}

static Node *body_of(const Function *fn)
{
    switch ((int)fn->node->kind) {
    case ND_FUNC:
        return fn->node->as.func.body;
    case ND_SPAWN:
        return fn->node->as.spawn.body;
    case ND_TEST:
        return fn->node->as.test.body;
    default:
        return fn->node;
    }
}

static void build_body(IrProgram *p, IrFunc *f)
{
    Build b = {.p = p, .f = f, .in = f->instance, .block = &f->body};
    Node *body;
    Scope scope;

    b.at = (Span){f->instance->function->module->ast->file, 0, 0};
    open_scope(&b, &scope);
    if (f->default_of) {
        RegId r = build_typed(&b, f->default_of->default_value, f->default_of->type);
        add_inst(&b, IR_RETURN, NO_REG, &r, 1);
        b.scope = scope.outer;
        return;
    }
    body = body_of(f->instance->function);
    b.at = body->at;
    declare_params(&b);
    load_fields(&b);
    if (f->kind == IRF_SPAWN)
        load_spawn_copies(&b);
    build_statements(&b, body->as.body);
    if (completes(body->as.body) || f->kind != IRF_PLAIN) {
        leave_function(&b, coerce(&b, const_null(&b), f->result));
    }
    b.scope = scope.outer;
}

void build_func(IrProgram *p, IrFunc *f)
{
    f->progress = IR_BUILDING;
    build_body(p, f);
    f->progress = IR_BUILT;
}

/* ---- the program ---- */

static bool is_variable(const Binding *b)
{
    return b->kind == BIND_VAR || (b->kind == BIND_IMPORT && binding_real((Binding *)b) == b);
}

/* Every thread sees the same: a value that holds no code needs no copy for spawn blocks. */
static bool is_fixed(const IrProgram *p, const Binding *b)
{
    if (b->kind != BIND_VAR || b->is_copy || b->assignments != 1 || b->changes > 0 ||
        b->maybe_unset)
        return false;
    switch ((int)var_type(p->typed, NULL, b)->kind) {
    case TY_BOOL:
    case TY_INT:
    case TY_FLOAT:
    case TY_STRING:
    case TY_CHANNEL:
        return true;
    default:
        return false;
    }
}

static void number_globals(IrProgram *p)
{
    const Program *names = p->typed->program;

    for (size_t i = 0; i < names->bindings.len; i++) {
        Binding   *b = names->bindings.at[i];
        GlobalInfo g = {.binding = b};
        if (!is_global(b) || !is_variable(b))
            continue;
        g.shared             = b->in_spawn || b->in_async || b->in_carried;
        var_info(b)->fixed   = g.shared && is_fixed(p, b);
        g.shared             = g.shared && !var_info(b)->fixed;
        g.slot               = g.shared ? p->shared_count++ : 0;
        var_info(b)->global = (uint32_t)p->globals.len;
        vec_push(&p->c->arena, &p->globals, g);
    }
}

static bool is_called_by_name(const Typed *t, Symbol name)
{
    for (size_t i = 0; i < t->dynamic_methods.len; i++)
        if (t->dynamic_methods.at[i] == name)
            return true;
    return false;
}

static void reach_dynamic_methods(IrProgram *p)
{
    Typed *t = p->typed;

    for (size_t i = 0; i < t->structs.len; i++)
        for (size_t k = 0; k < t->structs.at[i]->methods.len; k++) {
            Function *m = t->structs.at[i]->methods.at[k];
            if (is_called_by_name(t, m->name) && function_info(m)->boxed)
                func_for(p, function_info(m)->boxed);
        }
}

IrProgram *ir_build(Compiler *c, Typed *t)
{
    IrProgram *p = ARENA_NEW(&c->arena, IrProgram);

    p->c          = c;
    p->typed      = t;
    p->uses_tasks = t->program->has_spawn || t->program->has_async;
    p->has_cancel = program_has_cancel(t->program);
    number_globals(p);
    p->main = func_for(p, function_info(t->program->modules.at[0]->body)->instances.at[0]);
    reach_dynamic_methods(p);
    for (size_t i = 0; i < p->funcs.len; i++)
        if (p->funcs.at[i]->progress == IR_WAITING)
            build_func(p, p->funcs.at[i]);
    build_direct_forms(p);
    build_called_forms(p);
    if (optimises(c, OPTIMISE_INLINE))
        inline_calls(p);
    drop_unreached(p);
    return p;
}
