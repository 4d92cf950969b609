/* Operands: literals, names, brackets, tags, struct literals, lambdas. */
#include "front/parse.h"
#include "support/text.h"

/* ---- lists in brackets ---- */

/* Inside brackets of an expression line ends do not matter and heads are over. */
static Surroundings go_inside(Parser *p)
{
    Surroundings outer = p->around;

    p->around = (Surroundings){.free_lines = true};
    return outer;
}

Node *parse_arguments(Parser *p, uint32_t open, const char *what)
{
    Surroundings outer = go_inside(p);
    NodeList     args  = {0};

    while (!p->failed && !parse_is(p, TK_RPAREN) && !parse_is(p, TK_END)) {
        parse_append(&args, parse_expression(p));
        if (!parse_accept(p, TK_COMMA))
            break;
    }
    parse_close(p, TK_RPAREN, open, what);
    p->around = outer;
    return args.first;
}

static void check_count(Parser *p, const NodeList *list, const char *what)
{
    if (list->len == MOST_ELEMENTS)
        parse_fail(p, parse_here(p), "%s count of %d", what, MOST_ELEMENTS);
}

/* "..." expression */
static Node *parse_spread(Parser *p)
{
    uint32_t start = parse_start(p);
    Node    *operand, *n;

    parse_advance(p);
    operand       = parse_expression(p);
    n             = parse_node(p, ND_SPREAD, start);
    n->as.operand = operand;
    return n;
}

/* array = "[" [ element { "," element } [ "," ] ] "]" */
static Node *parse_array(Parser *p)
{
    uint32_t     start = parse_start(p), open = p->at;
    Surroundings outer = go_inside(p);
    NodeList     items = {0};
    Node        *n;

    parse_advance(p);
    while (!p->failed && !parse_is(p, TK_RBRACKET) && !parse_is(p, TK_END)) {
        check_count(p, &items, "Array literal exceeds maximum element");
        parse_append(&items,
                     parse_is(p, TK_ELLIPSIS) ? parse_spread(p) : parse_expression(p));
        if (!parse_accept(p, TK_COMMA))
            break;
    }
    parse_close(p, TK_RBRACKET, open, "']' to close array literal");
    p->around   = outer;
    n           = parse_node(p, ND_ARRAY, start);
    n->as.items = items.first;
    return n;
}

/* entry = expression ":" expression | "..." expression */
static Node *parse_entry(Parser *p)
{
    uint32_t start = parse_start(p);
    Node    *key, *value, *n;

    if (parse_is(p, TK_ELLIPSIS))
        return parse_spread(p);
    key = parse_expression(p);
    parse_expect(p, TK_COLON, "':' in dictionary literal");
    value             = parse_expression(p);
    n                 = parse_node(p, ND_ENTRY, start);
    n->as.entry.key   = key;
    n->as.entry.value = value;
    return n;
}

/* dict = "{" [ entry { "," entry } [ "," ] ] "}" */
static Node *parse_dict(Parser *p)
{
    uint32_t     start = parse_start(p), open = p->at;
    Surroundings outer = go_inside(p);
    NodeList     items = {0};
    Node        *n;

    parse_advance(p);
    while (!p->failed && !parse_is(p, TK_RBRACE) && !parse_is(p, TK_END)) {
        check_count(p, &items, "Dictionary literal exceeds maximum item");
        parse_append(&items, parse_entry(p));
        if (!parse_accept(p, TK_COMMA))
            break;
    }
    parse_close(p, TK_RBRACE, open, "'}' to close dictionary literal");
    p->around   = outer;
    n           = parse_node(p, ND_DICT, start);
    n->as.items = items.first;
    return n;
}

/* ---- struct literals ---- */

/* Before the `:` of a field any word is a name (Y-6). */
static Symbol parse_field_name(Parser *p)
{
    Symbol name = p->token->as.name;

    if (token_is_word(p->token->kind) && parse_peek(p, 1)->kind == TK_COLON) {
        parse_advance(p);
        return name;
    }
    return parse_name(p, "field name in struct literal");
}

