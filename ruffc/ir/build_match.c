/* match, select, spawn and yield to IR. */

#include "ir/build.h"

/* ---- match ---- */

static RegId literal_test(Build *b, Node *p, RegId subject)
{
    RegId l = build_expr(b, p, NULL), args[2];

    if (p->kind == ND_NULL && reg(b, subject)->rep == REP_VALUE)
        return emit(b, IR_IS_NULL, bt(b, TY_BOOL), subject, 0, 0);
    if ((p->kind == ND_INT || p->kind == ND_FLOAT || p->kind == ND_STRING || p->kind == ND_BOOL) &&
        reg(b, subject)->rep != REP_VALUE)
        return build_binary_values(b, p, OP_EQUAL, subject, l);
    args[0] = box(b, subject);
    args[1] = box(b, l);
    return call_c(b, "rf_eq", bt(b, TY_BOOL), 'e', 0, 2, args);
}

static RegId ctor_test(Build *b, Node *p, RegId subject)
{
    RegId boxed = box(b, subject);
    RegId r     = emit(b, IR_MATCH_VARIANT, bt(b, TY_BOOL), boxed, 0, 0);

    last_inst(b)->imm.node = p;
    return r;
}

/* The test of a pattern; 0 when it always fits. */
static RegId pattern_test(Build *b, Node *p, RegId subject)
{
    set_place(b, p->at);
    switch ((int)p->kind) {
    case ND_MATCH_ANY:
    case ND_MATCH_BIND:
        return NO_REG;
    case ND_MATCH_CTOR:
        return ctor_test(b, p, subject);
    default:
        return literal_test(b, p, subject);
    }
}

static void bind_parts(Build *b, Node *p, RegId subject)
{
    int64_t k = 0;

    if (p->kind == ND_MATCH_BIND) {
        Binding *v = b->p->typed->program->binding[p->id];
        if (v)
            declare_var(b, v, subject);
        return;
    }
    if (p->kind != ND_MATCH_CTOR)
        return;
    for (Node *part = p->as.ctor.binds; part; part = part->next, k++) {
        Binding *v       = part->kind == ND_NAME ? b->p->typed->program->binding[part->id] : NULL;
        RegId    args[2] = {box(b, subject), const_int(b, k)};
        if (!v)
            continue;
        args[0]              = call_c(b, "rf_match_payload", bt(b, TY_ANY), '-', 0, 2, args);
        last_inst(b)->no_cx = true;
        declare_var(b, v, args[0]);
    }
}

static void build_arms(Build *b, Node *arm, RegId subject, Node *fallback);

static void run_arm(Build *b, Node *arm)
{
    build_block(b, arm->as.arm.body);
}

/* Pattern and guard as one condition: a guard may name what the pattern binds. */
static RegId arm_condition(Build *b, Node *arm, RegId subject)
{
    RegId  test = pattern_test(b, arm->as.arm.pattern, subject), fits;
    Block *outer = b->block;
    Inst  *branch = NULL;

    if (!arm->as.arm.guard) {
        if (test) {
            return test;
        }
        return NO_REG;
    }
    fits = variable(b, bt(b, TY_BOOL));
    if (test) {
        move(b, fits, test);
        branch   = add_inst(b, IR_IF, NO_REG, &fits, 1);
        b->block = &branch->body;
    }
    bind_parts(b, arm->as.arm.pattern, subject);
    move(b, fits, truth(b, build_expr(b, arm->as.arm.guard, NULL)));
    b->block = outer;
    return fits;
}

/* `default`, or `_` alone: taken when no other arm fits, wherever it stands (S-48). */
static bool is_fallback(const Node *arm)
{
    return arm->as.arm.is_default ||
           (arm->as.arm.pattern->kind == ND_MATCH_ANY && !arm->as.arm.guard);
}

static void build_arms(Build *b, Node *arm, RegId subject, Node *fallback)
{
    Block *outer = b->block;
    Scope  scope;
    RegId  test;
    Inst  *branch;

    while (arm && is_fallback(arm))
        arm = arm->next;
    if (!arm) {
        if (fallback)
            run_arm(b, fallback);
        return;
    }
    open_scope(b, &scope);
    test = arm_condition(b, arm, subject);
    if (!test) {
        bind_parts(b, arm->as.arm.pattern, subject);
        run_arm(b, arm);
        close_scope(b);
        return;
    }
    branch   = add_inst(b, IR_IF, NO_REG, &test, 1);
    b->block = &branch->body;
    if (!arm->as.arm.guard)
        bind_parts(b, arm->as.arm.pattern, subject);
    run_arm(b, arm);
    b->block = &branch->other;
    build_arms(b, arm->next, subject, fallback);
    b->block = outer;
    close_scope(b);
}

