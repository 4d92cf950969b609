/* The built-in functions of the HTTP client. All begin a fetch and answer its promise. */

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "core/heap.h"
#include "core/lib.h"
#include "ruff/tagged.h"
#include "std/httpc/fetch.h"

enum { LIMIT_MS = 30000 };

static rf_value fetch_one(rf_ctx *cx, rf_gives gives, const char *prefix, const char *method,
                          const rf_string *url, const rf_string *body)
{
    rf_fetch    *f = rf_fetch_new(cx, gives, prefix, 1);
    rf_transfer *t = f->transfers;

    rf_transfer_init(t, url->at, method, body ? body->at : NULL, body ? (size_t)body->bytes : 0);
    if (body)
        rf_transfer_header(t, "Content-Type: application/json");
    rf_transfer_header(t, "Expect:");
    t->timeout_ms = LIMIT_MS;
    return rf_fetch_start(cx, f);
}

/* ---- one page */

rf_value rf_b_http_get(rf_ctx *cx, rf_value url)
{
    if (!rf_is_string(url))
        return RF_REFUSE(cx, "http_get requires a URL string", url);
    return fetch_one(cx, RF_GIVES_PAGE, "HTTP GET failed", "GET", rf_as_string(url), NULL);
}

rf_value rf_b_http_delete(rf_ctx *cx, rf_value url)
{
    if (!rf_is_string(url))
        return RF_REFUSE(cx, "http_delete requires a URL string", url);
    return fetch_one(cx, RF_GIVES_PAGE, "HTTP DELETE failed", "DELETE", rf_as_string(url), NULL);
}

rf_value rf_b_http_post(rf_ctx *cx, rf_value url, rf_value body)
{
    if (!rf_is_string(url) || !rf_is_string(body))
        return RF_REFUSE(cx, "http_post requires URL and JSON body strings", url, body);
    return fetch_one(cx, RF_GIVES_PAGE, "HTTP POST failed", "POST", rf_as_string(url),
                     rf_as_string(body));
}

rf_value rf_b_http_put(rf_ctx *cx, rf_value url, rf_value body)
{
    if (!rf_is_string(url) || !rf_is_string(body))
        return RF_REFUSE(cx, "http_put requires URL and JSON body strings", url, body);
    return fetch_one(cx, RF_GIVES_PAGE, "HTTP PUT failed", "PUT", rf_as_string(url),
                     rf_as_string(body));
}

rf_value rf_b_http_get_binary(rf_ctx *cx, rf_value url)
{
    if (!rf_is_string(url))
        return RF_REFUSE(cx, "http_get_binary requires a URL string", url);
    return fetch_one(cx, RF_GIVES_GOOD, "HTTP GET failed", "GET", rf_as_string(url), NULL);
}

rf_value rf_b_http_get_stream(rf_ctx *cx, rf_value url)
{
    if (!rf_is_string(url))
        return RF_REFUSE(cx, "http_get_stream requires a URL string", url);
    return fetch_one(cx, RF_GIVES_BYTES, "HTTP GET failed", "GET", rf_as_string(url), NULL);
}

/* ---- several pages */

rf_value rf_b_parallel_http(rf_ctx *cx, rf_value urls)
{
    static const char refusal[] = "parallel_http requires an array of URL strings";
    rf_fetch         *f;
    rf_array         *a;

    if (!rf_is_array(urls))
        return RF_REFUSE(cx, refusal, urls);
    a = rf_as_array(urls);
    for (int64_t i = 0; i < a->len; i++)
        if (!rf_is_string(rf_array_peek(a, i)))
            return RF_REFUSE(cx, refusal, rf_array_peek(a, i));
    f = rf_fetch_new(cx, RF_GIVES_ALL, "HTTP GET failed", (uint32_t)a->len);
    for (uint32_t i = 0; i < f->count; i++) {
        rf_transfer_init(&f->transfers[i], rf_as_string(rf_array_peek(a, i))->at, "GET", NULL, 0);
        f->transfers[i].timeout_ms = LIMIT_MS;
    }
    return rf_fetch_start(cx, f);
}

/* ---- headers */

