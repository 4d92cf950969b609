/* The passes, in order. The only place that knows it. */

#include "lower/lower.h"

#include <unistd.h>

const Pass passes[] = {
    {"effects", lower_effects, "build"},
    {"unique", lower_unique, "build"},
    {"parameters", lower_parameters, "effects"},
    {"moves", lower_moves, "parameters"},
    {"ownership", lower_ownership, "moves"},
    {"errors", lower_errors, "ownership"},
    {"resumable", lower_resumable, "errors"},
};
const size_t pass_count = COUNT_OF(passes);

static void dump_all(IrProgram *p)
{
    for (size_t i = 0; i < p->funcs.len; i++)
        ir_dump(p->c, p->funcs.at[i], STDOUT_FILENO);
}

static void verify_all(IrProgram *p, const char *after)
{
    for (size_t i = 0; i < p->funcs.len; i++)
        ir_verify(p->c, p->funcs.at[i], after);
}

void lower_program(IrProgram *p)
{
    const Options *o = &p->c->options;

    if (o->dump & DUMP_IR)
        dump_all(p);
    if (o->verify)
        verify_all(p, "build");
    for (size_t i = 0; i < pass_count; i++) {
        passes[i].run(p);
        if (o->verify)
            verify_all(p, passes[i].name);
        if (o->stop_after && strcmp(o->stop_after, passes[i].name) == 0)
            break;
    }
    if (o->dump & DUMP_LOWERED)
        dump_all(p);
}
