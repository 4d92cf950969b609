#ifndef RUFF_TASK_H
#define RUFF_TASK_H

#include "ruff/gen.h"
#include "ruff/error.h"

/* Threads, async bodies, promises and channels for emitted code. Functions without `_poll` block the
   calling thread. A `_poll` function belongs in an async body: it answers RF_WAITING after registering the
   frame to be resumed, and is called again with the same arguments then; RF_DONE with *out owned; RF_FAILED
   with the error in the context. `at` is RF_AT of the waiting place, shown in deadlock reports; the
   function name comes from the frame or the party. */

/** Starts an async body (C-30): takes the frame, answers its promise. The body may run at once on this
    stack until it first waits, or be queued. */
rf_value rf_async_start(rf_ctx *cx, RF_OWN rf_frame *frame);
/** Whether the body of an async call that is awaited at once may run as a plain call: nothing asks for tasks of
    their own (rf_direct_off: traces, test schedules, bodies that wait because a stack was full), the caller has not been
    cancelled, and there is stack. */
#define RF_DIRECT_FITS(cx)    (rf_direct_begins(cx) && !RF_STACK_LOW(cx))
/** The same in such a body: it is not the one that was cancelled. */
#define RF_DIRECT_GOES_ON(cx) (rf_direct_goes_on() && !RF_STACK_LOW(cx))
RF_INLINE bool  rf_direct_begins(const rf_ctx *cx);
RF_INLINE bool  rf_direct_goes_on(void);
extern uint32_t rf_direct_off;
/** await of the promise of such a call that did not fit; in such a body. */
rf_value rf_direct_await(rf_ctx *cx, rf_value promise, uint32_t at);
rf_value rf_direct_await_on(rf_ctx *cx, rf_value promise, uint32_t at);
/** The pending error of such a call as what its promise would have been rejected with: as a value, or thrown again. */
rf_value rf_direct_error(rf_ctx *cx);
void     rf_direct_fails(rf_ctx *cx);

extern const rf_kind rf_async_frame_kind;

/** await v (C-31): a promise or task handle waits, anything else is its own value. Owned; a failure throws. */
rf_value rf_await(rf_ctx *cx, rf_value v, uint32_t at);
rf_step  rf_await_poll(rf_ctx *cx, rf_frame *f, rf_value v, rf_value *out, uint32_t at);

/** await of what a built-in of the abi STARTED has begun, for whoever called it: a caller that is cancelled ends
    the work. */
rf_value rf_finish(rf_ctx *cx, rf_value begun, uint32_t at);
rf_step  rf_finish_poll(rf_ctx *cx, rf_frame *f, rf_value begun, rf_value *out, uint32_t at);
/** The same on the result of a start that may have failed: null then. */
rf_value rf_finish_now(rf_ctx *cx, RF_OWN rf_value begun);

/** A spawn block (C-10): body->call makes its frame, of kind rf_block_frame_kind, with a closure over `captures`: the
    values it captures, and cells for the variables that it changes. Gives a task handle. The block gets copies of
    them, and of the globals that blocks may see, made in one crossing (C-11). While it waits it holds no thread.
    Throws "Cannot start thread: REASON". */
rf_value rf_spawn(rf_ctx *cx, const rf_function *body, RF_OWN const rf_value *captures, uint32_t count,
                  uint32_t at);
extern const rf_kind rf_block_frame_kind;

/** channel() with room RF_ABSENT, channel(n) (C-20). */
rf_value rf_channel_new(rf_ctx *cx, rf_value room, uint32_t at);
/** ch.send(v) → true, ch.receive() (C-22, C-23). `ch` must be a channel: other values throw
    "Unknown method: send" as rf_method does. */
