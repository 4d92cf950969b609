/* Making archives: see archive.h.

   libzip writes an archive when it is closed, so what was added waits in memory. Once that is much, the archive
   is written and opened again; then libzip copies what is in it as it is. */

#include "std/zip/archive.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zip.h>

#include "core/heap.h"
#include "std/zip/entry.h"
#include "io/failure.h"
#include "io/reach.h"

enum { MOST_WAITING = 32 << 20 }; /* bytes in memory */

struct rf_archive {
    pthread_mutex_t lock;
    uint32_t        owners; /* atomic */
    char           *path;   /* absolute: the script may go to another folder */
    zip_t          *zip;    /* NULL: closed */
    size_t          waiting;
};

/* ---- its life */

/* An archive without entries, which libzip would not write. */
static int write_empty(int file)
{
    static const char end[22] = "PK\5\6";
    ssize_t           n       = write(file, end, sizeof end);

    if (close(file) != 0 || n < 0)
        return -1;
    if (n == sizeof end)
        return 0;
    errno = ENOSPC;
    return -1;
}

static char *open_again(rf_archive *a)
{
    int         code;
    zip_error_t e;
    char       *why;

    a->waiting = 0;
    a->zip     = zip_open(a->path, 0, &code);
    if (a->zip)
        return NULL;
    zip_error_init_with_code(&e, code);
    why = rf_formatted("Failed to open zip archive '%s': %s", a->path, zip_error_strerror(&e));
    zip_error_fini(&e);
    return why;
}

char *rf_archive_create(const char *path, rf_archive **made)
{
    int         file = rf_reach_open(path, O_WRONLY | O_CREAT | O_TRUNC, 0666);
    rf_archive *a;
    char       *why;

    if (file < 0 || write_empty(file) != 0)
        return rf_system_failure("Failed to create file '%s'", path);
    a = calloc(1, sizeof *a);
    if (!a)
        rf_out_of_memory();
    pthread_mutex_init(&a->lock, NULL);
    a->owners = 1;
    a->path   = realpath(path, NULL);
    why       = a->path ? open_again(a) : rf_system_failure("Failed to create file '%s'", path);
    if (why)
        rf_archive_leave(a);
    else
        *made = a;
    return why;
}

void rf_archive_hold(rf_archive *a)
{
    __atomic_add_fetch(&a->owners, 1, __ATOMIC_RELAXED);
}

static char *write_out(rf_archive *a)
{
    char *why = NULL;

    if (zip_close(a->zip) != 0) {
        why = rf_formatted("Failed to write zip archive '%s': %s", a->path, zip_strerror(a->zip));
        zip_discard(a->zip);
    }
    a->zip = NULL;
    return why;
}

void rf_archive_leave(rf_archive *a)
{
    if (__atomic_sub_fetch(&a->owners, 1, __ATOMIC_ACQ_REL) > 0)
        return;
    if (a->zip)
        free(write_out(a));
    pthread_mutex_destroy(&a->lock);
    free(a->path);
    free(a);
}

/* ---- entries */

static char *refused(const rf_archive *a, const char *name)
{
    return rf_formatted("Failed to add '%s' to the zip archive: %s", name, zip_strerror(a->zip));
}

/* Time and permissions of an entry are those of its file. */
static void describe(rf_archive *a, int64_t at, const struct stat *s)
{
    zip_file_set_mtime(a->zip, (zip_uint64_t)at, s->st_mtime, 0);
    zip_file_set_external_attributes(a->zip, (zip_uint64_t)at, 0, ZIP_OPSYS_UNIX, (zip_uint32_t)s->st_mode << 16);
}

/* The whole file; NULL with errno. */
static char *read_all(int file, size_t size, size_t *got)
{
    char   *data = malloc(size + 1);
    ssize_t n;

    if (!data)
        rf_out_of_memory();
    for (*got = 0; *got < size && (n = read(file, data + *got, size - *got)) != 0;) {
        if (n < 0 && errno != EINTR) {
            free(data);
            return NULL;
        }
        *got += n > 0 ? (size_t)n : 0;
    }
    return data;
}

