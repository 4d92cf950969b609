/* One request and its answer. The handler runs as an async body (C-33), on any thread; all the rest here
   happens on the loop, but for the moment in which the handler's promise settles.

   An exchange is under way in the system (io/op.h) from the handler's end until the answer has been
   written: a program whose main part has ended waits for that, not for a handler that waits for ever. */

#include "std/httpd/exchange.h"

#include <event2/buffer.h>
#include <event2/http.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "core/heap.h"
#include "core/text.h"
#include "ruff/error.h"
#include "std/httpd/request.h"
#include "std/httpd/response.h"
#include "task/calls.h"

struct rf_exchange {
    rf_listening          *of; /* NULL: the server has gone */
    rf_ctx                *cx; /* of the loop's thread */
    struct evhttp_request *request;
    rf_node                node; /* waits for the handler */
    rf_event_job           answer_job;
    rf_frame              *handler; /* counted */
    rf_exchange           *next, *prev; /* in `open` */
};

/* ---- the list of a server */

static rf_exchange *make(rf_ctx *cx, rf_listening *l, struct evhttp_request *r)
{
    rf_exchange *e = calloc(1, sizeof *e);

    if (!e)
        rf_out_of_memory();
    e->of      = l;
    e->cx      = cx;
    e->request = r;
    e->next    = l->open;
    if (l->open)
        l->open->prev = e;
    l->open = e;
    return e;
}

static void leave(rf_exchange *e)
{
    if (!e->of)
        return;
    if (e->next)
        e->next->prev = e->prev;
    if (e->prev)
        e->prev->next = e->next;
    else
        e->of->open = e->next;
    e->of = NULL;
}

void rf_exchanges_forget(rf_listening *l)
{
    while (l->open) {
        l->open->request = NULL;
        leave(l->open);
    }
}

/* ---- the answer */

/* It has been written, or will not be: the flight that reply began is over. */
static void end(rf_exchange *e)
{
    rf_ctx *cx = e->cx;

    leave(e);
    free(e);
    rf_flight_land(cx);
    rf_visit_end(cx);
}

static void written(struct evhttp_request *r, void *data)
{
    evhttp_connection_set_closecb(evhttp_request_get_connection(r), NULL, NULL);
    end(data);
}

static void closed(struct evhttp_connection *c, void *data)
{
    (void)c;
    end(data);
}

static void add_header(struct evhttp_request *r, const char *name, const char *value)
{
    if (strcasecmp(name, "Content-Length") != 0 && strcasecmp(name, "Transfer-Encoding") != 0)
        evhttp_add_header(evhttp_request_get_output_headers(r), name, value);
}

/* Begins to write the answer; its headers are set. The caller is counted as busy. */
static void reply(rf_exchange *e, int64_t status, const char *body, size_t size)
{
    struct evhttp_request    *r = e->request;
    struct evhttp_connection *c = evhttp_request_get_connection(r);
    struct evbuffer          *b = evbuffer_new();

    if (!b || evbuffer_add(b, body, size) != 0)
        rf_out_of_memory();
    rf_flight_begin(e->cx);
    if (c) {
        evhttp_request_set_on_complete_cb(r, written, e);
        evhttp_connection_set_closecb(c, closed, e);
    }
    evhttp_send_reply(r, status >= 100 && status <= 999 ? (int)status : 500, NULL, b);
    evbuffer_free(b);
    if (!c)
        end(e); /* the client has gone: libevent has dropped the request */
}

static void reply_text(rf_exchange *e, int status, const char *text)
{
    add_header(e->request, "Content-Type", "text/plain; charset=UTF-8");
    reply(e, status, text, strlen(text));
}

static void reply_response(rf_exchange *e, const rf_response *a)
{
    for (int64_t i = 0; i + 1 < a->headers->len; i += 2)
        add_header(e->request, a->headers->at.v[i].as.s->at, a->headers->at.v[i + 1].as.s->at);
    reply(e, a->status, a->body->at, (size_t)a->body->bytes);
}

/* What the handler answered, or how it failed. */
static void reply_result(rf_exchange *e, const rf_core *c)
{
    if (c->state != RF_RESOLVED)
        reply_text(e, 500, ((rf_error *)c->value.as.o)->message->at);
    else if (rf_is_response(c->value))
        reply_response(e, (rf_response *)c->value.as.o);
    else
        reply_text(e, 500, "The handler has not answered an HTTP response");
}

/* On the loop again: the handler has ended. */
static void answer(rf_ctx *cx, rf_event_job *job)
{
    rf_exchange *e = (rf_exchange *)((char *)job - offsetof(rf_exchange, answer_job));
    rf_frame    *h = e->handler;

    rf_flight_land(cx);
    if (e->request) {
        reply_result(e, rf_promise_core(&h->head));
    } else {
        leave(e);
        free(e);
    }
    rf_release_object(cx, h);
    rf_visit_end(cx);
}

/* The handler's promise settles, on whatever thread. */
static void settled(rf_ctx *cx, rf_node *n, rf_object *promise)
{
    rf_exchange *e = (rf_exchange *)((char *)n - offsetof(rf_exchange, node));

    (void)promise;
    rf_flight_begin(cx);
    rf_events_do(cx, &e->answer_job);
}

/* ---- the handler */

static void start(rf_ctx *cx, rf_exchange *e, rf_value handler, RF_OWN rf_value request)
{
    rf_frame *h;
    rf_value  begun;

    rf_world_enter(cx, e->of->world);
    h           = rf_call_task_new(cx, &rf_async_frame_kind, handler, &request, 1);
    cx->globals = NULL;
    rf_release(cx, request);
    e->handler    = h;
    e->node.fire  = settled;
    e->answer_job.run = answer;
    rf_core_join(rf_promise_core(&h->head), &e->node);
    rf_retain_object(h);
    begun = rf_task_launch(cx, h);
    if (!RF_FAILED(cx)) {
        rf_release(cx, begun);
        return;
    }
    reply_text(e, 500, ((rf_error *)cx->error)->message->at);
    rf_release_object(cx, cx->error);
    cx->error = NULL;
    rf_release_object(cx, h);
}

void rf_exchange_begin(rf_listening *l, struct evhttp_request *r)
{
    rf_ctx      *cx = l->cx;
    rf_exchange *e  = make(cx, l, r);
    rf_target    target;
    rf_dict     *params;
    rf_value     handler;

    rf_guest_begin(cx);
    rf_target_of(r, &target);
    handler = rf_find_route(cx, l->server, target.method, target.raw, target.path_size, &params);
    if (handler.tag == RF_ABSENT) {
        rf_release_object(cx, params);
        reply_text(e, 404, "Not Found");
    } else {
        start(cx, e, handler, rf_request_value(cx, r, &target, params));
    }
    rf_visit_end(cx);
}
