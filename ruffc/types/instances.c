/* Which instances of a function there are: one for each tuple of argument types, and the boxed one
   that calls through values use. */

#include "types/infer_internal.h"

enum {
    MOST_INSTANCES = 8,
    MOST_WITH_FUNCTIONS = 40 /* one for each function that is passed, which is called directly then */
};

static bool known_well(const Typed *t, const Type *type)
{
    return t->settled ? type->kind != TY_NEVER : !type_has_never(type);
}

Instance *new_instance(Typed *t, Function *fn, const Type *receiver, const Type **params)
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
    in->local_reasons       = ARENA_ARRAY(a, Reason, info->local_count + 1);
    in->made                = (Contribution){none, t->at, t->in};
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

/* What an argument that never comes to be is passed as: as some other call passes it. */
static const Type *unreached(const Typed *t, const FunctionInfo *info, size_t param)
{
    return info->instances.len > 0 ? info->instances.at[0]->params[param]
                                   : type_basic(t->types, TY_ANY);
}

static size_t most_instances(const Type **params, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (params[i]->kind == TY_FUNC)
            return MOST_WITH_FUNCTIONS;
    return MOST_INSTANCES;
}

Instance *instance_for(Typed *t, Function *fn, const Type *receiver, const Type **args,
                       size_t count)
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
            params[i + first] = unreached(t, info, i + first);
        }
    }
    found = find_instance(info, params, fn->params.len);
    if (found)
        return found;
    if (info->instances.len >= most_instances(params, fn->params.len)) {
        info->crowded = true;
        return boxed_instance(t, fn);
    }
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
