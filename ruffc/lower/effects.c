/* Effects of functions, by fixed points over the call graph.

   throws         some instruction may leave an error that no handler of the function takes
   checks_depth   the function lies on a cycle of calls: it tests the stack (S-65)
   keeps_active   a try can be reached from something it calls: it must show up in the stack of
                  errors caught there (S-72)
   holds_thread   something it calls may wait without giving the thread up (C-34)

   needs    build */

#include <string.h>

#include "lower/lower.h"

typedef struct Facts {
    const Inst *dynamic; /* the first call of something unknown */
    const Inst *merged;  /* what catches an error in the code of another function (Site) */
    bool        has_try;
    bool        waits;       /* on the thread, when it is not in an async body */
    bool        calls_any;   /* something unknown that could wait */
    VEC(const Inst *) calls; /* of known functions */
} Facts;

typedef struct Walk {
    IrProgram *p;
    Facts     *facts;
} Walk;

static void note_dynamic(Facts *f, const Inst *in)
{
    if (!f->dynamic && in->failure != '-' && !in->quiet)
        f->dynamic = in;
}

static bool calls_back(const Inst *in)
{
    return in->op == IR_CALL_LIST || in->op == IR_LOOP_NEXT ||
           (in->op == IR_CALL_C && in->failure == 'e' && strncmp(in->imm.symbol, "rf_b_", 5) == 0);
}

static void collect(void *self, Inst *in)
{
    Walk *w = self;

    w->facts->waits     = w->facts->waits || ir_waits(in);
    w->facts->calls_any = w->facts->calls_any || calls_back(in);
    if (in->site && (in->has_handler || in->soft))
        w->facts->merged = in;
    switch ((int)in->op) {
    case IR_CALL:
        vec_push(&w->p->c->arena, &w->facts->calls, in);
        break;
    case IR_CALL_LIST:
    case IR_LOOP_NEXT:
    case IR_LOOP_POLL:
        note_dynamic(w->facts, in);
        break;
    case IR_CALL_C:
        if (in->failure == 'e') /* operators may run hooks, built-ins may run callbacks */
            note_dynamic(w->facts, in);
        break;
    case IR_TRY:
        w->facts->has_try = w->facts->has_try || in->has_handler;
        break;
    default:
        break;
    }
}

static bool throws_here(const Inst *in)
{
    return in->op == IR_CALL ? in->imm.callee->throws : may_fail(in);
}

/* The first instruction whose error leaves the block, NULL when none does. */
static const Inst *throws_in(const Block *b, bool handled)
{
    const Inst *found = NULL;

    for (const Inst *in = b->first; in && !found; in = in->next) {
        if (!handled && throws_here(in))
            found = in;
        if (!found)
            found = throws_in(&in->body, handled || (in->op == IR_TRY && in->has_handler));
        if (!found)
            found = throws_in(&in->other, handled);
        if (!found)
            found = throws_in(&in->last, handled);
    }
    return found;
}

/* The call in `from` that leads to `to`, NULL when none does. */
static const Inst *reaches(const Facts *all, const IrFunc *from, const IrFunc *to, bool *seen)
{
    const Facts *f = &all[from->number];

    for (size_t i = 0; i < f->calls.len; i++) {
        const IrFunc *next = f->calls.at[i]->imm.callee;
        if (next == to)
            return f->calls.at[i];
        if (seen[next->number])
            continue;
        seen[next->number] = true;
        if (reaches(all, next, to, seen))
            return f->calls.at[i];
    }
    return NULL;
}

static void find_cycles(IrProgram *p, const Facts *all)
{
    size_t n    = p->funcs.len;
    bool  *seen = ARENA_ARRAY(&p->c->arena, bool, n + 1);

    for (size_t i = 0; i < n; i++) {
        IrFunc     *f   = p->funcs.at[i];
        const Inst *why = all[i].dynamic; /* it may come back to any function that is a value */
        memset(seen, 0, n);
        if (!why)
            why = reaches(all, f, f, seen);
        f->checks_depth = why != NULL;
        if (why)
            f->depth_cause = ir_cause(why);
    }
}

/* The call that may lead to a try, NULL when none does. */
static const Inst *leads_to_try(const Facts *all, const Facts *f)
{
    for (size_t i = 0; i < f->calls.len; i++) {
        const IrFunc *callee = f->calls.at[i]->imm.callee;
        if (all[callee->number].has_try || callee->keeps_active)
            return f->calls.at[i];
    }
    return f->merged ? f->merged : f->dynamic;
}

static void find_active(IrProgram *p, const Facts *all)
{
    bool any_try = false, grew = true;

    for (size_t i = 0; i < p->funcs.len; i++)
        any_try = any_try || all[i].has_try;
    while (any_try && grew) {
        grew = false;
        for (size_t i = 0; i < p->funcs.len; i++) {
            IrFunc     *f   = p->funcs.at[i];
            const Inst *why = f->keeps_active ? NULL : leads_to_try(all, &all[i]);
            if (!why)
                continue;
            f->keeps_active = grew = true;
            f->active_cause        = ir_cause(why);
        }
    }
}

