#ifndef RUFFC_SUPPORT_VEC_H
#define RUFFC_SUPPORT_VEC_H

#include <string.h>

#include "support/arena.h"

/** The one growable array of the compiler: VEC(Type) declares a struct with `at`, `len` and `room`.
    A zeroed one is empty. Its memory is the arena's; growing leaves the old block behind. */
#define VEC(Type)                                                                                  \
    struct {                                                                                       \
        Type  *at;                                                                                 \
        size_t len, room;                                                                          \
    }

/** Appends one item. */
#define vec_push(arena, v, item)                                                                   \
    (vec_reserve_((arena), (void **)&(v)->at, &(v)->room, (v)->len + 1, sizeof *(v)->at),          \
     (void)((v)->at[(v)->len++] = (item)))

/** Makes room for `need` items of `size` bytes; only the macro above calls it. */
static inline void vec_reserve_(Arena *arena, void **at, size_t *room, size_t need, size_t size)
{
    size_t grown = *room ? *room * 2 : 8;
    void  *copy;

    if (need <= *room)
        return;
    if (grown < need)
        grown = need;
    copy = arena_alloc(arena, grown, size, 16);
    if (*room)
        memcpy(copy, *at, *room * size);
    *at   = copy;
    *room = grown;
}

#endif
