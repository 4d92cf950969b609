#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

static int64_t *order, count, sum;

static void swap(int64_t a, int64_t b)
{
    int64_t kept = order[a];

    order[a] = order[b];
    order[b] = kept;
}

static void permute(int64_t k)
{
    if (k == count) {
        for (int64_t i = 0; i < k; i++)
            sum = (sum * 3 + order[i]) % 1000003;
        return;
    }
    for (int64_t i = k; i < count; i++) {
        swap(k, i);
        permute(k + 1);
        swap(k, i);
    }
}

int main(int argc, char **argv)
{
    count = argc > 1 ? atol(argv[1]) : 0;
    order = malloc(count * sizeof *order);
    for (int64_t i = 0; i < count; i++)
        order[i] = i;
    permute(0);
    printf("%" PRId64 "\n", sum);
    free(order);
}
