#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

static int64_t **make(int64_t n, int64_t seed)
{
    int64_t **m = malloc(n * sizeof *m);

    for (int64_t i = 0; i < n; i++) {
        m[i] = malloc(n * sizeof *m[i]);
        for (int64_t j = 0; j < n; j++)
            m[i][j] = (i * 31 + j * 17 + seed) % 100;
    }
    return m;
}

static int64_t **multiply(int64_t **a, int64_t **b, int64_t n)
{
    int64_t **c = malloc(n * sizeof *c);

    for (int64_t i = 0; i < n; i++) {
        c[i] = malloc(n * sizeof *c[i]);
        for (int64_t j = 0; j < n; j++) {
            int64_t sum = 0;

            for (int64_t k = 0; k < n; k++)
                sum += a[i][k] * b[k][j];
            c[i][j] = sum;
        }
    }
    return c;
}

int main(int argc, char **argv)
{
    int64_t   n = argc > 1 ? atol(argv[1]) : 0, trace = 0;
    int64_t **c = multiply(make(n, 1), make(n, 2), n);

    for (int64_t i = 0; i < n; i++)
        trace += c[i][i];
    printf("%" PRId64 "\n", trace);
}
