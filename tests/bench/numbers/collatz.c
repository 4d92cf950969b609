#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

static int64_t steps(int64_t x)
{
    int64_t count = 0;

    while (x != 1) {
        x = x % 2 == 0 ? x / 2 : x * 3 + 1;
        count++;
    }
    return count;
}

int main(int argc, char **argv)
{
    int64_t n = argc > 1 ? atol(argv[1]) : 0, longest = 0, best = 0;

    for (int64_t i = 1; i < n; i++) {
        int64_t count = steps(i);

        if (count > longest) {
            longest = count;
            best    = i;
        }
    }
    printf("%" PRId64 " %" PRId64 "\n", best, longest);
}
