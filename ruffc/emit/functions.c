/* One function: its body, the variables around it, the ways out. */

#include "emit/function.h"
#include "emit/inst.h"
#include "emit/tier.h"

static bool is_dead_module(const IrFunc *f)
{
    const Function *fn = f->instance->function;

    return fn->kind == FUNCTION_MODULE && fn->module->number != 0 && !f->default_of;
}

/* ---- variables ---- */

/* Registers that the frame holds are no variables of the C function. */
static bool lives_in_frame(const IrFunc *f, const Reg *reg)
{
    return reg->in_frame && ir_is_resumable(f);
}

const char *start_value(Rep rep)
{
    const char *zero = zero_of(rep);

    return strcmp(zero, "rf_null") == 0 ? "{RF_NULL, {0}}" : zero;
}

void declare_locals(Emit *e)
{
    IrFunc *f = e->f;

    for (RegId r = 1; r < f->regs.len; r++) {
        const Reg     *reg = &f->regs.at[r];
        const Mention *m   = &e->mention[r];
        if (!m->any || m->declared != DECLARED_AHEAD || lives_in_frame(f, reg) ||
            (reg->is_param && !ir_is_resumable(f)))
            continue;
        line(e, "%s = %s;", declaration(e, ctype_reg(e, reg), e->names[r]),
             reg->keeps_frame ? "{0}" : start_value(reg->rep));
    }
}

/* One entry in the list of active functions for each one whose code stands in this one. */
static void declare_sites(Emit *e)
{
    const IrFunc *f = e->f;

    bool          used[f->sites.len + 1];

    if (!f->keeps_active)
        return;
    memset(used, 0, sizeof used);
    for (size_t i = f->sites.len; i > 0; i--) { /* outer ones have lower numbers */
        const Site *s = f->sites.at[i - 1];
        used[i - 1]   = used[i - 1] || has_word(e->body, text(e, "inside_%u", s->number));
        if (used[i - 1] && s->outer)
            used[s->outer->number] = true;
    }
    for (size_t i = 0; i < f->sites.len; i++) {
        const Site *s = f->sites.at[i];
        if (used[i])
            line(e, "rf_active inside_%u = {&%s, &%s_info};", s->number,
                 s->outer ? text(e, "inside_%u", s->outer->number) : "active", func_name(s->of));
    }
}

void declare_helpers(Emit *e)
{
    IrFunc *f = e->f;

    if (e->uses_at)
        line(e, "uint32_t at = 0;");
    if (e->uses_item)
        line(e, "rf_value item = {RF_NULL, {0}};");
    if (e->uses_result && !e->declares_result)
        line(e, "%s = %s;", declaration(e, ctype_result(e, f), "result"),
             start_value(ir_result_rep(f)));
    if (e->uses_got)
        line(e, "rf_value got = {RF_NULL, {0}};");
    if (e->uses_step)
        line(e, "rf_step step;");
    if (f->keeps_active && f->is_direct) { /* stacks end with an async body */
        line(e, "rf_active *above = cx->active;");
        line(e, "rf_active active = {NULL, &%s_info};", func_name(f));
    } else if (f->keeps_active) {
        line(e, "rf_active active = {cx->active, &%s_info};", func_name(f));
    }
    declare_sites(e);
}

void quiet_variables(Emit *e)
{
    bool releases = e->uses_fail || e->uses_done;

    for (RegId r = 1; r < e->f->regs.len; r++) {
        const Reg *reg  = &e->f->regs.at[r];
        bool       read = e->mention[r].read || (reg->cleanup && releases);
        if (!read && (reg->is_param || e->mention[r].any) && !reg->in_frame)
            line(e, "(void)%s;", e->names[r]);
    }
}

/* ---- the ways out ---- */

static bool is_released(const Emit *e, RegId r)
{
    const Reg *reg = &e->f->regs.at[r];

    return reg->cleanup && (e->mention[r].any || reg->is_param) && !lives_in_frame(e->f, reg);
}

/* Loops first, from the inside out: ending one may run the finally blocks of a generator (C-73). */
void release_all(Emit *e)
{
    for (RegId r = (RegId)e->f->regs.len; r-- > 1;)
        if (is_released(e, r) && e->f->regs.at[r].rep == REP_LOOP)
            line(e, "%s;", loop_end(e, r));
    for (RegId r = 1; r < e->f->regs.len; r++) {
        Rep rep = e->f->regs.at[r].rep;
        if (!is_released(e, r) || rep == REP_LOOP)
            continue;
        if (rep == REP_VALUE)
            line(e, "rf_release(cx, %s);", e->names[r]);
        else
            line(e, "rf_release_object(cx, %s);", e->names[r]);
    }
}

const char *failure_value(Emit *e, const IrFunc *f)
{
    if (f->gives_struct)
        return text(e, "(%s_value){0}", struct_name(f->call_type->structure));
    return zero_of(type_rep(f->call_type));
}

const char *leave_active(const Emit *e)
{
    if (!e->f->keeps_active)
        return "";
    return e->f->is_direct ? "cx->active = above;" : "cx->active = active.up;";
}

static void put_exit(Emit *e)
{
    if (!e->uses_fail && !e->uses_done)
        return;
    TEMPLATE(e, "function_exit", FILL("FAIL", e->jumps_fail ? "fail:" : ""),
             FILL("UNWIND",
                  e->uses_fail ? text(e, "rf_unwind(cx, &%s_info, at);", func_name(e->f)) : ""),
             FILL("DONE", e->jumps_done ? "done:" : ""),
             /* nothing is closed at the end of the program (C-73) */
             FILL("END", e->f == e->p->main ? "rf_program_ends(cx);" : ""),
             LINES("RELEASE", release_all), FILL("LEAVE", leave_active(e)),
             FILL("RESULT", e->uses_result ? "result" : failure_value(e, e->f)));
}

