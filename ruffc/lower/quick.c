/* A quick loop in front of a careful one.

   A loop whose counter stays inside its arrays, and whose rounds do nothing that could not be begun
   anew, gets a second form: without bounds tests, with the rows it looks at fetched before it, and
   left at once where an operation overflows. The loop itself follows as it was; it goes on in the
   round where the quick one ended, reports what there is to report, and runs whole when the quick
   one cannot run. Sums over rows and columns of matrices are such loops.

       if (the counter stays inside) {
           for (…) { if (overflows) break; … }
       }
       for (…) { … }

   needs    ranges: LOOP::safe
   leaves   Inst::quits in the quick form; no INDEX::safe in the careful one */

#include "lower/quick.h"

static const Inst *defined(const Quick *q, RegId r)
{
    return q->defined[r];
}

static void note_definition(void *self, Inst *in)
{
    Quick *q = self;

    if (in->dst && !q->f->regs.at[in->dst].is_var)
        q->defined[in->dst] = in;
}

/* ---- building ---- */

static void require(Quick *q, RegId condition)
{
    RegId both[2] = {q->condition, condition};

    if (!q->condition) {
        q->condition = condition;
        return;
    }
    q->condition = lower_temp(q->p, q->f, TY_BOOL);
    quick_add(q, &q->before, IR_COMPARE, q->condition, 2, both)->imm.op = OP_AND;
}

/* The condition is the flag of a loop: tested once. */
static void require_flag(Quick *q, RegId flag)
{
    for (size_t i = 0; i < q->flags.len; i++)
        if (q->flags.at[i] == flag)
            return;
    vec_push(&q->p->c->arena, &q->flags, flag);
    require(q, flag);
}

/* A register of the loop in its quick form. */
static RegId mapped(const Quick *q, RegId r)
{
    return q->copies[r] ? q->copies[r] : r;
}

/* ---- sites ---- */

/* Of elements that are held unboxed; TY_ANY for others. */
static TypeKind item_kind(const Quick *q, RegId array)
{
    const Type *t = q->f->regs.at[array].type;
    TypeKind    k = t->kind == TY_ARRAY ? t->part->kind : TY_ANY;

    return k == TY_INT || k == TY_FLOAT || k == TY_BOOL ? k : TY_ANY;
}

/* The array and the index behind a row: [unbox] item.v array, index. */
static bool find_row(const Quick *q, RegId row, Row *found)
{
    const Inst *d = defined(q, row);

    found->unboxed = row;
    if (d && d->op == IR_UNBOX_OBJECT)
        d = defined(q, d->args[0]);
    if (!d || d->op != IR_ITEM_VIEW)
        return false;
    found->view  = d->dst;
    found->array = d->args[0];
    d            = defined(q, d->args[1]);
    if (!d || d->op != IR_INDEX || d->args[0] != found->array)
        return false;
    found->index = d;
    return item_kind(q, row) != TY_ANY;
}

/* A pointer to elements. */
static RegId pointer(Quick *q, RegId array)
{
    RegId    r    = lower_temp(q->p, q->f, TY_INT);
    Reg     *reg  = &q->f->regs.at[r];
    TypeKind kind = item_kind(q, array);

    reg->rep   = REP_PLACE;
    reg->ctype = kind == TY_INT ? "int64_t *" : kind == TY_FLOAT ? "double *" : "bool *";
    return r;
}

/* Of the union in rf_array. */
static const char *member(const Quick *q, RegId array)
{
    TypeKind kind = item_kind(q, array);

    return kind == TY_INT ? "i" : kind == TY_FLOAT ? "d" : "b";
}

