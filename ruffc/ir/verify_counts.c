/* Checks reference counts along every path.

   in   a function after `errors`: an instruction is left to a label, to the next one, or to the
        exit
   out  nothing, or the end of the process with the function printed

   Each register that owns what it holds is empty, holds a count, or is stale: its count was given
   away but the pointer is still there. The walk keeps for every register the states that some path
   brings, joins them where paths meet, and repeats until nothing is added. A count is lost where a
   register that holds one is overwritten or left behind; it is given back twice where a stale one
   is released, moved or cleaned up. */

#include "ir/verify.h"

enum { REACHED = 1 };                    /* in place 0 */
enum { EMPTY = 1, HELD = 2, STALE = 4 }; /* in the place of a register */

typedef uint8_t *States; /* all 0: no path comes here */

/* What the paths into, around and out of a loop bring; kept from walk to walk. */
typedef struct LoopStates {
    const Inst *loop;
    States      head, next_round, after;
} LoopStates;

typedef struct Paths {
    const Checked    *on;
    Arena             scratch;
    size_t            count; /* of registers */
    States            now;
    States           *labels; /* by label */
    VEC(LoopStates *) loops;  /* of the function */
    VEC(LoopStates *) around; /* the place of the walk, innermost last */
    bool              grew, reports;
} Paths;

static const Reg *reg(const Paths *p, RegId r)
{
    return &p->on->f->regs.at[r];
}

/* A loop over any value holds what it runs over. */
static bool watched(const Paths *p, RegId r)
{
    return (reg(p, r)->owns && reg(p, r)->counted) || reg(p, r)->rep == REP_LOOP;
}

static bool has_bit(uint64_t set, uint32_t k)
{
    return k < 64 && (set >> k & 1);
}

static void complain(const Paths *p, const Inst *in, RegId r, const char *what)
{
    if (!p->reports)
        return;
    if (reg(p, r)->name)
        ir_broken(p->on, in, "%.*s.%u %s",
                  TEXT_ARG(symbol_text(p->on->c->symbols, reg(p, r)->name)), r, what);
    ir_broken(p->on, in, "%s%u %s", reg(p, r)->is_var ? "v" : "r", r, what);
}

/* ---- sets of states ---- */

static States new_states(Paths *p)
{
    return ARENA_ARRAY(&p->scratch, uint8_t, p->count);
}

static States copy_states(Paths *p, States from)
{
    return memcpy(new_states(p), from, p->count);
}

static bool is_reached(const Paths *p)
{
    return p->now[0] != 0;
}

static void end_path(Paths *p)
{
    memset(p->now, 0, p->count);
}

static void unite(Paths *p, States into, States from)
{
    for (size_t r = 0; r < p->count; r++)
        if (from[r] & ~into[r]) {
            into[r] |= from[r];
            p->grew = p->grew || into != p->now;
        }
}

/* ---- ways out ---- */

static void leave_function(const Paths *p, const Inst *in)
{
    for (RegId r = 1; r < p->count; r++) {
        if (!watched(p, r))
            continue;
        if ((p->now[r] & STALE) && reg(p, r)->cleanup)
            complain(p, in, r, "is released on the way out though its count is gone");
        if ((p->now[r] & HELD) && !reg(p, r)->cleanup)
            complain(p, in, r, "still holds a count on the way out");
    }
}

static void fail(Paths *p, const Inst *in)
{
    if (!may_fail(in))
        return;
    if (in->on_error && in->op != IR_DEPTH)
        unite(p, p->labels[in->on_error], p->now);
    else
        leave_function(p, in);
}

/* A frame may be dropped while it waits. What is not in it is gone when it goes on. */
static void suspend(Paths *p, const Inst *in)
{
    for (RegId r = 1; r < p->count && p->on->form >= FORM_SPLIT; r++) {
        if (!watched(p, r))
            continue;
        if ((p->now[r] & STALE) && reg(p, r)->in_frame)
            complain(p, in, r, "stands in the frame though its count is gone");
        if ((p->now[r] & HELD) && !reg(p, r)->in_frame)
            complain(p, in, r, "holds a count over a wait, outside the frame");
        if (!reg(p, r)->in_frame)
            p->now[r] = EMPTY;
    }
}

/* ---- operands and results ---- */

static void take(Paths *p, const Inst *in, uint32_t k)
{
    RegId r = in->args[k];

    if (!reg(p, r)->is_var && (p->now[r] & EMPTY))
        complain(p, in, r, "gives away a count that it never got");
    p->now[r] = has_bit(in->cleared, k) ? EMPTY : STALE;
}

/* A variable that only looks is used while its keeper holds. */
static void check_keeper(const Paths *p, const Inst *in, RegId r)
{
    RegId keeper = reg(p, r)->keeper;

    while (keeper && reg(p, keeper)->keeper)
        keeper = reg(p, keeper)->keeper;
    if (keeper && watched(p, keeper) && (p->now[keeper] & (EMPTY | STALE)))
        complain(p, in, r, "looks at what may be gone");
}

static void use_operands(Paths *p, const Inst *in)
{
    for (uint32_t k = 0; k < in->arg_count; k++)
        if (watched(p, in->args[k]) && (p->now[in->args[k]] & STALE))
            complain(p, in, in->args[k], "is used though its count is gone");
    for (uint32_t k = 0; k < in->arg_count; k++)
        check_keeper(p, in, in->args[k]);
    for (uint32_t k = 0; k < in->arg_count; k++)
        if (has_bit(in->own & in->moved, k) && watched(p, in->args[k]))
            take(p, in, k);
}

