/* Sending and receiving that may wait: one step for threads and bodies alike, and the forms of
 * ruff/task.h. */

#include "core/point.h"
#include "core/share.h"
#include "ruff/error.h"
#include "ruff/iterate.h"
#include "ruff/string.h"
#include "task/channel.h"
#include "task/trace.h"

/* ---- receiving */

static void queue_receiver(rf_ctx *cx, rf_channel *c, int64_t deadline, uint32_t at)
{
    rf_party *p = rf_party_of(cx);

    p->node.arm = 0;
    rf_wait_begin(cx, RF_WAITS_RECEIVE, at);
    p->deadline = deadline;
    rf_nodes_add(&c->receivers, &p->node);
}

static rf_step receive_begin(rf_ctx *cx, rf_channel *c, rf_value *out, int64_t deadline,
                             uint32_t at)
{
    rf_party *served;
    bool      shared = !rf_channel_is_private(c), got, closed;

    rf_point(cx);
    if (rf_is_tracing())
        rf_trace_here(cx, at);
    if (rf_cancel_due(cx, rf_party_of(cx)))
        return RF_FAILED;
    got = shared && rf_channel_take_ready(cx, c, out, &served);
    if (!got) {
        if (shared)
            rf_channel_lock(c);
        got    = rf_channel_take(cx, c, out, &served);
        closed = c->closed;
        if (RF_UNLIKELY(!got && !closed))
            queue_receiver(cx, c, deadline, at);
        if (shared)
            rf_channel_unlock(c);
        if (!got && !closed)
            return RF_WAITING;
    }
    if (RF_UNLIKELY(served != NULL))
        rf_wake(cx, served, RF_LANDED);
    if (!got && rf_is_tracing())
        rf_trace_did(cx, "finds the end of a channel", at);
    return RF_DONE;
}

rf_step rf_receive_step(rf_ctx *cx, rf_channel *c, rf_value *out, bool *late, int64_t deadline,
                        uint32_t at)
{
    rf_party *p = rf_party_of(cx);

    *late = false;
    *out  = rf_absent;
    if (p->waits == RF_WAITS_NOT)
        return receive_begin(cx, c, out, deadline, at);
    if (rf_has_landed(p)) {
        *out   = p->got;
        p->got = rf_null;
        rf_wait_end(cx, p);
        return RF_DONE;
    }
    if (!rf_must_give_up(p, late) || !rf_withdraw(&c->in_lock, &c->receivers, p))
        return RF_WAITING;
    rf_wait_end(cx, p);
    return !*late && rf_cancel_due(cx, p) ? RF_FAILED : RF_DONE;
}

/* ---- sending */

/* With in_lock held: hands the message over, stores it, or lets the party wait with it. RF_FAILED:
 * closed. */
static rf_step put_or_queue(rf_ctx *cx, rf_channel *c, rf_value message, rf_party **served,
                            int64_t deadline, uint32_t at)
{
    rf_party *p = rf_party_of(cx);

    if (RF_UNLIKELY(c->closed))
        return RF_FAILED;
    while (RF_UNLIKELY(!rf_channel_put(cx, c, message, served))) {
        p->node.arm = 0;
        p->got      = message;
        if (rf_channel_queue_sender(c, &p->node)) {
            rf_wait_begin(cx, RF_WAITS_SEND, at);
            p->deadline = deadline;
            return RF_WAITING;
        }
    }
    return RF_DONE;
}

/* With in_lock held. Mostly there is room, and nobody waits for the message. */
static inline bool put_quickly(rf_channel *c, rf_value message)
{
    rf_buffer *b = &c->in;

    if (RF_UNLIKELY(c->closed || c->receivers.first || c->room >= 0 || b->count == b->room ||
                    b->count + 1 == RF_CHANNEL_MANY || rf_is_tracing()))
        return false;
    b->at[b->count++] = message;
    return true;
}

