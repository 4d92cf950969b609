/* Where the runtime's headers and library are: beside this executable. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "back/backend.h"

/* The folder above the one that holds the executable: out/ or the prefix. */
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

static const char *first_existing(char *room, size_t size, const char *const *choices, size_t count)
{
    char home[4096];

    if (!home_dir(home, sizeof home))
        return NULL;
    for (size_t i = 0; i < count; i++) {
        snprintf(room, size, "%.2000s/%s", home, choices[i]);
        if (access(room, R_OK) == 0)
            return room;
    }
    return NULL;
}

const char *runtime_include_dir(char *room, size_t size)
{
    static const char *const choices[] = {"include/ruff/..", "../runtime/include", "include"};

    return first_existing(room, size, choices, COUNT_OF(choices));
}

const char *runtime_library(char *room, size_t size)
{
    static const char *const choices[] = {"lib/libruff.a"};

    return first_existing(room, size, choices, COUNT_OF(choices));
}
