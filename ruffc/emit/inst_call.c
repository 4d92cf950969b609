/* Calls, and the values that are made of a list: closures, spawned blocks, variants. */

#include "emit/inst.h"

const char *arguments(Emit *e, const Inst *in, uint32_t from, uint32_t to, bool leading)
{
    TextBuf b = {.arena = &e->c->arena};

    for (uint32_t k = from; k < to; k++) {
        bool is_loop = e->f->regs.at[in->args[k]].rep == REP_LOOP;
        textbuf_format(&b, "%s%s%s", leading || k > from ? ", " : "", is_loop ? "&" : "",
                       owned_operand(e, in, k));
    }
    textbuf_char(&b, '\0');
    return textbuf_text(&b).at;
}

static void finish_call(Emit *e, const Inst *in, const char *call)
{
    assign(e, in, call);
    if (in->failure == 'e')
        emit_failure(e, in, "RF_FAILED(cx)");
    else if (in->failure == 'z')
        emit_failure(e, in, text(e, "RF_UNLIKELY(!%s)", reg_name(e, in->dst)));
}

/* The call of an async body as a plain function: an error that left it is what its promise would have
   been rejected with (C-60). "Cancelled" does not come out of it. */
static void emit_direct_call(Emit *e, const Inst *in, const char *call)
{
    assign(e, in, call);
    if (in->failure != 'e')
        return;
    line(e, "if (RF_FAILED(cx)) {");
    if (in->soft) {
        line(e, "%s = rf_direct_error(cx);", reg_name(e, in->dst));
    } else {
        line(e, "rf_direct_fails(cx);");
        emit_failure_leaving(e, in);
    }
    line(e, "}");
}

/* A generator for one loop: into the loop's own frame, or as the value that the loop runs over. */
static void emit_driven_call(Emit *e, const Inst *in, const char *args)
{
    const char *name = func_name(in->imm.callee), *state = reg_name(e, in->dst);

    if (e->f->regs.at[in->dst].keeps_frame) {
        e->driven[in->imm.callee->number] = true;
        line(e, "%s_in(&%s%s);", name, state, args);
        return;
    }
    e->called[in->imm.callee->number] = true;
    line(e, "%s.over = %s(cx%s);", state, name, args);
}

void emit_call(Emit *e, const Inst *in)
{
    const char *args = arguments(e, in, 0, in->arg_count, true);
    const char *call = text(e, "%s(cx%s)", func_name(in->imm.callee), args);

    if (in->dst && e->f->regs.at[in->dst].rep == REP_LOOP) {
        emit_driven_call(e, in, args);
        return;
    }
    e->called[in->imm.callee->number] = true;
    if (in->direct)
        emit_direct_call(e, in, call);
    else
        finish_call(e, in, call);
}

const char *place_argument(Emit *e, const Inst *in)
{
    return in->pass_at ? text(e, ", RF_AT(%u, %u)", in->at >> 8, in->at & 255) : "";
}

static const char *extra_argument(Emit *e, const Inst *in)
{
    return in->symbol2 && !in->fixed ? text(e, ", \"%s\"", in->symbol2) : "";
}

void emit_here(Emit *e, const Inst *in)
{
    if (e->p->typed->program->modules.len > 1)
        line(e, "cx->here = &%s_info;", whose_info(e, in));
}

/* Channels know where they were made (C-84), and a method may wait for its turn at a generator. */
static bool keeps_place(const Emit *e, const Inst *in)
{
    return in->pass_at || strcmp(in->imm.symbol, "rf_b_channel") == 0 ||
           (e->p->uses_tasks && (strcmp(in->imm.symbol, "rf_method") == 0 ||
                                 strcmp(in->imm.symbol, "rf_method_begin") == 0 ||
                                 strcmp(in->imm.symbol, "rf_generator_next") == 0));
}

static void emit_place(Emit *e, const Inst *in)
{
    if (!keeps_place(e, in))
        return;
    if (in->op == IR_CALL_LIST || !in->pass_at)
        line(e, "cx->at = RF_AT(%u, %u);", in->at >> 8, in->at & 255);
    emit_here(e, in);
}

void emit_call_c(Emit *e, const Inst *in)
{
    const char *args = arguments(e, in, 0, in->arg_count, !in->no_cx);

    if (in->fixed && in->symbol2) { /* rf_cell_update: the operator stands between the operands */
        finish_call(e, in,
                    text(e, "%s(cx, %s, '%s', %s)", in->imm.symbol, operand(e, in->args[0]),
                         in->symbol2, owned_operand(e, in, 1)));
        return;
    }
    emit_place(e, in);
    finish_call(e, in,
                text(e, "%s(%s%s%s%s)", in->imm.symbol, in->no_cx ? "" : "cx", args,
                     extra_argument(e, in), place_argument(e, in)));
}

void emit_call_list(Emit *e, const Inst *in)
{
    uint32_t    n = in->arg_count - in->fixed;
    const char *list =
        n ? text(e, "(rf_value[%u]){%s}", n, arguments(e, in, in->fixed, in->arg_count, false))
          : "NULL";

    emit_place(e, in);
    finish_call(
        e, in,
        text(e, "%s(cx%s, %s, %u)", in->imm.symbol, arguments(e, in, 0, in->fixed, true), list, n));
}

void emit_closure(Emit *e, const Inst *in)
{
    const char *d = dst_name(e, in);

    line(e, "%s = rf_from_object(rf_closure_new(cx, &%s_info, %u));", d, func_name(in->imm.callee),
         in->arg_count);
    for (uint32_t k = 0; k < in->arg_count; k++)
        line(e, "((rf_closure *)%s.as.o)->captures[%u] = %s;", d, k, owned_operand(e, in, k));
}

void emit_spawn(Emit *e, const Inst *in)
{
    const char *list = in->arg_count ? text(e, "(rf_value[%u]){%s}", in->arg_count,
                                            arguments(e, in, 0, in->arg_count, false))
                                     : "NULL";

    finish_call(e, in,
                text(e, "rf_spawn(cx, &%s_info, %s, %u, RF_AT(%u, %u))", func_name(in->imm.callee),
                     list, in->arg_count, in->at >> 8, in->at & 255));
}

void emit_tag(Emit *e, const Inst *in)
{
    const Node *n       = in->imm.node;
    Text        family  = symbol_text(e->c->symbols, n->as.tag.enum_name);
    const char *kind    = text_equal(family, TEXT("Result"))   ? "rf_result_kind"
                          : text_equal(family, TEXT("Option")) ? "rf_option_kind"
                                                               : "rf_tagged_kind";
    const char *variant = variant_of(e, family, symbol_text(e->c->symbols, n->as.tag.variant));

    if (in->arg_count == 0) {
        line(e, "%s = rf_from_object(&%s_tag);", dst_name(e, in), variant);
        return;
    }
    line(e, "%s = rf_from_object(rf_tagged_new(cx, &%s, &%s, (rf_value[%u]){%s}, %u));",
         dst_name(e, in), kind, variant, in->arg_count, arguments(e, in, 0, in->arg_count, false),
         in->arg_count);
}

void emit_match_variant(Emit *e, const Inst *in)
{
    const Node *n = in->imm.node;
    Text        family =
        n->as.ctor.enum_name ? symbol_text(e->c->symbols, n->as.ctor.enum_name) : TEXT("");

    put_value(e, in,
              text(e, "rf_match_variant(%s, &%s)", any_operand(e, in, 0),
                   variant_of(e, family, symbol_text(e->c->symbols, n->as.ctor.variant))));
}
