/* Where the runtime's headers and library are: beside this executable. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "back/backend.h"

/* The folder above the one that holds the executable: the build folder, or the prefix. */
static bool home_dir(char *room, size_t size)
{
    ssize_t n = readlink("/proc/self/exe", room, size - 1);

    if (n <= 0)
        return false;
    room[n] = '\0';
    for (int i = 0; i < 2; i++) {
        char *slash = strrchr(room, '/');
        if (!slash)
            return false;
        *slash = '\0';
    }
    return true;
}

/* The folder or file `path` below the home, if `probe` below it can be read. */
static const char *below_home(char *room, size_t size, const char *path, const char *probe)
{
    char home[2048], full[4096];

    if (!home_dir(home, sizeof home))
        home[0] = '\0';
    snprintf(full, sizeof full, "%s/%s", home, probe);
    if (access(full, R_OK) == 0) {
        snprintf(room, size, "%s/%s", home, path);
        return room;
    }
    fprintf(stderr, "ruffc: '%s' is missing: this installation is not whole\n", full);
    return NULL;
}

const char *runtime_include_dir(char *room, size_t size)
{
    return below_home(room, size, "include", "include/ruff/ruff.h");
}

const char *runtime_library(char *room, size_t size)
{
    return below_home(room, size, "lib/libruff.a", "lib/libruff.a");
}
