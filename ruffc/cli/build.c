/* ruffc build: a script to an executable, to one C file, or both. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/cc_options.h"
#include "cli/command.h"
#include "compile.h"

typedef struct Build {
    const Args *args;
    char        output[4096]; /* of the executable; empty when none is wanted */
    int         status;
} Build;

/* Without -o: the script's name without folder and `.ruff`, in the current folder. */
static bool default_output(const char *file, char *room, size_t size)
{
    const char *slash = strrchr(file, '/'), *name = slash ? slash + 1 : file;
    size_t      len = strlen(name);

    if (len <= 5 || strcmp(name + len - 5, ".ruff") != 0) {
        complain("'%s' does not end in .ruff: name the executable with -o", file);
        return false;
    }
    snprintf(room, size, "%.*s", (int)(len - 5), name);
    return true;
}

bool is_same_file(const char *a, const char *b)
{
    struct stat one, two;

    return stat(a, &one) == 0 && stat(b, &two) == 0 && one.st_dev == two.st_dev &&
           one.st_ino == two.st_ino;
}

/* No output may be the script itself. */
static bool overwrites(const Args *a, const char *output)
{
    if (!output || !is_same_file(a->file, output))
        return false;
    complain("'%s' is the script itself: choose another name for the result", output);
    return true;
}

static bool choose_outputs(Build *b)
{
    const Args *a = b->args;

    if (has_option(a, OPT_OUTPUT))
        snprintf(b->output, sizeof b->output, "%s", a->values[OPT_OUTPUT]);
    else if (!has_option(a, OPT_EMIT_C) && !default_output(a->file, b->output, sizeof b->output))
        return false;
    if (has_option(a, OPT_OUTPUT) && b->output[0] == '\0') {
        complain("option '-o' needs a file name");
        return false;
    }
    return !overwrites(a, b->output) && !overwrites(a, a->values[OPT_EMIT_C]);
}

CcOptions cc_options(const Args *a)
{
    const char *level = a->values[OPT_OPTIMISE];

    return (CcOptions){
        .cc          = has_option(a, OPT_CC) ? a->values[OPT_CC] : "cc",
        .optimise    = level                      ? atoi(level)
                       : has_option(a, OPT_DEBUG) ? 0
                                                  : 3,
        .debug       = has_option(a, OPT_DEBUG),
        .link_static = has_option(a, OPT_STATIC),
        .extra       = a->values[OPT_CFLAGS],
    };
}

static bool write_outputs(const Build *b, Compiler *c, const CUnit *unit)
{
    CcOptions   cc     = cc_options(b->args);
    const char *c_file = b->args->values[OPT_EMIT_C];

    cc.sources = c->sources;
    if (c_file && (!bundle_possible(unit) ||
                   !output_text(bundle_program(&c->arena, unit), c_file)))
        return false;
    return b->output[0] == '\0' || cc_build(unit, &cc, b->output);
}

static void work(void *data)
{
    Build     *b   = data;
    CompileJob job = {.path = b->args->file, .style = DIAG_HUMAN, .diag_fd = STDERR_FILENO};
    Compiler   c;
    CUnit      unit;

    compiler_init(&c, &b->args->compile);
    if (compile_script(&c, &job, &unit, &b->status) && !write_outputs(b, &c, &unit))
        b->status = STATUS_INTERNAL;
    compiler_free(&c);
}

int build_command(const Args *a)
{
    Build b = {.args = a};

    if (!choose_outputs(&b))
        return STATUS_USAGE;
    on_big_stack(work, &b);
    return b.status;
}
