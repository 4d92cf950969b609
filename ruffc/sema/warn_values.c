/* Expressions that stand as statements and whose value nobody uses: most often a call without its
   parentheses, `==` where `:=` was meant, or a `return` that is missing.

   Silent where the statement may be there for what it does: calls, waits, jumps; whatever may throw
   in the body of a `try`; operators when the program defines hooks for them (S-41); arms that give a
   placeholder. */

#include "sema/warn.h"

#include "support/text.h"

enum { LONGEST_SHOWN = 50 };

typedef struct Walk {
    Compiler      *c;
    const Program *p;
    const Node    *last_block; /* the body of a function: its last value may lack a `return` */
    bool           has_hooks;
} Walk;

/* What stands at a span, when that is short and on one line; else `…`. */
static Text shown(const Walk *w, Span at)
{
    Text t = source_bytes(w->c->sources, at.file);

    t = (Text){t.at + at.start, at.end - at.start};
    for (size_t i = 0; i < t.len; i++)
        if (t.at[i] == '\n')
            return TEXT("…");
    return t.len > LONGEST_SHOWN ? TEXT("…") : t;
}

/* ---- what an expression may do ---- */

typedef struct Look {
    const Walk *walk;
    bool        acts, literal;
} Look;

static bool look_at(void *self, Node *n)
{
    Look *l = self;

    switch ((int)n->kind) {
    case ND_CALL:
    case ND_METHOD:
    case ND_AWAIT:
    case ND_YIELD:
    case ND_THROW:
    case ND_SPAWN:
    case ND_SELECT:
    case ND_TRY_OP:
    case ND_TRY:
        l->acts = true;
        return false;
    case ND_UNARY:
    case ND_BINARY:
        l->acts |= l->walk->has_hooks;
        l->literal = false;
        return true;
    case ND_NAME:
    case ND_INDEX:
    case ND_FIELD:
        l->literal = false;
        return true;
    case ND_FUNC:
        return false;
    default:
        return true;
    }
}

/* Whether dropping the value of this statement is all that it does. */
static bool is_idle(const Walk *w, Node *statement)
{
    Look l = {.walk = w, .literal = true};

    if (statement->kind != ND_EXPR)
        return false;
    ast_walk(statement->as.operand, look_at, &l);
    return !l.acts && (l.literal || !w->p->facts->tried[statement->id]);
}

/* ---- words ---- */

static const Binding *function_named(const Walk *w, const Node *n)
{
    const Binding *b = n->kind == ND_NAME ? w->p->binding[n->id] : NULL;

    if (!b)
        return NULL;
    return b->kind == BIND_BUILTIN || known_function(b) ? b : NULL;
}

static bool is_place(const Node *n)
{
    return n->kind == ND_NAME || n->kind == ND_INDEX || n->kind == ND_FIELD;
}

static bool begins_with_bracket(const Walk *w, const Node *n)
{
    char c = source_bytes(w->c->sources, n->at.file).at[n->at.start];

    return c == '(' || c == '[' || c == '{';
}

/* Advice by the form of the expression. */
static void advise(const Walk *w, Diag *d, const Node *n, const Node *before, bool ends_function)
{
    Diags *to = &w->c->diags;

    if (before && before->kind == ND_RETURN && !before->as.jump.operand)
        diag_help(to, d, "return takes a value on its own line only: return %.*s",
                  TEXT_ARG(shown(w, n->at)));
    else if (n->kind == ND_BINARY && n->as.binary.op == OP_EQUAL && is_place(n->as.binary.left))
        diag_help(to, d, "== compares; to assign, write `%.*s := %.*s`",
                  TEXT_ARG(shown(w, n->as.binary.left->at)),
                  TEXT_ARG(shown(w, n->as.binary.right->at)));
    else if (ends_function)
        diag_help(to, d, "a function gives its value by `return %.*s`", TEXT_ARG(shown(w, n->at)));
    else if (function_named(w, n) || n->kind == ND_FIELD)
        diag_help(to, d, "to call it, write `%.*s()`", TEXT_ARG(shown(w, n->at)));
    else if (before && begins_with_bracket(w, n))
        diag_help(to, d, "a line that begins with a bracket does not go on with the line before");
    else if (n->kind == ND_FUNC)
        diag_help(to, d, "give the function a name: func name(…) { … }");
    else
        diag_help(to, d, "store it in a variable, print it, or take it out");
}

static void warn_value(const Walk *w, const Node *statement, const Node *before, bool ends_function)
{
    Diag *d = diag_add(&w->c->diags, statement->at, E_VALUE_DROPPED,
                       "the value of this expression is not used");

    advise(w, d, statement->as.operand, before, ends_function);
}

/* ---- `print "hello"` ---- */

/* Whether `next` stands directly beside `n`, on its line and without a `;` between. */
static bool is_beside(const Walk *w, const Node *n, const Node *next)
{
    Text bytes = source_bytes(w->c->sources, n->at.file);

    if (!next || next->kind != ND_EXPR)
        return false;
    for (uint32_t i = n->at.end; i < next->at.start; i++)
        if (bytes.at[i] != ' ' && bytes.at[i] != '\t')
            return false;
    return true;
}

