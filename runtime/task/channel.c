/* Channels without waiting: the buffers, who is served by whom, closing. See channel.h. */

#include "task/trace.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/heap.h"
#include "core/share.h"
#include "ruff/array.h"
#include "ruff/error.h"

_Static_assert(offsetof(rf_channel, out_lock) < offsetof(rf_channel, in_lock),
               "locks are taken by address");

/* ---- buffers */

/* C-84: once, with the place where the channel was made. */
static void warn_many(rf_channel *c)
{
    const char *file = c->made_in && c->made_in->file ? c->made_in->file : "?";

    if (c->room >= 0 || c->warned)
        return;
    c->warned = true;
    fprintf(stderr, "Warning: the channel made at %s:%u holds %d messages\n", file, c->made_at >> 8,
            RF_CHANNEL_MANY);
}

static RF_COLD void grow(rf_buffer *b)
{
    b->room = b->room ? b->room * 2 : 8;
    b->at   = realloc(b->at, b->room * sizeof *b->at);
    if (!b->at)
        rf_out_of_memory();
}

static uint64_t out_count(const rf_channel *c)
{
    return __atomic_load_n(&c->out.count, __ATOMIC_SEQ_CST);
}

static void push(rf_channel *c, RF_OWN rf_value v)
{
    rf_buffer *b = &c->in;

    if (RF_UNLIKELY(b->count == b->room))
        grow(b);
    b->at[b->count++] = v;
    if (RF_UNLIKELY(b->count == RF_CHANNEL_MANY))
        warn_many(c);
}

/* Senders of a bounded channel look at the count without the lock: see rf_channel_queue_sender. */
static rf_value pop(rf_channel *c)
{
    rf_buffer *b = &c->out;
    rf_value   v = b->at[b->first++];

    if (c->room > 0)
        __atomic_store_n(&b->count, b->count - 1, __ATOMIC_SEQ_CST);
    else
        __atomic_store_n(&b->count, b->count - 1, __ATOMIC_RELAXED);
    return v;
}

/* What senders have left becomes what receivers take. */
static void refill(rf_channel *c)
{
    rf_buffer empty = c->out;
    uint64_t  count = c->in.count;

    c->out.at    = c->in.at;
    c->out.room  = c->in.room;
    c->out.first = 0;
    c->in        = (rf_buffer){.at = empty.at, .room = empty.room};
    __atomic_store_n(&c->out.count, count, __ATOMIC_RELAXED);
}

uint64_t rf_channel_stored(const rf_channel *c)
{
    return out_count(c) + c->in.count;
}

/* ---- locks */

void rf_channel_lock(rf_channel *c)
{
    rf_lock_take(&c->out_lock);
    rf_lock_take(&c->in_lock);
}

void rf_channel_unlock(rf_channel *c)
{
    rf_lock_give(&c->in_lock);
    rf_lock_give(&c->out_lock);
}

/* ---- who is served by whom */

static bool has_room(const rf_channel *c)
{
    return c->room < 0 || (int64_t)rf_channel_stored(c) < c->room;
}

bool rf_channel_put(rf_ctx *cx, rf_channel *c, RF_OWN rf_value v, rf_party **served)
{
    rf_node *n;

    *served = NULL;
    if (RF_UNLIKELY(c->receivers.first != NULL) && (n = rf_nodes_claim(&c->receivers)) != NULL) {
        *n->slot = v;
        *served  = n->party;
        if (rf_is_tracing()) {
            rf_trace_put(cx, c, NULL);
            rf_trace_take(cx, c, n->party);
        }
        return true;
    }
    if (!has_room(c))
        return false;
    push(c, v);
    if (rf_is_tracing())
        rf_trace_put(cx, c, NULL);
    return true;
}

/* A receiver takes without this lock, tells so in out.count, and then looks whether senders wait.
   The sender says that it waits, and then looks at out.count: one of them sees the other. */
bool rf_channel_queue_sender(rf_channel *c, rf_node *n)
{
    __atomic_store_n(&c->senders_wait, 1, __ATOMIC_SEQ_CST);
    if (c->room > 0 && has_room(c))
        return false;
    rf_nodes_add(&c->senders, n);
    return true;
}

/* A message has gone: the first of the senders who wait may put his in its place. */
static void admit(rf_ctx *cx, rf_channel *c, rf_party **served)
{
    rf_node *n = NULL;

    if (c->senders.first && has_room(c))
        n = rf_nodes_claim(&c->senders);
    if (n) {
        push(c, *n->slot);
        *n->slot = rf_absent;
        *served  = n->party;
        if (rf_is_tracing())
            rf_trace_put(cx, c, n->party);
    }
    if (!c->senders.first)
        __atomic_store_n(&c->senders_wait, 0, __ATOMIC_RELAXED);
}

