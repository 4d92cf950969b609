/* What waits or hands control over: select, waits of async bodies, yield, loops over any value. */

#include "emit/inst.h"

static bool select_has(const Inst *in, SelectKind k)
{
    for (const Node *a = in->imm.node->as.select.arms; a; a = a->next)
        if (a->as.select_arm.kind == k)
            return true;
    return false;
}

/* One bit for each operation arm that binds a name. */
static uint32_t named_arms(const Inst *in)
{
    uint32_t bits = 0, k = 0;

    for (const Node *a = in->imm.node->as.select.arms; a; a = a->next) {
        SelectKind kind = a->as.select_arm.kind;
        if (kind != SELECT_RECEIVE && kind != SELECT_SEND && kind != SELECT_AWAIT)
            continue;
        if (a->as.select_arm.name && k < 64)
            bits |= (uint32_t)1 << k;
        k++;
    }
    return bits;
}

static void declare_arms(Emit *e, const Inst *in, const char *id, uint32_t n)
{
    uint32_t k = 0;

    line(e, "rf_arm %s[%u] = {", id, n ? n : 1);
    for (const Node *a = in->imm.node->as.select.arms; a; a = a->next) {
        SelectKind kind = a->as.select_arm.kind;
        if (kind != SELECT_RECEIVE && kind != SELECT_SEND && kind != SELECT_AWAIT)
            continue;
        line(e, "{%s, %s, %s, rf_null},",
             kind == SELECT_SEND    ? "RF_ARM_SEND"
             : kind == SELECT_AWAIT ? "RF_ARM_AWAIT"
                                    : "RF_ARM_RECEIVE",
             operand(e, in->args[k]), operand(e, in->args[k + 1]));
        k += 2;
    }
    line(e, "};");
}

/* Where the body goes on after a wait. */
static void emit_resume_point(Emit *e, const Inst *in)
{
    e->uses_step             = true;
    e->state_used[in->fixed] = true;
    line(e, "frame->head.aux = %u;", in->fixed);
    label_line(e, in->op == IR_SELECT_POLL || in->site ? "resume_%u:;" : "resume_%u:", in->fixed);
    if (in->site)
        emit_site(e, in);
}

static void emit_waiting(Emit *e)
{
    line(e, "if (step == RF_WAITING) {");
    if (e->f->keeps_active)
        line(e, "cx->active = active.up;");
    line(e, "return RF_WAITING;");
    line(e, "}");
}

void emit_select(Emit *e, const Inst *in)
{
    uint32_t    n     = (in->arg_count - 1) / 2;
    const char *id    = text(e, "arms_%u", in->dst);
    bool        polls = in->op == IR_SELECT_POLL;
    const char *rest = text(e, "%s, %u, %s, %s, %s", id, n, operand(e, in->args[in->arg_count - 1]),
                            select_has(in, SELECT_CLOSED) ? "true" : "false",
                            select_has(in, SELECT_ELSE) ? "true" : "false");

    if (polls)
        emit_resume_point(e, in);
    declare_arms(e, in, id, n);
    emit_here(e, in);
    if (polls) {
        line(e, "int taken_%u = RF_SELECT_FAILED;", in->dst);
        line(e, "step = rf_select_poll(cx, frame, %s, &taken_%u, RF_AT(%u, %u));", rest, in->dst,
             in->at >> 8, in->at & 255);
        emit_waiting(e);
        line(e, "%s = taken_%u;", dst_name(e, in), in->dst);
    } else {
        line(e, "%s = rf_select(cx, %s, RF_AT(%u, %u));", dst_name(e, in), rest, in->at >> 8,
             in->at & 255);
    }
    if (!in->soft) {
        emit_failure(e, in, "RF_FAILED(cx)");
        return;
    }
    /* a failing arm with a name binds the Error (C-52) */
    line(e, "if (RF_FAILED(cx) && !rf_select_value(cx, %s, &%s, %u, &%s_info, RF_AT(%u, %u))) {",
         id, dst_name(e, in), named_arms(in), whose_info(e, in), in->at >> 8, in->at & 255);
    emit_failure_leaving(e, in);
    line(e, "}");
}

