#ifndef RUFFC_BACK_BACKEND_H
#define RUFFC_BACK_BACKEND_H

#include "back/process.h"
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

/** The call that makes a shared object of a unit for this process, which has the runtime. */
typedef struct ObjectWords {
    Words words;
    char  include[4200], cc[1024], own[512]; /* their room */
} ObjectWords;

/** What the unit's main is called in it. */
#define CC_OBJECT_ENTRY "rf_script_main"

/** Fills *out; the paths are borrowed. `large`: optimise less. `alone`: as a
    program, not to take over (ruff/tier.h). False after one line on stderr. */
bool cc_object_words(ObjectWords *out, const char *cc, bool large, bool alone, const char *source,
                     const char *result);

/** The program's entry, as main. It answers the exit status. */
typedef int (*JitEntry)(int argc, char **argv);

/** A unit compiled in memory. Its code lives until jit_free. */
typedef struct Jit Jit;

/** Compiles with libtcc. NULL after one line on stderr: a fault of this compiler, or of its
 * installation. */
Jit *jit_compile(const CUnit *unit);

/** The address of one of the unit's functions or tables; NULL when it has none of that name. */
void *jit_symbol(Jit *jit, const char *name);

/** Lets the functions of a shared object of the same unit take over from those of `jit`, which may be running:
    where they are called, in their loops, or both. */
enum { TAKE_CALLS = 1, TAKE_LOOPS = 2 };
void jit_take_over(Jit *jit, void *object, int where);

/** Gives the code back. */
void jit_free(Jit *jit);

/** The runtime's headers and its library as they belong to this executable: in the build folder, or
   in the prefix where it was installed. The path is written to `room`; NULL after one line on
   stderr. */
const char *runtime_include_dir(char *room, size_t size);
const char *runtime_library(char *room, size_t size);

/** Whether bundle_program can do it. Parts of the library that are not all C are told of on stderr. */
bool bundle_possible(const CUnit *unit);

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
