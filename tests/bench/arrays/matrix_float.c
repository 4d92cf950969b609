#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

static double **make(int64_t n, int64_t seed)
{
    double **m = malloc(n * sizeof *m);

    for (int64_t i = 0; i < n; i++) {
        m[i] = malloc(n * sizeof *m[i]);
        for (int64_t j = 0; j < n; j++)
            m[i][j] = (double)((i * 31 + j * 17 + seed) % 100) * 0.5;
    }
    return m;
}

static double **multiply(double **a, double **b, int64_t n)
{
    double **c = malloc(n * sizeof *c);

    for (int64_t i = 0; i < n; i++) {
        c[i] = malloc(n * sizeof *c[i]);
        for (int64_t j = 0; j < n; j++) {
            double sum = 0;

            for (int64_t k = 0; k < n; k++)
                sum += a[i][k] * b[k][j];
            c[i][j] = sum;
        }
    }
    return c;
}

int main(int argc, char **argv)
{
    int64_t n = argc > 1 ? atol(argv[1]) : 0;
    double  trace = 0, **c = multiply(make(n, 1), make(n, 2), n);

    for (int64_t i = 0; i < n; i++)
        trace += c[i][i];
    printf("%" PRId64 "\n", (int64_t)(trace * 4));
}
