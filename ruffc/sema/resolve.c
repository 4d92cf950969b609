/* Names of a whole program: see resolve.h. The top level of each module first, imported ones before
   their importers; then all bodies that stand in them, outer ones first; then what follows from all
   uses. */

#include "sema/resolve.h"

#include "sema/analysis.h"
#include "sema/modules.h"
#include "sema/resolver.h"
#include "support/text.h"

static void new_tables(Compiler *c, Program *p)
{
    size_t count = c->node_count + 1;

    p->binding  = ARENA_ARRAY(&c->arena, Binding *, count);
    p->declares = ARENA_ARRAY(&c->arena, Binding *, count);
    p->function = ARENA_ARRAY(&c->arena, Function *, count);
    p->import   = ARENA_ARRAY(&c->arena, Import *, count);
    p->in_try   = ARENA_ARRAY(&c->arena, bool, count);
}

static void fill_imports(Program *p, const ModuleGraph *graph)
{
    for (size_t i = 0; i < graph->edges.len; i++)
        p->import[graph->edges.at[i].node->id] = graph->edges.at[i].import;
}

/* In the order of their numbers, so that the main file's body is function 0. */
static void new_module_bodies(Resolver *r)
{
    for (size_t i = 0; i < r->p->modules.len; i++) {
        Module *m = r->p->modules.at[i];

        r->module = m;
        m->body   = function_new(r, FUNCTION_MODULE, m->ast->body);
    }
}

static void resolve_top_level(Resolver *r, Module *m)
{
    r->module   = m;
    r->function = r->base = m->body;
    r->scope    = NULL;
    scope_open(r);
    resolve_statements(r, m->ast->body->as.body);
    copy_exports(r, m);
}

static void analyse(Compiler *c, Program *p)
{
    settle_functions(p);
    settle_instances(c, p);
    find_captures(p);
    find_unset(p);
    find_shared(c, p);
}

Program *resolve_program(Compiler *c, AstModule *main)
{
    Program    *p      = ARENA_NEW(&c->arena, Program);
    NameFacts  *facts  = ARENA_NEW(&c->arena, NameFacts);
    size_t      errors = c->diags.errors;
    ModuleGraph graph  = modules_load(c, p, main);
    Resolver    r      = {.c = c, .p = p, .facts = facts};

    p->facts = facts;
    facts->builtins.arena = facts->stored.seen.arena = &c->arena;
    new_tables(c, p);
    facts->tried = ARENA_ARRAY(&c->arena, bool, c->node_count + 1);
    fill_imports(p, &graph);
    new_module_bodies(&r);
    if (c->diags.errors > errors)
        return p; /* a module that does not parse */
    for (size_t i = 0; i < graph.ready.len; i++)
        resolve_top_level(&r, graph.ready.at[i]);
    run_jobs(&r);
    analyse(c, p);
    return p;
}

Text function_shown_name(Compiler *c, const Function *f)
{
    TextBuf b = {.arena = &c->arena};

    switch (f->kind) {
    case FUNCTION_MODULE:
        return TEXT("");
    case FUNCTION_PLAIN:
        return f->name ? symbol_text(c->symbols, f->name) : TEXT("<lambda>");
    case FUNCTION_METHOD:
        textbuf_format(&b, "%.*s.%.*s", TEXT_ARG(symbol_text(c->symbols, f->struct_name)),
                       TEXT_ARG(symbol_text(c->symbols, f->name)));
        return textbuf_text(&b);
    case FUNCTION_SPAWN:
        return TEXT("spawn");
    case FUNCTION_TEST:
        return f->node->as.test.title.len ? f->node->as.test.title : TEXT("test");
    }
    return TEXT("");
}
