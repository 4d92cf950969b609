/* Strings (reference/syntax.md Y-8, Y-9). A string without `${` is one token. With interpolations
   it is a row of parts, STRING_HEAD, STRING_MID …, STRING_TAIL, and between them stand the tokens
   of the expressions, each at its true place in the file. */
#include <string.h>

#include "front/lex.h"
#include "support/text.h"

/* How a piece of text between quotes and interpolations ends. */
typedef enum Ending { ENDS_QUOTE, ENDS_INTERPOLATION, ENDS_LINE } Ending;

static bool at_line_end(const Lexer *l)
{
    return l->at >= l->bytes.len || lex_peek(l, 0) == '\n' ||
           (lex_peek(l, 0) == '\r' && lex_peek(l, 1) == '\n');
}

/* The character that an escape stands for, NUL for an unknown one. */
static char escaped(char letter)
{
    switch (letter) {
    case 'n':
        return '\n';
    case 't':
        return '\t';
    case 'r':
        return '\r';
    case '\\':
    case '"':
    case '$':
        return letter;
    default:
        return '\0';
    }
}

/* The eye is on the backslash. */
static void read_escape(Lexer *l, TextBuf *out)
{
    uint32_t start = l->at;
    size_t   length;
    char     meant;

    l->at++;
    if (at_line_end(l))
        return;
    meant = escaped(lex_peek(l, 0));
    utf8_decode(l->bytes, l->at, &length);
    l->at += (uint32_t)length;
    if (meant)
        textbuf_char(out, meant);
    else
        diag_help(&l->c->diags,
                  diag_add(&l->c->diags, lex_span(l, start), E_BAD_ESCAPE,
                           "Invalid escape sequence: %.*s", TEXT_ARG(lex_text(l, start))),
                  "the escapes are \\n \\t \\r \\\\ \\\" \\$; write \\\\ for a backslash");
}

/* Reads text up to what ends it, which stays under the eye. */
static Ending read_piece(Lexer *l, TextBuf *out)
{
    for (;;) {
        uint32_t start = l->at;

        if (at_line_end(l))
            return ENDS_LINE;
        if (lex_peek(l, 0) == '"')
            return ENDS_QUOTE;
        if (lex_peek(l, 0) == '$' && lex_peek(l, 1) == '{')
            return ENDS_INTERPOLATION;
        if (lex_peek(l, 0) == '\\') {
            read_escape(l, out);
        } else {
            l->at++;
            textbuf_add(out, lex_text(l, start));
        }
    }
}

static void check_length(Lexer *l, uint32_t start, Text text)
{
    if (text.len > MOST_STRING && utf8_count(text) > MOST_STRING)
        diag_add(&l->c->diags, lex_span(l, start), E_LONG_STRING,
                 "String literal exceeds max length of %d characters", MOST_STRING);
}

/* The end of a string that was broken over lines looks like the start of another one:
   `two"` or `two")`. It is the same mistake. */
static bool closes_an_open_one(const Lexer *l, uint32_t quote)
{
    Text tail = {l->bytes.at + quote + 1, l->at - quote - 1};

    if (!l->string_was_open)
        return false;
    for (size_t i = 0; i < tail.len; i++) {
        if (!strchr(")]},; \t", tail.at[i]))
            return false;
    }
    return true;
}

/* The line ended inside a string. An open interpolation around it is then the likelier mistake, for
   its quote was taken as the start of this string. */
static void report_open(Lexer *l, uint32_t quote)
{
    Diags *d = &l->c->diags;

    if (l->interpolations.len > 0) {
        uint32_t opened = l->interpolations.at[l->interpolations.len - 1].opened;

        diag_help(d,
                  diag_add(d, (Span){l->file, opened, opened + 2}, E_OPEN_STRING,
                           "Unterminated interpolated string expression"),
                  "close it with '}'");
        l->interpolations.len = 0;
    } else if (closes_an_open_one(l, quote)) {
        l->string_was_open = false;
    } else {
        diag_help(d,
                  diag_add(d, lex_span(l, quote), E_OPEN_STRING, "Unterminated string literal"),
                  "close it with '\"' on its line; write \\n for a line end inside it");
        l->string_was_open = true;
    }
}

/* Reads a piece and adds its token: `whole` when the quote ends it, `opening` when a `${` does.
   `start` is the token's first byte, `quote` the string's. */
static void add_piece(Lexer *l, uint32_t start, uint32_t quote, TokenKind whole, TokenKind opening)
{
    TextBuf  text = {.arena = &l->c->arena};
    Ending   ending;
    uint32_t end;

    l->at++;
    ending = read_piece(l, &text);
    end    = l->at;
    check_length(l, start, textbuf_text(&text));
    if (ending == ENDS_LINE)
        report_open(l, quote);
    else
        l->at += ending == ENDS_INTERPOLATION ? 2 : 1;
    lex_add(l, ending == ENDS_INTERPOLATION ? opening : whole, start)->as.text =
        textbuf_text(&text);
    if (ending == ENDS_INTERPOLATION)
        vec_push(&l->c->arena, &l->interpolations, ((Interpolation){quote, end, 0}));
}

void lex_string(Lexer *l)
{
    add_piece(l, l->at, l->at, TK_STRING, TK_STRING_HEAD);
}

void lex_string_rest(Lexer *l)
{
    uint32_t quote = l->interpolations.at[--l->interpolations.len].string;

    add_piece(l, l->at, quote, TK_STRING_TAIL, TK_STRING_MID);
}

void lex_string_finish(Lexer *l)
{
    if (l->interpolations.len > 0)
        report_open(l, l->at);
}
