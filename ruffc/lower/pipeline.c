/* The passes, in order. The only place that knows it. */

#include "lower/lower.h"

#include <unistd.h>

const Pass passes[] = {
    {"effects", lower_effects, "build", FORM_BUILT},
    {"borrow", lower_borrow, "build", FORM_BUILT},
    {"unique", lower_unique, "borrow", FORM_BUILT},
    {"ranges", lower_ranges, "unique", FORM_BUILT},
    {"quick", lower_quick, "ranges", FORM_BUILT},
    {"parameters", lower_parameters, "effects", FORM_BUILT},
    {"moves", lower_moves, "parameters", FORM_BUILT},
    {"ownership", lower_ownership, "moves", FORM_COUNTED},
    {"errors", lower_errors, "ownership", FORM_FLAT},
    {"resumable", lower_resumable, "errors", FORM_SPLIT},
    {"frames", lower_frames, "resumable", FORM_SPLIT},
};
const size_t pass_count = COUNT_OF(passes);

static void dump_all(IrProgram *p)
{
    for (size_t i = 0; i < p->funcs.len; i++)
        ir_dump(p->c, p->funcs.at[i], STDOUT_FILENO);
}

static void verify_all(IrProgram *p, const char *after, IrForm form)
{
    for (size_t i = 0; i < p->funcs.len; i++)
        ir_verify(p->c, p->funcs.at[i], after, form);
}

void lower_program(IrProgram *p)
{
    const Options *o = &p->c->options;

    if (o->dump & DUMP_IR)
        dump_all(p);
    if (o->verify)
        verify_all(p, "build", FORM_BUILT);
    for (size_t i = 0; i < pass_count; i++) {
        passes[i].run(p);
        if (o->verify)
            verify_all(p, passes[i].name, passes[i].leaves);
        if (o->stop_after && strcmp(o->stop_after, passes[i].name) == 0)
            break;
    }
    if (o->dump & DUMP_LOWERED)
        dump_all(p);
}
