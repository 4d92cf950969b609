/* C types of values; the structs and globals of a script. */

#include "emit/function.h"

#include <stdlib.h>

const char *ctype_of(Emit *e, const Type *t)
{
    switch (t->kind) {
    case TY_BOOL:
        return "bool";
    case TY_INT:
        return "int64_t";
    case TY_FLOAT:
        return "double";
    case TY_STRING:
        return "rf_string *";
    case TY_ARRAY:
        return "rf_array *";
    case TY_DICT:
        return "rf_dict *";
    case TY_STRUCT:
        return text(e, "%s *", struct_name(t->structure));
    default:
        return "rf_value ";
    }
}

const char *ctype_reg(Emit *e, const Reg *r)
{
    if (r->ctype)
        return r->ctype;
    if (r->rep == REP_PLACE)
        return "rf_value *";
    if (r->keeps_frame)
        return text(e, "%s_frame ", func_name(r->driven));
    if (r->rep == REP_LOOP)
        return "rf_loop ";
    if (r->rep == REP_STRUCT)
        return text(e, "%s_value ", struct_name(r->type->structure));
    return ctype_of(e, r->type);
}

const char *ctype_result(Emit *e, const IrFunc *f)
{
    return f->gives_struct ? text(e, "%s_value ", struct_name(f->call_type->structure))
                           : ctype_of(e, f->call_type);
}

const char *zero_of(Rep rep)
{
    switch (rep) {
    case REP_INT:
    case REP_FLOAT:
        return "0";
    case REP_BOOL:
        return "false";
    case REP_OBJECT:
    case REP_PLACE:
        return "NULL";
    case REP_STRUCT:
        return "{0}";
    case REP_LOOP:
        return "{{RF_NULL, {0}}, 0, 0}";
    case REP_VALUE:
    case REP_NONE:
        break;
    }
    return "rf_null";
}

const char *array_member(const Type *t)
{
    switch (t->part->kind) {
    case TY_INT:
        return "i";
    case TY_FLOAT:
        return "d";
    case TY_BOOL:
        return "b";
    default:
        return "v";
    }
}

/* ---- structs ---- */

static const char *rep_name(Rep r)
{
    return r == REP_INT      ? "RF_REP_INT"
           : r == REP_FLOAT  ? "RF_REP_FLOAT"
           : r == REP_BOOL   ? "RF_REP_BOOL"
           : r == REP_OBJECT ? "RF_REP_OBJECT"
                             : "RF_REP_VALUE";
}

typedef struct SortKey {
    Text             name;
    const FieldInfo *field;
} SortKey;

static int by_name(const void *a, const void *b)
{
    const SortKey *x = a, *y = b;
    size_t         n = x->name.len < y->name.len ? x->name.len : y->name.len;
    int            c = memcmp(x->name.at, y->name.at, n);

    return c ? c : (x->name.len > y->name.len) - (x->name.len < y->name.len);
}

static const FieldInfo **sorted_fields(Emit *e, const StructInfo *s)
{
    size_t            n      = s->fields.len;
    SortKey          *keys   = ARENA_ARRAY(&e->c->arena, SortKey, n + 1);
    const FieldInfo **sorted = ARENA_ARRAY(&e->c->arena, const FieldInfo *, n + 1);

    for (size_t i = 0; i < n; i++)
        keys[i] = (SortKey){symbol_text(e->c->symbols, s->fields.at[i].name), &s->fields.at[i]};
    qsort(keys, n, sizeof *keys, by_name);
    for (size_t i = 0; i < n; i++)
        sorted[i] = keys[i].field;
    return sorted;
}

static void put_fields(Emit *e)
{
    for (size_t i = 0; i < e->structure->fields.len; i++) {
        const FieldInfo *f = e->fields[i];
        line(e, "%s;", declaration(e, ctype_of(e, f->type), field_name(e, f)));
    }
}

static const IrFunc *dynamic_form(Function *m)
{
    Instance *in = function_info(m)->boxed;

    return in ? in->info : NULL;
}

static uint32_t count_methods(const StructInfo *s)
{
    uint32_t count = 0;

    for (size_t i = 0; i < s->methods.len; i++)
        count += dynamic_form(s->methods.at[i]) != NULL;
    return count;
}

static void put_methods(Emit *e)
{
    const StructInfo *s = e->structure;

    if (count_methods(s) == 0)
        return;
    line(e, "static const rf_struct_method %s_methods[] = {", struct_name(s));
    for (size_t i = s->methods.len; i > 0; i--) {
        Function     *m = s->methods.at[i - 1];
        const IrFunc *f = dynamic_form(m);
        if (f)
            line(e, "{%s, &%s_info, %s, RF_REP_VALUE},",
                 c_literal(e, symbol_text(e->c->symbols, m->name)), func_name(f),
                 m->has_self ? "true" : "false");
    }
    line(e, "};");
}

