/* A chain of sources, each of which knows how to go on and where its numbers come from. */
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

typedef struct Source {
    bool (*next)(struct Source *, int64_t *x);
    struct Source *from;
    int64_t        at, stop;
} Source;

static bool upto_next(Source *s, int64_t *x)
{
    *x = s->at++;
    return *x < s->stop;
}

static bool odd_next(Source *s, int64_t *x)
{
    while (s->from->next(s->from, x))
        if (*x % 2 == 1)
            return true;
    return false;
}

static bool squares_next(Source *s, int64_t *x)
{
    if (!s->from->next(s->from, x))
        return false;
    *x = *x * *x % 1000;
    return true;
}

static Source *new_source(bool (*next)(Source *, int64_t *), Source *from, int64_t stop)
{
    Source *s = malloc(sizeof *s);

    *s = (Source){next, from, 0, stop};
    return s;
}

int main(int argc, char **argv)
{
    int64_t n = argc > 1 ? atol(argv[1]) : 0, sum = 0, x;
    Source *upto = new_source(upto_next, NULL, n), *odd = new_source(odd_next, upto, 0);
    Source *squares = new_source(squares_next, odd, 0);

    while (squares->next(squares, &x))
        sum += x;
    printf("%" PRId64 "\n", sum);
    free(squares);
    free(odd);
    free(upto);
}
