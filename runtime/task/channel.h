#ifndef RUFF_TASK_CHANNEL_H
#define RUFF_TASK_CHANNEL_H

#include "task/sched.h"

/* Channels (C-20 … C-26). Senders append to `in` under one lock; receivers take from `out` under
   another, and when that is empty take the whole of `in` for it. So the two sides meet once for
   many messages. Those who wait stand in lists, in the order of their arrival: receivers only while
   nothing is stored, senders only while there is no room. Where both locks are taken, the
   receivers' is first; its address is the lower one.

   A channel that no other thread can see is used without locks. */

typedef struct rf_buffer {
    rf_value *at;
    uint64_t  first, count, room;
} rf_buffer;

/* What all read and hardly anybody writes, what receivers write, and what senders write lie apart: no two in
   one cache line. */
enum { RF_CHANNEL_GAP = 64 };

enum { RF_CHANNEL_MANY = 1000000 }; /* messages in an unbounded channel: it warns */

typedef struct rf_channel {
    rf_object          head;
    const rf_function *made_in; /* where it was made: for the warning that it fills up (C-84) */
    uint32_t           made_at;
    int64_t            room; /* -1: unbounded; 0: handed over directly */

    char      gap_before_out[RF_CHANNEL_GAP];
    rf_lock   out_lock;
    rf_buffer out; /* its count may be read without the lock */

    char      gap_before_in[RF_CHANNEL_GAP];
    rf_lock   in_lock;      /* also of all that follows */
    uint32_t  senders_wait; /* there may be waiting senders: read without the lock */
    rf_buffer in;
    bool      closed, warned;
    uint32_t  number, puts, takes; /* of messages, while a timeline is made */
    rf_nodes  receivers, senders;
} rf_channel;
extern const rf_kind rf_channel_kind;

static inline rf_channel *rf_channel_of(rf_value v)
{
    return v.tag == RF_OBJECT && v.as.o->kind == &rf_channel_kind ? (rf_channel *)v.as.o : NULL;
}

static inline bool rf_channel_is_private(rf_channel *c)
{
    return RF_COUNT(c) >= 0;
}

void rf_channel_lock(rf_channel *c);
void rf_channel_unlock(rf_channel *c);

/* A party that could be served is answered through *served, to be landed once the locks are open.
 */

/** With in_lock held: takes the message when there is a receiver or room for it; else it stays the
 * caller's. */
bool rf_channel_put(rf_ctx *cx, rf_channel *c, RF_OWN rf_value v, rf_party **served);
/** With both locks held: the next message, stored or from a sender who waits. */
bool rf_channel_take(rf_ctx *cx, rf_channel *c, rf_value *out, rf_party **served);
/** With in_lock held: the sender stands in the list. False when there is room after all: then it
 * does not. */
bool rf_channel_queue_sender(rf_channel *c, rf_node *n);
/** The next message if one lies ready for receivers; takes the locks it needs. */
bool rf_channel_take_ready(rf_ctx *cx, rf_channel *c, rf_value *out, rf_party **served);
/** With both locks held: stored messages. */
uint64_t rf_channel_stored(const rf_channel *c);

/** One attempt each; RF_WAITING: the party is registered, until `deadline` (0: for ever). RF_DONE
 *with an absent out: nothing more will come (receive), or the time is up (*late). Errors:
 *"Cancelled", "Channel closed". */
rf_step rf_receive_step(rf_ctx *cx, rf_channel *c, rf_value *out, bool *late, int64_t deadline,
                        uint32_t at);
rf_step rf_send_step(rf_ctx *cx, rf_channel *c, rf_value v, bool *late, int64_t deadline,
                     uint32_t at);

/** c.close() (C-25). */
void    rf_channel_close(rf_ctx *cx, rf_channel *c);
int64_t rf_channel_len(rf_channel *c);
/** c.receive_all(), c.try_receive(), c.try_send(v). */
rf_value rf_channel_all(rf_ctx *cx, rf_channel *c);
rf_value rf_channel_try_receive(rf_ctx *cx, rf_channel *c);
rf_value rf_channel_try_send(rf_ctx *cx, rf_channel *c, rf_value v);

#endif
