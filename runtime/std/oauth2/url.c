/* oauth2_auth_url: where a browser is sent for the user's consent. */

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/lib.h"
#include "std/oauth2/percent.h"

/* What the server sends back with the code, so that an answer nobody asked for is known as one. */
static void add_state(rf_text *t)
{
    unsigned char random[8];

    /* Fails for more than 256 bytes only, and on a kernel without it. */
    if (getentropy(random, sizeof random) != 0)
        abort();
    rf_text_puts(t, "&state=");
    for (size_t i = 0; i < sizeof random; i++)
        rf_text_format(t, "%02x", random[i]);
}

rf_value rf_b_oauth2_auth_url(rf_ctx *cx, rf_value client, rf_value redirect, rf_value url, rf_value scope)
{
    rf_text t;

    if (!rf_is_string(client) || !rf_is_string(redirect) || !rf_is_string(url) || !rf_is_string(scope))
        return RF_REFUSE(cx, "oauth2_auth_url() requires string arguments", client, redirect, url, scope);
    rf_text_init(&t, cx);
    rf_text_puts(&t, rf_as_string(url)->at);
    rf_text_char(&t, strchr(rf_as_string(url)->at, '?') ? '&' : '?');
    rf_text_field(&t, "client_id", rf_as_string(client));
    rf_text_field(&t, "&redirect_uri", rf_as_string(redirect));
    rf_text_puts(&t, "&response_type=code");
    rf_text_field(&t, "&scope", rf_as_string(scope));
    add_state(&t);
    return rf_from_object(rf_text_take(&t));
}
