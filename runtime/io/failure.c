/* Texts of failures: see failure.h. */

#define _GNU_SOURCE /* vasprintf */

#include "io/failure.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/heap.h"
#include "io/reach.h"

static char *formatted(const char *format, va_list list)
{
    char *text;

    if (vasprintf(&text, format, list) < 0)
        rf_out_of_memory();
    return text;
}

char *rf_formatted(const char *format, ...)
{
    va_list list;
    char   *text;

    va_start(list, format);
    text = formatted(format, list);
    va_end(list);
    return text;
}

static char *out_of_reach(const char *begin, int nth)
{
    return rf_formatted("Capability denied: %s does not reach it; rerun with --allow-%s=PATHS that hold it: %s",
                        rf_capability_name(nth), rf_capability_word(nth), begin);
}

char *rf_system_failure(const char *format, ...)
{
    int     error = errno;
    va_list list;
    char   *begin, *text;

    va_start(list, format);
    begin = formatted(format, list);
    va_end(list);
    if (rf_is_out_of_reach(error))
        text = out_of_reach(begin, error - RF_OUT_OF_REACH);
    else
        text = rf_formatted("%s: %s (os error %d)", begin, strerror(error), error);
    free(begin);
    return text;
}
