/* Constants, and arithmetic whose types are known. */

#include <inttypes.h>
#include <stdlib.h>

#include "emit/inst.h"

void emit_int(Emit *e, const Inst *in)
{
    int64_t i = in->imm.integer;

    put_value(e, in,
              i == INT64_MIN                   ? "INT64_MIN"
              : i > INT32_MAX || i < INT32_MIN ? text(e, "INT64_C(%" PRId64 ")", i)
                                               : text(e, "%" PRId64, i));
}

/* The shortest text that reads back as the same number. */
void emit_float(Emit *e, const Inst *in)
{
    const char *s;
    int         digits = 15;

    do
        s = text(e, "%.*g", digits, in->imm.real);
    while (digits++ < 17 && strtod(s, NULL) != in->imm.real);
    put_value(e, in, strpbrk(s, ".en") ? s : text(e, "%s.0", s));
}

void emit_static(Emit *e, const Inst *in)
{
    if (in->fixed)
        put_value(e, in, text(e, "rf_from_object(&%s_def)", struct_name(in->imm.structure)));
    else if (in->imm.callee)
        put_value(e, in, text(e, "rf_from_object(&%s_value)", func_name(in->imm.callee)));
    else
        put_value(e, in, native_info(e, in->symbol2));
}

/* What is left to compute behind a test that left: a temporary that the next instruction returns or
   stores is written there. */
static void put_result(Emit *e, const Inst *in, const char *expression)
{
    const Inst *next = in->next;
    const Reg  *r    = &e->f->regs.at[in->dst];

    if (next && (next->op == IR_RETURN || next->op == IR_MOVE) && next->args[0] == in->dst &&
        e->uses[in->dst] == 1 && !r->is_var && !r->in_frame && !in->soft)
        e->pending[in->dst] = expression;
    else
        line(e, "%s = %s;", dst_name(e, in), expression);
}

/* The operation of a quick loop ends it; the careful loop repeats the round. */
static void emit_quit(Emit *e, const char *test)
{
    line(e, "if (RF_UNLIKELY(%s))", test);
    line(e, "    break;");
}

/* What was added in place is taken back first. */
static void emit_quick_change(Emit *e, const Inst *in, const char *name, const char *b)
{
    const char *d = dst_name(e, in);

    line(e, "if (RF_UNLIKELY(rf_%s_overflows(%s, %s, &%s))) {", name, d, b, d);
    line(e, "%s = rf_%s_wrapping(%s, %s);", d, in->op == IR_ADD_INT ? "sub" : "add", d, b);
    line(e, "break;");
    line(e, "}");
}

void emit_checked(Emit *e, const Inst *in, const char *name, char op)
{
    const char *a = any_operand(e, in, 0), *b = any_operand(e, in, 1);

    if (in->quits && in->dst == in->args[0]) {
        emit_quick_change(e, in, name, b);
        return;
    }
    if (in->quits) {
        emit_quit(e, text(e, "rf_%s_overflows(%s, %s, &%s)", name, a, b, dst_name(e, in)));
        return;
    }
    line(e, "if (RF_UNLIKELY(rf_%s_overflows(%s, %s, &%s))) {", name, a, b, dst_name(e, in));
    line(e, "rf_throw_overflow(cx, %s, '%c', %s);", a, op, b);
    emit_failure_always(e, in);
    line(e, "}");
}

static bool is_safe_divisor(const char *s)
{
    return s[0] >= '1' && s[0] <= '9';
}

void emit_division(Emit *e, const Inst *in, char op)
{
    const char *a = any_operand(e, in, 0), *b = any_operand(e, in, 1);

    if (in->quits && !is_safe_divisor(b))
        emit_quit(e, text(e, "rf_bad_divisor(%s, %s)", a, b));
    else if (!is_safe_divisor(b)) {
        line(e, "if (RF_UNLIKELY(rf_bad_divisor(%s, %s))) {", a, b);
        line(e, "rf_throw_division(cx, %s, '%c', %s);", a, op, b);
        emit_failure_always(e, in);
        line(e, "}");
    }
    if (strcmp(b, "0") != 0)
        put_result(e, in, text(e, "%s %c %s", a, op, b));
}

void emit_float_division(Emit *e, const Inst *in, char op)
{
    const char *a = any_operand(e, in, 0), *b = any_operand(e, in, 1);

    if (in->quits && !is_safe_divisor(b))
        emit_quit(e, text(e, "%s == 0", b));
    else if (!is_safe_divisor(b)) {
        line(e, "if (RF_UNLIKELY(%s == 0)) {", b);
        line(e, "rf_throw_zero(cx, '%c');", op);
        emit_failure_always(e, in);
        line(e, "}");
    }
    put_result(e, in, text(e, op == '/' ? "%s / %s" : "rf_float_mod(%s, %s)", a, b));
}

void emit_negation(Emit *e, const Inst *in)
{
    const char *a = any_operand(e, in, 0);

    if (in->quits) {
        emit_quit(e, text(e, "%s == INT64_MIN", a));
    } else {
        line(e, "if (RF_UNLIKELY(%s == INT64_MIN)) {", a);
        line(e, "rf_throw_negation(cx, %s);", a);
        emit_failure_always(e, in);
        line(e, "}");
    }
    put_result(e, in, text(e, "-%s", a));
}
