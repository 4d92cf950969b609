/* What is not there yet stands where its value was meant: a promise without `await` (C-30), a
   lazy chain without `.collect()` (C-74). */

#include "support/text.h"
#include "types/methods.h"
#include "types/warn_walk.h"

/* What stands at a span, when that is short and on one line; else `…`. */
static Text shown(const WarnWalk *w, Span at)
{
    Text t = source_bytes(w->t->c->sources, at.file);

    t = (Text){t.at + at.start, at.end - at.start};
    for (size_t i = 0; i < t.len; i++)
        if (t.at[i] == '\n')
            return TEXT("…");
    return t.len > 50 ? TEXT("…") : t;
}

/* ---- promises ---- */

static bool is_promise(const Type *t)
{
    return t && t->kind == TY_PROMISE;
}

/* Whether no value of the type is a promise. */
static bool is_settled(const Type *t)
{
    return t && t->kind != TY_NEVER && t->kind != TY_ANY && t->kind != TY_PROMISE &&
           t->kind != TY_STRUCT && t->kind != TY_NULL;
}

static void tell_promise(const WarnWalk *w, const Node *n, const char *what)
{
    Diag *d = diag_add(&w->t->c->diags, n->at, E_PROMISE_DROPPED, "%s", what);

    diag_help(&w->t->c->diags, d, "its value is behind `await`: (await %.*s)",
              TEXT_ARG(shown(w, n->at)));
}

void look_at_comparison(const WarnWalk *w, const Node *n)
{
    const Node *left = n->as.binary.left, *right = n->as.binary.right;
    const char *what = n->as.binary.op == OP_EQUAL
                           ? "this is a promise, which equals no value"
                           : "this is a promise, which differs from any value";

    if (n->as.binary.op != OP_EQUAL && n->as.binary.op != OP_NOT_EQUAL)
        return;
    if (is_promise(only_type(w, left)) && is_settled(only_type(w, right)))
        tell_promise(w, left, what);
    else if (is_promise(only_type(w, right)) && is_settled(only_type(w, left)))
        tell_promise(w, right, what);
}

void look_at_condition(const WarnWalk *w, const Node *cond)
{
    if (cond && is_promise(only_type(w, cond)))
        tell_promise(w, cond, "this is a promise, which is always true");
}

/* ---- lazy chains ---- */

/* Whether this makes a lazy chain from an array: `xs.map(f)`, `xs.filter(f).take(2)`. */
static bool is_lazy(const WarnWalk *w, const Node *n)
{
    const Node *object;
    const Type *type;
    Text        name;

    if (n->kind != ND_METHOD || w->t->program->binding[n->id])
        return false;
    object = n->as.method.object;
    name   = symbol_text(w->t->c->symbols, n->as.method.name);
    type   = only_type(w, object);
    return method_is_lazy(name) && ((type && type->kind == TY_ARRAY) || is_lazy(w, object));
}

void look_at_index(const WarnWalk *w, const Node *n)
{
    const Node *object = n->as.index.object;
    Diag       *d;

    if (!is_lazy(w, object) || w->t->program->in_try[object->id])
        return;
    d = diag_add(&w->t->c->diags, n->as.index.op_at, E_BAD_OPERAND,
                 "a lazy chain has no elements to index: this will throw");
    diag_help(&w->t->c->diags, d, "make it an array: %.*s.collect()",
              TEXT_ARG(shown(w, object->at)));
}

void look_at_lazy(const WarnWalk *w, const Node *statement)
{
    const Node *n = statement->as.operand;
    Diag       *d;

    if (!is_lazy(w, n))
        return;
    d = diag_add(&w->t->c->diags, statement->at, E_VALUE_DROPPED,
                 "this does nothing: `%.*s` is lazy, and nobody takes its values",
                 TEXT_ARG(symbol_text(w->t->c->symbols, n->as.method.name)));
    diag_help(&w->t->c->diags, d, "write a `for` loop, or take the values: %.*s.collect()",
              TEXT_ARG(shown(w, n->at)));
}
