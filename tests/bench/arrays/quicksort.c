#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

static void sort(int64_t *xs, int64_t low, int64_t high)
{
    int64_t pivot = xs[(low + high) / 2], i = low, j = high;

    while (i <= j) {
        while (xs[i] < pivot)
            i++;
        while (xs[j] > pivot)
            j--;
        if (i <= j) {
            int64_t kept = xs[i];

            xs[i++] = xs[j];
            xs[j--] = kept;
        }
    }
    if (low < j)
        sort(xs, low, j);
    if (i < high)
        sort(xs, i, high);
}

int main(int argc, char **argv)
{
    int64_t  n = argc > 1 ? atol(argv[1]) : 0, seed = 7, check = 0;
    int64_t *xs = malloc(n * sizeof *xs);

    for (int64_t i = 0; i < n; i++) {
        seed  = seed * 48271 % 2147483647;
        xs[i] = seed;
    }
    sort(xs, 0, n - 1);
    for (int64_t i = 0; i < n; i++)
        check = (check * 31 + xs[i]) % 1000000007;
    printf("%" PRId64 "\n", check);
    free(xs);
}
