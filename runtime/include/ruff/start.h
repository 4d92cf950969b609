#ifndef RUFF_START_H
#define RUFF_START_H

#include "ruff/task.h"

/** What a program may do; a program that may do everything has none. See runtime/capabilities.def. */
typedef struct rf_policy {
    uint32_t    allowed;                            /* a bit for each capability */
    const char *paths[12];                          /* for each: the only ones it reaches, `:` between; NULL: all */
    bool        public_only;                        /* no connections to this machine or private networks */
    void (*begin)(const struct rf_policy *policy);  /* rf_reach_begin where there are paths, or NULL */
} rf_policy;

/** Looks which paths the policy means, before the script can change any. */
void rf_reach_begin(const rf_policy *p);

/** Whether the program has all these capabilities; false: "Capability denied: … required for WHO; …" thrown. */
bool rf_may(rf_ctx *cx, uint32_t needed, const char *who);

/** What the emitted main hands over. */
typedef struct rf_program {
    rf_value (*main)(rf_ctx *cx);    /* the script's top level; the result is dropped */
    const rf_function *function;     /* of the top level: name "", the main file */
    uint32_t global_count;           /* how many cells cx->globals has */
    const uint8_t *spawn_copies;     /* by number: 1 when spawn blocks take a copy of that global */
    uint32_t version;                /* RF_ABI_VERSION of the headers the program was compiled with */
    const rf_policy *policy;         /* what it may do; NULL: everything */
} rf_program;

#define RF_ABI_VERSION 2

/** Runs a program to its end (C-16, S-77) and answers the exit status. argv[0] is the script or executable;
    args() gives the rest. rf_start_plain is for programs that never spawn, await, wait or sleep: it needs
    no scheduler. */
int rf_start_plain(const rf_program *p, int argc, char **argv);
int rf_start_tasks(const rf_program *p, int argc, char **argv);

/** The top level is at its end: generators whose last reference goes from here on are not closed (C-73). */
void rf_program_ends(rf_ctx *cx);

#endif
