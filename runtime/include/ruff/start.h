#ifndef RUFF_START_H
#define RUFF_START_H

#include "ruff/task.h"

/** What the emitted main hands over. */
typedef struct rf_program {
    rf_value (*main)(rf_ctx *cx);    /* the script's top level; the result is dropped */
    const rf_function *function;     /* of the top level: name "", the main file */
    uint32_t global_count;           /* how many cells cx->globals has */
    const uint8_t *spawn_copies;     /* by number: 1 when spawn blocks take a copy of that global */
    uint32_t version;                /* RF_ABI_VERSION of the headers the program was compiled with */
} rf_program;

#define RF_ABI_VERSION 1

/** Runs a program to its end (C-16, S-77) and answers the exit status. argv[0] is the script or executable;
    args() gives the rest. rf_start_plain is for programs that never spawn, await, wait or sleep: it needs
    no scheduler. */
int rf_start_plain(const rf_program *p, int argc, char **argv);
int rf_start_tasks(const rf_program *p, int argc, char **argv);

/** The top level is at its end: generators whose last reference goes from here on are not closed (C-73). */
void rf_program_ends(rf_ctx *cx);

#endif
