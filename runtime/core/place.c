/* Places: parts of values that are about to change. Everything on the way becomes unique first
   (S-2, S-21). */

#include "core/advice.h"
#include "core/collections.h"
#include "core/heap_state.h"
#include "core/place.h"
#include "core/steps.h"
#include "core/struct_ops.h"
#include "core/unique.h"
#include "ruff/error.h"
#include "ruff/int.h"

/* ---- unboxed fields

   A field held as a plain int, float, bool or object pointer has no rf_value to point to. Its place
   is a part of the heap's working memory, and every change of that part is written to the field at
   once. */

static rf_part *part_of(rf_ctx *cx, const rf_value *place)
{
    rf_heap *h = rf_heap_of(cx);
    rf_part *p = (rf_part *)place;

    return p >= h->parts && p < h->parts + RF_PART_COUNT ? p : NULL;
}

static rf_value *make_part(rf_ctx *cx, rf_object *o, const rf_struct_field *f)
{
    rf_heap *h = rf_heap_of(cx);
    rf_part *p = &h->parts[h->part++ % RF_PART_COUNT];

    p->value = rf_struct_peek(o, f);
    p->home  = (char *)o + f->offset;
    p->rep   = f->rep;
    return &p->value;
}

void rf_place_moved(rf_ctx *cx, rf_value *place, void *o)
{
    rf_part *p = part_of(cx, place);

    *place = rf_from_object(o);
    if (p)
        rf_part_write(p->home, p->rep, *place);
}

void rf_place_set(rf_ctx *cx, rf_value *place, RF_OWN rf_value v)
{
    rf_part *p   = part_of(cx, place);
    rf_value old = *place;

    if (rf_in_step(cx))
        rf_share(cx, v);
    *place = v;
    if (p)
        rf_part_write(p->home, p->rep, v);
    rf_release(cx, old);
}

/* ---- x[i] */

static rf_value *place_in_array(rf_ctx *cx, rf_value *place, int64_t i)
{
    rf_array *a = place->as.a;

    if (rf_outside(i, a->len)) {
        i = rf_index_from_end(cx, i, a->len);
        if (i < 0)
            return NULL;
    }
    a = rf_array_as(cx, rf_array_own(cx, a), &rf_values_kind);
    rf_place_moved(cx, place, a);
    return &a->at.v[i];
}

static rf_value *place_in_dict(rf_ctx *cx, rf_value *place, rf_value key, bool store)
{
    rf_dict *d = (rf_dict *)place->as.o;

    if (!store && !rf_dict_find_key(d, key)) {
        if (key.tag == RF_INT)
            rf_dict_get_int(cx, d, key.as.i); /* throws */
        else
            rf_dict_get(cx, d, key.as.s);
        return NULL;
    }
    d = rf_dict_unique(cx, d);
    rf_place_moved(cx, place, d);
    return key.tag == RF_INT ? rf_dict_slot_int(cx, d, key.as.i) : rf_dict_slot(cx, d, key.as.s);
}

static void throw_index(rf_ctx *cx, rf_value x, rf_value i, bool store)
{
    if (!rf_throw_if_error(cx, x) && !rf_throw_if_error(cx, i)) {
        rf_throw(cx, store ? "Invalid index assignment" : "Invalid index operation");
        rf_advise_index(cx, x, i, store);
    }
}

rf_value *rf_place_index(rf_ctx *cx, rf_value *place, rf_value i, bool store)
{
    if (i.tag == RF_INT && rf_is(*place, RF_K_ARRAY))
        return place_in_array(cx, place, i.as.i);
    if (rf_is(*place, RF_K_DICT) && rf_is_key(i))
        return place_in_dict(cx, place, i, store);
    throw_index(cx, *place, i, store);
    return NULL;
}

