#ifndef RUFF_ITERATE_H
#define RUFF_ITERATE_H

#include "ruff/dict.h"

/** A loop over any value (S-67, S-24): a snapshot of the iterable and how far the loop is. Lives in the C
    frame or in a generator's frame. */
typedef struct rf_loop {
    rf_value over; /* owned: keeps the snapshot alive */
    int64_t  at, end;
} rf_loop;

/** Starts a loop; false with "Cannot iterate over non-iterable type: T" thrown. Borrows v. */
bool rf_loop_start(rf_ctx *cx, rf_loop *l, rf_value v);
/** The next element, owned, in *item. False at the end, or with the error set when a generator failed. A
    channel waits here (C-26), blocking the thread. */
RF_INLINE bool rf_loop_next(rf_ctx *cx, rf_loop *l, rf_value *item);
/** The same for what is no ASCII string. */
bool rf_loop_advance(rf_ctx *cx, rf_loop *l, rf_value *item);
/** Ends a loop early or late; harmless twice. Never disturbs a pending error. */
void rf_loop_end(rf_ctx *cx, rf_loop *l);

/** What a loop goes over instead of the array that split(a, b) and words(a) answer: the pieces, made one by one. */
rf_value rf_split_loop(rf_ctx *cx, rf_value a, rf_value b);
rf_value rf_words_loop(rf_ctx *cx, rf_value a);

#if RF_BODIES
RF_INLINE bool rf_loop_next(rf_ctx *cx, rf_loop *l, rf_value *item)
{
    const rf_string *s = l->over.as.s;

    if (l->over.tag != RF_OBJECT || s->head.kind != &rf_string_kind || s->length != s->bytes)
        return rf_loop_advance(cx, l, item);
    if (l->at >= l->end)
        return false;
    *item = rf_from_object(rf_ascii(s->at[l->at++]));
    return true;
}
#endif

#endif
