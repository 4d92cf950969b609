/* Text to tokens: see lexer.h. Names, operators, space and comments are here; numbers, strings and
   the matching of brackets have files of their own. The lexer never recurses: an interpolation is
   an entry on a list, and its expression goes into the same row of tokens as everything else. */
#include "front/lexer.h"

#include <assert.h>
#include <inttypes.h>
#include <string.h>
#include <unictype.h>

#include "front/lex.h"
#include "support/text.h"

/* A row of token.def. */
typedef struct Row {
    TokenKind   kind;
    bool        is_word;
    const char *spelling;
} Row;

static const Row rows[TK_COUNT] = {
#define TOKEN(id, spelling)   [TK_##id] = {TK_##id, false, spelling},
#define KEYWORD(id, spelling) [TK_##id] = {TK_##id, true, spelling},
#include "front/token.def"
#undef TOKEN
#undef KEYWORD
};

const char *token_spelling(TokenKind kind)
{
    return rows[kind].spelling;
}

bool token_is_word(TokenKind kind)
{
    return rows[kind].is_word;
}

Token *lex_add(Lexer *l, TokenKind kind, uint32_t start)
{
    Token token = {.kind       = kind,
                   .line_start = l->line_start,
                   .at         = lex_span(l, start),
                   .partner    = NO_TOKEN};

    vec_push(&l->c->arena, &l->tokens, token);
    l->line_start = false;
    return &l->tokens.at[l->tokens.len - 1];
}

/* ---- bytes that may stand nowhere ---- */

static bool is_bad_byte(Text bytes, size_t at, size_t *length)
{
    uint32_t code = utf8_decode(bytes, at, length);

    return code == UTF8_BAD || code == 0;
}

/* Advice about a byte that may stand nowhere. A file of two-byte characters begins with a mark, or
   every other byte of it is zero. */
static const char *byte_help(const Lexer *l)
{
    size_t zeros = 0, head = l->bytes.len < 64 ? l->bytes.len : 64;

    for (size_t i = 0; i < head; i++)
        zeros += l->bytes.at[i] == '\0';
    if (text_starts(l->bytes, TEXT("\x7F" "ELF")))
        return "this is an executable, no script";
    if (text_starts(l->bytes, TEXT("\xFF\xFE")) || text_starts(l->bytes, TEXT("\xFE\xFF")) ||
        zeros > head / 3)
        return "this is no UTF-8 text; if it is UTF-16, save the file as UTF-8";
    return NULL;
}

static void report_byte(Lexer *l, Span span, const char *help)
{
    unsigned char byte = (unsigned char)l->bytes.at[span.start];
    Diag         *d;

    if (byte == '\0')
        d = diag_add(&l->c->diags, span, E_NULL_BYTE, "Null byte is not allowed in source");
    else
        d = diag_add(&l->c->diags, span, E_BAD_CHARACTER, "Invalid character: '\\x%02x'", byte);
    if (help)
        diag_help(&l->c->diags, d, "%s", help);
    else if (byte != '\0')
        diag_help(&l->c->diags, d, "a source file is UTF-8 text");
}

/* Zero bytes and malformed UTF-8 are errors in strings and comments too (Y-1). Neighbours are one
   mistake. The lexer proper skips what is reported here; of a file that is no text at all it sees
   nothing. */
static void check_bytes(Lexer *l)
{
    const char *help = byte_help(l);

    for (size_t at = 0, length; at < l->bytes.len; at += length) {
        size_t end = at;
        Span   span;

        if (!is_bad_byte(l->bytes, at, &length))
            continue;
        while (end < l->bytes.len && l->bytes.at[end] == l->bytes.at[at])
            end++;
        span   = (Span){l->file, (uint32_t)at, (uint32_t)end};
        length = end - at;
        report_byte(l, span, help);
        if (help) {
            l->at = (uint32_t)l->bytes.len;
            return;
        }
    }
}

/* ---- characters that start no token ---- */

