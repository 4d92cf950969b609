/* A unit to a loaded shared object: see object.h. */

#define _GNU_SOURCE
#include "back/object.h"

#include <dlfcn.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "back/process.h"
#include "support/text.h"

ObjectJob *object_job_new(const CUnit *unit, Compiler *c, const char *cc, const Digest *key)
{
    ObjectJob *job = calloc(1, sizeof *job);

    if (!job)
        return NULL;
    job->source   = arena_text(&job->arena, unit->text);
    job->features = unit->features;
    job->cc       = text_format(&job->arena, "%s", cc);
    job->keep     = key != NULL;
    if (key) {
        job->key   = *key;
        job->facts = cache_facts(&job->arena, c, unit->features, cc);
    }
    return job;
}

void object_job_free(ObjectJob *job)
{
    if (job)
        arena_free(&job->arena);
    free(job);
}

/* ---- the files ---- */

static void work_remove(const ObjectWork *w)
{
    unlink(w->source);
    unlink(w->log);
    unlink(w->result);
    rmdir(w->folder);
}

/* False, with nothing left, when the source does not go there. */
static bool work_make(ObjectWork *w, const char *above, const char *prefix, Text source)
{
    int  fd;
    bool ok;

    snprintf(w->folder, sizeof w->folder, "%s/%s.XXXXXX", above, prefix);
    if (!mkdtemp(w->folder))
        return false;
    snprintf(w->source, sizeof w->source, "%s/script.c", w->folder);
    snprintf(w->log, sizeof w->log, "%s/log", w->folder);
    snprintf(w->result, sizeof w->result, "%s/script.so", w->folder);
    fd = open(w->source, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    ok = fd >= 0 && text_write(source, fd);
    if (fd >= 0)
        ok = close(fd) == 0 && ok;
    if (!ok)
        work_remove(w);
    return ok;
}

/* In the cache's folder, so that the result only needs a new name; else where files do not stay. */
static bool work_place(ObjectWork *w, const ObjectJob *job)
{
    const char *tmp = getenv("TMPDIR");

    if (job->keep && cache_folder(w->cache) && work_make(w, w->cache, "work", job->source))
        return true;
    w->cache[0] = '\0';
    return work_make(w, tmp && *tmp ? tmp : "/tmp", "ruffc", job->source);
}

/* ---- the compiler ---- */

pid_t object_start(const ObjectJob *job, ObjectWork *w, bool apart)
{
    ObjectWords words;
    pid_t       pid;

    if (!work_place(w, job))
        return CANNOT_START;
    if (!cc_object_words(&words, job->cc, w->source, w->result)) {
        work_remove(w);
        return CANNOT_START;
    }
    pid = process_start(&words.words, w->log, apart);
    if (pid == CANNOT_START)
        work_remove(w);
    return pid;
}

JitEntry object_entry(void *object)
{
    void    *found = dlsym(object, CC_OBJECT_ENTRY);
    JitEntry entry;

    memcpy(&entry, &found, sizeof entry);
    return entry;
}

void *object_finish(const ObjectJob *job, ObjectWork *w, int status)
{
    void *object = status == 0 ? dlopen(w->result, RTLD_NOW | RTLD_LOCAL) : NULL;

    if (object && !object_entry(object)) {
        dlclose(object);
        object = NULL;
    }
    if (object && job->keep && w->cache[0])
        cache_keep(w->cache, job->key, job->facts, w->result);
    work_remove(w);
    return object;
}
