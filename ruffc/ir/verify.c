/* Checks what every pass promises to keep: see ir.h. */

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "ir/ir.h"

typedef struct Verify {
    Compiler     *c;
    const IrFunc *f;
    const char   *after;
    bool         *set; /* by register: a temporary that some instruction sets */
} Verify;

static void broken(const Verify *v, const Inst *in, const char *what)
{
    fprintf(stderr, "ruffc: broken IR after %s: %s in %s\n", v->after, what, ir_info[in->op].mnemonic);
    ir_dump(v->c, v->f, STDERR_FILENO);
    exit(6);
}

static void check_inst(void *self, Inst *in)
{
    Verify *v = self;

    if (in->dst >= v->f->regs.len)
        broken(v, in, "unknown destination");
    for (uint32_t k = 0; k < in->arg_count; k++) {
        RegId r = in->args[k];
        if (r == NO_REG || r >= v->f->regs.len)
            broken(v, in, "unknown operand");
        if (in->op != IR_LOOP && !v->f->regs.at[r].is_var && !v->set[r])
            broken(v, in, "temporary used before it is set");
    }
    if (in->dst && !v->f->regs.at[in->dst].is_var) {
        if (v->set[in->dst])
            broken(v, in, "temporary set twice");
        v->set[in->dst] = true;
    }
    if (in->failure != '-' && in->result == '?')
        broken(v, in, "unknown result");
}

/* Tests come before bodies in a loop, so order of text is order of definition but for the test. */
void ir_verify(Compiler *c, const IrFunc *f, const char *after)
{
    Verify v = {.c = c, .f = f, .after = after};

    v.set = calloc(f->regs.len + 1, sizeof *v.set);
    ir_walk((Block *)&f->body, check_inst, &v);
    free(v.set);
}
