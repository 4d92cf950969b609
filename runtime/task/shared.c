/* The named cells that all threads and tasks share: shared_set and its like. Writers take turns, so
   that shared_update is one step although it runs a function of the script; readers only need the
   short lock. */

#include "core/collections.h"
#include "core/point.h"
#include "core/share.h"
#include "ruff/builtins.h"
#include "ruff/error.h"
#include "ruff/int.h"
#include "task/sched.h"
#include "task/turn.h"

/* ---- turns */

static bool turn_take(rf_ctx *cx, rf_cells *c)
{
    if (__atomic_load_n(&c->owner, __ATOMIC_RELAXED) == cx->party) {
        rf_throw(cx, "shared_update() is already running here");
        return false;
    }
    if (!rf_turn_take(cx, &c->turn, false))
        return false;
    __atomic_store_n(&c->owner, cx->party, __ATOMIC_RELAXED);
    return true;
}

static void turn_give(rf_ctx *cx, rf_cells *c)
{
    __atomic_store_n(&c->owner, NULL, __ATOMIC_RELAXED);
    rf_turn_give(cx, &c->turn);
}

/* ---- reading and writing */

static rf_cells *cells_of(rf_ctx *cx)
{
    return &rf_sched_of(cx)->cells;
}

static bool is_key(rf_ctx *cx, const char *who, rf_value key)
{
    rf_point(cx);
    if (rf_throw_if_error(cx, key))
        return false;
    if (!rf_is(key, RF_K_STRING))
        rf_throw(cx, "%s key must be a string", who);
    return !RF_FAILED(cx);
}

/* An owned value, or absent. */
static rf_value look_up(rf_cells *c, rf_value key)
{
    rf_value *at, v = rf_absent;

    rf_lock_take(&c->lock);
    at = c->dict ? rf_dict_find(c->dict, key.as.s) : NULL;
    if (at)
        v = rf_copy(*at);
    rf_lock_give(&c->lock);
    return v;
}

static void store(rf_ctx *cx, rf_cells *c, rf_value key, RF_OWN rf_value v)
{
    rf_value *at, old = rf_null;

    rf_lock_take(&c->lock);
    if (!c->dict)
        c->dict = rf_dict_new(cx, 0);
    rf_share(cx, key);
    at = rf_dict_find(c->dict, key.as.s);
    if (at) {
        old = *at;
        *at = v;
    } else {
        c->dict = rf_dict_set(cx, c->dict, key.as.s, v);
    }
    rf_lock_give(&c->lock);
    rf_release(cx, old);
}

rf_value rf_b_shared_set(rf_ctx *cx, rf_value key, rf_value v)
{
    rf_cells *c = cells_of(cx);

    if (!is_key(cx, "shared_set", key) || !turn_take(cx, c))
        return rf_null;
    store(cx, c, key, rf_cross_away(cx, v));
    turn_give(cx, c);
    return rf_from_bool(true);
}

static void throw_missing(rf_ctx *cx, const char *who, rf_value key)
{
    rf_throw(cx, "%s key '%s' not found", who, key.as.s->at);
}

rf_value rf_b_shared_get(rf_ctx *cx, rf_value key)
{
    rf_value v;

    if (!is_key(cx, "shared_get", key))
        return rf_null;
    v = look_up(cells_of(cx), key);
    if (v.tag != RF_ABSENT)
        return v;
    throw_missing(cx, "shared_get", key);
    return rf_null;
}

rf_value rf_b_shared_has(rf_ctx *cx, rf_value key)
{
    rf_value v;
    bool     has;

    if (!is_key(cx, "shared_has", key))
        return rf_null;
    v   = look_up(cells_of(cx), key);
    has = v.tag != RF_ABSENT;
    rf_release(cx, v);
    return rf_from_bool(has);
}

rf_value rf_b_shared_delete(rf_ctx *cx, rf_value key)
{
    rf_cells *c   = cells_of(cx);
    rf_value  old = rf_null;
    bool      had;

    if (!is_key(cx, "shared_delete", key) || !turn_take(cx, c))
        return rf_null;
    rf_lock_take(&c->lock);
    had = c->dict && rf_dict_find(c->dict, key.as.s);
    if (had)
        old = rf_dict_remove_key(cx, &c->dict, key);
    rf_lock_give(&c->lock);
    turn_give(cx, c);
    rf_release(cx, old);
    return rf_from_bool(had);
}

/* ---- changes in one step */

static rf_value add_int(rf_ctx *cx, rf_cells *c, rf_value key, int64_t n)
{
    rf_value old = look_up(c, key);
    int64_t  sum;

    if (old.tag == RF_ABSENT) {
        throw_missing(cx, "shared_add_int", key);
        return rf_null;
    }
    if (old.tag != RF_INT) {
        rf_throw(cx, "shared_add_int requires key '%s' to reference an int", key.as.s->at);
        rf_release(cx, old);
        return rf_null;
    }
    if (rf_add_overflows(old.as.i, n, &sum)) {
        rf_throw_overflow(cx, old.as.i, '+', n);
        return rf_null;
    }
    store(cx, c, key, rf_from_int(sum));
    return rf_from_int(sum);
}

rf_value rf_b_shared_add_int(rf_ctx *cx, rf_value key, rf_value n)
{
    rf_cells *c = cells_of(cx);
    rf_value  sum;

    if (!is_key(cx, "shared_add_int", key) || rf_throw_if_error(cx, n))
        return rf_null;
    if (n.tag != RF_INT) {
        rf_throw(cx, "shared_add_int() requires an int to add");
        return rf_null;
    }
    if (!turn_take(cx, c))
        return rf_null;
    sum = add_int(cx, c, key, n.as.i);
    turn_give(cx, c);
    return sum;
}

rf_value rf_b_shared_update(rf_ctx *cx, rf_value key, rf_value f)
{
    rf_cells *c = cells_of(cx);
    rf_value  old, fresh = rf_null;

    if (!is_key(cx, "shared_update", key) || !turn_take(cx, c))
        return rf_null;
    old = look_up(c, key);
    if (old.tag == RF_ABSENT)
        throw_missing(cx, "shared_update", key);
    else
        fresh = rf_call(cx, f, &old, 1);
    if (!RF_FAILED(cx)) {
        rf_value kept = rf_cross_away(cx, fresh);

        store(cx, c, key, kept);
    }
    turn_give(cx, c);
    rf_release(cx, old);
    return fresh;
}
