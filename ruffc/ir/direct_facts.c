/* Which async bodies may run as plain calls where they are awaited: see build_direct.c.

   Such a body waits for nothing but calls of its like, and does nothing by which it, or anybody
   else, could tell that it is no task of its own: it asks for no thread number, starts no spawn
   block, uses no function of tasks. The same holds for whatever it may call; a call of something
   unknown may run every function that is a value, and every generator.

   It may call itself, as far as the cycle consists of such bodies only: those go on in frames when
   the stack runs low, a plain function in the cycle could not.

   needs    all functions built
   leaves   IrFunc::is_directly_called */

#include <string.h>

#include "ir/direct.h"

typedef struct Facts {
    bool shows;       /* it waits, or does something that only a task can do */
    bool calls_any;   /* something unknown */
    VEC(const IrFunc *) calls; /* functions that it runs: called, or awaited at once */
} Facts;

typedef struct Walk {
    IrProgram *p;
    Facts     *all; /* by function */
    Facts     *now;
    bool       any_shows; /* something unknown may */
    bool       refused;   /* the program asks for a pool of its own size */
} Walk;

/* ---- single instructions ---- */

bool is_awaited_call(const Inst *in)
{
    const Inst *next = in->next;

    return in->op == IR_CALL && in->imm.callee->kind == IRF_ASYNC && next &&
           (next->op == IR_CALL_C || next->op == IR_POLL) && next->pass_at &&
           strcmp(next->imm.symbol, "rf_await") == 0 && next->args[0] == in->dst;
}

static const Builtin *builtin_of(const char *symbol)
{
    for (size_t i = 0; symbol && i < builtin_count; i++)
        if (strcmp(builtins[i].symbol, symbol) == 0)
            return &builtins[i];
    return NULL;
}

static bool is_of_tasks(const Builtin *f)
{
    return f && ((f->effects & (EFFECT_WAITS | EFFECT_NETWORK)) || f->abi == ABI_WAITING ||
                 strcmp(f->feature, "task") == 0);
}

/* A call of the runtime: may it wait, for its turn at a generator too, or run something of the script? */
static void note_runtime_call(Walk *w, const Inst *in)
{
    const Builtin *f = builtin_of(in->imm.symbol);

    if (f && strcmp(f->name, "set_task_pool_size") == 0)
        w->refused = true;
    if (in->pass_at || is_of_tasks(f) || strcmp(in->imm.symbol, "rf_method") == 0 ||
        strcmp(in->imm.symbol, "rf_cell_method") == 0 ||
        strcmp(in->imm.symbol, "rf_generator_next") == 0)
        w->now->shows = true;
    else if (!in->quiet && in->failure != '-')
        w->now->calls_any = true;
}

/* A function of tasks as a value: whoever calls something unknown may call it. */
static void note_value(Walk *w, const Inst *in)
{
    int found;

    if (in->imm.callee || in->fixed || !in->symbol2)
        return;
    found = builtin_find((Text){in->symbol2, strlen(in->symbol2)});
    if (found >= 0 && found < (int)builtin_count && is_of_tasks(&builtins[found]))
        w->any_shows = true;
}

static void note_inst(Walk *w, const Inst *in)
{
    switch ((int)in->op) {
    case IR_CALL:
        if (in->imm.callee->kind == IRF_PLAIN)
            vec_push(&w->p->c->arena, &w->now->calls, (const IrFunc *)in->imm.callee);
        break;
    case IR_CALL_C:
    case IR_CALL_LIST:
        note_runtime_call(w, in);
        break;
    case IR_STATIC:
        note_value(w, in);
        break;
    case IR_LOOP_NEXT:
        w->now->shows = w->now->shows || in->pass_at;
        w->now->calls_any = true;
        break;
    case IR_SELECT:
    case IR_SELECT_POLL:
    case IR_POLL:
    case IR_SPAWN:
        w->now->shows = true;
        break;
    default:
        break;
    }
}

