/* Scripts as text for the tests of sema/: see names_fixture.h. */

#include "names_fixture.h"

#include <stdio.h>

Compiler names_compiler;
Program *names_program;

static bool used;

void names_teardown(void)
{
    if (used)
        compiler_free(&names_compiler);
    used = false;
}

static void restart(void)
{
    Options o = {0};

    names_teardown();
    used = true;
    compiler_init(&names_compiler, &o);
}

static void resolve(FileId file)
{
    AstModule *m = parse_file(&names_compiler, file);

    ck_assert_msg(names_compiler.diags.errors == 0, "this does not parse: %.*s",
                  TEXT_ARG(source_bytes(names_compiler.sources, file)));
    names_program = resolve_program(&names_compiler, m);
}

static void resolve_text(const char *script)
{
    restart();
    resolve(source_add(names_compiler.sources, TEXT("test.ruff"), text_of(script)));
}

void names_of_file(const char *path)
{
    FileId file;

    restart();
    ck_assert(source_load(names_compiler.sources, text_of(path), &file));
    resolve(file);
}

void names_of(const char *script)
{
    resolve_text(script);
    ck_assert_msg(names_compiler.diags.errors == 0, "refused: %s", script);
}

const char *names_message(const char *script)
{
    TextBuf b = {0};

    resolve_text(script);
    if (!names_compiler.diags.errors)
        warn_program(&names_compiler, names_program);
    if (!names_compiler.diags.first)
        return "";
    b.arena = &names_compiler.arena;
    textbuf_format(&b, "%.*s", TEXT_ARG(names_compiler.diags.first->message));
    textbuf_char(&b, '\0');
    return textbuf_text(&b).at;
}

size_t names_warnings(const char *script, DiagId id)
{
    size_t count = 0;

    names_message(script);
    for (const Diag *d = names_compiler.diags.first; d; d = d->next)
        count += d->id == id;
    return count;
}

static bool is_named(Symbol s, const char *name)
{
    return text_equal(symbol_text(names_compiler.symbols, s), text_of(name));
}

Binding *names_binding(const char *name, size_t nth)
{
    for (size_t i = 0; i < names_program->bindings.len; i++)
        if (is_named(names_program->bindings.at[i]->name, name) && nth-- == 0)
            return names_program->bindings.at[i];
    ck_abort_msg("no such binding: %s", name);
    return NULL;
}

Function *names_function(const char *name)
{
    for (size_t i = 0; i < names_program->functions.len; i++) {
        Function *f = names_program->functions.at[i];

        if (f->name && is_named(f->name, name))
            return f;
    }
    ck_abort_msg("no such function: %s", name);
    return NULL;
}

typedef struct Search {
    NodeKind    kind;
    const char *name;
    size_t      nth;
    Node       *found;
} Search;

static Symbol node_name(const Node *n)
{
    if (n->kind == ND_TAG)
        return n->as.tag.enum_name;
    if (n->kind == ND_INSTANCE)
        return n->as.instance.name;
    if (n->kind == ND_FIELD)
        return n->as.field.name;
    if (n->kind == ND_METHOD)
        return n->as.method.name;
    return n->as.name;
}

static bool visit(void *self, Node *n)
{
    Search *s = self;

    if (!s->found && n->kind == s->kind && is_named(node_name(n), s->name) && s->nth-- == 0)
        s->found = n;
    return true;
}

Binding *names_use(NodeKind kind, const char *name, size_t nth)
{
    Search s = {kind, name, nth, NULL};

    ast_walk(names_program->modules.at[0]->ast->body, visit, &s);
    ck_assert_msg(s.found != NULL, "no such node: %s", name);
    return names_program->binding[s.found->id];
}
