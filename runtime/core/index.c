/* Reading parts of values: x[i], x.name, x?.name. */

#include "core/advice.h"
#include "core/collections.h"
#include "core/error_state.h"
#include "core/struct_ops.h"
#include "ruff/error.h"
#include "ruff/int.h"

static rf_value index_array(rf_ctx *cx, const rf_array *a, int64_t i)
{
    if (RF_UNLIKELY(rf_outside(i, a->len))) {
        i = rf_index_from_end(cx, i, a->len);
        if (i < 0)
            return rf_null;
    }
    return rf_array_item(a, i);
}

static rf_value index_string(rf_ctx *cx, const rf_string *s, int64_t i)
{
    rf_string *c = rf_string_at(cx, s, i);

    return c ? rf_from_object(c) : rf_null;
}

static rf_value index_dict(rf_ctx *cx, const rf_dict *d, rf_value key)
{
    const rf_value *v =
        key.tag == RF_INT ? rf_dict_get_int(cx, d, key.as.i) : rf_dict_get(cx, d, key.as.s);

    return v ? rf_copy(*v) : rf_null;
}

rf_value rf_index(rf_ctx *cx, rf_value x, rf_value i)
{
    if (i.tag == RF_INT && rf_is(x, RF_K_ARRAY))
        return index_array(cx, x.as.a, i.as.i);
    if (i.tag == RF_INT && rf_is(x, RF_K_STRING))
        return index_string(cx, x.as.s, i.as.i);
    if (rf_is(x, RF_K_DICT) && rf_is_key(i))
        return index_dict(cx, (rf_dict *)x.as.o, i);
    if (!rf_throw_if_error(cx, x) && !rf_throw_if_error(cx, i)) {
        rf_throw(cx, "Invalid index operation");
        rf_advise_index(cx, x, i, false);
    }
    return rf_null;
}

/* x.name where it is there; RF_ABSENT where it is not, or where x has no fields (then *none).
   Owned. */
static rf_value look(rf_ctx *cx, rf_value x, const rf_string *name, bool *none)
{
    rf_value v;

    *none = false;
    if (rf_is(x, RF_K_STRUCT))
        return rf_copy(rf_struct_look(x.as.o, name));
    if (rf_is(x, RF_K_DICT)) {
        const rf_value *slot = rf_dict_find((rf_dict *)x.as.o, name);

        return slot ? rf_copy(*slot) : rf_absent;
    }
    if (rf_is(x, RF_K_ERROR))
        return rf_error_field(cx, (rf_error *)x.as.o, name);
    if (x.tag == RF_OBJECT && x.as.o->kind->field) {
        v     = x.as.o->kind->field(cx, x.as.o, name);
        *none = v.tag == RF_ABSENT;
        return v;
    }
    *none = true;
    return rf_absent;
}

rf_value rf_field(rf_ctx *cx, rf_value x, const rf_string *name)
{
    bool     none;
    rf_value v = look(cx, x, name, &none);

    if (v.tag != RF_ABSENT)
        return v;
    if (cx->error)
        return rf_null;
    if (none) {
        rf_throw(cx, "Cannot access field or method '%s' on non-struct value", name->at);
        rf_advise_member(cx, x, name->at);
    } else if (rf_is(x, RF_K_DICT)) {
        rf_dict_get(cx, (rf_dict *)x.as.o, name);
    } else {
        rf_throw_no_field(cx, name);
        rf_advise_field(cx, x.as.o, name->at);
    }
    return rf_null;
}

rf_value rf_field_optional(rf_ctx *cx, rf_value x, const rf_string *name)
{
    bool     none;
    rf_value v = look(cx, x, name, &none);

    return v.tag == RF_ABSENT ? rf_null : v;
}
