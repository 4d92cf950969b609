/* Tokens to a tree: see parser.h. Here are the parts that every rule uses: moving over tokens,
   nodes, lists of statements, and finding the next statement after an error. */
#include "front/parser.h"

#include <inttypes.h>
#include <string.h>

#include "front/parse.h"
#include "support/text.h"

/* ---- tokens ---- */

const Token *parse_peek(const Parser *p, uint32_t ahead)
{
    size_t last = p->tokens.len - 1;
    size_t at   = p->at + (size_t)ahead;

    return p->failed ? &p->nothing : &p->tokens.at[at < last ? at : last];
}

const Token *parse_previous(const Parser *p)
{
    return &p->tokens.at[p->at - 1];
}

static void move_to(Parser *p, uint32_t at)
{
    p->at    = at;
    p->token = &p->tokens.at[at];
}

void parse_advance(Parser *p)
{
    if (!p->failed && p->at + 1 < p->tokens.len)
        move_to(p, p->at + 1);
}

void parse_rewind(Parser *p, uint32_t at)
{
    if (!p->failed)
        move_to(p, at);
}

bool parse_accept(Parser *p, TokenKind kind)
{
    if (!parse_is(p, kind))
        return false;
    parse_advance(p);
    return true;
}

bool parse_expect(Parser *p, TokenKind kind, const char *what)
{
    if (parse_accept(p, kind))
        return true;
    parse_fail_expected(p, what);
    return false;
}

bool parse_continues(const Parser *p)
{
    return p->around.free_lines || !p->token->line_start;
}

uint32_t parse_start(const Parser *p)
{
    return p->tokens.at[p->at].at.start;
}

/* ---- nodes ---- */

Node *parse_finish(Parser *p, Node *n)
{
    if (p->at > 0 && parse_previous(p)->at.end > n->at.start)
        n->at.end = parse_previous(p)->at.end;
    return n;
}

Node *parse_node(Parser *p, NodeKind kind, uint32_t start)
{
    Node *n = ARENA_NEW(&p->c->arena, Node);

    n->kind = kind;
    n->id   = ++p->c->node_count;
    n->at   = (Span){p->file, start, start};
    return parse_finish(p, n);
}

void parse_append(NodeList *list, Node *n)
{
    *(list->tail ? list->tail : &list->first) = n;
    list->tail                                = &n->next;
    list->len++;
}

/* ---- after an error ---- */

/* Whether a statement of this kind has a block, so that a `;` in it is no end of it. */
static bool has_block(TokenKind first)
{
    return first == TK_FOR || first == TK_WHILE || first == TK_IF || first == TK_LOOP ||
           first == TK_MATCH || first == TK_FUNC || first == TK_STRUCT || first == TK_ENUM ||
           first == TK_TRY;
}

/* Whether a token at the start of a line is a good place to go on. Operators continue the statement
   that failed; `else` and its like, and a brace, belong to it. */
static bool is_fresh_start(const Parser *p, uint32_t at)
{
    const Token *t = &p->tokens.at[at];

    switch (t->kind) {
    case TK_ELSE:
    case TK_EXCEPT:
    case TK_CASE:
    case TK_DEFAULT:
    case TK_IN:
        return false;
    case TK_NAME:
        return t->as.name != p->words.finally || t[1].kind != TK_LBRACE;
    case TK_INT:
    case TK_FLOAT:
    case TK_STRING:
    case TK_STRING_HEAD:
    case TK_LPAREN:
    case TK_LBRACKET:
    case TK_BANG:
        return true;
    default:
        return token_is_word(t->kind);
    }
}

/* The token after this one, or after what it brackets. */
static uint32_t step_over(const Parser *p, uint32_t at)
{
    uint32_t partner = p->tokens.at[at].partner;

    return (partner != NO_TOKEN && partner > at ? partner : at) + 1;
}

