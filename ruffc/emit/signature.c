/* How a function is called in C: the names of its registers, its head, its prototype and facts. */

#include "emit/function.h"

/* ---- names of registers ---- */

void name_registers(Emit *e)
{
    IrFunc  *f   = e->f;
    NameSet *set = names_new(e->c);

    e->names            = ARENA_ARRAY(&e->c->arena, const char *, f->regs.len + 1);
    e->pending          = ARENA_ARRAY(&e->c->arena, const char *, f->regs.len + 1);
    e->pending_constant = ARENA_ARRAY(&e->c->arena, bool, f->regs.len + 1);
    e->uses             = ARENA_ARRAY(&e->c->arena, uint32_t, f->regs.len + 1);
    for (RegId r = 1; r < f->regs.len; r++) {
        const Reg  *reg  = &f->regs.at[r];
        const char *name = text(e, "r%u", r);

        if (reg->name)
            name = name_unique(e, set, e->globals, symbol_text(e->c->symbols, reg->name));
        e->names[r] = reg->in_frame && ir_is_resumable(f) ? text(e, "fr->%s", name) : name;
    }
}

const char *bare_name(Emit *e, RegId r)
{
    return strncmp(e->names[r], "fr->", 4) == 0 ? e->names[r] + 4 : e->names[r];
}

/* ---- heads ---- */

const char *declaration(Emit *e, const char *type, const char *name)
{
    char last = type[strlen(type) - 1];

    return text(e, "%s%s%s", type, last == '*' || last == ' ' ? "" : " ", name);
}

static void add_parameter(Emit *e, TextBuf *b, const IrFunc *f, RegId r, bool with_name)
{
    const char *type = ctype_reg(e, &f->regs.at[r]);
    size_t      n    = strlen(type);

    if (with_name)
        textbuf_format(b, ", %s", declaration(e, type, bare_name(e, r)));
    else
        textbuf_format(b, ", %.*s", (int)(type[n - 1] == ' ' ? n - 1 : n), type);
}

static void add_parameters(Emit *e, TextBuf *b, const IrFunc *f, bool with_names)
{
    if (f->has_env)
        textbuf_add(b, TEXT(", rf_closure *env"));
    if (f->receiver)
        add_parameter(e, b, f, f->receiver, with_names);
    for (uint32_t i = 0; i < f->param_count; i++)
        add_parameter(e, b, f, f->params[i], with_names);
    textbuf_add(b, TEXT(")"));
    textbuf_char(b, '\0');
}

const char *signature(Emit *e, const IrFunc *f, bool with_names)
{
    TextBuf     b      = {.arena = &e->c->arena};
    const char *result = f->kind == IRF_SPAWN ? "rf_value" : ctype_result(e, f);

    textbuf_format(&b, "static %s(rf_ctx *cx", declaration(e, result, func_name(f)));
    add_parameters(e, &b, f, with_names);
    return textbuf_text(&b).at;
}

const char *signature_in(Emit *e, const IrFunc *f, bool with_names)
{
    TextBuf     b    = {.arena = &e->c->arena};
    const char *name = func_name(f);

    textbuf_format(&b, "static void %s_in(%s_frame *%s", name, name,
                   with_names ? "fr" : "");
    add_parameters(e, &b, f, with_names);
    return textbuf_text(&b).at;
}

/* ---- prototypes ---- */

bool needs_boxed(const IrFunc *f)
{
    return (f->instance->boxed && !f->default_of && !f->is_direct) || f->kind == IRF_SPAWN;
}

static const char *shown(Emit *e, const IrFunc *f)
{
    return f->instance->function->kind == FUNCTION_MODULE ? "\"\"" : c_literal(e, f->shown_name);
}

static const char *flags(const IrFunc *f)
{
    const Function *fn = f->instance->function;

    if (fn->is_generator)
        return f->holds_thread ? "RF_FN_GENERATOR | RF_FN_HOLDS" : "RF_FN_GENERATOR";
    if (fn->is_async)
        return f->holds_thread ? "RF_FN_ASYNC | RF_FN_HOLDS" : "RF_FN_ASYNC";
    return f->holds_thread ? "RF_FN_HOLDS" : "0";
}

static const char *way(Emit *e, const IrFunc *f)
{
    const IrFunc *form = f->called_form;

    return form && needs_boxed(form) ? text(e, "%s_boxed", func_name(form)) : "NULL";
}

bool is_only_kept(const IrFunc *f)
{
    return f->is_kept && !f->is_made && !needs_boxed(f);
}

/* A call that nothing reaches is not written: its function may be left without one. */
void emit_prototypes(Emit *e, IrFunc *f)
{
    const Function *fn      = f->instance->function;
    const char     *name    = func_name(f);
    bool            is_used = e->called[f->number] || needs_boxed(f);
    uint32_t        arity   = f->param_count - (fn->kind == FUNCTION_METHOD && fn->has_self);

    emit_section(e, SEC_PROTOTYPES);
    if (!f->only_shown && !is_only_kept(f))
        line(e, "%s%s;", signature(e, f, false), is_used ? "" : " RF_UNUSED");
    if (f->is_kept) {
        line(e, "%s%s;", signature_in(e, f, false), e->driven[f->number] ? "" : " RF_UNUSED");
        line(e, "static rf_step %s_resume(rf_ctx *cx, rf_frame *frame);", name);
    }
    if (needs_boxed(f))
        TEMPLATE(e, "boxed_prototype", FILL("NAME", name));
    emit_section(e, SEC_FACTS);
    TEMPLATE(e, "function_facts", FILL("NAME", name), FILL("SHOWN", shown(e, f)),
             FILL("FILE", c_literal(e, source_name(e->c->sources, fn->module->ast->file))),
             FILL("CALL", needs_boxed(f) ? text(e, "%s_boxed", name) : "NULL"),
             FILL("ARITY", text(e, "%u", arity)), FILL("FLAGS", flags(f)),
             FILL("GLOBALS", emit_carried(e, f)), FILL("WAY", way(e, f)));
    if (needs_boxed(f) && !f->has_env && f->kind != IRF_SPAWN && f->kind != IRF_CALLED)
        line(e, "RF_STATIC_CLOSURE(%s_value, %s_info);", name, name);
}
