/* Bounds tests out of loops, and room for what they append.

   Where a counter runs from a start to a limit and indexes an array that the loop only looks at,
   one test before the loop tells whether every index lies inside. The tests in the loop are skipped
   then; the C compiler makes two loops of it. The array may be an element of another one,
   `a[i][k]`, with an i that stays.

   needs    unique
   leaves   Inst::safe of INDEX: a register that is true when the test can be skipped; of LOOP: the
   one that this loop made for it */

#include "lower/ranges.h"

enum { MOST_OFFSET = 1 << 20 };

static void note_definition(void *self, Inst *in)
{
    Ranges *r = self;

    if (in->dst && !r->f->regs.at[in->dst].is_var)
        r->defined[in->dst] = in;
}

/* ---- what stays the same inside a loop ---- */

/* len(x) of an array or string. */
static bool is_length(const Inst *d)
{
    return d && (d->op == IR_LEN || d->op == IR_STRING_LEN ||
                 (d->op == IR_CALL_C && d->no_cx && d->arg_count == 1 &&
                  (strcmp(d->imm.symbol, "rf_len_array") == 0 ||
                   strcmp(d->imm.symbol, "rf_len_string") == 0)));
}

typedef struct Pushes {
    RegId var;
    bool  found;
} Pushes;

static void find_push(void *self, Inst *in)
{
    Pushes *s = self;

    s->found = s->found || (is_push(in) && in->args[0] == s->var);
}

/* The loop changes neither the variable nor how long it is. */
static bool length_stays(const Ranges *r, RegId var)
{
    Pushes s = {.var = var};

    if (!r->f->regs.at[var].is_var)
        return false;
    if (r->f->regs.at[var].type->kind == TY_STRING)
        return sets_in_loop(r->loop, var) == 0;
    ir_walk(&r->loop->body, find_push, &s);
    return !s.found && loop_only_looks(r->loop, var);
}

static bool stays(const Ranges *r, RegId reg)
{
    const Inst *d = r->defined[reg];

    if (r->f->regs.at[reg].is_var)
        return sets_in_loop(r->loop, reg) == 0;
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
    step->why     = "no overflow below its limit";
}

static bool limit_stays(const Ranges *r)
{
    const Inst *d = r->defined[r->counter.limit];

    return is_length(d) ? length_stays(r, d->args[0]) : stays(r, r->counter.limit);
}

/* `while i < n { …  i += step }`, also the loops over range(). */
static bool find_counter(Ranges *r)
{
    Inst *test     = r->loop->other.first, *step;
    bool  own_step = r->loop->last.first != NULL;

    while (test && (test->op == IR_INT || is_length(test)))
        test = test->next;
    if (!test || test->next || test->op != IR_COMPARE ||
        (test->imm.op != OP_LESS && test->imm.op != OP_LESS_EQUAL) || r->loop->arg_count != 1 ||
        r->loop->args[0] != test->dst)
        return false;
    r->counter = (Counter){.var = test->args[0], .limit = test->args[1], .op = test->imm.op};
    if (!r->f->regs.at[r->counter.var].is_var || r->f->regs.at[r->counter.var].rep != REP_INT ||
        r->f->regs.at[r->counter.limit].rep != REP_INT || !limit_stays(r) ||
        sets_in_loop(r->loop, r->counter.var) != 1)
        return false;
    step = last_step(own_step ? &r->loop->last : &r->loop->body);
    if (!step || (step->op != IR_ADD_INT && !(step->op == IR_RAW_INT && step->imm.op == OP_ADD)) ||
        step->args[0] != r->counter.var || !step->next || step->next->dst != r->counter.var ||
        step->next->args[0] != step->dst || !stays(r, step->args[1]))
        return false;
    r->counter.step = step->args[1];
    if (!own_step && goes_on_early(r->loop))
        return false;
    if (r->counter.op == OP_LESS && is_one(r, step->args[1]))
        make_raw(step);
    return true;
}

/* ---- conditions ---- */

Inst *add_before(Ranges *r, IrOp op, RegId dst, uint32_t count, const RegId *args)
{
    return lower_add(r->p, &r->before, r->loop->at, op, dst, count, args);
}

