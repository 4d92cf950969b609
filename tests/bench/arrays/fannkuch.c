#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int64_t flips(const int64_t *order, int64_t *pile, int64_t n)
{
    int64_t count = 0;

    memcpy(pile, order, n * sizeof *pile);
    while (pile[0] != 0) {
        for (int64_t i = 0, j = pile[0]; i < j; i++, j--) {
            int64_t kept = pile[i];

            pile[i] = pile[j];
            pile[j] = kept;
        }
        count++;
    }
    return count;
}

int main(int argc, char **argv)
{
    int64_t  n = argc > 1 ? atol(argv[1]) : 0, most = 0, check = 0, sign = 1, k = 0;
    int64_t *order = malloc(n * sizeof *order), *pile = malloc(n * sizeof *pile), *turned = calloc(n, sizeof *turned);

    for (int64_t i = 0; i < n; i++)
        order[i] = i;
    while (k < n) {
        int64_t count = flips(order, pile, n);

        if (count > most)
            most = count;
        check += sign * count;
        sign = -sign;
        for (k = 1; k < n; k++) {
            int64_t first = order[0];

            for (int64_t i = 0; i < k; i++)
                order[i] = order[i + 1];
            order[k] = first;
            if (++turned[k] <= k)
                break;
            turned[k] = 0;
        }
    }
    printf("%" PRId64 " %" PRId64 "\n", most, check);
    free(order);
    free(pile);
    free(turned);
}
