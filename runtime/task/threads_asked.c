/* RUFF_THREADS in the environment: how many threads run async bodies. */

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "task/pool.h"

enum { MOST = 4096 };

static uint32_t cores(void)
{
    long n = sysconf(_SC_NPROCESSORS_ONLN);

    return n < 1 ? 1 : (uint32_t)n;
}

uint32_t rf_threads_asked(void)
{
    const char *word = getenv("RUFF_THREADS");
    char       *end;
    long        n;

    if (!word || !*word)
        return cores();
    n = strtol(word, &end, 10);
    if (*end == '\0' && n >= 1)
        return n < MOST ? (uint32_t)n : MOST;
    fprintf(stderr, "Warning: RUFF_THREADS must be 1 or more, not '%s'\n", word);
    return cores();
}
