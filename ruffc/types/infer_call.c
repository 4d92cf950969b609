/* Inference rules for calls: functions, built-ins, methods. */

#include <stdlib.h>

#include "types/chain.h"
#include "types/infer_internal.h"
#include "types/methods.h"

/* ---- result types of built-ins ---- */

typedef struct Reader {
    Typed       *t;
    const char  *at;
    const Type **args;
    size_t       count;
} Reader;

static const Type *read_type(Reader *r);

static bool take(Reader *r, const char *word)
{
    size_t n = strlen(word);

    if (strncmp(r->at, word, n) != 0)
        return false;
    r->at += n;
    return true;
}

static const Type *argument(Reader *r)
{
    size_t n = strtoul(r->at, (char **)&r->at, 10);

    return n >= 1 && n <= r->count ? r->args[n - 1] : type_basic(r->t->types, TY_ANY);
}

static const Type *argument_element(Reader *r)
{
    const Type *t = argument(r);

    return t->part                                       ? t->part
           : t->kind == TY_STRING || t->kind == TY_NEVER ? t
                                                         : type_basic(r->t->types, TY_ANY);
}

static const Type *read_part(Reader *r)
{
    static const struct {
        const char *word;
        TypeKind    kind;
    } words[] = {{"null", TY_NULL},      {"bool", TY_BOOL},     {"int", TY_INT},
                 {"float", TY_FLOAT},    {"string", TY_STRING}, {"error", TY_ERROR},
                 {"channel", TY_CHANNEL}};
    const Type *part;

    if (take(r, "$"))
        return argument(r);
    if (r->at[0] == 'e' && r->at[1] >= '0' && r->at[1] <= '9') {
        r->at++;
        return argument_element(r);
    }
    if (take(r, "array(") || take(r, "dict(")) {
        bool is_array = r->at[-2] == 'y';
        part          = read_type(r);
        take(r, ")");
        return is_array ? type_array(r->t->types, part) : type_dict(r->t->types, part);
    }
    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (take(r, words[i].word))
            return type_basic(r->t->types, words[i].kind);
    r->at += strcspn(r->at, "|)");
    return type_basic(r->t->types, TY_ANY);
}

static const Type *read_type(Reader *r)
{
    const Type *t = read_part(r);

    while (take(r, "|"))
        t = type_join(r->t->types, t, read_part(r));
    return t;
}

const Type *builtin_result(Typed *t, const char *text, const Type **args, size_t count)
{
    Reader r = {t, text, args, count};

    return read_type(&r);
}

/* get(d, key, other): what the dict holds, where that holds the other value too. NULL: it is no such call. */
static const Type *looked_up(Infer *f, const Builtin *b, const Type **args, size_t count)
{
    const Type *joined;

    if (count != 3 || args[0]->kind != TY_DICT || (strcmp(b->name, "get") != 0 && strcmp(b->name, "get_default") != 0))
        return NULL;
    joined = type_join(f->t->types, args[0]->part, args[2]);
    return joined == args[0]->part || args[0]->part->kind == TY_NEVER ? joined : basic(f, TY_ANY);
}

const Type *infer_builtin(Infer *f, Node *n, int builtin, const Type **args, size_t count)
{
    const Builtin *b = &builtins[builtin];
    const Type    *found;

    if ((int)count < b->least || (b->most >= 0 && (int)count > b->most) || !builtin_available(b))
        return basic(f, TY_ANY);
    for (size_t i = 0; i < count; i++)
        if (args[i]->kind == TY_NEVER)
            return basic(f, f->t->settled ? TY_ANY : TY_NEVER);
    if ((b->effects & EFFECT_NETWORK) && !f->t->program->in_try[n->id])
        return basic(f, TY_ANY);
    found = looked_up(f, b, args, count);
    return found ? found : builtin_result(f->t, b->result, args, count);
}

/* ---- who is called ---- */

