/* kv_set and kv_get: a file that is replaced as a whole, so that readers never see half of it. */

#define _GNU_SOURCE /* asprintf, mkostemp */

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/heap.h"
#include "core/lib.h"
#include "io/job.h"
#include "std/env/env.h"
#include "std/file/file.h"
#include "std/kv/store.h"

/* One call; the texts are ours. */
typedef struct kv_job {
    char         *path;
    rf_store_span key, value; /* value.at NULL: it is asked for */
    bool          found, spoilt;
    rf_file_job   file; /* what went wrong */
} kv_job;

/* ---- reading */

/* The store in an open file. */
static rf_file_trouble read_store(kv_job *k, int file, rf_store *s)
{
    rf_file_trouble t = rf_file_read(&k->file, file, INT64_MAX);

    if (t == RF_FILE_FINE)
        k->spoilt = !rf_store_read(s, k->file.data, k->file.size);
    return t;
}

static rf_store_span copy_of(const char *at, size_t size)
{
    rf_store_span s = {malloc(size + 1), size};

    if (!s.at)
        rf_out_of_memory();
    memcpy(s.at, at, size);
    s.at[size] = '\0';
    return s;
}

static rf_file_trouble get(kv_job *k)
{
    rf_store             s = {0};
    const rf_store_span *v;
    int                  file;
    rf_file_trouble      t = rf_file_open(&k->file, O_RDONLY, &file);

    if (t == RF_FILE_SYSTEM && k->file.error == ENOENT)
        return RF_FILE_FINE;
    if (t != RF_FILE_FINE)
        return t;
    t = read_store(k, file, &s);
    v = t == RF_FILE_FINE && !k->spoilt ? rf_store_find(&s, k->key) : NULL;
    if (v) {
        k->value = copy_of(v->at, v->size);
        k->found = true;
    }
    rf_store_drop(&s);
    close(file);
    return t;
}

/* ---- writing */

/* The file under the path, locked: others may replace it meanwhile. */
static rf_file_trouble open_locked(kv_job *k, int *file)
{
    struct stat     mine, theirs;
    rf_file_trouble t;

    for (;;) {
        t = rf_file_open(&k->file, O_RDWR | O_CREAT, file);
        if (t != RF_FILE_FINE)
            return t;
        if (flock(*file, LOCK_EX) != 0 && errno != EINTR)
            return rf_file_close(&k->file, *file, rf_file_failed(&k->file));
        if (fstat(*file, &mine) == 0 && stat(k->path, &theirs) == 0 && mine.st_ino == theirs.st_ino &&
            mine.st_dev == theirs.st_dev)
            return RF_FILE_FINE;
        close(*file);
    }
}

/* The text as a new file of this name with the mode of the old one. */
static rf_file_trouble write_beside(kv_job *k, char *name, int old, rf_store_span text)
{
    struct stat     s;
    rf_file_trouble t;
    int             file = mkostemp(name, O_CLOEXEC);

    if (file < 0)
        return rf_file_failed(&k->file);
    t = rf_file_write(&k->file, file, text.at, text.size);
    if (t == RF_FILE_FINE && fstat(old, &s) == 0 && fchmod(file, s.st_mode & 07777) != 0)
        t = rf_file_failed(&k->file);
    return rf_file_close(&k->file, file, t);
}

static rf_file_trouble replace(kv_job *k, int old, rf_store_span text)
{
    rf_reach        r;
    char           *real = NULL, *name = NULL;
    rf_file_trouble t;

    if (rf_file_reach(&k->file, &r, RF_NTH_FS_WRITE, k->path, RF_LINKS_FOLLOWED))
        real = r.real ? strdup(r.path) : realpath(r.path, NULL);
    if (!real || asprintf(&name, "%s.XXXXXX", real) < 0) {
        t = rf_file_failed(&k->file);
        rf_reach_end(&r);
        free(real);
        return t;
    }
    t = write_beside(k, name, old, text);
    if (t == RF_FILE_FINE && rename(name, real) != 0)
        t = rf_file_failed(&k->file);
    if (t != RF_FILE_FINE)
        unlink(name);
    rf_reach_end(&r);
    free(real);
    free(name);
    return t;
}

static rf_file_trouble set(kv_job *k)
{
    rf_store        s = {0};
    rf_store_span   text;
    int             file;
    rf_file_trouble t = open_locked(k, &file);

    if (t != RF_FILE_FINE)
        return t;
    t = read_store(k, file, &s);
    if (t == RF_FILE_FINE && !k->spoilt) {
        rf_store_set(&s, k->key, k->value);
        text = rf_store_text(&s);
        t    = text.size > RF_FILE_MOST ? RF_FILE_TOO_LONG : replace(k, file, text);
        free(text.at);
    }
    rf_store_drop(&s);
    close(file);
    return t;
}

/* ---- as a job */

static void keep(void *data)
{
    (void)data; /* all of it is ours already */
}

static void work(void *data)
{
    kv_job *k = data;

    k->file.path    = k->path;
    k->file.trouble = k->value.at ? set(k) : get(k);
}

static rf_value result(rf_ctx *cx, void *data)
{
    static const rf_file_way reading = {"read key-value store", NULL, NULL};
    static const rf_file_way writing = {"write key-value store", NULL, NULL};
    kv_job                  *k       = data;

    if (k->spoilt) {
        rf_throw(cx, "Cannot read key-value store '%s': it is not a JSON object of strings", k->path);
        return rf_null;
    }
    if (k->file.trouble != RF_FILE_FINE) {
        k->file.way = k->value.at ? &writing : &reading;
        rf_file_throw(cx, &k->file);
        return rf_null;
    }
    if (k->found)
        return rf_from_object(rf_string_new(cx, k->value.at, (int64_t)k->value.size));
    return k->value.at ? rf_from_bool(true) : rf_null;
}

static void drop(void *data)
{
    kv_job *k = data;

    free(k->path);
    free(k->key.at);
    free(k->value.at);
    free(k->file.data);
}

static rf_value start(rf_ctx *cx, kv_job *k)
{
    static const rf_job_type type = {
        .size = sizeof *k, .keep = keep, .work = work, .result = result, .drop = drop};

    k->path = rf_env_copy("RUFF_KV_PATH");
    if (!k->path || !*k->path) {
        free(k->path);
        k->path = copy_of(".ruff_kv.json", 13).at;
    }
    return rf_job_start(cx, &type, k);
}

static rf_store_span text_of(rf_value v)
{
    return copy_of(rf_as_string(v)->at, (size_t)rf_as_string(v)->bytes);
}

rf_value rf_b_kv_set(rf_ctx *cx, rf_value key, rf_value value)
{
    kv_job k = {0};

    if (!rf_is_string(key) || !rf_is_string(value))
        return RF_REFUSE(cx, "kv_set requires key and value string arguments", key, value);
    k.key   = text_of(key);
    k.value = text_of(value);
    return start(cx, &k);
}

rf_value rf_b_kv_get(rf_ctx *cx, rf_value key)
{
    kv_job k = {0};

    if (!rf_is_string(key))
        return RF_REFUSE(cx, "kv_get requires a key string argument", key);
    k.key = text_of(key);
    return start(cx, &k);
}
