/* Following a path to the folder of its last name, and asking whether that is allowed: see reach.h. */

#define _GNU_SOURCE /* O_PATH */

#include "io/reach.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/heap.h"
#include "ruff/error.h"

enum { MOST_LINKS = 40 };

/* The paths allowed, links resolved, for each capability. Set before the script starts. */
static char **roots[RF_CAPABILITIES];

/* ---- what is allowed */

static void *must(void *made)
{
    if (!made)
        rf_out_of_memory();
    return made;
}

/* The real path of something that may not exist yet: of what exists of it, and the rest as it is. */
static char *real_root(const char *path)
{
    char *copy = must(strdup(path)), *real, *whole;

    for (size_t end = strlen(copy);;) {
        copy[end] = '\0';
        real      = realpath(end > 0 ? copy : "/", NULL);
        if (real || end == 0) {
            if (!real || asprintf(&whole, "%s%s", strcmp(real, "/") == 0 && path[end] ? "" : real, path + end) < 0)
                rf_out_of_memory();
            free(real);
            free(copy);
            return whole;
        }
        while (end > 0 && copy[--end] != '/')
            continue;
    }
}

static char **real_roots(const char *paths)
{
    char **all   = must(calloc(strlen(paths) + 2, sizeof *all));
    size_t count = 0;

    while (*paths) {
        size_t len = strcspn(paths, ":");
        char  *one = must(strndup(paths, len));

        all[count++] = real_root(one);
        free(one);
        paths += len + (paths[len] == ':');
    }
    return all;
}

static void drop_roots(char **all)
{
    for (size_t i = 0; all && all[i]; i++)
        free(all[i]);
    free(all);
}

void rf_reach_begin(const rf_policy *p)
{
    for (int k = 0; k < RF_CAPABILITIES; k++) {
        drop_roots(roots[k]);
        roots[k] = p->paths[k] ? real_roots(p->paths[k]) : NULL;
    }
}

/* One of the paths allowed, or something below it. */
static bool is_allowed(int nth, const char *real)
{
    for (size_t i = 0; roots[nth][i]; i++) {
        size_t len = strlen(roots[nth][i]);

        len -= len == 1; /* the root of all */
        if (strncmp(real, roots[nth][i], len) == 0 && (real[len] == '/' || real[len] == '\0'))
            return true;
    }
    return false;
}

/* ---- following */

/* The path of an open folder; NULL with errno. */
static char *path_of(int folder)
{
    char    name[32], at[PATH_MAX];
    ssize_t n;

    snprintf(name, sizeof name, "/proc/self/fd/%d", folder);
    n = readlink(name, at, sizeof at - 1);
    if (n < 0 || at[0] != '/')
        return NULL;
    at[n] = '\0';
    return must(strdup(at));
}

/* Whether what exists of a path lies within reach: only then may a script learn that the rest does not. */
static bool begins_within(int nth, int from, char *path)
{
    for (;;) {
        char *slash = strrchr(path, '/');
        int   folder;
        char *real;
        bool  allowed;

        if (slash)
            *slash = '\0';
        folder = openat(from, slash == path ? "/" : slash ? path : ".", O_PATH | O_DIRECTORY | O_CLOEXEC);
        if (folder < 0 && slash && slash != path)
            continue;
        real    = folder < 0 ? NULL : path_of(folder);
        allowed = real && is_allowed(nth, real);
        free(real);
        if (folder >= 0)
            close(folder);
        return allowed;
    }
}

/* Where the last name of a path begins; names without one, such as `..`, count as part of the folder. */
static const char *last_name(const char *path)
{
    const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;

    return strcmp(name, ".") == 0 || strcmp(name, "..") == 0 ? path + strlen(path) : name;
}

/* Opens the folder that the last name of `path`, seen from the folder `from`, stands in. */
static bool enter(rf_reach *r, int nth, int from, const char *path, const char *name)
{
    char *parent = must(strndup(path, (size_t)(name - path)));
    int   why;

    r->folder = openat(from, *parent ? parent : ".", O_PATH | O_DIRECTORY | O_CLOEXEC);
    why       = errno;
    if (r->folder < 0 && !begins_within(nth, from, parent))
        why = RF_OUT_OF_REACH + nth;
    free(parent);
    errno = why;
    return r->folder >= 0;
}

