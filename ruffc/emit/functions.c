/* One function: signature, variables, body, the ways out, and its form for calls through values. */

#include "emit/writer.h"

static bool is_resumable(const IrFunc *f)
{
    return f->kind == IRF_GENERATOR || f->kind == IRF_ASYNC;
}

static const char *glue(const char *type)
{
    size_t n = strlen(type);

    return type[n - 1] == '*' || type[n - 1] == ' ' ? "" : " ";
}

static bool is_dead_module(const IrFunc *f)
{
    return f->instance->function->kind == FUNCTION_MODULE && f->instance->function->module->number != 0 && !f->default_of;
}

/* ---- names of registers ---- */

static void name_registers(Emit *e)
{
    IrFunc  *f   = e->f;
    NameSet *set = names_new(e->c);

    e->names            = ARENA_ARRAY(&e->c->arena, const char *, f->regs.len + 1);
    e->pending          = ARENA_ARRAY(&e->c->arena, const char *, f->regs.len + 1);
    e->pending_constant = ARENA_ARRAY(&e->c->arena, bool, f->regs.len + 1);
    e->uses             = ARENA_ARRAY(&e->c->arena, uint32_t, f->regs.len + 1);
    for (RegId r = 1; r < f->regs.len; r++) {
        const Reg  *reg  = &f->regs.at[r];
        const char *name = reg->name ? name_unique(e, set, e->globals, symbol_text(e->c->symbols, reg->name)) : text(e, "r%u", r);
        e->names[r]      = reg->in_frame && is_resumable(f) ? text(e, "fr->%s", name) : name;
    }
}

static const char *bare_name(Emit *e, RegId r)
{
    return strncmp(e->names[r], "fr->", 4) == 0 ? e->names[r] + 4 : e->names[r];
}

/* ---- signatures ---- */

static void add_parameters(Emit *e, TextBuf *b, const IrFunc *f, bool with_names)
{
    textbuf_add(b, TEXT("rf_ctx *cx"));
    if (f->has_env)
        textbuf_add(b, TEXT(", rf_closure *env"));
    if (f->receiver) {
        const char *t = ctype_reg(e, &f->regs.at[f->receiver]);
        textbuf_format(b, ", %s%s%s", t, with_names ? glue(t) : "", with_names ? bare_name(e, f->receiver) : "");
    }
    for (uint32_t i = 0; i < f->param_count; i++) {
        const char *t = ctype_reg(e, &f->regs.at[f->params[i]]);
        textbuf_format(b, ", %s%s%s", t, with_names ? glue(t) : "", with_names ? bare_name(e, f->params[i]) : "");
    }
}

static const char *signature(Emit *e, const IrFunc *f, bool with_names)
{
    TextBuf     b      = {.arena = &e->c->arena};
    const char *result = f->kind == IRF_SPAWN ? "rf_value " : ctype_of(e, f->call_type);

    textbuf_format(&b, "static %s%s%s(", result, glue(result), func_name(f));
    add_parameters(e, &b, f, with_names);
    textbuf_add(&b, TEXT(")"));
    textbuf_char(&b, '\0');
    return textbuf_text(&b).at;
}

bool needs_boxed(const IrFunc *f)
{
    return (f->instance->boxed && !f->default_of) || f->kind == IRF_SPAWN;
}

static const char *shown(Emit *e, const IrFunc *f)
{
    return f->instance->function->kind == FUNCTION_MODULE ? "\"\"" : c_literal(e, f->shown_name);
}

