/* The report of an uncaught error (S-76, C-80):

       [RUFRUN001] Runtime Error: Division by zero
        --> main.ruff:1:26
       1 | func inner(x) { return 1 / x }
         |                          ^
           in inner, called at main.ruff:2:8

   The line is shown where the script's text is at hand: rf_sources_use. */

#include <stdio.h>
#include <string.h>

#include "core/error_state.h"
#include "core/print.h"
#include "core/rune_width.h"
#include "core/utf8.h"

enum {
    HEAD        = 10, /* lines of a long stack that are shown */
    TAIL        = 10,
    WIDEST      = 160, /* code points of the script's line that are shown */
    BEFORE      = 60,  /* of them before the place, in longer lines */
    LAST_COLUMN = 255  /* RF_AT tells none beyond */
};

static const rf_source *sources;

void rf_sources_use(const rf_source *list)
{
    sources = list;
}

/* ---- the line of the script */

static const char *text_of(const char *file)
{
    for (const rf_source *s = sources; s && s->file; s++)
        if (strcmp(s->file, file) == 0)
            return s->text;
    return NULL;
}

/* Line number `line` and its length; NULL when it is not at hand. */
static const char *find_line(const char *file, uint32_t line, size_t *len)
{
    const char *at = text_of(file);

    for (; at && line > 1; line--) {
        at = strchr(at, '\n');
        if (at)
            at++;
    }
    if (!at)
        return NULL;
    *len = strcspn(at, "\r\n");
    return *len > 0 ? at : NULL;
}

/* What does nothing to a terminal but take its place. */
static void add_visible(rf_text *t, const char *at, int size, uint32_t rune)
{
    if (rune != '\t' && (rune < 0x20 || (rune >= 0x7F && rune < 0xA0)))
        rf_text_char(t, '?');
    else
        rf_text_add(t, at, (size_t)size);
}

/* The code points `first` to `end` of a line; for the marks, blanks that take the same place. */
static void add_part(rf_text *t, const char *line, size_t len, uint32_t first, uint32_t end,
                     bool blank)
{
    uint32_t column = 0;
    int      size;

    for (size_t at = 0; at < len && column < end; at += (size_t)size, column++) {
        uint32_t rune = rf_utf8_decode(line + at, &size);

        if (column < first)
            continue;
        if (!blank || rune == '\t')
            add_visible(t, line + at, size, rune);
        else
            rf_text_add(t, "  ", (size_t)rf_rune_width(rune));
    }
}

static void add_line(rf_text *t, const char *file, uint32_t at, uint32_t column)
{
    size_t      len;
    const char *line = find_line(file, at, &len);
    uint32_t    mark = column - 1, first = 0;
    char        number[16];

    if (!line || column == 0 || column >= LAST_COLUMN ||
        (int64_t)column > rf_utf8_count(line, (int64_t)len) + 1)
        return;
    if (rf_utf8_count(line, (int64_t)len) > WIDEST && mark > BEFORE)
        first = mark - BEFORE;
    rf_text_format(t, "%u | ", at);
    add_part(t, line, len, first, first + WIDEST, false);
    rf_text_format(t, "\n%*s | ", snprintf(number, sizeof number, "%u", at), "");
    add_part(t, line, len, first, mark, true);
    rf_text_puts(t, "^\n");
}

void rf_report_place(rf_text *t, const char *file, uint32_t line, uint32_t column)
{
    rf_text_format(t, " --> %s:%u:%u\n", file, line, column);
    add_line(t, file, line, column);
}

/* ---- the calls */

/* A call of `f` stands where the function around was left, if that is known. */
static void add_call(rf_text *t, const rf_function *f, const rf_left *around, bool awaited)
{
    rf_text_format(t, "    in %s", f->name);
    if (around && around->function && around->at != 0) {
        rf_text_format(t, ", %s at %s:%u", awaited ? "awaited" : "called", around->function->file,
                       around->at >> 8);
        if ((around->at & 255) < LAST_COLUMN)
            rf_text_format(t, ":%u", around->at & 255);
    }
    rf_text_char(t, '\n');
}

static void add_more(rf_text *t, uint64_t calls)
{
    if (calls > 0)
        rf_text_format(t, "    … %llu more\n", (unsigned long long)calls);
}

/* The body of a file, or of a spawn block, whose place the report tells behind the stack. */
static bool is_body(const rf_function *f)
{
    return f->name[0] == '\0' || strcmp(f->name, "spawn") == 0;
}

/* Calls of one function from one place: the first and the last of them. */
static void add_calls(rf_text *t, const rf_error *e, uint32_t i)
{
    const rf_left *l = &e->stack[i];

    if (!l->function) {
        add_more(t, l->times);
        return;
    }
    if (is_body(l->function))
        return;
    if (l->times > 1) {
        add_call(t, l->function, l, false);
        add_more(t, l->times - 2);
    }
    add_call(t, l->function, i + 1 < e->depth ? l + 1 : NULL, l->awaited);
}

static void add_stack(rf_text *t, const rf_error *e)
{
    uint64_t hidden = 0;

    for (uint32_t i = 0; i < e->depth; i++) {
        if (i < HEAD || i + TAIL >= e->depth) {
            add_more(t, hidden);
            hidden = 0;
            add_calls(t, e, i);
        } else {
            hidden += e->stack[i].times;
        }
    }
}

void rf_report(rf_ctx *cx, const rf_error *e)
{
    rf_text t;

    rf_text_init(&t, cx);
    rf_text_puts(&t, "[RUFRUN001] Runtime Error: ");
    rf_text_string(&t, e->message);
    rf_text_char(&t, '\n');
    if (e->file && e->line > 0)
        rf_report_place(&t, e->file, e->line, e->column);
    if (e->help)
        rf_text_format(&t, "help: %s\n", e->help->at);
    add_stack(&t, e);
    rf_flush();
    rf_write(RF_TO_STDERR, t.at, t.len);
    rf_text_end(&t);
}