rf_value rf_send(rf_ctx *cx, rf_value ch, rf_value v, uint32_t at);
rf_step  rf_send_poll(rf_ctx *cx, rf_frame *f, rf_value ch, rf_value v, rf_value *out, uint32_t at);
rf_value rf_receive(rf_ctx *cx, rf_value ch, uint32_t at);
rf_step  rf_receive_poll(rf_ctx *cx, rf_frame *f, rf_value ch, rf_value *out, uint32_t at);
/** ch.receive_timeout(ms), ch.send_timeout(v, ms) (C-24). */
rf_value rf_receive_timeout(rf_ctx *cx, rf_value ch, rf_value ms, uint32_t at);
rf_step  rf_receive_timeout_poll(rf_ctx *cx, rf_frame *f, rf_value ch, rf_value ms, rf_value *out, uint32_t at);
rf_value rf_send_timeout(rf_ctx *cx, rf_value ch, rf_value v, rf_value ms, uint32_t at);
rf_step  rf_send_timeout_poll(rf_ctx *cx, rf_frame *f, rf_value ch, rf_value v, rf_value ms, rf_value *out,
                              uint32_t at);
/** `for x in channel`: false at the end (closed and drained) or with the error set ("Cancelled"). The poll form
    answers RF_YIELDED with *out owned, RF_DONE at the end. */
bool    rf_channel_next(rf_ctx *cx, rf_object *ch, rf_value *out, uint32_t at);
rf_step rf_channel_next_poll(rf_ctx *cx, rf_frame *f, rf_object *ch, rf_value *out, uint32_t at);
/** rf_loop_next in a body that gives way, over a value that may be a channel or a generator: RF_YIELDED with *out
    owned, RF_DONE at the end. */
rf_step rf_loop_next_poll(rf_ctx *cx, rf_frame *f, struct rf_loop *l, rf_value *out, uint32_t at);
/** sleep(ms) (C-36): 0. */
rf_value rf_sleep(rf_ctx *cx, rf_value ms, uint32_t at);
rf_step  rf_sleep_poll(rf_ctx *cx, rf_frame *f, rf_value ms, rf_value *out, uint32_t at);

typedef enum rf_arm_kind { RF_ARM_RECEIVE, RF_ARM_SEND, RF_ARM_AWAIT } rf_arm_kind;
/** One arm of a select (C-50). `on` and `value` are borrowed; `got` is owned by the caller after the arm
    was taken. */
typedef struct rf_arm {
    rf_arm_kind kind;
    rf_value    on, value, got;
} rf_arm;
enum { RF_SELECT_TIMEOUT = -1, RF_SELECT_CLOSED = -2, RF_SELECT_ELSE = -3, RF_SELECT_FAILED = -4 };
/** Index of the arm that went through, or one of the above. `timeout` is RF_ABSENT for none. A failing
    receive or await arm answers RF_SELECT_FAILED - 1 - index with the error set. */
int     rf_select(rf_ctx *cx, rf_arm *arms, uint32_t count, rf_value timeout, bool has_closed, bool has_else,
                  uint32_t at);
rf_step rf_select_poll(rf_ctx *cx, rf_frame *f, rf_arm *arms, uint32_t count, rf_value timeout,
                       bool has_closed, bool has_else, int *taken, uint32_t at);

/** Entering and leaving an `except` or `finally` body: waits in it are not told that the party was cancelled
    (C-40). In pairs, on every way out. */
void rf_shield_begin(rf_ctx *cx);
void rf_shield_end(rf_ctx *cx);
/** check_cancelled(): false with "Cancelled" thrown. */
bool rf_check_cancelled(rf_ctx *cx);

/** A failing receive or await arm outside `try` (C-52): if its bit is in `named` the Error becomes what the arm
    got and *taken its index; true then. */
bool rf_select_value(rf_ctx *cx, rf_arm *arms, int64_t *taken, uint32_t named, const rf_function *f, uint32_t at);

/** The pending error of a receive, await or network call as a value (C-60), as rf_catch_value gives it, in *out.
    False when this party was cancelled: that is thrown everywhere (C-40). */
bool rf_soften(rf_ctx *cx, rf_value *out, const rf_function *f, uint32_t at);

/** thread_id() (C-14). */
int64_t rf_thread_id(rf_ctx *cx);

#if RF_BODIES
RF_INLINE bool rf_direct_goes_on(void)
{
    return RF_LIKELY(!__atomic_load_n(&rf_direct_off, __ATOMIC_RELAXED));
}

RF_INLINE bool rf_direct_begins(const rf_ctx *cx)
{
    return rf_direct_goes_on() && RF_LIKELY(!__atomic_load_n((const uint32_t *)cx->party, __ATOMIC_RELAXED));
}
#endif

#endif
