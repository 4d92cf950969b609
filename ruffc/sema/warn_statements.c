/* Warnings from the shape of statements: imports that must fail, promises that are dropped, tests
   that async bodies race on, failures that nobody looks at (S-81, C-83, C-60). */

#include "sema/warn.h"

#include "library/builtins.h"
#include "support/text.h"

typedef struct Walk {
    Compiler      *c;
    const Program *p;
    Function      *function; /* the async body whose tests are looked at */
    const Node    *answer;   /* the expression that a select's arm answers: not dropped */
    size_t        *printed;  /* by Binding number: how many uses only print it */
} Walk;

static Text name_of(const Walk *w, const Binding *b)
{
    return symbol_text(w->c->symbols, b->name);
}

static const Binding *name_binding(const Walk *w, const Node *n)
{
    return n && n->kind == ND_NAME ? w->p->binding[n->id] : NULL;
}

/* ---- imports ---- */

static void warn_failing_import(const Walk *w, const Node *n, Text failure)
{
    Diag   *d    = diag_add(&w->c->diags, n->at, E_IMPORT_FAILS, "this import will throw `%.*s`",
                            TEXT_ARG(failure));
    TextBuf path = {.arena = &w->c->arena};

    for (size_t i = 0; i < n->as.import.path.len; i++)
        textbuf_format(&path, "%s%.*s", i ? "/" : "",
                       TEXT_ARG(symbol_text(w->c->symbols, n->as.import.path.at[i])));
    if (text_starts(failure, TEXT("Module not found")))
        diag_help(&w->c->diags, d,
                  "a module is a file, %.*s.ruff, beside this one or below a folder of RUFF_PATH; "
                  "the library needs no import",
                  TEXT_ARG(textbuf_text(&path)));
}

static bool warn_import(void *self, Node *n)
{
    const Walk   *w = self;
    const Import *import;

    if (n->kind != ND_IMPORT || w->p->in_try[n->id])
        return true;
    import = w->p->import[n->id];
    if (import->failure.len)
        warn_failing_import(w, n, import->failure);
    return true;
}

void warn_imports(Compiler *c, const Program *p)
{
    Walk w = {.c = c, .p = p};

    for (size_t i = 0; i < p->modules.len; i++)
        ast_walk(p->modules.at[i]->ast->body, warn_import, &w);
}

/* ---- promises ---- */

static void warn_dropped_promise(const Walk *w, const Node *statement)
{
    const Node     *n = statement->as.operand;
    const Binding  *b = n->kind == ND_CALL ? name_binding(w, n->as.call.callee) : NULL;
    const Function *f = b && b->kind != BIND_BUILTIN ? known_function(b) : NULL;
    Diag           *d;

    if (!f || !f->is_async || f->is_generator)
        return;
    d = diag_add(&w->c->diags, statement->at, E_PROMISE_DROPPED,
                 "the promise of `%.*s` is neither awaited nor stored", TEXT_ARG(name_of(w, b)));
    diag_help(&w->c->diags, d, "`await %.*s(…)` waits for it and shows its error",
              TEXT_ARG(name_of(w, b)));
}

/* ---- failures that are values (C-60) ---- */

static const Builtin *builtin_called(const Walk *w, const Node *n)
{
    const Binding *b = n && n->kind == ND_CALL ? name_binding(w, n->as.call.callee) : NULL;

    if (!b || b->kind != BIND_BUILTIN || b->builtin >= (int)builtin_count)
        return NULL;
    return &builtins[b->builtin];
}

static bool may_fail_quietly(const Walk *w, const Node *n)
{
    const Builtin *b = builtin_called(w, n);

    return b && (b->effects & EFFECT_NETWORK) && !w->p->in_try[n->id];
}

static void warn_unseen(const Walk *w, Span at, const Node *call)
{
    diag_add(&w->c->diags, at, E_FAILURE_UNSEEN,
             "when `%s` fails its result is an Error, and nothing here looks for one",
             builtin_called(w, call)->name);
}

static void count_printed(Walk *w, const Node *arg)
{
    const Binding *b = name_binding(w, arg);

    if (b && b->kind == BIND_VAR)
        w->printed[b->number]++;
    else if (may_fail_quietly(w, arg))
        warn_unseen(w, arg->at, arg);
}

static void look_at_print(Walk *w, const Node *n)
{
    const Builtin *b = builtin_called(w, n);

    if (!b || (!text_equal(text_of(b->name), TEXT("print")) &&
               !text_equal(text_of(b->name), TEXT("println")) &&
               !text_equal(text_of(b->name), TEXT("eprint"))))
        return;
    for (const Node *arg = n->as.call.args; arg; arg = arg->next) {
        if (arg->kind != ND_INTERP) {
            count_printed(w, arg);
            continue;
        }
        for (const Node *part = arg->as.parts; part; part = part->next)
            count_printed(w, part);
    }
}

