/* Syntax errors: their words, and the advice that goes with them. */
#include <string.h>

#include "front/parse.h"
#include "support/text.h"

/* ---- reporting ---- */

/* Of a string's later part, only the brace counts. */
Span parse_here(const Parser *p)
{
    const Token *t    = &p->tokens.at[p->at];
    Span         span = t->at;

    if (t->kind == TK_STRING_MID || t->kind == TK_STRING_TAIL)
        span.end = span.start + 1;
    return span;
}

/* How a message calls the wrong token: by its text, when that is short. */
static Text shown_token(const Parser *p, const Token *t)
{
    Text bytes = source_bytes(p->c->sources, p->file);
    Text text  = {bytes.at + t->at.start, t->at.end - t->at.start};

    if (t->kind == TK_END)
        return TEXT("end of file");
    if (t->kind == TK_STRING || t->kind == TK_STRING_HEAD)
        return TEXT("a string");
    if (t->kind == TK_STRING_MID || t->kind == TK_STRING_TAIL)
        text.len = 1;
    if (text.len > 40)
        return text_of(token_spelling(t->kind));
    return text_of(text_format(&p->c->arena, "'%.*s'", TEXT_ARG(text)));
}

static void be_silent(Parser *p)
{
    p->nothing.at = p->token->at;
    p->token      = &p->nothing;
    p->failed     = true;
}

/* Whether a bad token is missing from the statement up to here: what follows from that is no mistake
   of its own. */
static bool is_damaged(const Parser *p)
{
    uint32_t start = p->tokens.at[p->statement].at.start, end = p->tokens.at[p->at].at.end;

    for (const Diag *d = p->c->diags.first; d; d = d->next)
        if (d->id != E_SYNTAX && d->at.file == p->file && d->at.start >= start &&
            d->at.start <= end)
            return true;
    return false;
}

Diag *parse_fail(Parser *p, Span at, const char *format, ...)
{
    va_list args;
    Diag   *diag;

    if (p->failed)
        return NULL;
    be_silent(p);
    if (p->last_error == p->at || is_damaged(p))
        return NULL;
    p->last_error = p->at;
    va_start(args, format);
    diag = diag_add_list(&p->c->diags, at, E_SYNTAX, format, args);
    va_end(args);
    return diag;
}

void parse_help(Parser *p, Diag *diag, const char *advice)
{
    if (diag && advice)
        diag_help(&p->c->diags, diag, "%s", advice);
}

/* ---- words of other languages, misspelt words ---- */

typedef struct Foreign {
    Text        word;
    const char *help;
} Foreign;

static const Foreign foreign_words[] = {
    {TEXT("and"), "write && for a logical and"},
    {TEXT("or"), "write || for a logical or"},
    {TEXT("not"), "write ! for a logical not"},
    {TEXT("fn"), "write func"},
    {TEXT("fun"), "write func"},
    {TEXT("def"), "write func"},
    {TEXT("function"), "write func"},
    {TEXT("lambda"), "write func(x) { return … }"},
    {TEXT("var"), "write name := value; let and mut declare one for sure"},
    {TEXT("val"), "write let"},
    {TEXT("elif"), "write else if"},
    {TEXT("elsif"), "write else if"},
    {TEXT("elseif"), "write else if"},
    {TEXT("nil"), "write null"},
    {TEXT("none"), "write null, or None for the empty Option"},
    {TEXT("undefined"), "write null"},
    {TEXT("catch"), "write except"},
    {TEXT("raise"), "write throw(value)"},
    {TEXT("switch"), "write match"},
    {TEXT("class"), "write struct"},
    {TEXT("foreach"), "write for name in values"},
    {TEXT("until"), "write while with the opposite condition"},
    {TEXT("unless"), "write if with the opposite condition"},
    {TEXT("do"), "blocks stand in braces; loop { … } repeats one"},
    {TEXT("then"), "blocks stand in braces: if condition { … }"},
    {TEXT("is"), "write == to compare"},
};

/* The reserved words that begin a statement or a part of one. */
static const Text statement_words[] = {
    TEXT("let"),      TEXT("mut"),    TEXT("const"),  TEXT("func"),   TEXT("return"),
    TEXT("enum"),     TEXT("match"),  TEXT("case"),   TEXT("else"),   TEXT("loop"),
    TEXT("while"),    TEXT("for"),    TEXT("break"),  TEXT("try"),    TEXT("except"),
    TEXT("continue"), TEXT("finally"), TEXT("import"), TEXT("export"), TEXT("from"),
    TEXT("struct"),   TEXT("default"), TEXT("spawn"),  TEXT("yield"),  TEXT("async"),
    TEXT("await"),
};

