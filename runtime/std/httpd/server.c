/* Servers as values: http_server, http_listen, and their routes. */

#include "std/httpd/server.h"

#include <string.h>
#include <strings.h>

#include "core/heap.h"
#include "core/lib.h"
#include "core/policy.h"
#include "core/share.h"
#include "gen/frame.h"
#include "io/lossy.h"

/* ---- the kind */

static const rf_kind server_kind;

static void destroy(rf_ctx *cx, rf_object *o)
{
    rf_server *s = (rf_server *)o;

    rf_release_object(cx, s->host);
    rf_release_object(cx, s->routes);
    rf_object_free(cx, s, sizeof *s);
}

static void share(rf_ctx *cx, rf_object *o)
{
    rf_server *s = (rf_server *)o;

    rf_share(cx, rf_from_object(s->host));
    rf_share(cx, rf_from_object(s->routes));
}

static rf_server *make(rf_ctx *cx, RF_OWN rf_string *host, int64_t port, RF_OWN rf_array *routes)
{
    rf_server *s = rf_object_new(cx, sizeof *s, &server_kind);

    s->host   = host;
    s->port   = port;
    s->routes = routes;
    return s;
}

/* Handlers may be closures: a server that goes to another thread takes copies along. */
static rf_value cross(rf_ctx *cx, rf_object *o)
{
    rf_server *s = (rf_server *)o;

    rf_share(cx, rf_from_object(s->host));
    rf_retain_object(s->host);
    return rf_from_object(
        make(cx, s->host, s->port, (rf_array *)rf_cross(cx, rf_from_object(s->routes)).as.o));
}

/* ---- methods */

static rf_value call_route(rf_ctx *cx, rf_value self, const rf_value *args, uint32_t count)
{
    const rf_server *s = (rf_server *)self.as.o;
    rf_array        *routes;

    if (count != 3 || !rf_is_string(args[0]) || !rf_is_string(args[1]) ||
        !rf_is(args[2], RF_K_FUNCTION))
        return rf_refuse(cx, "route() requires (method, path, handler_function)", args, count);
    routes = rf_array_new(cx, &rf_values_kind, s->routes->len + 3);
    for (int64_t i = 0; i < s->routes->len; i++)
        routes = rf_values_push(cx, routes, rf_array_item(s->routes, i));
    for (int i = 0; i < 3; i++)
        routes = rf_values_push(cx, routes, rf_copy(args[i]));
    rf_retain_object(s->host);
    return rf_from_object(make(cx, s->host, s->port, routes));
}

static rf_value call_listen(rf_ctx *cx, rf_value self, const rf_value *args, uint32_t count)
{
    (void)args, (void)count;
    if (!rf_may(cx, RF_CAN_NET_SERVER, "http_server.listen"))
        return rf_null;
    return rf_server_listen(cx, (rf_server *)self.as.o);
}

static const rf_method_row rows[] = {
    {"route", 0, UINT32_MAX, call_route},
    {"listen", 0, 0, call_listen},
    {"start", 0, 0, call_listen},
    {NULL, 0, 0, NULL},
};

static rf_value method(rf_ctx *cx, rf_value *place, const rf_string *name, const rf_value *args,
                       uint32_t count)
{
    return rf_call_row(cx, rows, *place, name, args, count);
}

static const rf_kind server_kind = {
    .id        = RF_K_OTHER,
    .type_name = "httpserver",
    .destroy   = destroy,
    .share     = share,
    .cross     = cross,
    .method    = method,
};

/* ---- routes */

/* The part of a path up to the next slash. */
static size_t part(const char *at, const char *end)
{
    const char *slash = memchr(at, '/', (size_t)(end - at));

    return slash ? (size_t)(slash - at) : (size_t)(end - at);
}

static rf_dict *put(rf_ctx *cx, RF_OWN rf_dict *d, const char *key, size_t key_size, const char *at,
                    size_t size)
{
    rf_string *k = rf_string_new(cx, key, (int64_t)key_size);

    d = rf_dict_set(cx, d, k, rf_from_object(rf_string_lossy(cx, at, size)));
    rf_release_object(cx, k);
    return d;
}

/* Does the path fit the pattern? Parts that begin with a colon stand for anything but nothing. */
static bool fits(rf_ctx *cx, const rf_string *pattern, const char *path, size_t size,
                 rf_dict **params)
{
    const char *p = pattern->at, *p_end = p + pattern->bytes, *end = path + size;

    for (;;) {
        size_t n = part(p, p_end), m = part(path, end);

        if (n > 1 && *p == ':' && m > 0)
            *params = put(cx, *params, p + 1, n - 1, path, m);
        else if (n != m || memcmp(p, path, n) != 0)
            return false;
        p += n;
        path += m;
        if (p == p_end || path == end)
            return p == p_end && path == end;
        p++, path++;
    }
}

rf_value rf_find_route(rf_ctx *cx, const rf_server *s, const char *method_name, const char *path,
                       size_t path_size, rf_dict **params)
{
    const rf_value *all = s->routes->at.v;

    *params = rf_dict_new(cx, 4);
    for (int names = 0; names < 2; names++) {
        for (int64_t i = 0; i + 2 < s->routes->len; i += 3) {
            const rf_string *p = all[i + 1].as.s;

            if (strcasecmp(all[i].as.s->at, method_name) != 0)
                continue;
            if (!names && (size_t)p->bytes == path_size && memcmp(p->at, path, path_size) == 0)
                return all[i + 2];
            if (names && strchr(p->at, ':') && fits(cx, p, path, path_size, params))
                return all[i + 2];
            rf_dict_clear(cx, params);
        }
    }
    return rf_absent;
}

/* ---- the built-in functions */

static rf_value make_checked(rf_ctx *cx, const char *who, RF_OWN rf_string *host, rf_value port)
{
    int64_t number = rf_is_number(port) ? rf_number_int(port) : -1;

    if (number >= 0 && number <= 65535)
        return rf_from_object(make(cx, host, number, rf_array_new(cx, &rf_values_kind, 0)));
    rf_release_object(cx, host);
    if (!rf_throw_if_error(cx, port))
        rf_throw(cx, rf_is_number(port) ? "%s port must be 0-65535" : "%s requires a port number",
                 who);
    return rf_null;
}

rf_value rf_b_http_server(rf_ctx *cx, rf_value port)
{
    return make_checked(cx, "http_server", rf_string_from(cx, "0.0.0.0"), port);
}

rf_value rf_b_http_listen(rf_ctx *cx, rf_value host, rf_value port)
{
    if (!rf_is_string(host) || rf_as_string(host)->bytes == 0)
        return RF_REFUSE(cx, "http_listen requires a non-empty host string", host);
    rf_retain(host);
    return make_checked(cx, "http_listen", host.as.s, port);
}