/* What is usually meant by a character that other languages have. */
static const char *character_help(uint32_t code)
{
    switch (code) {
    case '\'':
    case '`':
    case 0x2018:
    case 0x2019:
    case 0x201C:
    case 0x201D:
        return "strings are written in double quotes: \"text\"";
    case '&':
        return "write && for a logical and";
    case '|':
        return "write || for a logical or, |> for a pipe, func(x) { … } for a function";
    case 0xFEFF:
        return "save the file as UTF-8 without a byte-order mark";
    case '\r':
        return "a line ends with \\n or \\r\\n";
    case 0xA0:
        return "this is a no-break space; write a plain space";
    default:
        if (code > 0x7F && uc_is_general_category_withtable(code, UC_CATEGORY_MASK_L))
            return "a name begins with a letter a to z or _; letters of all scripts may follow";
        return NULL;
    }
}

/* How a character is shown in a message: itself, or its number when it has no shape. */
static void add_character(TextBuf *out, uint32_t code, Text bytes)
{
    if (code < 0x20 || uc_is_general_category_withtable(
                           code, UC_CATEGORY_MASK_C | UC_CATEGORY_MASK_Z))
        textbuf_format(out, "\\u{%" PRIx32 "}", code);
    else
        textbuf_add(out, bytes);
}

/* The quote that ends what a foreign quote began; NULL for other characters. */
static const char *closing_quote(uint32_t code)
{
    switch (code) {
    case '\'':
        return "'";
    case '`':
        return "`";
    case 0x2018:
        return "\xE2\x80\x99";
    case 0x201C:
        return "\xE2\x80\x9D";
    default:
        return NULL;
    }
}

/* Quotes of other kinds enclose something: the whole of it is one mistake. */
static void skip_foreign_string(Lexer *l, Text quote)
{
    for (uint32_t at = l->at; at < l->bytes.len && l->bytes.at[at] != '\n'; at++) {
        if (text_starts((Text){l->bytes.at + at, l->bytes.len - at}, quote)) {
            l->at = at + (uint32_t)quote.len;
            return;
        }
    }
}

/* Moves over what belongs to the same mistake; a repeated character does. */
static void skip_bad_character(Lexer *l, uint32_t code, Text character)
{
    const char *quote = closing_quote(code);

    if (quote) {
        skip_foreign_string(l, text_of(quote));
        return;
    }
    while (text_starts((Text){l->bytes.at + l->at, l->bytes.len - l->at}, character))
        l->at += (uint32_t)character.len;
}

static void bad_character(Lexer *l)
{
    uint32_t    start = l->at;
    size_t      length;
    uint32_t    code      = utf8_decode(l->bytes, l->at, &length);
    Text        character = {l->bytes.at + start, length};
    TextBuf     shown     = {.arena = &l->c->arena};
    const char *help      = character_help(code);
    Diag       *diag;

    l->at += (uint32_t)length;
    if (code == UTF8_BAD || code == 0)
        return; /* check_bytes has reported it */
    add_character(&shown, code, character);
    diag = diag_add(&l->c->diags, lex_span(l, start), E_BAD_CHARACTER, "Invalid character: '%.*s'",
                    TEXT_ARG(textbuf_text(&shown)));
    if (help)
        diag_help(&l->c->diags, diag, "%s", help);
    skip_bad_character(l, code, character);
}

/* ---- space and comments ---- */

static void skip_line(Lexer *l)
{
    while (l->at < l->bytes.len && l->bytes.at[l->at] != '\n')
        l->at++;
}

static void skip_block_comment(Lexer *l)
{
    uint32_t start = l->at;

    for (l->at += 2; l->at < l->bytes.len; l->at++) {
        if (lex_peek(l, 0) == '*' && lex_peek(l, 1) == '/') {
            l->at += 2;
            return;
        }
        if (lex_peek(l, 0) == '\n')
            l->line_start = true;
    }
    diag_help(&l->c->diags,
              diag_add(&l->c->diags, (Span){l->file, start, start + 2}, E_OPEN_COMMENT,
                       "Unterminated block comment"),
              "close it with */");
}

/* Moves over space, line ends and comments (Y-2, Y-3). */
static void skip_space(Lexer *l)
{
    for (;;) {
        char c = lex_peek(l, 0);

        if (c == '\n') {
            l->line_start = true;
            l->at++;
        } else if (c == ' ' || c == '\t' || (c == '\r' && lex_peek(l, 1) == '\n')) {
            l->at++;
        } else if (c == '#' || (c == '/' && lex_peek(l, 1) == '/')) {
            skip_line(l);
        } else if (c == '/' && lex_peek(l, 1) == '*') {
            skip_block_comment(l);
        } else {
            return;
        }
    }
}

