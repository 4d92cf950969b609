/* ruffc inspect: two columns, the script's lines and the C they became.

   The emitter is asked for `#line`: one stands before each C line that comes from the script. Here
   they are taken out again and become the left column. */

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "back/backend.h"
#include "cli/command.h"
#include "compile.h"

enum { LEFT_WIDTH = 46 };

typedef struct Inspection {
    const Args *args;
    int         status;
} Inspection;

/* The page under construction. */
typedef struct Page {
    Compiler *c;
    TextBuf   out;
    Text      file; /* name of the script file that `id` holds, as #line spells it */
    FileId    id;
    uint32_t  line;  /* of the C line to come; 0 none */
    uint32_t  shown; /* the script line that stands in the left column already */
} Page;

/* The file that a #line names; it is among the sources already, but is found by its name. */
static void enter_file(Page *p, Text name)
{
    if (text_equal(name, p->file))
        return;
    p->file = name;
    if (!source_load(p->c->sources, name, &p->id))
        p->id = 0;
    p->shown = 0;
}

/* `#line N "FILE"` */
static bool take_directive(Page *p, Text t)
{
    char *end;

    if (!text_starts(t, TEXT("#line ")))
        return false;
    p->line = (uint32_t)strtoul(t.at + 6, &end, 10);
    if (end + 3 <= t.at + t.len)
        enter_file(p, (Text){end + 2, (size_t)(t.at + t.len - end) - 3});
    return true;
}

/* As many code points of `t` as fit; what is missing becomes spaces. */
static void put_padded(TextBuf *out, Text t, size_t width)
{
    size_t used = 0, at = 0, length;

    for (; at < t.len && used < width; at += length, used++) {
        uint32_t ch = utf8_decode(t, at, &length);
        if (ch == UTF8_BAD || ch < 32)
            textbuf_char(out, ' ');
        else
            textbuf_add(out, (Text){t.at + at, length});
    }
    for (; used < width; used++)
        textbuf_char(out, ' ');
}

static void put_row(Page *p, Text c_line)
{
    Text left = {"", 0};

    if (p->line && p->line != p->shown && p->id) {
        textbuf_format(&p->out, "%5u  ", p->line);
        left     = source_line(p->c->sources, p->id, p->line);
        p->shown = p->line;
    } else {
        textbuf_add(&p->out, TEXT("       "));
    }
    put_padded(&p->out, left, LEFT_WIDTH);
    textbuf_format(&p->out, " | %.*s\n", TEXT_ARG(c_line));
}

static Text make_page(Compiler *c, Text c_text)
{
    Page page = {.c = c, .out = {.arena = &c->arena}};

    for (size_t at = 0; at < c_text.len;) {
        const char *end  = memchr(c_text.at + at, '\n', c_text.len - at);
        size_t      len  = end ? (size_t)(end - c_text.at) - at : c_text.len - at;
        Text        line = {c_text.at + at, len};
        at += len + 1;
        if (take_directive(&page, line))
            continue;
        put_row(&page, line);
        page.line = 0;
        if (line.len > 0 && line.at[0] == '}')
            page.shown = 0;
    }
    return textbuf_text(&page.out);
}

static void work(void *data)
{
    Inspection *i       = data;
    Options     options = i->args->compile;
    CompileJob  job     = {.path = i->args->file, .style = DIAG_HUMAN, .diag_fd = STDERR_FILENO};
    Compiler    c;
    CUnit       unit;

    options.lines = true;
    compiler_init(&c, &options);
    if (compile_script(&c, &job, &unit, &i->status) &&
        !output_text(make_page(&c, unit.text), i->args->values[OPT_OUTPUT]))
        i->status = STATUS_INTERNAL;
    compiler_free(&c);
}

int inspect_command(const Args *a)
{
    Inspection i = {.args = a};

    if (has_option(a, OPT_OUTPUT) && is_same_file(a->file, a->values[OPT_OUTPUT])) {
        complain("'%s' is the script itself: choose another name for the result", a->file);
        return STATUS_USAGE;
    }
    on_big_stack(work, &i);
    return i.status;
}
