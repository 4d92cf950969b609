/* Expressions: operators, and what follows an operand. Levels of binary operators come from
   operator.def; chains of them are loops, so their length costs no depth. */
#include "front/parse.h"
#include "support/text.h"

static Node *parse_coalesce(Parser *p, bool may_throw);
static Node *parse_unary(Parser *p, bool may_throw);

/* ---- bounds ---- */

bool parse_enter(Parser *p, const char *what)
{
    if (++p->expression_depth > MOST_EXPRESSION_DEPTH && !p->failed) {
        parse_fail(p, parse_here(p),
                   "Maximum expression nesting depth of %d exceeded while parsing %s",
                   MOST_EXPRESSION_DEPTH, what);
        p->too_deep = true;
    }
    return !p->failed;
}

void parse_leave(Parser *p)
{
    p->expression_depth--;
}

/* Counts one more node above what has been parsed of this expression. */
static void count_operation(Parser *p)
{
    if (++p->operations > MOST_OPERATIONS)
        parse_fail(p, parse_here(p), "Expression exceeds maximum length of %d operations",
                   MOST_OPERATIONS);
}

/* ---- what follows an operand ---- */

static Node *parse_call(Parser *p, Node *callee, uint32_t start)
{
    Span     op_at = parse_here(p);
    uint32_t open  = p->at;
    Node    *args, *n;

    parse_advance(p);
    args               = parse_arguments(p, open, "')' to close function call arguments");
    n                  = parse_node(p, ND_CALL, start);
    n->as.call.op_at   = op_at;
    n->as.call.callee  = callee;
    n->as.call.args    = args;
    return n;
}

static Node *parse_index(Parser *p, Node *object, uint32_t start)
{
    Surroundings around = p->around;
    Span         op_at  = parse_here(p);
    uint32_t     open   = p->at;
    Node        *index, *n;

    parse_advance(p);
    p->around = (Surroundings){.free_lines = true};
    index     = parse_expression(p);
    parse_close(p, TK_RBRACKET, open, "']' to close index expression");
    p->around          = around;
    n                  = parse_node(p, ND_INDEX, start);
    n->as.index.op_at  = op_at;
    n->as.index.object = object;
    n->as.index.index  = index;
    return n;
}

/* The name after a dot: any word is one there (Y-6). */
static Symbol parse_member_name(Parser *p)
{
    Symbol name = p->token->as.name;

    if (!parse_is(p, TK_NAME) && !token_is_word(p->token->kind)) {
        parse_fail_expected(p, "property name after '.'");
        return 0;
    }
    parse_advance(p);
    return name;
}

/* `.name`, `.name(…)` and the same with `?.`. */
static Node *parse_member(Parser *p, Node *object, uint32_t start)
{
    bool     optional = parse_is(p, TK_QUESTION_DOT);
    Span     op_at    = parse_here(p);
    uint32_t open;
    Symbol   name;
    Node    *args, *n;

    parse_advance(p);
    name = parse_member_name(p);
    if (!parse_is(p, TK_LPAREN) || !parse_continues(p)) {
        n                    = parse_node(p, ND_FIELD, start);
        n->as.field.op_at    = op_at;
        n->as.field.object   = object;
        n->as.field.name     = name;
        n->as.field.optional = optional;
        return n;
    }
    open = p->at;
    parse_advance(p);
    args                  = parse_arguments(p, open, "')' to close method call arguments");
    n                     = parse_node(p, ND_METHOD, start);
    n->as.method.op_at    = op_at;
    n->as.method.object   = object;
    n->as.method.args     = args;
    n->as.method.name     = name;
    n->as.method.optional = optional;
    return n;
}

static Node *parse_try_operator(Parser *p, Node *operand, uint32_t start)
{
    Span  op_at = parse_here(p);
    Node *n;

    parse_advance(p);
    n                  = parse_node(p, ND_TRY_OP, start);
    n->as.jump.op_at   = op_at;
    n->as.jump.operand = operand;
    return n;
}

/* postfix = primary { "(" [ args ] ")" | "[" expression "]" | "." NAME | "?." NAME | "?" } */
static Node *parse_suffixes(Parser *p, Node *n, uint32_t start)
{
    for (;;) {
        if (parse_is(p, TK_LPAREN) && parse_continues(p))
            n = parse_call(p, n, start);
        else if (parse_is(p, TK_LBRACKET) && parse_continues(p))
            n = parse_index(p, n, start);
        else if (parse_is(p, TK_DOT) || parse_is(p, TK_QUESTION_DOT))
            n = parse_member(p, n, start);
        else if (parse_is(p, TK_QUESTION))
            n = parse_try_operator(p, n, start);
        else
            return n;
        count_operation(p);
    }
}

