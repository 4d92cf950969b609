/* Inference rules for statements. */

#include "types/chain.h"
#include "types/infer_internal.h"

static void infer_statement(Infer *f, Node *n);
static void bind_pattern(Infer *f, Node *target, const Type *value);

static void bind_items(Infer *f, Node *pattern, const Type *value)
{
    /* Missing elements are null (S-26), so the names hold any. */
    const Type *any = basic(f, TY_ANY);

    for (Node *i = pattern->as.items; i; i = i->next) {
        if (i->kind == ND_PAT_REST) {
            Binding *b = f->t->program->binding[i->id];
            if (b)
                widen_var(f, b,
                          value->kind == TY_NEVER        ? value
                          : pattern->kind == ND_PAT_DICT ? type_dict(f->t->types, any)
                                                         : type_array(f->t->types, any));
        } else {
            bind_pattern(f, i, value->kind == TY_NEVER ? value : any);
        }
    }
}

static void bind_pattern(Infer *f, Node *target, const Type *value)
{
    if (target->kind == ND_PAT_ARRAY || target->kind == ND_PAT_DICT)
        bind_items(f, target, value);
    else if (target->kind != ND_PAT_SKIP)
        widen_place(f, target, value);
}

static void infer_assign(Infer *f, Node *n)
{
    Node       *target = n->as.assign.target;
    const Type *value  = infer_expr(f, n->as.assign.value);
    const Type *old;

    if (n->as.assign.lazy)
        value = basic(f, TY_ANY);
    if (n->as.assign.op != OP_NONE) {
        /* the same rule as the binary operator, hooks included: shared through a fake node is not
           worth it */
        old = infer_expr(f, target);
        if (old->kind == TY_ANY || old->kind == TY_STRUCT)
            dynamic_operator(f, n->as.assign.op);
        if (old->kind == TY_INT && value->kind == TY_INT)
            value = old;
        else if (type_is_number(old) && type_is_number(value))
            value = basic(f, TY_FLOAT);
        else if (old->kind == TY_STRING && value->kind == TY_STRING && n->as.assign.op == OP_ADD)
            value = old;
        else if (old->kind != TY_NEVER && value->kind != TY_NEVER)
            value = basic(f, TY_ANY);
        else
            value = basic(f, TY_NEVER);
    } else if (target->kind == ND_INDEX) {
        infer_expr(f, target->as.index.object);
        infer_expr(f, target->as.index.index);
    } else if (target->kind == ND_FIELD) {
        infer_expr(f, target->as.field.object);
    }
    bind_pattern(f, target, value);
}

/* for over range(…) never builds the array. */
static bool is_range_call(const Infer *f, const Node *n)
{
    Binding *b;

    if (n->kind != ND_CALL || n->as.call.callee->kind != ND_NAME)
        return false;
    b = f->t->program->binding[n->as.call.callee->id];
    return b && b->kind == BIND_BUILTIN && !builtin_constant(b->builtin) &&
           strcmp(builtins[b->builtin].name, "range") == 0;
}

static void infer_for(Infer *f, Node *n)
{
    const Type *over = infer_expr(f, n->as.each.iterable);
    const Type *item = n->as.each.is_async ? basic(f, TY_ANY) : element_type(f, over);
    const Type *chained = NULL;

    if (is_range_call(f, n->as.each.iterable))
        item = basic(f, TY_INT);
    else if (n->as.each.iterable->kind == ND_METHOD && !n->as.each.is_async)
        chained = chain_element(f->t, f->in, n->as.each.iterable);
    if (chained)
        item = chained;
    bind_pattern(f, n->as.each.target, item);
    infer_block(f, n->as.each.body);
}

