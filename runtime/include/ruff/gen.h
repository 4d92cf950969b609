#ifndef RUFF_GEN_H
#define RUFF_GEN_H

#include "ruff/error.h"

/** What one run of a resumable body ended with. */
typedef enum rf_step {
    RF_YIELDED, /* generator: `out` holds the value */
    RF_DONE,    /* `out` holds the result; every further step of a generator is RF_DONE with null */
    RF_FAILED,  /* the context holds the error */
    RF_WAITING  /* registered with what it waits for, to be resumed when that happens */
} rf_step;

/** Static facts of a resumable body, emitted once per generator or async function. */
typedef struct rf_frame_type {
    const rf_function *function;
    rf_step (*resume)(rf_ctx *cx, rf_frame *self);
    void (*drop)(rf_ctx *cx, rf_frame *self);  /* releases every variable the frame owns, sets them to null */
    void (*share)(rf_ctx *cx, rf_frame *self); /* rf_share on every variable */
    void (*cross)(rf_ctx *cx, rf_frame *self); /* C-76: replaces every cell and closure it owns by a copy */
    uint32_t size;                             /* of the whole frame */
} rf_frame_type;

/** What every resumable frame starts with; the emitted struct adds its variables. head.aux is the state:
    0 not started, RF_FINISHED ended; others number the resume points. */
struct rf_frame {
    rf_object            head;
    const rf_frame_type *type;
    rf_value             out; /* what the last step yielded or returned, owned by the frame until taken */
    rf_value             in;  /* generator: what send passed, null under next(); taken by the yield */
    void                *wait; /* runtime: what an async body waits with */
    uint32_t             flags; /* runtime: running, closing */
    uint32_t             lock;
    void                *world; /* runtime: the globals it has taken along (C-76), NULL: the driver's */
};
extern const rf_kind rf_generator_kind;
/** The frame of a function that waits, called from a body that gives its thread up meanwhile (C-34). No value of the
    script. */
extern const rf_kind rf_called_kind;
/** Begins a call of any function for rf_call_poll: the frame of one that may wait, the result of another. Throws as
    rf_call. */
rf_value rf_call_begin(rf_ctx *cx, rf_value callee, const rf_value *args, uint32_t count);
/** The same for rf_method: methods of structs may wait. */
rf_value rf_method_begin(rf_ctx *cx, rf_value *place, const rf_string *name, const rf_value *args, uint32_t count);
/** One step of such a function, for the frame `f` of its caller: RF_WAITING when it waits, to be called again when
    the caller's party goes on; RF_DONE with *out owned; RF_FAILED. */
rf_step rf_call_poll(rf_ctx *cx, rf_frame *f, rf_value called, rf_value *out);

#define RF_FINISHED 0xffffffffu

/** A frame of t->size bytes, zeroed behind the head, state 0, of kind `kind`. */
rf_frame *rf_frame_new(rf_ctx *cx, const rf_kind *kind, const rf_frame_type *t);

/** True after `yield` when the generator is being closed: the body then leaves through its finally blocks. */
#define RF_CLOSING(frame) ((frame)->flags & 2u)

/** One step of a generator (C-71). RF_YIELDED with *out owned; RF_DONE with *out null; RF_FAILED. */
rf_step rf_gen_next(rf_ctx *cx, rf_frame *g, rf_value *out);
/** g.next() on a generator: its value, owned, or null. */
rf_value rf_generator_next(rf_ctx *cx, rf_value g);
/** The same for drivers that give way (C-34): RF_WAITING when the body waits, or another party drives it; to be called
    again when the caller's party goes on. The turn stays the caller's meanwhile (C-76). */
rf_step rf_gen_next_poll(rf_ctx *cx, rf_frame *g, rf_value *out);
/** g.next() in the frame `f`, and g.send(v): RF_DONE with *out owned, null at the end. All are borrowed. */
rf_step rf_generator_next_poll(rf_ctx *cx, rf_frame *f, rf_value g, rf_value *out);
rf_step rf_generator_send_poll(rf_ctx *cx, rf_value g, rf_value v, rf_value *out);
/** One value of `.sum()` (C-74): the sum so far with `item`, which does not count unless it is a number. */
rf_value rf_sum_step(rf_ctx *cx, rf_value sum, rf_value item);
/** g.send(v), g.close() (C-73). */
rf_value rf_gen_send(rf_ctx *cx, rf_frame *g, RF_OWN rf_value v);
void     rf_gen_close(rf_ctx *cx, rf_frame *g);

/** A generator whose frame is a variable of the only loop that drives it (C-77): nobody else ever sees it, nobody
    counts its owners. `g` is a frame of t->size bytes; zeroed it is one that has not begun. The arguments are put into
    it afterwards. */
void rf_local_begin(rf_frame *g, const rf_frame_type *t);
/** Its next value, owned, in *item; `resume` is its body. False at the end, or with the error set. */
RF_INLINE bool rf_local_next(rf_ctx *cx, rf_frame *g, rf_step (*resume)(rf_ctx *cx, rf_frame *self), rf_value *item);
/** The same for one that may wait: a driver that cannot give way, and one that does. */
bool    rf_local_next_staying(rf_ctx *cx, rf_frame *g, rf_step (*resume)(rf_ctx *cx, rf_frame *self), rf_value *item);
RF_INLINE rf_step rf_local_next_poll(rf_ctx *cx, rf_frame *g, rf_step (*resume)(rf_ctx *cx, rf_frame *self),
                                     rf_value *item);
/** Ends it, early or late: a body in the middle leaves through its finally blocks (C-73). Harmless twice, and for one
    that has not begun. Never disturbs a pending error. */
void rf_local_end(rf_ctx *cx, rf_frame *g);
/** Shares what it holds, and takes copies of it along, as rf_frame_type says, if it is one. */
void rf_local_share(rf_ctx *cx, rf_frame *g);
void rf_local_cross(rf_ctx *cx, rf_frame *g);

#if RF_BODIES
RF_INLINE rf_step rf_local_next_poll(rf_ctx *cx, rf_frame *g, rf_step (*resume)(rf_ctx *cx, rf_frame *self),
                                     rf_value *item)
{
    rf_step step;

    if (RF_STACK_LOW(cx)) {
        rf_throw_depth(cx, g->type->function);
        return RF_FAILED;
    }
    step = resume(cx, g);
    if (step == RF_YIELDED) {
        *item      = g->out;
        g->out.tag = RF_NULL;
    }
    return step;
}

RF_INLINE bool rf_local_next(rf_ctx *cx, rf_frame *g, rf_step (*resume)(rf_ctx *cx, rf_frame *self), rf_value *item)
{
    return rf_local_next_poll(cx, g, resume, item) == RF_YIELDED;
}
#endif

/** The value a generator returned, for `yield*` (C-73): kept after RF_DONE until taken. Owned. */
rf_value rf_gen_result(rf_ctx *cx, rf_frame *g);

/** `gen name := e` (C-75): a generator or iterator over e, lazily. Throws as rf_loop_start. */
rf_value rf_lazy(rf_ctx *cx, rf_value e);
/** range(a, b, c) as a lazy iterator for `gen x := range(…)` and for-loops over values. */
rf_value rf_range_lazy(rf_ctx *cx, int64_t start, int64_t stop, int64_t step);

#endif
