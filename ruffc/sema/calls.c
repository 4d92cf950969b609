/* What calls may run besides the functions they name: function values, methods, hooks, generators.
   reach.c follows it to know which variables threads share (C-11, C-33). */

#include "sema/resolver.h"

#include "library/builtins.h"
#include "support/text.h"

bool is_changing_method(const Compiler *c, Symbol name)
{
    static const char *const changing[] = {
        "push",  "append", "pop", "insert",  "remove", "remove_at",
        "clear", "update", "add", "enqueue", "dequeue"};
    Text text = symbol_text(c->symbols, name);

    for (size_t i = 0; i < COUNT_OF(changing); i++)
        if (text_equal(text, text_of(changing[i])))
            return true;
    return false;
}

/* Whether a value that is stored or passed may be a function that nobody names there. */
static bool may_hide_function(const Resolver *r, const Node *n)
{
    const Binding *b;

    switch ((int)n->kind) {
    case ND_NAME:
        b = r->p->binding[n->id];
        return b && b->kind != BIND_FUNC && b->kind != BIND_BUILTIN;
    case ND_CALL:
    case ND_METHOD:
    case ND_INDEX:
    case ND_FIELD:
    case ND_AWAIT:
    case ND_TRY_OP:
    case ND_SELECT:
    case ND_YIELD:
        return true;
    case ND_BINARY:
        return n->as.binary.op == OP_COALESCE;
    default:
        return false;
    }
}

static bool may_be_function(const Resolver *r, const Node *n)
{
    return n->kind == ND_FUNC || n->kind == ND_NAME || may_hide_function(r, n);
}

/* ---- functions in fields and under keys (S-40, S-22) ---- */

void note_stored_field(Resolver *r, Symbol name, const Node *value)
{
    if (!value || may_be_function(r, value))
        name_set_add(&r->c->arena, &r->facts->stored, name);
}

void note_stored_key(Resolver *r, const Node *key, const Node *value)
{
    if (!may_be_function(r, value))
        return;
    if (key->kind == ND_STRING)
        note_stored_field(r, symbol_of(r->c->symbols, key->as.text), value);
    else if (key->kind != ND_INT)
        r->facts->stored_anywhere = true;
}

/* ---- arguments that are sent ---- */

static bool may_hold_code(const Node *n)
{
    switch ((int)n->kind) {
    case ND_INT:
    case ND_FLOAT:
    case ND_BOOL:
    case ND_NULL:
    case ND_STRING:
    case ND_INTERP:
    case ND_UNARY:
        return false;
    case ND_BINARY:
        return n->as.binary.op == OP_COALESCE || n->as.binary.op == OP_ADD;
    default:
        return true;
    }
}

static void note_sent(Resolver *r, const Node *args)
{
    for (const Node *arg = args; arg; arg = arg->next)
        r->facts->sends_code |= may_hold_code(arg);
}

/* ---- arguments that are run ---- */

static void hand_to_task(Resolver *r, const Node *arg)
{
    Binding *b = arg->kind == ND_NAME ? r->p->binding[arg->id] : NULL;

    if (arg->kind == ND_FUNC)
        vec_push(&r->c->arena, &r->facts->tasks, r->p->function[arg->id]);
    else if (b && b->kind == BIND_FUNC && b->function)
        vec_push(&r->c->arena, &r->facts->tasks, b->function);
    else if (b ? b->kind != BIND_BUILTIN : may_hide_function(r, arg))
        r->facts->shares_values = true;
}

/* A library function runs functions among `args`; with `on_tasks` in parallel with the caller. The
   first of several is what it works on. */
static void note_callbacks(Resolver *r, const Node *args, bool on_tasks)
{
    for (const Node *arg = args; arg; arg = arg->next) {
        if (on_tasks)
            hand_to_task(r, arg);
        if ((arg != args || !arg->next) && may_hide_function(r, arg))
            function_record(r->function)->calls_unknown = true;
    }
}

static void note_builtin_call(Resolver *r, int found, const Node *args)
{
    const Builtin *b = found >= 0 && found < (int)builtin_count ? &builtins[found] : NULL;

    if (b && (b->effects & EFFECT_CALLS))
        note_callbacks(r, args, text_equal(text_of(b->feature), TEXT("task")));
    if (b && text_starts(text_of(b->name), TEXT("shared_")))
        note_sent(r, args);
}

/* Whether a method of this name may keep or run a function that it is given. */
static bool takes_callback(Text method)
{
    int found = builtin_find(method);

    if (found >= 0 && found < (int)builtin_count && (builtins[found].effects & EFFECT_CALLS))
        return true;
    return text_equal(method, TEXT("take_while")) || text_equal(method, TEXT("each"));
}

/* Lazy adaptors (C-74) keep a function and run it wherever they are driven. */
static void note_lazy_callbacks(Resolver *r, const Node *args)
{
    for (const Node *arg = args; arg; arg = arg->next) {
        const Binding *b = arg->kind == ND_NAME ? r->p->binding[arg->id] : NULL;

        if (arg->kind == ND_FUNC)
            vec_push(&r->c->arena, &r->facts->lazy, r->p->function[arg->id]);
        else if (b && b->kind == BIND_FUNC && b->function)
            vec_push(&r->c->arena, &r->facts->lazy, b->function);
        else if (may_hide_function(r, arg))
            r->facts->lazy_unknown = function_record(r->function)->calls_unknown = true;
    }
}

static void note_method(Resolver *r, const Node *n)
{
    FunctionRecord *f    = function_record(r->function);
    Text            text = symbol_text(r->c->symbols, n->as.method.name);

    f->drives = true;
    name_set_add(&r->c->arena, &f->methods, n->as.method.name);
    if (text_equal(text, TEXT("send")) || text_equal(text, TEXT("try_send")) ||
        text_equal(text, TEXT("send_timeout")))
        note_sent(r, n->as.method.args);
    else if (text_equal(text, TEXT("spawn")))
        note_callbacks(r, n->as.method.args, true);
    else if (takes_callback(text))
        note_lazy_callbacks(r, n->as.method.args);
}

void note_call(Resolver *r, Node *n)
{
    const Node    *callee;
    const Binding *b;

    if (n->kind == ND_METHOD) {
        note_method(r, n);
        return;
    }
    callee = n->as.call.callee;
    b      = callee->kind == ND_NAME ? r->p->binding[callee->id] : NULL;
    if (b && b->kind == BIND_BUILTIN)
        note_builtin_call(r, b->builtin, n->as.call.args);
    else if (callee->kind != ND_NAME && callee->kind != ND_FUNC)
        function_record(r->function)->calls_unknown = true;
}
