/* Which variables spawn blocks copy and async bodies share (C-11, C-33), and which globals code takes
   along that is sent (C-1, C-76): all that a function names which such a body may call. Calls are
   followed by name; where one is unknown, every function that is used as a value counts. */

#include "sema/analysis.h"

#include "library/builtins.h"
#include "support/text.h"

typedef enum Side { SIDE_SPAWN, SIDE_ASYNC, SIDE_CARRIED } Side;

typedef struct Reach {
    Compiler *c;
    Program  *p;
    Side      side;
    BindingSet carried; /* SIDE_CARRIED: the globals that were met */
    bool      values, generators, hooks; /* already entered all of them */
    NameSet   methods;                   /* … all of these names */
    VEC(Function *) waiting;             /* reached, their calls not yet followed */
} Reach;

/* What is set once and never changed in part is the same everywhere. */
static void mark_carried(Reach *r, Binding *b)
{
    if (!b->is_global)
        return;
    binding_set_add(&r->c->arena, &r->carried, b);
    if (b->assignments > 1 || b->changes > 0)
        b->in_carried = true;
}

static void mark(Reach *r, Binding *b)
{
    switch (b->kind) {
    case BIND_VAR:
    case BIND_PARAM:
    case BIND_FIELD:
    case BIND_IMPORT:
        if (r->side == SIDE_SPAWN)
            b->in_spawn = true;
        else if (r->side == SIDE_ASYNC)
            b->in_async = true;
        else
            mark_carried(r, b);
        break;
    case BIND_FUNC:
    case BIND_STRUCT:
    case BIND_ENUM:
    case BIND_MODULE:
    case BIND_BUILTIN:
        break;
    }
}

static void reach(Reach *r, Function *f)
{
    if (function_record(f)->reached)
        return;
    function_record(f)->reached = true;
    vec_push(&r->c->arena, &r->waiting, f);
}

/* A function that may be called from the outside: what it names around itself is copied or
   shared. */
static void enter(Reach *r, Function *f)
{
    const BindingList *free = &function_record(f)->free.list;

    if (function_record(f)->entered)
        return;
    function_record(f)->entered = true;
    for (size_t i = 0; i < free->len; i++)
        mark(r, free->at[i]);
    reach(r, f);
}

static void enter_values(Reach *r)
{
    for (size_t i = 0; !r->values && i < r->p->functions.len; i++)
        if (r->p->functions.at[i]->is_value)
            enter(r, r->p->functions.at[i]);
    r->values = true;
}

/* Whoever drives generators and lazy chains runs the functions inside them. */
static void enter_generators(Reach *r)
{
    const NameFacts *facts = r->p->facts;

    if (r->generators)
        return;
    r->generators = true;
    for (size_t i = 0; i < r->p->functions.len; i++)
        if (r->p->functions.at[i]->is_generator)
            enter(r, r->p->functions.at[i]);
    for (size_t i = 0; i < facts->lazy.len; i++)
        enter(r, facts->lazy.at[i]);
    if (facts->lazy_unknown)
        enter_values(r);
}

static void enter_hooks(Reach *r)
{
    if (r->hooks)
        return;
    r->hooks = true;
    for (size_t i = 0; i < r->p->functions.len; i++) {
        Function *f    = r->p->functions.at[i];
        Text      name = f->name ? symbol_text(r->c->symbols, f->name) : TEXT("");

        if (f->kind == FUNCTION_METHOD && text_starts(name, TEXT("op_")))
            enter(r, f);
    }
}

/* x.name(…): a method of that name, or a function stored in such a field or under such a key. */
static void enter_methods(Reach *r, Symbol name)
{
    if (!name_set_add(&r->c->arena, &r->methods, name))
        return;
    for (size_t i = 0; i < r->p->functions.len; i++) {
        Function *f = r->p->functions.at[i];

        if (f->kind == FUNCTION_METHOD && f->name == name)
            enter(r, f);
    }
    if (r->p->facts->stored_anywhere || name_set_has(&r->p->facts->stored, name))
        enter_values(r);
}

