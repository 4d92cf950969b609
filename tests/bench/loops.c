#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

static int64_t work(int64_t n)
{
    int64_t sum = 0;

    for (int64_t i = 0; i < n; i++)
        for (int64_t j = 0; j < n; j++)
            sum += (i * j) % 7;
    return sum;
}

int main(int argc, char **argv)
{
    printf("%" PRId64 "\n", work(argc > 1 ? atol(argv[1]) : 0));
}
