#ifndef RUFF_GEN_FRAME_H
#define RUFF_GEN_FRAME_H

/* What the files of gen/ and task/ share about resumable frames. */

#include "ruff/gen.h"
#include "ruff/iterate.h"
#include "core/native.h" /* rf_lazy_method */

/** Bits of rf_frame::flags. RF_FRAME_CLOSING is what RF_CLOSING tests. */
enum {
    RF_FRAME_RUNNING = 1,
    RF_FRAME_CLOSING = 2,
    RF_FRAME_CROSSED = 4, /* its variables are its own already (C-76) */
    RF_FRAME_APART   = 8, /* while it runs, new cells belong to no party (core/cycle.h) */
    RF_FRAME_WAITS   = 16 /* its body waits, and whoever drives it has given way: the turn stays taken */
};

/** Bytes kept behind the variables of an async frame for what task/ needs there. */
enum { RF_TASK_ROOM = 272 };

/** Where they start, and how large the whole frame is. */
static inline uint32_t rf_frame_tail(const rf_frame_type *t)
{
    return (t->size + 15u) & ~15u;
}
uint32_t rf_frame_size(const rf_frame *f);

/** type() is "generator" and "iterator"; else the two are alike: frames with emitted or native
 * bodies. */
extern const rf_kind rf_generator_kind, rf_iterator_kind;

/** True for both kinds of frames that give values. */
static inline bool rf_is_source(rf_value v)
{
    return rf_is(v, RF_K_GENERATOR) || rf_is(v, RF_K_ITERATOR);
}

/** Releases what a frame holds and its memory; no body is run. */
void rf_frame_free(rf_ctx *cx, rf_frame *f);

/** Runs a body up to its next stop; with the globals that it has taken along, if it has: what comes out is bound to
    them. */
rf_step               rf_frame_step_there(rf_ctx *cx, rf_frame *f);
static inline rf_step rf_frame_step(rf_ctx *cx, rf_frame *f)
{
    return RF_LIKELY(!f->world) ? f->type->resume(cx, f) : rf_frame_step_there(cx, f);
}

/** Nobody has the generator any more: a body in the middle leaves through its finally blocks (C-73). */
void rf_frame_forgotten(rf_ctx *cx, rf_frame *g);

/** Shares what a frame holds (kind function). */
void rf_frame_share(rf_ctx *cx, rf_object *o);

/** True when `name` is this word. */
bool rf_name_is(const rf_string *name, const char *word);

/** One method of a handle: how many arguments it takes and what it does. `self` is the receiver. */
typedef struct rf_method_row {
    const char *name;
    uint32_t    least, most;
    rf_value (*call)(rf_ctx *cx, rf_value self, const rf_value *args, uint32_t count);
} rf_method_row;

/** Finds the method in a table that ends with a row without name, tests the number of arguments and
   calls it; missing arguments are RF_ABSENT. RF_ABSENT when there is none of that name. */
rf_value rf_call_row(rf_ctx *cx, const rf_method_row *rows, rf_value self, const rf_string *name,
                     const rf_value *args, uint32_t count);

/** The rows of the lazy and eager adaptors (C-74), for any iterable receiver. */
extern const rf_method_row rf_lazy_rows[], rf_eager_rows[];

/** An error left a `finally` that nobody waits for (C-73, C-13): reports it and notes that the
   program's status becomes 4. Takes the pending error. */
void rf_report_stray(rf_ctx *cx);

#endif
