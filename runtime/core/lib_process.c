/* Built-in functions about the program itself: args, exit. */

#include "core/lib.h"
#include "core/start.h"

rf_value rf_b_args(rf_ctx *cx)
{
    return rf_args_get(cx);
}

rf_value rf_b_exit(rf_ctx *cx, rf_value a)
{
    if (a.tag != RF_ABSENT && !rf_is_number(a))
        return RF_REFUSE(cx, "exit() requires a number argument", a);
    rf_exit(a.tag == RF_ABSENT ? 0 : rf_number_int(a));
}
