/* Numbers (reference/syntax.md Y-7): digits, or digits `.` digits, and nothing that runs into them.
   */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "front/lex.h"

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static void skip_digits(Lexer *l)
{
    while (is_digit(lex_peek(l, 0)))
        l->at++;
}

/* Moves over what was written as one word with the number: `12px`, `0x10`, `1.2.3`, `5.`. */
static bool skip_tail(Lexer *l)
{
    uint32_t before = l->at;

    for (;;) {
        if (lex_name_character(l))
            continue;
        if (lex_peek(l, 0) != '.' || !is_digit(lex_peek(l, 1)))
            return l->at > before;
        l->at++;
    }
}

/* `5.` leads nowhere; `5.name` is left to the parser, as is the `...` after a number. */
static bool has_idle_dot(Lexer *l)
{
    uint32_t before = l->at;
    bool     leads;

    if (lex_peek(l, 0) != '.')
        return false;
    l->at++;
    leads = lex_name_character(l) || (lex_peek(l, 0) == '.' && lex_peek(l, 1) == '.');
    if (leads)
        l->at = before;
    return !leads;
}

/* `1..10`: there are no ranges with dots (Y-44). */
static void advise_range(Lexer *l, Diag *diag, Text low)
{
    const char *end;
    uint32_t    at    = l->at;
    uint32_t    first = at + 1 + (lex_peek(l, 1) == '.' || lex_peek(l, 1) == '=');

    l->at = first;
    skip_digits(l);
    if (l->at > first && l->at - first < 18) {
        end = text_format(&l->c->arena, "%lld", strtoll(l->bytes.at + first, NULL, 10) + 1);
        diag_help(&l->c->diags, diag, "there is no ..; range(%.*s, %s) counts from %.*s to %.*s",
                  TEXT_ARG(low), end, TEXT_ARG(low), TEXT_ARG(lex_text(l, first)));
    } else {
        diag_help(&l->c->diags, diag,
                  "there is no ..; range(%.*s, end) counts from %.*s up to, not including, end",
                  TEXT_ARG(low), TEXT_ARG(low));
    }
    l->at = at;
}

static void malformed(Lexer *l, uint32_t start)
{
    Text  text = lex_text(l, start);
    Diag *diag = diag_add(&l->c->diags, lex_span(l, start), E_BAD_NUMBER,
                          "Malformed numeric literal: %.*s", TEXT_ARG(text));

    if (text.at[text.len - 1] == '.' && lex_peek(l, 0) == '.')
        advise_range(l, diag, (Text){text.at, text.len - 1});
    else if (text.at[text.len - 1] == '.')
        diag_help(&l->c->diags, diag, "write digits after the dot: %.*s0", TEXT_ARG(text));
    else
        diag_help(&l->c->diags, diag,
                  "numbers are decimal digits, with one dot for a float: 42, 0.5");
}

static bool parse_integer(Text digits, int64_t *out)
{
    int64_t value = 0;

    for (size_t i = 0; i < digits.len; i++) {
        if (__builtin_mul_overflow(value, 10, &value) ||
            __builtin_add_overflow(value, digits.at[i] - '0', &value))
            return false;
    }
    *out = value;
    return true;
}

static void overflow(Lexer *l, uint32_t start)
{
    diag_help(&l->c->diags,
              diag_add(&l->c->diags, lex_span(l, start), E_NUMBER_OVERFLOW,
                       "Numeric literal overflow: %.*s", TEXT_ARG(lex_text(l, start))),
              "the largest int is 9223372036854775807");
}

static void add_integer(Lexer *l, uint32_t start)
{
    int64_t value = 0;

    if (!parse_integer(lex_text(l, start), &value))
        overflow(l, start);
    lex_add(l, TK_INT, start)->as.integer = value;
}

static void add_float(Lexer *l, uint32_t start)
{
    char   buffer[MOST_NUMBER + 1];
    Text   text = lex_text(l, start);
    double value;

    memcpy(buffer, text.at, text.len);
    buffer[text.len] = '\0';
    value            = strtod(buffer, NULL);
    if (isinf(value))
        diag_add(&l->c->diags, lex_span(l, start), E_NUMBER_OVERFLOW,
                 "Numeric literal overflow: %.*s", TEXT_ARG(text));
    lex_add(l, TK_FLOAT, start)->as.real = value;
}

static bool is_too_long(Lexer *l, uint32_t start)
{
    if (l->at - start <= MOST_NUMBER)
        return false;
    diag_add(&l->c->diags, lex_span(l, start), E_LONG_NUMBER,
             "Numeric literal exceeds max length of %d characters", MOST_NUMBER);
    lex_add(l, TK_INT, start);
    return true;
}

void lex_number(Lexer *l)
{
    uint32_t start    = l->at;
    bool     is_float = false;

    skip_digits(l);
    if (lex_peek(l, 0) == '.' && is_digit(lex_peek(l, 1))) {
        is_float = true;
        l->at++;
        skip_digits(l);
    }
    if (skip_tail(l) || has_idle_dot(l)) {
        malformed(l, start);
        lex_add(l, TK_INT, start);
    } else if (is_too_long(l, start)) {
        return;
    } else if (is_float) {
        add_float(l, start);
    } else {
        add_integer(l, start);
    }
}