static void infer_match(Infer *f, Node *n)
{
    const Type *subject = infer_expr(f, n->as.match.subject);

    for (Node *a = n->as.match.arms; a; a = a->next) {
        Node *p = a->as.arm.pattern;
        if (p->kind == ND_MATCH_BIND)
            widen_var(f, f->t->program->binding[p->id], subject);
        else if (p->kind != ND_MATCH_ANY && p->kind != ND_MATCH_CTOR &&
                 (subject->kind == TY_ANY || subject->kind == TY_STRUCT))
            dynamic_operator(f, OP_EQUAL);
        if (p->kind == ND_MATCH_CTOR)
            for (Node *b = p->as.ctor.binds; b; b = b->next)
                if (b->kind == ND_NAME)
                    widen_var(f, f->t->program->binding[b->id], basic(f, TY_ANY));
        if (a->as.arm.guard)
            infer_expr(f, a->as.arm.guard);
        infer_block(f, a->as.arm.body);
    }
}

static void infer_try(Infer *f, Node *n)
{
    infer_block(f, n->as.attempt.body);
    if (n->as.attempt.name)
        widen_var(f, f->t->program->binding[n->id], basic(f, TY_ERROR));
    if (n->as.attempt.handler)
        infer_block(f, n->as.attempt.handler);
    if (n->as.attempt.finally)
        infer_block(f, n->as.attempt.finally);
}

/* A copy of another variable's value: an imported name, an exported one (S-82). */
static void infer_copy(Infer *f, Binding *b)
{
    const Binding *target = binding_real(b->target);
    bool           typed  = (target->kind == BIND_VAR || target->is_copy) && target->is_global;

    if (binding_real(b) != b)
        return;
    if (target->kind == BIND_FUNC)
        function_escapes(f->t, f->t->program->function[target->decl->id]);
    widen_var(f, b,
              typed && !target->maybe_unset ? var_info(target)->type : basic(f, TY_ANY));
}

static void infer_import(Infer *f, Node *n)
{
    const Import *import = f->t->program->import[n->id];

    for (size_t i = 0; import && i < import->names.len; i++)
        infer_copy(f, import->names.at[i]);
}

void infer_exports(Infer *f, const Module *m)
{
    for (size_t i = 0; i < m->exports.len; i++)
        if (m->exports.at[i]->is_copy)
            infer_copy(f, m->exports.at[i]);
}

static void declare_function(Infer *f, Node *n)
{
    Binding *b = f->t->program->binding[n->id];

    if (b && b->kind == BIND_VAR) {
        Function *fn = f->t->program->function[n->id];
        function_escapes(f->t, fn);
        widen_var(f, b, type_func(f->t->types, fn));
    }
}

static void infer_struct(Infer *f, Node *n)
{
    Binding    *b = f->t->program->binding[n->id];
    StructInfo *s = b ? b->info : NULL;

    for (Node *d = n->as.structure.fields; d; d = d->next)
        if (d->as.struct_field.value) {
            const Type *t = infer_expr(f, d->as.struct_field.value);
            if (s)
                widen_field(f, struct_field(s, d->as.struct_field.name), t);
        }
}

static void infer_any_statement(Infer *f, Node *n)
{
    switch ((int)n->kind) {
    case ND_BLOCK:
        infer_block(f, n);
        break;
    case ND_EXPR:
        infer_expr(f, n->as.operand);
        break;
    case ND_LET:
        bind_pattern(f, n->as.let.target, infer_expr(f, n->as.let.value));
        break;
    case ND_ASSIGN:
        infer_assign(f, n);
        break;
    case ND_IF:
        infer_expr(f, n->as.branch.cond);
        infer_block(f, n->as.branch.then);
        if (n->as.branch.otherwise)
            infer_statement(f, n->as.branch.otherwise);
        break;
    case ND_WHILE:
        if (n->as.loop.cond)
            infer_expr(f, n->as.loop.cond);
        infer_block(f, n->as.loop.body);
        break;
    case ND_FOR:
        infer_for(f, n);
        break;
    case ND_MATCH:
        infer_match(f, n);
        break;
    case ND_TRY:
        infer_try(f, n);
        break;
    case ND_RETURN: {
        const Type *t = n->as.jump.operand ? infer_expr(f, n->as.jump.operand) : basic(f, TY_NULL);
        widen(f->t, &f->in->result, t, &f->in->result_reason);
        break;
    }
    case ND_IMPORT:
        infer_import(f, n);
        break;
    case ND_EXPORT:
        infer_statement(f, n->as.declaration);
        break;
    case ND_FUNC:
        declare_function(f, n);
        break;
    case ND_STRUCT:
        infer_struct(f, n);
        break;
    case ND_ENUM:
    case ND_TEST:
    case ND_BREAK:
    case ND_CONTINUE:
        break;
    default:
        infer_expr(f, n); /* SPAWN, SELECT, YIELD, THROW as statements */
        break;
    }
}

