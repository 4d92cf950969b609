/* Statements to IR, loops and match apart. */

#include "ir/build.h"

/* ---- scopes ---- */

void open_scope(Build *b, Scope *s)
{
    *s       = (Scope){.outer = b->scope};
    b->scope = s;
}

static void release_scope(Build *b, const Scope *s)
{
    for (size_t i = s->vars.len; i > 0; i--) {
        RegId r = s->vars.at[i - 1];
        if (reg(b, r)->counted)
            emit(b, IR_RELEASE, NULL, r, 0, 0);
    }
}

void close_scope(Build *b)
{
    release_scope(b, b->scope);
    b->scope = b->scope->outer;
}

void leave_scopes(Build *b, Scope *until)
{
    for (const Scope *s = b->scope; s && s != until && !s->runs_finally; s = s->outer)
        release_scope(b, s);
}

/* The scope that a finally block guards, NULL: none around. */
static const Scope *finally_scope(const Build *b)
{
    const Scope *s = b->scope;

    while (s && !s->runs_finally)
        s = s->outer;
    return s;
}

void note_return_ends(Build *b, Inst *guarded)
{
    const Scope *end = finally_scope(b);

    if (!end)
        return; /* the function's own end releases them */
    for (const Scope *s = b->scope; s != end; s = s->outer)
        for (size_t i = s->vars.len; i > 0; i--)
            if (reg(b, s->vars.at[i - 1])->counted)
                vec_push(&b->p->c->arena, &guarded->ends, s->vars.at[i - 1]);
}

static bool holds_counts(const Build *b, const Scope *end)
{
    for (const Scope *s = b->scope; s != end; s = s->outer)
        for (size_t i = 0; i < s->vars.len; i++)
            if (reg(b, s->vars.at[i])->counted)
                return true;
    return false;
}

/* What others import of the module's variables (S-82): taken when its run ends. */
static void copy_exports(Build *b)
{
    const Function *fn = b->f->instance->function;

    if (fn->kind != FUNCTION_MODULE)
        return;
    for (size_t i = 0; i < fn->module->exports.len; i++) {
        Binding *v = fn->module->exports.at[i];
        if (v->is_copy)
            store_var(b, v, load_unchecked(b, v->target), true);
    }
}

void leave_function(Build *b, RegId value)
{
    const Scope *end = finally_scope(b);
    RegId        kept;

    copy_exports(b);
    if (end && holds_counts(b, end)) { /* what the block cannot see is gone before it runs (C-73) */
        if (reg(b, value)->counted) {
            kept = variable(b, b->f->result);
            move(b, kept, value);
            value = kept;
        }
        leave_scopes(b, NULL);
    }
    add_inst(b, IR_RETURN, NO_REG, &value, 1);
}

/* ---- what a block declares before its first statement runs ---- */

static void make_cell(Build *b, Binding *v)
{
    RegId r;

    if (!v || is_global(v) || !lives_in_cell(v) || v->owner != b->f->instance->function)
        return;
    r = emit(b, IR_CELL_NEW, bt(b, TY_ANY), emit(b, IR_ABSENT, bt(b, TY_ANY), 0, 0, 0), 0, 0);
    reg(b, r)->rep   = REP_OBJECT;
    reg(b, r)->ctype = "rf_cell *";
    move(b, cell_of(b, v), r);
    var_info(v)->hoisted = true;
    vec_push(&b->p->c->arena, &b->scope->vars, var_info(v)->reg);
}

static void cells_of_target(Build *b, Node *target)
{
    if (target->kind == ND_NAME || target->kind == ND_PAT_REST) {
        Binding *v = b->p->typed->program->declares[target->id];
        make_cell(b, v);
        if (v && !is_global(v) && !lives_in_cell(v) && v->maybe_unset)
            declare_var(b, v, emit(b, IR_ABSENT, bt(b, TY_ANY), 0, 0, 0));
    } else if (target->kind == ND_PAT_ARRAY || target->kind == ND_PAT_DICT) {
        for (Node *i = target->as.items; i; i = i->next)
            cells_of_target(b, i);
    }
}

