/* Instructions whose C is more than a pattern. */

#include <inttypes.h>
#include <math.h>
#include <stdio.h>

#include "emit/writer.h"

static const char *dst(Emit *e, const Inst *in)
{
    return reg_name(e, in->dst);
}

static void value(Emit *e, const Inst *in, const char *expression)
{
    if (!fold(e, in, expression))
        line(e, "%s = %s;", dst(e, in), expression);
}

/* ---- constants ---- */

static void emit_int(Emit *e, const Inst *in)
{
    int64_t i = in->imm.integer;

    value(e, in, i == INT64_MIN ? "INT64_MIN" : i > INT32_MAX || i < INT32_MIN ? text(e, "INT64_C(%" PRId64 ")", i) : text(e, "%" PRId64, i));
}

static void emit_float(Emit *e, const Inst *in)
{
    const char *s = text(e, "%.17g", in->imm.real);

    value(e, in, strpbrk(s, ".en") ? s : text(e, "%s.0", s));
}

static void emit_static(Emit *e, const Inst *in)
{
    if (in->fixed)
        value(e, in, text(e, "rf_from_object(&%s_def)", struct_name(in->imm.structure)));
    else if (in->imm.callee)
        value(e, in, text(e, "rf_from_object(&%s_value)", func_name(in->imm.callee)));
    else
        value(e, in, native_info(e, in->symbol2));
}

/* ---- arithmetic ---- */

static void emit_checked(Emit *e, const Inst *in, const char *name, char op)
{
    const char *a = any_operand(e, in, 0), *b = any_operand(e, in, 1);

    line(e, "if (RF_UNLIKELY(rf_%s_overflows(%s, %s, &%s))) {", name, a, b, dst(e, in));
    line(e, "rf_throw_overflow(cx, %s, '%c', %s);", a, op, b);
    emit_failure_always(e, in);
    line(e, "}");
}

static bool is_safe_divisor(const char *s)
{
    return s[0] >= '1' && s[0] <= '9';
}

static void emit_division(Emit *e, const Inst *in, char op)
{
    const char *a = any_operand(e, in, 0), *b = any_operand(e, in, 1);

    if (!is_safe_divisor(b)) {
        line(e, "if (RF_UNLIKELY(rf_bad_divisor(%s, %s))) {", a, b);
        line(e, "rf_throw_division(cx, %s, '%c', %s);", a, op, b);
        emit_failure_always(e, in);
        line(e, "}");
    }
    if (strcmp(b, "0") != 0)
        line(e, "%s = %s %c %s;", dst(e, in), a, op, b);
}

static void emit_float_division(Emit *e, const Inst *in, char op)
{
    const char *a = any_operand(e, in, 0), *b = any_operand(e, in, 1);

    if (!is_safe_divisor(b)) {
        line(e, "if (RF_UNLIKELY(%s == 0)) {", b);
        line(e, "rf_throw_zero(cx, '%c');", op);
        emit_failure_always(e, in);
        line(e, "}");
    }
    line(e, op == '/' ? "%s = %s / %s;" : "%s = rf_float_mod(%s, %s);", dst(e, in), a, b);
}

static void emit_negation(Emit *e, const Inst *in)
{
    const char *a = any_operand(e, in, 0);

    line(e, "if (RF_UNLIKELY(%s == INT64_MIN)) {", a);
    line(e, "rf_throw_negation(cx, %s);", a);
    emit_failure_always(e, in);
    line(e, "}");
    line(e, "%s = -%s;", dst(e, in), a);
}

/* ---- moves and counts ---- */

static void emit_move(Emit *e, const Inst *in)
{
    const Reg  *r = &e->f->regs.at[in->dst];
    const char *s = owned_operand(e, in, 0);

    if (!r->counted || in->fresh || !r->owns)
        line(e, "%s = %s;", dst(e, in), s);
    else
        line(e, r->rep == REP_VALUE ? "rf_set(cx, %s, %s);" : "rf_set_object(cx, %s, %s);", dst(e, in), s);
}

