/* Prints IR: one instruction a line, blocks indented.

   An owned operand is `own` (a count of its own is made), `move` (the register's count is given
   away) or `take` (and the register is null afterwards). `!` may throw, with the label where the
   error goes; `! value`: the error becomes the result, `! quits`: it ends the loop. `safe if`: needs no
   test when that holds. `fresh`: nothing was there before.
   `retained`: a view that gets a count. */

#include "ir/ir.h"

typedef struct Dump {
    Compiler     *c;
    const IrFunc *f;
    TextBuf       out;
    int           depth;
} Dump;

static void dump_reg(Dump *d, RegId r)
{
    const Reg *reg = &d->f->regs.at[r < d->f->regs.len ? r : 0]; /* broken IR is printed too */

    if (reg->name)
        textbuf_format(&d->out, "%.*s.%u", TEXT_ARG(symbol_text(d->c->symbols, reg->name)), r);
    else
        textbuf_format(&d->out, "%s%u", reg->is_var ? "v" : "r", r);
}

static void indent(Dump *d)
{
    for (int i = 0; i < d->depth; i++)
        textbuf_add(&d->out, TEXT("    "));
}

static void dump_block(Dump *d, const char *title, const Block *b);

static void dump_name(Dump *d, const IrFunc *f)
{
    textbuf_format(&d->out, " %.*s#%u",
                   TEXT_ARG(f->shown_name.len ? f->shown_name : TEXT("<module>")),
                   f->instance->number);
}

static void dump_immediate(Dump *d, const Inst *in)
{
    switch ((int)in->op) {
    case IR_INT:
    case IR_BOOL:
    case IR_CAPTURE:
        textbuf_format(&d->out, " %lld", (long long)in->imm.integer);
        break;
    case IR_FLOAT:
        textbuf_format(&d->out, " %g", in->imm.real);
        break;
    case IR_STRING:
    case IR_SET_CHECK:
        textbuf_format(&d->out, " \"%.*s\"", TEXT_ARG(in->imm.text));
        break;
    case IR_CALL:
    case IR_CLOSURE:
    case IR_SPAWN:
        dump_name(d, in->imm.callee);
        break;
    case IR_CALL_C:
    case IR_CALL_LIST:
    case IR_POLL:
    case IR_FAIL:
    case IR_NOT_EMPTY:
    case IR_SOME_CHECK:
        textbuf_format(&d->out, " %s", in->imm.symbol);
        break;
    case IR_COMPARE:
    case IR_RAW_INT:
    case IR_ARITH_FLOAT:
    case IR_ORDER_STRING:
        textbuf_format(&d->out, " %s", operator_info[in->imm.op].spelling);
        break;
    case IR_FIELD_GET:
    case IR_FIELD_SET:
    case IR_FIELD_INIT:
    case IR_FIELD_OWN:
    case IR_FIELD_PLACE:
    case IR_FIELD_CHECK:
        textbuf_format(&d->out, " .%.*s",
                       TEXT_ARG(symbol_text(d->c->symbols, in->imm.field->name)));
        break;
    case IR_GLOBAL_GET:
    case IR_GLOBAL_SET:
    case IR_GLOBAL_OWN:
    case IR_GLOBAL_ADDRESS:
        textbuf_format(&d->out, " %.*s",
                       TEXT_ARG(symbol_text(d->c->symbols, in->imm.global->name)));
        break;
    case IR_SITE:
        if (in->site)
            dump_name(d, in->site->of);
        break;
    case IR_LABEL:
    case IR_GOTO:
        textbuf_format(&d->out, " L%u", in->imm.label);
        break;
    default:
        break;
    }
}

static void dump_line(Dump *d, const Inst *in)
{
    Position p = source_position(d->c->sources, in->imm.node->at.file, in->imm.node->at.start);
    Text     t = source_line(d->c->sources, in->imm.node->at.file, p.line);

    while (t.len > 0 && (t.at[0] == ' ' || t.at[0] == '\t'))
        t.at++, t.len--;
    indent(d);
    textbuf_format(&d->out, "; %u: %.*s\n", p.line, TEXT_ARG(t));
}

