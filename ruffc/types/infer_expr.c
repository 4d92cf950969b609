/* Inference rules for expressions, calls apart: see infer_call.c. */

#include "types/infer_internal.h"

static const Type *join(Infer *f, const Type *a, const Type *b)
{
    return type_join(f->t->types, a, b);
}

static const Type *name_type(Infer *f, Node *n)
{
    Binding *b = binding_real(f->t->program->binding[n->id]);

    if (!b)
        return basic(f, TY_ANY);
    switch (b->kind) {
    case BIND_VAR:
    case BIND_PARAM:
    case BIND_FIELD:
    case BIND_IMPORT:
        return var_type(f->t, f->in, b);
    case BIND_FUNC: {
        Function *fn = f->t->program->function[b->decl->id];
        function_escapes(f->t, fn);
        return type_func(f->t->types, fn);
    }
    case BIND_BUILTIN: {
        const BuiltinConstant *k = builtin_constant(b->builtin);
        return basic(f, k && !k->is_namespace ? TY_FLOAT : TY_ANY);
    }
    case BIND_STRUCT:
    case BIND_ENUM:
    case BIND_MODULE:
        break;
    }
    return basic(f, TY_ANY);
}

static const Type *array_literal(Infer *f, Node *n)
{
    const Type *element = basic(f, TY_NEVER);

    for (Node *e = n->as.items; e; e = e->next) {
        const Type *t = infer_expr(f, e->kind == ND_SPREAD ? e->as.operand : e);
        if (e->kind == ND_SPREAD)
            t = t->kind == TY_ARRAY ? t->part : t->kind == TY_NEVER ? t : basic(f, TY_ANY);
        element = join(f, element, t);
    }
    return type_array(f->t->types, element);
}

static const Type *dict_literal(Infer *f, Node *n)
{
    const Type *value = basic(f, TY_NEVER);

    for (Node *e = n->as.items; e; e = e->next) {
        const Type *t;
        if (e->kind == ND_SPREAD) {
            t = infer_expr(f, e->as.operand);
            t = t->kind == TY_DICT ? t->part : t->kind == TY_NEVER ? t : basic(f, TY_ANY);
        } else {
            infer_expr(f, e->as.entry.key);
            t = infer_expr(f, e->as.entry.value);
        }
        value = join(f, value, t);
    }
    return type_dict(f->t->types, value);
}

static const Type *instance_literal(Infer *f, Node *n)
{
    StructInfo *s = struct_of_instance(f->t, n);

    for (Node *i = n->as.instance.inits; i; i = i->next) {
        const Type *t = infer_expr(f, i->as.init.value);
        f->t->at      = i->as.init.value;
        widen_field(f, struct_field(s, i->as.init.name), t);
        f->t->at = n;
    }
    return s->type;
}

/* The hook of a struct on the left (S-41), or NULL. */
static Function *hook_of(Infer *f, Operator op, const Type *left)
{
    const char *hook = operator_info[op].hook;

    if (left->kind != TY_STRUCT || !hook)
        return NULL;
    return struct_method(left->structure, symbol_of(f->t->c->symbols, (Text){hook, strlen(hook)}));
}

void dynamic_operator(Infer *f, Operator op)
{
    const char *hook = operator_info[op].hook;

    if (hook)
        dynamic_method(f->t, symbol_of(f->t->c->symbols, text_of(hook)));
    if (op == OP_NOT_EQUAL)
        dynamic_operator(f, OP_EQUAL);
}

static const Type *hook_type(Infer *f, Node *n, Function *hook, const Type *left, const Type **args,
                             size_t count)
{
    Instance *callee = instance_for(f->t, hook, left, args, count);

    if (callee) {
        node_fact(f->in, n)->callee = callee;
        return call_result(f->t, callee);
    }
    if (!f->t->settled)
        return basic(f, TY_NEVER);
    dynamic_method(f->t, hook->name); /* it runs, if only to refuse its arguments */
    return basic(f, TY_ANY);
}

static const Type *arithmetic_type(Infer *f, Operator op, const Type *l, const Type *r)
{
    if (l->kind == TY_NEVER || r->kind == TY_NEVER || l->kind == TY_NULL)
        return basic(f, TY_NEVER); /* nothing can be done with null */
    if (l->kind == TY_INT && r->kind == TY_INT)
        return l;
    if (type_is_number(l) && type_is_number(r))
        return basic(f, TY_FLOAT);
    if (op == OP_ADD && l->kind == TY_STRING && r->kind == TY_STRING)
        return l;
    return basic(f, TY_ANY);
}

