#ifndef RUFFC_EMIT_EMIT_H
#define RUFFC_EMIT_EMIT_H

#include "ir/ir.h"
#include "library/features.h"

/** One C file for the whole program, and what the link line must name besides the core. */
typedef struct CUnit {
    Text text;
    bool uses_tasks;
    FeatureSet features; /* without those that they need in turn */
} CUnit;

/** Writes the program as C: readable, one source for gcc, clang and tcc. */
CUnit emit_program(IrProgram *p);

#endif
