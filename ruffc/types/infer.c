/* Whole-program inference: the driver.

   needs    names
   leaves   a type for every expression in every instance of its function

   Types only ever grow. Each round walks every instance once; the rounds end when nothing grew. While
   the first phase runs, calls whose argument types are not known yet make no instance, so that an empty
   array that is filled later does not leave instances nobody calls. */

#include "types/infer_internal.h"

enum { MOST_INSTANCES = 8 };

FunctionInfo *function_info(const Function *f)
{
    return f->info;
}

VarInfo *var_info(const Binding *b)
{
    return b->info;
}

Binding *binding_real(Binding *b)
{
    while (b && b->kind == BIND_IMPORT && b->assignments <= 1 && b->target && b->target->kind != BIND_VAR)
        b = b->target;
    return b;
}

NodeFact *node_fact(const Instance *in, const Node *n)
{
    return &in->facts[n->id - function_info(in->function)->first];
}

const Type *node_type(const Instance *in, const Node *n)
{
    return node_fact(in, n)->type;
}

bool var_is_program_wide(const Binding *b)
{
    return b->captured || b->is_global;
}

const Type *var_type(const Typed *t, const Instance *in, const Binding *b)
{
    if (b->maybe_unset)
        return type_basic(t->types, TY_ANY);
    if (var_is_program_wide(b))
        return var_info(b)->type;
    return in->locals[var_info(b)->local];
}

const Type *basic(const Infer *f, TypeKind k)
{
    return type_basic(f->t->types, k);
}

void widen(Typed *t, const Type **slot, const Type *more)
{
    const Type *joined = type_join(t->types, *slot, more);

    if (joined != *slot) {
        *slot      = joined;
        t->changed = true;
    }
}

void widen_var(Infer *f, Binding *b, const Type *more)
{
    if (var_is_program_wide(b))
        widen(f->t, &var_info(b)->type, more);
    else
        widen(f->t, (const Type **)&f->in->locals[var_info(b)->local], more);
}

FieldInfo *struct_field(StructInfo *s, Symbol name)
{
    for (size_t i = 0; i < s->fields.len; i++)
        if (s->fields.at[i].name == name)
            return &s->fields.at[i];
    return NULL;
}

Function *struct_method(const StructInfo *s, Symbol name)
{
    for (size_t i = s->methods.len; i > 0; i--)
        if (s->methods.at[i - 1]->name == name)
            return s->methods.at[i - 1];
    return NULL;
}

static FieldInfo *add_field(Typed *t, StructInfo *s, Symbol name)
{
    FieldInfo *known = struct_field(s, name);

    if (!known) {
        vec_push(&t->c->arena, &s->fields, ((FieldInfo){.name = name, .type = type_basic(t->types, TY_NEVER)}));
        known = &s->fields.at[s->fields.len - 1];
    }
    return known;
}

void widen_field_everywhere(Infer *f, Symbol name, const Type *stored)
{
    for (size_t i = 0; i < f->t->structs.len; i++) {
        FieldInfo *field = add_field(f->t, f->t->structs.at[i], name);
        if (!field->declared && field->inits < f->t->structs.at[i]->literals && !field->may_be_absent) {
            field->may_be_absent = true;
            widen(f->t, &field->type, basic(f, TY_ANY));
        }
        widen(f->t, &field->type, stored);
    }
}

static void widen_struct_field(Infer *f, StructInfo *s, Symbol name, const Type *stored)
{
    FieldInfo *field = add_field(f->t, s, name);

    if (!field->declared && field->inits < s->literals && !field->may_be_absent) {
        field->may_be_absent = true;
        widen(f->t, &field->type, basic(f, TY_ANY));
    }
    widen(f->t, &field->type, stored);
}

void widen_place(Infer *f, Node *place, const Type *stored)
{
    Binding    *b;
    const Type *whole;

    switch (place->kind) {
    case ND_NAME:
        b = f->t->program->binding[place->id];
        if (b && (b->kind == BIND_VAR || b->kind == BIND_PARAM || b->kind == BIND_FIELD || b->kind == BIND_IMPORT))
            widen_var(f, b, stored);
        break;
    case ND_INDEX:
        whole = infer_expr(f, place->as.index.object);
        if (whole->kind == TY_ARRAY)
            widen_place(f, place->as.index.object, type_array(f->t->types, stored));
        else if (whole->kind == TY_DICT)
            widen_place(f, place->as.index.object, type_dict(f->t->types, stored));
        break;
    case ND_FIELD:
        whole = infer_expr(f, place->as.field.object);
        if (whole->kind == TY_STRUCT)
            widen_struct_field(f, whole->structure, place->as.field.name, stored);
        else if (whole->kind == TY_DICT)
            widen_place(f, place->as.field.object, type_dict(f->t->types, stored));
        else if (whole->kind != TY_NEVER)
            widen_field_everywhere(f, place->as.field.name, stored);
        break;
    default:
        break;
    }
}

