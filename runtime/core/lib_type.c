/* Built-in functions that ask for the type of a value. A missing argument is of no type. */

#include "core/lib.h"

rf_value rf_b_type(rf_ctx *cx, rf_value a)
{
    return rf_from_object(rf_string_from(cx, rf_type_name(a)));
}

rf_value rf_b_is_int(rf_ctx *cx, rf_value a)
{
    (void)cx;
    return rf_from_bool(a.tag == RF_INT);
}

rf_value rf_b_is_float(rf_ctx *cx, rf_value a)
{
    (void)cx;
    return rf_from_bool(a.tag == RF_FLOAT);
}

rf_value rf_b_is_string(rf_ctx *cx, rf_value a)
{
    (void)cx;
    return rf_from_bool(rf_is_string(a));
}

rf_value rf_b_is_bool(rf_ctx *cx, rf_value a)
{
    (void)cx;
    return rf_from_bool(a.tag == RF_BOOL);
}

rf_value rf_b_is_array(rf_ctx *cx, rf_value a)
{
    (void)cx;
    return rf_from_bool(rf_is_array(a));
}

rf_value rf_b_is_dict(rf_ctx *cx, rf_value a)
{
    (void)cx;
    return rf_from_bool(rf_is_dict(a));
}

rf_value rf_b_is_null(rf_ctx *cx, rf_value a)
{
    (void)cx;
    return rf_from_bool(a.tag == RF_NULL);
}

rf_value rf_b_is_function(rf_ctx *cx, rf_value a)
{
    (void)cx;
    return rf_from_bool(rf_is(a, RF_K_FUNCTION));
}