static void add_length(Ranges *r, const Inst *length, RegId dst)
{
    Inst *in = add_before(r, length->op, dst, 1, length->args);

    in->imm     = length->imm;
    in->no_cx   = length->no_cx;
    in->result  = length->result;
    in->failure = length->failure;
    in->own     = length->own;
}

/* A constant of the loop as a register that exists before it. */
RegId before_loop(Ranges *r, RegId reg)
{
    const Inst *d = r->defined[reg];
    RegId       copy;

    if (r->f->regs.at[reg].is_var)
        return reg;
    if (is_length(d)) {
        copy = ir_reg(r->p, r->f, r->f->regs.at[reg].type, 0, false);
        add_length(r, d, copy);
        return copy;
    }
    copy = ir_reg(r->p, r->f, r->f->regs.at[reg].type, 0, false);
    add_before(r, IR_INT, copy, 0, NULL)->imm.integer = r->defined[reg]->imm.integer;
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
        add_before(r, IR_MOVE, r->safe, 1, &condition);
        return;
    }
    joined                                      = new_bool(r, false);
    add_before(r, IR_COMPARE, joined, 2, both)->imm.op = OP_AND;
    add_before(r, IR_MOVE, r->safe, 1, &joined);
}

static void require_rising(Ranges *r)
{
    const Inst *d = r->defined[r->counter.step];
    RegId       args[2], zero, rising;

    if (d && d->op == IR_INT && d->imm.integer > 0)
        return;
    zero = ir_reg(r->p, r->f, type_basic(r->p->typed->types, TY_INT), 0, false);
    add_before(r, IR_INT, zero, 0, NULL)->imm.integer  = 0;
    args[0]                                     = before_loop(r, r->counter.step);
    args[1]                                     = zero;
    rising                                      = new_bool(r, false);
    add_before(r, IR_COMPARE, rising, 2, args)->imm.op = OP_GREATER;
    require(r, rising);
}

static bool is_covered(const Ranges *r, Covered c)
{
    for (size_t i = 0; i < r->inside.len; i++) {
        const Covered *k = &r->inside.at[i];
        if (k->array == c.array && k->row.base == c.row.base && k->row.plus == c.row.plus &&
            k->plus == c.plus)
            return true;
    }
    return false;
}

static void inside(Ranges *r, Covered c)
{
    RegId args[4] = {r->counter.var, NO_REG, c.array}, fits;
    bool  rises   = !c.row.base && grows_by_rounds(r, c.array);
    Inst *in;

    if (is_covered(r, c))
        return;
    /* an array that grows has what the counter reaches when it has the first of it */
    vec_push(&r->p->c->arena, &r->inside, c);
    args[1] = rises ? r->counter.var : before_loop(r, r->counter.limit);
    if (c.row.base)
        args[3] = before_loop(r, c.row.base);
    if (!r->safe)
        require_rising(r);
    fits           = new_bool(r, false);
    in             = add_before(r, c.row.base ? IR_INSIDE_ROW : IR_INSIDE, fits, c.row.base ? 4 : 3, args);
    in->imm.op     = rises ? OP_LESS_EQUAL : r->counter.op;
    in->offset     = c.plus;
    in->row_offset = c.row.plus;
    require(r, fits);
}

/* ---- sites ---- */

static bool looked_at_only(Ranges *r, RegId array)
{
    if (!r->f->regs.at[array].is_var)
        return false;
    if (r->f->regs.at[array].type->kind == TY_STRING)
        return sets_in_loop(r->loop, array) == 0;
    return loop_only_looks(r->loop, array);
}

/* x, x + 1, x - 1 as x and a constant. */
static Offset offset_of(const Ranges *r, RegId reg)
{
    const Inst *d = r->defined[reg], *by;
    int64_t     k;

    if (!d || r->f->regs.at[reg].is_var ||
        (d->op != IR_ADD_INT && d->op != IR_SUB_INT && d->op != IR_RAW_INT))
        return (Offset){reg, 0};
    by = r->defined[d->args[1]];
    if (!by || by->op != IR_INT || (d->op == IR_RAW_INT && d->imm.op != OP_ADD))
        return (Offset){reg, 0};
    k = by->imm.integer;
    if (k < -MOST_OFFSET || k > MOST_OFFSET)
        return (Offset){reg, 0};
    return (Offset){d->args[0], (int32_t)(d->op == IR_SUB_INT ? -k : k)};
}

