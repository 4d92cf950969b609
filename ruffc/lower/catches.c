/* Errors that never become objects.

   A handler that asks for nothing but the text and the line of what it caught needs no Error. A throw of a
   string in the same function, which includes what was put in the places of calls (ir/inline_calls.c), sets a
   variable for either and goes to the handler. Errors that come from elsewhere, out of calls and failing
   operations, are caught as ever: the handler begins with the question whether there is one.

   needs    build
   leaves   LEAVE instead of THROW; handlers that begin with FAILED */

#include "lower/lower.h"

/* A handler, and what it does with its error. */
typedef struct Handler {
    IrProgram *p;
    IrFunc    *f;
    Inst      *attempt;  /* its TRY */
    Inst      *caught;   /* its CATCH */
    RegId      name;     /* the variable that the error is kept in, NO_REG: none */
    RegId      text, line; /* NO_REG: nobody asks */
    bool       asks_text, asks_line, keeps; /* keeps: does something else with it */
    uint32_t   throws;   /* how many come here */
} Handler;

/* ---- what becomes of the error ---- */

static bool is_about(const Handler *h, RegId r)
{
    return r && (r == h->caught->dst || r == h->name);
}

static bool calls(const Inst *in, const char *symbol)
{
    return in->op == IR_CALL_C && strcmp(in->imm.symbol, symbol) == 0;
}

static void look(void *self, Inst *in)
{
    Handler *h = self;

    for (uint32_t k = 0; k < in->arg_count; k++) {
        if (!is_about(h, in->args[k]) || in->op == IR_RELEASE)
            continue;
        if (calls(in, "rf_error_message"))
            h->asks_text = true;
        else if (calls(in, "rf_error_line"))
            h->asks_line = true;
        else if (in->op != IR_MOVE || in->dst != h->name)
            h->keeps = true;
    }
    if (in != h->caught && in->dst && is_about(h, in->dst) && in->op != IR_MOVE)
        h->keeps = true;
}

/* The CATCH that the handler begins with, and the variable it goes to. */
static bool find_caught(Handler *h)
{
    Inst *in = h->attempt->other.first;

    while (in && in->op == IR_LINE)
        in = in->next;
    if (!in || in->op != IR_CATCH)
        return false;
    h->caught = in;
    in        = in->next;
    if (in && in->op == IR_MOVE && in->args[0] == h->caught->dst)
        h->name = in->dst;
    ir_walk(&h->f->body, look, h);
    return !h->keeps;
}

/* ---- the throws ---- */

static Inst *maker_of(const Block *b, const Inst *before, RegId r)
{
    Inst *found = NULL;

    for (Inst *in = b->first; in && in != before; in = in->next)
        if (in->dst == r)
            found = in;
    return found;
}

/* The string that is thrown, NO_REG for anything else. */
static RegId thrown_text(const Handler *h, const Block *b, const Inst *in)
{
    const Inst *boxed = in->op == IR_THROW && !in->soft && !in->closes ? maker_of(b, in, in->args[0]) : NULL;

    if (!boxed || boxed->op != IR_BOX_OBJECT ||
        h->f->regs.at[boxed->args[0]].type->kind != TY_STRING)
        return NO_REG;
    return boxed->args[0];
}

/* Calls `visit` on every throw of a string that goes to the handler as things are. */
static void each_throw(Handler *h, Block *b, void (*visit)(Handler *h, Block *b, Inst *in))
{
    for (Inst *in = b->first, *next; in; in = next) {
        next = in->next;
        if (in->op == IR_TRY) {
            if (!in->has_finally)
                each_throw(h, in->has_handler ? &in->other : &in->body, visit);
            continue;
        }
        if (thrown_text(h, b, in))
            visit(h, b, in);
        each_throw(h, &in->body, visit);
        each_throw(h, &in->other, visit);
        each_throw(h, &in->last, visit);
    }
}

static void count_throw(Handler *h, Block *b, Inst *in)
{
    (void)b, (void)in;
    h->throws++;
}

/* ---- the change ---- */

static Inst *new_inst(Handler *h, IrOp op, RegId dst, RegId arg)
{
    Inst *in = ir_inst(h->p, op);

    in->dst       = dst;
    in->args      = ARENA_ARRAY(&h->p->c->arena, RegId, 2);
    in->args[0]   = arg;
    in->arg_count = arg ? 1 : 0;
    in->site      = h->caught->site;
    return in;
}

static RegId new_reg(Handler *h, TypeKind kind, bool is_var)
{
    return ir_reg(h->p, h->f, type_basic(h->p->typed->types, kind), 0, is_var);
}

