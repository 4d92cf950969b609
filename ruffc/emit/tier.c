/* One text for tcc and for cc in the same run: see tier.h.

   A function in tcc's code asks on entry, and at the head of each loop, whether cc's code is there. On entry it
   calls it with its arguments. In a loop it puts its variables into a struct and calls the function's second
   form, which takes them out and jumps to the head of that loop. The frame of the first one stays
   until then, so what points into it stays valid. */

#include "emit/tier.h"

static const char *result_type(Emit *e)
{
    if (ir_is_resumable(e->f))
        return "rf_step";
    return ctype_result(e, e->f);
}

/* ---- variables ---- */

static bool is_parameter(const IrFunc *f, RegId r)
{
    return (f->regs.at[r].is_param || r == f->receiver) && !ir_is_resumable(f);
}

/* A variable of the C function. */
static bool is_moved(const Emit *e, RegId r)
{
    const Reg *reg = &e->f->regs.at[r];

    if (reg->in_frame && ir_is_resumable(e->f))
        return false;
    return is_parameter(e->f, r) || e->mention[r].any;
}

/* The runtime may know where it is. */
static bool stays(const Emit *e, RegId r)
{
    return e->f->regs.at[r].rep == REP_LOOP;
}

/* The emitter's own variables that mean something across statements. */
typedef struct Helper {
    const char *name, *type;
    bool        used;
} Helper;

enum { HELPERS = 4 };

static void find_helpers(Emit *e, Helper out[HELPERS])
{
    bool result = e->uses_result && !e->declares_result;

    out[0] = (Helper){"at", "uint32_t ", e->uses_at};
    out[1] = (Helper){"item", "rf_value ", e->uses_item};
    out[2] = (Helper){"got", "rf_value ", e->uses_got};
    out[3] = (Helper){"result", result ? ctype_result(e, e->f) : "", result};
}

void tier_declare_ahead(Emit *e)
{
    for (RegId r = 1; r < e->f->regs.len; r++)
        e->mention[r].declared = DECLARED_AHEAD;
}

/* ---- tcc's side ---- */

void tier_at_loop(Emit *e, const Inst *loop)
{
    if (!e->c->options.tiers)
        return;
    vec_push(&e->c->arena, &e->loop_sites, loop->site);
    line(e, "RF_AT_LOOP(%zu)", e->loop_sites.len);
}

static const char *arguments_text(Emit *e)
{
    TextBuf b = {.arena = &e->c->arena};

    textbuf_add(&b, TEXT("cx"));
    if (e->f->has_env)
        textbuf_add(&b, TEXT(", env"));
    if (e->f->receiver)
        textbuf_format(&b, ", %s", bare_name(e, e->f->receiver));
    for (uint32_t i = 0; i < e->f->param_count; i++)
        textbuf_format(&b, ", %s", bare_name(e, e->f->params[i]));
    textbuf_char(&b, '\0');
    return textbuf_text(&b).at;
}

void tier_enter(Emit *e)
{
    if (!e->c->options.tiers)
        return;
    line(e, "enum { rf_tier = %u };", e->f->number);
    if (ir_is_resumable(e->f))
        line(e, "RF_TIER_ENTER(rf_step (*)(rf_ctx *, rf_frame *), (cx, frame))");
    else
        line(e, "RF_TIER_ENTER(__typeof__(%s) *, (%s))", func_name(e->f), arguments_text(e));
}

void tier_room(Emit *e)
{
    if (!e->c->options.tiers || e->loop_sites.len == 0)
        return;
    label_line(e, "#ifdef __TINYC__");
    line(e, "rf_tier_live_%s live;", func_name(e->f));
    label_line(e, "#endif");
}

static void fill_live(Emit *e)
{
    Helper helpers[HELPERS];

    find_helpers(e, helpers);
    if (ir_is_resumable(e->f))
        line(e, "live.frame = frame;");
    else if (e->f->has_env)
        line(e, "live.env = env;");
    for (RegId r = 1; r < e->f->regs.len; r++)
        if (is_moved(e, r))
            line(e, stays(e, r) ? "live.%s_there = &%s;" : "live.%s = %s;", bare_name(e, r),
                 bare_name(e, r));
    for (int i = 0; i < HELPERS; i++)
        if (helpers[i].used)
            line(e, "live.%s = %s;", helpers[i].name, helpers[i].name);
}

void tier_leave(Emit *e)
{
    const char *name = func_name(e->f);

    if (!e->c->options.tiers || e->loop_sites.len == 0)
        return;
    label_line(e, "#ifdef __TINYC__");
    for (size_t i = 1; i <= e->loop_sites.len; i++) {
        label_line(e, "at_loop_%zu:", i);
        line(e, "live.rf_at_loop = %zu;", i);
        if (i < e->loop_sites.len)
            line(e, "goto leave_loop;");
    }
    label_line(e, "leave_loop:");
    fill_live(e);
    if (*leave_active(e))
        line(e, "%s", leave_active(e));
    line(e, "return ((%s (*)(rf_ctx *, rf_tier_live_%s *))rf_tier_code[2 * rf_tier + 1])(cx, &live);",
         result_type(e), name);
    label_line(e, "#endif");
}

/* ---- cc's side ---- */

static void put_fields(Emit *e)
{
    Helper helpers[HELPERS];

    find_helpers(e, helpers);
    line(e, "uint32_t rf_at_loop;");
    if (ir_is_resumable(e->f))
        line(e, "rf_frame *frame;");
    else if (e->f->has_env)
        line(e, "rf_closure *env;");
    for (RegId r = 1; r < e->f->regs.len; r++)
        if (is_moved(e, r))
            line(e, "%s;",
                 declaration(e, ctype_reg(e, &e->f->regs.at[r]),
                             text(e, stays(e, r) ? "*%s_there" : "%s", bare_name(e, r))));
    for (int i = 0; i < HELPERS; i++)
        if (helpers[i].used)
            line(e, "%s;", declaration(e, helpers[i].type, helpers[i].name));
}

