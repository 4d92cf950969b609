/* Calls to IR: functions, values, built-ins, methods, await. */

#include "ir/optional.h"
#include "ir/expr.h"
#include "types/methods.h"

/* ---- function values ---- */

static bool makes_self(const Build *b, const Function *fn)
{
    return b->f->instance->function == fn && b->f->has_env;
}

static RegId self_value(Build *b)
{
    RegId r = emit(b, IR_CAPTURE, bt(b, TY_ANY), 0, 0, 0);

    last_inst(b)->imm.integer = -1;
    last_inst(b)->result      = 'v';
    return r;
}

/* What a closure of fn keeps of one captured variable: its cell, or its value. */
static RegId capture_operand(Build *b, Binding *captured)
{
    RegId cell = lives_in_cell(captured) ? cell_of(b, captured) : NO_REG;

    if (cell) {
        RegId r = emit(b, IR_BOX_OBJECT, bt(b, TY_ANY), cell, 0, 0);
        return r;
    }
    return box(b, load_var(b, captured, (Span){0}));
}

/* The instances that the form for values calls. */
static void reach_wanted(Build *b, const FunctionInfo *info)
{
    for (size_t i = 0; i < info->instances.len; i++)
        if (info->instances.at[i]->wanted)
            func_for(b->p, info->instances.at[i]);
}

RegId build_function_value(Build *b, Function *fn)
{
    FunctionInfo *info = function_info(fn);
    Instance *in = info->boxed ? info->boxed : info->instances.len ? info->instances.at[0] : NULL;
    RegId         captures[fn->captures.len + 1];
    uint32_t      count = 0;
    IrFunc       *callee;
    RegId         dst;

    if (!in)
        return const_null(b); /* neither called nor used as a value */
    if (!info->boxed && !info->needs_env)
        return const_null(b); /* only called directly: nobody looks at the value */
    callee = func_for(b->p, in);
    reach_wanted(b, info);
    if (!function_info(fn)->needs_env) {
        dst = emit(b, IR_STATIC, type_func(b->p->typed->types, fn), 0, 0, 0);
        last_inst(b)->imm.callee = callee;
        return dst;
    }
    if (makes_self(b, fn))
        return self_value(b);
    for (size_t i = 0; i < fn->captures.len; i++)
        if (captured_by_closure(fn, fn->captures.at[i]))
            captures[count++] = capture_operand(b, fn->captures.at[i]);
    dst = temp(b, type_func(b->p->typed->types, fn));
    add_inst(b, IR_CLOSURE, dst, captures, count)->imm.callee = callee;
    return dst;
}

/* The closure object that a direct call of fn passes along, 0 when it needs none. */
static RegId callee_env(Build *b, Function *fn, Node *callee)
{
    if (!function_info(fn)->needs_env)
        return NO_REG;
    if (makes_self(b, fn))
        return closure_in(b, self_value(b));
    return closure_in(b, box(b, build_expr(b, callee, NULL)));
}

/* ---- direct calls ---- */

RegId call_instance(Build *b, Instance *callee, RegId env, RegId receiver, const RegId *args,
                    uint32_t count)
{
    Function *fn    = callee->function;
    RegId     all[fn->params.len + 3];
    uint32_t  total = 0, first = 0;
    IrFunc   *f   = func_for(b->p, callee);
    RegId     dst;
    Inst     *in;

    if (env)
        all[total++] = env;
    if (receiver && fn->has_self)
        first = 1;
    if (receiver)
        all[total++] = coerce(b, receiver, callee->receiver);
    for (uint32_t i = 0; i < count; i++)
        all[total++] = coerce(b, args[i], callee->params[i + first]);
    dst            = temp(b, f->call_type);
    in             = add_inst(b, IR_CALL, dst, all, total);
    in->imm.callee = f;
    return dst;
}

