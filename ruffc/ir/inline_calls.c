/* Calls of small functions become their bodies.

   What the function throws leaves to where its caller's errors go, without a test behind the call; loops
   that call nothing any more get what lower/ranges.c and lower/quick.c do for such loops. Stacks of errors
   name the function all the same: Inst::site.

       y = call double x     becomes     y = mul.i x 2

   needs    all functions built
   leaves   their copies; IrFunc::is_merged of what was copied */

#include <string.h>

#include "ir/inline.h"

enum {
    SMALL       = 40,  /* instructions of a function that is copied wherever it is called */
    ONLY_CALLED = 100, /* of one that is called once */
    MOST_MERGED = 4000 /* that one function gets of others */
};

typedef enum Progress { NOT_SEEN, OPEN, CLOSED } Progress;

typedef struct Inlining {
    IrProgram *p;
    Progress  *progress; /* by function */
    uint32_t  *calls;    /* how many there are of it */
    bool      *fits;     /* it may stand in other functions */
    bool      *loops;    /* it has loops */
    uint32_t  *size;
} Inlining;

/* ---- what may stand elsewhere ---- */

typedef struct Survey {
    const IrFunc *f;
    uint32_t      size;
    bool          loops, refused;
} Survey;

/* What needs a function of its own: waits, tries, the frames of generators, and itself. */
static void survey(void *self, Inst *in)
{
    Survey *s = self;

    s->size += in->op != IR_LINE && in->op != IR_SITE;
    s->loops = s->loops || in->op == IR_LOOP;
    switch ((int)in->op) {
    case IR_TRY:
    case IR_YIELD:
    case IR_CLOSING:
    case IR_SELECT:
    case IR_SELECT_POLL:
    case IR_SELECT_GOT:
    case IR_POLL:
    case IR_SPAWN:
    case IR_LOOP_START:
    case IR_LOOP_NEXT:
    case IR_LOOP_POLL:
        s->refused = true;
        break;
    case IR_CALL:
        s->refused = s->refused || in->imm.callee == s->f || in->direct || in->soft ||
                     (in->dst && s->f->regs.at[in->dst].driven);
        break;
    default:
        s->refused = s->refused || in->pass_at || in->soft || in->closes;
        break;
    }
}

static void look_at(Inlining *w, IrFunc *f)
{
    FunctionKind kind = f->instance->function->kind;
    Survey       s    = {.f = f};

    ir_walk(&f->body, survey, &s);
    w->size[f->number]  = s.size;
    w->loops[f->number] = s.loops;
    w->fits[f->number] = f->kind == IRF_PLAIN && !f->default_of && !f->is_direct && !s.refused &&
                         (kind == FUNCTION_PLAIN || kind == FUNCTION_METHOD) &&
                         f->progress == IR_BUILT;
}

static bool is_worth_it(const Inlining *w, const IrFunc *f, const IrFunc *g)
{
    uint32_t size = w->size[g->number];

    if (!w->fits[g->number] || w->progress[g->number] != CLOSED || f->merged + size > MOST_MERGED)
        return false;
    if (ir_is_resumable(f) && w->loops[g->number])
        return false; /* its variables would lie in the frame */
    return size <= SMALL ||
           (size <= ONLY_CALLED && w->calls[g->number] == 1 && !g->instance->boxed);
}

/* ---- calls ---- */

typedef struct Place {
    Inlining *w;
    Build     b;
    RegId    *now; /* by register of the function as it was: what stands for it; 0: itself */
    RegId    *holders; /* by register: the variable that it is taken from, as an object */
    uint32_t  loops; /* around the place */
    Node     *line; /* the statement whose code is being written */
    uint32_t  count;
} Place;

static void rename_operands(const Place *at, Inst *in)
{
    for (uint32_t k = 0; k < in->arg_count; k++)
        if (in->args[k] < at->count && at->now[in->args[k]])
            in->args[k] = at->now[in->args[k]];
    for (size_t k = 0; k < in->ends.len; k++)
        if (in->ends.at[k] < at->count && at->now[in->ends.at[k]])
            in->ends.at[k] = at->now[in->ends.at[k]];
}