/* "Name: value" must stay one line, and the name be a name. */
static bool is_header(const rf_string *name, const rf_string *value)
{
    for (int64_t i = 0; i < name->bytes; i++)
        if (!isgraph((unsigned char)name->at[i]) || strchr("()<>@,;:\\\"/[]?={}", name->at[i]))
            return false;
    return name->bytes > 0 && strpbrk(value->at, "\r\n") == NULL;
}

static void add_header(rf_ctx *cx, rf_transfer *t, const rf_string *name, const rf_string *value)
{
    /* Without a value curl would leave the header out; a semicolon says that it is meant. */
    rf_string *line = value->bytes > 0 ? rf_string_format(cx, "%s: %s", name->at, value->at)
                                       : rf_string_format(cx, "%s;", name->at);

    rf_transfer_header(t, line->at);
    rf_release_object(cx, line);
}

/* Throws, and answers false, when the dict holds what cannot be a header. */
static bool check_headers(rf_ctx *cx, const char *who, rf_value headers)
{
    const rf_dict *d = rf_as_dict(headers);
    bool           ok = true;

    for (int64_t i = 0; ok && i < rf_dict_len(d); i++) {
        rf_string *name  = rf_dict_key_at(cx, d, i);
        rf_value   value = rf_dict_value_at(d, i);
        ok               = rf_is_string(value) && is_header(name, rf_as_string(value));
        if (!ok && !rf_throw_if_error(cx, value))
            rf_throw(cx, rf_is_string(value) ? "%s invalid header '%s'" : "%s header '%s' must be a string",
                     who, name->at);
        rf_release_object(cx, name);
    }
    return ok;
}

/* Whether the caller gave it; curl adds a content type of its own otherwise. */
static bool add_headers(rf_ctx *cx, rf_transfer *t, rf_value headers)
{
    const rf_dict *d     = rf_as_dict(headers);
    bool           typed = false;

    for (int64_t i = 0; i < rf_dict_len(d); i++) {
        rf_string *name = rf_dict_key_at(cx, d, i);
        add_header(cx, t, name, rf_as_string(rf_dict_value_at(d, i)));
        typed = typed || strcasecmp(name->at, "content-type") == 0;
        rf_release_object(cx, name);
    }
    return typed;
}

static void set_headers(rf_ctx *cx, rf_transfer *t, rf_value headers)
{
    bool typed = rf_is_dict(headers) && add_headers(cx, t, headers);

    if (!typed)
        rf_transfer_header(t, "Content-Type:");
    rf_transfer_header(t, "Expect:");
}

/* ---- promises for the script */

rf_value rf_b_async_http_get(rf_ctx *cx, rf_value url)
{
    rf_fetch *f;

    if (!rf_is_string(url))
        return RF_REFUSE(cx, "async_http_get() requires a URL string", url);
    f = rf_fetch_new(cx, RF_GIVES_ANSWER, "HTTP GET failed", 1);
    rf_transfer_init(f->transfers, rf_as_string(url)->at, "GET", NULL, 0);
    return rf_fetch_start(cx, f);
}

rf_value rf_b_async_http_post(rf_ctx *cx, rf_value url, rf_value body, rf_value headers)
{
    rf_fetch *f;

    if (!rf_is_string(url) || !rf_is_string(body))
        return RF_REFUSE(cx, "async_http_post() requires URL and body strings", url, body);
    if (headers.tag != RF_ABSENT && headers.tag != RF_NULL && !rf_is_dict(headers))
        return RF_REFUSE(cx, "async_http_post() headers must be a dictionary", headers);
    if (rf_is_dict(headers) && !check_headers(cx, "async_http_post()", headers))
        return rf_null;
    f = rf_fetch_new(cx, RF_GIVES_ANSWER, "HTTP POST failed", 1);
    rf_transfer_init(f->transfers, rf_as_string(url)->at, "POST", rf_as_string(body)->at,
                     (size_t)rf_as_string(body)->bytes);
    set_headers(cx, f->transfers, headers);
    return rf_fetch_start(cx, f);
}

/* ---- http_request */

typedef struct options {
    rf_value url, method, headers, body, timeout; /* borrowed, RF_ABSENT: not given */
} options;

static rf_value option(rf_ctx *cx, const rf_dict *d, const char *name)
{
    rf_string *key = rf_string_from(cx, name);
    rf_value  *v   = rf_dict_find(d, key);

    rf_release_object(cx, key);
    return v && v->tag != RF_NULL ? *v : rf_absent;
}

