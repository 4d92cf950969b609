/* The program's arguments and exit. Both belong to the process. */

#include <stdio.h>
#include <unistd.h>

#include "core/print.h"
#include "core/start.h"
#include "core/string_ops.h"
#include "core/utf8.h"
#include "ruff/array.h"

/* Set before the script starts, only read afterwards. */
static struct {
    int    count;
    char **at;
} arguments;

void rf_args_set(int argc, char **argv)
{
    arguments.count = argc;
    arguments.at    = argv;
}

/* Arguments are bytes to the system; what is no UTF-8 becomes U+FFFD. */
static rf_string *text_of(rf_ctx *cx, const char *arg)
{
    rf_string *raw = NULL;
    rf_text    t;
    int64_t    bytes = 0, good;

    while (arg[bytes])
        bytes++;
    rf_text_init(&t, cx);
    while ((good = rf_utf8_valid(arg, bytes)) < bytes) {
        rf_text_add(&t, arg, (size_t)good);
        rf_text_rune(&t, 0xfffd);
        arg += good + 1;
        bytes -= good + 1;
    }
    rf_text_add(&t, arg, (size_t)bytes);
    raw = rf_text_take(&t);
    return raw;
}

rf_value rf_args_get(rf_ctx *cx)
{
    rf_array *a = rf_array_new(cx, &rf_values_kind, arguments.count);
    int       i;

    for (i = 1; i < arguments.count; i++)
        a = rf_array_push(cx, a, rf_from_object(text_of(cx, arguments.at[i])));
    return rf_from_object(a);
}

void (*rf_before_exit)(void);

typedef void end_function(void *data);

/* Of the process around the script. */
static end_function *host_end;
static void *host_data;

void rf_host_end(void (*end)(void *data), void *data)
{
    host_end  = end;
    host_data = data;
}

void rf_exit(int64_t status)
{
    if (rf_before_exit)
        rf_before_exit();
    if (host_end)
        host_end(host_data);
    rf_flush();
    _exit((int)(status & 255));
}
