/* Statements. */

#include "sema/resolver.h"

/* ---- hoisting (S-58) ---- */

static void hoist_name(Resolver *r, BindingKind kind, Symbol name, Node *decl, Span at)
{
    Binding *old = table_get(&r->scope->names, name);
    Binding *b;

    if (old && old->kind != BIND_PARAM && old->kind != BIND_VAR) {
        r->p->binding[old->decl->id] = NULL; /* the last one holds from the start */
        old->kind                    = kind;
        old->decl                    = decl;
        old->declared                = at;
        b                            = old;
    } else {
        b              = declare(r, kind, name, decl, at);
        b->assignments = 1;
    }
    r->p->binding[decl->id] = b;
}

void hoist(Resolver *r, Node *first)
{
    for (Node *n = first; n; n = n->next) {
        Node *d = n->kind == ND_EXPORT ? n->as.declaration : n;

        if (d->kind == ND_FUNC && d->as.func.name)
            hoist_name(r, BIND_FUNC, d->as.func.name, d, d->as.func.name_at);
        else if (d->kind == ND_STRUCT)
            hoist_name(r, BIND_STRUCT, d->as.structure.name, d, d->at);
        else if (d->kind == ND_ENUM)
            hoist_name(r, BIND_ENUM, d->as.enumeration.name, d, d->at);
    }
}

/* ---- bindings ---- */

/* A function expression as value takes the name of its variable (S-61). Answers its Function. */
static Function *resolve_value(Resolver *r, Node *value, const Node *target)
{
    if (value->kind != ND_FUNC || target->kind != ND_NAME) {
        resolve_expr(r, value);
        return NULL;
    }
    return function_expression(r, value, target->as.name);
}

static void set_value(Binding *b, Node *value, Function *lambda)
{
    record_of(b)->value  = value;
    record_of(b)->lambda = lambda;
}

static void resolve_let(Resolver *r, Node *n)
{
    static const TargetMode mode[] = {
        [LET_LET] = TARGET_LET, [LET_MUT] = TARGET_MUT, [LET_CONST] = TARGET_CONST};
    Function *lambda = resolve_value(r, n->as.let.value, n->as.let.target);
    Binding  *b      = resolve_target(r, n->as.let.target, mode[n->as.let.kind]);

    if (b)
        set_value(b, n->as.let.value, lambda);
}

static void resolve_assign(Resolver *r, Node *n)
{
    Node     *target = n->as.assign.target, *value = n->as.assign.value;
    Function *lambda;
    Binding  *b;

    r->facts->tried[target->id] = r->in_try;
    if (n->as.assign.op != OP_NONE) {
        function_record(r->function)->operates = true;
        if (target->kind == ND_NAME)
            use_name(r, target, target->as.name, USE_UPDATE);
        else
            resolve_place(r, target);
        resolve_expr(r, value);
        return;
    }
    lambda = resolve_value(r, value, target);
    if (target->kind == ND_INDEX || target->kind == ND_FIELD) {
        if (target->kind == ND_INDEX)
            note_stored_key(r, target->as.index.index, value);
        else
            note_stored_field(r, target->as.field.name, value);
        resolve_place(r, target);
        return;
    }
    b = resolve_target(r, target, TARGET_ASSIGN);
    if (b && r->p->declares[target->id])
        set_value(b, value, lambda);
}

/* ---- control flow ---- */

static void resolve_if(Resolver *r, Node *n)
{
    for (; n && n->kind == ND_IF; n = n->as.branch.otherwise) {
        resolve_expr(r, n->as.branch.cond);
        resolve_block(r, n->as.branch.then);
    }
    if (n)
        resolve_block(r, n);
}

typedef struct LoopState {
    Loop *loop;
    bool  breakable;
} LoopState;

static LoopState loop_enter(Resolver *r)
{
    LoopState outer = {r->loop, r->breakable};

    r->loop           = ARENA_NEW(&r->c->arena, Loop);
    r->loop->outer    = outer.loop;
    r->loop->depth    = outer.loop ? outer.loop->depth + 1 : 1;
    r->loop->function = r->function;
    r->breakable      = true;
    return outer;
}

