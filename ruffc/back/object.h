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
    const char *program; /* the file that runs `cc`, NULL: none */
    const char *tmp;     /* where files do not stay */
    char      **environment; /* a copy: the script may change its own meanwhile */
    char        cache[CACHE_PATH]; /* the cache's folder, empty when there is none */
    uint64_t    limit;
    bool        large; /* the C compiler would take too long to do its best */
    bool        keep; /* under `key`, with `facts` */
    Digest      key;
    Text        facts;
} ObjectJob;

/** The job for a unit. `key` NULL: its object is not kept. object_job_free gives it back. */
ObjectJob *object_job_new(const CUnit *unit, Compiler *c, const char *cc, const Digest *key);
void       object_job_free(ObjectJob *job);

/** The C compiler at work on a job: its files. */
typedef struct ObjectWork {
    bool in_cache;
    char folder[CACHE_PATH + 64], source[CACHE_PATH + 96], log[CACHE_PATH + 96],
        result[CACHE_PATH + 96];
} ObjectWork;

/** Which of the two forms of the unit: one that takes over in this process, or a program of its own, which
    is what the cache keeps. */
typedef enum ObjectForm { OBJECT_TAKES, OBJECT_ALONE } ObjectForm;

/** Makes the folder and the source, in the cache if that can be, else in $TMPDIR, and starts the compiler,
    `apart` as in process_start. Its id, or CANNOT_START: then there is nothing to end. */
pid_t object_start(const ObjectJob *job, ObjectForm form, ObjectWork *w, bool apart);

/** When the compiler has ended with `status`: loads what it made if `load`, keeps one that stands alone, removes
    the work's files. The handle, as dlopen gives it; NULL when there is none. */
void *object_finish(const ObjectJob *job, ObjectForm form, ObjectWork *w, int status, bool load);

/** The entry of the program in a loaded object. */
JitEntry object_entry(void *object);

#endif
