/* Bounds tests out of loops, and room for what they append.

   Where a counter runs from a start to a limit and indexes an array that the loop only looks at,
   one test before the loop tells whether every index lies inside. The tests in the loop are skipped
   then; the C compiler makes two loops of it. The array may be an element of another one,
   `a[i][k]`, with an i that stays.

   needs    unique
   leaves   Inst::safe of INDEX: a register that is true when the test can be skipped; of LOOP: the
   one that this loop made for it */

#include "lower/lower.h"

typedef struct Counter {
    RegId    var, limit; /* var goes up, while it is below (or at) the limit */
    RegId    step;       /* 0: one */
    Operator op;         /* OP_LESS or OP_LESS_EQUAL */
} Counter;

typedef struct Ranges {
    IrProgram *p;
    IrFunc    *f;
    Inst     **defined; /* by register: what sets a temporary */
    Inst      *loop;
    Counter    counter;
    RegId      safe;   /* of the loop: made with the first condition */
    Block      before; /* instructions to put in front of the loop */
    VEC(RegId) inside; /* arrays that the condition covers, each with its row or 0 */
} Ranges;

static void note_definition(void *self, Inst *in)
{
    Ranges *r = self;

    if (in->dst && !r->f->regs.at[in->dst].is_var)
        r->defined[in->dst] = in;
}

/* ---- what stays the same inside a loop ---- */

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

static int sets_in(Inst *loop, RegId var)
{
    Search s    = {.var = var};
    Block  one  = {.first = loop, .last = loop};
    Inst  *next = loop->next;

    loop->next = NULL;
    ir_walk(&one, count_sets, &s);
    loop->next = next;
    return s.sets;
}

static bool stays(const Ranges *r, RegId reg)
{
    const Inst *d = r->defined[reg];

    if (r->f->regs.at[reg].is_var)
        return sets_in(r->loop, reg) == 0;
    return d && d->op == IR_INT;
}

/* ---- counters ---- */

