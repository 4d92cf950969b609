/* Checks that nothing looks at what may be gone.

   in   a function after `ownership`
   out  nothing, or the end of the process with the function printed

   A view is a temporary that borrows from the object in another register, or from a global. Between
   the instruction that makes it and its last use nothing may give that object away, replace or
   change it. */

#include "ir/verify.h"

typedef struct View {
    RegId    temp;
    RegId    base; /* the variable or owner at the root; 0: a global, or nothing that can go away */
    Binding *global;
} View;

typedef struct Views {
    const Checked *on;
    Arena          scratch;
    View          *of; /* by register; temp 0: no view */
} Views;

static const Reg *reg(const Views *v, RegId r)
{
    return &v->on->f->regs.at[r];
}

/* Changes are made through these: what they make unique is theirs to change. */
static bool is_change(IrOp op)
{
    return op == IR_PLACE_OWN || op == IR_FIELD_OWN || op == IR_GLOBAL_OWN;
}

static RegId looked_at(const Inst *in)
{
    if (in->op == IR_PLACE_GET)
        return NO_REG; /* nobody knows what keeps it: it has a count of its own */
    if (in->op == IR_ENTRY_GET)
        return in->args[1];
    return in->arg_count > 0 ? in->args[0] : NO_REG;
}

static void note_view(Views *v, const Inst *in)
{
    RegId base = looked_at(in);
    View  made = {.temp = in->dst, .base = base};

    if (!in->dst || reg(v, in->dst)->is_var || reg(v, in->dst)->owns || !reg(v, in->dst)->counted)
        return;
    if (in->result != 'v' && !(in->result == 'a' && !(in->moved & 1)))
        return;
    if (in->op == IR_GLOBAL_GET && !var_info(in->imm.global)->fixed)
        made.global = in->imm.global;
    if (base && v->of[base].temp)
        made = (View){in->dst, v->of[base].base, v->of[base].global};
    if (made.base || made.global)
        v->of[in->dst] = made;
}

/* ---- what ends a view ---- */

typedef struct Watch {
    const Views *v;
    const View  *view;
    const Inst  *culprit;
    bool         last; /* this is the view's last use: operands are read before it acts */
} Watch;

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

static bool ends_global(const Watch *w, const Inst *in)
{
    if (w->last) /* whoever is called holds its arguments itself, or borrows them from us */
        return runs_script(in);
    if (in->op == IR_GLOBAL_SET || in->op == IR_GLOBAL_OWN || in->op == IR_GLOBAL_ADDRESS)
        return in->imm.global == w->view->global;
    return runs_script(in);
}

static bool ends_base(const Watch *w, const Inst *in)
{
    RegId base = w->view->base;

    if (!w->last && in->op == IR_MOVE && in->dst == base && !in->keeps_unique)
        return true;
    if (in->op == IR_RELEASE && in->args[0] == base)
        return reg(w->v, base)->owns;
    if (!w->last && (in->op == IR_STORE_ITEM || in->op == IR_FIELD_SET) &&
        (in->args[0] == base || w->v->of[in->args[0]].base == base))
        return true;
    for (uint32_t k = 0; k < in->arg_count && k < 64; k++)
        if (in->args[k] == base && (in->own & in->moved & 1ull << k) && reg(w->v, base)->owns)
            return true;
    return false;
}

static void look_at(void *self, Inst *in)
{
    Watch *w = self;

    if (!w->culprit && (w->view->global ? ends_global(w, in) : ends_base(w, in)))
        w->culprit = in;
}

/* ---- a list ---- */

static bool uses(const Inst *in, RegId r)
{
    for (uint32_t k = 0; k < in->arg_count; k++)
        if (in->args[k] == r)
            return true;
    return false;
}

static void check_view(const Views *v, Inst *made)
{
    const View *view = &v->of[made->dst];
    Inst       *last = NULL;

    for (Inst *in = made->next; in; in = in->next)
        if (uses(in, view->temp))
            last = in;
    for (Inst *in = made->next; last && in; in = in->next) {
        Watch w    = {.v = v, .view = view, .last = in == last};
        Inst *next = in->next;
        Block one  = {.first = in, .last = in};
        in->next   = NULL;
        ir_walk(&one, look_at, &w);
        in->next = next;
        if (w.culprit)
            ir_broken(v->on, w.culprit, "r%u looks at what may be gone here, and is used later",
                      view->temp);
        if (in == last)
            break;
    }
}

static void check_list(Views *v, const Block *b)
{
    for (Inst *in = b->first; in; in = in->next) {
        note_view(v, in);
        check_list(v, &in->body);
        check_list(v, &in->other);
        check_list(v, &in->last);
    }
    for (Inst *in = b->first; in; in = in->next)
        if (in->dst && v->of[in->dst].temp && !is_change(in->op))
            check_view(v, in);
}

void ir_verify_views(const Checked *on)
{
    Views v = {.on = on};

    v.of = ARENA_ARRAY(&v.scratch, View, on->f->regs.len + 1);
    check_list(&v, &on->f->body);
    arena_free(&v.scratch);
}
