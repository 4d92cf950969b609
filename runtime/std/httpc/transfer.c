/* One request to a server: what curl is told, and what it brings. See transfer.h. */

#define _GNU_SOURCE /* vasprintf */

#include "std/httpc/transfer.h"

#include <curl/curl.h>
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>

#include "core/heap.h"
#include "std/httpc/client.h"
#include "std/events/policy.h"

enum { MOST_BYTES = 8 << 20, MOST_HEADERS = 1 << 20, MOST_REDIRECTS = 10 };

/* ---- memory */

static char *duplicate(const char *text, size_t size)
{
    char *copy = malloc(size + 1);

    if (!copy)
        rf_out_of_memory();
    memcpy(copy, text, size);
    copy[size] = '\0';
    return copy;
}

static void pile_add(rf_pile *p, const char *at, size_t size)
{
    if (p->len + size > p->room) {
        p->room = (p->len + size) * 2;
        p->at   = realloc(p->at, p->room);
        if (!p->at)
            rf_out_of_memory();
    }
    memcpy(p->at + p->len, at, size);
    p->len += size;
}

void rf_transfer_init(rf_transfer *t, const char *url, const char *method, const char *body,
                      size_t body_size)
{
    t->url       = duplicate(url, strlen(url));
    t->method    = duplicate(method, strlen(method));
    t->body      = body ? duplicate(body, body_size) : NULL;
    t->body_size = body_size;
}

void rf_transfer_header(rf_transfer *t, const char *line)
{
    t->headers = curl_slist_append(t->headers, line);
    if (!t->headers)
        rf_out_of_memory();
}

void rf_transfer_free(rf_transfer *t)
{
    curl_slist_free_all(t->headers);
    free(t->url);
    free(t->method);
    free(t->body);
    free(t->got.at);
    free(t->got_headers.at);
    free(t->why);
}

/* ---- how it ends */

__attribute__((format(printf, 3, 4))) static void fail(rf_ctx *cx, rf_transfer *t,
                                                       const char *format, ...)
{
    va_list args;

    va_start(args, format);
    if (vasprintf(&t->why, format, args) < 0)
        rf_out_of_memory();
    va_end(args);
    rf_transfer_done(cx, t);
}

void rf_transfer_ended(rf_ctx *cx, rf_transfer *t, int code)
{
    if (code == CURLE_OK)
        rf_transfer_done(cx, t);
    else if (t->too_long)
        fail(cx, t, "the answer is longer than %d bytes", MOST_BYTES);
    else if (t->denied)
        fail(cx, t, RF_DENIED_TEXT);
    else if (t->no_file)
        fail(cx, t, "%s (os error %d)", strerror(t->no_file), t->no_file);
    else
        fail(cx, t, "%s", t->told[0] ? t->told : curl_easy_strerror((CURLcode)code));
}

/* ---- what comes back */

static size_t take_body(char *at, size_t one, size_t size, void *data)
{
    rf_transfer *t = data;

    (void)one;
    t->too_long = t->got.len + size > MOST_BYTES;
    if (t->too_long)
        return 0;
    pile_add(&t->got, at, size);
    return size;
}

/* Each answer on the way, redirects too, begins anew. */
static size_t take_header(char *at, size_t one, size_t size, void *data)
{
    rf_transfer *t = data;

    (void)one;
    if (size > 5 && memcmp(at, "HTTP/", 5) == 0)
        t->got_headers.len = 0;
    else if (t->got_headers.len + size <= MOST_HEADERS)
        pile_add(&t->got_headers, at, size);
    return size;
}

static curl_socket_t open_socket(void *data, curlsocktype purpose, struct curl_sockaddr *a)
{
    rf_transfer  *t = data;
    curl_socket_t s;

    (void)purpose;
    if (rf_is_denied(&a->addr)) {
        t->denied = true;
        return CURL_SOCKET_BAD;
    }
    s = socket(a->family, a->socktype | SOCK_CLOEXEC, a->protocol);
    t->no_file = s < 0 ? errno : 0;
    return s;
}

/* ---- what curl is told */

