/* Built-in functions that write and read: print, eprint, debug, input. */

#include <stdio.h>
#include <stdlib.h>

#include "core/lib.h"
#include "core/print.h"

rf_value rf_b_print(rf_ctx *cx, const rf_value *args, uint32_t count)
{
    rf_print_line(cx, RF_TO_STDOUT, args, count);
    return rf_null;
}

rf_value rf_b_eprint(rf_ctx *cx, const rf_value *args, uint32_t count)
{
    rf_print_line(cx, RF_TO_STDERR, args, count);
    return rf_null;
}

rf_value rf_b_debug(rf_ctx *cx, const rf_value *args, uint32_t count)
{
    rf_text t;

    rf_text_init(&t, cx);
    rf_text_puts(&t, "[DEBUG] ");
    for (uint32_t i = 0; i < count; i++) {
        if (i > 0)
            rf_text_char(&t, ' ');
        rf_text_debug(&t, args[i]);
    }
    rf_text_char(&t, '\n');
    rf_write(RF_TO_STDOUT, t.at, t.len);
    rf_text_end(&t);
    return rf_null;
}

/* Adds bytes that may be no UTF-8: each bad one becomes U+FFFD. */
static void text_lossy(rf_text *t, const char *at, int64_t bytes)
{
    while (bytes > 0) {
        int64_t good = rf_utf8_valid(at, bytes);

        rf_text_add(t, at, (size_t)good);
        at += good;
        bytes -= good;
        if (bytes > 0) {
            rf_text_rune(t, 0xfffd);
            at++;
            bytes--;
        }
    }
}

rf_value rf_b_input(rf_ctx *cx, rf_value a)
{
    rf_text    t;
    rf_string *s, *kept;
    char      *line = NULL;
    size_t     room = 0;
    ssize_t    got;

    if (a.tag != RF_ABSENT && !rf_is_string(a))
        return RF_REFUSE(cx, "input() prompt must be a string", a);
    if (a.tag != RF_ABSENT)
        rf_write(RF_TO_STDOUT, rf_as_string(a)->at, (size_t)rf_as_string(a)->bytes);
    rf_flush();
    got = getline(&line, &room, stdin);
    rf_text_init(&t, cx);
    if (got > 0)
        text_lossy(&t, line, got);
    free(line);
    s    = rf_text_take(&t);
    kept = rf_string_cut(cx, s, 0, rf_right_edge(s, 0));
    rf_release_object(cx, s);
    return rf_from_object(kept);
}
