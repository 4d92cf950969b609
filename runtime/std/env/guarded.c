/* The environment behind a lock: see env.h. */

#define _GNU_SOURCE /* environ */

#include "std/env/env.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/heap.h"
#include "gen/lock.h"

static rf_lock lock;

char *rf_env_copy(const char *name)
{
    const char *value;
    char       *copy = NULL;

    rf_lock_take(&lock);
    value = getenv(name);
    if (value)
        copy = strdup(value);
    rf_lock_give(&lock);
    if (value && !copy)
        rf_out_of_memory();
    return copy;
}

void rf_env_put(const char *name, const char *value)
{
    int failed;

    rf_lock_take(&lock);
    failed = setenv(name, value, 1);
    rf_lock_give(&lock);
    if (failed)
        rf_out_of_memory();
}

/* Pointers first, the texts behind them. */
static char **copy_all(void)
{
    size_t count = 0, bytes = 0;
    char **all, *at;

    while (environ && environ[count])
        bytes += strlen(environ[count++]) + 1;
    all = malloc((count + 1) * sizeof *all + bytes);
    if (!all)
        return NULL;
    at = (char *)(all + count + 1);
    for (size_t i = 0; i < count; i++) {
        all[i] = at;
        at     = stpcpy(at, environ[i]) + 1;
    }
    all[count] = NULL;
    return all;
}

char **rf_env_all(void)
{
    char **all;

    rf_lock_take(&lock);
    all = copy_all();
    rf_lock_give(&lock);
    if (!all)
        rf_out_of_memory();
    return all;
}
