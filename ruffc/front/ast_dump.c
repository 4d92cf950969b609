/* The tree as text: one node a line, its word, then what it says itself; children follow, indented
   by two blanks. A child that may be absent, where that is not plain from its kind, has a line with
   its role above it (`else:`). */
#include <inttypes.h>

#include "front/ast.h"
#include "support/text.h"

typedef struct Dump {
    const Compiler *c;
    TextBuf         out;
    int             depth;
} Dump;

static void dump(Dump *d, const Node *n);

/* ---- words ---- */

static const char *const node_words[ND_COUNT] = {
#define NODE(id, word) [ND_##id] = word,
#include "front/ast.def"
#undef NODE
};

static void begin_line(Dump *d, const char *word)
{
    textbuf_format(&d->out, "%*s%s", d->depth * 2, "", word);
}

static void add_word(Dump *d, const char *word)
{
    textbuf_format(&d->out, " %s", word);
}

static void add_flag(Dump *d, bool is_set, const char *word)
{
    if (is_set)
        add_word(d, word);
}

static void add_symbol(Dump *d, Symbol s)
{
    if (s)
        textbuf_format(&d->out, " %.*s", TEXT_ARG(symbol_text(d->c->symbols, s)));
}

static void add_quoted(Dump *d, Text t)
{
    textbuf_add(&d->out, TEXT(" \""));
    for (size_t i = 0; i < t.len; i++) {
        if (t.at[i] == '\n')
            textbuf_add(&d->out, TEXT("\\n"));
        else if (t.at[i] == '\r')
            textbuf_add(&d->out, TEXT("\\r"));
        else if (t.at[i] == '\t')
            textbuf_add(&d->out, TEXT("\\t"));
        else if (t.at[i] == '"' || t.at[i] == '\\')
            textbuf_format(&d->out, "\\%c", t.at[i]);
        else
            textbuf_char(&d->out, t.at[i]);
    }
    textbuf_char(&d->out, '"');
}

static void add_operator(Dump *d, Operator op, const char *suffix)
{
    if (op != OP_NONE)
        textbuf_format(&d->out, " %s%s", operator_info[op].spelling, suffix);
}

/* Array<int>?[] */
static void add_type(Dump *d, const Node *type)
{
    textbuf_add(&d->out, symbol_text(d->c->symbols, type->as.type.name));
    for (const Node *arg = type->as.type.args; arg; arg = arg->next) {
        textbuf_add(&d->out, arg == type->as.type.args ? TEXT("<") : TEXT(", "));
        add_type(d, arg);
        if (!arg->next)
            textbuf_char(&d->out, '>');
    }
    if (type->as.type.optional)
        textbuf_char(&d->out, '?');
    for (int i = 0; i < type->as.type.arrays; i++)
        textbuf_add(&d->out, TEXT("[]"));
}

static void add_annotation(Dump *d, const char *sign, const Node *type)
{
    if (!type)
        return;
    textbuf_add(&d->out, text_of(sign));
    add_type(d, type);
}

/* ---- children ---- */

static void end_line(Dump *d)
{
    textbuf_char(&d->out, '\n');
}

/* Ends the line and prints the children below it. */
static void children(Dump *d, const Node *a, const Node *b, const Node *c)
{
    end_line(d);
    d->depth++;
    dump(d, a);
    dump(d, b);
    dump(d, c);
    d->depth--;
}

static void list(Dump *d, const Node *first)
{
    d->depth++;
    for (const Node *n = first; n; n = n->next)
        dump(d, n);
    d->depth--;
}

static void end_line_and_list(Dump *d, const Node *first)
{
    end_line(d);
    list(d, first);
}

/* A child under a line with its role, nothing when there is none. */
static void role(Dump *d, const char *name, const Node *n)
{
    if (!n)
        return;
    d->depth++;
    begin_line(d, name);
    children(d, n, NULL, NULL);
    d->depth--;
}

/* ---- kinds that are more than a word and children ---- */

static void dump_func(Dump *d, const Node *n)
{
    add_symbol(d, n->as.func.name);
    add_flag(d, n->as.func.is_async, "async");
    add_flag(d, n->as.func.is_generator, "generator");
    add_annotation(d, " -> ", n->as.func.result_type);
    end_line_and_list(d, n->as.func.params);
    list(d, n->as.func.body);
}

static void dump_let(Dump *d, const Node *n)
{
    static const char *const words[] = {[LET_MUT] = "mut", [LET_CONST] = "const"};

    if (n->as.let.kind != LET_LET)
        add_word(d, words[n->as.let.kind]);
    add_annotation(d, " : ", n->as.let.type);
    children(d, n->as.let.target, n->as.let.value, NULL);
}

