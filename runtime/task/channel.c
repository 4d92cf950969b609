/* Channels without waiting: the ring, who is served by whom, closing. See channel.h. */

#include "task/channel.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/heap.h"
#include "ruff/array.h"
#include "ruff/error.h"

enum { MANY = 1000000 };

/* ---- the ring */

static void ring_grow(rf_channel *c)
{
    uint64_t  size = c->size ? c->size * 2 : 8;
    rf_value *at   = malloc(size * sizeof *at);
    uint64_t  tail = c->size - c->first;

    if (!at)
        rf_out_of_memory();
    if (c->size) {
        memcpy(at, c->at + c->first, tail * sizeof *at);
        memcpy(at + tail, c->at, c->first * sizeof *at);
    }
    free(c->at);
    c->at    = at;
    c->first = 0;
    c->size  = size;
}

/* C-84: once, with the place where the channel was made. */
static void warn_many(rf_channel *c)
{
    const char *file = c->made_in && c->made_in->file ? c->made_in->file : "?";

    if (c->room >= 0 || c->warned)
        return;
    c->warned = true;
    fprintf(stderr, "Warning: the channel made at %s:%u holds %d messages\n", file, c->made_at >> 8, MANY);
}

static void ring_push(rf_channel *c, RF_OWN rf_value v)
{
    if (RF_UNLIKELY(c->count == c->size))
        ring_grow(c);
    c->at[(c->first + c->count++) & (c->size - 1)] = v;
    if (RF_UNLIKELY(c->count == MANY))
        warn_many(c);
}

static rf_value ring_pop(rf_channel *c)
{
    rf_value v = c->at[c->first];

    c->first = (c->first + 1) & (c->size - 1);
    c->count--;
    return v;
}

/* ---- who is served by whom */

bool rf_channel_put(rf_channel *c, RF_OWN rf_value v, rf_party **served)
{
    rf_node *n;

    *served = NULL;
    if (RF_UNLIKELY(c->receivers.first != NULL) && (n = rf_nodes_claim(&c->receivers)) != NULL) {
        *n->slot = v;
        *served  = n->party;
        return true;
    }
    if (c->room >= 0 && (int64_t)c->count >= c->room)
        return false;
    ring_push(c, v);
    return true;
}

bool rf_channel_take(rf_channel *c, rf_value *out, rf_party **served)
{
    rf_node *n;

    *served = NULL;
    if (c->count > 0) {
        *out = ring_pop(c);
        if (RF_UNLIKELY(c->senders.first != NULL) && (n = rf_nodes_claim(&c->senders)) != NULL) {
            ring_push(c, *n->slot);
            *n->slot = rf_absent;
            *served  = n->party;
        }
        return true;
    }
    if (RF_LIKELY(!c->senders.first) || (n = rf_nodes_claim(&c->senders)) == NULL)
        return false;
    *out     = *n->slot;
    *n->slot = rf_absent;
    *served  = n->party;
    return true;
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

rf_value rf_channel_try_receive(rf_ctx *cx, rf_channel *c)
{
    rf_party *served;
    rf_value  out = rf_null;

    rf_lock_take(&c->lock);
    rf_channel_take(c, &out, &served);
    rf_lock_give(&c->lock);
    land(cx, served);
    return out;
}

rf_value rf_channel_try_send(rf_ctx *cx, rf_channel *c, rf_value v)
{
    rf_value  message = rf_cross(cx, v);
    rf_party *served  = NULL;
    bool      sent    = false, closed;

    rf_lock_take(&c->lock);
    closed = c->closed;
    if (!closed)
        sent = rf_channel_put(c, message, &served);
    rf_lock_give(&c->lock);
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
    rf_party *served;
    rf_value  v;
    bool      got;

    do {
        rf_lock_take(&c->lock);
        got = rf_channel_take(c, &v, &served);
        rf_lock_give(&c->lock);
        land(cx, served);
        if (got)
            all = rf_values_push(cx, all, v);
    } while (got && --left > 0);
    return rf_from_object(all);
}

int64_t rf_channel_len(rf_channel *c)
{
    int64_t n;

    rf_lock_take(&c->lock);
    n = (int64_t)c->count;
    rf_lock_give(&c->lock);
    return n;
}

/* Everybody who waits learns it: an absent value in the slot of a receiver; a sender finds its own still there.
   A select with a closed arm only looks again, while it cannot go (the lock is held). */
void rf_channel_close(rf_ctx *cx, rf_channel *c)
{
    rf_node *n, *chain = NULL;

    rf_lock_take(&c->lock);
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
    rf_lock_give(&c->lock);
    while ((n = chain) != NULL) {
        chain = n->next;
        rf_wake(cx, n->party, RF_LANDED);
    }
}
