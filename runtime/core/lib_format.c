/* format(template, values…): %s %d %f %%. */

#include "core/lib.h"
#include "core/print.h"

/* %s: scalars as printed, arrays and dicts as words. */
static void text_as_string(rf_text *t, rf_value v)
{
    if (rf_is_array(v))
        rf_text_puts(t, "[Array]");
    else if (rf_is_dict(v))
        rf_text_puts(t, "{Dict}");
    else
        rf_text_value(t, v);
}

/* %d and %f; false when v has no number, then the error is set. */
static bool text_as_number(rf_text *t, char letter, rf_value v)
{
    if (!rf_is_number(v) && v.tag != RF_BOOL) {
        rf_throw_short(t->cx,
                       letter == 'd' ? "format() %%d requires numeric argument, got %s"
                                     : "format() %%f requires numeric argument, got %s",
                       v);
        return false;
    }
    if (v.tag == RF_BOOL)
        rf_text_int(t, v.as.i);
    else if (letter == 'd')
        rf_text_int(t, rf_number_int(v));
    else
        rf_text_float(t, rf_number_float(v));
    return true;
}

/* The text for one placeholder; false with the error set. */
static bool text_placeholder(rf_text *t, char letter, const rf_value *args, uint32_t count,
                             uint32_t next)
{
    if (next >= count) {
        rf_throw(t->cx, "format() missing argument for placeholder %%%c", letter);
        return false;
    }
    if (letter != 's')
        return text_as_number(t, letter, args[next]);
    text_as_string(t, args[next]);
    return true;
}

rf_value rf_b_format(rf_ctx *cx, const rf_value *args, uint32_t count)
{
    const rf_string *form;
    rf_text          t;
    uint32_t         next = 1;

    if (!rf_is_string(args[0]))
        return rf_refuse(cx, "format() first argument must be a string", args, count);
    form = rf_as_string(args[0]);
    rf_text_init(&t, cx);
    for (int64_t i = 0; i < form->bytes; i++) {
        char c = form->at[i], letter = form->at[i + (c == '%')];

        if (c == '%' && letter == '%') {
            rf_text_char(&t, '%');
            i++;
        } else if (c == '%' && (letter == 's' || letter == 'd' || letter == 'f')) {
            if (!text_placeholder(&t, letter, args, count, next++)) {
                rf_text_end(&t);
                return rf_null;
            }
            i++;
        } else {
            rf_text_char(&t, c);
        }
    }
    return rf_from_object(rf_text_take(&t));
}
