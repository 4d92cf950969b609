#ifndef RUFF_CORE_HEAP_H
#define RUFF_CORE_HEAP_H

#include "ruff/rc.h"

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

/** An object of `size` bytes with one owner; only its head is set. */
void *rf_object_new(rf_ctx *cx, size_t size, const rf_kind *kind);
/** Gives the memory back; what the object held must be released already. */
void rf_object_free(rf_ctx *cx, void *o, size_t size);

/** "ruff: out of memory" and status 6. */
RF_COLD RF_NORETURN void rf_out_of_memory(void);

/** How many objects this context made and did not free; negative when it freed others' ones. For
    tests. */
int64_t rf_objects_alive(const rf_ctx *cx);

#endif
