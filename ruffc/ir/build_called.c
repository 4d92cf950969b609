/* Waiting never holds a thread (C-34): functions and generators that wait, called and driven from bodies that can
   give way.

   Such a function is there twice: plain, for threads, and resumable, with a frame of its own. Where the
   body of an async function, a spawn block, a generator or another resumable form calls one, the call becomes the
   making of the frame and a wait for its end; for a function that is a value the runtime finds out which it is.
   A generator has one form, which gives way: a loop that drives one asks in steps where its own function can give way,
   and stays where it cannot.

   needs    all functions built
   leaves   no call of a function of the script that waits, and no loop over a generator that does, that holds the
            thread in a body that can give way; IrFunc::waits */

#include "ir/build.h"

typedef struct Waits {
    const IrFunc *in;         /* the function that is being looked at */
    bool          as_values;  /* some functions that wait are values */
    bool          as_methods; /* some are methods, which calls find by name: of structs, or next() and send() */
    bool          generators; /* some generators wait: any loop over a generator may */
    bool          found;
} Waits;

/* ---- which functions wait ---- */

static bool is_function(const IrFunc *f)
{
    FunctionKind kind = f->instance->function->kind;

    return f->kind == IRF_GENERATOR ||
           (f->kind == IRF_PLAIN && !f->default_of && kind != FUNCTION_MODULE && kind != FUNCTION_TEST);
}

/* Whether the next element may have to be waited for. */
static bool loop_waits(const Waits *w, const Inst *in)
{
    const Reg *state = &w->in->regs.at[in->args[0]];

    if (state->driven)
        return state->driven->waits;
    return in->pass_at || (state->type->kind == TY_GENERATOR && w->generators);
}

static bool is_next(const Inst *in)
{
    return in->op == IR_CALL_C && strcmp(in->imm.symbol, "rf_generator_next") == 0;
}

static void find_wait(void *self, Inst *in)
{
    Waits *w = self;

    w->found = w->found || ir_waits(in) || in->op == IR_POLL || in->op == IR_SELECT_POLL ||
               (in->op == IR_LOOP_NEXT && loop_waits(w, in)) || (is_next(in) && w->generators) ||
               (in->op == IR_CALL && in->imm.callee->kind == IRF_PLAIN && in->imm.callee->waits);
}

static bool waits(Waits *w, IrFunc *f)
{
    w->found = false;
    w->in    = f;
    ir_walk(&f->body, find_wait, w);
    return w->found;
}

static void find_all(IrProgram *p, Waits *w)
{
    bool grew = true;

    while (grew) {
        grew = false;
        for (size_t i = 0; i < p->funcs.len; i++) {
            IrFunc *f = p->funcs.at[i];
            if (f->waits || !is_function(f) || !waits(w, f))
                continue;
            f->waits = grew = true;
            w->generators   = w->generators || f->kind == IRF_GENERATOR;
        }
    }
    w->as_methods = w->generators;
}

/* ---- their calls ---- */

/* How a result that came boxed is taken out; IR_MOVE: it stays boxed. */
static IrOp unboxing(Rep rep)
{
    switch (rep) {
    case REP_INT:
        return IR_UNBOX_INT;
    case REP_FLOAT:
        return IR_UNBOX_FLOAT;
    case REP_BOOL:
        return IR_UNBOX_BOOL;
    case REP_OBJECT:
        return IR_UNBOX_OBJECT;
    default:
        return IR_MOVE;
    }
}

static Inst *one_operand(IrProgram *p, IrOp op, RegId dst, RegId arg, const Inst *like)
{
    Inst *in = ir_inst(p, op);

    in->dst       = dst;
    in->args      = ARENA_ARRAY(&p->c->arena, RegId, 2);
    in->args[0]   = arg;
    in->arg_count = 1;
    in->at        = like->at;
    in->site      = like->site;
    return in;
}

/* x = call f …  becomes  frame = call f' …;  got = poll frame;  x = unbox got.  Answers the last. */
static Inst *wait_for(IrProgram *p, IrFunc *f, Inst *call)
{
    const Type *any   = type_basic(p->typed->types, TY_ANY);
    RegId       dst   = call->dst, got;
    IrOp        unbox = dst ? unboxing(f->regs.at[dst].rep) : IR_MOVE;
    Inst       *poll, *rest = call->next;

    call->dst        = ir_reg(p, f, any, 0, false);
    got              = dst && unbox != IR_MOVE ? ir_reg(p, f, any, 0, false) : dst;
    poll             = one_operand(p, IR_POLL, got, call->dst, call);
    poll->imm.symbol = "rf_call";
    call->next       = poll;
    poll->next       = rest;
    if (got == dst)
        return poll;
    poll->next       = one_operand(p, unbox, dst, got, call);
    poll->next->next = rest;
    return poll->next;
}

static bool calls_a_waiting(const Inst *in)
{
    return in->op == IR_CALL && in->imm.callee->kind == IRF_PLAIN && in->imm.callee->waits;
}

