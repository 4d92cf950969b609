/* What is sure to throw when it runs, as far as names alone tell: calls with the wrong count
   (S-61), assignments to let and const (S-51). A `try` around it waits for just that. */

#include "sema/warn.h"

#include "library/builtins.h"
#include "support/text.h"

typedef struct Walk {
    Compiler      *c;
    const Program *p;
} Walk;

/* ---- counts of arguments ---- */

/* `1 argument`, `1 or 2 arguments`, `at least 1 argument`. */
static Text accepted(Compiler *c, int least, int most)
{
    TextBuf b = {.arena = &c->arena};

    if (most < 0)
        textbuf_format(&b, "at least %d", least);
    else if (most == least)
        textbuf_format(&b, "%d", least);
    else
        textbuf_format(&b, "%d %s %d", least, most == least + 1 ? "or" : "to", most);
    textbuf_format(&b, " argument%s", (most < 0 ? least : most) == 1 ? "" : "s");
    return textbuf_text(&b);
}

static Diag *tell_count(Compiler *c, Span at, Text name, int least, int most, size_t given)
{
    return diag_add(&c->diags, at, E_CALL_COUNT, "`%.*s` takes %.*s, not %zu: this call will throw",
                    TEXT_ARG(name), TEXT_ARG(accepted(c, least, most)), given);
}

void warn_count(Compiler *c, Span at, Text name, const Function *f, size_t given)
{
    size_t first = f->kind == FUNCTION_METHOD && f->has_self ? 1 : 0;
    size_t wants = f->params.len - first;
    Diag  *d;

    if (given == wants)
        return;
    d = tell_count(c, at, name, (int)wants, (int)wants, given);
    diag_note(&c->diags, d, f->node->as.func.name ? f->node->as.func.name_at : f->node->at,
              "declared here");
}

static void check_builtin(const Walk *w, Span at, Text name, int found, size_t given)
{
    const Builtin *b = found >= 0 && found < (int)builtin_count ? &builtins[found] : NULL;
    Diag          *d;

    if (!b || !builtin_available(b) ||
        ((int)given >= b->least && (b->most < 0 || (int)given <= b->most)))
        return;
    d = tell_count(w->c, at, name, b->least, b->most, given);
    diag_help(&w->c->diags, d, "%s: %s", b->name, b->doc);
}

/* `User("Ada")`: instances are written with braces. */
static void warn_struct_call(const Walk *w, const Binding *b, Span at)
{
    Text        name  = symbol_text(w->c->symbols, b->name);
    Diag       *d     = diag_add(&w->c->diags, at, E_NOT_CALLED,
                                 "`%.*s` is a struct and cannot be called: this will throw", TEXT_ARG(name));
    TextBuf     form  = {.arena = &w->c->arena};
    const Node *field = b->decl->as.structure.fields;

    for (; field; field = field->next)
        textbuf_format(&form, "%s%.*s: …", form.len ? ", " : "",
                       TEXT_ARG(symbol_text(w->c->symbols, field->as.struct_field.name)));
    diag_help(&w->c->diags, d, "make an instance: %.*s { %.*s }", TEXT_ARG(name),
              TEXT_ARG(textbuf_text(&form)));
}

/* `Color.Red`: variants are written with colons. */
static void check_enum_field(const Walk *w, const Node *n)
{
    const Node    *object = n->as.field.object;
    const Binding *b      = object->kind == ND_NAME ? w->p->binding[object->id] : NULL;
    Text           name;
    Diag          *d;

    b = b ? final_target(b) : NULL;
    if (!b || b->kind != BIND_ENUM || w->p->in_try[n->id])
        return;
    name = symbol_text(w->c->symbols, b->name);
    d    = diag_add(&w->c->diags, n->at, E_NO_MEMBER,
                    "`%.*s` is an enum and has no fields: this will throw", TEXT_ARG(name));
    diag_help(&w->c->diags, d, "write %.*s::%.*s", TEXT_ARG(name),
              TEXT_ARG(symbol_text(w->c->symbols, n->as.field.name)));
}

static void check_called(const Walk *w, const Binding *b, Span at, size_t given)
{
    Text name = symbol_text(w->c->symbols, b->name);

    if (final_target(b)->kind == BIND_STRUCT)
        warn_struct_call(w, final_target(b), at);
    else if (b->kind == BIND_BUILTIN)
        check_builtin(w, at, name, b->builtin, given);
    else if (known_function(b))
        warn_count(w->c, at, name, known_function(b), given);
}

static bool look_at_call(void *self, Node *n)
{
    const Walk    *w    = self;
    const Binding *b    = NULL;
    const Node    *args = NULL;

    if (n->kind == ND_FIELD)
        check_enum_field(w, n);
    if (n->kind == ND_CALL && n->as.call.callee->kind == ND_NAME) {
        b    = w->p->binding[n->as.call.callee->id];
        args = n->as.call.args;
    } else if (n->kind == ND_METHOD) {
        b    = w->p->binding[n->id];
        args = n->as.method.args;
    }
    if (b && !w->p->in_try[n->id])
        check_called(w, b, n->at, list_count(args));
    return true;
}

/* ---- let and const ---- */

static void warn_immutable(const Walk *w, const Binding *b)
{
    for (size_t i = 0; i < record_of(b)->uses.len; i++) {
        const Use *u    = &record_of(b)->uses.at[i];
        Text       name = symbol_text(w->c->symbols, b->name);
        Diag      *d;

        if ((u->kind != USE_SET && u->kind != USE_UPDATE) || w->p->declares[u->node->id] == b ||
            w->p->facts->tried[u->node->id])
            continue;
        d = diag_add(&w->c->diags, u->node->at, E_IMMUTABLE_SET,
                     "`%.*s` is declared with %s and cannot change: this will throw",
                     TEXT_ARG(name), b->mutability == MUT_LET ? "let" : "const");
        diag_note(&w->c->diags, d, b->declared, "declared here");
        diag_help(&w->c->diags, d, "declare it with mut: mut %.*s := …", TEXT_ARG(name));
        return;
    }
}

void warn_refusals(Compiler *c, const Program *p)
{
    Walk w = {c, p};

    for (size_t i = 0; i < p->modules.len; i++)
        ast_walk(p->modules.at[i]->ast->body, look_at_call, &w);
    for (size_t i = 0; i < p->bindings.len; i++)
        if (p->bindings.at[i]->kind == BIND_VAR && p->bindings.at[i]->mutability != MUT_PLAIN)
            warn_immutable(&w, p->bindings.at[i]);
}
