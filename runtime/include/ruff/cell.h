#ifndef RUFF_CELL_H
#define RUFF_CELL_H

#include "ruff/value.h"

/** A variable that closures share, or a global that spawn blocks and async bodies reach. While its count
    is not negative one thread uses it and access is plain; once shared (C-33) each access locks it. */
struct rf_cell {
    rf_object head; /* aux: the lock */
    rf_value  value; /* RF_ABSENT: not set yet (S-56) */
    rf_cell  *next, **link; /* runtime: in the list of a party's own ones */
};
extern const rf_kind rf_cell_kind;

rf_cell *rf_cell_new(rf_ctx *cx, RF_OWN rf_value first);

/** The value, owned. */
RF_INLINE rf_value rf_cell_get(rf_ctx *cx, rf_cell *c);
RF_INLINE void     rf_cell_set(rf_ctx *cx, rf_cell *c, RF_OWN rf_value v);
rf_value rf_cell_get_shared(rf_ctx *cx, rf_cell *c);
void     rf_cell_set_shared(rf_ctx *cx, rf_cell *c, RF_OWN rf_value v);

/** The same for a variable that only ever holds numbers or bools: they have no counts. */
RF_INLINE rf_value rf_cell_peek(rf_ctx *cx, rf_cell *c);
RF_INLINE void     rf_cell_put(rf_ctx *cx, rf_cell *c, rf_value v);

/** Opens the variable for a change in one step: locks it when it is shared and answers its place, valid
    until rf_cell_close. Nothing that calls script code or waits may stand between. Containers in it are
    changed as usual: through functions of the runtime, or after rf_array_unique and its like. */
rf_value *rf_cell_open(rf_ctx *cx, rf_cell *c);
void      rf_cell_close(rf_ctx *cx, rf_cell *c);

/** c := c op v in one step; `op` is + - * / %. Throws as the operator does; "Undefined variable" is the
    caller's to test. A struct's hook runs without the lock. */
bool rf_cell_update(rf_ctx *cx, rf_cell *c, char op, rf_value v);

/** The same for a part: c[k0][k1]… := c[k0][k1]… op v. Bit k of `fields`: key k is the name of a field. */
bool rf_cell_update_part(rf_ctx *cx, rf_cell *c, int64_t op, rf_value v, int64_t fields, const rf_value *keys,
                         uint32_t count);

/** A method of a value at `place` in the open variable `c`. Changes of containers happen there; any other
    method runs on a copy while the variable is closed, and finds it open again afterwards. */
rf_value rf_cell_method(rf_ctx *cx, rf_cell *c, rf_value *place, const rf_string *name, const rf_value *args,
                        uint32_t count);

#if RF_BODIES
RF_INLINE rf_value rf_cell_get(rf_ctx *cx, rf_cell *c)
{
    if (RF_UNLIKELY(RF_COUNT(c) < 0))
        return rf_cell_get_shared(cx, c);
    rf_retain(c->value);
    return c->value;
}

RF_INLINE rf_value rf_cell_peek(rf_ctx *cx, rf_cell *c)
{
    return RF_UNLIKELY(RF_COUNT(c) < 0) ? rf_cell_get_shared(cx, c) : c->value;
}

RF_INLINE void rf_cell_put(rf_ctx *cx, rf_cell *c, rf_value v)
{
    if (RF_UNLIKELY(RF_COUNT(c) < 0))
        rf_cell_set_shared(cx, c, v);
    else
        c->value = v;
}

/** The old value goes last: releasing it may run code that reads this cell. */
RF_INLINE void rf_cell_set(rf_ctx *cx, rf_cell *c, RF_OWN rf_value v)
{
    rf_value old;

    if (RF_UNLIKELY(RF_COUNT(c) < 0)) {
        rf_cell_set_shared(cx, c, v);
        return;
    }
    old      = c->value;
    c->value = v;
    rf_release(cx, old);
}
#endif

#endif