bool rf_store_index(rf_ctx *cx, rf_value *place, rf_value i, RF_OWN rf_value v)
{
    if (i.tag == RF_INT && rf_is(*place, RF_K_ARRAY)) {
        rf_array *a    = place->as.a;
        bool      done = rf_array_store(cx, &a, i.as.i, v);

        rf_place_moved(cx, place, a);
        return done;
    }
    if (rf_is(*place, RF_K_DICT) && rf_is_key(i)) {
        rf_place_moved(cx, place, rf_dict_set_key(cx, (rf_dict *)place->as.o, i, v));
        return true;
    }
    throw_index(cx, *place, i, true);
    rf_release(cx, v);
    return false;
}

/* ---- x.name */

/* The place of an undeclared field in a struct that may be changed; NULL when it takes none. */
static rf_value *place_in_extra(rf_ctx *cx, rf_object *o, const rf_string *name, bool store)
{
    rf_value *extra = rf_struct_extra(o);
    rf_dict  *d;

    if (!extra || (!store && rf_struct_look(o, name).tag == RF_ABSENT)) {
        rf_throw_no_field(cx, name);
        return NULL;
    }
    d = extra->tag == RF_OBJECT ? rf_dict_unique(cx, (rf_dict *)extra->as.o) : rf_dict_new(cx, 0);
    *extra = rf_from_object(d);
    rf_share_with(cx, o, *extra);
    return rf_dict_slot(cx, d, name);
}

static rf_value *place_in_struct(rf_ctx *cx, rf_value *place, const rf_string *name, bool store)
{
    const rf_struct_field *f = rf_struct_find_field(rf_struct_type_of(place->as.o), name);
    rf_object             *o = place->as.o;

    if (f && !store && rf_struct_peek(o, f).tag == RF_ABSENT) {
        rf_throw_no_field(cx, name);
        return NULL;
    }
    o = rf_struct_own(cx, o);
    rf_place_moved(cx, place, o);
    if (!f)
        return place_in_extra(cx, o, name, store);
    if (f->rep == RF_REP_VALUE)
        return (rf_value *)((char *)o + f->offset);
    return make_part(cx, o, f);
}

rf_value *rf_place_field(rf_ctx *cx, rf_value *place, const rf_string *name, bool store)
{
    if (rf_is(*place, RF_K_STRUCT))
        return place_in_struct(cx, place, name, store);
    if (rf_is(*place, RF_K_DICT))
        return place_in_dict(cx, place, rf_from_object(name), store);
    if (rf_throw_if_error(cx, *place))
        return NULL;
    if (store)
        rf_throw(cx, "Cannot set field on non-struct value");
    else
        rf_throw(cx, "Cannot access field or method '%s' on non-struct value", name->at);
    return NULL;
}

static bool store_in_struct(rf_ctx *cx, rf_value *place, const rf_string *name, RF_OWN rf_value v)
{
    const rf_struct_field *f = rf_struct_find_field(rf_struct_type_of(place->as.o), name);
    rf_value              *slot;

    if (f) {
        rf_object *o = rf_struct_own(cx, place->as.o);

        rf_place_moved(cx, place, o);
        return rf_struct_poke(cx, o, f, v);
    }
    slot = place_in_struct(cx, place, name, true);
    if (!slot) {
        rf_release(cx, v);
        return false;
    }
    rf_share_with(cx, place->as.o, v);
    rf_place_set(cx, slot, v);
    return true;
}

bool rf_store_field(rf_ctx *cx, rf_value *place, const rf_string *name, RF_OWN rf_value v)
{
    if (rf_is(*place, RF_K_STRUCT))
        return store_in_struct(cx, place, name, v);
    if (rf_is(*place, RF_K_DICT)) {
        rf_place_moved(cx, place, rf_dict_set(cx, (rf_dict *)place->as.o, name, v));
        return true;
    }
    rf_release(cx, v);
    if (!rf_throw_if_error(cx, *place))
        rf_throw(cx, "Cannot set field on non-struct value");
    return false;
}
