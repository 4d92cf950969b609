/* Checks the shape of a function, which every pass promises to keep: operands and results as ir.def
   says, temporaries set once and used where they are known, jumps that lead somewhere, lists that
   hang together.

   in   one function, and the form it has reached
   out  nothing, or the end of the process with the function printed */

#include "ir/verify.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* Where a list of instructions stands: in which other one, in which loop. */
typedef struct Place {
    const struct Place *outer;
    const Inst         *loop; /* the innermost one around it */
} Place;

typedef struct Verify {
    const Checked *on;
    const Place  **defined; /* by register: the list that sets a temporary */
    bool          *open;    /* by register: that list is not left yet */
    uint32_t      *labels;  /* by label: how many stand in the function */
    uint32_t      *states;  /* by state: how many YIELD and POLL have it */
} Verify;

_Noreturn void ir_broken(const Checked *on, const Inst *in, const char *format, ...)
{
    va_list list;

    fprintf(stderr, "ruffc: broken IR after %s: %s at %u:%u: ", on->after, ir_info[in->op].mnemonic,
            in->at >> 8, in->at & 255);
    va_start(list, format);
    vfprintf(stderr, format, list);
    va_end(list);
    fputc('\n', stderr);
    ir_dump(on->c, on->f, STDERR_FILENO);
    exit(EXIT_BROKEN);
}

static const Reg *reg(const Verify *v, RegId r)
{
    return &v->on->f->regs.at[r];
}

/* ---- operands and results ---- */

static void check_count(const Verify *v, const Inst *in)
{
    const char *letters = ir_info[in->op].operands;
    size_t      n       = strlen(letters);
    bool        rest    = n > 0 && letters[n - 1] == '*';

    if (n == 0 || in->arg_count == n || (rest && in->arg_count + 2 >= n))
        return;
    ir_broken(v->on, in, "%u operands, its row says \"%s\"", in->arg_count, letters);
}

static bool is_counted(Rep rep)
{
    return rep == REP_VALUE || rep == REP_OBJECT;
}

static bool needs_result(const Inst *in)
{
    switch ((int)in->op) {
    case IR_CALL:      /* the value of a call, a yield or a wait may not matter */
    case IR_CALL_C:
    case IR_CALL_LIST:
    case IR_POLL:
    case IR_YIELD:
        return false;
    default:
        return ir_info[in->op].result != '-' || in->op == IR_MOVE;
    }
}

static void check_result(const Verify *v, const Inst *in)
{
    if (in->dst >= v->on->f->regs.len)
        ir_broken(v->on, in, "result in register %u, there is none", in->dst);
    if (needs_result(in) && !in->dst)
        ir_broken(v->on, in, "no register for its result");
    if (in->dst && in->result == '-' && in->op != IR_MOVE)
        ir_broken(v->on, in, "it has no result for register %u", in->dst);
    if (!in->dst && in->result == 'o' && in->op == IR_CALL &&
        is_counted(type_rep(in->imm.callee->call_type)))
        ir_broken(v->on, in, "nobody takes its result");
}

/* What C's types ask of an operand; REP_NONE: any. */
static Rep wanted_rep(const Inst *in, uint32_t k)
{
    switch ((int)in->op) {
    case IR_ADD_INT:
    case IR_SUB_INT:
    case IR_MUL_INT:
    case IR_DIV_INT:
    case IR_MOD_INT:
    case IR_NEG_INT:
    case IR_RAW_INT:
    case IR_TO_FLOAT:
    case IR_BOX_INT:
        return REP_INT;
    case IR_ARITH_FLOAT:
    case IR_DIV_FLOAT:
    case IR_MOD_FLOAT:
    case IR_NEG_FLOAT:
    case IR_EQ_FLOAT:
    case IR_BOX_FLOAT:
        return REP_FLOAT;
    case IR_NOT:
    case IR_BOX_BOOL:
    case IR_IF:
    case IR_LOOP:
        return REP_BOOL;
    case IR_EQ_STRING:
    case IR_ORDER_STRING:
    case IR_NOT_EMPTY:
    case IR_BOX_OBJECT:
    case IR_STRING_LEN:
    case IR_FIELD_GET:
    case IR_FIELD_OWN:
    case IR_FIELD_PLACE:
    case IR_FIELD_CHECK:
        return REP_OBJECT;
    case IR_CONDITION:
    case IR_IS_NULL:
    case IR_IS_INT:
    case IR_IS_ABSENT:
    case IR_MATCH_VARIANT:
    case IR_UNBOX_INT:
    case IR_UNBOX_FLOAT:
    case IR_UNBOX_BOOL:
    case IR_UNBOX_OBJECT:
    case IR_SET_CHECK:
    case IR_THROW:
    case IR_RAISE:
    case IR_YIELD:
    case IR_LOOP_START:
        return REP_VALUE;
    case IR_LOOP_NEXT:
    case IR_LOOP_POLL:
    case IR_LOOP_ITEM:
    case IR_LOOP_END:
        return REP_LOOP;
    case IR_ENTRY_GET:
    case IR_PLACE_GET:
    case IR_PLACE_OWN:
        return k == 0 ? REP_PLACE : REP_NONE;
    case IR_LEN:
    case IR_INDEX:
    case IR_CHARACTER:
    case IR_ITEM:
    case IR_ITEM_VIEW:
    case IR_ITEM_PLACE:
    case IR_STORE_ITEM:
        return k == 0 ? REP_OBJECT : k == 1 ? REP_INT : REP_NONE;
    case IR_STRUCT_LOAD:
        return REP_OBJECT;
    case IR_STRUCT_MAKE:
        return REP_STRUCT;
    case IR_FIELD_INIT:
    case IR_FIELD_SET:
        return k == 0 ? REP_OBJECT : type_rep(in->imm.field->type);
    case IR_CLOSURE:
    case IR_SPAWN:
    case IR_TAG:
        return REP_VALUE;
    default:
        return REP_NONE;
    }
}

