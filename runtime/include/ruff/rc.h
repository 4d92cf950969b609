#ifndef RUFF_RC_H
#define RUFF_RC_H

#include "ruff/abi.h"

/** The shared, the static and the last-owner cases, out of line: core/rc.c. */
void rf_retain_shared(rf_object *o);
void rf_release_rare(rf_ctx *cx, rf_object *o);

/** One more owner. NULL is allowed. */
RF_INLINE void rf_retain_object(void *o);
/** One owner less; the last one destroys the object. NULL is allowed. */
RF_INLINE void rf_release_object(rf_ctx *cx, void *o);
RF_INLINE void rf_retain(rf_value v);
RF_INLINE void rf_release(rf_ctx *cx, rf_value v);
/** The same value, owned once more: for expressions. */
RF_INLINE rf_value rf_copy(rf_value v);

/** True when the object has this one owner only: it may be changed in place. */
RF_INLINE bool rf_is_unique(const void *o);

/** Marks v and all it holds as counted atomically: it is about to be seen by another thread. */
void rf_share(rf_ctx *cx, rf_value v);
/** v for another thread (C-1): data is shared, closures and generators take copies of their variables
    along, handles stay themselves. Borrows v, owns the result. */
rf_value rf_cross(rf_ctx *cx, rf_value v);

#if RF_BODIES
/* Other threads may be counting: the load is atomic, and as cheap as a plain one. */
#define RF_COUNT(o) __atomic_load_n(&((rf_object *)(o))->count, __ATOMIC_RELAXED)

RF_INLINE void rf_retain_object(void *p)
{
    rf_object *o = (rf_object *)p;

    if (o) {
        if (RF_LIKELY(RF_COUNT(o) >= 0))
            o->count++;
        else if (RF_COUNT(o) != RF_STATIC_COUNT)
            rf_retain_shared(o);
    }
}

RF_INLINE void rf_release_object(rf_ctx *cx, void *p)
{
    rf_object *o = (rf_object *)p;

    if (o) {
        if (RF_LIKELY(RF_COUNT(o) > 0))
            o->count--;
        else if (RF_COUNT(o) != RF_STATIC_COUNT)
            rf_release_rare(cx, o);
    }
}

RF_INLINE void rf_retain(rf_value v)
{
    if (v.tag == RF_OBJECT)
        rf_retain_object(v.as.o);
}

RF_INLINE void rf_release(rf_ctx *cx, rf_value v)
{
    if (v.tag == RF_OBJECT)
        rf_release_object(cx, v.as.o);
}

RF_INLINE rf_value rf_copy(rf_value v)
{
    rf_retain(v);
    return v;
}

RF_INLINE bool rf_is_unique(const void *o)
{
    return RF_COUNT(o) == 0;
}
#endif

#endif