static void set_result(Paths *p, const Inst *in)
{
    RegId r = in->dst;

    if (!r || !watched(p, r))
        return;
    if (in->op == IR_MOVE && !in->fresh) {
        if (p->now[r] & STALE)
            complain(p, in, r, "is replaced and released though its count is gone");
    } else if (p->now[r] & HELD) {
        complain(p, in, r, "is overwritten while it holds a count");
    }
    p->now[r] = in->retain_dst ? EMPTY : HELD; /* its RETAIN follows */
}

static void release(Paths *p, const Inst *in)
{
    RegId r = in->args[0];

    if (!watched(p, r))
        return;
    if (p->now[r] & STALE)
        complain(p, in, r, "is released though its count is gone");
    p->now[r] = reg(p, r)->is_var || reg(p, r)->cleanup ? EMPTY : STALE;
}

/* ---- control flow ---- */

static void walk_list(Paths *p, const Block *b);

/* Behind a finally block the saved error is there exactly where it is raised again. */
static RegId raised_there(const Inst *in)
{
    const Inst *raise = in->body.first;

    return raise && raise->op == IR_RAISE && !in->other.first ? raise->args[0] : NO_REG;
}

static void walk_if(Paths *p, const Inst *in)
{
    States before = copy_states(p, p->now), then;
    RegId  raised = raised_there(in);

    walk_list(p, &in->body);
    then = copy_states(p, p->now);
    memcpy(p->now, before, p->count);
    if (raised)
        p->now[raised] = EMPTY;
    walk_list(p, &in->other);
    unite(p, p->now, then);
}

static LoopStates *loop_states(Paths *p, const Inst *in)
{
    LoopStates *s;

    for (size_t i = 0; i < p->loops.len; i++)
        if (p->loops.at[i]->loop == in)
            return p->loops.at[i];
    s  = ARENA_NEW(&p->scratch, LoopStates);
    *s = (LoopStates){in, new_states(p), new_states(p), new_states(p)};
    vec_push(&p->scratch, &p->loops, s);
    return s;
}

static void walk_loop(Paths *p, const Inst *in)
{
    LoopStates *s = loop_states(p, in);

    vec_push(&p->scratch, &p->around, s);
    unite(p, s->head, p->now);
    memcpy(p->now, s->head, p->count);
    walk_list(p, &in->other);
    if (in->arg_count > 0)
        unite(p, s->after, p->now);
    walk_list(p, &in->body);
    unite(p, s->next_round, p->now);
    memcpy(p->now, s->next_round, p->count);
    walk_list(p, &in->last);
    unite(p, s->head, p->now);
    memcpy(p->now, s->after, p->count);
    p->around.len--;
}

static void walk_jump(Paths *p, const Inst *in)
{
    size_t i = p->around.len;

    while (p->around.at[i - 1]->loop != in->imm.loop)
        i--;
    unite(p, in->op == IR_BREAK ? p->around.at[i - 1]->after : p->around.at[i - 1]->next_round,
          p->now);
    end_path(p);
}

static void walk_plain(Paths *p, const Inst *in)
{
    use_operands(p, in);
    if (ir_suspends(in))
        suspend(p, in);
    fail(p, in);
    set_result(p, in);
    if ((in->op == IR_THROW || in->op == IR_LEAVE || in->op == IR_RAISE || in->op == IR_FAIL) && !in->soft)
        end_path(p);
}

static void walk_inst(Paths *p, const Inst *in)
{
    switch ((int)in->op) {
    case IR_IF:
        walk_if(p, in);
        break;
    case IR_LOOP:
        walk_loop(p, in);
        break;
    case IR_BREAK:
    case IR_CONTINUE:
        walk_jump(p, in);
        break;
    case IR_GOTO:
        unite(p, p->labels[in->imm.label], p->now);
        end_path(p);
        break;
    case IR_LABEL:
        unite(p, p->now, p->labels[in->imm.label]);
        break;
    case IR_RETURN:
        use_operands(p, in);
        leave_function(p, in);
        end_path(p);
        break;
    case IR_RETAIN:
        p->now[in->args[0]] = HELD;
        break;
    case IR_RELEASE:
    case IR_LOOP_END:
        release(p, in);
        break;
    default:
        walk_plain(p, in);
        break;
    }
}

static void walk_list(Paths *p, const Block *b)
{
    for (const Inst *in = b->first; in; in = in->next)
        if (is_reached(p) || in->op == IR_LABEL)
            walk_inst(p, in);
}

/* ---- the whole function ---- */

static void walk_function(Paths *p)
{
    p->grew = false;
    end_path(p);
    p->now[0] = REACHED;
    for (RegId r = 1; r < p->count; r++)
        p->now[r] = reg(p, r)->is_param ? HELD : EMPTY;
    walk_list(p, &p->on->f->body);
}

void ir_verify_counts(const Checked *on)
{
    Paths p = {.on = on, .count = on->f->regs.len};

    p.now    = new_states(&p);
    p.labels = ARENA_ARRAY(&p.scratch, States, on->f->label_count + 1);
    for (uint32_t i = 1; i <= on->f->label_count; i++)
        p.labels[i] = new_states(&p);
    do
        walk_function(&p);
    while (p.grew);
    p.reports = true;
    walk_function(&p);
    arena_free(&p.scratch);
}
