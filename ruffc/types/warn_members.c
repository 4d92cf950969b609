/* Methods and fields that are not there, where inference knows what stands left of the dot. */

#include "support/text.h"
#include "types/methods.h"
#include "types/warn_walk.h"

static Text text_of_name(const WarnWalk *w, Symbol name)
{
    return symbol_text(w->t->c->symbols, name);
}

/* A dict may hold a function under any name. */
static bool has_known_members(const WarnWalk *w, const Type *type)
{
    return type->kind != TY_DICT && type_word(w, type).len > 0;
}

/* The member of a struct that was most likely meant. */
static Text similar_member(const WarnWalk *w, const StructInfo *s, Symbol wanted, bool methods)
{
    VEC(Text) names = {0};

    for (size_t i = 0; i < s->methods.len && methods; i++)
        vec_push(&w->t->c->arena, &names, text_of_name(w, s->methods.at[i]->name));
    for (size_t i = 0; i < s->fields.len; i++)
        vec_push(&w->t->c->arena, &names, text_of_name(w, s->fields.at[i].name));
    return diag_similar(text_of_name(w, wanted), names.at, names.len);
}

static void note_declaration(const WarnWalk *w, Diag *d, const Type *type)
{
    if (type->kind == TY_STRUCT && type->structure->decl)
        diag_note(&w->t->c->diags, d, type->structure->decl->at, "its declaration");
}

/* ---- methods ---- */

static bool has_method(const WarnWalk *w, const Type *type, Symbol name)
{
    if (type->kind == TY_STRUCT)
        return struct_method(type->structure, name) || table_get(&w->stored, name);
    return method_exists(type->kind, text_of_name(w, name));
}

static Text similar_method(const WarnWalk *w, const Type *type, Symbol name)
{
    return type->kind == TY_STRUCT ? similar_member(w, type->structure, name, true)
                                   : method_similar(type->kind, text_of_name(w, name));
}

static void warn_no_method(const WarnWalk *w, const Node *n, const Type *type)
{
    Diags *to   = &w->t->c->diags;
    Span   at   = {n->at.file, n->as.method.op_at.start, n->at.end};
    Text   name = text_of_name(w, n->as.method.name);
    Text   near = similar_method(w, type, n->as.method.name);
    Diag  *d    = diag_add(to, at, E_NO_MEMBER, "%.*s has no method `%.*s`: this will throw",
                           TEXT_ARG(type_word(w, type)), TEXT_ARG(name));

    note_declaration(w, d, type);
    if (near.len)
        diag_help(to, d, "did you mean `%.*s`?", TEXT_ARG(near));
}

void look_at_method(const WarnWalk *w, const Node *n)
{
    const Type *type = only_type(w, n->as.method.object);
    Function   *m;

    if (!type || n->as.method.optional || w->t->program->in_try[n->id] ||
        w->t->program->binding[n->id] || !has_known_members(w, type))
        return;
    m = type->kind == TY_STRUCT ? struct_method(type->structure, n->as.method.name) : NULL;
    if (m)
        warn_count(w->t->c, n->at, text_of_name(w, n->as.method.name), m,
                   list_count(n->as.method.args));
    else if (!has_method(w, type, n->as.method.name))
        warn_no_method(w, n, type);
}

/* ---- fields ---- */

static void warn_no_field(const WarnWalk *w, const Node *n, const Type *type)
{
    Diags *to   = &w->t->c->diags;
    Span   at   = {n->at.file, n->as.field.op_at.start, n->at.end};
    Symbol name = n->as.field.name;
    Text   near = type->kind == TY_STRUCT ? similar_member(w, type->structure, name, false)
                                          : method_similar(type->kind, text_of_name(w, name));
    Diag  *d    = diag_add(to, at, E_NO_MEMBER, "%.*s has no field `%.*s`: this will throw",
                           TEXT_ARG(type_word(w, type)), TEXT_ARG(text_of_name(w, name)));

    note_declaration(w, d, type);
    if (type->kind == TY_STRUCT ? struct_method(type->structure, name) != NULL
                                : method_exists(type->kind, text_of_name(w, name)))
        diag_help(to, d, "it is a method: write .%.*s()", TEXT_ARG(text_of_name(w, name)));
    else if (near.len)
        diag_help(to, d, type->kind == TY_STRUCT ? "did you mean `%.*s`?" : "did you mean .%.*s()?",
                  TEXT_ARG(near));
}

void look_at_field(const WarnWalk *w, const Node *n)
{
    const Type *type = only_type(w, n->as.field.object);

    if (!type || n->as.field.optional || w->t->program->in_try[n->id] ||
        w->t->program->binding[n->id] || !has_known_members(w, type))
        return;
    if (type->kind != TY_STRUCT || !table_get(&w->stored, n->as.field.name))
        warn_no_field(w, n, type);
}