static Inst *last_step(Block *b)
{
    Inst *before = NULL;

    for (Inst *in = b->first; in; in = in->next)
        if (in->op == IR_MOVE && !in->next)
            return before;
        else if (in->op != IR_LINE)
            before = in;
    return NULL;
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

static bool is_one(const Ranges *r, RegId reg)
{
    return r->defined[reg] && r->defined[reg]->op == IR_INT && r->defined[reg]->imm.integer == 1;
}

/* A counter below a limit has room for one more. */
static void make_raw(Inst *step)
{
    step->op      = IR_RAW_INT;
    step->failure = '-';
    step->imm.op  = OP_ADD;
}

/* `while i < n { …  i += step }`, also the loops over range(). */
static bool find_counter(Ranges *r)
{
    Inst *test     = r->loop->other.first, *step;
    Jumps jumps    = {.loop = r->loop};
    bool  own_step = r->loop->last.first != NULL;

    while (test && test->op == IR_INT)
        test = test->next;
    if (!test || test->next || test->op != IR_COMPARE ||
        (test->imm.op != OP_LESS && test->imm.op != OP_LESS_EQUAL) || r->loop->arg_count != 1 ||
        r->loop->args[0] != test->dst)
        return false;
    r->counter = (Counter){.var = test->args[0], .limit = test->args[1], .op = test->imm.op};
    if (!r->f->regs.at[r->counter.var].is_var || r->f->regs.at[r->counter.var].rep != REP_INT ||
        r->f->regs.at[r->counter.limit].rep != REP_INT || !stays(r, r->counter.limit) ||
        sets_in(r->loop, r->counter.var) != 1)
        return false;
    step = last_step(own_step ? &r->loop->last : &r->loop->body);
    if (!step || (step->op != IR_ADD_INT && !(step->op == IR_RAW_INT && step->imm.op == OP_ADD)) ||
        step->args[0] != r->counter.var || !step->next || step->next->dst != r->counter.var ||
        step->next->args[0] != step->dst || !stays(r, step->args[1]))
        return false;
    if (!own_step)
        ir_walk(&r->loop->body, find_continue, &jumps);
    r->counter.step = step->args[1];
    if (jumps.found)
        return false;
    if (r->counter.op == OP_LESS && is_one(r, step->args[1]))
        make_raw(step);
    return true;
}

/* ---- conditions ---- */

static Inst *add(Ranges *r, IrOp op, RegId dst, uint32_t count, const RegId *args)
{
    return lower_add(r->p, &r->before, r->loop->at, op, dst, count, args);
}

/* A constant of the loop as a register that exists before it. */
static RegId before_loop(Ranges *r, RegId reg)
{
    RegId copy;

    if (r->f->regs.at[reg].is_var)
        return reg;
    copy = ir_reg(r->p, r->f, r->f->regs.at[reg].type, 0, false);
    add(r, IR_INT, copy, 0, NULL)->imm.integer = r->defined[reg]->imm.integer;
    return copy;
}

static RegId new_bool(Ranges *r, bool is_var)
{
    return ir_reg(r->p, r->f, type_basic(r->p->typed->types, TY_BOOL), 0, is_var);
}

static void require(Ranges *r, RegId condition)
{
    RegId both[2] = {r->safe, condition}, joined;

    if (!r->safe) {
        r->safe = new_bool(r, true);
        add(r, IR_MOVE, r->safe, 1, &condition);
        return;
    }
    joined                                      = new_bool(r, false);
    add(r, IR_COMPARE, joined, 2, both)->imm.op = OP_AND;
    add(r, IR_MOVE, r->safe, 1, &joined);
}

static void require_rising(Ranges *r)
{
    const Inst *d = r->defined[r->counter.step];
    RegId       args[2], zero, rising;

    if (d && d->op == IR_INT && d->imm.integer > 0)
        return;
    zero = ir_reg(r->p, r->f, type_basic(r->p->typed->types, TY_INT), 0, false);
    add(r, IR_INT, zero, 0, NULL)->imm.integer  = 0;
    args[0]                                     = before_loop(r, r->counter.step);
    args[1]                                     = zero;
    rising                                      = new_bool(r, false);
    add(r, IR_COMPARE, rising, 2, args)->imm.op = OP_GREATER;
    require(r, rising);
}

static bool is_covered(const Ranges *r, RegId array, RegId row)
{
    for (size_t i = 0; i + 1 < r->inside.len; i += 2)
        if (r->inside.at[i] == array && r->inside.at[i + 1] == row)
            return true;
    return false;
}

static void inside(Ranges *r, RegId array, RegId row)
{
    RegId args[4] = {r->counter.var, NO_REG, array}, fits;

    if (is_covered(r, array, row))
        return;
    vec_push(&r->p->c->arena, &r->inside, array);
    vec_push(&r->p->c->arena, &r->inside, row);
    args[1] = before_loop(r, r->counter.limit);
    if (row)
        args[3] = before_loop(r, row);
    if (!r->safe)
        require_rising(r);
    fits                                                                     = new_bool(r, false);
    add(r, row ? IR_INSIDE_ROW : IR_INSIDE, fits, row ? 4 : 3, args)->imm.op = r->counter.op;
    require(r, fits);
}

/* ---- room ---- */

/* x = push x, … in every round: the array is made large enough before the loop. */
static bool is_certain_push(const Ranges *r, const Inst *in)
{
    return is_push(in) && in->next && in->next->op == IR_MOVE && in->next->dst == in->args[0] &&
           in->next->args[0] == in->dst && sets_in(r->loop, in->args[0]) == 0;
}

static void make_room(Ranges *r)
{
    const Inst *step = r->defined[r->counter.step];

    if (!step || step->op != IR_INT || step->imm.integer != 1)
        return;
    for (Inst *in = r->loop->body.first; in; in = in->next) {
        if (is_certain_push(r, in)) {
            RegId args[3] = {in->args[0], r->counter.var, before_loop(r, r->counter.limit)};
            RegId roomy   = ir_reg(r->p, r->f, r->f->regs.at[in->args[0]].type, 0, false);
            add(r, IR_RESERVE, roomy, 3, args);
            add(r, IR_MOVE, args[0], 1, &roomy)->keeps_unique = true;
        }
    }
}

/* ---- sites ---- */

static bool looked_at_only(Ranges *r, RegId array)
{
    return r->f->regs.at[array].is_var && loop_only_looks(r->loop, array);
}

typedef struct RowChange {
    RegId array;
    bool  found;
} RowChange;

static void find_row_change(void *self, Inst *in)
{
    RowChange *c = self;

    c->found = c->found ||
               ((in->op == IR_STORE_ITEM || in->op == IR_ITEM_PLACE) && in->args[0] == c->array);
}

/* Rows that the loop replaces or reaches to change may get shorter. */
static bool rows_stay(Ranges *r, RegId array)
{
    RowChange c = {.array = array};

    ir_walk(&r->loop->body, find_row_change, &c);
    return !c.found;
}

/* a[i] with an a and i that stay: the row of a[i][k]. */
static bool is_row(Ranges *r, RegId reg, RegId *array, RegId *row)
{
    const Inst *d = r->defined[reg], *index;

    if (d && d->op == IR_UNBOX_OBJECT)
        d = r->defined[d->args[0]];
    if (!d || d->op != IR_ITEM_VIEW)
        return false;
    index = r->defined[d->args[1]];
    if (!index || index->op != IR_INDEX || index->args[0] != d->args[0] ||
        !stays(r, index->args[1]) || !looked_at_only(r, d->args[0]) || !rows_stay(r, d->args[0]))
        return false;
    *array = d->args[0];
    *row   = index->args[1];
    return true;
}

static void mark_site(void *self, Inst *in)
{
    Ranges *r = self;
    RegId   array, row;

    if (in->op != IR_INDEX || in->args[1] != r->counter.var || in->safe)
        return;
    if (looked_at_only(r, in->args[0]))
        inside(r, in->args[0], NO_REG);
    else if (is_row(r, in->args[0], &array, &row))
        inside(r, array, row);
    else
        return;
    in->safe = r->safe;
}

static void ranges_block(Ranges *r, Block *b)
{
    for (Inst **at = &b->first; *at; at = &(*at)->next) {
        Inst *in = *at;
        if (in->op == IR_LOOP) {
            r->loop       = in;
            r->safe       = NO_REG;
            r->before     = (Block){0};
            r->inside.len = 0;
            if (find_counter(r)) {
                ir_walk(&in->body, mark_site, r);
                make_room(r);
            }
            in->safe = r->safe;
            if (r->before.first) {
                r->before.last->next = in;
                *at                  = r->before.first;
                at                   = &r->before.last->next;
            }
        }
        ranges_block(r, &in->body);
        ranges_block(r, &in->other);
        ranges_block(r, &in->last);
    }
}

void lower_ranges(IrProgram *p)
{
    for (size_t i = 0; i < p->funcs.len; i++) {
        Ranges r = {.p = p, .f = p->funcs.at[i]};
        if (r.f->kind != IRF_PLAIN)
            continue;
        r.defined = ARENA_ARRAY(&p->c->arena, Inst *, r.f->regs.len + 1);
        ir_walk(&r.f->body, note_definition, &r);
        ranges_block(&r, &r.f->body);
    }
}