/* The whole path of `name` in the folder; false when it is out of reach. */
static bool check(rf_reach *r, int nth, const char *name)
{
    char *folder = path_of(r->folder);
    bool  top    = folder && strcmp(folder, "/") == 0;

    free(r->real);
    r->real = NULL;
    if (folder && asprintf(&r->real, "%s%s%s", top ? "" : folder, *name || top ? "/" : "", name) < 0)
        rf_out_of_memory();
    free(folder);
    if (r->real && is_allowed(nth, r->real))
        return true;
    errno = RF_OUT_OF_REACH + nth;
    return false;
}

/* What a link says, NULL when `name` is none. */
static char *link_at(int folder, const char *name)
{
    char    at[PATH_MAX];
    ssize_t n = *name ? readlinkat(folder, name, at, sizeof at - 1) : -1;

    return n < 0 ? NULL : must(strndup(at, (size_t)n));
}

/* Slashes at the end ask for a folder; the name stands before them. */
static char *without_slashes(const char *path)
{
    size_t len = strlen(path);

    while (len > 1 && path[len - 1] == '/')
        len--;
    return must(strndup(path, len));
}

typedef enum stepped { THERE, FURTHER, REFUSED } stepped;

/* The path for the system, once the folder is held. */
static stepped arrive(rf_reach *r, int nth, const char *name)
{
    if (!check(r, nth, name))
        return REFUSED;
    if ((size_t)snprintf(r->room, sizeof r->room, "/proc/self/fd/%d/%s", r->folder, *name ? name : ".") <
        sizeof r->room)
        return THERE;
    errno = ENAMETOOLONG;
    return REFUSED;
}

/* To the folder of the last name. What lies on the way may be anywhere: it is asked where it led. */
static stepped step(rf_reach *r, int nth, char **path, rf_links links)
{
    const char *name = last_name(*path);
    int         from = r->folder;
    bool        went = enter(r, nth, from >= 0 ? from : AT_FDCWD, *path, name);
    char       *next = went && links == RF_LINKS_FOLLOWED ? link_at(r->folder, name) : NULL;

    if (from >= 0)
        close(from);
    if (!went)
        return REFUSED;
    if (!next)
        return arrive(r, nth, name);
    free(*path);
    *path = without_slashes(next);
    free(next);
    return FURTHER;
}

/* Through as many links as the system would. */
static bool walk(rf_reach *r, int nth, const char *path, rf_links links)
{
    char   *rest = without_slashes(path);
    stepped s    = FURTHER;

    for (int count = 0; s == FURTHER && count < MOST_LINKS; count++)
        s = step(r, nth, &rest, links);
    if (s == FURTHER)
        errno = ELOOP;
    free(rest);
    return s == THERE;
}

bool rf_reach_path(rf_reach *r, int nth, const char *path, rf_links links)
{
    const rf_policy *p = rf_policy_now();

    *r = (rf_reach){.path = path, .folder = -1};
    if (!p || !p->paths[nth])
        return true;
    r->path  = r->room;
    r->flags = O_NOFOLLOW;
    errno    = ENOENT;
    return *path && walk(r, nth, path, links);
}

void rf_reach_end(rf_reach *r)
{
    int why = errno;

    if (r->folder >= 0)
        close(r->folder);
    free(r->real);
    errno = why;
}

int rf_reach_open(const char *path, int flags, unsigned mode)
{
    rf_reach r;
    int      nth  = (flags & O_ACCMODE) == O_RDONLY ? RF_NTH_FS_READ : RF_NTH_FS_WRITE, file = -1;
    bool     there = rf_reach_path(&r, nth, path, RF_LINKS_FOLLOWED);

    while (there && file < 0) {
        file = open(r.path, flags | r.flags | O_CLOEXEC, mode);
        if (file < 0 && errno != EINTR)
            break;
    }
    rf_reach_end(&r);
    return file;
}

void rf_throw_out_of_reach(rf_ctx *cx, int error, const char *path)
{
    int nth = error - RF_OUT_OF_REACH;

    rf_throw(cx, "Capability denied: %s does not reach '%s'; rerun with --allow-%s=PATHS that hold it",
             rf_capability_name(nth), path, rf_capability_word(nth));
}