/* Two expressions side by side are two statements (Y-2). */
static void warn_pair(const Walk *w, const Node *n, const Node *next)
{
    Span  both = {n->at.file, n->at.start, next->at.end};
    Text  name = shown(w, n->at), value = shown(w, next->at);
    Diag *d;

    if (function_named(w, n->as.operand)) {
        d = diag_add(&w->c->diags, both, E_VALUE_DROPPED,
                     "`%.*s` is not called here: a call needs parentheses", TEXT_ARG(name));
        diag_help(&w->c->diags, d, "write `%.*s(%.*s)`", TEXT_ARG(name), TEXT_ARG(value));
        return;
    }
    d = diag_add(&w->c->diags, both, E_VALUE_DROPPED,
                 "these are two statements, and the first one does nothing");
    diag_help(&w->c->diags, d, "a call needs parentheses, an operation an operator");
}

/* ---- `push(xs, 1)` ---- */

/* The functions that a newcomer may take for changes: they answer something new (S-23). */
static bool sounds_like_change(Text name)
{
    static const char *const names[] = {"push",  "append",    "pop",  "insert", "remove",
                                        "clear", "remove_at", "sort", "reverse"};

    for (size_t i = 0; i < COUNT_OF(names); i++)
        if (text_equal(name, text_of(names[i])))
            return true;
    return false;
}

static void warn_unchanged(const Walk *w, const Node *statement)
{
    const Node    *n = statement->kind == ND_EXPR ? statement->as.operand : NULL;
    const Binding *b = n && n->kind == ND_CALL && n->as.call.callee->kind == ND_NAME
                           ? w->p->binding[n->as.call.callee->id]
                           : NULL;
    const Node    *first;
    Text           name;
    Diag          *d;

    if (!b || b->kind != BIND_BUILTIN || !n->as.call.args || w->p->in_try[n->id])
        return;
    name = symbol_text(w->c->symbols, b->name);
    if (!sounds_like_change(name))
        return;
    first = n->as.call.args;
    d     = diag_add(&w->c->diags, statement->at, E_VALUE_DROPPED,
                     "`%.*s` changes nothing: its result is not used", TEXT_ARG(name));
    if (!is_place(first))
        return;
    if (text_equal(name, TEXT("sort")) || text_equal(name, TEXT("reverse")))
        diag_help(&w->c->diags, d, "write `%.*s := %.*s`", TEXT_ARG(shown(w, first->at)),
                  TEXT_ARG(shown(w, n->at)));
    else
        diag_help(&w->c->diags, d, "to change it, call the method: `%.*s.%.*s(%.*s)`",
                  TEXT_ARG(shown(w, first->at)), TEXT_ARG(name),
                  TEXT_ARG(first->next
                               ? shown(w, (Span){n->at.file, first->next->at.start, n->at.end - 1})
                               : TEXT("")));
}

/* ---- lists of statements ---- */

/* An arm may give a value that is there only because something must stand behind `=>`. */
static bool is_placeholder(const Node *n)
{
    return n->kind != ND_BINARY && n->kind != ND_UNARY;
}

static void look_at_list(const Walk *w, const Node *first, bool is_arm, bool is_function)
{
    const Node *before = NULL;

    for (const Node *n = first; n; before = n, n = n->next) {
        warn_unchanged(w, n);
        if (!is_idle(w, (Node *)n) || (is_arm && is_placeholder(n->as.operand)))
            continue;
        if (is_beside(w, n, n->next)) {
            warn_pair(w, n, n->next);
            n = n->next;
        } else {
            warn_value(w, n, before, is_function && !n->next);
        }
    }
}

static bool has_braces(const Walk *w, const Node *block)
{
    return source_bytes(w->c->sources, block->at.file).at[block->at.start] == '{';
}

/* The bodies of modules, functions, blocks and arms. The value of a select's arm without braces is
   the select's. */
static bool look_at_block(void *self, Node *n)
{
    Walk *w = self;

    if (n->kind == ND_FUNC && !n->as.func.is_generator)
        w->last_block = n->as.func.body;
    else if (n->kind == ND_ARM && !has_braces(w, n->as.arm.body))
        look_at_list(w, n->as.arm.body->as.body, true, false);
    else if (n->kind == ND_BLOCK && has_braces(w, n))
        look_at_list(w, n->as.body, false, n == w->last_block);
    return true;
}

void warn_values(Compiler *c, const Program *p)
{
    Walk w = {.c = c, .p = p};

    for (size_t i = 0; i < p->functions.len; i++) {
        const Function *f = p->functions.at[i];

        w.has_hooks |= f->kind == FUNCTION_METHOD &&
                       text_starts(symbol_text(c->symbols, f->name), TEXT("op_"));
    }
    for (size_t i = 0; i < p->modules.len; i++) {
        Node *body = p->modules.at[i]->ast->body;

        look_at_list(&w, body->as.body, false, false);
        for (Node *n = body->as.body; n; n = n->next)
            ast_walk(n, look_at_block, &w);
    }
}
