/* Statements: assignments, branches, loops, jumps. */
#include "front/parse.h"
#include "support/text.h"

/* ---- assignments ---- */

static Node *parse_target_name(Parser *p, const char *what)
{
    uint32_t start = parse_start(p);
    Symbol   name  = parse_name(p, what);
    Node    *n     = parse_node(p, ND_NAME, start);

    n->as.name = name;
    return n;
}

/* A second sign of assignment in one statement. If the value had a line of its own, that line is a
   statement, and the value is what is missing. */
static void check_chain(Parser *p, uint32_t value)
{
    if (p->token->kind < TK_DECLARE || p->token->kind > TK_PERCENT_ASSIGN)
        return;
    if (p->tokens.at[value].line_start) {
        parse_rewind(p, value);
        parse_fail_expected(p, "expression");
        return;
    }
    parse_help(p,
               parse_fail(p, parse_here(p),
                          "Chained assignment is not supported; write one assignment a statement"),
               "an assignment is a statement and has no value");
}

static Node *parse_assigned_value(Parser *p)
{
    uint32_t first = p->at;
    Node    *value = parse_value(p);

    check_chain(p, first);
    return value;
}

static const char *word_of(LetKind kind)
{
    switch (kind) {
    case LET_LET:
        return "let";
    case LET_MUT:
        return "mut";
    case LET_CONST:
        return "const";
    }
    return "";
}

static void expect_assignment(Parser *p, LetKind kind)
{
    if (parse_accept(p, TK_DECLARE) || parse_accept(p, TK_ASSIGN))
        return;
    parse_fail_expected(p, text_format(&p->c->arena,
                                       "assignment operator (':=' or '=') in %s declaration",
                                       word_of(kind)));
}

static Node *parse_let_target(Parser *p, LetKind kind)
{
    if (kind != LET_CONST && (parse_is(p, TK_LBRACKET) || parse_is(p, TK_LBRACE)))
        return parse_pattern(p);
    return parse_target_name(p, text_format(&p->c->arena, "%s name after '%s'",
                                            kind == LET_CONST ? "constant" : "variable",
                                            word_of(kind)));
}

/* ( "let" | "mut" ) ( NAME [ ":" type ] | pattern ) … | "const" NAME [ ":" type ] … */
Node *parse_binding(Parser *p)
{
    uint32_t start = parse_start(p);
    LetKind  kind  = parse_is(p, TK_LET) ? LET_LET : parse_is(p, TK_MUT) ? LET_MUT : LET_CONST;
    Node    *n     = parse_node(p, ND_LET, start);

    parse_advance(p);
    n->as.let.kind   = kind;
    n->as.let.target = parse_let_target(p, kind);
    if (n->as.let.target->kind == ND_NAME)
        n->as.let.type = parse_annotation(p, TK_COLON);
    expect_assignment(p, kind);
    n->as.let.value = parse_assigned_value(p);
    return parse_finish(p, n);
}

static Node *new_assignment(Parser *p, uint32_t start, Node *target, Operator op)
{
    Node *n = parse_node(p, ND_ASSIGN, start);

    n->as.assign.target = target;
    n->as.assign.op     = op;
    n->as.assign.op_at  = parse_here(p);
    parse_advance(p);
    n->as.assign.value = parse_assigned_value(p);
    return parse_finish(p, n);
}

/* "gen" NAME ( ":=" | "=" ) expression */
Node *parse_lazy_binding(Parser *p)
{
    uint32_t start = parse_start(p);
    Node    *target, *n;

    parse_advance(p);
    target            = parse_target_name(p, "name after 'gen'");
    n                 = new_assignment(p, start, target, OP_NONE);
    n->as.assign.lazy = true;
    return n;
}

/* place = ( NAME | "self" ) { "[" expression "]" | "." NAME } */
static bool is_place(const Node *n)
{
    for (;;) {
        if (n->kind == ND_INDEX)
            n = n->as.index.object;
        else if (n->kind == ND_FIELD && !n->as.field.optional)
            n = n->as.field.object;
        else
            return n->kind == ND_NAME;
    }
}

/* The operator that a sign of assignment applies first; OP_NONE for `:=` and `=`, OP_COUNT + 1 for
   what is no such sign. */
enum { NO_ASSIGNMENT = OP_COUNT + 1 };

static int assignment_operator(TokenKind kind)
{
    switch (kind) {
    case TK_DECLARE:
    case TK_ASSIGN:
        return OP_NONE;
    case TK_PLUS_ASSIGN:
        return OP_ADD;
    case TK_MINUS_ASSIGN:
        return OP_SUB;
    case TK_STAR_ASSIGN:
        return OP_MUL;
    case TK_SLASH_ASSIGN:
        return OP_DIV;
    case TK_PERCENT_ASSIGN:
        return OP_MOD;
    default:
        return NO_ASSIGNMENT;
    }
}

