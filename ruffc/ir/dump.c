/* Prints IR: one instruction a line, blocks indented. */

#include <stdio.h>

#include "ir/ir.h"

#include <unistd.h>

typedef struct Dump {
    Compiler     *c;
    const IrFunc *f;
    TextBuf       out;
    int           depth;
} Dump;

static void dump_reg(Dump *d, RegId r)
{
    const Reg *reg = &d->f->regs.at[r];

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
        textbuf_format(&d->out, " %.*s#%u", TEXT_ARG(in->imm.callee->shown_name), in->imm.callee->instance->number);
        break;
    case IR_CALL_C:
    case IR_CALL_LIST:
    case IR_POLL:
    case IR_FAIL:
    case IR_NOT_EMPTY:
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
        textbuf_format(&d->out, " .%.*s", TEXT_ARG(symbol_text(d->c->symbols, in->imm.field->name)));
        break;
    case IR_GLOBAL_GET:
    case IR_GLOBAL_SET:
    case IR_GLOBAL_OWN:
    case IR_GLOBAL_ADDRESS:
        textbuf_format(&d->out, " %.*s", TEXT_ARG(symbol_text(d->c->symbols, in->imm.global->name)));
        break;
    case IR_LABEL:
    case IR_GOTO:
        textbuf_format(&d->out, " L%u", in->imm.label);
        break;
    default:
        break;
    }
}

static void dump_inst(Dump *d, const Inst *in)
{
    if (in->op == IR_LINE) {
        Position p = source_position(d->c->sources, in->imm.node->at.file, in->imm.node->at.start);
        Text     t = source_line(d->c->sources, in->imm.node->at.file, p.line);
        indent(d);
        textbuf_format(&d->out, "; %u: %.*s\n", p.line, TEXT_ARG(t));
        return;
    }
    indent(d);
    if (in->dst) {
        dump_reg(d, in->dst);
        textbuf_add(&d->out, TEXT(" = "));
    }
    textbuf_format(&d->out, "%s", ir_info[in->op].mnemonic);
    dump_immediate(d, in);
    for (uint32_t k = 0; k < in->arg_count; k++) {
        textbuf_add(&d->out, k ? TEXT(", ") : TEXT(" "));
        if (in->own & 1ull << k)
            textbuf_add(&d->out, in->moved & 1ull << k ? TEXT("move ") : TEXT("own "));
        dump_reg(d, in->args[k]);
    }
    if (in->failure != '-')
        textbuf_format(&d->out, in->soft ? "  ! value" : in->on_error ? "  ! L%u" : "  !", in->on_error);
    if (in->retain_dst)
        textbuf_add(&d->out, TEXT("  retained"));
    textbuf_char(&d->out, '\n');
    dump_block(d, in->op == IR_LOOP ? "test" : in->op == IR_TRY ? "except" : NULL, in->op == IR_LOOP ? &in->other : &(Block){0});
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

void ir_dump(Compiler *c, const IrFunc *f, int fd)
{
    Dump d = {.c = c, .f = f, .out = {.arena = &c->arena}};
    Text t;

    textbuf_format(&d.out, "func %.*s#%u(", TEXT_ARG(f->shown_name), f->instance->number);
    for (uint32_t i = 0; i < f->param_count; i++) {
        textbuf_add(&d.out, i ? TEXT(", ") : TEXT(""));
        dump_reg(&d, f->params[i]);
        textbuf_format(&d.out, ": %.*s%s", TEXT_ARG(type_text(c, f->regs.at[f->params[i]].type)), f->regs.at[f->params[i]].owns ? " owned" : "");
    }
    textbuf_format(&d.out, ") -> %.*s%s\n", TEXT_ARG(type_text(c, f->result)), f->throws ? " throws" : "");
    dump_block(&d, NULL, &f->body);
    textbuf_char(&d.out, '\n');
    t = textbuf_text(&d.out);
    if (write(fd, t.at, t.len) < 0)
        return;
}
