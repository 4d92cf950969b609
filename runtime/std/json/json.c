/* parse_json, to_json and to_json_pretty. */

#include "std/json/json.h"

#include "core/lib.h"

enum { MOST_BYTES = 1048576 };

rf_value rf_b_parse_json(rf_ctx *cx, rf_value a)
{
    if (!rf_is_string(a))
        return RF_REFUSE(cx, "parse_json requires a string argument", a);
    if (rf_as_string(a)->bytes > MOST_BYTES) {
        rf_throw(cx, "JSON input exceeds maximum input size of %d bytes", MOST_BYTES);
        return rf_null;
    }
    return rf_json_read(cx, rf_as_string(a), "JSON parse error");
}

static rf_value as_text(rf_ctx *cx, rf_value v, rf_json_layout layout)
{
    rf_text t;

    rf_text_init(&t, cx);
    if (rf_json_write(&t, v, layout, ""))
        return rf_from_object(rf_text_take(&t));
    rf_text_end(&t);
    return rf_null;
}

rf_value rf_b_to_json(rf_ctx *cx, rf_value a)
{
    return as_text(cx, a, RF_JSON_COMPACT);
}

rf_value rf_b_to_json_pretty(rf_ctx *cx, rf_value a)
{
    return as_text(cx, a, RF_JSON_PRETTY);
}
