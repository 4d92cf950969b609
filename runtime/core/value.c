/* Values at large: truth, equality, names of types. */

#include "ruff/value.h"

#include <math.h>

#include "ruff/closure.h"
#include "ruff/dict.h"
#include "ruff/error.h"

bool rf_truth_object(const rf_object *o)
{
    switch (o->kind->id) {
    case RF_K_STRING:
        return ((const rf_string *)o)->bytes > 0;
    case RF_K_ARRAY:
        return ((const rf_array *)o)->len > 0;
    case RF_K_DICT:
        return rf_dict_len((const rf_dict *)o) > 0;
    case RF_K_SET:
    case RF_K_QUEUE:
    case RF_K_STACK:
    case RF_K_BYTES:
    case RF_K_STRUCT:
    case RF_K_STRUCTDEF:
    case RF_K_TAGGED:
    case RF_K_RESULT:
    case RF_K_OPTION:
    case RF_K_ERROR:
    case RF_K_FUNCTION:
    case RF_K_GENERATOR:
    case RF_K_ITERATOR:
    case RF_K_RANGE:
    case RF_K_PROMISE:
    case RF_K_CHANNEL:
    case RF_K_TASKHANDLE:
    case RF_K_GROUP:
    case RF_K_CELL:
    case RF_K_OTHER:
        return true;
    }
    return true;
}

bool rf_condition_object(rf_ctx *cx, rf_object *o)
{
    if (rf_throw_if_error(cx, rf_from_object(o)))
        return false;
    return rf_truth_object(o);
}

bool rf_float_equal(double a, double b)
{
    return a == b || (isfinite(a) && isfinite(b) && fabs(a - b) < 2.220446049250313e-16);
}

static bool object_equal(rf_ctx *cx, rf_object *a, rf_object *b)
{
    if (a->kind->id != b->kind->id)
        return false;
    return a->kind->equal ? a->kind->equal(cx, a, b) : a == b;
}

bool rf_equal(rf_ctx *cx, rf_value a, rf_value b)
{
    if (a.tag != b.tag) {
        if (a.tag == RF_INT && b.tag == RF_FLOAT)
            return rf_float_equal((double)a.as.i, b.as.d);
        if (a.tag == RF_FLOAT && b.tag == RF_INT)
            return rf_float_equal(a.as.d, (double)b.as.i);
        return false;
    }
    switch (a.tag) {
    case RF_BOOL:
    case RF_INT:
        return a.as.i == b.as.i;
    case RF_FLOAT:
        return rf_float_equal(a.as.d, b.as.d);
    case RF_OBJECT:
        return object_equal(cx, a.as.o, b.as.o);
    default:
        return true;
    }
}

const char *rf_type_name(rf_value v)
{
    switch (v.tag) {
    case RF_BOOL:
        return "bool";
    case RF_INT:
        return "int";
    case RF_FLOAT:
        return "float";
    case RF_OBJECT:
        if (rf_is(v, RF_K_FUNCTION) && ((rf_closure *)v.as.o)->function->flags & RF_FN_ASYNC)
            return "asyncfunction";
        return v.as.o->kind->type_name;
    default:
        return "null";
    }
}
