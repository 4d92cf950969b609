#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct Entry {
    const char *word; /* in the text; NULL: a free place */
    size_t      length;
    int64_t     count;
} Entry;

typedef struct Dict {
    Entry *at;
    size_t room, used; /* room is a power of two */
} Dict;

static uint64_t hash(const char *s, size_t length)
{
    uint64_t h = 14695981039346656037u;

    for (size_t i = 0; i < length; i++)
        h = (h ^ (unsigned char)s[i]) * 1099511628211u;
    return h ^ h >> 32;
}

static Entry *find(const Dict *d, const char *word, size_t length)
{
    size_t i = hash(word, length) & (d->room - 1);

    while (d->at[i].word && (d->at[i].length != length || memcmp(d->at[i].word, word, length) != 0))
        i = (i + 1) & (d->room - 1);
    return &d->at[i];
}

static void grow(Dict *d)
{
    Dict old = *d;

    d->room = old.room ? old.room * 2 : 16;
    d->at   = calloc(d->room, sizeof *d->at);
    for (size_t i = 0; i < old.room; i++)
        if (old.at[i].word)
            *find(d, old.at[i].word, old.at[i].length) = old.at[i];
    free(old.at);
}

static void add(Dict *d, const char *word, size_t length)
{
    Entry *e;

    if (d->used * 4 >= d->room * 3)
        grow(d);
    e = find(d, word, length);
    if (!e->word) {
        e->word   = word;
        e->length = length;
        d->used++;
    }
    e->count++;
}

static char *put(char *at, const char *syllable)
{
    size_t length = strlen(syllable);

    memcpy(at, syllable, length);
    return at + length;
}

/* A word has 13 characters at most, with the space behind it. */
static char *text_of(int64_t n)
{
    static const char *const syllables[8] = {"ba", "ko", "ri", "tu", "me", "lan", "sor", "vik"};
    char                    *text = malloc(n * 13 + 1), *at = text;
    int64_t                  seed = 7;

    for (int64_t i = 0; i < n; i++) {
        seed = seed * 48271 % 2147483647;
        at   = put(put(at, syllables[seed % 8]), syllables[seed / 8 % 8]);
        if (seed % 3 != 0)
            at = put(at, syllables[seed / 64 % 8]);
        if (seed % 5 != 0)
            at = put(at, syllables[seed / 512 % 8]);
        *at++ = ' ';
    }
    *at = '\0';
    return text;
}

int main(int argc, char **argv)
{
    int64_t n = argc > 1 ? atol(argv[1]) : 0, most = 0, check = 0;
    char   *text = text_of(n);
    Dict    counts = {0};

    for (char *at = text + strspn(text, " "); *at; at += strspn(at, " ")) {
        size_t length = strcspn(at, " ");

        add(&counts, at, length);
        at += length;
    }
    for (size_t i = 0; i < counts.room; i++) {
        const Entry *e = &counts.at[i];

        if (e->count > most)
            most = e->count;
        check = (check + e->count * e->count * (int64_t)e->length) % 1000000007;
    }
    printf("%zu %" PRId64 " %" PRId64 "\n", counts.used, most, check);
    free(counts.at);
    free(text);
}
