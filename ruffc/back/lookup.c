/* Programs on $PATH. */

#include "back/lookup.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

bool lookup_program(const char *command, char *room, size_t size)
{
    size_t      len  = strcspn(command, " ");
    const char *path = getenv("PATH");

    if (memchr(command, '/', len)) {
        snprintf(room, size, "%.*s", (int)len, command);
        return access(room, X_OK) == 0;
    }
    for (path = path ? path : "/bin:/usr/bin"; *path; path += *path == ':') {
        size_t n = strcspn(path, ":");

        snprintf(room, size, "%.*s/%.*s", n ? (int)n : 1, n ? path : ".", (int)len, command);
        if (access(room, X_OK) == 0)
            return true;
        path += n;
    }
    return false;
}