Function *known_callee(const Typed *t, const Instance *in, const Node *callee)
{
    Binding *b;

    if (callee->kind == ND_NAME) {
        b = binding_real(t->program->binding[callee->id]);
        if (!b)
            return NULL;
        if (b->kind == BIND_FUNC)
            return t->program->function[b->decl->id];
        if (b->kind == BIND_VAR && !b->maybe_unset && var_info(b)->lambda)
            return var_info(b)->lambda;
        if (b->kind != BIND_VAR && b->kind != BIND_PARAM)
            return NULL;
        if (var_type(t, in, b)->kind == TY_FUNC)
            return var_type(t, in, b)->function;
        return NULL;
    }
    if (callee->kind == ND_FUNC)
        return t->program->function[callee->id];
    return NULL;
}

/* ---- arguments ---- */

static size_t infer_args(Infer *f, Node *first, const Type **out, size_t room)
{
    size_t n = 0;

    for (Node *a = first; a; a = a->next) {
        const Type *t = infer_expr(f, a);
        if (n < room)
            out[n] = t;
        n++;
    }
    return n;
}

/* A function as an argument: who calls it directly needs no form for values. The others call
   args_escape. */
static void infer_direct_args(Infer *f, Node *first, const Type **out)
{
    for (Node *a = first; a; a = a->next)
        *out++ = infer_direct_arg(f, a);
}

/* What is passed by its name may be a variable that is bound once, to a function expression. */
static void arg_escapes(Infer *f, const Node *arg)
{
    const Type *t = node_type(f->in, arg);
    Binding    *b;

    if (arg->kind != ND_FUNC && arg->kind != ND_NAME)
        return;
    if (t->kind == TY_FUNC)
        function_escapes(f->t, t->function);
    b = arg->kind == ND_NAME ? binding_real(f->t->program->binding[arg->id]) : NULL;
    if (b && b->kind == BIND_VAR && var_info(b)->lambda)
        function_escapes(f->t, var_info(b)->lambda);
}

static void args_escape(Infer *f, const Node *first)
{
    for (; first; first = first->next)
        arg_escapes(f, first);
}

/* True when a function that is passed as this parameter is only called there, by its name. */
static bool is_only_called(const Instance *callee, size_t param)
{
    const Binding *b = callee->function->params.at[param];

    return callee->params[param]->kind == TY_FUNC && !var_info(b)->used_as_value && !b->captured &&
           !b->maybe_unset && b->assignments <= 1;
}

static void args_of_known(Infer *f, const Node *first, const Instance *callee, size_t param)
{
    for (; first; first = first->next, param++)
        if (!is_only_called(callee, param))
            arg_escapes(f, first);
}

/* ---- calls ---- */

static const Type *call_known(Infer *f, Node *n, Function *fn, const Type *receiver, Node *args,
                              const Type **types, size_t count)
{
    size_t    first = fn->kind == FUNCTION_METHOD && fn->has_self ? 1 : 0;
    Instance *callee;

    if (count + first != fn->params.len) {
        args_escape(f, args);
        return basic(f, TY_ANY);
    }
    callee                       = instance_for(f->t, fn, receiver, types, count);
    node_fact(f->in, n)->callee = callee;
    if (!callee)
        return basic(f, TY_NEVER);
    node_fact(f->in, n)->likely = likely_instance(f->t, callee, types, count);
    args_of_known(f, args, callee, first);
    return call_result(f->t, callee);
}

/* map(xs, f) and its like, as functions and as methods; NULL when it stays a call of the built-in. */
static const Type *eager_type(Infer *f, Node *n)
{
    EagerCall   e;
    const Type *over;

    if (!eager_call(f->t, f->in, n, &e))
        return NULL;
    over = infer_expr(f, e.over);
    if (e.initial)
        infer_expr(f, e.initial);
    infer_direct_arg(f, e.step.argument);
    if (over->kind == TY_NEVER && !f->t->settled)
        return over;
    if (over->kind == TY_ARRAY)
        return infer_eager(f, n, &e);
    function_escapes(f->t, e.step.function);
    return NULL;
}

