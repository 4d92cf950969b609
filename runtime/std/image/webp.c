/* gif_to_webp: the program gif2webp, for which a helper waits. */

#define _GNU_SOURCE /* environ */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "core/heap.h"
#include "core/lib.h"
#include "io/job.h"
#include "io/lossy.h"
#include "std/process/child.h"

enum { LIMIT_MS = 30000, MOST_SAID = 1 << 16 };

typedef struct conversion {
    char      *from, *to;
    char       quality[16], method[16];
    bool       lossless;
    int        stop;
    rf_outcome outcome;
} conversion;

static void keep(void *data)
{
    (void)data; /* all of it is ours already */
}

static void work(void *data)
{
    conversion *c      = data;
    char       *argv[] = {"gif2webp", "-quiet",  "-q", c->quality, "-m", c->method, c->from, "-o",
                          c->to,      c->lossless ? NULL : "-lossy", NULL};
    rf_child    child  = {.argv     = argv,
                          .env      = environ,
                          .input    = RF_INPUT_NONE,
                          .stop     = c->stop,
                          .most     = MOST_SAID,
                          .deadline = rf_child_clock() + LIMIT_MS};

    rf_child_run(&child, &c->outcome);
}

static void stop(void *data)
{
    uint64_t one = 1;

    /* Nothing to do when it cannot be told: the program ends by itself. */
    if (write(((conversion *)data)->stop, &one, sizeof one) < 0)
        return;
}

static void drop(void *data)
{
    conversion *c = data;

    free(c->from);
    free(c->to);
    rf_outcome_drop(&c->outcome);
    if (c->stop >= 0)
        close(c->stop);
}

static rf_value result(rf_ctx *cx, void *data)
{
    const conversion *c = data;
    const rf_outcome *o = &c->outcome;
    rf_string        *said;

    if (!o->error && !o->timed_out && o->exit_code == 0)
        return rf_from_bool(true);
    said = rf_string_lossy(cx, o->err.size > 0 ? o->err.at : "", o->err.size);
    if (o->error)
        rf_throw(cx, "gif_to_webp failed to run gif2webp (package webp): %s (os error %d)", strerror(o->error), o->error);
    else if (o->timed_out)
        rf_throw(cx, "gif_to_webp timed out after %dms", LIMIT_MS);
    else
        rf_throw(cx, "gif_to_webp failed: gif2webp ended with exit code %d: %s", o->exit_code, said->at);
    rf_release_object(cx, said);
    return rf_null;
}

/* A path that gif2webp does not take for an option; NULL with an error thrown. */
static char *take_path(rf_ctx *cx, rf_value path)
{
    const rf_string *s = rf_as_string(path);
    char            *copy;

    if (memchr(s->at, '\0', (size_t)s->bytes)) {
        rf_throw(cx, "gif_to_webp failed: file name contained an unexpected NUL byte");
        return NULL;
    }
    copy = malloc((size_t)s->bytes + 3);
    if (!copy)
        rf_out_of_memory();
    sprintf(copy, "%s%s", s->at[0] == '-' ? "./" : "", s->at);
    return copy;
}

/* A number from 0 to `most` as text; false, and `text` thrown, when it is none. */
static bool take_number(rf_ctx *cx, rf_value v, int usual, int most, char out[16], const char *text)
{
    int64_t n = v.tag == RF_ABSENT ? usual : rf_is_number(v) ? rf_number_int(v) : -1;

    if (n >= 0 && n <= most) {
        snprintf(out, 16, "%d", (int)n);
        return true;
    }
    RF_REFUSE(cx, text, v);
    return false;
}

rf_value rf_b_gif_to_webp(rf_ctx *cx, rf_value from, rf_value to, rf_value quality, rf_value method, rf_value lossless)
{
    static const rf_job_type type = {.size   = sizeof(conversion),
                                     .keep   = keep,
                                     .work   = work,
                                     .result = result,
                                     .drop   = drop,
                                     .stop   = stop,
                                     .waits  = true};
    conversion               c    = {.stop = -1};

    if (!rf_is_string(from) || !rf_is_string(to))
        return RF_REFUSE(cx, "gif_to_webp requires two string paths", from, to);
    if (!take_number(cx, quality, 85, 100, c.quality, "gif_to_webp quality must be a number from 0 to 100") ||
        !take_number(cx, method, 4, 6, c.method, "gif_to_webp method must be a number from 0 to 6"))
        return rf_null;
    if (lossless.tag != RF_ABSENT && lossless.tag != RF_BOOL)
        return RF_REFUSE(cx, "gif_to_webp lossless must be a bool", lossless);
    c.lossless = lossless.tag == RF_BOOL && lossless.as.i;
    c.from     = take_path(cx, from);
    c.to       = c.from ? take_path(cx, to) : NULL;
    if (!c.to) {
        drop(&c);
        return rf_null;
    }
    c.stop = eventfd(0, EFD_CLOEXEC);
    return rf_job_start(cx, &type, &c);
}
