/* Promises of what transfers bring: see fetch.h. */

#include "std/httpc/fetch.h"

#include <ctype.h>
#include <string.h>

#include "core/collections.h"
#include "core/string_ops.h"
#include "core/text.h"
#include "io/lossy.h"
#include "ruff/tagged.h"

/* ---- the answer as values */

static rf_value body_text(rf_ctx *cx, const rf_transfer *t)
{
    return rf_from_object(rf_string_lossy(cx, t->got.at, t->got.len));
}

static rf_value body_bytes(rf_ctx *cx, const rf_transfer *t)
{
    return rf_from_object(rf_bytes_new(cx, t->got.at ? t->got.at : "", (int64_t)t->got.len));
}

/* The name in small letters. */
static rf_string *header_name(rf_ctx *cx, const char *at, size_t size)
{
    rf_text t;

    rf_text_init(&t, cx);
    for (size_t i = 0; i < size; i++)
        rf_text_char(&t, (char)(isascii(at[i]) ? tolower((unsigned char)at[i]) : '?'));
    return rf_text_take(&t);
}

/* A name that comes again has its values joined. */
static rf_dict *put_header(rf_ctx *cx, rf_dict *d, const char *line, size_t colon, size_t size)
{
    rf_string *name = header_name(cx, line, colon), *value;
    rf_value  *old  = rf_dict_find(d, name);

    for (colon++; colon < size && isspace((unsigned char)line[colon]); colon++)
        continue;
    while (size > colon && isspace((unsigned char)line[size - 1]))
        size--;
    value = rf_string_lossy(cx, line + colon, size - colon);
    if (old) {
        rf_string *both = rf_string_format(cx, "%s, %s", old->as.s->at, value->at);
        rf_release_object(cx, value);
        value = both;
    }
    d = rf_dict_set(cx, d, name, rf_from_object(value));
    rf_release_object(cx, name);
    return d;
}

static rf_value headers_of(rf_ctx *cx, const rf_transfer *t)
{
    rf_dict    *d  = rf_dict_new(cx, 8);
    const char *at = t->got_headers.at, *end = at + t->got_headers.len;

    while (at < end) {
        const char *stop  = memchr(at, '\n', (size_t)(end - at));
        size_t      size  = stop ? (size_t)(stop - at) : (size_t)(end - at);
        const char *colon = memchr(at, ':', size);
        if (colon && memcmp(at, "HTTP/", size < 5 ? size : 5) != 0)
            d = put_header(cx, d, at, (size_t)(colon - at), size);
        at += size + 1;
    }
    return rf_from_object(d);
}

static rf_dict *page(rf_ctx *cx, const rf_transfer *t)
{
    rf_dict *d = rf_dict_with(cx, rf_dict_new(cx, 4), "status", rf_from_int(t->status));

    return rf_dict_with(cx, d, "body", body_text(cx, t));
}

static rf_dict *answer(rf_ctx *cx, const rf_transfer *t)
{
    return rf_dict_with(cx, page(cx, t), "headers", headers_of(cx, t));
}

/* What http_request answers has status and body under two names. */
static rf_value result(rf_ctx *cx, const rf_fetch *f, const rf_transfer *t)
{
    rf_value v;

    if (t->why) {
        v = rf_from_object(rf_string_format(cx, "%s: %s", f->prefix, t->why));
        return rf_from_object(rf_tagged_new(cx, &rf_result_kind, &rf_variant_err, &v, 1));
    }
    v = rf_from_object(rf_dict_with(cx, rf_dict_with(cx, answer(cx, t), "_status", rf_from_int(t->status)), "_body",
                           body_text(cx, t)));
    return rf_from_object(rf_tagged_new(cx, &rf_result_kind, &rf_variant_ok, &v, 1));
}

static rf_value failure(rf_ctx *cx, const rf_fetch *f, const rf_transfer *t)
{
    rf_text  text;
    rf_value e;

    rf_text_init(&text, cx);
    if (t->why)
        rf_text_format(&text, "%s: %s", f->prefix, t->why);
    else
        rf_text_format(&text, "%s: the server answered with status %ld", f->prefix, t->status);
    rf_text_char(&text, '\0');
    e = rf_error_value(cx, text.at);
    rf_text_end(&text);
    return e;
}