static RegId wrong_count(Build *b, Function *fn, size_t expected, uint32_t got)
{
    TextBuf call = {.arena = &b->p->c->arena};
    Text    name = function_shown_name(b->p->c, fn);

    textbuf_format(&call, "rf_throw(cx, \"%%s expects %%d arguments, got %%d\", \"%.*s\", %d, %d)",
                   TEXT_ARG(name), (int)expected, (int)got);
    add_inst(b, IR_FAIL, NO_REG, NULL, 0)->imm.symbol = c_text(b, textbuf_text(&call));
    return const_null(b);
}

/* Arguments are made as the callee's parameter types, so that empty literals come out right at
   once. */
static RegId call_known(Build *b, Node *n, Function *fn, RegId env, RegId receiver, Node *args,
                        Span at)
{
    Instance *callee = node_fact(b->in, n)->callee;
    uint32_t  count  = list_count(args);
    RegId     values[count + 1];
    size_t    first  = fn->kind == FUNCTION_METHOD && fn->has_self ? 1 : 0;

    if (!callee) {
        build_args(b, args, NULL, values);
        set_place(b, at);
        if (count + first != fn->params.len)
            return wrong_count(b, fn, fn->params.len - first, count);
        callee = boxed_instance(b->p->typed, fn);
    } else {
        build_args(b, args, callee->params + first, values);
        set_place(b, at);
    }
    if (node_fact(b->in, n)->likely)
        return call_likely(b, callee, node_fact(b->in, n)->likely, env, values, count);
    return call_instance(b, callee, env, receiver, values, count);
}

static RegId call_value(Build *b, RegId callee, Node *args, Span at)
{
    uint32_t count = list_count(args);
    RegId    all[count + 2];

    all[0] = box(b, callee);
    build_args(b, args, NULL, all + 1);
    set_place(b, at);
    return call_list(b, "rf_call", bt(b, TY_ANY), 'e', 1, count + 1, all);
}

/* ---- built-ins ---- */

enum { MOST_FIXED = 16 }; /* arguments of a built-in that takes them one by one */

/* Typed forms of built-ins, for the types that are known (types/intrinsics.def). */
static RegId build_intrinsic(Build *b, const Builtin *f, uint32_t count, const RegId *args)
{
    static const struct {
        const char *name, *types, *symbol;
        TypeKind    result;
        bool        no_cx;
        char        failure;
    } rows[] = {
#define INTRINSIC(name, types, symbol, result, no_cx, failure)                                     \
    {name, types, symbol, TY_##result, no_cx, failure},
#include "types/intrinsics.def"
#undef INTRINSIC
    };
    RegId    converted[4];
    uint32_t k;

    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        if (strcmp(rows[i].name, f->name) != 0 || strlen(rows[i].types) != count)
            continue;
        for (k = 0; k < count; k++) {
            TypeKind t = reg(b, args[k])->type->kind;
            char     w = rows[i].types[k];
            if (!((w == 's' && t == TY_STRING) || (w == 'a' && t == TY_ARRAY) ||
                  (w == 'd' && t == TY_DICT) || (w == 'i' && t == TY_INT) ||
                  (w == 'b' && t == TY_BOOL) || (w == 'f' && (t == TY_FLOAT || t == TY_INT))))
                break;
            converted[k] = w == 'f' ? coerce(b, args[k], bt(b, TY_FLOAT)) : args[k];
        }
        if (k < count)
            continue;
        converted[0] =
            call_c(b, rows[i].symbol, bt(b, rows[i].result), rows[i].failure, 0, count, converted);
        last_inst(b)->no_cx = rows[i].no_cx;
        return converted[0];
    }
    return NO_REG;
}

