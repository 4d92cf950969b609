/* Patterns: of destructuring assignments and loops, and of match arms. */
#include "front/parse.h"
#include "support/text.h"

/* ---- destructuring ---- */

bool parse_at_pattern(const Parser *p)
{
    TokenKind after;

    if ((!parse_is(p, TK_LBRACKET) && !parse_is(p, TK_LBRACE)) || p->token->partner == NO_TOKEN)
        return false;
    after = p->tokens.at[p->token->partner + 1].kind;
    return after == TK_DECLARE || after == TK_ASSIGN;
}

static Node *name_node(Parser *p, NodeKind kind, const char *what)
{
    uint32_t start = parse_start(p);
    Symbol   name  = parse_name(p, what);
    Node    *n     = parse_node(p, kind, start);

    n->as.name = name;
    return n;
}

static Node *parse_skip(Parser *p)
{
    uint32_t start = parse_start(p);

    parse_advance(p);
    return parse_node(p, ND_PAT_SKIP, start);
}

/* "..." NAME; nothing may follow it (S-26). */
static Node *parse_rest(Parser *p)
{
    uint32_t start = parse_start(p);
    Symbol   name;
    Node    *n;

    parse_advance(p);
    name       = parse_name(p, "name after '...' in pattern");
    n          = parse_node(p, ND_PAT_REST, start);
    n->as.name = name;
    if (parse_is(p, TK_COMMA))
        parse_help(p, parse_fail_expected(p, "end of pattern"),
                   "the ... part takes all that is left and must be last");
    return n;
}

/* patitem = NAME | "_" | pattern | "..." NAME */
static Node *parse_pattern_item(Parser *p)
{
    if (parse_is(p, TK_LBRACKET) || parse_is(p, TK_LBRACE))
        return parse_pattern(p);
    if (parse_is(p, TK_ELLIPSIS))
        return parse_rest(p);
    if (parse_is_word(p, p->words.underscore))
        return parse_skip(p);
    return name_node(p, ND_NAME, "name, '_' or pattern");
}

static Node *parse_key(Parser *p)
{
    if (parse_is(p, TK_ELLIPSIS))
        return parse_rest(p);
    return name_node(p, ND_NAME, "name of a key in pattern");
}

/* pattern = "[" [ patitem { "," patitem } ] "]" | "{" [ NAME { "," NAME } ] [ "," "..." NAME ] "}"
   */
Node *parse_pattern(Parser *p)
{
    bool      is_array = parse_is(p, TK_LBRACKET);
    TokenKind end      = is_array ? TK_RBRACKET : TK_RBRACE;
    uint32_t  start = parse_start(p), open = p->at;
    NodeList  items = {0};
    Node     *n;

    parse_enter(p, "pattern");
    parse_advance(p);
    if (!parse_is(p, end)) {
        do {
            parse_append(&items, is_array ? parse_pattern_item(p) : parse_key(p));
        } while (parse_accept(p, TK_COMMA));
    }
    parse_close(p, end, open, is_array ? "']' to close pattern" : "'}' to close pattern");
    parse_leave(p);
    n           = parse_node(p, is_array ? ND_PAT_ARRAY : ND_PAT_DICT, start);
    n->as.items = items.first;
    return n;
}

/* ---- match ---- */

/* [ "-" ] number: the sign belongs to the value. */
static Node *parse_number_pattern(Parser *p)
{
    uint32_t start       = parse_start(p);
    bool     is_negative = parse_accept(p, TK_MINUS);
    Token    token       = *p->token;
    Node    *n;

    if (token.kind != TK_INT && token.kind != TK_FLOAT)
        parse_fail_expected(p, "number after '-' in pattern");
    parse_advance(p);
    n = parse_node(p, token.kind == TK_FLOAT ? ND_FLOAT : ND_INT, start);
    if (n->kind == ND_FLOAT)
        n->as.real = is_negative ? -token.as.real : token.as.real;
    else
        n->as.integer = is_negative ? -token.as.integer : token.as.integer;
    return n;
}

static Node *parse_bind(Parser *p)
{
    Node *n = parse_is_word(p, p->words.underscore)
                  ? parse_skip(p)
                  : name_node(p, ND_NAME, "name or '_' in pattern");

    if (parse_is(p, TK_LPAREN) || parse_is(p, TK_COLONS))
        parse_help(p, parse_fail_expected(p, "')' to close pattern"),
                   "patterns do not nest; match the part in a match of its own");
    return n;
}

/* "(" ( NAME | "_" ) { "," ( NAME | "_" ) } ")" */
static void parse_binds(Parser *p, Node *ctor)
{
    NodeList binds = {0};
    uint32_t open  = p->at;

    if (!parse_is(p, TK_LPAREN))
        return;
    parse_advance(p);
    ctor->as.ctor.has_parens = true;
    while (!p->failed && !parse_is(p, TK_RPAREN) && !parse_is(p, TK_END)) {
        parse_append(&binds, parse_bind(p));
        if (!parse_accept(p, TK_COMMA))
            break;
    }
    parse_close(p, TK_RPAREN, open, "')' to close pattern");
    ctor->as.ctor.binds = binds.first;
}

/* The enum that a variant belongs to by its name alone: Result, Option, or none. */
static Symbol enum_of(const Words *w, Symbol variant)
{
    if (variant == w->ok || variant == w->err)
        return w->result;
    return variant == w->some || variant == w->none ? w->option : 0;
}

/* ctor = [ NAME "::" ] NAME [ "(" … ")" ] */
static Node *parse_ctor(Parser *p)
{
    Node  *n         = parse_node(p, ND_MATCH_CTOR, parse_start(p));
    Symbol name      = p->token->as.name;
    Symbol enum_name = enum_of(&p->words, name);

    parse_advance(p);
    if (parse_accept(p, TK_COLONS)) {
        enum_name = name;
        name      = parse_name(p, "variant name after '::'");
    }
    n->as.ctor.enum_name = enum_name;
    n->as.ctor.variant   = name;
    parse_binds(p, n);
    return parse_finish(p, n);
}

/* A bare word: the text of that spelling after `case`, else a name for the whole value (S-47). */
static Node *parse_bare_word(Parser *p, bool after_case)
{
    uint32_t start = parse_start(p);
    Symbol   name  = p->token->as.name;
    Node    *n;

    parse_advance(p);
    if (name == p->words.underscore)
        return parse_node(p, ND_MATCH_ANY, start);
    n = parse_node(p, after_case ? ND_STRING : ND_MATCH_BIND, start);
    if (after_case)
        n->as.text = symbol_text(p->c->symbols, name);
    else
        n->as.name = name;
    return n;
}

static Node *parse_name_pattern(Parser *p, bool after_case)
{
    TokenKind next = parse_peek(p, 1)->kind;

    if (next == TK_COLONS || next == TK_LPAREN || enum_of(&p->words, p->token->as.name))
        return parse_ctor(p);
    return parse_bare_word(p, after_case);
}

Node *parse_match_pattern(Parser *p, bool after_case)
{
    switch (p->token->kind) {
    case TK_NAME:
        return parse_name_pattern(p, after_case);
    case TK_MINUS:
    case TK_INT:
    case TK_FLOAT:
        return parse_number_pattern(p);
    case TK_STRING:
    case TK_TRUE:
    case TK_FALSE:
    case TK_NULL:
        return parse_primary(p);
    case TK_STRING_HEAD:
        parse_fail_expected(p, "pattern without interpolation");
        break;
    default:
        parse_fail_expected(p, after_case ? "pattern after 'case'" : "match arm");
    }
    return parse_node(p, ND_MATCH_ANY, parse_start(p));
}
