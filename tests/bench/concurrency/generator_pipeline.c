/* The plain loop: what three generators that never leave their loop should cost. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

int main(int argc, char **argv)
{
    int64_t n = argc > 1 ? atol(argv[1]) : 0, sum = 0;

    for (int64_t i = 0; i < n; i++) {
        if (i % 2 == 1)
            sum += i * i % 1000;
    }
    printf("%" PRId64 "\n", sum);
}
