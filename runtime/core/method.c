/* x.name(args) on any value: S-22, S-23, S-40. */

#include "core/method.h"

#include "core/advice.h"
#include "core/collections.h"
#include "core/struct_ops.h"
#include "ruff/error.h"

void rf_throw_no_method(rf_ctx *cx, rf_value receiver, const rf_string *name)
{
    rf_throw(cx, "Unknown method: %s", name->at);
    rf_advise_method(cx, receiver, name->at);
}

/* Calls what is stored in `self` under the name, if it is a function. */
static rf_value call_stored(rf_ctx *cx, rf_value self, rf_value f, const rf_string *name,
                            const rf_value *args, uint32_t count)
{
    if (rf_is(f, RF_K_FUNCTION))
        return rf_call(cx, f, args, count);
    if (!rf_throw_if_error(cx, f))
        rf_throw_no_method(cx, self, name);
    return rf_null;
}

static rf_value struct_method(rf_ctx *cx, rf_value self, const rf_string *name,
                              const rf_value *args, uint32_t count)
{
    const rf_struct_method *m = rf_struct_find_method(rf_struct_type_of(self.as.o), name->at);
    rf_value                out;

    if (m)
        return rf_struct_call(cx, m, self, args, count);
    if (self.as.o->kind->method) { /* a struct of the library */
        out = self.as.o->kind->method(cx, &self, name, args, count);
        if (out.tag != RF_ABSENT || cx->error)
            return out;
    }
    return call_stored(cx, self, rf_struct_look(self.as.o, name), name, args, count);
}

/* The library function of that name for the receiver's kind. The receiver is kept: a function that
   the library calls back may overwrite the variable it stands in. */
static rf_value library_method(rf_ctx *cx, const rf_native *n, rf_value x, const rf_value *args,
                               uint32_t count)
{
    rf_value result;

    rf_retain(x);
    result = rf_call_native(cx, n, x, args, count);
    rf_release(cx, x);
    return result;
}

static rf_value object_method(rf_ctx *cx, rf_value *place, const rf_string *name,
                              const rf_value *args, uint32_t count)
{
    rf_value         x = *place;
    const rf_native *n;
    rf_value         out;

    if (rf_change(cx, place, name, args, count, &out))
        return out;
    if (x.as.o->kind->method) {
        rf_retain(x);
        out = x.as.o->kind->method(cx, &x, name, args, count);
        rf_release(cx, x);
        if (out.tag != RF_ABSENT)
            return out;
        if (cx->error)
            return rf_null;
    }
    if (rf_is(x, RF_K_ARRAY) && rf_is_lazy_method(name->at))
        return rf_lazy_method(cx, x, name->at, args, count);
    n = rf_find_method(x.as.o->kind->id, name->at);
    if (n)
        return library_method(cx, n, x, args, count);
    if (rf_is(x, RF_K_DICT)) {
        const rf_value *f = rf_dict_find((rf_dict *)x.as.o, name);

        if (f)
            return call_stored(cx, x, *f, name, args, count);
    }
    rf_throw_no_method(cx, x, name);
    return rf_null;
}

rf_value rf_method(rf_ctx *cx, rf_value *place, const rf_string *name, const rf_value *args,
                   uint32_t count)
{
    if (rf_is(*place, RF_K_STRUCT))
        return struct_method(cx, *place, name, args, count);
    if (rf_throw_if_error(cx, *place))
        return rf_null;
    if (place->tag == RF_OBJECT)
        return object_method(cx, place, name, args, count);
    rf_throw_no_method(cx, *place, name);
    return rf_null;
}