/* It reads or sets a field, of an object or of a C struct. */
static bool has_fields(const Inst *in)
{
    return in->op == IR_FIELD_GET || in->op == IR_FIELD_SET || in->op == IR_FIELD_INIT;
}

static void check_operand(const Verify *v, const Inst *in, uint32_t k, const Place *here)
{
    RegId r    = in->args[k];
    Rep   want = wanted_rep(in, k);

    if (r == NO_REG || r >= v->on->f->regs.len)
        ir_broken(v->on, in, "operand %u is register %u, there is none", k, r);
    if (want == REP_OBJECT && k == 0 && reg(v, r)->rep == REP_STRUCT && has_fields(in))
        want = REP_STRUCT;
    if (want != REP_NONE && reg(v, r)->rep != want)
        ir_broken(v->on, in, "operand %u has representation %d, not %d", k, (int)reg(v, r)->rep,
                  (int)want);
    if (reg(v, r)->is_var ||
        (in->op == IR_RELEASE && reg(v, r)->cleanup)) /* null until they are set */
        return;
    if (!v->defined[r] || !v->open[r])
        ir_broken(v->on, in, "temporary r%u is used before or outside of what sets it", r);
    if (reg(v, r)->counted && v->defined[r] != here && in->op != IR_RETAIN)
        ir_broken(v->on, in,
                  "temporary r%u counts and is used in another list than the one that sets it", r);
}

static void check_call(const Verify *v, const Inst *in)
{
    const IrFunc *callee = in->imm.callee;
    uint32_t      extra  = (uint32_t)callee->has_env + (callee->receiver ? 1 : 0);

    if (in->arg_count != callee->param_count + extra)
        ir_broken(v->on, in, "%u operands, the function takes %u", in->arg_count,
                  callee->param_count + extra);
    for (uint32_t k = 0; k < callee->param_count; k++)
        if (reg(v, in->args[k + extra])->rep != callee->regs.at[callee->params[k]].rep)
            ir_broken(v->on, in, "parameter %u has another representation", k);
    if (in->dst && reg(v, in->dst)->rep == REP_LOOP && reg(v, in->dst)->driven == callee)
        return; /* the generator becomes the loop's own */
    if (in->dst && reg(v, in->dst)->rep != ir_result_rep(callee))
        ir_broken(v->on, in, "its result has another representation");
}

static Rep given_rep(const IrFunc *f)
{
    return f->gives_struct ? REP_STRUCT : type_rep(f->result);
}

static void check_kinds(const Verify *v, const Inst *in)
{
    if (in->op == IR_CALL)
        check_call(v, in);
    if ((in->op == IR_MOVE || in->op == IR_COPY) &&
        reg(v, in->dst)->rep != reg(v, in->args[0])->rep)
        ir_broken(v->on, in, "from representation %d to %d", (int)reg(v, in->args[0])->rep,
                  (int)reg(v, in->dst)->rep);
    if (in->op == IR_RETURN && in->arg_count &&
        reg(v, in->args[0])->rep != given_rep(v->on->f))
        ir_broken(v->on, in, "representation %d, the function gives %d",
                  (int)reg(v, in->args[0])->rep, (int)given_rep(v->on->f));
    if (in->moved & ~in->own)
        ir_broken(v->on, in, "moves an operand that it does not own");
    if (in->cleared & ~in->moved)
        ir_broken(v->on, in, "clears an operand that it does not move");
}

/* ---- what belongs to a form ---- */

