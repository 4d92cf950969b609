/* Reference counts: the shared, the static and the last-owner cases. */

#include "core/heap_state.h"
#include "core/steps.h"
#include "core/string_ops.h"
#include "core/unique.h"

void rf_retain_shared(rf_object *o)
{
    if (RF_COUNT(o) != RF_STATIC_COUNT)
        __atomic_fetch_sub(&o->count, 1, __ATOMIC_RELAXED);
}

/* Destroys the objects that were put off. */
static RF_COLD void work_off(rf_ctx *cx, rf_pending *p)
{
    while (p->count > 0) {
        rf_object *o = p->at[--p->count];

        o->kind->destroy(cx, o);
    }
}

/* The last owner is gone. What the object holds may be the last owner of more, and so on a million
   deep: past a limit objects wait on a list, and the outermost call works it off. */
static inline void destroy(rf_ctx *cx, rf_object *o)
{
    rf_pending *p = &rf_heap_of(cx)->dying;

    if (RF_UNLIKELY(p->depth >= RF_NESTING_MOST)) {
        rf_pending_add(p, o);
        return;
    }
    p->depth++;
    o->kind->destroy(cx, o);
    if (RF_UNLIKELY(p->count > 0) && p->depth == 1)
        work_off(cx, p);
    p->depth--;
}

void rf_release_rare(rf_ctx *cx, rf_object *o)
{
    int32_t count = RF_COUNT(o);

    if (RF_LIKELY(count == 0)) {
        if (o->kind == &rf_string_kind)
            rf_string_free(cx, (rf_string *)o);
        else
            destroy(cx, o);
    } else if (count > 0)
        o->count--;
    else if (count != RF_STATIC_COUNT && __atomic_fetch_add(&o->count, 1, __ATOMIC_ACQ_REL) == -1) {
        if (RF_UNLIKELY(rf_heap_of(cx)->touched_count > 0))
            rf_untouch(cx, o);
        destroy(cx, o);
    }
}

bool rf_may_change_shared(rf_ctx *cx, rf_object *o)
{
    if (__atomic_load_n(&o->count, __ATOMIC_ACQUIRE) != -1)
        return false;
    /* Shared once, but this is the only owner left. Outside of a shared variable it is this
       thread's own again; what it holds stays shared. */
    if (rf_heap_of(cx)->steps == 0)
        __atomic_store_n(&o->count, 0, __ATOMIC_RELAXED);
    return true;
}

int32_t rf_copy_count(rf_ctx *cx, const rf_object *from)
{
    return rf_heap_of(cx)->steps > 0 && RF_COUNT(from) < 0 ? -1 : 0;
}