/* The open file as what libzip reads from, and closes. NULL as below. */
static zip_source_t *source_of_file(rf_archive *a, int file)
{
    int           copy = fcntl(file, F_DUPFD_CLOEXEC, 0);
    FILE         *f    = copy < 0 ? NULL : fdopen(copy, "rb");
    zip_source_t *s    = f ? zip_source_filep(a->zip, f, 0, -1) : NULL;

    if (!s && f)
        fclose(f);
    else if (!s && copy >= 0)
        close(copy);
    return s;
}

/* What libzip reads the entry from: memory, which is its own then, or the file itself when it is large.
   NULL with errno, or with libzip's error. */
static zip_source_t *source_of(rf_archive *a, int file, size_t size)
{
    char         *data;
    zip_source_t *s;

    errno = 0;
    if (size > MOST_WAITING)
        return source_of_file(a, file);
    data = read_all(file, size, &size);
    s    = data ? zip_source_buffer(a->zip, data, size, 1) : NULL;
    if (data && !s)
        free(data);
    return s;
}

static char *put_open(rf_archive *a, const char *path, const char *name, int file, const struct stat *st)
{
    size_t        size = (size_t)st->st_size;
    zip_source_t *s    = source_of(a, file, size);
    zip_int64_t   at;
    char         *why;

    if (!s)
        return errno ? rf_system_failure("Failed to read file '%s'", path) : refused(a, name);
    at = zip_file_add(a->zip, name, s, ZIP_FL_ENC_UTF_8);
    if (at < 0) {
        zip_source_free(s);
        return refused(a, name);
    }
    describe(a, at, st);
    a->waiting += size;
    if (a->waiting <= MOST_WAITING)
        return NULL;
    why = write_out(a);
    return why ? why : open_again(a);
}

char *rf_archive_put_file(rf_archive *a, const char *path, const char *name)
{
    int         file = rf_reach_open(path, O_RDONLY | O_NONBLOCK, 0);
    struct stat st;
    char       *why;

    if (file < 0)
        return rf_system_failure("Failed to open file '%s'", path);
    if (fstat(file, &st) != 0)
        why = rf_system_failure("Failed to read file '%s'", path);
    else if (!S_ISREG(st.st_mode))
        why = rf_formatted("Failed to read file '%s': it is no regular file", path);
    else
        why = put_open(a, path, name, file, &st);
    close(file);
    return why;
}

char *rf_archive_put_folder(rf_archive *a, const char *path, const char *name)
{
    zip_int64_t at = zip_dir_add(a->zip, name, ZIP_FL_ENC_UTF_8);
    struct stat st;

    if (at < 0)
        return refused(a, name);
    if (stat(path, &st) == 0)
        describe(a, at, &st);
    return NULL;
}

bool rf_archive_is(const rf_archive *a, const struct stat *s)
{
    struct stat own;

    return stat(a->path, &own) == 0 && own.st_dev == s->st_dev && own.st_ino == s->st_ino;
}

/* ---- the three calls */

/* Locks an archive that can be added to. */
static char *enter(rf_archive *a)
{
    pthread_mutex_lock(&a->lock);
    if (a->zip)
        return NULL;
    pthread_mutex_unlock(&a->lock);
    return rf_formatted("Zip archive has been closed");
}

static const char *last_part(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash ? slash + 1 : path;
}

char *rf_archive_add_file(rf_archive *a, const char *path)
{
    char *why = enter(a);

    if (why)
        return why;
    why = rf_archive_put_file(a, path, last_part(path));
    pthread_mutex_unlock(&a->lock);
    return why;
}

char *rf_archive_add_folder(rf_archive *a, const char *path)
{
    char *why = enter(a);

    if (why)
        return why;
    why = rf_archive_put_tree(a, path);
    pthread_mutex_unlock(&a->lock);
    return why;
}

char *rf_archive_close(rf_archive *a)
{
    char *why;

    pthread_mutex_lock(&a->lock);
    why = a->zip ? write_out(a) : rf_formatted("Zip archive has already been closed");
    pthread_mutex_unlock(&a->lock);
    return why;
}
