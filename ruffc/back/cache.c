/* The cache's folder: where it is, what it takes, what goes: see cache.h. */

#define _GNU_SOURCE
#include "back/cache.h"

#include <dirent.h>
#include <fcntl.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { HOUR = 3600, NAME_LENGTH = 32 + 3 /* digits and .so */ };

/* ---- where ---- */

static bool put_path(char room[CACHE_PATH], const char *folder, const char *below)
{
    /* a relative $XDG_CACHE_HOME is to be ignored, says its specification */
    return (size_t)snprintf(room, CACHE_PATH, "%s%s", folder, below) < CACHE_PATH - 256;
}

bool cache_path(char room[CACHE_PATH])
{
    const char *own = getenv("RUFFC_CACHE"), *xdg = getenv("XDG_CACHE_HOME");
    const char *home = getenv("HOME");

    if (own && *own)
        return strcmp(own, "off") != 0 && put_path(room, own, "");
    if (xdg && *xdg == '/')
        return put_path(room, xdg, "/ruffc");
    return home && *home == '/' && put_path(room, home, "/.cache/ruffc");
}

/* The folder and those above it. */
static bool make_folders(char *path)
{
    if (mkdir(path, 0700) == 0 || errno == EEXIST)
        return true;
    for (char *s = path + 1; *s; s++) {
        if (*s != '/')
            continue;
        *s = '\0';
        mkdir(path, 0700);
        *s = '/';
    }
    return mkdir(path, 0700) == 0 || errno == EEXIST;
}

/* Code is loaded from there: nobody else may write into it. */
static bool is_private(const char *path)
{
    struct stat s;

    return stat(path, &s) == 0 && S_ISDIR(s.st_mode) && s.st_uid == geteuid() &&
           (s.st_mode & (S_IWGRP | S_IWOTH)) == 0;
}

bool cache_folder(char room[CACHE_PATH])
{
    return cache_path(room) && make_folders(room) && is_private(room);
}

uint64_t cache_limit(void)
{
    const char *asked = getenv("RUFFC_CACHE_SIZE");
    char       *end;
    uint64_t    n;

    if (!asked || *asked < '0' || *asked > '9')
        return (uint64_t)256 << 20;
    n = strtoull(asked, &end, 10);
    return n << (*end == 'K' || *end == 'k' ? 10 : *end == 'G' || *end == 'g' ? 30 : 20);
}

/* ---- what is there ---- */

typedef struct Entry {
    char            name[NAME_LENGTH + 1];
    uint64_t        bytes;
    struct timespec used;
} Entry;

typedef VEC(Entry) Entries;

static bool is_entry(const char *name)
{
    return strlen(name) == NAME_LENGTH && strcmp(name + NAME_LENGTH - 3, ".so") == 0 &&
           strspn(name, "0123456789abcdef") == NAME_LENGTH - 3;
}

/* Folders in which runs let the C compiler work. */
static bool is_work(const char *name)
{
    return strncmp(name, "work.", 5) == 0;
}

static void remove_work(const char *folder, const char *name)
{
    char           path[CACHE_PATH + 512];
    DIR           *d;
    struct dirent *f;

    snprintf(path, sizeof path, "%s/%s", folder, name);
    d = opendir(path);
    while (d && (f = readdir(d)))
        if (strcmp(f->d_name, ".") != 0 && strcmp(f->d_name, "..") != 0)
            unlinkat(dirfd(d), f->d_name, 0);
    if (d)
        closedir(d);
    rmdir(path);
}

/* All entries; left work folders that were last touched before `before` are removed on the way. */
static bool read_folder(const char *folder, Arena *a, Entries *out, time_t before)
{
    DIR           *d = opendir(folder);
    struct dirent *f;
    struct stat    s;

    if (!d)
        return false;
    while ((f = readdir(d))) {
        Entry e = {0};

        if ((!is_entry(f->d_name) && !is_work(f->d_name)) ||
            fstatat(dirfd(d), f->d_name, &s, AT_SYMLINK_NOFOLLOW) != 0)
            continue;
        if (is_work(f->d_name)) {
            if (S_ISDIR(s.st_mode) && s.st_mtime < before)
                remove_work(folder, f->d_name);
            continue;
        }
        memcpy(e.name, f->d_name, NAME_LENGTH);
        e.bytes = (uint64_t)s.st_size;
        e.used  = s.st_mtim;
        vec_push(a, out, e);
    }
    closedir(d);
    return true;
}

bool cache_sums(const char *folder, CacheSums *out)
{
    Arena   arena   = {0};
    Entries entries = {0};
    bool    found   = read_folder(folder, &arena, &entries, 0);

    *out = (CacheSums){entries.len, 0};
    for (size_t i = 0; i < entries.len; i++)
        out->bytes += entries.at[i].bytes;
    arena_free(&arena);
    return found;
}

/* ---- what goes ---- */

static bool remove_entry(const char *folder, const Entry *e)
{
    char path[CACHE_PATH + 64];

    snprintf(path, sizeof path, "%s/%s", folder, e->name);
    return unlink(path) == 0 || errno == ENOENT;
}

bool cache_clear(const char *folder, CacheSums *removed)
{
    Arena   arena   = {0};
    Entries entries = {0};
    bool    all     = true;

    *removed = (CacheSums){0};
    read_folder(folder, &arena, &entries, time(NULL) + HOUR);
    for (size_t i = 0; i < entries.len; i++) {
        bool gone = remove_entry(folder, &entries.at[i]);

        all = all && gone;
        removed->entries += gone;
        removed->bytes += gone ? entries.at[i].bytes : 0;
    }
    arena_free(&arena);
    return all;
}

static int by_use(const void *a, const void *b)
{
    const Entry *x = a, *y = b;

    if (x->used.tv_sec != y->used.tv_sec)
        return x->used.tv_sec < y->used.tv_sec ? -1 : 1;
    if (x->used.tv_nsec != y->used.tv_nsec)
        return x->used.tv_nsec < y->used.tv_nsec ? -1 : 1;
    return 0;
}

void cache_trim(const char *folder, uint64_t limit, const char *keep)
{
    Arena    arena   = {0};
    Entries  entries = {0};
    uint64_t sum = 0;

    read_folder(folder, &arena, &entries, time(NULL) - HOUR);
    for (size_t i = 0; i < entries.len; i++)
        sum += entries.at[i].bytes;
    if (sum > limit)
        qsort(entries.at, entries.len, sizeof *entries.at, by_use);
    for (size_t i = 0; i < entries.len && sum > limit; i++)
        if (strcmp(entries.at[i].name, keep) != 0 && remove_entry(folder, &entries.at[i]))
            sum -= entries.at[i].bytes;
    arena_free(&arena);
}