/* ---- throw (Y-40) ---- */

static bool at_throw(const Parser *p)
{
    const Token *next = parse_peek(p, 1);

    return parse_is_word(p, p->words.throw) && next->kind == TK_LPAREN &&
           (p->around.free_lines || !next->line_start);
}

static size_t count_list(const Node *first)
{
    size_t count = 0;

    for (; first; first = first->next)
        count++;
    return count;
}

static Node *parse_throw(Parser *p)
{
    uint32_t start = parse_start(p), open = p->at + 1;
    Span     op_at = parse_here(p);
    Node    *args, *n;
    size_t   count;

    parse_advance(p);
    parse_advance(p);
    args  = parse_arguments(p, open, "')' to close throw");
    count = count_list(args);
    if (!p->failed && count != 1)
        diag_add(&p->c->diags, op_at, E_MEANING, "throw expects 1 arguments, got %zu", count);
    n                  = parse_node(p, ND_THROW, start);
    n->as.jump.op_at   = op_at;
    n->as.jump.operand = args;
    return n;
}

static Node *parse_postfix(Parser *p, bool may_throw)
{
    uint32_t start = parse_start(p);
    Node    *n     = may_throw && at_throw(p) ? parse_throw(p) : parse_primary(p);

    return parse_suffixes(p, n, start);
}

/* ---- prefix operators ---- */

static Node *parse_prefix(Parser *p)
{
    uint32_t  start   = parse_start(p);
    Span      op_at   = parse_here(p);
    TokenKind kind    = p->token->kind;
    Node     *operand = NULL, *n;

    parse_advance(p);
    if (parse_enter(p, "unary expression"))
        operand = parse_unary(p, false);
    parse_leave(p);
    count_operation(p);
    if (kind == TK_AWAIT) {
        n                  = parse_node(p, ND_AWAIT, start);
        n->as.jump.op_at   = op_at;
        n->as.jump.operand = operand;
    } else {
        n                   = parse_node(p, ND_UNARY, start);
        n->as.unary.op      = kind == TK_MINUS ? OP_NEG : OP_NOT;
        n->as.unary.op_at   = op_at;
        n->as.unary.operand = operand;
    }
    return n;
}

/* unary = ( "!" | "-" | "await" ) unary | postfix */
static Node *parse_unary(Parser *p, bool may_throw)
{
    if (parse_is(p, TK_BANG) || parse_is(p, TK_MINUS) || parse_is(p, TK_AWAIT))
        return parse_prefix(p);
    return parse_postfix(p, may_throw);
}

/* ---- binary operators ---- */

/* The operator that a token is between two operands; OP_NONE when it is none. */
static Operator binary_operator(TokenKind kind)
{
    switch (kind) {
    case TK_COALESCE:
        return OP_COALESCE;
    case TK_OR:
        return OP_OR;
    case TK_AND:
        return OP_AND;
    case TK_EQUAL:
        return OP_EQUAL;
    case TK_NOT_EQUAL:
        return OP_NOT_EQUAL;
    case TK_LESS:
        return OP_LESS;
    case TK_LESS_EQUAL:
        return OP_LESS_EQUAL;
    case TK_GREATER:
        return OP_GREATER;
    case TK_GREATER_EQUAL:
        return OP_GREATER_EQUAL;
    case TK_PLUS:
        return OP_ADD;
    case TK_MINUS:
        return OP_SUB;
    case TK_STAR:
        return OP_MUL;
    case TK_SLASH:
        return OP_DIV;
    case TK_PERCENT:
        return OP_MOD;
    default:
        return OP_NONE;
    }
}

/* In a list of arms, a line that begins with `-1 =>` is an arm, though a `-` elsewhere goes on. */
static bool begins_negative_arm(const Parser *p)
{
    const Token *number = parse_peek(p, 1);

    return p->around.arm && parse_is(p, TK_MINUS) && p->token->line_start &&
           (number->kind == TK_INT || number->kind == TK_FLOAT) &&
           (parse_peek(p, 2)->kind == TK_FAT_ARROW || parse_peek(p, 2)->kind == TK_IF);
}

/* `x--` at a line's end: not two signs before the next line's operand. */
static void check_decrement(Parser *p)
{
    const Token *second = parse_peek(p, 1);

    if (parse_is(p, TK_MINUS) && second->kind == TK_MINUS && second->at.start == p->token->at.end &&
        parse_peek(p, 2)->line_start && !p->around.free_lines) {
        parse_advance(p);
        parse_fail_expected(p, "expression");
    }
}

static bool takes_throw(Operator op)
{
    return op == OP_AND || op == OP_OR || op == OP_COALESCE;
}

