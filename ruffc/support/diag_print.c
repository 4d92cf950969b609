/* Messages as people read them and as tools do.

   For people (reference/syntax.md section 7), colours only on a terminal:

       [RUFPARSE001] [parser] error: Expected ')' to close grouping but found '}'
        --> main.ruff:3:9
       3 | x := (1 + 2 }
         |             ^
       note: opened here
        --> main.ruff:3:6
       ...
       help: ...

   For tools: the same facts as one JSON object a line. */
#include "support/diag.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/rune_width.h"
#include "support/text.h"

enum {
    WIDEST = 160, /* code points of a source line that are shown */
    BEFORE = 60,  /* of them before the place, in longer lines */
    MOST_FOR_PEOPLE = 200, /* messages shown */
    MOST_FOR_TOOLS  = 1000,
};

typedef struct Printer {
    const Sources *sources;
    TextBuf        out;
    bool           colour;
} Printer;

static const char RED[] = "\033[1;31m", YELLOW[] = "\033[1;33m", BLUE[] = "\033[1;34m",
                  GREEN[] = "\033[1;32m", PLAIN[] = "\033[0m";

static void colour(Printer *p, const char *code)
{
    if (p->colour)
        textbuf_format(&p->out, "%s", code);
}

/* ---- order ---- */

static int compare_places(Span a, Span b)
{
    if (a.file != b.file)
        return a.file < b.file ? -1 : 1;
    if (a.start != b.start)
        return a.start < b.start ? -1 : 1;
    return 0;
}

/* The order of discovery decides between messages of one place, so that qsort is stable. */
typedef struct Ranked {
    const Diag *diag;
    size_t      found;
} Ranked;

static int compare_ranked(const void *left, const void *right)
{
    const Ranked *a     = left, *b = right;
    int           order = compare_places(a->diag->at, b->diag->at);

    if (order != 0)
        return order;
    return a->found < b->found ? -1 : a->found > b->found;
}

static bool is_repeated(const Ranked *all, size_t i)
{
    for (size_t j = i; j > 0 && compare_places(all[j - 1].diag->at, all[i].diag->at) == 0; j--) {
        if (text_equal(all[j - 1].diag->message, all[i].diag->message))
            return true;
    }
    return false;
}

/* The messages in the order in which they are shown; *count says how many. */
static Ranked *ranked(Arena *arena, const Diags *d, size_t *count)
{
    Ranked *all = ARENA_ARRAY(arena, Ranked, d->errors + d->warnings);
    size_t  n   = 0, kept = 0;

    for (const Diag *diag = d->first; diag; diag = diag->next, n++)
        all[n] = (Ranked){diag, n};
    if (n)
        qsort(all, n, sizeof *all, compare_ranked);
    for (size_t i = 0; i < n; i++) {
        if (!is_repeated(all, i))
            all[kept++] = all[i];
    }
    *count = kept;
    return all;
}

/* ---- for people ---- */

static const char *severity_word(Severity s)
{
    switch (s) {
    case SEV_NOTE:
        return "note";
    case SEV_WARNING:
        return "warning";
    case SEV_ERROR:
        return "error";
    }
    return "";
}

/* The stage in brackets, by the code's prefix; warnings have none. */
static const char *stage_word(const char *code)
{
    static const struct {
        const char *prefix, *word;
    } stages[] = {{"RUFLEX", "[lexer] "}, {"RUFPARSE", "[parser] "}, {"RUFSEM", "[semantic] "}};

    for (size_t i = 0; i < COUNT_OF(stages); i++) {
        if (strncmp(code, stages[i].prefix, strlen(stages[i].prefix)) == 0)
            return stages[i].word;
    }
    return "";
}

/* Whether a code point may go to a terminal as it is; a byte-order mark could not be seen there. */
static bool is_shown(uint32_t code)
{
    return code >= 0x20 && !(code >= 0x7F && code < 0xA0) && code != 0xFEFF && code != UTF8_BAD;
}

/* What a terminal shows for one code point of a source line: itself, unless it would act on the
   terminal or is no text. */
static void add_visible(TextBuf *out, uint32_t code, Text bytes)
{
    if (code == UTF8_BAD)
        textbuf_add(out, TEXT("\xEF\xBF\xBD"));
    else if (code == '\t')
        textbuf_char(out, '\t');
    else if (!is_shown(code))
        textbuf_char(out, '?');
    else
        textbuf_add(out, bytes);
}

