#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

static void sift(int64_t *xs, int64_t root, int64_t stop)
{
    int64_t x = xs[root];

    for (;;) {
        int64_t child = root * 2 + 1;

        if (child >= stop)
            break;
        if (child + 1 < stop && xs[child + 1] > xs[child])
            child++;
        if (xs[child] <= x)
            break;
        xs[root] = xs[child];
        root     = child;
    }
    xs[root] = x;
}

int main(int argc, char **argv)
{
    int64_t  n = argc > 1 ? atol(argv[1]) : 0, seed = 7, check = 0;
    int64_t *xs = malloc(n * sizeof *xs);

    for (int64_t i = 0; i < n; i++) {
        seed  = seed * 48271 % 2147483647;
        xs[i] = seed;
    }
    for (int64_t root = n / 2 - 1; root >= 0; root--)
        sift(xs, root, n);
    for (int64_t stop = n - 1; stop > 0; stop--) {
        int64_t kept = xs[0];

        xs[0]    = xs[stop];
        xs[stop] = kept;
        sift(xs, 0, stop);
    }
    for (int64_t i = 0; i < n; i++)
        check = (check * 31 + xs[i]) % 1000000007;
    printf("%" PRId64 "\n", check);
    free(xs);
}
