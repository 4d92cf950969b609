/* The life of a program that needs no scheduler. */

#include "core/start.h"

#include <stdio.h>

#include "core/heap_state.h"
#include "core/policy.h"
#include "core/print.h"
#include "core/world.h"
#include "ruff/cell.h"
#include "ruff/error.h"

enum { STATUS_ERROR = 4, STATUS_MISMATCH = 6 };

typedef struct plain_run {
    const rf_program *program;
    rf_ctx            cx;
    int               status;
} plain_run;

void rf_globals_init(rf_ctx *cx, uint32_t count)
{
    rf_world *w = rf_world_new(cx, count);

    for (uint32_t i = 0; i < count; i++)
        w->cells[i] = rf_cell_new(cx, rf_absent);
    rf_world_enter(cx, w);
}

void rf_globals_end(rf_ctx *cx)
{
    rf_world *w = rf_world_of(cx);

    cx->globals = NULL;
    rf_release_object(cx, w);
}

void rf_program_ends(rf_ctx *cx)
{
    rf_heap_of(cx)->ending = true;
}

bool rf_is_ending(const rf_ctx *cx)
{
    return rf_heap_of(cx)->ending;
}

/* Reports what nobody caught. */
static int end_status(rf_ctx *cx)
{
    rf_error *e;

    if (!cx->error)
        return 0;
    e = rf_catch(cx, NULL);
    rf_report(cx, e);
    rf_release_object(cx, e);
    return STATUS_ERROR;
}

static void run_program(void *data)
{
    plain_run *r = data;

    rf_globals_init(&r->cx, r->program->global_count);
    rf_release(&r->cx, r->program->main(&r->cx));
    r->status = end_status(&r->cx);
    rf_program_ends(&r->cx);
    rf_globals_end(&r->cx);
    rf_cells_end(&r->cx);
}

bool rf_version_fits(const rf_program *p)
{
    if (p->version == RF_ABI_VERSION)
        return true;
    fprintf(stderr, "ruff: the program was compiled for another version of the runtime\n");
    return false;
}

int rf_start_plain(const rf_program *p, int argc, char **argv)
{
    plain_run r = {p, {0}, 0};

    if (!rf_version_fits(p))
        return STATUS_MISMATCH;
    rf_policy_begin(p->policy);
    rf_args_set(argc, argv);
    rf_stray_forget();
    rf_ctx_init(&r.cx);
    rf_run_on_large_stack(&r.cx, run_program, &r);
    rf_flush();
    rf_ctx_end(&r.cx);
    return r.status == 0 && rf_stray_noted() ? STATUS_ERROR : r.status;
}
