/* Generators and async functions: the frame, its duties, the body that continues where it left, and
   the function that makes one. */

#include "emit/tier.h"

static const char *frame_type(Emit *e)
{
    return text(e, "%s_frame", func_name(e->f));
}

/* ---- the frame ---- */

static void put_fields(Emit *e)
{
    IrFunc *f = e->f;

    if (f->has_env)
        line(e, "rf_closure *env;");
    for (RegId r = 1; r < f->regs.len; r++)
        if (f->regs.at[r].in_frame)
            line(e, "%s;", declaration(e, ctype_reg(e, &f->regs.at[r]), bare_name(e, r)));
}

/* Kept back until all are there: a frame stands behind those that it keeps. */
static void emit_frame(Emit *e)
{
    e->sections[SEC_FRAME] = (TextBuf){0};
    emit_section(e, SEC_FRAME);
    TEMPLATE(e, "frame", FILL("FRAME", frame_type(e)), LINES("FIELDS", put_fields));
    e->frames[e->f->number] = textbuf_text(&e->sections[SEC_FRAME]);
    emit_section(e, SEC_FUNCTIONS);
}

void emit_frames(Emit *e)
{
    emit_section(e, SEC_TYPES);
    for (size_t i = 0; i < e->p->frames.len; i++) {
        blank_line(e);
        put_text(e, e->frames[e->p->frames.at[i]->number]);
    }
}

/* ---- what the runtime does with a frame ---- */

/* What one duty does with a field of each kind; %s is the field. */
typedef struct Duty {
    const char *env, *loop, *kept, *value, *object, *cell;
} Duty;

static const Duty drop_duty = {
    "rf_clear_object(cx, %s);", "rf_loop_end(cx, &%s);",    "rf_local_end(cx, &%s.base);",
    "rf_clear(cx, %s);",        "rf_clear_object(cx, %s);", "rf_clear_object(cx, %s);",
};
static const Duty share_duty = {
    "rf_share(cx, rf_from_object(%s));",
    "rf_share(cx, %s.over);",
    "rf_local_share(cx, &%s.base);",
    "rf_share(cx, %s);",
    NULL,
    NULL,
};
static const Duty cross_duty = {
    "rf_cross_env(cx, &%s);",   "rf_cross_value(cx, &%s.over);", "rf_local_cross(cx, &%s.base);",
    "rf_cross_value(cx, &%s);", NULL,                            "rf_cross_cell(cx, &%s);",
};

/* A line with the field's name where the pattern has %s. */
static void duty_line(Emit *e, const char *pattern, const char *field)
{
    const char *hole = strstr(pattern, "%s");

    line(e, "%.*s%s%s", (int)(hole - pattern), pattern, field, hole + 2);
}

static const char *duty_pattern(const Duty *d, const Reg *reg)
{
    if (reg->rep == REP_LOOP)
        return reg->keeps_frame ? d->kept : d->loop;
    if (reg->rep == REP_VALUE)
        return d->value;
    return reg->ctype && strcmp(reg->ctype, "rf_cell *") == 0 ? d->cell : d->object;
}

/* A field that has a count, or a loop. */
static bool is_kept(const Reg *reg)
{
    return reg->in_frame && (reg->rep == REP_LOOP || (reg->counted && reg->owns));
}

/* Loops first, as release_all does. */
static void put_duty(Emit *e, const Duty *d)
{
    IrFunc *f = e->f;

    for (RegId r = (RegId)f->regs.len; r-- > 1;)
        if (is_kept(&f->regs.at[r]) && f->regs.at[r].rep == REP_LOOP)
            duty_line(e, duty_pattern(d, &f->regs.at[r]), e->names[r]);
    if (f->has_env)
        duty_line(e, d->env, "fr->env");
    for (RegId r = 1; r < f->regs.len; r++) {
        const Reg  *reg     = &f->regs.at[r];
        const char *pattern = duty_pattern(d, reg);
        if (!is_kept(reg) || reg->rep == REP_LOOP)
            continue;
        if (!pattern)
            line(e, "if (%s)", e->names[r]);
        duty_line(e, pattern ? pattern : "    rf_share(cx, rf_from_object(%s));", e->names[r]);
    }
}

static bool has_duty(const IrFunc *f)
{
    if (f->has_env)
        return true;
    for (RegId r = 1; r < f->regs.len; r++)
        if (is_kept(&f->regs.at[r]))
            return true;
    return false;
}

static void put_drop(Emit *e)
{
    put_duty(e, &drop_duty);
}

static void put_share(Emit *e)
{
    put_duty(e, &share_duty);
}

static void put_cross(Emit *e)
{
    put_duty(e, &cross_duty);
}

