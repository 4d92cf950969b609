/* Whole loops without bounds tests.

   Innermost loops that cannot have a quick form (lower/quick.c) because a round of theirs cannot
   be begun anew are written twice: without the tests that `ranges` has flags for, when all these
   flags are up, and as they were. What is added to a counter that stays inside an array cannot
   overflow there; rows of arrays of arrays that stay are fetched in front of the loop.

       if (the counters stay inside) {
           for (…) { … }
       } else {
           for (…) { … as it was … }
       }

   needs    ranges
   leaves   no INDEX and CHARACTER with a flag in the first form */

#include "lower/quick.h"

enum { MOST_INSTRUCTIONS = 160, MOST_PLUS = 1 << 20 };

/* The elements of a row, fetched before the loop. */
typedef struct Fetched {
    RegId   array, base; /* the row is array[base + plus] */
    int32_t plus;
    bool    owned;
    RegId   items;
} Fetched;

typedef struct Version {
    Quick   *q;
    Inst    *loop, *made;
    uint32_t size;
    bool     unfit;
    bool     has_flag;
    RegId   *copies;  /* by register */
    bool    *bounded; /* by register: a counter that stays inside */
    bool    *dropped; /* by register: not needed here */
    RegId   *items;   /* by register: the elements of that row */
    VEC(Fetched) fetched;
    Block inside; /* in front of the loop */
} Version;

static const Inst *defined(const Version *v, RegId r)
{
    return v->q->defined[r];
}

static bool is_var(const Version *v, RegId r)
{
    return v->q->f->regs.at[r].is_var;
}

static bool is_site(const Inst *in)
{
    return (in->op == IR_INDEX || in->op == IR_CHARACTER) && in->safe;
}

static bool has_test(const Inst *in)
{
    return is_site(in) || (in->op == IR_PLACE_OWN && in->safe);
}

/* ---- which loops ---- */

static void look_at(void *self, Inst *in)
{
    Version *v = self;

    v->size++;
    v->has_flag = v->has_flag || has_test(in);
    switch ((int)in->op) {
    case IR_LOOP:
    case IR_TRY:
    case IR_SELECT:
    case IR_SELECT_POLL:
    case IR_SELECT_GOT:
    case IR_POLL:
    case IR_YIELD:
    case IR_SPAWN:
    case IR_SITE:
    case IR_LOOP_START:
        v->unfit = true;
        break;
    default:
        break;
    }
}

static void look_into(Version *v)
{
    ir_walk(&v->loop->other, look_at, v);
    ir_walk(&v->loop->body, look_at, v);
    ir_walk(&v->loop->last, look_at, v);
}

/* ---- counters ---- */

static bool is_constant(const Version *v, RegId r)
{
    const Inst *d = defined(v, r);

    return d && d->op == IR_INT && !is_var(v, r) && d->imm.integer >= -MOST_PLUS &&
           d->imm.integer <= MOST_PLUS;
}

static bool is_sum(const Version *v, const Inst *in)
{
    return in && (in->op == IR_ADD_INT || in->op == IR_SUB_INT) && is_constant(v, in->args[1]);
}

/* The variable that an index is made of; *plus is what is added to it. */
static RegId base_of(const Version *v, RegId r, int32_t *plus)
{
    const Inst *d = is_var(v, r) ? NULL : defined(v, r);

    *plus = 0;
    if (d && d->op == IR_RAW_INT && d->imm.op == OP_ADD && is_constant(v, d->args[1]))
        *plus = (int32_t)defined(v, d->args[1])->imm.integer;
    else if (is_sum(v, d))
        *plus = (int32_t)(d->op == IR_SUB_INT ? -defined(v, d->args[1])->imm.integer
                                              : defined(v, d->args[1])->imm.integer);
    else
        return r;
    return d->args[0];
}

static void note_counter(void *self, Inst *in)
{
    Version *v = self;
    int32_t  plus;

    if (is_site(in))
        v->bounded[base_of(v, in->args[1], &plus)] = true;
}

