/* ruffc emit: the C that a script becomes, as text. */

#include <unistd.h>

#include "back/backend.h"
#include "cli/command.h"
#include "compile.h"

typedef struct Emission {
    const Args *args;
    int         status;
} Emission;

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
        text =
            has_option(e->args, OPT_SELF_CONTAINED) ? bundle_program(&c.arena, &unit) : unit.text;
        if (!output_text(text, output))
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
