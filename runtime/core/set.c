/* Sets: an ordered table of values. Floats of a magnitude below 2 are equal within a tolerance
   (S-9), so such a number is filed under a coarse cell and looked up in the cells on both sides of
   it. */

#include <math.h>
#include <string.h>

#include "core/collections.h"
#include "core/heap.h"
#include "core/set_state.h"
#include "core/share.h"
#include "core/string_ops.h"
#include "core/unique.h"

#define CELLS 1048576.0   /* per unit */
#define TOLERANCE 2.3e-16 /* a little above that of S-9 */

/* ---- the kind */

static void destroy(rf_ctx *cx, rf_object *o)
{
    rf_table_end(cx, &((rf_set *)o)->table);
    rf_object_free(cx, o, sizeof(rf_set));
}

static void share(rf_ctx *cx, rf_object *o)
{
    const rf_table *t = &((rf_set *)o)->table;
    int64_t         i;

    for (i = rf_table_next(t, 0); i >= 0; i = rf_table_next(t, i + 1))
        rf_share(cx, t->at[i].value);
}

static rf_object *copy(rf_ctx *cx, rf_object *o)
{
    rf_set *s = rf_object_new(cx, sizeof *s, &rf_set_kind);

    rf_table_copy(cx, &s->table, &((rf_set *)o)->table);
    return &s->head;
}

static rf_value cross(rf_ctx *cx, rf_object *o)
{
    const rf_table *t = &((rf_set *)o)->table;
    rf_set         *s = rf_set_new(cx);
    int64_t         i;

    for (i = rf_table_next(t, 0); i >= 0; i = rf_table_next(t, i + 1))
        s = rf_set_add(cx, s, rf_cross(cx, t->at[i].value));
    return rf_from_object(s);
}

static bool equal(rf_ctx *cx, rf_object *x, rf_object *y)
{
    const rf_table *a = &((rf_set *)x)->table;
    int64_t         i;

    if (a->len != ((rf_set *)y)->table.len)
        return false;
    for (i = rf_table_next(a, 0); i >= 0; i = rf_table_next(a, i + 1)) {
        if (!rf_set_has(cx, (rf_set *)y, a->at[i].value))
            return false;
    }
    return true;
}

const rf_kind rf_set_kind = {
    .id        = RF_K_SET,
    .type_name = "set",
    .destroy   = destroy,
    .share     = share,
    .cross     = cross,
    .copy      = copy,
    .equal     = equal,
};

rf_set *rf_set_new(rf_ctx *cx)
{
    rf_set *s = rf_object_new(cx, sizeof *s, &rf_set_kind);

    rf_table_init(cx, &s->table, 0);
    s->table.dense = false;
    s->table.most  = RF_NOT_INTS;
    return s;
}

int64_t rf_set_len(const rf_set *s)
{
    return s->table.len;
}

/* ---- finding */

static bool is_small(rf_value v)
{
    return (v.tag == RF_INT && v.as.i > -2 && v.as.i < 2) ||
           (v.tag == RF_FLOAT && fabs(v.as.d) < 2);
}

static uint64_t cell_of(double d)
{
    return (uint64_t)(int64_t)floor(d * CELLS) ^ UINT64_C(0x5bd1e9955bd1e995);
}

static double small_value(rf_value v)
{
    return v.tag == RF_INT ? (double)v.as.i : v.as.d;
}

static uint64_t number_of(rf_ctx *cx, rf_value v)
{
    return is_small(v) ? cell_of(small_value(v)) : rf_value_hash(cx, v);
}

static int64_t find_under(rf_ctx *cx, const rf_table *t, uint64_t number, rf_value v)
{
    uint64_t step = 0;
    int64_t  at;

    while ((at = rf_table_candidate(t, number, &step)) >= 0) {
        if (rf_equal(cx, t->at[at].value, v))
            return at;
    }
    return -1;
}

static int64_t find(rf_ctx *cx, const rf_set *s, rf_value v)
{
    uint64_t below, above;
    int64_t  at;

    if (!is_small(v))
        return find_under(cx, &s->table, rf_value_hash(cx, v), v);
    below = cell_of(small_value(v) - TOLERANCE);
    above = cell_of(small_value(v) + TOLERANCE);
    at    = find_under(cx, &s->table, below, v);
    return at >= 0 || above == below ? at : find_under(cx, &s->table, above, v);
}

bool rf_set_has(rf_ctx *cx, const rf_set *s, rf_value v)
{
    return find(cx, s, v) >= 0;
}

rf_value rf_set_item(const rf_set *s, int64_t n)
{
    return s->table.at[rf_table_position(&s->table, n)].value;
}

/* ---- changing */

static rf_set *unique(rf_ctx *cx, RF_OWN rf_set *s)
{
    rf_object *fresh;

    if (rf_may_change(cx, s))
        return s;
    fresh        = copy(cx, &s->head);
    fresh->count = rf_copy_count(cx, &s->head);
    rf_release_object(cx, s);
    return (rf_set *)fresh;
}

rf_set *rf_set_add(rf_ctx *cx, RF_OWN rf_set *s, RF_OWN rf_value v)
{
    if (rf_set_has(cx, s, v)) {
        rf_release(cx, v);
        return s;
    }
    s = unique(cx, s);
    rf_share_with(cx, s, v);
    rf_table_add(cx, &s->table, NULL, number_of(cx, v))->value = v;
    return s;
}

rf_set *rf_set_remove(rf_ctx *cx, RF_OWN rf_set *s, rf_value v)
{
    int64_t at = find(cx, s, v);

    if (at < 0)
        return s;
    if (!rf_may_change(cx, s)) {
        s  = unique(cx, s);
        at = find(cx, s, v);
    }
    rf_release(cx, rf_table_remove(cx, &s->table, at));
    return s;
}