static void set_method(CURL *e, const rf_transfer *t)
{
    bool is_get = strcmp(t->method, "GET") == 0, is_post = strcmp(t->method, "POST") == 0;

    if (t->body || is_post || strcmp(t->method, "PUT") == 0 || strcmp(t->method, "PATCH") == 0) {
        curl_easy_setopt(e, CURLOPT_POST, 1L);
        curl_easy_setopt(e, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)t->body_size);
        curl_easy_setopt(e, CURLOPT_POSTFIELDS, t->body ? t->body : "");
        if (!is_post)
            curl_easy_setopt(e, CURLOPT_CUSTOMREQUEST, t->method);
    } else if (strcmp(t->method, "HEAD") == 0) {
        curl_easy_setopt(e, CURLOPT_NOBODY, 1L);
    } else if (!is_get) {
        curl_easy_setopt(e, CURLOPT_CUSTOMREQUEST, t->method);
    }
}

static void set_all(CURL *e, rf_transfer *t)
{
    curl_easy_setopt(e, CURLOPT_URL, t->url);
    curl_easy_setopt(e, CURLOPT_PRIVATE, t);
    curl_easy_setopt(e, CURLOPT_ERRORBUFFER, t->told);
    curl_easy_setopt(e, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(e, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(e, CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(e, CURLOPT_FOLLOWLOCATION, t->stays ? 0L : 1L);
    curl_easy_setopt(e, CURLOPT_MAXREDIRS, (long)MOST_REDIRECTS);
    curl_easy_setopt(e, CURLOPT_TIMEOUT_MS, t->timeout_ms);
    curl_easy_setopt(e, CURLOPT_WRITEFUNCTION, take_body);
    curl_easy_setopt(e, CURLOPT_WRITEDATA, t);
    curl_easy_setopt(e, CURLOPT_HEADERFUNCTION, take_header);
    curl_easy_setopt(e, CURLOPT_HEADERDATA, t);
    curl_easy_setopt(e, CURLOPT_OPENSOCKETFUNCTION, open_socket);
    curl_easy_setopt(e, CURLOPT_OPENSOCKETDATA, t);
    curl_easy_setopt(e, CURLOPT_HTTPHEADER, t->headers);
    set_method(e, t);
}

/* ---- the address */

static bool has_scheme(const char *url, const char *scheme)
{
    size_t n = strlen(scheme);

    return strncasecmp(url, scheme, n) == 0 && strncmp(url + n, "://", 3) == 0;
}

/* The scheme as it stands in the address; false when there is none. */
static bool other_scheme(const char *url, char *room, size_t size)
{
    size_t n = strcspn(url, ":/ ?#");

    if (n == 0 || url[n] != ':' || n >= size)
        return false;
    memcpy(room, url, n);
    room[n] = '\0';
    return true;
}

/* Fails when the address is none. */
static bool check_address(rf_ctx *cx, rf_transfer *t)
{
    CURLU    *u = curl_url();
    CURLUcode code;
    char      scheme[32];

    if (!u)
        rf_out_of_memory();
    code = curl_url_set(u, CURLUPART_URL, t->url, CURLU_NON_SUPPORT_SCHEME);
    curl_url_cleanup(u);
    if (code == CURLUE_OK && (has_scheme(t->url, "http") || has_scheme(t->url, "https")))
        return true;
    if (!other_scheme(t->url, scheme, sizeof scheme))
        fail(cx, t, "invalid URL '%s': relative URL without a base", t->url);
    else if (code != CURLUE_OK)
        fail(cx, t, "invalid URL '%s': %s", t->url, curl_url_strerror(code));
    else
        fail(cx, t, "unsupported URL scheme '%s'; expected http or https", scheme);
    return false;
}

void rf_transfer_begin(rf_ctx *cx, rf_transfer *t)
{
    if (!check_address(cx, t))
        return;
    t->easy = curl_easy_init();
    if (!t->easy)
        rf_out_of_memory();
    set_all(t->easy, t);
    if (rf_client_add(cx, t))
        return;
    curl_easy_cleanup(t->easy);
    t->easy = NULL;
    fail(cx, t, "the request cannot be begun");
}

void rf_transfer_abort(rf_ctx *cx, rf_transfer *t)
{
    if (t->easy)
        rf_client_remove(cx, t);
}