static bool known_well(const Typed *t, const Type *type)
{
    return t->settled ? type->kind != TY_NEVER : !type_has_never(type);
}

static Instance *new_instance(Typed *t, Function *fn, const Type *receiver, const Type **params)
{
    Arena        *a    = &t->c->arena;
    FunctionInfo *info = function_info(fn);
    Instance     *in   = ARENA_NEW(a, Instance);
    const Type   *none = type_basic(t->types, TY_NEVER);

    in->function = fn;
    in->receiver = receiver;
    in->params   = ARENA_ARRAY(a, const Type *, fn->params.len + 1);
    for (size_t i = 0; i < fn->params.len; i++)
        in->params[i] = params[i];
    in->result = in->yields = none;
    in->locals              = ARENA_ARRAY(a, const Type *, info->local_count + 1);
    for (uint32_t i = 0; i < info->local_count; i++)
        in->locals[i] = none;
    in->facts = ARENA_ARRAY(a, NodeFact, info->last - info->first + 1);
    for (NodeId i = 0; i <= info->last - info->first; i++)
        in->facts[i].type = none;
    in->number = (uint32_t)info->instances.len;
    vec_push(a, &info->instances, in);
    vec_push(a, &t->instances, in);
    t->changed = true;
    return in;
}

static Instance *find_instance(const FunctionInfo *info, const Type **params, size_t count)
{
    for (size_t i = 0; i < info->instances.len; i++) {
        Instance *in   = info->instances.at[i];
        size_t    same = 0;
        while (same < count && in->params[same] == params[same])
            same++;
        if (same == count)
            return in;
    }
    return NULL;
}

Instance *boxed_instance(Typed *t, Function *fn)
{
    FunctionInfo *info = function_info(fn);
    const Type   *params[fn->params.len + 1];

    if (info->boxed)
        return info->boxed;
    for (size_t i = 0; i < fn->params.len; i++)
        params[i] = type_basic(t->types, TY_ANY);
    if (fn->kind == FUNCTION_METHOD && fn->has_self)
        params[0] = info->structure->type;
    info->boxed = find_instance(info, params, fn->params.len);
    if (!info->boxed)
        info->boxed = new_instance(t, fn, info->structure ? info->structure->type : NULL, params);
    info->boxed->boxed = true;
    return info->boxed;
}

Instance *instance_for(Typed *t, Function *fn, const Type *receiver, const Type **args, size_t count)
{
    FunctionInfo *info  = function_info(fn);
    size_t        first = fn->kind == FUNCTION_METHOD && fn->has_self ? 1 : 0;
    const Type   *params[fn->params.len + 1];
    Instance     *found;

    if (count + first != fn->params.len)
        return NULL;
    if (first)
        params[0] = receiver;
    for (size_t i = 0; i < count; i++) {
        params[i + first] = args[i];
        if (!known_well(t, args[i])) {
            if (!t->settled)
                return NULL;
            params[i + first] = type_basic(t->types, TY_ANY);
        }
    }
    found = find_instance(info, params, fn->params.len);
    if (found)
        return found;
    if (info->instances.len >= MOST_INSTANCES)
        return boxed_instance(t, fn);
    return new_instance(t, fn, receiver, params);
}

const Type *call_result(Typed *t, Instance *callee)
{
    if (callee->function->is_generator)
        return type_made_by(t->types, TY_GENERATOR, callee);
    if (callee->function->is_async)
        return type_made_by(t->types, TY_PROMISE, callee);
    return callee->result;
}

void function_escapes(Typed *t, Function *fn)
{
    boxed_instance(t, fn);
}

void dynamic_method(Typed *t, Symbol name)
{
    bool known = false;

    for (size_t i = 0; i < t->dynamic_methods.len; i++)
        known = known || t->dynamic_methods.at[i] == name;
    if (!known)
        vec_push(&t->c->arena, &t->dynamic_methods, name);
    for (size_t i = 0; i < t->structs.len; i++) {
        Function *m = struct_method(t->structs.at[i], name);
        if (m)
            boxed_instance(t, m);
    }
}

/* ---- before the first round ---- */

typedef struct Survey {
    Typed    *t;
    Function *current;
} Survey;

