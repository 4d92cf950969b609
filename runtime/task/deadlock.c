/* Nobody can go on (C-27): one line for each party that waits, and the end of the process. */

#include <stdlib.h>
#include <string.h>

#include "core/error_state.h"
#include "core/heap.h"
#include "core/print.h"
#include "core/start.h"
#include "ruff/error.h"
#include "task/sched.h"
#include "task/trace.h"

static const char *file_of(const rf_function *f)
{
    return f && f->file ? f->file : "?";
}

static void add_place(rf_text *t, const rf_function *f, uint32_t at)
{
    if (at != 0)
        rf_text_format(t, " at %s:%u", file_of(f), at >> 8);
}

/* A party that waits for nothing is listed because of one that waits on its stack, and is awaited
 * by it. */
static const char *what_it_does(const rf_party *p)
{
    return rf_waits_word(p->waits == RF_WAITS_NOT ? RF_WAITS_AWAIT : (rf_waits)p->waits);
}

static void describe(rf_text *t, const rf_party *p)
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

/* The task that a group starts around an async function only waits for that function's call. */
static bool is_wrapper(const rf_party *p)
{
    return p->sort == RF_BODY && p->waits == RF_WAITS_AWAIT && p->at == 0;
}

void rf_parties_describe(rf_text *t, const rf_sched *s)
{
    for (const rf_party *p = s->parties; p; p = p->next) {
        if (p == s->main || p->waits == RF_WAITS_NOT || is_wrapper(p))
            continue;
        describe(t, p);
        if ((p->word & RF_STATE_MASK) != RF_PARKED)
            continue;
        for (const rf_party *u = p->under; u && u != s->main; u = u->under)
            describe(t, u);
    }
}

/* The error itself may be held by others: what is shown is a copy. */
void rf_report_block(rf_ctx *cx, const rf_error *e, const rf_party *p)
{
    rf_function block = *p->function;
    rf_error    shown = *e;
    rf_text     name;

    if (p->begun == 0 || e->depth == 0 || e->stack[e->depth - 1].function != p->function) {
        rf_report(cx, e);
        return;
    }
    rf_text_init(&name, cx);
    rf_text_format(&name, "the spawn block at %s:%u", file_of(p->function), p->begun >> 8);
    rf_text_char(&name, '\0');
    block.name  = name.at;
    shown.stack = rf_memory_new(cx, e->depth * sizeof *e->stack);
    memcpy(shown.stack, e->stack, e->depth * sizeof *e->stack);
    shown.stack[e->depth - 1].function = &block;
    rf_report(cx, &shown);
    rf_memory_free(cx, shown.stack, e->depth * sizeof *e->stack);
    rf_text_end(&name);
}

void rf_deadlock(rf_ctx *cx)
{
    rf_sched *s = rf_sched_of(cx);
    rf_text   t;

    rf_text_init(&t, cx);
    rf_text_puts(&t, "[RUFRUN002] Deadlock: nothing can wake the main program\n");
    if (s->main->at != 0)
        rf_report_place(&t, file_of(s->main->where), s->main->at >> 8, s->main->at & 255);
    describe(&t, s->main);
    rf_parties_describe(&t, s);
    rf_flush();
    rf_write(RF_TO_STDERR, t.at, t.len);
    rf_trace_end();
    rf_exit(4);
}
