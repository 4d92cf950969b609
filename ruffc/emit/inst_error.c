/* Errors: thrown by the emitter, caught, kept through a finally, raised again. */

#include "emit/inst.h"

void emit_fail(Emit *e, const Inst *in)
{
    line(e, "%s;", in->imm.symbol);
    emit_failure_always(e, in);
}

void emit_depth(Emit *e)
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

void emit_catch(Emit *e, const Inst *in)
{
    e->uses_at = true;
    line(e, "rf_unwind_here(cx, &%s_info, at);", func_name(e->f));
    line(e, "%s = rf_from_object(rf_catch(cx, &%s_info));", dst_name(e, in), func_name(e->f));
}

void emit_save(Emit *e, const Inst *in)
{
    e->uses_at = true;
    line(e, "rf_unwind_here(cx, &%s_info, at);", func_name(e->f));
    line(e, "%s = rf_save_error(cx);", dst_name(e, in));
}

void emit_raise(Emit *e, const Inst *in)
{
    line(e, "rf_raise(cx, %s);", owned_operand(e, in, 0));
    line(e, "at = 0;");
    line(e, "%s", failure_exit(e, in));
}
