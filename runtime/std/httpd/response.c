/* Answers of a server: http_response and its like, set_header. */

#include "std/httpd/response.h"

#include <string.h>
#include <strings.h>

#include "core/heap.h"
#include "core/lib.h"
#include "std/json/json.h"

/* ---- the kind */

static void destroy(rf_ctx *cx, rf_object *o)
{
    rf_response *r = (rf_response *)o;

    rf_release_object(cx, r->body);
    rf_release_object(cx, r->headers);
    rf_object_free(cx, r, sizeof *r);
}

static void share(rf_ctx *cx, rf_object *o)
{
    rf_response *r = (rf_response *)o;

    rf_share(cx, rf_from_object(r->body));
    rf_share(cx, rf_from_object(r->headers));
}

const rf_kind rf_response_kind = {
    .id        = RF_K_OTHER,
    .type_name = "httpresponse",
    .destroy   = destroy,
    .share     = share,
};

static rf_response *make(rf_ctx *cx, int64_t status, RF_OWN rf_string *body, RF_OWN rf_array *headers)
{
    rf_response *r = rf_object_new(cx, sizeof *r, &rf_response_kind);

    r->status  = status;
    r->body    = body;
    r->headers = headers;
    return r;
}

/* ---- headers */

static rf_array *add_header(rf_ctx *cx, RF_OWN rf_array *headers, const rf_string *name,
                            const rf_string *value)
{
    rf_value n = rf_from_object(name), v = rf_from_object(value);

    return rf_values_push(cx, rf_values_push(cx, headers, rf_copy(n)), rf_copy(v));
}

static rf_array *one_header(rf_ctx *cx, const char *name, const char *value)
{
    rf_string *n = rf_string_from(cx, name), *v = rf_string_from(cx, value);
    rf_array  *a = add_header(cx, rf_array_new(cx, &rf_values_kind, 4), n, v);

    rf_release_object(cx, n);
    rf_release_object(cx, v);
    return a;
}

/* The headers but that one; its case does not count. */
static rf_array *without(rf_ctx *cx, const rf_array *headers, const char *name)
{
    rf_array *a = rf_array_new(cx, &rf_values_kind, headers->len + 2);

    for (int64_t i = 0; i + 1 < headers->len; i += 2)
        if (strcasecmp(headers->at.v[i].as.s->at, name) != 0)
            a = add_header(cx, a, headers->at.v[i].as.s, headers->at.v[i + 1].as.s);
    return a;
}

/* One line: nothing of it may look like another header. */
static bool is_header(const rf_string *name, const rf_string *value)
{
    return name->bytes > 0 && strcspn(name->at, "\r\n: ") == (size_t)name->bytes &&
           strcspn(value->at, "\r\n") == (size_t)value->bytes;
}

/* The answer with the header; NULL with an error thrown. Takes r. */
static rf_response *with_header(rf_ctx *cx, RF_OWN rf_response *r, const char *who,
                                const rf_string *name, rf_value value)
{
    rf_response *next = NULL;

    if (!rf_is_string(value)) {
        if (!rf_throw_if_error(cx, value))
            rf_throw(cx, "%s header values must be strings", who);
    } else if (!is_header(name, rf_as_string(value))) {
        rf_throw(cx, "%s invalid header '%s'", who, name->at);
    } else {
        rf_retain_object(r->body);
        next = make(cx, r->status, r->body,
                    add_header(cx, without(cx, r->headers, name->at), name, rf_as_string(value)));
    }
    rf_release_object(cx, r);
    return next;
}

static rf_value with_headers(rf_ctx *cx, RF_OWN rf_response *r, const char *who, const rf_dict *d)
{
    for (int64_t i = 0; r && i < rf_dict_len(d); i++) {
        rf_string *name = rf_dict_key_at(cx, d, i);
        r               = with_header(cx, r, who, name, rf_dict_value_at(d, i));
        rf_release_object(cx, name);
    }
    return r ? rf_from_object(r) : rf_null;
}

rf_value rf_b_set_header(rf_ctx *cx, rf_value response, rf_value name, rf_value value)
{
    rf_response *r;

    if (!rf_is_response(response))
        return RF_REFUSE(cx, "set_header requires an HTTP response as first argument", response);
    if (!rf_is_string(name) || !rf_is_string(value))
        return RF_REFUSE(cx, "set_header requires header name and value strings", name, value);
    rf_retain(response);
    r = with_header(cx, (rf_response *)response.as.o, "set_header", rf_as_string(name), value);
    return r ? rf_from_object(r) : rf_null;
}

rf_value rf_b_set_headers(rf_ctx *cx, rf_value response, rf_value headers)
{
    if (!rf_is_response(response))
        return RF_REFUSE(cx, "set_headers requires an HTTP response as first argument", response);
    if (!rf_is_dict(headers))
        return RF_REFUSE(cx, "set_headers requires a dictionary of headers", headers);
    rf_retain(response);
    return with_headers(cx, (rf_response *)response.as.o, "set_headers", rf_as_dict(headers));
}

/* ---- making them */

static rf_value of_text(rf_ctx *cx, rf_value status, rf_value body, const char *type,
                        const char *refusal)
{
    if (!rf_is_number(status) || !rf_is_string(body))
        return RF_REFUSE(cx, refusal, status, body);
    rf_retain(body);
    return rf_from_object(
        make(cx, rf_number_int(status), body.as.s, one_header(cx, "Content-Type", type)));
}

rf_value rf_b_http_response(rf_ctx *cx, rf_value status, rf_value body)
{
    return of_text(cx, status, body, "text/plain; charset=UTF-8",
                   "http_response requires status code and body string");
}

rf_value rf_b_html_response(rf_ctx *cx, rf_value status, rf_value body)
{
    return of_text(cx, status, body, "text/html; charset=utf-8",
                   "html_response requires status code and HTML string");
}

rf_value rf_b_json_response(rf_ctx *cx, rf_value status, rf_value data)
{
    rf_text t;

    if (!rf_is_number(status))
        return RF_REFUSE(cx, "json_response requires status code and data", status);
    rf_text_init(&t, cx);
    if (!rf_json_write(&t, data, RF_JSON_COMPACT, "json_response failed to serialize data: ")) {
        rf_text_end(&t);
        return rf_null;
    }
    return rf_from_object(make(cx, rf_number_int(status), rf_text_take(&t),
                               one_header(cx, "Content-Type", "application/json")));
}

rf_value rf_b_redirect_response(rf_ctx *cx, rf_value url, rf_value headers)
{
    rf_response *r;
    rf_array    *own;

    if (!rf_is_string(url))
        return RF_REFUSE(cx, "redirect_response requires URL string", url);
    if (headers.tag != RF_ABSENT && !rf_is_dict(headers))
        return RF_REFUSE(cx, "redirect_response headers must be a dictionary", headers);
    if (strcspn(rf_as_string(url)->at, "\r\n") != (size_t)rf_as_string(url)->bytes)
        return RF_REFUSE(cx, "redirect_response URL must be one line", url);
    own = one_header(cx, "Location", rf_as_string(url)->at);
    r   = make(cx, 302, rf_string_empty(), own);
    return headers.tag == RF_ABSENT ? rf_from_object(r)
                                    : with_headers(cx, r, "redirect_response", rf_as_dict(headers));
}
