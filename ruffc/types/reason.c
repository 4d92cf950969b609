/* Why a value is dynamic, in words.

   in    the contributions that inference noted at a slot, and the types of the nodes below them
   out   text for `--dump types` */

#include "types/reason.h"

#include "types/methods.h"

typedef struct Writer {
    TextBuf     *out;
    const Typed *t;
} Writer;

static void put_cause(Writer *w, const Instance *in, const Node *n);

static void put(Writer *w, const char *words)
{
    textbuf_add(w->out, text_of(words));
}

static void put_type(Writer *w, const Type *type)
{
    textbuf_add(w->out, type_text(w->t->c, type));
}

static void put_symbol(Writer *w, Symbol s)
{
    textbuf_add(w->out, symbol_text(w->t->c->symbols, s));
}

void reason_place(TextBuf *out, const Typed *t, Span at)
{
    Position p = source_position(t->c->sources, at.file, at.start);

    if (at.file != t->program->modules.at[0]->ast->file)
        textbuf_format(out, "%.*s:", TEXT_ARG(source_name(t->c->sources, at.file)));
    textbuf_format(out, "%u:%u", p.line, p.column);
}

static void put_place(Writer *w, const Node *n)
{
    put(w, " at ");
    reason_place(w->out, w->t, n->at);
}

/* ---- calls ---- */

static void put_named_call(Writer *w, const char *before, Symbol name, const char *after)
{
    put(w, before);
    put_symbol(w, name);
    put(w, after);
}

static void put_call(Writer *w, const Instance *in, const Node *n)
{
    const Node *callee = n->as.call.callee;
    Binding    *b      = callee->kind == ND_NAME ? w->t->program->binding[callee->id] : NULL;
    bool        known  = known_callee(w->t, in, callee) != NULL;

    if (known && node_fact(in, n)->callee)
        put(w, "the result of ");
    else if (known)
        put(w, "a wrong number of arguments for ");
    else if (b && b->kind == BIND_BUILTIN)
        put(w, "what the library says of ");
    else
        put(w, "a call through a value: ");
    if (callee->kind == ND_NAME)
        put_symbol(w, callee->as.name);
    else
        put(w, callee->kind == ND_FUNC ? "a function expression" : "an expression");
}

static void put_method(Writer *w, const Instance *in, const Node *n)
{
    const Type *object = node_type(in, n->as.method.object);
    Text        name   = symbol_text(w->t->c->symbols, n->as.method.name);

    if (node_fact(in, n)->callee) {
        put_named_call(w, "the result of ", n->as.method.name, "");
    } else if (n->as.method.optional) {
        put(w, "null or the result of `?.`");
    } else if (object->kind == TY_ARRAY && method_change(name) == CHANGE_POP) {
        put(w, "pop of an array that may be empty");
    } else {
        put_named_call(w, "method ", n->as.method.name, " of ");
        put_type(w, object);
    }
}

/* ---- other expressions ---- */

static void put_binary(Writer *w, Operator op, const Type *left, const Type *right)
{
    textbuf_format(w->out, "`%s` of ", operator_info[op].spelling);
    put_type(w, left);
    put(w, " and ");
    put_type(w, right);
}

static void put_name(Writer *w, const Node *n)
{
    const Binding *b = w->t->program->binding[n->id];

    if (!b)
        put_named_call(w, "the undeclared name ", n->as.name, "");
    else if (b->maybe_unset)
        put_named_call(w, "", n->as.name, ", which may be unset,");
    else if (b->kind == BIND_BUILTIN)
        put_named_call(w, "the built-in ", n->as.name, "");
    else
        put_named_call(w, "variable ", n->as.name, "");
}

static void put_part(Writer *w, const Instance *in, const Node *n)
{
    const Type *object;

    if (n->kind == ND_FIELD)
        put_named_call(w, "field ", n->as.field.name, " of ");
    else
        put(w, "an item of ");
    object = node_type(in, n->kind == ND_FIELD ? n->as.field.object : n->as.index.object);
    put_type(w, object);
}

/* The first two items that differ, or the first that is dynamic itself. */
static void put_literal(Writer *w, const Instance *in, const Node *n)
{
    const Node *first = NULL;

    for (const Node *i = n->as.items; i; i = i->next) {
        const Node *e = i->kind == ND_SPREAD  ? i->as.operand
                        : i->kind == ND_ENTRY ? i->as.entry.value
                                              : i;
        if (i->kind == ND_SPREAD || type_is_dynamic(node_type(in, e))) {
            put_cause(w, in, e);
            return;
        }
        if (!first)
            first = e;
        if (node_type(in, e) != node_type(in, first)) {
            put_type(w, node_type(in, first));
            put_place(w, first);
            put(w, ", ");
            put_type(w, node_type(in, e));
            put_place(w, e);
            return;
        }
    }
    put(w, "its items");
    put_place(w, n);
}

