#ifndef RUFFC_FRONT_PARSE_H
#define RUFFC_FRONT_PARSE_H

#include "front/lexer.h"
#include "front/parser.h"

/* What the parts of the parser share; nobody else includes it. Functions are named after the rules
   of the grammar (reference/syntax.md section 2).

   Errors: `parse_fail` reports and makes every further token look like TK_NOTHING, so that all
   loops end and all expectations fail in silence, until the list of statements around the mistake
   finds the next statement (parser.c). Parse functions always answer a node; after an error it
   means nothing. */

enum {
    MOST_EXPRESSION_DEPTH = 256,
    MOST_BLOCK_DEPTH      = 128,
    MOST_ELEMENTS         = 4096,
    MOST_SOURCE_BYTES     = 1048576,
    MOST_OPERATIONS       = 10000, /* in one expression, so that later passes may recurse */
    MOST_ELSE_IFS         = 2000   /* in one chain, likewise */
};

/** Words that are names except in their positions (Y-6). */
typedef struct Words {
    Symbol gen, select, timeout, closed, finally, throw;
    Symbol ok, err, some, none;
    Symbol result, option;
    Symbol underscore, as, receive, send;
} Words;

/** What surrounds the token under the eye, as far as it changes how it is read. */
typedef struct Surroundings {
    bool head;       /* a condition of Y-34: `name {` begins a block */
    bool free_lines; /* the innermost open bracket is no block: line ends do not matter (Y-30) */
    bool arm;        /* an arm without braces: a line `-1 =>` is the next arm */
} Surroundings;

typedef struct Parser {
    Compiler    *c;
    FileId       file;
    TokenList    tokens;
    uint32_t     at;    /* index of the token under the eye */
    const Token *token; /* it, or `nothing` after an error */
    Token        nothing;
    bool         failed;
    bool         too_deep;    /* the error is one of nesting: more of the kind would follow */
    uint32_t     last_error;  /* index of the token of the error reported last, NO_TOKEN for none */
    uint32_t     statement;   /* index of the first token of the innermost statement */
    uint32_t     block_end;   /* index of the token that ends the innermost block */
    uint32_t     expression_depth, block_depth;
    uint32_t     operations;  /* how long a path down the current expression may be */
    const Node  *grouped;     /* the last expression that stood in parentheses of its own */
    Surroundings around;
    Words        words;
} Parser;

/** The nodes of a list under construction. */
typedef struct NodeList {
    Node  *first;
    Node **tail; /* NULL while it is empty */
    size_t len;
} NodeList;

/* ---- tokens (parser.c) ---- */

/** Whether the token under the eye is of this kind. */
static inline bool parse_is(const Parser *p, TokenKind kind)
{
    return p->token->kind == kind;
}

/** Whether it is this word, which is a name elsewhere. */
static inline bool parse_is_word(const Parser *p, Symbol word)
{
    return p->token->kind == TK_NAME && p->token->as.name == word;
}

/** The token `ahead` of the one under the eye; the end of the file stays the last. */
const Token *parse_peek(const Parser *p, uint32_t ahead);

/** The token before the one under the eye; must not be called at the first. */
const Token *parse_previous(const Parser *p);

/** Moves to the next token. */
void parse_advance(Parser *p);

/** Moves back to the token at index `at`, so that what follows is read, or reported, again. */
void parse_rewind(Parser *p, uint32_t at);

/** Moves on if the token is of this kind; answers whether it was. */
bool parse_accept(Parser *p, TokenKind kind);

/** Moves on if the token is of this kind, else reports "Expected WHAT but found …". */
bool parse_expect(Parser *p, TokenKind kind, const char *what);

/** Expects the closing bracket of the one at token index `open`; the report points there, too. */
bool parse_close(Parser *p, TokenKind kind, uint32_t open, const char *what);

/** Expects a name and answers its symbol, 0 after a report. */
Symbol parse_name(Parser *p, const char *what);

/** Whether `(` or `[` under the eye goes on with what stands before it (Y-30). */
bool parse_continues(const Parser *p);

/** Whether an operand of `return` or `yield` begins here: on the same line (Y-32). */
bool parse_begins_operand(const Parser *p);

/** Where the token under the eye starts, for the span of a node that begins with it. */
uint32_t parse_start(const Parser *p);

/* ---- errors (parse_error.c) ---- */

/** Reports "Expected WHAT but found …" at the token under the eye, with general advice if there is
    some. NULL as for parse_fail. */
Diag *parse_fail_expected(Parser *p, const char *what);