static void emit_release(Emit *e, const Inst *in)
{
    const Reg *r = &e->f->regs.at[in->args[0]];
    bool       clears = r->is_var || r->cleanup;

    if (r->rep == REP_LOOP)
        line(e, "rf_loop_end(cx, &%s);", reg_name(e, in->args[0]));
    else if (r->owns)
        line(e, clears ? (r->rep == REP_VALUE ? "rf_clear(cx, %s);" : "rf_clear_object(cx, %s);") : (r->rep == REP_VALUE ? "rf_release(cx, %s);" : "rf_release_object(cx, %s);"),
             reg_name(e, in->args[0]));
}

/* ---- arrays ---- */

static void emit_index(Emit *e, const Inst *in)
{
    const char *a = any_operand(e, in, 0), *i = operand(e, in->args[1]), *d = dst(e, in);

    line(e, "%s = %s;", d, i);
    if (in->safe)
        line(e, "if (RF_UNLIKELY(!%s && rf_outside(%s, %s->len))) {", reg_name(e, in->safe), d, a);
    else
        line(e, "if (RF_UNLIKELY(rf_outside(%s, %s->len))) {", d, a);
    line(e, "%s = rf_from_end(%s, %s->len);", d, d, a);
    line(e, "if (rf_outside(%s, %s->len)) {", d, a);
    line(e, "rf_throw_index(cx, %s);", i);
    emit_failure_always(e, in);
    line(e, "}");
    line(e, "}");
}

/* Every value of a counter lies inside an array, or a row of one. */
static void emit_inside(Emit *e, const Inst *in)
{
    const char *from = any_operand(e, in, 0), *limit = any_operand(e, in, 1), *below = in->imm.op == OP_LESS ? "<=" : "<";

    if (in->op == IR_INSIDE)
        value(e, in, text(e, "%s >= 0 && %s %s %s->len", from, limit, below, any_operand(e, in, 2)));
    else
        value(e, in, text(e, "%s >= 0 && %s %s rf_row_len(%s, %s)", from, limit, below, operand(e, in->args[2]), operand(e, in->args[3])));
}

static void emit_store_item(Emit *e, const Inst *in)
{
    const Type *t = e->f->regs.at[in->args[0]].type;
    const char *a = operand(e, in->args[0]), *i = operand(e, in->args[1]), *m = array_member(t);

    if (m[0] == 'v')
        line(e, "rf_assign(cx, &%s->at.v[%s], %s);", a, i, owned_operand(e, in, 2));
    else
        line(e, "%s->at.%s[%s] = %s;", a, m, i, operand(e, in->args[2]));
}

static void emit_array(Emit *e, const Inst *in)
{
    const char *kind = in->symbol2;
    bool        ints = strcmp(kind, "rf_ints_kind") == 0, reals = strcmp(kind, "rf_floats_kind") == 0, bools = strcmp(kind, "rf_bools_kind") == 0;
    TextBuf     b    = {.arena = &e->c->arena};

    if (in->arg_count == 0) {
        assign(e, in, text(e, "rf_array_new(cx, &%s, 0)", kind));
        return;
    }
    for (uint32_t k = 0; k < in->arg_count; k++)
        textbuf_format(&b, "%s%s", k ? ", " : "", owned_operand(e, in, k));
    textbuf_char(&b, '\0');
    assign(e, in,
           text(e, "%s(cx, (%s[%u]){%s}, %u)", ints ? "rf_ints_of" : reals ? "rf_floats_of" : bools ? "rf_bools_of" : "rf_array_of",
                ints ? "int64_t" : reals ? "double" : bools ? "bool" : "rf_value", in->arg_count, textbuf_text(&b).at, in->arg_count));
}

/* ---- variables that live elsewhere ---- */

static void emit_capture(Emit *e, const Inst *in)
{
    const Reg *r = &e->f->regs.at[in->dst];

    if (in->imm.integer < 0)
        value(e, in, "rf_from_object(env)");
    else if (r->rep == REP_OBJECT)
        value(e, in, text(e, "(%s)env->captures[%" PRId64 "].as.o", ctype_reg(e, r), in->imm.integer));
    else
        value(e, in, text(e, "env->captures[%" PRId64 "]", in->imm.integer));
}

static Rep global_rep(const Emit *e, const Binding *b)
{
    return b->maybe_unset || b->kind == BIND_FUNC ? REP_VALUE : type_rep(var_type(e->p->typed, NULL, b));
}

