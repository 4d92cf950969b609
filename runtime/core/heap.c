/* The allocator: free lists by size in each context, refilled from chunks and from the batches that
   other contexts gave up. See heap.h for the contract. */

#include "core/heap_state.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "core/spin.h"

/* Sanitizers see leaks, overflows and late uses only in blocks that malloc made. */
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define PLAIN_MALLOC 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) ||                         \
    __has_feature(memory_sanitizer)
#define PLAIN_MALLOC 1
#endif
#endif
#ifndef PLAIN_MALLOC
#define PLAIN_MALLOC 0
#endif

/* What no context uses at the moment: whole heaps of ended contexts, and batches of free blocks. */
static struct {
    uint32_t  lock;
    rf_heap  *heaps;
    rf_block *batches[RF_CLASS_COUNT];
} pool;

void rf_out_of_memory(void)
{
    static const char text[] = "ruff: out of memory\n";

    if (write(STDERR_FILENO, text, sizeof text - 1) < 0)
        _exit(6);
    _exit(6);
}

static void *checked(void *block)
{
    if (!block)
        rf_out_of_memory();
    return block;
}

/* Sizes beyond the small ones: four classes to each doubling, so that at most a quarter is unused.
   From the second doubling on a class is an odd number of cache lines: blocks that lie one behind
   the other, such as the rows of a matrix, then use all sets of the cache and not a few. */
enum { LINE_BYTES = 64, FIRST_ODD = RF_SMALL_COUNT + 4 };

static size_t even_class_of(size_t size)
{
    size_t lines    = (size - 1) / LINE_BYTES;
    size_t doubling = (size_t)(61 - __builtin_clzl(lines)); /* lines is 4 … 7 in the first one */

    return RF_SMALL_COUNT + 4 * doubling + (lines >> doubling) - 4;
}

static size_t large_class_of(size_t size)
{
    size_t class;

    if (size <= 2 * RF_SMALL_BYTES)
        return even_class_of(size);
    class = even_class_of(size - LINE_BYTES);
    return class < FIRST_ODD ? FIRST_ODD : class;
}

/* The class for a size; RF_CLASS_COUNT for what malloc gives. */
static inline size_t class_of(size_t size)
{
    if (RF_LIKELY(size <= RF_SMALL_BYTES))
        return size == 0 ? 0 : (size - 1) / RF_CLASS_STEP;
    return size <= RF_LARGE_BYTES ? large_class_of(size) : RF_CLASS_COUNT;
}

static size_t class_bytes(size_t class)
{
    size_t large = class - RF_SMALL_COUNT;

    if (class < RF_SMALL_COUNT)
        return (class + 1) * RF_CLASS_STEP;
    return ((large % 4 + 5) * LINE_BYTES << large / 4) + (class < FIRST_ODD ? 0 : LINE_BYTES);
}

/* What one block adds to the fill of its class, in steps of RF_CLASS_STEP bytes. */
static inline uint32_t block_steps(size_t class)
{
    return class < RF_SMALL_COUNT ? (uint32_t) class + 1
                                  : (uint32_t)(class_bytes(class) / RF_CLASS_STEP);
}

void rf_ctx_init(rf_ctx *cx)
{
    rf_heap *h;

    memset(cx, 0, sizeof *cx);
    rf_spin_lock(&pool.lock);
    h = pool.heaps;
    if (h)
        pool.heaps = h->next;
    rf_spin_unlock(&pool.lock);
    if (!h)
        h = checked(calloc(1, sizeof *h));
    h->alive  = 0;
    h->ending = false;
    cx->heap  = h;
}

void rf_ctx_end(rf_ctx *cx)
{
    rf_heap *h = rf_heap_of(cx);

    if (cx->error) {
        rf_object *e = cx->error;
        cx->error    = NULL;
        rf_release_object(cx, e);
    }
    rf_cells_end(cx);
    rf_spin_lock(&pool.lock);
    h->next    = pool.heaps;
    pool.heaps = h;
    rf_spin_unlock(&pool.lock);
    cx->heap = NULL;
}

int64_t rf_objects_alive(const rf_ctx *cx)
{
    return rf_heap_of(cx)->alive;
}

static rf_block *take_batch(size_t class)
{
    rf_block *b;

    if (!__atomic_load_n(&pool.batches[class], __ATOMIC_RELAXED))
        return NULL;
    rf_spin_lock(&pool.lock);
    b = pool.batches[class];
    if (b)
        __atomic_store_n(&pool.batches[class], b->batch, __ATOMIC_RELAXED);
    rf_spin_unlock(&pool.lock);
    return b;
}

static void give_batch(size_t class, rf_block *first)
{
    rf_spin_lock(&pool.lock);
    first->batch = pool.batches[class];
    __atomic_store_n(&pool.batches[class], first, __ATOMIC_RELAXED);
    rf_spin_unlock(&pool.lock);
}

