#ifndef RUFF_TASK_CHANNEL_H
#define RUFF_TASK_CHANNEL_H

#include "task/sched.h"

/* Channels (C-20 … C-26): messages in a ring, and those who wait, in the order of their arrival. Receivers wait
   only while nothing is stored, senders only while there is no room. */

typedef struct rf_channel {
    rf_object head;
    rf_lock   lock;
    bool      closed;
    int64_t   room; /* -1: unbounded; 0: handed over directly */
    rf_value *at;   /* the ring */
    uint64_t  first, count, size; /* size: a power of two, or 0 */
    const rf_function *made_in;   /* where it was made: for the warning that it fills up (C-84) */
    uint32_t  made_at;
    bool      warned;
    rf_nodes  receivers, senders;
} rf_channel;
extern const rf_kind rf_channel_kind;

static inline rf_channel *rf_channel_of(rf_value v)
{
    return v.tag == RF_OBJECT && v.as.o->kind == &rf_channel_kind ? (rf_channel *)v.as.o : NULL;
}

/* With the lock held. A party that could be served is answered through *served, to be landed once the lock is
   open. */

/** Takes the message when there is a receiver or room for it; else it stays the caller's. */
bool rf_channel_put(rf_channel *c, RF_OWN rf_value v, rf_party **served);
/** The next message, stored or from a sender who waits. */
bool rf_channel_take(rf_channel *c, rf_value *out, rf_party **served);

/** One attempt each; RF_WAITING: the party is registered, until `deadline` (0: for ever). RF_DONE with an absent
    *out: nothing more will come (receive), or the time is up (*late). Errors: "Cancelled", "Channel closed". */
rf_step rf_receive_step(rf_ctx *cx, rf_channel *c, rf_value *out, bool *late, int64_t deadline, uint32_t at);
rf_step rf_send_step(rf_ctx *cx, rf_channel *c, rf_value v, bool *late, int64_t deadline, uint32_t at);

/** c.close() (C-25). */
void rf_channel_close(rf_ctx *cx, rf_channel *c);
/** Stored messages. */
int64_t rf_channel_len(rf_channel *c);
/** c.receive_all(), c.try_receive(), c.try_send(v). */
rf_value rf_channel_all(rf_ctx *cx, rf_channel *c);
rf_value rf_channel_try_receive(rf_ctx *cx, rf_channel *c);
rf_value rf_channel_try_send(rf_ctx *cx, rf_channel *c, rf_value v);

#endif