void tier_live(Emit *e)
{
    if (!e->c->options.tiers || e->loop_sites.len == 0)
        return;
    TEMPLATE(e, "tier_live", FILL("NAME", func_name(e->f)), LINES("FIELDS", put_fields));
}

/* The frame of a resumable body, and its closure. */
static void put_frame(Emit *e)
{
    const char *name = func_name(e->f);

    if (!ir_is_resumable(e->f)) {
        if (e->f->has_env)
            line(e, "rf_closure *env = live->env;");
        return;
    }
    line(e, "rf_frame *frame = live->frame;");
    if (e->f->has_env || has_word(e->body, "fr"))
        line(e, "%s_frame *fr = (%s_frame *)frame;", name, name);
    if (e->f->has_env)
        line(e, "rf_closure *env = fr->env;");
}

static void put_locals(Emit *e)
{
    put_frame(e);
    for (RegId r = 1; r < e->f->regs.len; r++) {
        const char *name = bare_name(e, r);
        const char *type = ctype_reg(e, &e->f->regs.at[r]);

        if (is_moved(e, r) && stays(e, r))
            line(e, "%s = live->%s_there;", declaration(e, type, text(e, "*%s_there", name)),
                 name);
        else if (is_moved(e, r))
            line(e, "%s = live->%s;", declaration(e, type, name), name);
    }
}

static void put_helpers(Emit *e)
{
    Helper helpers[HELPERS];

    find_helpers(e, helpers);
    declare_helpers(e);
    for (int i = 0; i < HELPERS; i++)
        if (helpers[i].used)
            line(e, "%s = live->%s;", helpers[i].name, helpers[i].name);
}

/* Code of another function is left through the entry that says that control is in it. */
static void put_jumps(Emit *e)
{
    for (size_t i = 0; i < e->loop_sites.len; i++) {
        const Site *s = e->loop_sites.at[i];

        line(e, "case %zu:", i + 1);
        if (s && e->f->keeps_active && has_word(e->body, text(e, "inside_%u", s->number)))
            line(e, "    cx->active = &inside_%u;", s->number);
        line(e, "    goto at_loop_%zu;", i + 1);
    }
}

/* A variable that stays where it is has another name here. */
static void put_names(Emit *e, const char *pattern)
{
    for (RegId r = 1; r < e->f->regs.len; r++)
        if (is_moved(e, r) && stays(e, r))
            label_line(e, strchr(pattern, '(') ? "#define %s (*%s_there)" : "#undef %s",
                       bare_name(e, r), bare_name(e, r));
}

void tier_loop_form(Emit *e, void (*put_exits)(Emit *e))
{
    if (!e->c->options.tiers || e->loop_sites.len == 0)
        return;
    label_line(e, "#if RF_TIER_TAKES");
    put_names(e, "(");
    TEMPLATE(e, "tier_loop", FILL("RESULT", declaration(e, result_type(e), "")),
             FILL("NAME", func_name(e->f)), LINES("LOCALS", put_locals),
             LINES("HELPERS", put_helpers),
             FILL("ENTER", e->f->keeps_active ? "cx->active = &active;" : ""),
             LINES("JUMPS", put_jumps), LINES("BODY", put_body), LINES("EXITS", put_exits));
    put_names(e, "");
    label_line(e, "#endif");
    e->has_loop_form[e->f->number] = true;
}

/* The script's beginning is behind it when cc's code takes over. */
void tier_entry(Emit *e, bool begins)
{
    if (e->c->options.tiers)
        label_line(e, begins ? "#if RF_TIER_ENTRY" : "#endif");
}

/* ---- the table ---- */

void tier_begin(Emit *e)
{
    if (!e->c->options.tiers)
        return;
    e->has_loop_form = ARENA_ARRAY(&e->c->arena, bool, e->p->funcs.len + 1);
    emit_section(e, SEC_TYPES);
    label_line(e, "#include \"ruff/tier.h\"");
    blank_line(e);
}

static void put_rows(Emit *e)
{
    for (size_t i = 0; i < e->p->funcs.len; i++) {
        const IrFunc *f    = e->p->funcs.at[i];
        const char   *name = func_name(f);

        if (f->only_shown)
            line(e, "0, 0,");
        else
            line(e, "%s%s, %s%s,", f == e->p->main ? "0" : name,
                 ir_is_resumable(f) ? "_resume" : "", e->has_loop_form[f->number] ? "rf_tier_loop_" : "",
                 e->has_loop_form[f->number] ? name : "0");
    }
}

static void put_values(Emit *e)
{
    for (size_t i = 0; i < e->p->funcs.len; i++) {
        const IrFunc *f    = e->p->funcs.at[i];
        const IrFunc *form = f->called_form;

        if (!f->only_shown && needs_boxed(f))
            line(e, "(void *)&%s_info, %s_boxed, %s%s,", func_name(f), func_name(f),
                 form && needs_boxed(form) ? func_name(form) : "0",
                 form && needs_boxed(form) ? "_boxed" : "");
    }
}

void tier_table(Emit *e)
{
    if (!e->c->options.tiers)
        return;
    emit_section(e, SEC_ENTRY);
    TEMPLATE(e, "tier_table", FILL("COUNT", text(e, "%zu", 2 * e->p->funcs.len)),
             LINES("ROWS", put_rows), LINES("VALUES", put_values));
    blank_line(e);
}
