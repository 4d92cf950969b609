#ifndef RUFF_CORE_HEAP_STATE_H
#define RUFF_CORE_HEAP_STATE_H

#include "core/cycle.h"
#include "core/heap.h"
#include "core/share.h"
#include "ruff/struct.h"

/* What stands behind cx->heap: the allocator and the working memory of rc.c, share.c, cycle.c and place.c.
   Only those sources look into it. */

enum {
    RF_SMALL_COUNT  = 16,    /* classes of 16, 32 … 256 bytes; the others lie four to each doubling:
                                320, 384, 448, 512, 704 … 32832 bytes */
    RF_LARGE_BYTES  = 32832, /* the last class; what is larger comes from malloc */
    RF_CHUNK_LEAST  = 65536,   /* chunks grow with the heap */
    RF_CHUNK_MOST   = 4194304, /* those that large ask for huge pages */
    RF_NESTING_MOST = 100, /* destroying and sharing go this deep on the C stack, then by a list */
    RF_PART_COUNT = 8
};

/** Objects put off because the C stack is deep already. */
typedef struct rf_pending {
    rf_object **at;
    size_t      count, room;
    uint32_t    depth;
} rf_pending;

/** An unboxed struct field shown as a value (rf_place_field): where it really lives. */
typedef struct rf_part {
    rf_value value;
    void    *home;
    rf_rep   rep;
} rf_part;

/** A container that emitted code changes within a step, see steps.h. */
typedef struct rf_touched {
    rf_object *object;
    int64_t    from;
} rf_touched;

/** A copy made by rf_cross. */
struct rf_crossing {
    rf_object *from, *to;
};

/** What is left to do at the end of a crossing. */
typedef struct rf_afterwards {
    void (*then)(rf_ctx *cx, rf_object *o);
    rf_object *object;
} rf_afterwards;

typedef struct rf_heap {
    rf_blocks       blocks; /* first: the fast paths know them */
    char           *chunk, *chunk_end;
    size_t          chunk_bytes; /* of the last one */
    rf_pending      dying, sharing;
    rf_crossings    crossed; /* a table by address while rf_cross runs, room a power of two */
    uint32_t        crossing;
    bool            along; /* closures take the globals that they name along */
    bool            within; /* the copies are those of a generator, and of all that it drives */
    rf_afterwards  *afterwards;
    size_t          afterwards_count, afterwards_room;
    uint32_t        steps; /* shared variables open for a change */
    uint32_t        apart; /* new cells are not listed, see cycle.h */
    rf_cell_list    cells;
    struct rf_search *search; /* under way */
    bool            searching; /* and closing what it found */
    bool            ending;    /* rf_program_ends */
    rf_touched     *touched;
    size_t          touched_count, touched_room;
    uint32_t        part;  /* the next one to use */
    rf_part         parts[RF_PART_COUNT];
    struct rf_heap *next; /* in the pool */
} rf_heap;

static inline rf_heap *rf_heap_of(const rf_ctx *cx)
{
    return (rf_heap *)cx->heap;
}

/** Puts an object on the list. */
void rf_pending_add(rf_pending *p, rf_object *o);

#endif
