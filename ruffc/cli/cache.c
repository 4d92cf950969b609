/* ruffc cache: where compiled scripts are kept, and how much they take; --clear removes them. */

#include "back/cache.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "cli/command.h"

/* 1234567 as 1.2 MB. */
static const char *size_text(uint64_t bytes, char room[32])
{
    static const char *const units[] = {"B", "KB", "MB", "GB"};

    double n = (double)bytes;
    size_t u = 0;

    while (n >= 1000 && u + 1 < COUNT_OF(units))
        n /= 1024, u++;
    snprintf(room, 32, "%.*f %s", u && n < 100 ? 1 : 0, n, units[u]);
    return room;
}

static int clear(const char *folder)
{
    CacheSums gone;
    char      room[32];

    if (!cache_clear(folder, &gone)) {
        complain("cannot remove all entries of '%s': %s", folder, strerror(errno));
        return STATUS_FAILED;
    }
    printf("removed %llu entries, %s\n", (unsigned long long)gone.entries,
           size_text(gone.bytes, room));
    return STATUS_GOOD;
}

int cache_command(const Args *a)
{
    char      folder[CACHE_PATH], size[32], limit[32];
    CacheSums sums;

    if (!cache_path(folder)) {
        puts("off");
        return STATUS_GOOD;
    }
    if (has_option(a, OPT_CLEAR))
        return clear(folder);
    cache_sums(folder, &sums);
    printf("folder   %s\nentries  %llu\nsize     %s of %s\n", folder,
           (unsigned long long)sums.entries, size_text(sums.bytes, size),
           size_text(cache_limit(), limit));
    return STATUS_GOOD;
}