static bool calls_a_value(const Inst *in)
{
    return in->op == IR_CALL_LIST && strcmp(in->imm.symbol, "rf_call") == 0;
}

static bool calls_a_method(const Inst *in)
{
    return in->op == IR_CALL_LIST && strcmp(in->imm.symbol, "rf_method") == 0;
}

static void rewrite(IrProgram *p, IrFunc *f, Block *b, const Waits *w)
{
    for (Inst *in = b->first; in; in = in->next) {
        rewrite(p, f, &in->body, w);
        rewrite(p, f, &in->other, w);
        rewrite(p, f, &in->last, w);
        if (in->op == IR_LOOP_NEXT && loop_waits(w, in)) {
            in->op = IR_LOOP_POLL;
        } else if (is_next(in) && w->generators) {
            in->op = IR_POLL;
        } else if (calls_a_waiting(in)) {
            in->imm.callee = called_form(p, in->imm.callee);
            in             = wait_for(p, f, in);
        } else if (w->as_values && calls_a_value(in)) {
            in->imm.symbol = "rf_call_begin";
            in             = wait_for(p, f, in);
        } else if (w->as_methods && calls_a_method(in)) {
            in->imm.symbol = "rf_method_begin";
            in             = wait_for(p, f, in);
        }
        b->last = in;
    }
}

/* Functions that are values get their second form at once: anybody may call them, and the runtime runs
   them as tasks. */
static void give_forms_to_values(IrProgram *p, Waits *w)
{
    size_t count = p->funcs.len;

    for (size_t i = 0; p->uses_tasks && i < count; i++) {
        IrFunc *f = p->funcs.at[i];
        if (!f->waits || f->kind != IRF_PLAIN || !f->instance->boxed)
            continue;
        called_form(p, f);
        if (f->instance->function->kind == FUNCTION_METHOD)
            w->as_methods = true;
        else
            w->as_values = true;
    }
}

/* ---- what nobody calls any more ---- */

typedef struct Reach {
    bool *of; /* by function */
    bool  grew;
} Reach;

/* The function that an instruction calls, or makes a value of. */
static IrFunc *named_by(const Inst *in)
{
    switch ((int)in->op) {
    case IR_CALL:
    case IR_CLOSURE:
    case IR_SPAWN:
        return in->imm.callee;
    case IR_STATIC:
        return in->fixed ? NULL : in->imm.callee;
    default:
        return NULL;
    }
}

static void reach(void *self, Inst *in)
{
    Reach  *r = self;
    IrFunc *f = named_by(in);

    if (f && !r->of[f->number])
        r->of[f->number] = r->grew = true;
}

/* Only a function with two forms can have lost its callers, or one whose code stands elsewhere. */
static bool is_root(const IrFunc *f)
{
    return (!f->called_form && !f->is_merged) || f->instance->boxed || f->instance->wanted;
}

/* Stacks name a function whose code stands in other functions. */
static void leave_name(IrFunc *f)
{
    f->only_shown = true;
    f->body       = (Block){0};
}

void drop_unreached(IrProgram *p)
{
    Reach  r     = {.of = ARENA_ARRAY(&p->c->arena, bool, p->funcs.len + 1), .grew = true};
    bool  *seen  = ARENA_ARRAY(&p->c->arena, bool, p->funcs.len + 1);
    size_t count = 0;

    for (size_t i = 0; i < p->funcs.len; i++)
        r.of[i] = is_root(p->funcs.at[i]);
    while (r.grew) {
        r.grew = false;
        for (size_t i = 0; i < p->funcs.len; i++) {
            if (!r.of[i] || seen[i])
                continue;
            seen[i] = true;
            ir_walk(&p->funcs.at[i]->body, reach, &r);
        }
    }
    for (size_t i = 0; i < p->funcs.len; i++) {
        if (!r.of[i] && p->funcs.at[i]->is_merged)
            leave_name(p->funcs.at[i]);
        else if (!r.of[i])
            continue;
        p->funcs.at[count]         = p->funcs.at[i];
        p->funcs.at[count]->number = (uint32_t)count;
        count++;
    }
    p->funcs.len = count;
}

/* Loops that stay where they wait tell the runtime the place. */
static void note_place(void *self, Inst *in)
{
    if (in->op == IR_LOOP_NEXT)
        in->pass_at = loop_waits(self, in);
}

void build_called_forms(IrProgram *p)
{
    Waits w = {0};

    if (!p->uses_tasks)
        return;
    find_all(p, &w);
    give_forms_to_values(p, &w);
    for (size_t i = 0; i < p->funcs.len; i++) { /* forms that are made join the list */
        w.in = p->funcs.at[i];
        if (ir_is_resumable(w.in))
            rewrite(p, p->funcs.at[i], &p->funcs.at[i]->body, &w);
        else
            ir_walk(&p->funcs.at[i]->body, note_place, &w);
    }
}
