/* Errors that left where nobody waits for them make the program's status 4. */

#include "core/start.h"

static uint32_t stray;

void rf_stray_note(void)
{
    __atomic_store_n(&stray, 1, __ATOMIC_RELAXED);
}

bool rf_stray_noted(void)
{
    return __atomic_load_n(&stray, __ATOMIC_RELAXED) != 0;
}

void rf_stray_forget(void)
{
    __atomic_store_n(&stray, 0, __ATOMIC_RELAXED);
}