void emit_poll(Emit *e, const Inst *in)
{
    e->uses_got = true;
    emit_resume_point(e, in);
    emit_here(e, in);
    line(e, "step = %s_poll(cx, frame%s, &got%s);", in->imm.symbol,
         arguments(e, in, 0, in->arg_count, true), place_argument(e, in));
    emit_waiting(e);
    if (in->soft)
        line(e, "if (step == RF_FAILED && !rf_soften(cx, &got, &%s_info, RF_AT(%u, %u))) {",
             whose_info(e, in), in->at >> 8, in->at & 255);
    else
        line(e, "if (step == RF_FAILED) {");
    emit_failure_leaving(e, in);
    line(e, "}");
    if (in->dst && (e->uses[in->dst] || e->f->regs.at[in->dst].owns))
        line(e, "%s = got;", dst_name(e, in));
    else
        line(e, "rf_release(cx, got);");
}

void emit_yield(Emit *e, const Inst *in)
{
    line(e, "frame->out = %s;", owned_operand(e, in, 0));
    line(e, "frame->head.aux = %u;", in->fixed);
    if (e->f->keeps_active)
        line(e, "cx->active = active.up;");
    line(e, "return RF_YIELDED;");
    e->state_used[in->fixed] = true;
    label_line(e, "resume_%u:", in->fixed);
    if (in->dst) {
        line(e, "%s = frame->in;", dst_name(e, in));
        line(e, "frame->in = rf_null;");
    }
}

/* A generator's frame that is the loop's own is driven by plain calls of its body (C-77). */
static const char *loop_next(Emit *e, RegId state)
{
    const Reg *r = &e->f->regs.at[state];

    if (r->keeps_frame)
        return text(e, "%s(cx, &%s.base, %s_resume, &item)",
                    r->driven->waits ? "rf_local_next_staying" : "rf_local_next", reg_name(e, state),
                    func_name(r->driven));
    return text(e, "rf_loop_next(cx, &%s, &item)", reg_name(e, state));
}

/* The next element in a body that gives way meanwhile. */
static void emit_loop_poll(Emit *e, const Inst *in)
{
    const Reg  *r     = &e->f->regs.at[in->args[0]];
    const char *state = reg_name(e, in->args[0]);

    e->uses_item = true;
    emit_resume_point(e, in);
    line(e, "cx->at = RF_AT(%u, %u);", in->at >> 8, in->at & 255);
    emit_here(e, in);
    if (r->keeps_frame)
        line(e, "step = rf_local_next_poll(cx, &%s.base, %s_resume, &item);", state, func_name(r->driven));
    else
        line(e, "step = rf_loop_next_poll(cx, frame, &%s, &item, RF_AT(%u, %u));", state, in->at >> 8,
             in->at & 255);
    emit_waiting(e);
    line(e, "%s = step == RF_YIELDED;", dst_name(e, in));
    emit_failure(e, in, "step == RF_FAILED");
}

const char *loop_end(Emit *e, RegId state)
{
    if (e->f->regs.at[state].keeps_frame)
        return text(e, "rf_local_end(cx, &%s.base)", reg_name(e, state));
    return text(e, "rf_loop_end(cx, &%s)", reg_name(e, state));
}

void emit_loop_op(Emit *e, const Inst *in)
{
    switch ((int)in->op) {
    case IR_LOOP_START:
        emit_failure(
            e, in,
            text(e, "!rf_loop_start(cx, &%s, %s)", dst_name(e, in), operand(e, in->args[0])));
        break;
    case IR_LOOP_NEXT:
        if (in->pass_at || e->p->uses_tasks) {
            line(e, "cx->at = RF_AT(%u, %u);", in->at >> 8, in->at & 255);
            emit_here(e, in);
        }
        line(e, "%s = %s;", dst_name(e, in), loop_next(e, in->args[0]));
        e->uses_item = true;
        emit_failure(e, in, "RF_FAILED(cx)");
        break;
    case IR_LOOP_POLL:
        emit_loop_poll(e, in);
        break;
    case IR_LOOP_ITEM:
        line(e, "%s = item;", dst_name(e, in));
        e->uses_item = true;
        break;
    default:
        line(e, "%s;", loop_end(e, in->args[0]));
        break;
    }
}
