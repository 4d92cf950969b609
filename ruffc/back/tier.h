#ifndef RUFFC_BACK_TIER_H
#define RUFFC_BACK_TIER_H

#include "back/object.h"

/** The C compiler at work while tcc's code runs; what it makes takes over, and goes to the cache. */
typedef struct Tier Tier;

/** Starts a thread that, once the script has run for a while, compiles the job. Takes the job over. NULL when
    there is no thread to be had: the script runs as it is. `jit` must live until tier_end. */
Tier *tier_start(ObjectJob *job, Jit *jit);

/** Ends the C compiler if it is still at work, and the thread. */
void tier_end(Tier *t);

/** Compiles the job here and now, in one of its forms, and loads it. NULL when nothing comes of it; `*status` is then the C compiler's, or
    CANNOT_START. */
void *tier_compile(const ObjectJob *job, ObjectForm form, int *status);

#endif
