/* Promises: settling, awaiting, and the reports of rejections nobody looked at. */

#include "task/promise.h"

#include <stdlib.h>
#include <string.h>

#include "core/heap.h"
#include "core/point.h"
#include "core/print.h"
#include "ruff/error.h"
#include "ruff/string.h"
#include "task/calls.h"

/* ---- finding the parts */

static bool is_frame(const rf_kind *k)
{
    return k == &rf_async_frame_kind || k == &rf_handle_frame_kind || k == &rf_block_frame_kind;
}

rf_core *rf_promise_core(rf_object *promise)
{
    if (promise->kind == &rf_promise_kind)
        return &((rf_promise *)promise)->core;
    return &rf_task_at((rf_frame *)promise)->core;
}

rf_core *rf_core_of(rf_value v)
{
    if (v.tag != RF_OBJECT || !(v.as.o->kind == &rf_promise_kind || is_frame(v.as.o->kind)))
        return NULL;
    return rf_promise_core(v.as.o);
}

rf_task *rf_task_of(rf_object *promise)
{
    return is_frame(promise->kind) ? rf_task_at((rf_frame *)promise) : NULL;
}

/* ---- cores */

void rf_core_drop(rf_ctx *cx, rf_core *c)
{
    rf_release(cx, c->value);
}

void rf_core_share(rf_ctx *cx, rf_core *c)
{
    rf_share(cx, c->value);
}

bool rf_core_join(rf_core *c, rf_node *n)
{
    bool pending;

    rf_core_look(c);
    rf_lock_take(&c->lock);
    pending = c->state == RF_PENDING;
    if (pending)
        rf_nodes_add(&c->waiting, n);
    rf_lock_give(&c->lock);
    return pending;
}

bool rf_core_result(rf_ctx *cx, rf_core *c, rf_value *out)
{
    rf_core_look(c);
    if (rf_core_state(c) == RF_RESOLVED) {
        *out = rf_copy(c->value);
        return true;
    }
    *out = rf_null;
    rf_throw_awaited(cx, rf_copy(c->value));
    return false;
}

rf_value rf_error_value(rf_ctx *cx, const char *text)
{
    rf_string *s = rf_string_new(cx, text, (int64_t)__builtin_strlen(text));
    rf_value   e = rf_error_make(cx, rf_from_object(s));

    rf_release_object(cx, s);
    rf_share(cx, e);
    return e;
}

/* ---- settling */

/* When the list has doubled, entries that were looked at since are dropped. */
void rf_note_rejected(rf_ctx *cx, rf_object *promise)
{
    rf_sched  *s = rf_sched_of(cx);
    rf_object *drop[64];
    size_t     kept = 0, dropped = 0;

    rf_lock_take(&s->lock);
    if (s->rejected_count == s->rejected_room) {
        for (size_t i = 0; i < s->rejected_count; i++) {
            rf_object *o = s->rejected[i];

            if (dropped < 64 &&
                __atomic_load_n(&rf_core_of(rf_from_object(o))->awaited, __ATOMIC_RELAXED))
                drop[dropped++] = o;
            else
                s->rejected[kept++] = o;
        }
        s->rejected_count = kept;
        if (dropped == 0) {
            s->rejected_room = s->rejected_room ? s->rejected_room * 2 : 64;
            s->rejected      = realloc(s->rejected, s->rejected_room * sizeof *s->rejected);
            if (!s->rejected)
                rf_out_of_memory();
        }
    }
    rf_retain_object(promise);
    s->rejected[s->rejected_count++] = promise;
    rf_lock_give(&s->lock);
    while (dropped > 0)
        rf_release_object(cx, drop[--dropped]);
}

/* Those who wait, as a chain through `next`: parties that could be claimed, and functions to be
 * called. */
static rf_node *claim_all(rf_nodes *l)
{
    rf_node *chain = NULL, **end = &chain, *n;

    while ((n = l->first) != NULL) {
        rf_nodes_remove(l, n);
        if (n->party && !rf_claim(n))
            continue;
        *end    = n;
        n->next = NULL;
        end     = &n->next;
    }
    return chain;
}

