#ifndef RUFFC_FRONT_LEX_H
#define RUFFC_FRONT_LEX_H

#include "front/lexer.h"
#include "support/table.h"
#include "support/vec.h"

/* What the parts of the lexer share; nobody else includes it. */

enum { MOST_NAME = 256, MOST_NUMBER = 512, MOST_STRING = 8192 };

/** An interpolation whose `}` has not come yet. */
typedef struct Interpolation {
    uint32_t string; /* where the string began */
    uint32_t opened; /* where its `${` stands */
    uint32_t braces; /* `{` inside it that still wait for their `}` */
} Interpolation;

typedef struct Lexer {
    Compiler *c;
    FileId    file;
    Text      bytes; /* the whole file; a NUL follows */
    uint32_t  at;    /* the byte under the eye */
    bool      line_start;
    bool      string_was_open; /* a string was cut off by its line end: see lex_string.c */
    Table     words;           /* from the Symbol of a reserved word to its row */
    VEC(Token) tokens;
    VEC(Interpolation) interpolations; /* the innermost last */
} Lexer;

/** The byte `ahead` of the one under the eye; NUL at the end of the file. */
static inline char lex_peek(const Lexer *l, uint32_t ahead)
{
    return l->at + ahead < l->bytes.len ? l->bytes.at[l->at + ahead] : '\0';
}

/** The stretch from `start` to the byte under the eye. */
static inline Span lex_span(const Lexer *l, uint32_t start)
{
    return (Span){l->file, start, l->at};
}

/** The text of such a stretch. Borrowed from the file. */
static inline Text lex_text(const Lexer *l, uint32_t start)
{
    return (Text){l->bytes.at + start, l->at - start};
}

/** Appends a token that began at `start` and ends before the byte under the eye; the answer takes
    its value and is valid until the next token. */
Token *lex_add(Lexer *l, TokenKind kind, uint32_t start);

/** Moves over one character that may stand in a name after its first; false when there is none. */
bool lex_name_character(Lexer *l);

/** Reads a number; the eye is on its first digit (Y-7). */
void lex_number(Lexer *l);

/** Reads a string up to its end or its first `${`; the eye is on the quote (Y-8). */
void lex_string(Lexer *l);

/** Goes on with a string after an interpolation; the eye is on the `}` (Y-9). */
void lex_string_rest(Lexer *l);

/** Reports the interpolations that the end of the file cut off. */
void lex_string_finish(Lexer *l);

/** Finds for every bracket the one that belongs to it; of brackets that cross, the outer pair wins.
    */
void lex_match_brackets(Arena *arena, TokenList tokens);

#endif
