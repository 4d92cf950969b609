/* The whole file: sections, tables, entry. */

#include "emit/policy.h"
#include "emit/template.h"
#include "emit/tier.h"

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

bool declare_once(Emit *e, const char *name)
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
        if (is_text(variant, native_variants[i].variant) &&
            (family.len == 0 || is_text(family, native_variants[i].family)))
            name = native_variants[i].object;
    if (!name)
        name = variant_name(e, family, variant);
    emit_section(e, SEC_DATA);
    if (declare_once(e, name)) {
        bool        native = strncmp(name, "rf_", 3) == 0;
        const char *kind   = is_text(family, "Result") ? "rf_result_kind"
                             : native                  ? "rf_option_kind"
                                                       : "rf_tagged_kind";
        emit_section(e, SEC_PROTOTYPES);
        if (!native)
            line(e, "static const rf_variant %s = {%s, %s};", name, c_literal(e, family),
                 c_literal(e, variant));
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
void declare_symbol(Emit *e, const char *symbol, bool is_list, uint32_t count, bool has_place)
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
    line(e, "rf_value %s(rf_ctx *cx%s%s);", symbol, textbuf_text(&b).at,
         has_place ? ", uint32_t at" : "");
}

static void declare_builtin(void *self, Inst *in)
{
    Emit *e = self;

    if ((in->op != IR_CALL_C && in->op != IR_CALL_LIST && in->op != IR_POLL) || !in->imm.symbol ||
        strncmp(in->imm.symbol, "rf_b_", 5) != 0)
        return;
    if (declare_once(e, in->imm.symbol))
        declare_symbol(e, in->imm.symbol, in->op == IR_CALL_LIST, in->arg_count, in->pass_at);
}

/* ---- methods of values whose type is known at run time only ---- */

/* The runtime's table of methods links none of their functions. This array does so for the names
   that the script uses; nothing reads it. */
static void link_methods(Emit *e)
{
    enum { MOST_METHODS = 256 };
    int    rows[MOST_METHODS];
    size_t count = 0;

    for (size_t i = 0; i < e->p->methods.len; i++)
        count += method_candidates(symbol_text(e->c->symbols, e->p->methods.at[i]), rows + count,
                                   MOST_METHODS - count);
    if (count == 0)
        return;
    emit_section(e, SEC_PROTOTYPES);
    for (size_t i = 0; i < count; i++)
        if (declare_once(e, builtins[rows[i]].symbol))
            declare_symbol(e, builtins[rows[i]].symbol, builtins[rows[i]].abi == ABI_VARIADIC,
                           (uint32_t)builtins[rows[i]].most, false);
    emit_section(e, SEC_DATA);
    line(e, "static void (*const %s[])(void) RF_USED = {",
         name_unique(e, e->globals, NULL, TEXT("methods_by_name")));
    for (size_t i = 0; i < count; i++)
        line(e, "(void (*)(void))%s,", builtins[rows[i]].symbol);
    line(e, "};");
}

/* ---- entry ---- */

static void put_copies(Emit *e)
{
    TextBuf    b = {.arena = &e->c->arena};
    IrProgram *p = e->p;

    if (p->shared_count == 0)
        return;
    for (size_t i = 0; i < p->globals.len; i++)
        if (p->globals.at[i].shared)
            textbuf_format(&b, "%s%d", b.len ? ", " : "", p->globals.at[i].binding->in_spawn);
    line(e, "static const uint8_t spawn_copies[] = {%.*s};", TEXT_ARG(textbuf_text(&b)));
}

static void emit_entry(Emit *e)
{
    IrProgram *p = e->p;

    emit_section(e, SEC_ENTRY);
    tier_entry(e, true);
    TEMPLATE(e, "main", LINES("COPIES", put_copies), LINES("POLICY", put_policy),
             FILL("MAY", e->c->options.policy.limited ? "&policy" : "NULL"), FILL("SCRIPT", func_name(p->main)),
             FILL("SHARED", text(e, "%u", p->shared_count)),
             FILL("TABLE", p->shared_count ? "spawn_copies" : "NULL"),
             FILL("START", p->uses_tasks ? "rf_start_tasks" : "rf_start_plain"));
    tier_entry(e, false);
}

/* ---- the file ---- */

#define PUT_SECTION(name, section)                                                                 \
    static void name(Emit *e)                                                                      \
    {                                                                                              \
        put_text(e, textbuf_text(&e->sections[section]));                                          \
    }
PUT_SECTION(put_types, SEC_TYPES)
PUT_SECTION(put_literals, SEC_LITERALS)
PUT_SECTION(put_prototypes, SEC_PROTOTYPES)
PUT_SECTION(put_variables, SEC_VARIABLES)
PUT_SECTION(put_facts, SEC_FACTS)
PUT_SECTION(put_data, SEC_DATA)
PUT_SECTION(put_functions, SEC_FUNCTIONS)
PUT_SECTION(put_entry, SEC_ENTRY)
#undef PUT_SECTION

static void emit_file(Emit *e)
{
    Text script = source_name(e->c->sources, e->p->typed->program->modules.at[0]->ast->file);

    emit_section(e, SEC_FILE);
    TEMPLATE(e, "unit", FILL("SCRIPT", text(e, "%.*s", TEXT_ARG(script))),
             LINES("TYPES", put_types), LINES("LITERALS", put_literals),
             LINES("PROTOTYPES", put_prototypes), LINES("FACTS", put_facts),
             LINES("VARIABLES", put_variables), LINES("DATA", put_data),
             LINES("FUNCTIONS", put_functions), LINES("ENTRY", put_entry));
}

static void emit_functions(Emit *e)
{
    IrProgram *p = e->p;

    for (size_t i = 0; i < p->funcs.len; i++) {
        emit_section(e, SEC_PROTOTYPES);
        ir_walk(&p->funcs.at[i]->body, declare_builtin, e);
    }
    e->called                  = ARENA_ARRAY(&e->c->arena, bool, p->funcs.len + 1);
    e->driven                  = ARENA_ARRAY(&e->c->arena, bool, p->funcs.len + 1);
    e->frames                  = ARENA_ARRAY(&e->c->arena, Text, p->funcs.len + 1);
    e->called[p->main->number] = true;
    for (size_t i = 0; i < p->funcs.len; i++)
        if (!p->funcs.at[i]->only_shown)
            emit_function(e, p->funcs.at[i]);
    e->f = NULL;
    emit_frames(e);
    for (size_t i = 0; i < p->funcs.len; i++)
        emit_prototypes(e, p->funcs.at[i]);
}

CUnit emit_program(IrProgram *p)
{
    Emit e = {.p = p, .c = p->c};

    for (int s = 0; s < SEC_COUNT; s++)
        e.sections[s].arena = &p->c->arena;
    e.globals = names_new(p->c);
    e.bases   = names_new(p->c);
    name_everything(&e);
    tier_begin(&e);
    emit_structs(&e);
    emit_globals(&e);
    link_methods(&e);
    emit_functions(&e);
    tier_table(&e);
    emit_entry(&e);
    tier_share_objects(&e);
    emit_file(&e);
    return (CUnit){textbuf_text(&e.sections[SEC_FILE]), p->uses_tasks, e.features};
}