/* ---- names ---- */

static bool is_ascii_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool starts_name(char c)
{
    return is_ascii_letter(c) || c == '_';
}

bool lex_name_character(Lexer *l)
{
    char     c = lex_peek(l, 0);
    uint32_t code;
    size_t   length;

    if (starts_name(c) || is_digit(c)) {
        l->at++;
        return true;
    }
    if ((unsigned char)c < 0x80)
        return false;
    code = utf8_decode(l->bytes, l->at, &length);
    if (code == UTF8_BAD || !(uc_is_property_alphabetic(code) ||
                              uc_is_general_category_withtable(code, UC_CATEGORY_MASK_N)))
        return false;
    l->at += (uint32_t)length;
    return true;
}

static void lex_name(Lexer *l)
{
    uint32_t   start = l->at;
    Symbol     name;
    const Row *word;

    while (lex_name_character(l))
        continue;
    if (utf8_count(lex_text(l, start)) > MOST_NAME)
        diag_add(&l->c->diags, lex_span(l, start), E_LONG_NAME,
                 "Identifier exceeds max length of %d characters", MOST_NAME);
    name = symbol_of(l->c->symbols, lex_text(l, start));
    word = table_get(&l->words, name);

    lex_add(l, word ? word->kind : TK_NAME, start)->as.name = name;
}

/* ---- operators and brackets ---- */

/* The longest operator that stands here, NULL when none does. */
static const Row *find_operator(const Lexer *l)
{
    Text       rest = {l->bytes.at + l->at, l->bytes.len - l->at};
    const Row *best = NULL;

    for (TokenKind kind = TK_LPAREN; kind <= TK_SEMICOLON; kind++) {
        Text spelling = text_of(rows[kind].spelling);

        if (text_starts(rest, spelling) && (!best || spelling.len > strlen(best->spelling)))
            best = &rows[kind];
    }
    return best;
}

/* Braces decide where an interpolation ends. Answers whether this one ends it. */
static bool ends_interpolation(Lexer *l, TokenKind kind)
{
    Interpolation *inner;

    if (l->interpolations.len == 0)
        return false;
    inner = &l->interpolations.at[l->interpolations.len - 1];
    if (kind == TK_LBRACE)
        inner->braces++;
    else if (kind == TK_RBRACE && inner->braces == 0)
        return true;
    else if (kind == TK_RBRACE)
        inner->braces--;
    return false;
}

static void lex_operator(Lexer *l)
{
    uint32_t   start = l->at;
    const Row *row   = find_operator(l);

    if (!row) {
        bad_character(l);
    } else if (ends_interpolation(l, row->kind)) {
        lex_string_rest(l);
    } else {
        l->at += (uint32_t)strlen(row->spelling);
        lex_add(l, row->kind, start);
    }
}

/* ---- the whole ---- */

static void lex_token(Lexer *l)
{
    char c = lex_peek(l, 0);

    if (starts_name(c))
        lex_name(l);
    else if (is_digit(c))
        lex_number(l);
    else if (c == '"')
        lex_string(l);
    else
        lex_operator(l);
}

static void add_words(Lexer *l)
{
    l->words.arena = &l->c->arena;
    for (TokenKind kind = TK_LET; kind < TK_COUNT; kind++)
        table_set(&l->words, symbol_of(l->c->symbols, text_of(rows[kind].spelling)),
                  (void *)&rows[kind]);
}

TokenList lex_file(Compiler *c, FileId file)
{
    Lexer     l = {.c = c, .file = file, .line_start = true};
    TokenList list;

    l.bytes = source_bytes(c->sources, file);
    add_words(&l);
    check_bytes(&l);
    for (skip_space(&l); l.at < l.bytes.len; skip_space(&l))
        lex_token(&l);
    lex_string_finish(&l);
    lex_add(&l, TK_END, l.at);
    list = (TokenList){l.tokens.at, l.tokens.len};
    lex_match_brackets(&c->arena, list);
    return list;
}
