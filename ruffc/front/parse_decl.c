/* Declarations: functions, structs, enums, modules, tests, and the types they are annotated with.
   */
#include "front/parse.h"
#include "support/text.h"

/* ---- types ---- */

static bool is_type_name(const Parser *p)
{
    return parse_is(p, TK_NAME) || parse_is(p, TK_INT_TYPE) || parse_is(p, TK_FLOAT_TYPE) ||
           parse_is(p, TK_STRING_TYPE) || parse_is(p, TK_BOOL_TYPE);
}

/* The `>` of a type; in `Array<int>= []` it stands in one token with the `=`, which stays. */
static void expect_type_end(Parser *p)
{
    Token *t = &p->tokens.at[p->at];

    if (!p->failed && t->kind == TK_GREATER_EQUAL) {
        t->kind = TK_ASSIGN;
        t->at.start++;
        return;
    }
    parse_expect(p, TK_GREATER, "'>' to close type arguments");
}

static void parse_type_arguments(Parser *p, Node *type)
{
    NodeList args = {0};

    parse_enter(p, "type");
    parse_advance(p);
    do {
        parse_append(&args, parse_type(p));
    } while (parse_accept(p, TK_COMMA));
    expect_type_end(p);
    parse_leave(p);
    type->as.type.args = args.first;
}

static void parse_array_suffix(Parser *p, Node *type)
{
    uint32_t open = p->at;

    parse_advance(p);
    parse_close(p, TK_RBRACKET, open, "']' to close array type");
    if (type->as.type.arrays < UINT8_MAX)
        type->as.type.arrays++;
}

/* type = NAME [ "<" type { "," type } ">" ] { "?" | "[]" } */
Node *parse_type(Parser *p)
{
    Node *n = parse_node(p, ND_TYPE, parse_start(p));

    if (!is_type_name(p)) {
        parse_fail_expected(p, "type name");
        return n;
    }
    n->as.type.name = p->token->as.name;
    parse_advance(p);
    if (parse_is(p, TK_LESS))
        parse_type_arguments(p, n);
    for (;;) {
        if (parse_accept(p, TK_QUESTION) || parse_accept(p, TK_COALESCE))
            n->as.type.optional = true;
        else if (parse_is(p, TK_LBRACKET) && parse_continues(p))
            parse_array_suffix(p, n);
        else
            return parse_finish(p, n);
    }
}

Node *parse_annotation(Parser *p, TokenKind sign)
{
    return parse_accept(p, sign) ? parse_type(p) : NULL;
}

/* ---- functions ---- */

/* param = NAME [ ":" type ] | "self" */
static Node *parse_param(Parser *p)
{
    uint32_t start = parse_start(p);
    Symbol   name  = p->token->as.name;
    Node    *n, *type;

    if (!parse_accept(p, TK_SELF))
        name = parse_name(p, "parameter name");
    type             = parse_annotation(p, TK_COLON);
    n                = parse_node(p, ND_PARAM, start);
    n->as.param.name = name;
    n->as.param.type = type;
    if (parse_is(p, TK_ASSIGN) || parse_is(p, TK_DECLARE))
        parse_help(p, parse_fail_expected(p, "')' to close function parameters"),
                   "parameters have no default values");
    return n;
}

/* params = "(" [ param { "," param } [ "," ] ] ")" */
static Node *parse_params(Parser *p)
{
    Surroundings outer  = p->around;
    NodeList     params = {0};
    uint32_t     open   = p->at;

    if (parse_is(p, TK_NAME))
        parse_help(p, parse_fail_expected(p, "'(' to start function parameters"),
                   "a function inside an expression has no name");
    if (!parse_expect(p, TK_LPAREN, "'(' to start function parameters"))
        return NULL;
    p->around = (Surroundings){.free_lines = true};
    while (!p->failed && !parse_is(p, TK_RPAREN) && !parse_is(p, TK_END)) {
        parse_append(&params, parse_param(p));
        if (!parse_accept(p, TK_COMMA))
            break;
    }
    parse_close(p, TK_RPAREN, open, "')' to close function parameters");
    p->around = outer;
    return params.first;
}

void parse_function_rest(Parser *p, Node *func)
{
    func->as.func.params      = parse_params(p);
    func->as.func.result_type = parse_annotation(p, TK_ARROW);
    func->as.func.body        = parse_block(p, "function body");
}

static bool at_gen_name(const Parser *p)
{
    const Token *name = parse_peek(p, 1);

    return parse_is_word(p, p->words.gen) && name->kind == TK_NAME && !name->line_start;
}

bool parse_at_generator(const Parser *p)
{
    const Token *paren = parse_peek(p, 2);

    return at_gen_name(p) && paren->kind == TK_LPAREN && !paren->line_start;
}