static bool is_token(const rf_string *s)
{
    for (int64_t i = 0; i < s->bytes; i++)
        if (!isalnum((unsigned char)s->at[i]) && !strchr("!#$%&'*+-.^_`|~", s->at[i]))
            return false;
    return s->bytes > 0;
}

static bool is_kind_or_absent(rf_ctx *cx, rf_value v, rf_kind_id kind, const char *text)
{
    if (v.tag == RF_ABSENT || rf_is(v, kind))
        return true;
    RF_REFUSE(cx, text, v);
    return false;
}

static bool check_options(rf_ctx *cx, const options *o)
{
    if (!is_kind_or_absent(cx, o->method, RF_K_STRING, "http_request() option 'method' must be a string") ||
        !is_kind_or_absent(cx, o->body, RF_K_STRING, "http_request() option 'body' must be a string") ||
        !is_kind_or_absent(cx, o->headers, RF_K_DICT, "http_request() option 'headers' must be a dictionary"))
        return false;
    if (o->timeout.tag != RF_ABSENT && (!rf_is_number(o->timeout) || !(rf_number_float(o->timeout) > 0))) {
        RF_REFUSE(cx, "http_request() option 'timeout' must be a positive number of seconds", o->timeout);
        return false;
    }
    return o->headers.tag == RF_ABSENT || check_headers(cx, "http_request()", o->headers);
}

static long timeout_of(const options *o)
{
    double ms = o->timeout.tag == RF_ABSENT ? LIMIT_MS : ceil(rf_number_float(o->timeout) * 1000);

    return ms < 2e9 ? (long)ms : 2000000000;
}

/* In capital letters; the caller frees it. */
static char *method_of(const options *o)
{
    char *method = strdup(o->method.tag == RF_ABSENT ? "GET" : rf_as_string(o->method)->at);

    if (!method)
        rf_out_of_memory();
    for (char *at = method; *at; at++)
        *at = (char)toupper((unsigned char)*at);
    return method;
}

/* A request that cannot be made is an Err, not a wrong argument. */
static rf_value bad_method(rf_ctx *cx, const rf_string *method)
{
    rf_value v = rf_from_object(rf_string_format(cx, "Invalid HTTP method '%s'", method->at));

    return rf_from_object(rf_tagged_new(cx, &rf_result_kind, &rf_variant_err, &v, 1));
}

static rf_value request(rf_ctx *cx, const options *o)
{
    const rf_string *body = o->body.tag == RF_ABSENT ? NULL : rf_as_string(o->body);
    rf_fetch        *f;
    char            *method;

    if (!check_options(cx, o))
        return rf_null;
    if (o->method.tag != RF_ABSENT && !is_token(rf_as_string(o->method)))
        return bad_method(cx, rf_as_string(o->method));
    f      = rf_fetch_new(cx, RF_GIVES_RESULT, "HTTP request failed", 1);
    method = method_of(o);
    rf_transfer_init(f->transfers, rf_as_string(o->url)->at, method, body ? body->at : NULL,
                     body ? (size_t)body->bytes : 0);
    free(method);
    f->transfers->timeout_ms = timeout_of(o);
    set_headers(cx, f->transfers, o->headers);
    return rf_fetch_start(cx, f);
}

rf_value rf_b_http_request(rf_ctx *cx, rf_value first, rf_value second)
{
    bool           is_single = second.tag == RF_ABSENT;
    const rf_dict *d         = rf_as_dict(is_single ? first : second);
    options        o;

    if (is_single && !rf_is_dict(first))
        return RF_REFUSE(cx, "http_request() single-argument form requires a request dictionary", first);
    if (!is_single && (!rf_is_string(first) || !rf_is_dict(second)))
        return RF_REFUSE(cx, "http_request() requires a URL string and an options dictionary", first, second);
    o = (options){is_single ? option(cx, d, "url") : first, option(cx, d, "method"), option(cx, d, "headers"),
                  option(cx, d, "body"), option(cx, d, "timeout")};
    if (is_single && (!rf_is_string(o.url) || rf_as_string(o.url)->bytes == 0))
        return RF_REFUSE(cx, "http_request() request dictionary requires a non-empty 'url' string", o.url);
    return request(cx, &o);
}
