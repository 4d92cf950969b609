/* Moves.

   Where an operation takes over an operand and the operand is a variable that nothing reads
   afterwards, the variable gives its count away instead of sharing it: the value then has one owner
   and is changed in place.

   needs    parameters
   leaves   Inst::moved and Inst::cleared for variables, Inst::fresh for the assignments that follow

   Liveness runs backward over the structured code; a throwing instruction also leads to the
   innermost handler. */

#include "lower/lower.h"

typedef uint64_t *Set;

typedef struct LoopLive {
    struct LoopLive *outer;
    const Inst      *loop;
    Set              after, next_round;
} LoopLive;

typedef struct Live {
    IrProgram *p;
    IrFunc    *f;
    size_t     words;
    Set        error; /* live where an error goes, NULL: out of the function */
    Set        leave; /* live in the finally blocks that a jump runs through, NULL: none */
    LoopLive  *loops;
    Arena      scratch;
} Live;

static Set new_set(Live *l)
{
    return ARENA_ARRAY(&l->scratch, uint64_t, l->words);
}

static Set copy_set(Live *l, Set from)
{
    Set s = new_set(l);

    memcpy(s, from, l->words * sizeof *s);
    return s;
}

static void assign_set(const Live *l, Set to, Set from)
{
    memcpy(to, from, l->words * sizeof *to);
}

static void unite(const Live *l, Set to, Set from)
{
    for (size_t i = 0; from && i < l->words; i++)
        to[i] |= from[i];
}

static bool same_set(const Live *l, Set a, Set b)
{
    return memcmp(a, b, l->words * sizeof *a) == 0;
}

static bool has(Set s, RegId r)
{
    return s[r / 64] >> r % 64 & 1;
}

static void include(Set s, RegId r)
{
    s[r / 64] |= (uint64_t)1 << r % 64;
}

static void exclude(Set s, RegId r)
{
    s[r / 64] &= ~((uint64_t)1 << r % 64);
}

static void live_block(Live *l, Block *b, Set live);

static bool tracked(const Live *l, RegId r)
{
    return l->f->regs.at[r].is_var && l->f->regs.at[r].counted;
}

static bool used_twice(const Inst *in, uint32_t k)
{
    for (uint32_t i = 0; i < in->arg_count; i++)
        if (i != k && in->args[i] == in->args[k])
            return true;
    return false;
}

/* A variable of the compiler's own that is only looked at here, for the last time: it is released
   now, not at the end of the function, so that nothing else waits for it to be the only owner. */
static bool is_passing(const Live *l, const Inst *in, uint32_t k)
{
    const Reg *r = &l->f->regs.at[in->args[k]];

    return r->name == 0 && r->owns && r->rep != REP_LOOP && !(in->own & 1ull << k) &&
           in->op != IR_ADDRESS && !in->body.first && !in->other.first && !in->last.first;
}

static void live_operands(Live *l, Inst *in, Set live)
{
    in->moved = 0;
    for (uint32_t k = 0; k < in->arg_count && k < 64; k++) {
        RegId r = in->args[k];
        if (!r || !tracked(l, r) || !(in->own & 1ull << k))
            continue;
        if (l->f->regs.at[r].owns && !has(live, r) && !used_twice(in, k))
            in->moved |= 1ull << k;
    }
    in->dies.len = 0;
    for (uint32_t k = 0; k < in->arg_count; k++)
        if (in->args[k] && tracked(l, in->args[k])) {
            if (!has(live, in->args[k]) && is_passing(l, in, k))
                vec_push(&l->p->c->arena, &in->dies, in->args[k]);
            include(live, in->args[k]);
        }
    in->cleared = in->moved;
}

static void live_loop(Live *l, Inst *in, Set live)
{
    Set after = copy_set(l, live), head = new_set(l), s = new_set(l), body = new_set(l),
        before     = new_set(l);
    LoopLive here  = {.outer = l->loops, .loop = in, .after = after, .next_round = s};

    l->loops = &here;
    do {
        assign_set(l, before, head);
        assign_set(l, s, head);
        live_block(l, &in->last, s);
        assign_set(l, body, s);
        live_block(l, &in->body, body);
        if (in->arg_count > 0)
            unite(l, body, after);
        live_block(l, &in->other, body);
        unite(l, head, body);
    } while (!same_set(l, before, head));
    l->loops = here.outer;
    assign_set(l, live, head);
}