static Node *parse_destructuring(Parser *p)
{
    uint32_t start  = parse_start(p);
    Node    *target = parse_pattern(p);

    return new_assignment(p, start, target, OP_NONE);
}

static void bad_target(Parser *p, const Node *target)
{
    Diag *diag = parse_fail(p, target->at, "Invalid assignment target");

    parse_help(p, diag, "assign to a name, an element name[i], or a field name.f");
}

/* `Point` at the end of a line and `{ x: …` on the next: two statements, hardly meant so (Y-33). */
static void warn_stray_brace(Parser *p)
{
    const Token *brace = p->token, *name = p->at > 0 ? parse_previous(p) : NULL;

    if (!name || name->kind != TK_NAME || brace->kind != TK_LBRACE || !brace->line_start ||
        parse_peek(p, 1)->kind != TK_NAME || parse_peek(p, 2)->kind != TK_COLON)
        return;
    diag_help(&p->c->diags,
              diag_add(&p->c->diags, brace->at, E_STRAY_BRACE,
                       "This brace begins a statement of its own, not a struct literal"),
              "put the brace on the line of '%.*s'",
              TEXT_ARG(symbol_text(p->c->symbols, name->as.name)));
}

Node *parse_simple_expression(Parser *p)
{
    uint32_t start = parse_start(p);
    Node    *value = parse_expression_or_throw(p), *n;
    int      op    = assignment_operator(p->token->kind);

    if (op != NO_ASSIGNMENT) {
        if (!is_place(value) || value == p->grouped)
            bad_target(p, value);
        return new_assignment(p, start, value, (Operator)op);
    }
    n             = parse_node(p, ND_EXPR, start);
    n->as.operand = value;
    return n;
}

static Node *parse_expression_statement(Parser *p)
{
    warn_stray_brace(p);
    return parse_at_pattern(p) ? parse_destructuring(p) : parse_simple_expression(p);
}

/* What begins with a name: most often an assignment or a call. */
static Node *parse_name_statement(Parser *p)
{
    if (parse_at_lazy_binding(p))
        return parse_lazy_binding(p);
    if (parse_at_generator(p))
        return parse_function_declaration(p);
    parse_check_first_word(p);
    return parse_expression_statement(p);
}

/* ---- branches and loops ---- */

static Node *parse_one_if(Parser *p)
{
    Node *n = parse_node(p, ND_IF, parse_start(p));

    parse_advance(p);
    n->as.branch.cond = parse_condition(p);
    n->as.branch.then = parse_block(p, "if block");
    return n;
}

/* "if" cond block [ "else" ( if | block ) ]; a chain of them is a loop. */
static Node *parse_if(Parser *p)
{
    Node  *first = parse_one_if(p), *last = first;
    size_t length = 0;

    while (parse_accept(p, TK_ELSE)) {
        if (!parse_is(p, TK_IF)) {
            last->as.branch.otherwise = parse_block(p, "else block");
            break;
        }
        if (++length > MOST_ELSE_IFS)
            parse_fail(p, parse_here(p), "Chain of 'else if' exceeds maximum length of %d",
                       MOST_ELSE_IFS);
        last->as.branch.otherwise = parse_one_if(p);
        last                      = last->as.branch.otherwise;
    }
    /* Each `if` reaches to the end of the chain. */
    for (Node *n = first; n; n = n->kind == ND_IF ? n->as.branch.otherwise : NULL)
        parse_finish(p, n);
    return first;
}

static Node *parse_while(Parser *p)
{
    Node *n = parse_node(p, ND_WHILE, parse_start(p));

    parse_advance(p);
    n->as.loop.cond = parse_condition(p);
    n->as.loop.body = parse_block(p, "while block");
    return parse_finish(p, n);
}

/* "loop" [ "while" cond ] block */
static Node *parse_loop(Parser *p)
{
    Node *n = parse_node(p, ND_WHILE, parse_start(p));

    parse_advance(p);
    if (parse_accept(p, TK_WHILE))
        n->as.loop.cond = parse_condition(p);
    n->as.loop.body = parse_block(p, "loop block");
    return parse_finish(p, n);
}

static void expect_in(Parser *p)
{
    bool is_pair = parse_is(p, TK_COMMA);

    if (!parse_accept(p, TK_IN))
        parse_help(p, parse_fail_expected(p, "'in' in for loop"),
                   is_pair ? "to take pairs apart, write a pattern: for [key, value] in …"
                           : "a for loop goes over values: for i in range(10) { … }");
}

