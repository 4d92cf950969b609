/* The file of the timeline: a JSON array with one event a line, under one lock; a trace is for looking, not
   for speed. Format: the Trace Event Format of Chrome, as Perfetto reads it: rows are threads (tid) of
   two processes (pid); arrows are flow events, bound to the slice that encloses them. */

#include "task/trace_file.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "core/heap.h"
#include "core/start.h"
#include "task/trace.h"

/* What is known of a row. */
typedef struct known {
    bool     named;
    uint32_t open; /* slices that have not ended */
} known;

struct rf_trace {
    rf_lock  lock;
    FILE    *file;
    int64_t  start, last; /* times, in ns */
    uint32_t number;
    known   *rows[RF_ROWS_SORTS];
    size_t   room[RF_ROWS_SORTS];
};

struct rf_trace *rf_tracing;

/* An event has to last for arrows to be bound to it, and the next one comes after it. */
enum { EVENT_NS = 100 };

/* Not rf_now: the time of the test scheduler goes on when it is looked at. */
static int64_t system_now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

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
    t->start = system_now();
    fputs("[\n{\"ph\":\"M\",\"pid\":1,\"tid\":0,\"name\":\"process_name\",\"args\":{\"name\":\"threads\"}},\n"
          "{\"ph\":\"M\",\"pid\":2,\"tid\":0,\"name\":\"process_name\",\"args\":{\"name\":\"main program, "
          "blocks, calls\"}}",
          file);
    rf_before_exit = rf_trace_end;
    __atomic_fetch_add(&rf_direct_off, 1, __ATOMIC_RELAXED); /* every body gets its row */
    __atomic_store_n(&rf_tracing, t, __ATOMIC_RELEASE);
    rf_trace_name_row((rf_row){RF_ROWS_PARTIES, 1}, "main program", (rf_place){0});
}

/* ---- parts of events; the lock is held */

/* No two events of one time: what comes later in the file has come later. */
static double now_us(struct rf_trace *t)
{
    int64_t now = system_now() - t->start;

    t->last = now > t->last + EVENT_NS ? now : t->last + EVENT_NS + 1;
    return (double)t->last / 1000;
}

static void add_text(FILE *f, const char *s)
{
    for (; *s; s++) {
        if (*s == '"' || *s == '\\')
            fprintf(f, "\\%c", *s);
        else if ((unsigned char)*s < ' ')
            fprintf(f, "\\u%04x", (unsigned)*s);
        else
            fputc(*s, f);
    }
}

static void add_name(FILE *f, const char *name, const char *of)
{
    fputs(",\"name\":\"", f);
    add_text(f, name);
    if (of) {
        fputc(' ', f);
        add_text(f, of);
    }
    fputc('"', f);
}

static void add_place(FILE *f, rf_place at)
{
    if (at.at == 0 || !at.in || !at.in->file)
        return;
    fputs(",\"args\":{\"at\":\"", f);
    add_text(f, at.in->file);
    fprintf(f, ":%u\"}", at.at >> 8);
}

static void begin_event(struct rf_trace *t, char phase, rf_row row, double us)
{
    fprintf(t->file, ",\n{\"ph\":\"%c\",\"cat\":\"ruff\",\"ts\":%.3f,\"pid\":%d,\"tid\":%lld", phase,
            us, (int)row.sort, (long long)row.number);
}

static known *known_of(struct rf_trace *t, rf_row row)
{
    size_t need = (size_t)row.number + 1, room = t->room[row.sort];

    if (need > room) {
        size_t grown = need < 64 ? 64 : need * 2;

        t->rows[row.sort] = realloc(t->rows[row.sort], grown * sizeof(known));
        if (!t->rows[row.sort])
            rf_out_of_memory();
        for (size_t i = room; i < grown; i++)
            t->rows[row.sort][i] = (known){0};
        t->room[row.sort] = grown;
    }
    return &t->rows[row.sort][row.number];
}

/* The trace with its lock taken; NULL when it has ended. */
static struct rf_trace *enter(void)
{
    struct rf_trace *t = __atomic_load_n(&rf_tracing, __ATOMIC_ACQUIRE);

    rf_lock_take(&t->lock);
    if (t->file)
        return t;
    rf_lock_give(&t->lock);
    return NULL;
}