static void infer_statement(Infer *f, Node *n)
{
    const Node *outer = f->t->at;

    f->t->at = n;
    infer_any_statement(f, n);
    f->t->at = outer;
}

void infer_block(Infer *f, Node *block)
{
    for (Node *n = block->as.body; n; n = n->next)
        infer_statement(f, n);
}

/* ---- does control leave the end? ---- */

static bool has_break(const Node *first);

static bool breaks(const Node *n)
{
    switch ((int)n->kind) {
    case ND_BREAK:
        return true;
    case ND_BLOCK:
        return has_break(n->as.body);
    case ND_IF:
        return has_break(n->as.branch.then->as.body) ||
               (n->as.branch.otherwise && breaks(n->as.branch.otherwise));
    case ND_MATCH:
        for (const Node *a = n->as.match.arms; a; a = a->next)
            if (has_break(a->as.arm.body->as.body))
                return true;
        return false;
    case ND_TRY:
        return has_break(n->as.attempt.body->as.body) ||
               (n->as.attempt.handler && has_break(n->as.attempt.handler->as.body)) ||
               (n->as.attempt.finally && has_break(n->as.attempt.finally->as.body));
    case ND_EXPR:
        return breaks(n->as.operand);
    case ND_SELECT:
        for (const Node *a = n->as.select.arms; a; a = a->next)
            if (has_break(a->as.select_arm.body->as.body))
                return true;
        return false;
    case ND_LET:
        return breaks(n->as.let.value);
    case ND_ASSIGN:
        return breaks(n->as.assign.value);
    default:
        return false;
    }
}

static bool has_break(const Node *first)
{
    for (; first; first = first->next)
        if (breaks(first))
            return true;
    return false;
}

static bool takes_all(const Node *arm)
{
    NodeKind kind = arm->as.arm.pattern->kind;

    return arm->as.arm.is_default ||
           (!arm->as.arm.guard && (kind == ND_MATCH_ANY || kind == ND_MATCH_BIND));
}

/* A match that some arm takes for certain, and no arm of which reaches its end. */
static bool match_completes(const Node *n)
{
    bool exhaustive = false;

    for (const Node *a = n->as.match.arms; a; a = a->next) {
        exhaustive = exhaustive || takes_all(a);
        if (completes(a->as.arm.body->as.body))
            return true;
    }
    return !exhaustive;
}

static bool statement_completes(const Node *n)
{
    switch ((int)n->kind) {
    case ND_RETURN:
    case ND_THROW:
    case ND_BREAK:
    case ND_CONTINUE:
        return false;
    case ND_EXPR:
        return n->as.operand->kind != ND_THROW;
    case ND_BLOCK:
        return completes(n->as.body);
    case ND_IF:
        return !n->as.branch.otherwise || completes(n->as.branch.then->as.body) ||
               statement_completes(n->as.branch.otherwise);
    case ND_WHILE:
        return n->as.loop.cond || has_break(n->as.loop.body->as.body);
    case ND_MATCH:
        return match_completes(n);
    case ND_TRY:
        if (n->as.attempt.finally && !completes(n->as.attempt.finally->as.body))
            return false;
        return completes(n->as.attempt.body->as.body) ||
               (n->as.attempt.handler && completes(n->as.attempt.handler->as.body));
    default:
        return true;
    }
}

bool completes(const Node *first)
{
    for (; first; first = first->next)
        if (!statement_completes(first))
            return false;
    return true;
}
