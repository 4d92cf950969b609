/* Files and folders as a whole: removing, renaming, copying, making and listing them. */

#define _GNU_SOURCE /* copy_file_range */

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/heap.h"
#include "std/file/file.h"

static bool prepare(rf_ctx *cx, rf_file_job *j, const rf_file_way *way, rf_value path, const char *refusal)
{
    if (rf_is_string(path))
        return rf_file_prepare(cx, j, way, rf_as_string(path));
    RF_REFUSE(cx, refusal, path);
    return false;
}

/* ---- on the spot: changes of names */

static rf_file_trouble rename_it(rf_file_job *j)
{
    rf_reach from = {.folder = -1}, to = {.folder = -1};
    bool     done = rf_file_reach(j, &from, RF_NTH_FS_WRITE, j->path, RF_LINKS_KEPT) &&
                rf_file_reach(j, &to, RF_NTH_FS_WRITE, j->other, RF_LINKS_KEPT) && rename(from.path, to.path) == 0;

    rf_reach_end(&from);
    rf_reach_end(&to);
    return done ? RF_FILE_FINE : rf_file_failed(j);
}

/* One call of the system on the job's path. */
static rf_file_trouble change(rf_file_job *j, int nth, rf_links links, int (*call)(const char *path))
{
    rf_reach r;
    bool     done = rf_file_reach(j, &r, nth, j->path, links) && call(r.path) == 0;

    rf_reach_end(&r);
    return done ? RF_FILE_FINE : rf_file_failed(j);
}

rf_value rf_b_rename_file(rf_ctx *cx, rf_value from, rf_value to)
{
    static const rf_file_way way = {"rename file", rename_it, NULL};
    rf_file_job              j   = {0};

    if (!rf_is_string(from) || !rf_is_string(to))
        return RF_REFUSE(cx, "rename_file requires string arguments", from, to);
    if (!rf_file_prepare(cx, &j, &way, rf_as_string(from)) || !rf_file_prepare_other(cx, &j, rf_as_string(to)))
        return rf_null;
    return rf_file_now(cx, &j);
}

static rf_file_trouble remove_folder(rf_file_job *j)
{
    return change(j, RF_NTH_FS_DELETE, RF_LINKS_KEPT, rmdir);
}

rf_value rf_b_os_rmdir(rf_ctx *cx, rf_value path)
{
    static const rf_file_way way = {"remove directory", remove_folder, NULL};
    rf_file_job              j   = {0};

    if (!prepare(cx, &j, &way, path, "os_rmdir requires a string argument (path)"))
        return rf_null;
    return rf_file_now(cx, &j);
}

static rf_file_trouble enter(rf_file_job *j)
{
    return change(j, RF_NTH_FS_WRITE, RF_LINKS_FOLLOWED, chdir);
}

rf_value rf_b_os_chdir(rf_ctx *cx, rf_value path)
{
    static const rf_file_way way = {"change directory to", enter, NULL};
    rf_file_job              j   = {0};

    if (!prepare(cx, &j, &way, path, "os_chdir requires a string argument (path)"))
        return rf_null;
    return rf_file_now(cx, &j);
}

static bool is_folder(const rf_reach *r)
{
    struct stat s;

    return fstatat(AT_FDCWD, r->path, &s, r->flags ? AT_SYMLINK_NOFOLLOW : 0) == 0 && S_ISDIR(s.st_mode);
}

/* One folder, which may be there already; false with errno. */
static bool make_one(rf_file_job *j, const char *path)
{
    rf_reach r;
    bool     there = rf_file_reach(j, &r, RF_NTH_FS_WRITE, path, RF_LINKS_FOLLOWED) && mkdir(r.path, 0777) == 0;
    int      why   = errno;

    there = there || (!rf_is_out_of_reach(why) && r.path && is_folder(&r));
    rf_reach_end(&r);
    errno = why;
    return there;
}

