/* Instructions to C by the patterns of ir.def. */

#include "emit/writer.h"

static void add(TextBuf *b, const char *s)
{
    textbuf_add(b, (Text){s, strlen(s)});
}

static void pattern_hole(Emit *e, const Inst *in, TextBuf *b, char hole)
{
    switch (hole) {
    case 'n':
        if (in->op == IR_SHARED_CELL)
            add(b, shared_name(e, in->imm.integer));
        else
            textbuf_format(b, "%lld", (long long)in->imm.integer);
        break;
    case 's':
        add(b, in->op == IR_STATIC ? in->symbol2 : in->imm.symbol);
        break;
    case 'o':
        add(b, operator_info[in->imm.op].spelling);
        break;
    case 'p':
        add(b, member_operator(e, in->args[0]));
        break;
    case 'f':
        add(b, field_name(e, in->imm.field));
        break;
    case 't':
        add(b, ctype_reg(e, &e->f->regs.at[in->dst]));
        break;
    case 'm':
        add(b, array_member(e->f->regs.at[in->args[0]].type));
        break;
    default:
        if (in->own & 1ull << (hole - '0'))
            add(b, owned_operand(e, in, (uint32_t)(hole - '0')));
        else
            add(b, any_operand(e, in, (uint32_t)(hole - '0')));
    }
}

/* The right side of a pattern "%d = …", or the whole of one without destination. */
static const char *fill(Emit *e, const Inst *in)
{
    const char *p = ir_info[in->op].pattern;
    TextBuf     b = {.arena = &e->c->arena};

    if (strncmp(p, "%d = ", 5) == 0)
        p += 5;
    for (; *p; p++) {
        if (*p == '%')
            pattern_hole(e, in, &b, *++p);
        else
            textbuf_char(&b, *p);
    }
    textbuf_char(&b, '\0');
    return textbuf_text(&b).at;
}

void assign(Emit *e, const Inst *in, const char *expression)
{
    if (in->dst && in->failure == '-' && fold(e, in, expression))
        return;
    if (in->dst && e->uses[in->dst] == 0 && !e->f->regs.at[in->dst].is_var && !e->f->regs.at[in->dst].owns)
        line(e, "%s;", expression);
    else if (in->dst)
        line(e, "%s = %s;", reg_name(e, in->dst), expression);
    else
        line(e, "%s;", expression);
}

const char *whose_info(const Emit *e, const Inst *in)
{
    return func_name(in->site ? in->site->of : e->f);
}

/* Whose code a failure goes to: the function's own when it leaves the function. */
static const Site *handler_site(const Emit *e, const Inst *in)
{
    return in->on_error < e->f->label_sites.len ? e->f->label_sites.at[in->on_error] : NULL;
}

void note_failure(Emit *e, const Inst *in, const char *at)
{
    const Site *to = handler_site(e, in);

    for (const Site *s = in->site; s != to; s = s->outer) {
        line(e, "rf_unwind(cx, &%s_info, %s);", func_name(s->of), at);
        at = text(e, "RF_AT(%u, %u)", s->at >> 8, s->at & 255);
    }
    line(e, "at = %s;", at);
}

/* Where a failure goes: notes the place, closes an open variable, jumps. */
const char *failure_exit(Emit *e, const Inst *in)
{
    e->uses_at = true;
    if (!in->on_error)
        e->uses_fail = true;
    else
        e->label_used[in->on_error] = true;
    return in->on_error ? text(e, "goto handler_%u;", in->on_error) : "goto fail;";
}

void emit_failure_always(Emit *e, const Inst *in)
{
    if (in->soft && in->dst && !in->pass_at) {
        line(e, "%s = rf_catch_value(cx, &%s_info, RF_AT(%u, %u));", reg_name(e, in->dst), whose_info(e, in), in->at >> 8, in->at & 255);
        return;
    }
    if (in->soft && in->dst) {
        line(e, "if (!rf_soften(cx, &%s, &%s_info, RF_AT(%u, %u))) {", reg_name(e, in->dst), whose_info(e, in), in->at >> 8, in->at & 255);
        emit_failure_leaving(e, in);
        line(e, "}");
        return;
    }
    emit_failure_leaving(e, in);
}

void emit_failure_leaving(Emit *e, const Inst *in)
{
    if (in->closes)
        line(e, "rf_cell_close(cx, %s);", operand(e, in->closes));
    note_failure(e, in, text(e, "RF_AT(%u, %u)", in->at >> 8, in->at & 255));
    line(e, "%s", failure_exit(e, in));
}

void emit_failure(Emit *e, const Inst *in, const char *condition)
{
    line(e, "if (%s) {", condition);
    emit_failure_always(e, in);
    line(e, "}");
}

static bool is_dead(const Emit *e, const Inst *in)
{
    const Reg *r = &e->f->regs.at[in->dst];

    return in->dst && !r->is_var && e->uses[in->dst] == 0 && in->failure == '-';
}

void emit_inst(Emit *e, const Inst *in)
{
    const char *s;

    if (ir_info[in->op].pattern[0] == '\0') {
        emit_special(e, in);
    } else {
        if (is_dead(e, in) && in->result != 'o')
            return;
        s = fill(e, in);
        if (in->dst && in->failure == '-' && fold(e, in, s))
            return;
        assign(e, in, s);
        if (in->failure == 'e' || in->failure == 'z')
            emit_failure(e, in, in->failure == 'e' ? "RF_FAILED(cx)" : text(e, "RF_UNLIKELY(!%s)", reg_name(e, in->dst)));
    }
}