static Node *parse_field_init(Parser *p)
{
    uint32_t start = parse_start(p);
    Symbol   name  = parse_field_name(p);
    Node    *value, *n;

    parse_expect(p, TK_COLON, "':' after field name in struct literal");
    value            = parse_expression(p);
    n                = parse_node(p, ND_FIELD_INIT, start);
    n->as.init.name  = name;
    n->as.init.value = value;
    return n;
}

/* instance = NAME "{" [ NAME ":" expression { "," NAME ":" expression } [ "," ] ] "}" */
static Node *parse_instance(Parser *p)
{
    uint32_t     start = parse_start(p), open = p->at + 1;
    Symbol       name  = p->token->as.name;
    Surroundings outer = go_inside(p);
    NodeList     inits = {0};
    Node        *n;

    parse_advance(p);
    parse_advance(p);
    while (!p->failed && !parse_is(p, TK_RBRACE) && !parse_is(p, TK_END)) {
        parse_append(&inits, parse_field_init(p));
        if (!parse_accept(p, TK_COMMA))
            break;
    }
    parse_close(p, TK_RBRACE, open, "'}' to close struct literal");
    p->around            = outer;
    n                    = parse_node(p, ND_INSTANCE, start);
    n->as.instance.name  = name;
    n->as.instance.inits = inits.first;
    return n;
}

/* Whether the name under the eye begins a struct literal: the brace stands on its line, and in a
   head a field follows (Y-33, Y-34). `default` is no field there but a clause of the match. */
static bool at_instance(const Parser *p)
{
    const Token *brace = parse_peek(p, 1), *field = parse_peek(p, 2);

    if (brace->kind != TK_LBRACE || brace->line_start)
        return false;
    return !p->around.head || ((field->kind == TK_NAME || token_is_word(field->kind)) &&
                               field->kind != TK_DEFAULT && parse_peek(p, 3)->kind == TK_COLON);
}

/* ---- tags ---- */

static Node *new_tag(Parser *p, uint32_t start, Symbol enum_name, Symbol variant, Node *args)
{
    Node *n = parse_node(p, ND_TAG, start);

    n->as.tag.enum_name = enum_name;
    n->as.tag.variant   = variant;
    n->as.tag.args      = args;
    return n;
}

/* NAME "::" NAME [ "(" [ args ] ")" ] */
static Node *parse_tag(Parser *p)
{
    uint32_t start     = parse_start(p), open;
    Symbol   enum_name = p->token->as.name, variant;
    Node    *args      = NULL;

    parse_advance(p);
    parse_advance(p);
    variant = parse_name(p, "variant name after '::'");
    open    = p->at;
    if (parse_continues(p) && parse_accept(p, TK_LPAREN))
        args = parse_arguments(p, open, "')' to close variant arguments");
    return new_tag(p, start, enum_name, variant, args);
}

/* ( "Ok" | "Err" | "Some" ) "(" expression ")" */
static Node *parse_wrapper(Parser *p, Symbol enum_name)
{
    uint32_t     start   = parse_start(p), open;
    Symbol       variant = p->token->as.name;
    Text         word    = symbol_text(p->c->symbols, variant);
    Surroundings outer;
    Node        *value;

    parse_advance(p);
    open = p->at;
    if (!parse_continues(p) || !parse_is(p, TK_LPAREN)) {
        parse_fail_expected(p, text_format(&p->c->arena, "'(' after '%.*s'", TEXT_ARG(word)));
        return new_tag(p, start, enum_name, variant, NULL);
    }
    parse_advance(p);
    outer = go_inside(p);
    value = parse_expression(p);
    parse_close(p, TK_RPAREN, open,
                text_format(&p->c->arena, "')' to close %.*s(...)", TEXT_ARG(word)));
    p->around = outer;
    return new_tag(p, start, enum_name, variant, value);
}

/* ---- names ---- */

