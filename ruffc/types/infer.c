/* Whole-program inference: the driver.

   needs    names
   leaves   a type for every expression in every instance of its function

   Types only ever grow. Each round walks every instance once; the rounds end when nothing grew.
   While the first phase runs, calls whose argument types are not known yet make no instance, so
   that an empty array that is filled later does not leave instances nobody calls. */

#include "types/infer_internal.h"

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
    while (b && b->kind == BIND_IMPORT && b->assignments <= 1 && b->target && !b->is_copy &&
           b->target->kind != BIND_VAR && !b->target->is_copy)
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

static bool does_nothing(const Typed *t, const Node *arg)
{
    const Binding *b = arg->kind == ND_NAME ? t->program->binding[arg->id] : NULL;

    return arg->kind == ND_INT || arg->kind == ND_FLOAT || arg->kind == ND_BOOL ||
           arg->kind == ND_NULL || arg->kind == ND_STRING || (b && !b->maybe_unset);
}

Function *optional_method(const Typed *t, const Type *receiver, const Node *call)
{
    if (!optional_struct(receiver) || call->as.method.optional)
        return NULL;
    for (const Node *a = call->as.method.args; a; a = a->next)
        if (!does_nothing(t, a))
            return NULL;
    return struct_method(receiver->structure, call->as.method.name);
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

const Type *basic(const Infer *f, TypeKind k)
{
    return type_basic(f->t->types, k);
}

/* ---- the rounds ---- */

static void infer_instance(Typed *t, Instance *in)
{
    Infer     f  = {t, in};
    Function *fn = in->function;
    Node     *n  = fn->node;

    t->in = in;
    t->at = n;
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
            widen(t, &in->result, basic(&f, TY_NULL), &in->result_reason);
        break;
    case ND_SPAWN:
        infer_block(&f, n->as.spawn.body);
        break;
    case ND_TEST:
        infer_block(&f, n->as.test.body);
        break;
    default:
        infer_block(&f, n);
        infer_exports(&f, fn->module);
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

Typed *infer_program(Compiler *c, const Program *p)
{
    Typed *t = ARENA_NEW(&c->arena, Typed);

    t->c       = c;
    t->program = p;
    t->types   = types_new(&c->arena);
    survey_program(t);
    for (size_t i = 0; i < p->functions.len; i++) {
        Function *fn = p->functions.at[i];
        if (fn->kind == FUNCTION_MODULE || fn->kind == FUNCTION_SPAWN || fn->kind == FUNCTION_TEST)
            new_instance(t, fn, NULL, NULL);
    }
    run_rounds(t);
    t->settled = true;
    run_rounds(t);
    return t;
}
