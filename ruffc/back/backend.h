#ifndef RUFFC_BACK_BACKEND_H
#define RUFFC_BACK_BACKEND_H

#include "emit/emit.h"

/** How the system compiler is called. */
typedef struct CcOptions {
    const char *cc;       /* "cc" unless told otherwise; may hold flags, separated by spaces */
    int         optimise; /* -O level */
    bool        debug, link_static;
    const char *extra; /* further flags, separated by spaces; NULL for none */
    const Sources *sources; /* whose lines the program's reports of errors show; NULL for none */
} CcOptions;

/** Runs the system compiler on the unit and leaves an executable at `output`. False after one line
   on stderr. What the C compiler says is shown only when RUFFC_KEEP_C is set. */
bool cc_build(const CUnit *unit, const CcOptions *o, const char *output);

/** Prints, as one line on standard output, the flags that compile emitted C, or that link it with
    the features of the set, as cc_build passes them. False after one line on stderr. */
bool cc_print_cflags(void);
bool cc_print_libs(FeatureSet set);

/** A unit compiled in memory. Its code lives until jit_free. */
typedef struct Jit Jit;

/** Compiles with libtcc. NULL after one line on stderr: a fault of this compiler, or of its
 * installation. */
Jit *jit_compile(const CUnit *unit);

/** The address of one of the unit's functions or tables; NULL when it has none of that name. */
void *jit_symbol(Jit *jit, const char *name);

/** Gives the code back. */
void jit_free(Jit *jit);

/** The runtime's headers and its library as they belong to this executable: in the build folder, or
   in the prefix where it was installed. The path is written to `room`; NULL after one line on
   stderr. */
const char *runtime_include_dir(char *room, size_t size);
const char *runtime_library(char *room, size_t size);

/** The unit and the parts of the runtime that it needs as one C file, which a C compiler turns into
   the program with no other file of ours. The arena owns the text. */
Text bundle_program(Arena *arena, const CUnit *unit);

/** Puts a finished file to its place: `from` is copied to `to`, which keeps what it had when that
   fails. False after one line on stderr. */
bool output_place(const char *from, const char *to);

/** Writes a text to the file `path`, to standard output when it is NULL. False after one line on
 * stderr. */
bool output_text(Text t, const char *path);

/** False, after one line on stderr, when a file could not be written there: found out before the
 * work. */
bool output_check(const char *path);

/** When RUFFC_KEEP_C names a file, leaves the unit's C there. */
void keep_c(const CUnit *unit);

#endif