bool rf_settle(rf_ctx *cx, rf_object *promise, rf_settled how, RF_OWN rf_value v)
{
    rf_core *c = rf_core_of(rf_from_object(promise));
    rf_node *n, *next;
    bool     unseen;

    rf_share(cx, v);
    rf_lock_take(&c->lock);
    if (c->state != RF_PENDING) {
        rf_lock_give(&c->lock);
        rf_release(cx, v);
        return false;
    }
    c->value = v;
    __atomic_store_n(&c->state, (uint32_t)how, __ATOMIC_RELEASE);
    n      = claim_all(&c->waiting);
    unseen = how == RF_REJECTED && !__atomic_load_n(&c->awaited, __ATOMIC_RELAXED);
    rf_lock_give(&c->lock);
    if (unseen)
        rf_note_rejected(cx, promise);
    for (; n; n = next) {
        next = n->next;
        if (n->party)
            rf_wake(cx, n->party, RF_LANDED);
        else
            n->fire(cx, n, promise);
    }
    return true;
}

bool rf_report_rejected(rf_ctx *cx)
{
    rf_sched *s   = rf_sched_of(cx);
    bool      any = false;

    for (size_t i = 0; i < s->rejected_count; i++) {
        rf_core *c = rf_core_of(rf_from_object(s->rejected[i]));

        if (!c->awaited) {
            static const char why[] = "    in a promise that nobody awaited\n";

            rf_report(cx, (rf_error *)c->value.as.o);
            rf_write(RF_TO_STDERR, why, sizeof why - 1);
            any = true;
        }
        rf_release_object(cx, s->rejected[i]);
    }
    s->rejected_count = 0;
    return any;
}

/* ---- awaiting */

rf_step rf_await_step(rf_ctx *cx, rf_value v, rf_value *out, uint32_t at)
{
    rf_core  *c = rf_core_of(v);
    rf_party *p = rf_party_of(cx);
    rf_task  *t;
    bool      late;

    *out = rf_null;
    if (!c) {
        *out = rf_copy(v);
        return RF_DONE;
    }
    if (p->waits == RF_WAITS_NOT) {
        rf_point(cx);
        if (rf_cancel_due(cx, p))
            return RF_FAILED;
        if (rf_core_state(c) == RF_PENDING) {
            t = rf_task_of(v.as.o);
            if (t) {
                p->at    = at;
                p->where = rf_place_function(cx);
                rf_task_help(cx, t);
                if (rf_cancel_due(cx, p))
                    return RF_FAILED;
            }
            if (t && t->party.rank > p->rank)
                rf_task_raise(cx, t, p->rank);
            if (rf_core_state(c) == RF_PENDING) {
                p->node.arm = 0;
                rf_wait_begin(cx, RF_WAITS_AWAIT, at);
                if (rf_core_join(c, &p->node))
                    return RF_WAITING;
                rf_wait_end(cx, p);
            }
        }
    } else if (!rf_has_landed(p)) {
        if (!rf_must_give_up(p, &late) || !rf_withdraw(&c->lock, &c->waiting, p))
            return RF_WAITING;
        rf_wait_end(cx, p);
        rf_cancel_due(cx, p);
        return RF_FAILED;
    } else {
        rf_wait_end(cx, p);
    }
    return rf_core_result(cx, c, out) ? RF_DONE : RF_FAILED;
}

rf_value rf_await(rf_ctx *cx, rf_value v, uint32_t at)
{
    rf_value out;

    while (rf_await_step(cx, v, &out, at) == RF_WAITING)
        rf_park(cx);
    return out;
}

rf_step rf_await_poll(rf_ctx *cx, rf_frame *f, rf_value v, rf_value *out, uint32_t at)
{
    (void)f;
    return rf_poll_end(cx, rf_await_step(cx, v, out, at));
}

/* ---- plain promises */

rf_promise *rf_promise_new(rf_ctx *cx, size_t size)
{
    rf_promise *p = rf_object_new(cx, size, &rf_promise_kind);

    memset((char *)p + sizeof p->head, 0, size - sizeof p->head);
    p->core.size = (uint32_t)size;
    rf_share(cx, rf_from_object(p));
    return p;
}

static void destroy(rf_ctx *cx, rf_object *o)
{
    rf_promise *p = (rf_promise *)o;

    if (o->aux == RF_PROMISE_SLEEPS)
        rf_stop_sleeper(cx, o);
    rf_core_drop(cx, &p->core);
    if (o->aux == RF_PROMISE_GATHERS)
        rf_gather_drop(cx, p);
    if (o->aux == RF_PROMISE_WORKS && ((rf_op *)p)->drop)
        ((rf_op *)p)->drop(cx, (rf_op *)p);
    rf_object_free(cx, p, p->core.size);
}

const rf_kind rf_promise_kind = {
    .id        = RF_K_PROMISE,
    .type_name = "promise",
    .destroy   = destroy,
    .method    = rf_promise_method,
};