static Node *declared_function(Node *n)
{
    if (n->kind == ND_EXPORT)
        n = n->as.declaration;
    return n->kind == ND_FUNC ? n : NULL;
}

static bool needs_variable(const Build *b, const Binding *v)
{
    return v && (v->kind == BIND_VAR ||
                 function_info(b->p->typed->program->function[v->decl->id])->needs_env);
}

/* The closure of a declared function. */
static void make_declared(Build *b, Node *d)
{
    const Program *p = b->p->typed->program;
    Binding       *v = p->binding[d->id];

    if (!needs_variable(b, v) || v->decl != d)
        return;
    if (lives_in_cell(v) || is_global(v))
        store_var(b, v, build_function_value(b, p->function[d->id]), false);
    else
        declare_var(b, v, build_function_value(b, p->function[d->id]));
}

static void declare_in_place(Build *b, Node *d)
{
    const Program *p = b->p->typed->program;

    if (p->binding[d->id] && p->binding[d->id]->kind != BIND_VAR && !p->function[d->id]->made_early)
        make_declared(b, d);
}

/* Cells first, then the closures of declared functions, which may capture them (S-58). */
static void hoist(Build *b, Node *first)
{
    const Program *p = b->p->typed->program;

    for (Node *n = first; n; n = n->next) {
        Node *d = n->kind == ND_EXPORT ? n->as.declaration : n;
        if (d->kind == ND_LET)
            cells_of_target(b, d->as.let.target);
        else if (d->kind == ND_ASSIGN && d->as.assign.op == OP_NONE)
            cells_of_target(b, d->as.assign.target);
        else if (d->kind == ND_FUNC && needs_variable(b, p->binding[d->id]))
            make_cell(b, p->binding[d->id]);
    }
    for (Node *n = first; n; n = n->next) {
        Node *d = declared_function(n);
        if (d && p->binding[d->id] &&
            (p->binding[d->id]->kind == BIND_VAR || p->function[d->id]->made_early))
            make_declared(b, d);
    }
}

/* ---- statements ---- */

static void build_let(Build *b, Node *n)
{
    Node       *target = n->as.let.target;
    const Type *want   = NULL;
    Binding    *v      = target->kind == ND_NAME ? b->p->typed->program->binding[target->id] : NULL;
    RegId       value;

    if (v)
        want = v->maybe_unset ? NULL : var_type(b->p->typed, b->in, v);
    value = build_expr(b, n->as.let.value, want);
    assign_target(b, target, value);
}

static bool may_be_error(const Build *b, Node *e, RegId r)
{
    if (e->kind == ND_NULL || e->kind == ND_YIELD || e->kind == ND_SPAWN || e->kind == ND_FUNC)
        return false;
    if (node_type(b->in, e)->kind == TY_NULL || node_type(b->in, e)->kind == TY_NEVER)
        return false;
    return reg(b, r)->type->kind == TY_ANY || reg(b, r)->type->kind == TY_ERROR;
}

static void build_expression(Build *b, Node *e)
{
    RegId r = build_expr(b, e, NULL);

    set_place(b, e->at);
    if (may_be_error(b, e, r))
        call_c(b, "rf_throw_if_error", NULL, 'e', 0, 1, &r);
}

static RegId condition(Build *b, Node *n)
{
    RegId r = build_expr(b, n, NULL);

    set_place(b, n->at);
    return truth(b, r);
}

void build_inner(Build *b, Block *into, Node *block)
{
    Block *outer = b->block;

    b->block = into;
    build_block(b, block);
    b->block = outer;
}

static void build_statement(Build *b, Node *n);

static void build_if(Build *b, Node *n)
{
    RegId  test   = condition(b, n->as.branch.cond);
    Inst  *branch = add_inst(b, IR_IF, NO_REG, &test, 1);
    Node  *other  = n->as.branch.otherwise;
    Block *outer  = b->block;

    build_inner(b, &branch->body, n->as.branch.then);
    if (!other)
        return;
    b->block = &branch->other;
    if (other->kind == ND_IF)
        build_if(b, other);
    else
        build_block(b, other);
    b->block = outer;
}