static StructInfo *new_struct(Typed *t, Symbol name, Node *decl)
{
    StructInfo *s = ARENA_NEW(&t->c->arena, StructInfo);

    s->name   = name;
    s->decl   = decl;
    s->number = (uint32_t)t->structs.len;
    s->type   = type_struct(t->types, s);
    vec_push(&t->c->arena, &t->structs, s);
    return s;
}

StructInfo *struct_of_instance(const Typed *t, const Node *literal)
{
    Binding *b = binding_real(t->program->binding[literal->id]);

    if (b && b->kind == BIND_STRUCT)
        return b->info;
    for (size_t i = 0; i < t->structs.len; i++)
        if (!t->structs.at[i]->decl && t->structs.at[i]->name == literal->as.instance.name)
            return t->structs.at[i];
    return NULL;
}

static void survey_struct(Typed *t, Node *n)
{
    Binding    *b = t->program->binding[n->id];
    StructInfo *s = new_struct(t, n->as.structure.name, n);

    if (b)
        b->info = s;
    s->module = b ? b->module : NULL;
    s->owner  = b ? b->owner : NULL;
    for (Node *f = n->as.structure.fields; f; f = f->next) {
        FieldInfo *field     = add_field(t, s, f->as.struct_field.name);
        field->declared      = true;
        field->default_value = f->as.struct_field.value;
    }
    for (Node *m = n->as.structure.methods; m; m = m->next) {
        Function *fn = t->program->function[m->id];
        vec_push(&t->c->arena, &s->methods, fn);
        function_info(fn)->structure = s;
    }
}

/* Structs first: literals may stand before them. */
static bool survey_declaration(void *self, Node *n)
{
    Typed *t = self;

    if (n->kind == ND_STRUCT)
        survey_struct(t, n);
    return true;
}

static void note_value_use(Typed *t, const Node *n)
{
    Binding *b = binding_real(t->program->binding[n->id]);

    if (b && b->info && (b->kind == BIND_VAR || b->kind == BIND_FUNC) && !t->program->declares[n->id])
        var_info(b)->used_as_value = true;
}

static void survey_literal(Typed *t, Node *n)
{
    StructInfo *s = struct_of_instance(t, n);

    if (!s)
        s = new_struct(t, n->as.instance.name, NULL);
    s->literals++;
    for (Node *i = n->as.instance.inits; i; i = i->next)
        add_field(t, s, i->as.init.name)->inits++;
}

static void note_lambda(Typed *t, const Node *target, const Node *value)
{
    Binding *b;

    if (target->kind != ND_NAME || value->kind != ND_FUNC)
        return;
    b = t->program->binding[target->id];
    if (b && b->kind == BIND_VAR && b->assignments == 1)
        var_info(b)->lambda = t->program->function[value->id];
}

static bool survey_use(void *self, Node *n)
{
    Typed *t = self;

    switch ((int)n->kind) {
    case ND_INSTANCE:
        survey_literal(t, n);
        break;
    case ND_NAME:
        note_value_use(t, n);
        break;
    case ND_CALL: /* a callee that is a plain name is no value */
        if (n->as.call.callee->kind != ND_NAME)
            ast_walk(n->as.call.callee, survey_use, t);
        for (Node *a = n->as.call.args; a; a = a->next)
            ast_walk(a, survey_use, t);
        return false;
    case ND_LET:
        note_lambda(t, n->as.let.target, n->as.let.value);
        ast_walk(n->as.let.value, survey_use, t);
        return false;
    case ND_ASSIGN:
        note_lambda(t, n->as.assign.target, n->as.assign.value);
        if (n->as.assign.target->kind == ND_INDEX || n->as.assign.target->kind == ND_FIELD)
            ast_walk(n->as.assign.target, survey_use, t);
        ast_walk(n->as.assign.value, survey_use, t);
        return false;
    default:
        break;
    }
    return true;
}

static bool widest_range(void *self, Node *n)
{
    FunctionInfo *info = self;

    if (n->id < info->first)
        info->first = n->id;
    if (n->id > info->last)
        info->last = n->id;
    return true;
}

static void prepare_function(Typed *t, Function *fn)
{
    FunctionInfo *info = ARENA_NEW(&t->c->arena, FunctionInfo);

    fn->info    = info;
    info->first = UINT32_MAX;
    ast_walk(fn->node, widest_range, info);
    for (size_t i = 0; i < fn->params.len; i++)
        var_info(fn->params.at[i])->local = info->local_count++;
    for (size_t i = 0; i < fn->locals.len; i++)
        var_info(fn->locals.at[i])->local = info->local_count++;
    for (size_t i = 0; i < fn->self_fields.len; i++)
        var_info(fn->self_fields.at[i])->local = info->local_count++;
}

