/* Tables for loops that walk down the columns of an array of arrays. */

#include "core/heap.h"
#include "ruff/typed.h"

/* Worth it: filling the table takes no longer than a few times the loop that asked for it. */
static bool is_worth_filling(const rf_array *a, int64_t from, int64_t limit)
{
    return from >= 0 && limit <= a->len && limit - from >= limit / 4;
}

rf_array *rf_columns_fill(rf_ctx *cx, const rf_array *a, RF_OWN rf_array *columns, int64_t from,
                          int64_t limit)
{
    int64_t least = INT64_MAX;

    if (!is_worth_filling(a, from, limit))
        return columns;
    if (columns)
        rf_release_object(cx, columns);
    columns      = rf_array_new(cx, &rf_ints_kind, limit + 1);
    columns->len = limit + 1;
    for (int64_t i = 0; i < limit; i++) {
        const rf_array *row               = a->at.v[i].as.a;
        ((void **)columns->at.any)[i + 1] = row->at.any;
        least                             = row->len < least ? row->len : least;
    }
    columns->at.i[0] = least;
    return columns;
}
