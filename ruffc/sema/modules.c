/* Imports to files, files to modules, and the order in which modules come (S-80, S-81). */

#include "sema/modules.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "front/parser.h"
#include "support/text.h"

typedef struct Loader {
    Compiler    *c;
    Program     *p;
    ModuleGraph *graph;
    ModuleList   running;  /* modules whose top level is being followed, outermost first */
    Module      *module;   /* whose imports are collected */
    bool         deferred; /* inside a function of it */
} Loader;

/* ---- making modules ---- */

/* The path with links followed: two names of one file are one module. */
static Text resolved_path(Compiler *c, Text path)
{
    char  found[PATH_MAX];
    char *name = ARENA_ARRAY(&c->arena, char, path.len + 1);

    memcpy(name, path.at, path.len);
    if (!realpath(name, found))
        return TEXT("");
    return arena_text(&c->arena, text_of(found));
}

static Text folder_of(Text path)
{
    while (path.len && path.at[path.len - 1] != '/')
        path.len--;
    if (path.len > 1)
        path.len--;
    return path.len ? path : TEXT(".");
}

static Module *module_new(Loader *l, AstModule *ast, Symbol name, Text path, Text root)
{
    ModuleRecord *record = ARENA_NEW(&l->c->arena, ModuleRecord);
    Module       *m      = &record->module;

    m->ast            = ast;
    m->name           = name;
    m->number         = (uint32_t)l->p->modules.len;
    record->path      = path;
    record->root      = root;
    record->early_end = ORDER_NEVER;
    record->exports   = (Table){.arena = &l->c->arena};
    vec_push(&l->c->arena, &l->p->modules, m);
    return m;
}

static Module *module_at(const Loader *l, Text path)
{
    for (size_t i = 0; i < l->p->modules.len; i++)
        if (path.len && text_equal(module_record(l->p->modules.at[i])->path, path))
            return l->p->modules.at[i];
    return NULL;
}

/* The name as the import spells it. */
static Text dotted_name(Compiler *c, const Node *n)
{
    TextBuf b = {.arena = &c->arena};

    for (size_t i = 0; i < n->as.import.path.len; i++) {
        if (i)
            textbuf_char(&b, '.');
        textbuf_add(&b, symbol_text(c->symbols, n->as.import.path.at[i]));
    }
    return textbuf_text(&b);
}

/* The module that an import names, parsed when it is new; NULL when there is no such file. */
static Module *open_module(Loader *l, const Module *from, const Node *n)
{
    Compiler  *c = l->c;
    Text       path, root, resolved;
    FileId     file;
    AstModule *ast;
    Module    *known;

    if (!module_find(c, module_record(from)->root, n, &path, &root))
        return NULL;
    resolved = resolved_path(c, path);
    known    = module_at(l, resolved);
    if (known)
        return known;
    if (!source_load(c->sources, path, &file))
        return NULL;
    ast = parse_file(c, file);
    return module_new(l, ast, symbol_of(c->symbols, dotted_name(c, n)), resolved, root);
}

/* ---- following imports ---- */

static bool collect_import(void *self, Node *n)
{
    Loader    *l    = self;
    ImportEdge edge = {n, l->module, NULL, l->deferred};
    bool       deferred;
    Node      *body;

    if (n->kind == ND_IMPORT) {
        edge.import = ARENA_NEW(&l->c->arena, Import);
        vec_push(&l->c->arena, &l->graph->edges, edge);
    }
    if (n->kind != ND_FUNC && n->kind != ND_TEST)
        return true;
    deferred    = l->deferred;
    l->deferred = true;
    body        = n->kind == ND_FUNC ? n->as.func.body : n->as.test.body;
    ast_walk(body, collect_import, l);
    l->deferred = deferred;
    return false;
}

static void fail_missing(Loader *l, ImportEdge *edge)
{
    TextBuf b = {.arena = &l->c->arena};

    textbuf_format(&b, "Module not found: %.*s", TEXT_ARG(dotted_name(l->c, edge->node)));
    edge->import->failure = textbuf_text(&b);
}

/* `Circular import detected: a -> b -> a`. */
static void fail_circular(Loader *l, ImportEdge *edge, const Module *m)
{
    TextBuf b     = {.arena = &l->c->arena};
    size_t  first = 0;

    while (l->running.at[first] != m)
        first++;
    textbuf_add(&b, TEXT("Circular import detected: "));
    for (size_t i = first; i < l->running.len; i++) {
        textbuf_add(&b, symbol_text(l->c->symbols, l->running.at[i]->name));
        textbuf_add(&b, TEXT(" -> "));
    }
    textbuf_add(&b, symbol_text(l->c->symbols, m->name));
    edge->import->failure = textbuf_text(&b);
}

static void follow_module(Loader *l, Module *m);

static void follow_edge(Loader *l, size_t number)
{
    ImportEdge edge  = l->graph->edges.at[number]; /* the list grows meanwhile */
    size_t     known = l->p->modules.len;
    Module    *m     = open_module(l, edge.from, edge.node);

    if (!m) {
        fail_missing(l, &edge);
        return;
    }
    if (module_record(m)->loading) {
        fail_circular(l, &edge, m);
        return;
    }
    edge.import->module = m;
    if (m->number == known)
        follow_module(l, m);
}

static void follow_module(Loader *l, Module *m)
{
    size_t first = l->graph->edges.len, end;

    module_record(m)->loading = true;
    vec_push(&l->c->arena, &l->running, m);
    l->module   = m;
    l->deferred = false;
    ast_walk(m->ast->body, collect_import, l);
    end = l->graph->edges.len;
    for (size_t i = first; i < end; i++)
        if (!l->graph->edges.at[i].deferred)
            follow_edge(l, i);
    l->running.len--;
    module_record(m)->loading = false;
    vec_push(&l->c->arena, &l->graph->ready, m);
}

/* ---- imports in functions ---- */

static bool leads_to(const ModuleGraph *g, const Module *from, const Module *to, bool *seen)
{
    for (size_t i = 0; i < g->edges.len; i++) {
        const Module *m = g->edges.at[i].import->module;

        if (g->edges.at[i].from != from || !m)
            continue;
        if (m == to)
            return true;
        if (!seen[m->number]) {
            seen[m->number] = true;
            if (leads_to(g, m, to, seen))
                return true;
        }
    }
    return false;
}

/* Only through imports in functions may a module be entered again before its top level has
   ended. */
static void mark_cycles(Compiler *c, Program *p, const ModuleGraph *g)
{
    bool deferred = false;

    for (size_t i = 0; i < g->edges.len; i++)
        deferred |= g->edges.at[i].deferred;
    for (size_t i = 0; deferred && i < p->modules.len; i++) {
        bool *seen = ARENA_ARRAY(&c->arena, bool, p->modules.len);

        module_record(p->modules.at[i])->in_cycle =
            leads_to(g, p->modules.at[i], p->modules.at[i], seen);
    }
}

ModuleGraph modules_load(Compiler *c, Program *p, AstModule *main)
{
    ModuleGraph graph = {0};
    Loader      l     = {.c = c, .p = p, .graph = &graph};
    Text        path  = source_name(c->sources, main->file);

    follow_module(&l, module_new(&l, main, main->name, resolved_path(c, path), folder_of(path)));
    for (size_t i = 0; i < graph.edges.len; i++)
        if (graph.edges.at[i].deferred)
            follow_edge(&l, i);
    mark_cycles(c, p, &graph);
    return graph;
}