static bool has_failed(const rf_fetch *f, const rf_transfer *t)
{
    return t->why || (f->gives == RF_GIVES_GOOD && (t->status < 200 || t->status > 299));
}

static rf_value all_pages(rf_ctx *cx, const rf_fetch *f)
{
    rf_array *a = rf_array_new(cx, &rf_values_kind, f->count);

    for (uint32_t i = 0; i < f->count; i++) {
        const rf_transfer *t = &f->transfers[i];
        a = rf_values_push(cx, a, t->why ? failure(cx, f, t) : rf_from_object(page(cx, t)));
    }
    return rf_from_object(a);
}

static rf_value value_of(rf_ctx *cx, const rf_fetch *f)
{
    const rf_transfer *t = f->transfers;

    switch (f->gives) {
    case RF_GIVES_PAGE:
        return rf_from_object(page(cx, t));
    case RF_GIVES_ANSWER:
        return rf_from_object(answer(cx, t));
    case RF_GIVES_BYTES:
    case RF_GIVES_GOOD:
        return body_bytes(cx, t);
    case RF_GIVES_OTHER:
        return f->make(cx, t);
    case RF_GIVES_RESULT:
        return result(cx, f, t);
    case RF_GIVES_ALL:
        break;
    }
    return all_pages(cx, f);
}

/* ---- the operation; on the loop */

static void end(rf_ctx *cx, rf_fetch *f)
{
    rf_value v;

    rf_event_op_back(cx, &f->base);
    if (f->gives < RF_GIVES_RESULT && has_failed(f, f->transfers)) {
        rf_op_end(cx, &f->base.op, RF_REJECTED, failure(cx, f, f->transfers));
        return;
    }
    v = value_of(cx, f);
    if (RF_FAILED(cx))
        rf_op_end_thrown(cx, &f->base.op);
    else
        rf_op_end(cx, &f->base.op, RF_RESOLVED, v);
}

void rf_transfer_done(rf_ctx *cx, rf_transfer *t)
{
    if (--t->of->left == 0)
        end(cx, t->of);
}

/* One count more than transfers, so that the last one does not end it while others are begun. */
static void run(rf_ctx *cx, rf_event_op *op)
{
    rf_fetch *f = (rf_fetch *)op;

    f->left = f->count + 1;
    for (uint32_t i = 0; i < f->count; i++)
        rf_transfer_begin(cx, &f->transfers[i]);
    if (--f->left == 0)
        end(cx, f);
}

static void abort_all(rf_ctx *cx, rf_event_op *op)
{
    rf_fetch *f = (rf_fetch *)op;

    for (uint32_t i = 0; i < f->count; i++)
        rf_transfer_abort(cx, &f->transfers[i]);
    rf_event_op_back(cx, op);
    rf_op_end(cx, &op->op, RF_CANCELLED, rf_null);
}

static void drop(rf_ctx *cx, rf_op *op)
{
    rf_fetch *f = (rf_fetch *)op;

    (void)cx;
    for (uint32_t i = 0; i < f->count; i++)
        rf_transfer_free(&f->transfers[i]);
}

rf_fetch *rf_fetch_new(rf_ctx *cx, rf_gives gives, const char *prefix, uint32_t count)
{
    rf_fetch *f = rf_op_new(cx, sizeof *f + count * sizeof *f->transfers, RF_IO_WORK);

    f->gives        = gives;
    f->prefix       = prefix;
    f->count        = count;
    f->base.run     = run;
    f->base.abort   = abort_all;
    f->base.op.drop = drop;
    for (uint32_t i = 0; i < count; i++)
        f->transfers[i].of = f;
    return f;
}

rf_value rf_fetch_start(rf_ctx *cx, rf_fetch *f)
{
    return rf_events_start(cx, &f->base);
}