void build_match(Build *b, Node *n)
{
    RegId value   = build_expr(b, n->as.match.subject, NULL);
    RegId subject = variable(b, reg(b, value)->type);
    Node *fallback = NULL;
    Scope scope;

    open_scope(b, &scope);
    move(b, subject, value);
    vec_push(&b->p->c->arena, &scope.vars, subject);
    for (Node *a = n->as.match.arms; a && !fallback; a = a->next)
        if (is_fallback(a))
            fallback = a;
    build_arms(b, n->as.match.arms, subject, fallback);
    close_scope(b);
}

/* ---- select ---- */

static bool is_operation(const Node *a)
{
    return a->as.select_arm.kind == SELECT_RECEIVE || a->as.select_arm.kind == SELECT_SEND ||
           a->as.select_arm.kind == SELECT_AWAIT;
}

static RegId keep(Build *b, RegId r)
{
    RegId v = variable(b, bt(b, TY_ANY));

    move(b, v, box(b, r));
    return v;
}

static void run_select_arm(Build *b, Node *a, RegId result, Inst *select, int64_t index)
{
    Binding *v = a->as.select_arm.name ? b->p->typed->program->binding[a->id] : NULL;
    Scope    scope;

    open_scope(b, &scope);
    if (is_operation(a)) {
        RegId got                  = emit(b, IR_SELECT_GOT, bt(b, TY_ANY), 0, 0, 0);
        last_inst(b)->imm.integer = index;
        last_inst(b)->select      = select;
        if (v)
            declare_var(b, v, got);
    }
    if (!a->as.select_arm.braced && a->as.select_arm.body->as.body &&
        !a->as.select_arm.body->as.body->next && a->as.select_arm.body->as.body->kind == ND_EXPR) {
        move(b, result, build_boxed(b, a->as.select_arm.body->as.body->as.operand));
    } else {
        build_block(b, a->as.select_arm.body);
        move(b, result, const_null(b));
    }
    close_scope(b);
}

/* A channel and what is sent for each operation, then the milliseconds of the timeout; gives how
   many. */
static uint32_t select_operands(Build *b, Node *n, RegId *args)
{
    RegId    timeout = NO_REG;
    uint32_t k       = 0;

    for (Node *a = n->as.select.arms; a; a = a->next) {
        Node *operand = a->as.select_arm.operand, *value = a->as.select_arm.value;
        if (a->as.select_arm.kind == SELECT_TIMEOUT) {
            timeout = keep(b, build_expr(b, operand, NULL));
        } else if (is_operation(a)) {
            args[k++] = keep(b, build_expr(b, operand, NULL));
            args[k++] = value ? keep(b, build_expr(b, value, NULL))
                              : emit(b, IR_ABSENT, bt(b, TY_ANY), 0, 0, 0);
        }
    }
    args[k++] = timeout ? timeout : emit(b, IR_ABSENT, bt(b, TY_ANY), 0, 0, 0);
    return k;
}

/* What SELECT answers when it takes an arm; `index` counts the operations before it. */
static int64_t answer_of_arm(const Node *a, int64_t index)
{
    switch (a->as.select_arm.kind) {
    case SELECT_TIMEOUT:
        return -1;
    case SELECT_CLOSED:
        return -2;
    case SELECT_ELSE:
        return -3;
    case SELECT_RECEIVE:
    case SELECT_SEND:
    case SELECT_AWAIT:
        break;
    }
    return index;
}

RegId build_select(Build *b, Node *n)
{
    RegId    args[list_count(n->as.select.arms) * 2 + 2];
    RegId    result = variable(b, bt(b, TY_ANY)), taken = variable(b, bt(b, TY_INT));
    uint32_t count  = select_operands(b, n, args);
    Block   *outer  = b->block;
    int64_t  index  = 0;
    Inst    *select;

    b->p->uses_tasks = true;
    set_place(b, n->at);
    select = add_inst(b, ir_is_resumable(b->f) ? IR_SELECT_POLL : IR_SELECT, taken, args, count);
    select->imm.node = n;
    select->soft     = !b->p->typed->program->in_try[n->id];
    for (Node *a = n->as.select.arms; a; a = a->next) {
        RegId want = const_int(b, answer_of_arm(a, index));
        RegId test = emit(b, IR_COMPARE, bt(b, TY_BOOL), taken, want, 0);
        Inst *branch;
        last_inst(b)->imm.op = OP_EQUAL;
        branch               = add_inst(b, IR_IF, NO_REG, &test, 1);
        b->block             = &branch->body;
        run_select_arm(b, a, result, select, index);
        index += is_operation(a);
        b->block = a->next ? &branch->other : outer;
    }
    b->block = outer;
    return result;
}

