#ifndef RUFF_CORE_UNIQUE_H
#define RUFF_CORE_UNIQUE_H

#include "core/heap.h"

/* Changing values in place. An object that has been shared and has one owner again may be changed
   too. While a shared variable is open (rf_cell_open), what it holds must stay marked as shared: it
   keeps its count of -1, copies are born with it, and items put in are marked. So closing the
   variable costs nothing. */

/** Out of line part of rf_may_change, for counts that are not 0. */
bool rf_may_change_shared(rf_ctx *cx, rf_object *o);
/** The first count of a copy of `from`. */
int32_t rf_copy_count(rf_ctx *cx, const rf_object *from);

/** True when the caller is the only owner of o. */
static inline bool rf_may_change(rf_ctx *cx, void *o)
{
    return rf_is_unique(o) || rf_may_change_shared(cx, (rf_object *)o);
}

/** An item about to be put into `holder`, which is going to be seen by other threads if it is
    marked so. */
static inline void rf_share_with(rf_ctx *cx, const void *holder, rf_value item)
{
    if (RF_UNLIKELY(RF_COUNT(holder) < 0))
        rf_share(cx, item);
}

#endif
