/* What print shows of values (S-27), and writing it. */

#include "core/print.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "core/point.h"
#include "core/string_ops.h"

void rf_text_value(rf_text *t, rf_value v)
{
    switch (v.tag) {
    case RF_BOOL:
        rf_text_puts(t, v.as.i ? "true" : "false");
        break;
    case RF_INT:
        rf_text_int(t, v.as.i);
        break;
    case RF_FLOAT:
        rf_text_float(t, v.as.d);
        break;
    case RF_OBJECT:
        if (v.as.o->kind->print)
            v.as.o->kind->print(t, v.as.o);
        else
            rf_text_puts(t, "<unknown>");
        break;
    default:
        rf_text_puts(t, "null");
        break;
    }
}

rf_string *rf_to_string(rf_ctx *cx, rf_value v)
{
    rf_text t;

    if (rf_is(v, RF_K_STRING)) {
        rf_retain(v);
        return v.as.s;
    }
    rf_text_init(&t, cx);
    rf_text_value(&t, v);
    return rf_text_take(&t);
}

rf_string *rf_interpolate(rf_ctx *cx, const rf_value *parts, uint32_t count)
{
    rf_text  t;
    uint32_t i;

    rf_text_init(&t, cx);
    for (i = 0; i < count; i++)
        rf_text_value(&t, parts[i]);
    return rf_text_take(&t);
}

/* ---- writing */

/* To the file itself; a full or closed pipe loses the rest, as with any program. */
static void write_all(int fd, const char *at, size_t bytes)
{
    while (bytes > 0) {
        ssize_t n = write(fd, at, bytes);

        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return;
        at += n;
        bytes -= (size_t)n;
    }
}

void rf_write(rf_channel_no to, const char *at, size_t bytes)
{
    if (to == RF_TO_STDOUT) {
        fwrite(at, 1, bytes, stdout);
        return;
    }
    rf_flush(); /* what was printed before comes first where both go to one place */
    write_all(STDERR_FILENO, at, bytes);
}

void rf_flush(void)
{
    fflush(stdout);
}

void rf_print_line(rf_ctx *cx, rf_channel_no to, const rf_value *args, uint32_t count)
{
    rf_text  t;
    uint32_t i;

    rf_point(cx);
    rf_text_init(&t, cx);
    for (i = 0; i < count; i++) {
        if (i > 0)
            rf_text_char(&t, ' ');
        rf_text_value(&t, args[i]);
    }
    rf_text_char(&t, '\n');
    rf_write(to, t.at, t.len);
    rf_text_end(&t);
}
