/* The timeline: see trace.h. Events are lines of text under one lock; a trace is for looking, not
 * for speed. */

#include "task/trace.h"

#include <stdio.h>
#include <stdlib.h>

#include "core/heap.h"
#include "task/promise.h"

struct rf_trace {
    rf_lock lock;
    FILE   *file;
    int64_t start;
    bool    any; /* an event was written */
};

struct rf_trace *rf_tracing;

enum { ROWS_OF_THREADS = 1, ROWS_OF_PARTIES = 2 };

void rf_trace_begin(void)
{
    const char      *name = getenv("RUFF_TRACE");
    struct rf_trace *t;
    FILE            *file;

    if (!name || !*name || rf_tracing)
        return;
    file = fopen(name, "w");
    if (!file) {
        fprintf(stderr, "Warning: cannot write the trace '%s'\n", name);
        return;
    }
    t = calloc(1, sizeof *t);
    if (!t)
        rf_out_of_memory();
    t->file  = file;
    t->start = rf_now();
    fputs("[\n{\"ph\":\"M\",\"pid\":1,\"name\":\"process_name\",\"args\":{\"name\":\"threads\"}},\n"
          "{\"ph\":\"M\",\"pid\":2,\"name\":\"process_name\",\"args\":{\"name\":\"main program, "
          "blocks, calls\"}}",
          file);
    __atomic_store_n(&rf_tracing, t, __ATOMIC_RELEASE);
}

/* Other threads may still be about to write: the record stays. */
void rf_trace_end(void)
{
    struct rf_trace *t = rf_tracing;

    if (!t)
        return;
    rf_lock_take(&t->lock);
    if (t->file) {
        fputs("\n]\n", t->file);
        fclose(t->file);
        t->file = NULL;
    }
    rf_lock_give(&t->lock);
}

/* The name of a place or function, without what JSON would have to escape. */
static void add_text(FILE *f, const char *s)
{
    for (; *s; s++)
        fputc(*s == '"' || *s == '\\' || (unsigned char)*s < ' ' ? '_' : *s, f);
}

static void write_event(char phase, int rows, int64_t row, const char *what, const rf_function *f,
                        uint32_t at)
{
    struct rf_trace *t = __atomic_load_n(&rf_tracing, __ATOMIC_ACQUIRE);
    double           us;

    rf_lock_take(&t->lock);
    us = (double)(rf_now() - t->start) / 1000;
    if (t->file) {
        fprintf(t->file, ",\n{\"ph\":\"%c\",\"ts\":%.3f,\"pid\":%d,\"tid\":%lld", phase, us, rows,
                (long long)row);
        if (phase == 'i')
            fputs(",\"s\":\"t\"", t->file);
        if (what) {
            fputs(",\"name\":\"", t->file);
            add_text(t->file, what);
            if (at != 0 && f && f->file) {
                fputs(" at ", t->file);
                add_text(t->file, f->file);
                fprintf(t->file, ":%u", at >> 8);
            }
            fputc('"', t->file);
        }
        fputc('}', t->file);
    }
    rf_lock_give(&t->lock);
}

static int64_t row_of_party(rf_ctx *cx)
{
    return cx->party ? rf_thread_id(cx) : 0;
}

void rf_trace_runs(rf_ctx *cx, const rf_party *p)
{
    const char *name = p->function->name;

    write_event('B', ROWS_OF_THREADS, rf_thread_of(cx)->number, *name ? name : "spawn block",
                p->function, p->begun);
}

void rf_trace_leaves(rf_ctx *cx)
{
    write_event('E', ROWS_OF_THREADS, rf_thread_of(cx)->number, NULL, NULL, 0);
}

void rf_trace_waits(rf_ctx *cx, const char *what, uint32_t at)
{
    write_event('B', ROWS_OF_PARTIES, row_of_party(cx), what, rf_place_function(cx), at);
}

void rf_trace_goes_on(rf_ctx *cx)
{
    write_event('E', ROWS_OF_PARTIES, row_of_party(cx), NULL, NULL, 0);
}

void rf_trace_did(rf_ctx *cx, const char *what, uint32_t at)
{
    write_event('i', ROWS_OF_PARTIES, row_of_party(cx), what, rf_place_function(cx), at);
}