/* `r := await f()`, and r is never read: as a statement the await would throw what it failed with. */
static void warn_unread_await(const Walk *w, const Binding *b)
{
    const Node *value = record_of(b)->value;
    Text        name  = name_of(w, b);
    Diag       *d;

    if (!value || value->kind != ND_AWAIT || w->p->in_try[value->id] ||
        record_of(b)->uses.len != 1 || (name.len > 0 && name.at[0] == '_'))
        return;
    d = diag_add(&w->c->diags, b->declared, E_FAILURE_UNSEEN,
                 "when this await fails `%.*s` is an Error, and nothing here looks for one",
                 TEXT_ARG(name));
    diag_help(&w->c->diags, d, "without the variable, `await` alone throws it");
}

static void warn_unseen_variables(const Walk *w)
{
    for (size_t i = 0; i < w->p->bindings.len; i++) {
        const Binding *b = w->p->bindings.at[i];

        if (b->kind != BIND_VAR || b->assignments != 1)
            continue;
        warn_unread_await(w, b);
        if (!may_fail_quietly(w, record_of(b)->value))
            continue;
        if (w->printed[b->number] + 1 == record_of(b)->uses.len)
            warn_unseen(w, b->declared, record_of(b)->value);
    }
}

/* ---- tests that async bodies race on ---- */

static bool is_within(const Node *n, const Node *block)
{
    return block && n->at.start >= block->at.start && n->at.end <= block->at.end;
}

static bool is_in_branches(const Node *n, const Node *test)
{
    return is_within(n, test->as.branch.then) || is_within(n, test->as.branch.otherwise);
}

/* The place in the branches of `test` where the async body changes what the condition names. */
static const Use *change_in(const Walk *w, const Binding *b, const Node *test)
{
    for (size_t i = 0; i < record_of(b)->uses.len; i++) {
        const Use *u = &record_of(b)->uses.at[i];

        if (surely_changes(b, u) && base_of(u->function) == w->function &&
            is_in_branches(u->node, test))
            return u;
    }
    return NULL;
}

typedef struct TestWalk {
    const Walk *walk;
    const Node *test;
    bool        told;
} TestWalk;

static bool look_at_condition(void *self, Node *n)
{
    TestWalk      *t = self;
    const Binding *b = name_binding(t->walk, n);
    const Use     *change;
    Diag          *d;

    if (!b || t->told || (b->kind != BIND_VAR && b->kind != BIND_PARAM) ||
        !child_within(base_of(b->owner), t->walk->function))
        return n->kind != ND_FUNC;
    change = change_in(t->walk, b, t->test);
    if (!change)
        return true;
    d = diag_add(&t->walk->c->diags, n->at, E_TEST_THEN_CHANGE,
                 "`%.*s` is shared: another async body may pass this test before it is changed",
                 TEXT_ARG(name_of(t->walk, b)));
    diag_note(&t->walk->c->diags, d, change->node->at, "changed here");
    t->told = true;
    return true;
}

static bool look_at_tests(void *self, Node *n)
{
    const Walk *w = self;
    TestWalk    t = {w, n, false};

    if (n->kind == ND_IF)
        ast_walk(n->as.branch.cond, look_at_condition, &t);
    return n->kind != ND_FUNC && n->kind != ND_SPAWN;
}

/* ---- all of it ---- */

static bool look_at(void *self, Node *n)
{
    Walk *w = self;

    if (n->kind == ND_SELECT_ARM && !n->as.select_arm.braced)
        w->answer = n->as.select_arm.body->as.body;
    else if (n->kind == ND_EXPR && n != w->answer)
        warn_dropped_promise(w, n);
    else if (n->kind == ND_CALL)
        look_at_print(w, n);
    return true;
}

void warn_statements(Compiler *c, const Program *p)
{
    Walk w = {.c = c, .p = p};

    w.printed = ARENA_ARRAY(&c->arena, size_t, p->bindings.len);
    for (size_t i = 0; i < p->modules.len; i++)
        ast_walk(p->modules.at[i]->ast->body, look_at, &w);
    warn_unseen_variables(&w);
    for (size_t i = 0; i < p->functions.len; i++) {
        w.function = p->functions.at[i];
        if (w.function->is_async)
            ast_walk(w.function->node->as.func.body, look_at_tests, &w);
    }
}
