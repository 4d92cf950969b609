/* The whole file: sections, tables, entry. */

#include "emit/writer.h"

#include <stdio.h>

#include "types/methods.h"

/* ---- variants of enums ---- */

static const struct {
    const char *family, *variant, *object;
} native_variants[] = {
    {"Result", "Ok", "rf_variant_ok"},
    {"Result", "Err", "rf_variant_err"},
    {"Option", "Some", "rf_variant_some"},
    {"Option", "None", "rf_variant_none"},
};

static bool is_text(Text t, const char *s)
{
    return t.len == strlen(s) && memcmp(t.at, s, t.len) == 0;
}

static bool declare_once(Emit *e, const char *name)
{
    for (size_t i = 0; i < e->declared.len; i++)
        if (strcmp(e->declared.at[i], name) == 0)
            return false;
    vec_push(&e->c->arena, &e->declared, name);
    return true;
}

const char *variant_of(Emit *e, Text family, Text variant)
{
    Section     section = e->section;
    int         depth   = e->depth;
    const char *name    = NULL;

    for (size_t i = 0; i < COUNT_OF(native_variants); i++)
        if (is_text(variant, native_variants[i].variant) && (family.len == 0 || is_text(family, native_variants[i].family)))
            name = native_variants[i].object;
    if (!name)
        name = variant_name(e, family, variant);
    emit_section(e, SEC_DATA);
    if (declare_once(e, name)) {
        bool        native = strncmp(name, "rf_", 3) == 0;
        const char *kind   = is_text(family, "Result") ? "rf_result_kind" : native ? "rf_option_kind" : "rf_tagged_kind";
        emit_section(e, SEC_PROTOTYPES);
        if (!native)
            line(e, "static const rf_variant %s = {%s, %s};", name, c_literal(e, family), c_literal(e, variant));
        if (!native || strcmp(name, "rf_variant_none") == 0)
            line(e, "RF_STATIC_TAG(%s_tag, %s, %s);", name, kind, name);
    }
    e->section = section;
    e->depth   = depth;
    return name;
}

/* ---- declarations of the runtime functions a script uses ---- */

static FeatureSet feature_of_symbol(const char *symbol)
{
    for (size_t i = 0; i < builtin_count; i++)
        if (strcmp(builtins[i].symbol, symbol) == 0)
            return feature_set(builtins[i].feature);
    return 0;
}

/* What is declared is used: the program links the function's feature. */
static void declare_symbol(Emit *e, const char *symbol, bool is_list, uint32_t count, bool has_place)
{
    TextBuf b = {.arena = &e->c->arena};

    e->features |= feature_of_symbol(symbol);
    if (is_list) {
        line(e, "rf_value %s(rf_ctx *cx, const rf_value *args, uint32_t count);", symbol);
        return;
    }
    for (uint32_t i = 0; i < count; i++)
        textbuf_add(&b, TEXT(", rf_value"));
    textbuf_char(&b, '\0');
    line(e, "rf_value %s(rf_ctx *cx%s%s);", symbol, textbuf_text(&b).at, has_place ? ", uint32_t at" : "");
}

static void declare_builtin(void *self, Inst *in)
{
    Emit *e = self;

    if ((in->op != IR_CALL_C && in->op != IR_CALL_LIST && in->op != IR_POLL) || !in->imm.symbol || strncmp(in->imm.symbol, "rf_b_", 5) != 0)
        return;
    if (declare_once(e, in->imm.symbol))
        declare_symbol(e, in->imm.symbol, in->op == IR_CALL_LIST, in->arg_count, in->pass_at);
}

/* ---- built-ins as values ---- */

const char *native_info(Emit *e, const char *builtin)
{
    Section        section = e->section;
    int            depth   = e->depth;
    int            row     = builtin_find((Text){builtin, strlen(builtin)});
    const Builtin *b       = row >= 0 && row < (int)builtin_count ? &builtins[row] : NULL;
    const char    *name;

    if (!b)
        return "rf_null";
    name = text(e, "native_%s", builtin);
    if (declare_once(e, name)) {
        TextBuf     args = {.arena = &e->c->arena};
        const char *call;
        emit_section(e, SEC_PROTOTYPES);
        for (int i = 0; i < b->most && b->abi != ABI_VARIADIC; i++)
            textbuf_format(&args, ", count > %d ? args[%d] : rf_absent", i, i);
        textbuf_char(&args, '\0');
        call = !builtin_available(b) ? text(e, "rf_missing(cx, \"%s\")", builtin)
               : b->abi == ABI_VARIADIC ? text(e, "%s(cx, args, count)", b->symbol)
                                        : text(e, "%s(cx%s%s)", b->symbol, textbuf_text(&args).at, b->abi == ABI_WAITING ? ", 0" : "");
        if (builtin_available(b) && declare_once(e, b->symbol))
            declare_symbol(e, b->symbol, b->abi == ABI_VARIADIC, (uint32_t)b->most, b->abi == ABI_WAITING);
        line(e, "static rf_value %s_boxed(rf_ctx *cx, rf_closure *env RF_UNUSED, const rf_value *args RF_UNUSED, uint32_t count RF_UNUSED)", name);
        line(e, "{");
        line(e, "return %s;", call);
        line(e, "}");
        line(e, "static const rf_function %s_info = {\"%s\", NULL, %s_boxed, %d, %d, RF_FN_NATIVE%s};", name, builtin, name, b->most, b->least, b->most < 0 ? " | RF_FN_VARIADIC" : "");
        line(e, "RF_STATIC_CLOSURE(%s_value, %s_info);", name, name);
    }
    e->section = section;
    e->depth   = depth;
    return text(e, "rf_from_object(&%s_value)", name);
}

