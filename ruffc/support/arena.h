#ifndef RUFFC_SUPPORT_ARENA_H
#define RUFFC_SUPPORT_ARENA_H

#include "support/base.h"

/** Memory that is given back all at once. A zeroed Arena is an empty one. */
typedef struct ArenaBlock ArenaBlock;
typedef struct Arena {
    char       *next;
    char       *end;
    ArenaBlock *blocks;
} Arena;

/** Zeroed room for `count` objects of `size` bytes; ends the process when memory is out. */
void *arena_alloc(Arena *a, size_t count, size_t size, size_t align);

/** A copy of `t` that lives as long as the arena. */
Text arena_text(Arena *a, Text t);

/** Gives every block back and leaves an empty arena. */
void arena_free(Arena *a);

#define ARENA_NEW(a, Type)      ((Type *)arena_alloc((a), 1, sizeof(Type), _Alignof(Type)))
#define ARENA_ARRAY(a, Type, n) ((Type *)arena_alloc((a), (n), sizeof(Type), _Alignof(Type)))

#endif