static void dump_call(Dump *d, const Node *n)
{
    add_flag(d, n->as.call.piped, "piped");
    children(d, n->as.call.callee, NULL, NULL);
    list(d, n->as.call.args);
}

static void dump_method(Dump *d, const Node *n)
{
    add_symbol(d, n->as.method.name);
    add_flag(d, n->as.method.optional, "optional");
    children(d, n->as.method.object, NULL, NULL);
    list(d, n->as.method.args);
}

static void add_variant(Dump *d, Symbol enum_name, Symbol variant)
{
    textbuf_format(&d->out, " %.*s%s%.*s", TEXT_ARG(symbol_text(d->c->symbols, enum_name)),
                   enum_name ? "::" : "", TEXT_ARG(symbol_text(d->c->symbols, variant)));
}

static void dump_ctor(Dump *d, const Node *n)
{
    add_variant(d, n->as.ctor.enum_name, n->as.ctor.variant);
    add_flag(d, n->as.ctor.has_parens, "()");
    end_line_and_list(d, n->as.ctor.binds);
}

static void dump_select_arm(Dump *d, const Node *n)
{
    static const char *const words[] = {
        [SELECT_RECEIVE] = "receive", [SELECT_SEND] = "send",     [SELECT_AWAIT] = "await",
        [SELECT_TIMEOUT] = "timeout", [SELECT_CLOSED] = "closed", [SELECT_ELSE] = "else",
    };

    add_word(d, words[n->as.select_arm.kind]);
    add_symbol(d, n->as.select_arm.name);
    add_flag(d, n->as.select_arm.braced, "braced");
    children(d, n->as.select_arm.operand, n->as.select_arm.value, n->as.select_arm.body);
}

static void dump_arm(Dump *d, const Node *n)
{
    add_flag(d, n->as.arm.is_default, "default");
    children(d, n->as.arm.pattern, NULL, NULL);
    role(d, "if:", n->as.arm.guard);
    list(d, n->as.arm.body);
}

static void dump_if(Dump *d, const Node *n)
{
    children(d, n->as.branch.cond, n->as.branch.then, NULL);
    role(d, "else:", n->as.branch.otherwise);
}

static void dump_try(Dump *d, const Node *n)
{
    add_symbol(d, n->as.attempt.name);
    children(d, n->as.attempt.body, NULL, NULL);
    role(d, "except:", n->as.attempt.handler);
    role(d, "finally:", n->as.attempt.finally);
}

static void dump_import(Dump *d, const Node *n)
{
    for (size_t i = 0; i < n->as.import.path.len; i++)
        textbuf_format(&d->out, "%s%.*s", i ? "." : " ",
                       TEXT_ARG(symbol_text(d->c->symbols, n->as.import.path.at[i])));
    end_line_and_list(d, n->as.import.names);
}

static void dump_test(Dump *d, const Node *n)
{
    static const char *const words[] = {[TEST_CASE]     = "case",
                                        [TEST_GROUP]    = "group",
                                        [TEST_SETUP]    = "setup",
                                        [TEST_TEARDOWN] = "teardown"};

    add_word(d, words[n->as.test.kind]);
    if (n->as.test.kind == TEST_CASE || n->as.test.kind == TEST_GROUP)
        add_quoted(d, n->as.test.title);
    children(d, n->as.test.body, NULL, NULL);
}

static void dump_jump(Dump *d, const Node *n)
{
    add_flag(d, n->as.jump.star, "*");
    children(d, n->as.jump.operand, NULL, NULL);
}

/* ---- all kinds ---- */

