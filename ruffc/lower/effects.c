/* Effects of functions, by fixed points over the call graph.

   throws         some instruction may leave an error that no handler of the function takes
   checks_depth   the function lies on a cycle of calls: it tests the stack (S-65)
   keeps_active   a try can be reached from something it calls: it must show up in the stack of errors
                  caught there (S-72)

   needs    build */

#include "lower/lower.h"

typedef struct Facts {
    bool        dynamic;     /* calls something unknown */
    bool        has_try;
    VEC(IrFunc *) calls;
} Facts;

typedef struct Walk {
    IrProgram *p;
    Facts     *facts;
} Walk;

static void collect(void *self, Inst *in)
{
    Walk *w = self;

    switch ((int)in->op) {
    case IR_CALL:
        vec_push(&w->p->c->arena, &w->facts->calls, in->imm.callee);
        break;
    case IR_CALL_LIST:
    case IR_LOOP_NEXT:
        w->facts->dynamic = w->facts->dynamic || in->failure != '-';
        break;
    case IR_CALL_C:
        /* operators may run hooks, built-ins may run callbacks */
        w->facts->dynamic = w->facts->dynamic || in->failure == 'e';
        break;
    case IR_TRY:
        w->facts->has_try = w->facts->has_try || in->has_handler;
        break;
    default:
        break;
    }
}

static bool throws_in(const Block *b, bool handled)
{
    for (const Inst *in = b->first; in; in = in->next) {
        if (in->op == IR_TRY) {
            if (throws_in(&in->body, handled || in->has_handler) || throws_in(&in->other, handled) || throws_in(&in->last, handled))
                return true;
            continue;
        }
        if (in->op == IR_CALL ? in->imm.callee->throws && !handled : may_fail(in) && !handled)
            return true;
        if (throws_in(&in->body, handled) || throws_in(&in->other, handled) || throws_in(&in->last, handled))
            return true;
    }
    return false;
}

static bool reaches(Walk *w, Facts *all, IrFunc *from, const IrFunc *to, bool *seen)
{
    Facts *f = &all[from->number];

    (void)w;
    for (size_t i = 0; i < f->calls.len; i++) {
        IrFunc *next = f->calls.at[i];
        if (next == to)
            return true;
        if (!seen[next->number]) {
            seen[next->number] = true;
            if (reaches(w, all, next, to, seen))
                return true;
        }
    }
    return false;
}

static void find_cycles(Walk *w, Facts *all)
{
    size_t n    = w->p->funcs.len;
    bool  *seen = ARENA_ARRAY(&w->p->c->arena, bool, n + 1);

    for (size_t i = 0; i < n; i++) {
        IrFunc *f = w->p->funcs.at[i];
        memset(seen, 0, n);
        /* a call of something unknown may come back to any function that is a value */
        f->checks_depth = all[i].dynamic || reaches(w, all, f, f, seen);
    }
}

static void find_active(Walk *w, Facts *all)
{
    bool any_try = false, grew = true;

    for (size_t i = 0; i < w->p->funcs.len; i++)
        any_try = any_try || all[i].has_try;
    while (any_try && grew) {
        grew = false;
        for (size_t i = 0; i < w->p->funcs.len; i++) {
            IrFunc *f   = w->p->funcs.at[i];
            bool    now = all[i].dynamic;
            for (size_t k = 0; k < all[i].calls.len && !now; k++)
                now = all[all[i].calls.at[k]->number].has_try || all[i].calls.at[k]->keeps_active;
            if (now && !f->keeps_active)
                f->keeps_active = grew = true;
        }
    }
}

static void find_throws(IrProgram *p)
{
    bool grew = true;

    while (grew) {
        grew = false;
        for (size_t i = 0; i < p->funcs.len; i++) {
            IrFunc *f = p->funcs.at[i];
            if (!f->throws && (f->checks_depth || throws_in(&f->body, false)))
                f->throws = grew = true;
        }
    }
}

static void find_call(void *self, Inst *in)
{
    bool *found = self;

    *found = *found || in->op == IR_CALL || in->op == IR_CALL_LIST || (in->op == IR_CALL_C && in->failure == 'e') || in->op == IR_LOOP_NEXT;
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

/* The test of the stack stands before the first statement that calls: what returns before it, as recursions
   do at their end, pays nothing. */
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
    if (in->op == IR_CALL && (!in->imm.callee->throws || in->imm.callee->kind == IRF_GENERATOR || in->imm.callee->kind == IRF_ASYNC))
        in->failure = '-';
}

void lower_effects(IrProgram *p)
{
    Walk   w   = {.p = p};
    Facts *all = ARENA_ARRAY(&p->c->arena, Facts, p->funcs.len + 1);

    for (size_t i = 0; i < p->funcs.len; i++) {
        w.facts = &all[i];
        ir_walk(&p->funcs.at[i]->body, collect, &w);
    }
    find_cycles(&w, all);
    find_active(&w, all);
    for (size_t i = 0; i < p->funcs.len; i++)
        if (p->funcs.at[i]->checks_depth && p->funcs.at[i]->kind == IRF_PLAIN && p->funcs.at[i]->instance->function->kind != FUNCTION_MODULE)
            insert_depth_check(p, p->funcs.at[i]);
    find_throws(p);
    for (size_t i = 0; i < p->funcs.len; i++)
        ir_walk(&p->funcs.at[i]->body, mark_calls, NULL);
}