/* The part of a line that is shown, in code points, and what is marked in it. */
typedef struct Excerpt {
    size_t first, end;
    size_t mark_first, mark_end;
} Excerpt;

static Excerpt excerpt(Text line, Position from, Position to)
{
    size_t  len = utf8_count(line);
    Excerpt e   = {0, len, from.column - 1, to.line > from.line ? len : to.column - 1};

    if (len > WIDEST) {
        e.first = e.mark_first > BEFORE ? e.mark_first - BEFORE : 0;
        e.end   = len - e.first > WIDEST ? e.first + WIDEST : len;
    }
    if (e.mark_end > e.end)
        e.mark_end = e.end;
    if (e.mark_end <= e.mark_first)
        e.mark_end = e.mark_first + 1;
    return e;
}

static void print_text_line(Printer *p, Text line, const Excerpt *e)
{
    size_t column = 0;

    for (size_t at = 0, length; at < line.len && column < e->end; at += length, column++) {
        uint32_t code = utf8_decode(line, at, &length);

        if (column >= e->first)
            add_visible(&p->out, code, (Text){line.at + at, length});
    }
    textbuf_char(&p->out, '\n');
}

/* What takes the place of a code point, so that the marks stand below what they mean: a tab stays
   one, wide characters take two cells. */
static void add_blank(TextBuf *out, uint32_t code)
{
    static const Text blanks = TEXT("  ");

    if (code == '\t')
        textbuf_char(out, '\t');
    else
        textbuf_add(out, (Text){blanks.at, is_shown(code) ? (size_t)rf_rune_width(code) : 1});
}

/* The `~` behind the `^`: as many cells as the marked characters take. */
static void print_tail(Printer *p, Text line, const Excerpt *e)
{
    size_t column = 0, cells = 0;

    for (size_t at = 0, length; at < line.len && column < e->mark_end; at += length, column++) {
        uint32_t code = utf8_decode(line, at, &length);

        if (column >= e->mark_first)
            cells += is_shown(code) ? (size_t)rf_rune_width(code) : 1;
    }
    for (; cells > 1; cells--)
        textbuf_char(&p->out, '~');
}

static void print_marks(Printer *p, Text line, const Excerpt *e)
{
    size_t column = 0;

    for (size_t at = 0, length; at < line.len && column < e->mark_first; at += length, column++) {
        uint32_t code = utf8_decode(line, at, &length);

        if (column >= e->first)
            add_blank(&p->out, code);
    }
    for (; column < e->mark_first; column++)
        textbuf_char(&p->out, ' ');
    colour(p, RED);
    textbuf_char(&p->out, '^');
    print_tail(p, line, e);
    colour(p, PLAIN);
    textbuf_char(&p->out, '\n');
}

static int digits(uint32_t n)
{
    int count = 1;

    while (n >= 10) {
        n /= 10;
        count++;
    }
    return count;
}

static void print_place(Printer *p, Span at)
{
    Position from, to;
    Text     name, line;
    Excerpt  e;

    if (at.file == 0)
        return;
    from = source_position(p->sources, at.file, at.start);
    to   = source_position(p->sources, at.file, at.end);
    name = source_name(p->sources, at.file);
    line = source_line(p->sources, at.file, from.line);
    e    = excerpt(line, from, to);
    textbuf_format(&p->out, " --> %.*s:%" PRIu32 ":%" PRIu32 "\n", TEXT_ARG(name), from.line,
                   from.column);
    colour(p, BLUE);
    textbuf_format(&p->out, "%" PRIu32 " | ", from.line);
    colour(p, PLAIN);
    print_text_line(p, line, &e);
    colour(p, BLUE);
    textbuf_format(&p->out, "%*s | ", digits(from.line), "");
    colour(p, PLAIN);
    print_marks(p, line, &e);
}