/* A function needs a closure object when it captures a variable, or a function that needs one. */
static void find_environments(Typed *t)
{
    bool grew = true;

    while (grew) {
        grew = false;
        for (size_t i = 0; i < t->program->functions.len; i++) {
            Function *fn = t->program->functions.at[i];
            for (size_t k = 0; k < fn->captures.len && !function_info(fn)->needs_env; k++) {
                Binding *b = binding_real(fn->captures.at[k]);
                if (b->kind == BIND_FUNC && !function_info(t->program->function[b->decl->id])->needs_env)
                    continue;
                if (b->kind == BIND_STRUCT || b->kind == BIND_ENUM || b->kind == BIND_MODULE || b->kind == BIND_BUILTIN)
                    continue;
                function_info(fn)->needs_env = grew = true;
            }
        }
    }
}

static void prepare(Typed *t)
{
    const Program *p = t->program;


    for (size_t i = 0; i < p->bindings.len; i++) {
        Binding *b = p->bindings.at[i];
        if (b->kind != BIND_STRUCT) {
            VarInfo *v = ARENA_NEW(&t->c->arena, VarInfo);
            v->type    = type_basic(t->types, TY_NEVER);
            b->info    = v;
        }
    }
    for (size_t i = 0; i < p->functions.len; i++)
        prepare_function(t, p->functions.at[i]);
    for (size_t i = 0; i < p->modules.len; i++)
        ast_walk(p->modules.at[i]->ast->body, survey_declaration, t);
    for (size_t i = 0; i < p->modules.len; i++)
        ast_walk(p->modules.at[i]->ast->body, survey_use, t);
    find_environments(t);
    for (size_t i = 0; i < p->bindings.len; i++) {
        Binding *b = p->bindings.at[i];
        if (b->kind == BIND_VAR && var_info(b)->lambda && !var_info(b)->used_as_value)
            function_info(var_info(b)->lambda)->direct_only = true;
    }
    for (size_t i = 0; i < t->structs.len; i++) {
        StructInfo *s = t->structs.at[i];
        for (size_t k = 0; k < s->fields.len; k++)
            if (!s->fields.at[k].default_value && s->fields.at[k].inits < s->literals) {
                s->fields.at[k].may_be_absent = true;
                s->fields.at[k].type          = type_basic(t->types, TY_ANY);
            }
    }
}

/* ---- the rounds ---- */

static void infer_instance(Typed *t, Instance *in)
{
    Infer     f  = {t, in};
    Function *fn = in->function;
    Node     *n  = fn->node;

    for (size_t i = 0; i < fn->params.len; i++)
        widen_var(&f, fn->params.at[i], in->params[i]);
    for (size_t i = 0; i < fn->self_fields.len; i++) {
        FieldInfo *field = struct_field(function_info(fn)->structure, fn->self_fields.at[i]->name);
        widen_var(&f, fn->self_fields.at[i], field ? field->type : basic(&f, TY_ANY));
    }
    switch ((int)n->kind) {
    case ND_FUNC:
        infer_block(&f, n->as.func.body);
        if (completes(n->as.func.body->as.body))
            widen(t, &in->result, basic(&f, TY_NULL));
        break;
    case ND_SPAWN:
        infer_block(&f, n->as.spawn.body);
        break;
    case ND_TEST:
        infer_block(&f, n->as.test.body);
        break;
    default:
        infer_block(&f, n);
        break;
    }
}

static void run_rounds(Typed *t)
{
    do {
        t->changed = false;
        for (size_t i = 0; i < t->instances.len; i++)
            infer_instance(t, t->instances.at[i]);
    } while (t->changed);
}

static void start_hooks(Typed *t)
{
    for (Operator op = 0; op < OP_COUNT; op++)
        if (operator_info[op].hook)
            dynamic_method(t, symbol_of(t->c->symbols, (Text){operator_info[op].hook, strlen(operator_info[op].hook)}));
}

Typed *infer_program(Compiler *c, const Program *p)
{
    Typed *t = ARENA_NEW(&c->arena, Typed);

    t->c       = c;
    t->program = p;
    t->types   = types_new(&c->arena);
    prepare(t);
    for (size_t i = 0; i < p->functions.len; i++) {
        Function *fn = p->functions.at[i];
        if (fn->kind == FUNCTION_MODULE || fn->kind == FUNCTION_SPAWN || fn->kind == FUNCTION_TEST)
            new_instance(t, fn, NULL, NULL);
    }
    start_hooks(t);
    run_rounds(t);
    t->settled = true;
    run_rounds(t);
    return t;
}