static rf_step send_begin(rf_ctx *cx, rf_channel *c, rf_value v, int64_t deadline, uint32_t at)
{
    rf_party *served  = NULL;
    rf_value  message = v.tag == RF_OBJECT ? rf_cross_away(cx, v) : v;
    bool      shared  = !rf_channel_is_private(c);
    rf_step   step;

    rf_point(cx);
    if (rf_is_tracing())
        rf_trace_here(cx, at);
    if (shared)
        rf_lock_take(&c->in_lock);
    step = put_quickly(c, message) ? RF_DONE : put_or_queue(cx, c, message, &served, deadline, at);
    if (shared)
        rf_lock_give(&c->in_lock);
    if (RF_UNLIKELY(served != NULL))
        rf_wake(cx, served, RF_LANDED);
    if (RF_UNLIKELY(step == RF_FAILED)) {
        rf_release(cx, message);
        rf_throw(cx, "Channel closed");
    }
    return step;
}

/* The wait is over; the message is absent when it was taken. */
static rf_step send_end(rf_ctx *cx, rf_party *p, bool was_closed)
{
    rf_value message = p->got;

    p->got = rf_null;
    rf_wait_end(cx, p);
    if (message.tag == RF_ABSENT)
        return RF_DONE;
    rf_release(cx, message);
    if (was_closed)
        rf_throw(cx, "Channel closed");
    return was_closed ? RF_FAILED : RF_DONE;
}

rf_step rf_send_step(rf_ctx *cx, rf_channel *c, rf_value v, bool *late, int64_t deadline,
                     uint32_t at)
{
    rf_party *p = rf_party_of(cx);

    *late = false;
    if (p->waits == RF_WAITS_NOT) {
        rf_step step;

        /* A message that need not wait goes out even from one who was cancelled: it is no wait. */
        step = send_begin(cx, c, v, deadline, at);
        if (step != RF_WAITING || !__atomic_load_n(&p->cancelled, __ATOMIC_RELAXED))
            return step;
    }
    if (rf_has_landed(p))
        return send_end(cx, p, true);
    if (!rf_must_give_up(p, late) || !rf_withdraw(&c->in_lock, &c->senders, p))
        return RF_WAITING;
    send_end(cx, p, false);
    return !*late && rf_cancel_due(cx, p) ? RF_FAILED : RF_DONE;
}

/* ---- without ado: an unbounded channel, a number to send or a message that lies ready */

/* A wait under way, a request to end, the test scheduler and timelines want the long way. */
static inline bool is_plain(rf_ctx *cx, rf_channel *c)
{
    const rf_party *p = rf_party_of(cx);

    return RF_LIKELY(c->room < 0 && p->waits == RF_WAITS_NOT && !rf_channel_is_private(c) &&
                     !__atomic_load_n(&p->cancelled, __ATOMIC_RELAXED) && !rf_has_points());
}

static inline bool sends_plainly(rf_ctx *cx, rf_channel *c, rf_value v)
{
    bool sent;

    if (v.tag == RF_OBJECT || !is_plain(cx, c))
        return false;
    rf_lock_take(&c->in_lock);
    sent = put_quickly(c, v);
    rf_lock_give(&c->in_lock);
    return sent;
}

static inline bool receives_plainly(rf_ctx *cx, rf_channel *c, rf_value *out)
{
    rf_buffer *b = &c->out;
    bool       got;

    if (!is_plain(cx, c) || rf_is_tracing() || __atomic_load_n(&b->count, __ATOMIC_RELAXED) == 0)
        return false;
    rf_lock_take(&c->out_lock);
    got = b->count > 0;
    if (got) {
        *out = b->at[b->first++];
        __atomic_store_n(&b->count, b->count - 1, __ATOMIC_RELAXED);
    }
    rf_lock_give(&c->out_lock);
    return got;
}

/* ---- the forms of ruff/task.h */

/* What is wrong with the call itself is no failure that may become a value. */
static void refuse(const rf_ctx *cx)
{
    rf_error *e = (rf_error *)cx->error;

    if (e && !e->caught)
        e->hard = true;
}

/* A receiver that is no channel: what rf_method says about it. */
static rf_value other(rf_ctx *cx, rf_value receiver, const char *name, const rf_value *args,
                      uint32_t count)
{
    rf_string *word   = rf_string_new(cx, name, (int64_t)__builtin_strlen(name));
    rf_value   result = rf_method(cx, &receiver, word, args, count);

    refuse(cx);
    rf_release_object(cx, word);
    return result;
}