/* The folder, after those above it; false with errno. Those above may be out of reach: then they must be there. */
static bool make_folders(rf_file_job *j, char *path)
{
    if (*path == '\0')
        return true;
    for (char *slash = strchr(path + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
        bool made;

        *slash = '\0';
        made   = make_one(j, path) || errno == EEXIST || rf_is_out_of_reach(errno);
        *slash = '/';
        if (!made)
            return false;
    }
    return make_one(j, path);
}

static rf_file_trouble make_folder(rf_file_job *j)
{
    bool made;

    j->data = strdup(j->path);
    if (!j->data)
        rf_out_of_memory();
    made      = make_folders(j, j->data);
    j->taken = j->path;
    return made ? RF_FILE_FINE : rf_file_failed(j);
}

rf_value rf_b_create_dir(rf_ctx *cx, rf_value path)
{
    static const rf_file_way way = {"create directory", make_folder, NULL};
    rf_file_job              j   = {0};

    if (!prepare(cx, &j, &way, path, "create_dir requires a string path argument"))
        return rf_null;
    return rf_file_now(cx, &j);
}

/* ---- by a helper: what may take a while */

static rf_file_trouble delete_it(rf_file_job *j)
{
    rf_reach        r;
    struct stat     s;
    rf_file_trouble t = RF_FILE_FINE;

    if (!rf_file_reach(j, &r, RF_NTH_FS_DELETE, j->path, RF_LINKS_KEPT) || unlink(r.path) != 0)
        t = rf_file_failed(j);
    if ((j->error == EISDIR || j->error == EPERM) && lstat(r.path, &s) == 0 && S_ISDIR(s.st_mode))
        t = RF_FILE_IS_FOLDER;
    rf_reach_end(&r);
    return t;
}

rf_value rf_b_delete_file(rf_ctx *cx, rf_value path)
{
    static const rf_file_way way = {"delete file", delete_it, NULL};
    rf_file_job              j   = {0};

    if (!prepare(cx, &j, &way, path, "delete_file requires a string path argument"))
        return rf_null;
    return rf_file_start(cx, &j);
}

/* The names one after the other, each ended by a NUL. */
static rf_file_trouble add_name(rf_file_job *j, const char *name)
{
    size_t size = strlen(name) + 1, need = j->size + size;

    if (need > (size_t)j->count) {
        char *grown = realloc(j->data, need * 2);

        if (!grown)
            rf_out_of_memory();
        j->data  = grown;
        j->count = (int64_t)need * 2;
    }
    memcpy(j->data + j->size, name, size);
    j->size = need;
    return RF_FILE_FINE;
}

static rf_file_trouble list(rf_file_job *j)
{
    int             folder;
    rf_file_trouble t = rf_file_open(j, O_RDONLY | O_DIRECTORY | O_NONBLOCK, &folder);
    struct dirent  *e;
    DIR            *d;

    if (t != RF_FILE_FINE)
        return t;
    d = fdopendir(folder);
    if (!d)
        return rf_file_close(j, folder, rf_file_failed(j));
    while (errno = 0, (e = readdir(d)) != NULL)
        if (strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0)
            add_name(j, e->d_name);
    if (errno)
        t = rf_file_failed(j);
    closedir(d);
    return t;
}

/* Names that are no UTF-8 are left out. */
static rf_value as_names(rf_ctx *cx, rf_file_job *j)
{
    rf_array *a = rf_array_new(cx, &rf_values_kind, 8);

    for (size_t at = 0, size; at < j->size; at += size + 1) {
        const char *name = j->data + at;

        size = strlen(name);
        if (rf_utf8_valid(name, (int64_t)size) == (int64_t)size)
            a = rf_values_push(cx, a, rf_from_object(rf_string_new(cx, name, (int64_t)size)));
    }
    return rf_from_object(a);
}

rf_value rf_b_list_dir(rf_ctx *cx, rf_value path)
{
    static const rf_file_way way = {"list directory", list, as_names};
    rf_file_job              j   = {0};

    if (!prepare(cx, &j, &way, path, "list_dir requires a string path argument"))
        return rf_null;
    return rf_file_start(cx, &j);
}

/* ---- copies */

/* For targets that the system cannot copy to by itself. */
static rf_file_trouble copy_by_hand(rf_file_job *j, int from, int to)
{
    char            buffer[1 << 16];
    ssize_t         n;
    rf_file_trouble t = RF_FILE_FINE;

    while (t == RF_FILE_FINE && (n = read(from, buffer, sizeof buffer)) != 0) {
        if (n > 0)
            t = rf_file_write(j, to, buffer, (size_t)n);
        else if (errno != EINTR)
            t = rf_file_failed(j);
    }
    return t;
}

static rf_file_trouble copy_contents(rf_file_job *j, int from, int to)
{
    ssize_t n;

    do
        n = copy_file_range(from, NULL, to, NULL, 1 << 30, 0);
    while (n > 0 || (n < 0 && errno == EINTR));
    /* Files without a size, as in /proc, seem empty to it. */
    return copy_by_hand(j, from, to);
}

static rf_file_trouble copy_to(rf_file_job *j, int from, const struct stat *s)
{
    struct stat     target;
    rf_file_trouble t;
    int             to = rf_reach_open(j->other, O_WRONLY | O_CREAT, s->st_mode & 0777);

    j->taken     = j->other;
    if (to < 0)
        return rf_file_failed(j);
    if (fstat(to, &target) == 0 && target.st_dev == s->st_dev && target.st_ino == s->st_ino)
        return rf_file_close(j, to, RF_FILE_FINE); /* onto itself */
    if (S_ISREG(target.st_mode) && (ftruncate(to, 0) != 0 || fchmod(to, s->st_mode & 07777) != 0))
        t = rf_file_failed(j);
    else
        t = copy_contents(j, from, to);
    return rf_file_close(j, to, t);
}

static rf_file_trouble copy(rf_file_job *j)
{
    struct stat     s;
    int             from;
    rf_file_trouble t = rf_file_open(j, O_RDONLY | O_NONBLOCK, &from);

    if (t != RF_FILE_FINE)
        return t;
    if (fstat(from, &s) != 0)
        t = rf_file_failed(j);
    else
        t = S_ISREG(s.st_mode) ? copy_to(j, from, &s) : RF_FILE_NO_FILE;
    close(from);
    return t;
}

rf_value rf_b_copy_file(rf_ctx *cx, rf_value source, rf_value target)
{
    static const rf_file_way way = {"copy file", copy, NULL};
    rf_file_job              j   = {0};

    if (!rf_is_string(source) || !rf_is_string(target))
        return RF_REFUSE(cx, "copy_file requires string arguments", source, target);
    if (!rf_file_prepare(cx, &j, &way, rf_as_string(source)) ||
        !rf_file_prepare_other(cx, &j, rf_as_string(target)))
        return rf_null;
    return rf_file_start(cx, &j);
}
