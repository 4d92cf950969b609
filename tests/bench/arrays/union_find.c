#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

static int64_t *parent, *size;

static int64_t find(int64_t x)
{
    while (parent[x] != x) {
        parent[x] = parent[parent[x]];
        x         = parent[x];
    }
    return x;
}

static int64_t join_sets(int64_t a, int64_t b)
{
    if (size[a] < size[b])
        return join_sets(b, a);
    parent[b] = a;
    size[a] += size[b];
    return size[a];
}

int main(int argc, char **argv)
{
    int64_t n = argc > 1 ? atol(argv[1]) : 0, seed = 7, sets = n, most = 1;

    parent = malloc(n * sizeof *parent);
    size   = malloc(n * sizeof *size);
    for (int64_t i = 0; i < n; i++) {
        parent[i] = i;
        size[i]   = 1;
    }
    for (int64_t i = 0; i < n; i++) {
        int64_t a, b;

        seed = seed * 48271 % 2147483647;
        a    = find(seed % n);
        seed = seed * 48271 % 2147483647;
        b    = find(seed % n);
        if (a != b) {
            int64_t joined = join_sets(a, b);

            if (joined > most)
                most = joined;
            sets--;
        }
    }
    printf("%" PRId64 " %" PRId64 "\n", sets, most);
    free(parent);
    free(size);
}