static rf_step other_poll(rf_ctx *cx, rf_value receiver, const char *name, const rf_value *args,
                          uint32_t count, rf_value *out)
{
    *out = other(cx, receiver, name, args, count);
    return RF_FAILED(cx) ? RF_FAILED : RF_DONE;
}

/* What a receive answers: the message, or the failure at the end of the channel (C-23). */
static rf_step received(rf_ctx *cx, rf_step step, rf_value *out, bool late)
{
    if (step == RF_DONE && out->tag == RF_ABSENT) {
        *out = rf_null;
        if (!late) {
            rf_throw(cx, "Channel closed");
            return RF_FAILED;
        }
    }
    return step;
}

rf_value rf_send(rf_ctx *cx, rf_value ch, rf_value v, uint32_t at)
{
    rf_channel *c = rf_channel_of(ch);
    bool        late;
    rf_step     step;

    if (RF_UNLIKELY(!c))
        return other(cx, ch, "send", &v, 1);
    if (sends_plainly(cx, c, v))
        return rf_from_bool(true);
    while ((step = rf_send_step(cx, c, v, &late, 0, at)) == RF_WAITING)
        rf_park(cx);
    return step == RF_DONE ? rf_from_bool(true) : rf_null;
}

rf_step rf_send_poll(rf_ctx *cx, rf_frame *f, rf_value ch, rf_value v, rf_value *out, uint32_t at)
{
    rf_channel *c = rf_channel_of(ch);
    bool        late;

    (void)f;
    *out = rf_from_bool(true);
    if (RF_UNLIKELY(!c) && rf_is_source(ch))
        return rf_generator_send_poll(cx, ch, v, out);
    if (RF_UNLIKELY(!c))
        return other_poll(cx, ch, "send", &v, 1, out);
    if (sends_plainly(cx, c, v))
        return RF_DONE;
    return rf_poll_end(cx, rf_send_step(cx, c, v, &late, 0, at));
}

rf_value rf_receive(rf_ctx *cx, rf_value ch, uint32_t at)
{
    rf_channel *c = rf_channel_of(ch);
    rf_value    out;
    bool        late;
    rf_step     step;

    if (RF_UNLIKELY(!c))
        return other(cx, ch, "receive", NULL, 0);
    if (receives_plainly(cx, c, &out))
        return out;
    while ((step = rf_receive_step(cx, c, &out, &late, 0, at)) == RF_WAITING)
        rf_park(cx);
    return received(cx, step, &out, late) == RF_DONE ? out : rf_null;
}

rf_step rf_receive_poll(rf_ctx *cx, rf_frame *f, rf_value ch, rf_value *out, uint32_t at)
{
    rf_channel *c = rf_channel_of(ch);
    bool        late;
    rf_step     step;

    (void)f;
    if (RF_UNLIKELY(!c))
        return other_poll(cx, ch, "receive", NULL, 0, out);
    if (receives_plainly(cx, c, out))
        return RF_DONE;
    step = rf_poll_end(cx, rf_receive_step(cx, c, out, &late, 0, at));
    return received(cx, step, out, late);
}

/* The deadline of a wait that begins now; 0 while one is under way. False when ms makes no sense.
 */
static bool begin_limit(rf_ctx *cx, const char *who, rf_value ms, int64_t *deadline)
{
    double span;

    *deadline = 0;
    if (rf_party_of(cx)->waits != RF_WAITS_NOT)
        return true;
    if (!rf_check_ms(cx, who, ms, &span)) {
        refuse(cx);
        return false;
    }
    *deadline = rf_deadline(span);
    return true;
}