static void check_form(const Verify *v, const Inst *in)
{
    bool flat = v->on->form >= FORM_FLAT;

    if (in->op == IR_TRY && flat)
        ir_broken(v->on, in, "still there");
    if ((in->op == IR_LABEL || in->op == IR_GOTO || in->op == IR_SAVE_ERROR) && !flat)
        ir_broken(v->on, in, "too early");
    if ((in->op == IR_RETAIN || in->retain_dst) && v->on->form < FORM_COUNTED)
        ir_broken(v->on, in, "counts too early");
    if (ir_suspends(in) && !ir_is_resumable(v->on->f))
        ir_broken(v->on, in, "in a function that cannot wait");
    if ((in->op == IR_LABEL || in->op == IR_GOTO) &&
        (in->imm.label == 0 || in->imm.label > v->on->f->label_count))
        ir_broken(v->on, in, "label %u of %u", in->imm.label, v->on->f->label_count);
    if (in->on_error > v->on->f->label_count)
        ir_broken(v->on, in, "errors go to label %u of %u", in->on_error, v->on->f->label_count);
}

static void check_jump(const Verify *v, const Inst *in, const Place *here)
{
    const Place *p = here;

    while (p && p->loop != in->imm.loop)
        p = p->outer;
    if (!p)
        ir_broken(v->on, in, "no such loop around it");
}

/* ---- lists ---- */

static void check_list(Verify *v, const Block *b, const Place *outer, const Inst *loop);

static void define(Verify *v, const Inst *in, const Place *here)
{
    if (!in->dst || reg(v, in->dst)->is_var)
        return;
    if (v->defined[in->dst])
        ir_broken(v->on, in, "temporary r%u is set a second time", in->dst);
    v->defined[in->dst] = here;
    v->open[in->dst]    = true;
}

/* A loop is the one instruction whose operand is set inside: by its test. */
static void check_loop(Verify *v, const Inst *in, const Place *here)
{
    check_list(v, &in->other, here, in);
    for (uint32_t k = 0; k < in->arg_count; k++)
        v->open[in->args[k]] = true;
    if (in->arg_count > 0)
        check_operand(v, in, 0, here);
    check_list(v, &in->body, here, in);
    check_list(v, &in->last, here, in);
}

static void check_inst(Verify *v, const Inst *in, const Place *here)
{
    check_form(v, in);
    check_count(v, in);
    check_result(v, in);
    if (in->op == IR_LOOP) {
        check_loop(v, in, here);
        return;
    }
    for (uint32_t k = 0; k < in->arg_count; k++)
        check_operand(v, in, k, here);
    check_kinds(v, in);
    if (in->op == IR_BREAK || in->op == IR_CONTINUE)
        check_jump(v, in, here);
    if (in->op == IR_LABEL)
        v->labels[in->imm.label]++;
    if (v->on->form >= FORM_SPLIT && ir_suspends(in) &&
        in->fixed <= v->on->f->state_count)
        v->states[in->fixed]++;
    define(v, in, here);
    check_list(v, &in->body, here, here->loop);
    check_list(v, &in->other, here, here->loop);
    check_list(v, &in->last, here, here->loop);
}

static void check_list(Verify *v, const Block *b, const Place *outer, const Inst *loop)
{
    Place       here = {outer, loop};
    const Inst *last = NULL;

    for (const Inst *in = b->first; in; in = in->next) {
        check_inst(v, in, &here);
        last = in;
    }
    if (last && last != b->last)
        ir_broken(v->on, last, "ends a list that ends elsewhere");
    for (const Inst *in = b->first; in; in = in->next)
        if (in->dst && v->defined[in->dst] == &here)
            v->open[in->dst] = false;
}

/* ---- the whole function ---- */

static void check_target(const Verify *v, const Inst *in, uint32_t label)
{
    if (label && v->labels[label] != 1)
        ir_broken(v->on, in, "label %u stands %u times", label, v->labels[label]);
}

static void check_targets(void *self, Inst *in)
{
    const Verify *v = self;

    if (in->op == IR_GOTO)
        check_target(v, in, in->imm.label);
    if (in->failure != '-')
        check_target(v, in, in->on_error);
    if (v->on->form >= FORM_SPLIT && ir_suspends(in) &&
        (in->fixed == 0 || in->fixed > v->on->f->state_count || v->states[in->fixed] != 1))
        ir_broken(v->on, in, "no state of its own");
}

void ir_verify(Compiler *c, const IrFunc *f, const char *after, IrForm form)
{
    Arena   scratch = {0};
    Checked on      = {c, f, after, form};
    Verify  v       = {.on = &on};

    v.defined = ARENA_ARRAY(&scratch, const Place *, f->regs.len + 1);
    v.open    = ARENA_ARRAY(&scratch, bool, f->regs.len + 1);
    v.labels  = ARENA_ARRAY(&scratch, uint32_t, f->label_count + 1);
    v.states  = ARENA_ARRAY(&scratch, uint32_t, f->state_count + 1);
    check_list(&v, &f->body, NULL, NULL);
    ir_walk((Block *)&f->body, check_targets, &v);
    arena_free(&scratch);
    if (form >= FORM_FLAT)
        ir_verify_counts(&on);
    if (form == FORM_COUNTED)
        ir_verify_views(&on);
}
