/* Text of a C file in sections, with depth. */

#include <stdarg.h>
#include <stdio.h>

#include "emit/writer.h"

void emit_section(Emit *e, Section s)
{
    e->section = s;
    e->depth   = 0;
}

static TextBuf *out(Emit *e)
{
    e->sections[e->section].arena = &e->c->arena;
    return &e->sections[e->section];
}

static const char *formatted(Emit *e, const char *format, va_list args)
{
    char    shorter[160]; /* most are */
    va_list again;
    int     n;
    char   *s;

    va_copy(again, args);
    n = vsnprintf(shorter, sizeof shorter, format, again);
    va_end(again);
    s = arena_alloc(&e->c->arena, (size_t)n + 1, 1, 1);
    if ((size_t)n < sizeof shorter)
        memcpy(s, shorter, (size_t)n + 1);
    else
        vsnprintf(s, (size_t)n + 1, format, args);
    return s;
}

/* Blank lines part things: none comes first in a block or at its end, nor two in a row. */
static void put_blank(TextBuf *b)
{
    bool doubled = b->len > 1 && b->at[b->len - 1] == '\n' && strchr("\n{", b->at[b->len - 2]);

    if (b->len > 0 && !doubled)
        textbuf_char(b, '\n');
}

void put_line(Emit *e, Text t, int depth)
{
    TextBuf *b = out(e);

    if (t.len == 0) {
        put_blank(b);
        return;
    }
    if (t.at[0] == '}' && b->len > 1 && b->at[b->len - 1] == '\n' && b->at[b->len - 2] == '\n')
        b->len--;
    if (e->c->options.lines && e->section == SEC_FUNCTIONS && e->line) {
        FileId file = e->f->instance->function->module->ast->file;
        textbuf_format(b, "#line %u %s\n", e->line, c_literal(e, source_name(e->c->sources, file)));
    }
    for (int i = 0; i < depth; i++)
        textbuf_add(b, TEXT("    "));
    textbuf_add(b, t);
    textbuf_char(b, '\n');
}

void put_text(Emit *e, Text t)
{
    textbuf_add(out(e), t);
}

void blank_line(Emit *e)
{
    put_blank(out(e));
}

void line(Emit *e, const char *format, ...)
{
    va_list     args;
    const char *s;
    size_t      n;

    va_start(args, format);
    s = formatted(e, format, args);
    va_end(args);
    n = strlen(s);
    if (s[0] == '}' && e->depth > 0)
        e->depth--;
    put_line(e, (Text){s, n}, e->depth);
    if (n > 0 && s[n - 1] == '{')
        e->depth++;
}

void label_line(Emit *e, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    put_line(e, text_of(formatted(e, format, args)), 0);
    va_end(args);
}

const char *text(Emit *e, const char *format, ...)
{
    va_list     args;
    const char *s;

    va_start(args, format);
    s = formatted(e, format, args);
    va_end(args);
    return s;
}

const char *c_literal(Emit *e, Text t)
{
    TextBuf b = {.arena = &e->c->arena};

    textbuf_char(&b, '"');
    for (size_t i = 0; i < t.len; i++) {
        unsigned char ch = (unsigned char)t.at[i];
        if (ch == '"' || ch == '\\')
            textbuf_format(&b, "\\%c", ch);
        else if (ch == '\n')
            textbuf_add(&b, TEXT("\\n"));
        else if (ch == '\t')
            textbuf_add(&b, TEXT("\\t"));
        else if (ch < 32 || ch == 127 || (ch == '?' && i > 0 && t.at[i - 1] == '?'))
            textbuf_format(&b, "\\%03o", ch);
        else
            textbuf_char(&b, (char)ch);
    }
    textbuf_char(&b, '"');
    textbuf_char(&b, '\0');
    return textbuf_text(&b).at;
}