/* The element goes where the result's type says. */
RegId build_push(Build *b, const Type *result, const RegId *args)
{
    const Type *e       = result->part;
    RegId       both[2] = {coerce(b, args[0], result), 0};
    const char *symbol  = e->kind == TY_INT     ? "rf_ints_push"
                          : e->kind == TY_FLOAT ? "rf_floats_push"
                          : e->kind == TY_BOOL  ? "rf_bools_push"
                          : e->kind == TY_ANY   ? "rf_array_push"
                                                : "rf_values_push";
    Rep         rep     = type_rep(e);

    both[1] = coerce(b, args[1], e);
    if (rep != REP_INT && rep != REP_FLOAT && rep != REP_BOOL)
        both[1] = box(b, both[1]);
    return call_c(b, symbol, result, '-', 3, 2, both);
}

static RegId builtin_missing(Build *b, Node *n, const Builtin *f)
{
    RegId r = call_c(b, "rf_missing", bt(b, TY_ANY), 'e', 0, 0, NULL);

    last_inst(b)->symbol2 = f->name;
    if (f->effects & EFFECT_NETWORK)
        soften_outside_try(b, n);
    return r;
}

static bool any_never(const Build *b, const RegId *args, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        if (type_has_never(reg(b, args[i])->type))
            return true;
    return false;
}

/* A network call's failure is a value outside `try` (C-60). */
static RegId soften(Build *b, Node *n, RegId r)
{
    if (n->kind == ND_CALL)
        soften_outside_try(b, n);
    return r;
}

static RegId wrong_builtin_count(Build *b, const Builtin *f, uint32_t count)
{
    TextBuf call = {.arena = &b->p->c->arena};

    textbuf_format(&call, "rf_throw_native_arity(cx, \"%s\", %d, %d, %u)", f->name, f->least,
                   f->most, count);
    add_inst(b, IR_FAIL, NO_REG, NULL, 0)->imm.symbol = c_text(b, textbuf_text(&call));
    return const_null(b);
}

static char failure_of(const Builtin *f)
{
    return f->effects & (EFFECT_THROWS | EFFECT_CALLS) ? 'e' : '-';
}

/* A result that is a number, a bool or null carries no count. */
static RegId plain_result(Build *b, RegId r, const Type *result)
{
    Rep rep = type_rep(result);

    if (rep == REP_INT || rep == REP_FLOAT || rep == REP_BOOL) {
        reg(b, r)->counted   = false;
        last_inst(b)->result = 's';
    }
    return r;
}

/* It runs no function of the script, while it works or while it waits. */
static bool is_quiet(const Builtin *f)
{
    return (f->effects & (EFFECT_CALLS | EFFECT_WAITS)) == 0 && strcmp(f->feature, "task") != 0;
}

static RegId call_variadic(Build *b, const Builtin *f, const Type *result, uint32_t count,
                           const RegId *args)
{
    RegId boxed[count + 1], r;

    for (uint32_t i = 0; i < count; i++)
        boxed[i] = box(b, args[i]);
    r = call_list(b, f->symbol, result->kind == TY_NULL ? NULL : bt(b, TY_ANY), failure_of(f), 0,
                  count, boxed);
    last_inst(b)->quiet = is_quiet(f);
    return result->kind == TY_NULL ? const_null(b) : coerce(b, plain_result(b, r, result), result);
}

/* The function answers a promise at once: the call is a wait for it. Only what the promise fails with
   can be a value; wrong arguments throw at the start. */
static RegId call_started(Build *b, Node *n, const Builtin *f, const Type *result, uint32_t count,
                          const RegId *args)
{
    const Type *any = bt(b, TY_ANY);
    RegId       r   = call_c(b, f->symbol, any, failure_of(f), 0, count, args);

    last_inst(b)->quiet = true;
    r                   = build_waiting(b, "rf_finish", any, 1, &r);
    if (f->effects & EFFECT_NETWORK)
        soften(b, n, r);
    return coerce(b, r, result);
}

