/* Fills the holes of skeletons. In: a skeleton and its fillings.  Out: lines of the current
   section. */

#include "emit/template.h"

#include <stdio.h>
#include <stdlib.h>

#include "ir/verify.h"
#include "support/embed.h"

#define TEMPLATE_ROW(number, name, file) EMBED(number, file)
#include "templates.def"
#undef TEMPLATE_ROW

static const struct {
    const char *name, *start, *end;
} rows[] = {
#define TEMPLATE_ROW(number, name, file) {name, start_##number, end_##number},
#include "templates.def"
#undef TEMPLATE_ROW
};
const size_t template_count = COUNT_OF(rows);

Template template_at(size_t at)
{
    return (Template){rows[at].name, {rows[at].start, (size_t)(rows[at].end - rows[at].start)}};
}

/* What is left behind the first `n` bytes. */
static Text after(Text t, size_t n)
{
    return (Text){t.at + n, t.len - n};
}

/* Where `part` begins in t; its length when it does not. */
static size_t find(Text t, const char *part)
{
    Text        wanted = text_of(part);
    const char *end = t.at + t.len, *at = t.at;

    for (; at < end && (at = memchr(at, part[0], (size_t)(end - at))); at++)
        if (text_starts((Text){at, (size_t)(end - at)}, wanted))
            return (size_t)(at - t.at);
    return t.len;
}

/* The skeleton without the comment at its head. */
static Text body_of(Text skeleton)
{
    size_t end;

    if (!text_starts(skeleton, TEXT("/*")))
        return skeleton;
    end = find(skeleton, "*/\n");
    return end == skeleton.len ? skeleton : after(skeleton, end + 3);
}

/* Takes the next hole out of *rest: the text before it, and its name. False when there is none. */
static bool next_hole(Text *rest, Text *before, Text *name)
{
    size_t open = find(*rest, "{{"), close;

    *before = (Text){rest->at, open};
    if (open == rest->len)
        return false;
    *rest = after(*rest, open + 2);
    close = find(*rest, "}}");
    *name = (Text){rest->at, close};
    *rest = after(*rest, close == rest->len ? close : close + 2);
    return true;
}

static const Hole *filling(const Hole *holes, size_t count, Text name)
{
    for (size_t i = 0; i < count; i++)
        if (text_equal(text_of(holes[i].name), name))
            return &holes[i];
    return NULL;
}

static bool has_hole(Text body, const char *name)
{
    Text before, found;

    while (next_hole(&body, &before, &found))
        if (text_equal(text_of(name), found))
            return true;
    return false;
}

const char *template_problem(Arena *a, Text skeleton, const Hole *holes, size_t count)
{
    Text body = body_of(skeleton), rest = body, before, name;

    while (next_hole(&rest, &before, &name)) {
        const Hole *h     = filling(holes, count, name);
        bool        whole = rest.len == 0 || rest.at[0] == '\n';
        if (!h)
            return text_format(a, "nothing fills the hole %.*s", TEXT_ARG(name));
        if (!h->text == !h->lines)
            return text_format(a, "the hole %s needs a text or lines", h->name);
        for (size_t i = before.len; i > 0 && before.at[i - 1] != '\n'; i--)
            whole = whole && before.at[i - 1] == ' ';
        if (h->lines && !whole)
            return text_format(a, "lines fill the hole %s inside a line", h->name);
    }
    for (size_t i = 0; i < count; i++)
        if (!has_hole(body, holes[i].name))
            return text_format(a, "there is no hole %s", holes[i].name);
    return NULL;
}

/* One line of a skeleton, without its newline, `base` deeper than it stands there. */
static void write_filled(Emit *e, Text t, int base, const Hole *holes, size_t count)
{
    TextBuf b      = {.arena = &e->c->arena};
    size_t  indent = 0;
    bool    holed  = false;
    Text    before, name;

    while (indent < t.len && t.at[indent] == ' ')
        indent++;
    e->depth = base + (int)indent / 4;
    t        = after(t, indent);
    while (next_hole(&t, &before, &name)) {
        const Hole *h = filling(holes, count, name);
        if (h->lines) {
            h->lines(e);
            return;
        }
        textbuf_add(&b, before);
        textbuf_add(&b, text_of(h->text));
        holed = true;
    }
    textbuf_add(&b, before);
    if (b.len > 0 || !holed)
        put_line(e, textbuf_text(&b), e->depth);
}

static void check(Emit *e, size_t number, const Hole *holes, size_t count)
{
    Template    t       = template_at(number);
    const char *problem = template_problem(&e->c->arena, t.text, holes, count);

    if (!problem)
        return;
    fprintf(stderr, "ruffc: internal fault: template %s: %s\n", t.name, problem);
    exit(EXIT_BROKEN);
}

static size_t number_of(const char *name)
{
    size_t i = 0;

    while (i < template_count && strcmp(rows[i].name, name) != 0)
        i++;
    if (i < template_count)
        return i;
    fprintf(stderr, "ruffc: internal fault: there is no template %s\n", name);
    exit(EXIT_BROKEN);
}

void template_write(Emit *e, const char *name, const Hole *holes, size_t count)
{
    int      base   = e->depth;
    size_t   number = number_of(name);
    uint64_t bit    = number < 64 ? 1ull << number : 0;

    if (!(e->checked & bit)) /* the same place fills it the same way */
        check(e, number, holes, count);
    e->checked |= bit;
    for (Text rest = body_of(template_at(number).text); rest.len > 0;) {
        size_t n = find(rest, "\n");
        write_filled(e, (Text){rest.at, n}, base, holes, count);
        rest = after(rest, n == rest.len ? n : n + 1);
    }
    e->depth = base;
}