/* Advice about a word of another language; NULL when it is none. */
static const char *foreign_help(const Parser *p, const Token *t)
{
    if (t->kind != TK_NAME)
        return NULL;
    for (size_t i = 0; i < COUNT_OF(foreign_words); i++) {
        if (text_equal(symbol_text(p->c->symbols, t->as.name), foreign_words[i].word))
            return foreign_words[i].help;
    }
    return NULL;
}

/* Advice about a name that stands where a statement's first word should; NULL when there is none.
   */
static const char *first_word_help(const Parser *p, const Token *t)
{
    const char *help = foreign_help(p, t);
    Text        similar;

    if (help || t->kind != TK_NAME)
        return help;
    similar = diag_similar(symbol_text(p->c->symbols, t->as.name), statement_words,
                           COUNT_OF(statement_words));
    if (similar.len == 0)
        return NULL;
    return text_format(&p->c->arena, "did you mean '%.*s'?", TEXT_ARG(similar));
}

/* Whether a token would begin a new operand, so that two stand side by side. */
static bool is_operand(const Token *t)
{
    switch (t->kind) {
    case TK_NAME:
    case TK_INT:
    case TK_FLOAT:
    case TK_STRING:
    case TK_STRING_HEAD:
    case TK_TRUE:
    case TK_FALSE:
    case TK_NULL:
    case TK_SELF:
        return true;
    default:
        return false;
    }
}

static bool is_beside(const Token *t)
{
    return !t->line_start && (is_operand(t) || t->kind == TK_LBRACE || t->kind == TK_BANG ||
                              token_is_word(t->kind));
}

/* ---- advice ---- */

static bool is_assignment(TokenKind kind)
{
    return kind >= TK_DECLARE && kind <= TK_PERCENT_ASSIGN;
}

static bool is_doubled(const Parser *p, TokenKind sign)
{
    const Token *t = &p->tokens.at[p->at];

    return t->kind == sign && p->at > 0 && t[-1].kind == sign && t[-1].at.end == t->at.start;
}

static const char *reserved_help(const Parser *p, const Token *word)
{
    return text_format(&p->c->arena, "'%.*s' is a reserved word and cannot be a name",
                       TEXT_ARG(symbol_text(p->c->symbols, word->as.name)));
}

/* `a ? b : c`: the `?` stands earlier on the line. */
static bool is_ternary(const Parser *p)
{
    for (const Token *t = &p->tokens.at[p->at]; t > p->tokens.at && !t->line_start; t--) {
        if (t[-1].kind == TK_QUESTION)
            return p->tokens.at[p->at].kind == TK_COLON;
    }
    return false;
}

/* Advice about operators that do not exist; NULL when there is none. */
static const char *operator_help(const Parser *p)
{
    if (is_doubled(p, TK_PLUS))
        return "there is no ++; write name += 1";
    if (is_doubled(p, TK_MINUS))
        return "there is no --; write name -= 1";
    if (is_doubled(p, TK_STAR))
        return "there is no **; multiply";
    if (is_doubled(p, TK_DOT))
        return "there is no ..; range(first, end) counts up to, not including, end";
    if (is_ternary(p))
        return "there is no ?:; write if … { … } else { … }";
    return NULL;
}

/* `f(a, end=1)`: a name behind a comma. */
static bool is_named_argument(const Parser *p, const Token *t)
{
    return p->at > p->statement + 1 && t[-1].kind == TK_NAME && t[-2].kind == TK_COMMA;
}

/* Advice about a sign of assignment where none may stand. */
static const char *assignment_help(const Parser *p)
{
    const Token *t = &p->tokens.at[p->at];

    if (is_named_argument(p, t))
        return "arguments have no names: give them in order";
    if (p->at > 0 && token_is_word(t[-1].kind) && t[-1].kind != TK_SELF)
        return reserved_help(p, t - 1);
    if (t->kind == TK_ASSIGN)
        return "an assignment is a statement of its own; write == to compare";
    return "an assignment is a statement of its own";
}

