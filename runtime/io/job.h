#ifndef RUFF_IO_JOB_H
#define RUFF_IO_JOB_H

#include "ruff/abi.h"

/* Built-in functions of the abi STARTED that are one piece of work in the system: a file, a process. What it
   needs and what comes out of it stands in a struct of the function's own, its `data`. */

typedef struct rf_job_type {
    size_t size;                                /* of the data */
    void (*keep)(void *data);                   /* it will outlive the call: copies what it only borrows */
    void (*work)(void *data);                   /* touches no values of the script */
    rf_value (*result)(rf_ctx *cx, void *data); /* owned; null with the error thrown */
    void (*drop)(void *data);                   /* gives back what the data holds */
    void (*stop)(void *data);                   /* the caller was cancelled while the work may be going on in
                                                   another thread; NULL: it goes on for nothing */
    bool waits;                                 /* for something outside, perhaps for long: a process */
} rf_job_type;

/** Has the work done, and answers what the built-in function answers: a promise that a helper will settle.
    The main program does short work itself, since nobody waits for its thread: then it is the result, or the
    error. Takes what the data holds; the struct itself is the caller's. */
rf_value rf_job_start(rf_ctx *cx, const rf_job_type *t, void *data);
/** Always the promise: for built-in functions whose result is one. */
rf_value rf_job_promise(rf_ctx *cx, const rf_job_type *t, void *data);

#endif
