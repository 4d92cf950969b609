#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

static int64_t sieve(int64_t n)
{
    bool   *prime = malloc(n + 1);
    int64_t count = 0;

    for (int64_t i = 0; i <= n; i++)
        prime[i] = true;
    for (int64_t i = 2; i <= n; i++) {
        if (!prime[i])
            continue;
        count++;
        for (int64_t j = i * i; j <= n; j += i)
            prime[j] = false;
    }
    free(prime);
    return count;
}

int main(int argc, char **argv)
{
    printf("%" PRId64 "\n", sieve(argc > 1 ? atol(argv[1]) : 0));
}
