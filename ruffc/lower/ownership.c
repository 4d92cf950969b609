/* Ownership of temporaries.

   A temporary either owns what it holds, or is a view of something that another register keeps
   alive. An owner that nothing takes over is released after its last use; a view that outlives a
   change of what it looks at gets a count of its own.

   needs    moves
   keeps    the order of instructions
   leaves   RETAIN and RELEASE; Reg::owns and Reg::cleanup; Inst::moved for temporaries */

#include "lower/lower.h"

typedef enum State { NOTHING, CONSTANT, OWNER, VIEW } State;

typedef struct Temp {
    State    state;
    RegId    base; /* VIEW: what keeps it alive; 0: something that lasts as long as the function */
    Binding *global;   /* VIEW of a global */
    bool     unsafe;   /* VIEW without a known keeper */
    size_t   def, last; /* positions in the list */
    bool     taken;    /* OWNER: consumed by an operation */
} Temp;

typedef struct Owner {
    IrProgram *p;
    IrFunc    *f;
    Temp      *temps; /* by register */
} Owner;

typedef struct List {
    VEC(Inst *) at;
} List;

static Reg *reg_of(const Owner *o, RegId r)
{
    return &o->f->regs.at[r];
}

static bool is_temp(const Owner *o, RegId r)
{
    return r && !reg_of(o, r)->is_var && reg_of(o, r)->counted;
}

/* ---- what a definition makes ---- */

static void view_of(Owner *o, Temp *t, RegId base)
{
    t->state = VIEW;
    t->base  = base;
    if (is_temp(o, base)) {
        const Temp *b = &o->temps[base];
        if (b->state == CONSTANT)
            t->state = CONSTANT;
        if (b->state == VIEW)
            *t = (Temp){.state  = VIEW,
                        .base   = b->base,
                        .global = b->global,
                        .unsafe = b->unsafe,
                        .def    = t->def,
                        .last   = t->last};
    }
}

static void define(Owner *o, Inst *in, size_t at)
{
    Temp *t = &o->temps[in->dst];

    *t = (Temp){.def = at, .last = at};
    switch (in->result) {
    case 'o':
        t->state = OWNER;
        break;
    case 'k':
        t->state = CONSTANT;
        break;
    case 'a':
        if (is_temp(o, in->args[0]) && o->temps[in->args[0]].state == OWNER &&
            o->temps[in->args[0]].last == at) {
            t->state = OWNER; /* the same object goes on under another name */
            o->temps[in->args[0]].taken = true;
            in->own |= 1;
            in->moved |= 1;
            break;
        }
        view_of(o, t, in->args[0]);
        break;
    case 'v':
        if (in->op == IR_GLOBAL_GET) {
            t->state  = VIEW;
            t->global = var_info(in->imm.global)->fixed ? NULL : in->imm.global;
        } else if (in->op == IR_ENTRY_GET) {
            view_of(o, t, in->args[1]);
        } else if (in->op == IR_PLACE_GET) {
            t->state  = VIEW;
            t->unsafe = true; /* nobody knows what keeps it */
        } else {
            view_of(o, t, in->arg_count > 0 ? in->args[0] : NO_REG);
        }
        break;
    default:
        break;
    }
}

/* ---- is a view still right at its last use? ---- */

typedef struct Danger {
    const Owner *o;
    RegId        base;
    Binding     *global;
    bool         found;
} Danger;

static bool runs_script(const Inst *in)
{
    switch ((int)in->op) {
    case IR_CALL:
    case IR_CALL_LIST:
    case IR_POLL:
    case IR_SELECT:
    case IR_SELECT_POLL:
    case IR_YIELD:
    case IR_SPAWN:
    case IR_LOOP_NEXT:
    case IR_LOOP_POLL:
        return true;
    case IR_CALL_C:
        return in->failure != '-';
    default:
        return false;
    }
}

static void look_for_danger(void *self, Inst *in)
{
    Danger *d = self;

    if (d->global && (runs_script(in) || in->op == IR_GLOBAL_SET || in->op == IR_GLOBAL_OWN ||
                      in->op == IR_GLOBAL_ADDRESS))
        d->found = true;
    if (!d->base)
        return;
    if ((in->op == IR_MOVE && in->dst == d->base) || ir_suspends(in))
        d->found = d->found || in->dst == d->base || in->op == IR_MOVE;
    for (uint32_t k = 0; k < in->arg_count && k < 64; k++)
        if (in->args[k] == d->base &&
            ((in->moved & 1ull << k) || in->op == IR_RELEASE || in->op == IR_ADDRESS))
            d->found = true;
}

