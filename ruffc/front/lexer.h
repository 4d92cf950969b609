#ifndef RUFFC_FRONT_LEXER_H
#define RUFFC_FRONT_LEXER_H

#include "support/compiler.h"

typedef enum TokenKind {
#define TOKEN(id, spelling)   TK_##id,
#define KEYWORD(id, spelling) TK_##id,
#include "front/token.def"
#undef TOKEN
#undef KEYWORD
    TK_COUNT
} TokenKind;

/** No partner: see Token. */
#define NO_TOKEN UINT32_MAX

/** Nine in ten tokens need only kind and place; literals carry their value. */
typedef struct Token {
    TokenKind kind;
    bool      line_start; /* a line end stands between it and the token before */
    Span      at;
    /* LPAREN, LBRACKET, LBRACE, STRING_HEAD: index of the token that closes it, NO_TOKEN when none
       does; closing tokens: index of what they close. */
    uint32_t partner;
    union {
        Symbol  name;    /* NAME and reserved words */
        int64_t integer; /* INT */
        double  real;    /* FLOAT */
        Text    text;    /* STRING and its parts, escapes already undone */
    } as;
} Token;

typedef struct TokenList {
    Token *at;
    size_t len; /* the last one is END, at the place where the file ends */
} TokenList;

/** Splits a whole file (reference/syntax.md section 1). Bad bytes become diagnostics and are
    skipped, so a list always comes back; the arena owns it. */
TokenList lex_file(Compiler *c, FileId file);

/** How messages call a kind of token: `(`, `while`, `name`. */
const char *token_spelling(TokenKind kind);

/** Whether a kind is a reserved word. */
bool token_is_word(TokenKind kind);

/** Prints the tokens of a file, one a line: what `--dump tokens` shows. Reports nothing. */
void tokens_dump(const Compiler *c, FileId file, int fd);

#endif
