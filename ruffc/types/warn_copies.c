/* Changes that are lost: values are copied (S-2), so a method that changes `self`, or a
   function that changes its parameter, changes a copy. A call whose result nobody takes leaves
   the caller's value as it was (S-37, S-38).

   A function may well use up its copy: it is told only when nothing reads the parameter after
   its last change. A method is told whenever it changes `self`. */

#include <string.h>

#include "support/text.h"
#include "types/methods.h"
#include "types/warn_walk.h"

/* What a body does with one variable. */
typedef struct CopyUse {
    const Program *program;
    SymbolTable   *symbols;
    const Binding *variable;
    const Node    *change; /* the last place that changes a part of it; NULL: none does */
    const Node    *loop;   /* what the outermost loop around that place repeats */
    const Node    *around; /* the same for the place that is looked at, or for one before it */
    const Node    *root;   /* the name in the place that the last change is about: no read */
    uint32_t       read;   /* end of the last place that reads it, other than to return it */
    bool           is_returned;
} CopyUse;

/* ---- what a body does ---- */

/* The variable at the root of `x.f[i]`. */
static const Node *root_of(const Node *n)
{
    while (n->kind == ND_INDEX || n->kind == ND_FIELD)
        n = n->kind == ND_INDEX ? n->as.index.object : n->as.field.object;
    return n;
}

static bool is_variable(const CopyUse *u, const Node *n)
{
    return n && n->kind == ND_NAME && u->program->binding[n->id] == u->variable;
}

/* The place of which a node changes a part, or NULL. */
static const Node *changed_place(const CopyUse *u, const Node *n)
{
    if (n->kind == ND_ASSIGN &&
        (n->as.assign.target->kind == ND_INDEX || n->as.assign.target->kind == ND_FIELD ||
         u->variable->kind == BIND_FIELD))
        return n->as.assign.target;
    if (n->kind == ND_METHOD && method_change(symbol_text(u->symbols, n->as.method.name)))
        return n->as.method.object;
    return NULL;
}

static bool is_repeated(const CopyUse *u, const Node *n)
{
    return u->around && n->at.start >= u->around->at.start && n->at.end <= u->around->at.end;
}

static bool look_at_use(void *self, Node *n)
{
    CopyUse    *u     = self;
    const Node *place = changed_place(u, n);

    if ((n->kind == ND_FOR || n->kind == ND_WHILE) &&
        (!u->around || n->at.start >= u->around->at.end))
        u->around =
            n->kind == ND_FOR ? n->as.each.body : n; /* what a `for` goes through is read once */
    if (place && is_variable(u, root_of(place))) {
        u->change = n;
        u->root   = root_of(place);
        u->loop   = is_repeated(u, n) ? u->around : NULL;
    } else if (n->kind == ND_RETURN && is_variable(u, n->as.jump.operand)) {
        u->is_returned = true;
        return false;
    } else if (n != u->root && is_variable(u, n)) {
        u->read = n->at.end;
    }
    return true;
}

static CopyUse use_in(const WarnWalk *w, const Function *f, const Binding *variable)
{
    CopyUse u = {.program = w->t->program, .symbols = w->t->c->symbols, .variable = variable};

    ast_walk(f->node->as.func.body, look_at_use, &u);
    return u;
}

/* Whether the body reads the variable once its last change is done. */
static bool is_read_later(const CopyUse *u)
{
    return u->read > (u->loop ? u->loop->at.start : u->change->at.end);
}

/* ---- words ---- */

static Text shown(const WarnWalk *w, Span at)
{
    Text t = source_bytes(w->t->c->sources, at.file);

    return (Text){t.at + at.start, at.end - at.start};
}

static bool is_short_place(const WarnWalk *w, const Node *n)
{
    Text t = shown(w, n->at);

    return root_of(n)->kind == ND_NAME && t.len <= 30 && !memchr(t.at, '\n', t.len);
}