/* ---- rows ---- */

static bool is_fixed(const Version *v, RegId r)
{
    return is_var(v, r) ? quick_stays(v->q, v->loop, r) : is_constant(v, r);
}

/* Kept as plain elements: a row whose elements can be fetched. */
static TypeKind item_kind(const Version *v, RegId row)
{
    const Type *t = v->q->f->regs.at[row].type;
    TypeKind    k = t->kind == TY_ARRAY ? t->part->kind : TY_ANY;

    return k == TY_INT || k == TY_FLOAT || k == TY_BOOL ? k : TY_ANY;
}

typedef struct Test {
    RegId array;
    bool  found;
} Test;

static void find_test(void *self, Inst *in)
{
    Test *t = self;

    t->found = t->found ||
               (in->op == IR_CALL_C && in->arg_count > 0 && in->args[0] == t->array && !in->no_cx);
}

/* The loop may have to copy the array first. */
static bool is_tested(const Version *v, RegId array)
{
    Test t = {.array = array};

    ir_walk(&v->loop->body, find_test, &t);
    return t.found;
}

/* The row's place in its array: unbox (item.v array, index), own.p (place array, index) or
   unbox (get.p (place array, index)). */
static bool find_row(const Version *v, RegId row, Fetched *found)
{
    const Inst *d = is_var(v, row) ? NULL : defined(v, row), *index;

    if (!d || item_kind(v, row) == TY_ANY || (d->op != IR_UNBOX_OBJECT && d->op != IR_PLACE_OWN))
        return false;
    found->owned = d->op == IR_PLACE_OWN;
    d            = defined(v, d->args[0]);
    if (d && d->op == IR_PLACE_GET)
        d = defined(v, d->args[0]);
    if (!d || (d->op != IR_ITEM_PLACE && d->op != IR_ITEM_VIEW))
        return false;
    index = defined(v, d->args[1]);
    if (!index || index->op != IR_INDEX || index->args[0] != d->args[0])
        return false;
    found->array = d->args[0];
    found->base  = base_of(v, index->args[1], &found->plus);
    return is_var(v, found->array) && is_fixed(v, found->base) && !is_tested(v, found->array);
}

static RegId pointer(Version *v, RegId row)
{
    RegId    r    = lower_temp(v->q->p, v->q->f, TY_INT);
    Reg     *reg  = &v->q->f->regs.at[r];
    TypeKind kind = item_kind(v, row);

    reg->rep   = REP_PLACE;
    reg->ctype = kind == TY_INT ? "int64_t *" : kind == TY_FLOAT ? "double *" : "bool *";
    return r;
}

static RegId fetched_items(const Version *v, const Fetched *row)
{
    for (size_t i = 0; i < v->fetched.len; i++) {
        const Fetched *k = &v->fetched.at[i];
        if (k->array == row->array && k->base == row->base && k->plus == row->plus &&
            (k->owned || !row->owned))
            return k->items;
    }
    return NO_REG;
}

static Inst *add(Version *v, IrOp op, RegId dst, uint32_t count, const RegId *args)
{
    return lower_add(v->q->p, &v->inside, v->loop->at, op, dst, count, args);
}

static RegId constant(Version *v, int64_t value)
{
    RegId r = lower_temp(v->q->p, v->q->f, TY_INT);

    add(v, IR_INT, r, 0, NULL)->imm.integer = value;
    return r;
}

static RegId row_index(Version *v, const Fetched *row)
{
    RegId args[2], sum;

    if (!is_var(v, row->base))
        return constant(v, defined(v, row->base)->imm.integer);
    if (row->plus == 0)
        return row->base;
    args[0]                                  = row->base;
    args[1]                                  = constant(v, row->plus);
    sum                                      = lower_temp(v->q->p, v->q->f, TY_INT);
    add(v, IR_RAW_INT, sum, 2, args)->imm.op = OP_ADD;
    return sum;
}

