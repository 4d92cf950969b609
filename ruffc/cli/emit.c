/* ruffc emit: the C that a script becomes, as text. */

#include <unistd.h>

#include "back/backend.h"
#include "cli/command.h"
#include "compile.h"

typedef struct Emission {
    const Args *args;
    int         status;
} Emission;

/* How to compile the text, in its own first lines. */
static Text with_head(Compiler *c, const CUnit *unit)
{
    TextBuf b = {.arena = &c->arena};

    textbuf_add(&b, TEXT("/* To build it where ruffc is at hand:\n\n"
                         "       cc -O2 $(ruffc --cflags) FILE.c -o PROGRAM $(ruffc --libs"));
    for (size_t k = 0; k < feature_count; k++)
        if (feature_in(unit->features, k))
            textbuf_format(&b, " %s", features[k].name);
    textbuf_add(
        &b,
        TEXT(")\n\n   `ruffc emit --self-contained` writes a file that needs no ruffc. */\n\n"));
    textbuf_add(&b, unit->text);
    return textbuf_text(&b);
}

static void work(void *data)
{
    Emission   *e      = data;
    const char *output = e->args->values[OPT_OUTPUT];
    CompileJob  job    = {.path = e->args->file, .style = DIAG_HUMAN, .diag_fd = STDERR_FILENO};
    Compiler    c;
    CUnit       unit;
    Text        text;

    compiler_init(&c, &e->args->compile);
    if (compile_script(&c, &job, &unit, &e->status)) {
        if (!has_option(e->args, OPT_SELF_CONTAINED))
            text = with_head(&c, &unit);
        else
            text = bundle_possible(&unit) ? bundle_program(&c.arena, &unit) : (Text){0};
        if (!text.at || !output_text(text, output))
            e->status = STATUS_INTERNAL;
    }
    compiler_free(&c);
}

int emit_command(const Args *a)
{
    Emission e = {.args = a};

    if (has_option(a, OPT_OUTPUT) && is_same_file(a->file, a->values[OPT_OUTPUT])) {
        complain("'%s' is the script itself: choose another name for the result", a->file);
        return STATUS_USAGE;
    }
    on_big_stack(work, &e);
    return e.status;
}