/* Operators of `level` and tighter ones, left to right. */
static Node *parse_binary(Parser *p, int level, bool may_throw)
{
    uint32_t start = parse_start(p);
    Node    *left  = parse_unary(p, may_throw);

    for (;;) {
        Operator op    = binary_operator(p->token->kind);
        Span     op_at = parse_here(p);
        Node    *right, *n;

        if (op == OP_NONE || operator_info[op].level < level || begins_negative_arm(p))
            return left;
        check_decrement(p);
        parse_advance(p);
        right = parse_binary(p, operator_info[op].level + 1, takes_throw(op));
        count_operation(p);
        n                  = parse_node(p, ND_BINARY, start);
        n->as.binary.op    = op;
        n->as.binary.op_at = op_at;
        n->as.binary.left  = left;
        n->as.binary.right = right;
        left               = n;
    }
}

static Node *parse_coalesce(Parser *p, bool may_throw)
{
    return parse_binary(p, operator_info[OP_COALESCE].level, may_throw);
}

/* ---- pipes ---- */

/* `x |> f(a)` is f(x, a); `x |> f` is f(x); so is `x |> (f(a))`, whose f is the value in
   parentheses. */
static Node *apply_pipe(Parser *p, Node *left, Node *right, Span op_at, uint32_t start)
{
    Node *n = parse_node(p, ND_CALL, start);

    n->as.call.op_at = op_at;
    n->as.call.piped = true;
    if (right->kind == ND_CALL && right != p->grouped) {
        n->as.call.callee = right->as.call.callee;
        left->next        = right->as.call.args;
    } else if (right->kind == ND_METHOD && right != p->grouped) {
        Node *callee = parse_node(p, ND_FIELD, right->at.start);

        callee->at.end            = right->as.method.op_at.end +
                         (uint32_t)symbol_text(p->c->symbols, right->as.method.name).len;
        callee->as.field.op_at    = right->as.method.op_at;
        callee->as.field.object   = right->as.method.object;
        callee->as.field.name     = right->as.method.name;
        callee->as.field.optional = right->as.method.optional;
        n->as.call.callee         = callee;
        left->next                = right->as.method.args;
    } else {
        n->as.call.callee = right;
    }
    n->as.call.args = left;
    return n;
}

/* pipe = coalesce { "|>" coalesce } */
static Node *parse_pipe(Parser *p, bool may_throw)
{
    uint32_t start = parse_start(p);
    Node    *left  = parse_coalesce(p, may_throw);

    while (parse_is(p, TK_PIPE)) {
        Span  op_at = parse_here(p);
        Node *right;

        parse_advance(p);
        p->grouped = NULL;
        right      = parse_coalesce(p, false);
        count_operation(p);
        left = apply_pipe(p, left, right, op_at, start);
    }
    return left;
}

static Node *parse_nested(Parser *p, bool may_throw)
{
    uint32_t outer = p->operations;
    Node    *n;

    p->operations = 0;
    if (parse_enter(p, "expression"))
        n = parse_pipe(p, may_throw);
    else
        n = parse_node(p, ND_NULL, parse_start(p));
    parse_leave(p);
    p->operations = p->operations + 1 > outer ? p->operations + 1 : outer;
    return n;
}

Node *parse_expression(Parser *p)
{
    return parse_nested(p, false);
}

Node *parse_expression_or_throw(Parser *p)
{
    return parse_nested(p, true);
}

Node *parse_condition(Parser *p)
{
    Surroundings around = p->around;
    Node        *n;

    p->around.head = true;
    n              = parse_expression(p);
    p->around      = around;
    return n;
}

/* ---- yield ---- */

/* Whether an operand of `return` or `yield` follows: on the same line (Y-32). */
bool parse_begins_operand(const Parser *p)
{
    if (p->token->line_start && !p->around.free_lines)
        return false;
    switch (p->token->kind) {
    case TK_END:
    case TK_NOTHING:
    case TK_RBRACE:
    case TK_RPAREN:
    case TK_RBRACKET:
    case TK_COMMA:
    case TK_SEMICOLON:
        return false;
    default:
        return true;
    }
}

Node *parse_yield(Parser *p)
{
    uint32_t start = parse_start(p);
    Span     op_at = parse_here(p);
    Node    *operand = NULL, *n;
    bool     star;

    parse_advance(p);
    star = parse_is(p, TK_STAR) && !p->token->line_start;
    if (star)
        parse_advance(p);
    if (star || parse_begins_operand(p))
        operand = parse_expression(p);
    n                  = parse_node(p, ND_YIELD, start);
    n->as.jump.op_at   = op_at;
    n->as.jump.operand = operand;
    n->as.jump.star    = star;
    return n;
}

Node *parse_value(Parser *p)
{
    return parse_is(p, TK_YIELD) ? parse_yield(p) : parse_expression(p);
}