static void fetch_row(Version *v, RegId row, Fetched *f)
{
    TypeKind    kind    = item_kind(v, row);
    const char *member  = kind == TY_INT ? "i" : kind == TY_FLOAT ? "d" : "b";
    RegId       args[2] = {f->array, row_index(v, f)};

    if (f->owned) {
        RegId place                   = pointer(v, row);
        v->q->f->regs.at[place].ctype = NULL;
        add(v, IR_ITEM_PLACE, place, 2, args);
        args[0] = place;
        args[1] = NO_REG;
    }
    f->items = pointer(v, row);
    add(v, f->owned ? IR_OWN_ITEMS : IR_ROW_ITEMS, f->items, f->owned ? 1 : 2, args)->imm.symbol =
        member;
    vec_push(&v->q->p->c->arena, &v->fetched, *f);
}

/* What the definition of a row is made of, down to the index. */
static const Inst *chain(const Version *v, const Inst *d)
{
    return defined(v, d->args[d->op == IR_ITEM_VIEW || d->op == IR_ITEM_PLACE ? 1 : 0]);
}

/* In two turns: rows that change are made the array's own before others are looked at. */
typedef struct Turn {
    Version *v;
    bool     owned;
} Turn;

static void fetch(void *self, Inst *in)
{
    Turn    *t   = self;
    Version *v   = t->v;
    Fetched  row = {0};

    if (in->op != IR_INDEX || !in->safe || !find_row(v, in->args[0], &row) || row.owned != t->owned)
        return;
    row.items = fetched_items(v, &row);
    if (!row.items)
        fetch_row(v, in->args[0], &row);
    v->items[in->args[0]] = row.items;
    for (const Inst *d = defined(v, in->args[0]); d; d = d->op == IR_INDEX ? NULL : chain(v, d))
        v->dropped[d->dst] = true;
}

static bool has_fetched(const Version *v, RegId array)
{
    for (size_t i = 0; i < v->fetched.len; i++)
        if (v->fetched.at[i].array == array)
            return true;
    return false;
}

/* Rows whose place or view is used for something else are left where they are, and those of an array
   where a row may become another object. */
static void keep_others(void *self, Inst *in)
{
    Version *v = self;

    if (in->op == IR_ITEM_PLACE && !v->dropped[in->dst] && has_fetched(v, in->args[0]))
        v->unfit = true;
    for (uint32_t k = 0; k < in->arg_count; k++) {
        RegId r = in->args[k];
        bool  plain =
            k == 0 && v->items[r] && (in->op == IR_ITEM || in->op == IR_STORE_ITEM || is_site(in));
        bool part = in->dst && v->dropped[in->dst] && !v->items[r];
        if (v->dropped[r] && !plain && !part)
            v->unfit = true;
    }
}

/* An array of numbers that the loop leaves where it is: the address of its elements is fetched too. */
static void fetch_items(void *self, Inst *in)
{
    Version *v     = self;
    RegId    array = in->arg_count > 0 ? in->args[0] : NO_REG;
    TypeKind kind;

    if (in->op != IR_INDEX || !in->safe || !is_var(v, array) || v->items[array] ||
        item_kind(v, array) == TY_ANY || is_tested(v, array))
        return;
    kind                                                     = item_kind(v, array);
    v->items[array]                                          = pointer(v, array);
    add(v, IR_ITEMS, v->items[array], 1, &array)->imm.symbol = kind == TY_INT     ? "i"
                                                               : kind == TY_FLOAT ? "d"
                                                                                  : "b";
}

static void fetch_rows(Version *v)
{
    Turn turn = {.v = v, .owned = true};

    ir_walk(&v->loop->body, fetch, &turn);
    turn.owned = false;
    ir_walk(&v->loop->body, fetch, &turn);
    ir_walk(&v->loop->body, keep_others, v);
}

/* ---- copying ---- */

static RegId mapped(const Version *v, RegId r)
{
    return v->copies[r] ? v->copies[r] : r;
}

static void copy_list(Version *v, const Block *from, Block *to);

