/* Loops to IR. */

#include "ir/build.h"

static Inst *start_loop(Build *b, LoopContext *l)
{
    Inst *in = add_inst(b, IR_LOOP, NO_REG, NULL, 0);

    *l      = (LoopContext){.outer = b->loop, .loop = in, .scope = b->scope};
    b->loop = l;
    return in;
}

static void set_condition(Inst *loop, RegId test)
{
    loop->args[0]   = test;
    loop->arg_count = 1;
}

void build_while(Build *b, Node *n)
{
    LoopContext l;
    Inst       *loop;
    Block      *outer = b->block;

    loop       = start_loop(b, &l);
    loop->args = ARENA_ARRAY(&b->p->c->arena, RegId, 2);
    if (n->as.loop.cond) {
        RegId r;
        b->block = &loop->other;
        r        = build_expr(b, n->as.loop.cond, NULL);
        set_place(b, n->as.loop.cond->at);
        set_condition(loop, truth(b, r));
        b->block = outer;
    }
    build_inner(b, &loop->body, n->as.loop.body);
    b->loop = l.outer;
}

void bind_target(Build *b, Node *n, RegId item)
{
    Node *target = n->as.each.target;

    set_place(b, target->at);
    if (target->kind == ND_NAME) {
        Binding *v = b->p->typed->program->binding[target->id];
        if (v)
            declare_var(b, v, item);
    } else {
        assign_target(b, target, item);
    }
}

/* Declares the loop's name or pattern with the element, then the body in a scope of its own
   (S-57). */
static void bind_and_run(Build *b, Node *n, RegId item)
{
    Scope scope;

    open_scope(b, &scope);
    if (item)
        bind_target(b, n, item);
    build_block(b, n->as.each.body);
    close_scope(b);
}

/* The variable may be the counter itself when nothing else sets or captures it. */
static Binding *plain_counter(const Build *b, const Node *n)
{
    Binding *v = n->as.each.target->kind == ND_NAME
                     ? b->p->typed->program->binding[n->as.each.target->id]
                     : NULL;

    if (!v || v->captured || v->assignments > 1 || v->maybe_unset)
        return NULL;
    return var_type(b->p->typed, b->in, v)->kind == TY_INT ? v : NULL;
}

/* for x from `first` while x < stop (or > for a negative step). */
static void counting_loop(Build *b, Node *n, RegId first, RegId stop, int64_t step)
{
    const Type *integer = bt(b, TY_INT);
    Binding    *plain   = plain_counter(b, n);
    RegId       limit   = variable(b, integer), i, next;
    LoopContext l;
    Inst       *loop;
    Block      *outer;
    Scope       scope;

    open_scope(b, &scope);
    move(b, limit, stop);
    if (plain) {
        declare_var(b, plain, first);
        i = var_info(plain)->reg;
    } else {
        i = variable(b, integer);
        move(b, i, first);
    }
    loop       = start_loop(b, &l);
    loop->args = ARENA_ARRAY(&b->p->c->arena, RegId, 2);
    outer      = b->block;
    b->block   = &loop->other;
    set_condition(loop, emit(b, IR_COMPARE, bt(b, TY_BOOL), i, limit, 0));
    last_inst(b)->imm.op = step > 0 ? OP_LESS : OP_GREATER;
    b->block             = &loop->body;
    bind_and_run(b, n, plain ? NO_REG : i);
    b->block              = &loop->last;
    next                  = emit(b, IR_RAW_INT, integer, i, const_int(b, step), 0);
    last_inst(b)->imm.op = OP_ADD;
    move(b, i, next);
    b->block = outer;
    b->loop  = l.outer;
    close_scope(b);
}

