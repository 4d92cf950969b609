/* The script's lines for reports of errors: copies for a program in this process, a C table for an
   executable. */

#define _GNU_SOURCE
#include "back/lines.h"

#include <stdlib.h>
#include <string.h>

#include "support/bitset.h"
#include "support/text.h"

static char *copy_of(Text t)
{
    char *copy = malloc(t.len + 1);

    if (copy) {
        memcpy(copy, t.at, t.len);
        copy[t.len] = '\0';
    }
    return copy;
}

rf_source *lines_show(const Sources *s)
{
    FileId     count = source_count(s);
    rf_source *lines = calloc((size_t)count + 1, sizeof *lines);

    for (FileId f = 1; lines && f <= count; f++) {
        lines[f - 1].file = copy_of(source_name(s, f));
        lines[f - 1].text = copy_of(source_bytes(s, f));
        if (!lines[f - 1].text)
            lines[f - 1].file = NULL; /* out of memory: reports do without */
    }
    rf_sources_use(lines);
    return lines;
}

void lines_hide(rf_source *lines)
{
    rf_sources_use(NULL);
    for (rf_source *l = lines; l && l->file; l++) {
        free((char *)l->file);
        free((char *)l->text);
    }
    free(lines);
}

/* ---- the table ---- */

static uint32_t line_count(const Sources *s, FileId f)
{
    return source_position(s, f, (uint32_t)source_bytes(s, f).len).line;
}

static uint32_t most_lines(const Sources *s)
{
    uint32_t most = 0;

    for (FileId f = 1; f <= source_count(s); f++)
        if (line_count(s, f) > most)
            most = line_count(s, f);
    return most;
}

/* The line numbers that stand in RF_AT(LINE, COLUMN); which file they belong to is not asked. */
static Bitset named_lines(Arena *a, const Sources *s, Text unit)
{
    static const char head[] = "RF_AT(";
    size_t            bound  = (size_t)most_lines(s) + 1;
    Bitset            named  = bitset_new(a, bound);
    const char       *end    = unit.at + unit.len;

    for (const char *at = unit.at; (at = memmem(at, (size_t)(end - at), head, sizeof head - 1));) {
        size_t line;

        at += sizeof head - 1;
        line = strtoul(at, NULL, 10);
        if (line < bound)
            bitset_add(&named, line);
    }
    return named;
}

/* What stands between the quotes of a C literal. */
static void add_escaped(TextBuf *out, Text t)
{
    for (size_t i = 0; i < t.len; i++) {
        unsigned char c = (unsigned char)t.at[i];

        if (c == '"' || c == '\\')
            textbuf_format(out, "\\%c", c);
        else if (c < 0x20 || c >= 0x7F)
            textbuf_format(out, "\\%03o", c);
        else
            textbuf_char(out, (char)c);
    }
}

/* One file: its name, and a literal for each line, without text where no place is named. */
static void add_file(TextBuf *out, const Sources *s, FileId f, const Bitset *named)
{
    textbuf_add(out, TEXT("{\""));
    add_escaped(out, source_name(s, f));
    textbuf_add(out, TEXT("\",\n\"\""));
    for (uint32_t line = 1; line <= line_count(s, f); line++) {
        textbuf_add(out, TEXT("\n\""));
        if (bitset_has(named, line))
            add_escaped(out, source_line(s, f, line));
        textbuf_add(out, TEXT("\\n\""));
    }
    textbuf_add(out, TEXT("},\n"));
}

Text lines_unit(Arena *a, const Sources *s, Text unit)
{
    Bitset  named = named_lines(a, s, unit);
    TextBuf out   = {.arena = a};

    textbuf_add(&out, TEXT("\n/* Lines of the script, for reports of errors. */\n"
                           "static const rf_source rf_script_lines[] = {\n"));
    for (FileId f = 1; f <= source_count(s); f++)
        add_file(&out, s, f, &named);
    textbuf_add(&out, TEXT("{0, 0}};\n"
                           "__attribute__((constructor)) static void rf_script_lines_use(void)\n"
                           "{\n    rf_sources_use(rf_script_lines);\n}\n"));
    return textbuf_text(&out);
}
