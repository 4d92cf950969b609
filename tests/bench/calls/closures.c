/* The loop that map, filter and reduce amount to. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#define COUNT 1000

int main(int argc, char **argv)
{
    int64_t n = argc > 1 ? atol(argv[1]) : 0, sum = 0;
    int64_t numbers[COUNT];

    for (int64_t i = 0; i < COUNT; i++)
        numbers[i] = i;
    for (int64_t round = 0; round < n; round++) {
        for (int64_t i = 0; i < COUNT; i++) {
            int64_t x = numbers[i] * 3 + round;

            if (x % 2 == 0)
                sum += x % 1000;
        }
    }
    printf("%" PRId64 "\n", sum);
}