/* What the rows of an array are done to in a loop. */
typedef struct Rows {
    Ranges *r;
    RegId   array;
    bool    changed; /* replaced, or reached in a way that may make them shorter */
} Rows;

static bool is_place_of(const Rows *w, RegId reg)
{
    const Inst *d = w->r->defined[reg];

    return d && d->op == IR_ITEM_PLACE && d->args[0] == w->array;
}

/* A row about to change. */
static bool is_own_row(const Rows *w, RegId reg)
{
    const Inst *d = w->r->defined[reg];

    return d && d->op == IR_PLACE_OWN && is_place_of(w, d->args[0]);
}

static bool keeps_length(const Inst *in)
{
    return in->op == IR_INDEX || in->op == IR_ITEM || in->op == IR_STORE_ITEM || in->op == IR_LEN;
}

static void look_at_rows(void *self, Inst *in)
{
    Rows *w = self;

    w->changed = w->changed || (in->op == IR_STORE_ITEM && in->args[0] == w->array);
    for (uint32_t k = 0; k < in->arg_count; k++) {
        if (is_place_of(w, in->args[k]))
            w->changed = w->changed || (in->op != IR_PLACE_OWN && in->op != IR_PLACE_GET);
        if (is_own_row(w, in->args[k]))
            w->changed = w->changed || k > 0 || !keeps_length(in);
    }
}

/* Rows that the loop replaces or reaches to change may get shorter. */
static bool rows_stay(Ranges *r, RegId array)
{
    Rows w = {.r = r, .array = array};

    ir_walk(&r->loop->body, look_at_rows, &w);
    return !w.changed;
}

/* a[i] with an a and i that stay: the row of a[i][k]. */
static bool is_row(Ranges *r, RegId reg, Covered *found)
{
    const Inst *d = r->defined[reg], *index;

    if (d && (d->op == IR_UNBOX_OBJECT || d->op == IR_PLACE_OWN))
        d = r->defined[d->args[0]];
    if (d && d->op == IR_PLACE_GET)
        d = r->defined[d->args[0]];
    if (!d || (d->op != IR_ITEM_VIEW && d->op != IR_ITEM_PLACE))
        return false;
    index = r->defined[d->args[1]];
    if (!index || index->op != IR_INDEX || index->args[0] != d->args[0])
        return false;
    found->array = d->args[0];
    found->row   = offset_of(r, index->args[1]);
    return stays(r, found->row.base) && looked_at_only(r, found->array) &&
           rows_stay(r, found->array);
}

static void mark_site(void *self, Inst *in)
{
    Ranges *r = self;
    Offset  at;
    Covered c = {0};

    if ((in->op != IR_INDEX && in->op != IR_CHARACTER) || in->safe)
        return;
    at = offset_of(r, in->args[1]);
    if (at.base != r->counter.var)
        return;
    if (looked_at_only(r, in->args[0]))
        c.array = in->args[0];
    else if (in->op != IR_INDEX || !is_row(r, in->args[0], &c))
        return;
    c.plus = at.plus;
    inside(r, c);
    in->safe = r->safe;
}

static void own_items(Ranges *r)
{
    Arena  scratch = {0};
    RegId *arrays  = ARENA_ARRAY(&scratch, RegId, r->f->regs.len + 1);
    size_t count   = items_to_own(r->f, r->loop, r->defined, arrays);

    for (size_t i = 0; i < count; i++) {
        RegId args[3] = {arrays[i], r->counter.var, before_loop(r, r->counter.limit)};
        RegId owned = new_bool(r, false), flag = new_bool(r, true);
        Inst *call = add_before(r, IR_CALL_C, owned, 3, args);

        call->imm.symbol = "rf_array_own_items";
        call->result     = 's';
        call->failure    = '-';
        add_before(r, IR_MOVE, flag, 1, &owned);
        mark_owned_items(r->loop, r->defined, arrays[i], flag);
    }
    arena_free(&scratch);
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
                own_items(r);
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