static Inst *copy_inst(Version *v, const Inst *in, Block *to)
{
    IrFunc *f    = v->q->f;
    Inst   *copy = arena_alloc(&v->q->p->c->arena, 1, sizeof *copy, 16);

    *copy      = *in;
    copy->next = NULL;
    copy->args = ARENA_ARRAY(&v->q->p->c->arena, RegId, in->arg_count + 1);
    for (uint32_t k = 0; k < in->arg_count; k++)
        copy->args[k] = mapped(v, in->args[k]);
    if (in->dst && !is_var(v, in->dst)) {
        Reg like              = f->regs.at[in->dst];
        copy->dst             = ir_reg(v->q->p, f, like.type, 0, false);
        f->regs.at[copy->dst] = like;
        v->copies[in->dst]    = copy->dst;
    }
    copy->closes = mapped(v, in->closes);
    if ((in->op == IR_BREAK || in->op == IR_CONTINUE) && in->imm.loop == v->loop)
        copy->imm.loop = v->made;
    copy->body = copy->other = copy->last = (Block){0};
    copy_list(v, &in->body, &copy->body);
    copy_list(v, &in->other, &copy->other);
    copy_list(v, &in->last, &copy->last);
    ir_append(to, copy);
    return copy;
}

/* The loop runs when its strings are ASCII: a character is a byte. */
static void copy_character(Version *v, const Inst *in, Block *to)
{
    Inst *copy = copy_inst(v, in, to);

    copy->op      = IR_ASCII_ITEM;
    copy->failure = '-';
    copy->safe    = NO_REG;
}

/* Has i + 1 an i that stays inside? */
static bool cannot_overflow(const Version *v, const Inst *in)
{
    return is_sum(v, in) && v->bounded[in->args[0]];
}

static void copy_sum(Version *v, const Inst *in, Block *to)
{
    Inst *copy = copy_inst(v, in, to);

    copy->imm.op  = in->op == IR_ADD_INT ? OP_ADD : OP_SUB;
    copy->op      = IR_RAW_INT;
    copy->failure = '-';
    copy->why     = "no overflow, the counter stays inside";
}

static void copy_row_access(Version *v, const Inst *in, Block *to)
{
    Inst *copy = copy_inst(v, in, to);

    copy->op      = in->op == IR_ITEM ? IR_POINTED_ITEM : IR_POINTED_STORE;
    copy->args[0] = v->items[in->args[0]];
    copy->own     = 0;
}

static void copy_list(Version *v, const Block *from, Block *to)
{
    for (const Inst *in = from->first; in; in = in->next) {
        RegId row = in->arg_count > 0 ? in->args[0] : NO_REG;
        if (in->dst && v->dropped[in->dst])
            continue;
        if (in->op == IR_INDEX && in->safe)
            v->copies[in->dst] = mapped(v, in->args[1]);
        else if (in->op == IR_CHARACTER && in->safe)
            copy_character(v, in, to);
        else if (cannot_overflow(v, in))
            copy_sum(v, in, to);
        else if ((in->op == IR_ITEM || in->op == IR_STORE_ITEM) && v->items[row])
            copy_row_access(v, in, to);
        else
            copy_inst(v, in, to);
        if (in->op == IR_PLACE_OWN && in->safe) {
            to->last->keeps_unique = true;
            to->last->why          = "no test, done before the loop";
            to->last->safe         = NO_REG;
        }
    }
}

/* ---- the choice ---- */

typedef struct Flags {
    IrProgram *p;
    VEC(RegId) all;
} Flags;

static void collect_flag(void *self, Inst *in)
{
    Flags *f = self;

    if (!has_test(in))
        return;
    for (size_t i = 0; i < f->all.len; i++)
        if (f->all.at[i] == in->safe)
            return;
    vec_push(&f->p->c->arena, &f->all, in->safe);
}

typedef struct Strings {
    Version *v;
    Block   *before;
    RegId    all; /* the condition so far */
    VEC(RegId) seen;
} Strings;