static void put_expression(Writer *w, const Instance *in, const Node *n)
{
    switch ((int)n->kind) {
    case ND_NAME:
        put_name(w, n);
        break;
    case ND_CALL:
        put_call(w, in, n);
        break;
    case ND_METHOD:
        put_method(w, in, n);
        break;
    case ND_INDEX:
    case ND_FIELD:
        put_part(w, in, n);
        break;
    case ND_BINARY:
        put_binary(w, n->as.binary.op, node_type(in, n->as.binary.left),
                   node_type(in, n->as.binary.right));
        break;
    case ND_UNARY:
        textbuf_format(w->out, "`%s` of ", operator_info[n->as.unary.op].spelling);
        put_type(w, node_type(in, n->as.unary.operand));
        break;
    case ND_TAG:
        put(w, "a tag");
        break;
    case ND_TRY_OP:
        put(w, "`?`");
        break;
    case ND_AWAIT:
        put(w, "what await gives");
        break;
    case ND_YIELD:
        put(w, "what yield gives back");
        break;
    case ND_SELECT:
        put(w, "what select gives");
        break;
    case ND_SPAWN:
        put(w, "a task handle");
        break;
    default:
        put_type(w, node_type(in, n));
        break;
    }
    put_place(w, n);
}

/* ---- statements ---- */

static bool is_pattern(const Node *target)
{
    return target->kind == ND_PAT_ARRAY || target->kind == ND_PAT_DICT;
}

static void put_binding(Writer *w, const Instance *in, const Node *target, const Node *value)
{
    if (is_pattern(target)) {
        put(w, "an item of a destructured value");
        put_place(w, target);
    } else {
        put_cause(w, in, value);
    }
}

static void put_assignment(Writer *w, const Instance *in, const Node *n)
{
    const Node *target = n->as.assign.target, *value = n->as.assign.value;

    if (n->as.assign.op != OP_NONE) {
        put_binary(w, n->as.assign.op, node_type(in, target), node_type(in, value));
        put_place(w, n);
    } else if (n->as.assign.lazy) {
        put(w, "a lazy binding");
        put_place(w, n);
    } else {
        put_binding(w, in, target, value);
    }
}

static void put_loop(Writer *w, const Instance *in, const Node *n)
{
    if (is_pattern(n->as.each.target)) {
        put(w, "an item of a destructured value");
    } else if (n->as.each.is_async) {
        put(w, "what async for receives");
    } else {
        put(w, "an item of ");
        put_type(w, node_type(in, n->as.each.iterable));
    }
    put_place(w, n);
}

static void put_words(Writer *w, const char *words, const Node *n)
{
    put(w, words);
    put_place(w, n);
}

static void put_cause(Writer *w, const Instance *in, const Node *n)
{
    switch ((int)n->kind) {
    case ND_LET:
        put_binding(w, in, n->as.let.target, n->as.let.value);
        break;
    case ND_ASSIGN:
        put_assignment(w, in, n);
        break;
    case ND_RETURN:
        put_cause(w, in, n->as.jump.operand);
        break;
    case ND_FOR:
        put_loop(w, in, n);
        break;
    case ND_MATCH:
        put_words(w, "bound by a pattern", n);
        break;
    case ND_IMPORT:
        put_words(w, "imported", n);
        break;
    case ND_FUNC:
        if (in->function->node == n)
            put_words(w, in->boxed ? "passed through a value" : "as passed",
                      in->boxed ? n : in->made.at);
        else
            put_expression(w, in, n);
        break;
    case ND_ARRAY:
    case ND_DICT:
        put_literal(w, in, n);
        break;
    case ND_STRUCT:
        put_words(w, "the default", n);
        break;
    default:
        put_expression(w, in, n);
        break;
    }
}

/* ---- contributions ---- */

static void put_contribution(Writer *w, const Contribution *c)
{
    if (type_is_dynamic(c->type)) {
        put_cause(w, c->in, c->at);
        return;
    }
    put_type(w, c->type);
    if (c->at == c->in->function->node)
        put(w, c->type->kind == TY_NULL ? " at its end" : " as passed");
    else
        put_place(w, c->at);
}

void reason_write(TextBuf *out, const Typed *t, const Reason *why, const Type *type)
{
    Writer w = {out, t};

    if (!type_is_dynamic(type) || !why->first.type)
        return;
    if (type_is_dynamic(why->first.type) || !why->other.type) {
        put_contribution(&w, &why->first);
    } else if (type_is_dynamic(why->other.type)) {
        put_contribution(&w, &why->other);
    } else {
        put_contribution(&w, &why->first);
        put(&w, ", ");
        put_contribution(&w, &why->other);
    }
}