static void print_for_people(Printer *p, const Diag *d)
{
    const DiagInfo *info = &diag_info[d->id];

    colour(p, info->severity == SEV_ERROR ? RED : YELLOW);
    textbuf_format(&p->out, "[%s] %s%s:", info->code,
                   info->severity == SEV_ERROR ? stage_word(info->code) : "",
                   severity_word(info->severity));
    colour(p, PLAIN);
    textbuf_format(&p->out, " %.*s\n", TEXT_ARG(d->message));
    print_place(p, d->at);
    for (const Diag *note = d->notes; note; note = note->next) {
        colour(p, BLUE);
        textbuf_add(&p->out, TEXT("note:"));
        colour(p, PLAIN);
        textbuf_format(&p->out, " %.*s\n", TEXT_ARG(note->message));
        print_place(p, note->at);
    }
    if (d->help.len) {
        colour(p, GREEN);
        textbuf_add(&p->out, TEXT("help:"));
        colour(p, PLAIN);
        textbuf_format(&p->out, " %.*s\n", TEXT_ARG(d->help));
    }
}

/* ---- for tools ---- */

static void json_string(TextBuf *out, Text t)
{
    textbuf_char(out, '"');
    for (size_t at = 0, length; at < t.len; at += length) {
        uint32_t code = utf8_decode(t, at, &length);

        if (code == UTF8_BAD)
            textbuf_add(out, TEXT("\\ufffd"));
        else if (code == '"' || code == '\\')
            textbuf_format(out, "\\%c", (char)code);
        else if (code < 0x20)
            textbuf_format(out, "\\u%04" PRIx32, code);
        else
            textbuf_add(out, (Text){t.at + at, length});
    }
    textbuf_char(out, '"');
}

static void json_member(TextBuf *out, const char *name, Text value)
{
    textbuf_format(out, "\"%s\":", name);
    json_string(out, value);
}

static void json_place(Printer *p, Span at)
{
    Position from, to;

    if (at.file == 0) {
        textbuf_add(&p->out, TEXT("\"file\":null,\"line\":0,\"column\":0,\"end_line\":0,"
                                  "\"end_column\":0"));
        return;
    }
    from = source_position(p->sources, at.file, at.start);
    to   = source_position(p->sources, at.file, at.end);
    json_member(&p->out, "file", source_name(p->sources, at.file));
    textbuf_format(&p->out,
                   ",\"line\":%" PRIu32 ",\"column\":%" PRIu32 ",\"end_line\":%" PRIu32
                   ",\"end_column\":%" PRIu32,
                   from.line, from.column, to.line, to.column);
}

static void print_for_tools(Printer *p, const Diag *d)
{
    TextBuf *out = &p->out;

    textbuf_char(out, '{');
    json_member(out, "code", text_of(diag_info[d->id].code));
    textbuf_char(out, ',');
    json_member(out, "severity", text_of(severity_word(diag_info[d->id].severity)));
    textbuf_char(out, ',');
    json_member(out, "message", d->message);
    textbuf_char(out, ',');
    json_place(p, d->at);
    textbuf_add(out, TEXT(",\"help\":"));
    if (d->help.len)
        json_string(out, d->help);
    else
        textbuf_add(out, TEXT("null"));
    textbuf_add(out, TEXT(",\"notes\":["));
    for (const Diag *note = d->notes; note; note = note->next) {
        textbuf_char(out, '{');
        json_member(out, "message", note->message);
        textbuf_char(out, ',');
        json_place(p, note->at);
        textbuf_add(out, note->next ? TEXT("},") : TEXT("}"));
    }
    textbuf_add(out, TEXT("]}\n"));
}

static bool wants_colour(DiagStyle style, int fd)
{
    return style == DIAG_HUMAN && isatty(fd) && !getenv("NO_COLOR");
}

void diag_print(const Diags *d, const Sources *s, DiagStyle style, int fd)
{
    Arena   scratch = {0};
    Printer p       = {s, {.arena = &scratch}, wants_colour(style, fd)};
    size_t  most    = style == DIAG_HUMAN ? MOST_FOR_PEOPLE : MOST_FOR_TOOLS;
    size_t  count;
    Ranked *all   = ranked(&scratch, d, &count);
    size_t  shown = count > most ? most : count;

    for (size_t i = 0; i < shown; i++) {
        if (style == DIAG_HUMAN)
            print_for_people(&p, all[i].diag);
        else
            print_for_tools(&p, all[i].diag);
    }
    if (shown < count && style == DIAG_HUMAN)
        textbuf_format(&p.out, "%zu more messages are not shown\n", count - shown);
    text_write(textbuf_text(&p.out), fd);
    arena_free(&scratch);
}
