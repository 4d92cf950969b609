/* Resumable bodies.

   A generator or async body gives up its C frame at every YIELD and POLL. What lives across one
   moves to the frame object; each gets a state number, under which the emitted switch jumps back.

   needs    errors
   leaves   Reg::in_frame; state numbers in Inst::fixed of YIELD and POLL */

#include "lower/lower.h"

typedef struct Split {
    IrFunc   *f;
    uint32_t  position;
    uint32_t *defined; /* by register: position of its definition */
    VEC(uint32_t) stops;
    Arena scratch;
} Split;

static void number_states(Split *s, Block *b)
{
    for (Inst *in = b->first; in; in = in->next) {
        s->position++;
        for (uint32_t k = 0; k < in->arg_count; k++) {
            RegId r = in->args[k];
            if (!s->f->regs.at[r].is_var && s->stops.len > 0 &&
                s->defined[r] <= s->stops.at[s->stops.len - 1])
                s->f->regs.at[r].in_frame = true;
            if (in->op != IR_YIELD && ir_suspends(in))
                s->f->regs.at[r].in_frame = true; /* evaluated again after the wait */
        }
        if (ir_suspends(in)) {
            in->fixed = ++s->f->state_count;
            vec_push(&s->scratch, &s->stops, s->position);
        }
        number_states(s, &in->other);
        number_states(s, &in->body);
        number_states(s, &in->last);
        if (in->dst)
            s->defined[in->dst] = s->position + 1;
    }
}

static void clear_taken(void *self, Inst *in)
{
    IrFunc *f = self;

    for (uint32_t k = 0; k < in->arg_count && k < 64; k++)
        if ((in->moved & 1ull << k) && f->regs.at[in->args[k]].in_frame &&
            f->regs.at[in->args[k]].owns)
            in->cleared |= 1ull << k;
    if (in->op == IR_MOVE && f->regs.at[in->dst].in_frame)
        in->fresh = false;
}

static void split(IrFunc *f)
{
    Split s = {.f = f};

    s.defined = ARENA_ARRAY(&s.scratch, uint32_t, f->regs.len + 1);
    number_states(&s, &f->body);
    for (size_t r = 1; r < f->regs.len; r++) {
        Reg *reg = &f->regs.at[r];
        if (reg->is_var)
            reg->in_frame = true;
        if (reg->in_frame && reg->owns)
            reg->cleanup = true;
    }
    ir_walk(&f->body, clear_taken, f);
    arena_free(&s.scratch);
}

void lower_resumable(IrProgram *p)
{
    for (size_t i = 0; i < p->funcs.len; i++)
        if (ir_is_resumable(p->funcs.at[i]))
            split(p->funcs.at[i]);
}