static bool is_number(const Type *t)
{
    return type_is_number(t) || t->kind == TY_BOOL;
}

/* parallel_map(xs, f): the form of f for values tests for what comes from such an array, and calls the instance for
   it (emit/boxed.c). */
static void want_instance(Infer *f, const Node *args, const Type *const *types)
{
    const Type *element  = types[0]->kind == TY_ARRAY ? types[0]->part : types[0];
    Function   *function = args->next ? chain_function(f->t, f->in, args->next, 1) : NULL;
    Instance   *wanted;

    if (!function || element == types[0] || !is_number(element))
        return;
    wanted = instance_for(f->t, function, NULL, &element, 1);
    if (wanted)
        wanted->wanted = true;
}

const Type *infer_call(Infer *f, Node *n)
{
    Node       *callee = n->as.call.callee;
    size_t      count  = list_count(n->as.call.args);
    const Type *args[count + 1], *eager;
    Function   *fn = known_callee(f->t, f->in, callee);
    Binding *b = callee->kind == ND_NAME ? binding_real(f->t->program->binding[callee->id]) : NULL;

    if (fn) {
        if (callee->kind == ND_FUNC)
            function_info(fn)->direct_only = true;
        if (callee->kind == ND_FUNC || (b && b->kind != BIND_FUNC))
            infer_expr(f, callee);
        infer_direct_args(f, n->as.call.args, args);
        return call_known(f, n, fn, NULL, n->as.call.args, args, count);
    }
    eager = eager_type(f, n);
    if (eager)
        return eager;
    if (b && b->kind == BIND_BUILTIN && !builtin_constant(b->builtin)) {
        infer_args(f, n->as.call.args, args, count);
        args_escape(f, n->as.call.args);
        if ((builtins[b->builtin].effects & EFFECT_CALLS) && count >= 2)
            want_instance(f, n->as.call.args, args);
        return infer_builtin(f, n, b->builtin, args, count);
    }
    infer_expr(f, callee);
    infer_args(f, n->as.call.args, args, count);
    args_escape(f, n->as.call.args);
    return basic(f, TY_ANY);
}

/* ---- methods ---- */

static bool is_place(const Node *n)
{
    while (n->kind == ND_INDEX || n->kind == ND_FIELD) {
        if (n->kind == ND_FIELD && n->as.field.optional)
            return false;
        n = n->kind == ND_INDEX ? n->as.index.object : n->as.field.object;
    }
    return n->kind == ND_NAME;
}

static const Type *array_change(Infer *f, Node *n, Change change, const Type *t, const Type **args,
                                size_t count)
{
    const Type *added;

    switch (change) {
    case CHANGE_PUSH:
    case CHANGE_INSERT:
        if (count != (change == CHANGE_PUSH ? 1u : 2u))
            break;
        added = type_array(f->t->types, args[count - 1]);
        if (is_place(n->as.method.object))
            widen_place(f, n->as.method.object, added);
        return type_join(f->t->types, t, added);
    case CHANGE_REMOVE:
    case CHANGE_CLEAR:
        return t;
    case CHANGE_REMOVE_AT:
        return t->part;
    case CHANGE_POP:
    case CHANGE_UPDATE:
    case CHANGE_OTHER:
    case CHANGE_NONE:
        break;
    }
    return basic(f, TY_ANY);
}

static const Type *dict_change(Infer *f, Node *n, Change change, const Type *t, const Type **args,
                               size_t count)
{
    const Type *grown;

    if (change == CHANGE_CLEAR)
        return t;
    if (change != CHANGE_UPDATE || count != 1)
        return basic(f, TY_ANY);
    grown = args[0]->kind == TY_DICT ? type_join(f->t->types, t, args[0])
                                     : type_dict(f->t->types, basic(f, TY_ANY));
    if (is_place(n->as.method.object))
        widen_place(f, n->as.method.object, grown);
    return grown;
}