void emit_prototypes(Emit *e, IrFunc *f)
{
    const Function *fn = f->instance->function;
    const char     *file = c_literal(e, source_name(e->c->sources, fn->module->ast->file));
    bool            boxed = needs_boxed(f);
    uint32_t        arity = f->param_count - (fn->kind == FUNCTION_METHOD && fn->has_self);
    const char     *flags = fn->is_generator ? "RF_FN_GENERATOR" : fn->is_async ? "RF_FN_ASYNC" : "0";

    emit_section(e, SEC_PROTOTYPES);
    line(e, "%s;", signature(e, f, false));
    if (boxed)
        line(e, "static rf_value %s_boxed(rf_ctx *cx, rf_closure *env, const rf_value *args, uint32_t count);", func_name(f));
    line(e, "static const rf_function %s_info RF_UNUSED = {%s, %s, %s, %u, %u, %s%s};", func_name(f), shown(e, f), file, boxed ? text(e, "%s_boxed", func_name(f)) : "NULL",
         arity, arity, flags, f->holds_thread ? " | RF_FN_HOLDS" : "");
    if (boxed && !f->has_env && f->kind != IRF_SPAWN)
        line(e, "RF_STATIC_CLOSURE(%s_value, %s_info);", func_name(f), func_name(f));
}

/* ---- the form for calls through values ---- */

static const char *unboxed(Emit *e, const Reg *r, const char *v, bool owned)
{
    switch (r->rep) {
    case REP_INT:
        return text(e, "%s.as.i", v);
    case REP_FLOAT:
        return text(e, "%s.as.d", v);
    case REP_BOOL:
        return text(e, "%s.as.i != 0", v);
    case REP_OBJECT:
        return owned ? text(e, "(%s)rf_keep(%s.as.o)", ctype_reg(e, r), v) : text(e, "(%s)%s.as.o", ctype_reg(e, r), v);
    default:
        return owned ? text(e, "rf_copy(%s)", v) : v;
    }
}

static void emit_boxed(Emit *e, const IrFunc *f)
{
    TextBuf         b  = {.arena = &e->c->arena};
    const Function *fn = f->instance->function;
    uint32_t        first = f->receiver ? 1 : 0;
    Rep             rep   = type_rep(f->call_type);

    (void)fn;
    textbuf_format(&b, "%s(cx%s", func_name(f), f->has_env ? ", env" : "");
    if (f->receiver)
        textbuf_format(&b, ", %s", unboxed(e, &f->regs.at[f->receiver], "args[0]", false));
    for (uint32_t i = 0; i < f->param_count; i++)
        textbuf_format(&b, ", %s", unboxed(e, &f->regs.at[f->params[i]], text(e, "args[%u]", i + first), operand_in(f->owned_params, i)));
    textbuf_add(&b, TEXT(")"));
    textbuf_char(&b, '\0');
    line(e, "static rf_value %s_boxed(rf_ctx *cx, rf_closure *env RF_UNUSED, const rf_value *args RF_UNUSED, uint32_t count RF_UNUSED)", func_name(f));
    line(e, "{");
    line(e, "return %s%s%s;", rep == REP_INT ? "rf_from_int(" : rep == REP_FLOAT ? "rf_from_float(" : rep == REP_BOOL ? "rf_from_bool(" : rep == REP_OBJECT ? "rf_from_object(" : "",
         textbuf_text(&b).at, rep == REP_VALUE ? "" : ")");
    line(e, "}");
    line(e, "%s", "");
}

/* ---- variables ---- */

static bool is_parameter(const IrFunc *f, RegId r)
{
    return f->regs.at[r].is_param;
}

static bool is_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

/* Where a comment or string that starts at i ends; i itself if none does. */
static size_t skip_text(Text body, size_t i)
{
    if (body.at[i] == '"') {
        for (i++; i < body.len && body.at[i] != '"'; i++)
            i += body.at[i] == '\\';
        return i + 1 < body.len ? i + 1 : body.len;
    }
    if (body.at[i] != '/' || i + 1 == body.len || body.at[i + 1] != '*')
        return i;
    for (i += 2; i + 1 < body.len && (body.at[i] != '*' || body.at[i + 1] != '/'); i++) {
    }
    return i + 2 < body.len ? i + 2 : body.len;
}

