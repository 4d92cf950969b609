#ifndef RUFF_STD_PROCESS_CHILD_H
#define RUFF_STD_PROCESS_CHILD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* One child process from its start to its end, on the thread of the caller. No values of the script here. */

enum { RF_INPUT_NONE = -1, RF_INPUT_OURS = 0 }; /* the standard input of the child: nothing, ours, or a file */

typedef struct rf_child {
    char *const *argv; /* argv[0] is looked up in PATH when it has no slash */
    char *const *env;
    int          input;
    int          stop;     /* a file that becomes readable when the child is to be killed; -1: none */
    int64_t      deadline; /* of the monotonic clock in ms */
    size_t       most;     /* bytes kept of each output */
    bool         ends_full; /* the child is killed when it writes more */
} rf_child;

/** What came over one pipe. */
typedef struct rf_captured {
    char  *at; /* from malloc */
    size_t size, room;
    bool   truncated;
} rf_captured;

typedef struct rf_outcome {
    int         error;     /* of the system: there was no child; else 0 */
    int         exit_code; /* -1: ended by a signal */
    bool        timed_out, stopped;
    rf_captured out, err;
} rf_outcome;

/** Milliseconds of the monotonic clock. */
int64_t rf_child_clock(void);
/** Runs the child; what comes out of it is the caller's, for rf_outcome_drop. When the child ends, what it has
    written is taken; processes that it leaves behind are not waited for. One that is killed takes its
    descendants along. */
void rf_child_run(const rf_child *c, rf_outcome *o);
void rf_outcome_drop(rf_outcome *o);

#endif
