/* `match` and `select`: lists of arms. */
#include "front/parse.h"
#include "support/text.h"

/* ---- what both have ---- */

static Node *new_block(Parser *p, Node *only)
{
    Node *block = parse_node(p, ND_BLOCK, only->at.start);

    block->at      = only->at;
    block->as.body = only;
    return block;
}

/* simple = assignment | expression | return | "break" | "continue" */
static Node *parse_simple(Parser *p)
{
    Surroundings outer = p->around;
    uint32_t     start = p->statement;
    Node        *n;

    p->around    = (Surroundings){.arm = true};
    p->statement = p->at;
    switch (p->token->kind) {
    case TK_NAME:
    case TK_LBRACKET:
    case TK_RETURN:
    case TK_BREAK:
    case TK_CONTINUE:
        n = parse_statement(p);
        break;
    default:
        n = parse_simple_expression(p);
    }
    p->statement = start;
    p->around    = outer;
    return n;
}

static void expect_arm_end(Parser *p)
{
    if (parse_accept(p, TK_COMMA) || parse_is(p, TK_RBRACE) || parse_is(p, TK_SEMICOLON) ||
        p->token->line_start)
        return;
    parse_fail_expected(p, "',' or line end after arm");
}

/* After `=>`: a block, or one simple statement that its end closes. */
static Node *parse_arm_body(Parser *p, bool *braced)
{
    Node *body;

    *braced = parse_is(p, TK_LBRACE);
    if (*braced) {
        body = parse_block(p, "arm");
        parse_accept(p, TK_COMMA);
        return body;
    }
    body = new_block(p, parse_simple(p));
    expect_arm_end(p);
    return body;
}

/* "{" { arm } "}"; `what` names the statement, `parse_one` reads an arm. */
static Node *parse_arm_list(Parser *p, const char *what, Node *(*parse_one)(Parser *))
{
    Surroundings outer = p->around;
    NodeList     arms  = {0};
    uint32_t     open  = p->at;

    parse_expect(p, TK_LBRACE, text_format(&p->c->arena, "'{' to start %s", what));
    p->around = (Surroundings){0};
    while (!p->failed && !parse_is(p, TK_RBRACE) && !parse_is(p, TK_END)) {
        if (!parse_accept(p, TK_SEMICOLON) && !(arms.len && parse_accept(p, TK_COMMA)))
            parse_append(&arms, parse_one(p));
    }
    parse_close(p, TK_RBRACE, open, text_format(&p->c->arena, "'}' to close %s", what));
    p->around = outer;
    return arms.first;
}

/* ---- match ---- */

static Node *parse_guard(Parser *p)
{
    return parse_accept(p, TK_IF) ? parse_condition(p) : NULL;
}

/* "case" casepat [ "if" cond ] [ ":" ] block | "default" [ ":" ] block */
static void parse_clause(Parser *p, Node *arm)
{
    arm->as.arm.is_default = parse_is(p, TK_DEFAULT);
    parse_advance(p);
    if (arm->as.arm.is_default) {
        arm->as.arm.pattern = parse_node(p, ND_MATCH_ANY, arm->at.start);
    } else {
        arm->as.arm.pattern = parse_match_pattern(p, true);
        arm->as.arm.guard   = parse_guard(p);
    }
    parse_accept(p, TK_COLON);
    if (!parse_is(p, TK_LBRACE))
        parse_help(p, parse_fail_expected(p, "'{' to start match clause"),
                   arm->as.arm.is_default
                       ? "write default { … }, or _ => …"
                       : "write case … { … }, or leave out 'case' and write … => …");
    arm->as.arm.body = parse_block(p, "match clause");
}

static Node *parse_match_arm(Parser *p)
{
    Node *arm = parse_node(p, ND_ARM, parse_start(p));
    bool  braced;

    if (parse_is(p, TK_CASE) || parse_is(p, TK_DEFAULT)) {
        parse_clause(p, arm);
        return parse_finish(p, arm);
    }
    arm->as.arm.pattern = parse_match_pattern(p, false);
    arm->as.arm.guard   = parse_guard(p);
    parse_expect(p, TK_FAT_ARROW, "'=>' after pattern");
    arm->as.arm.body = parse_arm_body(p, &braced);
    arm->at.end      = arm->as.arm.body->at.end;
    return arm;
}

