/* ruffc run: compile in memory, then become the script. */

#include <stdlib.h>
#include <unistd.h>

#include "back/backend.h"
#include "back/lines.h"
#include "cli/command.h"
#include "compile.h"
#include "ruff/abi.h"
#include "ruff/builtins.h"
#include "ruff/value.h"

typedef struct Run {
    const Args *args;
    Jit        *jit;
    rf_source  *lines; /* for reports of errors */
    int         status;
} Run;

/* On the big stack: from the file to code in memory. */
static void prepare(void *data)
{
    Run       *r   = data;
    CompileJob job = {.path = r->args->file, .style = DIAG_HUMAN, .diag_fd = STDERR_FILENO};
    Compiler   c;
    CUnit      unit;

    compiler_init(&c, &r->args->compile);
    if (compile_script(&c, &job, &unit, &r->status)) {
        r->jit   = jit_compile(&unit);
        r->lines = lines_show(c.sources);
        if (!r->jit)
            r->status = STATUS_INTERNAL;
    }
    compiler_free(&c);
}

void prepare_runtime(const Args *a)
{
    rf_ctx cx = {0};

    if (has_option(a, OPT_LEAKS))
        setenv("RUFF_LEAKS", "1", 1);
    if (has_option(a, OPT_TRACE))
        setenv("RUFF_TRACE", a->values[OPT_TRACE], 1);
    if (has_option(a, OPT_SEED))
        rf_b_set_random_seed(&cx, rf_from_int(strtoll(a->values[OPT_SEED], NULL, 10)));
}

int run_command(const Args *a)
{
    Run r = {.args = a};
    int (*entry)(int argc, char **argv);

    on_big_stack(prepare, &r);
    if (!r.jit) {
        lines_hide(r.lines);
        return r.status;
    }
    prepare_runtime(a);
    entry    = (int (*)(int, char **))jit_symbol(r.jit, "main");
    r.status = entry(a->script_arg_count, a->script_args);
    jit_free(r.jit);
    lines_hide(r.lines);
    return r.status;
}
