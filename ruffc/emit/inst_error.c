/* Errors: thrown by the emitter, caught, kept through a finally, raised again. */

#include "emit/inst.h"

void emit_fail(Emit *e, const Inst *in)
{
    line(e, "%s;", in->imm.symbol);
    emit_failure_always(e, in);
}

/* Without an error on the way nobody asks which functions are left, and where. */
void emit_leave(Emit *e, const Inst *in)
{
    e->label_used[in->on_error] = true;
    line(e, "goto handler_%u;", in->on_error);
}

void emit_depth(Emit *e)
{
    line(e, "if (RF_STACK_LOW(cx)) {");
    line(e, "rf_throw_depth(cx, &%s_info);", func_name(e->f));
    if (e->has_cleanup) {
        e->uses_done = true;
        line(e, "goto done;");
    } else {
        line(e, "return %s;", failure_value(e, e->f));
    }
    line(e, "}");
}

void emit_catch(Emit *e, const Inst *in)
{
    e->uses_at = true;
    line(e, "rf_unwind_here(cx, &%s_info, at);", whose_info(e, in));
    if (e->f->sites.len > 0)
        emit_site(e, in);
    line(e, "%s = rf_from_object(rf_catch(cx, &%s_info));", dst_name(e, in), whose_info(e, in));
}

void emit_save(Emit *e, const Inst *in)
{
    e->uses_at = true;
    line(e, "rf_unwind_here(cx, &%s_info, at);", whose_info(e, in));
    if (e->f->sites.len > 0)
        emit_site(e, in);
    line(e, "%s = rf_save_error(cx);", dst_name(e, in));
}

void emit_raise(Emit *e, const Inst *in)
{
    line(e, "rf_raise(cx, %s);", owned_operand(e, in, 0));
    note_failure(e, in, "0");
    line(e, "%s", failure_exit(e, in));
}

/* The functions whose code stands here are in the list of active ones while it runs. */
void emit_site(Emit *e, const Inst *in)
{
    if (!e->f->keeps_active)
        return;
    if (in->site)
        line(e, "cx->active = &inside_%u;", in->site->number);
    else
        line(e, "cx->active = &active;");
}