static bool has_word(Text body, const char *word)
{
    size_t n = strlen(word);

    for (size_t i = 0; i + n <= body.len; i++)
        if (skip_text(body, i) != i)
            i = skip_text(body, i) - 1;
        else if (memcmp(body.at + i, word, n) == 0 && (i == 0 || !is_word(body.at[i - 1])) && (i + n == body.len || !is_word(body.at[i + n])))
            return true;
    return false;
}

/* What the text of a body does with a register. */
enum { MENTIONED = 1, READ = 2 };

static bool releases_any(const IrFunc *f, const uint8_t *mentioned)
{
    for (RegId r = 1; r < f->regs.len; r++)
        if (f->regs.at[r].cleanup && (mentioned[r] || f->regs.at[r].is_param) && !(f->regs.at[r].in_frame && is_resumable(f)))
            return true;
    return false;
}

/* Parameters and variables that the body never reads: the C compiler is told so. */
static void quiet_variables(Emit *e, const uint8_t *mentioned)
{
    bool releases = e->uses_fail || e->uses_done;

    for (RegId r = 1; r < e->f->regs.len; r++) {
        const Reg *reg = &e->f->regs.at[r];
        if (!(mentioned[r] & READ) && !(reg->cleanup && releases) && (reg->is_param || mentioned[r]) && !reg->in_frame)
            line(e, "(void)%s;", e->names[r]);
    }
}

static void quiet_unused(Emit *e, Text body, const uint8_t *mentioned)
{
    IrFunc *f = e->f;

    if (!has_word(body, "cx") && !f->keeps_active && !e->uses_fail && !(e->uses_done && releases_any(f, mentioned)))
        line(e, "(void)cx;");
    if (f->has_env && !has_word(body, "env"))
        line(e, "(void)env;");
    quiet_variables(e, mentioned);
}

static void declare_locals(Emit *e, const uint8_t *mentioned)
{
    IrFunc *f = e->f;

    for (RegId r = 1; r < f->regs.len; r++) {
        const Reg  *reg = &f->regs.at[r];
        const char *t   = ctype_reg(e, reg);
        if (!mentioned[r] || (is_parameter(f, r) && !is_resumable(f)) || (reg->in_frame && is_resumable(f)))
            continue;
        line(e, "%s%s%s = %s;", t, glue(t), e->names[r], strcmp(zero_of(reg->rep), "rf_null") == 0 ? "{RF_NULL, {0}}" : zero_of(reg->rep));
    }
}

/* The word at start … end-1 begins its line and ` = ` follows. */
static bool is_set_there(Text body, size_t start, size_t end)
{
    while (start > 0 && body.at[start - 1] == ' ')
        start--;
    return (start == 0 || body.at[start - 1] == '\n') && end + 3 <= body.len && memcmp(body.at + end, " = ", 3) == 0;
}

/* Registers whose name stands in the text: folded ones do not. */
static uint8_t *find_mentioned(Emit *e, Text body)
{
    uint8_t  *mentioned = ARENA_ARRAY(&e->c->arena, uint8_t, e->f->regs.len + 1);
    size_t    room = 64;
    uint32_t *slots;

    while (room < e->f->regs.len * 2 + 2)
        room *= 2;
    slots = ARENA_ARRAY(&e->c->arena, uint32_t, room);
    for (RegId r = 1; r < e->f->regs.len; r++) {
        const char *n = bare_name(e, r);
        uint64_t    h = 5381;
        for (const char *p = n; *p; p++)
            h = h * 33 + (unsigned char)*p;
        h &= room - 1;
        while (slots[h])
            h = (h + 1) & (room - 1);
        slots[h] = r;
    }
    for (size_t i = 0; i < body.len;) {
        size_t   start = i;
        uint64_t h     = 5381;
        while (i < body.len && is_word(body.at[i]))
            h = h * 33 + (unsigned char)body.at[i++];
        if (i == start) {
            i = skip_text(body, i);
            i += i == start;
            continue;
        }
        if (start > 1 && (body.at[start - 1] == '.' || (body.at[start - 2] == '-' && body.at[start - 1] == '>')))
            continue; /* a member's name */
        for (h &= room - 1; slots[h]; h = (h + 1) & (room - 1)) {
            const char *n = bare_name(e, slots[h]);
            if (strlen(n) == i - start && memcmp(n, body.at + start, i - start) == 0)
                mentioned[slots[h]] |= is_set_there(body, start, i) ? MENTIONED : MENTIONED | READ;
        }
    }
    return mentioned;
}