static void follow_calls(Reach *r, Function *f)
{
    const FunctionRecord *record = function_record(f);

    for (size_t i = 0; i < record->named.list.len; i++) {
        Binding *b = final_target(record->named.list.at[i]);

        if (b->kind != BIND_BUILTIN && b->function)
            enter(r, b->function);
    }
    for (size_t i = 0; i < f->inner.len; i++)
        reach(r, f->inner.at[i]);
    for (size_t i = 0; i < record->methods.list.len; i++)
        enter_methods(r, record->methods.list.at[i]);
    if (record->operates)
        enter_hooks(r);
    if (record->drives)
        enter_generators(r);
    if (record->calls_unknown)
        enter_values(r);
}

static void follow_all(Reach *r)
{
    while (r->waiting.len)
        follow_calls(r, r->waiting.at[--r->waiting.len]);
    for (size_t i = 0; i < r->p->functions.len; i++) {
        FunctionRecord *f = function_record(r->p->functions.at[i]);

        f->reached = f->entered = false;
    }
}

/* Calls of names that hold unknown functions. */
static void mark_unknown_calls(Program *p)
{
    for (size_t i = 0; i < p->bindings.len; i++) {
        Binding *b = p->bindings.at[i];

        if (b->kind == BIND_BUILTIN || known_function(b))
            continue;
        for (size_t k = 0; k < record_of(b)->uses.len; k++)
            if (record_of(b)->uses.at[k].kind == USE_CALL)
                function_record(record_of(b)->uses.at[k].function)->calls_unknown = true;
    }
}

static void find_in_spawn(Compiler *c, Program *p)
{
    Reach r = {.c = c, .p = p, .side = SIDE_SPAWN, .methods.seen.arena = &c->arena};

    for (size_t i = 0; i < p->functions.len; i++)
        if (p->functions.at[i]->kind == FUNCTION_SPAWN)
            enter(&r, p->functions.at[i]);
    follow_all(&r);
}

static void find_in_async(Compiler *c, Program *p)
{
    Reach r = {.c = c, .p = p, .side = SIDE_ASYNC, .methods.seen.arena = &c->arena};

    for (size_t i = 0; i < p->functions.len; i++)
        if (p->functions.at[i]->is_async)
            enter(&r, p->functions.at[i]);
    for (size_t i = 0; i < p->facts->tasks.len; i++)
        enter(&r, p->facts->tasks.at[i]);
    if (p->facts->shares_values)
        enter_values(&r);
    follow_all(&r);
}

/* A spawn block takes the generators that it captures away from what is around it; an async body that
   a block has started may give it closures. */
static bool may_carry(const Program *p, const Function *f)
{
    const Binding *declared = p->binding[f->node->id];

    if (f->is_generator)
        return p->facts->sends_code || p->has_spawn;
    return f->is_value && !(declared && declared->is_global) &&
           (p->facts->sends_code || (p->has_spawn && p->has_async));
}

/* `send` is a method of generators, too: only channels and shared cells take things away. */
static bool has_task_builtins(const Program *p)
{
    for (size_t i = 0; i < p->bindings.len; i++) {
        const Binding *b = p->bindings.at[i];

        if (b->kind == BIND_BUILTIN && b->builtin >= 0 && b->builtin < (int)builtin_count &&
            text_equal(text_of(builtins[b->builtin].feature), TEXT("task")))
            return true;
    }
    return false;
}

static void find_carried(Compiler *c, Program *p)
{
    if (!has_task_builtins(p))
        p->facts->sends_code = false;
    for (size_t i = 0; i < p->functions.len; i++) {
        Function *f = p->functions.at[i];
        Reach     r = {.c = c, .p = p, .side = SIDE_CARRIED, .methods.seen.arena = &c->arena,
                       .carried.seen.arena = &c->arena};

        if (f->kind != FUNCTION_PLAIN || !may_carry(p, f))
            continue;
        enter(&r, f);
        follow_all(&r);
        f->carried = r.carried.list;
    }
}

void find_shared(Compiler *c, Program *p)
{
    mark_unknown_calls(p);
    find_in_spawn(c, p);
    find_in_async(c, p);
    find_carried(c, p);
}
