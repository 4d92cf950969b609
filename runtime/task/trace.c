/* What is told in the timeline: see trace.h. How it is written: trace_file.c. */

#include "task/trace.h"

#include "task/trace_file.h"

static const rf_arrow no_arrow = {RF_ARROW_NONE, false, 0};

/* Parties get their numbers when they are started, while nobody else knows them. */
static int64_t number_of(rf_ctx *cx, rf_party *p)
{
    if (p->id == 0)
        p->id = 1 + __atomic_add_fetch(&rf_sched_of(cx)->next_id, 1, __ATOMIC_RELAXED);
    return p->id;
}

static rf_row row_of(const rf_party *p)
{
    return (rf_row){RF_ROWS_PARTIES, p ? p->id : 0};
}

static rf_row row_here(rf_ctx *cx)
{
    return row_of(rf_party_of(cx));
}

static rf_row row_of_thread(rf_ctx *cx)
{
    return (rf_row){RF_ROWS_THREADS, rf_thread_of(cx)->number};
}

static const char *name_of(const rf_party *p)
{
    switch ((rf_party_sort)p->sort) {
    case RF_MAIN:
        return "main program";
    case RF_BLOCK:
        return "spawn block";
    case RF_BODY:
        break;
    }
    return p->function->name;
}

static rf_place place_of(const rf_party *p)
{
    return (rf_place){p ? p->where : NULL, p ? p->at : 0};
}

/* ---- running */

void rf_trace_starts(rf_ctx *cx, rf_party *p)
{
    rf_place begun = {p->function, p->begun};

    number_of(cx, p);
    rf_trace_name_row(row_of(p), name_of(p), begun);
    rf_trace_event(row_here(cx), "starts", name_of(p), begun,
                   (rf_arrow){RF_ARROW_START, true, p->id});
}

void rf_trace_runs(rf_ctx *cx, rf_party *p)
{
    rf_place begun = {p->function, p->begun};
    bool     first = rf_trace_name_row((rf_row){RF_ROWS_BEGUN, number_of(cx, p)}, NULL, begun);

    rf_trace_name_row(row_of(p), name_of(p), begun);
    rf_trace_name_row(row_of_thread(cx), "thread", (rf_place){0});
    first = first && p->sort != RF_MAIN;
    rf_trace_slice(row_of_thread(cx), name_of(p), begun,
                   (rf_arrow){first ? RF_ARROW_START : RF_ARROW_NONE, false, p->id});
}

void rf_trace_leaves(rf_ctx *cx)
{
    rf_trace_slice_end(row_of_thread(cx));
}

void rf_trace_waits(rf_ctx *cx, const char *what, uint32_t at)
{
    rf_trace_slice(row_here(cx), what, (rf_place){rf_place_function(cx), at}, no_arrow);
}

void rf_trace_goes_on(rf_ctx *cx)
{
    rf_trace_slice_end(row_here(cx));
}

/* ---- messages */

void rf_trace_here(rf_ctx *cx, uint32_t at)
{
    rf_party *p = rf_party_of(cx);

    p->at    = at;
    p->where = rf_place_function(cx);
}

void rf_trace_did(rf_ctx *cx, const char *what, uint32_t at)
{
    rf_trace_event(row_here(cx), what, NULL, (rf_place){rf_place_function(cx), at}, no_arrow);
}

/* A message's number is that of its channel and its place in the order of that: messages come out
   in the order in which they went in. */
static uint64_t message_of(rf_channel *c, uint32_t count)
{
    uint32_t none = 0, fresh;

    if (__atomic_load_n(&c->number, __ATOMIC_RELAXED) == 0) {
        fresh = rf_trace_next_number();
        __atomic_compare_exchange_n(&c->number, &none, fresh, false, __ATOMIC_RELAXED,
                                    __ATOMIC_RELAXED);
    }
    return (uint64_t)__atomic_load_n(&c->number, __ATOMIC_RELAXED) << 32 | count;
}

void rf_trace_put(rf_ctx *cx, rf_channel *c, const rf_party *sender)
{
    const rf_party *p = sender ? sender : rf_party_of(cx);

    rf_trace_event(row_of(p), "sends", NULL, place_of(p),
                   (rf_arrow){RF_ARROW_MESSAGE, true, message_of(c, c->puts++)});
}

void rf_trace_take(rf_ctx *cx, rf_channel *c, const rf_party *receiver)
{
    const rf_party *p = receiver ? receiver : rf_party_of(cx);
    uint32_t        n = __atomic_fetch_add(&c->takes, 1, __ATOMIC_RELAXED);

    rf_trace_event(row_of(p), "receives", NULL, place_of(p),
                   (rf_arrow){RF_ARROW_MESSAGE, false, message_of(c, n)});
}