/* What a node says on its line, the line's end, and its children. */
static void dump_rest(Dump *d, const Node *n)
{
    switch (n->kind) {
    case ND_INT:
        textbuf_format(&d->out, " %" PRId64 "\n", n->as.integer);
        break;
    case ND_FLOAT:
        textbuf_format(&d->out, " %.17g\n", n->as.real);
        break;
    case ND_BOOL:
        add_word(d, n->as.truth ? "true" : "false");
        end_line(d);
        break;
    case ND_STRING:
        add_quoted(d, n->as.text);
        end_line(d);
        break;
    case ND_NULL:
    case ND_BREAK:
    case ND_CONTINUE:
    case ND_PAT_SKIP:
    case ND_MATCH_ANY:
    case ND_COUNT:
        end_line(d);
        break;
    case ND_NAME:
    case ND_VARIANT:
    case ND_IMPORT_NAME:
    case ND_PAT_REST:
    case ND_MATCH_BIND:
        add_symbol(d, n->as.name);
        end_line(d);
        break;
    case ND_INTERP:
        end_line_and_list(d, n->as.parts);
        break;
    case ND_ARRAY:
    case ND_DICT:
    case ND_PAT_ARRAY:
    case ND_PAT_DICT:
        end_line_and_list(d, n->as.items);
        break;
    case ND_ENTRY:
        children(d, n->as.entry.key, n->as.entry.value, NULL);
        break;
    case ND_SPREAD:
    case ND_EXPR:
        children(d, n->as.operand, NULL, NULL);
        break;
    case ND_INSTANCE:
        add_symbol(d, n->as.instance.name);
        end_line_and_list(d, n->as.instance.inits);
        break;
    case ND_FIELD_INIT:
        add_symbol(d, n->as.init.name);
        children(d, n->as.init.value, NULL, NULL);
        break;
    case ND_TAG:
        add_variant(d, n->as.tag.enum_name, n->as.tag.variant);
        end_line_and_list(d, n->as.tag.args);
        break;
    case ND_UNARY:
        add_operator(d, n->as.unary.op, "");
        children(d, n->as.unary.operand, NULL, NULL);
        break;
    case ND_BINARY:
        add_operator(d, n->as.binary.op, "");
        children(d, n->as.binary.left, n->as.binary.right, NULL);
        break;
    case ND_CALL:
        dump_call(d, n);
        break;
    case ND_METHOD:
        dump_method(d, n);
        break;
    case ND_INDEX:
        children(d, n->as.index.object, n->as.index.index, NULL);
        break;
    case ND_FIELD:
        add_symbol(d, n->as.field.name);
        add_flag(d, n->as.field.optional, "optional");
        children(d, n->as.field.object, NULL, NULL);
        break;
    case ND_TRY_OP:
    case ND_AWAIT:
    case ND_YIELD:
    case ND_THROW:
    case ND_RETURN:
        dump_jump(d, n);
        break;
    case ND_FUNC:
        dump_func(d, n);
        break;
    case ND_SPAWN:
        children(d, n->as.spawn.body, NULL, NULL);
        break;
    case ND_SELECT:
        end_line_and_list(d, n->as.select.arms);
        break;
    case ND_SELECT_ARM:
        dump_select_arm(d, n);
        break;
    case ND_BLOCK:
        end_line_and_list(d, n->as.body);
        break;
    case ND_LET:
        dump_let(d, n);
        break;
    case ND_ASSIGN:
        add_operator(d, n->as.assign.op, "=");
        add_flag(d, n->as.assign.lazy, "lazy");
        children(d, n->as.assign.target, n->as.assign.value, NULL);
        break;
    case ND_PARAM:
        add_symbol(d, n->as.param.name);
        add_annotation(d, " : ", n->as.param.type);
        end_line(d);
        break;
    case ND_STRUCT:
        add_symbol(d, n->as.structure.name);
        end_line_and_list(d, n->as.structure.fields);
        list(d, n->as.structure.methods);
        break;
    case ND_STRUCT_FIELD:
        add_symbol(d, n->as.struct_field.name);
        add_annotation(d, " : ", n->as.struct_field.type);
        children(d, n->as.struct_field.value, NULL, NULL);
        break;
    case ND_ENUM:
        add_symbol(d, n->as.enumeration.name);
        end_line_and_list(d, n->as.enumeration.variants);
        break;
    case ND_IF:
        dump_if(d, n);
        break;
    case ND_WHILE:
        children(d, n->as.loop.cond, n->as.loop.body, NULL);
        break;
    case ND_FOR:
        add_flag(d, n->as.each.is_async, "async");
        children(d, n->as.each.target, n->as.each.iterable, n->as.each.body);
        break;
    case ND_MATCH:
        children(d, n->as.match.subject, NULL, NULL);
        list(d, n->as.match.arms);
        break;
    case ND_ARM:
        dump_arm(d, n);
        break;
    case ND_TRY:
        dump_try(d, n);
        break;
    case ND_IMPORT:
        dump_import(d, n);
        break;
    case ND_EXPORT:
        children(d, n->as.declaration, NULL, NULL);
        break;
    case ND_TEST:
        dump_test(d, n);
        break;
    case ND_MATCH_CTOR:
        dump_ctor(d, n);
        break;
    case ND_TYPE:
        textbuf_char(&d->out, ' ');
        add_type(d, n);
        end_line(d);
        break;
    }
}

static void dump(Dump *d, const Node *n)
{
    if (!n)
        return;
    begin_line(d, node_words[n->kind]);
    dump_rest(d, n);
}

void ast_dump(const Compiler *c, const AstModule *m, int fd)
{
    Arena scratch = {0};
    Dump  d       = {.c = c, .out = {.arena = &scratch}};

    textbuf_format(&d.out, "module %.*s\n", TEXT_ARG(symbol_text(c->symbols, m->name)));
    d.depth = 1;
    for (const Node *n = m->body->as.body; n; n = n->next)
        dump(&d, n);
    text_write(textbuf_text(&d.out), fd);
    arena_free(&scratch);
}