/* match = "match" cond "{" { clause | arm } "}" */
Node *parse_match(Parser *p)
{
    uint32_t start = parse_start(p);
    Node    *subject, *arms, *n;

    parse_advance(p);
    subject             = parse_condition(p);
    arms                = parse_arm_list(p, "match", parse_match_arm);
    n                   = parse_node(p, ND_MATCH, start);
    n->as.match.subject = subject;
    n->as.match.arms    = arms;
    return n;
}

/* ---- select ---- */

static void bad_operation(Parser *p, const Node *operation)
{
    if (p->failed)
        return;
    diag_help(&p->c->diags,
              diag_add(&p->c->diags, operation->at, E_MEANING,
                       "A select arm must wait for a receive, a send or an await"),
              "write channel.receive(), channel.send(value) or await promise before =>");
}

/* The three forms that an arm may wait for (C-50). */
static void set_operation(Parser *p, Node *arm, Node *operation)
{
    const Node *args = operation->kind == ND_METHOD ? operation->as.method.args : NULL;
    Symbol      name = operation->kind == ND_METHOD ? operation->as.method.name : 0;

    arm->as.select_arm.operand = operation;
    if (operation->kind == ND_AWAIT) {
        arm->as.select_arm.kind    = SELECT_AWAIT;
        arm->as.select_arm.operand = operation->as.jump.operand;
    } else if (name == p->words.receive && !args && !operation->as.method.optional) {
        arm->as.select_arm.kind    = SELECT_RECEIVE;
        arm->as.select_arm.operand = operation->as.method.object;
    } else if (name == p->words.send && args && !args->next && !operation->as.method.optional) {
        arm->as.select_arm.kind    = SELECT_SEND;
        arm->as.select_arm.operand = operation->as.method.object;
        arm->as.select_arm.value   = operation->as.method.args;
    } else {
        bad_operation(p, operation);
    }
}

/* [ NAME ":=" ] expression */
static void parse_operation(Parser *p, Node *arm)
{
    if (parse_is(p, TK_NAME) && parse_peek(p, 1)->kind == TK_DECLARE) {
        arm->as.select_arm.name    = p->token->as.name;
        arm->as.select_arm.name_at = parse_here(p);
        parse_advance(p);
        parse_advance(p);
    }
    set_operation(p, arm, parse_expression(p));
}

/* In an arm, `timeout` not followed by `.`, `[` or `:=` is the word (Y-45). */
static bool at_timeout(const Parser *p)
{
    TokenKind next = parse_peek(p, 1)->kind;

    return parse_is_word(p, p->words.timeout) && next != TK_DOT && next != TK_LBRACKET &&
           next != TK_DECLARE;
}

static void parse_arm_head(Parser *p, Node *arm)
{
    if (at_timeout(p)) {
        parse_advance(p);
        arm->as.select_arm.kind    = SELECT_TIMEOUT;
        arm->as.select_arm.operand = parse_expression(p);
    } else if (parse_is_word(p, p->words.closed) && parse_peek(p, 1)->kind == TK_FAT_ARROW) {
        parse_advance(p);
        arm->as.select_arm.kind = SELECT_CLOSED;
    } else if (parse_accept(p, TK_ELSE)) {
        arm->as.select_arm.kind = SELECT_ELSE;
    } else {
        parse_operation(p, arm);
    }
}

/* selarm = ( [ NAME ":=" ] expression | "timeout" expression | "closed" | "else" ) "=>" … */
static Node *parse_select_arm(Parser *p)
{
    Node *arm = parse_node(p, ND_SELECT_ARM, parse_start(p));

    parse_arm_head(p, arm);
    parse_expect(p, TK_FAT_ARROW, "'=>' after what a select arm waits for");
    arm->as.select_arm.body = parse_arm_body(p, &arm->as.select_arm.braced);
    arm->at.end             = arm->as.select_arm.body->at.end;
    return arm;
}

/* select = "select" "{" { selarm } "}" */
Node *parse_select(Parser *p)
{
    uint32_t start = parse_start(p);
    Node    *arms, *n;

    parse_advance(p);
    arms              = parse_arm_list(p, "select", parse_select_arm);
    n                 = parse_node(p, ND_SELECT, start);
    n->as.select.arms = arms;
    return n;
}