static void find_throws(IrProgram *p)
{
    bool grew = true;

    while (grew) {
        grew = false;
        for (size_t i = 0; i < p->funcs.len; i++) {
            IrFunc     *f   = p->funcs.at[i];
            const Inst *why = f->throws ? NULL : throws_in(&f->body, false);
            if (f->throws || (!why && !f->checks_depth))
                continue;
            f->throws = grew = true;
            f->throws_cause  = why ? ir_cause(why) : (Cause){.op = IR_DEPTH};
        }
    }
}

static bool holds_by_call(const Facts *f)
{
    for (size_t i = 0; i < f->calls.len; i++) {
        const IrFunc *callee = f->calls.at[i]->imm.callee;
        if (callee->kind == IRF_PLAIN && callee->holds_thread)
            return true;
    }
    return false;
}

/* Whoever awaits such a body must not run it on its own stack: it could not be cancelled
   meanwhile. */
static void find_holders(IrProgram *p, const Facts *all)
{
    bool any = false, grew = true;

    for (size_t i = 0; i < p->funcs.len; i++) {
        IrFunc *f       = p->funcs.at[i];
        f->holds_thread = all[i].waits && !ir_is_resumable(f);
        any = any || (f->kind == IRF_GENERATOR && f->waits) ||
              (f->holds_thread && f->instance->function->kind != FUNCTION_MODULE);
    }
    while (grew) {
        grew = false;
        for (size_t i = 0; i < p->funcs.len; i++) {
            IrFunc *f = p->funcs.at[i];
            if (f->holds_thread || !((any && all[i].calls_any) || holds_by_call(&all[i])))
                continue;
            f->holds_thread = grew = true;
        }
    }
}

static void find_call(void *self, Inst *in)
{
    bool *found = self;

    *found = *found || in->op == IR_CALL || in->op == IR_LOOP_NEXT ||
             (in->op == IR_CALL_LIST && !in->quiet) ||
             (in->op == IR_CALL_C && in->failure == 'e' && !in->quiet);
}

static bool contains_call(Inst *in)
{
    Inst *next  = in->next;
    Block one   = {.first = in, .last = in};
    bool  found = false;

    in->next = NULL;
    ir_walk(&one, find_call, &found);
    in->next = next;
    return found;
}

/* The test of the stack stands before the first statement that calls: what returns before it, as
   recursions do at their end, pays nothing. */
static void insert_depth_check(IrProgram *p, IrFunc *f)
{
    Inst **at = &f->body.first, *check;

    for (Inst **k = at; *k; k = &(*k)->next) {
        if ((*k)->op == IR_LINE)
            at = k;
        if (contains_call(*k))
            break;
    }
    check       = ir_inst(p, IR_DEPTH);
    check->args = ARENA_ARRAY(&p->c->arena, RegId, 1);
    check->next = *at;
    *at         = check;
    if (!f->body.last)
        f->body.last = check;
}

static void mark_calls(void *self, Inst *in)
{
    (void)self;
    if (in->op != IR_CALL || (in->imm.callee->throws && !ir_is_resumable(in->imm.callee)))
        return;
    if (in->failure != '-' && !in->imm.callee->throws)
        in->why = "no test, cannot fail";
    in->failure = '-';
}

/* Only the list of active functions asks whose code begins where. */
static void drop_sites(Block *b)
{
    Block kept = {0};

    for (Inst *in = b->first, *next; in; in = next) {
        next     = in->next;
        in->next = NULL;
        drop_sites(&in->other);
        drop_sites(&in->body);
        drop_sites(&in->last);
        if (in->op != IR_SITE)
            ir_append(&kept, in);
    }
    *b = kept;
}

void lower_effects(IrProgram *p)
{
    Walk   w   = {.p = p};
    Facts *all = ARENA_ARRAY(&p->c->arena, Facts, p->funcs.len + 1);

    for (size_t i = 0; i < p->funcs.len; i++) {
        w.facts = &all[i];
        ir_walk(&p->funcs.at[i]->body, collect, &w);
    }
    find_cycles(p, all);
    find_active(p, all);
    for (size_t i = 0; i < p->funcs.len; i++)
        if (p->funcs.at[i]->checks_depth && p->funcs.at[i]->kind == IRF_PLAIN &&
            !p->funcs.at[i]->is_direct && /* it looks before it calls itself */
            p->funcs.at[i]->instance->function->kind != FUNCTION_MODULE)
            insert_depth_check(p, p->funcs.at[i]);
    for (size_t i = 0; i < p->funcs.len; i++)
        if (p->funcs.at[i]->sites.len > 0 && !p->funcs.at[i]->keeps_active)
            drop_sites(&p->funcs.at[i]->body);
    find_throws(p);
    find_holders(p, all);
    for (size_t i = 0; i < p->funcs.len; i++)
        ir_walk(&p->funcs.at[i]->body, mark_calls, NULL);
}
