/* The plain call. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

static int64_t next_of(int64_t x)
{
    return (x * 3 + 1) % 1009;
}

int main(int argc, char **argv)
{
    int64_t n = argc > 1 ? atol(argv[1]) : 0, x = 0;

    for (int64_t i = 0; i < n; i++)
        x = next_of(x);
    printf("%" PRId64 "\n", x);
}