/* ---- the ways out ---- */

static void release_all(Emit *e, const uint8_t *mentioned)
{
    IrFunc *f = e->f;

    for (RegId r = 1; r < f->regs.len; r++) {
        const Reg *reg = &f->regs.at[r];
        if (!reg->cleanup || (!mentioned[r] && !reg->is_param) || (reg->in_frame && is_resumable(f)))
            continue;
        if (reg->rep == REP_LOOP)
            line(e, "rf_loop_end(cx, &%s);", e->names[r]);
        else
            line(e, reg->rep == REP_VALUE ? "rf_release(cx, %s);" : "rf_release_object(cx, %s);", e->names[r]);
    }
}

static bool any_cleanup(const IrFunc *f)
{
    for (RegId r = 1; r < f->regs.len; r++)
        if (f->regs.at[r].cleanup)
            return true;
    return f->keeps_active;
}

const char *failure_value(const IrFunc *f)
{
    return type_rep(f->call_type) == REP_VALUE ? "rf_null" : zero_of(type_rep(f->call_type));
}

static void emit_exit(Emit *e, const uint8_t *mentioned)
{
    IrFunc *f = e->f;

    if (e->uses_fail) {
        label_line(e, "fail:");
        line(e, "rf_unwind(cx, &%s_info, at);", func_name(f));
    }
    if (e->uses_done)
        label_line(e, "done:");
    if (!e->uses_fail && !e->uses_done)
        return;
    if (f == e->p->main)
        line(e, "rf_program_ends(cx);"); /* nothing is closed at the end of the program (C-73) */
    release_all(e, mentioned);
    if (f->keeps_active)
        line(e, "cx->active = active.up;");
    line(e, "return %s;", e->uses_result ? "result" : failure_value(f));
}

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

static void emit_prologue(Emit *e)
{
    IrFunc *f = e->f;

    if (e->uses_at)
        line(e, "uint32_t at = 0;");
    if (e->uses_item)
        line(e, "rf_value item = {RF_NULL, {0}};");
    if (e->uses_result) {
        const char *t = ctype_of(e, f->call_type);
        line(e, "%s%sresult = %s;", t, glue(t), type_rep(f->call_type) == REP_VALUE ? "{RF_NULL, {0}}" : zero_of(type_rep(f->call_type)));
    }
    if (f->keeps_active)
        line(e, "rf_active active = {cx->active, &%s_info};", func_name(f));
    line(e, "%s", "");
    if (is_dead_module(f)) {
        line(e, "if (%s_ran)", func_name(f));
        line(e, "    return rf_null;");
        line(e, "%s_ran = true;", func_name(f));
    }
    if (f->keeps_active)
        line(e, "cx->active = &active;");
}

static void emit_plain(Emit *e, Text body, const uint8_t *mentioned)
{
    IrFunc *f = e->f;

    if (is_dead_module(f))
        line(e, "static bool %s_ran;", func_name(f));
    line(e, "%s", signature(e, f, true));
    line(e, "{");
    declare_locals(e, mentioned);
    emit_prologue(e);
    quiet_unused(e, body, mentioned);
    textbuf_add(&e->sections[SEC_FUNCTIONS], body);
    emit_exit(e, mentioned);
    line(e, "}");
    line(e, "%s", "");
}

/* ---- resumable bodies ---- */

