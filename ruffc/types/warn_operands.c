/* Operators on values that they do not take (S-10, S-29), and methods whose result is the only thing
   they do, where nobody takes it. */

#include "support/text.h"
#include "types/methods.h"
#include "types/warn_walk.h"

static Diag *add(const WarnWalk *w, Span at, DiagId id, const char *format, ...) PRINTF_LIKE(4, 5);

static Diag *add(const WarnWalk *w, Span at, DiagId id, const char *format, ...)
{
    va_list args;
    Diag   *d;

    va_start(args, format);
    d = diag_add_list(&w->t->c->diags, at, id, format, args);
    va_end(args);
    return d;
}

/* What stands at a span, when that is short and on one line; else `…`. */
static Text shown(const WarnWalk *w, Span at)
{
    Text t = source_bytes(w->t->c->sources, at.file);

    t = (Text){t.at + at.start, at.end - at.start};
    for (size_t i = 0; i < t.len; i++)
        if (t.at[i] == '\n')
            return TEXT("…");
    return t.len > 40 ? TEXT("…") : t;
}

/* ---- binary operators ---- */

/* Whether the operand's type decides: structs have hooks, the rest may be anything. */
static bool is_plain(const Type *t)
{
    switch (t->kind) {
    case TY_BOOL:
    case TY_INT:
    case TY_FLOAT:
    case TY_STRING:
    case TY_ARRAY:
    case TY_DICT:
    case TY_PROMISE:
        return true;
    case TY_NEVER:
    case TY_NULL:
    case TY_STRUCT:
    case TY_FUNC:
    case TY_GENERATOR:
    case TY_CHANNEL:
    case TY_ERROR:
    case TY_ANY:
        break;
    }
    return false;
}

static bool is_taken(Operator op, const Type *a, const Type *b)
{
    bool both_strings = a->kind == TY_STRING && b->kind == TY_STRING;

    switch (op) {
    case OP_ADD:
    case OP_LESS:
    case OP_LESS_EQUAL:
    case OP_GREATER:
    case OP_GREATER_EQUAL:
        return both_strings || (type_is_number(a) && type_is_number(b));
    case OP_SUB:
    case OP_MUL:
    case OP_DIV:
    case OP_MOD:
        return type_is_number(a) && type_is_number(b);
    default:
        return true;
    }
}

static const char *word_of(const Type *t)
{
    switch (t->kind) {
    case TY_BOOL:
        return "bool";
    case TY_INT:
        return "int";
    case TY_FLOAT:
        return "float";
    case TY_STRING:
        return "string";
    case TY_ARRAY:
        return "array";
    case TY_DICT:
        return "dict";
    default:
        return "promise";
    }
}

static bool is_comparison(const Node *n)
{
    return n->kind == ND_BINARY && operator_info[n->as.binary.op].level == 5;
}

static void advise_binary(const WarnWalk *w, Diag *d, const Node *n, const Type *a, const Type *b)
{
    Diags *to   = &w->t->c->diags;
    bool   text = a->kind == TY_STRING || b->kind == TY_STRING;

    if (a->kind == TY_PROMISE || b->kind == TY_PROMISE)
        diag_help(to, d, "`await` gives the value of a promise");
    else if (n->as.binary.op == OP_ADD && text)
        diag_help(to, d, "+ joins strings only; to_string(value) or \"${value}\" makes one");
    else if (n->as.binary.op == OP_ADD && a->kind == TY_ARRAY && b->kind == TY_ARRAY)
        diag_help(to, d, "[...a, ...b] joins two arrays");
    else if (n->as.binary.op == OP_MUL && text)
        diag_help(to, d, "repeat(text, count) repeats a text");
    else if (is_comparison(n) && is_comparison(n->as.binary.left))
        diag_help(to, d, "comparisons do not chain; join two with &&");
}

void look_at_binary(const WarnWalk *w, const Node *n)
{
    const Type *a = only_type(w, n->as.binary.left), *b = only_type(w, n->as.binary.right);

    if (!a || !b || !is_plain(a) || !is_plain(b) || is_taken(n->as.binary.op, a, b) ||
        w->t->program->in_try[n->id])
        return;
    advise_binary(w,
                  add(w, n->as.binary.op_at, E_BAD_OPERAND,
                      "%s %s %s is no operation: this will throw", word_of(a),
                      operator_info[n->as.binary.op].spelling, word_of(b)),
                  n, a, b);
}

/* ---- ! and - ---- */

static void advise_not(const WarnWalk *w, Diag *d, const Node *operand, const Type *t)
{
    Diags *to   = &w->t->c->diags;
    Text   text = shown(w, operand->at);

    if (type_is_number(t))
        diag_help(to, d, "write `%.*s == 0`", TEXT_ARG(text));
    else if (t->kind == TY_STRING)
        diag_help(to, d, "write `%.*s == \"\"`", TEXT_ARG(text));
    else
        diag_help(to, d, "write `len(%.*s) == 0`", TEXT_ARG(text));
}

void look_at_unary(const WarnWalk *w, const Node *n)
{
    const Type *t      = only_type(w, n->as.unary.operand);
    bool        is_not = n->as.unary.op == OP_NOT;
    Diag       *d;

    if (!t || !is_plain(t) || t->kind == TY_PROMISE || w->t->program->in_try[n->id] ||
        (is_not ? t->kind == TY_BOOL : type_is_number(t)))
        return;
    d = add(w, n->as.unary.op_at, E_BAD_OPERAND, "%s takes %s, not %.*s: this will throw",
            is_not ? "!" : "-", is_not ? "a bool" : "a number", TEXT_ARG(type_word(w, t)));
    if (is_not)
        advise_not(w, d, n->as.unary.operand, t);
}

/* ---- results that nobody takes ---- */

static bool is_place(const Node *n)
{
    return n->kind == ND_NAME || n->kind == ND_INDEX || n->kind == ND_FIELD;
}

/* `xs.sort()` as a statement: a method that answers something new and changes nothing. */
void look_at_dropped(const WarnWalk *w, const Node *statement)
{
    const Node *n = statement->as.operand;
    const Type *t = n->kind == ND_METHOD ? only_type(w, n->as.method.object) : NULL;
    Text        name, object;
    Diag       *d;
    int         row;

    if (!t || (t->kind != TY_ARRAY && t->kind != TY_STRING && t->kind != TY_DICT) ||
        w->t->program->in_try[n->id] || w->t->program->binding[n->id])
        return;
    name = symbol_text(w->t->c->symbols, n->as.method.name);
    row  = method_builtin(t->kind, name);
    if (row < 0 || method_change(name) != CHANGE_NONE || !(builtins[row].effects & EFFECT_PURE))
        return;
    object = shown(w, n->as.method.object->at);
    d = add(w, statement->at, E_VALUE_DROPPED, "the result of `%.*s` is not used", TEXT_ARG(name));
    if (is_place(n->as.method.object))
        diag_help(&w->t->c->diags, d, "it leaves `%.*s` as it is; store the result: `%.*s := %.*s`",
                  TEXT_ARG(object), TEXT_ARG(object), TEXT_ARG(shown(w, n->at)));
}
