/* Import and export statements: what they declare (S-80 … S-82). Files were found by modules.c. */

#include "sema/resolver.h"

#include "support/text.h"

/* ---- import ---- */

/* A name imported again in the same block keeps its binding: it gets the same value. */
static Binding *import_name(Resolver *r, Node *node, Binding *target)
{
    Binding *b = table_get(&r->scope->names, target->name);

    if (b && b->kind == BIND_IMPORT && b->target == target)
        return b;
    b              = declare(r, BIND_IMPORT, target->name, node, node->at);
    b->target      = target;
    b->assignments = 1;
    return b;
}

/* The first name that the module does not export makes the statement fail. */
static bool find_missing(Resolver *r, const Node *n, Import *import)
{
    for (const Node *name = n->as.import.names; name; name = name->next) {
        TextBuf text = {.arena = &r->c->arena};

        if (table_get(&module_record(import->module)->exports, name->as.name))
            continue;
        textbuf_format(&text, "Symbol '%.*s' not found in module '%.*s'",
                       TEXT_ARG(symbol_text(r->c->symbols, name->as.name)),
                       TEXT_ARG(symbol_text(r->c->symbols, import->module->name)));
        import->failure = textbuf_text(&text);
        return true;
    }
    return false;
}

static void import_some(Resolver *r, Node *n, Import *import)
{
    if (find_missing(r, n, import))
        return;
    for (Node *name = n->as.import.names; name; name = name->next) {
        Binding *target = table_get(&module_record(import->module)->exports, name->as.name);
        Binding *b      = import_name(r, name, target);

        r->p->binding[name->id] = b;
        vec_push(&r->c->arena, &import->names, b);
    }
}

/* `import m`: every export, and m itself unless an export has that name: then the two share it. */
static void import_all(Resolver *r, Node *n, Import *import)
{
    Module  *m    = import->module;
    Symbol   name = n->as.import.path.at[n->as.import.path.len - 1];
    Binding *b;

    for (size_t i = 0; i < m->exports.len; i++) {
        b = import_name(r, n, m->exports.at[i]);
        vec_push(&r->c->arena, &import->names, b);
        if (b->name == name)
            b->imported = m;
    }
    b = table_get(&r->scope->names, name);
    if (!b || b->imported != m) {
        b              = declare(r, BIND_MODULE, name, n, n->at);
        b->assignments = 1;
        b->imported    = m;
    }
    r->p->binding[n->id] = b;
}

void resolve_import(Resolver *r, Node *n)
{
    Import *import = r->p->import[n->id];

    r->p->in_try[n->id] = r->in_try;
    if (import->module && (r->in_try || r->function->kind != FUNCTION_MODULE))
        module_record(import->module)->guarded = true;
    if (import->failure.len)
        return;
    if (n->as.import.names)
        import_some(r, n, import);
    else
        import_all(r, n, import);
}

/* ---- m.name ---- */

bool resolve_member(Resolver *r, Node *object, Symbol name, Node *node, UseKind kind)
{
    Binding *member;
    Binding *b = object->kind == ND_NAME ? scope_find(r, object->as.name, MENTION_READ) : NULL;

    if (!b || !b->imported)
        return false;
    member = table_get(&module_record(b->imported)->exports, name);
    if (!member && b->kind != BIND_MODULE)
        return false;
    use_name(r, object, object->as.name, USE_READ);
    r->p->binding[node->id] = member;
    if (member)
        use_binding(r, member, node, kind);
    return true;
}

/* ---- export ---- */

static void export_binding(Resolver *r, Binding *b)
{
    if (!b || !b->is_global || table_get(&module_record(r->module)->exports, b->name) == b)
        return;
    if (table_get(&module_record(r->module)->exports, b->name)) {
        for (size_t i = 0; i < r->module->exports.len; i++)
            if (r->module->exports.at[i]->name == b->name)
                r->module->exports.at[i] = b;
    } else {
        vec_push(&r->c->arena, &r->module->exports, b);
    }
    table_set(&module_record(r->module)->exports, b->name, b);
    record_of(b)->exported = true;
}

static void export_target(Resolver *r, const Node *target)
{
    if (target->kind == ND_NAME || target->kind == ND_PAT_REST) {
        export_binding(r, r->p->binding[target->id]);
        return;
    }
    if (target->kind == ND_PAT_ARRAY || target->kind == ND_PAT_DICT)
        for (const Node *item = target->as.items; item; item = item->next)
            export_target(r, item);
}

void resolve_export(Resolver *r, Node *n)
{
    const Node *d = n->as.declaration;

    if (d->kind == ND_LET)
        export_target(r, d->as.let.target);
    else if (d->kind == ND_ASSIGN)
        export_target(r, d->as.assign.target);
    else
        export_binding(r, r->p->binding[d->id]);
}

/* A variable that the module's functions may still change. */
static bool may_change(const Binding *b)
{
    return b->kind == BIND_IMPORT || (b->kind == BIND_VAR && b->mutability == MUT_PLAIN);
}

void copy_exports(Resolver *r, Module *m)
{
    if (m->number == 0)
        return; /* nobody imports the main file */
    for (size_t i = 0; i < m->exports.len; i++) {
        Binding *b = m->exports.at[i], *copy;

        if (!may_change(b))
            continue;
        copy              = declare(r, BIND_IMPORT, b->name, b->decl, b->declared);
        copy->target      = b;
        copy->assignments = 1;
        copy->is_copy     = true;
        record_of(copy)->exported = true;
        record_of(copy)->order = record_of(copy)->place = record_of(b)->order;
        table_set(&r->scope->names, b->name, b);
        table_set(&module_record(m)->exports, b->name, copy);
        m->exports.at[i] = copy;
    }
}
