/* Arena: see arena.h. Blocks double in size, so a compilation needs few of them. */
#include "support/arena.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct ArenaBlock {
    ArenaBlock *older;
    size_t      size;
    _Alignas(16) char bytes[];
};

enum { FIRST_BLOCK = 64 * 1024, LARGEST_BLOCK = 16 * 1024 * 1024 };

static _Noreturn void out_of_memory(void)
{
    fputs("ruffc: out of memory\n", stderr);
    exit(6);
}

static size_t next_size(const Arena *a)
{
    if (!a->blocks)
        return FIRST_BLOCK;
    return a->blocks->size < LARGEST_BLOCK / 2 ? a->blocks->size * 2 : LARGEST_BLOCK;
}

static void add_block(Arena *a, size_t at_least)
{
    size_t      size = next_size(a);
    ArenaBlock *b;

    if (size < at_least)
        size = at_least;
    b = calloc(1, sizeof *b + size);
    if (!b)
        out_of_memory();
    b->older  = a->blocks;
    b->size   = size;
    a->blocks = b;
    a->next   = b->bytes;
    a->end    = b->bytes + size;
}

void *arena_alloc(Arena *a, size_t count, size_t size, size_t align)
{
    size_t bytes, padding;
    char  *p;

    if (size != 0 && count > PTRDIFF_MAX / 2 / size)
        out_of_memory();
    bytes   = count * size;
    padding = -(uintptr_t)a->next & (align - 1);
    if (!a->next || (size_t)(a->end - a->next) < bytes + padding) {
        add_block(a, bytes);
        padding = 0;
    }
    p       = a->next + padding;
    a->next = p + bytes;
    return p;
}

Text arena_text(Arena *a, Text t)
{
    char *p = arena_alloc(a, t.len, 1, 1);

    if (t.len != 0)
        memcpy(p, t.at, t.len);
    return (Text){p, t.len};
}

void arena_free(Arena *a)
{
    while (a->blocks) {
        ArenaBlock *older = a->blocks->older;

        free(a->blocks);
        a->blocks = older;
    }
    *a = (Arena){0};
}