/* Set in the body, read in the handler. */
static RegId handed_over(Handler *h, TypeKind kind)
{
    RegId r = new_reg(h, kind, true);

    h->f->regs.at[r].handed_over = true;
    return r;
}

static void insert_before(Block *b, Inst *place, Inst *in)
{
    Inst **at = &b->first;

    while (*at != place)
        at = &(*at)->next;
    in->next = place;
    *at      = in;
}

static void leave_instead(Handler *h, Block *b, Inst *in)
{
    RegId text = thrown_text(h, b, in), line;

    if (h->text)
        insert_before(b, in, new_inst(h, IR_MOVE, h->text, text));
    if (h->line) {
        Inst *number        = new_inst(h, IR_INT, line = new_reg(h, TY_INT, false), NO_REG);
        number->imm.integer = in->at >> 8;
        insert_before(b, in, number);
        insert_before(b, in, new_inst(h, IR_MOVE, h->line, line));
    }
    in->op        = IR_LEAVE;
    in->arg_count = 0;
    in->own       = 0;
    in->failure   = ir_info[IR_LEAVE].failure;
    in->why       = "no error object, only its text and line are read";
}

static void ask(Handler *h, Block *b, const char *symbol, RegId into, TypeKind kind)
{
    Inst *in;

    if (!into)
        return;
    in             = new_inst(h, IR_CALL_C, new_reg(h, kind, false), h->caught->dst);
    in->imm.symbol = symbol;
    in->failure    = '-';
    in->no_cx      = true;
    in->result     = kind == TY_STRING ? 'o' : 's';
    ir_append(b, in);
    ir_append(b, new_inst(h, IR_MOVE, into, in->dst));
}

/* The handler's beginning: an error that came from elsewhere hands the same over. */
static void ask_for_error(Handler *h)
{
    Block *b      = &h->attempt->other;
    Inst  *failed = new_inst(h, IR_FAILED, new_reg(h, TY_BOOL, false), NO_REG);
    Inst  *branch = new_inst(h, IR_IF, NO_REG, failed->dst), **at = &b->first;
    Inst  *rest   = h->caught->next;

    if (h->name)
        rest = rest->next;
    while (*at != h->caught)
        at = &(*at)->next;
    *at             = new_inst(h, IR_SITE, NO_REG, NO_REG);
    (*at)->next     = failed;
    failed->next    = branch;
    branch->next    = rest;
    h->caught->next = NULL;
    ir_append(&branch->body, h->caught);
    ask(h, &branch->body, "rf_error_message", h->text, TY_STRING);
    ask(h, &branch->body, "rf_error_line", h->line, TY_INT);
    if (!rest)
        b->last = branch;
}

static void read_instead(Inst *in, RegId from)
{
    in->op      = IR_COPY;
    in->args[0] = from;
    in->own     = 1;
    in->result  = ir_info[IR_COPY].result;
}

/* What asked the error now reads the variables. */
static void change_reads(Handler *h, Block *b)
{
    Block kept = {0};

    for (Inst *in = b->first, *next; in; in = next) {
        next     = in->next;
        in->next = NULL;
        change_reads(h, &in->other);
        change_reads(h, &in->body);
        change_reads(h, &in->last);
        if (in->arg_count == 1 && h->name && in->args[0] == h->name) {
            if (in->op == IR_RELEASE && !h->text)
                continue;
            if (in->op == IR_RELEASE)
                in->args[0] = h->text;
            else
                read_instead(in, calls(in, "rf_error_message") ? h->text : h->line);
        }
        ir_append(&kept, in);
    }
    *b = kept;
}

static void change_handler(IrProgram *p, IrFunc *f, Inst *attempt)
{
    Handler h = {.p = p, .f = f, .attempt = attempt};

    if (!find_caught(&h))
        return;
    each_throw(&h, &attempt->body, count_throw);
    if (h.throws == 0)
        return;
    if (h.asks_text)
        h.text = handed_over(&h, TY_STRING);
    if (h.asks_line)
        h.line = handed_over(&h, TY_INT);
    each_throw(&h, &attempt->body, leave_instead);
    change_reads(&h, &attempt->other);
    ask_for_error(&h);
}

static void change_block(IrProgram *p, IrFunc *f, Block *b)
{
    for (Inst *in = b->first; in; in = in->next) {
        change_block(p, f, &in->body);
        change_block(p, f, &in->other);
        change_block(p, f, &in->last);
        if (in->op == IR_TRY && in->has_handler)
            change_handler(p, f, in);
    }
}

void lower_catches(IrProgram *p)
{
    for (size_t i = 0; i < p->funcs.len; i++)
        if (!ir_is_resumable(p->funcs.at[i]))
            change_block(p, p->funcs.at[i], &p->funcs.at[i]->body);
}