static void put_field_table(Emit *e)
{
    const StructInfo *s = e->structure;

    if (s->fields.len == 0)
        return;
    line(e, "static const rf_struct_field %s_fields[] = {", struct_name(s));
    for (size_t i = 0; i < s->fields.len; i++) {
        const FieldInfo *f = e->fields[i];
        line(e, "{RF_TEXT(%s), offsetof(%s, %s), %s},",
             string_literal(e, symbol_text(e->c->symbols, f->name)), struct_name(s),
             field_name(e, f), rep_name(type_rep(f->type)));
    }
    line(e, "};");
}

/* The form in C variables. */

static void put_sets(Emit *e)
{
    for (size_t i = 0; i < e->structure->fields.len; i++) {
        const char *name = field_name(e, e->fields[i]);
        line(e, "s->%s = v.%s;", name, name);
    }
}

/* A struct of at most 16 bytes that mixes numbers of both sorts: tcc and cc pass one in different
   registers. In memory they agree. */
static bool differs_in_registers(const StructInfo *s)
{
    size_t size = 0;
    bool   floats = false, others = false;

    for (size_t i = 0; i < s->fields.len; i++) {
        Rep    rep   = type_rep(s->fields.at[i].type);
        size_t width = rep == REP_BOOL ? sizeof(bool) : sizeof(int64_t);
        size         = (size + width - 1) / width * width + width;
        floats       = floats || rep == REP_FLOAT;
        others       = others || rep != REP_FLOAT;
    }
    return floats && others && size <= 16;
}

static void put_value_fields(Emit *e)
{
    put_fields(e);
    if (differs_in_registers(e->structure))
        line(e, "int64_t rf_in_memory; /* too large for registers: tcc and cc would differ */");
}

static const char *loads(Emit *e)
{
    TextBuf b = {.arena = &e->c->arena};

    for (size_t i = 0; i < e->structure->fields.len; i++)
        textbuf_format(&b, "%s.%s = s->%s", i ? ", " : "{", field_name(e, e->fields[i]),
                       field_name(e, e->fields[i]));
    textbuf_add(&b, TEXT("}"));
    textbuf_char(&b, '\0');
    return textbuf_text(&b).at;
}

/* The forms that objects of known size have: made and destroyed without asking the table of fields. */

enum { HEAD_BYTES = 16, FIELD_BYTES = 16, SMALL_BYTES = 256 /* RF_SMALL_BYTES */ };

static bool is_small(const StructInfo *s)
{
    return s->fields.len > 0 && HEAD_BYTES + s->fields.len * FIELD_BYTES <= SMALL_BYTES;
}

const char *struct_maker(Emit *e, const StructInfo *s)
{
    return is_small(s) ? text(e, "%s_new(cx)", struct_name(s))
                       : text(e, "rf_struct_new(cx, &%s_type)", struct_name(s));
}

static void put_starts(Emit *e)
{
    for (size_t i = 0; i < e->structure->fields.len; i++) {
        Rep rep = type_rep(e->fields[i]->type);
        line(e, "s->%s = %s;", field_name(e, e->fields[i]),
             rep == REP_VALUE ? "rf_absent" : start_value(rep));
    }
}

/* The last field that may hold an object of the same struct: a chain goes on there. */
static const FieldInfo *chain_of(const Emit *e)
{
    for (size_t i = e->structure->fields.len; i-- > 0;)
        if (optional_struct(e->fields[i]->type) == e->structure)
            return e->fields[i];
    return NULL;
}

static bool holds_objects(const Emit *e)
{
    bool found = false;

    for (size_t i = 0; i < e->structure->fields.len; i++) {
        Rep rep = type_rep(e->fields[i]->type);
        found   = found || rep == REP_VALUE || rep == REP_OBJECT;
    }
    return found;
}

static void put_releases(Emit *e)
{
    const FieldInfo *next = chain_of(e);

    for (size_t i = 0; i < e->structure->fields.len; i++) {
        Rep rep = type_rep(e->fields[i]->type);
        if (e->fields[i] != next && (rep == REP_VALUE || rep == REP_OBJECT))
            line(e, rep == REP_VALUE ? "rf_release(cx, s->%s);" : "rf_release_object(cx, s->%s);",
                 field_name(e, e->fields[i]));
    }
}

static void emit_destroy(Emit *e, const char *name)
{
    const FieldInfo *next = chain_of(e);
    const char      *field;

    if (!next) {
        TEMPLATE(e, "struct_destroy", FILL("NAME", name), LINES("RELEASES", put_releases));
        return;
    }
    field = field_name(e, next);
    TEMPLATE(e, "struct_chain", FILL("NAME", name), LINES("RELEASES", put_releases),
             FILL("NEXT", text(e, "s->%s.tag == RF_OBJECT ? s->%s.as.o : NULL", field, field)));
}

static void emit_maker(Emit *e, const char *name)
{
    blank_line(e);
    TEMPLATE(e, "struct_new", FILL("NAME", name), LINES("STARTS", put_starts));
}

static void emit_forms(Emit *e, const char *name)
{
    emit_section(e, SEC_TYPES);
    blank_line(e);
    TEMPLATE(e, "struct_value", FILL("NAME", name), LINES("FIELDS", put_value_fields));
    emit_section(e, SEC_DATA);
    blank_line(e);
    TEMPLATE(e, "struct_forms", FILL("NAME", name), FILL("NEW", struct_maker(e, e->structure)),
             FILL("LOADS", loads(e)),
             LINES("SETS", put_sets));
    blank_line(e);
    TEMPLATE(e, "struct_answer", FILL("NAME", name));
}