/* ---- methods of values whose type is known at run time only ---- */

/* The runtime's table of methods links none of their functions. This array does so for the names that the
   script uses; nothing reads it. */
static void link_methods(Emit *e)
{
    enum { MOST_METHODS = 256 };
    int    rows[MOST_METHODS];
    size_t count = 0;

    for (size_t i = 0; i < e->p->methods.len; i++)
        count += method_candidates(symbol_text(e->c->symbols, e->p->methods.at[i]), rows + count, MOST_METHODS - count);
    if (count == 0)
        return;
    emit_section(e, SEC_PROTOTYPES);
    for (size_t i = 0; i < count; i++)
        if (declare_once(e, builtins[rows[i]].symbol))
            declare_symbol(e, builtins[rows[i]].symbol, builtins[rows[i]].abi == ABI_VARIADIC, (uint32_t)builtins[rows[i]].most, false);
    emit_section(e, SEC_DATA);
    line(e, "void (*const %s[])(void) = {", name_unique(e, e->globals, NULL, TEXT("methods_by_name")));
    for (size_t i = 0; i < count; i++)
        line(e, "(void (*)(void))%s,", builtins[rows[i]].symbol);
    line(e, "};");
}

static void struct_values(Emit *e)
{
    emit_section(e, SEC_DATA);
    for (size_t i = 0; i < e->p->typed->structs.len; i++) {
        const char *name = struct_name(e->p->typed->structs.at[i]);
        line(e, "static rf_structdef %s_def RF_UNUSED = {{RF_STATIC_COUNT, 0, &rf_structdef_kind}, &%s_type};", name, name);
    }
}

/* ---- entry ---- */

static void emit_entry(Emit *e)
{
    IrProgram *p = e->p;

    emit_section(e, SEC_ENTRY);
    if (p->shared_count > 0) {
        line(e, "static const uint8_t spawn_copies[%u] = {", p->shared_count);
        for (size_t i = 0; i < p->globals.len; i++)
            if (p->globals.at[i].shared)
                line(e, "%d,", p->globals.at[i].binding->in_spawn);
        line(e, "};");
        line(e, "%s", "");
    }
    line(e, "static rf_value run_script(rf_ctx *cx)");
    line(e, "{");
    line(e, "return %s(cx);", func_name(p->main));
    line(e, "}");
    line(e, "%s", "");
    line(e, "static const rf_program program = {");
    line(e, "run_script, &%s_info, %u, %s, RF_ABI_VERSION,", func_name(p->main), p->shared_count, p->shared_count ? "spawn_copies" : "NULL");
    line(e, "};");
    line(e, "%s", "");
    line(e, "int main(int argc, char **argv)");
    line(e, "{");
    line(e, "return %s(&program, argc, argv);", p->uses_tasks ? "rf_start_tasks" : "rf_start_plain");
    line(e, "}");
}

CUnit emit_program(IrProgram *p)
{
    Emit    e     = {.p = p, .c = p->c};
    TextBuf whole = {.arena = &p->c->arena};

    for (int s = 0; s < SEC_COUNT; s++)
        e.sections[s].arena = &p->c->arena;
    e.globals = names_new(p->c);
    e.bases   = names_new(p->c);
    name_everything(&e);
    emit_section(&e, SEC_HEAD);
    line(&e, "/* Made by ruffc from %.*s. */", TEXT_ARG(source_name(p->c->sources, p->typed->program->modules.at[0]->ast->file)));
    line(&e, "%s", "");
    line(&e, "#include \"ruff/ruff.h\"");
    line(&e, "%s", "");
    emit_structs(&e);
    struct_values(&e);
    emit_globals(&e);
    link_methods(&e);
    for (size_t i = 0; i < p->funcs.len; i++) {
        emit_section(&e, SEC_PROTOTYPES);
        ir_walk(&p->funcs.at[i]->body, declare_builtin, &e);
    }
    for (size_t i = 0; i < p->funcs.len; i++) {
        e.f = p->funcs.at[i];
        emit_prototypes(&e, p->funcs.at[i]);
    }
    for (size_t i = 0; i < p->funcs.len; i++)
        emit_function(&e, p->funcs.at[i]);
    emit_entry(&e);
    for (int s = 0; s < SEC_COUNT; s++) {
        textbuf_add(&whole, textbuf_text(&e.sections[s]));
        if (e.sections[s].len > 0 && s != SEC_ENTRY)
            textbuf_char(&whole, '\n');
    }
    return (CUnit){textbuf_text(&whole), p->uses_tasks, e.features};
}