/* Whether what stands between the `(` at token `open` and its end could be parameters, and a block
   follows: then `gen (` begins a lambda (Y-38). A block on the next line that is assigned to is
   none. */
static bool at_lambda_rest(const Parser *p, uint32_t open)
{
    uint32_t     close = p->tokens.at[open].partner;
    const Token *next;

    if (close == NO_TOKEN)
        return false;
    for (uint32_t i = open + 1; i < close; i++) {
        TokenKind kind = p->tokens.at[i].kind;

        if (kind != TK_COMMA && kind != TK_COLON && kind != TK_LESS && kind != TK_GREATER &&
            kind != TK_QUESTION && kind != TK_LBRACKET && kind != TK_RBRACKET && kind != TK_NAME &&
            !token_is_word(kind))
            return false;
    }
    next = &p->tokens.at[close + 1];
    if (next->kind == TK_ARROW)
        return true;
    if (next->kind != TK_LBRACE || next->partner == NO_TOKEN)
        return next->kind == TK_LBRACE;
    next = &p->tokens.at[next->partner + 1];
    return next->kind != TK_DECLARE && next->kind != TK_ASSIGN;
}

static bool at_gen_lambda(const Parser *p)
{
    const Token *paren = parse_peek(p, 1);

    return parse_is_word(p, p->words.gen) && paren->kind == TK_LPAREN && !p->around.head &&
           (p->around.free_lines || !paren->line_start) && at_lambda_rest(p, p->at + 1);
}

/* lambda = [ "async" ] ( "func" [ "*" ] | "gen" ) params [ "->" type ] block */
static Node *parse_lambda(Parser *p)
{
    Node *n      = parse_node(p, ND_FUNC, parse_start(p));
    bool  is_gen;

    n->as.func.is_async = parse_accept(p, TK_ASYNC);
    is_gen              = parse_is_word(p, p->words.gen);
    if (!is_gen && !parse_is(p, TK_FUNC))
        parse_fail_expected(p, "'func' after 'async'");
    parse_advance(p);
    n->as.func.is_generator = is_gen || parse_accept(p, TK_STAR);
    parse_function_rest(p, n);
    return parse_finish(p, n);
}

/* select is a word where a brace follows on its line, but not in a head (Y-45). */
static bool at_select(const Parser *p)
{
    const Token *brace = parse_peek(p, 1);

    return parse_is_word(p, p->words.select) && brace->kind == TK_LBRACE && !brace->line_start &&
           !p->around.head;
}

static Node *parse_plain_name(Parser *p)
{
    uint32_t start = parse_start(p);
    Symbol   name  = p->token->as.name;
    Node    *n;

    parse_advance(p);
    n          = parse_node(p, ND_NAME, start);
    n->as.name = name;
    return n;
}

static Node *parse_name_operand(Parser *p)
{
    const Words *w    = &p->words;
    Symbol       name = p->token->as.name;
    Node        *n;

    if (parse_peek(p, 1)->kind == TK_COLONS)
        return parse_tag(p);
    if (name == w->ok || name == w->err)
        return parse_wrapper(p, w->result);
    if (name == w->some)
        return parse_wrapper(p, w->option);
    if (name == w->none) {
        uint32_t start = parse_start(p);

        parse_advance(p);
        return new_tag(p, start, w->option, w->none, NULL);
    }
    if (at_select(p))
        return parse_select(p);
    if (at_gen_lambda(p))
        return parse_lambda(p);
    n = at_instance(p) ? parse_instance(p) : parse_plain_name(p);
    return n;
}

/* ---- strings ---- */

static Node *parse_string_part(Parser *p)
{
    uint32_t start = parse_start(p);
    Text     text  = p->token->as.text;
    Node    *n;

    parse_advance(p);
    n          = parse_node(p, ND_STRING, start);
    n->as.text = text;
    return n;
}

/* Appends a piece of text between interpolations, unless it is empty. */
static void append_part(Parser *p, NodeList *parts)
{
    bool  is_empty = p->token->as.text.len == 0;
    Node *part     = parse_string_part(p);

    if (!is_empty)
        parse_append(parts, part);
}