static void note_list(Walk *w, const Block *b)
{
    for (const Inst *in = b->first; in; in = in->next) {
        note_list(w, &in->other);
        note_list(w, &in->body);
        note_list(w, &in->last);
        if (!is_awaited_call(in)) {
            note_inst(w, in);
            continue;
        }
        vec_push(&w->p->c->arena, &w->now->calls, (const IrFunc *)in->imm.callee);
        in = in->next;
    }
}

/* ---- what follows ---- */

/* Calls of something unknown may come here. */
static bool is_open(const IrFunc *f)
{
    return f->instance->boxed || f->kind == IRF_GENERATOR;
}

static bool calls_what_shows(const Walk *w, const Facts *f)
{
    for (size_t i = 0; i < f->calls.len; i++)
        if (w->all[f->calls.at[i]->number].shows)
            return true;
    return f->calls_any && w->any_shows;
}

static void spread(Walk *w)
{
    bool grew = true;

    while (grew) {
        grew = false;
        for (size_t i = 0; i < w->p->funcs.len; i++) {
            const IrFunc *f    = w->p->funcs.at[i];
            Facts        *here = &w->all[i];
            if (!here->shows && calls_what_shows(w, here))
                here->shows = grew = true;
            if (here->shows && is_open(f) && f->kind != IRF_ASYNC && !w->any_shows)
                w->any_shows = grew = true;
        }
    }
}

/* Marks what a function may run. */
static void mark(const Walk *w, const IrFunc *f, bool *seen)
{
    const Facts *here = &w->all[f->number];

    for (size_t i = 0; i < here->calls.len; i++)
        if (!seen[here->calls.at[i]->number]) {
            seen[here->calls.at[i]->number] = true;
            mark(w, here->calls.at[i], seen);
        }
    for (size_t i = 0; here->calls_any && i < w->p->funcs.len; i++)
        if (is_open(w->p->funcs.at[i]) && w->p->funcs.at[i]->kind != IRF_ASYNC && !seen[i]) {
            seen[i] = true;
            mark(w, w->p->funcs.at[i], seen);
        }
}

/* True when the body comes back to itself by way of a function that is none of its kind. */
static bool has_mixed_cycle(Walk *w, const IrFunc *f)
{
    size_t n     = w->p->funcs.len;
    Arena  a     = {0};
    bool  *down  = ARENA_ARRAY(&a, bool, n + 1), *back = ARENA_ARRAY(&a, bool, n + 1);
    bool   found = false;

    mark(w, f, down);
    for (size_t i = 0; i < n && !found; i++) {
        if (!down[i] || w->p->funcs.at[i]->kind == IRF_ASYNC)
            continue;
        memset(back, 0, n);
        mark(w, w->p->funcs.at[i], back);
        found = back[f->number];
    }
    arena_free(&a);
    return found;
}

static bool refuse_mixed(Walk *w)
{
    bool any = false;

    for (size_t i = 0; i < w->p->funcs.len; i++)
        if (w->p->funcs.at[i]->kind == IRF_ASYNC && !w->all[i].shows &&
            has_mixed_cycle(w, w->p->funcs.at[i]))
            w->all[i].shows = any = true;
    return any;
}

bool find_direct(IrProgram *p)
{
    Walk w     = {.p = p, .all = ARENA_ARRAY(&p->c->arena, Facts, p->funcs.len + 1)};
    bool found = false;

    for (size_t i = 0; i < p->funcs.len; i++) {
        found = found || p->funcs.at[i]->kind == IRF_ASYNC;
        w.now = &w.all[i];
        note_list(&w, &p->funcs.at[i]->body);
    }
    if (!found || w.refused)
        return false;
    do
        spread(&w);
    while (refuse_mixed(&w));
    found = false;
    for (size_t i = 0; i < p->funcs.len; i++) {
        IrFunc *f = p->funcs.at[i];
        f->is_directly_called = f->kind == IRF_ASYNC && !w.all[i].shows;
        found = found || f->is_directly_called;
    }
    return found;
}