static void leave(struct rf_trace *t)
{
    rf_lock_give(&t->lock);
}

/* ---- events */

static void write_row_name(struct rf_trace *t, rf_row row, const char *name, rf_place at)
{
    fprintf(t->file, ",\n{\"ph\":\"M\",\"pid\":%d,\"tid\":%lld,\"name\":\"thread_name\",\"args\":{\"name\":\"",
            (int)row.sort, (long long)row.number);
    add_text(t->file, name);
    if (row.number != 1 || row.sort != RF_ROWS_PARTIES)
        fprintf(t->file, " %lld", (long long)row.number);
    if (at.at != 0 && at.in && at.in->file) {
        fputs(", ", t->file);
        add_text(t->file, at.in->file);
        fprintf(t->file, ":%u", at.at >> 8);
    }
    fputs("\"}}", t->file);
}

bool rf_trace_name_row(rf_row row, const char *name, rf_place at)
{
    struct rf_trace *t = enter();
    bool             first;

    if (!t)
        return false;
    first                    = !known_of(t, row)->named;
    known_of(t, row)->named = true;
    if (first && name)
        write_row_name(t, row, name, at);
    leave(t);
    return first;
}

/* The lock is held. Bound to the slice that was told before it, at the same time. */
static void write_arrow(struct rf_trace *t, rf_row row, double us, rf_arrow a)
{
    bool is_message = a.what == RF_ARROW_MESSAGE;

    if (a.what == RF_ARROW_NONE)
        return;
    begin_event(t, a.leaves ? 's' : 'f', row, us);
    if (!a.leaves)
        fputs(",\"bp\":\"e\"", t->file);
    fprintf(t->file, ",\"id\":\"0x%llx\"", (unsigned long long)(a.number << 1 | is_message));
    add_name(t->file, is_message ? "message" : "start", NULL);
    fputc('}', t->file);
}

void rf_trace_slice(rf_row row, const char *name, rf_place at, rf_arrow arrow)
{
    struct rf_trace *t = enter();
    double           us;

    if (!t)
        return;
    known_of(t, row)->open++;
    us = now_us(t);
    begin_event(t, 'B', row, us);
    add_name(t->file, name, NULL);
    add_place(t->file, at);
    fputc('}', t->file);
    write_arrow(t, row, us, arrow);
    leave(t);
}

/* What began before the trace did has no end in it. */
void rf_trace_slice_end(rf_row row)
{
    struct rf_trace *t = enter();

    if (!t)
        return;
    if (known_of(t, row)->open > 0) {
        known_of(t, row)->open--;
        begin_event(t, 'E', row, now_us(t));
        fputc('}', t->file);
    }
    leave(t);
}

void rf_trace_event(rf_row row, const char *name, const char *of, rf_place at, rf_arrow arrow)
{
    struct rf_trace *t = enter();
    double           us;

    if (!t)
        return;
    us = now_us(t);
    begin_event(t, 'X', row, us);
    fprintf(t->file, ",\"dur\":%.3f", EVENT_NS / 1000.0);
    add_name(t->file, name, of);
    add_place(t->file, at);
    fputc('}', t->file);
    write_arrow(t, row, us, arrow);
    leave(t);
}

uint32_t rf_trace_next_number(void)
{
    return __atomic_add_fetch(&rf_tracing->number, 1, __ATOMIC_RELAXED);
}

/* ---- the end */

/* Bodies that still run, or wait for ever, do so to the end of the timeline. */
static void end_slices(struct rf_trace *t)
{
    for (rf_rows sort = RF_ROWS_THREADS; sort < RF_ROWS_SORTS; sort++) {
        for (size_t i = 0; i < t->room[sort]; i++) {
            for (; t->rows[sort][i].open > 0; t->rows[sort][i].open--) {
                begin_event(t, 'E', (rf_row){sort, (int64_t)i}, now_us(t));
                fputc('}', t->file);
            }
        }
    }
}

/* Other threads may still be about to write: the record stays. */
void rf_trace_end(void)
{
    struct rf_trace *t = rf_tracing ? enter() : NULL;

    if (!t)
        return;
    end_slices(t);
    fputs("\n]\n", t->file);
    fclose(t->file);
    t->file = NULL;
    leave(t);
}