static RegId call_fixed(Build *b, Node *n, const Builtin *f, const Type *result, uint32_t count,
                        const RegId *args)
{
    RegId    all[MOST_FIXED], r;
    uint32_t most = (uint32_t)f->most;

    for (uint32_t i = 0; i < most; i++)
        all[i] = i < count ? box(b, args[i]) : emit(b, IR_ABSENT, bt(b, TY_ANY), 0, 0, 0);
    if (f->abi == ABI_WAITING)
        return build_waiting(b, f->symbol, result, most, all);
    if (f->abi == ABI_STARTED)
        return call_started(b, n, f, result, most, all);
    r = call_c(b, f->symbol, result->kind == TY_NULL ? NULL : bt(b, TY_ANY), failure_of(f), 0, most,
               all);
    last_inst(b)->quiet = is_quiet(f);
    if (result->kind == TY_NULL)
        return const_null(b);
    if (f->effects & EFFECT_NETWORK)
        soften(b, n, r);
    plain_result(b, r, result);
    if (any_never(b, args, count) && result->part)
        return retype(b, r, result);
    return coerce(b, r, result);
}

static bool pushes_typed(const Build *b, const Builtin *f, const Type *result, uint32_t count,
                         const RegId *args)
{
    return strcmp(f->symbol, "rf_b_push") == 0 && count == 2 && result->kind == TY_ARRAY &&
           reg(b, args[0])->type->kind == TY_ARRAY;
}

static RegId call_builtin(Build *b, Node *n, int which, uint32_t count, const RegId *args)
{
    const Builtin *f      = &builtins[which];
    const Type    *result = node_type(b->in, n);
    RegId          r;

    if ((int)count < f->least || (f->most >= 0 && (int)count > f->most))
        return wrong_builtin_count(b, f, count);
    if (!builtin_available(f))
        return builtin_missing(b, n, f);
    build_may(b, f);
    if (pushes_typed(b, f, result, count, args))
        return build_push(b, result, args);
    r = build_intrinsic(b, f, count, args);
    if (!r)
        r = build_dict_get(b, f, result, count, args);
    if (r)
        return r;
    if (builtin_uses_tasks(f))
        b->p->uses_tasks = true;
    return f->abi == ABI_VARIADIC ? call_variadic(b, f, result, count, args)
                                  : call_fixed(b, n, f, result, count, args);
}

static RegId call_builtin_args(Build *b, Node *n, int which, Node *args, Span at)
{
    uint32_t count = list_count(args);
    RegId    values[count + 1];
    uint32_t k = 0;

    for (Node *a = args; a; a = a->next, k++)
        values[k] = keep_if_changed(b, build_expr(b, a, NULL), a->next);
    set_place(b, at);
    if (args && args->kind == ND_STRING)
        which = builtin_form(which, count, args->as.text);
    return call_builtin(b, n, which, count, values);
}

RegId build_call(Build *b, Node *n)
{
    Node     *callee  = n->as.call.callee;
    Function *fn      = known_callee(b->p->typed, b->in, callee);
    Binding  *binding =
        callee->kind == ND_NAME ? binding_real(b->p->typed->program->binding[callee->id]) : NULL;
    RegId     value;

    if (fn) {
        RegId env = callee_env(b, fn, callee);
        return call_known(b, n, fn, env, NO_REG, n->as.call.args, n->as.call.op_at);
    }
    value = build_eager(b, n);
    if (!value)
        value = entry_value(b, n);
    if (value)
        return value;
    if (binding && binding->kind == BIND_BUILTIN && !builtin_constant(binding->builtin))
        return call_builtin_args(b, n, binding->builtin, n->as.call.args, n->as.call.op_at);
    value = build_expr(b, callee, NULL);
    return call_value(b, value, n->as.call.args, n->as.call.op_at);
}

/* ---- methods ---- */

static bool text_is(Build *b, Symbol s, const char *word)
{
    return text_equal(symbol_text(b->p->c->symbols, s), (Text){word, strlen(word)});
}

