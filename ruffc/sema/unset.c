/* Names that a function may read before the statement that sets them has run (S-53, S-56).

   Inside one body that cannot happen: a name counts from its declaration onward. A function that
   stands in the body may see a name that is declared further down, or run early because
   declarations are hoisted. So for each function we look for the earliest place at which it may
   run, its `live` order: where a function value is made, or where its name is first mentioned by
   the body around it or by a neighbour that is live itself. What the body declares after that place
   may be unset. */

#include "sema/analysis.h"

/* When somebody outside a module may first call what it exports. */
static uint32_t end_of(const Module *m)
{
    const ModuleRecord *record = module_record(m);

    if (record->in_cycle || record->guarded)
        return 0;
    return record->early_end;
}

/* Where a function may run for reasons that no mention shows. */
static uint32_t live_by_itself(const Function *f)
{
    const FunctionRecord *record = function_record(f);

    if (record->in_default)
        return 0;
    if (f->kind == FUNCTION_TEST)
        return end_of(f->module);
    if (record->superseded)
        return f->kind == FUNCTION_METHOD ? 0 : ORDER_NEVER;
    if (!record->handle)
        return record->position;
    return record_of(record->handle)->exported ? end_of(f->module) : ORDER_NEVER;
}

/* Where its name is mentioned: in the body around it, or in a function of that body. */
static uint32_t live_by_mention(const Function *f)
{
    const Function *home = base_of(f->outer);
    const Binding  *b    = function_record(f)->handle;
    uint32_t        live = ORDER_NEVER;

    for (size_t i = 0; b && i < record_of(b)->uses.len; i++) {
        const Use      *u     = &record_of(b)->uses.at[i];
        const Function *inner = child_within(home, u->function);
        uint32_t        order = inner ? function_record(inner)->live : u->order;

        if (u->kind == USE_SET && record_of(b)->lambda)
            continue; /* the declaration of a variable mentions nothing */
        if (u->function->module == f->module && order < live)
            live = order;
    }
    return live;
}

static void find_live(Program *p)
{
    bool changed = true;

    for (size_t i = 0; i < p->functions.len; i++)
        function_record(p->functions.at[i])->live = live_by_itself(p->functions.at[i]);
    while (changed) {
        changed = false;
        for (size_t i = 0; i < p->functions.len; i++) {
            FunctionRecord *f    = function_record(p->functions.at[i]);
            uint32_t        live = f->function.outer ? live_by_mention(&f->function) : f->live;

            if (live < f->live) {
                f->live = live;
                changed = true;
            }
        }
    }
}

/* Whether a module's run may end before it has set what it exports. */
static bool is_unset_at_end(const Binding *b)
{
    if (b->kind != BIND_VAR && b->kind != BIND_IMPORT)
        return false;
    return end_of(b->module) < record_of(b)->order;
}

static bool may_be_unset(const Binding *b)
{
    const BindingRecord *record = record_of(b);
    const Function      *home   = base_of(b->owner);

    if (record->exported && is_unset_at_end(b))
        return true;
    if (b->kind == BIND_IMPORT && is_unset_at_end(final_target(b)))
        return true;
    for (size_t i = 0; i < record->uses.len; i++) {
        const Use      *u     = &record->uses.at[i];
        const Function *inner = child_within(home, u->function);

        if (u->kind != USE_SET && inner && function_record(inner)->live < record->order)
            return true;
    }
    return false;
}

void find_unset(Program *p)
{
    find_live(p);
    for (size_t i = 0; i < p->bindings.len; i++) {
        Binding *b = p->bindings.at[i];

        if (b->kind == BIND_VAR || b->kind == BIND_IMPORT)
            b->maybe_unset |= may_be_unset(b);
    }
}
