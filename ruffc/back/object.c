/* A unit to a loaded shared object: see object.h. */

#define _GNU_SOURCE
#include "back/object.h"

#include <dlfcn.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "back/lookup.h"
#include "back/process.h"
#include "support/text.h"

enum { LARGE = 4 << 20 /* bytes of C */ };

static char **copy_environment(Arena *a)
{
    size_t n = 0;
    char **copy;

    while (environ[n])
        n++;
    copy = ARENA_ARRAY(a, char *, n + 1);
    for (size_t i = 0; i < n; i++)
        copy[i] = (char *)text_format(a, "%s", environ[i]);
    return copy;
}

/* What the environment says, before the script starts. */
static void read_environment(ObjectJob *job)
{
    const char *tmp = getenv("TMPDIR");
    char        path[4096];

    job->environment = copy_environment(&job->arena);
    job->tmp         = text_format(&job->arena, "%s", tmp && *tmp ? tmp : "/tmp");
    job->limit       = cache_limit();
    if (getenv("RUFFC_TIER_TEST"))
        job->large = true; /* tests compile everything */
    if (lookup_program(job->cc, path, sizeof path))
        job->program = text_format(&job->arena, "%s", path);
    if (!job->keep || !cache_folder(job->cache))
        job->cache[0] = '\0';
}

ObjectJob *object_job_new(const CUnit *unit, Compiler *c, const char *cc, const Digest *key)
{
    ObjectJob *job = calloc(1, sizeof *job);

    if (!job)
        return NULL;
    job->source   = arena_text(&job->arena, unit->text);
    job->features = unit->features;
    job->cc       = text_format(&job->arena, "%s", cc);
    job->large    = unit->text.len > LARGE;
    job->keep     = key != NULL;
    if (key) {
        job->key   = *key;
        job->facts = cache_facts(&job->arena, c, unit->features, cc);
    }
    read_environment(job);
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
    w->in_cache = job->cache[0] && work_make(w, job->cache, "work", job->source);
    return w->in_cache || work_make(w, job->tmp, "ruffc", job->source);
}

/* ---- the compiler ---- */

pid_t object_start(const ObjectJob *job, ObjectForm form, ObjectWork *w, bool apart)
{
    ObjectWords words;
    pid_t       pid;

    if (!job->program || !work_place(w, job))
        return CANNOT_START;
    if (!cc_object_words(&words, job->cc, job->large, form == OBJECT_ALONE, w->source, w->result)) {
        work_remove(w);
        return CANNOT_START;
    }
    pid = process_start_as(job->program, &words.words, w->log, apart, job->environment);
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

void *object_finish(const ObjectJob *job, ObjectForm form, ObjectWork *w, int status, bool load)
{
    void *object = status == 0 && load ? dlopen(w->result, RTLD_NOW | RTLD_LOCAL) : NULL;
    bool  good   = status == 0 && (object || !load);

    if (good && form == OBJECT_ALONE && w->in_cache)
        cache_keep(job->cache, job->limit, job->key, job->facts, w->result);
    work_remove(w);
    return object;
}
