/* Before the first round of inference: room for what it will find out, the structs and their
   fields, which functions are values, which need a closure object. */

#include "types/infer_internal.h"

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

    if (b && b->info && (b->kind == BIND_VAR || b->kind == BIND_PARAM || b->kind == BIND_FUNC) &&
        !t->program->declares[n->id])
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

/* A callee that is a plain name is no value. Of an argument that is one inference finds out where it goes
   (infer_call.c). */
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
    case ND_CALL:
        if (n->as.call.callee->kind != ND_NAME)
            ast_walk(n->as.call.callee, survey_use, t);
        for (Node *a = n->as.call.args; a; a = a->next)
            if (a->kind != ND_NAME)
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
                if (b->kind == BIND_FUNC &&
                    !function_info(t->program->function[b->decl->id])->needs_env)
                    continue;
                if (b->kind == BIND_STRUCT || b->kind == BIND_ENUM || b->kind == BIND_MODULE ||
                    b->kind == BIND_BUILTIN)
                    continue;
                function_info(fn)->needs_env = grew = true;
            }
        }
    }
}

/* What a method without self calls an absent field is a variable that is not set (S-34, S-38). */
static void mark_variables(StructInfo *s, Symbol field)
{
    for (size_t i = 0; i < s->methods.len; i++) {
        Function *fn = s->methods.at[i];
        for (size_t k = 0; k < fn->self_fields.len; k++)
            if (fn->self_fields.at[k]->name == field)
                fn->self_fields.at[k]->maybe_unset = true;
    }
}

void survey_program(Typed *t)
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
                mark_variables(s, s->fields.at[k].name);
            }
    }
}
