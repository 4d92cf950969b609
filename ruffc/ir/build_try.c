/* try, except and finally to IR.

   Waits in `except` and `finally` bodies are not told that the party was cancelled (C-40): the body
   stands between rf_shield_begin and rf_shield_end, the latter in a finally block of its own, so
   that every way out runs through it. */

#include "ir/build.h"

#include "library/builtins.h"

/* ---- what needs a shield ---- */

static bool is_quick_call(const Build *b, const Node *n)
{
    const Node    *callee = n->as.call.callee;
    const Binding *v = callee->kind == ND_NAME ? b->p->typed->program->binding[callee->id] : NULL;

    return v && v->kind == BIND_BUILTIN && v->builtin >= 0 && v->builtin < (int)builtin_count &&
           !(builtins[v->builtin].effects & (EFFECT_WAITS | EFFECT_CALLS));
}

typedef struct Waits {
    const Build *b;
    bool         found;
} Waits;

static bool find_wait(void *self, Node *n)
{
    Waits *w = self;

    switch ((int)n->kind) {
    case ND_FUNC:
    case ND_SPAWN:
        return false;
    case ND_CALL:
        w->found = w->found || !is_quick_call(w->b, n);
        break;
    case ND_METHOD:
    case ND_AWAIT:
    case ND_SELECT:
    case ND_FOR:
        w->found = true;
        break;
    default:
        break;
    }
    return !w->found;
}

/* Whether the program is one whose parties can be cancelled, and the block may wait. */
static bool needs_shield(const Build *b, Node *block)
{
    Waits w = {.b = b};

    if (b->p->has_cancel)
        ast_walk(block, find_wait, &w);
    return w.found;
}

/* ---- the statement ---- */

static void build_shielded(Build *b, Block *into, Node *block)
{
    Block *outer = b->block;
    Inst  *in;
    Scope  guarded;

    b->block = into;
    if (!needs_shield(b, block)) {
        build_block(b, block);
        b->block = outer;
        return;
    }
    call_c(b, "rf_shield_begin", NULL, '-', 0, 0, NULL);
    in = add_inst(b, IR_TRY, NO_REG, NULL, 0);
    open_scope(b, &guarded);
    guarded.runs_finally = true;
    b->shields++;
    in->first_reg = (RegId)b->f->regs.len;
    build_inner(b, &in->body, block);
    in->end_reg = (RegId)b->f->regs.len;
    b->shields--;
    close_scope(b);
    note_return_ends(b, in);
    in->has_finally = true;
    b->block        = &in->last;
    call_c(b, "rf_shield_end", NULL, '-', 0, 0, NULL);
    b->block = outer;
}

static void build_handler(Build *b, Inst *in, Node *n)
{
    Binding *v     = n->as.attempt.name ? b->p->typed->program->binding[n->id] : NULL;
    Block   *outer = b->block;
    Scope    scope;
    RegId    e;

    in->has_handler = true;
    b->block        = &in->other;
    in->first_reg2  = (RegId)b->f->regs.len;
    open_scope(b, &scope);
    e = emit(b, IR_CATCH, bt(b, TY_ERROR), 0, 0, 0);
    if (v)
        declare_var(b, v, e);
    build_shielded(b, &in->other, n->as.attempt.handler);
    close_scope(b);
    in->end_reg2 = (RegId)b->f->regs.len;
    b->block     = outer;
}

void build_try(Build *b, Node *n)
{
    Inst *in = add_inst(b, IR_TRY, NO_REG, NULL, 0);
    Scope guarded;

    open_scope(b, &guarded);
    guarded.runs_finally = n->as.attempt.finally != NULL;
    in->first_reg        = (RegId)b->f->regs.len;
    build_inner(b, &in->body, n->as.attempt.body);
    in->end_reg = (RegId)b->f->regs.len;
    if (n->as.attempt.handler)
        build_handler(b, in, n);
    close_scope(b);
    if (n->as.attempt.finally) {
        note_return_ends(b, in);
        in->has_finally = true;
        build_shielded(b, &in->last, n->as.attempt.finally);
    }
}

/* A generator that yields is out of the shields that it stands in: they are the caller's party's. */
void shields_end(Build *b)
{
    for (uint32_t i = 0; i < b->shields; i++)
        call_c(b, "rf_shield_end", NULL, '-', 0, 0, NULL);
}

void shields_begin(Build *b)
{
    for (uint32_t i = 0; i < b->shields; i++)
        call_c(b, "rf_shield_begin", NULL, '-', 0, 0, NULL);
}

bool program_has_cancel(const Program *p)
{
    for (size_t i = 0; i < p->bindings.len; i++) {
        const Binding *v = p->bindings.at[i];

        if (v->kind != BIND_BUILTIN || v->builtin < 0 || v->builtin >= (int)builtin_count)
            continue;
        if (builtins[v->builtin].effects & EFFECT_WAITS ||
            strcmp(builtins[v->builtin].feature, "task") == 0)
            return true;
    }
    return p->has_spawn || p->has_async;
}