static void put_body(Place *at, Inst *call)
{
    const IrFunc *g      = call->imm.callee;
    RegId         holder = g->has_env && call->args[0] < at->count ? at->holders[call->args[0]] : NO_REG;
    RegId         itself = copy_call(&at->b, g, call, holder);

    call->imm.callee->is_merged = true;
    if (at->line && at->w->p->c->options.lines) /* what follows belongs to it again */
        add_inst(&at->b, IR_LINE, NO_REG, NULL, 0)->imm.node = at->line;
    if (itself)
        at->now[call->dst] = itself;
}

static void note(Place *at, const Inst *in)
{
    if (in->op == IR_LINE)
        at->line = in->imm.node;
    if (in->op == IR_UNBOX_OBJECT && in->dst < at->count && at->b.f->regs.at[in->args[0]].is_var)
        at->holders[in->dst] = in->args[0];
}

/* Statements of a file that no loop repeats: a call costs nothing there, and the C compiler likes small functions. */
static bool runs_once(const Place *at)
{
    return at->loops == 0 && at->b.in->function->kind == FUNCTION_MODULE;
}

static void rewrite(Place *at, Block *b)
{
    Block  out   = {0};
    Block *outer = at->b.block;

    for (Inst *in = b->first, *next; in; in = next) {
        next     = in->next;
        in->next = NULL;
        rename_operands(at, in);
        note(at, in);
        if (in->op == IR_CALL && !in->soft && !in->direct && !runs_once(at) &&
            is_worth_it(at->w, at->b.f, in->imm.callee)) {
            at->b.block = &out;
            put_body(at, in);
            at->b.block = outer;
            continue;
        }
        ir_append(&out, in);
        at->loops += in->op == IR_LOOP;
        rewrite(at, &in->other);
        rename_operands(at, in); /* a loop's test names what its list sets */
        rewrite(at, &in->body);
        rewrite(at, &in->last);
        at->loops -= in->op == IR_LOOP;
    }
    *b = out;
}

static void inline_in(Inlining *w, IrFunc *f);

static void follow(void *self, Inst *in)
{
    Inlining *w = self;

    if (in->op == IR_CALL && w->progress[in->imm.callee->number] == NOT_SEEN)
        inline_in(w, in->imm.callee);
}

/* What a function calls comes first, so that its copies are complete. */
static void inline_in(Inlining *w, IrFunc *f)
{
    Place at = {.w = w, .count = (uint32_t)f->regs.len};

    w->progress[f->number] = OPEN;
    ir_walk(&f->body, follow, w);
    at.now     = ARENA_ARRAY(&w->p->c->arena, RegId, f->regs.len + 1);
    at.holders = ARENA_ARRAY(&w->p->c->arena, RegId, f->regs.len + 1);
    at.b   = (Build){.p = w->p, .f = f, .in = f->instance};
    at.b.at = (Span){f->instance->function->module->ast->file, 0, 0};
    rewrite(&at, &f->body);
    look_at(w, f);
    w->progress[f->number] = CLOSED;
}

static void count_call(void *self, Inst *in)
{
    Inlining *w = self;

    if (in->op == IR_CALL)
        w->calls[in->imm.callee->number]++;
}

void inline_calls(IrProgram *p)
{
    Arena    scratch = {0};
    size_t   n       = p->funcs.len;
    Inlining w       = {.p = p};

    w.progress = ARENA_ARRAY(&scratch, Progress, n + 1);
    w.calls    = ARENA_ARRAY(&scratch, uint32_t, n + 1);
    w.fits     = ARENA_ARRAY(&scratch, bool, n + 1);
    w.loops    = ARENA_ARRAY(&scratch, bool, n + 1);
    w.size     = ARENA_ARRAY(&scratch, uint32_t, n + 1);
    for (size_t i = 0; i < n; i++) {
        p->funcs.at[i]->number = (uint32_t)i;
        ir_walk(&p->funcs.at[i]->body, count_call, &w);
    }
    for (size_t i = 0; i < n; i++)
        if (w.progress[i] == NOT_SEEN)
            inline_in(&w, p->funcs.at[i]);
    arena_free(&scratch);
}