static const Type *binary_type(Infer *f, Node *n)
{
    Operator    op = n->as.binary.op;
    const Type *l  = infer_expr(f, n->as.binary.left);
    const Type *r  = infer_expr(f, n->as.binary.right);
    Function   *hook;

    if (op == OP_COALESCE)
        return l->kind == TY_NULL ? r : join(f, l, r);
    if (op == OP_AND || op == OP_OR)
        return basic(f, TY_BOOL);
    if (l->kind == TY_ANY)
        dynamic_operator(f, op);
    hook = hook_of(f, op, l);
    if (op >= OP_EQUAL && op <= OP_GREATER_EQUAL) {
        if (!hook && op == OP_NOT_EQUAL)
            hook = hook_of(f, OP_EQUAL, l);
        if (hook)
            hook_type(f, n, hook, l, &r, 1);
        return basic(f, TY_BOOL);
    }
    return hook ? hook_type(f, n, hook, l, &r, 1) : arithmetic_type(f, op, l, r);
}

static const Type *unary_type(Infer *f, Node *n)
{
    const Type *t    = infer_expr(f, n->as.unary.operand);
    Function   *hook = hook_of(f, n->as.unary.op, t);

    if (hook)
        return hook_type(f, n, hook, t, NULL, 0);
    if (t->kind == TY_ANY)
        dynamic_operator(f, n->as.unary.op);
    if (t->kind == TY_NEVER)
        return t;
    if (n->as.unary.op == OP_NEG)
        return type_is_number(t) ? t : basic(f, TY_ANY);
    return basic(f, t->kind == TY_BOOL ? TY_BOOL : TY_ANY);
}

static const Type *index_type(Infer *f, Node *n)
{
    const Type *t = infer_expr(f, n->as.index.object);

    infer_expr(f, n->as.index.index);
    if (t->kind == TY_ARRAY || t->kind == TY_DICT)
        return t->part;
    return t->kind == TY_STRING || t->kind == TY_NEVER ? t : basic(f, TY_ANY);
}

static const Type *field_type(Infer *f, Node *n)
{
    Binding    *exported = binding_real(f->t->program->binding[n->id]);
    const Type *t;
    FieldInfo  *k;

    if (exported) {
        if (exported->kind == BIND_FUNC)
            function_escapes(f->t, f->t->program->function[exported->decl->id]);
        return basic(f, TY_ANY);
    }
    t = infer_expr(f, n->as.field.object);
    if (n->as.field.optional)
        return basic(f, TY_ANY);
    if (t->structure) {
        k = struct_field(t->structure, n->as.field.name);
        return k ? k->type : basic(f, TY_ANY);
    }
    if (t->kind == TY_ERROR) {
        Text name = symbol_text(f->t->c->symbols, n->as.field.name);
        return basic(f, text_equal(name, TEXT("message")) ? TY_STRING
                        : text_equal(name, TEXT("line"))  ? TY_INT
                                                          : TY_ANY);
    }
    if (t->kind == TY_NULL)
        return basic(f, TY_NEVER); /* it has none: nothing comes of it */
    return t->kind == TY_DICT ? t->part : t->kind == TY_NEVER ? t : basic(f, TY_ANY);
}

static const Type *lambda_type(Infer *f, Node *n)
{
    Function *fn = f->t->program->function[n->id];

    if (!function_info(fn)->direct_only)
        function_escapes(f->t, fn);
    return type_func(f->t->types, fn);
}

static const Type *yield_type(Infer *f, Node *n)
{
    const Type *t = n->as.jump.operand ? infer_expr(f, n->as.jump.operand) : basic(f, TY_NULL);

    if (n->as.jump.star)
        t = element_type(f, t);
    widen(f->t, &f->in->yields, t, &f->in->yields_reason);
    return basic(f, TY_ANY);
}

static const Type *await_type(Infer *f, Node *n)
{
    const Type *t = infer_expr(f, n->as.jump.operand);

    if (t->kind == TY_PROMISE && f->t->program->in_try[n->id])
        return t->instance->result;
    if (type_rep(t) != REP_VALUE)
        return t;
    return t->kind == TY_NEVER ? t : basic(f, TY_ANY);
}