/* a[i][k] with an i that stays: the pointer to the row's elements is fetched before the loop. */
static void fetch_row(Quick *q, const Row *row)
{
    RegId args[2] = {row->array, row->index->args[1]};
    RegId made;

    if (q->pointers[row->unboxed])
        return;
    made                                                              = pointer(q, row->unboxed);
    quick_add(q, &q->inside, IR_ROW_ITEMS, made, 2, args)->imm.symbol = member(q, row->unboxed);
    q->pointers[row->unboxed]                                         = made;
    q->dropped[row->unboxed] = q->dropped[row->view] = q->dropped[row->index->dst] = true;
}

/* b[k][j] with a j that stays: the rows' elements stand in a table made before the outer loops. */
static void use_columns(Quick *q, const Row *row, const Inst *index, RegId columns)
{
    RegId args[3] = {columns, index->args[1], q->limit};
    RegId fits    = lower_temp(q->p, q->f, TY_BOOL);

    quick_add(q, &q->before, IR_IN_COLUMNS, fits, 3, args);
    require(q, fits);
    q->columns[row->unboxed] = columns;
    q->dropped[row->unboxed] = q->dropped[row->view] = true;
    q->aliases[index->dst]                           = true;
}

static void note_site(void *self, Inst *in)
{
    Quick *q = self;
    Row    row;
    RegId  columns;

    if (in->op != IR_INDEX)
        return;
    if (in->safe) {
        require_flag(q, in->safe);
        q->aliases[in->dst] = true;
    }
    if (!find_row(q, in->args[0], &row))
        return;
    if (in->safe == q->loop->safe && quick_stays(q, q->loop, row.index->args[1]))
        fetch_row(q, &row);
    else if (!in->safe && row.index->safe == q->loop->safe && row.index->args[1] == q->counter &&
             quick_stays(q, q->loop, in->args[1]) &&
             (columns = quick_columns(q, row.array)) != NO_REG)
        use_columns(q, &row, in, columns);
}

/* ---- copying ---- */

static void copy_list(Quick *q, const Block *from, Block *to);

static void copy_item(Quick *q, const Inst *in, Block *to)
{
    RegId row = in->args[0], args[2] = {q->pointers[row], mapped(q, in->args[1])};
    RegId dst = ir_reg(q->p, q->f, q->f->regs.at[in->dst].type, 0, false);

    if (q->columns[row]) {
        RegId from[2] = {q->columns[row], q->counter};
        args[0]       = pointer(q, row);
        quick_add(q, to, IR_COLUMN_ITEMS, args[0], 2, from)->imm.symbol =
            q->f->regs.at[args[0]].ctype;
    }
    quick_add(q, to, IR_POINTED_ITEM, dst, 2, args);
    q->copies[in->dst] = dst;
}

static void copy_inst(Quick *q, const Inst *in, Block *to)
{
    Inst *copy = arena_alloc(&q->p->c->arena, 1, sizeof *copy, 16);

    *copy      = *in;
    copy->next = NULL;
    copy->args = ARENA_ARRAY(&q->p->c->arena, RegId, in->arg_count + 1);
    for (uint32_t k = 0; k < in->arg_count; k++)
        copy->args[k] = mapped(q, in->args[k]);
    if (in->dst && !q->f->regs.at[in->dst].is_var) {
        const Reg *r       = &q->f->regs.at[in->dst];
        copy->dst          = ir_reg(q->p, q->f, r->type, 0, false);
        q->copies[in->dst] = copy->dst;
    }
    copy->body = copy->other = copy->last = (Block){0};
    if (in->failure != '-')
        copy->quits = true;
    copy_list(q, &in->body, &copy->body);
    copy_list(q, &in->other, &copy->other);
    ir_append(to, copy);
}

/* x = x + y: added in place, and taken back when it overflows. */
static const Inst *copy_change(Quick *q, const Inst *in, Block *to)
{
    copy_inst(q, in, to);
    to->last->dst = in->next->dst;
    return in->next;
}

