/* Frames of generators in the functions that drive them (C-77).

   A loop over a generator that is made for it alone keeps the generator's frame: a variable of its
   function, or a part of the function's own frame when that is resumable too. Only a generator that
   comes to drive itself takes one from the heap, since its frame would have no end; so does one
   that would make the outer frame too large.

   needs    resumable
   leaves   Reg::keeps_frame, IrFunc::is_kept and is_made; IrProgram::frames */

#include "lower/lower.h"

/* Fields of a frame with all that it keeps; fewer where they take the C stack, which recursion needs. */
enum { MOST_FIELDS = 300, MOST_ON_STACK = 100 };

typedef enum Progress { NOT_SEEN, OPEN, CLOSED } Progress;

typedef struct Weighing {
    IrProgram *p;
    Progress  *progress; /* by function */
    uint32_t  *weight;   /* by function: fields of its frame with all that it keeps */
} Weighing;

static void weigh(Weighing *w, IrFunc *f);

/* Whether the frame of what the register drives fits into f; then its weight counts there. */
static bool takes_in(Weighing *w, IrFunc *driven, uint32_t most, uint32_t *weight)
{
    if (w->progress[driven->number] == NOT_SEEN)
        weigh(w, driven);
    if (w->progress[driven->number] == OPEN ||
        *weight + w->weight[driven->number] > most)
        return false;
    *weight += w->weight[driven->number];
    return true;
}

static void weigh(Weighing *w, IrFunc *f)
{
    uint32_t weight = 0, most = ir_is_resumable(f) ? MOST_FIELDS : MOST_ON_STACK;

    w->progress[f->number] = OPEN;
    for (RegId r = 1; r < f->regs.len; r++)
        weight += f->regs.at[r].in_frame && ir_is_resumable(f);
    for (RegId r = 1; r < f->regs.len; r++) {
        Reg *reg = &f->regs.at[r];
        if (reg->driven && optimises(w->p->c, OPTIMISE_FRAMES))
            reg->keeps_frame = takes_in(w, reg->driven, most, &weight);
        if (reg->keeps_frame)
            reg->driven->is_kept = true;
    }
    w->weight[f->number]   = weight;
    w->progress[f->number] = CLOSED;
    if (ir_is_resumable(f))
        vec_push(&w->p->c->arena, &w->p->frames, f);
}

static void note_made(void *self, Inst *in)
{
    IrFunc *f = self;

    if (in->op == IR_CALL && !(in->dst && f->regs.at[in->dst].keeps_frame))
        in->imm.callee->is_made = true;
}

void lower_frames(IrProgram *p)
{
    Arena    scratch = {0};
    Weighing w       = {.p = p};

    w.progress = ARENA_ARRAY(&scratch, Progress, p->funcs.len + 1);
    w.weight   = ARENA_ARRAY(&scratch, uint32_t, p->funcs.len + 1);
    for (size_t i = 0; i < p->funcs.len; i++)
        if (w.progress[p->funcs.at[i]->number] == NOT_SEEN)
            weigh(&w, p->funcs.at[i]);
    for (size_t i = 0; i < p->funcs.len; i++)
        ir_walk(&p->funcs.at[i]->body, note_made, p->funcs.at[i]);
    arena_free(&scratch);
}