static void emit_global_set(Emit *e, const Inst *in)
{
    const char *g = global_name(e, in->imm.global);
    Rep         r = global_rep(e, in->imm.global);

    if (r == REP_VALUE || r == REP_OBJECT)
        line(e, r == REP_VALUE ? "rf_set(cx, %s, %s);" : "rf_set_object(cx, %s, %s);", g, owned_operand(e, in, 0));
    else
        line(e, "%s = %s;", g, operand(e, in->args[0]));
}

static void emit_own(Emit *e, const Inst *in, const char *place)
{
    line(e, "%s = %s(cx, %s);", place, in->symbol2, place);
    line(e, "%s = %s;", dst(e, in), place);
}

static void emit_place_own(Emit *e, const Inst *in)
{
    const char *p = operand(e, in->args[0]);

    line(e, "%s = (%s)%s(cx, (void *)%s->as.o);", dst(e, in), ctype_reg(e, &e->f->regs.at[in->dst]), in->symbol2, p);
    line(e, "%s->as.o = (rf_object *)%s;", p, dst(e, in));
}

/* ---- structs ---- */

static void emit_field_set(Emit *e, const Inst *in)
{
    const char *place = text(e, "%s->%s", operand(e, in->args[0]), field_name(e, in->imm.field));
    Rep         r     = type_rep(in->imm.field->type);

    if (r == REP_VALUE || r == REP_OBJECT)
        line(e, r == REP_VALUE ? "rf_set(cx, %s, %s);" : "rf_set_object(cx, %s, %s);", place, owned_operand(e, in, 1));
    else
        line(e, "%s = %s;", place, operand(e, in->args[1]));
}

static void emit_field_check(Emit *e, const Inst *in)
{
    line(e, "if (RF_UNLIKELY(%s->%s.tag == RF_ABSENT)) {", operand(e, in->args[0]), field_name(e, in->imm.field));
    line(e, "rf_throw_no_field(cx, (rf_string *)&%s);", string_literal(e, symbol_text(e->c->symbols, in->imm.field->name)));
    emit_failure_always(e, in);
    line(e, "}");
}

static void emit_set_check(Emit *e, const Inst *in)
{
    line(e, "if (RF_UNLIKELY(%s.tag == RF_ABSENT)) {", operand(e, in->args[0]));
    line(e, "rf_throw_undefined(cx, %s);", c_literal(e, in->imm.text));
    emit_failure_always(e, in);
    line(e, "}");
}

/* ---- calls ---- */

