/* oauth2_get_token: the code that a user's consent gave, traded for a token. */

#include "core/lib.h"
#include "io/lossy.h"
#include "std/httpc/fetch.h"
#include "std/json/json.h"
#include "std/oauth2/percent.h"

enum { LIMIT_MS = 30000 };

/* The dict that the server answered. */
static rf_value token_of(rf_ctx *cx, const rf_transfer *t)
{
    rf_string *body = rf_string_lossy(cx, t->got.at ? t->got.at : "", t->got.len);
    rf_value   v    = rf_null;

    if (t->status < 200 || t->status > 299)
        rf_throw(cx, "OAuth2 token request failed with status %ld: %s", t->status, body->at);
    else
        v = rf_json_read(cx, body, "OAuth2 token response is not JSON");
    if (!RF_FAILED(cx) && !rf_is_dict(v))
        rf_throw(cx, "OAuth2 token response is no JSON object: %s", body->at);
    rf_release_object(cx, body);
    if (!RF_FAILED(cx))
        return v;
    rf_release(cx, v);
    return rf_null;
}

/* The secret is for that server alone: a redirect is an answer with another status. */
static rf_value post(rf_ctx *cx, const rf_string *url, const rf_string *form)
{
    rf_fetch    *f = rf_fetch_new(cx, RF_GIVES_OTHER, "OAuth2 token request failed", 1);
    rf_transfer *t = f->transfers;

    f->make = token_of;
    rf_transfer_init(t, url->at, "POST", form->at, (size_t)form->bytes);
    rf_transfer_header(t, "Content-Type: application/x-www-form-urlencoded");
    rf_transfer_header(t, "Accept: application/json");
    rf_transfer_header(t, "Expect:");
    t->timeout_ms = LIMIT_MS;
    t->stays      = true;
    return rf_fetch_start(cx, f);
}

rf_value rf_b_oauth2_get_token(rf_ctx *cx, rf_value code, rf_value client, rf_value secret, rf_value url,
                               rf_value redirect)
{
    rf_text    t;
    rf_string *form;
    rf_value   v;

    if (!rf_is_string(code) || !rf_is_string(client) || !rf_is_string(secret) || !rf_is_string(url) ||
        !rf_is_string(redirect))
        return RF_REFUSE(cx, "oauth2_get_token() requires string arguments", code, client, secret, url, redirect);
    rf_text_init(&t, cx);
    rf_text_puts(&t, "grant_type=authorization_code");
    rf_text_field(&t, "&code", rf_as_string(code));
    rf_text_field(&t, "&client_id", rf_as_string(client));
    rf_text_field(&t, "&client_secret", rf_as_string(secret));
    rf_text_field(&t, "&redirect_uri", rf_as_string(redirect));
    form = rf_text_take(&t);
    v    = post(cx, rf_as_string(url), form);
    rf_release_object(cx, form);
    return v;
}
