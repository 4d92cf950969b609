#ifndef RUFF_TASK_FIBER_H
#define RUFF_TASK_FIBER_H

#include <stddef.h>

/* Stacks that change hands: the thread that runs on one goes over to another, and whoever goes over
   to the first continues there, on whatever thread. The main program has a stack of its own, which
   it takes from thread to thread; workers have those of their threads. */

typedef struct rf_fiber {
    void  *sp;   /* where it was left */
    char  *low;  /* of a stack that rf_fiber_init got; workers': known to sanitizers only */
    size_t size;
    void  *fake, *shadow; /* of sanitizers */
    void (*entry)(void *data);
    void *data;
    struct rf_fiber *from; /* who went over to it last */
} rf_fiber;

/** The stack of `size` bytes from `low` on: the first time somebody goes over to it, entry(data) begins.
    It must not return. */
void rf_fiber_init(rf_fiber *f, char *low, size_t size, void (*entry)(void *data), void *data);
/** The calling thread goes over to `to`; returns when some thread goes over to `from`, which is where it
    is now. */
void rf_fiber_switch(rf_fiber *from, rf_fiber *to);
/** It will not be used again. */
void rf_fiber_end(rf_fiber *f);

#endif