bool parse_at_lazy_binding(const Parser *p)
{
    TokenKind sign = parse_peek(p, 2)->kind;

    return at_gen_name(p) && (sign == TK_DECLARE || sign == TK_ASSIGN);
}

/* [ "async" ] ( "func" [ "*" ] | "gen" ) NAME params [ "->" type ] block */
Node *parse_function_declaration(Parser *p)
{
    Node *n       = parse_node(p, ND_FUNC, parse_start(p));
    bool  is_gen;

    n->as.func.is_async = parse_accept(p, TK_ASYNC);
    is_gen              = parse_is_word(p, p->words.gen);
    if (!is_gen && !parse_is(p, TK_FUNC))
        parse_fail_expected(p, "'func' after 'async'");
    parse_advance(p);
    n->as.func.is_generator = is_gen || parse_accept(p, TK_STAR);
    n->as.func.name_at      = parse_here(p);
    if (parse_is(p, TK_LPAREN))
        parse_help(p, parse_fail_expected(p, "function name after 'func'"),
                   "a function without a name is a value; to call it, write (func() { … })()");
    n->as.func.name = parse_name(p, is_gen ? "generator name after 'gen'"
                                           : "function name after 'func'");
    parse_function_rest(p, n);
    return parse_finish(p, n);
}

/* ---- structs and enums ---- */

/* Any word before what may follow a field's name is that name (Y-6). */
static bool at_word_field(const Parser *p)
{
    TokenKind next = parse_peek(p, 1)->kind;

    return token_is_word(p->token->kind) &&
           (next == TK_COLON || next == TK_COMMA || next == TK_ASSIGN || next == TK_RBRACE);
}

static bool at_method(const Parser *p)
{
    return (parse_is(p, TK_FUNC) || parse_is(p, TK_ASYNC) || parse_at_generator(p)) &&
           !at_word_field(p);
}

static Symbol parse_declared_field(Parser *p)
{
    static const char what[] = "field name or method in struct";

    if (parse_is(p, TK_SEMICOLON))
        parse_help(p, parse_fail_expected(p, what), "write ',' or a line end between fields");
    return parse_name(p, what);
}

/* field = NAME [ ":" type ] [ "=" expression ] */
static Node *parse_field(Parser *p)
{
    Node *n = parse_node(p, ND_STRUCT_FIELD, parse_start(p));

    n->as.struct_field.name = p->token->as.name;
    if (at_word_field(p))
        parse_advance(p);
    else
        n->as.struct_field.name = parse_declared_field(p);
    n->as.struct_field.type = parse_annotation(p, TK_COLON);
    if (parse_accept(p, TK_ASSIGN))
        n->as.struct_field.value = parse_expression(p);
    return parse_finish(p, n);
}

/* struct = "struct" NAME "{" { field [ "," ] | function [ "," ] } "}" */
Node *parse_struct(Parser *p)
{
    Node    *n      = parse_node(p, ND_STRUCT, parse_start(p));
    NodeList fields = {0}, methods = {0};
    uint32_t open;

    parse_advance(p);
    n->as.structure.name = parse_name(p, "struct name after 'struct'");
    open                 = p->at;
    parse_expect(p, TK_LBRACE, "'{' to start struct body");
    while (!p->failed && !parse_is(p, TK_RBRACE) && !parse_is(p, TK_END)) {
        if (at_method(p))
            parse_append(&methods, parse_function_declaration(p));
        else
            parse_append(&fields, parse_field(p));
        parse_accept(p, TK_COMMA);
    }
    parse_close(p, TK_RBRACE, open, "'}' to close struct body");
    n->as.structure.fields  = fields.first;
    n->as.structure.methods = methods.first;
    return parse_finish(p, n);
}

static Node *parse_variant(Parser *p)
{
    uint32_t start = parse_start(p);
    Symbol   name  = parse_name(p, "variant name in enum");
    Node    *n     = parse_node(p, ND_VARIANT, start);

    n->as.name = name;
    if (parse_is(p, TK_LPAREN))
        parse_help(p, parse_fail_expected(p, "'}' to close enum body"),
                   "what a variant holds is not declared; write only its name");
    return n;
}

/* enum = "enum" NAME "{" [ NAME { "," NAME } [ "," ] ] "}" */
Node *parse_enum(Parser *p)
{
    Node    *n        = parse_node(p, ND_ENUM, parse_start(p));
    NodeList variants = {0};
    uint32_t open;

    parse_advance(p);
    n->as.enumeration.name = parse_name(p, "enum name after 'enum'");
    open                   = p->at;
    parse_expect(p, TK_LBRACE, "'{' to start enum body");
    while (!p->failed && !parse_is(p, TK_RBRACE) && !parse_is(p, TK_END)) {
        parse_append(&variants, parse_variant(p));
        if (!parse_accept(p, TK_COMMA))
            break;
    }
    parse_close(p, TK_RBRACE, open, "'}' to close enum body");
    n->as.enumeration.variants = variants.first;
    return parse_finish(p, n);
}

