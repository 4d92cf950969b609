#ifndef RUFFC_COMPILE_H
#define RUFFC_COMPILE_H

#include "emit/emit.h"

/** Runs the passes over one script: reads, parses, resolves, infers, builds, lowers, emits. Diagnostics are
    printed. False with the exit status in *status when the program must not run (or a dump was asked for). */
bool compile_file(Compiler *c, const char *path, CUnit *out, int *status);

#endif