static void emit_frame(Emit *e)
{
    IrFunc *f = e->f;

    emit_section(e, SEC_TYPES);
    line(e, "typedef struct %s_frame {", func_name(f));
    line(e, "rf_frame base;");
    if (f->has_env)
        line(e, "rf_closure *env;");
    for (RegId r = 1; r < f->regs.len; r++) {
        const char *t = ctype_reg(e, &f->regs.at[r]);
        if (f->regs.at[r].in_frame)
            line(e, "%s%s%s;", t, glue(t), bare_name(e, r));
    }
    line(e, "} %s_frame;", func_name(f));
    line(e, "%s", "");
    emit_section(e, SEC_FUNCTIONS);
}

static void emit_frame_duty(Emit *e, const char *duty)
{
    IrFunc *f    = e->f;
    bool    drop = strcmp(duty, "drop") == 0, share = strcmp(duty, "share") == 0;

    line(e, "static void %s_%s(rf_ctx *cx, rf_frame *frame)", func_name(f), duty);
    line(e, "{");
    line(e, "%s_frame *fr = (%s_frame *)frame;", func_name(f), func_name(f));
    line(e, "%s", "");
    line(e, "(void)cx, (void)fr;");
    if (f->has_env)
        line(e, drop ? "rf_clear_object(cx, fr->env);" : share ? "rf_share(cx, rf_from_object(fr->env));" : "rf_cross_env(cx, &fr->env);");
    for (RegId r = 1; r < f->regs.len; r++) {
        const Reg *reg  = &f->regs.at[r];
        bool       cell = reg->ctype && strcmp(reg->ctype, "rf_cell *") == 0;
        if (!reg->in_frame)
            continue;
        if (reg->rep == REP_LOOP) {
            line(e, drop ? "rf_loop_end(cx, &%s);" : share ? "rf_share(cx, %s.over);" : "rf_cross_value(cx, &%s.over);", e->names[r]);
            continue;
        }
        if (!reg->counted || !reg->owns)
            continue;
        if (drop)
            line(e, reg->rep == REP_VALUE ? "rf_clear(cx, %s);" : "rf_clear_object(cx, %s);", e->names[r]);
        else if (reg->rep == REP_VALUE)
            line(e, share ? "rf_share(cx, %s);" : "rf_cross_value(cx, &%s);", e->names[r]);
        else if (share)
            line(e, "if (%s)", e->names[r]), line(e, "    rf_share(cx, rf_from_object(%s));", e->names[r]);
        else if (cell)
            line(e, "rf_cross_cell(cx, &%s);", e->names[r]);
        else
            line(e, "if (%s)", e->names[r]), line(e, "    rf_share(cx, rf_from_object(%s));", e->names[r]);
    }
    line(e, "}");
    line(e, "%s", "");
}

static void emit_frame_type(Emit *e)
{
    IrFunc *f = e->f;

    line(e, "static const rf_frame_type %s_type = {", func_name(f));
    line(e, "&%s_info, %s_resume, %s_drop, %s_share, %s_cross, sizeof(%s_frame),", func_name(f), func_name(f), func_name(f), func_name(f), func_name(f), func_name(f));
    line(e, "};");
    line(e, "%s", "");
}

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

static void emit_maker(Emit *e)
{
    IrFunc *f = e->f;

    line(e, "%s", signature(e, f, true));
    line(e, "{");
    line(e, "%s_frame *fr = (%s_frame *)rf_frame_new(cx, &%s, &%s_type);", func_name(f), func_name(f), f->kind == IRF_ASYNC ? "rf_async_frame_kind" : "rf_generator_kind", func_name(f));
    line(e, "%s", "");
    if (f->has_env) {
        line(e, "fr->env = env;");
        line(e, "rf_retain_object(env);");
    }
    if (f->receiver)
        line(e, "%s = rf_keep(%s);", e->names[f->receiver], bare_name(e, f->receiver));
    for (uint32_t i = 0; i < f->param_count; i++)
        line(e, "%s = %s;", e->names[f->params[i]], kept_parameter(e, i));
    line(e, f->kind == IRF_ASYNC ? "return rf_async_start(cx, &fr->base);" : "return rf_from_object(fr);");
    line(e, "}");
    line(e, "%s", "");
}

