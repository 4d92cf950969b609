/* Texts of the script as static objects. Each has one, named after its words where it has some. */

#include "emit/writer.h"

enum { LONGEST_NAME = 24 };

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* text_not_found for "not found!"; the number where there is no word. */
static const char *wanted_name(Emit *e, Text t)
{
    TextBuf b = {.arena = &e->c->arena};
    size_t  i;

    for (i = 0; i < t.len && b.len < LONGEST_NAME; i++) {
        bool starts = b.len == 0 || b.at[b.len - 1] == '_';
        if (is_letter(t.at[i]) || (b.len > 0 && is_digit(t.at[i])))
            textbuf_char(&b, t.at[i]);
        else if (!starts)
            textbuf_char(&b, '_');
    }
    if (i < t.len && memchr(b.at, '_', b.len)) /* whole words */
        while (b.at[b.len - 1] != '_')
            b.len--;
    while (b.len > 0 && b.at[b.len - 1] == '_')
        b.len--;
    return b.len ? text(e, "text_%.*s", (int)b.len, b.at)
                 : text(e, "text_%zu", e->literals.len + 1);
}

/* A variable of the function being written has that name already. */
static bool is_local(const Emit *e, const char *name)
{
    for (RegId r = 1; e->f && e->names && r < e->f->regs.len; r++)
        if (strcmp(e->names[r], name) == 0)
            return true;
    return false;
}

static const char *literal_name(Emit *e, Text t)
{
    Text        wanted = text_of(wanted_name(e, t));
    const char *name;

    if (is_digit(wanted.at[5]))
        return wanted.at; /* no name of the script is like it */
    do
        name = name_unique(e, e->globals, NULL, wanted);
    while (is_local(e, name));
    return name;
}

static size_t code_points(Text t)
{
    size_t n = 0;

    for (size_t i = 0; i < t.len; i++)
        n += ((unsigned char)t.at[i] & 0xC0) != 0x80;
    return n;
}

const char *string_literal(Emit *e, Text t)
{
    Section section = e->section;
    int     depth   = e->depth;
    Literal made    = {.text = t};

    for (size_t i = 0; i < e->literals.len; i++)
        if (text_equal(e->literals.at[i].text, t))
            return e->literals.at[i].name;
    made.name = literal_name(e, t);
    vec_push(&e->c->arena, &e->literals, made);
    emit_section(e, SEC_LITERALS);
    line(e, "RF_STRING(%s, %zu, %s);", made.name, code_points(t), c_literal(e, t));
    e->section = section;
    e->depth   = depth;
    return made.name;
}
