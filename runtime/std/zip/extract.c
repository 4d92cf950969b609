/* Unpacking: see extract.h. The way to each file is gone folder by folder, and no link is followed below the one
   that the script names: a link that was there before cannot lead an entry elsewhere. */

#define _GNU_SOURCE /* O_DIRECTORY, O_NOFOLLOW */

#include "std/zip/extract.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/heap.h"
#include "io/failure.h"
#include "io/reach.h"
#include "std/zip/member.h"

typedef struct unpacking {
    zip_t      *zip;
    const char *folder;  /* with a slash, as the paths begin */
    int         root;    /* it, open */
    uint64_t    written; /* bytes */
    rf_paths   *paths;
} unpacking;

/* ---- the list of paths */

void rf_paths_drop(rf_paths *p)
{
    for (size_t i = 0; i < p->count; i++)
        free(p->at[i]);
    free(p->at);
    *p = (rf_paths){0};
}

static void add_path(rf_paths *p, char *path)
{
    p->at = realloc(p->at, (p->count + 1) * sizeof *p->at);
    if (!p->at)
        rf_out_of_memory();
    p->at[p->count++] = path;
}

/* ---- folders */

/* False with errno. A folder above may be out of reach: then it must be there. */
static bool make_one(const char *path)
{
    rf_reach r;
    bool     made = rf_reach_path(&r, RF_NTH_FS_WRITE, path, RF_LINKS_FOLLOWED) && mkdir(r.path, 0777) == 0;

    rf_reach_end(&r);
    return made || errno == EEXIST || rf_is_out_of_reach(errno);
}

/* Makes the folder and those above it. */
static char *make_root(const char *path)
{
    char *part = strdup(path), *why = NULL;

    if (!part)
        rf_out_of_memory();
    for (char *end = part; *end && !why;) {
        char kept;

        end += strspn(end, "/");
        end += strcspn(end, "/");
        kept = *end;
        *end = '\0';
        if (!make_one(part))
            why = rf_system_failure("Failed to create directory '%s'", part);
        *end = kept;
    }
    free(part);
    return why;
}

/* Opens the folder of that name in another one, and makes it first if need be. The other one is closed unless it
   is the root. -1 with errno. */