static const char *arguments(Emit *e, const Inst *in, uint32_t from, uint32_t to, bool leading)
{
    TextBuf b = {.arena = &e->c->arena};

    for (uint32_t k = from; k < to; k++) {
        bool is_loop = e->f->regs.at[in->args[k]].rep == REP_LOOP;
        textbuf_format(&b, "%s%s%s", leading || k > from ? ", " : "", is_loop ? "&" : "", owned_operand(e, in, k));
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

static void emit_call(Emit *e, const Inst *in)
{
    finish_call(e, in, text(e, "%s(cx%s)", func_name(in->imm.callee), arguments(e, in, 0, in->arg_count, true)));
}

static const char *place_argument(Emit *e, const Inst *in)
{
    return in->pass_at ? text(e, ", RF_AT(%u, %u)", in->at >> 8, in->at & 255) : "";
}

static const char *extra_argument(Emit *e, const Inst *in)
{
    return in->symbol2 && !in->fixed ? text(e, ", \"%s\"", in->symbol2) : "";
}

static void emit_call_c(Emit *e, const Inst *in)
{
    const char *args = arguments(e, in, 0, in->arg_count, !in->no_cx);

    if (in->fixed && in->symbol2) { /* rf_cell_update: the operator stands between the operands */
        finish_call(e, in, text(e, "%s(cx, %s, '%s', %s)", in->imm.symbol, operand(e, in->args[0]), in->symbol2, owned_operand(e, in, 1)));
        return;
    }
    finish_call(e, in, text(e, "%s(%s%s%s%s)", in->imm.symbol, in->no_cx ? "" : "cx", args, extra_argument(e, in), place_argument(e, in)));
}

static void emit_call_list(Emit *e, const Inst *in)
{
    uint32_t    n    = in->arg_count - in->fixed;
    const char *list = n ? text(e, "(rf_value[%u]){%s}", n, arguments(e, in, in->fixed, in->arg_count, false)) : "NULL";

    if (in->pass_at)
        line(e, "cx->at = RF_AT(%u, %u);", in->at >> 8, in->at & 255);
    finish_call(e, in, text(e, "%s(cx%s, %s, %u)", in->imm.symbol, arguments(e, in, 0, in->fixed, true), list, n));
}

static void emit_poll(Emit *e, const Inst *in)
{
    e->uses_step            = true;
    e->state_used[in->fixed] = true;
    line(e, "frame->head.aux = %u;", in->fixed);
    label_line(e, "resume_%u:", in->fixed);
    line(e, "step = %s_poll(cx, frame%s, &got%s);", in->imm.symbol, arguments(e, in, 0, in->arg_count, true), place_argument(e, in));
    line(e, "if (step == RF_WAITING) {");
    if (e->f->keeps_active)
        line(e, "cx->active = active.up;");
    line(e, "return RF_WAITING;");
    line(e, "}");
    if (in->soft)
        line(e, "if (step == RF_FAILED && !rf_soften(cx, &got, &%s_info, RF_AT(%u, %u))) {", func_name(e->f), in->at >> 8, in->at & 255);
    else
        line(e, "if (step == RF_FAILED) {");
    emit_failure_leaving(e, in);
    line(e, "}");
    if (in->dst && (e->uses[in->dst] || e->f->regs.at[in->dst].owns))
        line(e, "%s = got;", dst(e, in));
    else
        line(e, "rf_release(cx, got);");
}

static void emit_closure(Emit *e, const Inst *in)
{
    const char *d = dst(e, in);

    line(e, "%s = rf_from_object(rf_closure_new(cx, &%s_info, %u));", d, func_name(in->imm.callee), in->arg_count);
    for (uint32_t k = 0; k < in->arg_count; k++)
        line(e, "((rf_closure *)%s.as.o)->captures[%u] = %s;", d, k, owned_operand(e, in, k));
}

static void emit_spawn(Emit *e, const Inst *in)
{
    const char *list = in->arg_count ? text(e, "(rf_value[%u]){%s}", in->arg_count, arguments(e, in, 0, in->arg_count, false)) : "NULL";

    finish_call(e, in, text(e, "rf_spawn(cx, &%s_info, %s, %u, RF_AT(%u, %u))", func_name(in->imm.callee), list, in->arg_count, in->at >> 8, in->at & 255));
}

static void emit_tag(Emit *e, const Inst *in)
{
    const Node *n       = in->imm.node;
    Text        family  = symbol_text(e->c->symbols, n->as.tag.enum_name);
    const char *kind    = text_equal(family, TEXT("Result")) ? "rf_result_kind" : text_equal(family, TEXT("Option")) ? "rf_option_kind" : "rf_tagged_kind";
    const char *variant = variant_of(e, family, symbol_text(e->c->symbols, n->as.tag.variant));

    if (in->arg_count == 0) {
        line(e, "%s = rf_from_object(&%s_tag);", dst(e, in), variant);
        return;
    }
    line(e, "%s = rf_from_object(rf_tagged_new(cx, &%s, &%s, (rf_value[%u]){%s}, %u));", dst(e, in), kind, variant, in->arg_count,
         arguments(e, in, 0, in->arg_count, false), in->arg_count);
}

static void emit_match_variant(Emit *e, const Inst *in)
{
    const Node *n = in->imm.node;
    Text        family = n->as.ctor.enum_name ? symbol_text(e->c->symbols, n->as.ctor.enum_name) : TEXT("");

    value(e, in, text(e, "rf_match_variant(%s, &%s)", any_operand(e, in, 0), variant_of(e, family, symbol_text(e->c->symbols, n->as.ctor.variant))));
}

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

static void emit_select(Emit *e, const Inst *in)
{
    uint32_t    n  = (in->arg_count - 1) / 2, k = 0;
    const char *id = text(e, "arms_%u", in->dst);

    line(e, "rf_arm %s[%u] = {", id, n ? n : 1);
    for (const Node *a = in->imm.node->as.select.arms; a; a = a->next) {
        SelectKind kind = a->as.select_arm.kind;
        if (kind != SELECT_RECEIVE && kind != SELECT_SEND && kind != SELECT_AWAIT)
            continue;
        line(e, "{%s, %s, %s, rf_null},", kind == SELECT_SEND ? "RF_ARM_SEND" : kind == SELECT_AWAIT ? "RF_ARM_AWAIT" : "RF_ARM_RECEIVE",
             operand(e, in->args[k]), operand(e, in->args[k + 1]));
        k += 2;
    }
    line(e, "};");
    line(e, "%s = rf_select(cx, %s, %u, %s, %s, %s, RF_AT(%u, %u));", dst(e, in), id, n, operand(e, in->args[in->arg_count - 1]),
         select_has(in, SELECT_CLOSED) ? "true" : "false", select_has(in, SELECT_ELSE) ? "true" : "false", in->at >> 8, in->at & 255);
    if (!in->soft) {
        emit_failure(e, in, "RF_FAILED(cx)");
        return;
    }
    /* a failing arm with a name binds the Error (C-52) */
    line(e, "if (RF_FAILED(cx) && !rf_select_value(cx, %s, &%s, %u, &%s_info, RF_AT(%u, %u))) {", id, dst(e, in), named_arms(in), func_name(e->f), in->at >> 8,
         in->at & 255);
    emit_failure_leaving(e, in);
    line(e, "}");
}

static void emit_yield(Emit *e, const Inst *in)
{
    line(e, "frame->out = %s;", owned_operand(e, in, 0));
    line(e, "frame->head.aux = %u;", in->fixed);
    if (e->f->keeps_active)
        line(e, "cx->active = active.up;");
    line(e, "return RF_YIELDED;");
    e->state_used[in->fixed] = true;
    label_line(e, "resume_%u:", in->fixed);
    if (in->dst) {
        line(e, "%s = frame->in;", dst(e, in));
        line(e, "frame->in = rf_null;");
    }
}

/* ---- errors ---- */

static void emit_fail(Emit *e, const Inst *in)
{
    line(e, "%s;", in->imm.symbol);
    emit_failure_always(e, in);
}

static void emit_depth(Emit *e)
{
    line(e, "if (RF_STACK_LOW(cx)) {");
    line(e, "rf_throw_depth(cx, &%s_info);", func_name(e->f));
    if (e->has_cleanup) {
        e->uses_done = true;
        line(e, "goto done;");
    } else {
        line(e, "return %s;", failure_value(e->f));
    }
    line(e, "}");
}

static void emit_catch(Emit *e, const Inst *in)
{
    e->uses_at = true;
    line(e, "rf_unwind_here(cx, &%s_info, at);", func_name(e->f));
    line(e, "%s = rf_from_object(rf_catch(cx, &%s_info));", dst(e, in), func_name(e->f));
}

static void emit_save(Emit *e, const Inst *in)
{
    e->uses_at = true;
    line(e, "rf_unwind_here(cx, &%s_info, at);", func_name(e->f));
    line(e, "%s = rf_save_error(cx);", dst(e, in));
}

static void emit_raise(Emit *e, const Inst *in)
{
    line(e, "rf_raise(cx, %s);", owned_operand(e, in, 0));
    line(e, "at = 0;");
    line(e, "%s", failure_exit(e, in));
}

/* ---- loops over any value ---- */

static void emit_loop_op(Emit *e, const Inst *in)
{
    switch ((int)in->op) {
    case IR_LOOP_START:
        emit_failure(e, in, text(e, "!rf_loop_start(cx, &%s, %s)", dst(e, in), operand(e, in->args[0])));
        break;
    case IR_LOOP_NEXT:
        if (in->pass_at)
            line(e, "cx->at = RF_AT(%u, %u);", in->at >> 8, in->at & 255);
        line(e, "%s = rf_loop_next(cx, &%s, &item);", dst(e, in), reg_name(e, in->args[0]));
        e->uses_item = true;
        emit_failure(e, in, "RF_FAILED(cx)");
        break;
    case IR_LOOP_ITEM:
        line(e, "%s = item;", dst(e, in));
        e->uses_item = true;
        break;
    default:
        line(e, "rf_loop_end(cx, &%s);", reg_name(e, in->args[0]));
        break;
    }
}

void emit_special(Emit *e, const Inst *in)
{
    switch ((int)in->op) {
    case IR_INT:
        emit_int(e, in);
        break;
    case IR_FLOAT:
        emit_float(e, in);
        break;
    case IR_BOOL:
        value(e, in, in->imm.integer ? "true" : "false");
        break;
    case IR_STRING:
        value(e, in, text(e, "(rf_string *)&%s", string_literal(e, in->imm.text)));
        break;
    case IR_STATIC:
        emit_static(e, in);
        break;
    case IR_MOVE:
        emit_move(e, in);
        break;
    case IR_ADD_INT:
        emit_checked(e, in, "add", '+');
        break;
    case IR_SUB_INT:
        emit_checked(e, in, "sub", '-');
        break;
    case IR_MUL_INT:
        emit_checked(e, in, "mul", '*');
        break;
    case IR_DIV_INT:
        emit_division(e, in, '/');
        break;
    case IR_MOD_INT:
        emit_division(e, in, '%');
        break;
    case IR_NEG_INT:
        emit_negation(e, in);
        break;
    case IR_DIV_FLOAT:
        emit_float_division(e, in, '/');
        break;
    case IR_MOD_FLOAT:
        emit_float_division(e, in, '%');
        break;
    case IR_INDEX:
        emit_index(e, in);
        break;
    case IR_INSIDE:
    case IR_INSIDE_ROW:
        emit_inside(e, in);
        break;
    case IR_STORE_ITEM:
        emit_store_item(e, in);
        break;
    case IR_ARRAY:
        emit_array(e, in);
        break;
    case IR_PLACE_OWN:
        emit_place_own(e, in);
        break;
    case IR_GLOBAL_GET:
        value(e, in, global_name(e, in->imm.global));
        break;
    case IR_GLOBAL_SET:
        emit_global_set(e, in);
        break;
    case IR_GLOBAL_OWN:
        emit_own(e, in, global_name(e, in->imm.global));
        break;
    case IR_GLOBAL_ADDRESS:
        line(e, "%s = &%s;", dst(e, in), global_name(e, in->imm.global));
        break;
    case IR_CAPTURE:
        emit_capture(e, in);
        break;
    case IR_STRUCT_NEW:
        line(e, "%s = rf_struct_new(cx, &%s_type);", dst(e, in), struct_name(in->imm.structure));
        break;
    case IR_FIELD_SET:
        emit_field_set(e, in);
        break;
    case IR_FIELD_OWN:
        emit_own(e, in, text(e, "%s->%s", operand(e, in->args[0]), field_name(e, in->imm.field)));
        break;
    case IR_FIELD_CHECK:
        emit_field_check(e, in);
        break;
    case IR_SET_CHECK:
        emit_set_check(e, in);
        break;
    case IR_CALL:
        emit_call(e, in);
        break;
    case IR_CALL_C:
        emit_call_c(e, in);
        break;
    case IR_CALL_LIST:
        emit_call_list(e, in);
        break;
    case IR_CLOSURE:
        emit_closure(e, in);
        break;
    case IR_SPAWN:
        emit_spawn(e, in);
        break;
    case IR_TAG:
        emit_tag(e, in);
        break;
    case IR_MATCH_VARIANT:
        emit_match_variant(e, in);
        break;
    case IR_SELECT:
        emit_select(e, in);
        break;
    case IR_SELECT_GOT:
        line(e, "%s = arms_%u[%" PRId64 "].got;", dst(e, in), in->select->dst, in->imm.integer);
        break;
    case IR_POLL:
        emit_poll(e, in);
        break;
    case IR_YIELD:
        emit_yield(e, in);
        break;
    case IR_DEPTH:
        emit_depth(e);
        break;
    case IR_FAIL:
        emit_fail(e, in);
        break;
    case IR_CATCH:
        emit_catch(e, in);
        break;
    case IR_SAVE_ERROR:
        emit_save(e, in);
        break;
    case IR_RAISE:
        emit_raise(e, in);
        break;
    case IR_RETAIN:
        line(e, e->f->regs.at[in->args[0]].rep == REP_VALUE ? "rf_retain(%s);" : "rf_retain_object(%s);", reg_name(e, in->args[0]));
        break;
    case IR_RELEASE:
        emit_release(e, in);
        break;
    default:
        emit_loop_op(e, in);
        break;
    }
}