static void select_types(Infer *f, Node *n)
{
    for (Node *a = n->as.select.arms; a; a = a->next) {
        if (a->as.select_arm.operand)
            infer_expr(f, a->as.select_arm.operand);
        if (a->as.select_arm.value)
            infer_expr(f, a->as.select_arm.value);
    }
    for (Node *a = n->as.select.arms; a; a = a->next) {
        Binding *b = f->t->program->binding[a->id];
        if (a->as.select_arm.name && b)
            widen_var(f, b, basic(f, TY_ANY));
        infer_block(f, a->as.select_arm.body);
    }
}

static const Type *type_of(Infer *f, Node *n)
{
    switch (n->kind) {
    case ND_INT:
        return basic(f, TY_INT);
    case ND_FLOAT:
        return basic(f, TY_FLOAT);
    case ND_BOOL:
        return basic(f, TY_BOOL);
    case ND_NULL:
        return basic(f, TY_NULL);
    case ND_STRING:
        return basic(f, TY_STRING);
    case ND_INTERP:
        for (Node *e = n->as.parts; e; e = e->next)
            infer_expr(f, e);
        return basic(f, TY_STRING);
    case ND_NAME:
        return name_type(f, n);
    case ND_ARRAY:
        return array_literal(f, n);
    case ND_DICT:
        return dict_literal(f, n);
    case ND_INSTANCE:
        return instance_literal(f, n);
    case ND_TAG:
        for (Node *a = n->as.tag.args; a; a = a->next)
            infer_expr(f, a);
        return basic(f, TY_ANY);
    case ND_UNARY:
        return unary_type(f, n);
    case ND_BINARY:
        return binary_type(f, n);
    case ND_CALL:
        return infer_call(f, n);
    case ND_METHOD:
        return infer_method(f, n);
    case ND_INDEX:
        return index_type(f, n);
    case ND_FIELD:
        return field_type(f, n);
    case ND_TRY_OP:
        widen(f->t, &f->in->result, basic(f, TY_ANY), &f->in->result_reason);
        infer_expr(f, n->as.jump.operand);
        return basic(f, TY_ANY);
    case ND_AWAIT:
        return await_type(f, n);
    case ND_YIELD:
        return yield_type(f, n);
    case ND_THROW:
        infer_expr(f, n->as.jump.operand);
        return basic(f, TY_NEVER);
    case ND_FUNC:
        return lambda_type(f, n);
    case ND_SELECT:
        select_types(f, n);
        return basic(f, TY_ANY);
    default:
        return basic(f, TY_ANY); /* ND_SPAWN: its body is an instance of its own */
    }
}

const Type *infer_expr(Infer *f, Node *n)
{
    const Node *outer = f->t->at;
    const Type *t;

    f->t->at = n;
    t        = type_of(f, n);
    f->t->at = outer;
    widen(f->t, &node_fact(f->in, n)->type, t, NULL);
    return node_fact(f->in, n)->type;
}

/* The function of a function expression, or of a declared one's name. */
static Function *function_of_arg(const Infer *f, const Node *n)
{
    Binding *b = n->kind == ND_NAME ? binding_real(f->t->program->binding[n->id]) : NULL;

    if (n->kind == ND_FUNC)
        return f->t->program->function[n->id];
    return b && b->kind == BIND_FUNC ? f->t->program->function[b->decl->id] : NULL;
}

const Type *infer_direct_arg(Infer *f, Node *n)
{
    Function *fn = function_of_arg(f, n);

    if (!fn)
        return infer_expr(f, n);
    widen(f->t, &node_fact(f->in, n)->type, type_func(f->t->types, fn), NULL);
    return node_type(f->in, n);
}

const Type *element_type(Infer *f, const Type *t)
{
    switch (t->kind) {
    case TY_NEVER:
        return t;
    case TY_INT:
    case TY_FLOAT:
        return basic(f, TY_INT);
    case TY_STRING:
    case TY_DICT:
        return basic(f, TY_STRING);
    case TY_ARRAY:
        return t->part;
    case TY_GENERATOR:
        return t->instance->yields;
    default:
        return basic(f, TY_ANY);
    }
}
