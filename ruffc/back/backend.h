#ifndef RUFFC_BACK_BACKEND_H
#define RUFFC_BACK_BACKEND_H

#include "emit/emit.h"

/** How the system compiler is called. */
typedef struct CcOptions {
    const char *cc;       /* "cc" unless told otherwise */
    int         optimise; /* -O level */
    bool        debug, link_static, sanitize;
    const char *extra;    /* further flags, separated by spaces; NULL for none */
} CcOptions;

/** Runs the system compiler on the unit and leaves an executable at `output`. False after one line on stderr. */
bool cc_build(const CUnit *unit, const CcOptions *o, const char *output);

/** Compiles the unit in memory with libtcc and runs its main. The exit status of the program; 6 when libtcc
    refuses the unit, which is a fault of this compiler. */
int jit_run(const CUnit *unit, int argc, char **argv);

/** Folders of the runtime that belong to this executable: its headers and its library. They are found beside
    the executable (out/ or an installed prefix). */
const char *runtime_include_dir(char *room, size_t size);
const char *runtime_library(char *room, size_t size);

#endif