/* The token that closes the outermost bracket between `start` and `at` that is still open at `at`;
   NO_TOKEN when none is, or nothing closes it. */
static uint32_t outermost_close(const Parser *p, uint32_t start, uint32_t at)
{
    for (uint32_t i = start; i < at; i = step_over(p, i)) {
        uint32_t partner = p->tokens.at[i].partner;

        if (partner != NO_TOKEN && partner >= at)
            return partner;
    }
    return NO_TOKEN;
}

/* Ends the silence after an error in the statement that began at token `start`: looks for the next
   line, outside the statement's brackets, that can begin a statement. */
static void resume(Parser *p, uint32_t start)
{
    uint32_t close  = outermost_close(p, start, p->at);
    bool     is_row = !has_block(p->tokens.at[start].kind);
    uint32_t at     = p->at;

    if (close != NO_TOKEN)
        at = close + 1;
    else if (p->too_deep)
        at = p->block_end;
    else if (at == start)
        at = step_over(p, at);
    while (at < p->block_end) {
        const Token *t = &p->tokens.at[at];

        if ((t->line_start && is_fresh_start(p, at)) || (is_row && t->kind == TK_SEMICOLON))
            break;
        at = step_over(p, at);
    }
    p->failed   = false;
    p->too_deep = false;
    move_to(p, at < p->block_end ? at : p->block_end);
}

/* Ends the silence after an error in the words before a block, if the block's brace ends the same
   line. */
static bool resume_at_block(Parser *p)
{
    for (uint32_t at = p->at; at < p->block_end; at++) {
        const Token *t = &p->tokens.at[at];

        if (t->line_start)
            return false;
        if (t->kind == TK_LBRACE && t[1].line_start) {
            p->failed = false;
            move_to(p, at);
            return true;
        }
    }
    return false;
}

/* ---- lists of statements ---- */

/* A `)` where a statement should begin: the block's own brace is missing, if nothing closes it. */
static bool closes_something_outside(const Parser *p, uint32_t open)
{
    return p->tokens.at[open].partner == NO_TOKEN &&
           (parse_is(p, TK_RPAREN) || parse_is(p, TK_RBRACKET)) && p->token->partner != NO_TOKEN;
}

/* Statements up to a `}` or the end of the file; `open` is the block's brace, NO_TOKEN for a file.
   */
static Node *parse_statements(Parser *p, uint32_t open)
{
    NodeList list  = {0};
    uint32_t outer = p->statement;

    while (!parse_is(p, TK_END) && (open == NO_TOKEN || !parse_is(p, TK_RBRACE))) {
        Node *n;

        if (parse_accept(p, TK_SEMICOLON))
            continue;
        if (open != NO_TOKEN && closes_something_outside(p, open))
            break;
        p->statement = p->at;
        n            = parse_statement(p);
        if (!p->failed)
            parse_check_last_word(p);
        if (p->failed)
            resume(p, p->statement);
        else
            parse_append(&list, n);
    }
    p->statement = outer;
    return list.first;
}

static void check_block_depth(Parser *p, const char *what)
{
    if (p->block_depth <= MOST_BLOCK_DEPTH || p->failed)
        return;
    parse_fail(p, parse_here(p), "Maximum block nesting depth of %d exceeded while parsing %s",
               MOST_BLOCK_DEPTH, what);
    p->too_deep = true;
}

/* The inside of a block; the eye is on its brace. */
static void parse_block_body(Parser *p, Node *block, const char *what)
{
    Surroundings around    = p->around;
    uint32_t     block_end = p->block_end, open = p->at;

    p->around = (Surroundings){0};
    p->block_depth++;
    check_block_depth(p, what);
    if (!p->failed) {
        if (p->token->partner != NO_TOKEN)
            p->block_end = p->token->partner;
        parse_advance(p);
        block->as.body = parse_statements(p, open);
        parse_close(p, TK_RBRACE, open, text_format(&p->c->arena, "'}' to close %s", what));
    }
    p->block_depth--;
    p->block_end = block_end;
    p->around    = around;
}

