/* What stands for exceptions in C: a result and an error, which every caller tests. */
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool checked(int64_t x, int64_t *result, const char **error)
{
    if (x % 5 == 0) {
        *error = "a multiple of five";
        return false;
    }
    *result = x * 7 % 1000;
    return true;
}

static bool halved(int64_t x, int64_t *result, const char **error)
{
    int64_t y;

    if (!checked(x, &y, error))
        return false;
    *result = y / 2;
    return true;
}

int main(int argc, char **argv)
{
    int64_t n = argc > 1 ? atol(argv[1]) : 0, sum = 0, failed = 0;

    for (int64_t i = 0; i < n; i++) {
        const char *error;
        int64_t     y;

        if (halved(i, &y, &error))
            sum += y;
        else
            failed += (int64_t)strlen(error);
    }
    printf("%" PRId64 " %" PRId64 "\n", sum, failed);
}