static void emit_resume(Emit *e, Text body, const uint8_t *mentioned)
{
    IrFunc *f = e->f;

    line(e, "static rf_step %s_resume(rf_ctx *cx, rf_frame *frame)", func_name(f));
    line(e, "{");
    line(e, "%s_frame *fr = (%s_frame *)frame;", func_name(f), func_name(f));
    if (f->has_env)
        line(e, "rf_closure *env = fr->env;");
    declare_locals(e, mentioned);
    if (e->uses_at)
        line(e, "uint32_t at = 0;");
    if (e->uses_item)
        line(e, "rf_value item = {RF_NULL, {0}};");
    if (e->uses_step) {
        line(e, "rf_value got = {RF_NULL, {0}};");
        line(e, "rf_step step;");
    }
    if (f->keeps_active) {
        line(e, "rf_active active = {cx->active, &%s_info};", func_name(f));
        line(e, "%s", "");
        line(e, "cx->active = &active;");
    }
    line(e, "%s", "");
    line(e, "(void)fr;");
    if (f->has_env)
        line(e, "(void)env;");
    quiet_variables(e, mentioned);
    line(e, "switch (frame->head.aux) {");
    line(e, "case 0:");
    line(e, "    break;");
    for (uint32_t i = 1; i <= f->state_count; i++) {
        if (!e->state_used[i])
            continue;
        line(e, "case %u:", i);
        line(e, "    goto resume_%u;", i);
    }
    line(e, "default:");
    line(e, "    frame->out = rf_null;");
    if (f->keeps_active)
        line(e, "    cx->active = active.up;");
    line(e, "    return RF_DONE;");
    line(e, "}");
    textbuf_add(&e->sections[SEC_FUNCTIONS], body);
    if (e->uses_fail) {
        label_line(e, "fail:");
        line(e, "rf_unwind(cx, &%s_info, at);", func_name(f));
        release_all(e, mentioned);
        line(e, "frame->head.aux = RF_FINISHED;");
        line(e, "%s_drop(cx, frame);", func_name(f));
        if (f->keeps_active)
            line(e, "cx->active = active.up;");
        line(e, "return RF_FAILED;");
    }
    if (e->uses_done) {
        label_line(e, "done:");
        release_all(e, mentioned);
        line(e, "frame->head.aux = RF_FINISHED;");
        line(e, "%s_drop(cx, frame);", func_name(f));
        if (f->keeps_active)
            line(e, "cx->active = active.up;");
        line(e, "return RF_DONE;");
    }
    line(e, "}");
    line(e, "%s", "");
}

static void emit_resumable(Emit *e, Text body, const uint8_t *mentioned)
{
    emit_frame(e);
    emit_frame_duty(e, "drop");
    emit_frame_duty(e, "share");
    emit_frame_duty(e, "cross");
    emit_resume(e, body, mentioned);
    emit_frame_type(e);
    emit_maker(e);
}

static void start_function(Emit *e, IrFunc *f)
{
    e->f         = f;
    e->line      = 0;
    e->loops     = NULL;
    e->uses_fail = e->uses_done = e->uses_at = e->uses_result = e->uses_step = e->uses_item = false;
    name_registers(e);
    count_uses(e);
    e->has_cleanup = any_cleanup(f);
    e->label_used  = ARENA_ARRAY(&e->c->arena, bool, f->label_count + 1);
    e->state_used  = ARENA_ARRAY(&e->c->arena, bool, f->state_count + 1);
}

void emit_function(Emit *e, IrFunc *f)
{
    Text  body;
    uint8_t *mentioned;

    start_function(e, f);
    body      = body_text(e);
    mentioned = find_mentioned(e, body);
    emit_section(e, SEC_FUNCTIONS);
    e->line = 0;
    if (is_resumable(f)) {
        emit_resumable(e, body, mentioned);
    } else {
        emit_plain(e, body, mentioned);
    }
    if (needs_boxed(f))
        emit_boxed(e, f);
}
