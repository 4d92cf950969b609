/* Tokens as text: `LINE:COLUMN kind text`, one a line. */
#include <inttypes.h>

#include "front/lexer.h"
#include "support/text.h"

static void dump_token(TextBuf *out, const Compiler *c, const Token *t)
{
    Position place = source_position(c->sources, t->at.file, t->at.start);
    Text     bytes = source_bytes(c->sources, t->at.file);

    textbuf_format(out, "%" PRIu32 ":%" PRIu32 " %s", place.line, place.column,
                   token_spelling(t->kind));
    if (t->kind >= TK_NAME && t->kind < TK_NOTHING)
        textbuf_format(out, " %.*s", (int)(t->at.end - t->at.start), bytes.at + t->at.start);
    textbuf_char(out, '\n');
}

void tokens_dump(const Compiler *c, FileId file, int fd)
{
    Compiler own;
    TextBuf  out = {.arena = &own.arena};
    FileId   copy;
    TokenList tokens;

    compiler_init(&own, NULL);
    copy   = source_add(own.sources, source_name(c->sources, file), source_bytes(c->sources, file));
    tokens = lex_file(&own, copy);
    for (size_t i = 0; i < tokens.len; i++)
        dump_token(&out, &own, &tokens.at[i]);
    text_write(textbuf_text(&out), fd);
    compiler_free(&own);
}
