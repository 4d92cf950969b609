#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct Entry {
    const char *piece; /* in the text; NULL: a free place */
    int64_t     times;
} Entry;

typedef struct Dict {
    Entry *at;
    size_t room, used, k; /* room is a power of two, k the length of the pieces */
} Dict;

static uint64_t hash(const char *s, size_t length)
{
    uint64_t h = 14695981039346656037u;

    for (size_t i = 0; i < length; i++)
        h = (h ^ (unsigned char)s[i]) * 1099511628211u;
    return h ^ h >> 32;
}

static Entry *find(const Dict *d, const char *piece)
{
    size_t i = hash(piece, d->k) & (d->room - 1);

    while (d->at[i].piece && memcmp(d->at[i].piece, piece, d->k) != 0)
        i = (i + 1) & (d->room - 1);
    return &d->at[i];
}

static void grow(Dict *d)
{
    Dict old = *d;

    d->room = old.room ? old.room * 2 : 16;
    d->at   = calloc(d->room, sizeof *d->at);
    for (size_t i = 0; i < old.room; i++)
        if (old.at[i].piece)
            *find(d, old.at[i].piece) = old.at[i];
    free(old.at);
}

static void add(Dict *d, const char *piece)
{
    Entry *e;

    if (d->used * 4 >= d->room * 3)
        grow(d);
    e = find(d, piece);
    if (!e->piece) {
        e->piece = piece;
        d->used++;
    }
    e->times++;
}

static int64_t count(const char *text, int64_t n, int64_t k)
{
    Dict    counts = {.k = k};
    int64_t most = 0, check = 0;

    for (int64_t i = 0; i + k <= n; i++)
        add(&counts, text + i);
    for (size_t i = 0; i < counts.room; i++) {
        int64_t times = counts.at[i].times;

        if (times > most)
            most = times;
        check = (check + times * times) % 1000000007;
    }
    free(counts.at);
    return check + most + (int64_t)counts.used;
}

int main(int argc, char **argv)
{
    int64_t n = argc > 1 ? atol(argv[1]) : 0, seed = 7;
    char   *text = malloc(n);

    for (int64_t i = 0; i < n; i++) {
        seed    = seed * 48271 % 2147483647;
        text[i] = "acgt"[seed % 4];
    }
    printf("%" PRId64 " %" PRId64 " %" PRId64 " %" PRId64 "\n", count(text, n, 2), count(text, n, 4), count(text, n, 6),
           count(text, n, 9));
    free(text);
}
