/* Arrays of structs whose elements a loop changes: `a[i].x += v`.

   An element is tested for other owners before it changes. Where a loop does nothing with an
   array but read fields of its elements and set them, no element gets another owner, and one
   look at each in front of the loop is enough.

   Used by lower/ranges.c, which knows how many rounds there are. */

#include "lower/lower.h"

typedef struct Items {
    const IrFunc *f;
    Inst        **defined;
    RegId         array;
    bool          changes; /* some element is about to change */
    bool          shares;  /* something else happens */
} Items;

static const Inst *defined(const Items *s, RegId r)
{
    return s->f->regs.at[r].is_var ? NULL : s->defined[r];
}

static bool is_place(const Items *s, const Inst *d)
{
    return d && d->op == IR_ITEM_PLACE && d->args[0] == s->array;
}

/* An element: a view of it, or what stands at its place. */
static bool is_element(const Items *s, const Inst *d)
{
    if (d && d->op == IR_UNBOX_OBJECT)
        d = defined(s, d->args[0]);
    return d && ((d->op == IR_ITEM_VIEW && d->args[0] == s->array) ||
                 ((d->op == IR_PLACE_GET || d->op == IR_PLACE_OWN) &&
                  is_place(s, defined(s, d->args[0]))));
}

static bool keeps_element(const Items *s, const Inst *in, uint32_t k)
{
    switch ((int)in->op) {
    case IR_UNBOX_OBJECT:
    case IR_STRUCT_LOAD:
        return true;
    case IR_FIELD_GET:
    case IR_FIELD_SET:
        return k == 0 && (!in->dst || !s->f->regs.at[in->dst].counted);
    default:
        return false;
    }
}

static bool keeps_array(const Inst *in, uint32_t k)
{
    if (in->op == IR_CALL_C)
        return in->no_cx && strcmp(in->imm.symbol, "rf_len_array") == 0;
    return k == 0 && (in->op == IR_INDEX || in->op == IR_LEN || in->op == IR_NOT_EMPTY ||
                      in->op == IR_ITEM_VIEW || in->op == IR_ITEM_PLACE);
}

static void look_at(void *self, Inst *in)
{
    Items *s = self;

    s->shares = s->shares || in->dst == s->array;
    for (uint32_t k = 0; k < in->arg_count; k++) {
        RegId       r = in->args[k];
        const Inst *d = defined(s, r);
        if (r == s->array)
            s->shares = s->shares || !keeps_array(in, k);
        else if (is_place(s, d))
            s->shares = s->shares || (in->op != IR_PLACE_GET && in->op != IR_PLACE_OWN);
        else if (is_element(s, d))
            s->shares = s->shares || !keeps_element(s, in, k);
    }
    if (in->op == IR_PLACE_OWN && is_place(s, defined(s, in->args[0])))
        s->changes =
            s->changes || (in->safe == NO_REG && s->f->regs.at[in->dst].type->kind == TY_STRUCT);
}

static bool is_only_changed(Items *s, Inst *loop)
{
    ir_walk(&loop->other, look_at, s);
    ir_walk(&loop->body, look_at, s);
    ir_walk(&loop->last, look_at, s);
    return s->changes && !s->shares;
}

typedef struct Found {
    Items  items;
    RegId *arrays;
    size_t count;
} Found;

static void collect(void *self, Inst *in)
{
    Found *f = self;

    if (in->op != IR_ITEM_PLACE || !f->items.f->regs.at[in->args[0]].is_var)
        return;
    for (size_t i = 0; i < f->count; i++)
        if (f->arrays[i] == in->args[0])
            return;
    f->arrays[f->count++] = in->args[0];
}

size_t items_to_own(const IrFunc *f, Inst *loop, Inst **defined_by, RegId *arrays)
{
    Found  all  = {.items = {.f = f, .defined = defined_by}, .arrays = arrays};
    size_t kept = 0;

    ir_walk(&loop->body, collect, &all);
    for (size_t i = 0; i < all.count; i++) {
        Items s = {.f = f, .defined = defined_by, .array = arrays[i]};
        if (is_only_changed(&s, loop))
            arrays[kept++] = arrays[i];
    }
    return kept;
}

typedef struct Mark {
    Inst **defined;
    RegId  array, flag;
} Mark;

static void mark(void *self, Inst *in)
{
    const Mark *m = self;
    const Inst *d = in->op == IR_PLACE_OWN ? m->defined[in->args[0]] : NULL;

    if (d && d->op == IR_ITEM_PLACE && d->args[0] == m->array)
        in->safe = m->flag;
}

void mark_owned_items(Inst *loop, Inst **defined_by, RegId array, RegId flag)
{
    Mark m = {defined_by, array, flag};

    ir_walk(&loop->body, mark, &m);
}
