#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

int main(int argc, char **argv)
{
    int64_t size = argc > 1 ? atol(argv[1]) : 0, inside = 0;

    for (int64_t y = 0; y < size; y++) {
        for (int64_t x = 0; x < size; x++) {
            double cr = 2.0 * x / size - 1.5, ci = 2.0 * y / size - 1.0, zr = 0.0, zi = 0.0;
            int    i = 0;

            while (i < 50 && zr * zr + zi * zi <= 4.0) {
                double t = zr * zr - zi * zi + cr;

                zi = 2.0 * zr * zi + ci;
                zr = t;
                i++;
            }
            inside += i == 50;
        }
    }
    printf("%" PRId64 "\n", inside);
}