/* A changing method on something of unknown type may change a typed field that the place runs
   through. */
static const Type *unknown_change(Infer *f, Node *n)
{
    const Type *any = basic(f, TY_ANY);

    if (n->as.method.object->kind == ND_FIELD && is_place(n->as.method.object))
        widen_place(f, n->as.method.object, any);
    return any;
}

static const Type *library_method(Infer *f, Node *n, const Type *t, const Type **args, size_t count)
{
    Text        name    = symbol_text(f->t->c->symbols, n->as.method.name);
    int         builtin = method_builtin(t->kind, name);
    const Type *all[count + 1];

    if (builtin < 0)
        return basic(f, TY_ANY);
    all[0] = t;
    for (size_t i = 0; i < count; i++)
        all[i + 1] = args[i];
    return infer_builtin(f, n, builtin, all, count + 1);
}

static const Type *struct_call(Infer *f, Node *n, const Type *t, const Type **args, size_t count)
{
    Function *m = struct_method(t->structure, n->as.method.name);

    return m ? call_known(f, n, m, t, n->as.method.args, args, count) : basic(f, TY_ANY);
}

static const Type *method_on(Infer *f, Node *n, const Type *t, const Type **args, size_t count)
{
    Change change = method_change(symbol_text(f->t->c->symbols, n->as.method.name));

    switch (t->kind) {
    case TY_NEVER:
        return t;
    case TY_NULL:
        return basic(f, n->as.method.optional ? TY_ANY : TY_NEVER); /* it has no methods */
    case TY_STRUCT:
        return struct_call(f, n, t, args, count);
    case TY_ARRAY:
        if (change != CHANGE_NONE)
            return array_change(f, n, change, t, args, count);
        return library_method(f, n, t, args, count);
    case TY_DICT:
        if (change == CHANGE_CLEAR || change == CHANGE_UPDATE || change == CHANGE_REMOVE)
            return dict_change(f, n, change, t, args, count);
        return library_method(f, n, t, args, count);
    case TY_STRING:
        return library_method(f, n, t, args, count);
    default:
        if (optional_method(f->t, t, n))
            return struct_call(f, n, t->structure->type, args, count);
        break;
    }
    dynamic_method(f->t, n->as.method.name);
    if (change != CHANGE_NONE)
        return unknown_change(f, n);
    return basic(f, TY_ANY);
}

const Type *infer_method(Infer *f, Node *n)
{
    size_t      count = list_count(n->as.method.args);
    const Type *args[count + 1];
    Binding    *exported = binding_real(f->t->program->binding[n->id]);
    Node       *object   = n->as.method.object;
    const Type *t, *chained, *eager;

    if (exported) {
        infer_args(f, n->as.method.args, args, count);
        if (exported->kind == BIND_FUNC)
            return call_known(f, n, f->t->program->function[exported->decl->id], NULL,
                              n->as.method.args, args, count);
        return basic(f, TY_ANY);
    }
    if (object->kind == ND_NAME) {
        Binding *b = f->t->program->binding[object->id];
        if (b && b->kind == BIND_BUILTIN && builtin_constant(b->builtin) &&
            builtin_constant(b->builtin)->is_namespace) {
            int member = builtin_member(symbol_text(f->t->c->symbols, object->as.name),
                                        symbol_text(f->t->c->symbols, n->as.method.name));
            infer_args(f, n->as.method.args, args, count);
            return member < 0 ? basic(f, TY_ANY) : infer_builtin(f, n, member, args, count);
        }
    }
    eager = eager_type(f, n);
    if (eager)
        return eager;
    t = infer_expr(f, object);
    infer_args(f, n->as.method.args, args, count);
    t       = method_on(f, n, t, args, count);
    chained = infer_chain(f, n);
    if (chained)
        return chained;
    return n->as.method.optional && t->kind != TY_NEVER ? basic(f, TY_ANY) : t;
}
