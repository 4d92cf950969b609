#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

static int64_t *random_array(int64_t n, int64_t seed)
{
    int64_t *xs = malloc(n * sizeof *xs);

    for (int64_t i = 0; i < n; i++) {
        seed  = seed * 48271 % 2147483647;
        xs[i] = seed % 8;
    }
    return xs;
}

static int64_t longest(const int64_t *a, const int64_t *b, int64_t n)
{
    int64_t **table = malloc((n + 1) * sizeof *table);

    for (int64_t i = 0; i <= n; i++)
        table[i] = calloc(n + 1, sizeof *table[i]);
    for (int64_t i = 0; i < n; i++) {
        for (int64_t j = 0; j < n; j++) {
            if (a[i] == b[j])
                table[i + 1][j + 1] = table[i][j] + 1;
            else if (table[i][j + 1] > table[i + 1][j])
                table[i + 1][j + 1] = table[i][j + 1];
            else
                table[i + 1][j + 1] = table[i + 1][j];
        }
    }
    return table[n][n];
}

int main(int argc, char **argv)
{
    int64_t n = argc > 1 ? atol(argv[1]) : 0;

    printf("%" PRId64 "\n", longest(random_array(n, 7), random_array(n, 11), n));
}