/* The variables of a spawn block are nobody else's: nothing is shared. */
static void emit_duty(Emit *e, const char *name, void (*put)(Emit *e))
{
    const char *frame = frame_type(e);
    bool        alone = e->f->kind == IRF_SPAWN && put != put_drop;

    if (has_duty(e->f) && !alone)
        TEMPLATE(e, "frame_duty", FILL("NAME", func_name(e->f)), FILL("DUTY", name),
                 FILL("FRAME", frame), LINES("FIELDS", put));
    else
        TEMPLATE(e, "frame_no_duty", FILL("NAME", func_name(e->f)), FILL("DUTY", name));
    blank_line(e);
}

/* ---- the body ---- */

static void put_states(Emit *e)
{
    for (uint32_t i = 1; i <= e->f->state_count; i++)
        if (e->state_used[i]) {
            line(e, "case %u:", i);
            line(e, "    goto resume_%u;", i);
        }
}

static void put_end(Emit *e, const char *label, const char *unwind, const char *step)
{
    TEMPLATE(e, "resumable_exit", FILL("NAME", func_name(e->f)), FILL("LABEL", label),
             FILL("UNWIND", unwind), LINES("RELEASE", release_all), FILL("LEAVE", leave_active(e)),
             FILL("STEP", step));
}

static void put_ends(Emit *e)
{
    if (e->uses_done)
        put_end(e, e->jumps_done ? "done:" : "", "", "RF_DONE");
    if (e->uses_fail)
        put_end(e, e->jumps_fail ? "fail:" : "",
                text(e, "rf_unwind(cx, &%s_info, at);", func_name(e->f)), "RF_FAILED");
}

static void quiet_unused(Emit *e)
{
    if (e->f->has_env && !has_word(e->body, "env"))
        line(e, "(void)env;");
    quiet_variables(e);
}

/* ---- the maker ---- */

/* What the frame keeps of a parameter: the caller's count, or one of its own (MOST_OWNED). */
static const char *kept_parameter(Emit *e, uint32_t i)
{
    const Reg  *r    = &e->f->regs.at[e->f->params[i]];
    const char *name = bare_name(e, e->f->params[i]);

    if (!r->counted || operand_in(e->f->owned_params, i))
        return name;
    return r->rep == REP_VALUE ? text(e, "rf_copy(%s)", name)
                               : text(e, "(%s)rf_keep(%s)", ctype_reg(e, r), name);
}

static void put_arguments(Emit *e)
{
    IrFunc *f = e->f;

    if (f->has_env) {
        line(e, "fr->env = env;");
        line(e, "rf_retain_object(env);");
    }
    if (f->receiver)
        line(e, f->regs.at[f->receiver].counted ? "%s = rf_keep(%s);" : "%s = %s;",
             e->names[f->receiver], bare_name(e, f->receiver));
    for (uint32_t i = 0; i < f->param_count; i++)
        line(e, "%s = %s;", e->names[f->params[i]], kept_parameter(e, i));
}

void emit_resumable(Emit *e)
{
    IrFunc     *f    = e->f;
    const char *name = func_name(f), *frame = frame_type(e), *pointer = "";

    if (f->has_env || has_word(e->body, "fr"))
        pointer = text(e, "%s *fr = (%s *)frame;", frame, frame);
    emit_frame(e);
    emit_duty(e, "drop", put_drop);
    emit_duty(e, "share", put_share);
    emit_duty(e, "cross", put_cross);
    tier_live(e);
    TEMPLATE(e, "resumable", FILL("NAME", name), FILL("FRAME", frame_type(e)),
             FILL("POINTER", pointer), FILL("ENV", f->has_env ? "rf_closure *env = fr->env;" : ""),
             LINES("LOCALS", declare_locals), LINES("HELPERS", declare_helpers),
             LINES("LIVE", tier_room), LINES("TIER", tier_enter),
             FILL("ENTER", f->keeps_active ? "cx->active = &active;" : ""),
             LINES("QUIET", quiet_unused), LINES("STATES", put_states),
             FILL("LEAVE", leave_active(e)), LINES("BODY", put_body), LINES("EXITS", put_ends),
             LINES("GO", tier_leave));
    tier_loop_form(e, put_ends);
    blank_line(e);
    if (f->is_kept)
        TEMPLATE(e, "generator_in", FILL("NAME", name), FILL("SIGNATURE", signature_in(e, f, true)),
                 LINES("ARGUMENTS", put_arguments));
    if (is_only_kept(f))
        return;
    if (f->kind == IRF_CALLED || f->kind == IRF_SPAWN)
        TEMPLATE(e, "called", FILL("NAME", name), FILL("FRAME", frame_type(e)),
                 FILL("KIND", f->kind == IRF_SPAWN ? "rf_block_frame_kind" : "rf_called_kind"),
                 FILL("SIGNATURE", signature(e, f, true)), LINES("ARGUMENTS", put_arguments));
    else
        TEMPLATE(e, f->kind == IRF_ASYNC ? "async" : "generator", FILL("NAME", name),
                 FILL("FRAME", frame_type(e)), FILL("SIGNATURE", signature(e, f, true)),
                 LINES("ARGUMENTS", put_arguments));
}
