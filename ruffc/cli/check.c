/* ruffc check: errors and warnings, nothing else. */

#include <unistd.h>

#include "cli/command.h"
#include "compile.h"

typedef struct Check {
    const Args *args;
    int         status;
} Check;

static void work(void *data)
{
    Check     *k    = data;
    bool       json = has_option(k->args, OPT_JSON);
    CompileJob job  = {
         .path       = k->args->file,
         .style      = json ? DIAG_JSON : DIAG_HUMAN,
         .diag_fd    = json ? STDOUT_FILENO : STDERR_FILENO,
         .check_only = true,
    };
    Compiler c;
    CUnit    unit;

    compiler_init(&c, &k->args->compile);
    compile_script(&c, &job, &unit, &k->status);
    if (k->status == STATUS_GOOD && has_option(k->args, OPT_STRICT) && c.diags.warnings > 0)
        k->status = STATUS_FAILED;
    compiler_free(&c);
}

int check_command(const Args *a)
{
    Check k = {.args = a};

    on_big_stack(work, &k);
    return k.status;
}