/* ---- the function ---- */

static Text body_text(Emit *e)
{
    TextBuf saved = e->sections[SEC_FUNCTIONS];
    Text    body;

    e->sections[SEC_FUNCTIONS] = (TextBuf){.arena = &e->c->arena};
    emit_section(e, SEC_FUNCTIONS);
    e->depth = 1;
    emit_block(e, &e->f->body);
    body                       = textbuf_text(&e->sections[SEC_FUNCTIONS]);
    e->sections[SEC_FUNCTIONS] = saved;
    return body;
}

/* No jump to what comes next anyway. */
static Text without_last_jump(Text body, const char *label)
{
    Text jump = text_of(label);

    if (body.len >= jump.len && memcmp(body.at + body.len - jump.len, jump.at, jump.len) == 0)
        body.len -= jump.len - 1;
    return body;
}

void put_body(Emit *e)
{
    put_text(e, e->body);
}

static bool releases_any(const Emit *e)
{
    for (RegId r = 1; r < e->f->regs.len; r++)
        if (is_released(e, r))
            return true;
    return false;
}

/* The C compiler is told of what the function does not need. */
static void quiet_unused(Emit *e)
{
    IrFunc *f    = e->f;
    bool    exit = e->uses_fail || (e->uses_done && releases_any(e));

    if (!has_word(e->body, "cx") && !f->keeps_active && !exit)
        line(e, "(void)cx;");
    if (f->has_env && !has_word(e->body, "env"))
        line(e, "(void)env;");
    quiet_variables(e);
}

static void put_once(Emit *e)
{
    if (!is_dead_module(e->f))
        return;
    line(e, "if (%s_ran)", func_name(e->f));
    line(e, "    return rf_null;");
    line(e, "%s_ran = true;", func_name(e->f));
}

static void find_call(void *self, Inst *in)
{
    bool *found = self;

    *found = *found || in->op == IR_TRY || (in->failure != '-' && ir_info[in->op].failure != 'x') ||
             ((in->op == IR_CALL || in->op == IR_CALL_C || in->op == IR_CALL_LIST) && !in->no_cx);
}

/* It computes, and may fail: small ones are inlined. */
static bool only_computes(IrFunc *f)
{
    bool calls = false;

    ir_walk(&f->body, find_call, &calls);
    return f->throws && !calls && !f->keeps_active;
}

static const char *enter(Emit *e)
{
    if (e->f->keeps_active)
        return "cx->active = &active;";
    return only_computes(e->f) ? "RF_NO_ERROR(cx);" : "";
}

static void emit_plain(Emit *e)
{
    IrFunc     *f    = e->f;
    const char *name = func_name(f);

    tier_live(e);
    if (f == e->p->main)
        tier_entry(e, true);
    TEMPLATE(e, "function",
             FILL("FLAG", is_dead_module(f) ? text(e, "static bool %s_ran;", name) : ""),
             FILL("SIGNATURE", signature(e, f, true)), LINES("LOCALS", declare_locals),
             LINES("HELPERS", declare_helpers), LINES("LIVE", tier_room), LINES("TIER", tier_enter),
             LINES("ONCE", put_once),
             FILL("ENTER", enter(e)),
             LINES("QUIET", quiet_unused), LINES("BODY", put_body), LINES("EXIT", put_exit), LINES("LEAVE", tier_leave));
    if (f == e->p->main)
        tier_entry(e, false);
    tier_loop_form(e, put_exit);
}

static bool any_cleanup(const IrFunc *f)
{
    for (RegId r = 1; r < f->regs.len; r++)
        if (f->regs.at[r].cleanup)
            return true;
    return f->keeps_active;
}

static void start_function(Emit *e, IrFunc *f)
{
    e->f         = f;
    e->line      = 0;
    e->loops     = NULL;
    e->uses_fail = e->uses_done = e->uses_at = e->uses_result = e->uses_step = e->uses_got = e->uses_item = false;
    e->loop_sites.len = 0;
    e->declares_result                                                                      = false;
    name_registers(e);
    count_uses(e);
    e->has_cleanup = any_cleanup(f);
    e->label_used  = ARENA_ARRAY(&e->c->arena, bool, f->label_count + 1);
    e->state_used  = ARENA_ARRAY(&e->c->arena, bool, f->state_count + 1);
}

/* What stands before and behind the body belongs to the line where the function begins. */
static uint32_t first_line(const Emit *e, const IrFunc *f)
{
    Span at = f->instance->function->node->at;

    return source_position(e->c->sources, at.file, at.start).line;
}

void emit_function(Emit *e, IrFunc *f)
{
    start_function(e, f);
    e->body = body_text(e);
    if (e->uses_fail && !(e->uses_done && ir_is_resumable(f)))
        e->body = without_last_jump(e->body, "\n    goto fail;\n");
    else
        e->body = without_last_jump(e->body, "\n    goto done;\n");
    find_mentioned(e);
    if (e->c->options.tiers)
        tier_declare_ahead(e);
    else
        declare_in_body(e);
    e->line = e->c->options.lines ? first_line(e, f) : 0;
    emit_section(e, SEC_FUNCTIONS);
    blank_line(e);
    if (ir_is_resumable(f))
        emit_resumable(e);
    else
        emit_plain(e);
    if (needs_boxed(f))
        emit_boxed(e, f);
}