/* Advice about a word that cannot begin an operand. */
static const char *word_help(const Parser *p)
{
    const Token *t = &p->tokens.at[p->at];

    if (is_assignment(t[1].kind) && !t[1].line_start)
        return reserved_help(p, t);
    if (p->around.arm)
        return "put statements of an arm in braces: => { … }";
    switch (t->kind) {
    case TK_YIELD:
        return "put yield in parentheses, or right of an assignment";
    case TK_IN:
        return "contains(values, value) tells whether a value is among others";
    case TK_DEFAULT:
        return t[1].kind == TK_FAT_ARROW ? "the arm of a select without waiting is else => …" : NULL;
    case TK_IF:
    case TK_MATCH:
        return "if and match are statements and have no value";
    case TK_INT_TYPE:
    case TK_FLOAT_TYPE:
    case TK_STRING_TYPE:
    case TK_BOOL_TYPE:
        return text_format(&p->c->arena, "%s is a type; to_%s(value) converts a value to it",
                           token_spelling(t->kind), token_spelling(t->kind));
    default:
        return NULL;
    }
}

/* `print "a", b`: the line begins with a name that an operand stands beside. */
static bool is_call_without_parentheses(const Parser *p)
{
    const Token *first = &p->tokens.at[p->at];

    while (first > p->tokens.at && !first->line_start)
        first--;
    return first->kind == TK_NAME && is_operand(&first[1]) && !first[1].line_start;
}

/* What may be wrong with the statement's first words, when the error came after them. */
static const char *statement_help(const Parser *p)
{
    const Token *first = &p->tokens.at[p->statement];

    if (p->at <= p->statement || !is_beside(&first[1]))
        return foreign_help(p, first);
    return first_word_help(p, first);
}

/* Advice about brackets, commas and arrows of other languages; NULL when there is none. */
static const char *sign_help(const Parser *p)
{
    const Token *t = &p->tokens.at[p->at];

    if (t->kind == TK_RBRACE && t->line_start && t->partner == NO_TOKEN)
        return "no block is open here: this brace closes nothing";
    if (p->at == 0)
        return NULL;
    if (t->kind == TK_RPAREN && t[-1].kind == TK_LPAREN && t[1].kind == TK_FAT_ARROW)
        return "a function without a name is written func() { return … }";
    if (t->kind == TK_FAT_ARROW && (t[-1].kind == TK_RPAREN || t[-1].kind == TK_NAME))
        return "a function without a name is written func(x) { return … }";
    if (t->kind == TK_COMMA && !t->line_start && p->at <= p->statement + 1 &&
        t[-1].kind == TK_NAME)
        return "to take an array apart write [a, b] := value";
    return NULL;
}

/* The advice that follows from the wrong token and its neighbours; NULL when there is none. */
static const char *general_help(const Parser *p)
{
    const Token *t    = &p->tokens.at[p->at];
    const char  *help = foreign_help(p, t);

    if (!help && p->at > p->statement)
        help = foreign_help(p, t - 1);
    if (help)
        return help;
    help = operator_help(p);
    if (!help)
        help = sign_help(p);
    if (!help && t->kind == TK_COMMA && is_call_without_parentheses(p))
        help = "a call needs parentheses: name(…, …)";
    if (!help && is_assignment(t->kind))
        help = assignment_help(p);
    if (!help && token_is_word(t->kind))
        help = word_help(p);
    if (!help && t->kind == TK_LBRACE && t->line_start && p->at > 0 && t[-1].kind == TK_NAME)
        help = "the brace of a struct literal stands on the line of its name";
    if (!help && t->kind == TK_ELLIPSIS)
        help = "... spreads a value in array and dictionary literals only";
    return help ? help : statement_help(p);
}

Diag *parse_fail_expected(Parser *p, const char *what)
{
    Text  found;
    Diag *diag;

    if (p->failed)
        return NULL;
    found = shown_token(p, p->token);
    diag  = parse_fail(p, parse_here(p), "Expected %s but found %.*s", what, TEXT_ARG(found));
    parse_help(p, diag, general_help(p));
    if (strcmp(what, "match arm") == 0)
        parse_help(p, diag, "a pattern is Ok(x), Enum::Variant(a, b), a literal, a name or _");
    return diag;
}

/* Whether both stand on one line: then a note about the first would say nothing new. */
static bool same_line(const Parser *p, Span a, Span b)
{
    const Sources *s = p->c->sources;

    return source_position(s, p->file, a.start).line == source_position(s, p->file, b.start).line;
}

