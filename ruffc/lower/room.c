/* What the rounds of a counting loop set, leave early and append. */

#include "lower/ranges.h"

typedef struct Search {
    RegId var;
    int   sets; /* how many instructions set it */
} Search;

static void count_sets(void *self, Inst *in)
{
    Search *s = self;

    s->sets += in->dst == s->var && !(in->op == IR_MOVE && in->keeps_unique);
    s->sets += in->op == IR_ADDRESS && in->args[0] == s->var;
}

int sets_in_loop(Inst *loop, RegId var)
{
    Search s    = {.var = var};
    Block  one  = {.first = loop, .last = loop};
    Inst  *next = loop->next;

    loop->next = NULL;
    ir_walk(&one, count_sets, &s);
    loop->next = next;
    return s.sets;
}

typedef struct Jumps {
    const Inst *loop;
    bool        found;
} Jumps;

static void find_continue(void *self, Inst *in)
{
    Jumps *j = self;

    j->found = j->found || (in->op == IR_CONTINUE && in->imm.loop == j->loop);
}

bool goes_on_early(Inst *loop)
{
    Jumps jumps = {.loop = loop};

    ir_walk(&loop->body, find_continue, &jumps);
    return jumps.found;
}

/* x = push x, … in every round: the array is made large enough before the loop. */
static bool is_certain_push(const Ranges *r, const Inst *in)
{
    return is_push(in) && in->next && in->next->op == IR_MOVE && in->next->dst == in->args[0] &&
           in->next->args[0] == in->dst && sets_in_loop(r->loop, in->args[0]) == 0;
}

static bool goes_by_one(const Ranges *r)
{
    const Inst *step = r->defined[r->counter.step];

    return step && step->op == IR_INT && step->imm.integer == 1;
}

bool grows_by_rounds(const Ranges *r, RegId array)
{
    bool found = false;

    for (const Inst *in = r->loop->body.first; in; in = in->next)
        found = found || (is_certain_push(r, in) && in->args[0] == array);
    return found && goes_by_one(r) && !goes_on_early(r->loop);
}

void make_room(Ranges *r)
{
    if (!goes_by_one(r))
        return;
    for (Inst *in = r->loop->body.first; in; in = in->next) {
        if (is_certain_push(r, in)) {
            RegId args[3] = {in->args[0], r->counter.var, before_loop(r, r->counter.limit)};
            RegId roomy   = ir_reg(r->p, r->f, r->f->regs.at[in->args[0]].type, 0, false);
            add_before(r, IR_RESERVE, roomy, 3, args);
            add_before(r, IR_MOVE, args[0], 1, &roomy)->keeps_unique = true;
        }
    }
}
