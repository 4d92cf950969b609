#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char *text_of(int64_t n, int64_t seed)
{
    char *text = malloc(n + 1);

    for (int64_t i = 0; i < n; i++) {
        seed    = seed * 48271 % 2147483647;
        text[i] = "abcdefgh"[seed % 8];
    }
    text[n] = '\0';
    return text;
}

static int64_t least(int64_t a, int64_t b, int64_t c)
{
    if (a < b)
        return a < c ? a : c;
    return b < c ? b : c;
}

static int64_t distance(const char *a, const char *b)
{
    int64_t  m = (int64_t)strlen(a), n = (int64_t)strlen(b), result;
    int64_t *before = malloc((n + 1) * sizeof *before), *now = malloc((n + 1) * sizeof *now);

    for (int64_t j = 0; j <= n; j++)
        before[j] = j;
    for (int64_t i = 0; i < m; i++) {
        int64_t *last = before;

        now[0] = i + 1;
        for (int64_t j = 0; j < n; j++)
            now[j + 1] = least(now[j] + 1, before[j + 1] + 1, before[j] + (a[i] == b[j] ? 0 : 1));
        before = now;
        now    = last;
    }
    result = before[n];
    free(before);
    free(now);
    return result;
}

int main(int argc, char **argv)
{
    int64_t n = argc > 1 ? atol(argv[1]) : 0;
    char   *a = text_of(n, 7), *b = text_of(n, 11);

    printf("%" PRId64 "\n", distance(a, b));
    free(a);
    free(b);
}
