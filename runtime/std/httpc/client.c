/* curl's transfers on the loop of libevent: curl tells which sockets and what time it waits for, and
   is called when these come. */

#include "std/httpc/client.h"

#include <curl/curl.h>
#include <event2/event.h>
#include <stdlib.h>
#include <sys/resource.h>

#include "core/heap.h"
#include "std/httpc/transfer.h"

typedef struct client {
    CURLM        *multi;
    struct event *timer;
    rf_ctx       *cx;
} client;

static client *client_of(rf_ctx *cx)
{
    return *rf_events_client(cx);
}

/* ---- what has ended */

static void take_ended(rf_ctx *cx, client *c)
{
    const CURLMsg *m;
    int            left;

    while ((m = curl_multi_info_read(c->multi, &left)) != NULL) {
        rf_transfer *t    = NULL;
        CURLcode     code = m->data.result;

        if (m->msg != CURLMSG_DONE)
            continue;
        curl_easy_getinfo(m->easy_handle, CURLINFO_PRIVATE, &t);
        curl_easy_getinfo(m->easy_handle, CURLINFO_RESPONSE_CODE, &t->status);
        rf_client_remove(cx, t);
        rf_transfer_ended(cx, t, (int)code);
    }
}

/* ---- events */

static void on_socket(evutil_socket_t s, short what, void *data)
{
    client *c = data;
    int     running;

    curl_multi_socket_action(c->multi, s,
                             ((what & EV_READ) ? CURL_CSELECT_IN : 0) |
                                 ((what & EV_WRITE) ? CURL_CSELECT_OUT : 0),
                             &running);
    take_ended(c->cx, c);
}

static void on_timer(evutil_socket_t s, short what, void *data)
{
    client *c = data;
    int     running;

    (void)s, (void)what;
    curl_multi_socket_action(c->multi, CURL_SOCKET_TIMEOUT, 0, &running);
    take_ended(c->cx, c);
}

/* What curl waits for on a socket has changed; `event` is what was set for it before. */
static int watch_socket(CURL *easy, curl_socket_t s, int what, void *data, void *event)
{
    client *c    = data;
    short   bits = (short)(((what & CURL_POLL_IN) ? EV_READ : 0) | ((what & CURL_POLL_OUT) ? EV_WRITE : 0));

    (void)easy;
    if (event)
        event_free(event);
    event = NULL;
    if (what != CURL_POLL_REMOVE) {
        event = event_new(rf_events_base(c->cx), s, (short)(bits | EV_PERSIST), on_socket, c);
        if (!event)
            rf_out_of_memory();
        event_add(event, NULL);
    }
    curl_multi_assign(c->multi, s, event);
    return 0;
}

static int watch_time(CURLM *multi, long ms, void *data)
{
    client        *c    = data;
    struct timeval span = {ms / 1000, ms % 1000 * 1000};

    (void)multi;
    if (ms < 0)
        event_del(c->timer);
    else
        event_add(c->timer, &span);
    return 0;
}

/* ---- the client */

/* More requests than the system has sockets for wait until others have ended. */
static long most_connections(void)
{
    struct rlimit limit;

    if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur > 1 << 20)
        return 1 << 19;
    return limit.rlim_cur > 64 ? (long)(limit.rlim_cur - 32) / 2 : 4;
}

static client *make(rf_ctx *cx)
{
    client *c = calloc(1, sizeof *c);

    if (!c)
        rf_out_of_memory();
    curl_global_init(CURL_GLOBAL_DEFAULT);
    c->cx    = cx;
    c->multi = curl_multi_init();
    c->timer = event_new(rf_events_base(cx), -1, 0, on_timer, c);
    if (!c->multi || !c->timer)
        rf_out_of_memory();
    curl_multi_setopt(c->multi, CURLMOPT_SOCKETFUNCTION, watch_socket);
    curl_multi_setopt(c->multi, CURLMOPT_SOCKETDATA, c);
    curl_multi_setopt(c->multi, CURLMOPT_TIMERFUNCTION, watch_time);
    curl_multi_setopt(c->multi, CURLMOPT_TIMERDATA, c);
    curl_multi_setopt(c->multi, CURLMOPT_MAX_TOTAL_CONNECTIONS, most_connections());
    *rf_events_client(cx) = c;
    return c;
}

bool rf_client_add(rf_ctx *cx, rf_transfer *t)
{
    client *c = client_of(cx);

    if (!c)
        c = make(cx);
    return curl_multi_add_handle(c->multi, t->easy) == CURLM_OK;
}

void rf_client_remove(rf_ctx *cx, rf_transfer *t)
{
    curl_multi_remove_handle(client_of(cx)->multi, t->easy);
    curl_easy_cleanup(t->easy);
    t->easy = NULL;
}