static void tell(const WarnWalk *w, const Node *call, const Function *f, const Node *place,
                 const CopyUse *u)
{
    Diags *to   = &w->t->c->diags;
    Text   name = symbol_text(w->t->c->symbols, f->node->as.func.name);
    Text   back = symbol_text(w->t->c->symbols, u->variable->name);
    Text   at = shown(w, place->at), text = shown(w, call->at);
    Diag  *d = diag_add(to, call->at, E_COPY_CHANGED,
                        "`%.*s` changes its own copy of `%.*s`: this change is lost", TEXT_ARG(name),
                        TEXT_ARG(at));

    if (text.len > 60 || memchr(text.at, '\n', text.len))
        text = TEXT("…");
    diag_note(to, d, u->change->at, "changed here");
    if (u->is_returned)
        diag_help(to, d, "values are copied; take the result: %.*s := %.*s", TEXT_ARG(at),
                  TEXT_ARG(text));
    else if (u->variable->kind == BIND_FIELD)
        diag_help(to, d, "write `func %.*s(self, …)` with `self.%.*s := …` and `return self`",
                  TEXT_ARG(name), TEXT_ARG(back));
    else
        diag_help(to, d, "values are copied; end `%.*s` with `return %.*s` and write %.*s := %.*s",
                  TEXT_ARG(name), TEXT_ARG(back), TEXT_ARG(at), TEXT_ARG(text));
}

static bool is_plain_body(const Function *f)
{
    return f->node->kind == ND_FUNC && f->node->as.func.name && !f->is_async && !f->is_generator;
}

/* ---- methods ---- */

static CopyUse use_of_fields(const WarnWalk *w, const Function *m)
{
    CopyUse u = {0};

    for (size_t i = 0; i < m->self_fields.len && !u.change; i++)
        u = use_in(w, m, m->self_fields.at[i]);
    return u;
}

static void look_at_method_call(const WarnWalk *w, const Node *n)
{
    const Type     *type = only_type(w, n->as.method.object);
    const Function *m;
    CopyUse         u;

    if (!type || type->kind != TY_STRUCT || w->t->program->binding[n->id] ||
        !is_short_place(w, n->as.method.object))
        return;
    m = struct_method(type->structure, n->as.method.name);
    if (!m || !is_plain_body(m))
        return;
    u = m->has_self ? use_in(w, m, m->params.at[0]) : use_of_fields(w, m);
    if (u.change)
        tell(w, n, m, n->as.method.object, &u);
}

/* ---- functions ---- */

/* Whether values of the argument's type have parts that change. */
static bool has_parts(const WarnWalk *w, const Node *arg)
{
    const Type *type = only_type(w, arg);

    return type && (type->kind == TY_ARRAY || type->kind == TY_DICT || type->kind == TY_STRUCT);
}

static void look_at_call(const WarnWalk *w, const Node *n)
{
    const Binding *b =
        n->as.call.callee->kind == ND_NAME ? w->t->program->binding[n->as.call.callee->id] : NULL;
    const Function *f   = b ? binding_real((Binding *)b)->function : NULL;
    const Node     *arg = n->as.call.args;

    if (!f || !is_plain_body(f) || n->as.call.piped)
        return;
    for (size_t i = 0; arg && i < f->params.len; i++, arg = arg->next) {
        CopyUse u;

        if (!is_short_place(w, arg) || !has_parts(w, arg) || f->params.at[i]->captured)
            continue;
        u = use_in(w, f, f->params.at[i]);
        if (u.change && !is_read_later(&u))
            tell(w, n, f, arg, &u);
    }
}

void look_at_copies(const WarnWalk *w, const Node *statement)
{
    const Node *n = statement->as.operand;

    if (n->kind == ND_METHOD && !n->as.method.optional)
        look_at_method_call(w, n);
    else if (n->kind == ND_CALL)
        look_at_call(w, n);
}