/** Reports a syntax error at a span. NULL when the same place was reported already or an error is
    pending; the answer takes notes and help. */
Diag *parse_fail(Parser *p, Span at, const char *format, ...) PRINTF_LIKE(3, 4);

/** Gives advice about the error just reported, in place of the general one; does nothing when
    `diag` is NULL. */
void parse_help(Parser *p, Diag *diag, const char *advice);

/** The span of the token under the eye; after an error, of the wrong one. */
Span parse_here(const Parser *p);

/** Reports the word of another language, or the misspelt one, that begins the statement under the
    eye. */
void parse_check_first_word(Parser *p);

/** Reports a foreign operator word (`and`, `not`) around the end of the statement just read. */
void parse_check_last_word(Parser *p);

/* ---- nodes (parser.c) ---- */

/** A new node that begins at byte `start`; it ends, so far, with the token before the one under the
    eye. */
Node *parse_node(Parser *p, NodeKind kind, uint32_t start);

/** Lets a node end with the token before the one under the eye. */
Node *parse_finish(Parser *p, Node *n);

/** Appends a node. */
void parse_append(NodeList *list, Node *n);

/* ---- grammar ---- */

/** `{ … }`; `what` names it in messages: "if block". Resets what surrounds it. After an error in
    the words before it, goes on in the block if it can be found. */
Node *parse_block(Parser *p, const char *what);

/** Any statement (parse_stmt.c). */
Node *parse_statement(Parser *p);

/* Declarations (parse_decl.c); the eye is on their first token. */

/** `func`, `gen`, with `async` or without. */
Node *parse_function_declaration(Parser *p);

/** `struct` with its fields and methods. */
Node *parse_struct(Parser *p);

/** `enum` with its variants. */
Node *parse_enum(Parser *p);

/** `import m` or `from m import a, b`. */
Node *parse_import(Parser *p);

/** `export` and what it exports. */
Node *parse_export(Parser *p);

/** `test`, `test_group`, `test_setup`, `test_teardown`. */
Node *parse_test(Parser *p);

/** An assignment to a place, or an expression as a statement (parse_stmt.c). */
Node *parse_simple_expression(Parser *p);

/** From `gen NAME` on the lazy binding of C-75 (parse_stmt.c). */
Node *parse_lazy_binding(Parser *p);

/** `let`, `mut` or `const` (parse_stmt.c). */
Node *parse_binding(Parser *p);

/** Whether `gen` under the eye begins a definition, `gen name(` (Y-38). */
bool parse_at_generator(const Parser *p);

/** Whether it begins a lazy binding, `gen name :=` (Y-38). */
bool parse_at_lazy_binding(const Parser *p);

/** `(…) [-> type] { … }`: the parameters, result and body of `func` (parse_decl.c). */
void parse_function_rest(Parser *p, Node *func);

/** A type annotation (parse_decl.c). */
Node *parse_type(Parser *p);

/** A type after the sign under the eye, NULL when that is not `sign`. */
Node *parse_annotation(Parser *p, TokenKind sign);

/** `match` with its arms (parse_arms.c); the eye is on the word. */
Node *parse_match(Parser *p);

/** `select` with its arms (parse_arms.c); the eye is on the word. */
Node *parse_select(Parser *p);

/** A destructuring pattern (parse_pattern.c). */
Node *parse_pattern(Parser *p);

/** What a match clause or arm is tested with (parse_pattern.c). */
Node *parse_match_pattern(Parser *p, bool after_case);

/** Whether the `[` or `{` under the eye opens the pattern of an assignment (Y-35, Y-36). */
bool parse_at_pattern(const Parser *p);

/** Any expression (parse_expr.c). */
Node *parse_expression(Parser *p);

/** An expression that `throw(…)` may begin (Y-40). */
Node *parse_expression_or_throw(Parser *p);

/** The condition, subject or iterable before a block (Y-34). */
Node *parse_condition(Parser *p);

/** The right side of an assignment: an expression or a yield. */
Node *parse_value(Parser *p);

/** `yield …`; the eye is on the word. */
Node *parse_yield(Parser *p);

/** An operand without what may follow it (parse_primary.c). */
Node *parse_primary(Parser *p);

/** Arguments up to `)`; the eye is behind the `(` at token index `open`. */
Node *parse_arguments(Parser *p, uint32_t open, const char *what);

/** Goes down one level of nesting; false, after a report, when that is too deep. */
bool parse_enter(Parser *p, const char *what);

/** Comes up again. */
void parse_leave(Parser *p);

#endif
