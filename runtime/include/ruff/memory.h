#ifndef RUFF_MEMORY_H
#define RUFF_MEMORY_H

#include "ruff/rc.h"

/* The front of the allocator: free lists by size, which the fast paths take blocks from. What stands behind
   them is the runtime's own (core/heap.h). */

enum {
    RF_CLASS_STEP  = 16, /* sizes of small classes differ by this, others are multiples of it */
    RF_SMALL_BYTES = 256, /* the last small class; beyond it classes are told apart out of line */
    RF_CLASS_COUNT = 44
};

/** A free block; `batch` is used in the first block of a batch in the pool. */
typedef struct rf_block {
    struct rf_block *next, *batch;
} rf_block;

/** Free blocks of one size: those at hand, and a full batch in reserve so that a thread which frees
    and allocates in turn does not visit the pool each time. */
typedef struct rf_class {
    rf_block *list, *reserve;
    int32_t   fill; /* of list, in steps of RF_CLASS_STEP bytes */
} rf_class;

/** What cx->heap points to begins so. */
typedef struct rf_blocks {
    int64_t  alive; /* objects made here and not freed; below 0 when others' ones were */
    int32_t  fill_most; /* blocks join a list at once while its fill is below this */
    rf_class classes[RF_CLASS_COUNT];
} rf_blocks;

/** An object of `size` bytes with one owner; only its head is set. */
void *rf_object_new(rf_ctx *cx, size_t size, const rf_kind *kind);
/** The same where `size` is a constant of at most RF_SMALL_BYTES. */
RF_INLINE void *rf_object_make(rf_ctx *cx, size_t size, const rf_kind *kind);

/** Gives the memory of an object back; what it held must be released already. */
void rf_object_gone(rf_ctx *cx, void *o, size_t size);
/** The same where `size` is a constant of at most RF_SMALL_BYTES. */
RF_INLINE void rf_object_unmake(rf_ctx *cx, void *o, size_t size);

#if RF_BODIES
RF_INLINE void *rf_object_make(rf_ctx *cx, size_t size, const rf_kind *kind)
{
    rf_blocks *h = (rf_blocks *)cx->heap;
    rf_class  *c = &h->classes[(size - 1) / RF_CLASS_STEP];
    rf_block  *b = c->list;
    rf_object *o = (rf_object *)b;

    if (RF_UNLIKELY(!b))
        return rf_object_new(cx, size, kind);
    c->list = b->next;
    c->fill -= (int32_t)((size - 1) / RF_CLASS_STEP) + 1;
    h->alive++;
    o->count = 0;
    o->aux   = 0;
    o->kind  = kind;
    return o;
}

RF_INLINE void rf_object_unmake(rf_ctx *cx, void *o, size_t size)
{
    rf_blocks *h = (rf_blocks *)cx->heap;
    rf_class  *c = &h->classes[(size - 1) / RF_CLASS_STEP];
    rf_block  *b = (rf_block *)o;

    if (RF_UNLIKELY(c->fill >= h->fill_most)) {
        rf_object_gone(cx, o, size);
        return;
    }
    b->next = c->list;
    c->list = b;
    c->fill += (int32_t)((size - 1) / RF_CLASS_STEP) + 1;
    h->alive--;
}
#endif

#endif