/* Each chunk is twice as large as the one before, up to a size where the system can use huge pages:
   a small program stays small, and a large one does not spend its time in page tables. */
static void new_chunk(rf_heap *h)
{
    size_t bytes = h->chunk_bytes ? h->chunk_bytes * 2 : RF_CHUNK_LEAST;

    if (bytes < RF_CHUNK_MOST) {
        h->chunk = checked(malloc(bytes));
    } else {
        bytes    = RF_CHUNK_MOST;
        h->chunk = checked(aligned_alloc(RF_CHUNK_MOST / 2, bytes));
        madvise(h->chunk, bytes, MADV_HUGEPAGE); /* a wish: nothing is lost if it is refused */
    }
    h->chunk_bytes = bytes;
    h->chunk_end   = h->chunk + bytes;
}

/* The list of the class is empty: blocks come from the reserve, the pool, or a chunk. */
static RF_COLD void *new_slow(rf_heap *h, size_t class)
{
    rf_class *c    = &h->classes[class];
    size_t    size = class_bytes(class);
    rf_block *b    = c->reserve;
    char     *fresh;

    c->reserve = NULL;
    if (!b)
        b = take_batch(class);
    if (b) {
        c->list = b->next;
        c->fill = RF_BATCH_STEPS;
        return b;
    }
    c->fill = 0;
    if ((size_t)(h->chunk_end - h->chunk) < size)
        new_chunk(h);
    fresh = h->chunk;
    h->chunk += size;
    return fresh;
}

static inline void *new_block(rf_heap *h, size_t size)
{
    size_t class = class_of(size);
    rf_class *c;
    rf_block *b;

    if (PLAIN_MALLOC || RF_UNLIKELY(class >= RF_CLASS_COUNT))
        return checked(malloc(size ? size : 1));
    c = &h->classes[class];
    b = c->list;
    if (RF_UNLIKELY(!b))
        return new_slow(h, class);
    c->list = b->next;
    c->fill -= c->fill < block_steps(class) ? c->fill : block_steps(class);
    return b;
}

/* A list has grown to a batch: it becomes the reserve, and an older reserve goes to the pool. */
static RF_COLD void batch_full(rf_class *c, size_t class)
{
    if (c->reserve)
        give_batch(class, c->reserve);
    c->reserve = c->list;
    c->list    = NULL;
    c->fill    = 0;
}

static inline void free_block(rf_heap *h, void *block, size_t size)
{
    size_t class = class_of(size);
    rf_block *b  = block;
    rf_class *c;

    if (PLAIN_MALLOC || RF_UNLIKELY(class >= RF_CLASS_COUNT)) {
        free(block);
        return;
    }
    c       = &h->classes[class];
    b->next = c->list;
    c->list = b;
    c->fill += block_steps(class);
    if (RF_UNLIKELY(c->fill >= RF_BATCH_STEPS))
        batch_full(c, class);
}

void *rf_memory_new(rf_ctx *cx, size_t size)
{
    return new_block(rf_heap_of(cx), size);
}

void rf_memory_free(rf_ctx *cx, void *block, size_t size)
{
    if (block)
        free_block(rf_heap_of(cx), block, size);
}

void *rf_memory_grow(rf_ctx *cx, void *block, size_t old_size, size_t new_size)
{
    void *fresh;

    if (block && class_of(old_size) >= RF_CLASS_COUNT && class_of(new_size) >= RF_CLASS_COUNT)
        return checked(realloc(block, new_size));
    fresh = rf_memory_new(cx, new_size);
    if (block) {
        memcpy(fresh, block, old_size < new_size ? old_size : new_size);
        rf_memory_free(cx, block, old_size);
    }
    return fresh;
}

size_t rf_memory_room(size_t size)
{
    size_t class = class_of(size);

    return class >= RF_CLASS_COUNT ? size : class_bytes(class);
}

void *rf_object_new(rf_ctx *cx, size_t size, const rf_kind *kind)
{
    rf_heap   *h = rf_heap_of(cx);
    rf_object *o = new_block(h, size);

    o->count = 0;
    o->aux   = 0;
    o->kind  = kind;
    h->alive++;
    return o;
}

void rf_object_free(rf_ctx *cx, void *o, size_t size)
{
    rf_heap *h = rf_heap_of(cx);

    h->alive--;
    free_block(h, o, size);
}

void rf_pending_add(rf_pending *p, rf_object *o)
{
    if (p->count == p->room) {
        p->room = p->room ? p->room * 2 : 256;
        p->at   = checked(realloc(p->at, p->room * sizeof *p->at));
    }
    p->at[p->count++] = o;
}