rf_value rf_receive_timeout(rf_ctx *cx, rf_value ch, rf_value ms, uint32_t at)
{
    rf_channel *c = rf_channel_of(ch);
    rf_value    out;
    bool        late;
    rf_step     step;
    int64_t     deadline;

    if (!c)
        return other(cx, ch, "receive_timeout", &ms, 1);
    if (!begin_limit(cx, "receive_timeout", ms, &deadline))
        return rf_null;
    while ((step = rf_receive_step(cx, c, &out, &late, deadline, at)) == RF_WAITING)
        rf_park(cx);
    return received(cx, step, &out, late) == RF_DONE ? out : rf_null;
}

rf_step rf_receive_timeout_poll(rf_ctx *cx, rf_frame *f, rf_value ch, rf_value ms, rf_value *out,
                                uint32_t at)
{
    rf_channel *c = rf_channel_of(ch);
    bool        late;
    rf_step     step;
    int64_t     deadline;

    (void)f;
    *out = rf_null;
    if (!c)
        return other_poll(cx, ch, "receive_timeout", &ms, 1, out);
    if (!begin_limit(cx, "receive_timeout", ms, &deadline))
        return RF_FAILED;
    step = rf_poll_end(cx, rf_receive_step(cx, c, out, &late, deadline, at));
    return received(cx, step, out, late);
}

rf_value rf_send_timeout(rf_ctx *cx, rf_value ch, rf_value v, rf_value ms, uint32_t at)
{
    rf_channel *c = rf_channel_of(ch);
    bool        late;
    rf_step     step;
    int64_t     deadline;

    if (!c)
        return other(cx, ch, "send_timeout", (rf_value[]){v, ms}, 2);
    if (!begin_limit(cx, "send_timeout", ms, &deadline))
        return rf_null;
    while ((step = rf_send_step(cx, c, v, &late, deadline, at)) == RF_WAITING)
        rf_park(cx);
    return step == RF_DONE ? rf_from_bool(!late) : rf_null;
}

rf_step rf_send_timeout_poll(rf_ctx *cx, rf_frame *f, rf_value ch, rf_value v, rf_value ms,
                             rf_value *out, uint32_t at)
{
    rf_channel *c = rf_channel_of(ch);
    bool        late;
    rf_step     step;
    int64_t     deadline;

    (void)f;
    *out = rf_null;
    if (!c)
        return other_poll(cx, ch, "send_timeout", (rf_value[]){v, ms}, 2, out);
    if (!begin_limit(cx, "send_timeout", ms, &deadline))
        return RF_FAILED;
    step = rf_poll_end(cx, rf_send_step(cx, c, v, &late, deadline, at));
    if (step == RF_DONE)
        *out = rf_from_bool(!late);
    return step;
}

bool rf_channel_next(rf_ctx *cx, rf_object *ch, rf_value *out, uint32_t at)
{
    bool    late;
    rf_step step;

    if (receives_plainly(cx, (rf_channel *)ch, out))
        return true;
    while ((step = rf_receive_step(cx, (rf_channel *)ch, out, &late, 0, at)) == RF_WAITING)
        rf_park(cx);
    if (step == RF_DONE && out->tag != RF_ABSENT)
        return true;
    *out = rf_null;
    return false;
}

rf_step rf_channel_next_poll(rf_ctx *cx, rf_frame *f, rf_object *ch, rf_value *out, uint32_t at)
{
    bool    late;
    rf_step step;

    (void)f;
    if (receives_plainly(cx, (rf_channel *)ch, out))
        return RF_YIELDED;
    step = rf_poll_end(cx, rf_receive_step(cx, (rf_channel *)ch, out, &late, 0, at));
    if (step != RF_DONE || out->tag != RF_ABSENT)
        return step == RF_DONE ? RF_YIELDED : step;
    *out = rf_null;
    return RF_DONE;
}

rf_step rf_loop_next_poll(rf_ctx *cx, rf_frame *f, rf_loop *l, rf_value *out, uint32_t at)
{
    if (rf_is(l->over, RF_K_CHANNEL))
        return rf_channel_next_poll(cx, f, l->over.as.o, out, at);
    if (rf_is_source(l->over))
        return rf_gen_next_poll(cx, (rf_frame *)l->over.as.o, out);
    if (rf_loop_next(cx, l, out))
        return RF_YIELDED;
    return RF_FAILED(cx) ? RF_FAILED : RF_DONE;
}
