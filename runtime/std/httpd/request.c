/* A request as the dict that handlers get. */

#include "std/httpd/request.h"

#include <event2/buffer.h>
#include <event2/http.h>
#include <event2/keyvalq_struct.h>
#include <stdlib.h>
#include <string.h>
#include <sys/queue.h>

#include "core/collections.h"
#include "core/heap.h"
#include "core/string_ops.h"
#include "io/lossy.h"

static const char *method_name(enum evhttp_cmd_type type)
{
    switch (type) {
    case EVHTTP_REQ_GET:
        return "GET";
    case EVHTTP_REQ_POST:
        return "POST";
    case EVHTTP_REQ_HEAD:
        return "HEAD";
    case EVHTTP_REQ_PUT:
        return "PUT";
    case EVHTTP_REQ_DELETE:
        return "DELETE";
    case EVHTTP_REQ_OPTIONS:
        return "OPTIONS";
    case EVHTTP_REQ_TRACE:
        return "TRACE";
    case EVHTTP_REQ_CONNECT:
        return "CONNECT";
    case EVHTTP_REQ_PATCH:
        return "PATCH";
    }
    return "?";
}

/* The address of a proxy request begins with scheme and host. */
static const char *path_of(const char *uri)
{
    const char *host = strstr(uri, "://"), *path;

    if (*uri == '/' || !host)
        return uri;
    path = strchr(host + 3, '/');
    return path ? path : "/";
}

void rf_target_of(struct evhttp_request *r, rf_target *t)
{
    const char *uri = evhttp_request_get_uri(r);

    t->method    = method_name(evhttp_request_get_command(r));
    t->raw       = path_of(uri ? uri : "/");
    t->path_size = strcspn(t->raw, "?#");
    t->query     = t->raw[t->path_size] == '?' ? t->raw + t->path_size + 1 : "";
}

/* ---- parts of the dict */

static rf_value text(rf_ctx *cx, const char *at, size_t size)
{
    return rf_from_object(rf_string_lossy(cx, at, size));
}

static int hex(char c)
{
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                  : -1;
}

/* Where %20 and + stand for other characters. */
static rf_value decoded(rf_ctx *cx, const char *at, size_t size)
{
    char    *room = malloc(size + 1);
    size_t   n    = 0;
    rf_value v;

    if (!room)
        rf_out_of_memory();
    for (size_t i = 0; i < size; i++) {
        if (at[i] == '%' && i + 2 < size && hex(at[i + 1]) >= 0 && hex(at[i + 2]) >= 0) {
            room[n++] = (char)(hex(at[i + 1]) << 4 | hex(at[i + 2]));
            i += 2;
        } else {
            room[n++] = at[i] == '+' ? ' ' : at[i];
        }
    }
    v = text(cx, room, n);
    free(room);
    return v;
}

/* name=value&name=value; as written or decoded. */
static rf_value query_of(rf_ctx *cx, const char *at, bool decodes)
{
    rf_dict *d = rf_dict_new(cx, 4);
    rf_value (*take)(rf_ctx *, const char *, size_t) = decodes ? decoded : text;

    for (size_t size; *at; at += size + (at[size] == '&')) {
        size_t name, behind;

        size   = strcspn(at, "&#");
        name   = strcspn(at, "=&#");
        behind = name < size ? name + 1 : size;
        if (size > 0) {
            rf_value key = take(cx, at, name);
            d            = rf_dict_set(cx, d, key.as.s, take(cx, at + behind, size - behind));
            rf_release(cx, key);
        }
        if (at[size] == '#')
            break;
    }
    return rf_from_object(d);
}

static rf_value headers_of(rf_ctx *cx, struct evhttp_request *r)
{
    struct evkeyvalq *all = evhttp_request_get_input_headers(r);
    rf_dict          *d   = rf_dict_new(cx, 8);

    for (struct evkeyval *h = all->tqh_first; h; h = h->next.tqe_next) {
        rf_value key = text(cx, h->key, strlen(h->key));
        d            = rf_dict_set(cx, d, key.as.s, text(cx, h->value, strlen(h->value)));
        rf_release(cx, key);
    }
    return rf_from_object(d);
}

static rf_value body_of(rf_ctx *cx, struct evhttp_request *r)
{
    struct evbuffer *b    = evhttp_request_get_input_buffer(r);
    size_t           size = evbuffer_get_length(b);
    char            *at   = (char *)evbuffer_pullup(b, -1);

    return text(cx, at ? at : "", at ? size : 0);
}

rf_value rf_request_value(rf_ctx *cx, struct evhttp_request *r, const rf_target *t, RF_OWN rf_dict *params)
{
    rf_dict *d = rf_dict_new(cx, 12);

    d = rf_dict_with(cx, d, "method", text(cx, t->method, strlen(t->method)));
    d = rf_dict_with(cx, d, "path", text(cx, t->raw, t->path_size));
    d = rf_dict_with(cx, d, "raw_path", text(cx, t->raw, strcspn(t->raw, "#")));
    d = rf_dict_with(cx, d, "params", rf_from_object(params));
    d = rf_dict_with(cx, d, "query", query_of(cx, t->query, false));
    d = rf_dict_with(cx, d, "query_decoded", query_of(cx, t->query, true));
    d = rf_dict_with(cx, d, "query_string", text(cx, t->query, strcspn(t->query, "#")));
    d = rf_dict_with(cx, d, "headers", headers_of(cx, r));
    return rf_from_object(rf_dict_with(cx, d, "body", body_of(cx, r)));
}
