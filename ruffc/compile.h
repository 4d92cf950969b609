#ifndef RUFFC_COMPILE_H
#define RUFFC_COMPILE_H

#include "emit/emit.h"
#include "front/test_blocks.h"

/** What a command wants of a compilation. */
typedef struct CompileJob {
    const char *path;
    DiagStyle   style;      /* of errors and warnings */
    int         diag_fd;    /* where they go */
    bool        check_only; /* no C: stop when everything is known */
    TestList   *tests;      /* not NULL: the program runs one of its test blocks; they are listed here */
} CompileJob;

/** Runs the passes over one script: reads, parses, resolves, infers, builds, lowers, emits.
   Diagnostics are printed as the job says, dumps and timings as c->options say. True when *out
   holds the program. Else the command ends with *status: an error's, or 0 when nothing more was
   asked for. */
bool compile_script(Compiler *c, const CompileJob *job, CUnit *out, int *status);

/** The words that --dump takes, into `names`, and how many. */
size_t stage_names(Text *names, size_t room);

/** The DUMP_* bit of a word; 0 for none. */
uint32_t stage_bit(Text name);

/** The words that --stop-after takes, into `names`, and how many. */
size_t pass_names(Text *names, size_t room);

#endif