/* What changes nothing that a view could look at. */
static bool is_still(const Inst *in)
{
    if (in->body.first || in->other.first || in->last.first)
        return false;
    switch ((int)in->op) {
    case IR_LINE:
    case IR_UNBOX_INT:
    case IR_UNBOX_FLOAT:
    case IR_UNBOX_BOOL:
    case IR_UNBOX_OBJECT:
    case IR_FIELD_GET:
    case IR_STRUCT_LOAD:
    case IR_LEN:
    case IR_INDEX:
    case IR_ITEM:
    case IR_ITEM_VIEW:
        return true;
    default:
        return false;
    }
}

/* Nothing happens between the view and its last use. */
static bool is_brief(const List *l, const Temp *t)
{
    for (size_t i = t->def + 1; i < t->last; i++)
        if (!is_still(l->at.at[i]))
            return false;
    return t->last > t->def && is_still(l->at.at[t->last]);
}

static bool endangered(const Owner *o, const List *l, const Temp *t)
{
    Danger d = {.o = o, .base = is_temp(o, t->base) ? NO_REG : t->base, .global = t->global};

    if (t->unsafe)
        return !is_brief(l, t);
    for (size_t i = t->def + 1; i <= t->last && !d.found; i++) {
        Inst *in  = l->at.at[i];
        Block one = {.first = in, .last = in};
        Inst *next = in->next;
        if (i == t->last && (in->op == IR_MOVE || in->op == IR_GLOBAL_SET))
            break; /* takes a copy first */
        in->next = NULL;
        ir_walk(&one, look_for_danger, &d);
        in->next = next;
    }
    return d.found;
}

static bool is_change_view(const Inst *in)
{
    return in->op == IR_PLACE_OWN || in->op == IR_FIELD_OWN || in->op == IR_GLOBAL_OWN;
}

/* ---- a list ---- */

static void note_uses(Owner *o, const List *l)
{
    for (size_t i = 0; i < l->at.len; i++) {
        const Inst *in = l->at.at[i];
        for (uint32_t k = 0; k < in->arg_count; k++)
            if (is_temp(o, in->args[k]))
                o->temps[in->args[k]].last = i;
    }
}

/* What a view looks at lives at least as long as the view is used. */
static void stretch(Owner *o, const List *l)
{
    for (size_t i = l->at.len; i > 0; i--) {
        const Inst *in = l->at.at[i - 1];
        const Temp *t  = &o->temps[in->dst];
        RegId       base;
        if (!is_temp(o, in->dst) || (in->result != 'v' && in->result != 'a'))
            continue;
        base = in->op == IR_ENTRY_GET ? in->args[1] : in->arg_count > 0 ? in->args[0] : NO_REG;
        if (is_temp(o, base) && in->result == 'v' && o->temps[base].last < t->last)
            o->temps[base].last = t->last;
    }
}

static void stretch_aliases(Owner *o, const List *l)
{
    for (size_t i = l->at.len; i > 0; i--) {
        const Temp *t = &o->temps[l->at.at[i - 1]->dst];
        if (is_temp(o, l->at.at[i - 1]->dst) && t->state == VIEW && is_temp(o, t->base) &&
            o->temps[t->base].last < t->last)
            o->temps[t->base].last = t->last;
    }
}

static void take_operands(Owner *o, Inst *in, size_t at)
{
    for (uint32_t k = 0; k < in->arg_count && k < 64; k++) {
        Temp *t = &o->temps[in->args[k]];
        bool  again = false;
        if (!(in->own & 1ull << k) || !is_temp(o, in->args[k]))
            continue;
        for (uint32_t j = k + 1; j < in->arg_count; j++)
            again = again || in->args[j] == in->args[k];
        if (t->state == CONSTANT)
            in->moved |= 1ull << k;
        else if (t->state == OWNER && t->last == at && !again && !t->taken) {
            in->moved |= 1ull << k;
            t->taken = true;
        }
    }
}

static Inst *count_inst(Owner *o, IrOp op, RegId r)
{
    Inst *in = ir_inst(o->p, op);

    in->args      = ARENA_ARRAY(&o->p->c->arena, RegId, 2);
    in->args[0]   = r;
    in->arg_count = 1;
    return in;
}

static bool leaves_inside(Block *b);

static bool may_leave(Inst *in)
{
    return may_fail(in) || ir_suspends(in) || in->op == IR_RETURN ||
           leaves_inside(&in->body) || leaves_inside(&in->other) || leaves_inside(&in->last);
}

