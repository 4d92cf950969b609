/* Captures: what a name means as a function, and which captured variables change after their
   capture. */

#include "sema/analysis.h"

/* ---- functions by name ---- */

static bool is_read(const Binding *b)
{
    for (size_t i = 0; i < record_of(b)->uses.len; i++)
        if (record_of(b)->uses.at[i].kind != USE_CALL && record_of(b)->uses.at[i].kind != USE_SET)
            return true;
    return false;
}

/* A variable that is set once, by its declaration, to a function expression is as good as a
   declaration. */
static void settle_function(Binding *b)
{
    BindingRecord *record = record_of(b);

    if (b->kind == BIND_FUNC && b->function) {
        b->function->is_value = is_read(b);
    } else if (b->kind == BIND_VAR && b->function) {
        b->function->is_value = true; /* a declaration that is assigned */
        b->function           = NULL;
    } else if (b->kind == BIND_VAR && record->lambda && b->assignments == 1 && b->changes == 0) {
        b->function                                = record->lambda;
        b->function->is_value                      = is_read(b);
        function_record(b->function)->handle       = b;
    }
}

static void settle_import(Binding *b)
{
    Binding *target = final_target(b);

    if (target->function && (b->assignments > 1 || is_read(b)))
        target->function->is_value = true;
}

/* A declared function that is named above its place must be made at the start of its block. */
static bool is_named_above(const Binding *b)
{
    for (size_t i = 0; i < record_of(b)->uses.len; i++)
        if (record_of(b)->uses.at[i].node->at.start < b->function->node->at.start)
            return true;
    return false;
}

/* What an early function captures must be there too. */
static bool pull_forward(const Function *f)
{
    bool changed = false;

    for (size_t i = 0; i < f->captures.len; i++) {
        const Binding *b = f->captures.at[i];

        if (b->kind == BIND_FUNC && b->function && !b->function->made_early &&
            function_record(b->function)->position > function_record(f)->scope->start) {
            b->function->made_early = true;
            changed                 = true;
        }
    }
    return changed;
}

void settle_functions(Program *p)
{
    bool changed = true;

    for (size_t i = 0; i < p->bindings.len; i++)
        if (p->bindings.at[i]->kind != BIND_BUILTIN)
            settle_function(p->bindings.at[i]);
    for (size_t i = 0; i < p->bindings.len; i++) {
        Binding *b = p->bindings.at[i];

        if (b->kind == BIND_IMPORT)
            settle_import(b);
        else if (b->kind == BIND_FUNC && b->function && !b->is_global)
            b->function->made_early = is_named_above(b);
    }
    while (changed) {
        changed = false;
        for (size_t i = 0; i < p->functions.len; i++)
            if (p->functions.at[i]->made_early)
                changed |= pull_forward(p->functions.at[i]);
    }
}

void settle_instances(Compiler *c, Program *p)
{
    for (size_t i = 0; i < p->facts->instances.len; i++) {
        const Instance  *made     = &p->facts->instances.at[i];
        BindingList      defaults = record_of(made->structure)->defaults.list;
        FunctionRecord  *f        = function_record(made->function);

        for (size_t k = 0; k < defaults.len; k++)
            name_in_function(c, made->function, defaults.at[k]);
        if (defaults.len)
            f->calls_unknown = f->drives = f->operates = true;
    }
}

/* ---- changes after a capture ---- */

/* When the function's closure takes its captures: an order, and the loops around it. */
typedef struct CapturePoint {
    uint32_t    order;
    const Loop *loop;
    bool        any_time; /* methods and tests */
} CapturePoint;

static CapturePoint capture_point(const Function *f)
{
    const FunctionRecord *record = function_record(f);

    if (f->kind != FUNCTION_PLAIN)
        return (CapturePoint){0, NULL, true};
    if (f->made_early)
        return (CapturePoint){record->scope->start, record->scope->loop, false};
    return (CapturePoint){record->position, record->loop, false};
}

/* How many loops stand around both places. */
static uint32_t common_depth(const Loop *a, const Loop *b)
{
    while (a != b) {
        if (!a || !b)
            return 0;
        if (a->depth >= b->depth)
            a = a->outer;
        else
            b = b->outer;
    }
    return a ? a->depth : 0;
}

/* Whether something at `order` in `loop` may run after the capture: it stands below it, or a loop
   that the variable outlives brings the program back. */
static bool runs_after(CapturePoint capture, uint32_t order, const Loop *loop, const Binding *b)
{
    const Loop *home = record_of(b)->loop;

    return capture.any_time || order > capture.order ||
           common_depth(capture.loop, loop) > (home ? home->depth : 0);
}

/* When the binding first has its value. */
static uint32_t set_order(const Binding *b)
{
    if (b->kind == BIND_FUNC && b->function && !b->function->made_early)
        return function_record(b->function)->position;
    return record_of(b)->order;
}

static bool changes_after(const Binding *b, const Function *home, CapturePoint capture)
{
    const BindingRecord *record = record_of(b);

    if (runs_after(capture, set_order(b), record->loop, b))
        return true;
    for (size_t i = 0; i < record->uses.len; i++) {
        const Use *u = &record->uses.at[i];

        if (u->kind == USE_READ || u->kind == USE_CALL)
            continue;
        if (child_within(home, u->function) || runs_after(capture, u->order, u->loop, b))
            return true;
    }
    return false;
}

static bool is_captured_late(const Binding *b)
{
    const Function      *home   = base_of(b->owner);
    const BindingRecord *record = record_of(b);
    const Function      *last   = NULL;

    for (size_t i = 0; i < record->uses.len; i++) {
        const Function *inner = child_within(home, record->uses.at[i].function);

        if (inner && inner != last && changes_after(b, home, capture_point(inner)))
            return true;
        last = inner;
    }
    return false;
}

void find_captures(Program *p)
{
    for (size_t i = 0; i < p->bindings.len; i++) {
        Binding *b = p->bindings.at[i];

        if (b->captured && !b->is_global && b->kind != BIND_BUILTIN)
            b->captured_late = is_captured_late(b);
    }
}
