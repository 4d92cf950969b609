#ifndef RUFF_CORE_SET_STATE_H
#define RUFF_CORE_SET_STATE_H

#include "core/collections.h"
#include "core/table.h"

/* What a set is made of, for the sources that walk sets. */
struct rf_set {
    rf_object head;
    rf_table  table;
};

#endif
