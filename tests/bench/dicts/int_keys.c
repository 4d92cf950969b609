#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

typedef struct Entry {
    int64_t key, count; /* a count of 0: a free place */
} Entry;

typedef struct Dict {
    Entry *at;
    size_t room, used; /* room is a power of two */
} Dict;

static uint64_t hash(int64_t key)
{
    uint64_t h = (uint64_t)key * 0x9e3779b97f4a7c15u;

    return h ^ h >> 32;
}

static Entry *find(const Dict *d, int64_t key)
{
    size_t i = hash(key) & (d->room - 1);

    while (d->at[i].count && d->at[i].key != key)
        i = (i + 1) & (d->room - 1);
    return &d->at[i];
}

static void grow(Dict *d)
{
    Dict old = *d;

    d->room = old.room ? old.room * 2 : 16;
    d->at   = calloc(d->room, sizeof *d->at);
    for (size_t i = 0; i < old.room; i++)
        if (old.at[i].count)
            *find(d, old.at[i].key) = old.at[i];
    free(old.at);
}

static void add(Dict *d, int64_t key)
{
    Entry *e;

    if (d->used * 4 >= d->room * 3)
        grow(d);
    e = find(d, key);
    if (!e->count) {
        e->key = key;
        d->used++;
    }
    e->count++;
}

int main(int argc, char **argv)
{
    int64_t n = argc > 1 ? atol(argv[1]) : 0, seed = 7, sum = 0;
    Dict    counts = {0};

    for (int64_t i = 0; i < n; i++) {
        seed = seed * 48271 % 2147483647;
        add(&counts, seed % 100003 * 9973);
    }
    for (int64_t i = 0; i < 100003; i++) {
        const Entry *e = find(&counts, i * 9973);

        if (e->count)
            sum = (sum * 31 + e->count) % 1000000007;
    }
    printf("%zu %" PRId64 "\n", counts.used, sum);
    free(counts.at);
}
