/* Parameter passing.

   A parameter is passed owned when its function stores, returns or changes it: the caller then
   gives its count away, at best with the last use of a variable, and `xs := add(xs, v)` stays in
   place. Every other parameter is borrowed.

   needs    build
   leaves   IrFunc::owned_params, and the owned operands of every call */

#include "lower/lower.h"

typedef struct Search {
    IrProgram *p;
    IrFunc    *f;
    bool       grew;
} Search;

uint32_t first_parameter(const Inst *call)
{
    return call->arg_count - call->imm.callee->param_count;
}

static void own_parameter(Search *s, RegId r, const Inst *why)
{
    for (uint32_t k = 0; k < s->f->param_count && k < MOST_OWNED; k++)
        if (s->f->params[k] == r && s->f->regs.at[r].counted && !(s->f->owned_params & 1ull << k)) {
            s->f->owned_params |= 1ull << k;
            s->f->owned_causes[k] = ir_cause(why);
            s->grew = true;
        }
}

static void visit(void *self, Inst *in)
{
    Search *s = self;

    if (in->op == IR_CALL) {
        uint32_t first = first_parameter(in);
        in->own        = first < 64 ? in->imm.callee->owned_params << first : 0;
    }
    if (in->op == IR_MOVE)
        own_parameter(s, in->dst, in);
    for (uint32_t k = 0; k < in->arg_count && k < 64; k++)
        if (in->own & 1ull << k)
            own_parameter(s, in->args[k], in);
    if (in->op == IR_ADDRESS)
        own_parameter(s, in->args[0], in);
}

/* All parameters move into the frame; those that come borrowed are kept there. */
static bool keeps_all(const IrFunc *f)
{
    return ir_is_resumable(f);
}

static uint64_t all_parameters(const IrFunc *f)
{
    return (1ull << (f->param_count < MOST_OWNED ? f->param_count : MOST_OWNED)) - 1;
}

void lower_parameters(IrProgram *p)
{
    Search s = {.p = p};

    for (size_t i = 0; i < p->funcs.len; i++) {
        IrFunc *f = p->funcs.at[i];
        f->owned_causes = ARENA_ARRAY(&p->c->arena, Cause, f->param_count + 1);
        if (keeps_all(f))
            f->owned_params = all_parameters(f);
    }
    do {
        s.grew = false;
        for (size_t i = 0; i < p->funcs.len; i++) {
            s.f = p->funcs.at[i];
            ir_walk(&s.f->body, visit, &s);
        }
    } while (s.grew);
    for (size_t i = 0; i < p->funcs.len; i++) {
        IrFunc *f = p->funcs.at[i];
        for (size_t r = 1; r < f->regs.len; r++)
            f->regs.at[r].owns = f->regs.at[r].is_var && f->regs.at[r].counted &&
                                 !f->regs.at[r].is_param && !f->regs.at[r].keeper;
        for (uint32_t k = 0; k < f->param_count; k++)
            f->regs.at[f->params[k]].owns =
                f->regs.at[f->params[k]].counted &&
                (keeps_all(f) || operand_in(f->owned_params, k));
        if (f->receiver && keeps_all(f))
            f->regs.at[f->receiver].owns = true;
    }
}
