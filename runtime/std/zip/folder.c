/* Adding a folder: its files and folders, in the order of their names. */

#define _GNU_SOURCE /* scandir */

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "std/zip/entry.h"
#include "io/failure.h"
#include "io/reach.h"

enum { DEEPEST = 64 };

typedef struct walk {
    rf_archive *archive;
    int         depth;
} walk;

static char *put_below(walk *w, const char *path, const char *prefix);

static char *put_child(walk *w, const char *path, const char *name)
{
    struct stat s;
    char       *below, *why;

    if (lstat(path, &s) != 0)
        return rf_system_failure("Failed to read file '%s'", path);
    if (rf_archive_is(w->archive, &s))
        return NULL;
    if (S_ISREG(s.st_mode))
        return rf_archive_put_file(w->archive, path, name);
    if (!S_ISDIR(s.st_mode))
        return NULL;
    below = rf_formatted("%s/", name);
    why   = rf_archive_put_folder(w->archive, path, below);
    if (!why)
        why = put_below(w, path, below);
    free(below);
    return why;
}

static int is_child(const struct dirent *e)
{
    return strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0;
}

static int by_name(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name);
}

/* How many names a folder has, in order; -1 with errno. */
static int list_of(const char *path, struct dirent ***list)
{
    rf_reach r;
    int      count = -1;

    if (rf_reach_path(&r, RF_NTH_FS_READ, path, RF_LINKS_FOLLOWED))
        count = scandir(r.path, list, is_child, by_name);
    rf_reach_end(&r);
    return count;
}

/* Everything in a folder; the names begin with `prefix`. */
static char *put_below(walk *w, const char *path, const char *prefix)
{
    struct dirent **list;
    int             count = w->depth < DEEPEST ? list_of(path, &list) : (errno = ELOOP, -1);
    char           *why   = NULL;

    if (count < 0)
        return rf_system_failure("Failed to read directory '%s'", path);
    w->depth++;
    for (int i = 0; i < count; i++) {
        char *child = rf_formatted("%s/%s", path, list[i]->d_name);
        char *name  = rf_formatted("%s%s", prefix, list[i]->d_name);

        if (!why)
            why = put_child(w, child, name);
        free(child);
        free(name);
        free(list[i]);
    }
    w->depth--;
    free(list);
    return why;
}

char *rf_archive_put_tree(rf_archive *a, const char *path)
{
    walk w = {a, 0};

    return put_below(&w, path, "");
}
