/* What print shows of values (S-27), and writing it. */

#include "core/print.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "core/number_text.h"
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

/* The text of one part of an interpolation. */
typedef struct piece {
    const char *at;
    int64_t     bytes, length;
    char        digits[RF_INT_TEXT];
} piece;

enum { MOST_PIECES = 16 };

static bool measure(piece *p, rf_value v)
{
    if (rf_is(v, RF_K_STRING)) {
        p->at     = v.as.s->at;
        p->bytes  = v.as.s->bytes;
        p->length = v.as.s->length;
        return true;
    }
    p->at = p->digits;
    if (v.tag == RF_INT)
        p->bytes = rf_int_text(v.as.i, p->digits);
    else if (v.tag == RF_BOOL)
        p->at = v.as.i ? "true" : "false", p->bytes = v.as.i ? 4 : 5;
    else
        return false;
    p->length = p->bytes;
    return true;
}

/* Strings, ints and bools only, as most are: measured, then written into place. NULL: there is something else. */
static rf_string *interpolate_plain(rf_ctx *cx, const rf_value *parts, uint32_t count)
{
    piece      pieces[MOST_PIECES];
    int64_t    bytes = 0, length = 0;
    rf_string *s;
    char      *to;

    for (uint32_t i = 0; i < count; i++) {
        if (!measure(&pieces[i], parts[i]))
            return NULL;
        bytes += pieces[i].bytes;
        length += pieces[i].length;
    }
    s  = rf_string_make(cx, bytes, length);
    to = s->at;
    for (uint32_t i = 0; i < count; i++) {
        rf_copy_bytes(to, pieces[i].at, pieces[i].bytes);
        to += pieces[i].bytes;
    }
    return s;
}

rf_string *rf_interpolate(rf_ctx *cx, const rf_value *parts, uint32_t count)
{
    rf_string *plain = count <= MOST_PIECES ? interpolate_plain(cx, parts, count) : NULL;
    rf_text    t;
    uint32_t   i;

    if (plain)
        return plain;
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