static void emit_struct(Emit *e, const StructInfo *s)
{
    const char *name    = struct_name(s);
    uint32_t    methods = count_methods(s);
    bool        destroys;

    e->structure = s;
    e->fields    = sorted_fields(e, s);
    destroys     = is_small(s) && holds_objects(e);
    emit_section(e, SEC_TYPES);
    blank_line(e);
    TEMPLATE(e, "struct", FILL("NAME", name), LINES("FIELDS", put_fields));
    emit_section(e, SEC_DATA);
    blank_line(e);
    if (destroys)
        emit_destroy(e, name);
    TEMPLATE(e, "struct_type", FILL("NAME", name), LINES("FIELD_TABLE", put_field_table),
             LINES("METHOD_TABLE", put_methods),
             FILL("DESTROY", destroys ? text(e, "%s_destroy", name) : "rf_struct_destroy"),
             FILL("SHOWN", c_literal(e, symbol_text(e->c->symbols, s->name))),
             FILL("FIELD_COUNT", text(e, "%zu", s->fields.len)),
             FILL("METHOD_COUNT", text(e, "%u", methods)),
             FILL("FIELDS", s->fields.len ? text(e, "%s_fields", name) : "NULL"),
             FILL("METHODS", methods ? text(e, "%s_methods", name) : "NULL"));
    if (is_small(s))
        emit_maker(e, name);
    if (s->in_variables)
        emit_forms(e, name);
}

void emit_structs(Emit *e)
{
    const StructInfo *s;

    for (size_t i = 0; i < e->p->typed->structs.len; i++) {
        s = e->p->typed->structs.at[i];
        emit_section(e, SEC_TYPES);
        line(e, "typedef struct %s %s;", struct_name(s), struct_name(s));
        emit_section(e, SEC_PROTOTYPES);
        line(e, "static const rf_struct_type %s_type;", struct_name(s));
    }
    for (size_t i = 0; i < e->p->typed->structs.len; i++)
        emit_struct(e, e->p->typed->structs.at[i]);
}

/* ---- globals ---- */

static const Type *global_type(const Emit *e, const Binding *b)
{
    if (b->kind == BIND_FUNC || b->maybe_unset)
        return type_basic(e->p->typed->types, TY_ANY);
    return var_info(b)->type;
}

static void emit_global(Emit *e, const Binding *b)
{
    const Type *t = global_type(e, b);

    line(e, "static %s RF_UNUSED = %s;", declaration(e, ctype_of(e, t), global_name(e, b)),
         b->maybe_unset ? "{RF_ABSENT, {0}}" : start_value(type_rep(t)));
}

/* The places of shared variables, by name. */
static void emit_shared(Emit *e)
{
    IrProgram *p = e->p;

    e->shared = ARENA_ARRAY(&e->c->arena, const char *, p->shared_count + 1);
    if (p->shared_count == 0)
        return;
    line(e, "/* What tasks share: places in cx->globals. */");
    line(e, "enum {");
    for (size_t i = 0; i < p->globals.len; i++) {
        const GlobalInfo *g    = &p->globals.at[i];
        Text              name = symbol_text(e->c->symbols, g->binding->name);
        if (!g->shared)
            continue;
        name               = text_of(text(e, "shared_%.*s", TEXT_ARG(name)));
        e->shared[g->slot] = name_unique(e, e->globals, NULL, name);
        line(e, "%s = %u,", e->shared[g->slot], g->slot);
    }
    line(e, "};");
    blank_line(e);
}

const char *shared_name(const Emit *e, int64_t slot)
{
    return e->shared[slot];
}

void emit_globals(Emit *e)
{
    emit_section(e, SEC_VARIABLES);
    emit_shared(e);
    for (size_t i = 0; i < e->p->globals.len; i++)
        if (!e->p->globals.at[i].shared)
            emit_global(e, e->p->globals.at[i].binding);
}

static bool is_shared_global(const Emit *e, const Binding *b)
{
    uint32_t number = var_info(b)->global;

    return number < e->p->globals.len && e->p->globals.at[number].binding == b &&
           e->p->globals.at[number].shared;
}

/* The numbers of the globals that a closure or generator takes along (C-1), after their count. */
const char *emit_carried(Emit *e, const IrFunc *f)
{
    const BindingList *list = &f->instance->function->carried;
    TextBuf            b    = {.arena = &e->c->arena};
    uint32_t           n    = 0;

    for (size_t i = 0; i < list->len; i++)
        if (is_shared_global(e, list->at[i])) {
            uint32_t number = var_info(list->at[i])->global;
            textbuf_format(&b, ", %s", shared_name(e, e->p->globals.at[number].slot));
            n++;
        }
    if (n == 0)
        return "NULL";
    textbuf_char(&b, '\0');
    line(e, "static const uint32_t %s_globals[] = {%u%s};", func_name(f), n, textbuf_text(&b).at);
    return text(e, "%s_globals", func_name(f));
}