/* range(a, b, step) with a step that is not a literal: count the rounds first. */
static void stepping_loop(Build *b, Node *n, RegId first, RegId stop, RegId step)
{
    const Type *integer = bt(b, TY_INT);
    RegId       rounds = variable(b, integer), x = variable(b, integer), by = variable(b, integer);
    RegId       args[3] = {first, stop, step}, next;
    LoopContext l;
    Inst       *loop;
    Block      *outer;

    move(b, x, first);
    move(b, by, step);
    move(b, rounds, call_c(b, "rf_range_rounds", integer, 'e', 0, 3, args));
    loop       = start_loop(b, &l);
    loop->args = ARENA_ARRAY(&b->p->c->arena, RegId, 2);
    outer      = b->block;
    b->block   = &loop->other;
    set_condition(loop, emit(b, IR_NONZERO, bt(b, TY_BOOL), rounds, 0, 0));
    b->block = &loop->body;
    bind_and_run(b, n, x);
    b->block              = &loop->last;
    next                  = emit(b, IR_RAW_INT, integer, rounds, const_int(b, -1), 0);
    last_inst(b)->imm.op = OP_ADD;
    move(b, rounds, next);
    args[0] = x, args[1] = by;
    next = call_c(b, "rf_wrapping_add", integer, '-', 0, 2, args);
    last_inst(b)->no_cx = true;
    move(b, x, next);
    b->block = outer;
    b->loop  = l.outer;
}

static RegId bound(Build *b, Node *n);

static bool literal_step(const Node *n, int64_t *step)
{
    if (n->kind == ND_INT) {
        *step = n->as.integer;
        return *step != 0 && *step < 1000000;
    }
    if (n->kind == ND_UNARY && n->as.unary.op == OP_NEG && n->as.unary.operand->kind == ND_INT) {
        *step = -n->as.unary.operand->as.integer;
        return *step != 0 && *step > -1000000;
    }
    return false;
}

RegId lazy_range(Build *b, Node *call)
{
    Node    *a     = call->as.call.args;
    uint32_t count = list_count(a);
    RegId    args[3];

    args[0] = count == 1 ? const_int(b, 0) : bound(b, a);
    args[1] = bound(b, count == 1 ? a : a->next);
    args[2] = count == 3 ? bound(b, a->next->next) : const_int(b, 1);
    set_place(b, call->as.call.op_at);
    return call_c(b, "rf_range_lazy", bt(b, TY_ANY), 'e', 0, 3, args);
}

static RegId bound(Build *b, Node *n)
{
    RegId r = build_expr(b, n, NULL), kept;

    if (reg(b, r)->type->kind == TY_INT)
        return r;
    kept = box(b, r);
    return call_c(b, "rf_range_bound", bt(b, TY_INT), 'e', 0, 1, &kept);
}

bool is_range_call(const Build *b, const Node *n)
{
    Binding *v;

    if (n->kind != ND_CALL || n->as.call.callee->kind != ND_NAME)
        return false;
    v = b->p->typed->program->binding[n->as.call.callee->id];
    return v && v->kind == BIND_BUILTIN && !builtin_constant(v->builtin) &&
           strcmp(builtins[v->builtin].name, "range") == 0 && list_count(n->as.call.args) >= 1 &&
           list_count(n->as.call.args) <= 3;
}

/* Stepping past the limit must not wrap: a literal step with a limit near the edge of int64 is left
   to the counted form. */
static void for_range(Build *b, Node *n)
{
    Node    *a     = n->as.each.iterable->as.call.args;
    uint32_t count = list_count(a);
    int64_t  step  = 1;
    RegId    first, stop, by;

    set_place(b, n->as.each.iterable->as.call.op_at);
    if (count == 1) {
        stop = bound(b, a);
        counting_loop(b, n, const_int(b, 0), stop, 1);
        return;
    }
    first = variable(b, bt(b, TY_INT));
    move(b, first, bound(b, a));
    stop = bound(b, a->next);
    if (count == 2 || (literal_step(a->next->next, &step) && step == 1)) {
        counting_loop(b, n, first, stop, 1);
        return;
    }
    if (reg(b, stop)->is_var)
        stop = emit(b, IR_COPY, bt(b, TY_INT), stop, 0, 0);
    by = bound(b, a->next->next);
    set_place(b, n->as.each.iterable->as.call.op_at);
    stepping_loop(b, n, first, stop, by);
}

RegId element_at(Build *b, RegId array, RegId i)
{
    const Type *element = reg(b, array)->type->part;
    RegId       args[2] = {array, i}, item;

    if (element->kind == TY_INT || element->kind == TY_FLOAT || element->kind == TY_BOOL)
        return emit(b, IR_ITEM, element, array, i, 0);
    if (element->kind != TY_ANY && element->kind != TY_NEVER)
        return coerce(b, emit(b, IR_ITEM_VIEW, bt(b, TY_ANY), array, i, 0), element);
    item                = call_c(b, "rf_array_item", bt(b, TY_ANY), '-', 0, 2, args);
    last_inst(b)->no_cx = true;
    return coerce(b, item, element);
}

