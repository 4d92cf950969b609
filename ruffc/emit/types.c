/* C types of values; the structs and globals of a script. */

#include "emit/writer.h"

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
    if (r->rep == REP_LOOP)
        return "rf_loop ";
    return ctype_of(e, r->type);
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
    return r == REP_INT ? "RF_REP_INT" : r == REP_FLOAT ? "RF_REP_FLOAT" : r == REP_BOOL ? "RF_REP_BOOL" : r == REP_OBJECT ? "RF_REP_OBJECT" : "RF_REP_VALUE";
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

static SortKey *sorted_fields(Emit *e, const StructInfo *s)
{
    SortKey *keys = ARENA_ARRAY(&e->c->arena, SortKey, s->fields.len + 1);

    for (size_t i = 0; i < s->fields.len; i++)
        keys[i] = (SortKey){symbol_text(e->c->symbols, s->fields.at[i].name), &s->fields.at[i]};
    qsort(keys, s->fields.len, sizeof *keys, by_name);
    return keys;
}

static void emit_layout(Emit *e, const StructInfo *s, const SortKey *keys)
{
    const char *name = struct_name(s);

    emit_section(e, SEC_TYPES);
    line(e, "struct %s {", name);
    line(e, "rf_object head;");
    for (size_t i = 0; i < s->fields.len; i++) {
        const char *type = ctype_of(e, keys[i].field->type);
        line(e, "%s%s%s;", type, type[strlen(type) - 1] == '*' || type[strlen(type) - 1] == ' ' ? "" : " ", field_name(e, keys[i].field));
    }
    line(e, "};");
    line(e, "%s", "");
}

static const IrFunc *dynamic_form(const Emit *e, Function *m)
{
    Instance *in = function_info(m)->boxed;
    (void)e;
    return in ? in->info : NULL;
}

static uint32_t emit_methods(Emit *e, const StructInfo *s)
{
    uint32_t count = 0;

    for (size_t i = 0; i < s->methods.len; i++)
        count += dynamic_form(e, s->methods.at[i]) != NULL;
    if (count == 0)
        return 0;
    line(e, "static const rf_struct_method %s_methods[] = {", struct_name(s));
    for (size_t i = s->methods.len; i > 0; i--) {
        Function     *m = s->methods.at[i - 1];
        const IrFunc *f = dynamic_form(e, m);
        if (f)
            line(e, "{%s, &%s_info, %s, RF_REP_VALUE},", c_literal(e, symbol_text(e->c->symbols, m->name)), func_name(f), m->has_self ? "true" : "false");
    }
    line(e, "};");
    return count;
}

static void emit_descriptor(Emit *e, const StructInfo *s, const SortKey *keys)
{
    const char *name = struct_name(s);
    uint32_t    methods;

    emit_section(e, SEC_DATA);
    if (s->fields.len > 0) {
        line(e, "static const rf_struct_field %s_fields[] = {", name);
        for (size_t i = 0; i < s->fields.len; i++)
            line(e, "{(rf_string *)&%s, offsetof(%s, %s), %s},", string_literal(e, keys[i].name), name, field_name(e, keys[i].field), rep_name(type_rep(keys[i].field->type)));
        line(e, "};");
    }
    methods = emit_methods(e, s);
    line(e, "static const rf_struct_type %s_type = {", name);
    line(e, "RF_STRUCT_KIND, %s, sizeof(%s), %zu, %u, %s, %s,", c_literal(e, symbol_text(e->c->symbols, s->name)), name, s->fields.len, methods,
         s->fields.len ? text(e, "%s_fields", name) : "NULL", methods ? text(e, "%s_methods", name) : "NULL");
    line(e, "};");
    line(e, "%s", "");
}

void emit_structs(Emit *e)
{
    for (size_t i = 0; i < e->p->typed->structs.len; i++) {
        const StructInfo *s = e->p->typed->structs.at[i];
        emit_section(e, SEC_TYPES);
        line(e, "typedef struct %s %s;", struct_name(s), struct_name(s));
        emit_section(e, SEC_PROTOTYPES);
        line(e, "static const rf_struct_type %s_type;", struct_name(s));
    }
    for (size_t i = 0; i < e->p->typed->structs.len; i++) {
        const StructInfo *s    = e->p->typed->structs.at[i];
        SortKey          *keys = sorted_fields(e, s);
        emit_layout(e, s, keys);
        emit_descriptor(e, s, keys);
    }
}

/* ---- globals ---- */

static const Type *global_type(const Emit *e, const Binding *b)
{
    if (b->kind == BIND_FUNC || b->maybe_unset)
        return type_basic(e->p->typed->types, TY_ANY);
    return var_info(b)->type;
}

void emit_globals(Emit *e)
{
    emit_section(e, SEC_DATA);
    for (size_t i = 0; i < e->p->globals.len; i++) {
        const GlobalInfo *g = &e->p->globals.at[i];
        const Type       *t = global_type(e, g->binding);
        const char       *c = ctype_of(e, t);
        if (g->shared)
            continue;
        emit_section(e, SEC_PROTOTYPES);
        line(e, "static %s%s%s RF_UNUSED = %s;", c, c[strlen(c) - 1] == '*' || c[strlen(c) - 1] == ' ' ? "" : " ", global_name(e, g->binding),
             type_rep(t) != REP_VALUE ? zero_of(type_rep(t)) : g->binding->maybe_unset ? "{RF_ABSENT, {0}}" : "{RF_NULL, {0}}");
    }
}
