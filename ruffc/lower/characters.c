/* Single characters as numbers.

   `s[i]` makes a string of one character, and so does a loop over a text. Where nothing is done with it but
   comparing it with other such strings, and appending it to texts, its code point does as well, since strings
   are ordered by code points (S-14): no string is made, and the comparison is one of numbers.

   needs    build
   leaves   CHARACTER instead of calls of rf_string_at, RUNE instead of rf_string_rune; registers of type int
            instead of string */

#include "lower/lower.h"

typedef struct Characters {
    IrProgram *p;
    IrFunc    *f;
    bool      *wide; /* by register: it is no single character, or needed as a string */
    bool       grew;
} Characters;

static bool is_string(const Characters *c, RegId r)
{
    const Reg *reg = &c->f->regs.at[r];

    return r && reg->type && reg->type->kind == TY_STRING && reg->rep == REP_OBJECT &&
           !reg->is_param;
}

static bool calls(const Inst *in, const char *symbol)
{
    return in->op == IR_CALL_C && !in->soft && in->imm.symbol && strcmp(in->imm.symbol, symbol) == 0;
}

static bool is_at(const Inst *in)
{
    return calls(in, "rf_string_at");
}

/* The next character of a loop. */
static bool is_rune(const Inst *in)
{
    return calls(in, "rf_string_rune");
}

static bool is_append(const Inst *in)
{
    return calls(in, "rf_string_append");
}

static bool is_one_character(const Inst *in)
{
    return in->op == IR_STRING && utf8_count(in->imm.text) == 1;
}

static bool compares(const Inst *in)
{
    return in->op == IR_EQ_STRING || in->op == IR_ORDER_STRING;
}

static void widen(Characters *c, RegId r)
{
    if (is_string(c, r) && !c->wide[r])
        c->wide[r] = c->grew = true;
}

static bool is_narrow(const Characters *c, RegId r)
{
    return is_string(c, r) && !c->wide[r];
}

/* Both are characters, or neither is. */
static void join(Characters *c, RegId a, RegId b)
{
    if (!is_narrow(c, a))
        widen(c, b);
    if (!is_narrow(c, b))
        widen(c, a);
}

static void visit(void *self, Inst *in)
{
    Characters *c = self;

    if (in->op == IR_MOVE || in->op == IR_COPY) {
        join(c, in->dst, in->args[0]);
        return;
    }
    if (in->dst && !is_at(in) && !is_rune(in) && !is_one_character(in))
        widen(c, in->dst);
    if (compares(in))
        join(c, in->args[0], in->args[1]);
    else if (is_append(in))
        widen(c, in->args[0]);
    else if (in->op != IR_RELEASE)
        for (uint32_t k = 0; k < in->arg_count; k++)
            widen(c, in->args[k]);
}

/* ---- the change ---- */

static void make_character(Inst *in, IrOp op)
{
    in->op      = op;
    in->result  = ir_info[op].result;
    in->failure = ir_info[op].failure;
    in->own     = 0;
    in->why     = "no string, only compared or appended";
}

static void make_number(Inst *in)
{
    size_t   length;
    uint32_t code = utf8_decode(in->imm.text, 0, &length);

    in->op          = IR_INT;
    in->result      = ir_info[IR_INT].result;
    in->imm.integer = code;
}

static void change(void *self, Inst *in)
{
    const Characters *c = self;

    if (compares(in) && is_narrow(c, in->args[0])) {
        if (in->op == IR_EQ_STRING)
            in->imm.op = OP_EQUAL;
        in->op = IR_COMPARE;
    } else if (is_append(in) && is_narrow(c, in->args[1])) {
        in->imm.symbol = "rf_string_append_rune";
    } else if (in->dst && is_narrow(c, in->dst)) {
        if (is_at(in) || is_rune(in))
            make_character(in, is_at(in) ? IR_CHARACTER : IR_RUNE);
        else if (in->op == IR_STRING)
            make_number(in);
        else if (in->op == IR_COPY)
            in->result = 's';
    }
}

/* A variable that holds no count is not released at its end. */
static void drop_releases(const Characters *c, Block *b)
{
    Block kept = {0};

    for (Inst *in = b->first, *next; in; in = next) {
        next     = in->next;
        in->next = NULL;
        drop_releases(c, &in->other);
        drop_releases(c, &in->body);
        drop_releases(c, &in->last);
        if (in->op != IR_RELEASE || !is_narrow(c, in->args[0]))
            ir_append(&kept, in);
    }
    *b = kept;
}

static bool any_narrow(Characters *c)
{
    bool found = false;

    for (RegId r = 1; r < c->f->regs.len; r++)
        found = found || is_narrow(c, r);
    return found;
}

static void change_registers(Characters *c)
{
    for (RegId r = 1; r < c->f->regs.len; r++)
        if (is_narrow(c, r)) {
            Reg *reg     = &c->f->regs.at[r];
            reg->type    = type_basic(c->p->typed->types, TY_INT);
            reg->rep     = REP_INT;
            reg->counted = false;
        }
}

void lower_characters(IrProgram *p)
{
    for (size_t i = 0; i < p->funcs.len; i++) {
        Arena      scratch = {0};
        Characters c       = {.p = p, .f = p->funcs.at[i]};
        c.wide             = ARENA_ARRAY(&scratch, bool, c.f->regs.len + 1);
        do {
            c.grew = false;
            ir_walk(&c.f->body, visit, &c);
        } while (c.grew);
        if (any_narrow(&c)) {
            ir_walk(&c.f->body, change, &c);
            drop_releases(&c, &c.f->body);
            change_registers(&c);
        }
        arena_free(&scratch);
    }
}