/* A snapshot (S-24): one more owner keeps the array as it is while the body changes its
   variable. */
static void for_array(Build *b, Node *n, RegId value)
{
    const Type *type = reg(b, value)->type, *integer = bt(b, TY_INT);
    RegId       a = variable(b, type), i = variable(b, integer), next;
    LoopContext l;
    Inst       *loop;
    Block      *outer;
    Scope       scope;

    open_scope(b, &scope);
    move(b, a, value);
    vec_push(&b->p->c->arena, &scope.vars, a);
    move(b, i, const_int(b, 0));
    loop       = start_loop(b, &l);
    loop->args = ARENA_ARRAY(&b->p->c->arena, RegId, 2);
    outer      = b->block;
    b->block   = &loop->other;
    set_condition(loop,
                  emit(b, IR_COMPARE, bt(b, TY_BOOL), i, emit(b, IR_LEN, integer, a, 0, 0), 0));
    last_inst(b)->imm.op = OP_LESS;
    b->block             = &loop->body;
    bind_and_run(b, n, element_at(b, a, i));
    b->block              = &loop->last;
    next                  = emit(b, IR_RAW_INT, integer, i, const_int(b, 1), 0);
    last_inst(b)->imm.op = OP_ADD;
    move(b, i, next);
    b->block = outer;
    b->loop  = l.outer;
    close_scope(b);
}

/* The characters of a text: the byte where the next one begins is counted. The text cannot change; one more owner
   keeps it while the body gives its variable another one. */
static void for_string(Build *b, Node *n, RegId value)
{
    const Type *integer = bt(b, TY_INT), *text = bt(b, TY_STRING);
    RegId       both[2] = {variable(b, text), variable(b, integer)}, next, end;
    LoopContext l;
    Inst       *loop;
    Block      *outer;
    Scope       scope;

    open_scope(b, &scope);
    move(b, both[0], value);
    vec_push(&b->p->c->arena, &scope.vars, both[0]);
    move(b, both[1], const_int(b, 0));
    loop                = start_loop(b, &l);
    loop->args          = ARENA_ARRAY(&b->p->c->arena, RegId, 2);
    outer               = b->block;
    b->block            = &loop->other;
    end                 = call_c(b, "rf_string_bytes", integer, '-', 0, 1, both);
    last_inst(b)->no_cx = true;
    set_condition(loop, emit(b, IR_COMPARE, bt(b, TY_BOOL), both[1], end, 0));
    last_inst(b)->imm.op = OP_LESS;
    b->block             = &loop->body;
    bind_and_run(b, n, call_c(b, "rf_string_rune", text, '-', 0, 2, both));
    b->block            = &loop->last;
    next                = call_c(b, "rf_string_after", integer, '-', 0, 2, both);
    last_inst(b)->no_cx = true;
    move(b, both[1], next);
    b->block = outer;
    b->loop  = l.outer;
    close_scope(b);
}

RegId loop_state(Build *b, RegId over)
{
    RegId state = variable(b, reg(b, over)->type);

    reg(b, state)->rep     = REP_LOOP;
    reg(b, state)->counted = true;
    return state;
}

/* Generators are looked at when all of them are there (build_called.c). */
RegId loop_next(Build *b, RegId state)
{
    TypeKind over = reg(b, state)->type->kind;
    RegId    more = emit(b, IR_LOOP_NEXT, bt(b, TY_BOOL), state, 0, 0);

    last_inst(b)->pass_at = over == TY_ANY || over == TY_CHANNEL;
    return more;
}

/* A generator that is made for this loop alone: nobody else gets hold of it, so that the loop can
   keep its frame. The call that was appended last then makes it there (C-77). */
static bool drives_alone(Build *b, RegId value, RegId state)
{
    Inst *call = b->block->last;

    if (!call || call->op != IR_CALL || call->dst != value || reg(b, value)->is_var ||
        call->imm.callee->kind != IRF_GENERATOR)
        return false;
    call->dst             = state;
    reg(b, state)->driven = call->imm.callee;
    return true;
}

/* Anything else: the runtime steps. The loop's own state is ended on every way out: it is released
   like a variable of the scope around the loop. */