/* receive, send and their timed forms: calls that wait, whatever the receiver turns out to be. */
static const char *waiting_method(Build *b, Symbol name, uint32_t count, bool *can_be_value)
{
    static const struct {
        const char *name, *symbol;
        uint32_t    count;
        bool        value;
    } rows[] = {{"receive", "rf_receive", 0, true},
                {"send", "rf_send", 1, false},
                {"receive_timeout", "rf_receive_timeout", 1, true},
                {"send_timeout", "rf_send_timeout", 2, false}};

    for (size_t i = 0; i < COUNT_OF(rows); i++)
        if (rows[i].count == count && text_is(b, name, rows[i].name)) {
            *can_be_value = rows[i].value;
            return rows[i].symbol;
        }
    return NULL;
}

static RegId waiting_call(Build *b, Node *n, const char *symbol, bool can_be_value, RegId receiver)
{
    RegId args[4] = {box(b, receiver)};
    uint32_t count;
    RegId    r;

    count = build_args(b, n->as.method.args, NULL, args + 1);
    set_place(b, n->as.method.op_at);
    r = build_waiting(b, symbol, bt(b, TY_ANY), count + 1, args);
    if (can_be_value)
        soften_outside_try(b, n);
    return r;
}

/* Methods of handles that wait on their thread. */
static bool may_wait(Build *b, Symbol name)
{
    static const char *const names[] = {"wait", "join", "listen", "start"};

    for (size_t i = 0; i < COUNT_OF(names); i++)
        if (text_is(b, name, names[i]))
            return true;
    return false;
}

static RegId dynamic_call(Build *b, Node *n, RegId receiver)
{
    uint32_t count = list_count(n->as.method.args);
    RegId    all[count + 3];
    RegId    holder = receiver;

    if (!reg(b, receiver)->is_var || reg(b, receiver)->rep != REP_VALUE) {
        holder = variable(b, bt(b, TY_ANY));
        move(b, holder, box(b, receiver));
    }
    build_args(b, n->as.method.args, NULL, all + 2);
    set_place(b, n->as.method.op_at);
    all[0]               = emit(b, IR_ADDRESS, bt(b, TY_ANY), holder, 0, 0);
    reg(b, all[0])->rep  = REP_PLACE;
    reg(b, all[0])->counted = false;
    all[1]               = symbol_string(b, n->as.method.name);
    note_method(b, n->as.method.name);
    b->p->uses_tasks     = b->p->uses_tasks || b->p->typed->program->has_async;
    all[0]               = call_list(b, "rf_method", bt(b, TY_ANY), 'e', 2, count + 2, all);
    last_inst(b)->pass_at = may_wait(b, n->as.method.name);
    if (holder != receiver)
        emit(b, IR_RELEASE, NULL, holder, 0, 0);
    return all[0];
}

static RegId method_of_known(Build *b, Node *n, RegId x)
{
    Text        name = symbol_text(b->p->c->symbols, n->as.method.name);
    const Type *t    = reg(b, x)->type;
    int         builtin;

    if (t->kind == TY_STRUCT) {
        Function *m = struct_method(t->structure, n->as.method.name);
        if (m)
            return call_known(b, n, m, NO_REG, x, n->as.method.args, n->as.method.op_at);
    }
    builtin = method_builtin(t->kind, name);
    if (builtin >= 0) {
        uint32_t count = list_count(n->as.method.args);
        RegId    values[count + 2];
        uint32_t k = 0;
        values[k++] = x;
        for (Node *a = n->as.method.args; a; a = a->next)
            values[k++] = keep_if_changed(b, build_expr(b, a, NULL), a->next);
        set_place(b, n->as.method.op_at);
        return call_builtin(b, n, builtin, k, values);
    }
    return NO_REG;
}

