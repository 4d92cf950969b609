/* Nobody can go on (C-27): one line for each party that waits, and the end of the process. */

#include <stdlib.h>

#include "core/print.h"
#include "core/start.h"
#include "ruff/error.h"
#include "task/sched.h"

static const char *file_of(const rf_function *f)
{
    return f && f->file ? f->file : "?";
}

static void add_place(rf_text *t, const rf_function *f, uint32_t at)
{
    if (at != 0)
        rf_text_format(t, " at %s:%u", file_of(f), at >> 8);
}

static const char *what_it_does(const rf_party *p)
{
    switch ((rf_waits)p->waits) {
    case RF_WAITS_RECEIVE:
        return "waits to receive";
    case RF_WAITS_SEND:
        return "waits to send";
    case RF_WAITS_AWAIT:
        return "awaits a promise";
    case RF_WAITS_SELECT:
        return "waits in a select";
    case RF_WAITS_GROUP:
        return "waits for a task group";
    case RF_WAITS_SLEEP:
    case RF_WAITS_NOT:
        break;
    }
    return "waits";
}

void rf_party_describe(rf_text *t, const rf_party *p)
{
    switch ((rf_party_sort)p->sort) {
    case RF_MAIN:
        rf_text_puts(t, "  main");
        break;
    case RF_BLOCK:
        rf_text_puts(t, "  spawn block");
        add_place(t, p->function, p->begun);
        break;
    case RF_BODY:
        rf_text_format(t, "  async call %s", p->function->name);
        break;
    }
    rf_text_format(t, " %s", what_it_does(p));
    add_place(t, p->where, p->at);
    rf_text_char(t, '\n');
}

void rf_party_tell_begin(rf_ctx *cx, const rf_party *p)
{
    rf_text t;

    if (p->begun == 0)
        return;
    rf_text_init(&t, cx);
    rf_text_format(&t, "    in the spawn block at %s:%u\n", file_of(p->function), p->begun >> 8);
    rf_write(RF_TO_STDERR, t.at, t.len);
    rf_text_end(&t);
}

void rf_deadlock(rf_ctx *cx)
{
    rf_sched *s = rf_sched_of(cx);
    rf_text   t;

    rf_text_init(&t, cx);
    rf_text_puts(&t, "Deadlock: nothing can wake the main program\n");
    rf_party_describe(&t, s->main);
    for (rf_party *p = s->parties; p; p = p->next) {
        if (p != s->main)
            rf_party_describe(&t, p);
    }
    rf_flush();
    rf_write(RF_TO_STDERR, t.at, t.len);
    rf_exit(4);
}
