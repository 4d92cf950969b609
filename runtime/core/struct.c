/* Structs: instances whose layout the emitted file describes. */

#include "ruff/struct.h"

#include <string.h>

#include "core/heap.h"
#include "core/steps.h"
#include "core/string_ops.h"
#include "core/struct_ops.h"
#include "core/unique.h"
#include "ruff/error.h"

static void *field_at(const rf_object *o, const rf_struct_field *f)
{
    return (char *)o + f->offset;
}

/* ---- fields */

rf_value rf_struct_peek(const rf_object *o, const rf_struct_field *f)
{
    const void *at = field_at(o, f);

    switch (f->rep) {
    case RF_REP_VALUE:
        return *(const rf_value *)at;
    case RF_REP_INT:
        return rf_from_int(*(const int64_t *)at);
    case RF_REP_FLOAT:
        return rf_from_float(*(const double *)at);
    case RF_REP_BOOL:
        return rf_from_bool(*(const bool *)at);
    case RF_REP_OBJECT:
        return *(rf_object *const *)at ? rf_from_object(*(rf_object *const *)at) : rf_absent;
    }
    return rf_absent;
}

void rf_part_write(void *home, rf_rep rep, rf_value v)
{
    switch (rep) {
    case RF_REP_VALUE:
        *(rf_value *)home = v;
        break;
    case RF_REP_INT:
        *(int64_t *)home = v.as.i;
        break;
    case RF_REP_FLOAT:
        *(double *)home = v.as.d;
        break;
    case RF_REP_BOOL:
        *(bool *)home = v.as.i != 0;
        break;
    case RF_REP_OBJECT:
        *(rf_object **)home = v.as.o;
        break;
    }
}

static bool rep_fits(rf_rep rep, rf_value v)
{
    switch (rep) {
    case RF_REP_VALUE:
        return true;
    case RF_REP_INT:
        return v.tag == RF_INT;
    case RF_REP_FLOAT:
        return v.tag == RF_FLOAT;
    case RF_REP_BOOL:
        return v.tag == RF_BOOL;
    case RF_REP_OBJECT:
        return v.tag == RF_OBJECT;
    }
    return false;
}

bool rf_struct_poke(rf_ctx *cx, rf_object *o, const rf_struct_field *f, RF_OWN rf_value v)
{
    rf_value old = rf_struct_peek(o, f);

    if (!rep_fits(f->rep, v)) {
        rf_throw(cx, "Cannot store %s in field %s", rf_type_name(v), f->name->at);
        rf_release(cx, v);
        return false;
    }
    rf_share_with(cx, o, v);
    rf_part_write(field_at(o, f), f->rep, v);
    rf_release(cx, old);
    return true;
}

const rf_struct_field *rf_struct_find_field(const rf_struct_type *t, const rf_string *name)
{
    uint32_t i;

    for (i = 0; i < t->field_count; i++) {
        if (t->fields[i].name == name)
            return &t->fields[i];
    }
    for (i = 0; i < t->field_count; i++) {
        if (rf_string_equal(t->fields[i].name, name))
            return &t->fields[i];
    }
    return NULL;
}

rf_value *rf_struct_extra(const rf_object *o)
{
    const rf_struct_type *t = rf_struct_type_of(o);

    if (t->field_count == 0 || t->fields[0].name->bytes > 0)
        return NULL;
    return field_at(o, &t->fields[0]);
}

rf_value rf_struct_look(const rf_object *o, const rf_string *name)
{
    const rf_struct_field *f = rf_struct_find_field(rf_struct_type_of(o), name);
    const rf_value        *extra, *v;

    if (f)
        return rf_struct_peek(o, f);
    extra = rf_struct_extra(o);
    if (!extra || extra->tag != RF_OBJECT)
        return rf_absent;
    v = rf_dict_find((rf_dict *)extra->as.o, name);
    return v ? *v : rf_absent;
}

rf_value rf_struct_look_text(const rf_object *o, const char *name)
{
    const rf_struct_type *t = rf_struct_type_of(o);
    uint32_t              i;

    for (i = 0; i < t->field_count; i++) {
        if (rf_string_is(t->fields[i].name, name))
            return rf_struct_peek(o, &t->fields[i]);
    }
    return rf_absent;
}

void rf_throw_no_field(rf_ctx *cx, const rf_string *name)
{
    rf_throw(cx, "Field not found: %s", name->at);
}

/* ---- the functions of the kind */

static bool holds_object(rf_rep rep)
{
    return rep == RF_REP_VALUE || rep == RF_REP_OBJECT;
}

void rf_struct_destroy(rf_ctx *cx, rf_object *o)
{
    const rf_struct_type  *t   = rf_struct_type_of(o);
    const rf_struct_field *f   = t->fields;
    const rf_struct_field *end = f + t->field_count;

    for (; f < end; f++) {
        if (f->rep == RF_REP_VALUE)
            rf_release(cx, *(rf_value *)field_at(o, f));
        else if (f->rep == RF_REP_OBJECT)
            rf_release_object(cx, *(void **)field_at(o, f));
    }
    rf_object_free(cx, o, t->size);
}