/* When a block lacks its brace, the file's end is where that shows, but the indentation may tell
   which block it is: the first whose closing brace stands further left than the line that opened
   it. */
static uint32_t badly_indented_block(const Parser *p, uint32_t from)
{
    const Sources *s    = p->c->sources;
    uint32_t       line = from; /* the first token of the line under the eye */

    while (line > 0 && !p->tokens.at[line].line_start)
        line--;
    for (uint32_t i = from; i + 1 < p->tokens.len; i++) {
        const Token *t = &p->tokens.at[i], *end;

        if (t->line_start)
            line = i;
        if (t->kind != TK_LBRACE || t->partner == NO_TOKEN || !t[1].line_start)
            continue;
        end = &p->tokens.at[t->partner];
        if (end->line_start && source_position(s, p->file, end->at.start).column <
                                   source_position(s, p->file, p->tokens.at[line].at.start).column)
            return i;
    }
    return NO_TOKEN;
}

static void note_opening(Parser *p, Diag *diag, uint32_t open)
{
    Span     opened  = p->tokens.at[open].at;
    uint32_t suspect = NO_TOKEN;

    if (!diag || same_line(p, opened, diag->at))
        return;
    diag_note(&p->c->diags, diag, (Span){p->file, opened.start, opened.start + 1}, "opened here");
    if (p->tokens.at[p->at].kind == TK_END && p->tokens.at[open].kind == TK_LBRACE)
        suspect = badly_indented_block(p, open);
    if (suspect != NO_TOKEN)
        diag_note(&p->c->diags, diag, p->tokens.at[suspect].at,
                  "by its indentation, this block may be the one that is not closed");
}

/* `"He said "hi" to me"`: a word directly behind a string. */
static bool is_quote_inside(const Parser *p)
{
    const Token *t = &p->tokens.at[p->at];

    return p->at > 0 && t->kind == TK_NAME && t[-1].at.end == t->at.start &&
           (t[-1].kind == TK_STRING || t[-1].kind == TK_STRING_TAIL);
}

bool parse_close(Parser *p, TokenKind kind, uint32_t open, const char *what)
{
    bool  wants_comma = p->tokens.at[open].partner != NO_TOKEN && is_operand(p->token);
    Diag *diag;

    if (parse_accept(p, kind))
        return true;
    diag = parse_fail_expected(p, what);
    if (kind == TK_RPAREN && p->tokens.at[p->at].kind == TK_COLON && diag && diag->help.len == 0)
        parse_help(p, diag, "arguments have no names: give them in order");
    if (kind == TK_RBRACKET && p->tokens.at[p->at].kind == TK_COLON && diag &&
        p->tokens.at[open].kind == TK_LBRACKET)
        parse_help(p, diag, "substring(text, start, end) and slice(array, start, end) give a part");
    if (is_quote_inside(p) && diag)
        parse_help(p, diag, "inside a string a quote is written \\\"");
    else if (wants_comma && diag && diag->help.len == 0)
        parse_help(p, diag, "is a ',' missing before it?");
    note_opening(p, diag, open);
    return false;
}

Symbol parse_name(Parser *p, const char *what)
{
    Symbol name = 0;

    if (parse_is(p, TK_NAME)) {
        name = p->token->as.name;
        parse_advance(p);
    } else if (token_is_word(p->token->kind)) {
        const char *advice = reserved_help(p, p->token);

        parse_help(p, parse_fail_expected(p, what), advice);
    } else {
        parse_fail_expected(p, what);
    }
    return name;
}

/* ---- words that would be read as statements of their own ---- */

void parse_check_first_word(Parser *p)
{
    const char *help;

    if (!is_beside(parse_peek(p, 1)))
        return;
    help = first_word_help(p, p->token);
    if (help)
        parse_help(p, parse_fail_expected(p, "statement"), help);
}

void parse_check_last_word(Parser *p)
{
    const Token *t = p->token, *before = parse_previous(p), *after = parse_peek(p, 1);

    if (t->line_start || !is_operand(t))
        return;
    if (before->kind == TK_NAME &&
        text_equal(symbol_text(p->c->symbols, before->as.name), TEXT("not"))) {
        parse_help(p, parse_fail(p, before->at, "Expected expression but found 'not'"),
                   foreign_help(p, before));
    } else if (foreign_help(p, t) && is_operand(after) && !after->line_start) {
        parse_fail_expected(p, "line end after statement");
    }
}
