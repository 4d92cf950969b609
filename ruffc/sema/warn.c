/* Warnings that follow from how variables are used: S-88, C-11, C-83. None needs types, none changes
   the exit status. The other warnings stand in warn_*.c, each sort in a file of its own. */

#include "sema/warn.h"

#include "support/text.h"

static Text name_of(const Compiler *c, Symbol name)
{
    return symbol_text(c->symbols, name);
}

/* ---- changes that stay in a spawn block (C-11) ---- */

/* The outermost spawn body that stands between the owner of a variable and a use of it. */
static const Function *spawn_between(const Function *user, const Function *owner)
{
    const Function *spawn = NULL;

    for (; user && user != owner; user = user->outer)
        if (user->kind == FUNCTION_SPAWN)
            spawn = user;
    return spawn;
}

bool surely_changes(const Binding *b, const Use *u)
{
    const Node *value = record_of(b)->value;

    if (u->kind == USE_SET || u->kind == USE_UPDATE)
        return true;
    return u->kind == USE_CHANGE && value && (value->kind == ND_ARRAY || value->kind == ND_DICT);
}

static void warn_spawn_assigns(Compiler *c, const Binding *b)
{
    const BindingRecord *record = record_of(b);
    const Function      *told   = NULL;

    for (size_t i = 0; i < record->uses.len; i++) {
        const Use      *u     = &record->uses.at[i];
        const Function *spawn = surely_changes(b, u) ? spawn_between(u->function, b->owner) : NULL;
        Diag           *d;

        if (!spawn || spawn == told)
            continue;
        told = spawn;
        d    = diag_add(&c->diags, u->node->at, E_SPAWN_ASSIGNS,
                        "`%.*s` is a copy here: this change stays inside the spawn block; send it "
                        "through a channel",
                        TEXT_ARG(name_of(c, b->name)));
        diag_note(&c->diags, d, b->declared, "the variable that does not change");
    }
}

/* ---- assignments that probably meant a local (C-83, S-88) ---- */

static bool sets_before_reading(const Function *f, Symbol name)
{
    return (Mention)(uintptr_t)table_get(&function_record(f)->first, name) == MENTION_SET;
}

static bool reads_later(const Binding *b, const Function *f, uint32_t order)
{
    for (size_t i = 0; i < record_of(b)->uses.len; i++) {
        const Use *u = &record_of(b)->uses.at[i];

        if (u->kind != USE_SET && u->order > order && base_of(u->function) == f)
            return true;
    }
    return false;
}

/* Whether the lambda or async function `f` should hear about its plain assignment `u` to `b`. */
static bool wants_local(const Binding *b, const Function *f, const Use *u, DiagId *id)
{
    if (u->kind != USE_SET || f == base_of(b->owner) || f->kind != FUNCTION_PLAIN ||
        !sets_before_reading(f, b->name) || spawn_between(u->function, b->owner))
        return false;
    *id = f->is_async ? E_ASYNC_ASSIGNS : E_LAMBDA_TEMPORARY;
    return f->is_async || (!f->node->as.func.name && reads_later(b, f, u->order));
}

static void warn_wants_local(Compiler *c, const Binding *b)
{
    const Function *told = NULL;
    DiagId          id;

    for (size_t i = 0; i < record_of(b)->uses.len; i++) {
        const Use      *u = &record_of(b)->uses.at[i];
        const Function *f = base_of(u->function);
        Diag           *d;

        if (f == told || !wants_local(b, f, u, &id))
            continue;
        told = f;
        d    = diag_add(&c->diags, u->node->at, id,
                        "this changes `%.*s` of the code around, whose old value is not read here",
                        TEXT_ARG(name_of(c, b->name)));
        diag_note(&c->diags, d, b->declared, "the variable that changes");
        diag_help(&c->diags, d, "for a variable of its own write `mut %.*s := …`",
                  TEXT_ARG(name_of(c, b->name)));
    }
}

void warn_program(Compiler *c, const Program *p)
{
    warn_undefined(c, p);
    for (size_t i = 0; i < p->bindings.len; i++) {
        const Binding *b = p->bindings.at[i];

        if (b->kind != BIND_VAR && b->kind != BIND_PARAM && b->kind != BIND_FIELD)
            continue;
        warn_spawn_assigns(c, b);
        warn_wants_local(c, b);
    }
    warn_imports(c, p);
    warn_channels(c, p);
    warn_statements(c, p);
    warn_values(c, p);
    warn_refusals(c, p);
    warn_instances(c, p);
    warn_spawn_results(c, p);
    warn_arms(c, p);
}
