#ifndef RUFFC_BACK_EMBEDDED_H
#define RUFFC_BACK_EMBEDDED_H

#include "support/base.h"

/** A source file of the runtime, as it was when ruffc was built. */
typedef struct Embedded {
    const char *path; /* as #include lines and the Makefile spell it: ruff/abi.h, core/array.c */
    Text        text;
} Embedded;

/** The files whose place in the list is below embedded_count. */
Embedded            embedded_file(size_t at);
extern const size_t embedded_count;

/** The text of the file with that path; empty when there is none. */
Text embedded_find(Text path);

/** Every identifier that the C library's headers, as the runtime includes them, give a meaning: one
   a line, sorted. */
Text embedded_libc_names(void);

/** What the runtime's object files define and use: lines `PATH D NAME` and `PATH U NAME`. */
Text embedded_symbols(void);

#endif
