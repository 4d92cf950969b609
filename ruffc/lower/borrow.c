/* Loops that only look.

   A loop over an array runs over a hidden variable that holds the array, and sets the script's
   variable to each element. Where nothing in the loop replaces what is looked at, neither needs a
   count of its own: the element is kept by the hidden variable, and that by the variable or
   parameter that the loop names.

   needs    build; before `unique`, which moves changes in front of loops
   leaves   Reg::keeper; such assignments own nothing */

#include "lower/lower.h"

typedef struct Facts {
    uint32_t sets;    /* how many instructions set it */
    uint32_t uses;    /* how many operands it is */
    bool     escapes; /* used by something else than looking at elements */
    Inst    *set;     /* the last that sets it */
} Facts;

typedef struct Borrow {
    IrProgram *p;
    IrFunc    *f;
    Facts     *facts; /* by register */
} Borrow;

static bool only_looks(const Inst *in)
{
    return in->op == IR_LEN || in->op == IR_ITEM || in->op == IR_ITEM_VIEW || in->op == IR_RELEASE;
}

static void count(void *self, Inst *in)
{
    Borrow *b = self;

    b->facts[in->dst].sets++;
    b->facts[in->dst].set = in;
    for (uint32_t k = 0; k < in->arg_count; k++) {
        b->facts[in->args[k]].uses++;
        if (k > 0 || !only_looks(in))
            b->facts[in->args[k]].escapes = true;
    }
}

/* ---- does the loop leave a variable alone? ---- */

typedef struct Search {
    RegId    var;
    uint32_t uses;
    bool     changes;   /* sets it or gives it away */
    bool     addressed; /* may change it through a pointer */
} Search;

static bool changes_part(const Inst *in)
{
    return in->op == IR_STORE_ITEM || in->op == IR_ITEM_PLACE || in->op == IR_FIELD_SET ||
           in->op == IR_FIELD_OWN || in->op == IR_FIELD_PLACE;
}

static void look_at(void *self, Inst *in)
{
    Search *s = self;

    s->changes = s->changes || in->dst == s->var;
    for (uint32_t k = 0; k < in->arg_count; k++) {
        if (in->args[k] != s->var)
            continue;
        s->uses++;
        s->changes   = s->changes || k >= 64 || (in->own & 1ull << k) || in->op == IR_RELEASE;
        s->changes   = s->changes || (k == 0 && changes_part(in));
        s->addressed = s->addressed || in->op == IR_ADDRESS;
    }
}

static Search search(const Inst *loop, RegId var)
{
    Search s = {.var = var};

    ir_walk((Block *)&loop->other, look_at, &s);
    ir_walk((Block *)&loop->body, look_at, &s);
    ir_walk((Block *)&loop->last, look_at, &s);
    return s;
}

/* ---- the two variables of a loop ---- */

static bool is_counted_var(const Borrow *b, RegId r)
{
    return b->f->regs.at[r].is_var && b->f->regs.at[r].counted;
}

static void look_only(Borrow *b, Inst *move, RegId keeper)
{
    move->own                          = 0;
    move->why                          = "no count, only looked at";
    b->f->regs.at[move->dst].keeper = keeper;
}

/* The hidden variable that a loop runs over, 0: it is no such loop. */
static RegId hidden_variable(const Borrow *b, const Inst *loop)
{
    const Inst *len = loop->other.first;
    RegId       v;

    if (!len || len->op != IR_LEN)
        return NO_REG;
    v = len->args[0];
    if (!is_counted_var(b, v) || b->f->regs.at[v].name || b->facts[v].sets != 1 ||
        b->facts[v].escapes)
        return NO_REG;
    return b->facts[v].set->op == IR_MOVE ? v : NO_REG;
}

/* The assignment of the element: x = [unbox] item.v hidden, next to each other. */
static Inst *element_assignment(const Inst *loop, RegId hidden)
{
    Inst *in = loop->body.first;

    while (in && (in->op != IR_ITEM_VIEW || in->args[0] != hidden))
        in = in->next;
    if (in && in->next && in->next->op == IR_UNBOX_OBJECT && in->next->args[0] == in->dst)
        in = in->next;
    return in && in->next && in->next->op == IR_MOVE && in->next->args[0] == in->dst ? in->next
                                                                                     : NULL;
}

static void borrow_element(Borrow *b, const Inst *loop, RegId hidden)
{
    Inst *move = element_assignment(loop, hidden);
    Search s;

    if (!move || !is_counted_var(b, move->dst) || b->facts[move->dst].sets != 1)
        return;
    s = search(loop, move->dst);
    if (s.uses == b->facts[move->dst].uses && !s.addressed)
        look_only(b, move, hidden);
}

static void borrow_whole(Borrow *b, const Inst *loop, RegId hidden)
{
    Inst  *move = b->facts[hidden].set;
    RegId  over = move->args[0];
    Search s;

    /* one of the compiler's own ends with its last use: moves.c */
    if (!is_counted_var(b, over) || !b->f->regs.at[over].name)
        return;
    s = search(loop, over);
    if (!s.changes && !s.addressed)
        look_only(b, move, over);
}

static void borrow_in(Borrow *b, Block *list)
{
    for (Inst *in = list->first; in; in = in->next) {
        RegId hidden = in->op == IR_LOOP ? hidden_variable(b, in) : NO_REG;
        if (hidden) {
            borrow_element(b, in, hidden);
            borrow_whole(b, in, hidden);
        }
        borrow_in(b, &in->other);
        borrow_in(b, &in->body);
        borrow_in(b, &in->last);
    }
}

void lower_borrow(IrProgram *p)
{
    for (size_t i = 0; i < p->funcs.len; i++) {
        Arena  scratch = {0};
        Borrow b       = {.p = p, .f = p->funcs.at[i]};
        b.facts        = ARENA_ARRAY(&scratch, Facts, b.f->regs.len + 1);
        ir_walk(&b.f->body, count, &b);
        borrow_in(&b, &b.f->body);
        arena_free(&scratch);
    }
}
