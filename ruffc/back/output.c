/* Files that commands write: whole or not at all. */

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "back/backend.h"

static bool fail(const char *path)
{
    fprintf(stderr, "ruffc: cannot write '%s': %s\n", path, strerror(errno));
    return false;
}

/* The folder that holds `path`. */
static void folder_of(const char *path, char *room, size_t size)
{
    const char *slash = strrchr(path, '/');

    if (!slash)
        snprintf(room, size, ".");
    else
        snprintf(room, size, "%.*s", slash == path ? 1 : (int)(slash - path), path);
}

static bool is_regular_or_missing(const char *path)
{
    struct stat s;

    return stat(path, &s) != 0 || S_ISREG(s.st_mode);
}

bool output_check(const char *path)
{
    char        folder[4096];
    struct stat s;

    folder_of(path, folder, sizeof folder);
    if (*path == '\0') {
        errno = ENOENT;
        return fail(path);
    }
    if (stat(path, &s) == 0) {
        if (S_ISDIR(s.st_mode)) {
            errno = EISDIR;
            return fail(path);
        }
        return access(path, W_OK) == 0 || fail(path);
    }
    if (stat(folder, &s) == 0 && !S_ISDIR(s.st_mode)) {
        errno = ENOTDIR;
        return fail(path);
    }
    return access(folder, W_OK) == 0 || fail(path);
}

static bool copy_bytes(int from, int to)
{
    char    chunk[1 << 16];
    ssize_t n;

    while ((n = read(from, chunk, sizeof chunk)) > 0)
        if (!text_write((Text){chunk, (size_t)n}, to))
            return false;
    return n == 0;
}

/* The permissions that a new executable gets. */
static mode_t executable_mode(void)
{
    mode_t mask = umask(0);

    umask(mask);
    return 0777 & ~mask;
}

/* Through a neighbour and a rename, so that a program that is running keeps its file. */
static bool place_beside(int from, const char *to)
{
    char neighbour[4096];
    int  fd;
    bool ok;

    if ((size_t)snprintf(neighbour, sizeof neighbour, "%s.XXXXXX", to) >= sizeof neighbour) {
        errno = ENAMETOOLONG;
        return false;
    }
    fd = mkstemp(neighbour);
    if (fd < 0)
        return false;
    ok = copy_bytes(from, fd) && fchmod(fd, executable_mode()) == 0;
    ok = close(fd) == 0 && ok && rename(neighbour, to) == 0;
    if (!ok)
        unlink(neighbour);
    return ok;
}

/* A device or a pipe is written into. */
static bool place_into(int from, const char *to)
{
    int  fd = open(to, O_WRONLY);
    bool ok;

    if (fd < 0)
        return false;
    ok = copy_bytes(from, fd);
    return close(fd) == 0 && ok;
}

bool output_place(const char *from, const char *to)
{
    int  fd = open(from, O_RDONLY | O_CLOEXEC);
    bool ok = fd >= 0 && (is_regular_or_missing(to) ? place_beside(fd, to) : place_into(fd, to));

    if (!ok)
        fail(to);
    if (fd >= 0)
        close(fd);
    return ok;
}

bool output_text(Text t, const char *path)
{
    int  fd = path ? open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666) : STDOUT_FILENO;
    bool ok = fd >= 0 && text_write(t, fd);

    if (fd >= 0 && path)
        ok = close(fd) == 0 && ok;
    return ok || fail(path ? path : "standard output");
}

void keep_c(const CUnit *unit)
{
    const char *path = getenv("RUFFC_KEEP_C");

    if (path && *path)
        output_text(unit->text, path);
}