static RegId namespace_call(Build *b, Node *n)
{
    Node    *object  = n->as.method.object;
    Binding *binding = object->kind == ND_NAME ? b->p->typed->program->binding[object->id] : NULL;
    int      member;

    if (!binding || binding->kind != BIND_BUILTIN || !builtin_constant(binding->builtin) ||
        !builtin_constant(binding->builtin)->is_namespace)
        return NO_REG;
    member = builtin_member(symbol_text(b->p->c->symbols, object->as.name),
                            symbol_text(b->p->c->symbols, n->as.method.name));
    if (member >= 0)
        return call_builtin_args(b, n, member, n->as.method.args, n->as.method.op_at);
    set_place(b, n->as.method.op_at);
    fail_always(b, "rf_throw", "Unknown method: %s", NULL, n->as.method.name);
    return const_null(b);
}

static RegId exported_call(Build *b, Node *n, Binding *exported)
{
    Binding *real = binding_real(exported);

    if (real->kind == BIND_FUNC)
        return call_known(b, n, b->p->typed->program->function[real->decl->id], NO_REG, NO_REG,
                          n->as.method.args, n->as.method.op_at);
    return call_value(b, load_var(b, real, n->at), n->as.method.args, n->as.method.op_at);
}

static RegId method_on(Build *b, Node *n, RegId x)
{
    bool        can_be_value = false;
    const char *symbol;
    RegId       r;

    r = reg(b, x)->rep != REP_VALUE ? method_of_known(b, n, x) : build_next(b, n, x);
    if (r)
        return r;
    symbol = waiting_method(b, n->as.method.name, list_count(n->as.method.args), &can_be_value);
    if (symbol && reg(b, x)->rep == REP_VALUE)
        return waiting_call(b, n, symbol, can_be_value, x);
    return coerce(b, dynamic_call(b, n, x), node_type(b->in, n));
}

static RegId plain_method(Build *b, Node *n)
{
    RegId r;

    if (method_change(symbol_text(b->p->c->symbols, n->as.method.name)) != CHANGE_NONE) {
        r = build_change(b, n);
        if (r)
            return r;
    }
    r = build_eager(b, n);
    if (r)
        return r;
    r = build_chain_end(b, n);
    if (r)
        return coerce(b, r, node_type(b->in, n));
    r = keep_if_changed(b, build_expr(b, n->as.method.object, NULL), n->as.method.args);
    return method_on(b, n, sure_receiver(b, n, r));
}

/* x?.m(args): null without evaluating the arguments when x is null (S-45). A variable is asked
   twice, so that a changing method finds its place. */
static RegId optional_call(Build *b, Node *n)
{
    Node    *object   = n->as.method.object;
    TypeKind kind     = node_type(b->in, object)->kind;
    bool     is_known = kind != TY_NULL && type_rep(node_type(b->in, object)) != REP_VALUE;
    Block   *outer    = b->block;
    RegId    x, result, test;
    Inst    *branch;

    if (is_known)
        return box(b, plain_method(b, n));
    x      = variable(b, bt(b, TY_ANY));
    result = variable(b, bt(b, TY_ANY));
    move(b, x, build_boxed(b, object));
    move(b, result, const_null(b));
    test     = emit(b, IR_IS_NULL, bt(b, TY_BOOL), x, 0, 0);
    test     = emit(b, IR_NOT, bt(b, TY_BOOL), test, 0, 0);
    branch   = add_inst(b, IR_IF, NO_REG, &test, 1);
    b->block = &branch->body;
    move(b, result, box(b, object->kind == ND_NAME ? plain_method(b, n) : method_on(b, n, x)));
    b->block = outer;
    return result;
}

RegId build_method(Build *b, Node *n)
{
    Binding *exported = b->p->typed->program->binding[n->id];
    RegId    r;

    if (exported)
        return exported_call(b, n, exported);
    if (missing_export(b, n->as.method.object, n->as.method.name, n->as.method.op_at))
        return const_null(b);
    r = namespace_call(b, n);
    if (r)
        return r;
    if (n->as.method.optional)
        return optional_call(b, n);
    return plain_method(b, n);
}