/* ---- spawn ---- */

RegId build_spawn(Build *b, Node *n)
{
    Function *fn    = b->p->typed->program->function[n->id];
    IrFunc   *body  = func_for(b->p, function_info(fn)->instances.at[0]);
    RegId     captures[fn->captures.len + 1];
    uint32_t  count = 0;
    RegId     dst;

    b->p->uses_tasks = true;
    for (size_t i = 0; i < fn->captures.len; i++) {
        Binding *v = binding_real(fn->captures.at[i]);
        RegId    r;
        if (!captured_by_closure(fn, v))
            continue;
        if (v->kind == BIND_FUNC &&
            !function_info(b->p->typed->program->function[v->decl->id])->needs_env)
            r = build_function_value(b, b->p->typed->program->function[v->decl->id]);
        else if (lives_in_cell(v))
            r = emit(b, IR_BOX_OBJECT, bt(b, TY_ANY), cell_of(b, v), 0, 0);
        else
            r = box(b, load_var(b, v, (Span){0}));
        captures[count++] = r;
    }
    set_place(b, n->at);
    dst = temp(b, bt(b, TY_ANY));
    add_inst(b, IR_SPAWN, dst, captures, count)->imm.callee = body;
    return dst;
}

/* ---- yield ---- */

enum { YIELD_WEIGHT = 8 }; /* about the code of a yield */

static RegId yield_one(Build *b, RegId value)
{
    RegId  kept, got, closing, none;
    Inst  *branch;
    Block *outer = b->block;

    value = box(b, value);
    shields_end(b);
    got  = emit(b, IR_YIELD, bt(b, TY_ANY), value, 0, 0);
    kept = variable(b, bt(b, TY_ANY));
    move(b, kept, got);
    shields_begin(b);
    closing  = emit(b, IR_CLOSING, bt(b, TY_BOOL), 0, 0, 0);
    branch   = add_inst(b, IR_IF, NO_REG, &closing, 1);
    b->block = &branch->body;
    none     = coerce(b, const_null(b), b->f->result);
    leave_function(b, none);
    b->block = outer;
    return kept;
}

static void yield_item(Build *b, Consumer *self, RegId item)
{
    (void)self;
    yield_one(b, item);
}

/* A known generator's body takes the place of the loop: its yields become ours. */
static RegId yield_merged(Build *b, RegId made)
{
    Consumer to = {.take = yield_item, .type = bt(b, TY_ANY), .weight = YIELD_WEIGHT};

    if (reg(b, made)->type->kind != TY_GENERATOR)
        return NO_REG;
    to.result = variable(b, bt(b, TY_ANY));
    return merge_generator(b, made, &to) ? to.result : NO_REG;
}

/* yield* e: every value of e in turn; its own value is what the generator returned (C-73). */
static RegId yield_all(Build *b, RegId over)
{
    RegId       state = loop_state(b, over), whole = keep(b, over), item;
    Inst       *loop;
    Block      *outer = b->block;
    Scope       around, scope;

    open_scope(b, &around);
    vec_push(&b->p->c->arena, &around.vars, whole);
    open_scope(b, &scope);
    vec_push(&b->p->c->arena, &scope.vars, state);
    add_inst(b, IR_LOOP_START, state, &whole, 1);
    loop            = add_inst(b, IR_LOOP, NO_REG, NULL, 0);
    loop->args      = ARENA_ARRAY(&b->p->c->arena, RegId, 2);
    b->block        = &loop->other;
    loop->args[0]   = loop_next(b, state);
    loop->arg_count = 1;
    b->block        = &loop->body;
    item            = emit(b, IR_LOOP_ITEM, bt(b, TY_ANY), state, 0, 0);
    yield_one(b, item);
    b->block = outer;
    close_scope(b);
    item = call_c(b, "rf_returned_value", bt(b, TY_ANY), '-', 0, 1, &whole);
    close_scope(b);
    return item;
}

RegId build_yield(Build *b, Node *n)
{
    RegId value = n->as.jump.operand ? build_expr(b, n->as.jump.operand, NULL) : const_null(b);
    RegId merged;

    set_place(b, n->as.jump.op_at);
    if (!n->as.jump.star)
        return yield_one(b, value);
    merged = yield_merged(b, value);
    return merged ? merged : yield_all(b, value);
}
