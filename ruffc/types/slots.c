/* What holds values while inference runs: variables, fields, results. Their types only ever grow;
   where one stops being exact, the slot keeps what made it so. */

#include "types/infer_internal.h"

static void note_reason(const Typed *t, Reason *why, const Type *before, const Type *more,
                        const Type *after)
{
    Contribution now = {more, t->at, t->in};

    if (type_has_never(before))
        why->first = now;
    else if (type_is_dynamic(after) && !type_is_dynamic(before))
        why->other = now;
}

void widen(Typed *t, const Type **slot, const Type *more, Reason *why)
{
    const Type *joined = type_join(t->types, *slot, more);

    if (joined != *slot) {
        if (why)
            note_reason(t, why, *slot, more, joined);
        *slot      = joined;
        t->changed = true;
    }
}

void widen_var(Infer *f, Binding *b, const Type *more)
{
    VarInfo *v = var_info(b);

    if (var_is_program_wide(b))
        widen(f->t, &v->type, more, &v->reason);
    else
        widen(f->t, &f->in->locals[v->local], more, &f->in->local_reasons[v->local]);
}

void widen_field(Infer *f, FieldInfo *field, const Type *more)
{
    widen(f->t, &field->type, more, &field->reason);
}

FieldInfo *add_field(Typed *t, StructInfo *s, Symbol name)
{
    FieldInfo *known = struct_field(s, name);

    if (!known) {
        vec_push(&t->c->arena, &s->fields,
                 ((FieldInfo){.name = name, .type = type_basic(t->types, TY_NEVER)}));
        known = &s->fields.at[s->fields.len - 1];
    }
    return known;
}

static void widen_struct_field(Infer *f, StructInfo *s, Symbol name, const Type *stored)
{
    FieldInfo *field = add_field(f->t, s, name);

    if (!field->declared && field->inits < s->literals && !field->may_be_absent) {
        field->may_be_absent = true;
        widen_field(f, field, basic(f, TY_ANY));
    }
    widen_field(f, field, stored);
}

void widen_field_everywhere(Infer *f, Symbol name, const Type *stored)
{
    for (size_t i = 0; i < f->t->structs.len; i++)
        widen_struct_field(f, f->t->structs.at[i], name, stored);
}

void widen_place(Infer *f, Node *place, const Type *stored)
{
    Binding    *b;
    const Type *whole;

    switch (place->kind) {
    case ND_NAME:
        b = f->t->program->binding[place->id];
        if (b && (b->kind == BIND_VAR || b->kind == BIND_PARAM || b->kind == BIND_FIELD ||
                  b->kind == BIND_IMPORT))
            widen_var(f, b, stored);
        break;
    case ND_INDEX:
        whole = infer_expr(f, place->as.index.object);
        if (whole->kind == TY_ARRAY)
            widen_place(f, place->as.index.object, type_array(f->t->types, stored));
        else if (whole->kind == TY_DICT)
            widen_place(f, place->as.index.object, type_dict(f->t->types, stored));
        break;
    case ND_FIELD:
        whole = infer_expr(f, place->as.field.object);
        if (whole->structure)
            widen_struct_field(f, whole->structure, place->as.field.name, stored);
        else if (whole->kind == TY_DICT)
            widen_place(f, place->as.field.object, type_dict(f->t->types, stored));
        else if (whole->kind != TY_NEVER && whole->kind != TY_NULL)
            widen_field_everywhere(f, place->as.field.name, stored);
        break;
    default:
        break;
    }
}