static void build_return(Build *b, Node *n)
{
    RegId r = n->as.jump.operand ? build_expr(b, n->as.jump.operand, b->f->result) : const_null(b);

    r = coerce(b, r, b->f->result);
    set_place(b, n->as.jump.op_at);
    leave_function(b, r);
}

/* Variables outside a finally block that the jump runs through: it still sees them. */
static void note_ends(Build *b, Scope *until, Inst *jump)
{
    bool behind = false;

    for (const Scope *s = b->scope; s && s != until; s = s->outer) {
        for (size_t i = s->vars.len; behind && i > 0; i--)
            if (reg(b, s->vars.at[i - 1])->counted)
                vec_push(&b->p->c->arena, &jump->ends, s->vars.at[i - 1]);
        if (behind && s->runs_finally)
            vec_push(&b->p->c->arena, &jump->ends, NO_REG);
        behind = behind || s->runs_finally;
    }
}

static void build_jump(Build *b, Node *n)
{
    LoopContext *l = b->loop;
    Inst        *jump;
    bool         breaks;

    if (!l)
        return;
    leave_scopes(b, l->scope);
    breaks         = n->kind == ND_BREAK || l->round;
    jump           = add_inst(b, breaks ? IR_BREAK : IR_CONTINUE, NO_REG, NULL, 0);
    jump->imm.loop = n->kind == ND_CONTINUE && l->round ? l->round : l->loop;
    note_ends(b, l->scope, jump);
}

/* Runs the module, then takes the values that its exports had when its run ended (S-82). */
static void build_import(Build *b, Node *n)
{
    const Import *import = b->p->typed->program->import[n->id];

    if (!import)
        return;
    set_place(b, n->at);
    if (import->module)
        add_inst(b, IR_CALL, temp(b, bt(b, TY_ANY)), NULL, 0)->imm.callee =
            func_for(b->p, function_info(import->module->body)->instances.at[0]);
    if (import->failure.len > 0) {
        fail_always(b, "rf_throw", "%s", c_text(b, import->failure), 0);
        return;
    }
    for (size_t i = 0; i < import->names.len; i++) {
        Binding *v = import->names.at[i];
        if (binding_real(v) == v)
            declare_var(b, v, load_var(b, binding_real(v->target), n->at));
    }
}

static void build_statement(Build *b, Node *n)
{
    set_place(b, n->at);
    if (n->kind != ND_FUNC && n->kind != ND_STRUCT && n->kind != ND_ENUM && n->kind != ND_TEST)
        add_inst(b, IR_LINE, NO_REG, NULL, 0)->imm.node = n;
    switch ((int)n->kind) {
    case ND_BLOCK:
        build_block(b, n);
        break;
    case ND_EXPR:
        build_expression(b, n->as.operand);
        break;
    case ND_LET:
        build_let(b, n);
        break;
    case ND_ASSIGN:
        build_assign(b, n);
        break;
    case ND_IF:
        build_if(b, n);
        break;
    case ND_WHILE:
        build_while(b, n);
        break;
    case ND_FOR:
        build_for(b, n);
        break;
    case ND_MATCH:
        build_match(b, n);
        break;
    case ND_TRY:
        build_try(b, n);
        break;
    case ND_RETURN:
        build_return(b, n);
        break;
    case ND_BREAK:
    case ND_CONTINUE:
        build_jump(b, n);
        break;
    case ND_IMPORT:
        build_import(b, n);
        break;
    case ND_EXPORT:
        build_statement(b, n->as.declaration);
        break;
    case ND_FUNC:
        declare_in_place(b, n);
        break;
    case ND_STRUCT:
    case ND_ENUM:
    case ND_TEST:
        break;
    default:
        build_expression(b, n);
        break;
    }
}

void build_statements(Build *b, Node *first)
{
    hoist(b, first);
    for (Node *n = first; n; n = n->next)
        build_statement(b, n);
}

void build_block(Build *b, Node *block)
{
    Scope scope;

    open_scope(b, &scope);
    build_statements(b, block->as.body);
    close_scope(b);
}