bool rf_channel_take(rf_ctx *cx, rf_channel *c, rf_value *out, rf_party **served)
{
    rf_node *n;

    *served = NULL;
    if (c->out.count == 0 && c->in.count > 0)
        refill(c);
    if (c->out.count > 0) {
        if (rf_is_tracing())
            rf_trace_take(cx, c, NULL);
        *out = pop(c);
        if (RF_UNLIKELY(c->senders.first != NULL))
            admit(cx, c, served);
        return true;
    }
    if (RF_LIKELY(!c->senders.first) || (n = rf_nodes_claim(&c->senders)) == NULL)
        return false;
    *out     = *n->slot;
    *n->slot = rf_absent;
    *served  = n->party;
    if (rf_is_tracing()) {
        rf_trace_put(cx, c, n->party);
        rf_trace_take(cx, c, NULL);
    }
    return true;
}

bool rf_channel_take_ready(rf_ctx *cx, rf_channel *c, rf_value *out, rf_party **served)
{
    bool got;

    *served = NULL;
    if (out_count(c) == 0)
        return false;
    rf_lock_take(&c->out_lock);
    got = c->out.count > 0;
    if (got) {
        if (rf_is_tracing())
            rf_trace_take(cx, c, NULL);
        *out = pop(c);
        if (RF_UNLIKELY(__atomic_load_n(&c->senders_wait, __ATOMIC_SEQ_CST))) {
            rf_lock_take(&c->in_lock);
            admit(cx, c, served);
            rf_lock_give(&c->in_lock);
        }
    }
    rf_lock_give(&c->out_lock);
    return got;
}

/* ---- operations that never wait */

rf_value rf_channel_new(rf_ctx *cx, rf_value room, uint32_t at)
{
    rf_channel *c;

    if (rf_throw_if_error(cx, room))
        return rf_null;
    if (room.tag != RF_ABSENT && (room.tag != RF_INT || room.as.i < 0)) {
        rf_throw(cx, "channel() expects a size of 0 or more");
        return rf_null;
    }
    c = rf_object_new(cx, sizeof *c, &rf_channel_kind);
    memset((char *)c + sizeof c->head, 0, sizeof *c - sizeof c->head);
    c->room    = room.tag == RF_ABSENT ? -1 : room.as.i;
    c->made_at = at;
    c->made_in = rf_place_function(cx);
    return rf_from_object(c);
}

static void land(rf_ctx *cx, rf_party *served)
{
    if (served)
        rf_wake(cx, served, RF_LANDED);
}

static bool take_any(rf_ctx *cx, rf_channel *c, rf_value *out)
{
    rf_party *served;
    bool      got;

    if (rf_is_tracing())
        rf_trace_here(cx, cx->at);
    rf_channel_lock(c);
    got = rf_channel_take(cx, c, out, &served);
    rf_channel_unlock(c);
    land(cx, served);
    return got;
}

rf_value rf_channel_try_receive(rf_ctx *cx, rf_channel *c)
{
    rf_value out = rf_null;

    take_any(cx, c, &out);
    return out;
}

rf_value rf_channel_try_send(rf_ctx *cx, rf_channel *c, rf_value v)
{
    rf_value  message = rf_cross_away(cx, v);
    rf_party *served  = NULL;
    bool      sent    = false, closed;

    if (rf_is_tracing())
        rf_trace_here(cx, cx->at);
    rf_lock_take(&c->in_lock);
    closed = c->closed;
    if (!closed)
        sent = rf_channel_put(cx, c, message, &served);
    rf_lock_give(&c->in_lock);
    land(cx, served);
    if (!sent)
        rf_release(cx, message);
    if (closed)
        rf_throw(cx, "Channel closed");
    return rf_from_bool(sent);
}

rf_value rf_channel_all(rf_ctx *cx, rf_channel *c)
{
    int64_t   left = rf_channel_len(c);
    rf_array *all  = rf_array_new(cx, &rf_values_kind, left);
    rf_value  v;

    while (left-- > 0 && take_any(cx, c, &v))
        all = rf_values_push(cx, all, v);
    return rf_from_object(all);
}

int64_t rf_channel_len(rf_channel *c)
{
    uint64_t n;

    rf_channel_lock(c);
    n = rf_channel_stored(c);
    rf_channel_unlock(c);
    return (int64_t)n;
}

/* Everybody who waits learns it: an absent value in the slot of a receiver; a sender finds its own
   still there. A select with a closed arm only looks again, while it cannot go (the lock is held).
 */
void rf_channel_close(rf_ctx *cx, rf_channel *c)
{
    rf_node *n, *chain = NULL;

    rf_lock_take(&c->in_lock);
    c->closed = true;
    while ((n = c->receivers.first) != NULL) {
        rf_nodes_remove(&c->receivers, n);
        if (n->looks_again) {
            rf_wake(cx, n->party, 0);
        } else if (rf_claim(n)) {
            *n->slot = rf_absent;
            n->next  = chain;
            chain    = n;
        }
    }
    while ((n = rf_nodes_claim(&c->senders)) != NULL) {
        n->next = chain;
        chain   = n;
    }
    rf_lock_give(&c->in_lock);
    while ((n = chain) != NULL) {
        chain = n->next;
        rf_wake(cx, n->party, RF_LANDED);
    }
}