static void require_ascii(void *self, Inst *in)
{
    Strings *s = self;
    IrFunc  *f = s->v->q->f;
    RegId    ascii, both[2], test;

    if (in->op != IR_CHARACTER || !in->safe)
        return;
    for (size_t i = 0; i < s->seen.len; i++)
        if (s->seen.at[i] == in->args[0])
            return;
    vec_push(&s->v->q->p->c->arena, &s->seen, in->args[0]);
    ascii   = lower_temp(s->v->q->p, f, TY_BOOL);
    test    = lower_temp(s->v->q->p, f, TY_BOOL);
    both[0] = s->all;
    both[1] = ascii;
    lower_add(s->v->q->p, s->before, in->at, IR_IS_ASCII, ascii, 1, in->args);
    lower_add(s->v->q->p, s->before, in->at, IR_COMPARE, test, 2, both)->imm.op = OP_AND;
    s->all                                                                      = test;
}

static RegId condition(Version *v, Block *before)
{
    IrProgram *p       = v->q->p;
    Flags      f       = {.p = p};
    Strings    strings = {.v = v, .before = before};
    RegId      all;

    ir_walk(&v->loop->body, collect_flag, &f);
    all = f.all.at[0];
    for (size_t i = 1; i < f.all.len; i++) {
        RegId both[2] = {all, f.all.at[i]};
        all           = lower_temp(p, v->q->f, TY_BOOL);
        lower_add(p, before, v->loop->at, IR_COMPARE, all, 2, both)->imm.op = OP_AND;
    }
    strings.all = all;
    ir_walk(&v->loop->body, require_ascii, &strings);
    return strings.all;
}

static void copy_loop(Version *v)
{
    v->made            = ir_inst(v->q->p, IR_LOOP);
    v->made->at        = v->loop->at;
    v->made->why       = "no bounds tests";
    v->made->site      = v->loop->site;
    v->made->arg_count = v->loop->arg_count;
    v->made->args      = ARENA_ARRAY(&v->q->p->c->arena, RegId, v->loop->arg_count + 1);
    copy_list(v, &v->loop->other, &v->made->other);
    for (uint32_t k = 0; k < v->loop->arg_count; k++)
        v->made->args[k] = mapped(v, v->loop->args[k]);
    copy_list(v, &v->loop->body, &v->made->body);
    copy_list(v, &v->loop->last, &v->made->last);
    ir_append(&v->inside, v->made);
}

Inst **loop_version(Quick *q, Inst **at)
{
    Version v      = {.q = q, .loop = *at};
    size_t  count  = q->f->regs.len;
    Inst   *rest   = v.loop->next, *choice;
    Block   before = {0};
    RegId   test;

    look_into(&v);
    if (!v.has_flag || v.unfit || v.size > MOST_INSTRUCTIONS)
        return NULL;
    v.copies  = ARENA_ARRAY(&q->p->c->arena, RegId, count);
    v.items   = ARENA_ARRAY(&q->p->c->arena, RegId, count);
    v.bounded = ARENA_ARRAY(&q->p->c->arena, bool, count);
    v.dropped = ARENA_ARRAY(&q->p->c->arena, bool, count);
    ir_walk(&v.loop->body, note_counter, &v);
    fetch_rows(&v);
    if (v.unfit) { /* rows stay where they are */
        v.inside = (Block){0};
        memset(v.items, 0, count * sizeof *v.items);
        memset(v.dropped, 0, count * sizeof *v.dropped);
    }
    ir_walk(&v.loop->body, fetch_items, &v);
    copy_loop(&v);
    test         = condition(&v, &before);
    choice       = lower_add(q->p, &before, v.loop->at, IR_IF, NO_REG, 1, &test);
    choice->body = v.inside;
    v.loop->next = NULL;
    ir_append(&choice->other, v.loop);
    choice->next = rest;
    *at          = before.first;
    while (*at != choice)
        at = &(*at)->next;
    return at;
}
