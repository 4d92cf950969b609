#ifndef RUFF_CORE_HOLDS_H
#define RUFF_CORE_HOLDS_H

#include "ruff/rc.h"

/** Calls see(data, value) with each value that a data object (array, dict, set, queue, stack,
    struct, tag, Error) holds, borrowed. Other kinds hold nothing that counts here. */
void rf_each_held(const rf_object *o, void (*see)(void *data, rf_value v), void *data);

#endif
