#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct Entry {
    char   *key;
    int64_t count;
} Entry;

typedef struct Dict {
    Entry *at;
    size_t room, used; /* room is a power of two */
} Dict;

static uint64_t hash(const char *s)
{
    uint64_t h = 14695981039346656037u;

    for (; *s; s++)
        h = (h ^ (unsigned char)*s) * 1099511628211u;
    return h ^ h >> 32;
}

static Entry *find(Dict *d, const char *key)
{
    size_t i = hash(key) & (d->room - 1);

    while (d->at[i].key && strcmp(d->at[i].key, key) != 0)
        i = (i + 1) & (d->room - 1);
    return &d->at[i];
}

static void grow(Dict *d)
{
    Dict old = *d;

    d->room = old.room ? old.room * 2 : 16;
    d->at = calloc(d->room, sizeof *d->at);
    for (size_t i = 0; i < old.room; i++)
        if (old.at[i].key)
            *find(d, old.at[i].key) = old.at[i];
    free(old.at);
}

static void add(Dict *d, const char *key)
{
    Entry *e;

    if (d->used * 4 >= d->room * 3)
        grow(d);
    e = find(d, key);
    if (!e->key) {
        e->key = strdup(key);
        d->used++;
    }
    e->count++;
}

int main(int argc, char **argv)
{
    int64_t n = argc > 1 ? atol(argv[1]) : 0, x = 1, most = 0;
    Dict    counts = {0};
    char    word[32];

    for (int64_t i = 0; i < n; i++) {
        x = (x * 1103515245 + 12345) % 2147483648;
        snprintf(word, sizeof word, "w%" PRId64, x / 65536 % 5000);
        add(&counts, word);
    }
    for (size_t i = 0; i < counts.room; i++)
        if (counts.at[i].count > most)
            most = counts.at[i].count;
    printf("%zu %" PRId64 "\n", counts.used, most);
}