static void loop_leave(Resolver *r, LoopState outer)
{
    r->loop      = outer.loop;
    r->breakable = outer.breakable;
}

static void resolve_while(Resolver *r, Node *n)
{
    LoopState outer = loop_enter(r);

    resolve_expr(r, n->as.loop.cond);
    resolve_block(r, n->as.loop.body);
    loop_leave(r, outer);
}

/* Whether what a `for` runs over is surely no generator: a number, text or list that stands
   there. */
static bool is_plain_iterable(Resolver *r, const Node *n)
{
    const Binding *b;

    if (n->kind == ND_INT || n->kind == ND_STRING || n->kind == ND_ARRAY || n->kind == ND_INTERP)
        return true;
    if (n->kind != ND_CALL || n->as.call.callee->kind != ND_NAME)
        return false;
    b = r->p->binding[n->as.call.callee->id];
    return b && b->kind == BIND_BUILTIN;
}

static void resolve_for(Resolver *r, Node *n)
{
    LoopState outer;

    resolve_expr(r, n->as.each.iterable);
    if (!is_plain_iterable(r, n->as.each.iterable))
        function_record(r->function)->drives = true;
    r->p->in_try[n->id] = r->in_try;
    outer               = loop_enter(r);
    scope_open(r);
    resolve_target(r, n->as.each.target, TARGET_FRESH);
    resolve_block(r, n->as.each.body);
    scope_close(r);
    loop_leave(r, outer);
}

/* Only the body of a try makes failures throw: its handlers count for the try around, if any
   (C-60). */
static void resolve_try(Resolver *r, Node *n)
{
    bool in_try = r->in_try;

    r->function->has_try = true;
    r->in_try            = true;
    resolve_block(r, n->as.attempt.body);
    r->in_try = in_try;
    if (n->as.attempt.handler) {
        scope_open(r);
        if (n->as.attempt.name)
            r->p->binding[n->id] = declare_fresh(r, n->as.attempt.name, n, n->as.attempt.name_at);
        resolve_block(r, n->as.attempt.handler);
        scope_close(r);
    }
    if (n->as.attempt.finally)
        resolve_block(r, n->as.attempt.finally);
}

void may_end_body(Resolver *r)
{
    ModuleRecord *m = module_record(r->module);

    if (r->function->kind == FUNCTION_MODULE && m->early_end == ORDER_NEVER)
        m->early_end = r->order++;
}

static void resolve_statement(Resolver *r, Node *n)
{
    r->facts->tried[n->id] = r->in_try;
    switch ((int)n->kind) { /* the other kinds are expressions or parts of statements */
    case ND_EXPR:
        resolve_expr(r, n->as.operand);
        break;
    case ND_LET:
        resolve_let(r, n);
        break;
    case ND_ASSIGN:
        resolve_assign(r, n);
        break;
    case ND_FUNC:
        function_declared(r, n);
        break;
    case ND_STRUCT:
        struct_declared(r, n);
        break;
    case ND_ENUM:
        break;
    case ND_IF:
        resolve_if(r, n);
        break;
    case ND_WHILE:
        resolve_while(r, n);
        break;
    case ND_FOR:
        resolve_for(r, n);
        break;
    case ND_MATCH:
        resolve_expr(r, n->as.match.subject);
        resolve_arms(r, n->as.match.arms);
        break;
    case ND_TRY:
        resolve_try(r, n);
        break;
    case ND_RETURN:
        resolve_expr(r, n->as.jump.operand);
        may_end_body(r);
        break;
    case ND_BREAK:
    case ND_CONTINUE:
        check_jump(r, n);
        break;
    case ND_IMPORT:
        resolve_import(r, n);
        break;
    case ND_EXPORT:
        resolve_statement(r, n->as.declaration);
        resolve_export(r, n);
        break;
    case ND_TEST:
        test_declared(r, n);
        break;
    default:
        resolve_expr(r, n);
    }
}

void resolve_statements(Resolver *r, Node *first)
{
    hoist(r, first);
    for (Node *n = first; n; n = n->next)
        resolve_statement(r, n);
}

void resolve_block(Resolver *r, Node *block)
{
    scope_open(r);
    resolve_statements(r, block->as.body);
    scope_close(r);
}
