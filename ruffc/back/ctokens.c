/* Splits C text: see ctokens.h. */

#define _GNU_SOURCE
#include "back/ctokens.h"

#include <string.h>

typedef struct Scanner {
    Text   text;
    size_t at;
    bool   in_directive, line_is_empty;
} Scanner;

static bool is_word_char(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           (unsigned char)c >= 128;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static char peek(const Scanner *s, size_t ahead)
{
    return s->at + ahead < s->text.len ? s->text.at[s->at + ahead] : '\0';
}

/* Up to and including the end mark of a comment; to the end of the text when it has none. */
static void skip_comment(Scanner *s)
{
    const char *end = memmem(s->text.at + s->at + 2, s->text.len - s->at - 2, "*/", 2);

    s->at = end ? (size_t)(end - s->text.at) + 2 : s->text.len;
}

static void skip_line(Scanner *s)
{
    while (s->at < s->text.len && s->text.at[s->at] != '\n')
        s->at++;
}

/* A line end, a blank, or a comment. A line end closes a directive unless a backslash stands before
 * it. */
static bool skip_space(Scanner *s)
{
    char c = peek(s, 0);

    if (c == '/' && peek(s, 1) == '*') {
        skip_comment(s);
        return true;
    }
    if (c == '/' && peek(s, 1) == '/') {
        skip_line(s);
        return true;
    }
    if (c != ' ' && c != '\t' && c != '\n' && c != '\r')
        return false;
    if (c == '\n' && (s->at == 0 || s->text.at[s->at - 1] != '\\')) {
        s->in_directive  = false;
        s->line_is_empty = true;
    }
    s->at++;
    return true;
}

static void skip_literal(Scanner *s, char quote)
{
    s->at++;
    while (s->at < s->text.len && s->text.at[s->at] != quote)
        s->at += s->text.at[s->at] == '\\' ? 2 : 1;
    s->at = s->at < s->text.len ? s->at + 1 : s->text.len;
}

static CTokenKind skip_token(Scanner *s)
{
    char c = peek(s, 0);

    if (c == '"' || c == '\'') {
        skip_literal(s, c);
        return CT_LITERAL;
    }
    if (is_word_char(c)) {
        while (is_word_char(peek(s, 0)) || (is_digit(c) && peek(s, 0) == '.'))
            s->at++;
        return is_digit(c) ? CT_LITERAL : CT_WORD;
    }
    s->at += (c == '-' && peek(s, 1) == '>') || (c == '#' && peek(s, 1) == '#') ? 2 : 1;
    return CT_PUNCT;
}

CTokens c_tokens(Arena *arena, Text t)
{
    Scanner s   = {.text = t, .line_is_empty = true};
    CTokens all = {0};

    while (s.at < t.len) {
        size_t     start = s.at;
        CTokenKind kind  = CT_SPACE;
        if (s.line_is_empty && peek(&s, 0) == '#')
            s.in_directive = true;
        if (!skip_space(&s)) {
            kind            = skip_token(&s);
            s.line_is_empty = false;
        }
        vec_push(arena, &all, ((CToken){kind, s.in_directive, {t.at + start, s.at - start}}));
    }
    return all;
}

bool c_is(const CToken *t, const char *text)
{
    return t && text_equal(t->text, text_of(text));
}

const CToken *c_before(const CTokens *all, size_t at)
{
    while (at-- > 0)
        if (all->at[at].kind != CT_SPACE)
            return &all->at[at];
    return NULL;
}

const CToken *c_behind(const CTokens *all, size_t at)
{
    for (at++; at < all->len; at++)
        if (all->at[at].kind != CT_SPACE)
            return &all->at[at];
    return NULL;
}
