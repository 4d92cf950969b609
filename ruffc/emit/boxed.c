/* Functions as values: the form that takes all arguments in a list. Of the script's functions, and
   of built-in functions that a script uses without calling them. */

#include "emit/function.h"

/* ---- of the script's functions ---- */

static const char *unboxed(Emit *e, const Reg *r, const char *v, bool owned)
{
    switch (r->rep) {
    case REP_INT:
        return text(e, "%s.as.i", v);
    case REP_FLOAT:
        return text(e, "%s.as.d", v);
    case REP_BOOL:
        return text(e, "%s.as.i != 0", v);
    case REP_STRUCT:
        return text(e, "%s_load((%s)%s.as.o)", struct_name(r->type->structure),
                    ctype_of(e, r->type), v);
    case REP_OBJECT:
        return owned ? text(e, "(%s)rf_keep(%s.as.o)", ctype_reg(e, r), v)
                     : text(e, "(%s)%s.as.o", ctype_reg(e, r), v);
    default:
        return owned ? text(e, "rf_copy(%s)", v) : v;
    }
}

static const char *boxed(Emit *e, Rep rep, const char *v)
{
    switch (rep) {
    case REP_INT:
        return text(e, "rf_from_int(%s)", v);
    case REP_FLOAT:
        return text(e, "rf_from_float(%s)", v);
    case REP_BOOL:
        return text(e, "rf_from_bool(%s)", v);
    case REP_OBJECT:
        return text(e, "rf_from_object(%s)", v);
    default:
        return v;
    }
}

static const char *call_of(Emit *e, const IrFunc *f)
{
    TextBuf  b     = {.arena = &e->c->arena};
    uint32_t first = f->receiver ? 1 : 0;

    textbuf_format(&b, "%s(cx%s", func_name(f), f->has_env ? ", env" : "");
    if (f->receiver)
        textbuf_format(&b, ", %s", unboxed(e, &f->regs.at[f->receiver], "args[0]", false));
    for (uint32_t i = 0; i < f->param_count; i++)
        textbuf_format(&b, ", %s",
                       unboxed(e, &f->regs.at[f->params[i]], text(e, "args[%u]", i + first),
                               operand_in(f->owned_params, i)));
    textbuf_add(&b, TEXT(")"));
    textbuf_char(&b, '\0');
    if (f->gives_struct)
        return text(e, "%s_answer(cx, %s)", struct_name(f->call_type->structure),
                    textbuf_text(&b).at);
    return boxed(e, type_rep(f->call_type), textbuf_text(&b).at);
}

static const char *tag_of(const Type *t)
{
    return t->kind == TY_INT ? "RF_INT" : t->kind == TY_FLOAT ? "RF_FLOAT" : "RF_BOOL";
}

/* Where the runtime's calls bring numbers, the instance for them is called. */
static const char *call_by_type(Emit *e, const IrFunc *f)
{
    const FunctionInfo *info = function_info(f->instance->function);
    const char         *call = call_of(e, f);

    for (size_t i = 0; f->kind == IRF_PLAIN && i < info->instances.len; i++) {
        const Instance *in    = info->instances.at[i];
        const IrFunc   *typed = in->wanted && in != f->instance ? in->info : NULL;

        if (!typed || typed->kind != IRF_PLAIN)
            continue;
        e->called[typed->number] = true;
        call = text(e, "args[0].tag == %s ? %s : %s", tag_of(in->params[0]), call_of(e, typed), call);
    }
    return call;
}

void emit_boxed(Emit *e, const IrFunc *f)
{
    blank_line(e);
    TEMPLATE(e, "boxed", FILL("NAME", func_name(f)), FILL("CALL", call_by_type(e, f)));
}

/* ---- of built-in functions ---- */

/* In a program that may not do everything (ir/build_may.c does the same for plain calls). */
static const char *asked_first(Emit *e, const Builtin *b, const char *call)
{
    if (!e->c->options.policy.limited || !builtin_needs(b))
        return call;
    return text(e, "rf_may(cx, %u, \"%s\") ? %s : rf_null", builtin_needs(b), b->name, call);
}

static const char *native_call(Emit *e, const Builtin *b)
{
    TextBuf args = {.arena = &e->c->arena};

    if (!builtin_available(b))
        return text(e, "rf_missing(cx, \"%s\")", b->name);
    if (b->abi == ABI_VARIADIC)
        return asked_first(e, b, text(e, "%s(cx, args, count)", b->symbol));
    for (int i = 0; i < b->most; i++)
        textbuf_format(&args, ", count > %d ? args[%d] : rf_absent", i, i);
    textbuf_char(&args, '\0');
    if (b->abi == ABI_STARTED)
        return asked_first(e, b, text(e, "rf_finish_now(cx, %s(cx%s))", b->symbol, textbuf_text(&args).at));
    return asked_first(e, b, text(e, "%s(cx%s%s)", b->symbol, textbuf_text(&args).at,
                                  b->abi == ABI_WAITING ? ", 0" : ""));
}

const char *native_info(Emit *e, const char *builtin)
{
    Section        section = e->section;
    int            depth   = e->depth;
    int            row     = builtin_find(text_of(builtin));
    const Builtin *b       = row >= 0 && row < (int)builtin_count ? &builtins[row] : NULL;
    const char    *name;

    if (!b)
        return "rf_null";
    name = text(e, "native_%s", builtin);
    if (declare_once(e, name)) {
        emit_section(e, SEC_PROTOTYPES);
        if (builtin_available(b) && declare_once(e, b->symbol))
            declare_symbol(e, b->symbol, b->abi == ABI_VARIADIC, (uint32_t)b->most,
                           b->abi == ABI_WAITING);
        emit_section(e, SEC_FACTS);
        TEMPLATE(e, "native", FILL("NAME", name), FILL("SHOWN", builtin),
                 FILL("CALL", native_call(e, b)), FILL("MOST", text(e, "%d", b->most)),
                 FILL("LEAST", text(e, "%d", b->least)),
                 FILL("FLAGS", b->most < 0 ? "RF_FN_NATIVE | RF_FN_VARIADIC" : "RF_FN_NATIVE"));
    }
    e->section = section;
    e->depth   = depth;
    return text(e, "rf_from_object(&%s_value)", name);
}
