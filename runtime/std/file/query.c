/* Questions about paths: calls of the system that take no time, so nobody is sent for them. */

#define _GNU_SOURCE /* statx, fstatat */

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/heap.h"
#include "io/lossy.h"
#include "std/file/file.h"

/* ---- what a path names */

/* stat, or lstat, of a path of the job. */
static bool look_at(rf_file_job *j, struct stat *s, rf_links links)
{
    rf_reach r;
    bool     found = rf_file_reach(j, &r, RF_NTH_FS_READ, j->path, links) &&
                 fstatat(AT_FDCWD, r.path, s, links == RF_LINKS_KEPT || r.flags ? AT_SYMLINK_NOFOLLOW : 0) == 0;

    rf_reach_end(&r);
    return found;
}

/* Whether a path names something of that sort, links followed; 0: of any. What cannot be a path names nothing. */
static rf_value names(rf_ctx *cx, rf_value path, mode_t sort, const char *refusal)
{
    rf_file_job j = {0};
    struct stat s;
    bool        found;

    if (!rf_is_string(path))
        return RF_REFUSE(cx, refusal, path);
    j.path = rf_as_string(path)->at;
    errno  = 0;
    found  = rf_is_path(path) && look_at(&j, &s, RF_LINKS_FOLLOWED);
    if (!found && rf_is_out_of_reach(errno))
        rf_throw_out_of_reach(cx, errno, j.path);
    return rf_from_bool(found && (!sort || (s.st_mode & S_IFMT) == sort));
}

rf_value rf_b_file_exists(rf_ctx *cx, rf_value path)
{
    return names(cx, path, 0, "file_exists requires a string path argument");
}

rf_value rf_b_path_exists(rf_ctx *cx, rf_value path)
{
    return names(cx, path, 0, "path_exists requires a string argument (path)");
}

rf_value rf_b_path_is_dir(rf_ctx *cx, rf_value path)
{
    return names(cx, path, S_IFDIR, "path_is_dir requires a string argument (path)");
}

rf_value rf_b_path_is_file(rf_ctx *cx, rf_value path)
{
    return names(cx, path, S_IFREG, "path_is_file requires a string argument (path)");
}

/* ---- with an answer of their own */

static rf_value ask(rf_ctx *cx, rf_value path, const rf_file_way *way, const char *refusal)
{
    rf_file_job j = {0};

    if (!rf_is_string(path))
        return RF_REFUSE(cx, refusal, path);
    if (!rf_file_prepare(cx, &j, way, rf_as_string(path)))
        return rf_null;
    return rf_file_now(cx, &j);
}

static rf_file_trouble find_link(rf_file_job *j)
{
    struct stat s;

    if (!look_at(j, &s, RF_LINKS_KEPT))
        return rf_file_failed(j);
    j->count = S_ISLNK(s.st_mode);
    return RF_FILE_FINE;
}

static rf_value as_bool(rf_ctx *cx, rf_file_job *j)
{
    (void)cx;
    return rf_from_bool(j->count != 0);
}

rf_value rf_b_path_is_symlink(rf_ctx *cx, rf_value path)
{
    static const rf_file_way way = {"get metadata for", find_link, as_bool};

    return ask(cx, path, &way, "path_is_symlink requires a string argument (path)");
}

static rf_file_trouble measure(rf_file_job *j)
{
    struct stat s;

    if (!look_at(j, &s, RF_LINKS_FOLLOWED))
        return rf_file_failed(j);
    j->count = s.st_size;
    return RF_FILE_FINE;
}

static rf_value as_int(rf_ctx *cx, rf_file_job *j)
{
    (void)cx;
    return rf_from_int(j->count);
}

rf_value rf_b_file_size(rf_ctx *cx, rf_value path)
{
    static const rf_file_way way = {"get file size for", measure, as_int};

    return ask(cx, path, &way, "file_size requires a string path argument");
}

/* What was found stands in j->data, ended by a NUL. */
static rf_value as_path(rf_ctx *cx, rf_file_job *j)
{
    return rf_from_object(rf_string_lossy(cx, j->data, strlen(j->data)));
}

static rf_file_trouble resolve(rf_file_job *j)
{
    rf_reach r;

    if (rf_file_reach(j, &r, RF_NTH_FS_READ, j->path, RF_LINKS_FOLLOWED))
        j->data = realpath(r.path, NULL);
    rf_reach_end(&r);
    return j->data ? RF_FILE_FINE : rf_file_failed(j);
}

rf_value rf_b_path_absolute(rf_ctx *cx, rf_value path)
{
    static const rf_file_way way = {"get absolute path for", resolve, as_path};

    return ask(cx, path, &way, "path_absolute requires a string argument (path)");
}

rf_value rf_b_os_getcwd(rf_ctx *cx)
{
    char    *at = getcwd(NULL, 0);
    rf_value v  = rf_null;

    if (!at)
        rf_throw(cx, "Cannot get current directory: %s (os error %d)", strerror(errno), errno);
    else
        v = rf_from_object(rf_string_lossy(cx, at, strlen(at)));
    free(at);
    return v;
}

/* ---- io_file_metadata */

static rf_file_trouble look_close(rf_file_job *j)
{
    struct statx *s = malloc(sizeof *s);
    rf_reach      r;
    bool          found;

    if (!s)
        rf_out_of_memory();
    j->data = (char *)s;
    found   = rf_file_reach(j, &r, RF_NTH_FS_READ, j->path, RF_LINKS_FOLLOWED) &&
            statx(AT_FDCWD, r.path, r.flags ? AT_SYMLINK_NOFOLLOW : 0, STATX_BASIC_STATS | STATX_BTIME, s) == 0;
    rf_reach_end(&r);
    return found ? RF_FILE_FINE : rf_file_failed(j);
}

static rf_dict *put(rf_ctx *cx, RF_OWN rf_dict *d, const char *key, rf_value v)
{
    rf_string *k = rf_string_from(cx, key);

    d = rf_dict_set(cx, d, k, v);
    rf_release_object(cx, k);
    return d;
}

static rf_value seconds(const struct statx *s, uint32_t known, struct statx_timestamp t)
{
    return s->stx_mask & known ? rf_from_int(t.tv_sec) : rf_null;
}

static rf_value as_metadata(rf_ctx *cx, rf_file_job *j)
{
    const struct statx *s = (const struct statx *)j->data;
    rf_dict            *d = rf_dict_new(cx, 7);

    d = put(cx, d, "size", rf_from_int((int64_t)s->stx_size));
    d = put(cx, d, "is_file", rf_from_bool(S_ISREG(s->stx_mode)));
    d = put(cx, d, "is_dir", rf_from_bool(S_ISDIR(s->stx_mode)));
    d = put(cx, d, "readonly", rf_from_bool((s->stx_mode & 0222) == 0));
    d = put(cx, d, "modified", seconds(s, STATX_MTIME, s->stx_mtime));
    d = put(cx, d, "created", seconds(s, STATX_BTIME, s->stx_btime));
    d = put(cx, d, "accessed", seconds(s, STATX_ATIME, s->stx_atime));
    return rf_from_object(d);
}

rf_value rf_b_io_file_metadata(rf_ctx *cx, rf_value path)
{
    static const rf_file_way way = {"get metadata for", look_close, as_metadata};

    return ask(cx, path, &way, "io_file_metadata requires a string path argument");
}