/* [ "async" ] "for" ( NAME | pattern ) "in" cond block */
static Node *parse_for(Parser *p)
{
    Node *n = parse_node(p, ND_FOR, parse_start(p));

    n->as.each.is_async = parse_accept(p, TK_ASYNC);
    parse_advance(p);
    if (parse_is(p, TK_LPAREN))
        parse_help(p, parse_fail_expected(p, "loop variable name after 'for'"),
                   "a for loop goes over values and has no parentheses: for i in range(10) { … }");
    if (parse_is(p, TK_LBRACKET) || parse_is(p, TK_LBRACE))
        n->as.each.target = parse_pattern(p);
    else
        n->as.each.target = parse_target_name(p, "loop variable name after 'for'");
    expect_in(p);
    n->as.each.iterable = parse_condition(p);
    n->as.each.body     = parse_block(p, "for block");
    return parse_finish(p, n);
}

/* ---- try ---- */

static bool at_finally(const Parser *p)
{
    return parse_is_word(p, p->words.finally) && parse_peek(p, 1)->kind == TK_LBRACE;
}

/* "except" [ NAME ] block */
static void parse_except(Parser *p, Node *n)
{
    parse_advance(p);
    if (parse_is(p, TK_NAME)) {
        n->as.attempt.name    = p->token->as.name;
        n->as.attempt.name_at = parse_here(p);
        parse_advance(p);
    }
    n->as.attempt.handler = parse_block(p, "except block");
}

/* "try" block "except" [ NAME ] block [ "finally" block ] | "try" block "finally" block */
static Node *parse_try(Parser *p)
{
    Node *n = parse_node(p, ND_TRY, parse_start(p));

    parse_advance(p);
    n->as.attempt.body = parse_block(p, "try block");
    if (parse_is(p, TK_EXCEPT))
        parse_except(p, n);
    else if (!at_finally(p))
        parse_fail_expected(p, "'except' after try block");
    if (at_finally(p)) {
        parse_advance(p);
        n->as.attempt.finally = parse_block(p, "finally block");
    }
    return parse_finish(p, n);
}

/* ---- jumps ---- */

/* "return" [ expression ], the expression on the same line (Y-32) */
static Node *parse_return(Parser *p)
{
    Node *n = parse_node(p, ND_RETURN, parse_start(p));

    n->as.jump.op_at = parse_here(p);
    parse_advance(p);
    if (parse_begins_operand(p))
        n->as.jump.operand = parse_expression(p);
    if (parse_is(p, TK_COMMA) && !p->around.arm)
        parse_help(p, parse_fail_expected(p, "line end after return"),
                   "to return several values, return an array: [a, b]");
    return parse_finish(p, n);
}

static Node *parse_jump(Parser *p, NodeKind kind)
{
    uint32_t start = parse_start(p);

    parse_advance(p);
    return parse_node(p, kind, start);
}

static Node *parse_yield_statement(Parser *p)
{
    uint32_t start = parse_start(p);
    Node    *value = parse_yield(p), *n;

    n             = parse_node(p, ND_EXPR, start);
    n->as.operand = value;
    return n;
}

static Node *parse_async(Parser *p)
{
    if (parse_peek(p, 1)->kind == TK_FOR)
        return parse_for(p);
    return parse_function_declaration(p);
}

Node *parse_statement(Parser *p)
{
    switch (p->token->kind) {
    case TK_LET:
    case TK_MUT:
    case TK_CONST:
        return parse_binding(p);
    case TK_FUNC:
        return parse_function_declaration(p);
    case TK_ASYNC:
        return parse_async(p);
    case TK_STRUCT:
        return parse_struct(p);
    case TK_ENUM:
        return parse_enum(p);
    case TK_IF:
        return parse_if(p);
    case TK_WHILE:
        return parse_while(p);
    case TK_LOOP:
        return parse_loop(p);
    case TK_FOR:
        return parse_for(p);
    case TK_MATCH:
        return parse_match(p);
    case TK_TRY:
        return parse_try(p);
    case TK_RETURN:
        return parse_return(p);
    case TK_BREAK:
        return parse_jump(p, ND_BREAK);
    case TK_CONTINUE:
        return parse_jump(p, ND_CONTINUE);
    case TK_YIELD:
        return parse_yield_statement(p);
    case TK_IMPORT:
    case TK_FROM:
        return parse_import(p);
    case TK_EXPORT:
        return parse_export(p);
    case TK_TEST:
    case TK_TEST_GROUP:
    case TK_TEST_SETUP:
    case TK_TEST_TEARDOWN:
        return parse_test(p);
    case TK_NAME:
        return parse_name_statement(p);
    default:
        return parse_expression_statement(p);
    }
}
