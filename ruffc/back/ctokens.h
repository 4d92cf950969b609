#ifndef RUFFC_BACK_CTOKENS_H
#define RUFFC_BACK_CTOKENS_H

#include "support/text.h"
#include "support/vec.h"

typedef enum CTokenKind {
    CT_SPACE,   /* blanks, line ends, comments */
    CT_WORD,    /* identifiers, keywords */
    CT_LITERAL, /* numbers, strings, characters */
    CT_PUNCT    /* one character, or -> or ## */
} CTokenKind;

/** A piece of C text; all of them in order are the text again. */
typedef struct CToken {
    CTokenKind kind;
    bool       in_directive; /* on a line that begins with '#', continued lines included */
    Text       text;
} CToken;

typedef VEC(CToken) CTokens;

/** Splits C text. Total: text that is no C comes out as punctuation. The tokens point into `t`. */
CTokens c_tokens(Arena *arena, Text t);

/** Whether the token is that word or punctuation. */
bool c_is(const CToken *t, const char *text);

/** The nearest token before or behind position `at` that is no space; NULL when there is none. */
const CToken *c_before(const CTokens *all, size_t at);
const CToken *c_behind(const CTokens *all, size_t at);

#endif
