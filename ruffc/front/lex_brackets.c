/* Which bracket belongs to which. The parser uses the answer to tell a destructuring from a literal
   (Y-35, Y-36) without reading it twice, and to find its way after an error. */
#include "front/lex.h"

/* The brackets of a language, and those that are open. A string with interpolations is one, too. */
typedef enum Bracket {
    PAREN,
    SQUARE,
    BRACE,
    STRING,
    BRACKET_KINDS,
    NO_BRACKET = BRACKET_KINDS
} Bracket;

/* An open bracket and, for every kind, how many entries lie below the innermost open one that a
   closing token here may close, plus one; 0 for none. */
typedef struct Open {
    uint32_t token;
    uint32_t reach[BRACKET_KINDS];
} Open;

typedef VEC(Open) OpenList;

static Bracket opened_by(TokenKind kind)
{
    if (kind == TK_LPAREN)
        return PAREN;
    if (kind == TK_LBRACKET)
        return SQUARE;
    if (kind == TK_LBRACE)
        return BRACE;
    return kind == TK_STRING_HEAD ? STRING : NO_BRACKET;
}

/* What a token closes. A STRING_MID closes what was left open in its interpolation, not the string.
   */
static Bracket closed_by(TokenKind kind)
{
    if (kind == TK_RPAREN)
        return PAREN;
    if (kind == TK_RBRACKET)
        return SQUARE;
    if (kind == TK_RBRACE)
        return BRACE;
    return kind == TK_STRING_TAIL || kind == TK_STRING_MID ? STRING : NO_BRACKET;
}

/* Strings and braces are walls: a stray `)` or `]` does not reach through a brace, and nothing but
   its end through a string. So one wrong bracket does not tear the blocks around it apart. */
static void push(Arena *arena, OpenList *open, uint32_t token, Bracket kind)
{
    Open entry = {.token = token};

    if (open->len > 0) {
        const Open *below = &open->at[open->len - 1];

        for (Bracket k = PAREN; k < BRACKET_KINDS; k++)
            entry.reach[k] = below->reach[k];
    }
    if (kind == BRACE || kind == STRING)
        entry.reach[PAREN] = entry.reach[SQUARE] = 0;
    if (kind == STRING)
        entry.reach[BRACE] = 0;
    entry.reach[kind] = (uint32_t)open->len + 1;
    vec_push(arena, open, entry);
}

static void close(TokenList tokens, OpenList *open, uint32_t token, Bracket kind)
{
    uint32_t reach = open->len ? open->at[open->len - 1].reach[kind] : 0;

    if (reach == 0)
        return;
    open->len = reach;
    if (tokens.at[token].kind == TK_STRING_MID)
        return;
    open->len--;
    tokens.at[open->at[open->len].token].partner = token;
    tokens.at[token].partner                     = open->at[open->len].token;
}

void lex_match_brackets(Arena *arena, TokenList tokens)
{
    OpenList open = {0};

    for (uint32_t i = 0; i < tokens.len; i++) {
        Bracket opened = opened_by(tokens.at[i].kind);
        Bracket closed = closed_by(tokens.at[i].kind);

        if (opened != NO_BRACKET)
            push(arena, &open, i, opened);
        if (closed != NO_BRACKET)
            close(tokens, &open, i, closed);
    }
}