static void check_interpolation_end(Parser *p)
{
    if (parse_is(p, TK_STRING_MID) || parse_is(p, TK_STRING_TAIL))
        return;
    parse_help(p, parse_fail(p, parse_here(p), "Invalid interpolated string expression"),
               "exactly one expression stands in ${ }");
}

/* A string with interpolations, each of exactly one expression (Y-9). */
static Node *parse_interpolated(Parser *p)
{
    uint32_t     start = parse_start(p);
    Surroundings outer = go_inside(p);
    NodeList     parts = {0};
    bool         is_last = false;
    Node        *n;

    append_part(p, &parts);
    while (!p->failed && !is_last) {
        parse_append(&parts, parse_expression(p));
        check_interpolation_end(p);
        is_last = parse_is(p, TK_STRING_TAIL);
        if (!p->failed)
            append_part(p, &parts);
    }
    p->around   = outer;
    n           = parse_node(p, ND_INTERP, start);
    n->as.parts = parts.first;
    return n;
}

/* ---- the rest ---- */

static Node *parse_literal(Parser *p, NodeKind kind)
{
    Token token = *p->token;
    Node *n;

    parse_advance(p);
    n = parse_node(p, kind, token.at.start);
    if (kind == ND_INT)
        n->as.integer = token.as.integer;
    else if (kind == ND_FLOAT)
        n->as.real = token.as.real;
    else if (kind == ND_BOOL)
        n->as.truth = token.kind == TK_TRUE;
    return n;
}

/* "(" expression ")" | "(" yield ")" */
static Node *parse_grouping(Parser *p)
{
    uint32_t     open  = p->at;
    Surroundings outer = go_inside(p);
    Node        *n;

    parse_advance(p);
    n = parse_value(p);
    parse_close(p, TK_RPAREN, open, "')' to close grouping");
    p->around  = outer;
    p->grouped = n;
    return n;
}

/* "spawn" block */
static Node *parse_spawn(Parser *p)
{
    uint32_t start = parse_start(p);
    Node    *body, *n;

    parse_advance(p);
    body             = parse_block(p, "spawn block");
    n                = parse_node(p, ND_SPAWN, start);
    n->as.spawn.body = body;
    return n;
}

/* A `func` that begins a line belongs to a declaration: what is wrong is that an operand is
   missing. */
static bool at_declaration(const Parser *p)
{
    const Token *name = parse_peek(p, 1);

    if (name->kind == TK_STAR)
        name = parse_peek(p, 2);
    return p->token->line_start && parse_is(p, TK_FUNC) && name->kind == TK_NAME;
}

static Node *fail_operand(Parser *p)
{
    parse_fail_expected(p, "expression");
    return parse_node(p, ND_NULL, parse_start(p));
}

Node *parse_primary(Parser *p)
{
    switch (p->token->kind) {
    case TK_INT:
        return parse_literal(p, ND_INT);
    case TK_FLOAT:
        return parse_literal(p, ND_FLOAT);
    case TK_TRUE:
    case TK_FALSE:
        return parse_literal(p, ND_BOOL);
    case TK_NULL:
        return parse_literal(p, ND_NULL);
    case TK_STRING:
        return parse_string_part(p);
    case TK_STRING_HEAD:
        return parse_interpolated(p);
    case TK_NAME:
        return parse_name_operand(p);
    case TK_SELF:
        return parse_plain_name(p);
    case TK_LPAREN:
        return parse_grouping(p);
    case TK_LBRACKET:
        return parse_array(p);
    case TK_LBRACE:
        return parse_dict(p);
    case TK_SPAWN:
        return parse_spawn(p);
    case TK_FUNC:
        return at_declaration(p) ? fail_operand(p) : parse_lambda(p);
    case TK_ASYNC:
        return parse_lambda(p);
    default:
        return fail_operand(p);
    }
}
