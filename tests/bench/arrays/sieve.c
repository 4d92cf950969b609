#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int main(int argc, char **argv)
{
    int64_t n = argc > 1 ? atol(argv[1]) : 0, count = 0;
    bool   *prime = malloc(n + 1);

    memset(prime, true, n + 1);
    for (int64_t i = 2; i <= n; i++) {
        if (prime[i]) {
            count++;
            for (int64_t j = i * i; j <= n; j += i)
                prime[j] = false;
        }
    }
    printf("%" PRId64 "\n", count);
    free(prime);
}
