#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

int main(int argc, char **argv)
{
    int64_t n = argc > 1 ? atol(argv[1]) : 0, seed = 7, x = 0, y = 0, far = 0;

    for (int64_t i = 0; i < n; i++) {
        int64_t way, distance;

        seed = seed * 48271 % 2147483647;
        way  = seed % 4;
        if (way == 0)
            x++;
        else if (way == 1)
            x--;
        else if (way == 2)
            y++;
        else
            y--;
        distance = x * x + y * y;
        if (distance > far)
            far = distance;
    }
    printf("%" PRId64 " %" PRId64 " %" PRId64 "\n", x, y, far);
}