static bool leaves_inside(Block *b)
{
    for (Inst *in = b->first; in; in = in->next)
        if (may_leave(in))
            return true;
    return false;
}

/* Must the exit of the function look after this owner? */
static bool needs_cleanup(const List *l, const Temp *t, RegId r)
{
    for (size_t i = t->def + 1; i <= t->last && i < l->at.len; i++) {
        Inst *in       = l->at.at[i];
        bool  consumes = false;
        for (uint32_t k = 0; k < in->arg_count && k < 64; k++)
            consumes = consumes || (in->args[k] == r && (in->moved & 1ull << k));
        if (i == t->last && consumes && !leaves_inside(&in->body) && in->op != IR_YIELD)
            return false;
        if (may_leave(in))
            return true;
    }
    return false;
}

static void mark_cleanup(Owner *o, const List *l)
{
    for (size_t i = 0; i < l->at.len; i++) {
        RegId r = l->at.at[i]->dst;
        if (is_temp(o, r) && o->temps[r].state == OWNER && o->temps[r].def == i) {
            reg_of(o, r)->owns    = true;
            reg_of(o, r)->cleanup = needs_cleanup(l, &o->temps[r], r);
        }
    }
    for (size_t i = 0; i < l->at.len; i++) {
        Inst *in = l->at.at[i];
        for (uint32_t k = 0; k < in->arg_count && k < 64; k++)
            if ((in->moved & 1ull << k) && is_temp(o, in->args[k]) &&
                o->temps[in->args[k]].state == OWNER && reg_of(o, in->args[k])->cleanup)
                in->cleared |= 1ull << k;
    }
}

/* Puts the list together again with releases after last uses and counts for endangered views. */
static void rebuild(Owner *o, const List *l, Block *b)
{
    VEC(RegId) *ends = arena_alloc(&o->p->c->arena, l->at.len + 1, sizeof *ends, 16);

    for (size_t i = 0; i < l->at.len; i++) {
        RegId r = l->at.at[i]->dst;
        if (is_temp(o, r) && o->temps[r].def == i && o->temps[r].state == OWNER &&
            !o->temps[r].taken)
            vec_push(&o->p->c->arena, &ends[o->temps[r].last], r);
    }
    *b = (Block){0};
    for (size_t i = 0; i < l->at.len; i++) {
        Inst *in = l->at.at[i];
        in->next = NULL;
        ir_append(b, in);
        if (in->retain_dst)
            ir_append(b, count_inst(o, IR_RETAIN, in->dst));
        for (size_t k = 0; k < ends[i].len; k++)
            ir_append(b, count_inst(o, IR_RELEASE, ends[i].at[k]));
    }
}

static void own_list(Owner *o, Block *b)
{
    List l = {0};

    for (Inst *in = b->first; in; in = in->next) {
        vec_push(&o->p->c->arena, &l.at, in);
        own_list(o, &in->other);
        own_list(o, &in->body);
        own_list(o, &in->last);
    }
    note_uses(o, &l);
    stretch(o, &l);
    for (size_t i = 0; i < l.at.len; i++) {
        Inst  *in   = l.at.at[i];
        size_t last = is_temp(o, in->dst) ? o->temps[in->dst].last : 0;
        take_operands(o, in, i);
        if (!is_temp(o, in->dst))
            continue;
        define(o, in, i);
        o->temps[in->dst].last = last > i ? last : i;
        if (o->temps[in->dst].state == VIEW && !is_change_view(in) &&
            endangered(o, &l, &o->temps[in->dst])) {
            in->retain_dst            = true;
            o->temps[in->dst].state  = OWNER;
            o->temps[in->dst].base   = NO_REG;
            o->temps[in->dst].global = NULL;
        }
    }
    stretch_aliases(o, &l);
    mark_cleanup(o, &l);
    rebuild(o, &l, b);
}

void lower_ownership(IrProgram *p)
{
    for (size_t i = 0; i < p->funcs.len; i++) {
        Owner o = {.p = p, .f = p->funcs.at[i]};
        o.temps = ARENA_ARRAY(&p->c->arena, Temp, o.f->regs.len + 1);
        own_list(&o, &o.f->body);
        for (size_t r = 1; r < o.f->regs.len; r++)
            if (o.f->regs.at[r].is_var && (o.f->regs.at[r].owns || o.f->regs.at[r].rep == REP_LOOP))
                o.f->regs.at[r].cleanup = true;
    }
}
