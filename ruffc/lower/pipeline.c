/* The passes, in order. The only place that knows it. */

#include "lower/lower.h"

#include <unistd.h>

const Pass passes[] = {
    {"characters", lower_characters, "build", FORM_BUILT, OPTIMISE_CHARACTERS},
    {"structs", lower_structs, "build", FORM_BUILT, OPTIMISE_STRUCTS},
    {"catches", lower_catches, "build", FORM_BUILT, OPTIMISE_CATCHES},
    {"effects", lower_effects, "build", FORM_BUILT, OPTIMISE_ALWAYS},
    {"borrow", lower_borrow, "build", FORM_BUILT, OPTIMISE_BORROW},
    {"unique", lower_unique, "borrow", FORM_BUILT, OPTIMISE_UNIQUE},
    {"ranges", lower_ranges, "unique", FORM_BUILT, OPTIMISE_RANGES},
    {"quick", lower_quick, "ranges", FORM_BUILT, OPTIMISE_QUICK},
    {"parameters", lower_parameters, "effects", FORM_BUILT, OPTIMISE_ALWAYS},
    {"moves", lower_moves, "parameters", FORM_BUILT, OPTIMISE_ALWAYS},
    {"ownership", lower_ownership, "moves", FORM_COUNTED, OPTIMISE_ALWAYS},
    {"errors", lower_errors, "ownership", FORM_FLAT, OPTIMISE_ALWAYS},
    {"resumable", lower_resumable, "errors", FORM_SPLIT, OPTIMISE_ALWAYS},
    {"frames", lower_frames, "resumable", FORM_SPLIT, OPTIMISE_ALWAYS},
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
        if (optimises(p->c, passes[i].what))
            passes[i].run(p);
        if (o->verify)
            verify_all(p, passes[i].name, passes[i].leaves);
        if (o->stop_after && strcmp(o->stop_after, passes[i].name) == 0)
            break;
    }
    if (o->dump & DUMP_LOWERED)
        dump_all(p);
}