void rf_struct_share(rf_ctx *cx, rf_object *o)
{
    const rf_struct_type *t = rf_struct_type_of(o);
    uint32_t              i;

    for (i = 0; i < t->field_count; i++) {
        if (holds_object(t->fields[i].rep))
            rf_share(cx, rf_struct_peek(o, &t->fields[i]));
    }
}

rf_object *rf_struct_copy(rf_ctx *cx, rf_object *o)
{
    const rf_struct_type *t = rf_struct_type_of(o);
    rf_object            *s = rf_object_new(cx, t->size, &t->kind);
    uint32_t              i;

    memcpy(s + 1, o + 1, t->size - sizeof *s);
    for (i = 0; i < t->field_count; i++) {
        if (holds_object(t->fields[i].rep))
            rf_retain(rf_struct_peek(o, &t->fields[i]));
    }
    return s;
}

rf_value rf_struct_cross(rf_ctx *cx, rf_object *o)
{
    const rf_struct_type *t = rf_struct_type_of(o);
    rf_object            *s = rf_object_new(cx, t->size, &t->kind);
    uint32_t              i;

    memcpy(s + 1, o + 1, t->size - sizeof *s);
    for (i = 0; i < t->field_count; i++) {
        const rf_struct_field *f = &t->fields[i];

        if (holds_object(f->rep) && rf_struct_peek(o, f).tag == RF_OBJECT)
            rf_part_write(field_at(s, f), f->rep, rf_cross(cx, rf_struct_peek(o, f)));
    }
    return rf_from_object(s);
}

static int64_t count_present(const rf_object *o)
{
    const rf_struct_type *t = rf_struct_type_of(o);
    int64_t               n = 0;
    uint32_t              i;

    for (i = 0; i < t->field_count; i++)
        n += t->fields[i].name->bytes > 0 && rf_struct_peek(o, &t->fields[i]).tag != RF_ABSENT;
    return n;
}

/* Two declarations of one name: field by field, by name. */
static bool equal_by_name(rf_ctx *cx, const rf_object *a, const rf_object *b)
{
    const rf_struct_type *t = rf_struct_type_of(a);
    uint32_t              i;

    if (strcmp(t->name, rf_struct_type_of(b)->name) != 0 || count_present(a) != count_present(b))
        return false;
    for (i = 0; i < t->field_count; i++) {
        const rf_struct_field *f = &t->fields[i];

        if (!rf_equal(cx, rf_struct_peek(a, f), rf_struct_look(b, f->name)))
            return false;
    }
    return true;
}

bool rf_struct_equal(rf_ctx *cx, rf_object *a, rf_object *b)
{
    const rf_struct_type *t = rf_struct_type_of(a);
    uint32_t              i;

    if (t != rf_struct_type_of(b))
        return equal_by_name(cx, a, b);
    for (i = 0; i < t->field_count; i++) {
        if (!rf_equal(cx, rf_struct_peek(a, &t->fields[i]), rf_struct_peek(b, &t->fields[i])))
            return false;
    }
    return true;
}

/* ---- instances and methods */

void *rf_struct_new(rf_ctx *cx, const rf_struct_type *t)
{
    rf_object *s = rf_object_new(cx, t->size, &t->kind);
    uint32_t   i;

    memset(s + 1, 0, t->size - sizeof *s);
    for (i = 0; i < t->field_count; i++) {
        if (t->fields[i].rep == RF_REP_VALUE)
            *(rf_value *)field_at(s, &t->fields[i]) = rf_absent;
    }
    return s;
}

rf_object *rf_struct_own(rf_ctx *cx, RF_OWN rf_object *s)
{
    rf_object *fresh;

    if (rf_may_change(cx, s))
        return s;
    fresh        = rf_struct_copy(cx, s);
    fresh->count = rf_copy_count(cx, s);
    rf_release_object(cx, s);
    return fresh;
}

void *rf_struct_copy_owned(rf_ctx *cx, RF_OWN void *s)
{
    rf_object *own = rf_struct_own(cx, s);

    rf_touch(cx, own, 0);
    return own;
}

const rf_struct_method *rf_struct_find_method(const rf_struct_type *t, const char *name)
{
    uint32_t i;

    for (i = 0; i < t->method_count; i++) {
        if (strcmp(t->methods[i].name, name) == 0)
            return &t->methods[i];
    }
    return NULL;
}

enum { ARGS_IN_FRAME = 12 };

rf_value rf_struct_call(rf_ctx *cx, const rf_struct_method *m, rf_value self, const rf_value *args,
                        uint32_t count)
{
    rf_value  few[ARGS_IN_FRAME];
    rf_value *all   = few;
    size_t    bytes = (count + 1) * sizeof *all;
    rf_value  result;

    if (count != (uint32_t)m->function->arity) {
        rf_throw_arity(cx, m->function, count);
        return rf_null;
    }
    if (count >= ARGS_IN_FRAME)
        all = rf_memory_new(cx, bytes);
    all[0] = rf_copy(self); /* the body may change the variable that the receiver stands in */
    if (count > 0)
        memcpy(all + 1, args, count * sizeof *all);
    result = m->function->call(cx, NULL, all, count + 1);
    rf_release(cx, self);
    if (all != few)
        rf_memory_free(cx, all, bytes);
    return result;
}