static void dump_operands(Dump *d, const Inst *in)
{
    for (uint32_t k = 0; k < in->arg_count; k++) {
        uint64_t bit = k < 64 ? 1ull << k : 0;
        textbuf_add(&d->out, k ? TEXT(", ") : TEXT(" "));
        if (in->own & bit & ~in->moved && d->f->regs.at[in->args[k]].counted)
            textbuf_add(&d->out, TEXT("own "));
        if (in->own & in->moved & bit)
            textbuf_add(&d->out, in->cleared & bit ? TEXT("take ") : TEXT("move "));
        dump_reg(d, in->args[k]);
    }
}

static void dump_flags(Dump *d, const Inst *in)
{
    if (in->failure != '-')
        textbuf_format(&d->out,
                       in->quits      ? "  ! quits"
                       : in->soft     ? "  ! value"
                       : in->on_error ? "  ! L%u"
                                      : "  !",
                       in->on_error);
    if (in->safe) {
        textbuf_add(&d->out, TEXT("  safe if "));
        dump_reg(d, in->safe);
    }
    if (in->why)
        textbuf_format(&d->out, "  (%s)", in->why);
    if (in->retain_dst)
        textbuf_add(&d->out, TEXT("  retained"));
    if (in->fresh)
        textbuf_add(&d->out, TEXT("  fresh"));
    if (ir_suspends(in) && in->fixed)
        textbuf_format(&d->out, "  state %u", in->fixed);
}

static void dump_inst(Dump *d, const Inst *in)
{
    if (in->op == IR_LINE) {
        dump_line(d, in);
        return;
    }
    indent(d);
    if (in->dst) {
        dump_reg(d, in->dst);
        textbuf_add(&d->out, TEXT(" ="));
    }
    if (in->op != IR_MOVE)
        textbuf_format(&d->out, in->dst ? " %s" : "%s", ir_info[in->op].mnemonic);
    dump_immediate(d, in);
    dump_operands(d, in);
    dump_flags(d, in);
    textbuf_char(&d->out, '\n');
    if (in->op == IR_LOOP)
        dump_block(d, "test", &in->other);
    dump_block(d, NULL, &in->body);
    if (in->op != IR_LOOP)
        dump_block(d, in->op == IR_TRY ? "except" : "else", &in->other);
    dump_block(d, in->op == IR_TRY ? "finally" : "step", &in->last);
}

static void dump_block(Dump *d, const char *title, const Block *b)
{
    if (!b->first)
        return;
    if (title) {
        indent(d);
        textbuf_format(&d->out, "%s:\n", title);
    }
    d->depth++;
    for (const Inst *in = b->first; in; in = in->next)
        dump_inst(d, in);
    d->depth--;
}

static void dump_head(Dump *d)
{
    static const char *const kinds[] = {[IRF_PLAIN]     = "func",
                                        [IRF_GENERATOR] = "generator",
                                        [IRF_ASYNC]     = "async",
                                        [IRF_SPAWN]     = "spawn",
                                        [IRF_CALLED]    = "resumable"};
    const IrFunc *f = d->f;

    textbuf_format(&d->out, "%s", kinds[f->kind]);
    dump_name(d, f);
    textbuf_char(&d->out, '(');
    for (uint32_t i = 0; i < f->param_count; i++) {
        const Reg *r = &f->regs.at[f->params[i]];
        textbuf_add(&d->out, i ? TEXT(", ") : TEXT(""));
        dump_reg(d, f->params[i]);
        textbuf_format(&d->out, ": %.*s%s", TEXT_ARG(type_text(d->c, r->type)),
                       r->owns ? " owned" : "");
    }
    textbuf_format(&d->out, ") -> %.*s%s\n", TEXT_ARG(type_text(d->c, f->result)),
                   f->throws ? " throws" : "");
}

/* The registers that live in the frame of a generator or async body. */
static void dump_frame(Dump *d)
{
    bool any = false;

    for (RegId r = 1; r < d->f->regs.len; r++)
        if (d->f->regs.at[r].in_frame) {
            textbuf_add(&d->out, any ? TEXT(", ") : TEXT("    frame "));
            dump_reg(d, r);
            any = true;
        }
    if (any)
        textbuf_char(&d->out, '\n');
}

void ir_dump(Compiler *c, const IrFunc *f, int fd)
{
    Dump d = {.c = c, .f = f, .out = {.arena = &c->arena}};

    dump_head(&d);
    dump_frame(&d);
    dump_block(&d, NULL, &f->body);
    textbuf_char(&d.out, '\n');
    text_write(textbuf_text(&d.out), fd);
}