/* Advice about braces where there is no better one. */
static void parse_expected_block(Parser *p, const char *what)
{
    Diag *diag = parse_fail_expected(p, text_format(&p->c->arena, "'{' to start %s", what));

    if (diag && diag->help.len == 0)
        parse_help(p, diag, "a block stands in braces, also one of a single statement: { … }");
}

Node *parse_block(Parser *p, const char *what)
{
    Node *block;

    if (!parse_is(p, TK_LBRACE)) {
        parse_expected_block(p, what);
        if (!resume_at_block(p))
            return parse_node(p, ND_BLOCK, parse_start(p));
    }
    block = parse_node(p, ND_BLOCK, parse_start(p));
    parse_block_body(p, block, what);
    return parse_finish(p, block);
}

/* ---- the file ---- */

static Words find_words(SymbolTable *t)
{
    return (Words){
        .gen        = symbol_of(t, TEXT("gen")),
        .select     = symbol_of(t, TEXT("select")),
        .timeout    = symbol_of(t, TEXT("timeout")),
        .closed     = symbol_of(t, TEXT("closed")),
        .finally    = symbol_of(t, TEXT("finally")),
        .throw      = symbol_of(t, TEXT("throw")),
        .ok         = symbol_of(t, TEXT("Ok")),
        .err        = symbol_of(t, TEXT("Err")),
        .some       = symbol_of(t, TEXT("Some")),
        .none       = symbol_of(t, TEXT("None")),
        .result     = symbol_of(t, TEXT("Result")),
        .option     = symbol_of(t, TEXT("Option")),
        .underscore = symbol_of(t, TEXT("_")),
        .as         = symbol_of(t, TEXT("as")),
        .receive    = symbol_of(t, TEXT("receive")),
        .send       = symbol_of(t, TEXT("send")),
    };
}

/* `lib/text.ruff` is called `text`. */
static Text module_name(Text path)
{
    size_t start = path.len, end;

    while (start > 0 && path.at[start - 1] != '/')
        start--;
    for (end = path.len; end > start && path.at[end - 1] != '.'; end--)
        continue;
    return end > start + 1 ? (Text){path.at + start, end - 1 - start}
                           : (Text){path.at + start, path.len - start};
}

/* An empty tree for a file that cannot be parsed. */
static AstModule *new_module(Compiler *c, FileId file)
{
    AstModule *m    = ARENA_NEW(&c->arena, AstModule);
    Node      *body = ARENA_NEW(&c->arena, Node);

    body->kind = ND_BLOCK;
    body->id   = ++c->node_count;
    body->at   = (Span){file, 0, (uint32_t)source_bytes(c->sources, file).len};
    m->name    = symbol_of(c->symbols, module_name(source_name(c->sources, file)));
    m->file    = file;
    m->body    = body;
    return m;
}

static bool is_too_large(Compiler *c, FileId file)
{
    size_t size = source_bytes(c->sources, file).len;

    if (size <= MOST_SOURCE_BYTES)
        return false;
    diag_add(&c->diags, (Span){file, 0, 0}, E_SYNTAX,
             "Source size %zu bytes exceeds maximum allowed %d bytes", size, MOST_SOURCE_BYTES);
    return true;
}

AstModule *parse_file(Compiler *c, FileId file)
{
    AstModule *m = new_module(c, file);
    Parser     p = {.c = c, .file = file, .last_error = NO_TOKEN};

    if (is_too_large(c, file))
        return m;
    p.tokens = lex_file(c, file);
    p.words        = find_words(c->symbols);
    p.nothing.kind = TK_NOTHING;
    p.block_end    = (uint32_t)p.tokens.len - 1;
    move_to(&p, 0);
    m->body->as.body = parse_statements(&p, NO_TOKEN);
    return m;
}
