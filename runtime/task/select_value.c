/* Failing select arms as values. */

#include "ruff/task.h"

bool rf_select_value(rf_ctx *cx, rf_arm *arms, int64_t *taken, uint32_t named, const rf_function *f,
                     uint32_t at)
{
    int64_t index = RF_SELECT_FAILED - 1 - *taken;

    if (index < 0 || index >= 32 || !(named & 1u << index))
        return false;
    arms[index].got = rf_catch_value(cx, f, at);
    *taken          = index;
    return true;
}