static void copy_list(Quick *q, const Block *from, Block *to)
{
    for (const Inst *in = from->first; in; in = in->next) {
        RegId dst = in->dst;
        if (in->op == IR_INDEX && (q->aliases[dst] || q->dropped[dst]))
            q->copies[dst] = mapped(q, in->args[1]);
        else if (in->op == IR_ITEM && (q->pointers[in->args[0]] || q->columns[in->args[0]]))
            copy_item(q, in, to);
        else if (quick_changes_in_place(q, in))
            in = copy_change(q, in, to);
        else if (!dst || !q->dropped[dst])
            copy_inst(q, in, to);
    }
}

/* ---- loops ---- */

static Inst *make_quick(Quick *q)
{
    Inst *quick = ir_inst(q->p, IR_LOOP), *choice;

    quick->at        = q->loop->at;
    quick->why       = "no bounds tests, left when something fails";
    quick->arg_count = q->loop->arg_count;
    quick->args      = ARENA_ARRAY(&q->p->c->arena, RegId, 2);
    copy_list(q, &q->loop->other, &quick->other);
    quick->args[0] = mapped(q, q->loop->args[0]);
    copy_list(q, &q->loop->body, &quick->body);
    copy_list(q, &q->loop->last, &quick->last);
    ir_append(&q->inside, quick);
    choice       = quick_add(q, &q->before, IR_IF, NO_REG, 1, &q->condition);
    choice->body = q->inside;
    return choice;
}

static void forget_flag(void *self, Inst *in)
{
    const Quick *q = self;

    if (in->op == IR_INDEX && in->safe == q->loop->safe)
        in->safe = NO_REG;
}

/* Puts the quick form before the loop; answers where the loop is linked now. */
static Inst **split(Quick *q, Inst **at)
{
    size_t count = q->f->regs.len;

    q->copies   = ARENA_ARRAY(&q->p->c->arena, RegId, count);
    q->pointers = ARENA_ARRAY(&q->p->c->arena, RegId, count);
    q->columns  = ARENA_ARRAY(&q->p->c->arena, RegId, count);
    q->dropped  = ARENA_ARRAY(&q->p->c->arena, bool, count);
    q->aliases  = ARENA_ARRAY(&q->p->c->arena, bool, count);
    q->before = q->inside = (Block){0};
    q->condition          = NO_REG;
    q->flags.len          = 0;
    require_flag(q, q->loop->safe);
    ir_walk(&q->loop->body, note_site, q);
    make_quick(q);
    ir_walk(&q->loop->body, forget_flag, q);
    q->before.last->next = q->loop;
    *at                  = q->before.first;
    return &q->before.last->next;
}

static void quick_block(Quick *q, Block *b, Around *outer)
{
    for (Inst **at = &b->first; *at; at = &(*at)->next) {
        Inst  *in   = *at;
        Around here = {.loop = in, .outer = in->op == IR_LOOP ? outer : NULL};
        Inst **whole;
        if (in->op == IR_LOOP && in->safe && (q->loop = in, quick_suits(q))) {
            q->around = outer;
            at        = split(q, at);
            continue;
        }
        whole = in->op == IR_LOOP ? loop_version(q, at) : NULL;
        if (whole) {
            at = whole;
            if (b->last == in)
                b->last = *at;
            continue;
        }
        quick_block(q, &in->body, in->op == IR_LOOP ? &here : outer);
        quick_block(q, &in->other, in->op == IR_LOOP ? &here : outer);
        quick_block(q, &in->last, in->op == IR_LOOP ? &here : outer);
        if (here.before.first) {
            here.before.last->next = in;
            *at                    = here.before.first;
            at                     = &here.before.last->next;
        }
    }
}

void lower_quick(IrProgram *p)
{
    for (size_t i = 0; i < p->funcs.len; i++) {
        Quick q = {.p = p, .f = p->funcs.at[i]};
        if (q.f->kind != IRF_PLAIN)
            continue;
        q.defined = ARENA_ARRAY(&p->c->arena, Inst *, q.f->regs.len + 1);
        ir_walk(&q.f->body, note_definition, &q);
        quick_block(&q, &q.f->body, NULL);
    }
}