static void live_try(Live *l, Inst *in, Set live)
{
    Set outer_error = l->error, outer_leave = l->leave;
    Set target = live, handler;

    if (in->has_finally) {
        target = copy_set(l, live);
        unite(l, target, l->error);
        unite(l, target, l->leave);
        for (LoopLive *k = l->loops; k; k = k->outer) {
            unite(l, target, k->after);
            unite(l, target, k->next_round);
        }
        live_block(l, &in->last, target);
        l->error = l->leave = target;
    }
    handler = copy_set(l, target);
    if (in->has_handler)
        live_block(l, &in->other, handler);
    l->error = in->has_handler ? handler : target;
    assign_set(l, live, target);
    live_block(l, &in->body, live);
    l->error = outer_error;
    l->leave = outer_leave;
}

static LoopLive *find_loop(const Live *l, const Inst *loop)
{
    LoopLive *k = l->loops;

    while (k && k->loop != loop)
        k = k->outer;
    return k;
}

static void live_jump(Live *l, const Inst *in, Set live)
{
    LoopLive *k = in->op == IR_RETURN ? NULL : find_loop(l, in->imm.loop);

    memset(live, 0, l->words * sizeof *live);
    if (k)
        unite(l, live, in->op == IR_BREAK ? k->after : k->next_round);
    unite(l, live, l->leave);
}

static void live_inst(Live *l, Inst *in, Set live)
{
    switch ((int)in->op) {
    case IR_IF: {
        Set other = copy_set(l, live);
        live_block(l, &in->body, live);
        live_block(l, &in->other, other);
        unite(l, live, other);
        break;
    }
    case IR_LOOP:
        live_loop(l, in, live);
        return;
    case IR_TRY:
        live_try(l, in, live);
        return;
    case IR_BREAK:
    case IR_CONTINUE:
    case IR_RETURN:
        live_jump(l, in, live);
        break;
    case IR_RELEASE:
        exclude(live, in->args[0]);
        return;
    default:
        break;
    }
    if (in->dst && tracked(l, in->dst))
        exclude(live, in->dst);
    if (may_fail(in))
        unite(l, live, l->error);
    live_operands(l, in, live);
}

static void live_block(Live *l, Block *b, Set live)
{
    VEC(Inst *) list = {0};

    for (Inst *in = b->first; in; in = in->next)
        vec_push(&l->scratch, &list, in);
    for (size_t i = list.len; i > 0; i--)
        live_inst(l, list.at[i - 1], live);
}

/* xs = push(xs, v): the old value is gone when the new one comes, and nothing looks in between. */
static void pair_moves(void *self, Inst *in)
{
    Inst *next = in->next;

    (void)self;
    if (!next || next->op != IR_MOVE || may_fail(in) || next->args[0] != in->dst || !in->dst)
        return;
    for (uint32_t k = 0; k < in->arg_count && k < 64; k++)
        if ((in->cleared & 1ull << k) && in->args[k] == next->dst) {
            in->cleared &= ~(1ull << k);
            next->fresh = true;
        }
}

static Inst *release_after(IrProgram *p, Block *b, Inst *in, RegId r)
{
    Inst *release = ir_inst(p, IR_RELEASE);

    release->args      = ARENA_ARRAY(&p->c->arena, RegId, 2);
    release->args[0]   = r;
    release->arg_count = 1;
    release->next      = in->next;
    in->next           = release;
    if (b->last == in)
        b->last = release;
    return release;
}

static void release_dying(IrProgram *p, Block *b)
{
    for (Inst *in = b->first; in; in = in->next) {
        const Inst *user = in;
        release_dying(p, &in->body);
        release_dying(p, &in->other);
        release_dying(p, &in->last);
        for (size_t k = 0; k < user->dies.len; k++)
            in = release_after(p, b, in, user->dies.at[k]);
    }
}

void lower_moves(IrProgram *p)
{
    for (size_t i = 0; i < p->funcs.len; i++) {
        Live l = {.p = p, .f = p->funcs.at[i]};
        l.words = l.f->regs.len / 64 + 1;
        live_block(&l, &l.f->body, new_set(&l));
        ir_walk(&l.f->body, pair_moves, NULL);
        release_dying(p, &l.f->body);
        arena_free(&l.scratch);
    }
}
