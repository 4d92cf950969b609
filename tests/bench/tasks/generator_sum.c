/* What stands for a generator in C: its state, and a function that goes on from there. */
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

typedef struct Randoms {
    int64_t seed, left;
} Randoms;

static bool next(Randoms *r, int64_t *x)
{
    if (r->left-- == 0)
        return false;
    r->seed = r->seed * 48271 % 2147483647;
    *x      = r->seed % 1000;
    return true;
}

int main(int argc, char **argv)
{
    int64_t n = argc > 1 ? atol(argv[1]) : 0, sum = 0, x;
    Randoms numbers = {7, n};

    while (next(&numbers, &x))
        sum += x;
    printf("%" PRId64 "\n", sum);
}
