#ifndef RUFFC_EMIT_TEMPLATE_H
#define RUFFC_EMIT_TEMPLATE_H

#include "emit/writer.h"

/* The skeletons of templates/, embedded in the executable when it is built. A skeleton is C with
   holes {{NAME}} and nothing else: what varies is decided by who fills them. Its head comment names
   each hole and is not written. */

/** A skeleton. The name is the file's without .c.tmpl. */
typedef struct Template {
    const char *name;
    Text        text;
} Template;

/** The skeletons whose place in the list is below template_count. */
Template            template_at(size_t at);
extern const size_t template_count;

/** What a hole is filled with: a piece of a line, or whole lines. A hole that is a whole line and
    is filled with "" leaves no line; a hole for `lines` is a whole line and gives its depth. */
typedef struct Hole {
    const char *name;
    const char *text;
    void (*lines)(Emit *e);
} Hole;

#define FILL(hole, with)                                                                           \
    {                                                                                              \
        hole, with, NULL                                                                           \
    }
#define LINES(hole, write)                                                                         \
    {                                                                                              \
        hole, NULL, write                                                                          \
    }

/** NULL when every hole of the skeleton has one filling and every filling a hole; else what is
    wrong. The arena owns the answer. */
const char *template_problem(Arena *a, Text skeleton, const Hole *holes, size_t count);

/** Writes the skeleton of that name into the current section, at the current depth. What
    template_problem would tell is a fault of this compiler and ends it. */
void template_write(Emit *e, const char *name, const Hole *holes, size_t count);

/** Writes a skeleton with the FILLs and LINES that follow its name. */
#define TEMPLATE(e, name, ...)                                                                     \
    template_write(e, name, (const Hole[]){__VA_ARGS__}, COUNT_OF(((const Hole[]){__VA_ARGS__})))

#endif