static int step_into(const unpacking *u, int above, const char *name)
{
    int below = -1, error;

    if (mkdirat(above, name, 0777) == 0 || errno == EEXIST)
        below = openat(above, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    error = errno;
    if (above != u->root)
        close(above);
    errno = error;
    return below;
}

/* The folder that a path ends in, open; *last is the part behind it. -1 with errno. */
static int walk(const unpacking *u, const char *path, const char **last)
{
    int         folder = u->root;
    const char *slash;

    while (folder >= 0 && (slash = strchr(path, '/')) != NULL) {
        char *part = strndup(path, (size_t)(slash - path));

        if (!part)
            rf_out_of_memory();
        folder = step_into(u, folder, part);
        free(part);
        path = slash + 1;
    }
    *last = path;
    return folder;
}

/* The name without empty parts, parts that are a dot, and a slash at the end. */
static char *clean(const char *name)
{
    char *made = malloc(strlen(name) + 1), *to = made;

    if (!made)
        rf_out_of_memory();
    while (*name) {
        size_t n = strcspn(name, "/");

        if (n > 0 && !(n == 1 && *name == '.')) {
            if (to > made)
                *to++ = '/';
            memcpy(to, name, n);
            to += n;
        }
        name += n + strspn(name + n, "/");
    }
    *to = '\0';
    return made;
}

/* ---- files */

static bool write_block(int file, const char *at, size_t size)
{
    while (size > 0) {
        ssize_t n = write(file, at, size);

        if (n < 0 && errno != EINTR)
            return false;
        at += n > 0 ? n : 0;
        size -= n > 0 ? (size_t)n : 0;
    }
    return true;
}

/* Takes the bytes over until the entry ends. What its head said of its size may have been a lie. */
static char *copy(unpacking *u, zip_file_t *from, int to, const char *path)
{
    enum { ROOM = 1 << 16 };
    char    *block = malloc(ROOM), *why = NULL;
    uint64_t size  = 0;

    if (!block)
        rf_out_of_memory();
    while (!why) {
        zip_int64_t n = zip_fread(from, block, ROOM);

        if (n == 0)
            break;
        size += n > 0 ? (uint64_t)n : 0;
        if (n < 0)
            why = rf_formatted("Failed to read zip entry '%s': %s", path, zip_file_strerror(from));
        else if (size > RF_UNZIP_MOST_BYTES)
            why = rf_formatted("Zip entry '%s' exceeds %d bytes", path, RF_UNZIP_MOST_BYTES);
        else if (u->written + size > RF_UNZIP_MOST_IN_ALL)
            why = rf_formatted("Zip archive exceeds %d bytes in all", RF_UNZIP_MOST_IN_ALL);
        else if (!write_block(to, block, (size_t)n))
            why = rf_system_failure("Failed to write file '%s%s'", u->folder, path);
    }
    u->written += size;
    free(block);
    return why;
}

/* Writes the entry as a file of that name in an open folder; nothing of it stays when that fails. */
static char *write_file(unpacking *u, zip_file_t *from, int folder, const char *name, const char *path)
{
    int   flags = O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC;
    int   file  = openat(folder, name, flags, 0666);
    char *why;

    if (file < 0)
        return rf_system_failure("Failed to create file '%s%s'", u->folder, path);
    why = copy(u, from, file, path);
    if (close(file) != 0 && !why)
        why = rf_system_failure("Failed to write file '%s%s'", u->folder, path);
    if (why)
        unlinkat(folder, name, 0);
    return why;
}

static char *unpack_file(unpacking *u, zip_uint64_t at, const char *path)
{
    zip_file_t *from = zip_fopen_index(u->zip, at, 0);
    const char *name;
    int         folder;
    char       *why;

    if (!from)
        return rf_formatted("Failed to read zip entry '%s': %s", path, zip_strerror(u->zip));
    folder = walk(u, path, &name);
    if (folder < 0)
        why = rf_system_failure("Failed to create the directory of '%s%s'", u->folder, path);
    else
        why = write_file(u, from, folder, name, path);
    if (folder >= 0 && folder != u->root)
        close(folder);
    zip_fclose(from);
    if (!why)
        add_path(u->paths, rf_formatted("%s%s", u->folder, path));
    return why;
}

static char *unpack_folder(unpacking *u, const char *path)
{
    const char *name;
    int         folder = walk(u, path, &name);

    if (folder >= 0)
        folder = step_into(u, folder, name);
    if (folder < 0)
        return rf_system_failure("Failed to create directory '%s%s'", u->folder, path);
    close(folder);
    return NULL;
}

/* ---- the archive */

static char *unpack_all(unpacking *u)
{
    zip_uint64_t count = (zip_uint64_t)zip_get_num_entries(u->zip, 0);
    char        *why   = NULL;

    for (zip_uint64_t at = 0; at < count && !why; at++) {
        const char *name = zip_get_name(u->zip, at, ZIP_FL_ENC_GUESS);
        char       *path = clean(name);

        why = rf_member_is_folder(name) ? unpack_folder(u, path) : unpack_file(u, at, path);
        free(path);
    }
    return why;
}

/* -1 with errno. */
static int open_root(const char *folder)
{
    rf_reach r;
    int      root = -1;

    if (rf_reach_path(&r, RF_NTH_FS_WRITE, folder, RF_LINKS_FOLLOWED))
        root = open(r.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC | r.flags);
    rf_reach_end(&r);
    return root;
}

static char *unpack_into(unpacking *u, const char *folder)
{
    char *why = make_root(folder);

    if (why)
        return why;
    u->root = open_root(folder);
    if (u->root < 0)
        return rf_system_failure("Failed to open directory '%s'", folder);
    why = unpack_all(u);
    close(u->root);
    return why;
}

/* The archive for reading. libzip owns the file when it has taken it. */
static char *open_archive(const char *path, zip_t **z)
{
    int         file = rf_reach_open(path, O_RDONLY, 0), code;
    zip_error_t e;
    char       *why;

    if (file < 0)
        return rf_system_failure("Failed to open file '%s'", path);
    *z = zip_fdopen(file, 0, &code);
    if (*z)
        return NULL;
    close(file);
    zip_error_init_with_code(&e, code);
    why = rf_formatted("Failed to open zip archive '%s': %s", path, zip_error_strerror(&e));
    zip_error_fini(&e);
    return why;
}

/* What stands in front of the names of its files. */
static char *with_slash(const char *folder)
{
    size_t n = strlen(folder);

    return rf_formatted(n == 0 || folder[n - 1] == '/' ? "%s" : "%s/", folder);
}

char *rf_unzip(const char *path, const char *folder, rf_paths *written)
{
    unpacking u   = {.paths = written};
    char     *why = open_archive(path, &u.zip), *begin;

    if (why)
        return why;
    begin    = with_slash(folder);
    u.folder = begin;
    why      = rf_members_check(u.zip);
    if (!why)
        why = unpack_into(&u, *folder ? folder : ".");
    zip_discard(u.zip);
    free(begin);
    return why;
}