static void for_any(Build *b, Node *n, RegId value, const Type *item_type)
{
    RegId       state = loop_state(b, value), item;
    LoopContext l;
    Inst       *loop;
    Block      *outer;
    Scope       scope;

    open_scope(b, &scope);
    vec_push(&b->p->c->arena, &scope.vars, state);
    if (!drives_alone(b, value, state)) {
        value = box(b, value);
        set_place(b, n->as.each.iterable->at);
        add_inst(b, IR_LOOP_START, state, &value, 1);
    }
    loop       = start_loop(b, &l);
    loop->args = ARENA_ARRAY(&b->p->c->arena, RegId, 2);
    outer      = b->block;
    b->block   = &loop->other;
    set_place(b, n->as.each.iterable->at);
    set_condition(loop, loop_next(b, state));
    b->block = &loop->body;
    item     = emit(b, IR_LOOP_ITEM, bt(b, TY_ANY), state, 0, 0);
    if (n->as.each.is_async)
        item = build_awaited(b, n, n->as.each.iterable->at, item);
    bind_and_run(b, n, coerce(b, item, item_type));
    b->block = outer;
    b->loop  = l.outer;
    close_scope(b);
}

const Type *item_type_of(const Build *b, const Type *over)
{
    switch (over->kind) {
    case TY_STRING:
    case TY_DICT:
        return bt(b, TY_STRING);
    case TY_GENERATOR:
        return over->instance->yields->kind == TY_NEVER ? bt(b, TY_ANY) : over->instance->yields;
    default:
        return bt(b, TY_ANY);
    }
}

/* The built-in of a call that makes an array of pieces of a text; no one sees the array when a loop goes over it.
   NULL: it is no such call. */
static const char *pieces_loop(const Build *b, const Node *n)
{
    Binding    *v;
    const char *name;

    if (n->kind != ND_CALL || n->as.call.callee->kind != ND_NAME)
        return NULL;
    v = b->p->typed->program->binding[n->as.call.callee->id];
    if (!v || v->kind != BIND_BUILTIN || builtin_constant(v->builtin))
        return NULL;
    for (const Node *a = n->as.call.args; a; a = a->next)
        if (a->kind == ND_SPREAD)
            return NULL;
    name = builtins[v->builtin].name;
    if (strcmp(name, "split") == 0 && list_count(n->as.call.args) == 2)
        return "rf_split_loop";
    return strcmp(name, "words") == 0 && list_count(n->as.call.args) == 1 ? "rf_words_loop" : NULL;
}

static void for_pieces(Build *b, Node *n, const char *symbol)
{
    Node    *call  = n->as.each.iterable, *a;
    RegId    args[2], over;
    uint32_t count = 0;

    for (a = call->as.call.args; a; a = a->next)
        args[count++] = box(b, build_expr(b, a, NULL));
    set_place(b, call->as.call.op_at);
    over                = call_c(b, symbol, bt(b, TY_ANY), 'e', 0, count, args);
    last_inst(b)->quiet = true;
    for_any(b, n, over, bt(b, TY_STRING));
}

void build_for(Build *b, Node *n)
{
    const char *pieces = n->as.each.is_async ? NULL : pieces_loop(b, n->as.each.iterable);
    RegId       value;

    if (!n->as.each.is_async && is_range_call(b, n->as.each.iterable)) {
        for_range(b, n);
        return;
    }
    if (merge_chain(b, n))
        return;
    if (pieces) {
        for_pieces(b, n, pieces);
        return;
    }
    value = build_expr(b, n->as.each.iterable, NULL);
    if (reg(b, value)->type->kind == TY_GENERATOR && merge_loop(b, n, value))
        return;
    switch (reg(b, value)->type->kind) {
    case TY_INT:
        counting_loop(b, n, const_int(b, 0), value, 1);
        break;
    case TY_FLOAT:
        value                = call_c(b, "rf_float_to_int", bt(b, TY_INT), '-', 0, 1, &value);
        last_inst(b)->no_cx = true;
        counting_loop(b, n, const_int(b, 0), value, 1);
        break;
    case TY_STRING:
        if (!n->as.each.is_async) {
            for_string(b, n, value);
            break;
        }
        for_any(b, n, value, bt(b, TY_STRING));
        break;
    case TY_ARRAY:
        if (!n->as.each.is_async) {
            for_array(b, n, value);
            break;
        }
        for_any(b, n, value, bt(b, TY_ANY));
        break;
    default:
        for_any(b, n, value, item_type_of(b, reg(b, value)->type));
        break;
    }
}
