/* The allocator: free lists by size in each context, refilled from chunks and from the batches that
   other contexts gave up. See heap.h for the contract. */

#include "core/heap_state.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "core/spin.h"

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
static inline int32_t block_steps(size_t class)
{
    return class < RF_SMALL_COUNT ? (int32_t) class + 1
                                  : (int32_t)(class_bytes(class) / RF_CLASS_STEP);
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
    h->blocks.alive     = 0;
    h->blocks.fill_most = RF_PLAIN_MALLOC ? INT32_MIN : RF_BATCH_STEPS - RF_SMALL_COUNT;
    h->ending           = false;
    cx->heap            = h;
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
    return rf_heap_of(cx)->blocks.alive;
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
    rf_class *c    = &h->blocks.classes[class];
    size_t    size = class_bytes(class);
    rf_block *b    = c->reserve;
    char     *fresh;

    c->reserve = NULL;
    if (!b)
        b = take_batch(class);
    if (b) {
        c->list = b->next;
        c->fill = RF_BATCH_STEPS / 2; /* less than there is: freeing one does not fill it again */
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

    if (RF_PLAIN_MALLOC || RF_UNLIKELY(class >= RF_CLASS_COUNT))
        return checked(malloc(size ? size : 1));
    c = &h->blocks.classes[class];
    b = c->list;
    if (RF_UNLIKELY(!b))
        return new_slow(h, class);
    c->list = b->next;
    c->fill -= block_steps(class);
    return b;
}

/* The list becomes the reserve, and an older reserve goes to the pool. */
void rf_batch_full(rf_ctx *cx, size_t class)
{
    rf_class *c = &rf_heap_of(cx)->blocks.classes[class];

    if (c->reserve)
        give_batch(class, c->reserve);
    c->reserve = c->list;
    c->list    = NULL;
    c->fill    = 0;
}

void rf_block_free(rf_ctx *cx, void *block, size_t size)
{
    size_t class = class_of(size);
    rf_block *b  = block;
    rf_class *c;

    if (RF_PLAIN_MALLOC || RF_UNLIKELY(class >= RF_CLASS_COUNT)) {
        free(block);
        return;
    }
    c       = &rf_heap_of(cx)->blocks.classes[class];
    b->next = c->list;
    c->list = b;
    c->fill += block_steps(class);
    if (RF_UNLIKELY(c->fill >= RF_BATCH_STEPS))
        rf_batch_full(cx, class);
}

void rf_object_gone(rf_ctx *cx, void *o, size_t size)
{
    rf_object_free(cx, o, size);
}

void *rf_memory_new(rf_ctx *cx, size_t size)
{
    return new_block(rf_heap_of(cx), size);
}

void rf_memory_free(rf_ctx *cx, void *block, size_t size)
{
    if (block)
        rf_block_free(cx, block, size);
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
    h->blocks.alive++;
    return o;
}

void rf_pending_add(rf_pending *p, rf_object *o)
{
    if (p->count == p->room) {
        p->room = p->room ? p->room * 2 : 256;
        p->at   = checked(realloc(p->at, p->room * sizeof *p->at));
    }
    p->at[p->count++] = o;
}
