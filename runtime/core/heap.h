#ifndef RUFF_CORE_HEAP_H
#define RUFF_CORE_HEAP_H

#include "ruff/memory.h"

/* Memory of objects. Blocks of up to 32 KB come from free lists of the context, larger ones
   from malloc. A block may be freed by another thread than made it: it joins that thread's lists.
   No function here answers NULL: when memory is out the process ends with status 6. Sanitized
   builds use malloc for everything. */

/** A context ready for use: nothing thrown, no stack limit, empty globals. */
void rf_ctx_init(rf_ctx *cx);
/** Gives the context's memory lists back for the next context. A pending error is dropped. */
void rf_ctx_end(rf_ctx *cx);

/** Memory of `size` bytes, not cleared. The owner remembers the size. */
void *rf_memory_new(rf_ctx *cx, size_t size);
void  rf_memory_free(rf_ctx *cx, void *block, size_t size);
/** The block with room for new_size bytes, moved if need be; NULL with old_size 0 makes one. */
void *rf_memory_grow(rf_ctx *cx, void *block, size_t old_size, size_t new_size);
/** What a block asked for with `size` really holds: worth asking for at once. */
size_t rf_memory_room(size_t size);

/** Gives an object's memory back; what it held must be released already. */
static inline void rf_object_free(rf_ctx *cx, void *o, size_t size);
/** Out of line parts: a size that is not small, a list that has grown to a batch. */
void rf_block_free(rf_ctx *cx, void *block, size_t size);
RF_COLD void rf_batch_full(rf_ctx *cx, size_t class);

/** "ruff: out of memory" and status 6. */
RF_COLD RF_NORETURN void rf_out_of_memory(void);

/** How many objects this context made and did not free; negative when it freed others' ones. For
    tests. */
int64_t rf_objects_alive(const rf_ctx *cx);

/* Sanitizers see leaks, overflows and late uses only in blocks that malloc made. */
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define RF_PLAIN_MALLOC 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) ||                         \
    __has_feature(memory_sanitizer)
#define RF_PLAIN_MALLOC 1
#endif
#endif
#ifndef RF_PLAIN_MALLOC
#define RF_PLAIN_MALLOC 0
#endif

enum { RF_BATCH_STEPS = 1024 /* 16 KB: what changes hands between threads at a time */ };

static inline void rf_object_free(rf_ctx *cx, void *o, size_t size)
{
    rf_blocks *h     = (rf_blocks *)cx->heap;
    size_t     class = (size - 1) / RF_CLASS_STEP;
    rf_class  *c     = &h->classes[class];
    rf_block  *b     = (rf_block *)o;

    h->alive--;
    if (RF_PLAIN_MALLOC || RF_UNLIKELY(size > RF_SMALL_BYTES)) {
        rf_block_free(cx, o, size);
        return;
    }
    b->next = c->list;
    c->list = b;
    c->fill += (int32_t) class + 1;
    if (RF_UNLIKELY(c->fill >= RF_BATCH_STEPS))
        rf_batch_full(cx, class);
}

#endif