/* ---- modules ---- */

/* "from" NAME { "." NAME } */
static void parse_path(Parser *p, Node *n)
{
    Symbol part = parse_name(p, "module name after 'from'");

    vec_push(&p->c->arena, &n->as.import.path, part);
    while (parse_accept(p, TK_DOT)) {
        part = parse_name(p, "module path segment after '.'");
        vec_push(&p->c->arena, &n->as.import.path, part);
    }
}

/* NAME { "," NAME } */
static Node *parse_import_names(Parser *p)
{
    NodeList names = {0};

    do {
        uint32_t start = parse_start(p);
        Symbol   name  = parse_name(p, "imported symbol name");
        Node    *n     = parse_node(p, ND_IMPORT_NAME, start);

        n->as.name = name;
        parse_append(&names, n);
    } while (parse_accept(p, TK_COMMA));
    return names.first;
}

static void check_import_end(Parser *p)
{
    if (p->failed)
        return;
    if (parse_is(p, TK_DOT))
        parse_help(p, parse_fail_expected(p, "line end after import"),
                   "write from a.b import name");
    else if (parse_is_word(p, p->words.as) && !p->token->line_start)
        parse_help(p, parse_fail_expected(p, "line end after import"),
                   "an import keeps its name");
}

/* import = "import" NAME | "from" NAME { "." NAME } "import" NAME { "," NAME } */
Node *parse_import(Parser *p)
{
    Node  *n = parse_node(p, ND_IMPORT, parse_start(p));
    Symbol name;

    if (parse_accept(p, TK_IMPORT)) {
        name = parse_name(p, "module name after 'import'");
        vec_push(&p->c->arena, &n->as.import.path, name);
    } else {
        parse_advance(p);
        parse_path(p, n);
        parse_expect(p, TK_IMPORT, "'import' after module name");
        n->as.import.names = parse_import_names(p);
    }
    check_import_end(p);
    return parse_finish(p, n);
}

/* NAME ( ":=" | "=" ) expression, after "export" */
static Node *parse_exported_name(Parser *p)
{
    TokenKind sign = parse_peek(p, 1)->kind;

    if (parse_at_generator(p))
        return parse_function_declaration(p);
    if (sign == TK_DECLARE || sign == TK_ASSIGN)
        return parse_statement(p);
    parse_fail_expected(p, "declaration after 'export'");
    return parse_node(p, ND_NULL, parse_start(p));
}

static Node *parse_exported(Parser *p)
{
    switch (p->token->kind) {
    case TK_LET:
    case TK_MUT:
    case TK_CONST:
        return parse_binding(p);
    case TK_FUNC:
    case TK_ASYNC:
        return parse_function_declaration(p);
    case TK_STRUCT:
        return parse_struct(p);
    case TK_ENUM:
        return parse_enum(p);
    case TK_NAME:
        return parse_exported_name(p);
    default:
        parse_fail_expected(p, "declaration after 'export'");
        return parse_node(p, ND_NULL, parse_start(p));
    }
}

/* export = "export" ( function | struct | enum | binding | NAME ( ":=" | "=" ) expression ) */
Node *parse_export(Parser *p)
{
    Node *n = parse_node(p, ND_EXPORT, parse_start(p));

    parse_advance(p);
    n->as.declaration = parse_exported(p);
    return parse_finish(p, n);
}

/* ---- tests ---- */

static TestKind test_kind(TokenKind word)
{
    if (word == TK_TEST_GROUP)
        return TEST_GROUP;
    if (word == TK_TEST_SETUP)
        return TEST_SETUP;
    return word == TK_TEST_TEARDOWN ? TEST_TEARDOWN : TEST_CASE;
}

static Text parse_title(Parser *p, TestKind kind)
{
    Text  title = p->token->as.text;
    Diag *diag;

    if (parse_accept(p, TK_STRING))
        return title;
    diag = parse_fail_expected(p, kind == TEST_GROUP ? "test name string after 'test_group'"
                                                     : "test name string after 'test'");
    if (p->tokens.at[p->at].kind == TK_STRING_HEAD)
        parse_help(p, diag, "a test's name holds no ${ }");
    return TEXT("");
}

/* ( "test" | "test_group" ) STRING block | ( "test_setup" | "test_teardown" ) block */
Node *parse_test(Parser *p)
{
    Node    *n    = parse_node(p, ND_TEST, parse_start(p));
    TestKind kind = test_kind(p->token->kind);

    parse_advance(p);
    n->as.test.kind = kind;
    if (kind == TEST_CASE || kind == TEST_GROUP)
        n->as.test.title = parse_title(p, kind);
    n->as.test.body = parse_block(p, "test block");
    return parse_finish(p, n);
}
