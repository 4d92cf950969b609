#ifndef RUFFC_BACK_OBJECT_H
#define RUFFC_BACK_OBJECT_H

#include "back/backend.h"
#include "back/cache.h"

/* What the C compiler makes of a unit for this process: a shared object, loaded, and kept in the cache. */

/** One such compilation. It outlives the Compiler: its texts are its own. */
typedef struct ObjectJob {
    Arena       arena;
    Text        source;
    FeatureSet  features;
    const char *cc;
    bool        keep; /* under `key`, with `facts` */
    Digest      key;
    Text        facts;
} ObjectJob;

/** The job for a unit. `key` NULL: its object is not kept. object_job_free gives it back. */
ObjectJob *object_job_new(const CUnit *unit, Compiler *c, const char *cc, const Digest *key);
void       object_job_free(ObjectJob *job);

/** The C compiler at work on a job: its files. */
typedef struct ObjectWork {
    char cache[CACHE_PATH]; /* the cache's folder, empty when there is none */
    char folder[CACHE_PATH + 64], source[CACHE_PATH + 96], log[CACHE_PATH + 96],
        result[CACHE_PATH + 96];
} ObjectWork;

/** Makes the folder and the source, in the cache if that can be, else in $TMPDIR, and starts the compiler,
    `apart` as in process_start. Its id, or CANNOT_START: then there is nothing to end. */
pid_t object_start(const ObjectJob *job, ObjectWork *w, bool apart);

/** When the compiler has ended with `status`: loads what it made, keeps it, removes the work's files. The
    handle, as dlopen gives it; NULL when there is none. */
void *object_finish(const ObjectJob *job, ObjectWork *w, int status);

/** The entry of the program in a loaded object. */
JitEntry object_entry(void *object);

#endif
